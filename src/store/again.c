// What it takes to make a history again: its packed description, and the hashes to hold it against.
#include "store/reader.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

// a description is a tenth of this at most
enum { WORLD_LIMIT_BYTES = 1 << 28, HASH_ROWS = 1024 };

static hy_status fail(const hy_record *record, hy_status status, const char *why, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_store_say(message, "%s: %s", record->file->path, why);
    return status;
}

static hy_status unpack_world(const hy_record *record, sqlite3_stmt *row, uint8_t **bytes, size_t *size,
                              char message[HY_STORE_MESSAGE_SIZE])
{
    const int64_t stored_size = sqlite3_column_int64(row, 0);
    const void *packed = sqlite3_column_blob(row, 1);
    if (stored_size < 1 || stored_size > WORLD_LIMIT_BYTES || packed == NULL) {
        return fail(record, HY_BAD_INPUT, "its packed description is damaged", message);
    }
    uint8_t *plain = malloc((size_t)stored_size);
    if (plain == NULL) {
        return fail(record, HY_OUT_OF_MEMORY, "out of memory", message);
    }
    const size_t packed_size = (size_t)sqlite3_column_bytes(row, 1);
    if (ZSTD_decompress(plain, (size_t)stored_size, packed, packed_size) != (size_t)stored_size) {
        free(plain);
        return fail(record, HY_BAD_INPUT, "its packed description is damaged", message);
    }
    *bytes = plain;
    *size = (size_t)stored_size;
    return HY_OK;
}

hy_status hy_record_world(const hy_record *record, uint8_t **bytes, size_t *size, char message[HY_STORE_MESSAGE_SIZE])
{
    *bytes = NULL;
    *size = 0;
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(record->file->database, "SELECT size, packed FROM worlds WHERE id = 0", -1, &row, NULL) !=
        SQLITE_OK) {
        return fail(record, HY_NOT_FOUND, "it was written without a packed description; run the scenario again", message);
    }
    const int result = sqlite3_step(row);
    hy_status status;
    if (result == SQLITE_ROW) {
        status = unpack_world(record, row, bytes, size, message);
    } else if (result == SQLITE_DONE) {
        status = fail(record, HY_NOT_FOUND, "it holds no packed description; run the scenario again", message);
    } else {
        status = hy_database_failure(record->file->database, record->file->path, message);
    }
    sqlite3_finalize(row);
    return status;
}

static uint32_t intervention_kind(const char *word)
{
    uint32_t kind = 0;
    while (word != NULL && kind < HY_INTERVENTION_KIND_COUNT && strcmp(hy_intervention_word(kind), word) != 0) {
        kind++;
    }
    return word != NULL ? kind : HY_INTERVENTION_KIND_COUNT;
}

static hy_status read_interventions(const hy_record *record, sqlite3_stmt *row, hy_intervention **list, uint32_t *count,
                                    char message[HY_STORE_MESSAGE_SIZE])
{
    int result;
    while ((result = sqlite3_step(row)) == SQLITE_ROW) {
        hy_intervention *grown = realloc(*list, (*count + (size_t)1) * sizeof **list);
        if (grown == NULL) {
            return fail(record, HY_OUT_OF_MEMORY, "out of memory", message);
        }
        *list = grown;
        const uint32_t kind = intervention_kind((const char *)sqlite3_column_text(row, 1));
        if (kind == HY_INTERVENTION_KIND_COUNT) {
            return fail(record, HY_BAD_INPUT, "damaged: table interventions", message);
        }
        const bool is_to_the_end = sqlite3_column_type(row, 3) == SQLITE_NULL;
        grown[(*count)++] = (hy_intervention){.tick = (uint32_t)sqlite3_column_int64(row, 0),
                                              .kind = (hy_intervention_kind)kind,
                                              .target = (uint32_t)sqlite3_column_int64(row, 2),
                                              .for_ticks = is_to_the_end ? HY_NONE : (uint32_t)sqlite3_column_int64(row, 3)};
    }
    return result == SQLITE_DONE ? HY_OK : hy_database_failure(record->file->database, record->file->path, message);
}

hy_status hy_record_interventions(const hy_record *record, hy_intervention **list, uint32_t *count,
                                  char message[HY_STORE_MESSAGE_SIZE])
{
    *list = NULL;
    *count = 0;
    sqlite3_stmt *row = NULL;
    sqlite3 *database = record->file->database;
    static const char sql[] = "SELECT tick, kind, target, for_ticks FROM interventions ORDER BY id";
    static const char old_sql[] = "SELECT tick, kind, target, 0 FROM interventions ORDER BY id";
    if (sqlite3_prepare_v2(database, sql, -1, &row, NULL) != SQLITE_OK &&
        sqlite3_prepare_v2(database, old_sql, -1, &row, NULL) != SQLITE_OK) {
        // a file of an older version
        return HY_OK;
    }
    const hy_status status = read_interventions(record, row, list, count, message);
    sqlite3_finalize(row);
    if (status != HY_OK) {
        free(*list);
        *list = NULL;
        *count = 0;
    }
    return status;
}

// sixteen hexadecimal digits: they end up in a page
static bool is_hash(const char *text)
{
    return text != NULL && strlen(text) == 16 && strspn(text, "0123456789abcdef") == 16;
}

static hy_status read_hashes(const hy_record *record, sqlite3_stmt *row, hy_record_hash **hashes, uint32_t *count,
                             char message[HY_STORE_MESSAGE_SIZE])
{
    int result;
    while ((result = sqlite3_step(row)) == SQLITE_ROW) {
        if (*count % HASH_ROWS == 0) {
            hy_record_hash *grown = realloc(*hashes, (*count + (size_t)HASH_ROWS) * sizeof **hashes);
            if (grown == NULL) {
                return fail(record, HY_OUT_OF_MEMORY, "out of memory", message);
            }
            *hashes = grown;
        }
        const char *text = (const char *)sqlite3_column_text(row, 1);
        if (!is_hash(text)) {
            return fail(record, HY_BAD_INPUT, "damaged: table hashes", message);
        }
        hy_record_hash *hash = &(*hashes)[(*count)++];
        hash->tick = (uint32_t)sqlite3_column_int64(row, 0);
        memcpy(hash->text, text, sizeof hash->text);
    }
    return result == SQLITE_DONE ? HY_OK : hy_database_failure(record->file->database, record->file->path, message);
}

hy_status hy_record_hashes(const hy_record *record, hy_record_hash **hashes, uint32_t *count,
                           char message[HY_STORE_MESSAGE_SIZE])
{
    *hashes = NULL;
    *count = 0;
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(record->file->database, "SELECT tick, hash FROM hashes ORDER BY tick", -1, &row, NULL) !=
        SQLITE_OK) {
        return hy_database_failure(record->file->database, record->file->path, message);
    }
    const hy_status status = read_hashes(record, row, hashes, count, message);
    sqlite3_finalize(row);
    if (status != HY_OK) {
        free(*hashes);
        *hashes = NULL;
        *count = 0;
    }
    return status;
}

// one block of memory: the pointers, and their texts behind them
static hy_status read_settings(const hy_record *record, sqlite3_stmt *row, uint32_t count, size_t text_size, const char ***settings,
                               char message[HY_STORE_MESSAGE_SIZE])
{
    const char **list = malloc(count * sizeof *list + text_size);
    if (list == NULL) {
        return fail(record, HY_OUT_OF_MEMORY, "out of memory", message);
    }
    char *to = (char *)(list + count);
    const char *end = to + text_size;
    uint32_t read_count = 0;
    while (read_count < count && sqlite3_step(row) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(row, 0);
        const size_t size = text != NULL ? strlen(text) + 1 : 0;
        if (size == 0 || size > (size_t)(end - to)) {
            break;
        }
        list[read_count++] = memcpy(to, text, size);
        to += size;
    }
    if (read_count < count) {
        free(list);
        return fail(record, HY_BAD_INPUT, "damaged: table settings", message);
    }
    *settings = list;
    return HY_OK;
}

hy_status hy_record_settings(const hy_record *record, const char ***settings, uint32_t *count, char message[HY_STORE_MESSAGE_SIZE])
{
    *settings = NULL;
    *count = 0;
    sqlite3 *database = record->file->database;
    sqlite3_stmt *sizes = NULL;
    sqlite3_stmt *row = NULL;
    hy_status status = HY_OK;
    if (sqlite3_prepare_v2(database, "SELECT count(*), ifnull(sum(length(CAST(setting AS BLOB)) + 1), 0) FROM settings", -1, &sizes,
                           NULL) != SQLITE_OK ||
        sqlite3_step(sizes) != SQLITE_ROW ||
        sqlite3_prepare_v2(database, "SELECT setting FROM settings ORDER BY id", -1, &row, NULL) != SQLITE_OK) {
        status = hy_database_failure(database, record->file->path, message);
    } else if (sqlite3_column_int64(sizes, 0) > 0 && sqlite3_column_int64(sizes, 0) < UINT32_MAX) {
        *count = (uint32_t)sqlite3_column_int64(sizes, 0);
        status = read_settings(record, row, *count, (size_t)sqlite3_column_int64(sizes, 1), settings, message);
    }
    sqlite3_finalize(sizes);
    sqlite3_finalize(row);
    *count = status == HY_OK ? *count : 0;
    return status;
}
