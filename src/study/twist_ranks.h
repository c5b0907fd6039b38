// Events of a history in the order of what their reversal changed, over the reruns of a study that reverses them.
#ifndef HY_STUDY_TWIST_RANKS_H
#define HY_STUDY_TWIST_RANKS_H

#include "study/summary.h"

// One event, and what its reversal changed of an outcome.
typedef struct hy_twist_rank {
    uint32_t variant;        // without the event
    uint32_t event;
    double as_it_happened, without; // means over the pairs
    hy_estimate difference;         // without it less with it, paired; NaN where no pair was done
} hy_twist_rank;

// Every event that the study reverses, the greatest difference of either sign first; those without a pair last, equal ones in
// the order of the history. An array of *count that the caller frees; NULL without memory.
hy_twist_rank *hy_twist_ranks(const hy_study_summary *summary, const hy_outcome_ask *ask, uint32_t *count);

// Whether chance alone is unlikely to have made a difference: its interval is bounded and holds no 0. Pairs that are all alike have
// an interval without width, whatever their number: of these it takes six.
bool hy_twist_is_told(const hy_twist_rank *rank);

#endif
