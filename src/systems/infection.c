// The agent in the body: whether a bite infects, how long the course takes, and what it ends in. See docs/model/infection.md.
#include "systems/system.h"

static uint32_t draw_wound(const hy_context *context, uint32_t person, const hy_exposure *exposure)
{
    float left = hy_draw_uniform(hy_draw_now(context, HY_PURPOSE_WOUND, person));
    for (uint32_t i = 0; i + 1 < exposure->wound_count; i++) {
        left -= context->model->wounds[exposure->first_wound + i].share;
        if (left <= 0) {
            return exposure->first_wound + i;
        }
    }
    return exposure->first_wound + exposure->wound_count - 1;
}

// weights of the outcomes, those with a gain raised by rage
static uint32_t draw_outcome(const hy_context *context, uint32_t person, const hy_exposure *exposure)
{
    const hy_outcome *outcomes = context->model->outcomes + exposure->first_outcome;
    const float rage = context->state->person_rage[person];
    float sum = 0;
    for (uint32_t i = 0; i < exposure->outcome_count; i++) {
        sum += outcomes[i].weight * (1 + outcomes[i].rage_gain * rage);
    }
    float left = hy_draw_uniform(hy_draw_now(context, HY_PURPOSE_OUTCOME, person)) * sum;
    for (uint32_t i = 0; i + 1 < exposure->outcome_count; i++) {
        left -= outcomes[i].weight * (1 + outcomes[i].rage_gain * rage);
        if (left <= 0) {
            return outcomes[i].stage;
        }
    }
    return outcomes[exposure->outcome_count - 1].stage;
}

bool hy_infect(hy_context *context, hy_event *event, const hy_infection *infection)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const uint32_t person = infection->person;
    const hy_exposure *exposure = &model->exposures[infection->exposure];
    event->whom = infection->by;
    event->cause = infection->cause;
    // a running course is not begun again
    const bool is_open_to_it = state->person_outcome_at[person] == HY_NONE && state->person_stage[person] == model->healthy;
    if (!is_open_to_it || !hy_draw_chance(hy_draw_now(context, HY_PURPOSE_INFECTION, person), exposure->infects)) {
        event->kind = HY_event_escaped_infection;
        return false;
    }
    const uint32_t wound_index = infection->wound != HY_NONE ? infection->wound : draw_wound(context, person, exposure);
    const hy_wound *wound = &model->wounds[wound_index];
    const float after_s = infection->after_s > -1
                              ? infection->after_s
                              : hy_draw_lognormal(hy_draw_now(context, HY_PURPOSE_COURSE, person), wound->median_s, wound->sigma);
    state->person_stage[person] = (uint8_t)exposure->enters;
    state->person_outcome[person] =
        (uint8_t)(infection->outcome != HY_NONE ? infection->outcome : draw_outcome(context, person, exposure));
    state->person_outcome_at[person] = context->tick + hy_ticks(context, after_s);
    state->person_infected_by[person] = infection->by;
    state->person_is_severe[person] = wound_index == exposure->first_wound;
    event->detail = wound_index;
    context->has_regrouped = true;
    return true;
}

void hy_stop(hy_context *context, uint32_t person, uint32_t by)
{
    hy_state *state = context->state;
    state->person_stage[person] = (uint8_t)context->model->stopped;
    state->person_stopped_by[person] = by;
    state->person_outcome_at[person] = HY_NONE;
    state->person_gait[person] = HY_RESTING;
}

void hy_let_go(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const uint32_t seat = state->person_seat[person];
    if (seat != HY_NONE && state->seat_taken_by[seat] == person) {
        state->seat_taken_by[seat] = HY_NONE;
    }
    state->person_seat[person] = HY_NONE;
    state->person_drive[person] = 0;
    state->person_rests_until[person] = 0;
    state->person_gait[person] = HY_RESTING;
    state->person_goal_kind[person] = HY_GOAL_NONE;
    state->person_goal_person[person] = HY_NONE;
    state->person_link[person] = HY_NONE;
    state->person_cry[person] = HY_SILENT;
    state->person_refuge[person] = HY_NONE;
    state->person_ordered[person] = HY_NONE;
    state->person_grip[person] = HY_NONE;
    state->person_bout_until[person] = 0;
    state->person_task_until[person] = 0;
    state->person_stimulus_room[person] = HY_NONE;
    state->person_speed[person] = 0;
    state->person_blocked_s[person] = 0;
}

// time from turning until the turned stands up and hunts, seconds
#define RISING_S 3.0f

static void end_course(hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const uint32_t stage = state->person_outcome[person];
    state->person_stage[person] = (uint8_t)stage;
    state->person_outcome_at[person] = HY_NONE;
    hy_event *event = hy_tell_serially(context, HY_event_turned, person);
    event->detail = stage;
    event->whom = state->person_infected_by[person];
    event->cause = state->person_infection_event[person];
    const bool keeps_reason = model->stages[stage].spec.keeps_reason;
    if (!keeps_reason) {
        hy_let_go(context, person);
        state->person_weapon[person] = HY_NONE;
        state->person_down_until[person] = context->tick + hy_ticks(context, RISING_S);
        state->person_stamina[person] = 1;
    }
    state->person_seen[person] = HY_NONE;
    context->has_regrouped = true;
}

// the severest wounds can kill at once
static void bleed(hy_context *context, uint32_t person, uint32_t by)
{
    const hy_model *model = context->model;
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_WOUND, person);
    key.draw = 1;
    if (!context->state->person_is_severe[person] || !hy_draw_chance(key, model->fight.neck_bites_dead)) {
        return;
    }
    hy_event *event = hy_tell_serially(context, HY_event_died, person);
    event->whom = by;
    event->cause = context->state->person_turning_event[by];
    hy_let_go(context, person);
    hy_stop(context, person, by);
}

// bites of this tick become courses, and courses end; in order of the people, since seats and lists of all are touched
void hy_run_infection(hy_context *context)
{
    hy_state *state = context->state;
    for (uint32_t person = 0; person < state->person_count; person++) {
        const uint32_t by = state->person_exposed_by[person];
        if (by != HY_NONE) {
            state->person_exposed_by[person] = HY_NONE;
            const uint32_t exposure = context->model->stages[state->person_stage[by]].bites_with;
            if (exposure != HY_NONE) {
                const hy_infection infection = {person, by, exposure, HY_NONE, HY_NONE, state->person_turning_event[by], HY_UNSET};
                if (hy_infect(context, hy_tell_serially(context, HY_event_was_bitten, person), &infection)) {
                    bleed(context, person, by);
                }
            }
        }
        if (state->person_outcome_at[person] <= context->tick && hy_is_up(context->model, state, person)) {
            end_course(context, person);
        }
    }
}
