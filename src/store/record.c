// Opening a .hyo file, and its keyframes.
#include "store/reader.h"

#include "store/place.h"
#include "store/schema.h"

#include "hyosan/host.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zstd.h>

enum { ARENA_CHUNK_BYTES = 256 * 1024 };

// an unpacked run of keyframes beyond this is no work of ours
static const int64_t CHUNK_LIMIT_BYTES = (int64_t)1 << 32;

double hy_record_clock_s(const hy_record *record, uint32_t tick)
{
    return record->start_s + round(tick * record->step_s * 1e3) / 1e3;
}

// ---- opening

static bool pragma_value(sqlite3 *database, const char *sql, int *value)
{
    sqlite3_stmt *statement = NULL;
    bool is_found = false;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
        *value = sqlite3_column_int(statement, 0);
        is_found = true;
    }
    sqlite3_finalize(statement);
    return is_found;
}

static hy_status check_format(sqlite3 *database, const char *path, char message[HY_STORE_MESSAGE_SIZE])
{
    int application_id = 0;
    int format = 0;
    if (!pragma_value(database, "PRAGMA application_id", &application_id) ||
        !pragma_value(database, "PRAGMA user_version", &format)) {
        return hy_database_failure(database, path, message);
    }
    if (application_id != HY_STORE_APPLICATION_ID) {
        hy_store_say(message, "%s is no .hyo file", path);
        return HY_BAD_INPUT;
    }
    if (format != HY_STORE_FORMAT) {
        hy_store_say(message,
                     "%s has version %d of the format, and this program reads version %d: use the program that wrote "
                     "it, or run the scenario again",
                     path, format, HY_STORE_FORMAT);
        return HY_BAD_VERSION;
    }
    return HY_OK;
}

hy_status hy_record_database_open(const char *path, sqlite3 **database, char message[HY_STORE_MESSAGE_SIZE])
{
    *database = NULL;
    struct stat found;
    if (stat(path, &found) != 0) {
        hy_store_say(message, "%s cannot be read: %s", path, strerror(errno));
        return errno == ENOENT ? HY_NOT_FOUND : HY_FILE_ERROR;
    }
    if (!S_ISREG(found.st_mode)) {
        hy_store_say(message, "%s is no .hyo file", path);
        return HY_BAD_INPUT;
    }
    // for writing if possible: after a killed run the first reader takes back its half transaction
    if (hy_place_open(path, SQLITE_OPEN_READWRITE, database) != SQLITE_OK) {
        const hy_status status = hy_database_failure(*database, path, message);
        sqlite3_close(*database);
        *database = NULL;
        return status;
    }
    sqlite3_busy_timeout(*database, 10000);
    return HY_OK;
}

static bool is_study(sqlite3 *database)
{
    int count = 0;
    return pragma_value(database, "SELECT count(*) FROM meta WHERE key = 'study'", &count) && count > 0;
}

hy_status hy_record_check(const char *path, sqlite3 **database, bool *holds_study, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_status status = hy_record_database_open(path, database, message);
    if (status == HY_OK) {
        status = check_format(*database, path, message);
    }
    *holds_study = status == HY_OK && is_study(*database);
    return status;
}

// The arrays that a frame is unpacked into.
static bool prepare_frames(struct hy_record_file *file)
{
    const hy_record *record = &file->record;
    file->frame_world = (hy_frame_world){
        .sheets = file->sheets,
        .room_sheets = file->room_sheets,
        .room_count = record->room_count,
        .sheet_count = file->sheet_count,
        .person_count = record->person_count,
        .opening_count = record->opening_count,
    };
    file->planes = HY_ARENA_ARRAY(&file->arena, uint8_t, hy_frame_size(&file->frame_world));
    file->person_marks = HY_ARENA_ARRAY(&file->arena, hy_person_mark, record->person_count);
    file->opening_marks = HY_ARENA_ARRAY(&file->arena, hy_opening_mark, record->opening_count);
    return !file->arena.has_failed;
}

static hy_status read_all(struct hy_record_file *file, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_status status = check_format(file->database, file->path, message);
    if (status == HY_OK) {
        status = hy_reader_load(file, message);
    }
    if (status == HY_OK && !prepare_frames(file)) {
        hy_store_say(message, "%s: out of memory", file->path);
        status = HY_OUT_OF_MEMORY;
    }
    return status;
}

static struct hy_record_file *create_file(const char *path, char message[HY_STORE_MESSAGE_SIZE])
{
    struct hy_record_file *file = calloc(1, sizeof *file);
    if (file == NULL) {
        hy_store_say(message, "out of memory");
        return NULL;
    }
    hy_arena_init(&file->arena, hy_host_allocator(), ARENA_CHUNK_BYTES);
    const char *copy = hy_arena_copy_text(&file->arena, path, strlen(path));
    file->path = copy != NULL ? copy : "";
    file->record.file = file;
    return file;
}

hy_status hy_record_open(const char *path, hy_record **record, char message[HY_STORE_MESSAGE_SIZE])
{
    *record = NULL;
    message[0] = '\0';
    struct hy_record_file *file = create_file(path, message);
    if (file == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    hy_status status = hy_record_database_open(path, &file->database, message);
    file->owns_database = status == HY_OK;
    if (status == HY_OK) {
        status = read_all(file, message);
    }
    if (status == HY_OK && is_study(file->database)) {
        hy_store_say(message,
                     "%s holds many runs, no single history: use plot or export, or 'hyosan run' with the seed of one",
                     path);
        status = HY_BAD_INPUT;
    }
    if (status != HY_OK) {
        hy_record_close(&file->record);
        return status;
    }
    *record = &file->record;
    return HY_OK;
}

hy_status hy_record_of_database(sqlite3 *database, const char *path, hy_record **record,
                                char message[HY_STORE_MESSAGE_SIZE])
{
    *record = NULL;
    message[0] = '\0';
    struct hy_record_file *file = create_file(path, message);
    if (file == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    file->database = database;
    const hy_status status = read_all(file, message);
    if (status != HY_OK) {
        hy_record_close(&file->record);
        return status;
    }
    *record = &file->record;
    return HY_OK;
}

void hy_record_close(hy_record *record)
{
    if (record == NULL) {
        return;
    }
    struct hy_record_file *file = record->file;
    if (file->owns_database) {
        sqlite3_close(file->database);
    }
    free(file->chunk);
    hy_arena_clear(&file->arena);
    free(file);
}

// ---- keyframes

static hy_status say_damaged(const struct hy_record_file *file, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_store_say(message, "%s is damaged: its keyframes cannot be unpacked", file->path);
    return HY_BAD_INPUT;
}

// Unpacks the run of frames in the current row.
static hy_status unpack_chunk(struct hy_record_file *file, sqlite3_stmt *row, char message[HY_STORE_MESSAGE_SIZE])
{
    const int64_t first_tick = sqlite3_column_int64(row, 0);
    if (file->chunk != NULL && file->chunk_first_tick == first_tick) {
        return HY_OK;
    }
    const int64_t frame_count = sqlite3_column_int64(row, 1);
    const int64_t size = sqlite3_column_int64(row, 2);
    const size_t frame_size = hy_frame_size(&file->frame_world) + HY_FRAME_TICK_BYTES;
    if (frame_count < 1 || size < 1 || size > CHUNK_LIMIT_BYTES || (size_t)size / frame_size != (size_t)frame_count ||
        (size_t)size % frame_size != 0) {
        return say_damaged(file, message);
    }
    uint8_t *chunk = malloc((size_t)size);
    if (chunk == NULL) {
        hy_store_say(message, "%s: out of memory", file->path);
        return HY_OUT_OF_MEMORY;
    }
    const void *packed = sqlite3_column_blob(row, 3);
    const size_t packed_size = (size_t)sqlite3_column_bytes(row, 3);
    if (packed == NULL || ZSTD_decompress(chunk, (size_t)size, packed, packed_size) != (size_t)size) {
        free(chunk);
        return say_damaged(file, message);
    }
    free(file->chunk);
    file->chunk = chunk;
    file->chunk_size = (size_t)size;
    file->chunk_first_tick = first_tick;
    file->chunk_frame_count = (uint32_t)frame_count;
    return HY_OK;
}

static hy_status load_chunk(struct hy_record_file *file, uint32_t tick, char message[HY_STORE_MESSAGE_SIZE])
{
    sqlite3_stmt *row = NULL;
    static const char SELECT[] = "SELECT first_tick, frame_count, size, frames FROM keyframes WHERE first_tick <= ? "
                                 "ORDER BY first_tick DESC LIMIT 1";
    if (sqlite3_prepare_v2(file->database, SELECT, -1, &row, NULL) != SQLITE_OK) {
        return hy_database_failure(file->database, file->path, message);
    }
    sqlite3_bind_int64(row, 1, tick);
    hy_status status = HY_NOT_FOUND;
    const int result = sqlite3_step(row);
    if (result == SQLITE_ROW) {
        status = unpack_chunk(file, row, message);
    } else if (result != SQLITE_DONE) {
        status = hy_database_failure(file->database, file->path, message);
    } else {
        hy_store_say(message, "%s holds no picture of that time", file->path);
    }
    sqlite3_finalize(row);
    return status;
}

static uint32_t read_tick(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

hy_status hy_record_frame_at(hy_record *record, uint32_t tick, hy_record_frame *frame,
                             char message[HY_STORE_MESSAGE_SIZE])
{
    struct hy_record_file *file = record->file;
    const hy_status status = load_chunk(file, tick, message);
    if (status != HY_OK) {
        return status;
    }
    const hy_frame_world *world = &file->frame_world;
    frame->tick = (uint32_t)file->chunk_first_tick;
    memset(file->planes, 0, hy_frame_size(world));
    for (uint32_t i = 0; i < file->chunk_frame_count; i++) {
        const uint8_t *at = file->chunk + i * (HY_FRAME_TICK_BYTES + hy_frame_size(world));
        if (read_tick(at) > tick) {
            break;
        }
        frame->tick = read_tick(at);
        hy_frame_add(world, at + HY_FRAME_TICK_BYTES, file->planes);
    }
    if (!hy_frame_unpack(world, file->planes, file->person_marks, file->opening_marks)) {
        return say_damaged(file, message);
    }
    frame->persons = file->person_marks;
    frame->openings = file->opening_marks;
    return HY_OK;
}
