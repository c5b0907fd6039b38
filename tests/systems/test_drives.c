// What the drives draw, and how far they reach, is what the scenario says: docs/model/mind.md.
#include "geom/plane.h"
#include "systems/scene.h"

#define QUIET "crisis: {betrays: 0, sacrifice_other: 0}\nduty: {reports: 0}\n" NO_TIES

// one who is calm and has understood, four metres from a hunter that never moves
static hy_sim *beside_a_hunter(const char *drives, const char *more, hy_model **model)
{
    char all[600];
    snprintf(all, sizeof all, QUIET "drives: {%s}\n%s", drives, more);
    const scene of = {.groups = "  - {name: class, count: 2, home: class, start: hall, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [20, 1.5]}\n  - {name: turner, group: class, at: [16, 1.5]}\n",
                      .incidents = "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 0}\n",
                      .mind = ", feels: false",
                      .more = all};
    *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(*model, 1);
    while (hy_sim_person(sim, 0).belief < 2) {
        ck_assert_uint_lt(hy_sim_tick(sim), 50);
        hy_sim_step(sim);
    }
    return sim;
}

static double utility_of(hy_sim *sim, uint32_t person, const char *drive)
{
    float utilities[64];
    ck_assert_uint_le(hy_drive_count(), 64);
    hy_sim_utilities(sim, person, utilities);
    for (uint32_t i = 0; i < hy_drive_count(); i++) {
        if (strcmp(hy_drive_word(i), drive) == 0) {
            return (double)utilities[i];
        }
    }
    ck_abort_msg("no drive is called %s", drive);
}

static double drawn(const char *drives, const char *drive)
{
    hy_model *model;
    hy_sim *sim = beside_a_hunter(drives, "", &model);
    const double found = utility_of(sim, 0, drive);
    end_scene(sim, model);
    return found;
}

START_TEST(flight_draws_by_distance_as_the_scenario_says)
{
    hy_model *model;
    hy_sim *sim = beside_a_hunter("flee: 0.5, flee_nearness: 0.4, flee_m: 10", "", &model);
    const double away_m = (double)hy_distance(hy_sim_person(sim, 0).at, hy_sim_person(sim, 1).at);
    ck_assert_double_lt(away_m, 6);
    ASSERT_NEAR(utility_of(sim, 0, "flee"), 0.5 + 0.4 * (1 - away_m / 10), 1e-5);
    end_scene(sim, model);
    ck_assert_double_lt(drawn("flee_m: 3", "flee"), 0);
}
END_TEST

START_TEST(fighting_draws_by_reach_means_and_courage)
{
    // courage 0.5, unarmed, skill 1, fight_weight 0.7
    ASSERT_NEAR(drawn("fight_m: 5, fight_unarmed: 0.6, fight_cornered: 0", "fight"), 0.7 * 0.5 * 0.6, 1e-5);
    ck_assert_double_lt(drawn("fight_m: 2", "fight"), 0);
}
END_TEST

START_TEST(the_day_draws_who_has_understood_as_the_scenario_says)
{
    ASSERT_NEAR(drawn("routine_shaken: 0.25, routine: 3", "routine"), 0.25, 1e-6);
}
END_TEST

START_TEST(hiding_draws_by_fear_and_the_way)
{
    // without fear what is left is the share that fear does not make; the class room is within half of the way that counts
    ASSERT_NEAR(drawn("hide_fear: 0.75", "hide"), 0.8 * 0.25, 1e-5);
    ASSERT_NEAR(drawn("hide_fear: 0", "hide"), 0.8, 1e-5);
}
END_TEST

START_TEST(what_draws_hunters_is_the_scenarios_too)
{
    hy_model *model;
    hy_sim *sim = beside_a_hunter("wander: 0.37, investigate: 0.9", "", &model);
    ASSERT_NEAR(utility_of(sim, 1, "wander"), 0.37, 1e-6);
    // it has eyes for nobody, but has heard them talk
    ASSERT_NEAR(utility_of(sim, 1, "investigate"), 0.9, 1e-6);
    ck_assert_double_lt(utility_of(sim, 1, "hunt"), 0);
    end_scene(sim, model);
}
END_TEST

START_TEST(another_weight_makes_another_choice)
{
    hy_model *model;
    hy_sim *sim = beside_a_hunter("flee: 5", "", &model);
    run_until(sim, hy_sim_tick(sim) + 20);
    ck_assert_str_eq(hy_sim_person(sim, 0).drive, "flee");
    end_scene(sim, model);
    sim = beside_a_hunter("flee: 0, flee_nearness: 0, flee_fear: 0, hide_fear: 0", "", &model);
    run_until(sim, hy_sim_tick(sim) + 20);
    ck_assert_str_eq(hy_sim_person(sim, 0).drive, "hide");
    end_scene(sim, model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("drives");
    TCase *weights = add_case_in_a_folder(suite, "weights");
    tcase_add_test(weights, flight_draws_by_distance_as_the_scenario_says);
    tcase_add_test(weights, fighting_draws_by_reach_means_and_courage);
    tcase_add_test(weights, the_day_draws_who_has_understood_as_the_scenario_says);
    tcase_add_test(weights, hiding_draws_by_fear_and_the_way);
    tcase_add_test(weights, what_draws_hunters_is_the_scenarios_too);
    tcase_add_test(weights, another_weight_makes_another_choice);
    return run_suite(suite);
}
