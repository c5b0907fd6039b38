// What is heard where: the loudest sounds of each room, carried over openings with their losses. See docs/model/hearing.md.
#include "systems/system.h"

// a sound takes the place of another where it is half a decibel louder: less is not worth carrying on
#define CLEARLY 1.122f

// what comes into a room at so small a share of the loudest that has come in is heard there, but not carried on: 10 dB
#define DROWNED 0.1f

// so many people in a room make the noise of a crowd
#define CROWD_COUNT 60u

static float intensity_of(float level_db)
{
    return hy_exp(level_db * 0.23025851f);
}

static float level_of(float intensity)
{
    return 10.0f * hy_log10(intensity);
}

// what is left of a sound after a path in the open or in a large room, where it spreads over a sphere: 20 dB for each tenfold way
static float spread(float distance_m)
{
    const float way = hy_max(distance_m, 1.0f);
    return 1.0f / (way * way);
}

// ------------------------------------------------------------------------------------------------------- what is made

static float noise_of(const hy_context *context, uint32_t person, hy_channel *channel)
{
    const hy_state *state = context->state;
    const hy_spec_senses *senses = &context->model->senses;
    const hy_spec_stage *stage = hy_stage_of(context->model, state, person);
    if (stage->hunts && !stage->keeps_reason) {
        *channel = HY_CHANNEL_HUNTERS;
        const uint32_t link = state->person_link[person];
        if (link != HY_NONE && state->person_blocked_s[person] > 1 && !hy_opening_is_open(state, link)) {
            return senses->banging_db;
        }
        return state->person_gait[person] == HY_RUNNING ? stage->chase_noise_db : stage->idle_noise_db;
    }
    *channel = HY_CHANNEL_PREY;
    if (state->person_cry[person] != HY_SILENT) {
        return senses->scream_db;
    }
    const bool runs = state->person_gait[person] == HY_RUNNING && state->person_speed[person] > 1;
    // who hides is silent; who believes nothing talks as always, which nobody heeds but hunters
    const bool talks = state->person_belief[person] != HY_BELIEVING && context->occupancy->hunter_total > 0;
    return runs ? senses->running_db : talks ? senses->speech_db : 0;
}

// levels are compared as they are; the loudest of each room is turned into an intensity when all are known
static void add_source(hy_soundscape *sounds, hy_channel channel, uint32_t room, hy_sound sound)
{
    hy_sound *loudest = &sounds->made[channel][room];
    if (sound.source > loudest->source) {
        *loudest = sound;
    }
}

static void collect_people(hy_context *context)
{
    const hy_state *state = context->state;
    hy_soundscape *sounds = context->sounds;
    for (uint32_t person = 0; person < state->person_count; person++) {
        if (context->occupancy->cell_of[person] == HY_NONE) {
            continue;
        }
        hy_channel channel;
        const float level = noise_of(context, person, &channel);
        const uint32_t room = state->person_room[person];
        sounds->living[room] += channel == HY_CHANNEL_PREY && state->person_belief[person] != HY_BELIEVING;
        if (level > 0) {
            add_source(sounds, channel, room, (hy_sound){.source = level, .passed = 1, .person = person, .room = room,
                                                         .x = state->person_x[person], .y = state->person_y[person]});
        }
    }
}

// the alarm draws them to the speakers
static void collect_devices(hy_context *context)
{
    const hy_model *model = context->model;
    for (uint32_t i = 0; context->alarm_rings && i < model->place_count; i++) {
        const hy_place *place = &model->places[i];
        if (place->kind == HY_place_kind_speaker) {
            add_source(context->sounds, HY_CHANNEL_PREY, place->room,
                       (hy_sound){.source = model->senses.alarm_db, .passed = 1, .person = HY_NONE, .room = place->room,
                                  .x = place->at.x, .y = place->at.y});
        }
    }
}

// ---------------------------------------------------------------------------------------------------- how it is carried

static float loss_of_opening(const hy_context *context, uint32_t index)
{
    const hy_opening *opening = &context->model->openings[index];
    const hy_spec_senses *senses = &context->model->senses;
    const bool is_open = hy_opening_is_open(context->state, index);
    if (opening->changes_sheet) {
        return senses->stair_loss_db + (is_open ? 0 : senses->door_loss_db);
    }
    if (opening->kind == HY_opening_kind_gap) {
        return 0;
    }
    if (is_open) {
        return senses->open_loss_db;
    }
    return opening->kind == HY_opening_kind_window ? senses->window_loss_db : senses->door_loss_db;
}

// the exponent of an intensity and the first three places of what follows it
static uint32_t loudness_step(float intensity)
{
    uint32_t bits;
    __builtin_memcpy(&bits, &intensity, sizeof bits);
    const uint32_t faintest = 0x3f800000u >> 20; // of intensity 1
    const uint32_t step = bits >> 20;
    return step < faintest ? 0 : step - faintest < HY_LOUDNESS_STEPS ? step - faintest : HY_LOUDNESS_STEPS - 1;
}

// true if a sound of that intensity at the near side of an opening could still matter behind it; most are too faint already
static bool may_pass(const hy_soundscape *sounds, hy_channel channel, uint32_t link, uint32_t opening, float intensity)
{
    const uint32_t into = sounds->beyond[link];
    return into != HY_NONE && intensity * sounds->passing[opening] >=
                                  hy_max(sounds->silence[channel], CLEARLY * sounds->arriving[channel][into].intensity);
}

// a sound that reaches an opening from one of its rooms goes on into the other, if it is louder than what came before
static void pass_opening(hy_context *context, hy_channel channel, uint32_t link, uint32_t opening, hy_sound sound,
                         float further_m)
{
    hy_soundscape *sounds = context->sounds;
    const uint32_t into = sounds->beyond[link], room = sounds->room_of_link[into];
    hy_sound *arriving = &sounds->arriving[channel][into];
    sound.way_m += further_m;
    sound.passed *= sounds->passing[opening];
    sound.intensity = sound.source * sound.passed * spread(sound.way_m);
    if (sound.intensity < sounds->silence[channel] || sound.intensity <= CLEARLY * arriving->intensity || room == sound.room) {
        return;
    }
    *arriving = sound;
    sounds->is_loud[channel][room] = 1;
    float *loudest = &sounds->loudest[room];
    if (sound.intensity < DROWNED * *loudest) {
        return;
    }
    *loudest = hy_max(*loudest, sound.intensity);
    if (sounds->waiting_count < HY_WAITING_PER_LINK * context->model->link_count) {
        const uint32_t step = loudness_step(sound.intensity);
        sounds->waiting[sounds->waiting_count] = (hy_sound_waiting){into, sounds->first_waiting[step]};
        sounds->first_waiting[step] = sounds->waiting_count++;
    }
}

// from where it is made to the openings of the room
static void send_out(hy_context *context, hy_channel channel, uint32_t room_index)
{
    const hy_model *model = context->model;
    hy_soundscape *sounds = context->sounds;
    hy_sound made = sounds->made[channel][room_index];
    const hy_room *room = &model->rooms[room_index];
    made.intensity = made.source;
    for (uint32_t rank = 0; made.source > sounds->silence[channel] && rank < room->link_count; rank++) {
        const uint32_t link = room->first_link + rank, index = model->links[link];
        if (may_pass(sounds, channel, link, index, made.source)) {
            const hy_opening *opening = &model->openings[index];
            const hy_vec2 from = hy_vec(made.x, made.y);
            pass_opening(context, channel, link, index, made,
                         hy_distance(hy_nearest_on_segment(opening->from, opening->to, from), from));
        }
    }
    sounds->is_loud[channel][room_index] |= made.source > sounds->silence[channel];
}

// from the opening over which it has come to the others of the room
static void send_on(hy_context *context, hy_channel channel, uint32_t link)
{
    const hy_model *model = context->model;
    hy_soundscape *sounds = context->sounds;
    const uint32_t room_index = sounds->room_of_link[link];
    const hy_room *room = &model->rooms[room_index];
    const hy_sound sound = sounds->arriving[channel][link];
    sounds->is_loud[channel][room_index] = 1;
    if (sound.intensity < DROWNED * sounds->loudest[room_index]) {
        return;
    }
    const uint32_t rank = link - room->first_link;
    const float *distances = model->link_distances + model->link_matrix_starts[room_index] + rank * room->link_count;
    for (uint32_t other = 0; other < room->link_count; other++) {
        const uint32_t next = room->first_link + other, index = model->links[next];
        if (other == rank || !may_pass(sounds, channel, next, index, sound.intensity)) {
            continue;
        }
        const hy_opening *from = &model->openings[model->links[link]], *to = &model->openings[index];
        const float way_m = distances[other] < HY_UNREACHABLE
                                ? distances[other]
                                : hy_distance(hy_middle(from->from, from->to), hy_middle(to->from, to->to));
        pass_opening(context, channel, next, index, sound, way_m);
    }
}

// every sound from every room outward, the loudest first, until nothing gets louder anywhere
static void carry(hy_context *context, hy_channel channel)
{
    hy_soundscape *sounds = context->sounds;
    sounds->waiting_count = 0;
    for (uint32_t step = 0; step < HY_LOUDNESS_STEPS; step++) {
        sounds->first_waiting[step] = HY_NONE;
    }
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        sounds->loudest[room] = 0;
    }
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        send_out(context, channel, room);
    }
    // nothing gets louder on its way: what is carried on joins those of its own loudness or fainter ones
    for (uint32_t step = HY_LOUDNESS_STEPS; step-- > 0;) {
        while (sounds->first_waiting[step] != HY_NONE) {
            const hy_sound_waiting next = sounds->waiting[sounds->first_waiting[step]];
            sounds->first_waiting[step] = next.next;
            // a louder one may have come in over the link since, and been carried on
            if (loudness_step(sounds->arriving[channel][next.link].intensity) == step) {
                send_on(context, channel, next.link);
            }
        }
    }
}

// Sound fainter than this nobody who is there and listens to the channel would hear: the quietest place, the finest ear.
// Those who hunt do not listen to their kind.
static float silence_db(const hy_context *context, hy_channel channel)
{
    const hy_spec_senses *senses = &context->model->senses;
    float finest_db = -60;
    for (uint32_t person = 0; person < context->state->person_count; person++) {
        const hy_spec_stage *stage = hy_stage_of(context->model, context->state, person);
        if (context->occupancy->cell_of[person] != HY_NONE && !(stage->hunts && channel == HY_CHANNEL_HUNTERS)) {
            finest_db = hy_max(finest_db, stage->hearing_gain_db);
        }
    }
    return hy_min(senses->ambient_indoor_db, senses->ambient_outdoor_db) + senses->margin_db - finest_db;
}

static void measure_openings(hy_context *context)
{
    hy_soundscape *sounds = context->sounds;
    for (hy_channel channel = 0; channel < HY_CHANNEL_COUNT; channel++) {
        sounds->silence[channel] = intensity_of(silence_db(context, channel));
        for (uint32_t room = 0; room < context->model->room_count; room++) {
            hy_sound *made = &sounds->made[channel][room];
            made->source = made->source > 0 ? intensity_of(made->source) : 0;
        }
    }
    for (uint32_t i = 0; i < context->model->opening_count; i++) {
        sounds->passing[i] = intensity_of(-loss_of_opening(context, i));
    }
}

static void clear_sounds(hy_context *context)
{
    const hy_model *model = context->model;
    hy_soundscape *sounds = context->sounds;
    for (uint32_t channel = 0; channel < HY_CHANNEL_COUNT; channel++) {
        for (uint32_t room = 0; room < model->room_count; room++) {
            sounds->made[channel][room] = (hy_sound){.person = HY_NONE, .room = HY_NONE};
            sounds->is_loud[channel][room] = 0;
        }
        for (uint32_t link = 0; link < model->link_count; link++) {
            sounds->arriving[channel][link] = (hy_sound){.person = HY_NONE, .room = HY_NONE};
        }
    }
    for (uint32_t room = 0; room < model->room_count; room++) {
        sounds->living[room] = 0;
    }
}

// ------------------------------------------------------------------------------------------------------- what is heard

static float ambient_db(const hy_context *context, uint32_t room_index)
{
    const hy_spec_senses *senses = &context->model->senses;
    if (context->sounds->living[room_index] >= CROWD_COUNT) {
        return senses->ambient_crowd_db;
    }
    return context->model->rooms[room_index].is_outdoor ? senses->ambient_outdoor_db : senses->ambient_indoor_db;
}

// the loudest of a channel at a person's place, above a threshold
static hy_sound loudest_at(const hy_context *context, hy_channel channel, uint32_t person, float threshold)
{
    const hy_model *model = context->model;
    const hy_soundscape *sounds = context->sounds;
    const uint32_t room_index = context->state->person_room[person];
    const hy_room *room = &model->rooms[room_index];
    const hy_vec2 ear = hy_position(context->state, person);
    hy_sound best = {.intensity = threshold, .person = HY_NONE, .room = HY_NONE};
    const hy_sound *made = &sounds->made[channel][room_index];
    if (made->source > threshold && made->person != person) {
        const float intensity = made->source * spread(hy_distance(ear, hy_vec(made->x, made->y)));
        if (intensity > best.intensity) {
            best = *made;
            best.intensity = intensity;
        }
    }
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const hy_sound *arriving = &sounds->arriving[channel][room->first_link + rank];
        if (arriving->intensity <= best.intensity || arriving->person == person) {
            continue;
        }
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        const float further_m = hy_distance(hy_nearest_on_segment(opening->from, opening->to, ear), ear);
        const float intensity = arriving->source * arriving->passed * spread(arriving->way_m + further_m);
        if (intensity > best.intensity) {
            best = *arriving;
            best.intensity = intensity;
        }
    }
    return best;
}

static void listen(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    const uint32_t room = state->person_room[person];
    if (!hy_is_up(context->model, state, person)) {
        return;
    }
    const hy_spec_stage *stage = hy_stage_of(context->model, state, person);
    state->person_heard_db[person] = 0;
    // who hunts is drawn by whatever is not of its kind; the others prick up their ears at both
    if (!context->sounds->is_loud[HY_CHANNEL_PREY][room] && (stage->hunts || !context->sounds->is_loud[HY_CHANNEL_HUNTERS][room])) {
        return;
    }
    const float threshold_db = ambient_db(context, room) + context->model->senses.margin_db - stage->hearing_gain_db;
    hy_sound best = {.intensity = intensity_of(threshold_db), .room = HY_NONE};
    for (hy_channel channel = 0; channel < HY_CHANNEL_COUNT; channel++) {
        if (!context->sounds->is_loud[channel][room] || (stage->hunts && channel == HY_CHANNEL_HUNTERS)) {
            continue;
        }
        const hy_sound sound = loudest_at(context, channel, person, best.intensity);
        best = sound.room != HY_NONE ? sound : best;
    }
    if (best.room == HY_NONE) {
        return;
    }
    state->person_heard_db[person] = level_of(best.intensity);
    state->person_heard[person] = best.person;
    // what one sees counts for more than what one hears
    if (state->person_seen[person] == HY_NONE && stage->hunts) {
        state->person_stimulus_room[person] = best.room;
        state->person_stimulus_x[person] = best.x;
        state->person_stimulus_y[person] = best.y;
        state->person_stimulus_at[person] = context->tick;
    }
}

void hy_sounds_prepare(hy_soundscape *sounds, const hy_model *model)
{
    for (uint32_t room_index = 0; room_index < model->room_count; room_index++) {
        const hy_room *room = &model->rooms[room_index];
        for (uint32_t link = room->first_link; link < room->first_link + room->link_count; link++) {
            const hy_opening *opening = &model->openings[model->links[link]];
            const uint32_t other = hy_other_room(opening, room_index);
            sounds->room_of_link[link] = room_index;
            sounds->beyond[link] = other == HY_NONE ? HY_NONE : model->rooms[other].first_link + hy_rank_in(opening, other);
        }
    }
}

void hy_run_hearing(hy_context *context)
{
    // all listen at once: between two listenings nothing need be remembered
    if (context->tick % hy_ticks(context, context->model->senses.listen_s) != 0) {
        return;
    }
    clear_sounds(context);
    collect_people(context);
    collect_devices(context);
    measure_openings(context);
    carry(context, HY_CHANNEL_PREY);
    carry(context, HY_CHANNEL_HUNTERS);
    hy_for_people(context, listen, 1);
}
