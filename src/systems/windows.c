// Windows: panes give way to those who push, and hunters go through, down to whatever ground is below. See docs/model/body.md.
#include "systems/system.h"

// how often windows are looked after, seconds
#define PERIOD_S 0.5f

// one comes down so far from the wall, metres beyond the body, and at so many places along the window and away from it
#define CLEAR_M 0.1f
#define FARTHER_M 0.5f
enum { PLACES_ALONG = 5, PLACES_AWAY = 4 };

static bool is_at_window(const hy_context *context, uint32_t hunter)
{
    const hy_state *state = context->state;
    const uint32_t window = state->person_window[hunter];
    if (window == HY_NONE || state->person_down_until[hunter] > context->tick || state->person_grip[hunter] != HY_NONE) {
        return false;
    }
    const hy_opening *opening = &context->model->openings[window];
    const hy_vec2 at = hy_position(state, hunter);
    return (opening->rooms[0] == state->person_room[hunter] || opening->rooms[1] == state->person_room[hunter]) &&
           hy_distance(hy_nearest_on_segment(opening->from, opening->to, at), at) < context->model->doors.push_reach_m;
}

// ------------------------------------------------------------------------------------------------------------- breaking

static void break_pane(hy_context *context, uint32_t window, uint32_t pusher)
{
    hy_state *state = context->state;
    hy_event *event = hy_tell_serially(context, HY_event_broke_window, pusher);
    event->opening = window;
    event->cause = state->person_turning_event[pusher];
    hy_bang(context, pusher, context->model->senses.glass_db);
    state->opening_is_broken[window] = 1;
    hy_set_open(context, window, true);
}

static void push_panes(hy_context *context)
{
    const hy_state *state = context->state;
    const hy_occupancy *occupancy = context->occupancy;
    for (uint32_t i = 0; i < occupancy->hunter_total; i++) {
        const uint32_t hunter = occupancy->hunters[i];
        if (is_at_window(context, hunter) && !hy_opening_is_open(state, state->person_window[hunter])) {
            context->pusher_counts[state->person_window[hunter]]++;
            context->pushers[state->person_window[hunter]] = hunter;
        }
    }
    for (uint32_t i = 0; i < occupancy->hunter_total; i++) {
        const uint32_t window = state->person_window[occupancy->hunters[i]];
        const uint32_t count = window == HY_NONE ? 0 : context->pusher_counts[window];
        if (count == 0) {
            continue;
        }
        context->pusher_counts[window] = 0;
        const float chance = hy_is_kept(context, window) ? 0 : 1 - hy_exp(-PERIOD_S * (float)count / context->model->doors.break_glass_s);
        if (hy_draw_chance(hy_draw_of(context, HY_PURPOSE_BREAK, window, context->tick), chance)) {
            break_pane(context, window, context->pushers[window]);
        }
    }
}

// --------------------------------------------------------------------------------------------------------- going through

// ground below a point outside a room: of the levels not above it, the highest that has any there
static uint32_t ground_below(const hy_model *model, uint32_t level, hy_vec2 at)
{
    uint32_t best = HY_NONE;
    float best_m = -HY_INFINITY;
    for (uint32_t i = 0; i < model->level_count; i++) {
        const float elevation_m = model->levels[i].elevation_m;
        if (elevation_m > model->levels[level].elevation_m || elevation_m < best_m) {
            continue;
        }
        const uint32_t room = hy_model_room_at(model, i, at);
        if (room != HY_NONE && !model->rooms[room].is_void) {
            best = room;
            best_m = elevation_m;
        }
    }
    return best;
}

static bool is_free(const hy_context *context, uint32_t person, uint32_t room_index, hy_vec2 at)
{
    const hy_model *model = context->model;
    const hy_room *room = &model->rooms[room_index];
    const hy_state *state = context->state;
    const hy_raster raster = hy_room_raster(model, room);
    const float radius = state->person_radius[person];
    if (!raster.walkable[hy_raster_cell_at(&raster, at)]) {
        return false;
    }
    const hy_wall_list near = hy_walls_near(model, hy_cell_on_sheet(&model->sheets[room->sheet], at));
    for (uint32_t i = 0; i < near.count; i++) {
        const hy_wall *wall = &model->walls[near.walls[i]];
        if (hy_wall_is_solid(model, state, wall) && hy_distance(hy_nearest_on_segment(wall->a, wall->b, at), at) < radius) {
            return false;
        }
    }
    hy_body_walk walk = hy_walk_around(context->occupancy, &model->sheets[room->sheet], at, radius + model->largest_radius_m);
    for (uint32_t other = hy_next_body(&walk); other != HY_NONE; other = hy_next_body(&walk)) {
        if (other != person && hy_distance(hy_position(state, other), at) < radius + state->person_radius[other]) {
            return false;
        }
    }
    return true;
}

typedef struct landing {
    uint32_t room;
    hy_vec2 at;
} landing;

// a free place beyond the window, near the middle and near the wall first; HY_NONE where there is none
static landing landing_of(const hy_context *context, uint32_t hunter, uint32_t window)
{
    const hy_model *model = context->model;
    const hy_opening *opening = &model->openings[window];
    const uint32_t here = context->state->person_room[hunter], other = hy_other_room(opening, here);
    const hy_vec2 nearest = hy_nearest_on_segment(opening->from, opening->to, hy_position(context->state, hunter));
    const float out = opening->rooms[0] == here ? 1.0f : -1.0f;
    for (uint32_t i = 0; i < PLACES_ALONG * PLACES_AWAY; i++) {
        const float share = (float)(i % PLACES_ALONG) / PLACES_ALONG;
        const float away_m = context->state->person_radius[hunter] + CLEAR_M + FARTHER_M * (float)(i / PLACES_ALONG);
        const hy_vec2 along = hy_along(nearest, hy_minus(hy_middle(opening->from, opening->to), nearest), share);
        const hy_vec2 at = hy_along(along, opening->normal, out * away_m);
        const uint32_t room = other != HY_NONE ? other : ground_below(model, model->rooms[here].level, at);
        if (room != HY_NONE && is_free(context, hunter, room, at)) {
            return (landing){room, at};
        }
    }
    return (landing){HY_NONE, hy_vec(0, 0)};
}

// false where there is no room beyond, for now
static bool go_through(hy_context *context, uint32_t hunter)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const uint32_t window = state->person_window[hunter], here = state->person_room[hunter];
    const landing to = landing_of(context, hunter, window);
    if (to.room == HY_NONE) {
        return false;
    }
    const float drop_m = model->levels[model->rooms[here].level].elevation_m - model->levels[model->rooms[to.room].level].elevation_m;
    state->person_x[hunter] = state->next_person_x[hunter] = to.at.x;
    state->person_y[hunter] = state->next_person_y[hunter] = to.at.y;
    state->person_came_from[hunter] = here;
    state->person_room[hunter] = state->next_person_room[hunter] = to.room;
    state->person_window[hunter] = HY_NONE;
    state->person_goal_kind[hunter] = HY_GOAL_NONE;
    state->person_gait[hunter] = HY_RESTING;
    state->person_link[hunter] = HY_NONE;
    hy_event *event = hy_tell_serially(context, HY_event_went_through_window, hunter);
    event->opening = window;
    event->cause = state->person_turning_event[hunter];
    state->person_down_until[hunter] = context->tick + hy_ticks_until(context, model->doors.clamber_s);
    context->has_regrouped = true;
    if (drop_m > 0) {
        hy_fall(context, hunter, drop_m);
    }
    return true;
}

// one at a time: the next finds people as they then stand
static void pass_windows(hy_context *context)
{
    const hy_state *state = context->state;
    const hy_occupancy *occupancy = context->occupancy;
    for (uint32_t i = 0; i < occupancy->hunter_total; i++) {
        const uint32_t hunter = occupancy->hunters[i];
        if (is_at_window(context, hunter) && hy_opening_is_open(state, state->person_window[hunter]) &&
            go_through(context, hunter)) {
            return;
        }
    }
}

void hy_run_windows(hy_context *context)
{
    if (context->occupancy->hunter_total > 0 && context->tick % hy_ticks(context, PERIOD_S) == 0) {
        push_panes(context);
        pass_windows(context);
    }
}
