// Philox against its published vectors, the key as the name of a draw, and the shapes of the distributions.

#include "suite.h"

#include <mpfr.h>

#include "base/philox.h"

#define SAMPLE_COUNT 200000

static hy_draw_key key_of(uint32_t entity)
{
    return (hy_draw_key){.seed = 20220128, .purpose = 7, .entity = entity, .step = 3, .draw = 1};
}

typedef struct known_answer {
    uint32_t counter[4];
    uint32_t key[2];
    uint32_t words[4];
} known_answer;

// kat_vectors of Random123, https://github.com/DEShawResearch/random123
static const known_answer KNOWN_ANSWERS[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

START_TEST(philox_gives_the_published_answers)
{
    const known_answer *known = &KNOWN_ANSWERS[_i];
    hy_philox_block counter;
    for (int i = 0; i < 4; i++) {
        counter.words[i] = known->counter[i];
    }
    const hy_philox_block block = hy_philox4x32(counter, known->key[0], known->key[1]);
    for (int i = 0; i < 4; i++) {
        ck_assert_uint_eq(block.words[i], known->words[i]);
    }
}
END_TEST

START_TEST(a_draw_is_the_block_of_its_key)
{
    const hy_draw_key key = {.seed = UINT64_C(0x299f31d0a4093822),
                             .entity = 0x243f6a88,
                             .step = 0x85a308d3,
                             .draw = 0x13198a2e,
                             .purpose = 0x03707344};
    ck_assert_uint_eq(hy_draw_u32(key), 0xd16cfe09);
    ck_assert_uint_eq(hy_draw_block(key).words[3], 0x24126ea1);
}
END_TEST

START_TEST(every_field_of_the_key_changes_the_draw)
{
    const hy_draw_key key = key_of(5);
    hy_draw_key others[] = {key, key, key, key, key, key};
    others[0].seed++;
    others[1].seed += UINT64_C(1) << 32;
    others[2].purpose++;
    others[3].entity++;
    others[4].step++;
    others[5].draw++;
    for (int i = 0; i < 6; i++) {
        ck_assert_uint_ne(hy_draw_u32(others[i]), hy_draw_u32(key));
    }
}
END_TEST

typedef hy_draw_key neighbour_of(hy_draw_key key);

static hy_draw_key next_entity(hy_draw_key key)
{
    key.entity++;
    return key;
}

static hy_draw_key next_step(hy_draw_key key)
{
    key.step++;
    return key;
}

static hy_draw_key next_draw(hy_draw_key key)
{
    key.draw++;
    return key;
}

static hy_draw_key next_purpose(hy_draw_key key)
{
    key.purpose++;
    return key;
}

static hy_draw_key next_seed(hy_draw_key key)
{
    key.seed++;
    return key;
}

static neighbour_of *const NEIGHBOURS[] = {next_entity, next_step, next_draw, next_purpose, next_seed};

START_TEST(neighbouring_draws_do_not_correlate)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < SAMPLE_COUNT; i++) {
        const double here = (double)hy_draw_uniform(key_of(i)) - 0.5;
        const double there = (double)hy_draw_uniform(NEIGHBOURS[_i](key_of(i))) - 0.5;
        sum += here * there;
    }
    // the product has variance 1/144; four standard errors
    const double correlation = 12.0 * sum / SAMPLE_COUNT;
    ck_assert_double_lt(correlation * correlation, 16.0 / SAMPLE_COUNT);
}
END_TEST

START_TEST(a_uniform_never_reaches_zero_or_one)
{
    ck_assert(hy_uniform_from_bits(0) == 0x1p-24f);
    ck_assert(hy_uniform_from_bits(UINT32_MAX) == 1.0f - 0x1p-24f);
    ck_assert(hy_uniform_from_bits(0x80000000u) == 0.5f + 0x1p-24f);
    ck_assert(hy_uniform_from_bits(0x7fffffffu) == 0.5f - 0x1p-24f);
}
END_TEST

typedef double draw_function(hy_draw_key key);

// mean, variance, skewness and excess of a sample
typedef struct moments {
    double mean, variance, skewness, excess;
} moments;

static moments moments_of(draw_function *draw)
{
    double mean = 0.0;
    for (uint32_t i = 0; i < SAMPLE_COUNT; i++) {
        mean += draw(key_of(i)) / SAMPLE_COUNT;
    }
    double second = 0.0, third = 0.0, fourth = 0.0;
    for (uint32_t i = 0; i < SAMPLE_COUNT; i++) {
        const double d = draw(key_of(i)) - mean;
        second += d * d / SAMPLE_COUNT;
        third += d * d * d / SAMPLE_COUNT;
        fourth += d * d * d * d / SAMPLE_COUNT;
    }
    mpfr_t root;
    mpfr_init_set_d(root, second, MPFR_RNDN);
    mpfr_sqrt(root, root, MPFR_RNDN);
    const double deviation = mpfr_get_d(root, MPFR_RNDN);
    mpfr_clear(root);
    return (moments){mean, second, third / (second * deviation), fourth / (second * second) - 3.0};
}

static double uniform(hy_draw_key key)
{
    return (double)hy_draw_uniform(key);
}

static double normal(hy_draw_key key)
{
    return (double)hy_draw_normal(key);
}

static double log_of(double x)
{
    mpfr_t value;
    mpfr_init_set_d(value, x, MPFR_RNDN);
    mpfr_log(value, value, MPFR_RNDN);
    const double result = mpfr_get_d(value, MPFR_RNDN);
    mpfr_clear(value);
    return result;
}

// a log-normal of median 90 and sigma 0.5, standardised
static double standardised_lognormal(hy_draw_key key)
{
    return log_of((double)hy_draw_lognormal(key, 90.0f, 0.5f) / 90.0) / 0.5;
}

// tolerances are four standard errors of a sample of this size
START_TEST(a_uniform_has_the_moments_of_a_uniform)
{
    const moments m = moments_of(uniform);
    ck_assert_double_eq_tol(m.mean, 0.5, 0.0026);
    ck_assert_double_eq_tol(m.variance, 1.0 / 12.0, 0.0007);
    ck_assert_double_eq_tol(m.skewness, 0.0, 0.02);
    ck_assert_double_eq_tol(m.excess, -1.2, 0.02);
}
END_TEST

static draw_function *const NORMALS[] = {normal, standardised_lognormal};

START_TEST(a_normal_has_the_moments_of_a_normal)
{
    const moments m = moments_of(NORMALS[_i]);
    ck_assert_double_eq_tol(m.mean, 0.0, 0.009);
    ck_assert_double_eq_tol(m.variance, 1.0, 0.0127);
    ck_assert_double_eq_tol(m.skewness, 0.0, 0.022);
    ck_assert_double_eq_tol(m.excess, 0.0, 0.044);
}
END_TEST

static double uniform_share(double x)
{
    return x;
}

// the standard normal distribution function
static double normal_share(double x)
{
    mpfr_t value;
    mpfr_init_set_d(value, -x * 0.70710678118654752440, MPFR_RNDN);
    mpfr_erfc(value, value, MPFR_RNDN);
    const double result = 0.5 * mpfr_get_d(value, MPFR_RNDN);
    mpfr_clear(value);
    return result;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

#define KOLMOGOROV_COUNT 20000

// the greatest distance between the sample's distribution function and the true one
static double kolmogorov_distance(draw_function *draw, double (*share_below)(double))
{
    static double sample[KOLMOGOROV_COUNT];
    for (uint32_t i = 0; i < KOLMOGOROV_COUNT; i++) {
        sample[i] = draw(key_of(i));
    }
    qsort(sample, KOLMOGOROV_COUNT, sizeof *sample, ascending);
    double greatest = 0.0;
    for (int i = 0; i < KOLMOGOROV_COUNT; i++) {
        const double share = share_below(sample[i]);
        const double above = (i + 1.0) / KOLMOGOROV_COUNT - share;
        const double below = share - (double)i / KOLMOGOROV_COUNT;
        greatest = above > greatest ? above : greatest;
        greatest = below > greatest ? below : greatest;
    }
    return greatest;
}

typedef struct distribution_case {
    draw_function *draw;
    double (*share_below)(double);
} distribution_case;

static const distribution_case DISTRIBUTIONS[] = {
    {uniform, uniform_share},
    {normal, normal_share},
    {standardised_lognormal, normal_share},
};

START_TEST(a_sample_passes_the_test_of_kolmogorov_and_smirnov)
{
    const double distance = kolmogorov_distance(DISTRIBUTIONS[_i].draw, DISTRIBUTIONS[_i].share_below);
    // 1.63 / sqrt(n) is exceeded by one true sample in a hundred
    ck_assert_double_lt(distance * distance * KOLMOGOROV_COUNT, 1.63 * 1.63);
}
END_TEST

START_TEST(numbers_below_a_bound_are_equally_likely)
{
    enum { BOUND = 10 };
    uint32_t counts[BOUND] = {0};
    for (uint32_t i = 0; i < SAMPLE_COUNT; i++) {
        const uint32_t value = hy_draw_below(key_of(i), BOUND);
        ck_assert_uint_lt(value, BOUND);
        counts[value]++;
    }
    double chi_squared = 0.0;
    const double expected = (double)SAMPLE_COUNT / BOUND;
    for (int i = 0; i < BOUND; i++) {
        chi_squared += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    // the 99 % point for nine degrees of freedom
    ck_assert_double_lt(chi_squared, 21.67);
    ck_assert_uint_eq(hy_draw_below(key_of(0), 1), 0);
    ck_assert_uint_eq(hy_draw_below(key_of(0), 0), 0);
}
END_TEST

START_TEST(a_chance_comes_true_as_often_as_it_says)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < SAMPLE_COUNT; i++) {
        count += hy_draw_chance(key_of(i), 0.3f);
        ck_assert(!hy_draw_chance(key_of(i), 0.0f));
        ck_assert(hy_draw_chance(key_of(i), 1.0f));
    }
    ck_assert_double_eq_tol((double)count / SAMPLE_COUNT, 0.3, 0.0041);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("philox");
    TCase *draws = add_case(suite, "draws");
    tcase_add_loop_test(draws, philox_gives_the_published_answers, 0, 3);
    tcase_add_test(draws, a_draw_is_the_block_of_its_key);
    tcase_add_test(draws, every_field_of_the_key_changes_the_draw);
    tcase_add_loop_test(draws, neighbouring_draws_do_not_correlate, 0, 5);
    tcase_add_test(draws, a_uniform_never_reaches_zero_or_one);

    TCase *shapes = add_case(suite, "shapes");
    tcase_add_test(shapes, a_uniform_has_the_moments_of_a_uniform);
    tcase_add_loop_test(shapes, a_normal_has_the_moments_of_a_normal, 0, 2);
    tcase_add_loop_test(shapes, a_sample_passes_the_test_of_kolmogorov_and_smirnov, 0, 3);
    tcase_add_test(shapes, numbers_below_a_bound_are_equally_likely);
    tcase_add_test(shapes, a_chance_comes_true_as_often_as_it_says);
    return run_suite(suite);
}
