// Sums that do not depend on how the blocks were shared out, and extremes.

#include "suite.h"

#include "base/maths.h"
#include "base/philox.h"
#include "base/reduce.h"

enum { COUNT = 10007, BLOCK_COUNT = 40 };

// values of very different size, whose sum shows every change of order
static void fill(float *values, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const hy_draw_key key = {.seed = 8, .entity = i};
        values[i] = hy_draw_lognormal(key, 1.0f, 8.0f) * (i % 2 == 0 ? 1.0f : -1.0f);
    }
}

START_TEST(a_sum_is_the_same_for_any_sharing_of_blocks)
{
    static float values[COUNT];
    double partials[BLOCK_COUNT];
    fill(values, COUNT);
    ck_assert_uint_eq(hy_sum_block_count(COUNT), BLOCK_COUNT);
    const double expected = hy_sum(values, COUNT);
    for (uint32_t share = 1; share <= BLOCK_COUNT; share++) {
        // as threads would: whoever is last begins
        for (uint32_t end = BLOCK_COUNT; end > 0;) {
            const uint32_t first = end > share ? end - share : 0;
            hy_sum_blocks(values, COUNT, first, end, partials);
            end = first;
        }
        const double sum = hy_sum_finish(partials, BLOCK_COUNT);
        ck_assert(sum == expected);
    }
}
END_TEST

START_TEST(a_sum_of_whole_numbers_is_exact)
{
    static float values[COUNT];
    for (uint32_t count = 0; count < COUNT; count += 97) {
        values[count] = 1.0f;
        for (uint32_t i = 0; i < count; i++) {
            values[i] = (float)(i + 1);
        }
        ck_assert(hy_sum(values, count) == 0.5 * count * (count + 1.0));
    }
}
END_TEST

START_TEST(blocks_are_counted_to_the_last_value)
{
    ck_assert_uint_eq(hy_sum_block_count(0), 0);
    ck_assert_uint_eq(hy_sum_block_count(1), 1);
    ck_assert_uint_eq(hy_sum_block_count(256), 1);
    ck_assert_uint_eq(hy_sum_block_count(257), 2);
    ck_assert_uint_eq(hy_sum_block_count(UINT32_MAX), 1u << 24);
    ck_assert(hy_sum(NULL, 0) == 0.0);
}
END_TEST

START_TEST(extremes_are_found_anywhere)
{
    float values[9] = {0};
    for (int place = 0; place < 9; place++) {
        values[place] = -2.0f;
        ck_assert(hy_least(values, 9) == -2.0f);
        values[place] = 3.0f;
        ck_assert(hy_greatest(values, 9) == 3.0f);
        values[place] = 0.0f;
    }
    ck_assert(hy_least(NULL, 0) == HY_INFINITY);
    ck_assert(hy_greatest(NULL, 0) == -HY_INFINITY);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reduce");
    TCase *reduce = add_case(suite, "reduce");
    tcase_add_test(reduce, a_sum_is_the_same_for_any_sharing_of_blocks);
    tcase_add_test(reduce, a_sum_of_whole_numbers_is_exact);
    tcase_add_test(reduce, blocks_are_counted_to_the_last_value);
    tcase_add_test(reduce, extremes_are_found_anywhere);
    return run_suite(suite);
}
