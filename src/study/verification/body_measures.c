// Measurements of bodies: how near they come to each other, and how far they step aside.
#include "study/verification/trace_numbers.h"

hy_estimate hy_measure_least_distance(const hy_verification_case *of, const hy_evidence *evidence,
                                      uint32_t evidence_count)
{
    (void)of;
    double least = HY_UNBOUNDED;
    uint32_t count = 0;
    for (uint32_t i = 0; i < evidence_count; i++) {
        for (uint32_t j = 0; j < evidence[i].trace_count; j++) {
            least = fmin(least, evidence[i].traces[j].least_distance_m);
            count++;
        }
    }
    return hy_estimate_of(least, count);
}

hy_estimate hy_measure_sideways(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    double greatest = 0;
    for (uint32_t i = 0; i < evidence->trace_count; i++) {
        const hy_trace *trace = &evidence->traces[i];
        for (uint32_t person = 0; person < trace->person_count; person++) {
            if (hy_is_of_group(trace, person, of->values[0])) {
                greatest = isnan(trace->gone_s[person]) || isnan(greatest) ? HY_UNMEASURED
                                                                           : fmax(greatest, trace->sideways_m[person]);
            }
        }
    }
    return hy_estimate_of(greatest, evidence->trace_count);
}

static double gap_at_end(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)of;
    (void)evidence;
    const bool has_both = trace->person_count > 1 && isnan(trace->gone_s[0]);
    return has_both ? hypot((double)trace->last[1].x - (double)trace->last[0].x,
                            (double)trace->last[1].y - (double)trace->last[0].y)
                    : HY_UNMEASURED;
}

hy_estimate hy_measure_gap_at_end(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, gap_at_end);
}
