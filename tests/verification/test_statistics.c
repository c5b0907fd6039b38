// Statistics of the verification against published tables and exact values.
#include "study/verification/statistics.h"

#include "suite.h"

#define ASSERT_NEAR(found, expected, tolerance) ck_assert_double_eq_tol(found, expected, tolerance)

START_TEST(a_mean_has_students_interval)
{
    // mean 3, standard deviation sqrt(2.5), t(4) = 2.776
    const double values[] = {1, 2, 3, 4, 5};
    const hy_estimate mean = hy_estimate_mean(values, 5);
    ASSERT_NEAR(mean.value, 3, 1e-12);
    ASSERT_NEAR(mean.high - mean.value, 2.776 * sqrt(2.5 / 5), 1e-9);
    ASSERT_NEAR(mean.value - mean.low, mean.high - mean.value, 1e-12);
    ck_assert_uint_eq(mean.sample_count, 5);
}
END_TEST

START_TEST(a_mean_over_something_unmeasured_is_unmeasured)
{
    const double values[] = {1, HY_UNMEASURED, 3};
    ck_assert(isnan(hy_estimate_mean(values, 3).value));
    ck_assert(isnan(hy_estimate_mean(NULL, 0).value));
}
END_TEST

START_TEST(the_t_quantile_goes_on_smoothly_beyond_its_table)
{
    // t(40) = 2.021, t(120) = 1.980
    double values[121];
    for (int i = 0; i < 121; i++) {
        values[i] = i % 2 == 0 ? -1 : 1;
    }
    for (uint32_t count = 41; count <= 121; count += 80) {
        const hy_estimate mean = hy_estimate_mean(values, count);
        double squares = 0;
        for (uint32_t i = 0; i < count; i++) {
            squares += (values[i] - mean.value) * (values[i] - mean.value);
        }
        const double error = sqrt(squares / (count - 1) / count);
        ASSERT_NEAR((mean.high - mean.value) / error, count == 41 ? 2.021 : 1.980, 2e-3);
    }
}
END_TEST

START_TEST(a_share_has_wilsons_interval)
{
    // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611; 15 of 148: 0.0624 to 0.1605
    const hy_estimate share = hy_estimate_share(81, 263);
    ASSERT_NEAR(share.low, 0.2553, 5e-5);
    ASSERT_NEAR(share.high, 0.3662, 5e-5);
    ASSERT_NEAR(hy_estimate_share(0, 20).low, 0, 1e-15);
    ASSERT_NEAR(hy_estimate_share(0, 20).high, 0.1611, 5e-5);
    ASSERT_NEAR(hy_estimate_share(20, 20).high, 1, 1e-15);
    ASSERT_NEAR(hy_estimate_share(15, 148).low, 0.0624, 5e-5);
}
END_TEST

START_TEST(laws_have_their_known_quantiles)
{
    ASSERT_NEAR(hy_law_below((hy_law){HY_LAW_UNIFORM, 10, 100}, 55), 0.5, 1e-12);
    ASSERT_NEAR(hy_law_below((hy_law){HY_LAW_UNIFORM, 10, 100}, 5), 0, 1e-15);
    ASSERT_NEAR(hy_law_below((hy_law){HY_LAW_NORMAL, 60, 20}, 60 + 20 * 1.959964), 0.975, 1e-6);
    ASSERT_NEAR(hy_law_below((hy_law){HY_LAW_LOGNORMAL, 4.586, 0.967}, exp(4.586)), 0.5, 1e-12);
    ASSERT_NEAR(hy_law_below((hy_law){HY_LAW_WEIBULL, 1.195, 139.285}, 139.285), 1 - exp(-1), 1e-12);
    // gamma of shape 1 is exponential; of shape 2: 1 - (1 + x) exp(-x)
    ASSERT_NEAR(hy_law_below((hy_law){HY_LAW_GAMMA, 1, 10}, 10), 1 - exp(-1), 1e-12);
    ASSERT_NEAR(hy_law_below((hy_law){HY_LAW_GAMMA, 2, 1}, 0.5), 1 - 1.5 * exp(-0.5), 1e-12);
    ASSERT_NEAR(hy_law_below((hy_law){HY_LAW_GAMMA, 2, 1}, 8), 1 - 9 * exp(-8), 1e-12);
}
END_TEST

START_TEST(a_sample_on_the_quantiles_of_its_law_passes_and_a_shifted_one_fails)
{
    enum { COUNT = 100 };
    double values[COUNT];
    const hy_law law = {HY_LAW_UNIFORM, 0, 1};
    for (int i = 0; i < COUNT; i++) {
        values[COUNT - 1 - i] = (i + 0.5) / COUNT;
    }
    ASSERT_NEAR(hy_kolmogorov_p(values, COUNT, law), 1, 1e-6);
    ck_assert_double_eq(values[0], 0.005); // sorted
    for (int i = 0; i < COUNT; i++) {
        values[i] = 0.3 + 0.7 * values[i];
    }
    ck_assert_double_lt(hy_kolmogorov_p(values, COUNT, law), 1e-6);
}
END_TEST

START_TEST(the_kolmogorov_test_has_its_critical_value)
{
    // for n = 100 and alpha 0.05 the distance is 1.358 / (10 + 0.12 + 0.011) = 0.13405
    enum { COUNT = 100 };
    double values[COUNT];
    for (int i = 0; i < COUNT; i++) {
        values[i] = fmin(1, (i + 1.0) / COUNT + 0.13405 - 1.0 / COUNT);
    }
    ASSERT_NEAR(hy_kolmogorov_p(values, COUNT, (hy_law){HY_LAW_UNIFORM, 0, 1}), 0.05, 5e-4);
}
END_TEST

START_TEST(chi_squared_has_its_critical_values)
{
    ASSERT_NEAR(hy_chi_squared_p(3.841, 1), 0.05, 1e-4);
    ASSERT_NEAR(hy_chi_squared_p(54.572, 39), 0.05, 1e-4);
}
END_TEST

START_TEST(differences_and_ratios_carry_both_errors)
{
    const hy_estimate left = {10, 9, 11, 5};
    const hy_estimate right = {4, 3, 5, 7};
    const hy_estimate difference = hy_estimate_difference(left, right);
    ASSERT_NEAR(difference.value, 6, 1e-12);
    ASSERT_NEAR(difference.high - difference.value, sqrt(2), 1e-12);
    const hy_estimate ratio = hy_estimate_ratio(left, right);
    ASSERT_NEAR(ratio.value, 2.5, 1e-12);
    ASSERT_NEAR(ratio.high - ratio.value, 2.5 * hypot(0.1, 0.25), 1e-12);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("verification statistics");
    TCase *tcase = add_case(suite, "statistics");
    tcase_add_test(tcase, a_mean_has_students_interval);
    tcase_add_test(tcase, a_mean_over_something_unmeasured_is_unmeasured);
    tcase_add_test(tcase, the_t_quantile_goes_on_smoothly_beyond_its_table);
    tcase_add_test(tcase, a_share_has_wilsons_interval);
    tcase_add_test(tcase, laws_have_their_known_quantiles);
    tcase_add_test(tcase, a_sample_on_the_quantiles_of_its_law_passes_and_a_shifted_one_fails);
    tcase_add_test(tcase, the_kolmogorov_test_has_its_critical_value);
    tcase_add_test(tcase, chi_squared_has_its_critical_values);
    tcase_add_test(tcase, differences_and_ratios_carry_both_errors);
    return run_suite(suite);
}
