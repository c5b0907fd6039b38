// The agent in the body: whether an exposure infects, how badly it wounds, how long the course takes, what draws it out or ends it,
// and what it ends in. See docs/model/infection.md.
#include "systems/system.h"

#define SECONDS_OF_A_DAY 86400.0f

// who cuts off a limb stands so near, metres
#define BESIDE_M 2.0f

// ------------------------------------------------------------------------------------------------------------- drawing

float hy_draw_between(float low, float high, hy_draw_key key)
{
    return high > low ? low + (high - low) * hy_draw_uniform(key) : low;
}

// the shares of the severities, each raised by every further attacker
static float share_of(const hy_wound *wound, uint32_t further_attackers)
{
    return wound->further == 1 ? wound->share : wound->share * hy_pow(wound->further, (float)further_attackers);
}

static uint32_t draw_wound(const hy_context *context, const hy_infection *infection, const hy_exposure *exposure)
{
    const hy_wound *wounds = context->model->wounds + exposure->first_wound;
    float sum = 0;
    for (uint32_t i = 0; i < exposure->wound_count; i++) {
        sum += share_of(&wounds[i], infection->further_attackers);
    }
    float left = hy_draw_uniform(hy_draw_now(context, HY_PURPOSE_WOUND, infection->person)) * sum;
    for (uint32_t i = 0; i + 1 < exposure->wound_count; i++) {
        left -= share_of(&wounds[i], infection->further_attackers);
        if (left <= 0) {
            return exposure->first_wound + i;
        }
    }
    return exposure->first_wound + exposure->wound_count - 1;
}

// those with a gain are raised by rage; those that grow, by the time that the agent has had to learn
static float weight_of(const hy_context *context, const hy_outcome *outcome, float rage)
{
    const float days = (float)context->tick * context->dt_s / SECONDS_OF_A_DAY;
    const float growth = outcome->growth_per_day == 1 ? 1 : hy_pow(outcome->growth_per_day, days);
    return outcome->weight * (1 + outcome->rage_gain * rage) * growth;
}

static uint32_t draw_outcome(const hy_context *context, uint32_t person, const hy_exposure *exposure)
{
    const hy_outcome *outcomes = context->model->outcomes + exposure->first_outcome;
    const float rage = context->state->person_rage[person];
    float sum = 0;
    for (uint32_t i = 0; i < exposure->outcome_count; i++) {
        sum += weight_of(context, &outcomes[i], rage);
    }
    float left = hy_draw_uniform(hy_draw_now(context, HY_PURPOSE_OUTCOME, person)) * sum;
    for (uint32_t i = 0; i + 1 < exposure->outcome_count; i++) {
        left -= weight_of(context, &outcomes[i], rage);
        if (left <= 0) {
            return outcomes[i].stage;
        }
    }
    return outcomes[exposure->outcome_count - 1].stage;
}

static float draw_course_s(const hy_context *context, const hy_infection *infection, const hy_wound *wound)
{
    if (infection->after_s > -1) {
        return infection->after_s;
    }
    return hy_draw_lognormal(hy_draw_now(context, HY_PURPOSE_COURSE, infection->person), wound->median_s, wound->sigma);
}

// ------------------------------------------------------------------------------------------------------------- courses

static bool has_course(const hy_state *state, uint32_t person)
{
    return state->person_outcome_at[person] != HY_NONE;
}

static void set_end(hy_context *context, uint32_t person, uint32_t at)
{
    hy_state *state = context->state;
    const hy_exposure *exposure = &context->model->exposures[state->person_exposure[person]];
    const float left_s = (float)(at - context->tick) * context->dt_s;
    state->person_outcome_at[person] = at;
    if (!state->person_shows_signs[person]) {
        state->person_signs_at[person] =
            exposure->signs_share > 0 ? context->tick + hy_ticks_until(context, (1 - exposure->signs_share) * left_s) : HY_NONE;
    }
}

// a further wound does not begin another course, but a worse one hastens it
static bool hasten(hy_context *context, hy_event *event, const hy_infection *infection, uint32_t wound)
{
    hy_state *state = context->state;
    const uint32_t at = context->tick + hy_ticks(context, draw_course_s(context, infection, &context->model->wounds[wound]));
    event->kind = HY_event_was_bitten_again;
    event->detail = wound;
    if (at < state->person_outcome_at[infection->person]) {
        set_end(context, infection->person, at);
    }
    return false;
}

static bool is_open_to_it(const hy_context *context, uint32_t person)
{
    return has_course(context->state, person) || context->state->person_stage[person] == context->model->healthy;
}

bool hy_would_infect(const hy_context *context, uint32_t person, uint32_t exposure, uint32_t occasion)
{
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_INFECTION, person);
    key.draw = occasion;
    return is_open_to_it(context, person) && !hy_is_protected(context, person) &&
           hy_draw_chance(key, context->model->exposures[exposure].infects);
}

static void begin_course(hy_context *context, const hy_infection *infection, uint32_t wound)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const uint32_t person = infection->person;
    const hy_exposure *exposure = &model->exposures[infection->exposure];
    state->person_stage[person] = (uint8_t)exposure->enters;
    state->person_outcome[person] =
        (uint8_t)(infection->outcome != HY_NONE ? infection->outcome : draw_outcome(context, person, exposure));
    state->person_infected_by[person] = infection->by;
    state->person_infected_at[person] = context->tick;
    state->person_exposure[person] = infection->exposure;
    state->person_wound[person] = (uint8_t)(wound - exposure->first_wound);
    state->person_is_severe[person] = wound == exposure->first_wound;
    state->person_shows_signs[person] = 0;
    state->person_is_dosed[person] = 0;
    set_end(context, person, context->tick + hy_ticks(context, draw_course_s(context, infection, &model->wounds[wound])));
    context->has_regrouped = true;
}

bool hy_infect(hy_context *context, hy_event *event, const hy_infection *infection)
{
    const hy_exposure *exposure = &context->model->exposures[infection->exposure];
    event->whom = infection->by;
    event->cause = infection->cause;
    if (!hy_would_infect(context, infection->person, infection->exposure, infection->occasion)) {
        event->kind = HY_event_escaped_infection;
        return false;
    }
    const uint32_t wound = infection->wound != HY_NONE ? infection->wound : draw_wound(context, infection, exposure);
    if (has_course(context->state, infection->person)) {
        return hasten(context, event, infection, wound);
    }
    begin_course(context, infection, wound);
    event->detail = wound;
    return true;
}

// back to the stage of those never exposed
static void end_course_well(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    state->person_outcome_at[person] = HY_NONE;
    state->person_signs_at[person] = HY_NONE;
    state->person_shows_signs[person] = 0;
    state->person_cut_at[person] = HY_NONE;
    hy_become(context, person, context->model->healthy);
}

void hy_cure(hy_context *context, uint32_t person)
{
    if (has_course(context->state, person) && hy_is_up(context->model, context->state, person)) {
        hy_event *event = hy_tell_serially(context, HY_event_was_cured, person);
        event->detail = context->state->antidote_doses[0];
        event->cause = context->state->person_infection_event[person];
        end_course_well(context, person);
    }
}

void hy_sedate(hy_context *context, uint32_t person, float for_s)
{
    hy_state *state = context->state;
    const uint32_t asleep = hy_ticks(context, for_s);
    state->person_sedated_until[person] = context->tick + asleep;
    state->person_down_until[person] = context->tick + asleep;
    if (!has_course(state, person)) {
        return;
    }
    // asleep, the course comes on by one part in so many
    const float factor = context->model->exposures[state->person_exposure[person]].sedation_factor;
    const float left = (float)(state->person_outcome_at[person] - context->tick), slow = (float)asleep / factor;
    const float drawn_out = left < slow ? left * factor : left + (float)asleep - slow;
    set_end(context, person, context->tick + (uint32_t)(drawn_out + 0.5f));
}

void hy_amputate(hy_context *context, uint32_t person, uint32_t by)
{
    hy_state *state = context->state;
    state->person_cut_at[person] = HY_NONE;
    if (!hy_has_reason(context, person)) {
        return;
    }
    hy_event *event = hy_tell_serially(context, HY_event_lost_limb, person);
    event->whom = by;
    event->cause = state->person_infection_event[person];
    event->detail = 0;
    if (!has_course(state, person)) {
        return;
    }
    const hy_exposure *exposure = &context->model->exposures[state->person_exposure[person]];
    const bool is_limb = context->model->wounds[exposure->first_wound + state->person_wound[person]].is_limb;
    const bool is_in_time = hy_since(context, state->person_infected_at[person]) <= exposure->amputation_within_s;
    if (is_limb && is_in_time &&
        hy_draw_chance(hy_draw_now(context, HY_PURPOSE_AMPUTATION, person), exposure->amputation_helps)) {
        event->detail = 1;
        end_course_well(context, person);
    }
}

// ----------------------------------------------------------------------------------------------------------- the stages

void hy_stop(hy_context *context, uint32_t person, uint32_t by)
{
    hy_state *state = context->state;
    const hy_spec_stage *stage = hy_stage_of(context->model, state, person);
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_REVIVAL, person);
    state->person_revives_at[person] = HY_NONE;
    if (stage->revives > 0 && hy_draw_chance(key, stage->revives)) {
        key.draw = 1;
        const float after_s = hy_draw_between(stage->revives_low_s, stage->revives_high_s, key);
        state->person_revives_at[person] = context->tick + hy_ticks(context, after_s);
        state->person_revives_as[person] = state->person_stage[person];
    }
    state->person_stage[person] = (uint8_t)context->model->stopped;
    state->person_stopped_by[person] = by;
    state->person_outcome_at[person] = HY_NONE;
    state->person_signs_at[person] = HY_NONE;
    state->person_starves_at[person] = HY_NONE;
    state->person_cut_at[person] = HY_NONE;
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
    state->person_window[person] = HY_NONE;
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

static void set_lifetime(hy_context *context, uint32_t person, const hy_spec_stage *stage)
{
    // half of them are left after the half-life, a quarter after two
    const float u = 1 - hy_draw_uniform(hy_draw_now(context, HY_PURPOSE_STARVATION, person));
    const float after_s = stage->half_life_s * -hy_log(u) * 1.4426950f;
    context->state->person_starves_at[person] = stage->half_life_s > 0 ? context->tick + hy_ticks(context, after_s) : HY_NONE;
}

void hy_become(hy_context *context, uint32_t person, uint32_t stage_index)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const hy_spec_stage *stage = &model->stages[stage_index].spec, *before = hy_stage_of(model, state, person);
    // a lifetime once begun goes on through attacks
    if (stage->half_life_s != before->half_life_s) {
        set_lifetime(context, person, stage);
    }
    if (stage->hunts != before->hunts) {
        state->person_drive[person] = 0;
        state->person_rests_until[person] = 0;
        state->person_grip[person] = HY_NONE;
    }
    state->person_stage[person] = (uint8_t)stage_index;
    if (!stage->keeps_reason) {
        hy_let_go(context, person);
        state->person_weapon[person] = HY_NONE;
        state->person_down_until[person] = context->tick + hy_ticks_until(context, stage->rises_s);
        state->person_stamina[person] = 1;
    }
    state->person_seen[person] = HY_NONE;
    state->person_seen_count[person] = 0;
    context->has_regrouped = true;
}

static void end_course(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const uint32_t stage = state->person_outcome[person];
    state->person_outcome_at[person] = HY_NONE;
    state->person_signs_at[person] = HY_NONE;
    state->person_shows_signs[person] = 0;
    state->person_cut_at[person] = HY_NONE;
    hy_event *event = hy_tell_serially(context, HY_event_turned, person);
    event->detail = stage;
    event->whom = state->person_infected_by[person];
    event->cause = state->person_infection_event[person];
    hy_become(context, person, stage);
}

float hy_body_temperature(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const bool is_cooling = state->person_exposure[person] != HY_NONE && model->cooling_half_life_s > 0 &&
                            hy_stage_of(model, state, person)->counts_as != HY_outcome_cell_human;
    if (!is_cooling) {
        return model->living_c;
    }
    const float cold_s = (float)(state->tick - state->person_infected_at[person]) * context->dt_s;
    return model->ambient_c + (model->living_c - model->ambient_c) * hy_exp(-0.6931472f * cold_s / model->cooling_half_life_s);
}

// ------------------------------------------------------------------------------------------------------- bites and blood

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

static bool somebody_is_beside(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const hy_vec2 at = hy_position(state, person);
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[state->person_room[person]].sheet];
    hy_body_walk walk = hy_walk_around(context->occupancy, sheet, at, BESIDE_M);
    for (uint32_t other = hy_next_body(&walk); other != HY_NONE; other = hy_next_body(&walk)) {
        if (other != person && hy_has_reason(context, other) && state->person_belief[other] == HY_BELIEVING &&
            hy_distance(hy_position(state, other), at) <= BESIDE_M) {
            return true;
        }
    }
    return false;
}

static void plan_amputation(hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const hy_exposure *exposure = &model->exposures[state->person_exposure[person]];
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_AMPUTATION, person);
    key.draw = 1;
    if (model->fight.amputates > 0 && model->wounds[exposure->first_wound + state->person_wound[person]].is_limb &&
        hy_draw_chance(key, model->fight.amputates) && somebody_is_beside(context, person)) {
        state->person_cut_at[person] = context->tick + hy_ticks(context, model->fight.bout_s);
    }
}

static void be_bitten(hy_context *context, uint32_t person, uint32_t by)
{
    hy_state *state = context->state;
    const uint32_t exposure = context->model->stages[state->person_stage[by]].bites_with;
    if (exposure == HY_NONE) {
        return;
    }
    state->person_bite_count[person] = (uint8_t)(state->person_bite_count[person] < 255 ? state->person_bite_count[person] + 1 : 255);
    state->person_wound_open_until[person] = context->tick + hy_ticks_until(context, context->model->fight.open_wound_s);
    state->room_blood_at[state->person_room[person]] = context->tick;
    const hy_infection infection = {.person = person,
                                    .by = by,
                                    .exposure = exposure,
                                    .wound = HY_NONE,
                                    .outcome = HY_NONE,
                                    .cause = state->person_turning_event[by],
                                    .after_s = HY_UNSET,
                                    .further_attackers = state->person_attackers[person] > 1 ? state->person_attackers[person] - 1 : 0};
    if (hy_infect(context, hy_tell_serially(context, HY_event_was_bitten, person), &infection)) {
        plan_amputation(context, person);
        bleed(context, person, by);
    }
}

// nails, or blood in an open wound
static void be_touched(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const uint32_t by = state->person_caught_from[person], exposure = state->person_caught_with[person];
    state->person_caught_from[person] = HY_NONE;
    const hy_infection infection = {.person = person,
                                    .by = by,
                                    .exposure = exposure,
                                    .wound = HY_NONE,
                                    .outcome = HY_NONE,
                                    .cause = state->person_turning_event[by],
                                    .after_s = HY_UNSET};
    // what does not infect is no event
    if (hy_is_up(context->model, state, person) && hy_would_infect(context, person, exposure, 0)) {
        (void)hy_infect(context, hy_tell_serially(context, HY_event_caught_it, person), &infection);
    }
}

// ------------------------------------------------------------------------------------------------------------- antidote

// who has carried it longest and has had no dose
static uint32_t next_for_a_dose(const hy_context *context)
{
    const hy_state *state = context->state;
    uint32_t first = HY_NONE;
    for (uint32_t person = 0; person < state->person_count; person++) {
        const bool is_due = has_course(state, person) && !state->person_is_dosed[person] &&
                            hy_is_up(context->model, state, person) &&
                            hy_since(context, state->person_infected_at[person]) >= context->model->antidote.delay_s;
        if (is_due && (first == HY_NONE || state->person_infected_at[person] < state->person_infected_at[first])) {
            first = person;
        }
    }
    return first;
}

static void give_antidote(hy_context *context)
{
    const hy_spec_antidote *antidote = &context->model->antidote;
    hy_state *state = context->state;
    const uint32_t clock_s = context->model->start_s + (uint32_t)((float)context->tick * context->dt_s);
    if (antidote->from_s == HY_NO_CLOCK || clock_s < antidote->from_s || context->tick % hy_ticks(context, 1) != 0) {
        return;
    }
    while (state->antidote_doses[0] > 0) {
        const uint32_t person = next_for_a_dose(context);
        if (person == HY_NONE) {
            return;
        }
        state->antidote_doses[0]--;
        state->person_is_dosed[person] = 1;
        if (hy_draw_chance(hy_draw_now(context, HY_PURPOSE_ANTIDOTE, person), antidote->works)) {
            hy_event *event = hy_tell_serially(context, HY_event_was_cured, person);
            event->detail = state->antidote_doses[0];
            event->cause = state->person_infection_event[person];
            end_course_well(context, person);
        }
    }
}

// ---------------------------------------------------------------------------------------------------------- the system

static void show_signs(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    state->person_shows_signs[person] = 1;
    state->person_signs_at[person] = HY_NONE;
    hy_tell_serially(context, HY_event_showed_signs, person)->cause = state->person_infection_event[person];
}

static void come_on(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    if (state->person_signs_at[person] <= context->tick) {
        show_signs(context, person);
    }
    if (state->person_cut_at[person] <= context->tick) {
        hy_amputate(context, person, HY_NONE);
    }
    if (state->person_outcome_at[person] <= context->tick) {
        end_course(context, person);
    }
}

// bites of this tick become courses, and courses end; in order of the people, since seats and lists of all are touched
void hy_run_infection(hy_context *context)
{
    hy_state *state = context->state;
    const hy_occupancy *occupancy = context->occupancy;
    give_antidote(context);
    for (uint32_t i = 0; i < occupancy->reasoned_count; i++) {
        const uint32_t person = occupancy->reasoned[i];
        const uint32_t by = state->person_exposed_by[person];
        if (by != HY_NONE) {
            state->person_exposed_by[person] = HY_NONE;
            be_bitten(context, person, by);
        }
        if (state->person_caught_from[person] != HY_NONE) {
            be_touched(context, person);
        }
    }
    for (uint32_t i = 0; i < occupancy->carrier_count; i++) {
        const uint32_t person = occupancy->carriers[i];
        if (has_course(state, person) && hy_is_up(context->model, state, person)) {
            come_on(context, person);
        }
    }
}
