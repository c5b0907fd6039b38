// Where a .hyo file comes to lie, and what it may replace there.
#ifndef HY_STORE_PLACE_H
#define HY_STORE_PLACE_H

#include "store/database.h"

enum { HY_STORE_PATH_SIZE = 4096 };

// Whether a file may be made at `path`: HY_OK, or HY_BAD_ARGUMENT and what to do about what is there.
HY_NODISCARD hy_status hy_place_check(const char *path, bool may_replace, char message[HY_STORE_MESSAGE_SIZE]);

// The name under which a file is begun, in the same folder.
HY_NODISCARD hy_status hy_place_draft(const char *path, char draft[HY_STORE_PATH_SIZE],
                                      char message[HY_STORE_MESSAGE_SIZE]);

// Gives the closed draft its name; what was there is gone then, with the journal that belonged to it.
HY_NODISCARD hy_status hy_place_settle(const char *draft, const char *path, bool may_replace,
                                       char message[HY_STORE_MESSAGE_SIZE]);

// Removes a draft and its journal.
void hy_place_abandon(const char *draft);

// Opens with SQLite what lies at `path`, which is never taken for one of SQLite's special names.
int hy_place_open(const char *path, int flags, sqlite3 **database);

#endif
