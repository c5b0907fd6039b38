// A record of the page's history, as much of one as sentences ask for, and the sentences.
#include "story.h"

#include "memory.h"

#include "report/chronicle.h"
#include "report/phrases.h"

enum { CHUNK_BYTES = 1 << 18 };

static void add_rooms(hy_record *record, const hy_model *model, hy_arena *arena)
{
    hy_record_room *rooms = HY_ARENA_ARRAY(arena, hy_record_room, model->room_count);
    for (uint32_t i = 0; rooms && i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        rooms[i] = (hy_record_room){.name = room->name,
                                    .use = hy_room_use_word(room->use),
                                    .level = room->level,
                                    .is_outdoor = room->is_outdoor,
                                    .is_stair = room->is_stair,
                                    .is_void = room->is_void};
    }
    record->rooms = rooms;
    record->room_count = model->room_count;
}

static void add_openings(hy_record *record, const hy_model *model, hy_arena *arena)
{
    hy_record_opening *openings = HY_ARENA_ARRAY(arena, hy_record_opening, model->opening_count);
    for (uint32_t i = 0; openings && i < model->opening_count; i++) {
        const hy_opening *opening = &model->openings[i];
        openings[i] = (hy_record_opening){.name = opening->name,
                                          .kind = hy_opening_kind_word(opening->kind),
                                          .rooms = {opening->rooms[0], opening->rooms[1]},
                                          .is_passable = opening->is_passable,
                                          .is_glazed = opening->is_glazed};
    }
    record->openings = openings;
    record->opening_count = model->opening_count;
}

static void add_people(hy_record *record, const hy_model *model, hy_arena *arena)
{
    hy_record_group *groups = HY_ARENA_ARRAY(arena, hy_record_group, model->group_count);
    for (uint32_t i = 0; groups && i < model->group_count; i++) {
        const hy_group *group = &model->groups[i];
        groups[i] = (hy_record_group){group->name, group->role, group->first_person, group->person_count};
    }
    hy_record_person *persons = HY_ARENA_ARRAY(arena, hy_record_person, model->person_count);
    for (uint32_t i = 0; persons && i < model->person_count; i++) {
        const hy_person *person = &model->people[i];
        persons[i] = (hy_record_person){.name = person->name,
                                        .is_named = person->name[0] != '\0',
                                        .group = person->group,
                                        .role = model->groups[person->group].role,
                                        .infected_by = HY_NONE,
                                        .stopped_by = HY_NONE,
                                        .belief_event = HY_NONE,
                                        .infection_event = HY_NONE,
                                        .turning_event = HY_NONE,
                                        .fate_event = HY_NONE};
    }
    record->groups = groups;
    record->group_count = model->group_count;
    record->persons = persons;
    record->person_count = model->person_count;
}

static void add_stages(hy_record *record, const hy_model *model, hy_arena *arena)
{
    hy_record_stage *stages = HY_ARENA_ARRAY(arena, hy_record_stage, model->stage_count);
    for (uint32_t i = 0; stages && i < model->stage_count; i++) {
        stages[i] = (hy_record_stage){model->stages[i].name, model->stages[i].spec.counts_as};
    }
    record->stages = stages;
    record->stage_count = model->stage_count;
}

static void add_incidents(hy_record *record, const hy_model *model, hy_arena *arena)
{
    hy_record_incident *incidents = HY_ARENA_ARRAY(arena, hy_record_incident, model->incident_count);
    for (uint32_t i = 0; incidents && i < model->incident_count; i++) {
        const hy_incident *incident = &model->incidents[i];
        incidents[i] = (hy_record_incident){incident->at_s, incident->kind, incident->who, incident->note ? incident->note : ""};
    }
    record->incidents = incidents;
    record->incident_count = model->incident_count;
}

static void add_sentence(const hy_record *record, const hy_item *item, uint8_t *is_known, hy_text *out)
{
    char storage[HY_PHRASE_SIZE];
    hy_text sentence;
    hy_text_init(&sentence, storage, sizeof storage);
    hy_item_sentence(record, item, is_known, &sentence);
    hy_text_add(out, "[");
    hy_text_add_uint(out, record->events[item->first].tick);
    hy_text_add(out, ",");
    hy_text_add_uint(out, item->first);
    hy_text_add(out, ",\"");
    for (const char *c = sentence.chars; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') {
            hy_text_add_char(out, '\\');
        }
        // a line end in a note is a blank
        hy_text_add_char(out, (unsigned char)*c < 0x20 ? ' ' : *c);
    }
    hy_text_add(out, "\"]");
}

static void tell(const hy_record *record, hy_arena *arena, hy_text *text)
{
    uint32_t count = 0;
    const hy_item *items = hy_items_of_record(record, arena, &count);
    uint8_t *is_known = HY_ARENA_ARRAY(arena, uint8_t, record->person_count);
    for (uint32_t i = 0; is_known && i < count; i++) {
        hy_text_add(text, i > 0 ? "," : "");
        add_sentence(record, &items[i], is_known, text);
    }
}

// as the store gives it: exact to a millisecond
double hy_record_clock_s(const hy_record *record, uint32_t tick)
{
    return record->start_s + (double)(int64_t)(tick * record->step_s * 1e3 + 0.5) / 1e3;
}

void hy_story_write(const hy_model *model, uint64_t seed, const hy_event *events, uint32_t event_count, hy_text *text)
{
    hy_arena arena;
    hy_arena_init(&arena, hy_engine_allocator(), CHUNK_BYTES);
    hy_record record = {.title = model->title,
                        .seed = seed,
                        .start_s = model->start_s,
                        .step_s = (double)model->step_s,
                        .events = events,
                        .event_count = event_count};
    add_rooms(&record, model, &arena);
    add_openings(&record, model, &arena);
    add_people(&record, model, &arena);
    add_stages(&record, model, &arena);
    add_incidents(&record, model, &arena);
    hy_text_add(text, "[");
    if (!arena.has_failed) {
        tell(&record, &arena, text);
    }
    hy_text_add(text, "]");
    hy_arena_clear(&arena);
}
