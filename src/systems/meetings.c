// The staff come together before they do anything: who calls them, who comes, and what they decide. See docs/model/meeting.md.
#include "systems/system.h"

// occasions of the draws of one meeting
enum { DRAW_CALLS, DRAW_COMES, DRAW_LENGTH, DRAW_ACTS };

static bool chance_of(const hy_context *context, uint32_t person, uint32_t occasion, float chance)
{
    return hy_draw_chance(hy_draw_of(context, HY_PURPOSE_MEETING, person, occasion), chance);
}

static bool is_able(const hy_context *context, uint32_t person)
{
    return hy_has_reason(context, person) && !hy_stage_of(context->model, context->state, person)->hunts &&
           context->state->person_asleep_until[person] == 0;
}

// a hunter close by, which needs no talking over
static bool is_in_danger(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_bout_until[person] > context->tick ||
           (state->person_seen[person] != HY_NONE && state->person_seen_m[person] < context->model->mind.near_danger_m);
}

// ----------------------------------------------------------------------------------------------------------- the call

static void call_staff(hy_context *context, uint32_t caller)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    for (uint32_t group = 0; group < model->group_count; group++) {
        const hy_group *of = &model->groups[group];
        for (uint32_t i = 0; of->part == HY_role_staff && i < of->person_count; i++) {
            const uint32_t person = of->first_person + i;
            const bool comes = person == caller || chance_of(context, person, DRAW_COMES, model->meeting.comes);
            if (comes && is_able(context, person) && !is_in_danger(context, person)) {
                state->person_attends[person] = 1;
                state->person_rests_until[person] = 0;
            }
        }
    }
}

static void call_meeting(hy_context *context, uint32_t caller)
{
    hy_state *state = context->state;
    const hy_spec_meeting *rules = &context->model->meeting;
    const float share = hy_draw_uniform(hy_draw_of(context, HY_PURPOSE_MEETING, caller, DRAW_LENGTH));
    const float length_s = rules->low_s + share * hy_max(rules->high_s - rules->low_s, 0);
    state->meeting_phase[0] = HY_PHASE_NOW;
    state->meeting_ends_at[0] = context->tick + hy_ticks(context, length_s);
    state->meeting_called_by[0] = caller;
    hy_event *event = hy_tell_serially(context, HY_event_called_meeting, caller);
    event->room = context->model->meeting_room;
    event->whom = state->person_told_by[caller];
    call_staff(context, caller);
}

// whoever of the staff has begun to doubt in this tick
static void look_for_caller(hy_context *context)
{
    for (uint32_t i = 0; i < context->event_count && context->state->meeting_phase[0] == HY_PHASE_BEFORE; i++) {
        const hy_event *event = &context->events[i];
        if (event->kind == HY_event_began_to_doubt && hy_acts_as_staff(context, event->who) && is_able(context, event->who) &&
            chance_of(context, event->who, DRAW_CALLS, context->model->meeting.calls)) {
            call_meeting(context, event->who);
        }
    }
}

// ------------------------------------------------------------------------------------------------------- the meeting

// Those who are there and can speak, and what they are like.
typedef struct assembly {
    uint32_t count, leader;   // the most responsible
    float responsibility;     // mean
    bool is_disturbed;        // somebody sees a hunter, or is held
} assembly;

static bool is_there(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_attends[person] && state->person_room[person] == context->model->meeting_room && is_able(context, person);
}

typedef void attendant_rule(hy_context *context, uint32_t person, void *of);

static void for_attendants(hy_context *context, attendant_rule *rule, void *of)
{
    const hy_model *model = context->model;
    for (uint32_t group = 0; group < model->group_count; group++) {
        for (uint32_t i = 0; i < model->groups[group].person_count; i++) {
            const uint32_t person = model->groups[group].first_person + i;
            if (model->groups[group].part == HY_role_staff && context->state->person_attends[person]) {
                rule(context, person, of);
            }
        }
    }
}

static void count_in(hy_context *context, uint32_t person, void *of)
{
    assembly *all = of;
    const hy_state *state = context->state;
    if (!is_there(context, person)) {
        // who meets with them on the way has no mind for it any more
        context->state->person_attends[person] = !is_in_danger(context, person);
        return;
    }
    all->is_disturbed |= is_in_danger(context, person);
    all->responsibility += state->person_responsibility[person];
    all->count++;
    if (all->leader == HY_NONE || state->person_responsibility[person] > state->person_responsibility[all->leader]) {
        all->leader = person;
    }
}

static assembly look_round(hy_context *context)
{
    assembly all = {.leader = HY_NONE};
    for_attendants(context, count_in, &all);
    all.responsibility = all.count > 0 ? all.responsibility / (float)all.count : 0;
    return all;
}

// while it is talked over, nobody comes to believe, and nobody forgets
static void hold_back(hy_context *context, uint32_t person, void *of)
{
    (void)of;
    hy_state *state = context->state;
    if (is_there(context, person) && state->person_belief[person] == HY_DOUBTING) {
        state->person_belief_at[person] += hy_ticks(context, 1);
        state->person_sign_at[person] = context->tick;
    }
}

// ------------------------------------------------------------------------------------------------------ the decision

static void understand(hy_context *context, uint32_t person, void *of)
{
    const assembly *all = of;
    hy_state *state = context->state;
    if (is_there(context, person) && state->person_belief[person] != HY_BELIEVING) {
        state->person_belief[person] = HY_BELIEVING;
        hy_event *event = hy_tell_serially(context, HY_event_believed, person);
        event->whom = all->leader;
        event->detail = HY_LEARNED_BY_WORD;
        event->cause = state->person_belief_event[all->leader];
    }
}

static void deny(hy_context *context, uint32_t person, void *of)
{
    (void)of;
    hy_state *state = context->state;
    if (is_there(context, person) && state->person_belief[person] != HY_BELIEVING) {
        state->person_has_denied[person] = 1;
        state->person_denies_until[person] = context->tick + hy_ticks(context, context->model->duty.denial_s);
    }
}

static void go_home(hy_context *context, uint32_t person, void *of)
{
    (void)of;
    context->state->person_attends[person] = 0;
}

static void decide(hy_context *context, assembly *all)
{
    hy_state *state = context->state;
    const bool acts = chance_of(context, all->leader, DRAW_ACTS, context->model->meeting.acts * all->responsibility);
    hy_event *event = hy_tell_serially(context, acts ? HY_event_decided_to_act : HY_event_put_it_off, all->leader);
    event->detail = all->count;
    event->cause = state->person_act_event[state->meeting_called_by[0]];
    if (!acts) {
        for_attendants(context, deny, NULL);
        return;
    }
    for_attendants(context, understand, all);
    state->person_duty[all->leader] = HY_DUTY_DONE;
    hy_tell_serially(context, HY_event_rang_alarm, all->leader)->cause = state->person_belief_event[all->leader];
    hy_sound_circuit(context, HY_ALARM_CIRCUIT, HY_ALARM_SOUND, all->leader, context->model->duty.alarm_s);
}

static void end_meeting(hy_context *context, assembly *all)
{
    hy_state *state = context->state;
    if (all->is_disturbed || all->count == 0) {
        hy_event *event = hy_tell_serially(context, HY_event_meeting_broke_up, state->meeting_called_by[0]);
        event->room = context->model->meeting_room;
        event->cause = state->person_act_event[state->meeting_called_by[0]];
    } else {
        decide(context, all);
    }
    for_attendants(context, go_home, NULL);
    state->meeting_phase[0] = HY_PHASE_OVER;
}

void hy_run_meetings(hy_context *context)
{
    const uint8_t phase = context->state->meeting_phase[0];
    if (context->model->meeting_room == HY_NONE || phase == HY_PHASE_OVER) {
        return;
    }
    if (phase == HY_PHASE_BEFORE) {
        look_for_caller(context);
    } else if (context->tick % hy_ticks(context, 1) == 0) {
        assembly all = look_round(context);
        if (all.is_disturbed || context->tick >= context->state->meeting_ends_at[0]) {
            end_meeting(context, &all);
        } else {
            for_attendants(context, hold_back, NULL);
        }
    }
}
