// What holds for every step of everybody in every building: no wall is crossed, one stays in the room that is recorded,
// and bodies keep their distance.
#include "sim/random_building.h"

enum { PLAN_COUNT = 36, DOOR_SEED_COUNT = 10 };

START_TEST(in_a_random_building_with_an_outbreak_nobody_passes_a_wall_or_a_body)
{
    assert_sound_outbreak_in_building(_i);
}
END_TEST

START_TEST(not_even_the_fastest_runner_passes_a_wall_or_a_body_in_the_longest_step)
{
    assert_sound_steps_of_the_fast_in_building(_i);
}
END_TEST

START_TEST(in_the_two_rooms_nobody_passes_a_wall_or_a_body)
{
    hy_model *model = good_model(HYOSAN_SOURCE_DIR "/scenarios/two-rooms.yaml", NULL);
    const findings found = watch(model, 1, 900);
    printf("two rooms: least distance %.4f m\n", found.least_distance_m);
    assert_sound(&found);
    hy_model_destroy(model);
}
END_TEST

// ---- arriving

START_TEST(everybody_who_is_sent_to_a_room_of_a_random_building_arrives)
{
    assert_everybody_arrives_in_building(_i);
}
END_TEST

START_TEST(sixty_people_pass_a_door_without_jamming_it)
{
    static const double widths_m[] = {0.9, 0.8};
    const double limit_s = 240;
    double slowest = 0;
    hy_model *model = two_rooms_with_a_door(widths_m[_i]);
    for (uint64_t seed = 1; seed <= DOOR_SEED_COUNT; seed++) {
        slowest = fmax(slowest, seconds_until_all_are_in(model, seed, "east", limit_s));
    }
    printf("60 people through %.1f m: slowest of %d in %.1f s\n", widths_m[_i], DOOR_SEED_COUNT, slowest);
    ck_assert_double_lt(slowest, limit_s);
    hy_model_destroy(model);
}
END_TEST

START_TEST(opposing_streams_in_a_corridor_pass_each_other)
{
    hy_model *model = opposing_streams(30);
    double seconds;
    const uint32_t missing = missing_of_streams(model, (uint64_t)_i, 240, &seconds);
    printf("streams of 30 and 30, seed %d: %u left after %.1f s\n", _i, missing, seconds);
    ck_assert_uint_eq(missing, 0);
    hy_model_destroy(model);
}
END_TEST

// who has passed an opening is not to turn round to it until the way is chosen anew
START_TEST(one_person_alone_comes_down_a_stair_with_every_seed)
{
    hy_model *model = good_model_of_texts(
        "plan: stair\nlevels: [{name: 1F}, {name: 2F}]\nrooms:\n"
        "  - {name: lower, level: 1F, use: corridor, box: [0, 0, 19.5, 2.887]}\n"
        "  - {name: upper, level: 2F, use: corridor, box: [0, 0, 19.5, 2.887]}\n"
        "stairs:\n  - {name: S, joins: [1F, 2F], at: [19.5, 0], size: [5, 2.887], entry: west, flight_width_m: 1.383, "
        "landing_m: 1.4, door_width_m: 1.343}\n",
        SCENARIO_HEAD ORDINARY_WALKERS
        "groups: [{name: one, count: 1, home: upper, female: pupil, male: pupil}]\n"
        "timetable: [{at: \"09:00:02\", groups: [one], activity: pause, where: [lower], spread_s: 0}]\n");
    for (uint64_t seed = 1; seed <= 100; seed++) {
        const double seconds = seconds_until_all_are_in(model, seed, "lower", 150);
        ck_assert_msg(seconds < 150, "seed %lu: still not there", (unsigned long)seed);
    }
    hy_model_destroy(model);
}
END_TEST

// ---- speed

static const char ONE_PERSON[] = SCENARIO_HEAD PROFILE
    "groups: [{name: one, count: 1, home: west, female: pupil, male: pupil}]\n"
    "timetable: [{at: \"09:00:02\", groups: [one], activity: pause, where: [east], spread_s: 0}]\n";

// in a passage little wider than the body nobody is thrown from wall to wall
static const double CORRIDOR_WIDTHS_M[] = {2, 1, 0.6};

START_TEST(one_person_walks_forty_metres_at_the_walking_speed)
{
    const double width_m = CORRIDOR_WIDTHS_M[_i];
    char plan[1000];
    snprintf(plan, sizeof plan,
             "plan: walk\nlevels: [{name: 1F}]\nrooms:\n"
             "  - {name: west, level: 1F, box: [-4, 0, 4, %.1f], open_to: [corridor]}\n"
             "  - {name: corridor, level: 1F, use: corridor, box: [0, 0, 44, %.1f]}\n"
             "  - {name: east, level: 1F, box: [44, 0, 4, %.1f], open_to: [corridor]}\n",
             width_m, width_m, width_m);
    hy_model *model = good_model_of_texts(plan, ONE_PERSON);
    hy_sim *sim = good_sim_of_seed(model, 1);
    double start_s = 0, end_s = 0;
    while (hy_sim_seconds(sim) < 120 && end_s <= 0) {
        hy_sim_step(sim);
        const double x = (double)(hy_sim_person(sim, 0).at.x + model->origin.x);
        start_s = start_s <= 0 && x >= 2 ? hy_sim_seconds(sim) : start_s;
        end_s = x >= 42 ? hy_sim_seconds(sim) : 0;
    }
    ASSERT_NEAR(end_s - start_s, 40 / 1.34, 0.05 * 40 / 1.34);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// seconds that one person spends on a straight stair of 12 m between two levels
static double seconds_on_the_stair(const char *home, const char *goal)
{
    char scenario[2000];
    snprintf(scenario, sizeof scenario,
             SCENARIO_HEAD PROFILE
             "groups: [{name: one, count: 1, home: %s, female: pupil, male: pupil}]\n"
             "timetable: [{at: \"09:00:02\", groups: [one], activity: pause, where: [%s], spread_s: 0}]\n",
             home, goal);
    hy_model *model =
        good_model_of_texts("plan: stair\nlevels: [{name: 1F}, {name: 2F}]\nrooms:\n"
                            "  - {name: lower, level: 1F, use: corridor, box: [0, 0, 6, 4]}\n"
                            "  - {name: upper, level: 2F, use: corridor, box: [0, 16, 6, 4]}\n"
                            "stairs:\n  - {name: S, shape: straight, joins: [1F, 2F], at: [2, 4], size: [2, 12], "
                            "entry: south, flight_width_m: 2, door_width_m: 1.8}\n",
                            scenario);
    hy_sim *sim = good_sim_of_seed(model, 1);
    uint32_t ticks = 0;
    while (hy_sim_seconds(sim) < 120) {
        hy_sim_step(sim);
        ticks += model->rooms[hy_sim_person(sim, 0).room].is_stair ? 1 : 0;
    }
    ck_assert_uint_eq(hy_sim_person(sim, 0).room, hy_model_room_named(model, goal));
    hy_sim_destroy(sim);
    hy_model_destroy(model);
    return ticks * 0.1;
}

START_TEST(stairs_slow_one_down_by_their_factors)
{
    const double up_s = seconds_on_the_stair("lower", "upper"), down_s = seconds_on_the_stair("upper", "lower");
    ASSERT_NEAR(12 / up_s / 1.34, 0.6, 0.06);
    ASSERT_NEAR(12 / down_s / 1.34, 0.8, 0.08);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("movement");
    TCase *steps = add_case_in_a_folder(suite, "steps");
    tcase_add_loop_test(steps, in_a_random_building_with_an_outbreak_nobody_passes_a_wall_or_a_body, 0, PLAN_COUNT);
    tcase_add_loop_test(steps, not_even_the_fastest_runner_passes_a_wall_or_a_body_in_the_longest_step, 0, 12);
    tcase_add_test(steps, in_the_two_rooms_nobody_passes_a_wall_or_a_body);
    TCase *arriving = add_case_in_a_folder(suite, "arriving");
    tcase_add_loop_test(arriving, everybody_who_is_sent_to_a_room_of_a_random_building_arrives, 0, 20);
    tcase_add_loop_test(arriving, sixty_people_pass_a_door_without_jamming_it, 0, 2);
    tcase_add_loop_test(arriving, opposing_streams_in_a_corridor_pass_each_other, 0, 5);
    tcase_add_test(arriving, one_person_alone_comes_down_a_stair_with_every_seed);
    TCase *speed = add_case_in_a_folder(suite, "speed");
    tcase_add_loop_test(speed, one_person_walks_forty_metres_at_the_walking_speed, 0, 3);
    tcase_add_test(speed, stairs_slow_one_down_by_their_factors);
    return run_suite(suite);
}
