// A folder of pictures: made where it is missing, each file whole or not there.
#ifndef HY_REPORT_FOLDER_H
#define HY_REPORT_FOLDER_H

#include "hyosan/store.h"

#include <stdio.h>

typedef struct hy_folder {
    const char *path;
    FILE *names;   // receives the names of the files made, one a line; may be NULL
    char *message; // HY_STORE_MESSAGE_SIZE: what failed
} hy_folder;

typedef void hy_folder_writer(const void *picture, FILE *out);

// HY_OK, HY_FILE_ERROR or HY_DISK_FULL, with the message.
HY_NODISCARD hy_status hy_folder_make(const hy_folder *folder);

// Writes a file of this name. One that could not be finished is not left behind. Returns as hy_folder_make.
HY_NODISCARD hy_status hy_folder_write(const hy_folder *folder, const char *name, hy_folder_writer *write,
                                       const void *picture);

#endif
