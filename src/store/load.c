// Reading the tables of a .hyo file into arrays. Nothing in the file is trusted: every index is checked.
#include "store/reader.h"

#include "store/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct table_loader {
    struct hy_record_file *file;
    sqlite3_stmt *row;
    uint32_t index;    // of the row that is read
    bool has_failed;   // SQLite failed
    bool is_damaged;   // a value cannot be
    const char *table; // where
} table_loader;

typedef void row_reader(table_loader *loader, void *item);

// ---- values of the row

static const char *text_at(table_loader *loader, int column)
{
    const unsigned char *text = sqlite3_column_text(loader->row, column);
    const char *chars = text != NULL ? (const char *)text : "";
    const char *copy = hy_arena_copy_text(&loader->file->arena, chars, strlen(chars));
    return copy != NULL ? copy : "";
}

static float real_at(const table_loader *loader, int column)
{
    return (float)sqlite3_column_double(loader->row, column);
}

static hy_vec2 point_at(const table_loader *loader, int column)
{
    return (hy_vec2){.x = real_at(loader, column), .y = real_at(loader, column + 1)};
}

static bool flag_at(const table_loader *loader, int column)
{
    return sqlite3_column_int(loader->row, column) != 0;
}

// a number below `limit`
static uint32_t number_at(table_loader *loader, int column, uint32_t limit)
{
    const int64_t value = sqlite3_column_int64(loader->row, column);
    if (value < 0 || value >= limit) {
        loader->is_damaged = true;
        return 0;
    }
    return (uint32_t)value;
}

// the same, with HY_NONE for NULL
static uint32_t index_at(table_loader *loader, int column, uint32_t limit)
{
    return sqlite3_column_type(loader->row, column) == SQLITE_NULL ? HY_NONE : number_at(loader, column, limit);
}

typedef const char *word_of(uint32_t value);

// the value below `count` that has this word
static uint32_t word_at(table_loader *loader, int column, word_of *word, uint32_t count)
{
    const unsigned char *text = sqlite3_column_text(loader->row, column);
    for (uint32_t i = 0; text != NULL && i < count; i++) {
        if (strcmp((const char *)text, word(i)) == 0) {
            return i;
        }
    }
    loader->is_damaged = true;
    return 0;
}

static const char *role_word(uint32_t value)
{
    return hy_role_word((hy_role)value);
}

// ---- tables

static bool prepare(table_loader *loader, const char *sql)
{
    if (sqlite3_prepare_v2(loader->file->database, sql, -1, &loader->row, NULL) == SQLITE_OK) {
        return true;
    }
    loader->has_failed = true;
    return false;
}

static uint32_t count_rows(table_loader *loader, const char *table)
{
    char sql[128];
    uint32_t count = 0;
    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM %s", table);
    if (prepare(loader, sql)) {
        if (sqlite3_step(loader->row) == SQLITE_ROW) {
            count = (uint32_t)sqlite3_column_int64(loader->row, 0);
        } else {
            loader->has_failed = true;
        }
    }
    sqlite3_finalize(loader->row);
    loader->row = NULL;
    return count;
}

// All rows of `table`, read by `select`, into an array of the arena.
static const void *load_table(table_loader *loader, const char *table, const char *select, row_reader *read,
                              size_t item_size, uint32_t *out_count)
{
    *out_count = 0;
    if (loader->has_failed || loader->is_damaged) {
        return NULL;
    }
    loader->table = table;
    const uint32_t count = count_rows(loader, table);
    *out_count = count; // before the rows, which may refer to each other
    char *items = hy_arena_take_array(&loader->file->arena, count, item_size, 16);
    if (items == NULL || loader->has_failed || !prepare(loader, select)) {
        return NULL;
    }
    int result = SQLITE_ROW;
    for (loader->index = 0; loader->index < count && !loader->is_damaged; loader->index++) {
        result = sqlite3_step(loader->row);
        if (result != SQLITE_ROW) {
            break;
        }
        read(loader, items + loader->index * item_size);
    }
    loader->has_failed = loader->has_failed || (result != SQLITE_ROW && result != SQLITE_DONE);
    loader->is_damaged = loader->is_damaged || result == SQLITE_DONE;
    sqlite3_finalize(loader->row);
    loader->row = NULL;
    return items;
}

// ---- the building

static void read_level(table_loader *loader, void *item)
{
    hy_record_level *level = item;
    level->name = text_at(loader, 0);
    level->elevation_m = sqlite3_column_double(loader->row, 1);
    level->height_m = sqlite3_column_double(loader->row, 2);
}

static void read_sheet(table_loader *loader, void *item)
{
    hy_frame_sheet *sheet = item;
    sheet->corner = point_at(loader, 0);
    sheet->unit_m = real_at(loader, 2);
}

static uint32_t count_commas(const char *text)
{
    uint32_t count = 0;
    for (; *text != '\0'; text++) {
        count += *text == ',';
    }
    return count;
}

// POLYGON((x y, x y, ...)), whose last corner repeats the first
static void read_outline(table_loader *loader, int column, hy_record_room *room)
{
    static const char BEGIN[] = "POLYGON((";
    const unsigned char *bytes = sqlite3_column_text(loader->row, column);
    const char *text = bytes != NULL ? (const char *)bytes : "";
    if (strncmp(text, BEGIN, sizeof BEGIN - 1) != 0) {
        loader->is_damaged = true;
        return;
    }
    const uint32_t count = count_commas(text);
    hy_vec2 *corners = HY_ARENA_ARRAY(&loader->file->arena, hy_vec2, count);
    if (corners == NULL) {
        return;
    }
    const char *at = text + sizeof BEGIN - 1;
    for (uint32_t i = 0; i < count; i++) {
        char *end = NULL;
        corners[i].x = strtof(at, &end);
        corners[i].y = strtof(end, &end);
        at = end + strspn(end, ", ");
    }
    room->corners = corners;
    room->corner_count = count;
}

static void read_room(table_loader *loader, void *item)
{
    hy_record_room *room = item;
    room->name = text_at(loader, 0);
    room->use = text_at(loader, 1);
    room->level = number_at(loader, 2, loader->file->record.level_count);
    room->is_outdoor = flag_at(loader, 3);
    room->is_stair = flag_at(loader, 4);
    room->is_void = flag_at(loader, 5);
    room->centre = point_at(loader, 6);
    read_outline(loader, 8, room);
}

static void read_room_sheet(table_loader *loader, void *item)
{
    *(uint32_t *)item = number_at(loader, 0, loader->file->sheet_count);
}

static void read_opening(table_loader *loader, void *item)
{
    hy_record_opening *opening = item;
    const uint32_t room_count = loader->file->record.room_count;
    opening->name = text_at(loader, 0);
    opening->kind = text_at(loader, 1);
    opening->rooms[0] = number_at(loader, 2, room_count);
    opening->rooms[1] = index_at(loader, 3, room_count);
    opening->from = point_at(loader, 4);
    opening->to = point_at(loader, 6);
    opening->is_passable = flag_at(loader, 8);
    opening->is_glazed = flag_at(loader, 9);
}

static void read_obstacle(table_loader *loader, void *item)
{
    hy_record_obstacle *obstacle = item;
    obstacle->kind = text_at(loader, 0);
    obstacle->room = number_at(loader, 1, loader->file->record.room_count);
    obstacle->box = (hy_box){
        .x = real_at(loader, 2), .y = real_at(loader, 3), .width = real_at(loader, 4), .depth = real_at(loader, 5)};
}

static void read_place(table_loader *loader, void *item)
{
    hy_record_place *place = item;
    place->name = text_at(loader, 0);
    place->kind = text_at(loader, 1);
    place->room = number_at(loader, 2, loader->file->record.room_count);
    place->at = point_at(loader, 3);
}

static void load_building(table_loader *loader)
{
    hy_record *record = &loader->file->record;
    record->levels = load_table(loader, "levels", "SELECT name, elevation_m, height_m FROM levels ORDER BY id",
                                read_level, sizeof(hy_record_level), &record->level_count);
    loader->file->sheets = load_table(loader, "sheets", "SELECT corner_x, corner_y, unit_m FROM sheets ORDER BY id",
                                      read_sheet, sizeof(hy_frame_sheet), &loader->file->sheet_count);
    record->rooms = load_table(loader, "rooms",
                               "SELECT name, use, level, is_outdoor, is_stair, is_void, centre_x, centre_y, outline "
                               "FROM rooms ORDER BY id",
                               read_room, sizeof(hy_record_room), &record->room_count);
    loader->file->room_sheets = load_table(loader, "rooms", "SELECT sheet FROM rooms ORDER BY id", read_room_sheet,
                                           sizeof(uint32_t), &record->room_count);
    record->openings = load_table(loader, "openings",
                                  "SELECT name, kind, room, other_room, from_x, from_y, to_x, to_y, is_passable, "
                                  "is_glazed FROM openings ORDER BY id",
                                  read_opening, sizeof(hy_record_opening), &record->opening_count);
    record->obstacles =
        load_table(loader, "obstacles", "SELECT kind, room, x, y, width, depth FROM obstacles ORDER BY id",
                   read_obstacle, sizeof(hy_record_obstacle), &record->obstacle_count);
    record->places = load_table(loader, "places", "SELECT name, kind, room, x, y FROM places ORDER BY id", read_place,
                                sizeof(hy_record_place), &record->place_count);
}

// ---- the people

static void read_stage(table_loader *loader, void *item)
{
    hy_record_stage *stage = item;
    stage->name = text_at(loader, 0);
    stage->cell = (hy_outcome_cell)word_at(loader, 1, hy_cell_word, HY_outcome_cell_count);
}

static void read_group(table_loader *loader, void *item)
{
    hy_record_group *group = item;
    group->name = text_at(loader, 0);
    group->role = (hy_role)word_at(loader, 1, role_word, HY_role_count);
    group->first_person = number_at(loader, 2, UINT32_MAX);
    group->person_count = number_at(loader, 3, UINT32_MAX);
}

static void read_person(table_loader *loader, void *item)
{
    hy_record_person *person = item;
    const hy_record *record = &loader->file->record;
    person->name = text_at(loader, 0);
    person->is_named = flag_at(loader, 1);
    person->note = text_at(loader, 2);
    person->group = number_at(loader, 3, record->group_count);
    person->role = (hy_role)word_at(loader, 4, role_word, HY_role_count);
    person->is_female = strcmp(text_at(loader, 5), "female") == 0;
    person->cell = word_at(loader, 6, hy_cell_word, HY_CELL_COUNT);
    person->stage = number_at(loader, 7, record->stage_count);
    person->room = index_at(loader, 8, record->room_count);
    person->infected_by = index_at(loader, 9, record->person_count);
    person->stopped_by = index_at(loader, 10, record->person_count);
    person->belief_event = index_at(loader, 11, record->event_count);
    person->infection_event = index_at(loader, 12, record->event_count);
    person->turning_event = index_at(loader, 13, record->event_count);
    person->fate_event = index_at(loader, 14, record->event_count);
}

static void read_sound(table_loader *loader, void *item)
{
    hy_record_sound *sound = item;
    sound->name = text_at(loader, 0);
    sound->level_db = sqlite3_column_double(loader->row, 1);
}

static void load_people(table_loader *loader)
{
    hy_record *record = &loader->file->record;
    record->stages = load_table(loader, "stages", "SELECT name, cell FROM stages ORDER BY id", read_stage,
                                sizeof(hy_record_stage), &record->stage_count);
    if (count_rows(loader, "sqlite_master WHERE type = 'table' AND name = 'sounds'") > 0) {
        record->sounds = load_table(loader, "sounds", "SELECT name, level_db FROM sounds ORDER BY id", read_sound,
                                    sizeof(hy_record_sound), &record->sound_count);
    }
    record->groups =
        load_table(loader, "groups", "SELECT name, role, first_person, person_count FROM groups ORDER BY id",
                   read_group, sizeof(hy_record_group), &record->group_count);
    // persons and events name one another
    record->person_count = count_rows(loader, "persons");
    record->event_count = count_rows(loader, "events");
    record->persons = load_table(loader, "persons",
                                 "SELECT name, is_named, note, \"group\", role, sex, cell, stage, room, infected_by, "
                                 "stopped_by, belief_event, infection_event, turning_event, fate_event "
                                 "FROM persons ORDER BY id",
                                 read_person, sizeof(hy_record_person), &record->person_count);
}

// ---- the history

static const char *incident_kind_word(uint32_t value)
{
    return hy_incident_kind_word((hy_incident_kind)value);
}

static void read_incident(table_loader *loader, void *item)
{
    hy_record_incident *incident = item;
    incident->clock_s = sqlite3_column_double(loader->row, 0);
    incident->kind = (hy_incident_kind)word_at(loader, 1, incident_kind_word, HY_incident_kind_count);
    incident->who = index_at(loader, 2, loader->file->record.person_count);
    incident->note = text_at(loader, 3);
}

static void read_event(table_loader *loader, void *item)
{
    hy_record_event *event = item;
    const hy_record *record = &loader->file->record;
    event->id = number_at(loader, 0, UINT32_MAX);
    event->tick = number_at(loader, 1, UINT32_MAX);
    event->kind = word_at(loader, 2, hy_event_kind_word, HY_EVENT_KIND_COUNT);
    event->who = index_at(loader, 3, record->person_count);
    event->whom = index_at(loader, 4, record->person_count);
    event->room = index_at(loader, 5, record->room_count);
    event->opening = index_at(loader, 6, record->opening_count);
    event->detail = (uint32_t)sqlite3_column_int64(loader->row, 7);
    event->cause = index_at(loader, 8, loader->index);
    event->x = real_at(loader, 9);
    event->y = real_at(loader, 10);
    loader->is_damaged = loader->is_damaged || event->id != loader->index;
}

static void read_totals(table_loader *loader, void *item)
{
    hy_record_totals *totals = item;
    totals->tick = number_at(loader, 0, UINT32_MAX);
    int column = 1;
    for (uint32_t role = 0; role < HY_role_count; role++) {
        hy_counts *counts = &totals->by_role[role];
        uint32_t *const cells[] = {&counts->human,   &counts->incubating, &counts->zombie,
                                   &counts->halfbie, &counts->dead,       &counts->escaped};
        for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
            *cells[i] = number_at(loader, column++, UINT32_MAX);
        }
    }
}

static void load_history(table_loader *loader)
{
    hy_record *record = &loader->file->record;
    record->incidents = load_table(loader, "incidents", "SELECT clock_s, kind, who, note FROM incidents ORDER BY id",
                                   read_incident, sizeof(hy_record_incident), &record->incident_count);
    record->events = load_table(loader, "events",
                                "SELECT id, tick, kind, who, whom, room, opening, detail, cause, x, y FROM events "
                                "ORDER BY id",
                                read_event, sizeof(hy_record_event), &record->event_count);
    record->totals = load_table(loader, "(SELECT DISTINCT tick FROM totals)",
                                "SELECT a.tick, a.human, a.incubating, a.zombie, a.halfbie, a.dead, a.escaped, "
                                "b.human, b.incubating, b.zombie, b.halfbie, b.dead, b.escaped "
                                "FROM totals a JOIN totals b ON a.tick = b.tick "
                                "WHERE a.role = 'student' AND b.role = 'staff' ORDER BY a.tick",
                                read_totals, sizeof(hy_record_totals), &record->totals_count);
}

// ---- meta

static bool find_meta(table_loader *loader, const char *key)
{
    if (!prepare(loader, "SELECT value FROM meta WHERE key = ?")) {
        return false;
    }
    sqlite3_bind_text(loader->row, 1, key, -1, SQLITE_STATIC);
    return sqlite3_step(loader->row) == SQLITE_ROW;
}

static void end_meta(table_loader *loader)
{
    sqlite3_finalize(loader->row);
    loader->row = NULL;
}

static const char *meta_text(table_loader *loader, const char *key)
{
    const char *text = find_meta(loader, key) ? text_at(loader, 0) : "";
    end_meta(loader);
    return text;
}

static double meta_number(table_loader *loader, const char *key)
{
    const double value = find_meta(loader, key) ? sqlite3_column_double(loader->row, 0) : 0;
    end_meta(loader);
    return value;
}

static uint64_t meta_whole(table_loader *loader, const char *key)
{
    const int64_t value = find_meta(loader, key) ? sqlite3_column_int64(loader->row, 0) : 0;
    end_meta(loader);
    return (uint64_t)value;
}

// of a run that did not end: that of the last transaction
static const char *last_hash(table_loader *loader)
{
    const char *hash = "";
    if (prepare(loader, "SELECT hash FROM hashes ORDER BY tick DESC LIMIT 1") &&
        sqlite3_step(loader->row) == SQLITE_ROW) {
        hash = text_at(loader, 0);
    }
    end_meta(loader);
    return hash;
}

static void load_meta(table_loader *loader)
{
    hy_record *record = &loader->file->record;
    loader->table = "meta";
    record->title = meta_text(loader, "title");
    record->scenario_file = meta_text(loader, "scenario_file");
    record->model_hash = meta_text(loader, "model_hash");
    record->state_hash = meta_text(loader, "state_hash");
    if (record->state_hash[0] == '\0') {
        record->state_hash = last_hash(loader);
    }
    record->version = meta_text(loader, "version");
    record->build = meta_text(loader, "build");
    record->seed = meta_whole(loader, "seed");
    record->agent_steps = meta_whole(loader, "agent_steps");
    record->epoch = (uint32_t)meta_whole(loader, "epoch");
    record->start_s = meta_number(loader, "start_s");
    record->step_s = meta_number(loader, "step_s");
    record->keyframe_s = meta_number(loader, "keyframe_s");
    record->wall_s = meta_number(loader, "wall_s");
    record->last_tick = (uint32_t)meta_whole(loader, "last_tick");
    record->end_tick = (uint32_t)meta_whole(loader, "end_tick");
    record->is_complete = meta_whole(loader, "is_complete") != 0;
    loader->is_damaged = loader->is_damaged || !(record->step_s > 0);
}

// a file whose groups do not cover their people would lead readers astray
static void check_groups(table_loader *loader)
{
    const hy_record *record = &loader->file->record;
    for (uint32_t i = 0; i < record->group_count && !loader->is_damaged; i++) {
        const hy_record_group *group = &record->groups[i];
        loader->is_damaged = group->first_person > record->person_count ||
                             group->person_count > record->person_count - group->first_person;
    }
}

hy_status hy_reader_load(struct hy_record_file *file, char message[HY_STORE_MESSAGE_SIZE])
{
    table_loader loader = {.file = file};
    loader.has_failed = sqlite3_exec(file->database, "BEGIN", NULL, NULL, NULL) != SQLITE_OK;
    if (!loader.has_failed) {
        load_meta(&loader);
        load_building(&loader);
        load_people(&loader);
        load_history(&loader);
        check_groups(&loader);
    }
    hy_status status = HY_OK;
    if (loader.has_failed) {
        status = hy_database_failure(file->database, file->path, message);
    } else if (file->arena.has_failed) {
        hy_store_say(message, "%s: out of memory", file->path);
        status = HY_OUT_OF_MEMORY;
    } else if (loader.is_damaged) {
        hy_store_say(message, "%s is damaged: table %s, row %u", file->path, loader.table, (unsigned)loader.index);
        status = HY_BAD_INPUT;
    }
    sqlite3_exec(file->database, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
