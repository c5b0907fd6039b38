// Movement in more random buildings than `make test` has time for.
#include "sim/random_building.h"

// the shorter test has those below
enum {
    FIRST_BUILDING = 36,
    BUILDING_END = 436,
    FIRST_OF_THE_FAST = 12,
    END_OF_THE_FAST = 112,
    FIRST_TO_ARRIVE = 20,
    END_TO_ARRIVE = 100
};

START_TEST(in_four_hundred_more_buildings_nobody_passes_a_wall_or_a_body)
{
    assert_sound_outbreak_in_building(_i);
}
END_TEST

START_TEST(in_a_hundred_more_not_even_the_fastest_runner_does)
{
    assert_sound_steps_of_the_fast_in_building(_i);
}
END_TEST

START_TEST(everybody_who_is_sent_to_a_room_of_any_building_arrives)
{
    assert_everybody_arrives_in_building(_i);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("buildings");
    TCase *steps = add_case_in_a_folder(suite, "steps");
    tcase_add_loop_test(steps, in_four_hundred_more_buildings_nobody_passes_a_wall_or_a_body, FIRST_BUILDING,
                        BUILDING_END);
    tcase_add_loop_test(steps, in_a_hundred_more_not_even_the_fastest_runner_does, FIRST_OF_THE_FAST, END_OF_THE_FAST);
    TCase *arriving = add_case_in_a_folder(suite, "arriving");
    tcase_add_loop_test(arriving, everybody_who_is_sent_to_a_room_of_any_building_arrives, FIRST_TO_ARRIVE,
                        END_TO_ARRIVE);
    return run_suite(suite);
}
