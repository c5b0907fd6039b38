// What both sides of the store need of SQLite: statuses, sentences about failures, and bound values.
#ifndef HY_STORE_DATABASE_H
#define HY_STORE_DATABASE_H

#include "hyosan/store.h"

#include <sqlite3.h>

// Writes a sentence into a message.
void hy_store_say(char message[HY_STORE_MESSAGE_SIZE], const char *format, ...) __attribute__((format(printf, 2, 3)));

// What SQLite's last failure on this connection means for the caller, with a sentence about the file `path`.
hy_status hy_database_failure(sqlite3 *database, const char *path, char message[HY_STORE_MESSAGE_SIZE]);

// Binds the next value of a row; a row is built by a chain of these over one counter that starts at 0.
typedef struct hy_row {
    sqlite3_stmt *statement;
    int column;
} hy_row;

hy_row hy_row_begin(sqlite3_stmt *statement);
void hy_row_integer(hy_row *row, int64_t value);
void hy_row_index(hy_row *row, uint32_t index);  // NULL for HY_NONE
void hy_row_real(hy_row *row, double value);     // rounded to a tenth of a millimetre or millisecond
void hy_row_exact(hy_row *row, double value);    // as it is
void hy_row_text(hy_row *row, const char *text); // must live until hy_row_end
void hy_row_blob(hy_row *row, const void *bytes, size_t size);

// Runs the statement and readies it for the next row. SQLITE_OK, or SQLite's result.
int hy_row_end(hy_row *row);

#endif
