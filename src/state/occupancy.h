// Who is where: people sorted by grid cell, made again whenever somebody has moved, and by room, whenever somebody has changed
// rooms or kind.
#ifndef HY_STATE_OCCUPANCY_H
#define HY_STATE_OCCUPANCY_H

#include "base/lanes.h"
#include "model/grid.h"
#include "state/state.h"

typedef struct hy_occupancy {
    // bodies by cell, row by row: order[starts[c]] .. order[starts[c] + counts[c] - 1], ascending within a cell; starts of empty
    // cells mean nothing
    uint32_t *counts, *starts, *order;
    // of the bodies in that order, for reading whole lanes at once
    float *x, *y, *radius, *heading_x, *heading_y, *speed;
    uint32_t *room;
    uint32_t *link;             // opening that one walks to, HY_NONE; of those who rest too
    float *walks;               // 1 for those who want to move, 0 for those who rest
    float *next_x, *next_y;     // where the step of this tick means to end
    uint64_t *marks, *marked_words;   // cells that hold somebody, and words of marks that are not zero, as bits
    uint32_t *next_places;      // by cell, while sorting
    uint32_t *cell_of;          // cell of each person; HY_NONE for those who are no body
    uint32_t *place_of;         // place of each body in the order
    // hunters and prey by room, ascending
    uint32_t *body_counts;      // of any kind, by room
    uint32_t *hunter_counts, *hunter_starts, *hunters;
    uint32_t *prey_counts, *prey_starts, *prey;
    uint32_t hunter_total, prey_total;
    uint32_t *reasoned;         // those up who keep reason, ascending
    uint32_t *carriers;         // those up in whom an infection runs its course, ascending
    uint32_t reasoned_count, carrier_count;
    // those who want to move, and of them those whose turn it is
    uint32_t *walkers, *movers;
    uint32_t walker_count, mover_count;
} hy_occupancy;

bool hy_occupancy_init(hy_occupancy *occupancy, hy_arena *arena, const hy_model *model);

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

// Radius of a body as it is held now: who is blocked turns the shoulders.
static inline float hy_body_radius(const hy_model *model, const hy_state *state, uint32_t person)
{
    const bool is_narrow = state->person_blocked_s[person] > model->movement.blocked_after_s;
    return state->person_radius[person] * (is_narrow ? model->movement.narrowing : 1.0f);
}

// Rows of cells around a point: the bodies of each follow one another in the order.
typedef struct hy_row_walk {
    const hy_occupancy *occupancy;
    uint32_t first_cell, row_length;   // of the present row; cells from one row to the next
    uint32_t column_count, rows_left;
} hy_row_walk;

static inline hy_row_walk hy_walk_rows(const hy_occupancy *occupancy, const hy_sheet *sheet, hy_vec2 at, float reach_m)
{
    const uint32_t first_column = hy_grid_index(at.x - reach_m - sheet->corner.x, sheet->columns);
    const uint32_t last_column = hy_grid_index(at.x + reach_m - sheet->corner.x, sheet->columns);
    const uint32_t first_row = hy_grid_index(at.y - reach_m - sheet->corner.y, sheet->rows);
    const uint32_t last_row = hy_grid_index(at.y + reach_m - sheet->corner.y, sheet->rows);
    return (hy_row_walk){occupancy, sheet->first_cell + first_row * sheet->columns + first_column, sheet->columns,
                         last_column - first_column + 1, last_row - first_row + 1};
}

// The stretch of places in the order that the next row which holds somebody takes; false after the last.
static inline bool hy_next_row(hy_row_walk *walk, uint32_t *first, uint32_t *end)
{
    while (walk->rows_left > 0) {
        const uint32_t *counts = walk->occupancy->counts + walk->first_cell;
        const uint32_t *starts = walk->occupancy->starts + walk->first_cell;
        walk->first_cell += walk->row_length;
        walk->rows_left--;
        for (uint32_t column = 0; column < walk->column_count; column++) {
            if (counts[column] == 0) {
                continue;
            }
            uint32_t last = walk->column_count - 1;
            while (counts[last] == 0) {
                last--;
            }
            *first = starts[column];
            *end = starts[last] + counts[last];
            return true;
        }
    }
    return false;
}

// Bit i is set where the body at place first + i, before `end`, is within a distance of a point.
static inline uint32_t hy_bodies_near(const hy_occupancy *occupancy, uint32_t first, uint32_t end, hy_vec2 at, float reach2)
{
    const hy_lanes x = hy_lanes_load(occupancy->x + first) - at.x, y = hy_lanes_load(occupancy->y + first) - at.y;
    return hy_lanes_mask(x * x + y * y <= hy_lanes_of(reach2)) & hy_lanes_first(end - first);
}

// Bit of a place among the lanes from another on, 0 where it is none of them.
static inline uint32_t hy_lane_of(uint32_t place, uint32_t first)
{
    return place - first < HY_LANES ? 1u << (place - first) : 0;
}

// Of the bodies at the places first + i whose bit is set, those to whom the line from a point passes a segment.
static inline uint32_t hy_bodies_behind(const hy_occupancy *occupancy, hy_vec2 a, hy_vec2 b, hy_vec2 at, uint32_t first,
                                        uint32_t mask)
{
    uint32_t behind = 0;
    for (; mask != 0; mask &= mask - 1) {
        const uint32_t lane = (uint32_t)__builtin_ctz(mask);
        behind |= hy_segments_cross(at, hy_vec(occupancy->x[first + lane], occupancy->y[first + lane]), a, b) ? 1u << lane : 0;
    }
    return behind;
}

// A walk over the bodies in the cells of a sheet that a box touches: row by row, ascending within each cell.
typedef struct hy_body_walk {
    const hy_occupancy *occupancy;
    const hy_sheet *sheet;
    uint32_t first_column, last_column, last_row;
    uint32_t column, row;   // of the present cell
    uint32_t next, end;     // what is left of it in occupancy.order
} hy_body_walk;

static inline void hy_enter_cell(hy_body_walk *walk)
{
    const uint32_t cell = walk->sheet->first_cell + walk->row * walk->sheet->columns + walk->column;
    walk->next = walk->occupancy->starts[cell];
    walk->end = walk->next + walk->occupancy->counts[cell];
}

static inline hy_body_walk hy_walk_bodies(const hy_occupancy *occupancy, const hy_sheet *sheet, hy_vec2 low, hy_vec2 high)
{
    hy_body_walk walk = {.occupancy = occupancy,
                         .sheet = sheet,
                         .first_column = hy_grid_index(low.x - sheet->corner.x, sheet->columns),
                         .last_column = hy_grid_index(high.x - sheet->corner.x, sheet->columns),
                         .last_row = hy_grid_index(high.y - sheet->corner.y, sheet->rows),
                         .row = hy_grid_index(low.y - sheet->corner.y, sheet->rows)};
    walk.column = walk.first_column;
    hy_enter_cell(&walk);
    return walk;
}

// The same for the cells within a distance of a point.
static inline hy_body_walk hy_walk_around(const hy_occupancy *occupancy, const hy_sheet *sheet, hy_vec2 at, float reach_m)
{
    return hy_walk_bodies(occupancy, sheet, hy_vec(at.x - reach_m, at.y - reach_m), hy_vec(at.x + reach_m, at.y + reach_m));
}

// The next body of a walk, HY_NONE after the last.
static inline uint32_t hy_next_body(hy_body_walk *walk)
{
    while (walk->next == walk->end) {
        if (walk->column < walk->last_column) {
            walk->column++;
        } else if (walk->row < walk->last_row) {
            walk->row++;
            walk->column = walk->first_column;
        } else {
            return HY_NONE;
        }
        hy_enter_cell(walk);
    }
    return walk->occupancy->order[walk->next++];
}

// Sorts everybody anew by cell and by room. Serial; stable: ascending within every cell and room.
void hy_occupancy_sort(hy_occupancy *occupancy, const hy_model *model, const hy_state *state);

// The same where nobody but the listed movers has moved or changed rooms, and nobody has changed kind or presence.
void hy_occupancy_follow(hy_occupancy *occupancy, const hy_model *model, const hy_state *state, bool has_changed_rooms);

// Lists the places in `order` of the bodies on a sheet within a distance of a point, row by row of cells and in order within each;
// returns how many, at most `limit`: what comes after is left out. `places` has room for limit + HY_LANE_BLOCK.
uint32_t hy_bodies_within(const hy_occupancy *occupancy, const hy_sheet *sheet, hy_vec2 at, float reach_m, uint32_t *places,
                          uint32_t limit);

// Lists those who want to move, and those of them who do so in this tick: who wanders takes a step every `stride` ticks.
void hy_occupancy_list_movers(hy_occupancy *occupancy, const hy_model *model, const hy_state *state, uint32_t stride);

// Notes that somebody who rested begins to walk between two listings of movers; once for each.
void hy_occupancy_add_walker(hy_occupancy *occupancy, const hy_model *model, const hy_state *state, uint32_t person);

// Tells by place where the movers walk to now.
void hy_occupancy_follow_wishes(hy_occupancy *occupancy, const hy_model *model, const hy_state *state);

#endif
