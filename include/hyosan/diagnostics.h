// What is wrong in what a user wrote: every problem with its place, collected rather than stopped at.
#ifndef HYOSAN_DIAGNOSTICS_H
#define HYOSAN_DIAGNOSTICS_H

#include "hyosan/spec.h"

enum {
    HY_DIAGNOSTIC_LIMIT = 200,
    HY_DIAGNOSTIC_TEXT = 320,
    HY_DIAGNOSTIC_PATH = 96,
    HY_DIAGNOSTIC_FILES = 8,
    HY_DIAGNOSTIC_FILE_NAME = 256
};

typedef struct hy_diagnostic {
    hy_mark mark;                     // where; file is an index into the sink's files
    char path[HY_DIAGNOSTIC_PATH];    // e.g. "rooms[12].box"; may be empty
    char text[HY_DIAGNOSTIC_TEXT];    // a sentence: what was found, what is allowed, what to write instead
} hy_diagnostic;

// A sink for problems. Owned by the caller, used by one thread at a time; what exceeds the limit is counted only.
typedef struct hy_diagnostics {
    const char *files[HY_DIAGNOSTIC_FILES];  // names shown to the user
    char file_names[HY_DIAGNOSTIC_FILES][HY_DIAGNOSTIC_FILE_NAME];  // their characters: a sink outlives what was read
    uint32_t file_count;
    hy_diagnostic *items;                    // HY_DIAGNOSTIC_LIMIT of them, given by the caller
    uint32_t count, dropped_count;
} hy_diagnostics;

// Prepares a sink over caller's storage of HY_DIAGNOSTIC_LIMIT items.
void hy_diagnostics_init(hy_diagnostics *sink, hy_diagnostic *items);

// Registers a file name (copied; of a longer one the end is kept) and returns its index for marks; 0 when the table is
// full.
uint32_t hy_diagnostics_add_file(hy_diagnostics *sink, const char *name);

// Adds a problem; path may be NULL. Cuts what is too long.
void hy_diagnostics_add(hy_diagnostics *sink, hy_mark mark, const char *path, const char *text);

// Orders the problems by file, line and column, stably.
void hy_diagnostics_sort(hy_diagnostics *sink);

#endif
