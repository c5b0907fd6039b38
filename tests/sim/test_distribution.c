// Numbers drawn from the distributions of a scenario against their distribution functions (Kolmogorov-Smirnov).
#include <math.h>
#include <stdlib.h>

#include "suite.h"
#include "systems/system.h"

#define SAMPLE_COUNT 20000

// greatest distance of the two distribution functions that a true sample exceeds once in a thousand times
#define LIMIT (1.95 / sqrt((double)SAMPLE_COUNT))

static hy_spec_distribution distribution(hy_distribution_kind kind, float a, float b)
{
    hy_spec_distribution from = hy_spec_distribution_default();
    from.kind = kind;
    from.a = a;
    from.b = b;
    return from;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void draw_all(const hy_spec_distribution *from, double values[SAMPLE_COUNT])
{
    for (uint32_t i = 0; i < SAMPLE_COUNT; i++) {
        values[i] = (double)hy_draw_from(from, (hy_draw_key){20220128, HY_PURPOSE_RESPONSE, i, 0, 0});
    }
    qsort(values, SAMPLE_COUNT, sizeof values[0], compare);
}

// share below x of a gamma distribution of scale 1: the series of the incomplete gamma function
static double gamma_below(double shape, double x)
{
    double term = 1 / shape, sum = term;
    for (int n = 1; n < 10000 && term > sum * 1e-15; n++) {
        term *= x / (shape + n);
        sum += term;
    }
    return x <= 0 ? 0 : sum * exp(-x + shape * log(x) - lgamma(shape));
}

static double share_below(const hy_spec_distribution *from, double x)
{
    const double a = (double)from->a, b = (double)from->b;
    switch (from->kind) {
    case HY_distribution_kind_uniform: return fmin(fmax((x - a) / (b - a), 0), 1);
    case HY_distribution_kind_normal: return 0.5 * erfc((a - x) / (b * sqrt(2)));
    case HY_distribution_kind_lognormal: return 0.5 * erfc((a - log(x)) / (b * sqrt(2)));
    case HY_distribution_kind_gamma: return gamma_below(a, x / b);
    case HY_distribution_kind_weibull: return 1 - exp(-pow(x / b, a));
    default: return x >= a ? 1 : 0;
    }
}

static double greatest_distance(const hy_spec_distribution *from)
{
    static double values[SAMPLE_COUNT];
    draw_all(from, values);
    double greatest = 0;
    for (uint32_t i = 0; i < SAMPLE_COUNT; i++) {
        const double share = share_below(from, values[i]);
        greatest = fmax(greatest, fmax(fabs(share - i / (double)SAMPLE_COUNT), fabs(share - (i + 1) / (double)SAMPLE_COUNT)));
    }
    return greatest;
}

// the numbers of NIST TN 1822, test 1.1, and ISO 20414, test 1, and shapes on both sides of 1
static const struct {
    hy_distribution_kind kind;
    float a, b;
} SHAPES[] = {
    {HY_distribution_kind_uniform, 10, 100},        {HY_distribution_kind_normal, 60, 20},
    {HY_distribution_kind_lognormal, 4.586f, 0.967f}, {HY_distribution_kind_gamma, 1.291f, 103.901f},
    {HY_distribution_kind_gamma, 0.4f, 10},         {HY_distribution_kind_gamma, 25, 2},
    {HY_distribution_kind_weibull, 1.195f, 139.285f}, {HY_distribution_kind_weibull, 0.7f, 3},
};

START_TEST(draws_follow_their_distribution)
{
    const hy_spec_distribution from = distribution(SHAPES[_i].kind, SHAPES[_i].a, SHAPES[_i].b);
    ck_assert_double_lt(greatest_distance(&from), LIMIT);
}
END_TEST

START_TEST(what_is_cut_off_is_drawn_again)
{
    hy_spec_distribution from = distribution(HY_distribution_kind_normal, 1, 0.5f);
    from.low = 0.8f;
    from.high = 1.2f;
    static double values[SAMPLE_COUNT];
    draw_all(&from, values);
    const double low = share_below(&from, 0.8), high = share_below(&from, 1.2);
    double greatest = 0;
    for (uint32_t i = 0; i < SAMPLE_COUNT; i++) {
        ck_assert(values[i] >= 0.8 - 1e-6 && values[i] <= 1.2 + 1e-6);
        greatest = fmax(greatest, fabs((share_below(&from, values[i]) - low) / (high - low) - i / (double)SAMPLE_COUNT));
    }
    ck_assert_double_lt(greatest, LIMIT);
}
END_TEST

START_TEST(a_constant_is_itself_and_nothing_given_is_nothing)
{
    const hy_spec_distribution five = distribution(HY_distribution_kind_constant, 5, 0);
    const hy_spec_distribution none = hy_spec_distribution_default();
    const hy_draw_key key = {1, HY_PURPOSE_RESPONSE, 2, 0, 0};
    ck_assert_double_eq((double)hy_draw_from(&five, key), 5);
    ck_assert_double_eq((double)hy_draw_from(&none, key), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("distribution");
    TCase *draws = add_case(suite, "draws");
    tcase_add_loop_test(draws, draws_follow_their_distribution, 0, sizeof SHAPES / sizeof SHAPES[0]);
    tcase_add_test(draws, what_is_cut_off_is_drawn_again);
    tcase_add_test(draws, a_constant_is_itself_and_nothing_given_is_nothing);
    return run_suite(suite);
}
