// Sounds that devices and people can make, what sets them off, and the background noise.
#include "model/builder.h"

// a place belongs to these circuits at most
enum { CIRCUIT_LIMIT = 32 };

// name of the circuit and of the sound that every scenario has
static const char ALARM[] = "alarm";

// ------------------------------------------------------------------------------------------------------------ circuits

static uint32_t circuit_named(const hy_growing *circuits, const char *name)
{
    for (uint32_t i = 0; i < circuits->count; i++) {
        if (hy_text_equal(((const char *const *)circuits->items)[i], name)) {
            return i;
        }
    }
    return HY_NONE;
}

static void add_circuit(hy_builder *builder, const char *name)
{
    const char **circuit = HY_GROW(builder, &builder->circuits, const char *);
    if (circuit) {
        *circuit = name;
    }
}

uint32_t hy_circuit_of(hy_builder *builder, const char *name, hy_mark mark)
{
    if (builder->circuits.count == 0) {
        add_circuit(builder, ALARM);
    }
    if (!name || !name[0]) {
        return HY_NONE;
    }
    const uint32_t known = circuit_named(&builder->circuits, name);
    if (known != HY_NONE) {
        return known;
    }
    if (builder->circuits.count == CIRCUIT_LIMIT) {
        hy_problem(builder, mark, "plan", "circuit \"", name, "\" is one too many; a plan has at most 32", NULL);
        return HY_NONE;
    }
    add_circuit(builder, name);
    return builder->circuits.count - 1;
}

// -------------------------------------------------------------------------------------------------------------- sounds

static uint32_t sound_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->sound_count; i++) {
        if (hy_text_equal(model->sounds[i].name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

uint32_t hy_sound_or_problem(hy_builder *builder, const char *name, hy_mark mark, const char *path)
{
    const uint32_t sound = sound_named(builder->model, name);
    if (sound == HY_NONE) {
        hy_problem(builder, mark, path, "there is no sound \"", name, "\"; give the name of one of the scenario's sounds:", NULL);
    }
    return sound;
}

static float at_1m_db(const hy_spec_sound *spec)
{
    return spec->level_db + 20 * hy_log10(spec->at_m);
}

static void build_alarm(hy_model *model)
{
    hy_spec_sound spec = hy_spec_sound_default();
    spec.name = ALARM;
    spec.level_db = model->senses.alarm_db;
    spec.lasts_s = model->senses.alarm_s;
    spec.warns = true;
    model->sounds[0] = (hy_sound_kind){.name = ALARM, .spec = spec, .at_1m_db = at_1m_db(&spec), .then = HY_NONE};
    model->sound_count = 1;
}

// a sound called alarm takes the place of the one that is always there
static void build_kinds(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    model->sounds = HY_ARENA_ARRAY(builder->arena, hy_sound_kind, scenario->sounds_count + 1);
    if (!model->sounds) {
        return;
    }
    build_alarm(model);
    for (uint32_t i = 0; i < scenario->sounds_count; i++) {
        const hy_spec_sound *spec = &scenario->sounds[i];
        const bool is_alarm = hy_text_equal(spec->name, ALARM);
        if (!is_alarm && sound_named(model, spec->name) != HY_NONE) {
            hy_problem(builder, spec->mark, "sounds", "two sounds are called \"", spec->name, "\"; names must differ", NULL);
            continue;
        }
        model->sounds[is_alarm ? 0 : model->sound_count++] =
            (hy_sound_kind){.name = spec->name, .spec = *spec, .at_1m_db = at_1m_db(spec), .then = HY_NONE};
    }
    for (uint32_t i = 0; i < model->sound_count; i++) {
        const hy_spec_sound *spec = &model->sounds[i].spec;
        if (spec->then && spec->then[0]) {
            model->sounds[i].then = hy_sound_or_problem(builder, spec->then, HY_FIELD_MARK(spec, sound, then), "sounds");
        }
    }
}

// ------------------------------------------------------------------------------------------------------------- devices

static void build_device(hy_builder *builder, hy_place *place, const hy_spec_place *spec, bool has_own_sounds)
{
    for (uint32_t i = 0; i < spec->circuits_count; i++) {
        const uint32_t circuit = hy_circuit_of(builder, spec->circuits[i], HY_FIELD_MARK(spec, place, circuits));
        place->circuits |= circuit == HY_NONE ? 0 : 1u << circuit;
    }
    place->by_hand = spec->by_hand;
    place->smoke_per_m = spec->smoke_per_m;
    // where a scenario tells of no sounds of its own, devices that need one are of no use
    if (spec->sound && spec->sound[0]) {
        place->sound = has_own_sounds ? hy_sound_or_problem(builder, spec->sound, HY_FIELD_MARK(spec, place, sound), "places")
                                      : sound_named(builder->model, spec->sound);
    }
    if (place->sound != HY_NONE) {
        place->starts = hy_circuit_of(builder, spec->starts, HY_FIELD_MARK(spec, place, starts));
    }
    if (!(spec->starts && spec->starts[0]) != !(spec->sound && spec->sound[0])) {
        hy_problem(builder, spec->mark, "places", "a device that can be used needs both starts: and sound:", NULL);
    }
    if (place->kind == HY_place_kind_speaker && spec->circuits_count == 0) {
        place->circuits = UINT32_MAX;
    }
}

static void build_devices(hy_builder *builder, bool has_own_sounds)
{
    hy_model *model = builder->model;
    model->devices = HY_ARENA_ARRAY(builder->arena, uint32_t, model->place_count + 1);
    for (uint32_t i = 0; model->devices && i < model->place_count; i++) {
        const hy_spec_place *spec = *HY_ITEM(builder->place_spec_list, const hy_spec_place *, i);
        hy_place *place = &model->places[i];
        const bool sounds = place->kind == HY_place_kind_speaker || place->kind == HY_place_kind_device;
        if (sounds) {
            build_device(builder, place, spec, has_own_sounds);
            model->devices[model->device_count++] = i;
        } else if (spec->circuits_count > 0 || (spec->starts && spec->starts[0]) || spec->by_hand) {
            hy_problem(builder, spec->mark, "places", "only a speaker or a device has circuits:, starts: and by_hand:", NULL);
        }
    }
    model->circuits = builder->circuits.items;
    model->circuit_count = builder->circuits.count;
}

// what the systems need not look for where there is none
static void find_uses(hy_model *model)
{
    for (uint32_t i = 0; i < model->device_count; i++) {
        model->has_switches |= model->places[model->devices[i]].by_hand;
    }
    for (uint32_t i = 0; i < model->sound_count; i++) {
        model->has_flares |= model->sounds[i].spec.light_m > 0;
    }
    for (uint32_t i = 0; i < model->stage_count; i++) {
        model->has_smell |= model->stages[i].spec.smell_m > 0;
        model->has_flesh |= model->stages[i].spec.flesh_eases > 0;
    }
}

// -------------------------------------------------------------------------------------------------------------- noises

static bool is_named_by(const hy_room *room, const char *word)
{
    return hy_text_equal(word, "all") || hy_text_equal(word, room->is_outdoor ? "outdoor" : "indoor") ||
           hy_text_equal(word, room->name) || (hy_text_equal(word, hy_room_use_word(room->use)) && !room->is_stair);
}

static void build_noise(hy_builder *builder, hy_growing *rooms, const hy_spec_noise *spec, hy_noise *noise)
{
    const hy_model *model = builder->model;
    *noise = (hy_noise){.spec = *spec, .first_room = rooms->count};
    noise->spec.where = NULL;
    for (uint32_t word = 0; word < spec->where_count; word++) {
        const uint32_t before = rooms->count;
        for (uint32_t room = 0; room < model->room_count; room++) {
            if (is_named_by(&model->rooms[room], spec->where[word])) {
                uint32_t *kept = HY_GROW(builder, rooms, uint32_t);
                if (!kept) {
                    return;
                }
                *kept = room;
            }
        }
        const bool is_word = hy_text_equal(spec->where[word], "indoor") || hy_text_equal(spec->where[word], "outdoor");
        if (rooms->count == before && !is_word) {
            hy_problem(builder, HY_FIELD_MARK(spec, noise, where), "noises", "the plan has no room \"", spec->where[word],
                       "\"; give rooms, uses of rooms, indoor, outdoor or all", NULL);
        }
    }
    noise->room_count = rooms->count - noise->first_room;
}

static void build_noises(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    hy_growing rooms = {0};
    model->noises = HY_ARENA_ARRAY(builder->arena, hy_noise, scenario->noises_count + 1);
    for (uint32_t i = 0; model->noises && i < scenario->noises_count; i++) {
        build_noise(builder, &rooms, &scenario->noises[i], &model->noises[i]);
    }
    model->noise_count = scenario->noises_count;
    model->noise_rooms = rooms.items;
}

void hy_build_sounds(hy_builder *builder, const hy_spec_scenario *scenario)
{
    (void)hy_circuit_of(builder, ALARM, scenario->mark);
    build_kinds(builder, scenario);
    if (builder->model->sounds) {
        build_devices(builder, scenario->sounds_count > 0);
        find_uses(builder->model);
        build_noises(builder, scenario);
    }
}

// ----------------------------------------------------------------------------------------------------------- incidents

// all places of a name, or all that can sound in a room of that name
static bool is_place_meant(const hy_model *model, const hy_place *place, const char *where)
{
    return hy_text_equal(place->name, where) || hy_text_equal(model->rooms[place->room].name, where);
}

void hy_resolve_sound(hy_builder *builder, const hy_spec_incident *spec, hy_incident *incident)
{
    hy_model *model = builder->model;
    if (spec->kind == HY_incident_kind_sound) {
        incident->sound = hy_sound_or_problem(builder, spec->with, HY_FIELD_MARK(spec, incident, with), "incidents");
    }
    if (incident->who != HY_NONE) {
        return;
    }
    incident->circuit = circuit_named(&builder->circuits, spec->where);
    uint32_t *places = HY_ARENA_ARRAY(builder->arena, uint32_t, model->device_count + 1);
    incident->places = places;
    for (uint32_t i = 0; places && i < model->device_count; i++) {
        const hy_place *place = &model->places[model->devices[i]];
        const bool is_meant = incident->circuit == HY_NONE ? is_place_meant(model, place, spec->where)
                                                           : (place->circuits >> incident->circuit & 1) != 0;
        if (is_meant) {
            places[incident->place_count++] = model->devices[i];
        }
    }
    if (incident->place_count == 0) {
        hy_problem(builder, HY_FIELD_MARK(spec, incident, where), "incidents", "nothing can sound at \"", spec->where,
                   "\"; give a circuit, the name of a speaker or device of the plan, or a room that has one", NULL);
    }
}
