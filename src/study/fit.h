// `fit`: the sampler of smc.h over runs of a scenario, as a study whose variants are particles.
#ifndef HY_STUDY_FIT_H
#define HY_STUDY_FIT_H

#include "study/ensemble.h"

typedef struct hy_fit hy_fit;

// Draws the first generation. HY_OK; HY_BAD_ARGUMENT with a message where the study asks for too much;
// HY_OUT_OF_MEMORY. The study must outlive the fit, which the caller destroys.
HY_NODISCARD hy_status hy_fit_create(const hy_spec_study *study, hy_fit **fit, char message[HY_STORE_MESSAGE_SIZE]);
void hy_fit_destroy(hy_fit *fit);

// The particles so far, at an address that stays; their settings are those of the study's parameters.
const hy_variant *hy_fit_variants(const hy_fit *fit, uint32_t *count);

// What an ensemble of these variants needs to make the others; has_own_seeds and goes_by_variant belong to it.
const hy_ensemble_growth *hy_fit_growth(const hy_fit *fit);

// ---- what a fit says

// One parameter in the posterior. NaN where its values are no numbers.
typedef struct hy_posterior {
    double mean, deviation;
    double low, median, high; // 2.5 %, 50 % and 97.5 % of the posterior lie below
} hy_posterior;
hy_posterior hy_posterior_of_axis(const hy_study *study, uint32_t axis);

// A target as the posterior gives it: the values of its particles.
hy_posterior hy_posterior_of_target(const hy_study *study, uint32_t target);

// As many independent samples of the posterior tell as much; 0 before the end of the first generation.
double hy_posterior_effective_count(const hy_study *study);

#endif
