// One number of each history, its mean over histories, and its rise over experiments.
#include "study/verification/trace_numbers.h"

#include <stdlib.h>

hy_estimate hy_mean_over_histories(const hy_verification_case *of, const hy_evidence *evidence, hy_trace_number *number)
{
    double *numbers = calloc(evidence->trace_count + 1, sizeof *numbers);
    if (numbers == NULL) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    for (uint32_t i = 0; i < evidence->trace_count; i++) {
        numbers[i] = number(of, evidence, &evidence->traces[i]);
    }
    const hy_estimate mean = hy_estimate_mean(numbers, evidence->trace_count);
    free(numbers);
    return mean;
}

// the least rise from one estimate to the next
static hy_estimate least_rise(const hy_estimate *estimates, uint32_t count)
{
    hy_estimate least = hy_estimate_of(HY_UNMEASURED, 0);
    for (uint32_t i = 0; i + 1 < count; i++) {
        const hy_estimate rise = hy_estimate_difference(estimates[i + 1], estimates[i]);
        if (isnan(rise.value)) {
            return rise;
        }
        if (i == 0 || rise.value < least.value) {
            least = rise;
        }
    }
    return least;
}

hy_estimate hy_rise_over_experiments(const hy_verification_case *of, const hy_evidence *evidence,
                                     uint32_t evidence_count, hy_trace_number *number)
{
    hy_estimate estimates[HY_EVIDENCE_LIMIT];
    for (uint32_t i = 0; i < evidence_count; i++) {
        estimates[i] = hy_mean_over_histories(of, &evidence[i], number);
    }
    return least_rise(estimates, evidence_count);
}
