// A room cut into square cells, each walkable or not, and walking distances over them.
#ifndef HY_GEOM_RASTER_H
#define HY_GEOM_RASTER_H

#include "geom/plane.h"

#include <stdint.h>

// distance of a cell that cannot be reached
#define HY_UNREACHABLE 1e30f

// Cells in rows from the south-west corner. `walkable` holds one byte a cell and stays the caller's; so does `moves`, which only
// searches for ways need: see hy_raster_fill_moves.
typedef struct hy_raster {
    hy_vec2 corner;
    float cell_m;
    uint32_t columns, rows;
    const uint8_t *walkable;
    const uint8_t *moves;
} hy_raster;

static inline uint32_t hy_raster_cell_count(const hy_raster *raster)
{
    return raster->columns * raster->rows;
}

static inline hy_vec2 hy_raster_centre(const hy_raster *raster, uint32_t cell)
{
    const float column = (float)(cell % raster->columns), row = (float)(cell / raster->columns);
    return hy_vec(raster->corner.x + (column + 0.5f) * raster->cell_m,
                  raster->corner.y + (row + 0.5f) * raster->cell_m);
}

// Cell of a point, brought to the border where the point lies outside.
uint32_t hy_raster_cell_at(const hy_raster *raster, hy_vec2 p);

// Walkable cell nearest to p within a few cells; UINT32_MAX if there is none.
uint32_t hy_raster_walkable_near(const hy_raster *raster, hy_vec2 p);

// True where every cell that the straight line from a to b enters is walkable.
bool hy_raster_line_is_clear(const hy_raster *raster, hy_vec2 a, hy_vec2 b);

// Writes for every cell which of the eight steps to its neighbours can be made, one bit each; no step cuts a corner.
void hy_raster_fill_moves(const hy_raster *raster, uint8_t *moves);

// A cell that waits in a search, and its rank there.
typedef struct hy_raster_waiting {
    float key;
    uint32_t cell;
} hy_raster_waiting;

// Scratch memory of the searches below: one entry a cell, `search` zero at first. Owned by the caller, one search at a time.
typedef struct hy_raster_scratch {
    hy_raster_waiting *heap;   // cells waiting, a binary heap
    uint32_t *place;     // place of a cell in the heap
    float *distance;     // tentative distances
    uint32_t *search_of; // the last search that has met a cell: what an older one has left there does not count
    uint32_t search;     // number of the present search
    uint32_t capacity;   // cells
} hy_raster_scratch;

// Fills `distance` with the walking distance in metres from every cell to the segment a-b, HY_UNREACHABLE where there is no way.
// Fast marching on the eikonal equation |grad d| = 1 (Sethian 1996), first order, exact distances next to the segment.
void hy_raster_fill_distance(const hy_raster *raster, hy_vec2 a, hy_vec2 b, hy_raster_scratch *scratch, float *distance);

// Distance at a point between cell centres, bilinear over the reachable cells around it, or over the best cell two farther;
// HY_UNREACHABLE if none is reachable.
float hy_raster_distance_at(const hy_raster *raster, const float *distance, hy_vec2 p);

// Unit vector of steepest descent of a distance field at p; zero where nothing around p is reachable.
hy_vec2 hy_raster_descent_at(const hy_raster *raster, const float *distance, hy_vec2 p);

// First point to walk to, in a straight line, on a way from `from` to `to` at most 1.3 times the shortest (weighted A* over the cells, then the farthest cell
// of the way that is in a clear line). False if there is no way.
bool hy_raster_waypoint(const hy_raster *raster, hy_vec2 from, hy_vec2 to, hy_raster_scratch *scratch, hy_vec2 *waypoint);

#endif
