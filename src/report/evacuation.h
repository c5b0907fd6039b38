// What a record tells of an evacuation: who left when and by which exit, and what passed each door.
#ifndef HY_REPORT_EVACUATION_H
#define HY_REPORT_EVACUATION_H

#include "hyosan/store.h"

#include <stdio.h>

// Those who passed an exit, a door or the last threshold of a level. Times in seconds after the signal.
typedef struct hy_stream {
    uint32_t index;    // place, opening or level
    uint32_t count;
    double first_s, last_s;
    double busiest_per_s;    // most in any ten seconds
    uint32_t longest_queue;  // 0 for fewer than five
} hy_stream;

typedef struct hy_evacuation {
    double signal_s;         // clock time
    uint32_t left_count;
    double half_s, most_s, last_s;   // when 50 %, 95 % and all of those who left had left
    hy_stream *exits, *levels, *doors;   // doors: the busiest first
    uint32_t exit_count, level_count, door_count;
} hy_evacuation;

// HY_NOT_FOUND where nothing was signalled; HY_OUT_OF_MEMORY. The caller clears what it got.
HY_NODISCARD hy_status hy_evacuation_find(const hy_record *record, hy_evacuation *evacuation);
void hy_evacuation_clear(hy_evacuation *evacuation);

// A part of the summary.
void hy_evacuation_write(const hy_record *record, FILE *out);

#endif
