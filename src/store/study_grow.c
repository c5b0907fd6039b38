// Writing down the generations of a fit.
#include "store/study_store.h"

#include <math.h>
#include <string.h>

// ---- variants

// Whether the file has exactly these settings for a variant that it knows already.
static bool has_same_settings(hy_study_store *store, uint32_t id, const hy_variant *variant)
{
    sqlite3_stmt *row = NULL;
    uint32_t count = 0;
    bool are_same = sqlite3_prepare_v2(store->database, "SELECT setting FROM variant_settings WHERE variant = ? ORDER BY id",
                                       -1, &row, NULL) == SQLITE_OK;
    sqlite3_bind_int64(row, 1, id);
    while (are_same && sqlite3_step(row) == SQLITE_ROW) {
        are_same = count < variant->setting_count &&
                   strcmp((const char *)sqlite3_column_text(row, 0), variant->settings[count]) == 0;
        count++;
    }
    sqlite3_finalize(row);
    return are_same && count == variant->setting_count;
}

static hy_status fail_without_memory(hy_study_store *store, char message[HY_STORE_MESSAGE_SIZE])
{
    store->has_failed = true;
    hy_store_say(message, "%s: out of memory", store->path);
    return HY_OUT_OF_MEMORY;
}

static hy_status say_failed_before(const hy_study_store *store, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_store_say(message, "%s: writing has failed before", store->path);
    return HY_STORE_ERROR;
}

hy_status hy_study_store_grow(hy_study_store *store, const hy_variant *variants, uint32_t count,
                              char message[HY_STORE_MESSAGE_SIZE])
{
    if (store->has_failed) {
        return say_failed_before(store, message);
    }
    const uint32_t first = store->variant_count;
    const uint32_t left = store->found_variant_count > first ? store->found_variant_count - first : 0;
    const uint32_t found = left < count ? left : count;
    for (uint32_t i = 0; i < count; i++) {
        if (i < found && !has_same_settings(store, first + i, &variants[i])) {
            hy_store_say(message,
                         "%s cannot be resumed: from variant %u on it has other particles, as another keep:, other "
                         "targets: or another mathematical library make them. Give another name, or --force to begin anew",
                         store->path, (unsigned)(first + i));
            return HY_BAD_ARGUMENT;
        }
        if (!hy_study_keep_variant(store, &variants[i])) {
            return fail_without_memory(store, message);
        }
    }
    int result = hy_study_run_sql(store, "BEGIN IMMEDIATE");
    HY_THEN(result, hy_study_write_variants(store, first + found, variants + found, count - found));
    HY_THEN(result, hy_study_run_sql(store, "COMMIT"));
    return result == SQLITE_OK ? HY_OK : hy_study_fail(store, message);
}

// ---- a generation

typedef struct generation_writer {
    hy_study_store *store;
    uint32_t index;
    uint32_t target_count;
    sqlite3_stmt *generation, *particle, *value, *kept;
} generation_writer;

static int prepare(generation_writer *writer)
{
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } wanted[] = {
        {&writer->generation, "INSERT OR REPLACE INTO generations VALUES (?, ?, ?, ?, ?, ?, ?)"},
        {&writer->particle, "INSERT OR REPLACE INTO particles VALUES (?, ?, ?, ?)"},
        {&writer->value, "INSERT OR REPLACE INTO particle_values VALUES (?, ?, ?)"},
        {&writer->kept, "INSERT OR REPLACE INTO populations VALUES (?, ?, ?, ?)"},
    };
    int result = SQLITE_OK;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        HY_THEN(result, sqlite3_prepare_v2(writer->store->database, wanted[i].sql, -1, wanted[i].statement, NULL));
    }
    return result;
}

static int write_generation(const generation_writer *writer, const hy_study_generation *of)
{
    hy_row row = hy_row_begin(writer->generation);
    hy_row_integer(&row, writer->index);
    hy_row_integer(&row, of->first_variant);
    hy_row_integer(&row, of->new_count);
    hy_row_integer(&row, of->kept_count);
    hy_row_exact(&row, of->tolerance);
    hy_row_exact(&row, of->accepted_share);
    hy_row_exact(&row, of->effective_count);
    return hy_row_end(&row);
}

static int write_particle(const generation_writer *writer, const hy_study_particle *particle)
{
    const bool has_result = isfinite(particle->distance);
    hy_row row = hy_row_begin(writer->particle);
    hy_row_integer(&row, particle->variant);
    hy_row_integer(&row, writer->index);
    if (has_result) {
        hy_row_exact(&row, particle->distance);
    } else {
        hy_row_index(&row, HY_NONE);
    }
    hy_row_exact(&row, particle->weight);
    int result = hy_row_end(&row);
    for (uint32_t i = 0; has_result && i < writer->target_count && result == SQLITE_OK; i++) {
        row = hy_row_begin(writer->value);
        hy_row_integer(&row, particle->variant);
        hy_row_integer(&row, i);
        hy_row_exact(&row, particle->values[i]);
        result = hy_row_end(&row);
    }
    return result;
}

static int write_kept(const generation_writer *writer, uint32_t rank, const hy_study_particle *particle)
{
    hy_row row = hy_row_begin(writer->kept);
    hy_row_integer(&row, writer->index);
    hy_row_integer(&row, rank);
    hy_row_integer(&row, particle->variant);
    hy_row_exact(&row, particle->weight);
    return hy_row_end(&row);
}

static uint32_t count_targets(sqlite3 *database)
{
    sqlite3_stmt *row = NULL;
    uint32_t count = 0;
    if (sqlite3_prepare_v2(database, "SELECT count(*) FROM targets", -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW) {
        count = (uint32_t)sqlite3_column_int64(row, 0);
    }
    sqlite3_finalize(row);
    return count;
}

hy_status hy_study_store_note_generation(hy_study_store *store, uint32_t index, const hy_study_generation *generation,
                                         const hy_study_particle *new_particles, const hy_study_particle *kept,
                                         char message[HY_STORE_MESSAGE_SIZE])
{
    if (store->has_failed) {
        return say_failed_before(store, message);
    }
    generation_writer writer = {.store = store, .index = index, .target_count = count_targets(store->database)};
    int result = prepare(&writer);
    HY_THEN(result, hy_study_run_sql(store, "BEGIN IMMEDIATE"));
    HY_THEN(result, write_generation(&writer, generation));
    for (uint32_t i = 0; i < generation->new_count; i++) {
        HY_THEN(result, write_particle(&writer, &new_particles[i]));
    }
    for (uint32_t i = 0; i < generation->kept_count; i++) {
        HY_THEN(result, write_kept(&writer, i, &kept[i]));
    }
    HY_THEN(result, hy_study_run_sql(store, "COMMIT"));
    sqlite3_finalize(writer.generation);
    sqlite3_finalize(writer.particle);
    sqlite3_finalize(writer.value);
    sqlite3_finalize(writer.kept);
    return result == SQLITE_OK ? HY_OK : hy_study_fail(store, message);
}
