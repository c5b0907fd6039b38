// Change points: where the rates at which things happen change most. See docs/model/chronicle.md.
#ifndef HY_STUDY_CHANGE_POINTS_H
#define HY_STUDY_CHANGE_POINTS_H

#include "hyosan/store.h"

// Counts of several kinds over bins of time that may differ in length.
typedef struct hy_count_series {
    uint32_t bin_count, kind_count;
    const uint32_t *counts;  // bin_count rows of kind_count
    const double *durations; // of each bin, above 0
    const uint32_t *weights; // of each bin; a segment has at least least_weight in all
    uint32_t least_weight;
} hy_count_series;

// Cuts the series into segment_count segments of constant rates so that the likelihood is the greatest there is. begins
// receives the first bin of each segment (begins[0] is 0), strengths by how much twice the log-likelihood would fall if the
// segment were joined with the one before (strengths[0] is 0). HY_OK, HY_NOT_FOUND where the weights allow no such cut,
// HY_OUT_OF_MEMORY.
HY_NODISCARD hy_status hy_change_points_find(const hy_count_series *series, uint32_t segment_count, uint32_t *begins,
                                             double *strengths);

// A stretch of a history between two change points.
typedef struct hy_segment {
    uint32_t begin_tick, end_tick; // the end is the next one's begin
    double strength;
} hy_segment;

// The history in segment_count segments at the strongest change points of the rates of all kinds of events. marks are the
// ticks of what is to be told, in order: each segment holds least_marks of them at least. Returns as above.
HY_NODISCARD hy_status hy_segments_of_record(const hy_record *record, const uint32_t *marks, uint32_t mark_count,
                                             uint32_t least_marks, uint32_t segment_count, hy_segment *segments);

#endif
