// What people do for and against others when hunters are upon them: diversion, betrayal, friends left behind, and doors that are
// opened or not. See docs/model/crisis.md.
#include "systems/system.h"

// a door that was opened for somebody stays open so long, seconds
#define OPENED_S 4.0f

enum { COMPANY_LIMIT = 64 };

static bool is_in_bout(const hy_context *context, uint32_t person)
{
    return context->state->person_bout_until[person] > context->tick;
}

static bool is_in_crisis(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return is_in_bout(context, person) ||
           (state->person_seen[person] != HY_NONE && state->person_seen_m[person] < context->model->crisis.near_m);
}

static bool is_prey(const hy_context *context, uint32_t person)
{
    return hy_is_up(context->model, context->state, person) && hy_stage_of(context->model, context->state, person)->is_prey;
}

// friend, kin, one of the own group of those who hide, or one in the care of staff
static bool cares_for(const hy_context *context, uint32_t person, uint32_t other)
{
    const hy_state *state = context->state;
    const bool is_in_party = state->person_party[person] != HY_NONE && state->person_party[person] == state->person_party[other];
    return is_in_party || hy_is_friend(state, person, other) ||
           (hy_acts_as_staff(context, person) && !hy_acts_as_staff(context, other));
}

// -------------------------------------------------------------------------------------------------------- diversion

static float readiness(const hy_context *context, uint32_t person)
{
    const hy_spec_crisis *rules = &context->model->crisis;
    const bool is_bitten = context->state->person_outcome_at[person] != HY_NONE;
    const bool has_duty = hy_acts_as_staff(context, person) ||
                          context->model->groups[context->model->people[person].group].arrives != HY_NONE;
    return is_bitten ? rules->sacrifice_bitten : has_duty ? rules->sacrifice_duty : rules->sacrifice_other;
}

// at the beginning of a crisis, whether one draws the hunters off whoever is in the same danger is settled
static void consider_diversion(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_spec_crisis *rules = &context->model->crisis;
    uint32_t others[COMPANY_LIMIT], saved = HY_NONE;
    const uint32_t count = hy_others_near(context, person, rules->friends_m, others, COMPANY_LIMIT);
    for (uint32_t i = 0; i < count && saved == HY_NONE; i++) {
        const bool is_in_danger = is_prey(context, others[i]) && is_in_crisis(context, others[i]);
        saved = is_in_danger && cares_for(context, person, others[i]) ? others[i] : HY_NONE;
    }
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_SACRIFICE, person);
    if (saved == HY_NONE || !hy_draw_chance(key, readiness(context, person))) {
        return;
    }
    key.draw = 1;
    const float length_s = rules->diversion_low_s + hy_draw_uniform(key) * hy_max(rules->diversion_high_s - rules->diversion_low_s, 0);
    state->person_diverts_until[person] = context->tick + hy_ticks(context, length_s);
    state->person_diverts_to[person] = HY_NONE;
    hy_event *event = hy_tell_serially(context, HY_event_diverted, person);
    event->whom = saved;
    event->detail = state->person_outcome_at[person] != HY_NONE ? 1 : 0;
    event->cause = state->person_belief_event[person];
}

static void end_diversion(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const bool is_over = state->person_diverts_until[person] <= context->tick || !hy_can_act(context, person);
    if (state->person_diverts_until[person] == 0 || !is_over) {
        return;
    }
    state->person_diverts_until[person] = 0;
    state->person_diverts_to[person] = HY_NONE;
    hy_tell_serially(context, HY_event_diversion_ended, person)->cause = state->person_act_event[person];
}

// --------------------------------------------------------------------------------------------------------- betrayal

float hy_ill_will(const hy_context *context, uint32_t person, uint32_t other)
{
    const hy_state *state = context->state;
    const hy_spec_crisis *rules = &context->model->crisis;
    float factor = hy_is_friend(state, person, other) ? rules->friend_factor : 1;
    const bool is_bullied = context->model->duty.has_bullying && state->person_bully[person] != HY_NONE;
    if (is_bullied && !hy_is_friend(state, person, other)) {
        factor *= rules->bullied_factor;
    }
    // the greater the fear against what one can bear, and the less the empathy, the easier
    const float share = hy_min(1, state->person_fear[person] / hy_max(state->person_fear_threshold[person], 0.01f));
    return factor * (1 + (rules->fear_factor - 1) * share * (1 - state->person_empathy[person]));
}

static bool is_own_bully(const hy_context *context, uint32_t person, uint32_t other)
{
    return context->model->duty.has_bullying && context->state->person_bully[person] == other;
}

static void push(hy_context *context, uint32_t person, uint32_t victim)
{
    hy_state *state = context->state;
    state->person_frozen_until[victim] = context->tick + hy_ticks(context, context->model->crisis.stumbles_s);
    state->person_wronged_by[victim] = person;
    hy_event *event = hy_tell_serially(context, HY_event_pushed_to_them, person);
    event->whom = victim;
    event->detail = is_own_bully(context, person, victim) ? 1 : 0;
    event->cause = state->person_turning_event[state->person_seen[person]];
}

// whoever stands beside one when hunters are within reach; one draw decides for the whole crisis, and one push is enough
static void consider_betrayal(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_spec_crisis *rules = &context->model->crisis;
    const uint32_t crisis = state->person_crisis_since[person];
    if (state->person_seen[person] == HY_NONE || state->person_seen_m[person] > 0.5f * rules->near_m ||
        state->person_betrayed_in[person] == crisis) {
        return;
    }
    const float drawn = hy_draw_uniform(hy_draw_of(context, HY_PURPOSE_BETRAYAL, person, crisis));
    uint32_t others[COMPANY_LIMIT];
    const uint32_t count = hy_others_near(context, person, rules->push_m, others, COMPANY_LIMIT);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t other = others[i];
        const bool can_be_pushed = is_prey(context, other) && !is_in_bout(context, other) &&
                                   state->person_frozen_until[other] <= context->tick;
        if (can_be_pushed && drawn < rules->betrays * hy_ill_will(context, person, other)) {
            state->person_betrayed_in[person] = crisis;
            push(context, person, other);
            return;
        }
    }
}

// who runs while a friend is held nearby, and could have helped
static void note_left_behind(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    if (state->person_gait[person] != HY_RUNNING || state->person_fear[person] > state->person_fear_threshold[person]) {
        return;
    }
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        const uint32_t other = state->person_friends[(size_t)person * HY_FRIEND_LIMIT + i];
        if (other == HY_NONE || !is_in_bout(context, other) || state->person_goal_person[person] == other ||
            state->person_left_behind[person] == other || state->person_room[other] != state->person_room[person] ||
            hy_distance(hy_position(state, other), hy_position(state, person)) > context->model->crisis.friends_m) {
            continue;
        }
        state->person_left_behind[person] = other;
        hy_event *event = hy_tell_serially(context, HY_event_left_behind, person);
        event->whom = other;
        event->cause = state->person_belief_event[person];
        return;
    }
}

static void live_through(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    end_diversion(context, person);
    if (!hy_can_act(context, person) || !is_in_crisis(context, person)) {
        return;
    }
    const bool is_new = state->person_crisis_at[person] == 0 ||
                        hy_since(context, state->person_crisis_at[person]) > context->model->crisis.again_s;
    state->person_crisis_at[person] = context->tick;
    state->person_crisis_since[person] = is_new ? context->tick : state->person_crisis_since[person];
    if (is_in_bout(context, person) || state->person_frozen_until[person] > context->tick) {
        return;
    }
    if (is_new && state->person_diverts_until[person] == 0) {
        consider_diversion(context, person);
    }
    if (state->person_diverts_until[person] == 0) {
        consider_betrayal(context, person);
        note_left_behind(context, person);
    }
}

// ------------------------------------------------------------------------------------------------------------ doors

// the one behind a door who hears the knock: whoever leads there, or else is nearest
static uint32_t who_answers(const hy_context *context, uint32_t opening_index, uint32_t room)
{
    const hy_state *state = context->state;
    const hy_opening *opening = &context->model->openings[opening_index];
    const hy_vec2 door = hy_middle(opening->from, opening->to);
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[room].sheet];
    const float reach_m = context->model->crisis.answers_m;
    hy_body_walk walk = hy_walk_around(context->occupancy, sheet, door, reach_m);
    uint32_t best = HY_NONE;
    float best_m = HY_INFINITY;
    for (uint32_t other = hy_next_body(&walk); other != HY_NONE; other = hy_next_body(&walk)) {
        const float away_m = hy_distance(hy_position(state, other), door);
        if (state->person_room[other] != room || away_m > reach_m || !hy_can_act(context, other)) {
            continue;
        }
        const float rank_m = state->person_party[other] == other ? away_m - reach_m : away_m;
        if (rank_m < best_m) {
            best_m = rank_m;
            best = other;
        }
    }
    return best;
}

static bool opens(const hy_context *context, uint32_t person, uint32_t asker)
{
    const hy_state *state = context->state;
    const hy_model *model = context->model;
    const bool shows_bite = state->person_bite[asker] == HY_BITE_ADMITTED || state->person_bite[asker] == HY_BITE_KNOWN;
    if (is_in_crisis(context, person) || shows_bite) {
        return false;
    }
    const float trust = hy_min(1, 0.5f + hy_trust(context, person, asker));
    const float good_will = model->crisis.opens * (0.5f + state->person_empathy[person]) * trust;
    const float chance = 1 - (1 - hy_min(1, good_will)) * hy_ill_will(context, person, asker);
    return hy_draw_chance(hy_draw_of(context, HY_PURPOSE_KNOCK, person, asker), chance);
}

static void answer(hy_context *context, uint32_t asker)
{
    hy_state *state = context->state;
    const uint32_t index = state->person_knocks[asker];
    state->person_knocks[asker] = HY_NONE;
    const uint32_t room = hy_other_room(&context->model->openings[index], state->person_room[asker]);
    if (room == HY_NONE || hy_opening_is_open(state, index) || hy_is_kept(context, index) || !hy_has_reason(context, asker)) {
        return;
    }
    const uint32_t person = who_answers(context, index, room);
    // what has been refused once is not asked again
    if (person == HY_NONE || state->person_wronged_by[asker] == person) {
        return;
    }
    const bool is_let_in = opens(context, person, asker);
    hy_event *event = hy_tell_serially(context, is_let_in ? HY_event_let_in : HY_event_locked_out, person);
    event->whom = asker;
    event->opening = index;
    event->detail = is_own_bully(context, person, asker) ? 1 : 0;
    event->cause = state->opening_state_event[index];
    if (!is_let_in) {
        state->person_wronged_by[asker] = person;
        return;
    }
    state->opening_is_locked[index] = 0;
    state->opening_barricade[index] = 0;
    state->opening_held_by[index] = HY_NONE;
    hy_set_open(context, index, true);
    state->opening_shuts_at[index] = context->tick + hy_ticks(context, OPENED_S);
    hy_ways_follow(context, index);
    state->person_shunned[asker] = HY_NONE;
    state->person_hideout[asker] = state->person_refuge[asker] = room;
    state->person_hideout_at[asker] = context->tick;
}

void hy_run_crises(hy_context *context)
{
    const uint32_t second = hy_ticks(context, 1);
    if (context->tick % second != 0) {
        return;
    }
    for (uint32_t person = 0; person < context->state->person_count; person++) {
        if (context->occupancy->hunter_total > 0) {
            live_through(context, person);
        }
        if (context->state->person_knocks[person] != HY_NONE) {
            answer(context, person);
        }
    }
}
