// Making a file without ever losing another: begun under a name of its own, and renamed when it can be read.
#include "store/place.h"

#include "store/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// of SQLite's file format: its first words, and where the application id stands
static const char SQLITE_MAGIC[] = "SQLite format 3";
enum { APPLICATION_ID_OFFSET = 68, HEADER_SIZE = 100 };

static bool is_hyo_header(const unsigned char *header)
{
    const unsigned char *id = header + APPLICATION_ID_OFFSET;
    const uint32_t application_id =
        (uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8 | (uint32_t)id[3];
    return memcmp(header, SQLITE_MAGIC, sizeof SQLITE_MAGIC) == 0 && application_id == HY_STORE_APPLICATION_ID;
}

static bool is_hyo_file(const char *path)
{
    unsigned char header[HEADER_SIZE];
    const int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        return false;
    }
    const ssize_t size = read(file, header, sizeof header);
    close(file);
    return size == 0 || (size == HEADER_SIZE && is_hyo_header(header));
}

hy_status hy_place_check(const char *path, bool may_replace, char message[HY_STORE_MESSAGE_SIZE])
{
    struct stat found;
    if (stat(path, &found) != 0) {
        return HY_OK;
    }
    if (S_ISDIR(found.st_mode)) {
        hy_store_say(message, "%s is a folder: give the name of a file in it", path);
        return HY_BAD_ARGUMENT;
    }
    if (!may_replace) {
        hy_store_say(message, "%s exists already: give another name, or --force to replace it", path);
        return HY_BAD_ARGUMENT;
    }
    if (!S_ISREG(found.st_mode) || !is_hyo_file(path)) {
        hy_store_say(message, "%s is no .hyo file, and nothing else is ever replaced: give another name", path);
        return HY_BAD_ARGUMENT;
    }
    return HY_OK;
}

hy_status hy_place_draft(const char *path, char draft[HY_STORE_PATH_SIZE], char message[HY_STORE_MESSAGE_SIZE])
{
    const int length = snprintf(draft, HY_STORE_PATH_SIZE, "%s.%ld.new", path, (long)getpid());
    if (length < 0 || length >= HY_STORE_PATH_SIZE) {
        hy_store_say(message, "the name of the file is too long");
        return HY_BAD_ARGUMENT;
    }
    hy_place_abandon(draft);
    const int file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
        const bool is_full = errno == ENOSPC || errno == EDQUOT;
        hy_store_say(message, "%s cannot be written: %s", path, strerror(errno));
        return is_full ? HY_DISK_FULL : HY_FILE_ERROR;
    }
    close(file);
    return HY_OK;
}

static void remove_beside(const char *path, const char *ending)
{
    char name[HY_STORE_PATH_SIZE + 16];
    snprintf(name, sizeof name, "%s%s", path, ending);
    unlink(name);
}

// A journal without its file would be played into whatever takes the name.
static void remove_journals(const char *path)
{
    remove_beside(path, "-journal");
    remove_beside(path, "-wal");
    remove_beside(path, "-shm");
}

hy_status hy_place_settle(const char *draft, const char *path, bool may_replace, char message[HY_STORE_MESSAGE_SIZE])
{
    // another process may have taken the name in the meantime
    const hy_status status = hy_place_check(path, may_replace, message);
    if (status != HY_OK) {
        return status;
    }
    remove_journals(path);
    if (rename(draft, path) != 0) {
        hy_store_say(message, "%s cannot be written: %s", path, strerror(errno));
        return HY_FILE_ERROR;
    }
    return HY_OK;
}

void hy_place_abandon(const char *draft)
{
    unlink(draft);
    remove_journals(draft);
}

int hy_place_open(const char *path, int flags, sqlite3 **database)
{
    char name[HY_STORE_PATH_SIZE + 16];
    const int length = snprintf(name, sizeof name, "%s%s", path[0] == '/' ? "" : "./", path);
    if (length < 0 || (size_t)length >= sizeof name) {
        *database = NULL;
        return SQLITE_CANTOPEN;
    }
    return sqlite3_open_v2(name, database, flags, NULL);
}
