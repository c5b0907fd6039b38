// Whether the interval of an outcome is narrow enough, looked at after every run in the order of their numbers, though
// they finish in another.
#ifndef HY_STUDY_PRECISION_H
#define HY_STUDY_PRECISION_H

#include "study/means.h"
#include "study/outcomes.h"

typedef struct hy_precision {
    bool is_asked;
    hy_outcome_ask ask;
    double half_width;
    double *waiting;       // values of runs ahead of the first that is missing
    uint8_t *state;
    uint32_t window;       // length of both: so far may runs be ahead
    uint32_t next;         // the first number that is missing
    hy_mean mean;
    uint32_t enough_count; // runs from the first on that are enough; HY_NONE
} hy_precision;

// Room for runs that are ahead by at least `least_window` numbers, and some thousands. False without memory.
bool hy_precision_init(hy_precision *precision, const hy_outcome_ask *ask, double half_width, uint32_t least_window);
void hy_precision_clear(hy_precision *precision);

// Takes a run of the first variant; one that is too far ahead is passed over.
void hy_precision_note(hy_precision *precision, const hy_record *world, const hy_study_run *run);

#endif
