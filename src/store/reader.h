// The reading side of a store.
#ifndef HY_STORE_READER_H
#define HY_STORE_READER_H

#include "base/arena.h"
#include "store/database.h"
#include "store/frames.h"

// What a record keeps to itself.
struct hy_record_file {
    hy_record record;
    hy_arena arena; // of everything the record points to
    const char *path;
    sqlite3 *database;
    bool owns_database;

    // keyframes
    hy_frame_world frame_world;
    const hy_frame_sheet *sheets;
    const uint32_t *room_sheets;
    uint32_t sheet_count;
    uint8_t *chunk; // unpacked, malloc'ed; NULL for none
    size_t chunk_size;
    int64_t chunk_first_tick;
    uint32_t chunk_frame_count;
    uint8_t *planes;
    hy_person_mark *person_marks;
    hy_opening_mark *opening_marks;
};

// Reads all tables but the keyframes into the arena, in one transaction.
HY_NODISCARD hy_status hy_reader_load(struct hy_record_file *file, char message[HY_STORE_MESSAGE_SIZE]);

// Opens what lies at `path` with SQLite, for writing where possible. Statuses as of hy_record_open.
HY_NODISCARD hy_status hy_record_database_open(const char *path, sqlite3 **database,
                                               char message[HY_STORE_MESSAGE_SIZE]);

// Opens a .hyo file of this version of the format; the caller closes *database in every case.
HY_NODISCARD hy_status hy_record_check(const char *path, sqlite3 **database, bool *holds_study,
                                       char message[HY_STORE_MESSAGE_SIZE]);

// A record over a database that stays its owner's.
HY_NODISCARD hy_status hy_record_of_database(sqlite3 *database, const char *path, hy_record **record,
                                             char message[HY_STORE_MESSAGE_SIZE]);

#endif
