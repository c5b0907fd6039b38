// What measurements of single people have in common: one number of each history, its mean over histories, and its rise from
// one experiment to the next.
#ifndef HY_STUDY_VERIFICATION_TRACE_NUMBERS_H
#define HY_STUDY_VERIFICATION_TRACE_NUMBERS_H

#include "study/verification/measures.h"

#include <math.h>

// one number of one history
typedef double hy_trace_number(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace);

// Unmeasured where it is unmeasured in any history.
hy_estimate hy_mean_over_histories(const hy_verification_case *of, const hy_evidence *evidence, hy_trace_number *number);

// The least rise of that mean from one experiment to the next, in their order.
hy_estimate hy_rise_over_experiments(const hy_verification_case *of, const hy_evidence *evidence,
                                     uint32_t evidence_count, hy_trace_number *number);

static inline bool hy_is_measured(double number)
{
    return !isnan(number);
}

// below 0: of any group
static inline bool hy_is_of_group(const hy_trace *trace, uint32_t person, double group)
{
    return group < 0 || trace->group[person] == (uint32_t)group;
}

// when a person came over a line; unmeasured for never
static inline double hy_crossed_s(const hy_trace *trace, uint32_t line, uint32_t person)
{
    return trace->crossed_s[(size_t)line * trace->person_count + person];
}

#endif
