// A proposed step: off the walls that it comes too near to, through none, and into the room that contains its end.
#include "geom/polygon.h"
#include "systems/movement/walking.h"

// a step that brings one nearer than this share of the radius to a wall is not made
#define WALL_SHARE 0.6f

// moves a proposed point off the walls it has come too near to; stays on the side where the step began
static hy_vec2 off_the_walls(const hy_near_walls *near, hy_vec2 from, hy_vec2 to, float radius)
{
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < near->count; i++) {
            const hy_wall *wall = near->items[i].wall;
            const hy_vec2 away = hy_minus(to, hy_nearest_on_segment(wall->a, wall->b, to));
            if (!near->items[i].is_solid || hy_length2(away) >= radius * radius) {
                continue;
            }
            hy_vec2 normal = hy_unit(away);
            // beyond the wall already, or on it: back to where the step came from
            const hy_vec2 before = hy_minus(from, hy_nearest_on_segment(wall->a, wall->b, from));
            if (hy_dot(normal, before) <= 0) {
                normal = hy_unit(before);
            }
            to = hy_along(hy_minus(to, away), normal, radius);
        }
    }
    return to;
}

// true where the step passes no wall and ends no nearer to one than bodies may come, unless it leads away from it
static bool step_is_clear(const hy_near_walls *near, hy_vec2 from, hy_vec2 to, float radius)
{
    const float clearance2 = WALL_SHARE * radius * WALL_SHARE * radius;
    for (uint32_t i = 0; i < near->count; i++) {
        const hy_wall *wall = near->items[i].wall;
        if (!near->items[i].is_solid) {
            continue;
        }
        if (hy_segments_cross(from, to, wall->a, wall->b)) {
            return false;
        }
        const float after2 = hy_length2(hy_minus(to, hy_nearest_on_segment(wall->a, wall->b, to)));
        if (after2 < clearance2 && after2 < hy_length2(hy_minus(from, hy_nearest_on_segment(wall->a, wall->b, from)))) {
            return false;
        }
    }
    return true;
}

// room after the step: it changes with every open opening that the step passes
static uint32_t room_after(const hy_model *model, const hy_near_walls *near, uint32_t room, hy_vec2 from, hy_vec2 to)
{
    uint32_t before = HY_NONE;
    for (uint32_t passes = 0; passes < 3; passes++) {
        uint32_t next = HY_NONE;
        for (uint32_t i = 0; i < near->count && next == HY_NONE; i++) {
            const hy_wall *wall = near->items[i].wall;
            if (wall->opening == HY_NONE || wall->opening == before) {
                continue;
            }
            const hy_opening *opening = &model->openings[wall->opening];
            const bool is_of_room = opening->rooms[0] == room || opening->rooms[1] == room;
            if (is_of_room && hy_segments_cross(from, to, wall->a, wall->b)) {
                next = hy_other_room(opening, room);
                before = wall->opening;
            }
        }
        if (next == HY_NONE) {
            break;
        }
        room = next;
    }
    return room;
}

static bool room_contains(const hy_model *model, uint32_t room_index, hy_vec2 p)
{
    const hy_room *room = &model->rooms[room_index];
    return hy_polygon_contains(model->corners + room->first_corner, room->corner_count, p);
}

// A step through a corner in which several openings meet may be counted through the wrong one: then a room of the same sheet
// that really contains the point is looked for next door. HY_NONE if none does: such a step is not made.
static uint32_t room_of_point(const hy_model *model, uint32_t guess, uint32_t before, hy_vec2 p)
{
    if (room_contains(model, guess, p)) {
        return guess;
    }
    const uint32_t starts[2] = {guess, before};
    for (uint32_t i = 0; i < 2; i++) {
        const hy_room *room = &model->rooms[starts[i]];
        if (room->sheet == model->rooms[before].sheet && room_contains(model, starts[i], p)) {
            return starts[i];
        }
        for (uint32_t rank = 0; rank < room->link_count; rank++) {
            const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
            const uint32_t other = hy_other_room(opening, starts[i]);
            if (other != HY_NONE && opening->is_passable && model->rooms[other].sheet == model->rooms[before].sheet &&
                room_contains(model, other, p)) {
                return other;
            }
        }
    }
    return HY_NONE;
}

// without an opening at hand nobody leaves the room
static bool is_at_opening(const hy_near_walls *near)
{
    for (uint32_t i = 0; i < near->count; i++) {
        if (near->items[i].wall->opening != HY_NONE && !near->items[i].is_solid) {
            return true;
        }
    }
    return false;
}

// on the other sheet its own walls count
static bool landing_is_clear(const hy_context *context, uint32_t sheet, hy_vec2 from, hy_vec2 to, float radius)
{
    const hy_model *model = context->model;
    const float reach = hy_distance(from, to) + 2 * radius;
    hy_near_walls walls;
    hy_find_near_walls(model, context->state, hy_cell_on_sheet(&model->sheets[sheet], to), to, reach, &walls);
    return !walls.is_full && step_is_clear(&walls, from, to, radius);
}

float hy_propose_step(hy_context *context, uint32_t person, hy_vec2 at, hy_vec2 velocity, const hy_near_walls *walls)
{
    hy_state *state = context->state;
    const hy_model *model = context->model;
    const uint32_t room = state->person_room[person];
    const float radius = hy_body_radius(model, state, person);
    const float step_s = hy_step_time(context, person), step_m = hy_length(velocity) * step_s;
    const float shortening = step_m > HY_STEP_LIMIT_M ? HY_STEP_LIMIT_M / step_m : 1;
    hy_vec2 to = hy_along(at, velocity, step_s * shortening);
    uint32_t next_room = room;
    if (walls->count > 0) {
        to = off_the_walls(walls, at, to, radius);
        if (walls->is_full || !step_is_clear(walls, at, to, radius)) {
            return 0;
        }
        if (is_at_opening(walls)) {
            next_room = room_of_point(model, room_after(model, walls, room, at, to), room, to);
        }
        if (next_room == HY_NONE) {
            return 0;
        }
        const uint32_t sheet = model->rooms[next_room].sheet;
        if (sheet != model->rooms[room].sheet && !landing_is_clear(context, sheet, at, to, radius)) {
            return 0;
        }
    }
    state->next_person_room[person] = next_room;
    state->next_person_x[person] = to.x;
    state->next_person_y[person] = to.y;
    const uint32_t place = context->occupancy->place_of[person];
    context->occupancy->next_x[place] = to.x;
    context->occupancy->next_y[place] = to.y;
    return hy_distance(at, to);
}
