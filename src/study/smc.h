// Approximate Bayesian computation by a sequence of weighted populations; docs/model/fitting.md has the equations.
//
// The adaptive population Monte Carlo of M. Lenormand, F. Jabot and G. Deffuant, Computational Statistics 28 (2013)
// 2777-2796: the weights and the widening of M. A. Beaumont et al., Biometrika 96 (2009) 983-990, tolerances that follow
// from the population (as P. Del Moral et al. 2012), and as many new particles in every generation, however few of them
// are kept. So a generation is a list of runs whose order does not matter, and nothing that was run is thrown away.
//
// A particle has a place: one standard normal number for each parameter. hy_prior_value makes the parameter of it, so
// that every prior is the same normal one here, and no particle can fall outside.
#ifndef HY_STUDY_SMC_H
#define HY_STUDY_SMC_H

#include <stdbool.h>
#include <stdint.h>

enum { HY_SMC_DIMENSIONS = 64 }; // most

typedef struct hy_smc_rules {
    uint32_t dimension_count;
    uint32_t first_count; // particles of the first generation, drawn from the prior
    uint32_t kept_count;  // of every generation, less than first_count; the others are new in each later one
    uint64_t seed;
} hy_smc_rules;

typedef struct hy_smc {
    hy_smc_rules rules;
    uint32_t generation;     // number of generations that were selected
    uint32_t particle_count; // of all generations
    uint32_t new_first;      // first particle of the last generation
    double *places;          // by particle, then dimension
    double *distances;       // infinite: no result
    double *weights;         // prior over proposal; 0 for what has no result
    uint32_t *kept;          // the nearest, in order of distance, then of number
    uint32_t kept_count;
    double tolerance;        // distance of the last one kept
    double accepted_share;   // of the last generation: nearer than the tolerance before
    double *factor;          // triangle whose product with itself is the covariance of the next step
} hy_smc;

// Room for so many generations. False without memory; hy_smc_clear frees what there is.
bool hy_smc_init(hy_smc *smc, hy_smc_rules rules, uint32_t most_generations);
void hy_smc_clear(hy_smc *smc);

// How many particles so many generations have.
uint64_t hy_smc_particle_limit(const hy_smc_rules *rules, uint32_t generation_count);

// Makes the places of the next generation: from new_first up to particle_count.
void hy_smc_propose(hy_smc *smc);

// Selects among all particles when the distances of the last generation are known. False where fewer than two have a
// result, or all of these are the same point.
bool hy_smc_select(hy_smc *smc);

// Whether another generation can say more: some new particle came nearer, and the nearest differ.
bool hy_smc_can_go_on(const hy_smc *smc, double least_accepted_share);

// The share of a kept particle in the posterior: its weight over that of all kept ones.
double hy_smc_share(const hy_smc *smc, uint32_t rank);

// As many independent samples tell as much: L. Kish 1965, (sum w)^2 / sum w^2.
double hy_effective_count(const double *weights, uint32_t count);

#endif
