// What is told of Hyosan High, measured in histories of it: the targets T1 to T8 of docs/canon.md.
#ifndef HY_STUDY_VERIFICATION_CANON_H
#define HY_STUDY_VERIFICATION_CANON_H

#include "study/verification/verify.h"

// figures[...] of a trace
typedef enum hy_canon_figure {
    HY_CANON_EMPTY_S,       // from the signal until nobody is indoors
    HY_CANON_CAFETERIA_MIN, // from the first bite in a cafeteria until half of those who were in it have turned
    HY_CANON_LOST_MIN,      // from the first turning until less than a tenth is healthy and at the school
    HY_CANON_LIVING_SHARE,  // living humans and halfbies at the school a day after the first turning
    HY_CANON_LAST_SHARE,    // the same at the end of the scenario, those included who got away
    HY_CANON_HALFBIES,      // people who became one
    HY_CANON_DIVERSIONS,    // people who led attackers away from somebody who was saved by it
    HY_CANON_CHOSEN,        // people lost by a knowing act of somebody else
    HY_CANON_FIGURE_COUNT
} hy_canon_figure;

_Static_assert((int)HY_CANON_FIGURE_COUNT <= (int)HY_TRACE_FIGURES, "a trace holds them all");

// Runs one history to its end and fills the figures of the trace; NaN for what never came about. Callable from several
// threads; one core each. Returns as hy_experiment_run does.
HY_NODISCARD hy_status hy_canon_run(const hy_experiment *experiment, const hy_model *model, uint64_t seed,
                                    hy_trace *trace);

// Mean of figure values[0] over the histories in which it came about; its interval is the range of 95 % of them.
hy_estimate hy_measure_figure(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count);

// Share of the histories in which figure values[0] came about.
hy_estimate hy_measure_figure_share(const hy_verification_case *of, const hy_evidence *evidence,
                                    uint32_t evidence_count);

#endif
