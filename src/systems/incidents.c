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

// one that somebody has raised
static bool any_alarm_rings(const hy_context *context)
{
    const hy_state *state = context->state;
    for (uint32_t i = 0; i < state->place_count; i++) {
        if (state->place_rings_until[i] > context->tick) {
            return true;
        }
    }
    return false;
}

// how long an alarm rings, seconds
#define ALARM_S 300.0f

void hy_run_incidents(hy_context *context)
{
    context->alarm_rings = any_alarm_rings(context);
    for (uint32_t i = 0; i < context->model->incident_count; i++) {
        const hy_incident *incident = &context->model->incidents[i];
        const uint32_t at = tick_of_clock(context, incident->at_s);
        if (incident->kind == HY_incident_kind_alarm && at <= context->tick && hy_since(context, at) < ALARM_S) {
            context->alarm_rings = true;
        }
        if (at != context->tick) {
            continue;
        }
        switch (incident->kind) {
        case HY_incident_kind_go: send(context, incident->who, incident->room); break;
        case HY_incident_kind_expose: expose(context, incident); break;
        case HY_incident_kind_take_away: take_away(context, incident->who); break;
        case HY_incident_kind_lock: set_lock(context, incident->opening, true); break;
        case HY_incident_kind_unlock: set_lock(context, incident->opening, false); break;
        case HY_incident_kind_alarm:
            hy_tell_serially(context, HY_event_alarm_rang, HY_NONE);
            break;
        default: break;
        }
    }
}
