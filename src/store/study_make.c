// Making a file of many runs, or opening it to go on.
#include "store/study_store.h"

#include "store/schema.h"
#include "store/world.h"

#include "hyosan/host.h"
#include "hyosan/version.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

// As those of one history, see src/store/store.c; but the journal stays from run to run until the file is closed, emptied by
// its first bytes: making and removing it for every run costs a hundredth of the smallest runs.
static const char PRAGMAS[] = "PRAGMA page_size = 8192; PRAGMA foreign_keys = OFF; PRAGMA journal_mode = PERSIST; "
                              "PRAGMA synchronous = OFF;";

// ---- what is kept of the definition

static char *copy_text(const char *text)
{
    return strdup(text != NULL ? text : "");
}

// Texts behind those from `first` on; how many there are afterwards, or HY_NONE without memory.
static uint32_t append_settings(hy_study_store *store, uint32_t first, const char *const *settings, uint32_t count)
{
    char **grown = realloc(store->settings, ((size_t)first + count + 1) * sizeof *grown);
    if (grown == NULL) {
        return HY_NONE;
    }
    store->settings = grown;
    for (uint32_t i = 0; i < count; i++) {
        grown[first + i] = copy_text(settings[i]);
        if (grown[first + i] == NULL) {
            return HY_NONE;
        }
        store->variant_first_setting[store->variant_count] = first + i + 1;
    }
    return first + count;
}

bool hy_study_keep_variant(hy_study_store *store, const hy_variant *variant)
{
    const uint32_t first = store->variant_first_setting[store->variant_count];
    uint32_t *grown = realloc(store->variant_first_setting, ((size_t)store->variant_count + 2) * sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    store->variant_first_setting = grown;
    grown[++store->variant_count] = first;
    return append_settings(store, first, variant->settings, variant->setting_count) != HY_NONE;
}

static bool keep_settings(hy_study_store *store, const hy_study_definition *definition)
{
    store->variant_first_setting = calloc(1, sizeof *store->variant_first_setting);
    if (store->variant_first_setting == NULL) {
        return false;
    }
    store->setting_count = append_settings(store, 0, definition->settings, definition->setting_count);
    bool is_kept = store->setting_count != HY_NONE;
    for (uint32_t i = 0; i < definition->variant_count && is_kept; i++) {
        is_kept = hy_study_keep_variant(store, &definition->variants[i]);
    }
    return is_kept;
}

static bool keep_people(hy_study_store *store, const hy_model *model)
{
    store->named = calloc(model->person_count + 1, sizeof *store->named);
    uint32_t count = 0;
    for (uint32_t i = 0; store->named != NULL && i < model->person_count; i++) {
        store->role_is_there[model->groups[model->people[i].group].role] = true;
        if (model->people[i].name[0] != '\0') {
            store->named[count++] = i;
        }
    }
    return store->named != NULL;
}

// the file that the user named: a variant, or the scenario itself
static const char *named_file(const hy_document *document)
{
    uint32_t count = 0;
    const hy_document_file *files = document != NULL ? hy_document_files(document, &count) : NULL;
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(files[i].what, "variant") == 0) {
            return files[i].name;
        }
    }
    return count > 0 ? files[0].name : "SCENARIO";
}

static hy_study_store *allocate_store(const hy_study_definition *definition)
{
    hy_study_store *store = calloc(1, sizeof *store);
    if (store == NULL) {
        return NULL;
    }
    const hy_model *model = definition->model;
    store->lock = -1;
    store->definition = definition;
    store->shape = definition->shape;
    store->branch_tick = definition->branch_tick;
    store->run_count = definition->run_count;
    store->grows = definition->grows;
    store->step_s = (double)model->step_s;
    store->start_s = model->start_s;
    store->ends_early = definition->shape.end_tick * store->step_s < model->end_s - model->start_s - store->step_s / 2;
    store->scenario_file =
        copy_text(definition->scenario_file != NULL ? definition->scenario_file : named_file(definition->document));
    if (store->scenario_file == NULL || !keep_settings(store, definition) || !hy_study_keep_branches(store, definition) ||
        !keep_people(store, model)) {
        hy_study_store_destroy(store);
        return NULL;
    }
    return store;
}

// ---- meta

static int write_seed(hy_study_store *store, uint64_t seed)
{
    // larger than a double holds exactly
    char sql[96];
    snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO meta VALUES ('first_seed', %llu)", (unsigned long long)seed);
    return hy_study_run_sql(store, sql);
}

static int write_meta(hy_study_store *store, const hy_study_definition *definition)
{
    const hy_model *model = definition->model;
    char hash[HY_HASH_TEXT_SIZE];
    hy_store_hash_text(model->hash, hash);
    const hy_meta_row rows[] = {
        {"study", definition->kind, 0},
        {"title", model->title, 0},
        {"scenario_file", store->scenario_file, 0},
        {"model_hash", hash, 0},
        {"epoch", NULL, HYOSAN_EPOCH},
        {"version", hy_version_text(), 0},
        {"build", hy_build_text(), 0},
        {"start_s", NULL, model->start_s},
        {"end_s", NULL, model->end_s},
        {"step_s", NULL, (double)model->step_s},
        {"keyframe_s", NULL, 0},
        {"end_tick", NULL, definition->shape.end_tick},
        {"last_tick", NULL, definition->shape.end_tick},
        {"sample_ticks", NULL, definition->shape.sample_ticks},
        {"runs", NULL, definition->run_count},
        {"branch_tick", NULL, definition->branch_tick},
        {"is_complete", NULL, 0},
    };
    int result = write_seed(store, definition->first_seed);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        HY_THEN(result, hy_study_set_meta(store, rows[i]));
    }
    return result;
}

int hy_study_write_variants(hy_study_store *store, uint32_t first, const hy_variant *variants, uint32_t count)
{
    sqlite3_stmt *variant_row = NULL;
    sqlite3_stmt *setting_row = NULL;
    int result = sqlite3_prepare_v2(store->database, "INSERT INTO variants VALUES (?, ?, NULL)", -1, &variant_row, NULL);
    HY_THEN(result, sqlite3_prepare_v2(store->database, "INSERT INTO variant_settings VALUES (?, ?, ?)", -1,
                                       &setting_row, NULL));
    for (uint32_t i = 0; i < count && result == SQLITE_OK; i++) {
        const hy_variant *variant = &variants[i];
        hy_row row = hy_row_begin(variant_row);
        hy_row_integer(&row, first + i);
        hy_row_text(&row, variant->label);
        result = hy_row_end(&row);
        for (uint32_t k = 0; k < variant->setting_count && result == SQLITE_OK; k++) {
            row = hy_row_begin(setting_row);
            hy_row_integer(&row, first + i);
            hy_row_integer(&row, k);
            hy_row_text(&row, variant->settings[k]);
            result = hy_row_end(&row);
        }
    }
    sqlite3_finalize(variant_row);
    sqlite3_finalize(setting_row);
    return result;
}

// ---- of a sweep

// the number as it was written, which a float does not hold exactly
static double decimal_of(float value)
{
    char text[32];
    snprintf(text, sizeof text, "%.7g", (double)value);
    return strtod(text, NULL);
}

static void bind_end(hy_row *row, float end)
{
    if (end > HY_UNSET) {
        hy_row_exact(row, decimal_of(end));
    } else {
        hy_row_index(row, HY_NONE);
    }
}

static int write_parameters(hy_study_store *store, const hy_spec_study *study)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database, "INSERT INTO parameters VALUES (?, ?, ?, ?, ?)", -1, &statement,
                                    NULL);
    for (uint32_t i = 0; i < study->parameters_count && result == SQLITE_OK; i++) {
        const hy_spec_study_parameter *parameter = &study->parameters[i];
        hy_row row = hy_row_begin(statement);
        hy_row_integer(&row, i);
        hy_row_text(&row, parameter->name[0] != '\0' ? parameter->name : parameter->path);
        hy_row_text(&row, parameter->path);
        bind_end(&row, parameter->values_count > 0 ? HY_UNSET : parameter->low);
        bind_end(&row, parameter->values_count > 0 ? HY_UNSET : parameter->high);
        result = hy_row_end(&row);
    }
    sqlite3_finalize(statement);
    return result;
}

static int write_asked(hy_study_store *store, const hy_spec_study *study)
{
    static const char *const usual[] = {"all", "ends"};
    const bool is_usual = study->outcomes_count == 0;
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database, "INSERT INTO asked VALUES (?, ?)", -1, &statement, NULL);
    for (uint32_t i = 0; i < (is_usual ? 2 : study->outcomes_count) && result == SQLITE_OK; i++) {
        hy_row row = hy_row_begin(statement);
        hy_row_integer(&row, i);
        hy_row_text(&row, is_usual ? usual[i] : study->outcomes[i]);
        result = hy_row_end(&row);
    }
    sqlite3_finalize(statement);
    return result;
}

static int write_targets(hy_study_store *store, const hy_spec_study *study)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database, "INSERT INTO targets VALUES (?, ?, ?, ?, ?)", -1, &statement, NULL);
    for (uint32_t i = 0; i < study->targets_count && result == SQLITE_OK; i++) {
        const hy_spec_study_target *target = &study->targets[i];
        hy_row row = hy_row_begin(statement);
        hy_row_integer(&row, i);
        hy_row_text(&row, target->outcome);
        hy_row_index(&row, target->at_s != HY_NO_CLOCK ? target->at_s : HY_NONE);
        hy_row_exact(&row, decimal_of(target->value));
        hy_row_exact(&row, decimal_of(target->scale));
        result = hy_row_end(&row);
    }
    sqlite3_finalize(statement);
    return result;
}

// for a file that is gone on with too: another outcome can be asked of the same runs
static int write_outcome(hy_study_store *store, const char *outcome)
{
    sqlite3_stmt *statement = NULL;
    int result = outcome == NULL ? SQLITE_OK : hy_study_run_sql(store, "DELETE FROM asked");
    if (outcome != NULL) {
        HY_THEN(result, sqlite3_prepare_v2(store->database, "INSERT INTO asked VALUES (0, ?)", -1, &statement, NULL));
    }
    if (statement != NULL) {
        hy_row row = hy_row_begin(statement);
        hy_row_text(&row, outcome);
        result = hy_row_end(&row);
    }
    sqlite3_finalize(statement);
    return result;
}

static int write_study_text(hy_study_store *store, const char *text)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database,
                                    "INSERT INTO texts SELECT count(*), 'study', 'study', ? FROM texts", -1, &statement,
                                    NULL);
    if (result == SQLITE_OK) {
        hy_row row = hy_row_begin(statement);
        hy_row_text(&row, text);
        result = hy_row_end(&row);
    }
    sqlite3_finalize(statement);
    return result;
}

static int write_sweep(hy_study_store *store, const hy_study_document *document)
{
    if (document == NULL) {
        return SQLITE_OK;
    }
    const hy_spec_study *study = hy_study_document_record(document);
    int result = write_study_text(store, hy_study_document_text(document));
    HY_THEN(result, hy_study_set_meta(store, (hy_meta_row){"design", hy_study_design_word(study->design), 0}));
    HY_THEN(result, hy_study_set_meta(store, (hy_meta_row){"design_seed", NULL, study->design_seed}));
    HY_THEN(result, hy_study_set_meta(store, (hy_meta_row){"resamples", NULL, study->resamples}));
    HY_THEN(result, write_parameters(store, study));
    HY_THEN(result, write_asked(store, study));
    HY_THEN(result, write_targets(store, study));
    return result;
}

// ---- making

static int prepare_statements(hy_study_store *store)
{
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } wanted[] = {
        {&store->insert_run, "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
        {&store->insert_group, "INSERT OR REPLACE INTO run_groups VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
        {&store->insert_person, "INSERT OR REPLACE INTO run_persons VALUES (?, ?, ?, ?, ?)"},
        {&store->insert_totals, "INSERT OR REPLACE INTO run_totals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"},
        {&store->insert_risk, "INSERT OR REPLACE INTO run_risks VALUES (?, ?, ?, ?, ?)"},
    };
    int result = SQLITE_OK;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        HY_THEN(result, sqlite3_prepare_v3(store->database, wanted[i].sql, -1, SQLITE_PREPARE_PERSISTENT,
                                           wanted[i].statement, NULL));
    }
    return result;
}

static int open_database(hy_study_store *store, const char *name)
{
    // SQLite takes an empty name for a file that passes with the connection
    int result = name == NULL ? sqlite3_open("", &store->database)
                              : hy_place_open(name, SQLITE_OPEN_READWRITE, &store->database);
    if (result == SQLITE_OK) {
        sqlite3_busy_timeout(store->database, 10000);
    }
    HY_THEN(result, hy_study_run_sql(store, PRAGMAS));
    return result;
}

// What every seed draws anew is no property of the people of the file.
static const char FORGET_DRAWN[] = "UPDATE persons SET walk_m_per_s = NULL, sprint_m_per_s = NULL, strength = NULL, "
                                   "courage = NULL, empathy = NULL, responsibility = NULL, fear_threshold = NULL; "
                                   "DELETE FROM ties;";

// The first variant's own settings stand in a table of their own. They are the first of its document where it is a file,
// and the last where they are settings of the command line.
static int forget_own_settings(hy_study_store *store, const hy_study_definition *definition)
{
    const uint32_t own_count = definition->sweep == NULL ? definition->variants[0].setting_count : 0;
    if (definition->document == NULL || own_count == 0) {
        return SQLITE_OK;
    }
    uint32_t count = 0;
    const char *const *all = hy_document_settings(definition->document, &count);
    char sql[160];
    if (definition->variants[0].settings == all) {
        snprintf(sql, sizeof sql, "DELETE FROM settings WHERE id < %u; UPDATE settings SET id = id - %u;",
                 (unsigned)own_count, (unsigned)own_count);
    } else {
        snprintf(sql, sizeof sql, "DELETE FROM settings WHERE id >= %u;", (unsigned)(count - own_count));
    }
    return hy_study_run_sql(store, sql);
}

static int write_world(hy_study_store *store, const hy_study_definition *definition, const hy_sim *sim)
{
    hy_store_definition world = hy_store_definition_default(definition->model, sim);
    world.document = definition->document;
    world.settings = definition->settings;
    world.setting_count = definition->setting_count;
    int result = hy_world_write(store->database, &world);
    HY_THEN(result, forget_own_settings(store, definition));
    HY_THEN(result, hy_study_run_sql(store, FORGET_DRAWN));
    return result;
}

static int write_beginning(hy_study_store *store, const hy_study_definition *definition, const hy_sim *sim)
{
    char ids[96];
    snprintf(ids, sizeof ids, "PRAGMA application_id = %d; PRAGMA user_version = %d;", HY_STORE_APPLICATION_ID,
             HY_STORE_FORMAT);
    int result = hy_study_run_sql(store, ids);
    HY_THEN(result, hy_study_run_sql(store, "BEGIN IMMEDIATE"));
    for (const char *const *statement = hy_store_schema; *statement != NULL; statement++) {
        HY_THEN(result, hy_study_run_sql(store, *statement));
    }
    for (const char *const *statement = hy_study_schema; *statement != NULL; statement++) {
        HY_THEN(result, hy_study_run_sql(store, *statement));
    }
    HY_THEN(result, write_meta(store, definition));
    HY_THEN(result, write_world(store, definition, sim));
    HY_THEN(result, hy_study_write_variants(store, 0, definition->variants, definition->variant_count));
    HY_THEN(result, hy_study_write_branches(store, definition));
    HY_THEN(result, write_sweep(store, definition->sweep));
    HY_THEN(result, write_outcome(store, definition->outcome));
    HY_THEN(result, hy_study_run_sql(store, "COMMIT"));
    return result;
}

// The lock lives as long as the process, however it ends. A file system without locks does without.
static hy_status take_lock(hy_study_store *store, const char *path, char message[HY_STORE_MESSAGE_SIZE])
{
    store->lock = open(path, O_RDONLY | O_CLOEXEC);
    if (store->lock >= 0 && flock(store->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        hy_store_say(message, "%s is being written by another process: wait for it, or give another name",
                     store->path);
        return HY_STORE_ERROR;
    }
    return HY_OK;
}

static hy_status make_file(hy_study_store *store, const hy_study_definition *definition, const hy_sim *sim,
                           char message[HY_STORE_MESSAGE_SIZE])
{
    char draft[HY_STORE_PATH_SIZE];
    if (!definition->may_replace && access(store->path, F_OK) == 0) {
        hy_store_say(message, "%s exists already: --resume goes on with it, --force replaces it", store->path);
        return HY_BAD_ARGUMENT;
    }
    hy_status status = hy_place_check(store->path, definition->may_replace, message);
    if (status == HY_OK) {
        status = hy_place_draft(store->path, draft, message);
    }
    if (status != HY_OK) {
        return status;
    }
    int result = open_database(store, draft);
    HY_THEN(result, write_beginning(store, definition, sim));
    if (result != SQLITE_OK) {
        status = hy_study_fail(store, message);
    }
    hy_study_close_database(store);
    if (status == HY_OK) {
        status = take_lock(store, draft, message);
    }
    if (status == HY_OK) {
        status = hy_place_settle(draft, store->path, definition->may_replace, message);
    }
    if (status != HY_OK) {
        hy_place_abandon(draft);
        return status;
    }
    result = open_database(store, store->path);
    HY_THEN(result, prepare_statements(store));
    return result == SQLITE_OK ? HY_OK : hy_study_fail(store, message);
}

static hy_status make_passing(hy_study_store *store, const hy_study_definition *definition, const hy_sim *sim,
                              char message[HY_STORE_MESSAGE_SIZE])
{
    int result = open_database(store, NULL);
    HY_THEN(result, write_beginning(store, definition, sim));
    HY_THEN(result, prepare_statements(store));
    return result == SQLITE_OK ? HY_OK : hy_study_fail(store, message);
}

// ---- going on

static bool same_text(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static bool same_settings(const hy_variant *a, const hy_variant *b)
{
    bool are_same = a->setting_count == b->setting_count;
    for (uint32_t i = 0; are_same && i < a->setting_count; i++) {
        are_same = same_text(a->settings[i], b->settings[i]);
    }
    return are_same;
}

static bool same_number(double stored, float wanted)
{
    const double decimal = decimal_of(wanted);
    return stored >= decimal && stored <= decimal;
}

static bool same_targets(const hy_study *study, const hy_spec_study *wanted)
{
    bool are_same = study->target_count == wanted->targets_count;
    for (uint32_t i = 0; are_same && i < study->target_count; i++) {
        const hy_study_target *a = &study->targets[i];
        const hy_spec_study_target *b = &wanted->targets[i];
        const double at_s = b->at_s != HY_NO_CLOCK ? b->at_s : -1.0;
        are_same = same_text(a->outcome, b->outcome) && fabs((isnan(a->at_s) ? -1.0 : a->at_s) - at_s) < 0.5 &&
                   same_number(a->value, b->value) && same_number(a->scale, b->scale);
    }
    return are_same;
}

// What of the file is another study's, NULL for nothing.
static const char *difference(const hy_study *study, const hy_study_definition *definition)
{
    char hash[HY_HASH_TEXT_SIZE];
    hy_store_hash_text(definition->model->hash, hash);
    if (!same_text(study->kind, definition->kind)) {
        return "it was made by another command";
    }
    if (!same_text(study->world->model_hash, hash)) {
        return "the scenario, its plan, its strain or --set have changed";
    }
    if (study->world->epoch != HYOSAN_EPOCH) {
        return "histories of this program have other bits (another results epoch)";
    }
    if (study->first_seed != definition->first_seed) {
        return "--seed was another";
    }
    if (study->shape.end_tick != definition->shape.end_tick) {
        return "--until was another";
    }
    if (study->branch_tick != definition->branch_tick) {
        return "--at was another";
    }
    if (definition->grows && study->wanted_count != definition->run_count) {
        return "runs: was another";
    }
    if (definition->grows && !same_targets(study, hy_study_document_record(definition->sweep))) {
        return "it meets other targets";
    }
    const bool has_fewer = study->variant_count < definition->variant_count;
    if (has_fewer || (!definition->grows && study->variant_count != definition->variant_count)) {
        return "it compares other variants";
    }
    for (uint32_t i = 0; i < definition->variant_count; i++) {
        if (!same_settings(&study->variants[i], &definition->variants[i]) ||
            !hy_study_same_branch(study->variants[i].branch, definition->variants[i].branch)) {
            return "it compares other variants";
        }
    }
    return NULL;
}

static bool note_found(hy_study_store *store, uint64_t id)
{
    if (id >= store->has_limit) {
        const uint64_t limit = (id + 1) * 2 > 8192 ? (id + 1) * 2 : 8192;
        uint8_t *grown = realloc(store->has, (size_t)(limit / 8 + 1));
        if (grown == NULL) {
            return false;
        }
        const size_t old_size = store->has == NULL ? 0 : (size_t)(store->has_limit / 8 + 1);
        memset(grown + old_size, 0, (size_t)(limit / 8 + 1) - old_size);
        store->has = grown;
        store->has_limit = limit;
    }
    store->has[id / 8] |= (uint8_t)(1u << (id % 8));
    return true;
}

static hy_status find_runs(hy_study_store *store, char message[HY_STORE_MESSAGE_SIZE])
{
    sqlite3_stmt *row = NULL;
    int result = sqlite3_prepare_v2(store->database, "SELECT id FROM runs ORDER BY id", -1, &row, NULL);
    bool has_memory = true;
    while (result == SQLITE_OK && has_memory && (result = sqlite3_step(row)) == SQLITE_ROW) {
        has_memory = note_found(store, (uint64_t)sqlite3_column_int64(row, 0));
        result = SQLITE_OK;
    }
    sqlite3_finalize(row);
    if (!has_memory) {
        hy_store_say(message, "%s: out of memory", store->path);
        return HY_OUT_OF_MEMORY;
    }
    return result == SQLITE_DONE ? HY_OK : hy_study_fail(store, message);
}

static hy_status check_file(hy_study_store *store, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_study *study = NULL;
    const hy_status status = hy_study_open(store->path, &study, message);
    if (status != HY_OK) {
        return status;
    }
    const char *reason = difference(study, store->definition);
    store->found_variant_count = study->variant_count;
    hy_study_close(study);
    if (reason != NULL) {
        hy_store_say(message, "%s cannot be resumed: %s. Give another name, or --force to begin anew", store->path,
                     reason);
        return HY_BAD_ARGUMENT;
    }
    return HY_OK;
}

static hy_status resume_file(hy_study_store *store, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_status status = take_lock(store, store->path, message);
    if (status == HY_OK) {
        status = check_file(store, message);
    }
    if (status != HY_OK) {
        return status;
    }
    if (access(store->path, W_OK) != 0) {
        hy_store_say(message, "%s cannot be written: %s", store->path, strerror(errno));
        return HY_FILE_ERROR;
    }
    int result = open_database(store, store->path);
    HY_THEN(result, prepare_statements(store));
    HY_THEN(result, hy_study_set_meta(store, (hy_meta_row){"runs", NULL, store->definition->run_count}));
    HY_THEN(result, hy_study_set_meta(store, (hy_meta_row){"is_complete", NULL, 0}));
    HY_THEN(result, write_outcome(store, store->definition->outcome));
    return result == SQLITE_OK ? find_runs(store, message) : hy_study_fail(store, message);
}

// ---- the store

static hy_status open_store(hy_study_store *store, const hy_study_definition *definition,
                            char message[HY_STORE_MESSAGE_SIZE])
{
    if (definition->path != NULL && definition->may_resume && access(definition->path, F_OK) == 0) {
        return resume_file(store, message);
    }
    hy_sim_definition sim_definition = hy_sim_definition_default(definition->model);
    sim_definition.seed = definition->first_seed;
    hy_sim *sim = NULL;
    hy_status status = hy_sim_create(definition->model, &sim_definition, hy_host_allocator(), &sim);
    if (status != HY_OK) {
        hy_store_say(message, "the first run cannot begin: %s",
                     status == HY_BAD_INPUT ? "its people find no room at the start" : hy_status_text(status));
        return status;
    }
    status = definition->path == NULL ? make_passing(store, definition, sim, message)
                                      : make_file(store, definition, sim, message);
    hy_sim_destroy(sim);
    return status;
}

hy_status hy_study_store_create(const hy_study_definition *definition, hy_study_store **out,
                                char message[HY_STORE_MESSAGE_SIZE])
{
    *out = NULL;
    message[0] = '\0';
    hy_study_store *store = allocate_store(definition);
    if (store == NULL) {
        hy_store_say(message, "out of memory");
        return HY_OUT_OF_MEMORY;
    }
    const char *path = definition->path != NULL ? definition->path : "the passing file of this study";
    if (path[0] == '\0' || strlen(path) >= sizeof store->path) {
        hy_store_say(message, "the name of the file is %s", path[0] == '\0' ? "empty" : "too long");
        hy_study_store_destroy(store);
        return HY_BAD_ARGUMENT;
    }
    snprintf(store->path, sizeof store->path, "%s", path);
    const hy_status status = open_store(store, definition, message);
    store->definition = NULL;
    if (status != HY_OK) {
        hy_study_store_destroy(store);
        return status;
    }
    *out = store;
    return HY_OK;
}
