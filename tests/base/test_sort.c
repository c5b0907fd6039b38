// Sorting: in order, complete, and stable, for every small size and some large ones.

#include "suite.h"

#include "base/maths.h"
#include "base/philox.h"
#include "base/sort.h"

enum { GREATEST_COUNT = 5000, GREATEST_KEY_COUNT = 70 };

static uint32_t count_of_case(int index)
{
    return index < 70 ? (uint32_t)index : (uint32_t)(index - 69) * 1000;
}

enum { CASE_COUNT = 75 };

// few different values, so that ties are many
static uint32_t small_number(uint32_t index, uint32_t bound)
{
    return hy_draw_below((hy_draw_key){.seed = 4, .entity = index}, bound);
}

START_TEST(counting_groups_indices_by_key_in_their_order)
{
    static uint32_t keys[GREATEST_COUNT], order[GREATEST_COUNT], starts[GREATEST_KEY_COUNT + 1];
    const uint32_t count = count_of_case(_i);
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = small_number(i, GREATEST_KEY_COUNT);
    }
    hy_counting_sort(keys, count, GREATEST_KEY_COUNT, starts, order);
    ck_assert_uint_eq(starts[0], 0);
    ck_assert_uint_eq(starts[GREATEST_KEY_COUNT], count);
    for (uint32_t k = 0; k < GREATEST_KEY_COUNT; k++) {
        ck_assert_uint_le(starts[k], starts[k + 1]);
        for (uint32_t place = starts[k]; place < starts[k + 1]; place++) {
            ck_assert_uint_eq(keys[order[place]], k);
            ck_assert(place == starts[k] || order[place - 1] < order[place]);
        }
    }
}
END_TEST

START_TEST(counting_copes_with_no_items_and_no_keys)
{
    uint32_t starts[4] = {9, 9, 9, 9};
    hy_counting_sort(NULL, 0, 3, starts, NULL);
    for (int k = 0; k <= 3; k++) {
        ck_assert_uint_eq(starts[k], 0);
    }
    starts[0] = 9;
    hy_counting_sort(NULL, 0, 0, starts, NULL);
    ck_assert_uint_eq(starts[0], 0);
}
END_TEST

START_TEST(sorting_by_float_is_ascending_and_stable)
{
    static float keys[GREATEST_COUNT];
    static uint32_t indices[GREATEST_COUNT], scratch[GREATEST_COUNT];
    const uint32_t count = count_of_case(_i);
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = (float)small_number(i, count / 3 + 1) - 10.0f;
    }
    hy_sort_identity(indices, count);
    hy_sort_by_float(keys, indices, count, scratch);
    // an ascending order without two equal indices is complete: stable order among ties excludes a repeated one
    for (uint32_t i = 1; i < count; i++) {
        const float before = keys[indices[i - 1]];
        const float here = keys[indices[i]];
        ck_assert(before < here || (before == here && indices[i - 1] < indices[i]));
        ck_assert_uint_lt(indices[i], count);
    }
}
END_TEST

START_TEST(ties_keep_the_order_that_they_came_in)
{
    const float keys[] = {0.0f, -0.0f, 1.0f, 0.0f, -HY_INFINITY, HY_INFINITY};
    uint32_t indices[] = {5, 3, 1, 0, 4};
    const uint32_t expected[] = {4, 3, 1, 0, 5};
    uint32_t scratch[5];
    hy_sort_by_float(keys, indices, 5, scratch);
    for (int i = 0; i < 5; i++) {
        ck_assert_uint_eq(indices[i], expected[i]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sort");
    TCase *sort = add_case(suite, "sort");
    tcase_add_loop_test(sort, counting_groups_indices_by_key_in_their_order, 0, CASE_COUNT);
    tcase_add_test(sort, counting_copes_with_no_items_and_no_keys);
    tcase_add_loop_test(sort, sorting_by_float_is_ascending_and_stable, 0, CASE_COUNT);
    tcase_add_test(sort, ties_keep_the_order_that_they_came_in);
    return run_suite(suite);
}
