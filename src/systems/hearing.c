// Who hears what, and whom it draws: hunters to their prey and to lures, the curious to a noise. See docs/model/hearing.md.
#include "systems/system.h"

// what comes from so near to where the last came from is nothing new, metres
#define SAME_STIMULUS_M 1.0f

static uint32_t sound_of(const hy_state *state, const hy_sound *sound)
{
    return sound->place != HY_NONE ? state->place_sound[sound->place] : state->person_sound[sound->person];
}

static uint32_t event_of(const hy_state *state, const hy_sound *sound)
{
    return sound->place != HY_NONE ? state->place_sound_event[sound->place] : state->person_sound_event[sound->person];
}

// a few are drawn by nothing
static bool is_stuck(const hy_context *context, uint32_t person)
{
    const float share = hy_stage_of(context->model, context->state, person)->stuck_share;
    return hy_draw_chance(hy_draw_of(context, HY_PURPOSE_STUCK, person, 0), share);
}

void hy_draw_to(hy_context *context, uint32_t person, uint32_t room, hy_vec2 point)
{
    hy_state *state = context->state;
    const hy_vec2 before = hy_vec(state->person_stimulus_x[person], state->person_stimulus_y[person]);
    if (state->person_stimulus_room[person] != room || hy_distance(before, point) > SAME_STIMULUS_M) {
        state->person_rests_until[person] = 0;
    }
    state->person_stimulus_room[person] = room;
    state->person_stimulus_x[person] = point.x;
    state->person_stimulus_y[person] = point.y;
    state->person_stimulus_at[person] = context->tick;
}

// who hunts and sees no prey turns to where the sound comes from
static void turn_to(hy_turn turn, const hy_sound *sound, bool is_device)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    const uint32_t event = is_device ? event_of(state, sound) : HY_NONE;
    if (is_device && event != state->person_heard_event[person] && !is_stuck(context, person)) {
        state->person_heard_event[person] = event;
        hy_event *told = hy_tell(turn, HY_event_was_lured);
        told->whom = sound->person;
        told->detail = sound_of(state, sound);
        told->cause = event;
    }
    hy_draw_to(context, person, sound->room, hy_vec(sound->x, sound->y));
}

// Of those with reason a sound draws some: the share that the sound says; cries and blows, those who know of no danger.
static void feel_drawn(hy_context *context, uint32_t person, const hy_sound *sound, bool is_device)
{
    hy_state *state = context->state;
    const bool is_unaware = state->person_belief[person] != HY_BELIEVING;
    bool is_drawn = is_unaware && sound->room != state->person_room[person];
    if (is_device) {
        const hy_sound_kind *kind = &context->model->sounds[sound_of(state, sound)];
        is_drawn = hy_draw_chance(hy_draw_of(context, HY_PURPOSE_DRAWN, person, event_of(state, sound)), kind->spec.draws_people);
    } else if (is_drawn) {
        const float level = hy_level_of(sound->source);
        is_drawn = level >= hy_min(context->model->senses.scream_db, context->model->senses.banging_db);
    }
    if (is_drawn) {
        state->person_heard_event[person] = is_device ? event_of(state, sound) : HY_NONE;
        state->person_lured_room[person] = sound->room;
        state->person_lured_x[person] = sound->x;
        state->person_lured_y[person] = sound->y;
        state->person_lured_at[person] = context->tick;
    }
}

static bool is_anything_loud(const hy_soundscape *sounds, uint32_t room, const hy_spec_stage *stage)
{
    bool is_loud = false;
    for (hy_channel channel = 0; channel < HY_CHANNEL_COUNT; channel++) {
        is_loud |= sounds->is_loud[channel][room] && hy_listens_to(stage, channel);
    }
    return is_loud;
}

static void listen(hy_turn turn)
{
    hy_context *context = turn.context;
    const hy_soundscape *sounds = context->sounds;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    const uint32_t room = state->person_room[person];
    if (!hy_is_up(context->model, state, person)) {
        return;
    }
    const hy_spec_stage *stage = hy_stage_of(context->model, state, person);
    state->person_heard_db[person] = 0;
    state->person_heard_sound[person] = HY_NONE;
    if (!is_anything_loud(sounds, room, stage)) {
        return;
    }
    const float threshold = sounds->audible[room] * sounds->ears[state->person_stage[person]];
    hy_sound best = {.intensity = threshold, .room = HY_NONE};
    bool is_device = false;
    for (hy_channel channel = 0; channel < HY_CHANNEL_COUNT; channel++) {
        if (!sounds->is_loud[channel][room] || !hy_listens_to(stage, channel)) {
            continue;
        }
        // an alarm is heard among cries
        const float least = channel == HY_CHANNEL_DEVICES ? threshold : best.intensity;
        const hy_sound sound = hy_loudest_at(context, channel, room, hy_position(state, person), person, least);
        if (sound.room != HY_NONE && channel == HY_CHANNEL_DEVICES) {
            state->person_heard_sound[person] = sound_of(state, &sound);
        }
        if (sound.room != HY_NONE && sound.intensity > best.intensity) {
            best = sound;
            is_device = channel == HY_CHANNEL_DEVICES;
        }
    }
    if (best.room == HY_NONE) {
        return;
    }
    state->person_heard_db[person] = hy_level_of(best.intensity);
    state->person_heard[person] = best.person;
    if (!stage->hunts) {
        feel_drawn(context, person, &best, is_device);
    } else if (state->person_seen[person] == HY_NONE) {
        // what one sees counts for more than what one hears
        turn_to(turn, &best, is_device);
    }
}

// --------------------------------------------------------------------------------------------------- how far it carries

// what carries into a room from a device that has begun to sound; told once, when it begins
static void tell_reach(hy_context *context, uint32_t room_index)
{
    const hy_soundscape *sounds = context->sounds;
    const hy_model *model = context->model;
    const hy_room *room = &model->rooms[room_index];
    const hy_sound loudest =
        hy_loudest_at(context, HY_CHANNEL_DEVICES, room_index, room->centre, HY_NONE, sounds->audible[room_index]);
    if (loudest.room == HY_NONE || loudest.place == HY_NONE || context->state->place_is_told[loudest.place]) {
        return;
    }
    hy_event *event = hy_tell_serially(context, HY_event_carried, HY_NONE);
    event->room = room_index;
    event->detail = sound_of(context->state, &loudest);
    event->cause = event_of(context->state, &loudest);
    event->x = room->centre.x;
    event->y = room->centre.y;
}

static void tell_reaches(hy_context *context)
{
    hy_state *state = context->state;
    bool is_new = false;
    for (uint32_t i = 0; i < context->model->device_count; i++) {
        const uint32_t place = context->model->devices[i];
        is_new |= hy_place_sounds(context, place) && !state->place_is_told[place];
    }
    for (uint32_t room = 0; is_new && room < context->model->room_count; room++) {
        tell_reach(context, room);
    }
    for (uint32_t i = 0; is_new && i < context->model->device_count; i++) {
        state->place_is_told[context->model->devices[i]] = 1;
    }
}

void hy_run_hearing(hy_context *context)
{
    // all listen at once: between two listenings nothing need be remembered
    if (!context->model->senses.hears || context->tick % hy_ticks(context, context->model->senses.listen_s) != 0) {
        return;
    }
    hy_make_soundscape(context);
    hy_for_people(context, listen, 1);
    tell_reaches(context);
}
