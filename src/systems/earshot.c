// How faint a sound may be in each room and still be heard by somebody, there or behind: fainter ones need not be carried on.
// See docs/model/hearing.md.
#include "base/hash.h"
#include "systems/system.h"

void hy_find_finest_ears(hy_context *context)
{
    hy_soundscape *sounds = context->sounds;
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        sounds->finest_db[0][room] = sounds->finest_db[1][room] = -HY_INFINITY;
    }
    for (uint32_t person = 0; person < context->state->person_count; person++) {
        if (context->occupancy->cell_of[person] == HY_NONE) {
            continue;
        }
        const hy_spec_stage *stage = hy_stage_of(context->model, context->state, person);
        const uint32_t room = context->state->person_room[person];
        sounds->finest_db[0][room] = hy_max(sounds->finest_db[0][room], stage->hearing_gain_db);
        if (hy_listens_to(stage, HY_CHANNEL_STANDING)) {
            sounds->finest_db[1][room] = hy_max(sounds->finest_db[1][room], stage->hearing_gain_db);
        }
    }
}

// what is heard in a room may come in over an entry from the room before it
static void ask_before(hy_soundscape *sounds, hy_channel channel, uint32_t entry, float loudest)
{
    const uint32_t other = sounds->beyond[entry];
    if (other == HY_NONE) {
        return;
    }
    float *least = sounds->least[channel];
    const uint32_t room = sounds->room_of_entry[entry], before = sounds->room_of_entry[other];
    const float needed = least[room] / hy_max(sounds->passing[sounds->port_of_entry[entry]], 1e-30f);
    if (needed >= least[before] || needed > loudest) {
        return;
    }
    least[before] = needed;
    if (!sounds->is_asked[before]) {
        sounds->is_asked[before] = 1;
        sounds->asked[sounds->asked_end] = before;
        sounds->asked_end = sounds->asked_end + 1 < sounds->asked_size ? sounds->asked_end + 1 : 0;
    }
}

// Ways only make a sound fainter, so that what openings, walls and floors let through bounds what arrives. From the ears outward
// until no room needs to hear anything fainter.
static void ask_around(const hy_context *context, hy_channel channel, float loudest)
{
    const hy_model *model = context->model;
    hy_soundscape *sounds = context->sounds;
    for (uint32_t next = 0; next != sounds->asked_end; next = next + 1 < sounds->asked_size ? next + 1 : 0) {
        const uint32_t index = sounds->asked[next];
        const hy_room *room = &model->rooms[index];
        sounds->is_asked[index] = 0;
        for (uint32_t link = room->first_link; link < room->first_link + room->link_count; link++) {
            ask_before(sounds, channel, link, loudest);
        }
        for (uint32_t i = 0; i < room->contact_count; i++) {
            ask_before(sounds, channel, model->link_count + room->first_contact + i, loudest);
        }
    }
}

// the quietest room and the finest ear, wherever it is
static void hear_everywhere(const hy_context *context, hy_channel channel, const float *finest_db)
{
    const hy_model *model = context->model;
    hy_soundscape *sounds = context->sounds;
    float finest = -60, quietest_db = HY_INFINITY;
    for (uint32_t room = 0; room < model->room_count; room++) {
        finest = hy_max(finest, finest_db[room]);
        quietest_db = hy_min(quietest_db, sounds->ambient[room]);
    }
    sounds->silence[channel] = hy_intensity_of(quietest_db + model->senses.margin_db - finest);
    for (uint32_t room = 0; room < model->room_count; room++) {
        sounds->least[channel][room] = sounds->silence[channel];
    }
}

static void hear_where_they_are(const hy_context *context, hy_channel channel, float loudest, const float *finest_db)
{
    const hy_model *model = context->model;
    hy_soundscape *sounds = context->sounds;
    float *least = sounds->least[channel];
    sounds->asked_end = 0;
    sounds->silence[channel] = HY_INFINITY;
    for (uint32_t room = 0; room < model->room_count; room++) {
        const bool has_ears = finest_db[room] > -HY_INFINITY;
        least[room] = has_ears ? hy_intensity_of(sounds->ambient[room] + model->senses.margin_db - finest_db[room]) : HY_INFINITY;
        sounds->silence[channel] = hy_min(sounds->silence[channel], least[room]);
        sounds->is_asked[room] = has_ears;
        if (has_ears) {
            sounds->asked[sounds->asked_end++] = room;
        }
    }
    ask_around(context, channel, loudest);
}

// all that the least follows from, but for the plan
static uint64_t hash_of_causes(const hy_context *context, float loudest, uint64_t ports, const float *finest_db)
{
    const hy_soundscape *sounds = context->sounds;
    hy_hash hash;
    hy_hash_init(&hash, ports);
    hy_hash_add(&hash, finest_db, context->model->room_count * sizeof *finest_db);
    hy_hash_add(&hash, sounds->ambient, context->model->room_count * sizeof *sounds->ambient);
    hy_hash_add(&hash, &loudest, sizeof loudest);
    return hy_hash_finish(&hash);
}

void hy_measure_earshot(hy_context *context, hy_channel channel, float loudest, uint64_t ports)
{
    hy_soundscape *sounds = context->sounds;
    const float *finest_db = sounds->finest_db[hy_is_of_hunters(channel) ? 1 : 0];
    const uint64_t causes = hash_of_causes(context, loudest, ports, finest_db);
    if (causes == sounds->asked_for[channel]) {
        return;
    }
    sounds->asked_for[channel] = causes;
    if (channel == HY_CHANNEL_DEVICES) {
        // how far a device carries is told whether or not somebody is there
        hear_everywhere(context, channel, finest_db);
    } else {
        hear_where_they_are(context, channel, loudest, finest_db);
    }
}
