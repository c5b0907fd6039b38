// Sobol' indices and their bootstrap.
#include "study/sensitivity.h"

#include "study/sobol.h"

#include <stdlib.h>

// One estimate from the rows that `rows` names.
typedef double estimator(const hy_saltelli *results, uint32_t parameter, const uint32_t *rows);

typedef struct moments {
    double mean, variance;
} moments;

// over the base and the second points together
static moments moments_of(const hy_saltelli *results, const uint32_t *rows)
{
    double sum = 0;
    double squares = 0;
    const double count = 2.0 * results->point_count;
    for (uint32_t i = 0; i < results->point_count; i++) {
        sum += results->base[rows[i]] + results->second[rows[i]];
    }
    const double mean = sum / count;
    for (uint32_t i = 0; i < results->point_count; i++) {
        const double base = results->base[rows[i]] - mean;
        const double second = results->second[rows[i]] - mean;
        squares += base * base + second * second;
    }
    return (moments){mean, squares / (count - 1)};
}

// the mean is taken off first: the estimate is exact for any constant, and least uncertain for this one
static double estimate_first(const hy_saltelli *results, uint32_t parameter, const uint32_t *rows)
{
    const moments of = moments_of(results, rows);
    double sum = 0;
    for (uint32_t i = 0; i < results->point_count; i++) {
        const uint32_t row = rows[i];
        sum += (results->second[row] - of.mean) * (results->mixed[parameter][row] - results->base[row]);
    }
    return of.variance > 0 ? sum / results->point_count / of.variance : HY_UNMEASURED;
}

static double estimate_total(const hy_saltelli *results, uint32_t parameter, const uint32_t *rows)
{
    const moments of = moments_of(results, rows);
    double sum = 0;
    for (uint32_t i = 0; i < results->point_count; i++) {
        const double difference = results->base[rows[i]] - results->mixed[parameter][rows[i]];
        sum += difference * difference;
    }
    return of.variance > 0 ? sum / results->point_count / 2 / of.variance : HY_UNMEASURED;
}

static uint32_t resample(const hy_saltelli *results, estimator *estimate, uint32_t parameter, uint32_t resample_count,
                         uint64_t seed, uint32_t *rows, double *values)
{
    uint32_t count = 0;
    for (uint32_t sample = 0; sample < resample_count; sample++) {
        for (uint32_t i = 0; i < results->point_count; i++) {
            rows[i] = (uint32_t)(hy_study_uniform(seed, sample, i) * results->point_count);
        }
        const double value = estimate(results, parameter, rows);
        if (!isnan(value)) {
            values[count++] = value;
        }
    }
    hy_sort_numbers(values, count);
    return count;
}

static hy_estimate with_interval(const hy_saltelli *results, estimator *estimate, uint32_t parameter,
                                 uint32_t resample_count, uint64_t seed)
{
    hy_estimate of = {HY_UNMEASURED, HY_UNMEASURED, HY_UNMEASURED, results->point_count};
    uint32_t *rows = malloc((results->point_count + 1) * sizeof *rows);
    double *values = malloc((resample_count + 1) * sizeof *values);
    if (rows != NULL && values != NULL && results->point_count > 1) {
        for (uint32_t i = 0; i < results->point_count; i++) {
            rows[i] = i;
        }
        of.value = estimate(results, parameter, rows);
        const uint32_t count = resample(results, estimate, parameter, resample_count, seed, rows, values);
        of.low = hy_quantile_of_sorted(values, count, 0.025);
        of.high = hy_quantile_of_sorted(values, count, 0.975);
    }
    free(rows);
    free(values);
    return of;
}

hy_estimate hy_sensitivity_first(const hy_saltelli *results, uint32_t parameter, uint32_t resample_count, uint64_t seed)
{
    return with_interval(results, estimate_first, parameter, resample_count, seed);
}

hy_estimate hy_sensitivity_total(const hy_saltelli *results, uint32_t parameter, uint32_t resample_count, uint64_t seed)
{
    return with_interval(results, estimate_total, parameter, resample_count, seed);
}
