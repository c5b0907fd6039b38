// Wander: what the turned do when nothing draws them; a share of them just stands.
#include "geom/polygon.h"
#include "systems/drives/drive.h"

// so many others within reach, metres beyond the bodies, leave no way to stroll
#define HEMMED_IN_BY 3u
#define AT_HAND_M 0.3f

static float utility(const hy_thought *thought)
{
    return thought->model->drives.wander;
}

static uint32_t open_neighbour(const hy_thought *thought, hy_draw_key key)
{
    const hy_model *model = thought->model;
    const uint32_t here = thought->state->person_room[thought->person];
    const hy_room *room = &model->rooms[here];
    if (room->link_count == 0) {
        return here;
    }
    key.draw = 4;
    const uint32_t index = model->links[room->first_link + hy_draw_below(key, room->link_count)];
    const uint32_t other = hy_other_room(&model->openings[index], here);
    const bool can_pass = model->openings[index].is_passable && hy_opening_is_open(thought->state, index);
    return can_pass && other != HY_NONE && !model->rooms[other].is_void ? other : here;
}

// somewhere near in the same room; where one stands if nothing near is walkable
static hy_vec2 near_point(const hy_thought *thought, hy_draw_key key)
{
    const hy_room *room = &thought->model->rooms[thought->state->person_room[thought->person]];
    const hy_raster raster = hy_room_raster(thought->model, room);
    for (uint32_t i = 0; i < 4; i++) {
        key.draw = 8 + i;
        const float angle = 2 * HY_PI * hy_draw_uniform(key);
        const hy_vec2 point = hy_along(thought->at, hy_vec(hy_cos(angle), hy_sin(angle)), thought->model->drives.wander_m);
        const bool is_inside = hy_polygon_contains(thought->model->corners + room->first_corner, room->corner_count, point);
        if (is_inside && hy_raster_line_is_clear(&raster, thought->at, point)) {
            return point;
        }
    }
    return thought->at;
}

// in a crowd there is nowhere to stroll
static bool is_hemmed_in(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const hy_sheet *sheet = &thought->model->sheets[thought->model->rooms[state->person_room[thought->person]].sheet];
    const float reach_m = state->person_radius[thought->person] + thought->model->largest_radius_m + AT_HAND_M;
    uint32_t places[HEMMED_IN_BY + 1 + HY_LANE_BLOCK];
    return hy_bodies_within(thought->context->occupancy, sheet, thought->at, reach_m, places, HEMMED_IN_BY + 1) > HEMMED_IN_BY;
}

// what it used to do: to where its group belongs
static bool goes_home(const hy_thought *thought, uint32_t occasion)
{
    const hy_model *model = thought->model;
    const uint32_t home = model->groups[model->people[thought->person].group].home;
    const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_HABIT, thought->person, occasion);
    if (home == thought->state->person_room[thought->person] || !hy_draw_chance(key, thought->stage->habit_share)) {
        return false;
    }
    hy_go_to_point(thought, home, hy_random_point(thought->context, home, key), HY_WANDERING);
    return true;
}

static void act(const hy_thought *thought)
{
    hy_state *state = thought->state;
    const uint32_t person = thought->person;
    if (state->person_gait[person] == HY_WANDERING && state->person_blocked_s[person] > thought->model->drives.wander_jammed_s) {
        hy_stay(thought);
        return;
    }
    const uint32_t occasion = thought->context->tick / hy_ticks(thought->context, thought->model->drives.wander_s);
    hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_WANDER, person, occasion);
    const bool only_stands = hy_draw_chance(hy_draw_of(thought->context, HY_PURPOSE_STUCK, person, 1), thought->stage->stand_share);
    if (only_stands || !hy_draw_chance(key, thought->stage->sets_out_per_min * (thought->model->drives.wander_s / 60))) {
        // what was begun is ended, if it is a walk
        if (state->person_gait[person] != HY_WANDERING || only_stands) {
            hy_stay(thought);
            hy_rest_until(thought, (occasion + 1) * hy_ticks(thought->context, thought->model->drives.wander_s));
        }
        return;
    }
    if (state->person_gait[person] == HY_RESTING && is_hemmed_in(thought)) {
        hy_stay(thought);
        hy_rest_until(thought, (occasion + 1) * hy_ticks(thought->context, thought->model->drives.wander_s));
        return;
    }
    if (state->person_gait[person] == HY_RESTING && goes_home(thought, occasion)) {
        return;
    }
    key.draw = 2;
    const bool leaves = hy_draw_chance(key, thought->model->drives.wander_leaves);
    const uint32_t room = leaves ? open_neighbour(thought, key) : state->person_room[person];
    if (state->person_gait[person] == HY_RESTING && state->person_goal_kind[person] != HY_GOAL_NONE) {
        return;
    }
    const bool stays = room == state->person_room[person];
    hy_go_to_point(thought, room, stays ? near_point(thought, key) : thought->model->rooms[room].centre, HY_WANDERING);
}

const hy_drive hy_drive_wander = {"wander", true, utility, act, false};
