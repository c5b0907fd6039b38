// Writing a file of many runs: one transaction for each run that came to its end.
#include "store/study_store.h"

#include "store/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

sqlite3 *hy_study_store_database(hy_study_store *store)
{
    return store->database;
}

const char *hy_study_store_path(const hy_study_store *store)
{
    return store->path;
}

int hy_study_run_sql(hy_study_store *store, const char *sql)
{
    return sqlite3_exec(store->database, sql, NULL, NULL, NULL);
}

hy_status hy_study_fail(hy_study_store *store, char message[HY_STORE_MESSAGE_SIZE])
{
    store->has_failed = true;
    const hy_status status = hy_database_failure(store->database, store->path, message);
    hy_study_run_sql(store, "ROLLBACK");
    return status;
}

static hy_status say_before(char message[HY_STORE_MESSAGE_SIZE], const hy_study_store *store)
{
    hy_store_say(message, "%s: writing has failed before", store->path);
    return HY_STORE_ERROR;
}

int hy_study_set_meta(hy_study_store *store, hy_meta_row row)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database, "INSERT OR REPLACE INTO meta VALUES (?, ?)", -1, &statement, NULL);
    if (result == SQLITE_OK) {
        sqlite3_bind_text(statement, 1, row.key, -1, SQLITE_STATIC);
        if (row.text != NULL) {
            sqlite3_bind_text(statement, 2, row.text, -1, SQLITE_STATIC);
        } else if (row.number >= -9e15 && row.number <= 9e15 && row.number == (double)(int64_t)row.number) {
            sqlite3_bind_int64(statement, 2, (int64_t)row.number);
        } else {
            sqlite3_bind_double(statement, 2, row.number);
        }
        result = sqlite3_step(statement) == SQLITE_DONE ? SQLITE_OK : sqlite3_errcode(store->database);
    }
    sqlite3_finalize(statement);
    return result;
}

void hy_study_close_database(hy_study_store *store)
{
    sqlite3_stmt **const statements[] = {&store->insert_run, &store->insert_group, &store->insert_person,
                                         &store->insert_totals, &store->insert_risk};
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        sqlite3_finalize(*statements[i]);
        *statements[i] = NULL;
    }
    // one file remains, whatever became of the study
    sqlite3_exec(store->database, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    sqlite3_close(store->database);
    store->database = NULL;
}

uint64_t hy_study_run_id(const hy_study_store *store, uint32_t variant, uint32_t number)
{
    return store->grows ? (uint64_t)variant * store->run_count + number
                        : (uint64_t)number * store->variant_count + variant;
}

bool hy_study_store_has(const hy_study_store *store, uint32_t variant, uint32_t number)
{
    const uint64_t id = hy_study_run_id(store, variant, number);
    return id < store->has_limit && (store->has[id / 8] >> (id % 8) & 1) != 0;
}

// ---- runs

static void quote(FILE *out, const char *text)
{
    fputs("'", out);
    for (; *text != '\0'; text++) {
        fputs(*text == '\'' ? "'\\''" : (char[]){*text, '\0'}, out);
    }
    fputs("'", out);
}

static void write_clock_option(FILE *out, const char *option, const hy_study_store *store, uint32_t tick)
{
    const unsigned clock_s = store->start_s + (unsigned)(tick * store->step_s + 0.5);
    fprintf(out, " %s %02u:%02u:%02u", option, clock_s / 3600, clock_s / 60 % 60, clock_s % 60);
}

static void write_settings(FILE *out, const hy_study_store *store, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        fputs(" --set ", out);
        quote(out, store->settings[i]);
    }
}

// A run that changes its model on the way is a comparison of one seed.
static void write_what(FILE *out, const hy_study_store *store, uint32_t variant)
{
    const uint32_t first = store->variant_first_setting[variant];
    const uint32_t end = store->variant_first_setting[variant + 1];
    for (uint32_t i = first; i < end; i++) {
        fputs(i == first ? " --what " : ",", out);
        quote(out, store->settings[i]);
    }
}

// The commands of a branch, with the draws of this run in the place that they leave for them.
static void write_branch(FILE *out, const hy_study_store *store, const hy_study_run *run)
{
    char place[96];
    snprintf(place, sizeof place, "{\"tick\": %u, \"do\": \"redraw\", \"draw\": 0}", (unsigned)store->redraw_ticks[run->variant]);
    const char *commands = store->commands[run->variant];
    const char *at = strstr(commands, place);
    if (at == NULL) {
        return;
    }
    fprintf(out, " --commands <(echo '%.*s{\"tick\": %u, \"do\": \"redraw\", \"draw\": %u}%s')", (int)(at - commands), commands,
            (unsigned)store->redraw_ticks[run->variant], (unsigned)run->number + 1, at + strlen(place));
}

// The command that repeats a run by itself; free it.
static char *command_of(const hy_study_store *store, const hy_study_run *run)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        return NULL;
    }
    const bool branches = store->branch_tick > 0 && run->variant > 0;
    fputs(branches ? "hyosan compare --runs 1 " : "hyosan run ", out);
    quote(out, store->scenario_file);
    fprintf(out, " --seed %llu", (unsigned long long)run->seed);
    write_settings(out, store, 0, store->setting_count);
    if (branches) {
        write_clock_option(out, "--at", store, store->branch_tick);
        write_what(out, store, 0);
        write_what(out, store, run->variant);
    } else {
        write_settings(out, store, store->variant_first_setting[run->variant],
                       store->variant_first_setting[run->variant + 1]);
    }
    if (run->variant < store->branch_count && store->commands[run->variant] != NULL) {
        write_branch(out, store, run);
    }
    if (store->ends_early) {
        write_clock_option(out, "--until", store, store->shape.end_tick);
    }
    fclose(out);
    return text;
}

static int64_t id_of(const hy_study_store *store, const hy_study_run *run)
{
    return (int64_t)hy_study_run_id(store, run->variant, run->number);
}

static void bind_result(hy_row *row, const hy_study_run *run, const char *hash)
{
    hy_row_text(row, hash);
    hy_row_integer(row, run->last_tick);
    hy_row_integer(row, (int64_t)run->agent_steps);
    hy_row_integer(row, run->infected_count);
    hy_row_integer(row, run->died_count);
    hy_row_integer(row, run->peak_count);
    hy_row_integer(row, run->peak_tick);
    hy_row_index(row, run->over_tick);
    hy_row_real(row, run->wall_s);
}

static int add_run(hy_study_store *store, const hy_study_run *run)
{
    char hash[HY_HASH_TEXT_SIZE];
    char *command = run->has_failed ? command_of(store, run) : NULL;
    hy_store_hash_text(run->state_hash, hash);
    hy_row row = hy_row_begin(store->insert_run);
    hy_row_integer(&row, id_of(store, run));
    hy_row_integer(&row, run->variant);
    hy_row_integer(&row, run->number);
    hy_row_integer(&row, (int64_t)run->seed);
    hy_row_text(&row, run->has_failed ? "failed" : "done");
    hy_row_text(&row, run->has_failed ? run->error : NULL);
    hy_row_text(&row, command);
    if (!run->has_failed) {
        bind_result(&row, run, hash);
    }
    const int result = hy_row_end(&row);
    free(command);
    return result;
}

static void bind_counts(hy_row *row, const hy_counts *counts)
{
    hy_row_integer(row, counts->human);
    hy_row_integer(row, counts->incubating);
    hy_row_integer(row, counts->zombie);
    hy_row_integer(row, counts->halfbie);
    hy_row_integer(row, counts->dead);
    hy_row_integer(row, counts->escaped);
}

static int add_groups(hy_study_store *store, const hy_study_run *run)
{
    int result = SQLITE_OK;
    for (uint32_t i = 0; i < store->shape.group_count && result == SQLITE_OK; i++) {
        hy_row row = hy_row_begin(store->insert_group);
        hy_row_integer(&row, id_of(store, run));
        hy_row_integer(&row, i);
        bind_counts(&row, &run->groups[i]);
        result = hy_row_end(&row);
    }
    return result;
}

static int add_persons(hy_study_store *store, const hy_study_run *run)
{
    int result = SQLITE_OK;
    for (uint32_t i = 0; i < store->shape.named_count && result == SQLITE_OK; i++) {
        hy_row row = hy_row_begin(store->insert_person);
        hy_row_integer(&row, id_of(store, run));
        hy_row_integer(&row, store->named[i]);
        hy_row_text(&row, hy_cell_word(run->named[i].cell));
        hy_row_index(&row, run->named[i].infection_tick);
        hy_row_index(&row, run->named[i].room);
        result = hy_row_end(&row);
    }
    return result;
}

static int add_curve(hy_study_store *store, const hy_study_run *run)
{
    int result = SQLITE_OK;
    for (uint32_t i = 0; i < store->shape.sample_count * HY_role_count && result == SQLITE_OK; i++) {
        const hy_role role = (hy_role)(i % HY_role_count);
        if (!store->role_is_there[role]) {
            continue;
        }
        hy_row row = hy_row_begin(store->insert_totals);
        hy_row_integer(&row, id_of(store, run));
        hy_row_integer(&row, i / HY_role_count);
        hy_row_text(&row, hy_role_word(role));
        bind_counts(&row, &run->curve[i]);
        result = hy_row_end(&row);
    }
    return result;
}

static int add_risks(hy_study_store *store, const hy_study_run *run)
{
    int result = SQLITE_OK;
    const uint32_t hours = store->shape.hour_count;
    for (uint32_t i = 0; i < store->shape.room_count * hours && result == SQLITE_OK; i++) {
        if (run->infections[i] == 0 && run->deaths[i] == 0) {
            continue;
        }
        hy_row row = hy_row_begin(store->insert_risk);
        hy_row_integer(&row, id_of(store, run));
        hy_row_integer(&row, i / hours);
        hy_row_integer(&row, store->shape.first_hour + i % hours);
        hy_row_integer(&row, run->infections[i]);
        hy_row_integer(&row, run->deaths[i]);
        result = hy_row_end(&row);
    }
    return result;
}

hy_status hy_study_store_add(hy_study_store *store, const hy_study_run *run, char message[HY_STORE_MESSAGE_SIZE])
{
    if (store->has_failed) {
        return say_before(message, store);
    }
    int result = hy_study_run_sql(store, "BEGIN IMMEDIATE");
    HY_THEN(result, add_run(store, run));
    if (!run->has_failed) {
        HY_THEN(result, add_groups(store, run));
        HY_THEN(result, add_persons(store, run));
        HY_THEN(result, add_curve(store, run));
        HY_THEN(result, add_risks(store, run));
    }
    HY_THEN(result, hy_study_run_sql(store, "COMMIT"));
    return result == SQLITE_OK ? HY_OK : hy_study_fail(store, message);
}

hy_status hy_study_store_cut(hy_study_store *store, uint32_t run_count, char message[HY_STORE_MESSAGE_SIZE])
{
    if (store->has_failed) {
        return say_before(message, store);
    }
    static const char *const tables[] = {"run_groups", "run_persons", "run_totals", "run_risks"};
    const long long first = (long long)run_count * store->variant_count;
    char sql[128];
    int result = hy_study_run_sql(store, "BEGIN IMMEDIATE");
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        snprintf(sql, sizeof sql, "DELETE FROM %s WHERE run >= %lld", tables[i], first);
        HY_THEN(result, hy_study_run_sql(store, sql));
    }
    snprintf(sql, sizeof sql, "DELETE FROM runs WHERE id >= %lld", first);
    HY_THEN(result, hy_study_run_sql(store, sql));
    HY_THEN(result, hy_study_set_meta(store, (hy_meta_row){"runs", NULL, run_count}));
    HY_THEN(result, hy_study_run_sql(store, "COMMIT"));
    return result == SQLITE_OK ? HY_OK : hy_study_fail(store, message);
}

hy_status hy_study_store_note_model(hy_study_store *store, uint32_t variant, uint64_t model_hash,
                                    char message[HY_STORE_MESSAGE_SIZE])
{
    if (store->has_failed) {
        return say_before(message, store);
    }
    char hash[HY_HASH_TEXT_SIZE];
    char sql[128];
    hy_store_hash_text(model_hash, hash);
    snprintf(sql, sizeof sql, "UPDATE variants SET model_hash = '%s' WHERE id = %u", hash, (unsigned)variant);
    return hy_study_run_sql(store, sql) == SQLITE_OK ? HY_OK : hy_study_fail(store, message);
}

hy_status hy_study_store_finish(hy_study_store *store, bool is_complete, char message[HY_STORE_MESSAGE_SIZE])
{
    if (store->has_failed) {
        return say_before(message, store);
    }
    int result = hy_study_run_sql(store, "PRAGMA synchronous = FULL");
    HY_THEN(result, hy_study_run_sql(store, "BEGIN IMMEDIATE"));
    HY_THEN(result, hy_study_set_meta(store, (hy_meta_row){"is_complete", NULL, is_complete}));
    HY_THEN(result, hy_study_run_sql(store, "COMMIT"));
    return result == SQLITE_OK ? HY_OK : hy_study_fail(store, message);
}

void hy_study_store_destroy(hy_study_store *store)
{
    if (store == NULL) {
        return;
    }
    hy_study_close_database(store);
    if (store->lock >= 0) {
        close(store->lock); // after SQLite: closing any descriptor of a file drops its other locks
    }
    const uint32_t setting_count =
        store->variant_first_setting != NULL ? store->variant_first_setting[store->variant_count] : 0;
    for (uint32_t i = 0; store->settings != NULL && i < setting_count; i++) {
        free(store->settings[i]);
    }
    for (uint32_t i = 0; store->commands != NULL && i < store->branch_count; i++) {
        free(store->commands[i]);
    }
    free(store->commands);
    free(store->redraw_ticks);
    free(store->settings);
    free(store->variant_first_setting);
    free(store->scenario_file);
    free(store->named);
    free(store->has);
    free(store);
}
