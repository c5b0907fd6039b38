// How the bodies of carriers fare: falls on stairs and over furniture, broken legs, healing, starving, rising again.
// See docs/model/body.md.
#include "systems/system.h"

// how often falls are looked for, seconds, and the rest
#define FALL_PERIOD_S 0.5f
#define PERIOD_S 1.0f

// furniture so near to a runner is an obstacle, metres beyond the body
#define OBSTACLE_REACH_M 0.15f

// --------------------------------------------------------------------------------------------------------------- falls

static void lie_down(hy_context *context, uint32_t person, const hy_spec_stage *stage)
{
    hy_state *state = context->state;
    const hy_draw_key key = hy_draw_now(context, HY_PURPOSE_FALL_FATE, person);
    const float down_s = hy_draw_between(stage->fall_down_low_s, stage->fall_down_high_s, key);
    const uint32_t until = context->tick + hy_ticks(context, down_s);
    state->person_down_until[person] = until > state->person_down_until[person] ? until : state->person_down_until[person];
    state->person_speed[person] = 0;
    context->has_regrouped = true;
}

static void break_leg(hy_context *context, uint32_t person, const hy_spec_stage *stage)
{
    hy_state *state = context->state;
    state->person_leg_is_broken[person] = 1;
    hy_tell_serially(context, HY_event_broke_leg, person)->cause = state->person_turning_event[person];
    if (stage->heals_low_s > HY_GIVEN) {
        const hy_draw_key key = hy_draw_now(context, HY_PURPOSE_HEALING, person);
        state->person_heals_at[person] =
            context->tick + hy_ticks(context, hy_draw_between(stage->heals_low_s, stage->heals_high_s, key));
    }
}

void hy_fall(hy_context *context, uint32_t person, float height_m)
{
    hy_state *state = context->state;
    const hy_spec_stage *stage = hy_stage_of(context->model, state, person);
    hy_event *event = hy_tell_serially(context, HY_event_fell, person);
    event->detail = (uint32_t)(height_m * 10 + 0.5f);
    event->cause = state->person_turning_event[person];
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_FALL_FATE, person);
    key.draw = 1;
    if (!hy_is_protected(context, person) && hy_draw_chance(key, 1 - hy_exp(-height_m / stage->deadly_fall_m))) {
        hy_tell_serially(context, HY_event_was_stopped, person)->cause = state->person_turning_event[person];
        hy_let_go(context, person);
        hy_stop(context, person, HY_NONE);
        context->has_regrouped = true;
        return;
    }
    key.draw = 2;
    if (!state->person_leg_is_broken[person] && hy_draw_chance(key, 1 - hy_exp(-height_m / stage->leg_fall_m))) {
        break_leg(context, person, stage);
    }
    lie_down(context, person, stage);
}


static bool runs_along_furniture(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_vec2 at = hy_position(context->state, person);
    const float reach_m = context->state->person_radius[person] + OBSTACLE_REACH_M;
    const hy_wall_list near = hy_walls_near(model, context->occupancy->cell_of[person]);
    for (uint32_t i = 0; i < near.count; i++) {
        const hy_wall *wall = &model->walls[near.walls[i]];
        if (wall->is_furniture && hy_distance(hy_nearest_on_segment(wall->a, wall->b, at), at) < reach_m) {
            return true;
        }
    }
    return false;
}

// a flight is fallen on once, when it is entered at a run; furniture, in proportion to the way
static void look_for_falls(hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const hy_spec_stage *stage = hy_stage_of(model, state, person);
    const uint32_t room = state->person_room[person];
    const bool is_new_here = state->person_body_room[person] != room;
    state->person_body_room[person] = room;
    if (state->person_gait[person] != HY_RUNNING || state->person_leg_is_broken[person] ||
        state->person_down_until[person] > context->tick || state->person_grip[person] != HY_NONE) {
        return;
    }
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_FALL, person);
    if (is_new_here && model->rooms[room].is_stair && hy_draw_chance(key, stage->falls_per_flight)) {
        hy_event *event = hy_tell_serially(context, HY_event_fell, person);
        event->detail = 0;
        event->cause = state->person_turning_event[person];
        lie_down(context, person, stage);
        return;
    }
    const float way_m = state->person_speed[person] * FALL_PERIOD_S;
    key.draw = 1;
    if (stage->falls_per_obstacle > 0 && way_m > 0 && runs_along_furniture(context, person) &&
        hy_draw_chance(key, 1 - hy_pow(1 - stage->falls_per_obstacle, way_m))) {
        lie_down(context, person, stage);
    }
}

// -------------------------------------------------------------------------------------------------- healing and ending

static void heal(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    state->person_heals_at[person] = HY_NONE;
    state->person_leg_is_broken[person] = 0;
    state->person_wound_open_until[person] = 0;
    hy_tell_serially(context, HY_event_healed, person);
}

static void starve(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    hy_tell_serially(context, HY_event_starved, person)->cause = state->person_turning_event[person];
    hy_let_go(context, person);
    hy_stop(context, person, HY_NONE);
    // what has wasted away does not come back
    state->person_revives_at[person] = HY_NONE;
    context->has_regrouped = true;
}

static bool place_is_free(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const hy_vec2 at = hy_position(state, person);
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[state->person_room[person]].sheet];
    const float reach_m = state->person_radius[person] + context->model->largest_radius_m;
    hy_body_walk walk = hy_walk_around(context->occupancy, sheet, at, reach_m);
    for (uint32_t other = hy_next_body(&walk); other != HY_NONE; other = hy_next_body(&walk)) {
        if (hy_distance(hy_position(state, other), at) < state->person_radius[person] + state->person_radius[other]) {
            return false;
        }
    }
    return true;
}

// when nobody stands over it; false if it must wait
static bool rise_again(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    if (!place_is_free(context, person)) {
        return false;
    }
    state->person_revives_at[person] = HY_NONE;
    hy_event *event = hy_tell_serially(context, HY_event_rose_again, person);
    event->detail = state->person_revives_as[person];
    event->cause = state->person_turning_event[person];
    state->person_stopped_by[person] = HY_NONE;
    hy_become(context, person, state->person_revives_as[person]);
    return true;
}

// in one look only one rises: the next may have lain on the same place
static void fare(hy_context *context, uint32_t person, bool *has_risen)
{
    const hy_state *state = context->state;
    if (state->person_heals_at[person] <= context->tick) {
        heal(context, person);
    }
    if (state->person_starves_at[person] <= context->tick && !hy_is_protected(context, person)) {
        starve(context, person);
    }
    if (state->person_revives_at[person] <= context->tick && !*has_risen) {
        *has_risen = rise_again(context, person);
    }
}

void hy_run_body(hy_context *context)
{
    const hy_state *state = context->state;
    const hy_occupancy *occupancy = context->occupancy;
    if (context->tick % hy_ticks(context, FALL_PERIOD_S) == 0) {
        for (uint32_t i = 0; i < occupancy->hunter_total; i++) {
            look_for_falls(context, occupancy->hunters[i]);
        }
    }
    if (context->tick % hy_ticks(context, PERIOD_S) == 0) {
        bool has_risen = false;
        for (uint32_t person = 0; person < state->person_count; person++) {
            if (state->person_presence[person] == HY_PRESENT) {
                fare(context, person, &has_risen);
            }
        }
    }
}
