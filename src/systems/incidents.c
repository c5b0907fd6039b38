// What the scenario makes happen: people sent, exposed or taken away, doors locked, the alarm. See docs/model/incidents.md.
#include "systems/system.h"

static uint32_t tick_of_clock(const hy_context *context, uint32_t clock_s)
{
    const float since = (float)clock_s - (float)context->model->start_s;
    return since <= 0 ? 0 : (uint32_t)(since / context->dt_s + 0.5f);
}

static void expose(hy_context *context, const hy_incident *incident, uint32_t who)
{
    if (!hy_is_up(context->model, context->state, who)) {
        return;
    }
    const hy_infection infection = {.person = who,
                                    .by = incident->by,
                                    .exposure = incident->exposure,
                                    .wound = incident->wound,
                                    .outcome = incident->outcome,
                                    .cause = incident->by == HY_NONE
                                                 ? HY_NONE
                                                 : context->state->person_infection_event[incident->by],
                                    .after_s = incident->after_s};
    hy_event *event = hy_tell_serially(context, HY_event_was_exposed, who);
    hy_infect(context, event, &infection);
}

static bool can_be_exposed(const hy_context *context, uint32_t person, uint32_t room)
{
    const hy_state *state = context->state;
    return state->person_room[person] == room && hy_has_reason(context, person) &&
           state->person_stage[person] == context->model->healthy;
}

// one of those in a room, each as likely as the next; HY_NONE where there is nobody
static uint32_t anybody_in(const hy_context *context, uint32_t room, uint32_t incident)
{
    uint32_t count = 0;
    for (uint32_t person = 0; person < context->state->person_count; person++) {
        count += can_be_exposed(context, person, room);
    }
    uint32_t left = hy_draw_below(hy_draw_now(context, HY_PURPOSE_ANYBODY, incident), count);
    for (uint32_t person = 0; count > 0 && person < context->state->person_count; person++) {
        if (can_be_exposed(context, person, room) && left-- == 0) {
            return person;
        }
    }
    return HY_NONE;
}

// it waits until somebody is there
static void expose_anybody(hy_context *context, uint32_t index)
{
    const hy_incident *incident = &context->model->incidents[index];
    const uint32_t who = context->state->incident_is_done[index] ? HY_NONE : anybody_in(context, incident->room, index);
    if (who != HY_NONE) {
        context->state->incident_is_done[index] = 1;
        expose(context, incident, who);
    }
}

// it reaches whoever is in the room or within the radius of its middle, on the same level
static bool is_reached(const hy_context *context, const hy_incident *incident, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_room *room = &model->rooms[incident->room];
    const uint32_t own = context->state->person_room[person];
    const float away_m = hy_distance(hy_position(context->state, person), room->centre);
    return own == incident->room || (away_m <= incident->radius_m && model->rooms[own].level == room->level);
}

static void blow_up(hy_context *context, uint32_t index)
{
    const hy_incident *incident = &context->model->incidents[index];
    for (uint32_t person = 0; person < context->state->person_count; person++) {
        if (!hy_is_up(context->model, context->state, person) || !is_reached(context, incident, person) ||
            hy_is_protected(context, person)) {
            continue;
        }
        hy_draw_key key = hy_draw_now(context, HY_PURPOSE_BLAST, person);
        key.draw = index;
        const bool is_the_end = hy_draw_chance(key, incident->kills * (1 - hy_stage_of(context->model, context->state, person)->blast_proof));
        hy_tell_serially(context, HY_event_was_in_blast, person)->detail = is_the_end;
        if (is_the_end) {
            hy_tell_serially(context, HY_event_died, person);
            hy_let_go(context, person);
            hy_stop(context, person, HY_NONE);
            context->state->person_revives_at[person] = HY_NONE;
            context->has_regrouped = true;
        }
    }
}

static void sedate(hy_context *context, const hy_incident *incident)
{
    if (hy_is_up(context->model, context->state, incident->who)) {
        hy_tell_serially(context, HY_event_was_sedated, incident->who);
        hy_sedate(context, incident->who, incident->for_s);
    }
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
    if (state->opening_is_broken[opening] || !context->model->doors.can_shut) {
        return;
    }
    hy_event *event = hy_tell_serially(context, HY_event_door_by_order, HY_NONE);
    event->opening = opening;
    event->detail = is_locked;
    state->opening_is_locked[opening] = is_locked;
    if (is_locked) {
        hy_set_open(context, opening, false);
    }
    hy_ways_follow(context, opening);
}

static void sound(hy_context *context, const hy_incident *incident)
{
    if (incident->who != HY_NONE) {
        if (hy_is_up(context->model, context->state, incident->who)) {
            hy_sound_person(context, incident->who, incident->sound, incident->sounds_s);
        }
    } else if (incident->circuit != HY_NONE) {
        hy_sound_circuit(context, incident->circuit, incident->sound, incident->by, incident->sounds_s);
    } else {
        for (uint32_t i = 0; i < incident->place_count; i++) {
            hy_sound_place(context, incident->places[i], incident->sound, incident->by, incident->sounds_s);
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
    hy_sound_circuit(context, HY_ALARM_CIRCUIT, HY_ALARM_SOUND, HY_NONE, HY_UNSET);
}

static void tell_of(hy_context *context, hy_event_kind kind, uint32_t room, uint32_t detail)
{
    hy_event *event = hy_tell_serially(context, kind, HY_NONE);
    event->room = room;
    event->detail = detail;
}

static void happen(hy_context *context, uint32_t index)
{
    const hy_incident *incident = &context->model->incidents[index];
    switch (incident->kind) {
    case HY_incident_kind_go: send(context, incident->who, incident->room); break;
    case HY_incident_kind_expose:
        if (incident->who != HY_NONE) {
            expose(context, incident, incident->who);
        }
        break;
    case HY_incident_kind_sedate: sedate(context, incident); break;
    case HY_incident_kind_amputate: hy_amputate(context, incident->who, incident->by); break;
    case HY_incident_kind_blast: blow_up(context, index); break;
    case HY_incident_kind_take_away:
        if (!hy_is_protected(context, incident->who)) {
            take_away(context, incident->who);
        }
        break;
    case HY_incident_kind_lock:
    case HY_incident_kind_unlock:
        if (!hy_is_kept(context, incident->opening)) {
            set_lock(context, incident->opening, incident->kind == HY_incident_kind_lock);
        }
        break;
    case HY_incident_kind_alarm: ring(context); break;
    case HY_incident_kind_sound: sound(context, incident); break;
    case HY_incident_kind_silence: silence(context, incident); break;
    case HY_incident_kind_power_cut: tell_of(context, HY_event_lights_changed, HY_NONE, 0); break;
    case HY_incident_kind_power_back: tell_of(context, HY_event_lights_changed, HY_NONE, 1); break;
    case HY_incident_kind_fire: tell_of(context, HY_event_caught_fire, incident->room, HY_NONE); break;
    default: break;
    }
}

// one that is shut is only pulled to: whoever wants to opens it again
static void set_open(hy_context *context, uint32_t opening, bool is_open)
{
    if (context->state->opening_is_broken[opening] || !context->model->doors.can_shut) {
        return;
    }
    if (is_open) {
        context->state->opening_is_locked[opening] = 0;
        context->state->opening_barricade[opening] = 0;
        context->state->opening_held_by[opening] = HY_NONE;
    }
    context->state->opening_shuts_at[opening] = HY_NONE;
    hy_tell_serially(context, HY_event_door_by_order, HY_NONE)->opening = opening;
    hy_set_open(context, opening, is_open);
    hy_ways_forget(context);
}

// the soundscape reads the list itself: what sounds there is remembered nowhere else
static void make_noise(hy_context *context, uint32_t room)
{
    hy_event *event = hy_tell_serially(context, HY_event_noise_by_order, HY_NONE);
    event->room = room;
    event->x = context->model->rooms[room].centre.x;
    event->y = context->model->rooms[room].centre.y;
}

static void intervene(hy_context *context, const hy_intervention *intervention)
{
    switch (intervention->kind) {
    case HY_intervention_open: set_open(context, intervention->target, true); break;
    case HY_intervention_shut: set_open(context, intervention->target, false); break;
    case HY_intervention_lock: set_lock(context, intervention->target, true); break;
    case HY_intervention_unlock: set_lock(context, intervention->target, false); break;
    case HY_intervention_alarm: ring(context); break;
    case HY_intervention_take_away: take_away(context, intervention->target); break;
    case HY_intervention_cure: hy_cure(context, intervention->target); break;
    case HY_intervention_noise: make_noise(context, intervention->target); break;
    default: break; // those that last are asked for where they matter
    }
}

void hy_run_incidents(hy_context *context)
{
    for (uint32_t i = 0; i < context->intervention_count; i++) {
        if (context->interventions[i].tick == context->tick) {
            intervene(context, &context->interventions[i]);
        }
    }
    for (uint32_t i = 0; i < context->model->incident_count; i++) {
        const hy_incident *incident = &context->model->incidents[i];
        const uint32_t at = tick_of_clock(context, incident->at_s);
        const bool waits = incident->kind == HY_incident_kind_expose && incident->who == HY_NONE && at <= context->tick &&
                           context->tick % hy_ticks(context, 1) == 0;
        if (waits) {
            expose_anybody(context, i);
        }
        if (at == context->tick) {
            happen(context, i);
        }
    }
}
