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

// Numbers of the model that are to be others from a tick on.
typedef struct hy_rerun_change {
    uint32_t tick;
    const char *label;
    const char *const *settings; // stay the caller's
    uint32_t setting_count;
} hy_rerun_change;

// Variants of a history.
typedef struct hy_reruns {
    hy_variant *variants;
    uint32_t variant_count;
    // private
    const hy_branched_history *history;
    struct hy_rerun_memory *memory;
    uint32_t variant_limit;
} hy_reruns;

// Room for so many variants. False without memory; the caller clears the reruns in every case. The history must outlive them.
bool hy_reruns_init(hy_reruns *reruns, const hy_branched_history *history, uint32_t variant_limit);

// One more pair: the history as it happened, and behind it what is asked. Everything is copied. False without memory or room.
bool hy_reruns_add(hy_reruns *reruns, const hy_rerun *asked);

// One more variant, held against the first one; its draws are made anew from the tick itself on. False without memory or room.
bool hy_reruns_add_change(hy_reruns *reruns, const hy_rerun_change *change);

void hy_reruns_clear(hy_reruns *reruns);

#endif
