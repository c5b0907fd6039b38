// SQLite's results as statuses and sentences, and rows of bound values.
#include "store/database.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void hy_store_say(char message[HY_STORE_MESSAGE_SIZE], const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, HY_STORE_MESSAGE_SIZE, format, arguments);
    va_end(arguments);
}

hy_status hy_database_failure(sqlite3 *database, const char *path, char message[HY_STORE_MESSAGE_SIZE])
{
    const int result = database != NULL ? sqlite3_errcode(database) & 0xff : SQLITE_NOMEM;
    if (result == SQLITE_NOMEM) {
        hy_store_say(message, "%s: out of memory", path);
        return HY_OUT_OF_MEMORY;
    }
    if (result == SQLITE_FULL) {
        hy_store_say(message, "%s: the disk is full", path);
        return HY_DISK_FULL;
    }
    if (sqlite3_extended_errcode(database) == SQLITE_IOERR_WRITE) {
        hy_store_say(message, "%s cannot be written any more: a limit on the size of files, or a fault of the disk",
                     path);
        return HY_STORE_ERROR;
    }
    if (result == SQLITE_NOTADB || result == SQLITE_CORRUPT) {
        hy_store_say(message, "%s is damaged or no .hyo file", path);
        return HY_BAD_INPUT;
    }
    if (result == SQLITE_BUSY || result == SQLITE_LOCKED) {
        hy_store_say(message, "%s is in use by another program", path);
        return HY_STORE_ERROR;
    }
    const int error = sqlite3_system_errno(database);
    if (result == SQLITE_CANTOPEN || result == SQLITE_READONLY || result == SQLITE_PERM) {
        hy_store_say(message, "%s cannot be opened%s%s", path, error != 0 ? ": " : "",
                     error != 0 ? strerror(error) : "");
        return HY_FILE_ERROR;
    }
    hy_store_say(message, "%s: %s", path, sqlite3_errmsg(database));
    return HY_STORE_ERROR;
}

hy_row hy_row_begin(sqlite3_stmt *statement)
{
    return (hy_row){.statement = statement};
}

// A bind fails only for want of memory or for a wrong column; the step that follows then stores a NULL where the
// schema allows none, and fails.
void hy_row_integer(hy_row *row, int64_t value)
{
    sqlite3_bind_int64(row->statement, ++row->column, value);
}

void hy_row_index(hy_row *row, uint32_t index)
{
    if (index == HY_NONE) {
        sqlite3_bind_null(row->statement, ++row->column);
    } else {
        hy_row_integer(row, index);
    }
}

void hy_row_real(hy_row *row, double value)
{
    sqlite3_bind_double(row->statement, ++row->column, round(value * 1e4) / 1e4);
}

void hy_row_exact(hy_row *row, double value)
{
    sqlite3_bind_double(row->statement, ++row->column, value);
}

void hy_row_text(hy_row *row, const char *text)
{
    sqlite3_bind_text(row->statement, ++row->column, text, -1, SQLITE_STATIC);
}

void hy_row_blob(hy_row *row, const void *bytes, size_t size)
{
    sqlite3_bind_blob64(row->statement, ++row->column, bytes, size, SQLITE_STATIC);
}

int hy_row_end(hy_row *row)
{
    const int result = sqlite3_step(row->statement);
    sqlite3_reset(row->statement);
    sqlite3_clear_bindings(row->statement);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}
