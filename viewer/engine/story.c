// A record of the page's history, as much of one as sentences ask for, and the sentences.
#include "story.h"

#include "memory.h"

#include "hyosan/host.h"
#include "report/phrases.h"
#include "report/story.h"

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

static void add_people(hy_record *record, const hy_model *model, const hy_sim *sim, hy_arena *arena)
{
    hy_record_group *groups = HY_ARENA_ARRAY(arena, hy_record_group, model->group_count);
    for (uint32_t i = 0; groups && i < model->group_count; i++) {
        const hy_group *group = &model->groups[i];
        groups[i] = (hy_record_group){group->name, group->role, group->first_person, group->person_count};
    }
    hy_record_person *persons = HY_ARENA_ARRAY(arena, hy_record_person, model->person_count);
    for (uint32_t i = 0; persons && i < model->person_count; i++) {
        const hy_person *person = &model->people[i];
        const hy_person_view view = hy_sim_person(sim, i);
        persons[i] = (hy_record_person){.name = person->name,
                                        .is_named = person->name[0] != '\0',
                                        .group = person->group,
                                        .role = view.role,
                                        .cell = view.is_present ? (uint32_t)view.cell : HY_CELL_ESCAPED,
                                        .stage = view.stage,
                                        .room = view.room,
                                        .infected_by = view.infected_by,
                                        .stopped_by = view.stopped_by,
                                        .belief_event = view.belief_event,
                                        .infection_event = view.infection_event,
                                        .turning_event = view.turning_event,
                                        .fate_event = view.fate_event};
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

// ---- the sentences as JSON

static void put_text(hy_text *out, const char *chars)
{
    hy_text_add(out, "\"");
    for (const char *c = chars; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') {
            hy_text_add_char(out, '\\');
        }
        // a line end in a note is a blank
        hy_text_add_char(out, (unsigned char)*c < 0x20 ? ' ' : *c);
    }
    hy_text_add(out, "\"");
}

static void put_numbers(hy_text *out, const uint32_t *numbers, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        hy_text_add(out, i > 0 ? "," : "");
        hy_text_add_uint(out, numbers[i]);
    }
}

static void put_items(const hy_record *record, const hy_item *items, uint32_t count, hy_arena *arena, hy_text *out)
{
    uint8_t *is_known = HY_ARENA_ARRAY(arena, uint8_t, record->person_count);
    hy_text_add(out, "{\"items\":[");
    for (uint32_t i = 0; is_known && i < count; i++) {
        char storage[HY_PHRASE_SIZE];
        hy_text sentence;
        hy_text_init(&sentence, storage, sizeof storage);
        hy_item_sentence(record, &items[i], is_known, &sentence);
        hy_text_add(out, i > 0 ? ",[" : "[");
        put_numbers(out, (uint32_t[]){record->events[items[i].first].tick, items[i].first}, 2);
        hy_text_add(out, ",");
        put_text(out, sentence.chars);
        hy_text_add(out, "]");
    }
    hy_text_add(out, "]");
}

// [tick, event, sentence, people], null where nothing hangs on any event
static void put_twist(const hy_record *record, const hy_episode *episode, hy_text *out)
{
    if (episode->twist == HY_NONE) {
        hy_text_add(out, "null");
        return;
    }
    char storage[HY_PHRASE_SIZE];
    hy_text sentence;
    hy_text_init(&sentence, storage, sizeof storage);
    hy_text_add_event(&sentence, record, &record->events[episode->twist]);
    hy_text_add(out, "[");
    put_numbers(out, (uint32_t[]){record->events[episode->twist].tick, episode->twist}, 2);
    hy_text_add(out, ",");
    put_text(out, sentence.chars);
    hy_text_add(out, ",");
    hy_text_add_number(out, episode->twist_people, 2);
    hy_text_add(out, "]");
}

static void put_episodes(const hy_record *record, const hy_story *story, hy_text *out)
{
    hy_text_add(out, ",\"episodes\":[");
    for (uint32_t i = 0; i < story->episode_count; i++) {
        const hy_episode *episode = &story->episodes[i];
        hy_text_add(out, i > 0 ? ",{\"title\":" : "{\"title\":");
        put_text(out, episode->title);
        hy_text_add(out, ",\"range\":[");
        put_numbers(out, (uint32_t[]){episode->begin_tick, episode->end_tick, episode->first_item, episode->item_count}, 4);
        hy_text_add(out, "],\"twist\":");
        put_twist(record, episode, out);
        hy_text_add(out, "}");
    }
    hy_text_add(out, "]");
}

// lines of the ledger: [deed, 1 for harm, 1 for knowing, doer, whom, act, effect]
static void put_deeds(const hy_ledger *ledger, hy_text *out)
{
    hy_text_add(out, ",\"deedTexts\":[");
    for (uint32_t i = 0; i < HY_DEED_COUNT; i++) {
        hy_text_add(out, i > 0 ? "," : "");
        put_text(out, hy_deed_text((hy_deed_kind)i));
    }
    hy_text_add(out, "],\"deeds\":[");
    for (uint32_t i = 0; i < ledger->deed_count; i++) {
        const hy_deed *deed = &ledger->deeds[i];
        hy_text_add(out, i > 0 ? ",[" : "[");
        put_numbers(out, (uint32_t[]){deed->kind, deed->is_harm, deed->is_knowing, deed->doer, deed->whom, deed->act_event,
                                      deed->effect_event}, 7);
        hy_text_add(out, "]");
    }
    hy_text_add(out, "]");
}

static void tell_all(const hy_record *record, hy_arena *arena, hy_text *text)
{
    hy_story story;
    if (hy_story_find(record, &story) == HY_OK) {
        put_items(record, story.items, story.item_count, arena, text);
        put_episodes(record, &story, text);
        put_deeds(&story.ledger, text);
        hy_text_add(text, "}");
        hy_story_clear(&story);
    } else {
        hy_text_add(text, "{\"items\":[]}");
    }
}

static void tell_so_far(const hy_record *record, hy_arena *arena, hy_text *text)
{
    uint32_t count = 0;
    const hy_item *items = hy_items_of_record(record, arena, &count);
    put_items(record, items, count, arena, text);
    hy_text_add(text, "}");
}

// ---- what the sources of the chronicle ask of a host

// as the store gives it: exact to a millisecond
double hy_record_clock_s(const hy_record *record, uint32_t tick)
{
    return record->start_s + (double)(int64_t)(tick * record->step_s * 1e3 + 0.5) / 1e3;
}

hy_allocator hy_host_allocator(void)
{
    return hy_engine_allocator();
}

// ---- all of it

void hy_story_write(const hy_model *model, const hy_sim *sim, uint64_t seed, const hy_event *events, uint32_t event_count,
                    hy_text *text)
{
    hy_arena arena;
    hy_arena_init(&arena, hy_engine_allocator(), CHUNK_BYTES);
    hy_record record = {.title = model->title,
                        .seed = seed,
                        .start_s = model->start_s,
                        .step_s = (double)model->step_s,
                        .last_tick = hy_sim_tick(sim),
                        .end_tick = hy_sim_end_tick(sim),
                        .is_complete = hy_sim_tick(sim) == hy_sim_end_tick(sim),
                        .events = events,
                        .event_count = event_count};
    add_rooms(&record, model, &arena);
    add_openings(&record, model, &arena);
    add_people(&record, model, sim, &arena);
    add_stages(&record, model, &arena);
    add_incidents(&record, model, &arena);
    if (arena.has_failed) {
        hy_text_add(text, "{\"items\":[]}");
    } else if (record.is_complete) {
        tell_all(&record, &arena, text);
    } else {
        tell_so_far(&record, &arena, text);
    }
    hy_arena_clear(&arena);
}
