// Means over runs, one value after another, with 95 % intervals.
#ifndef HY_STUDY_MEANS_H
#define HY_STUDY_MEANS_H

#include "study/verification/statistics.h"

// B. P. Welford 1962: count, mean, and sum of squared distances from it. Equal values in equal order give equal bits.
typedef struct hy_mean {
    uint32_t count;
    double mean, squares;
} hy_mean;

void hy_mean_add(hy_mean *mean, double value);

// Standard deviation between the values; 0 below two of them.
double hy_mean_deviation(const hy_mean *mean);

// The mean with Student's interval.
hy_estimate hy_mean_interval(const hy_mean *mean);

// The mean of shares, from 0 to 1, with an interval that stays there. People of one run share its fate: runs are
// counted, not people. Wilson's interval for as many independent people as would vary as the runs do (E. L. Korn and
// B. I. Graubard 1998), with Student's quantile; for as many as there are runs where these do not vary at all.
hy_estimate hy_mean_share_interval(const hy_mean *mean);

// The share of runs for which something is so (values 0 and 1) with Wilson's interval.
hy_estimate hy_mean_yes_interval(const hy_mean *mean);

#endif
