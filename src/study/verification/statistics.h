// Statistics of repeated measurements: means and shares with 95 % intervals, and whether a sample follows a law.
#ifndef HY_STUDY_VERIFICATION_STATISTICS_H
#define HY_STUDY_VERIFICATION_STATISTICS_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

// What stands where there was nothing to measure.
#define HY_UNMEASURED ((double)NAN)

// A bound that is none, with its sign. Both macros of the C library are floats.
#define HY_UNBOUNDED ((double)INFINITY)

// A number with its 95 % interval. NaN where there was nothing to measure; the ends are the value itself where the
// number has no spread to tell of (one measurement, a count, a p-value).
typedef struct hy_estimate {
    double value, low, high;
    uint32_t sample_count;
} hy_estimate;

// Quantile 0.975 of Student's t by degrees of freedom, from 1.
double hy_student_quantile(uint32_t degrees_of_freedom);

// A number without spread.
hy_estimate hy_estimate_of(double value, uint32_t sample_count);

// The mean with Student's interval. Values that are NaN make the mean NaN: what was not measured is not left out.
hy_estimate hy_estimate_mean(const double *values, uint32_t count);

// Difference and ratio (by the delta method) of two means of independent samples.
hy_estimate hy_estimate_difference(hy_estimate left, hy_estimate right);
hy_estimate hy_estimate_ratio(hy_estimate left, hy_estimate right);

// A share with Wilson's interval.
hy_estimate hy_estimate_share(uint32_t hit_count, uint32_t count);

// Laws whose distribution function is known here; what a and b mean follows the language's record `distribution`.
typedef enum hy_law_kind {
    HY_LAW_UNIFORM,   // from a to b
    HY_LAW_NORMAL,    // mean a, standard deviation b
    HY_LAW_LOGNORMAL, // mean a and standard deviation b of the logarithm
    HY_LAW_GAMMA,     // shape a, scale b
    HY_LAW_WEIBULL    // shape a, scale b
} hy_law_kind;

typedef struct hy_law {
    hy_law_kind kind;
    double a, b;
} hy_law;

// Share of the law below x.
double hy_law_below(hy_law law, double x);

// p-value of the Kolmogorov-Smirnov test of a sample against a law (asymptotic, with Stephens' correction). Sorts the
// values. NaN for an empty sample.
double hy_kolmogorov_p(double *values, uint32_t count, hy_law law);

// p-value of a chi-squared statistic.
double hy_chi_squared_p(double statistic, uint32_t degrees_of_freedom);

// Sorts in ascending order; the share-th quantile of sorted values, interpolated.
void hy_sort_numbers(double *values, uint32_t count);
double hy_quantile_of_sorted(const double *values, uint32_t count, double share);

#endif
