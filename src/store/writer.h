// The writing side of a store: what a minute brings is gathered in memory, and stored in one transaction.
#ifndef HY_STORE_WRITER_H
#define HY_STORE_WRITER_H

#include "store/database.h"
#include "store/frames.h"
#include "store/place.h"

enum { HY_FRAMES_PER_CHUNK = 64, HY_DRIVE_LIMIT = 256, HY_HASH_TEXT_SIZE = 17 };

// the changing columns of table persons
typedef struct hy_person_fate {
    uint32_t cell, stage, room, infected_by, stopped_by;
    uint32_t belief_event, infection_event, turning_event, fate_event;
} hy_person_fate;

typedef struct hy_totals_row {
    uint32_t tick;
    hy_counts by_role[HY_role_count];
} hy_totals_row;

struct hy_store {
    sqlite3 *database;
    sqlite3_stmt *insert_event, *insert_totals, *insert_hash, *insert_chunk, *insert_drive, *update_person, *set_meta;
    const hy_model *model;
    char path[HY_STORE_PATH_SIZE];
    bool has_keyframes, has_failed;
    uint32_t totals_period, commit_period, keyframe_period;

    // since the last transaction
    hy_event *events;
    uint32_t event_count, event_capacity;
    hy_totals_row *totals;
    uint32_t totals_count, totals_capacity;
    uint8_t *chunk; // HY_FRAMES_PER_CHUNK frames
    uint32_t frame_count, first_frame_tick, last_frame_tick;

    hy_person_fate *fates; // as stored
    hy_frame_world frame_world;
    hy_frame_sheet *sheets;
    uint32_t *room_sheets;
    hy_person_mark *person_marks;
    hy_opening_mark *opening_marks;
    uint8_t *planes, *previous_planes;
    const char *drives[HY_DRIVE_LIMIT];
    uint32_t drive_count, stored_drive_count;
};

// `result` of the step before, so that a list of steps stops at the first that failed
#define HY_THEN(result, step)        \
    do {                             \
        if ((result) == SQLITE_OK) { \
            (result) = (step);       \
        }                            \
    } while (0)

// ---- gathering

// Bytes of one frame in the chunk.
size_t hy_store_frame_bytes(const hy_store *store);

// Takes what the last step brought; the totals besides when their time has come. False without memory.
bool hy_store_gather(hy_store *store, const hy_sim *sim);
bool hy_store_gather_totals(hy_store *store, const hy_sim *sim);

// ---- storing: SQLITE_OK, or SQLite's result

// Rows of all that was gathered, of what changed about people, and the hash; within an open transaction.
int hy_store_write_gathered(hy_store *store, const hy_sim *sim);

void hy_store_hash_text(uint64_t hash, char text[HY_HASH_TEXT_SIZE]);
int hy_store_set_text(hy_store *store, const char *key, const char *value);
int hy_store_set_integer(hy_store *store, const char *key, int64_t value);
int hy_store_set_real(hy_store *store, const char *key, double value);

#endif
