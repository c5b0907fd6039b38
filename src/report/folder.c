// Writing pictures into a folder.
#include "report/folder.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

static hy_status fail_file(const hy_folder *folder, const char *path)
{
    const bool is_full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    snprintf(folder->message, HY_STORE_MESSAGE_SIZE, "%.400s cannot be written: %s", path, strerror(errno));
    return is_full ? HY_DISK_FULL : HY_FILE_ERROR;
}

hy_status hy_folder_make(const hy_folder *folder)
{
    struct stat found;
    if (mkdir(folder->path, 0777) == 0 ||
        (errno == EEXIST && stat(folder->path, &found) == 0 && S_ISDIR(found.st_mode))) {
        return HY_OK;
    }
    snprintf(folder->message, HY_STORE_MESSAGE_SIZE, "the folder %s cannot be made: %s", folder->path,
             errno == EEXIST ? "a file has this name" : strerror(errno));
    return errno == ENOSPC ? HY_DISK_FULL : HY_FILE_ERROR;
}

static bool path_in_folder(const hy_folder *folder, const char *name, char path[PATH_SIZE])
{
    const size_t length = strlen(folder->path);
    const char *separator = length > 0 && folder->path[length - 1] == '/' ? "" : "/";
    const int size = snprintf(path, PATH_SIZE, "%s%s%s", folder->path, separator, name);
    return size > 0 && size < PATH_SIZE;
}

hy_status hy_folder_write(const hy_folder *folder, const char *name, hy_folder_writer *write, const void *picture)
{
    char path[PATH_SIZE];
    if (!path_in_folder(folder, name, path)) {
        snprintf(folder->message, HY_STORE_MESSAGE_SIZE, "the name of the folder is too long");
        return HY_FILE_ERROR;
    }
    FILE *out = fopen(path, "w");
    if (out == NULL) {
        return fail_file(folder, path);
    }
    write(picture, out);
    const bool has_failed = ferror(out) != 0;
    if (fclose(out) != 0 || has_failed) {
        const hy_status status = fail_file(folder, path);
        unlink(path);
        return status;
    }
    if (folder->names != NULL) {
        fprintf(folder->names, "%s\n", path);
    }
    return HY_OK;
}
