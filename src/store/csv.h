// A .hyo file as long-form tables of comma-separated values, with a dictionary of their columns.
#ifndef HY_STORE_CSV_H
#define HY_STORE_CSV_H

#include "hyosan/store.h"

#include <stdio.h>

// Writes every table into the folder, which is made if it is missing, and the names of the files, one a line, to
// `names` (may be NULL). One row an observation, one column a variable; the first line names the columns, and
// dictionary.csv tells what each means. Statuses as of hy_record_open, HY_FILE_ERROR and HY_DISK_FULL besides.
HY_NODISCARD hy_status hy_csv_export(const char *path, const char *folder, FILE *names,
                                     char message[HY_STORE_MESSAGE_SIZE]);

#endif
