// Responsibility: who raises the alarm, who leaves it to others, who denies; and bullying while the day is still whole.
// See docs/model/responsibility.md.
#include "systems/system.h"

// from here one reaches an alarm or a phone, metres
#define HAND_REACH_M 1.5f

// bullying is looked for so often, seconds
#define BULLYING_PERIOD_S 60u

// who was stopped bullies nobody for the rest of the day, seconds
#define RESTRAINED_S 43200.0f

enum { COMPANY_LIMIT = 64 };

// ----------------------------------------------------------------------------------------------------- the alarm

// settled once, when one has understood
static void take_or_leave(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_spec_duty *rules = &context->model->duty;
    const bool is_staff = hy_acts_as_staff(context, person);
    const float chance = rules->reports * state->person_responsibility[person] * (is_staff ? rules->staff_factor : 1);
    const bool takes = hy_draw_chance(hy_draw_of(context, HY_PURPOSE_DUTY, person, 0), hy_min(1, chance));
    state->person_duty[person] = takes ? HY_DUTY_TAKEN : HY_DUTY_IGNORED;
    if (!takes && is_staff) {
        hy_tell_serially(context, HY_event_ignored, person)->cause = state->person_belief_event[person];
    }
}

static uint32_t device_at_hand(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    for (uint32_t i = 0; i < model->place_count; i++) {
        const hy_place *place = &model->places[i];
        // what rings already need not be rung again
        const bool is_device = (place->kind == HY_place_kind_alarm && !hy_circuit_sounds(context, HY_ALARM_CIRCUIT)) ||
                               (place->kind == HY_place_kind_phone && hy_lines_work(context));
        if (is_device && place->room == context->state->person_room[person] &&
            hy_distance(hy_position(context->state, person), place->at) < HAND_REACH_M) {
            return i;
        }
    }
    return HY_NONE;
}

// HY_NONE: the phone in the pocket
static void use_device(hy_context *context, uint32_t person, uint32_t place)
{
    hy_state *state = context->state;
    const hy_spec_duty *rules = &context->model->duty;
    const bool is_alarm = place != HY_NONE && context->model->places[place].kind == HY_place_kind_alarm;
    state->person_duty[person] = HY_DUTY_DONE;
    hy_event *event = hy_tell_serially(context, is_alarm ? HY_event_rang_alarm : HY_event_called_help, person);
    event->cause = state->person_belief_event[person];
    if (is_alarm) {
        event->detail = place;
        hy_sound_circuit(context, HY_ALARM_CIRCUIT, HY_ALARM_SOUND, person, rules->alarm_s);
    } else {
        const bool is_answered = hy_draw_chance(hy_draw_of(context, HY_PURPOSE_DUTY, person, 1), rules->answered);
        event->detail = is_answered ? 1 : 0;
        if (is_answered) {
            hy_summon_aircraft(context);
        }
    }
}

static void do_duty(hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    // what is to be decided together is left until then
    if (state->person_attends[person]) {
        return;
    }
    if (state->person_duty[person] == HY_DUTY_OPEN && hy_can_act(context, person)) {
        take_or_leave(context, person);
    }
    if (state->person_duty[person] != HY_DUTY_TAKEN || !hy_can_act(context, person) || hy_is_in_bout(context, person)) {
        return;
    }
    const uint32_t place = device_at_hand(context, person);
    if (place != HY_NONE || hy_can_phone(context, person)) {
        use_device(context, person, place);
    }
}

// --------------------------------------------------------------------------------------------------------- denial

static void consider_denial(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    if (state->person_belief[person] != HY_DOUBTING || state->person_has_denied[person] || !hy_acts_as_staff(context, person) ||
        !hy_has_reason(context, person)) {
        return;
    }
    state->person_has_denied[person] = 1;
    const float chance = context->model->duty.denies * (1 - state->person_responsibility[person]);
    if (hy_draw_chance(hy_draw_of(context, HY_PURPOSE_DUTY, person, 2), chance)) {
        state->person_denies_until[person] = context->tick + hy_ticks(context, context->model->duty.denial_s);
        hy_event *event = hy_tell_serially(context, HY_event_denied, person);
        event->whom = state->person_told_by[person];
    }
}

// the doubt of those who listen, and of the one who denies, stands still; not for what is before their own eyes
static void hold_back(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_model *model = context->model;
    if (state->person_denies_until[person] <= context->tick || state->person_belief[person] == HY_BELIEVING) {
        return;
    }
    uint32_t others[COMPANY_LIMIT + 1];
    uint32_t count = hy_others_near(context, person, model->duty.denial_m, others, COMPANY_LIMIT);
    others[count++] = person;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t other = others[i];
        const bool sees = state->person_seen[other] != HY_NONE && state->person_seen_m[other] < model->mind.near_danger_m;
        if (state->person_belief[other] == HY_DOUBTING && !sees && (other == person || !hy_acts_as_staff(context, other))) {
            state->person_belief_at[other] += hy_ticks(context, 1);
        }
    }
}

// ------------------------------------------------------------------------------------------------------- bullying

static void hear_of_bullying(hy_context *context, uint32_t bystander, uint32_t staff, uint32_t bully)
{
    hy_state *state = context->state;
    hy_event *told = hy_tell_serially(context, HY_event_told_staff, bystander);
    told->whom = bully;
    told->cause = state->person_act_event[bully];
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_BULLYING, bully);
    key.draw = 1;
    const bool acts = hy_draw_chance(key, context->model->duty.staff_acts);
    hy_event *event = hy_tell_serially(context, acts ? HY_event_stepped_in : HY_event_looked_away, staff);
    event->whom = acts ? bully : bystander;
    event->cause = state->person_act_event[bully];
    if (acts) {
        state->person_restrained_until[bully] = context->tick + hy_ticks(context, RESTRAINED_S);
    }
}

// the first of the staff, wherever: one goes to the staff room to tell
static uint32_t some_staff(const hy_context *context, uint32_t bystander)
{
    const hy_model *model = context->model;
    const uint32_t from = hy_draw_below(hy_draw_now(context, HY_PURPOSE_BULLYING, bystander), model->person_count);
    for (uint32_t i = 0; i < model->person_count; i++) {
        const uint32_t person = (from + i) % model->person_count;
        if (hy_acts_as_staff(context, person) && hy_has_reason(context, person)) {
            return person;
        }
    }
    return HY_NONE;
}

static void be_watched(hy_context *context, uint32_t bully, uint32_t victim)
{
    const hy_state *state = context->state;
    const hy_spec_duty *rules = &context->model->duty;
    uint32_t others[COMPANY_LIMIT], first = HY_NONE, idle = 0;
    const uint32_t count = hy_others_near(context, bully, rules->bullying_m, others, COMPANY_LIMIT);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t other = others[i];
        if (other == victim || !hy_has_reason(context, other)) {
            continue;
        }
        hy_draw_key key = hy_draw_now(context, HY_PURPOSE_BULLYING, other);
        key.draw = 2;
        if (hy_draw_chance(key, rules->bystander_tells * state->person_responsibility[other])) {
            const uint32_t staff = some_staff(context, other);
            if (staff != HY_NONE) {
                hear_of_bullying(context, other, staff, bully);
                return;
            }
        }
        idle++;
        first = first == HY_NONE ? other : first;
    }
    if (first != HY_NONE) {
        hy_event *event = hy_tell_serially(context, HY_event_stood_by, first);
        event->whom = victim;
        event->detail = idle;
        event->cause = state->person_act_event[bully];
    }
}

static void bully(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_spec_duty *rules = &context->model->duty;
    const uint32_t victim = state->person_victim[person];
    if (victim == HY_NONE || state->person_belief[person] != HY_UNAWARE || state->person_restrained_until[person] > context->tick ||
        !hy_has_reason(context, person) || !hy_has_reason(context, victim) || state->person_room[person] != state->person_room[victim] ||
        hy_distance(hy_position(state, person), hy_position(state, victim)) > rules->bullying_m) {
        return;
    }
    const float chance = 1 - hy_exp(-rules->bullies_per_h * (float)BULLYING_PERIOD_S / 3600);
    if (!hy_draw_chance(hy_draw_now(context, HY_PURPOSE_BULLYING, person), chance)) {
        return;
    }
    hy_tell_serially(context, HY_event_bullied, person)->whom = victim;
    state->person_rage[victim] = hy_min(1, state->person_rage[victim] + rules->rage_per_act);
    be_watched(context, person, victim);
}

void hy_run_duty(hy_context *context)
{
    const uint32_t second = hy_ticks(context, 1);
    if (context->tick % second != 0) {
        return;
    }
    const bool looks_for_bullying = context->model->duty.has_bullying && context->tick / second % BULLYING_PERIOD_S == 0;
    for (uint32_t person = 0; person < context->state->person_count; person++) {
        do_duty(context, person);
        consider_denial(context, person);
        hold_back(context, person);
        if (looks_for_bullying) {
            bully(context, person);
        }
    }
}
