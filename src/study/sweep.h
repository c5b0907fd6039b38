// What the points of a sweep say about its parameters.
#ifndef HY_STUDY_SWEEP_H
#define HY_STUDY_SWEEP_H

#include "study/summary.h"

// One parameter and one outcome. What the design does not tell is NaN.
typedef struct hy_sweep_effect {
    hy_estimate first, total; // saltelli: Sobol' indices
    hy_estimate low, high;    // one_at_a_time: change of the outcome at either end, paired with the base
    hy_estimate correlation;  // grid, latin_hypercube, sobol: of ranks, after Spearman
} hy_sweep_effect;

// Fills one effect for each axis of the study. False without memory.
bool hy_sweep_effects(const hy_study_summary *summary, uint32_t ask, hy_sweep_effect *effects);

// The outcome over points: its mean, least and greatest mean of a point, and how many points were done.
typedef struct hy_sweep_range {
    double mean, least, greatest;
    uint32_t point_count;
} hy_sweep_range;
hy_sweep_range hy_sweep_range_of(const hy_study_summary *summary, uint32_t ask);

// The value of a parameter at a point, NaN where it is no number.
double hy_sweep_value(const hy_study *study, uint32_t point, uint32_t axis);

// Half the length of the bar that shows how much the outcome depends on this parameter.
double hy_sweep_size(const hy_study *study, const hy_sweep_effect *effect);

#endif
