// The grid of a sheet: which cell a point lies in.
#ifndef HY_MODEL_GRID_H
#define HY_MODEL_GRID_H

#include "geom/plane.h"
#include "hyosan/model.h"

// Place of a coordinate among the cells along one axis, brought to the border where it lies outside.
static inline uint32_t hy_grid_index(float from_corner_m, uint32_t count)
{
    return (uint32_t)hy_clamp(from_corner_m * (1.0f / HY_GRID_M), 0, (float)count - 0.5f);
}

// Grid cell of a point on a sheet, among the cells of all sheets.
static inline uint32_t hy_cell_on_sheet(const hy_sheet *sheet, hy_vec2 p)
{
    const uint32_t column = hy_grid_index(p.x - sheet->corner.x, sheet->columns);
    const uint32_t row = hy_grid_index(p.y - sheet->corner.y, sheet->rows);
    return sheet->first_cell + row * sheet->columns + column;
}

#endif
