// Water, food, sleep and the toilet, once the day is broken: docs/model/needs.md.
#include "systems/scene.h"

#define HOUR_TICKS 36000

// two who hide behind a door, and begin with every need just met
static hy_model *two_in_hiding(const char *needs, const char *in_class)
{
    char more[600];
    snprintf(more, sizeof more, NO_TIES "needs: {since_water_h: 0, since_food_h: 0, since_toilet_h: 0, since_sleep_h: 0%s}\n", needs);
    const scene of = {.in_class = in_class,
                      .groups = CLASS_OF("3"),
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: two, group: class, at: [3, 5]}\n"
                                 "  - {name: turner, group: class, at: [7.5, 8.5]}\n",
                      .incidents = ONE_TURNS,
                      .mind = ", hide_calm_s: 60",
                      .more = more};
    return scene_model(&of);
}

START_TEST(strength_falls_with_the_time_without_water_and_food_as_the_equation_says)
{
    hy_model *model = two_in_hiding(", water_per_day: 1, food_per_day: 0.5, thirsty_h: 900, hungry_h: 900", NULL);
    hy_sim *sim = good_sim_of_seed(model, 1);
    for (uint32_t hours = 1; hours <= 3; hours++) {
        run_until(sim, hours * HOUR_TICKS);
        for (uint32_t person = 0; person < 2; person++) {
            ASSERT_NEAR(person_number(sim, "vigour", person), 1 - 1.5 * hours / 24, 1.5 * 70 / 86400);
        }
    }
    end_scene(sim, model);
}
END_TEST

START_TEST(without_water_one_perishes_at_the_limit_and_not_before)
{
    hy_model *model = two_in_hiding(", thirst_limit_h: 1", NULL);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told early = run_and_note(sim, HOUR_TICKS - 10, HY_event_perished);
    ck_assert_uint_eq(early.count, 0);
    const told late = run_and_note(sim, HOUR_TICKS + 700, HY_event_perished);
    ck_assert_uint_eq(late.count, 2);
    ck_assert_uint_eq(late.events[0].detail, HY_NEED_WATER);
    ck_assert_int_eq((int)hy_sim_person(sim, 0).cell, (int)HY_outcome_cell_dead);
    end_scene(sim, model);
}
END_TEST

START_TEST(who_is_thirsty_and_calm_goes_to_the_water_and_drinks)
{
    hy_model *model = two_in_hiding(", thirsty_h: 0.5", ", places: [{kind: water, at: [7.5, 5.5]}]");
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told early = run_and_note(sim, HOUR_TICKS / 2, HY_event_drank);
    const told late = run_and_note(sim, 3 * HOUR_TICKS / 4, HY_event_drank);
    ck_assert_uint_eq(early.count, 0);
    ck_assert_uint_eq(count_told(&late, 0, HY_NONE), 1);
    ck_assert_uint_eq(count_told(&late, 1, HY_NONE), 1);
    end_scene(sim, model);
}
END_TEST

START_TEST(food_is_used_up_by_those_who_eat)
{
    hy_model *model = two_in_hiding(", hungry_h: 0.2", ", places: [{kind: food, count: 1, at: [7.5, 5.5]}]");
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told ate = run_and_note(sim, HOUR_TICKS, HY_event_ate);
    ck_assert_uint_eq(ate.count, 1);
    end_scene(sim, model);
}
END_TEST

START_TEST(without_a_toilet_one_makes_do_after_some_time)
{
    hy_model *model = two_in_hiding(", toilet_h: 0.2, bucket: 2", NULL);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told early = run_and_note(sim, 2 * HOUR_TICKS / 5 - 10, HY_event_relieved);
    const told late = run_and_note(sim, 2 * HOUR_TICKS / 5 + 400, HY_event_relieved);
    ck_assert_uint_eq(early.count, 0);
    ck_assert_uint_eq(late.count, 2);
    ck_assert_uint_eq(late.events[0].detail, 1);
    end_scene(sim, model);
}
END_TEST

START_TEST(of_two_who_are_tired_one_watches_while_the_other_sleeps_for_the_stated_time)
{
    hy_model *model = two_in_hiding(", tired_h: 0.2, sleep_h: 0.5, by_day: 1", NULL);
    hy_sim *sim = good_sim_of_seed(model, 1);
    uint32_t both = 0, slept = 0;
    told woke = {.count = 0};
    for (uint32_t tick = 100; tick <= 2 * HOUR_TICKS; tick += 100) {
        const told now = run_and_note(sim, tick, HY_event_woke);
        const bool first = person_index(sim, "asleep_until", 0) != 0, second = person_index(sim, "asleep_until", 1) != 0;
        both += first && second ? 1 : 0;
        slept += first || second ? 1 : 0;
        if (now.count > 0 && woke.count == 0) {
            woke = now;
        }
    }
    ck_assert_uint_eq(both, 0);
    ck_assert_uint_gt(slept, 170);
    ck_assert_uint_gt(woke.count, 0);
    ASSERT_NEAR(woke.events[0].detail, 1800, 2);
    end_scene(sim, model);
}
END_TEST

START_TEST(nobody_needs_anything_while_the_day_is_whole)
{
    const scene of = {.groups = CLASS_OF("2"),
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: two, group: class, at: [3, 5]}\n",
                      .more = NO_TIES "needs: {thirst_limit_h: 0.5, hunger_limit_h: 0.5}\n"};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, HOUR_TICKS);
    ck_assert_int_eq((int)hy_sim_person(sim, 0).cell, (int)HY_outcome_cell_human);
    ck_assert_double_eq(person_number(sim, "vigour", 0), 1);
    end_scene(sim, model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("needs");
    TCase *of_bodies = add_case_in_a_folder(suite, "bodies");
    tcase_add_test(of_bodies, strength_falls_with_the_time_without_water_and_food_as_the_equation_says);
    tcase_add_test(of_bodies, without_water_one_perishes_at_the_limit_and_not_before);
    tcase_add_test(of_bodies, nobody_needs_anything_while_the_day_is_whole);
    TCase *of_drives = add_case_in_a_folder(suite, "drives");
    tcase_add_test(of_drives, who_is_thirsty_and_calm_goes_to_the_water_and_drinks);
    tcase_add_test(of_drives, food_is_used_up_by_those_who_eat);
    tcase_add_test(of_drives, without_a_toilet_one_makes_do_after_some_time);
    tcase_add_test(of_drives, of_two_who_are_tired_one_watches_while_the_other_sleeps_for_the_stated_time);
    return run_suite(suite);
}
