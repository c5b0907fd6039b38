// Movement in more random buildings than `make test` has time for.
#include "sim/crossings.h"
#include "sim/random_plan.h"
#include "sim/witness.h"

// the shorter test has those below
enum {
    FIRST_BUILDING = 36,
    BUILDING_END = 436,
    FIRST_OF_THE_FAST = 12,
    END_OF_THE_FAST = 112,
    FIRST_TO_ARRIVE = 20,
    END_TO_ARRIVE = 100
};

static const double STEPS_S[] = {0.05, 0.1, 0.2};

START_TEST(in_four_hundred_more_buildings_nobody_passes_a_wall_or_a_body)
{
    random_plan plan = make_random_plan((uint64_t)_i);
    const random_day day = {STEPS_S[_i % 3], 5, 12 + (uint32_t)(_i % 4) * 6, 14, true, false};
    make_random_day(&plan, &day);
    hy_model *model = good_model("scenario.yaml", NULL);
    const findings found = watch(model, (uint64_t)_i, 60);
    assert_sound(&found);
    hy_model_destroy(model);
}
END_TEST

START_TEST(in_a_hundred_more_not_even_the_fastest_runner_does)
{
    random_plan plan = make_random_plan((uint64_t)_i);
    const random_day day = {0.2, 5, 12, 14, true, true};
    make_random_day(&plan, &day);
    hy_model *model = good_model("scenario.yaml", NULL);
    const findings found = watch(model, (uint64_t)_i, 60);
    assert_sound(&found);
    hy_model_destroy(model);
}
END_TEST

START_TEST(everybody_who_is_sent_to_a_room_of_any_building_arrives)
{
    random_plan plan = make_random_plan((uint64_t)_i);
    const random_day day = {0.1, 4, 12, 400, false, false};
    make_random_day(&plan, &day);
    hy_model *model = good_model("scenario.yaml", NULL);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 1990);
    const uint32_t missing = people_not_where_first_sent(model, sim);
    ck_assert_msg(missing == 0, "building %d: %u of %u have not arrived", _i, missing, model->person_count);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
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
