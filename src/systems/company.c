// Who is near, whose word counts, and where there is room for one more. See docs/model/knowledge.md.
#include "systems/system.h"

// bodies are put so far apart, metres
#define SPACE_M 0.02f

float hy_trust(const hy_context *context, uint32_t person, uint32_t teller)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const hy_spec_knowledge *rules = &model->knowledge;
    if (state->person_wronged_by[person] == teller) {
        return 0;
    }
    float chance = model->mind.told_by_stranger;
    if (state->person_bully[person] == teller && model->duty.has_bullying) {
        chance = rules->told_by_bully;
    } else if (hy_is_friend(state, person, teller) || hy_acts_as_staff(context, teller)) {
        chance = model->mind.told_by_friend;
    } else if (model->people[person].group == model->people[teller].group) {
        chance = rules->told_by_mate;
    }
    return hy_min(1, rules->trust * chance);
}

bool hy_can_act(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_belief[person] == HY_BELIEVING && hy_has_reason(context, person) &&
           !hy_stage_of(context->model, state, person)->hunts && state->person_asleep_until[person] == 0 &&
           !hy_is_restrained(context, person);
}

uint32_t hy_others_near(const hy_context *context, uint32_t person, float reach_m, uint32_t *others, uint32_t limit)
{
    const hy_state *state = context->state;
    const uint32_t room = state->person_room[person];
    const hy_vec2 at = hy_position(state, person);
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[room].sheet];
    hy_body_walk walk = hy_walk_around(context->occupancy, sheet, at, reach_m);
    uint32_t count = 0;
    for (uint32_t other = hy_next_body(&walk); other != HY_NONE && count < limit; other = hy_next_body(&walk)) {
        if (other != person && state->person_room[other] == room &&
            hy_length2(hy_minus(hy_position(state, other), at)) <= reach_m * reach_m) {
            others[count++] = other;
        }
    }
    return count;
}

static bool is_free(const hy_context *context, uint32_t person, uint32_t room, hy_vec2 at)
{
    const hy_state *state = context->state;
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[room].sheet];
    hy_body_walk walk = hy_walk_around(context->occupancy, sheet, at, 2 * context->model->largest_radius_m + SPACE_M);
    for (uint32_t other = hy_next_body(&walk); other != HY_NONE; other = hy_next_body(&walk)) {
        const float apart = state->person_radius[person] + state->person_radius[other] + SPACE_M;
        if (other != person && hy_distance(hy_position(state, other), at) < apart) {
            return false;
        }
    }
    return true;
}

bool hy_put_into_room(hy_context *context, uint32_t person, uint32_t room, hy_vec2 near)
{
    enum { TRIES = 32 };
    hy_state *state = context->state;
    hy_vec2 best = near;
    float best_m = HY_INFINITY;
    for (uint32_t i = 0; i < TRIES; i++) {
        const hy_draw_key key = hy_draw_of(context, HY_PURPOSE_STAND, person, context->tick + i);
        const hy_vec2 point = hy_random_point(context, room, key);
        if (hy_distance(point, near) < best_m && is_free(context, person, room, point)) {
            best = point;
            best_m = hy_distance(point, near);
        }
    }
    if (best_m >= HY_INFINITY) {
        return false;
    }
    state->person_x[person] = state->next_person_x[person] = best.x;
    state->person_y[person] = state->next_person_y[person] = best.y;
    state->person_came_from[person] = HY_NONE;
    state->person_room[person] = state->next_person_room[person] = room;
    state->person_link[person] = HY_NONE;
    state->person_goal_kind[person] = HY_GOAL_NONE;
    state->person_gait[person] = HY_RESTING;
    context->has_regrouped = true;
    return true;
}

uint32_t hy_second_of_day(const hy_context *context)
{
    return (context->model->start_s + (uint32_t)((float)context->tick * context->dt_s)) % 86400u;
}
