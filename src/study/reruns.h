// Going through the rest of a finished history again, with and without something: pairs of variants over the same new draws.
#ifndef HY_STUDY_RERUNS_H
#define HY_STUDY_RERUNS_H

#include "study/branches.h"

// What is asked of the history: something is done to it from a tick on. The pair is run with draws that are made anew from the
// next tick on, so that what happens at the tick itself happens in every run of the side where nothing is done.
typedef struct hy_rerun {
    uint32_t tick;
    uint32_t event;         // that is reversed, HY_NONE
    const char *text;       // of the event, for readers; may be empty
    double estimate;        // people who are expected to fare otherwise without it; NaN where nobody has reckoned it
    const char *label;      // "without event 31"
    const hy_intervention *own; // what is done, in order of time, none before the tick
    uint32_t own_count;
} hy_rerun;

// Pairs: variant 2 k is the history as it happened, variant 2 k + 1 what is asked.
typedef struct hy_reruns {
    hy_variant *variants;
    uint32_t variant_count;
    // private
    const hy_branched_history *history;
    double step_s;
    struct hy_rerun_memory *pairs;
    uint32_t pair_limit;
} hy_reruns;

// Room for so many pairs. False without memory; the caller clears the reruns in every case. The history must outlive them.
bool hy_reruns_init(hy_reruns *reruns, const hy_branched_history *history, uint32_t pair_limit);

// One more pair; everything is copied. False without memory.
bool hy_reruns_add(hy_reruns *reruns, const hy_rerun *asked);

void hy_reruns_clear(hy_reruns *reruns);

#endif
