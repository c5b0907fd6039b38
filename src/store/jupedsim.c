// One SQLite database a level. Its tables are those of JuPedSim's own writer: https://www.jupedsim.org, schema version 2.
#include "store/jupedsim.h"

#include "store/outline.h"
#include "store/place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct level_file {
    sqlite3 *database;
    sqlite3_stmt *insert, *insert_frame;
    char path[HY_STORE_PATH_SIZE], draft[HY_STORE_PATH_SIZE];
    double low_x, high_x, low_y, high_y; // of the positions
    bool has_anybody;
} level_file;

struct hy_jupedsim {
    const hy_model *model;
    level_file *levels; // those without ground have no database
    double frames_per_s;
    uint32_t frame;
};

// ids of geometries are numbers of their own; each file has one
enum { GEOMETRY = 1 };

static const char SCHEMA[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
                             "CREATE TABLE trajectory_data (frame INTEGER NOT NULL, id INTEGER NOT NULL, pos_x REAL NOT NULL,"
                             " pos_y REAL NOT NULL, ori_x REAL NOT NULL, ori_y REAL NOT NULL);"
                             "CREATE TABLE metadata (key TEXT NOT NULL UNIQUE PRIMARY KEY, value TEXT NOT NULL);"
                             "CREATE TABLE geometry (hash INTEGER NOT NULL, wkt TEXT NOT NULL);"
                             "CREATE TABLE frame_data (frame INTEGER NOT NULL, geometry_hash INTEGER NOT NULL);";

static hy_status fail(const level_file *file, char message[HY_STORE_MESSAGE_SIZE])
{
    return hy_database_failure(file->database, file->path, message);
}

static hy_status out_of_memory(char message[HY_STORE_MESSAGE_SIZE])
{
    hy_store_say(message, "%s", hy_status_text(HY_OUT_OF_MEMORY));
    return HY_OUT_OF_MEMORY;
}

// ---- beginning

// the name of a level, as far as it can be one of a file
static bool name_file(level_file *file, const char *folder, const char *level)
{
    const int length = snprintf(file->path, sizeof file->path, "%s/%s.sqlite", folder, level);
    const size_t begin = strlen(folder) + 1;
    for (size_t i = begin; i < begin + strlen(level) && i < sizeof file->path; i++) {
        const unsigned char c = (unsigned char)file->path[i];
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80 || c == '_' ||
                              (c == '.' && i > begin);
        file->path[i] = is_plain ? (char)c : '-';
    }
    return length > 0 && (size_t)length < sizeof file->path;
}

static hy_status open_file(level_file *file, bool may_replace, char message[HY_STORE_MESSAGE_SIZE])
{
    if (!may_replace && access(file->path, F_OK) == 0) {
        hy_store_say(message, "%s exists already: give another folder, or --force to replace it", file->path);
        return HY_BAD_ARGUMENT;
    }
    const hy_status status = hy_place_draft(file->path, file->draft, message);
    if (status != HY_OK) {
        file->draft[0] = '\0';
        return status;
    }
    const int opened = hy_place_open(file->draft, SQLITE_OPEN_READWRITE, &file->database);
    const bool is_ready =
        opened == SQLITE_OK && sqlite3_exec(file->database, SCHEMA, NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(file->database, "INSERT INTO trajectory_data VALUES (?, ?, ?, ?, ?, ?)", -1, &file->insert, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(file->database, "INSERT INTO frame_data VALUES (?, ?)", -1, &file->insert_frame, NULL) == SQLITE_OK;
    return is_ready ? HY_OK : fail(file, message);
}

static hy_status write_geometry(level_file *file, const char *outline, char message[HY_STORE_MESSAGE_SIZE])
{
    sqlite3_stmt *insert = NULL;
    if (sqlite3_prepare_v2(file->database, "INSERT INTO geometry VALUES (?, ?)", -1, &insert, NULL) != SQLITE_OK) {
        return fail(file, message);
    }
    hy_row row = hy_row_begin(insert);
    hy_row_integer(&row, GEOMETRY);
    hy_row_text(&row, outline);
    const int result = hy_row_end(&row);
    sqlite3_finalize(insert);
    return result == SQLITE_OK ? HY_OK : fail(file, message);
}

static hy_status begin_level(hy_jupedsim *files, uint32_t level, const char *folder, bool may_replace,
                             char message[HY_STORE_MESSAGE_SIZE])
{
    level_file *file = &files->levels[level];
    char *outline = hy_level_outline(files->model, level);
    if (outline == NULL) {
        return HY_OK; // no ground
    }
    if (!name_file(file, folder, files->model->levels[level].name)) {
        free(outline);
        hy_store_say(message, "the name of the folder is too long");
        return HY_BAD_ARGUMENT;
    }
    hy_status status = open_file(file, may_replace, message);
    if (status == HY_OK) {
        status = write_geometry(file, outline, message);
    }
    free(outline);
    return status;
}

hy_status hy_jupedsim_create(const hy_model *model, const char *folder, bool may_replace, double frames_per_s,
                             hy_jupedsim **result, char message[HY_STORE_MESSAGE_SIZE])
{
    *result = NULL;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        hy_store_say(message, "the folder %s cannot be made: %s", folder, strerror(errno));
        return HY_FILE_ERROR;
    }
    hy_jupedsim *files = calloc(1, sizeof *files);
    if (files != NULL) {
        *files = (hy_jupedsim){.model = model, .frames_per_s = frames_per_s,
                               .levels = calloc(model->level_count + 1, sizeof(level_file))};
    }
    if (files == NULL || files->levels == NULL) {
        free(files);
        return out_of_memory(message);
    }
    hy_status status = HY_OK;
    for (uint32_t level = 0; level < model->level_count && status == HY_OK; level++) {
        status = begin_level(files, level, folder, may_replace, message);
    }
    if (status != HY_OK) {
        hy_jupedsim_destroy(files);
        return status;
    }
    *result = files;
    return HY_OK;
}

// ---- frames

static void widen(level_file *file, double x, double y)
{
    file->low_x = !file->has_anybody || x < file->low_x ? x : file->low_x;
    file->high_x = !file->has_anybody || x > file->high_x ? x : file->high_x;
    file->low_y = !file->has_anybody || y < file->low_y ? y : file->low_y;
    file->high_y = !file->has_anybody || y > file->high_y ? y : file->high_y;
    file->has_anybody = true;
}

static bool add_person(hy_jupedsim *files, const hy_sim *sim, uint32_t person)
{
    const hy_person_view view = hy_sim_person(sim, person);
    level_file *file = &files->levels[files->model->rooms[view.room].level];
    if (!view.is_present || file->database == NULL) {
        return true;
    }
    const double x = (double)(view.at.x + files->model->origin.x), y = (double)(view.at.y + files->model->origin.y);
    widen(file, x, y);
    hy_row row = hy_row_begin(file->insert);
    hy_row_integer(&row, files->frame);
    hy_row_integer(&row, person);
    hy_row_real(&row, x);
    hy_row_real(&row, y);
    hy_row_real(&row, (double)view.heading.x);
    hy_row_real(&row, (double)view.heading.y);
    return hy_row_end(&row) == SQLITE_OK;
}

hy_status hy_jupedsim_add(hy_jupedsim *files, const hy_sim *sim, char message[HY_STORE_MESSAGE_SIZE])
{
    for (uint32_t level = 0; level < files->model->level_count; level++) {
        level_file *file = &files->levels[level];
        if (file->database != NULL) {
            hy_row row = hy_row_begin(file->insert_frame);
            hy_row_integer(&row, files->frame);
            hy_row_integer(&row, GEOMETRY);
            if (hy_row_end(&row) != SQLITE_OK) {
                return fail(file, message);
            }
        }
    }
    for (uint32_t person = 0; person < files->model->person_count; person++) {
        if (!add_person(files, sim, person)) {
            return fail(&files->levels[files->model->rooms[hy_sim_person(sim, person).room].level], message);
        }
    }
    files->frame++;
    return HY_OK;
}

// ---- the end

static void close_database(level_file *file)
{
    sqlite3_finalize(file->insert);
    sqlite3_finalize(file->insert_frame);
    sqlite3_close(file->database);
    file->insert = file->insert_frame = NULL;
    file->database = NULL;
}

static hy_status finish_level(const hy_jupedsim *files, level_file *file, char message[HY_STORE_MESSAGE_SIZE])
{
    char *sql = sqlite3_mprintf("INSERT INTO metadata VALUES ('version', '2'), ('fps', '%.17g'), ('xmin', '%.4f'), ('xmax', '%.4f'),"
                                " ('ymin', '%.4f'), ('ymax', '%.4f');"
                                "CREATE INDEX frame_id_idx ON trajectory_data(frame, id); COMMIT;",
                                files->frames_per_s, file->low_x, file->high_x, file->low_y, file->high_y);
    if (sql == NULL) {
        return out_of_memory(message);
    }
    const int result = sqlite3_exec(file->database, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
    if (result != SQLITE_OK) {
        return fail(file, message);
    }
    close_database(file);
    if (rename(file->draft, file->path) != 0) {
        hy_store_say(message, "%s cannot be written: %s", file->path, strerror(errno));
        return HY_FILE_ERROR;
    }
    file->draft[0] = '\0';
    return HY_OK;
}

hy_status hy_jupedsim_finish(hy_jupedsim *files, FILE *names, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_status status = HY_OK;
    for (uint32_t level = 0; level < files->model->level_count && status == HY_OK; level++) {
        level_file *file = &files->levels[level];
        if (file->database != NULL) {
            status = finish_level(files, file, message);
            if (status == HY_OK && names != NULL) {
                fprintf(names, "%s\n", file->path);
            }
        }
    }
    return status;
}

void hy_jupedsim_destroy(hy_jupedsim *files)
{
    if (files == NULL) {
        return;
    }
    for (uint32_t level = 0; level < files->model->level_count; level++) {
        level_file *file = &files->levels[level];
        close_database(file);
        if (file->draft[0] != '\0') {
            hy_place_abandon(file->draft);
        }
    }
    free(files->levels);
    free(files);
}
