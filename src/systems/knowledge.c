// What people know beside that it happens: that the bitten turn, and where the hunters are; seen or told. See docs/model/knowledge.md.
#include "systems/system.h"

// what befalls somebody is seen from so far in the same room, metres
#define WITNESS_M 15.0f

// news of danger must be so much fresher to be news, seconds
#define FRESHER_S 60.0f

enum { COMPANY_LIMIT = 64 };

static uint32_t *source_of(hy_state *state, uint32_t person, hy_fact fact)
{
    return &state->person_fact_from[(size_t)person * HY_FACT_COUNT + fact];
}

static void learn(hy_context *context, uint32_t person, hy_fact fact, uint32_t from)
{
    uint32_t *source = source_of(context->state, person, fact);
    if (*source == HY_NONE) {
        hy_event *event = hy_tell_serially(context, HY_event_learned, person);
        event->whom = from;
        event->detail = fact;
        event->cause = context->state->person_belief_event[from];
    }
    *source = from;
}

// who carries the agent is remembered; when it turns, those around see what a bite does
static void watch_turning(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_model *model = context->model;
    const bool has_turned = state->person_was_carrier[person] && state->person_outcome_at[person] == HY_NONE;
    state->person_was_carrier[person] = state->person_outcome_at[person] != HY_NONE;
    if (!has_turned || !hy_is_up(model, state, person)) {
        return;
    }
    if (!hy_stage_of(model, state, person)->hunts) {
        return;
    }
    uint32_t others[COMPANY_LIMIT];
    const uint32_t count = hy_others_near(context, person, WITNESS_M, others, COMPANY_LIMIT);
    for (uint32_t i = 0; i < count; i++) {
        if (hy_can_act(context, others[i]) && *source_of(state, others[i], HY_FACT_BITES_TURN) == HY_NONE) {
            learn(context, others[i], HY_FACT_BITES_TURN, others[i]);
        }
    }
}

// one's own eyes tell where hunters are
static void note_danger(hy_turn turn)
{
    hy_state *state = turn.context->state;
    const uint32_t person = turn.person, seen = state->person_seen[person];
    if (seen == HY_NONE || state->person_belief[person] != HY_BELIEVING || hy_stage_of(turn.context->model, state, person)->hunts) {
        return;
    }
    state->person_danger_room[person] = state->person_room[seen];
    state->person_danger_at[person] = turn.context->tick;
    *source_of(state, person, HY_FACT_DANGER) = person;
}

// settled once between two people
static bool keeps_silent(const hy_context *context, uint32_t teller, uint32_t person)
{
    const hy_state *state = context->state;
    if (hy_is_friend(state, teller, person)) {
        return false;
    }
    const float chance = context->model->knowledge.keeps_silent * (1 - state->person_empathy[teller]);
    const bool is_enemy = context->model->duty.has_bullying && state->person_bully[teller] == person;
    return hy_draw_chance(hy_draw_of(context, HY_PURPOSE_SILENCE, teller, person), is_enemy ? hy_min(1, 2 * chance) : chance);
}

static bool has_news(const hy_context *context, uint32_t teller, uint32_t person)
{
    hy_state *state = context->state;
    const bool knows_more = *source_of(state, teller, HY_FACT_BITES_TURN) != HY_NONE &&
                            *source_of(state, person, HY_FACT_BITES_TURN) == HY_NONE;
    const bool knows_danger = state->person_danger_room[teller] != HY_NONE &&
                              (state->person_danger_room[person] == HY_NONE ||
                               hy_since(context, state->person_danger_at[teller]) + FRESHER_S <
                                   hy_since(context, state->person_danger_at[person]));
    return knows_more || knows_danger;
}

void hy_learn_of_danger(hy_context *context, uint32_t person, uint32_t room, uint32_t from)
{
    hy_state *state = context->state;
    state->person_danger_room[person] = room;
    state->person_danger_at[person] = context->tick;
    learn(context, person, HY_FACT_DANGER, from);
}

void hy_hear_from(hy_context *context, uint32_t person, uint32_t teller)
{
    hy_state *state = context->state;
    if (!has_news(context, teller, person)) {
        return;
    }
    if (keeps_silent(context, teller, person)) {
        if (!state->person_is_silent[teller]) {
            state->person_is_silent[teller] = 1;
            hy_event *event = hy_tell_serially(context, HY_event_kept_silent, teller);
            event->whom = person;
            event->cause = state->person_belief_event[teller];
        }
        return;
    }
    if (!hy_draw_chance(hy_draw_of(context, HY_PURPOSE_TOLD, person, teller), hy_trust(context, person, teller))) {
        return;
    }
    if (*source_of(state, teller, HY_FACT_BITES_TURN) != HY_NONE && *source_of(state, person, HY_FACT_BITES_TURN) == HY_NONE) {
        learn(context, person, HY_FACT_BITES_TURN, teller);
    }
    if (state->person_danger_room[teller] != HY_NONE && state->person_danger_at[teller] > state->person_danger_at[person]) {
        state->person_danger_room[person] = state->person_danger_room[teller];
        state->person_danger_at[person] = state->person_danger_at[teller];
        learn(context, person, HY_FACT_DANGER, teller);
    }
}

// those who hide together talk in their turn
static void talk(hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    if (!hy_can_act(context, person) || state->person_seen[person] != HY_NONE || state->person_refuge[person] != state->person_room[person]) {
        return;
    }
    uint32_t others[COMPANY_LIMIT];
    const uint32_t count = hy_others_near(context, person, context->model->knowledge.talk_m, others, COMPANY_LIMIT);
    for (uint32_t i = 0; i < count; i++) {
        if (hy_can_act(context, others[i])) {
            hy_hear_from(context, person, others[i]);
        }
    }
}

void hy_run_knowledge(hy_context *context)
{
    const uint32_t second = hy_ticks(context, 1);
    hy_for_people(context, note_danger, second);
    if (context->tick % second != 0) {
        return;
    }
    const uint32_t period = hy_ticks(context, context->model->knowledge.talk_s) / second;
    for (uint32_t person = 0; person < context->state->person_count; person++) {
        watch_turning(context, person);
        if (period <= 1 || (person + context->tick / second) % period == 0) {
            talk(context, person);
        }
    }
}
