// Ranking by the mean of paired differences.
#include "study/twist_ranks.h"

#include <math.h>
#include <stdlib.h>

// so many pairs of one sign are told from chance by the sign test, two-sided at 5 %
enum { LEAST_ALIKE = 6 };

bool hy_twist_is_told(const hy_twist_rank *rank)
{
    const hy_estimate *of = &rank->difference;
    if (!isfinite(of->low) || (of->low <= 0 && of->high >= 0)) {
        return false;
    }
    const bool are_alike = of->low >= of->high;
    return !are_alike || of->sample_count >= LEAST_ALIKE;
}

static int compare_ranks(const void *left, const void *right)
{
    const hy_twist_rank *a = left;
    const hy_twist_rank *b = right;
    const double size_a = isnan(a->difference.value) ? -1 : fabs(a->difference.value);
    const double size_b = isnan(b->difference.value) ? -1 : fabs(b->difference.value);
    if (size_a > size_b || size_a < size_b) {
        return size_a > size_b ? -1 : 1;
    }
    return a->event < b->event ? -1 : a->event > b->event;
}

hy_twist_rank *hy_twist_ranks(const hy_study_summary *summary, const hy_outcome_ask *ask, uint32_t *count)
{
    const hy_study *study = summary->study;
    const uint32_t index = (uint32_t)(ask - summary->asks);
    hy_twist_rank *ranks = calloc((size_t)study->variant_count + 1, sizeof *ranks);
    *count = 0;
    for (uint32_t i = 0; ranks != NULL && i < study->variant_count; i++) {
        const hy_study_branch *branch = study->variants[i].branch;
        if (branch == NULL || branch->reference == i) {
            continue;
        }
        const hy_paired *paired = &summary->paired[(size_t)i * summary->ask_count + index];
        ranks[(*count)++] = (hy_twist_rank){.variant = i,
                                            .event = branch->event,
                                            .as_it_happened = paired->first.mean,
                                            .without = paired->second.mean,
                                            .difference = hy_mean_interval(&paired->difference)};
    }
    if (ranks != NULL) {
        qsort(ranks, *count, sizeof *ranks, compare_ranks);
    }
    return ranks;
}
