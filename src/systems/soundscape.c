// What sounds where: the loudest sounds of each room, carried over openings, walls, floors and the air with their losses.
// See docs/model/hearing.md.
#include "base/hash.h"
#include "systems/system.h"

// a sound takes the place of another where it is half a decibel louder: less is not worth carrying on
#define CLEARLY 1.122f

// ways of sounds that people make begin at multiples of this: where from and by whom is known exactly, but ways need not be found anew
// for every step, metres
#define WAY_GRID_M 1.0f

// what comes into a room at so small a share of the loudest that has come in is heard there, but not carried on: 10 dB
#define DROWNED 0.1f

// What is left of a sound that has come so far, after more way in a room: spheres in the open, less loss along corridors.
static float fade(const hy_room *room, float from_m, float to_m)
{
    const float ratio = hy_max(from_m, 1) / hy_max(to_m, 1);
    return room->fall_power == 2 ? ratio * ratio : room->fall_power == 1 ? ratio : hy_pow(ratio, room->fall_power);
}

// ------------------------------------------------------------------------------------------------------- what is made

// what somebody with reason makes without crying: who hides whispers; who believes nothing talks as always; neither is heeded by
// anybody but hunters
static float sound_of_moving(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const hy_spec_senses *senses = &context->model->senses;
    if (state->person_gait[person] == HY_RUNNING && state->person_speed[person] > 1) {
        return senses->running_db;
    }
    if (context->occupancy->hunter_total == 0) {
        return 0;
    }
    const bool talks = state->person_belief[person] != HY_BELIEVING;
    return talks ? senses->speech_db : state->person_has_hidden[person] ? senses->whisper_db : 0;
}

static float noise_of(const hy_context *context, uint32_t person, hy_channel *channel)
{
    const hy_state *state = context->state;
    const hy_spec_senses *senses = &context->model->senses;
    const hy_spec_stage *stage = hy_stage_of(context->model, state, person);
    if (state->person_bang_until[person] > context->tick) {
        // whoever makes it, it is nothing that those who hunt take for one of their own
        *channel = HY_CHANNEL_PREY;
        return state->person_bang_db[person];
    }
    if (stage->hunts && !stage->keeps_reason) {
        *channel = state->person_gait[person] == HY_RESTING ? HY_CHANNEL_STANDING : HY_CHANNEL_ASTIR;
        const uint32_t link = state->person_link[person];
        const bool presses = state->person_gait[person] != HY_RESTING || hy_leans(state, person);
        if (link != HY_NONE && presses && state->person_blocked_s[person] > 1 && !hy_opening_is_open(state, link)) {
            return senses->banging_db;
        }
        return state->person_gait[person] == HY_RUNNING ? stage->chase_noise_db : stage->idle_noise_db;
    }
    if (state->person_cry[person] != HY_SILENT) {
        *channel = HY_CHANNEL_PREY;
        return senses->scream_db;
    }
    // whom hunters leave alone they do not run after for its steps either
    *channel = stage->is_prey ? HY_CHANNEL_PREY : HY_CHANNEL_ASTIR;
    return sound_of_moving(context, person);
}

static uint32_t patch_along(float offset_m, float length_m, uint32_t count)
{
    const uint32_t index = offset_m > 0 ? (uint32_t)(offset_m / length_m * (float)count) : 0;
    return index < count ? index : count - 1;
}

// patch of a room that contains a point
static uint32_t patch_at(const hy_room *room, float x, float y)
{
    if (room->patch_columns * room->patch_rows == 1) {
        return room->first_patch;
    }
    return room->first_patch + patch_along(x - room->low.x, room->high.x - room->low.x, room->patch_columns) +
           room->patch_columns * patch_along(y - room->low.y, room->high.y - room->low.y, room->patch_rows);
}

// Takes a sound where nothing so loud is made in its patch: levels are compared as they are; the loudest of each patch is turned into
// an intensity when all are known.
static void add_source(const hy_context *context, hy_channel channel, const hy_sound *sound)
{
    hy_soundscape *sounds = context->sounds;
    const uint32_t patch = patch_at(&context->model->rooms[sound->room], sound->x, sound->y);
    hy_sound *loudest = &sounds->made[channel][patch];
    if (sound->source > loudest->source) {
        *loudest = *sound;
        loudest->passed = 1;
        loudest->patch = patch;
        sounds->is_made[channel] = true;
    }
}

// most of a crowd are no louder than another before them
static bool is_drowned(const hy_context *context, hy_channel channel, uint32_t person, float level)
{
    const hy_state *state = context->state;
    const hy_room *room = &context->model->rooms[state->person_room[person]];
    return level <= context->sounds->made[channel][patch_at(room, state->person_x[person], state->person_y[person])].source;
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
        sounds->living[room] += !hy_stage_of(context->model, state, person)->hunts && state->person_belief[person] != HY_BELIEVING;
        if (level > 0 && !is_drowned(context, channel, person, level)) {
            add_source(context, channel, &(hy_sound){.source = level, .person = person, .place = HY_NONE, .room = room,
                                                     .x = state->person_x[person], .y = state->person_y[person]});
        }
    }
}

// bursts and pauses; a burst shorter than the time between two listenings is caught by one of them at least
static bool is_in_burst(const hy_context *context, uint32_t sound, uint32_t from)
{
    const hy_spec_sound *spec = &context->model->sounds[sound].spec;
    if (!(spec->on_s > HY_GIVEN)) {
        return true;
    }
    const float since_s = hy_since(context, from), stretch_s = spec->on_s + spec->off_s;
    const float in_s = since_s - stretch_s * hy_floor(since_s / stretch_s);
    return in_s < hy_max(spec->on_s, context->model->senses.listen_s);
}

// its way begins above the floor: the level that it has down there
static float level_on_floor(const hy_sound_kind *sound)
{
    return sound->at_1m_db - 20 * hy_log10(hy_max(sound->spec.above_m, 1));
}

static void collect_devices(hy_context *context)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    for (uint32_t i = 0; i < model->device_count; i++) {
        const uint32_t index = model->devices[i];
        const hy_place *place = &model->places[index];
        const uint32_t sound = state->place_sound[index];
        if (hy_place_sounds(context, index) && is_in_burst(context, sound, state->place_sounds_from[index])) {
            add_source(context, HY_CHANNEL_DEVICES,
                       &(hy_sound){.source = level_on_floor(&model->sounds[sound]), .way_m = model->sounds[sound].spec.above_m,
                                  .person = HY_NONE, .place = index, .room = place->room, .x = place->at.x, .y = place->at.y});
        }
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        const uint32_t sound = state->person_sound[person];
        if (hy_person_sounds(context, person) && context->occupancy->cell_of[person] != HY_NONE &&
            is_in_burst(context, sound, state->person_sounds_from[person])) {
            add_source(context, HY_CHANNEL_DEVICES,
                       &(hy_sound){.source = level_on_floor(&model->sounds[sound]), .way_m = model->sounds[sound].spec.above_m,
                                  .person = person, .place = HY_NONE, .room = state->person_room[person],
                                  .x = state->person_x[person], .y = state->person_y[person]});
        }
    }
}

// noises that somebody makes from outside
static void collect_noises(hy_context *context)
{
    const hy_model *model = context->model;
    for (uint32_t i = 0; i < context->intervention_count; i++) {
        const hy_intervention *noise = &context->interventions[i];
        const bool sounds = noise->kind == HY_intervention_noise && noise->tick <= context->tick &&
                            context->tick - noise->tick < hy_ticks(context, HY_NOISE_S);
        if (sounds) {
            const hy_vec2 at = model->rooms[noise->target].centre;
            add_source(context, HY_CHANNEL_PREY,
                       &(hy_sound){.source = hy_max(model->senses.scream_db, model->senses.banging_db),
                                  .person = HY_NONE, .place = HY_NONE, .room = noise->target, .x = at.x, .y = at.y});
        }
    }
}

// ---------------------------------------------------------------------------------------------------- how it is carried

// shares that what stands in the way lets through
typedef struct shares {
    float open, door, window, stair, shut_stair, wall, slab;
} shares;

static shares shares_of(const hy_spec_senses *senses)
{
    return (shares){.open = hy_intensity_of(-senses->open_loss_db),
                    .door = hy_intensity_of(-senses->door_loss_db),
                    .window = hy_intensity_of(-senses->window_loss_db),
                    .stair = hy_intensity_of(-senses->stair_loss_db),
                    .shut_stair = hy_intensity_of(-senses->stair_loss_db - senses->door_loss_db),
                    .wall = hy_intensity_of(-senses->wall_loss_db),
                    .slab = hy_intensity_of(-senses->slab_loss_db)};
}

static float share_of_opening(const hy_context *context, const shares *let, uint32_t index)
{
    const hy_opening *opening = &context->model->openings[index];
    const bool is_open = hy_opening_is_open(context->state, index);
    if (opening->changes_sheet) {
        return is_open ? let->stair : let->shut_stair;
    }
    if (opening->kind == HY_opening_kind_gap) {
        return 1;
    }
    if (is_open) {
        return let->open;
    }
    return opening->kind == HY_opening_kind_window ? let->window : let->door;
}

static float share_of_contact(const hy_context *context, const shares *let, const hy_contact *contact)
{
    switch (contact->kind) {
    case HY_CONTACT_WALL: return let->wall;
    case HY_CONTACT_SLAB: return let->slab;
    default: return contact->opening == HY_NONE ? 1 : share_of_opening(context, let, contact->opening);
    }
}

// point of a contact nearest to another point
static hy_vec2 nearest_of_contact(const hy_contact *contact, hy_vec2 p)
{
    return contact->is_box ? hy_vec(hy_clamp(p.x, contact->from.x, contact->to.x), hy_clamp(p.y, contact->from.y, contact->to.y))
                           : hy_nearest_on_segment(contact->from, contact->to, p);
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

// A walk over those of a stretch of entries through which a sound of some intensity at the near side could still matter: most are
// too faint already.
typedef struct entry_walk {
    float intensity;
    uint32_t next, end;     // entries not looked at yet
    uint32_t mask, first;   // of those looked at last, the ones not returned yet
} entry_walk;

static uint32_t pop_entry(entry_walk *walk)
{
    const uint32_t entry = walk->first + (uint32_t)__builtin_ctz(walk->mask);
    walk->mask &= walk->mask - 1;
    return entry;
}

static uint32_t next_entry(const hy_soundscape *sounds, entry_walk *walk)
{
    while (walk->mask == 0) {
        if (walk->next >= walk->end) {
            return HY_NONE;
        }
        walk->first = walk->next;
        walk->next += HY_LANES;
        const hy_lanes passed = hy_lanes_load(sounds->let_through + walk->first) * walk->intensity;
        walk->mask = hy_lanes_mask(passed >= hy_lanes_load(sounds->needed + walk->first)) & hy_lanes_first(walk->end - walk->first);
    }
    return pop_entry(walk);
}

static entry_walk walk_links(const hy_room *room, float intensity)
{
    return (entry_walk){.intensity = intensity, .next = room->first_link, .end = room->first_link + room->link_count};
}

static entry_walk walk_contacts(const hy_model *model, const hy_room *room, float intensity)
{
    const uint32_t first = model->link_count + room->first_contact;
    return (entry_walk){.intensity = intensity, .next = first, .end = first + room->contact_count};
}

// a sound that reaches an entry from one of its rooms goes on into the other, if it is louder than what came before
static void pass_entry(hy_context *context, hy_channel channel, uint32_t entry, const hy_sound *sound, float further_m, hy_vec2 through)
{
    hy_soundscape *sounds = context->sounds;
    const uint32_t into = sounds->beyond[entry], room = sounds->room_of_entry[into];
    float *const arriving_intensity = &sounds->arriving_intensity[channel][into];
    const hy_room *near = &context->model->rooms[sounds->room_of_entry[entry]];
    const float way_m = sound->way_m + further_m;
    const float passed = sound->passed * sounds->passing[sounds->port_of_entry[entry]] * fade(near, sound->way_m, way_m);
    const float intensity = sound->source * passed;
    if (intensity < sounds->least[channel][room] || intensity <= CLEARLY * *arriving_intensity || room == sound->room) {
        return;
    }
    *arriving_intensity = intensity;
    sounds->needed[entry] = hy_max(sounds->needed[entry], CLEARLY * intensity);
    hy_sound *arriving = &sounds->arriving[channel][into];
    *arriving = *sound;
    arriving->way_m = way_m;
    arriving->passed = passed;
    arriving->intensity = intensity;
    arriving->from_x = through.x;
    arriving->from_y = through.y;
    sounds->is_loud[channel][room] = 1;
    float *loudest = &sounds->loudest[room];
    if (intensity < DROWNED * *loudest) {
        return;
    }
    *loudest = hy_max(*loudest, intensity);
    if (sounds->waiting_count < HY_WAITING_PER_ENTRY * sounds->entry_count) {
        const uint32_t step = loudness_step(intensity);
        sounds->waiting[sounds->waiting_count] = (hy_sound_waiting){into, sounds->first_waiting[step]};
        sounds->first_waiting[step] = sounds->waiting_count++;
    }
}

// through walls and floors and over the air, from a point of a room
static void pass_contacts(hy_context *context, hy_channel channel, uint32_t room_index, uint32_t except,
                          const hy_sound *sound, hy_vec2 from)
{
    const hy_model *model = context->model;
    const hy_soundscape *sounds = context->sounds;
    const hy_room *room = &model->rooms[room_index];
    if (sound->intensity * sounds->best_contact < sounds->silence[channel]) {
        return;
    }
    entry_walk walk = walk_contacts(model, room, sound->intensity);
    for (uint32_t entry = next_entry(sounds, &walk); entry != HY_NONE; entry = next_entry(sounds, &walk)) {
        if (entry == except) {
            continue;
        }
        const hy_contact *contact = &model->contacts[sounds->port_of_entry[entry] - model->opening_count];
        const hy_vec2 through = nearest_of_contact(contact, from);
        pass_entry(context, channel, entry, sound, hy_distance(from, through) + contact->rise_m, through);
    }
}

// from a point of a room to its openings
static void pass_links(hy_context *context, hy_channel channel, uint32_t room_index, const hy_sound *sound, hy_vec2 from)
{
    const hy_model *model = context->model;
    entry_walk walk = walk_links(&model->rooms[room_index], sound->intensity);
    for (uint32_t link = next_entry(context->sounds, &walk); link != HY_NONE; link = next_entry(context->sounds, &walk)) {
        const hy_opening *to = &model->openings[model->links[link]];
        const hy_vec2 through = hy_nearest_on_segment(to->from, to->to, from);
        pass_entry(context, channel, link, sound, hy_distance(through, from), through);
    }
}

static hy_vec2 way_begins_at(const hy_sound *made)
{
    const bool stays = made->person == HY_NONE;
    return stays ? hy_vec(made->x, made->y)
                 : hy_vec(WAY_GRID_M * hy_floor(made->x / WAY_GRID_M + 0.5f), WAY_GRID_M * hy_floor(made->y / WAY_GRID_M + 0.5f));
}

// somebody might hear it, there or behind
static bool is_carried(const hy_soundscape *sounds, hy_channel channel, const hy_sound *made)
{
    return made->source > sounds->silence[channel] && made->source >= sounds->least[channel][made->room];
}

// from where it is made
static void send_out(hy_context *context, hy_channel channel, uint32_t patch)
{
    hy_soundscape *sounds = context->sounds;
    hy_sound made = sounds->made[channel][patch];
    if (!is_carried(sounds, channel, &made)) {
        return;
    }
    const hy_vec2 from = way_begins_at(&made);
    made.intensity = made.source;
    sounds->is_loud[channel][made.room] = 1;
    pass_links(context, channel, made.room, &made, from);
    pass_contacts(context, channel, made.room, HY_NONE, &made, from);
}

// from the opening over which it has come to the others of the room
static void send_on_over_links(hy_context *context, hy_channel channel, uint32_t link, const hy_sound *sound)
{
    const hy_model *model = context->model;
    const hy_soundscape *sounds = context->sounds;
    const uint32_t room_index = sounds->room_of_entry[link];
    const hy_room *room = &model->rooms[room_index];
    const uint32_t rank = link - room->first_link;
    const float *distances = model->link_distances + model->link_matrix_starts[room_index] + rank * room->link_count;
    entry_walk walk = walk_links(room, sound->intensity);
    for (uint32_t next = next_entry(sounds, &walk); next != HY_NONE; next = next_entry(sounds, &walk)) {
        if (next == link) {
            continue;
        }
        const float along_m = distances[next - room->first_link];
        const hy_opening *from = &model->openings[model->links[link]], *to = &model->openings[model->links[next]];
        const float way_m = along_m < HY_UNREACHABLE
                                ? along_m
                                : hy_distance(hy_middle(from->from, from->to), hy_middle(to->from, to->to));
        pass_entry(context, channel, next, sound, way_m, hy_middle(to->from, to->to));
    }
}

static void send_on(hy_context *context, hy_channel channel, uint32_t entry)
{
    const hy_model *model = context->model;
    const hy_soundscape *sounds = context->sounds;
    const uint32_t room = sounds->room_of_entry[entry];
    const hy_sound sound = sounds->arriving[channel][entry];
    if (sound.intensity < DROWNED * sounds->loudest[room]) {
        return;
    }
    if (entry < model->link_count) {
        const hy_opening *opening = &model->openings[model->links[entry]];
        send_on_over_links(context, channel, entry, &sound);
        pass_contacts(context, channel, room, HY_NONE, &sound, hy_middle(opening->from, opening->to));
    } else {
        const hy_vec2 from = hy_vec(sound.from_x, sound.from_y);
        pass_links(context, channel, room, &sound, from);
        pass_contacts(context, channel, room, entry, &sound, from);
    }
}

// what entries let through, and how much it must be to matter behind
static void measure_entries(hy_soundscape *sounds, hy_channel channel)
{
    for (uint32_t entry = 0; entry < sounds->entry_count; entry++) {
        const uint32_t into = sounds->beyond[entry];
        sounds->let_through[entry] = sounds->passing[sounds->port_of_entry[entry]];
        sounds->needed[entry] = into == HY_NONE ? HY_INFINITY : sounds->least[channel][sounds->room_of_entry[into]];
    }
}

// every sound outward from where it is made, the loudest first, until nothing gets louder anywhere
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
    measure_entries(sounds, channel);
    for (uint32_t patch = 0; patch < context->model->patch_count; patch++) {
        send_out(context, channel, patch);
    }
    // nothing gets louder on its way: what is carried on joins those of its own loudness or fainter ones
    for (uint32_t step = HY_LOUDNESS_STEPS; step-- > 0;) {
        while (sounds->first_waiting[step] != HY_NONE) {
            const hy_sound_waiting next = sounds->waiting[sounds->first_waiting[step]];
            sounds->first_waiting[step] = next.next;
            // a louder one may have come in over the entry since, and been carried on
            if (loudness_step(sounds->arriving_intensity[channel][next.entry]) == step) {
                send_on(context, channel, next.entry);
            }
        }
    }
}

static void measure_ports(hy_context *context)
{
    const hy_model *model = context->model;
    hy_soundscape *sounds = context->sounds;
    const shares let = shares_of(&model->senses);
    for (uint32_t i = 0; i < model->opening_count; i++) {
        sounds->passing[i] = share_of_opening(context, &let, i);
    }
    sounds->best_contact = 0;
    for (uint32_t i = 0; i < model->contact_count; i++) {
        const float share = share_of_contact(context, &let, &model->contacts[i]);
        sounds->passing[model->opening_count + i] = share;
        sounds->best_contact = hy_max(sounds->best_contact, share);
    }
}

// the loudest of each patch as an intensity; returns the loudest of all
static float measure_sources(const hy_context *context, hy_channel channel)
{
    float loudest = 0;
    for (uint32_t patch = 0; patch < context->model->patch_count; patch++) {
        hy_sound *made = &context->sounds->made[channel][patch];
        made->source = made->source > 0 ? hy_intensity_of(made->source) : 0;
        loudest = hy_max(loudest, made->source);
    }
    return loudest;
}

static void clear_sources(hy_context *context)
{
    const hy_model *model = context->model;
    hy_soundscape *sounds = context->sounds;
    for (uint32_t channel = 0; channel < HY_CHANNEL_COUNT; channel++) {
        // what was silent last time is clear still
        for (uint32_t patch = 0; sounds->is_made[channel] && patch < model->patch_count; patch++) {
            sounds->made[channel][patch].source = 0;
        }
        sounds->is_made[channel] = false;
    }
    for (uint32_t room = 0; room < model->room_count; room++) {
        sounds->living[room] = 0;
    }
}

static void clear_arrivals(hy_context *context, hy_channel channel)
{
    hy_soundscape *sounds = context->sounds;
    for (uint32_t entry = 0; entry < sounds->entry_count; entry++) {
        sounds->arriving_intensity[channel][entry] = 0;
    }
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        sounds->is_loud[channel][room] = 0;
    }
}

// all that arrivals follow from, but for the plan
static uint64_t hash_of_causes(const hy_context *context, hy_channel channel, uint64_t ports)
{
    const hy_soundscape *sounds = context->sounds;
    hy_hash hash;
    hy_hash_init(&hash, ports);
    hy_hash_add(&hash, sounds->least[channel], context->model->room_count * sizeof *sounds->least[channel]);
    for (uint32_t patch = 0; patch < context->model->patch_count; patch++) {
        const hy_sound *made = &sounds->made[channel][patch];
        if (is_carried(sounds, channel, made)) {
            const hy_vec2 from = way_begins_at(made);
            const float numbers[] = {made->source, made->way_m, from.x, from.y};
            hy_hash_add(&hash, &patch, sizeof patch);
            hy_hash_add(&hash, numbers, sizeof numbers);
        }
    }
    return hy_hash_finish(&hash);
}

// carries what is made, unless all is as it was last time
static void carry_anew(hy_context *context, hy_channel channel, uint64_t ports)
{
    hy_soundscape *sounds = context->sounds;
    uint64_t causes = 0;
    if (sounds->is_made[channel]) {
        hy_measure_earshot(context, channel, measure_sources(context, channel), ports);
        causes = hash_of_causes(context, channel, ports);
    }
    if (causes == sounds->carried[channel]) {
        return;
    }
    sounds->carried[channel] = causes;
    clear_arrivals(context, channel);
    if (sounds->is_made[channel]) {
        carry(context, channel);
    }
}

static void add_crowds(hy_context *context)
{
    hy_soundscape *sounds = context->sounds;
    const hy_spec_senses *senses = &context->model->senses;
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        if (sounds->living[room] >= senses->crowd_count) {
            sounds->ambient[room] = hy_max(sounds->ambient[room], senses->ambient_crowd_db);
        }
    }
}

static void measure_thresholds(hy_context *context)
{
    const hy_model *model = context->model;
    hy_soundscape *sounds = context->sounds;
    for (uint32_t room = 0; room < model->room_count; room++) {
        const bool is_as_before = room > 0 && sounds->ambient[room] == sounds->ambient[room - 1];
        sounds->audible[room] = is_as_before ? sounds->audible[room - 1] : hy_intensity_of(sounds->ambient[room] + model->senses.margin_db);
    }
    for (uint32_t stage = 0; stage < model->stage_count; stage++) {
        sounds->ears[stage] = hy_intensity_of(-model->stages[stage].spec.hearing_gain_db);
    }
}

// ------------------------------------------------------------------------------------------------------- what arrives

static void take_louder(hy_sound *best, const hy_sound *sound, float intensity)
{
    if (intensity > best->intensity) {
        *best = *sound;
        best->intensity = intensity;
    }
}

// the next entry over which something louder than the walk's intensity has come
static uint32_t next_louder(const hy_soundscape *sounds, hy_channel channel, entry_walk *walk)
{
    const float *intensities = sounds->arriving_intensity[channel];
    while (walk->mask == 0) {
        if (walk->next >= walk->end) {
            return HY_NONE;
        }
        walk->first = walk->next;
        walk->next += HY_LANES;
        const hy_lane_bits is_louder = hy_lanes_load(intensities + walk->first) > hy_lanes_of(walk->intensity);
        walk->mask = hy_lanes_mask(is_louder) & hy_lanes_first(walk->end - walk->first);
    }
    return pop_entry(walk);
}

static bool is_made_by(const hy_sound *made, uint32_t person)
{
    return made->person == person && person != HY_NONE;
}

hy_sound hy_loudest_at(const hy_context *context, hy_channel channel, uint32_t room_index, hy_vec2 ear, uint32_t except,
                       float threshold)
{
    const hy_model *model = context->model;
    const hy_soundscape *sounds = context->sounds;
    const hy_sound *made = sounds->made[channel];
    const hy_room *room = &model->rooms[room_index];
    hy_sound best = {.intensity = threshold, .person = HY_NONE, .place = HY_NONE, .room = HY_NONE, .patch = HY_NONE};
    const uint32_t patches_end = room->first_patch + room->patch_columns * room->patch_rows;
    for (uint32_t patch = room->first_patch; patch < patches_end; patch++) {
        if (made[patch].source > best.intensity && !is_made_by(&made[patch], except)) {
            const float way_m = made[patch].way_m + hy_distance(ear, hy_vec(made[patch].x, made[patch].y));
            take_louder(&best, &made[patch], made[patch].source * fade(room, made[patch].way_m, way_m));
        }
    }
    entry_walk links = walk_links(room, best.intensity);
    for (uint32_t entry = next_louder(sounds, channel, &links); entry != HY_NONE; entry = next_louder(sounds, channel, &links)) {
        const hy_sound *arriving = &sounds->arriving[channel][entry];
        if (!is_made_by(&made[arriving->patch], except)) {
            const hy_opening *opening = &model->openings[model->links[entry]];
            const float way_m = arriving->way_m + hy_distance(hy_nearest_on_segment(opening->from, opening->to, ear), ear);
            take_louder(&best, arriving, arriving->intensity * fade(room, arriving->way_m, way_m));
            links.intensity = best.intensity;
        }
    }
    entry_walk contacts = walk_contacts(model, room, best.intensity);
    for (uint32_t entry = next_louder(sounds, channel, &contacts); entry != HY_NONE; entry = next_louder(sounds, channel, &contacts)) {
        const hy_sound *arriving = &sounds->arriving[channel][entry];
        if (!is_made_by(&made[arriving->patch], except)) {
            const float way_m = arriving->way_m + hy_distance(hy_vec(arriving->from_x, arriving->from_y), ear);
            take_louder(&best, arriving, arriving->intensity * fade(room, arriving->way_m, way_m));
            contacts.intensity = best.intensity;
        }
    }
    if (best.patch != HY_NONE) {
        const hy_sound *source = &made[best.patch];
        best.person = source->person;
        best.place = source->place;
        best.x = source->x;
        best.y = source->y;
    }
    return best;
}

// ------------------------------------------------------------------------------------------------------------ the whole

static void prepare_entry(hy_soundscape *sounds, uint32_t entry, uint32_t room, uint32_t port, uint32_t beyond)
{
    sounds->room_of_entry[entry] = room;
    sounds->port_of_entry[entry] = port;
    sounds->beyond[entry] = beyond;
}

// where a side of a contact stands among those of its room
static uint32_t place_of_side(const hy_model *model, uint32_t side)
{
    uint32_t place = model->rooms[model->contacts[side / 2].rooms[side % 2]].first_contact;
    while (model->room_contacts[place] != side) {
        place++;
    }
    return place;
}

void hy_sounds_prepare(hy_soundscape *sounds, const hy_model *model)
{
    for (uint32_t room_index = 0; room_index < model->room_count; room_index++) {
        const hy_room *room = &model->rooms[room_index];
        for (uint32_t link = room->first_link; link < room->first_link + room->link_count; link++) {
            const hy_opening *opening = &model->openings[model->links[link]];
            const uint32_t other = hy_other_room(opening, room_index);
            prepare_entry(sounds, link, room_index, model->links[link],
                          other == HY_NONE ? HY_NONE : model->rooms[other].first_link + hy_rank_in(opening, other));
        }
    }
    for (uint32_t room_index = 0; room_index < model->room_count; room_index++) {
        const hy_room *room = &model->rooms[room_index];
        for (uint32_t i = room->first_contact; i < room->first_contact + room->contact_count; i++) {
            const uint32_t side = model->room_contacts[i];
            prepare_entry(sounds, model->link_count + i, room_index, model->opening_count + side / 2,
                          model->link_count + place_of_side(model, side ^ 1));
        }
    }
}

void hy_make_soundscape(hy_context *context)
{
    const hy_model *model = context->model;
    const hy_soundscape *sounds = context->sounds;
    clear_sources(context);
    hy_measure_background(context, sounds->ambient);
    collect_people(context);
    collect_devices(context);
    collect_noises(context);
    add_crowds(context);
    measure_thresholds(context);
    hy_find_finest_ears(context);
    measure_ports(context);
    const uint64_t ports = hy_hash64(sounds->passing, (model->opening_count + model->contact_count) * sizeof *sounds->passing, 0);
    for (hy_channel channel = 0; channel < HY_CHANNEL_COUNT; channel++) {
        carry_anew(context, channel, ports);
    }
}
