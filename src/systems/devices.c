// What sounds on purpose: alarms, loudspeakers, music, whistles; and the doors that a circuit opens or shuts.
// See docs/model/devices.md.
#include "systems/system.h"

// how often devices are looked after, seconds
#define DEVICE_PERIOD_S 0.5f

// a door that a circuit holds shut falls shut again so long after somebody has passed, seconds
#define FALLS_SHUT_S 3.0f

static uint32_t end_of(const hy_context *context, uint32_t sound, float for_s)
{
    const float lasts_s = for_s > HY_GIVEN ? for_s : context->model->sounds[sound].spec.lasts_s;
    return context->tick + hy_ticks(context, lasts_s);
}

static hy_event *tell_sound(hy_context *context, hy_event_kind kind, uint32_t person, uint32_t sound, uint32_t cause)
{
    hy_event *event = hy_tell_serially(context, kind, person);
    event->detail = sound;
    event->cause = cause;
    return event;
}

// In a serial system nobody else tells: events get their ids in the order in which they are told. HY_NONE for one that found no room.
static uint32_t id_of(const hy_context *context, const hy_event *event)
{
    const hy_event_block *block = &context->blocks[context->block_count];
    const uint32_t index = (uint32_t)(event - block->events);
    return index < block->count ? context->state->event_count + index : HY_NONE;
}

void hy_silence_place(hy_context *context, uint32_t place)
{
    hy_state *state = context->state;
    if (state->place_sounds_until[place] != 0) {
        tell_sound(context, HY_event_fell_silent, HY_NONE, state->place_sound[place], state->place_sound_event[place]);
        state->place_sounds_until[place] = 0;
    }
}

void hy_silence_person(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    if (state->person_sounds_until[person] != 0) {
        tell_sound(context, HY_event_fell_silent, person, state->person_sound[person], state->person_sound_event[person]);
        state->person_sounds_until[person] = 0;
    }
}

static void start_place(hy_context *context, uint32_t place, uint32_t sound, uint32_t by, uint32_t until, uint32_t cause)
{
    hy_state *state = context->state;
    const hy_place *of = &context->model->places[place];
    hy_silence_place(context, place);
    hy_event *event = tell_sound(context, HY_event_sounded, HY_NONE, sound, cause);
    state->place_sound_event[place] = id_of(context, event);
    event->room = of->room;
    event->whom = by;
    event->x = of->at.x;
    event->y = of->at.y;
    state->place_sound[place] = sound;
    state->place_sounds_from[place] = context->tick;
    state->place_sounds_until[place] = until;
    state->place_sounded_by[place] = by;
    state->place_is_told[place] = 0;
}

void hy_sound_place(hy_context *context, uint32_t place, uint32_t sound, uint32_t by, float for_s)
{
    const uint32_t cause = by == HY_NONE ? HY_NONE : context->state->person_belief_event[by];
    start_place(context, place, sound, by, end_of(context, sound, for_s), cause);
}

// doors that the circuit frees, and those that it lets fall shut
static void work_doors(hy_context *context, uint32_t circuit)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    for (uint32_t i = 0; i < model->opening_count; i++) {
        const hy_opening *opening = &model->openings[i];
        if (hy_is_kept(context, i)) {
            continue;
        }
        if (opening->unlocks_on == circuit && state->opening_is_locked[i]) {
            state->opening_is_locked[i] = 0;
            hy_event *event = hy_tell_serially(context, HY_event_door_by_order, HY_NONE);
            event->opening = i;
            event->detail = 0;
            hy_ways_follow(context, i);
        }
        if (opening->shuts_on == circuit && model->doors.can_shut && state->opening_is_open[i] && !state->opening_is_broken[i]) {
            state->opening_shuts_at[i] = context->tick;
        }
    }
}

bool hy_circuit_sounds(const hy_context *context, uint32_t circuit)
{
    const hy_model *model = context->model;
    for (uint32_t i = 0; i < model->device_count; i++) {
        if ((model->places[model->devices[i]].circuits >> circuit & 1) && hy_place_sounds(context, model->devices[i])) {
            return true;
        }
    }
    return false;
}

void hy_sound_circuit(hy_context *context, uint32_t circuit, uint32_t sound, uint32_t by, float for_s)
{
    const hy_model *model = context->model;
    for (uint32_t i = 0; i < model->device_count; i++) {
        if (model->places[model->devices[i]].circuits >> circuit & 1) {
            hy_sound_place(context, model->devices[i], sound, by, for_s);
        }
    }
    work_doors(context, circuit);
}

void hy_sound_person(hy_context *context, uint32_t person, uint32_t sound, float for_s)
{
    hy_state *state = context->state;
    hy_silence_person(context, person);
    const uint32_t cause = state->person_belief_event[person];
    state->person_sound_event[person] = id_of(context, tell_sound(context, HY_event_sounded, person, sound, cause));
    state->person_sound[person] = sound;
    state->person_sounds_from[person] = context->tick;
    state->person_sounds_until[person] = end_of(context, sound, for_s);
}

// ---------------------------------------------------------------------------------------------------- in their own time

// what is over falls silent, or goes over into what follows
static void end_place(hy_context *context, uint32_t place)
{
    hy_state *state = context->state;
    if (state->place_sounds_until[place] == 0 || state->place_sounds_until[place] > context->tick) {
        return;
    }
    const uint32_t then = context->model->sounds[state->place_sound[place]].then;
    if (then == HY_NONE) {
        hy_silence_place(context, place);
    } else {
        start_place(context, place, then, state->place_sounded_by[place], end_of(context, then, HY_UNSET),
                    state->place_sound_event[place]);
    }
}

static void end_person(hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const uint32_t until = state->person_sounds_until[person];
    if (until != 0 && (until <= context->tick || !hy_has_reason(context, person))) {
        hy_silence_person(context, person);
    }
}

static bool sounds_already(const hy_context *context, uint32_t circuit)
{
    const hy_model *model = context->model;
    for (uint32_t i = 0; i < model->device_count; i++) {
        if ((model->places[model->devices[i]].circuits >> circuit & 1) && hy_place_sounds(context, model->devices[i])) {
            return true;
        }
    }
    return false;
}

static void smell_smoke(hy_context *context, uint32_t index)
{
    const hy_place *place = &context->model->places[index];
    if (place->starts != HY_NONE && place->smoke_per_m > HY_GIVEN && context->state->room_smoke[place->room] >= place->smoke_per_m &&
        !sounds_already(context, place->starts)) {
        hy_sound_circuit(context, place->starts, place->sound, HY_NONE, HY_UNSET);
    }
}

// who has reached a device and means to use it does
static void use_device(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const uint32_t device = state->person_device[person];
    if (device == HY_NONE) {
        return;
    }
    state->person_device[person] = HY_NONE;
    const hy_place *place = &context->model->places[device];
    if (hy_has_reason(context, person) && !hy_is_in_bout(context, person) && !sounds_already(context, place->starts)) {
        hy_sound_circuit(context, place->starts, place->sound, person, HY_UNSET);
    }
}

static void hold_doors(hy_context *context)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    for (uint32_t i = 0; i < model->opening_count; i++) {
        const uint32_t circuit = model->openings[i].shuts_on;
        if (circuit != HY_NONE && state->opening_is_open[i] && !state->opening_is_broken[i] &&
            state->opening_shuts_at[i] == HY_NONE && sounds_already(context, circuit)) {
            state->opening_shuts_at[i] = context->tick + hy_ticks(context, FALLS_SHUT_S);
        }
    }
}

void hy_run_devices(hy_context *context)
{
    if (context->tick % hy_ticks(context, DEVICE_PERIOD_S) != 0) {
        return;
    }
    const hy_model *model = context->model;
    for (uint32_t i = 0; i < model->device_count; i++) {
        end_place(context, model->devices[i]);
    }
    for (uint32_t i = 0; i < model->device_count; i++) {
        smell_smoke(context, model->devices[i]);
    }
    for (uint32_t person = 0; person < context->state->person_count; person++) {
        end_person(context, person);
        use_device(context, person);
    }
    hold_doors(context);
}
