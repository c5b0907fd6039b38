// Fits: the sampler held against posteriors that are known, and priors against their laws. tests/cli/fit.sh finds the
// parameters of a scenario again in what it made.
#include "study/prior.h"
#include "study/smc.h"
#include "study/sobol.h"
#include "study/verification/statistics.h"

#include "suite.h"

#include <math.h>
#include <stdlib.h>

// ---- the sampler

// The distance of a place, with a chance of its own for each particle.
typedef double distance_of_place(const double *place, uint32_t particle);

static void sample(hy_smc *smc, hy_smc_rules rules, uint32_t most_generations, double tolerance,
                   distance_of_place *distance)
{
    ck_assert(hy_smc_init(smc, rules, most_generations));
    do {
        hy_smc_propose(smc);
        for (uint32_t i = smc->new_first; i < smc->particle_count; i++) {
            smc->distances[i] = distance(&smc->places[(size_t)i * rules.dimension_count], i);
        }
        ck_assert(hy_smc_select(smc));
    } while (smc->generation < most_generations && smc->tolerance > tolerance && hy_smc_can_go_on(smc, 0.005));
}

typedef struct moments {
    double mean, deviation;
} moments;

// of a function of the places, in the posterior
static moments moments_of(const hy_smc *smc, double (*value)(const double *place))
{
    moments of = {0};
    for (int round = 0; round < 2; round++) {
        double sum = 0;
        for (uint32_t i = 0; i < smc->kept_count; i++) {
            const double x = value(&smc->places[(size_t)smc->kept[i] * smc->rules.dimension_count]);
            sum += hy_smc_share(smc, i) * (round == 0 ? x : (x - of.mean) * (x - of.mean));
        }
        *(round == 0 ? &of.mean : &of.deviation) = round == 0 ? sum : sqrt(sum);
    }
    return of;
}

static double effective_of(const hy_smc *smc)
{
    double shares[4096];
    for (uint32_t i = 0; i < smc->kept_count; i++) {
        shares[i] = hy_smc_share(smc, i);
    }
    return hy_effective_count(shares, smc->kept_count);
}

static double chance_of(const double *place)
{
    return erfc(-place[0] / sqrt(2)) / 2;
}

// Seven of twenty trials succeeded; prior uniform from 0 to 1. The posterior is Beta(8, 14), exactly.
static double trials_distance(const double *place, uint32_t particle)
{
    uint32_t successes = 0;
    for (uint32_t trial = 0; trial < 20; trial++) {
        successes += hy_study_uniform(77, particle, trial) < chance_of(place);
    }
    return fabs((double)successes - 7);
}

START_TEST(a_chance_after_seven_successes_of_twenty_is_the_beta_distribution)
{
    const double mean = 8.0 / 22;
    const double deviation = sqrt(8.0 * 14 / (22.0 * 22 * 23));
    hy_smc smc;
    sample(&smc, (hy_smc_rules){1, 4000, 2000, 1}, 30, 0, trials_distance);
    ck_assert_double_eq(smc.tolerance, 0);
    const moments of = moments_of(&smc, chance_of);
    const double error = deviation / sqrt(effective_of(&smc));
    ck_assert_double_gt(effective_of(&smc), 500);
    ck_assert_double_eq_tol(of.mean, mean, 4 * error);
    ck_assert_double_eq_tol(of.deviation, deviation, 4 * error);
    hy_smc_clear(&smc);
}
END_TEST

// Two normal parameters, and two observations with errors: their sum, exactly enough, and the first. The posterior is
// normal with the precision I + (1 1; 1 1) / 0.09 + (1 0; 0 0) / 0.25, and strongly correlated.
static const double SUM_SEEN = 1.5, FIRST_SEEN = 0.2, SUM_ERROR = 0.3, FIRST_ERROR = 0.5;

static double gauss(uint32_t particle, uint32_t draw)
{
    return sqrt(-2 * log(hy_study_uniform(91, particle, 2 * draw))) *
           cos(6.283185307179586 * hy_study_uniform(91, particle, 2 * draw + 1));
}

static double sum_distance(const double *place, uint32_t particle)
{
    const double sum = place[0] + place[1] + SUM_ERROR * gauss(particle, 0);
    const double first = place[0] + FIRST_ERROR * gauss(particle, 1);
    return hypot((sum - SUM_SEEN) / SUM_ERROR, (first - FIRST_SEEN) / FIRST_ERROR);
}

static double first_of(const double *place)
{
    return place[0];
}

static double second_of(const double *place)
{
    return place[1];
}

static double sum_of(const double *place)
{
    return place[0] + place[1];
}

START_TEST(two_correlated_parameters_have_their_normal_posterior)
{
    const double a = 1 + 1 / (SUM_ERROR * SUM_ERROR) + 1 / (FIRST_ERROR * FIRST_ERROR);
    const double b = 1 / (SUM_ERROR * SUM_ERROR);
    const double c = 1 + b;
    const double determinant = a * c - b * b;
    const double right_a = SUM_SEEN / (SUM_ERROR * SUM_ERROR) + FIRST_SEEN / (FIRST_ERROR * FIRST_ERROR);
    const double right_b = SUM_SEEN / (SUM_ERROR * SUM_ERROR);
    const double mean_first = (c * right_a - b * right_b) / determinant;
    const double mean_second = (a * right_b - b * right_a) / determinant;
    hy_smc smc;
    sample(&smc, (hy_smc_rules){2, 4000, 2000, 2}, 40, 0.5, sum_distance);
    ck_assert_double_le(smc.tolerance, 0.5);
    const double count = effective_of(&smc);
    // a tolerance of 0.5 scales adds 0.5^2 / 4 of its variance to that of an observation: at most 3 % of a deviation
    ck_assert_double_eq_tol(moments_of(&smc, first_of).mean, mean_first, 4 * sqrt(c / determinant / count) + 0.01);
    ck_assert_double_eq_tol(moments_of(&smc, second_of).mean, mean_second, 4 * sqrt(a / determinant / count) + 0.01);
    ck_assert_double_eq_tol(moments_of(&smc, first_of).deviation / sqrt(c / determinant), 1, 4 / sqrt(2 * count) + 0.03);
    ck_assert_double_eq_tol(moments_of(&smc, second_of).deviation / sqrt(a / determinant), 1, 4 / sqrt(2 * count) + 0.03);
    const double sum_variance = (c + a - 2 * b) / determinant;
    ck_assert_double_eq_tol(moments_of(&smc, sum_of).deviation / sqrt(sum_variance), 1, 4 / sqrt(2 * count) + 0.03);
    hy_smc_clear(&smc);
}
END_TEST

static double deaf_distance(const double *place, uint32_t particle)
{
    (void)place;
    return hy_study_uniform(13, particle, 0);
}

START_TEST(targets_that_tell_nothing_leave_the_prior)
{
    hy_smc smc;
    sample(&smc, (hy_smc_rules){1, 4000, 2000, 3}, 8, 0, deaf_distance);
    ck_assert_uint_eq(smc.generation, 8);
    const double count = effective_of(&smc);
    const moments of = moments_of(&smc, chance_of);
    const double deviation = sqrt(1.0 / 12);
    ck_assert_double_eq_tol(of.mean, 0.5, 4 * deviation / sqrt(count));
    ck_assert_double_eq_tol(of.deviation, deviation, 4 * deviation / sqrt(2 * count));
    hy_smc_clear(&smc);
}
END_TEST

START_TEST(tolerances_fall_and_only_the_nearest_stay)
{
    hy_smc smc;
    double before = HUGE_VAL;
    ck_assert(hy_smc_init(&smc, (hy_smc_rules){1, 100, 40, 5}, 6));
    for (uint32_t generation = 0; generation < 6; generation++) {
        hy_smc_propose(&smc);
        ck_assert_uint_eq(smc.particle_count, 100 + 60 * generation);
        for (uint32_t i = smc.new_first; i < smc.particle_count; i++) {
            smc.distances[i] = fabs(smc.places[i] - 0.3);
        }
        ck_assert(hy_smc_select(&smc));
        ck_assert_double_lt(smc.tolerance, before);
        before = smc.tolerance;
        uint32_t nearer_count = 0;
        for (uint32_t i = 0; i < smc.particle_count; i++) {
            nearer_count += smc.distances[i] < smc.tolerance;
        }
        ck_assert_uint_le(nearer_count, 40);
        ck_assert_uint_eq(smc.kept_count, 40);
    }
    ck_assert_uint_eq(smc.particle_count, hy_smc_particle_limit(&smc.rules, 6));
    hy_smc_clear(&smc);
}
END_TEST

START_TEST(a_population_without_results_ends)
{
    hy_smc smc;
    ck_assert(hy_smc_init(&smc, (hy_smc_rules){2, 20, 10, 5}, 2));
    hy_smc_propose(&smc);
    ck_assert(!hy_smc_select(&smc));
    ck_assert_uint_eq(smc.kept_count, 0);
    hy_smc_clear(&smc);
}
END_TEST

// ---- priors

static hy_spec_study_parameter parameter_of(float low, float high)
{
    hy_spec_study_parameter parameter = hy_spec_study_parameter_default();
    parameter.path = "a";
    parameter.low = low;
    parameter.high = high;
    return parameter;
}

// p-value of values that even places give, held against a law
static double law_p(const hy_spec_study_parameter *parameter, hy_law law)
{
    enum { COUNT = 999 };
    double values[COUNT];
    for (int i = 0; i < COUNT; i++) {
        char text[HY_DESIGN_VALUE_SIZE];
        const double u = hy_study_uniform(5, (uint64_t)i, 0);
        const double v = hy_study_uniform(5, (uint64_t)i, 1);
        hy_prior_value(parameter, sqrt(-2 * log(u)) * cos(6.283185307179586 * v), text);
        values[i] = atof(text);
        ck_assert_double_ge(values[i], (double)parameter->low * 0.999999);
        ck_assert_double_le(values[i], (double)parameter->high * 1.000001);
    }
    return hy_kolmogorov_p(values, COUNT, law);
}

START_TEST(priors_follow_their_laws)
{
    hy_spec_study_parameter parameter = parameter_of(2, 5);
    ck_assert_double_gt(law_p(&parameter, (hy_law){HY_LAW_UNIFORM, 2, 5}), 0.01);
    ck_assert_double_lt(law_p(&parameter, (hy_law){HY_LAW_UNIFORM, 2, 5.5}), 1e-6);
    parameter = parameter_of(0, 20);
    parameter.prior = HY_prior_kind_normal;
    parameter.mean = 10;
    parameter.sd = 2;
    ck_assert_double_gt(law_p(&parameter, (hy_law){HY_LAW_NORMAL, 10, 2}), 0.01);
    parameter = parameter_of(0.01f, 1000);
    parameter.prior = HY_prior_kind_normal;
    parameter.is_logarithmic = true;
    parameter.mean = 3;
    parameter.sd = 0.5f;
    ck_assert_double_gt(law_p(&parameter, (hy_law){HY_LAW_LOGNORMAL, log(3), 0.5}), 0.01);
}
END_TEST

START_TEST(a_normal_prior_is_cut_off_at_its_ends)
{
    hy_spec_study_parameter parameter = parameter_of(0, 1);
    parameter.prior = HY_prior_kind_normal;
    parameter.mean = 0;
    parameter.sd = 1;
    // the half normal between 0 and 1: its median is where the share below is 0.5 + 0.3413447 / 2
    ck_assert_double_eq_tol(hy_prior_share(&parameter, 0), 0.4417, 1e-4);
    ck_assert_double_ge(hy_prior_share(&parameter, -30), 0);
    ck_assert_double_le(hy_prior_share(&parameter, 30), 1);
    ck_assert_double_gt(hy_prior_share(&parameter, 30), 0.999);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("study/fit");
    TCase *sampler = add_case(suite, "sampler");
    tcase_add_test(sampler, a_chance_after_seven_successes_of_twenty_is_the_beta_distribution);
    tcase_add_test(sampler, two_correlated_parameters_have_their_normal_posterior);
    tcase_add_test(sampler, targets_that_tell_nothing_leave_the_prior);
    tcase_add_test(sampler, tolerances_fall_and_only_the_nearest_stay);
    tcase_add_test(sampler, a_population_without_results_ends);
    TCase *priors = add_case(suite, "priors");
    tcase_add_test(priors, priors_follow_their_laws);
    tcase_add_test(priors, a_normal_prior_is_cut_off_at_its_ends);
    return run_suite(suite);
}
