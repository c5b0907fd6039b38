// What walls and doors, as they stand now, do to bodies and to views.
#ifndef HY_STATE_BARRIERS_H
#define HY_STATE_BARRIERS_H

#include "state/occupancy.h"

static inline bool hy_opening_is_open(const hy_state *state, uint32_t opening)
{
    return state->opening_is_open[opening] || state->opening_is_broken[opening];
}

// Shut, and held against whoever comes: locked or barricaded.
static inline bool hy_opening_is_barred(const hy_state *state, uint32_t opening)
{
    return !hy_opening_is_open(state, opening) && (state->opening_is_locked[opening] || state->opening_barricade[opening] > 0);
}

// True where the wall stops a body.
static inline bool hy_wall_is_solid(const hy_model *model, const hy_state *state, const hy_wall *wall)
{
    return wall->opening == HY_NONE || !model->openings[wall->opening].is_passable ||
           !hy_opening_is_open(state, wall->opening);
}

// True where the wall hides what is behind.
static inline bool hy_wall_is_opaque(const hy_model *model, const hy_state *state, const hy_wall *wall)
{
    if (wall->opening == HY_NONE) {
        return wall->is_opaque;
    }
    return !model->openings[wall->opening].is_glazed && !hy_opening_is_open(state, wall->opening);
}

// Distance within which every wall around a point is listed with the point's cell.
typedef struct hy_wall_list {
    const uint32_t *walls;
    uint32_t count;
} hy_wall_list;

static inline hy_wall_list hy_walls_near(const hy_model *model, uint32_t cell)
{
    const uint32_t first = model->bodies_walls.starts[cell];
    return (hy_wall_list){model->bodies_walls.walls + first, model->bodies_walls.starts[cell + 1] - first};
}

// A wall close to a point, and the nearest point of it.
typedef struct hy_near_wall {
    const hy_wall *wall;
    hy_vec2 offset;        // from the point to the nearest of the wall
    float distance;
    bool is_solid;
} hy_near_wall;

enum { HY_NEAR_WALL_LIMIT = 96 };

typedef struct hy_near_walls {
    uint32_t count;
    bool is_full;          // there are more
    hy_near_wall items[HY_NEAR_WALL_LIMIT];
} hy_near_walls;

// Finds the walls within a distance, at most HY_WALL_REACH_M, of a point in a grid cell.
void hy_find_near_walls(const hy_model *model, const hy_state *state, uint32_t cell, hy_vec2 at, float reach_m,
                        hy_near_walls *found);

// True where no solid wall crosses the way from a to b; for ways shorter than HY_WALL_REACH_M.
bool hy_way_is_free(const hy_model *model, const hy_state *state, uint32_t sheet, hy_vec2 a, hy_vec2 b);

// True where nothing opaque lies between two points of one sheet, at any distance.
bool hy_view_is_free(const hy_model *model, const hy_state *state, uint32_t sheet, hy_vec2 a, hy_vec2 b);

// True where somebody at a in room a_room sees b in room b_room, which may lie on the next sheet.
bool hy_can_see(const hy_model *model, const hy_state *state, uint32_t a_room, hy_vec2 a, uint32_t b_room, hy_vec2 b);

#endif
