// What the last population of a fit says.
#include "study/fit.h"

#include "study/smc.h"
#include "study/sweep.h"

#include <stdlib.h>

typedef struct weighted {
    double value, share;
    uint32_t rank;
} weighted;

static int by_value(const void *left, const void *right)
{
    const weighted *a = left;
    const weighted *b = right;
    const int order = (a->value > b->value) - (a->value < b->value);
    return order != 0 ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

// The value below which a share lies, on the straight line between the middles of the steps.
static double quantile(const weighted *items, uint32_t count, double share)
{
    double below = 0;
    double last_middle = 0;
    for (uint32_t i = 0; i < count; i++) {
        const double middle = below + items[i].share / 2;
        if (middle >= share) {
            const double part = i > 0 && middle > last_middle ? (share - last_middle) / (middle - last_middle) : 1;
            return i > 0 ? items[i - 1].value + part * (items[i].value - items[i - 1].value) : items[i].value;
        }
        last_middle = middle;
        below += items[i].share;
    }
    return items[count - 1].value;
}

static hy_posterior posterior_of(weighted *items, uint32_t count)
{
    hy_posterior of = {0};
    for (uint32_t i = 0; i < count; i++) {
        of.mean += items[i].share * items[i].value;
    }
    for (uint32_t i = 0; i < count; i++) {
        of.deviation += items[i].share * (items[i].value - of.mean) * (items[i].value - of.mean);
    }
    of.deviation = sqrt(of.deviation);
    qsort(items, count, sizeof *items, by_value);
    of.low = quantile(items, count, 0.025);
    of.median = quantile(items, count, 0.5);
    of.high = quantile(items, count, 0.975);
    return of;
}

static hy_posterior unknown(void)
{
    return (hy_posterior){HY_UNMEASURED, HY_UNMEASURED, HY_UNMEASURED, HY_UNMEASURED, HY_UNMEASURED};
}

// of the values that are numbers; all of them must be
static hy_posterior gather(const hy_study *study, double (*value)(const hy_study *, uint32_t, uint32_t), uint32_t which)
{
    weighted *items = calloc((size_t)study->population_count + 1, sizeof *items);
    bool is_known = items != NULL && study->population_count > 0;
    for (uint32_t i = 0; is_known && i < study->population_count; i++) {
        items[i] = (weighted){value(study, i, which), study->population[i].weight, i};
        is_known = !isnan(items[i].value);
    }
    const hy_posterior of = is_known ? posterior_of(items, study->population_count) : unknown();
    free(items);
    return of;
}

static double axis_value(const hy_study *study, uint32_t rank, uint32_t axis)
{
    return hy_sweep_value(study, study->population[rank].variant, axis);
}

static double target_value(const hy_study *study, uint32_t rank, uint32_t target)
{
    return study->population[rank].values[target];
}

hy_posterior hy_posterior_of_axis(const hy_study *study, uint32_t axis)
{
    return gather(study, axis_value, axis);
}

hy_posterior hy_posterior_of_target(const hy_study *study, uint32_t target)
{
    return gather(study, target_value, target);
}

double hy_posterior_effective_count(const hy_study *study)
{
    return study->generation_count > 0 ? study->generations[study->generation_count - 1].effective_count : 0;
}
