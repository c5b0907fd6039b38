// Phones that people carry: who calls whom from a hiding place, what a call tells, batteries, and the network. See
// docs/model/phones.md.
#include "systems/system.h"

enum { DRAW_HAS, DRAW_CHARGE };

static bool has_come_from_outside(const hy_context *context, uint32_t person)
{
    return context->model->groups[context->model->people[person].group].arrives != HY_NONE;
}

void hy_phone_start(hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_spec_phones *rules = &model->phones;
    hy_state *state = context->state;
    state->person_phone_charge[person] = -1;
    if (!model->has_phones) {
        return;
    }
    const bool is_staff = model->groups[model->people[person].group].role == HY_role_staff;
    const float share = has_come_from_outside(context, person) ? rules->kin_share : is_staff ? rules->staff_share : rules->student_share;
    if (hy_draw_chance(hy_draw_of(context, HY_PURPOSE_PHONE, person, DRAW_HAS), share)) {
        const float charged = hy_draw_uniform(hy_draw_of(context, HY_PURPOSE_PHONE, person, DRAW_CHARGE));
        state->person_phone_charge[person] = rules->charge_low + charged * (rules->charge_high - rules->charge_low);
    }
}

// ------------------------------------------------------------------------------------------------- network and battery

// HY_NONE for a time that was not given
static uint32_t tick_of_clock(const hy_context *context, uint32_t clock_s)
{
    return clock_s == HY_NO_CLOCK ? HY_NONE : hy_ticks_until(context, (float)clock_s - (float)context->model->start_s);
}

bool hy_network_works(const hy_context *context)
{
    const hy_spec_phones *rules = &context->model->phones;
    const bool is_cut = context->tick >= tick_of_clock(context, rules->network_until_s);
    return !is_cut || context->tick >= tick_of_clock(context, rules->network_back_s);
}

bool hy_lines_work(const hy_context *context)
{
    return !context->model->phones.cuts_lines || hy_network_works(context);
}

static bool has_phone(const hy_context *context, uint32_t person)
{
    return context->state->person_phone_charge[person] >= 0;
}

// share of a full battery that is left; a phone runs down by itself
static float charge_of(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const float idle_h = hy_since(context, state->person_phone_at[person]) / 3600;
    return hy_max(state->person_phone_charge[person] - idle_h / context->model->phones.idle_h, 0);
}

bool hy_can_phone(const hy_context *context, uint32_t person)
{
    return context->model->has_phones && has_phone(context, person) && charge_of(context, person) > 0 && hy_network_works(context);
}

static void drain(hy_context *context, uint32_t person, float talked_s)
{
    hy_state *state = context->state;
    const float left = charge_of(context, person) - talked_s / 3600 / context->model->phones.talk_h;
    state->person_phone_charge[person] = hy_max(left, 0);
    state->person_phone_at[person] = context->tick;
}

// told once, to who wants to call and finds it dead
static bool is_dead(hy_context *context, uint32_t person)
{
    if (charge_of(context, person) > 0) {
        return false;
    }
    if (context->state->person_phone_charge[person] > 0) {
        drain(context, person, 0);
        hy_tell_serially(context, HY_event_phone_died, person);
    }
    return true;
}

// told within a second of it
static void watch_network(hy_context *context)
{
    const hy_spec_phones *rules = &context->model->phones;
    const uint32_t clocks[] = {rules->network_until_s, rules->network_back_s};
    for (uint32_t i = 0; i < 2; i++) {
        const uint32_t at = tick_of_clock(context, clocks[i]);
        if (at <= context->tick && context->tick - at < hy_ticks(context, 1)) {
            hy_tell_serially(context, HY_event_network_changed, HY_NONE)->detail = i;
        }
    }
}

// --------------------------------------------------------------------------------------------------------------- calls

static bool is_outside(const hy_context *context, uint32_t person)
{
    return context->state->person_presence[person] == HY_NOT_YET_HERE;
}

static bool can_be_called(const hy_context *context, uint32_t caller, uint32_t other)
{
    const hy_state *state = context->state;
    const bool is_elsewhere = state->person_presence[other] == HY_PRESENT && state->person_room[other] != state->person_room[caller];
    return has_phone(context, other) && (is_outside(context, other) || is_elsewhere);
}

// one of friends and kin, each as likely; HY_NONE where nobody has a phone
static uint32_t whom_to_call(const hy_context *context, uint32_t caller)
{
    const uint32_t *friends = context->state->person_friends + (size_t)caller * HY_FRIEND_LIMIT;
    uint32_t list[HY_FRIEND_LIMIT], count = 0;
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        if (friends[i] != HY_NONE && can_be_called(context, caller, friends[i])) {
            list[count++] = friends[i];
        }
    }
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_PHONE, caller);
    key.draw = 1;
    return count == 0 ? HY_NONE : list[hy_draw_below(key, count)];
}

static bool answers(const hy_context *context, uint32_t caller, uint32_t other)
{
    const hy_state *state = context->state;
    const bool is_able = is_outside(context, other) ||
                         (hy_has_reason(context, other) && !hy_is_in_bout(context, other) && state->person_asleep_until[other] == 0);
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_PHONE, caller);
    key.draw = 2;
    return is_able && charge_of(context, other) > 0 && hy_draw_chance(key, context->model->phones.answers);
}

// whoever stands near hears it ring
static void ring(hy_context *context, uint32_t other, bool is_answered)
{
    const hy_model *model = context->model;
    if (model->phone_sound != HY_NONE && hy_is_up(model, context->state, other) && charge_of(context, other) > 0) {
        hy_sound_person(context, other, model->phone_sound, model->phones.rings_s * (is_answered ? 0.25f : 1));
    }
}

static void tell_those_outside(hy_context *context, uint32_t caller, uint32_t other)
{
    hy_state *state = context->state;
    // they set out now, and know where to
    if (state->person_belief_at[other] == HY_NONE || state->person_belief_at[other] > context->tick) {
        state->person_belief_at[other] = context->tick;
    }
    state->person_seeks[other] = caller;
    state->person_kin_room[other] = state->person_room[caller];
}

static void talk(hy_context *context, uint32_t caller, uint32_t other)
{
    hy_state *state = context->state;
    if (is_outside(context, other)) {
        tell_those_outside(context, caller, other);
        return;
    }
    const hy_draw_key key = hy_draw_of(context, HY_PURPOSE_TOLD, other, caller);
    if (state->person_belief[other] != HY_BELIEVING && hy_draw_chance(key, hy_trust(context, other, caller))) {
        state->person_belief[other] = HY_BELIEVING;
        state->person_rests_until[other] = 0;
        hy_event *event = hy_tell_serially(context, HY_event_believed, other);
        event->whom = caller;
        event->detail = HY_LEARNED_BY_WORD;
        event->cause = state->person_belief_event[caller];
    }
    if (state->person_belief[other] == HY_BELIEVING) {
        hy_hear_from(context, other, caller);
        hy_hear_from(context, caller, other);
    }
}

static void call(hy_context *context, uint32_t caller, uint32_t other)
{
    hy_call outcome = HY_CALL_NO_NETWORK;
    if (hy_network_works(context)) {
        outcome = answers(context, caller, other) ? HY_CALL_ANSWERED : HY_CALL_NO_ANSWER;
        ring(context, other, outcome == HY_CALL_ANSWERED);
    }
    hy_event *event = hy_tell_serially(context, HY_event_phoned, caller);
    event->whom = other;
    event->detail = outcome;
    event->cause = context->state->person_belief_event[caller];
    if (outcome == HY_CALL_ANSWERED) {
        drain(context, caller, context->model->phones.call_s);
        drain(context, other, context->model->phones.call_s);
        talk(context, caller, other);
    }
}

// who hides, knows and has time
static void consider_call(hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    if (!has_phone(context, person) || !hy_can_act(context, person) || !state->person_has_hidden[person] ||
        state->person_seen[person] != HY_NONE || hy_is_in_bout(context, person)) {
        return;
    }
    const bool means_to = hy_draw_chance(hy_draw_now(context, HY_PURPOSE_PHONE, person), context->model->phones.calls);
    const uint32_t other = means_to ? whom_to_call(context, person) : HY_NONE;
    if (other != HY_NONE && !is_dead(context, person)) {
        call(context, person, other);
    }
}

// each in turn, once in again_s
void hy_run_phones(hy_context *context)
{
    const uint32_t second = hy_ticks(context, 1);
    if (!context->model->has_phones || context->tick % second != 0) {
        return;
    }
    watch_network(context);
    const uint32_t period = (uint32_t)hy_max(context->model->phones.again_s, 1);
    for (uint32_t person = context->tick / second % period; person < context->state->person_count; person += period) {
        consider_call(context, person);
    }
}
