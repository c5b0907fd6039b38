// Reading a file of many runs: its head once, and its runs one after another, however many there are.
#include "store/study_store.h"

#include "store/place.h"
#include "store/reader.h"
#include "store/schema.h"
#include "store/world.h"

#include "hyosan/host.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct hy_study_file {
    hy_study study;
    hy_arena arena;
    sqlite3 *database;
    bool owns_database;
    char path[HY_STORE_PATH_SIZE];
    uint32_t *named_rank; // of a person among those with a name, HY_NONE
};

// ---- the head

static bool query_number(sqlite3 *database, const char *sql, int64_t *value)
{
    sqlite3_stmt *row = NULL;
    bool is_found = false;
    if (sqlite3_prepare_v2(database, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW) {
        *value = sqlite3_column_int64(row, 0);
        is_found = sqlite3_column_type(row, 0) != SQLITE_NULL;
    }
    sqlite3_finalize(row);
    return is_found;
}

static uint32_t number_of(struct hy_study_file *file, const char *sql)
{
    int64_t value = 0;
    return query_number(file->database, sql, &value) && value >= 0 && value < UINT32_MAX ? (uint32_t)value : 0;
}

static const char *copy_column(struct hy_study_file *file, sqlite3_stmt *row, int column)
{
    const unsigned char *text = sqlite3_column_text(row, column);
    const char *chars = text != NULL ? (const char *)text : "";
    const char *copy = hy_arena_copy_text(&file->arena, chars, strlen(chars));
    return copy != NULL ? copy : "";
}

// The first column of all rows, as texts of the arena.
static const char **read_texts(struct hy_study_file *file, const char *sql, uint32_t limit, uint32_t *count)
{
    sqlite3_stmt *row = NULL;
    const char **texts = HY_ARENA_ARRAY(&file->arena, const char *, limit + 1);
    *count = 0;
    if (texts != NULL && sqlite3_prepare_v2(file->database, sql, -1, &row, NULL) == SQLITE_OK) {
        while (*count < limit && sqlite3_step(row) == SQLITE_ROW) {
            texts[(*count)++] = copy_column(file, row, 0);
        }
    }
    sqlite3_finalize(row);
    return texts;
}

static void read_variant_settings(struct hy_study_file *file)
{
    hy_study *study = &file->study;
    const uint32_t limit = number_of(file, "SELECT count(*) FROM variant_settings");
    const char **settings = HY_ARENA_ARRAY(&file->arena, const char *, limit + 1);
    sqlite3_stmt *row = NULL;
    uint32_t count = 0;
    if (settings == NULL || sqlite3_prepare_v2(file->database,
                                               "SELECT setting, variant FROM variant_settings ORDER BY variant, id", -1,
                                               &row, NULL) != SQLITE_OK) {
        return;
    }
    while (count < limit && sqlite3_step(row) == SQLITE_ROW) {
        const int64_t variant = sqlite3_column_int64(row, 1);
        if (variant < 0 || variant >= study->variant_count) {
            break;
        }
        hy_variant *of = &study->variants[variant];
        if (of->setting_count++ == 0) {
            of->settings = &settings[count];
        }
        settings[count++] = copy_column(file, row, 0);
    }
    sqlite3_finalize(row);
}

static void read_variants(struct hy_study_file *file)
{
    hy_study *study = &file->study;
    uint32_t count = 0;
    const uint32_t limit = number_of(file, "SELECT count(*) FROM variants");
    const char **labels = read_texts(file, "SELECT label FROM variants ORDER BY id", limit, &count);
    study->variants = HY_ARENA_ARRAY(&file->arena, hy_variant, count + 1);
    if (labels == NULL || study->variants == NULL) {
        return;
    }
    study->variant_count = count;
    for (uint32_t i = 0; i < count; i++) {
        study->variants[i] = (hy_variant){.label = labels[i]};
    }
    read_variant_settings(file);
    hy_study_read_branches(file->database, &file->arena, study);
}

static void read_named(struct hy_study_file *file)
{
    hy_study *study = &file->study;
    const hy_record *world = study->world;
    uint32_t *named = HY_ARENA_ARRAY(&file->arena, uint32_t, world->person_count + 1);
    file->named_rank = HY_ARENA_ARRAY(&file->arena, uint32_t, world->person_count + 1);
    if (named == NULL || file->named_rank == NULL) {
        return;
    }
    for (uint32_t i = 0; i < world->person_count; i++) {
        file->named_rank[i] = HY_NONE;
        if (world->persons[i].is_named) {
            file->named_rank[i] = study->shape.named_count;
            named[study->shape.named_count++] = i;
        }
    }
    study->named = named;
}

static void read_shape(struct hy_study_file *file)
{
    hy_study *study = &file->study;
    const hy_record *world = study->world;
    const uint32_t end_s = number_of(file, "SELECT value FROM meta WHERE key = 'end_s'");
    hy_study_shape *shape = &study->shape;
    shape->group_count = world->group_count;
    shape->room_count = world->room_count;
    shape->end_tick = world->end_tick;
    shape->sample_ticks = number_of(file, "SELECT value FROM meta WHERE key = 'sample_ticks'");
    shape->sample_ticks = shape->sample_ticks > 0 ? shape->sample_ticks : 1;
    shape->sample_count = (shape->end_tick + shape->sample_ticks - 1) / shape->sample_ticks + 1;
    shape->first_hour = (uint32_t)world->start_s / 3600;
    shape->hour_count = end_s > 0 ? (end_s - 1) / 3600 - shape->first_hour + 1 : 1;
    read_named(file);
}

// ---- of a sweep or a fit

static void read_axes(struct hy_study_file *file)
{
    hy_study *study = &file->study;
    const uint32_t limit = number_of(file, "SELECT count(*) FROM parameters");
    hy_study_axis *axes = HY_ARENA_ARRAY(&file->arena, hy_study_axis, limit + 1);
    sqlite3_stmt *row = NULL;
    if (axes != NULL && sqlite3_prepare_v2(file->database, "SELECT name, path, low, high FROM parameters ORDER BY id",
                                           -1, &row, NULL) == SQLITE_OK) {
        while (study->axis_count < limit && sqlite3_step(row) == SQLITE_ROW) {
            const bool has_ends = sqlite3_column_type(row, 2) != SQLITE_NULL;
            axes[study->axis_count++] = (hy_study_axis){
                .name = copy_column(file, row, 0),
                .path = copy_column(file, row, 1),
                .low = has_ends ? sqlite3_column_double(row, 2) : (double)NAN,
                .high = has_ends ? sqlite3_column_double(row, 3) : (double)NAN,
            };
        }
    }
    sqlite3_finalize(row);
    study->axes = axes;
}

static void read_targets(struct hy_study_file *file)
{
    hy_study *study = &file->study;
    const uint32_t limit = number_of(file, "SELECT count(*) FROM targets");
    hy_study_target *targets = HY_ARENA_ARRAY(&file->arena, hy_study_target, limit + 1);
    sqlite3_stmt *row = NULL;
    if (targets != NULL && sqlite3_prepare_v2(file->database,
                                              "SELECT outcome, at_s, value, scale FROM targets ORDER BY id", -1, &row,
                                              NULL) == SQLITE_OK) {
        while (study->target_count < limit && sqlite3_step(row) == SQLITE_ROW) {
            const bool has_clock = sqlite3_column_type(row, 1) != SQLITE_NULL;
            targets[study->target_count++] = (hy_study_target){
                .outcome = copy_column(file, row, 0),
                .at_s = has_clock ? sqlite3_column_double(row, 1) : (double)NAN,
                .value = sqlite3_column_double(row, 2),
                .scale = sqlite3_column_double(row, 3),
            };
        }
    }
    sqlite3_finalize(row);
    study->targets = targets;
}

static void read_generations(struct hy_study_file *file)
{
    hy_study *study = &file->study;
    const uint32_t limit = number_of(file, "SELECT count(*) FROM generations");
    hy_study_generation *generations = HY_ARENA_ARRAY(&file->arena, hy_study_generation, limit + 1);
    sqlite3_stmt *row = NULL;
    if (generations != NULL &&
        sqlite3_prepare_v2(file->database,
                           "SELECT first_variant, new, kept, tolerance, accepted, effective FROM generations ORDER BY id",
                           -1, &row, NULL) == SQLITE_OK) {
        while (study->generation_count < limit && sqlite3_step(row) == SQLITE_ROW) {
            generations[study->generation_count++] = (hy_study_generation){
                .first_variant = (uint32_t)sqlite3_column_int64(row, 0),
                .new_count = (uint32_t)sqlite3_column_int64(row, 1),
                .kept_count = (uint32_t)sqlite3_column_int64(row, 2),
                .tolerance = sqlite3_column_double(row, 3),
                .accepted_share = sqlite3_column_double(row, 4),
                .effective_count = sqlite3_column_double(row, 5),
            };
        }
    }
    sqlite3_finalize(row);
    study->generations = generations;
}

// What the last generation kept, with its values: one row for each target.
static void read_population(struct hy_study_file *file)
{
    static const char SQL[] = "SELECT p.variant, p.share, q.distance, v.target, v.value FROM populations p "
                              "JOIN particles q ON q.variant = p.variant JOIN particle_values v ON v.variant = p.variant "
                              "WHERE p.generation = (SELECT max(id) FROM generations) ORDER BY p.rank, v.target";
    hy_study *study = &file->study;
    const uint32_t limit = study->generation_count > 0 ? study->generations[study->generation_count - 1].kept_count : 0;
    hy_study_particle *particles = HY_ARENA_ARRAY(&file->arena, hy_study_particle, limit + 1);
    double *values = HY_ARENA_ARRAY(&file->arena, double, (size_t)limit * study->target_count + 1);
    sqlite3_stmt *row = NULL;
    if (particles == NULL || values == NULL || sqlite3_prepare_v2(file->database, SQL, -1, &row, NULL) != SQLITE_OK) {
        return;
    }
    uint32_t count = 0;
    while (sqlite3_step(row) == SQLITE_ROW) {
        const uint32_t target = (uint32_t)sqlite3_column_int64(row, 3);
        const uint32_t variant = (uint32_t)sqlite3_column_int64(row, 0);
        if ((target == 0 && count == limit) || (target > 0 && count == 0) || target >= study->target_count ||
            variant >= study->variant_count) {
            break;
        }
        if (target == 0) {
            particles[count] = (hy_study_particle){.variant = variant,
                                                   .distance = sqlite3_column_double(row, 2),
                                                   .weight = sqlite3_column_double(row, 1),
                                                   .values = &values[(size_t)count * study->target_count]};
            count++;
        }
        values[(size_t)(count - 1) * study->target_count + target] = sqlite3_column_double(row, 4);
    }
    sqlite3_finalize(row);
    study->population = particles;
    study->population_count = count;
}

static void read_sweep(struct hy_study_file *file)
{
    hy_study *study = &file->study;
    uint32_t count = 0;
    const char **design = read_texts(file, "SELECT value FROM meta WHERE key = 'design'", 1, &count);
    study->design = HY_study_design_count;
    for (uint32_t i = 0; design != NULL && count == 1 && i < HY_study_design_count; i++) {
        if (strcmp(design[0], hy_study_design_word((hy_study_design)i)) == 0) {
            study->design = (hy_study_design)i;
        }
    }
    if (study->design != HY_study_design_count) {
        study->resample_count = number_of(file, "SELECT value FROM meta WHERE key = 'resamples'");
        study->design_seed = number_of(file, "SELECT value FROM meta WHERE key = 'design_seed'");
        read_axes(file);
    }
    if (study->design == HY_study_design_abc_smc) {
        read_targets(file);
        read_generations(file);
        read_population(file);
    }
}

static void read_head(struct hy_study_file *file)
{
    hy_study *study = &file->study;
    uint32_t kind_count = 0;
    int64_t seed = 0;
    const char **kind = read_texts(file, "SELECT value FROM meta WHERE key = 'study'", 1, &kind_count);
    study->kind = kind != NULL && kind_count == 1 ? kind[0] : "";
    study->settings = read_texts(file, "SELECT setting FROM settings ORDER BY id",
                                 number_of(file, "SELECT count(*) FROM settings"), &study->setting_count);
    query_number(file->database, "SELECT value FROM meta WHERE key = 'first_seed'", &seed);
    study->first_seed = (uint64_t)seed;
    study->wanted_count = number_of(file, "SELECT value FROM meta WHERE key = 'runs'");
    study->branch_tick = number_of(file, "SELECT value FROM meta WHERE key = 'branch_tick'");
    study->done_count = number_of(file, "SELECT count(*) FROM runs WHERE status = 'done'");
    study->failed_count = number_of(file, "SELECT count(*) FROM runs WHERE status <> 'done'");
    study->is_complete = study->world->is_complete;
    study->outcomes = read_texts(file, "SELECT outcome FROM asked ORDER BY id", number_of(file, "SELECT count(*) FROM asked"),
                                 &study->outcome_count);
    read_shape(file);
    read_variants(file);
    read_sweep(file);
}

// ---- opening

static bool is_study_database(sqlite3 *database)
{
    int64_t count = 0;
    return query_number(database, "SELECT count(*) FROM meta WHERE key = 'study'", &count) && count == 1;
}

bool hy_study_is(const char *path)
{
    sqlite3 *database = NULL;
    const bool is = hy_place_open(path, SQLITE_OPEN_READWRITE, &database) == SQLITE_OK && is_study_database(database);
    sqlite3_close(database);
    return is;
}

static struct hy_study_file *create_file(const char *path, char message[HY_STORE_MESSAGE_SIZE])
{
    struct hy_study_file *file = calloc(1, sizeof *file);
    if (file == NULL) {
        hy_store_say(message, "out of memory");
        return NULL;
    }
    enum { ARENA_CHUNK_BYTES = 64 * 1024 };
    hy_arena_init(&file->arena, hy_host_allocator(), ARENA_CHUNK_BYTES);
    strncpy(file->path, path, sizeof file->path - 1);
    file->study.file = file;
    return file;
}

static hy_status load_study(struct hy_study_file *file, hy_study **study, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_status status = hy_record_of_database(file->database, file->path, &file->study.world, message);
    if (status == HY_OK && !is_study_database(file->database)) {
        hy_store_say(message, "%s holds one history, not many runs", file->path);
        status = HY_BAD_INPUT;
    }
    if (status == HY_OK) {
        read_head(file);
        if (file->arena.has_failed || file->study.variant_count == 0) {
            hy_store_say(message, "%s is damaged: it names no variant", file->path);
            status = file->arena.has_failed ? HY_OUT_OF_MEMORY : HY_BAD_INPUT;
        }
    }
    if (status != HY_OK) {
        hy_study_close(&file->study);
        return status;
    }
    *study = &file->study;
    return HY_OK;
}

hy_status hy_study_open(const char *path, hy_study **study, char message[HY_STORE_MESSAGE_SIZE])
{
    *study = NULL;
    message[0] = '\0';
    struct hy_study_file *file = create_file(path, message);
    if (file == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    const hy_status status = hy_record_database_open(path, &file->database, message);
    if (status != HY_OK) {
        hy_study_close(&file->study);
        return status;
    }
    file->owns_database = true;
    return load_study(file, study, message);
}

hy_status hy_study_of_store(hy_study_store *store, hy_study **study, char message[HY_STORE_MESSAGE_SIZE])
{
    *study = NULL;
    message[0] = '\0';
    struct hy_study_file *file = create_file(hy_study_store_path(store), message);
    if (file == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    file->database = hy_study_store_database(store);
    return load_study(file, study, message);
}

void hy_study_close(hy_study *study)
{
    if (study == NULL) {
        return;
    }
    struct hy_study_file *file = study->file;
    hy_record_close(study->world);
    if (file->owns_database) {
        sqlite3_close(file->database);
    }
    hy_arena_clear(&file->arena);
    free(file);
}

// ---- one run

bool hy_study_run_init(hy_study_run *run, const hy_study_shape *shape)
{
    *run = (hy_study_run){0};
    const size_t risk_count = (size_t)shape->room_count * shape->hour_count + 1;
    run->groups = calloc((size_t)shape->group_count + 1, sizeof *run->groups);
    run->named = calloc((size_t)shape->named_count + 1, sizeof *run->named);
    run->curve = calloc((size_t)shape->sample_count * HY_role_count + 1, sizeof *run->curve);
    run->infections = calloc(risk_count, sizeof *run->infections);
    run->deaths = calloc(risk_count, sizeof *run->deaths);
    if (run->groups == NULL || run->named == NULL || run->curve == NULL || run->infections == NULL ||
        run->deaths == NULL) {
        hy_study_run_clear(run);
        return false;
    }
    return true;
}

void hy_study_run_clear(hy_study_run *run)
{
    free(run->groups);
    free(run->named);
    free(run->curve);
    free(run->infections);
    free(run->deaths);
    *run = (hy_study_run){0};
}

void hy_study_run_reset(hy_study_run *run, const hy_study_shape *shape)
{
    const hy_study_run kept = *run;
    *run = (hy_study_run){.groups = kept.groups,
                          .named = kept.named,
                          .curve = kept.curve,
                          .infections = kept.infections,
                          .deaths = kept.deaths,
                          .over_tick = HY_NONE};
    const size_t risk_count = (size_t)shape->room_count * shape->hour_count;
    memset(run->groups, 0, shape->group_count * sizeof *run->groups);
    memset(run->named, 0, shape->named_count * sizeof *run->named);
    memset(run->curve, 0, (size_t)shape->sample_count * HY_role_count * sizeof *run->curve);
    memset(run->infections, 0, risk_count * sizeof *run->infections);
    memset(run->deaths, 0, risk_count * sizeof *run->deaths);
}

uint32_t hy_study_sample_tick(const hy_study_shape *shape, uint32_t sample)
{
    const uint64_t tick = (uint64_t)sample * shape->sample_ticks;
    return tick < shape->end_tick ? (uint32_t)tick : shape->end_tick;
}

// ---- all runs
//
// Five statements in the order of runs, read side by side: each stands at its next row.

typedef struct run_reader {
    struct hy_study_file *file;
    const hy_study_shape *shape;
    sqlite3_stmt *runs, *groups, *persons, *totals, *risks;
    hy_study_run run;
    int64_t id;
    bool is_damaged;
} run_reader;

static hy_counts column_counts(sqlite3_stmt *row, int column)
{
    return (hy_counts){
        .human = (uint32_t)sqlite3_column_int(row, column),
        .incubating = (uint32_t)sqlite3_column_int(row, column + 1),
        .zombie = (uint32_t)sqlite3_column_int(row, column + 2),
        .halfbie = (uint32_t)sqlite3_column_int(row, column + 3),
        .dead = (uint32_t)sqlite3_column_int(row, column + 4),
        .escaped = (uint32_t)sqlite3_column_int(row, column + 5),
    };
}

static uint32_t column_word(run_reader *reader, sqlite3_stmt *row, int column, const char *(*word)(uint32_t),
                            uint32_t count)
{
    const unsigned char *text = sqlite3_column_text(row, column);
    for (uint32_t i = 0; text != NULL && i < count; i++) {
        if (strcmp((const char *)text, word(i)) == 0) {
            return i;
        }
    }
    reader->is_damaged = true;
    return 0;
}

static const char *role_word(uint32_t role)
{
    return hy_role_word((hy_role)role);
}

static void read_group_row(run_reader *reader)
{
    const uint32_t group = hy_study_index_column(reader->groups, 1);
    if (group < reader->shape->group_count) {
        reader->run.groups[group] = column_counts(reader->groups, 2);
    }
}

static void read_person_row(run_reader *reader)
{
    const uint32_t person = hy_study_index_column(reader->persons, 1);
    const uint32_t limit = reader->file->study.world->person_count;
    const uint32_t rank = person < limit ? reader->file->named_rank[person] : HY_NONE;
    if (rank != HY_NONE) {
        reader->run.named[rank] = (hy_named_fate){
            .cell = column_word(reader, reader->persons, 2, hy_cell_word, HY_CELL_COUNT),
            .infection_tick = hy_study_index_column(reader->persons, 3),
            .room = hy_study_index_column(reader->persons, 4),
        };
    }
}

static void read_totals_row(run_reader *reader)
{
    const uint32_t sample = hy_study_index_column(reader->totals, 1);
    if (sample < reader->shape->sample_count) {
        const uint32_t role = column_word(reader, reader->totals, 2, role_word, HY_role_count);
        reader->run.curve[sample * HY_role_count + role] = column_counts(reader->totals, 3);
    }
}

static void read_risk_row(run_reader *reader)
{
    const uint32_t room = hy_study_index_column(reader->risks, 1);
    const uint32_t hour = hy_study_index_column(reader->risks, 2) - reader->shape->first_hour;
    if (room < reader->shape->room_count && hour < reader->shape->hour_count) {
        reader->run.infections[room * reader->shape->hour_count + hour] = (uint32_t)sqlite3_column_int(reader->risks, 3);
        reader->run.deaths[room * reader->shape->hour_count + hour] = (uint32_t)sqlite3_column_int(reader->risks, 4);
    }
}

// Rows of this run, the statement standing at the first; it stands at the first of another run afterwards.
static void read_rows(run_reader *reader, sqlite3_stmt *row, void (*read)(run_reader *reader))
{
    while (sqlite3_stmt_busy(row) && sqlite3_column_int64(row, 0) <= reader->id) {
        if (sqlite3_column_int64(row, 0) == reader->id) {
            read(reader);
        }
        sqlite3_step(row);
    }
}

static void read_run_row(run_reader *reader)
{
    sqlite3_stmt *row = reader->runs;
    hy_study_run *run = &reader->run;
    hy_study_run_reset(run, reader->shape);
    reader->id = sqlite3_column_int64(row, 0);
    run->variant = hy_study_index_column(row, 1);
    run->number = hy_study_index_column(row, 2);
    run->seed = (uint64_t)sqlite3_column_int64(row, 3);
    run->has_failed = strcmp((const char *)sqlite3_column_text(row, 4), "done") != 0;
    reader->is_damaged = reader->is_damaged || run->variant >= reader->file->study.variant_count;
    if (run->has_failed) {
        const unsigned char *error = sqlite3_column_text(row, 5);
        strncpy(run->error, error != NULL ? (const char *)error : "", sizeof run->error - 1);
        return;
    }
    const unsigned char *hash = sqlite3_column_text(row, 7);
    run->state_hash = hash != NULL ? strtoull((const char *)hash, NULL, 16) : 0;
    run->last_tick = hy_study_index_column(row, 8);
    run->agent_steps = (uint64_t)sqlite3_column_int64(row, 9);
    run->infected_count = hy_study_index_column(row, 10);
    run->died_count = hy_study_index_column(row, 11);
    run->peak_count = hy_study_index_column(row, 12);
    run->peak_tick = hy_study_index_column(row, 13);
    run->over_tick = hy_study_index_column(row, 14);
    run->wall_s = sqlite3_column_double(row, 15);
}

static void read_run(run_reader *reader)
{
    read_run_row(reader);
    read_rows(reader, reader->groups, read_group_row);
    read_rows(reader, reader->persons, read_person_row);
    read_rows(reader, reader->totals, read_totals_row);
    read_rows(reader, reader->risks, read_risk_row);
}

static bool prepare_reader(run_reader *reader)
{
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } wanted[] = {
        {&reader->runs, "SELECT * FROM runs ORDER BY id"},
        {&reader->groups, "SELECT * FROM run_groups ORDER BY run, \"group\""},
        {&reader->persons, "SELECT * FROM run_persons ORDER BY run, person"},
        {&reader->totals, "SELECT * FROM run_totals ORDER BY run, sample, role"},
        {&reader->risks, "SELECT * FROM run_risks ORDER BY run, room, hour"},
    };
    bool is_ready = true;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        is_ready = is_ready && sqlite3_prepare_v2(reader->file->database, wanted[i].sql, -1, wanted[i].statement,
                                                  NULL) == SQLITE_OK;
        if (is_ready && i > 0) {
            const int result = sqlite3_step(*wanted[i].statement);
            is_ready = result == SQLITE_ROW || result == SQLITE_DONE;
        }
    }
    return is_ready;
}

static void end_reader(run_reader *reader)
{
    sqlite3_finalize(reader->runs);
    sqlite3_finalize(reader->groups);
    sqlite3_finalize(reader->persons);
    sqlite3_finalize(reader->totals);
    sqlite3_finalize(reader->risks);
    hy_study_run_clear(&reader->run);
}

static hy_status visit_all(run_reader *reader, hy_study_visitor *visit, void *context,
                           char message[HY_STORE_MESSAGE_SIZE])
{
    struct hy_study_file *file = reader->file;
    if (!prepare_reader(reader)) {
        return hy_database_failure(file->database, file->path, message);
    }
    int result = SQLITE_ROW;
    bool goes_on = true;
    while (goes_on && (result = sqlite3_step(reader->runs)) == SQLITE_ROW) {
        read_run(reader);
        if (reader->is_damaged) {
            hy_store_say(message, "%s is damaged: run %lld", file->path, (long long)reader->id);
            return HY_BAD_INPUT;
        }
        goes_on = visit(context, &reader->run);
    }
    return result == SQLITE_ROW || result == SQLITE_DONE ? HY_OK
                                                         : hy_database_failure(file->database, file->path, message);
}

hy_status hy_study_visit(hy_study *study, hy_study_visitor *visit, void *context, char message[HY_STORE_MESSAGE_SIZE])
{
    run_reader reader = {.file = study->file, .shape = &study->shape};
    message[0] = '\0';
    if (!hy_study_run_init(&reader.run, &study->shape)) {
        hy_store_say(message, "%s: out of memory", study->file->path);
        return HY_OUT_OF_MEMORY;
    }
    // one transaction: runs that are added meanwhile are left out of all tables alike
    if (sqlite3_exec(study->file->database, "BEGIN", NULL, NULL, NULL) != SQLITE_OK) {
        end_reader(&reader);
        return hy_database_failure(study->file->database, study->file->path, message);
    }
    const hy_status status = visit_all(&reader, visit, context, message);
    end_reader(&reader);
    sqlite3_exec(study->file->database, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
