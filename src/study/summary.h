// What the runs of a study say together: means with intervals, distributions, curves, risks, and paired differences.
// Runs are taken in the order of their numbers, so that the same runs give the same bits.
#ifndef HY_STUDY_SUMMARY_H
#define HY_STUDY_SUMMARY_H

#include "study/means.h"
#include "study/outcomes.h"

// Rows of curves and distributions: roles, and everybody.
enum { HY_WHO_ALL = HY_role_count, HY_WHO_COUNT };

// Columns: the cells of the outcome, and those who survive.
enum { HY_SERIES_SURVIVORS = HY_CELL_COUNT, HY_SERIES_COUNT };

// How often each number of people occurred, from 0 to `limit`; larger ones count as the limit.
typedef struct hy_histogram {
    uint32_t *counts; // limit + 1
    uint32_t limit, total;
} hy_histogram;

// The share-th quantile, interpolated between neighbours. NaN where there is nothing.
double hy_histogram_quantile(const hy_histogram *histogram, double share);

typedef struct hy_variant_summary {
    uint32_t done_count, failed_count;
    hy_mean *outcomes;                            // by ask
    hy_mean cells[HY_role_count][HY_CELL_COUNT];  // people at the end
    double agent_steps, wall_s;                   // of all runs
    hy_mean over_s;                               // clock time of the end, where the outbreak ended

    // for the variants whose curves are asked for
    hy_histogram *curves; // by sample, who, series
    hy_mean *group_cells; // people at the end by group, then cell
    hy_histogram peaks, infected;
    double *infections, *deaths; // sums by room and hour
    uint32_t *risky_runs;        // runs with an infection in the room, by room
} hy_variant_summary;

// Of a variant against the one it is held against, the first unless it says otherwise, over the numbers of which both were done.
typedef struct hy_paired {
    hy_mean first, second, difference; // second minus first
} hy_paired;

typedef struct hy_study_summary {
    const hy_study *study;
    hy_outcome_ask *asks;
    uint32_t ask_count;
    uint32_t who_sizes[HY_WHO_COUNT];
    hy_variant_summary *variants;
    hy_paired *paired; // by variant, then ask; NULL for one variant, and for a design
    char first_errors[HY_STUDY_ERROR_SIZE]; // of the first failed run
    uint64_t failed_seed;
} hy_study_summary;

// Reads all runs. With `has_curves`, histograms of `curve_variant_count` first variants too: these take memory for
// people times samples, not for runs. The caller clears the summary in every case.
HY_NODISCARD hy_status hy_study_summarise(hy_study *study, uint32_t curve_variant_count, hy_study_summary *summary,
                                          char message[HY_STORE_MESSAGE_SIZE]);
void hy_study_summary_clear(hy_study_summary *summary);

// The mean of an outcome with the interval that fits its kind.
hy_estimate hy_summary_estimate(const hy_study_summary *summary, uint32_t variant, uint32_t ask);

const hy_histogram *hy_summary_curve(const hy_study_summary *summary, uint32_t variant, uint32_t sample, uint32_t who,
                                     uint32_t series);

// How many times as many independent runs a comparison of equal precision would take: the variances that independent
// runs add up, over that of the paired difference. NaN where the pairs do not differ.
double hy_paired_gain(const hy_paired *paired);

#endif
