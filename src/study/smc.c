// Proposing, weighing and selecting particles.
#include "study/smc.h"

#include "study/sobol.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double TWO_PI = 6.28318530717958647692;

// how much wider than the population the next step is: Beaumont et al. 2009, for the covariance Filippi et al. 2013
static const double WIDENING = 2;

// ---- memory

uint64_t hy_smc_particle_limit(const hy_smc_rules *rules, uint32_t generation_count)
{
    return rules->first_count + (uint64_t)(generation_count - 1) * (rules->first_count - rules->kept_count);
}

bool hy_smc_init(hy_smc *smc, hy_smc_rules rules, uint32_t most_generations)
{
    const size_t width = rules.dimension_count;
    const size_t limit = (size_t)hy_smc_particle_limit(&rules, most_generations);
    *smc = (hy_smc){.rules = rules, .tolerance = HUGE_VAL, .accepted_share = 1};
    smc->places = calloc(limit * width + 1, sizeof *smc->places);
    smc->distances = calloc(limit + 1, sizeof *smc->distances);
    smc->weights = calloc(limit + 1, sizeof *smc->weights);
    smc->kept = calloc((size_t)rules.first_count + 1, sizeof *smc->kept);
    smc->factor = calloc(width * width + 1, sizeof *smc->factor);
    return smc->places != NULL && smc->distances != NULL && smc->weights != NULL && smc->kept != NULL &&
           smc->factor != NULL;
}

void hy_smc_clear(hy_smc *smc)
{
    free(smc->places);
    free(smc->distances);
    free(smc->weights);
    free(smc->kept);
    free(smc->factor);
    *smc = (hy_smc){0};
}

static double *place_of(const hy_smc *smc, uint32_t particle)
{
    return &smc->places[(size_t)particle * smc->rules.dimension_count];
}

// ---- the next step

// G. E. P. Box and M. E. Muller 1958; draw 0 of a particle chooses whom it follows
static double normal_draw(const hy_smc *smc, uint32_t particle, uint32_t dimension)
{
    const double radius = sqrt(-2 * log(hy_study_uniform(smc->rules.seed, particle, 1 + 2 * (uint64_t)dimension)));
    return radius * cos(TWO_PI * hy_study_uniform(smc->rules.seed, particle, 2 + 2 * (uint64_t)dimension));
}

static double kept_weight(const hy_smc *smc)
{
    double sum = 0;
    for (uint32_t i = 0; i < smc->kept_count; i++) {
        sum += smc->weights[smc->kept[i]];
    }
    return sum;
}

double hy_smc_share(const hy_smc *smc, uint32_t rank)
{
    return smc->weights[smc->kept[rank]] / kept_weight(smc);
}

// one of those kept, each with the chance of its weight
static uint32_t draw_kept(const hy_smc *smc, uint32_t particle, double weight_sum)
{
    double left = hy_study_uniform(smc->rules.seed, particle, 0) * weight_sum;
    for (uint32_t i = 0; i + 1 < smc->kept_count; i++) {
        left -= smc->weights[smc->kept[i]];
        if (left < 0) {
            return smc->kept[i];
        }
    }
    return smc->kept[smc->kept_count - 1];
}

static void draw_first(hy_smc *smc, uint32_t particle)
{
    for (uint32_t i = 0; i < smc->rules.dimension_count; i++) {
        place_of(smc, particle)[i] = normal_draw(smc, particle, i);
    }
    smc->weights[particle] = 1;
}

static void draw_step(hy_smc *smc, uint32_t particle, double weight_sum)
{
    const uint32_t width = smc->rules.dimension_count;
    const double *from = place_of(smc, draw_kept(smc, particle, weight_sum));
    double *to = place_of(smc, particle);
    memcpy(to, from, width * sizeof *to);
    for (uint32_t k = 0; k < width; k++) {
        const double draw = normal_draw(smc, particle, k);
        for (uint32_t i = k; i < width; i++) {
            to[i] += smc->factor[i * width + k] * draw;
        }
    }
}

// exponent of the normal density of a step, by solving the triangle
static double half_square(const hy_smc *smc, const double *from, const double *to)
{
    const uint32_t width = smc->rules.dimension_count;
    double solved[HY_SMC_DIMENSIONS];
    double sum = 0;
    for (uint32_t i = 0; i < width; i++) {
        double rest = to[i] - from[i];
        for (uint32_t k = 0; k < i; k++) {
            rest -= smc->factor[i * width + k] * solved[k];
        }
        solved[i] = rest / smc->factor[i * width + i];
        sum += solved[i] * solved[i];
    }
    return sum / 2;
}

// Prior over the density of the proposal, which is the mixture of the steps from all who were kept. Both are normalised:
// particles of different generations stand side by side. The factor (2 pi)^(-d/2) of both is left out.
static double weight_of(const hy_smc *smc, uint32_t particle, double weight_sum)
{
    const uint32_t width = smc->rules.dimension_count;
    const double *at = place_of(smc, particle);
    double prior_exponent = 0;
    double determinant = 1;
    for (uint32_t i = 0; i < width; i++) {
        prior_exponent += at[i] * at[i] / 2;
        determinant *= smc->factor[i * width + i];
    }
    double mixture = 0;
    for (uint32_t i = 0; i < smc->kept_count; i++) {
        const uint32_t from = smc->kept[i];
        mixture += smc->weights[from] / weight_sum * exp(prior_exponent - half_square(smc, place_of(smc, from), at));
    }
    return determinant / mixture;
}

void hy_smc_propose(hy_smc *smc)
{
    const bool is_first = smc->generation == 0;
    const uint32_t count = is_first ? smc->rules.first_count : smc->rules.first_count - smc->rules.kept_count;
    const double weight_sum = is_first ? 0 : kept_weight(smc);
    smc->new_first = smc->particle_count;
    smc->particle_count += count;
    for (uint32_t particle = smc->new_first; particle < smc->particle_count; particle++) {
        if (is_first) {
            draw_first(smc, particle);
        } else {
            draw_step(smc, particle, weight_sum);
            smc->weights[particle] = weight_of(smc, particle, weight_sum);
        }
        smc->distances[particle] = HUGE_VAL;
    }
}

// ---- selecting

typedef struct ranked {
    double distance;
    uint32_t particle;
} ranked;

static int compare_ranked(const void *left, const void *right)
{
    const ranked *a = left;
    const ranked *b = right;
    if (a->distance < b->distance || a->distance > b->distance) {
        return a->distance < b->distance ? -1 : 1;
    }
    return a->particle < b->particle ? -1 : a->particle > b->particle;
}

// Those kept before and the new ones compete: what was further off than the tolerance once cannot come back.
static bool keep_nearest(hy_smc *smc)
{
    const uint32_t limit = smc->kept_count + smc->particle_count - smc->new_first;
    ranked *all = calloc((size_t)limit + 1, sizeof *all);
    if (all == NULL) {
        return false;
    }
    uint32_t count = 0;
    for (uint32_t i = 0; i < smc->kept_count; i++) {
        all[count++] = (ranked){smc->distances[smc->kept[i]], smc->kept[i]};
    }
    for (uint32_t particle = smc->new_first; particle < smc->particle_count; particle++) {
        if (isfinite(smc->distances[particle])) {
            all[count++] = (ranked){smc->distances[particle], particle};
        }
    }
    qsort(all, count, sizeof *all, compare_ranked);
    smc->kept_count = count < smc->rules.kept_count ? count : smc->rules.kept_count;
    for (uint32_t i = 0; i < smc->kept_count; i++) {
        smc->kept[i] = all[i].particle;
    }
    smc->tolerance = smc->kept_count > 0 ? all[smc->kept_count - 1].distance : HUGE_VAL;
    free(all);
    return true;
}

static double accepted_share(const hy_smc *smc)
{
    uint32_t count = 0;
    for (uint32_t particle = smc->new_first; particle < smc->particle_count; particle++) {
        count += smc->distances[particle] < smc->tolerance;
    }
    return (double)count / (smc->particle_count - smc->new_first);
}

static double covariance(const hy_smc *smc, double weight_sum, const double *means, uint32_t a, uint32_t b)
{
    double sum = 0;
    for (uint32_t i = 0; i < smc->kept_count; i++) {
        const double *at = place_of(smc, smc->kept[i]);
        sum += smc->weights[smc->kept[i]] / weight_sum * (at[a] - means[a]) * (at[b] - means[b]);
    }
    return WIDENING * sum;
}

// A.-L. Cholesky's triangle of the widened covariance, row by row. False where particles lie in a plane.
static bool find_factor(hy_smc *smc)
{
    const uint32_t width = smc->rules.dimension_count;
    const double weight_sum = kept_weight(smc);
    double means[HY_SMC_DIMENSIONS] = {0};
    for (uint32_t i = 0; i < smc->kept_count; i++) {
        for (uint32_t k = 0; k < width; k++) {
            means[k] += smc->weights[smc->kept[i]] / weight_sum * place_of(smc, smc->kept[i])[k];
        }
    }
    for (uint32_t row = 0; row < width; row++) {
        for (uint32_t column = 0; column <= row; column++) {
            double rest = covariance(smc, weight_sum, means, row, column);
            for (uint32_t k = 0; k < column; k++) {
                rest -= smc->factor[row * width + k] * smc->factor[column * width + k];
            }
            if (row == column && !(rest > 0)) {
                return false;
            }
            smc->factor[row * width + column] = row == column ? sqrt(rest) : rest / smc->factor[column * width + column];
        }
    }
    return true;
}

bool hy_smc_select(hy_smc *smc)
{
    const bool is_first = smc->generation == 0;
    smc->accepted_share = is_first ? 1 : accepted_share(smc);
    const bool is_kept = keep_nearest(smc);
    smc->generation++;
    return is_kept && smc->kept_count > 1 && find_factor(smc);
}

bool hy_smc_can_go_on(const hy_smc *smc, double least_accepted_share)
{
    return smc->tolerance > 0 && smc->accepted_share > 0 && smc->accepted_share >= least_accepted_share;
}

double hy_effective_count(const double *weights, uint32_t count)
{
    double sum = 0;
    double squares = 0;
    for (uint32_t i = 0; i < count; i++) {
        sum += weights[i];
        squares += weights[i] * weights[i];
    }
    return squares > 0 ? sum * sum / squares : 0;
}
