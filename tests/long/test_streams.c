// Two crowds that meet in a corridor.
#include "sim/crossings.h"

START_TEST(a_hundred_and_a_hundred_pass_each_other_in_a_corridor_of_two_metres)
{
    hy_model *model = opposing_streams(100);
    double seconds;
    const uint32_t missing = missing_of_streams(model, (uint64_t)_i, 600, &seconds);
    printf("streams of 100 and 100, seed %d: %u left after %.1f s\n", _i, missing, seconds);
    ck_assert_msg(missing == 0, "seed %d: %u of 200 have not changed sides after %.0f s", _i, missing, seconds);
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("streams");
    TCase *streams = add_case_in_a_folder(suite, "streams");
    tcase_add_loop_test(streams, a_hundred_and_a_hundred_pass_each_other_in_a_corridor_of_two_metres, 0, 10);
    return run_suite(suite);
}
