// Making a .hyo file, and one transaction a minute while its history runs.
#include "store/writer.h"

#include "store/reader.h"
#include "store/schema.h"
#include "store/world.h"

#include "hyosan/version.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double TOTALS_PERIOD_S = 10.0;
static const double COMMIT_PERIOD_S = 60.0;

// what a file of any journal mode needs to be read by one program while another writes, and to be one file at the end
static const char PRAGMAS[] = "PRAGMA page_size = 8192; PRAGMA foreign_keys = OFF; "
                              // A rollback journal exists only for the instant of a commit; a write-ahead log would
                              // be a second file that a killed process leaves, and that a copy forgets.
                              "PRAGMA journal_mode = DELETE; "
                              // A killed process loses nothing that the system was given; a last transaction with
                              // synchronous = FULL brings everything to the disk.
                              "PRAGMA synchronous = OFF;";

hy_store_definition hy_store_definition_default(const hy_model *model, const hy_sim *sim)
{
    return (hy_store_definition){
        .model = model,
        .sim = sim,
        .seed = model->seed,
        .end_tick = hy_sim_end_tick(sim),
        .has_keyframes = true,
    };
}

static hy_status fail(hy_store *store, hy_status status)
{
    store->has_failed = true;
    return status;
}

static hy_status fail_by_database(hy_store *store, char message[HY_STORE_MESSAGE_SIZE])
{
    return fail(store, hy_database_failure(store->database, store->path, message));
}

static hy_status fail_by_memory(hy_store *store, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_store_say(message, "%s: out of memory", store->path);
    return fail(store, HY_OUT_OF_MEMORY);
}

static int run_sql(hy_store *store, const char *sql)
{
    return sqlite3_exec(store->database, sql, NULL, NULL, NULL);
}

static hy_status commit_gathered(hy_store *store, const hy_sim *sim, char message[HY_STORE_MESSAGE_SIZE])
{
    int result = run_sql(store, "BEGIN IMMEDIATE");
    HY_THEN(result, hy_store_write_gathered(store, sim));
    HY_THEN(result, run_sql(store, "COMMIT"));
    if (result == SQLITE_OK) {
        return HY_OK;
    }
    const hy_status status = fail_by_database(store, message);
    run_sql(store, "ROLLBACK");
    return status;
}

// ---- making

// the file that the user named: the first variant, else the scenario
static const char *scenario_file_of(const hy_document *document)
{
    uint32_t count = 0;
    const hy_document_file *files = document != NULL ? hy_document_files(document, &count) : NULL;
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(files[i].what, "variant") == 0) {
            return files[i].name;
        }
    }
    return count > 0 ? files[0].name : "";
}

static int write_meta(hy_store *store, const hy_store_definition *definition)
{
    const hy_model *model = store->model;
    char hash[HY_HASH_TEXT_SIZE];
    hy_store_hash_text(model->hash, hash);
    int result = SQLITE_OK;
    HY_THEN(result, hy_store_set_text(store, "title", model->title));
    HY_THEN(result, hy_store_set_text(store, "scenario_file", scenario_file_of(definition->document)));
    HY_THEN(result, hy_store_set_text(store, "model_hash", hash));
    HY_THEN(result, hy_store_set_integer(store, "seed", (int64_t)definition->seed));
    HY_THEN(result, hy_store_set_integer(store, "epoch", HYOSAN_EPOCH));
    HY_THEN(result, hy_store_set_text(store, "version", hy_version_text()));
    HY_THEN(result, hy_store_set_text(store, "build", hy_build_text()));
    HY_THEN(result, hy_store_set_integer(store, "start_s", model->start_s));
    HY_THEN(result, hy_store_set_integer(store, "end_s", model->end_s));
    HY_THEN(result, hy_store_set_real(store, "step_s", (double)model->step_s));
    HY_THEN(result, hy_store_set_real(store, "keyframe_s", definition->has_keyframes ? (double)model->keyframe_s : 0));
    HY_THEN(result, hy_store_set_integer(store, "end_tick", definition->end_tick));
    HY_THEN(result, hy_store_set_integer(store, "is_complete", 0));
    return result;
}

typedef struct wanted_statement {
    sqlite3_stmt **statement;
    const char *sql;
} wanted_statement;

static int prepare_statements(hy_store *store)
{
    const wanted_statement wanted[] = {
        {&store->insert_event, "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
        {&store->insert_totals, "INSERT INTO totals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"},
        {&store->insert_hash, "INSERT OR REPLACE INTO hashes VALUES (?, ?)"},
        {&store->insert_chunk, "INSERT INTO keyframes VALUES (?, ?, ?, ?, ?)"},
        {&store->insert_drive, "INSERT INTO drives VALUES (?, ?)"},
        {&store->update_person,
         "UPDATE persons SET cell = ?, stage = ?, room = ?, infected_by = ?, stopped_by = ?, belief_event = ?, "
         "infection_event = ?, turning_event = ?, fate_event = ? WHERE id = ?"},
        {&store->set_meta, "INSERT OR REPLACE INTO meta VALUES (?, ?)"},
    };
    int result = SQLITE_OK;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        HY_THEN(result, sqlite3_prepare_v2(store->database, wanted[i].sql, -1, wanted[i].statement, NULL));
    }
    return result;
}

static void close_database(hy_store *store)
{
    sqlite3_stmt **const statements[] = {&store->insert_event, &store->insert_totals, &store->insert_hash,
                                         &store->insert_chunk, &store->insert_drive,  &store->update_person,
                                         &store->set_meta};
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        sqlite3_finalize(*statements[i]);
        *statements[i] = NULL;
    }
    sqlite3_close(store->database);
    store->database = NULL;
}

static int open_database(hy_store *store, const char *name)
{
    int result = name == NULL ? sqlite3_open(":memory:", &store->database)
                              : hy_place_open(name, SQLITE_OPEN_READWRITE, &store->database);
    if (result == SQLITE_OK) {
        sqlite3_busy_timeout(store->database, 10000);
    }
    HY_THEN(result, run_sql(store, PRAGMAS));
    return result;
}

static int write_beginning(hy_store *store, const hy_store_definition *definition)
{
    char ids[96];
    snprintf(ids, sizeof ids, "PRAGMA application_id = %d; PRAGMA user_version = %d;", HY_STORE_APPLICATION_ID,
             HY_STORE_FORMAT);
    int result = run_sql(store, ids);
    HY_THEN(result, run_sql(store, "BEGIN IMMEDIATE"));
    for (const char *const *statement = hy_store_schema; *statement != NULL; statement++) {
        HY_THEN(result, run_sql(store, *statement));
    }
    HY_THEN(result, prepare_statements(store));
    HY_THEN(result, write_meta(store, definition));
    HY_THEN(result, hy_world_write(store->database, definition));
    HY_THEN(result, hy_store_write_gathered(store, definition->sim));
    HY_THEN(result, run_sql(store, "COMMIT"));
    return result;
}

static hy_status make_in_memory(hy_store *store, const hy_store_definition *definition,
                                char message[HY_STORE_MESSAGE_SIZE])
{
    int result = open_database(store, NULL);
    HY_THEN(result, write_beginning(store, definition));
    return result == SQLITE_OK ? HY_OK : fail_by_database(store, message);
}

static hy_status make_file(hy_store *store, const hy_store_definition *definition, char message[HY_STORE_MESSAGE_SIZE])
{
    char draft[HY_STORE_PATH_SIZE];
    hy_status status = hy_place_check(store->path, definition->may_replace, message);
    if (status != HY_OK) {
        return status;
    }
    status = hy_place_draft(store->path, draft, message);
    if (status != HY_OK) {
        return status;
    }
    int result = open_database(store, draft);
    HY_THEN(result, write_beginning(store, definition));
    if (result != SQLITE_OK) {
        status = fail_by_database(store, message);
    }
    close_database(store);
    if (status == HY_OK) {
        status = hy_place_settle(draft, store->path, definition->may_replace, message);
    }
    if (status != HY_OK) {
        hy_place_abandon(draft);
        return status;
    }
    result = open_database(store, store->path);
    HY_THEN(result, prepare_statements(store));
    return result == SQLITE_OK ? HY_OK : fail_by_database(store, message);
}

static uint32_t period_ticks(const hy_model *model, double period_s)
{
    const double ticks = round(period_s / (double)model->step_s);
    return ticks < 1 ? 1 : (uint32_t)ticks;
}

static bool allocate_frames(hy_store *store)
{
    const hy_model *model = store->model;
    hy_frame_world *world = &store->frame_world;
    *world = (hy_frame_world){
        .room_count = model->room_count,
        .sheet_count = model->sheet_count,
        .person_count = model->person_count,
        .opening_count = model->opening_count,
    };
    const size_t size = hy_frame_size(world) + 1; // malloc(0) may be NULL
    store->sheets = calloc(model->sheet_count + 1, sizeof *store->sheets);
    store->room_sheets = calloc(model->room_count + 1, sizeof *store->room_sheets);
    store->person_marks = calloc(model->person_count + 1, sizeof *store->person_marks);
    store->opening_marks = calloc(model->opening_count + 1, sizeof *store->opening_marks);
    store->planes = calloc(1, size);
    store->previous_planes = calloc(1, size);
    store->chunk = store->has_keyframes ? malloc(HY_FRAMES_PER_CHUNK * (size + HY_FRAME_TICK_BYTES)) : NULL;
    if (store->sheets == NULL || store->room_sheets == NULL || store->person_marks == NULL ||
        store->opening_marks == NULL || store->planes == NULL || store->previous_planes == NULL ||
        (store->has_keyframes && store->chunk == NULL)) {
        return false;
    }
    for (uint32_t i = 0; i < model->sheet_count; i++) {
        store->sheets[i] = hy_world_frame_sheet(model, i);
    }
    for (uint32_t i = 0; i < model->room_count; i++) {
        store->room_sheets[i] = model->rooms[i].sheet;
    }
    world->sheets = store->sheets;
    world->room_sheets = store->room_sheets;
    return true;
}

static hy_store *allocate_store(const hy_store_definition *definition)
{
    hy_store *store = calloc(1, sizeof *store);
    if (store == NULL) {
        return NULL;
    }
    store->model = definition->model;
    store->has_keyframes = definition->has_keyframes;
    store->totals_period = period_ticks(store->model, TOTALS_PERIOD_S);
    store->commit_period = period_ticks(store->model, COMMIT_PERIOD_S);
    store->keyframe_period = period_ticks(store->model, (double)store->model->keyframe_s);
    store->fates = calloc(store->model->person_count + 1, sizeof *store->fates);
    if (store->fates == NULL || !allocate_frames(store)) {
        hy_store_destroy(store);
        return NULL;
    }
    return store;
}

hy_status hy_store_create(const hy_store_definition *definition, hy_store **out, char message[HY_STORE_MESSAGE_SIZE])
{
    *out = NULL;
    message[0] = '\0';
    hy_store *store = allocate_store(definition);
    if (store == NULL) {
        hy_store_say(message, "out of memory");
        return HY_OUT_OF_MEMORY;
    }
    const char *path = definition->path != NULL ? definition->path : "the record in memory";
    if (path[0] == '\0' || strlen(path) >= sizeof store->path) {
        hy_store_say(message, "the name of the file is %s", path[0] == '\0' ? "empty" : "too long");
        hy_store_destroy(store);
        return HY_BAD_ARGUMENT;
    }
    snprintf(store->path, sizeof store->path, "%s", path);
    hy_status status = hy_store_gather(store, definition->sim) ? HY_OK : fail_by_memory(store, message);
    if (status == HY_OK) {
        status = definition->path == NULL ? make_in_memory(store, definition, message)
                                          : make_file(store, definition, message);
    }
    if (status != HY_OK) {
        hy_store_destroy(store);
        return status;
    }
    *out = store;
    return HY_OK;
}

// ---- the history

hy_status hy_store_step(hy_store *store, const hy_sim *sim, char message[HY_STORE_MESSAGE_SIZE])
{
    if (store->has_failed) {
        hy_store_say(message, "%s: writing has failed before", store->path);
        return HY_STORE_ERROR;
    }
    if (!hy_store_gather(store, sim)) {
        return fail_by_memory(store, message);
    }
    if (hy_sim_tick(sim) % store->commit_period == 0 || store->frame_count == HY_FRAMES_PER_CHUNK) {
        return commit_gathered(store, sim, message);
    }
    return HY_OK;
}

static int store_end(hy_store *store, const hy_sim *sim, double wall_s, bool is_complete)
{
    char hash[HY_HASH_TEXT_SIZE];
    hy_store_hash_text(hy_sim_hash(sim), hash);
    int result = SQLITE_OK;
    HY_THEN(result, hy_store_set_text(store, "state_hash", hash));
    HY_THEN(result, hy_store_set_real(store, "wall_s", wall_s));
    HY_THEN(result, hy_store_set_integer(store, "is_complete", is_complete));
    return result;
}

hy_status hy_store_finish(hy_store *store, const hy_sim *sim, double wall_s, bool is_complete,
                          char message[HY_STORE_MESSAGE_SIZE])
{
    if (store->has_failed) {
        hy_store_say(message, "%s: writing has failed before", store->path);
        return HY_STORE_ERROR;
    }
    if (hy_sim_tick(sim) % store->totals_period != 0 && !hy_store_gather_totals(store, sim)) {
        return fail_by_memory(store, message);
    }
    int result = run_sql(store, "PRAGMA synchronous = FULL");
    HY_THEN(result, run_sql(store, "BEGIN IMMEDIATE"));
    HY_THEN(result, hy_store_write_gathered(store, sim));
    HY_THEN(result, store_end(store, sim, wall_s, is_complete));
    HY_THEN(result, run_sql(store, "COMMIT"));
    if (result != SQLITE_OK) {
        const hy_status status = fail_by_database(store, message);
        run_sql(store, "ROLLBACK");
        return status;
    }
    return HY_OK;
}

hy_status hy_record_of_store(hy_store *store, hy_record **record, char message[HY_STORE_MESSAGE_SIZE])
{
    return hy_record_of_database(store->database, store->path, record, message);
}

void hy_store_destroy(hy_store *store)
{
    if (store == NULL) {
        return;
    }
    close_database(store);
    free(store->events);
    free(store->totals);
    free(store->chunk);
    free(store->fates);
    free(store->sheets);
    free(store->room_sheets);
    free(store->person_marks);
    free(store->opening_marks);
    free(store->planes);
    free(store->previous_planes);
    free(store);
}
