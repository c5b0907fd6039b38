// What the scenario makes happen: people sent, exposed or taken away, doors locked, the alarm. See docs/model/incidents.md.
#include "systems/system.h"

static uint32_t tick_of_clock(const hy_context *context, uint32_t clock_s)
{
    const float since = (float)clock_s - (float)context->model->start_s;
    return since <= 0 ? 0 : (uint32_t)(since / context->dt_s + 0.5f);
}

static void expose(hy_context *context, const hy_incident *incident)
{
    if (!hy_is_up(context->model, context->state, incident->who)) {
        return;
    }
    const hy_infection infection = {.person = incident->who,
                                    .by = incident->by,
                                    .exposure = incident->exposure,
                                    .wound = incident->wound,
                                    .outcome = incident->outcome,
                                    .cause = incident->by == HY_NONE
                                                 ? HY_NONE
                                                 : context->state->person_infection_event[incident->by],
                                    .after_s = incident->after_s};
    hy_event *event = hy_tell_serially(context, HY_event_was_exposed, incident->who);
    hy_infect(context, event, &infection);
}

static void take_away(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    if (state->person_presence[person] != HY_PRESENT) {
        return;
    }
    hy_tell_serially(context, HY_event_was_taken_away, person)->cause = state->person_infection_event[person];
    state->person_presence[person] = HY_TAKEN_AWAY;
    state->person_gait[person] = HY_RESTING;
    context->has_regrouped = true;
}

static void send(hy_context *context, uint32_t person, uint32_t room)
{
    hy_state *state = context->state;
    if (!hy_is_up(context->model, state, person)) {
        return;
    }
    hy_tell_serially(context, HY_event_was_sent, person)->room = room;
    state->person_ordered[person] = room;
}

static void set_lock(hy_context *context, uint32_t opening, bool is_locked)
{
    hy_state *state = context->state;
    if (state->opening_is_broken[opening]) {
        return;
    }
    hy_event *event = hy_tell_serially(context, HY_event_door_by_order, HY_NONE);
    event->opening = opening;
    event->detail = is_locked;
    state->opening_is_locked[opening] = is_locked;
    if (is_locked) {
        hy_set_open(context, opening, false);
    }
    hy_ways_forget(context);
}

static void sound(hy_context *context, const hy_incident *incident)
{
    if (incident->who != HY_NONE) {
        if (hy_is_up(context->model, context->state, incident->who)) {
            hy_sound_person(context, incident->who, incident->sound, incident->for_s);
        }
    } else if (incident->circuit != HY_NONE) {
        hy_sound_circuit(context, incident->circuit, incident->sound, incident->by, incident->for_s);
    } else {
        for (uint32_t i = 0; i < incident->place_count; i++) {
            hy_sound_place(context, incident->places[i], incident->sound, incident->by, incident->for_s);
        }
    }
}

static void silence(hy_context *context, const hy_incident *incident)
{
    if (incident->who != HY_NONE) {
        hy_silence_person(context, incident->who);
    }
    for (uint32_t i = 0; i < incident->place_count; i++) {
        hy_silence_place(context, incident->places[i]);
    }
}

static void ring(hy_context *context)
{
    hy_tell_serially(context, HY_event_alarm_rang, HY_NONE);
    hy_sound_circuit(context, 0, 0, HY_NONE, HY_UNSET);
}

static void tell_of(hy_context *context, hy_event_kind kind, uint32_t room, uint32_t detail)
{
    hy_event *event = hy_tell_serially(context, kind, HY_NONE);
    event->room = room;
    event->detail = detail;
}

static void happen(hy_context *context, const hy_incident *incident)
{
    switch (incident->kind) {
    case HY_incident_kind_go: send(context, incident->who, incident->room); break;
    case HY_incident_kind_expose: expose(context, incident); break;
    case HY_incident_kind_take_away: take_away(context, incident->who); break;
    case HY_incident_kind_lock: set_lock(context, incident->opening, true); break;
    case HY_incident_kind_unlock: set_lock(context, incident->opening, false); break;
    case HY_incident_kind_alarm: ring(context); break;
    case HY_incident_kind_sound: sound(context, incident); break;
    case HY_incident_kind_silence: silence(context, incident); break;
    case HY_incident_kind_power_cut: tell_of(context, HY_event_lights_changed, HY_NONE, 0); break;
    case HY_incident_kind_power_back: tell_of(context, HY_event_lights_changed, HY_NONE, 1); break;
    case HY_incident_kind_fire: tell_of(context, HY_event_caught_fire, incident->room, HY_NONE); break;
    default: break;
    }
}

void hy_run_incidents(hy_context *context)
{
    for (uint32_t i = 0; i < context->model->incident_count; i++) {
        const hy_incident *incident = &context->model->incidents[i];
        if (tick_of_clock(context, incident->at_s) == context->tick) {
            happen(context, incident);
        }
    }
}
