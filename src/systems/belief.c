// From not knowing to believing: by sight, by sound, by word, by one's own body. See docs/model/mind.md.
#include "systems/system.h"

static void believe(hy_turn turn, uint32_t whom, hy_learned how, uint32_t cause)
{
    hy_state *state = turn.context->state;
    state->person_belief[turn.person] = HY_BELIEVING;
    state->person_rests_until[turn.person] = 0;
    hy_event *event = hy_tell(turn, HY_event_believed);
    event->whom = whom;
    event->detail = how;
    event->cause = cause;
}

static uint32_t cause_of(const hy_state *state, uint32_t person)
{
    return person == HY_NONE ? HY_NONE : state->person_turning_event[person];
}

// the delay is drawn once for a kind of sign; a nearer sign can only shorten it
static void doubt(hy_turn turn, float low_s, float high_s, float factor, uint32_t whom)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    const float share = hy_draw_uniform(hy_draw_of(context, HY_PURPOSE_DISBELIEF, person, 0));
    const uint32_t at = context->tick + hy_ticks(context, factor * (low_s + share * (high_s - low_s)));
    state->person_sign_at[person] = context->tick;
    if (state->person_belief[person] == HY_UNAWARE) {
        state->person_belief[person] = HY_DOUBTING;
        state->person_belief_at[person] = at;
        state->person_told_by[person] = whom;
        hy_event *event = hy_tell(turn, HY_event_began_to_doubt);
        event->whom = whom;
        event->cause = cause_of(state, whom);
    } else if (at < state->person_belief_at[person]) {
        state->person_belief_at[person] = at;
        state->person_told_by[person] = whom;
    }
}

// whether a cry is believed is settled once between two people, not tried again at every breath
static bool takes_word_of(const hy_context *context, uint32_t person, uint32_t teller)
{
    return hy_draw_chance(hy_draw_of(context, HY_PURPOSE_TOLD, person, teller), hy_trust(context, person, teller));
}

// somebody near who cries and is believed; HY_NONE if there is nobody
static uint32_t teller_near(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const hy_vec2 at = hy_position(state, person);
    const float reach = context->model->mind.tell_m;
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[state->person_room[person]].sheet];
    hy_body_walk walk = hy_walk_around(context->occupancy, sheet, at, reach);
    for (uint32_t other = hy_next_body(&walk); other != HY_NONE; other = hy_next_body(&walk)) {
        if (other != person && state->person_cry[other] != HY_SILENT && hy_has_reason(context, other) &&
            hy_length2(hy_minus(hy_position(state, other), at)) <= reach * reach && takes_word_of(context, person, other)) {
            return other;
        }
    }
    return HY_NONE;
}

static void learn(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    const hy_spec_mind *mind = &context->model->mind;
    if (state->person_belief[person] == HY_BELIEVING || !hy_has_reason(context, person)) {
        return;
    }
    // one's own body: held or bitten by one of them, which an ordinary bite is not
    const uint32_t biter = state->person_outcome_at[person] == HY_NONE ? HY_NONE : state->person_infected_by[person];
    if (state->person_bout_until[person] > context->tick ||
        (biter != HY_NONE && hy_stage_of(context->model, state, biter)->hunts)) {
        believe(turn, state->person_infected_by[person], HY_LEARNED_BY_BODY, state->person_infection_event[person]);
        return;
    }
    // one's eyes
    const uint32_t seen = state->person_seen[person];
    if (seen != HY_NONE) {
        const bool is_near = state->person_seen_m[person] < mind->near_danger_m;
        doubt(turn, mind->disbelief_seen_low_s, mind->disbelief_seen_high_s, is_near ? mind->disbelief_near_factor : 1, seen);
    }
    // others' cries, then sounds far off
    const uint32_t heard = state->person_heard[person];
    const bool hears = state->person_heard_db[person] > 0 && heard != HY_NONE;
    if (hears && state->person_cry[heard] != HY_SILENT) {
        const uint32_t teller = teller_near(context, person);
        if (teller != HY_NONE) {
            believe(turn, teller, HY_LEARNED_BY_WORD, state->person_belief_event[teller]);
            return;
        }
        doubt(turn, mind->disbelief_heard_low_s, mind->disbelief_heard_high_s, 1, heard);
    }
    const uint32_t sound = state->person_heard_sound[person];
    if (sound != HY_NONE && context->model->sounds[sound].spec.warns) {
        doubt(turn, mind->disbelief_heard_low_s, mind->disbelief_heard_high_s, 0.5f, HY_NONE);
    }
    if (state->person_belief[person] != HY_DOUBTING) {
        return;
    }
    // what nothing follows is forgotten
    if (hy_since(context, state->person_sign_at[person]) > mind->forget_s) {
        state->person_belief[person] = HY_UNAWARE;
        return;
    }
    if (context->tick >= state->person_belief_at[person]) {
        const uint32_t whom = state->person_told_by[person];
        const bool was_seen = seen != HY_NONE;
        believe(turn, was_seen ? seen : whom, was_seen ? HY_LEARNED_BY_SIGHT : whom == HY_NONE ? HY_LEARNED_BY_ALARM : HY_LEARNED_BY_SOUND,
                cause_of(state, was_seen ? seen : whom));
    }
}

void hy_run_belief(hy_context *context)
{
    hy_for_people(context, learn, hy_ticks(context, context->model->senses.glance_s));
}
