// The writing side of a file of many runs: study_make.c makes or opens the file, study_store.c writes runs, study_grow.c the
// generations of a fit, study_branches.c writes and reads where runs leave a history.
#ifndef HY_STORE_STUDY_STORE_H
#define HY_STORE_STUDY_STORE_H

#include "base/arena.h"
#include "store/place.h"
#include "store/study_file.h"
#include "store/writer.h"

struct hy_study_store {
    sqlite3 *database;
    sqlite3_stmt *insert_run, *insert_group, *insert_person, *insert_totals, *insert_risk;
    char path[HY_STORE_PATH_SIZE];
    int lock; // a descriptor of the file that holds its lock, -1 for none
    bool has_failed;

    const hy_study_definition *definition; // only while the store is made
    hy_study_shape shape;
    uint32_t variant_count, branch_tick;
    uint32_t run_count;           // of each variant
    bool grows;                   // then runs are numbered variant by variant
    uint32_t found_variant_count; // that the file had when it was opened
    uint32_t *named; // persons
    bool role_is_there[HY_role_count];
    double step_s;
    uint32_t start_s;
    bool ends_early;
    char *scenario_file;
    char **settings; // those of the study, and of each variant behind them
    uint32_t setting_count;
    uint32_t *variant_first_setting; // variant_count + 1
    uint32_t *redraw_ticks;          // by variant
    char **commands;                 // by variant; NULL for what does not branch from a history
    uint32_t branch_count;           // of these two: variants that are added later branch from none

    uint8_t *has; // one bit for each run that the file held when it was opened
    uint64_t has_limit;
};

// What a run is called in the tables.
uint64_t hy_study_run_id(const hy_study_store *store, uint32_t variant, uint32_t number);

// Keeps copies of the settings of one more variant. False without memory.
bool hy_study_keep_variant(hy_study_store *store, const hy_variant *variant);

// Writes rows of variants, the first of which has this id.
int hy_study_write_variants(hy_study_store *store, uint32_t first, const hy_variant *variants, uint32_t count);

int hy_study_run_sql(hy_study_store *store, const char *sql);

// Takes the transaction back, and says what failed.
hy_status hy_study_fail(hy_study_store *store, char message[HY_STORE_MESSAGE_SIZE]);

typedef struct hy_meta_row {
    const char *key;
    const char *text; // NULL: the number
    double number;
} hy_meta_row;

int hy_study_set_meta(hy_study_store *store, hy_meta_row row);

void hy_study_close_database(hy_study_store *store);

// ---- branches: study_branches.c

bool hy_study_same_branch(const hy_study_branch *a, const hy_study_branch *b);

// What the commands that repeat failed runs need of each branch. False without memory.
bool hy_study_keep_branches(hy_study_store *store, const hy_study_definition *definition);

int hy_study_write_branches(hy_study_store *store, const hy_study_definition *definition);

// Gives the variants of a study their branches; files of earlier versions have none.
void hy_study_read_branches(sqlite3 *database, hy_arena *arena, hy_study *study);

// A number of a row, HY_NONE for NULL and for what is no index.
uint32_t hy_study_index_column(sqlite3_stmt *row, int column);

#endif
