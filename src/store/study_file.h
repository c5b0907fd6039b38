// What both sides of a file of many runs share: its tables.
#ifndef HY_STORE_STUDY_FILE_H
#define HY_STORE_STUDY_FILE_H

#include "hyosan/study.h"
#include "store/database.h"

// The statements that make the tables beside those of the world, NULL after the last.
extern const char *const hy_study_schema[];

// The database of a store, while it lives; and the name that messages give it.
sqlite3 *hy_study_store_database(hy_study_store *store);
const char *hy_study_store_path(const hy_study_store *store);

#endif
