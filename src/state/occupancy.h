// Who is where: people sorted by grid cell and by room, made again from the state whenever somebody has moved.
#ifndef HY_STATE_OCCUPANCY_H
#define HY_STATE_OCCUPANCY_H

#include "geom/plane.h"
#include "state/state.h"

typedef struct hy_occupancy {
    // bodies by cell: order[starts[c]] .. order[starts[c] + counts[c] - 1], ascending
    uint32_t *counts, *starts, *order;
    uint32_t *touched;          // cells that hold somebody
    uint32_t touched_count;
    uint32_t *cell_of;          // cell of each person; HY_NONE for those who are no body
    // hunters and prey by room, ascending
    uint32_t *hunter_counts, *hunter_starts, *hunters;
    uint32_t *prey_counts, *prey_starts, *prey;
    uint32_t hunter_total, prey_total;
    // those who want to move
    uint32_t *movers;
    uint32_t mover_count;
} hy_occupancy;

bool hy_occupancy_init(hy_occupancy *occupancy, hy_arena *arena, const hy_model *model);

// Grid cell of a point on a sheet.
static inline uint32_t hy_cell_on_sheet(const hy_sheet *sheet, hy_vec2 p)
{
    const float column = hy_clamp((p.x - sheet->corner.x) * (1.0f / HY_GRID_M), 0, (float)sheet->columns - 0.5f);
    const float row = hy_clamp((p.y - sheet->corner.y) * (1.0f / HY_GRID_M), 0, (float)sheet->rows - 0.5f);
    return sheet->first_cell + (uint32_t)row * sheet->columns + (uint32_t)column;
}

static inline hy_vec2 hy_position(const hy_state *state, uint32_t person)
{
    return hy_vec(state->person_x[person], state->person_y[person]);
}

static inline const hy_spec_stage *hy_stage_of(const hy_model *model, const hy_state *state, uint32_t person)
{
    return &model->stages[state->person_stage[person]].spec;
}

// present and not stopped
static inline bool hy_is_up(const hy_model *model, const hy_state *state, uint32_t person)
{
    return state->person_presence[person] == HY_PRESENT && !hy_stage_of(model, state, person)->is_stopped;
}

// Sorts everybody anew. Serial; stable: ascending within every cell and room.
void hy_occupancy_update(hy_occupancy *occupancy, const hy_model *model, const hy_state *state);

// Lists those who want to move in this tick.
void hy_occupancy_list_movers(hy_occupancy *occupancy, const hy_state *state);

#endif
