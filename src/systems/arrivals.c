// Kin who come from outside, one by one, and look for their own. See docs/model/kin.md.
#include "systems/system.h"

// kin are found from so near in the same room, metres
#define FOUND_M 5.0f

// one of the school whom a person is tied to and who is not known to be lost, HY_NONE
static uint32_t whom_to_seek(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        const uint32_t other = state->person_friends[(size_t)person * HY_FRIEND_LIMIT + i];
        if (other != HY_NONE && context->model->groups[context->model->people[other].group].arrives == HY_NONE &&
            state->person_presence[other] == HY_PRESENT) {
            return other;
        }
    }
    return HY_NONE;
}

static void arrive(hy_context *context, uint32_t person, uint32_t place)
{
    hy_state *state = context->state;
    const hy_place *at = &context->model->places[place];
    if (!hy_put_into_room(context, person, at->room, at->at)) {
        return;
    }
    state->person_presence[person] = HY_PRESENT;
    state->person_belief[person] = HY_BELIEVING;
    // whoever has called is sought; else the first of one's own
    const uint32_t caller = state->person_seeks[person];
    const bool is_called = caller != HY_NONE && state->person_presence[caller] == HY_PRESENT;
    state->person_seeks[person] = is_called ? caller : whom_to_seek(context, person);
    hy_event *event = hy_tell_serially(context, HY_event_arrived, person);
    event->whom = state->person_seeks[person];
    context->has_regrouped = true;
}

// the news come some time after the first has turned, and then each sets out
static void wait_outside(hy_context *context, uint32_t person, uint32_t place)
{
    hy_state *state = context->state;
    const hy_spec_kin *rules = &context->model->kin;
    if (state->person_belief_at[person] == HY_NONE) {
        if (context->occupancy->hunter_total > 0) {
            state->person_belief_at[person] = context->tick + hy_ticks_until(context, rules->news_s);
        }
        return;
    }
    const float chance = 1 - hy_exp(-rules->arrives_per_h / 3600);
    if (context->tick >= state->person_belief_at[person] &&
        hy_draw_chance(hy_draw_now(context, HY_PURPOSE_ARRIVAL, person), chance)) {
        arrive(context, person, place);
    }
}

static void look_for_kin(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_model *model = context->model;
    const uint32_t kin = state->person_seeks[person];
    const bool is_with = state->person_room[kin] == state->person_room[person] &&
                         hy_distance(hy_position(state, kin), hy_position(state, person)) < FOUND_M;
    if (is_with) {
        hy_tell_serially(context, HY_event_found_kin, person)->whom = kin;
        state->person_seeks[person] = HY_NONE;
        return;
    }
    // where they said they were, or where they belong, and not there: that is all that one knows
    const uint32_t told = state->person_kin_room[person];
    const uint32_t where = told != HY_NONE ? told : model->groups[model->people[kin].group].home;
    const bool has_looked = state->person_room[person] == where &&
                            state->person_gait[person] == HY_RESTING;
    if (has_looked || state->person_presence[kin] != HY_PRESENT || !hy_has_reason(context, person)) {
        state->person_seeks[person] = HY_NONE;
    }
}

void hy_run_arrivals(hy_context *context)
{
    if (!context->model->has_kin || context->tick % hy_ticks(context, 1) != 0) {
        return;
    }
    const hy_model *model = context->model;
    for (uint32_t group = 0; group < model->group_count; group++) {
        const hy_group *of = &model->groups[group];
        for (uint32_t i = 0; of->arrives != HY_NONE && i < of->person_count; i++) {
            const uint32_t person = of->first_person + i;
            if (context->state->person_presence[person] == HY_NOT_YET_HERE) {
                wait_outside(context, person, of->arrives);
            } else if (context->state->person_seeks[person] != HY_NONE) {
                look_for_kin(context, person);
            }
        }
    }
}
