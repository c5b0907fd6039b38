// Animals that carry the agent, and the switches that decide whether they are there. See docs/model/reservoirs.md.
#include "systems/crowd.h"

enum { PEOPLE = 1000 };

#define TWO_ROOMS                                                                                                       \
    "plan: two\nlevels: [{name: 1F}]\nrooms:\n"                                                                          \
    "  - {name: hall, level: 1F, use: corridor, box: [0, 0, 40, 40], openings: [{name: between, kind: door, wall: east, at_m: 5, " \
    "width_m: 1}]}\n"                                                                                                    \
    "  - {name: cage, level: 1F, use: corridor, box: [40, 0, 10, 40]}\n"
#define BITE                                                                                                            \
    "  - {name: teeth, enters: ill, wounds: [{name: only, share: 1, median_s: 9000}], outcomes: [{stage: dead, weight: 1}]}\n"

static hy_sim *with_animals(const char *more, hy_model **model)
{
    const crowd of = {.count = PEOPLE, .plan = TWO_ROOMS, .exposures = BITE, .more = more};
    *model = crowd_model(&of);
    return good_sim_of_seed(*model, 1);
}

static uint32_t bites_of(const char *more, uint32_t seconds)
{
    hy_model *model;
    hy_sim *sim = with_animals(more, &model);
    const uint32_t bites = count_events(sim, 10 * seconds + 1, HY_event_was_bitten_by_animal);
    ck_assert_uint_eq(count_in(model, sim, "ill"), bites);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
    return bites;
}

START_TEST(an_animal_bites_each_in_its_room_at_its_rate)
{
    // two animals, each person every 400 s by each: after 100 s exp(-0.5) are unbitten
    assert_share_of(bites_of("reservoirs: [{name: rat, room: hall, count: 2, bites_with: teeth, bites_every_s: 400}]\n", 100), PEOPLE,
                    1 - exp(-0.5));
}
END_TEST

START_TEST(a_caged_animal_bites_nobody_next_door_and_a_loose_one_gets_there)
{
    ck_assert_uint_eq(bites_of("reservoirs: [{name: rat, room: cage, bites_with: teeth, bites_every_s: 1}]\n", 120), 0);
    // through the shut door
    ck_assert_uint_gt(
        bites_of("reservoirs: [{name: rat, room: cage, is_loose: true, moves_every_s: 10, bites_with: teeth, bites_every_s: 1}]\n", 120),
        100);
}
END_TEST

START_TEST(an_animal_bites_no_more_often_than_it_may_and_not_before_its_time)
{
    ck_assert_uint_eq(
        bites_of("reservoirs: [{name: rat, room: hall, count: 3, bites: 2, bites_with: teeth, bites_every_s: 1}]\n", 60), 6);
    ck_assert_uint_eq(
        bites_of("reservoirs: [{name: rat, room: hall, from: \"09:02\", bites_with: teeth, bites_every_s: 1}]\n", 110), 0);
}
END_TEST

START_TEST(animals_catch_it_from_the_turned_as_often_as_they_are_said_to)
{
    const crowd of = {.count = 1,
                      .stages = "  - {name: turned, counts_as: zombie, hunts: true, is_prey: false, keeps_reason: false, sight_m: 0, "
                                "top_speed_m_per_s: 0, bites_with: teeth, stand_share: 1}\n",
                      .exposures = BITE,
                      .incidents = "  - {at: \"09:00\", kind: expose, who: p0, with: teeth, after_s: 0, outcome: turned}\n",
                      .more = "reservoirs: [{name: rat, room: hall, count: 1000, carries: false, catches: 0.5, bites_with: teeth}]\n"};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 18001); // half an hour
    uint32_t carrying = 0;
    for (uint32_t i = 0; hy_sim_column(sim, i).values != NULL; i++) {
        const hy_column_view column = hy_sim_column(sim, i);
        for (uint32_t animal = 0; strcmp(column.set, "animal") == 0 && strcmp(column.name, "carries") == 0 && animal < 1000; animal++) {
            carrying += ((const uint8_t *)column.values)[animal];
        }
    }
    assert_share_of(carrying, 1000, 1 - sqrt(0.5));
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

#define SWITCHES "switches:\n  - {name: origin, is: %s, of: [rat, street]}\n  - {name: day, is: dry, of: [dry, wet]}\n"

START_TEST(only_what_belongs_to_the_position_of_the_switches_happens)
{
    static const char *const positions[] = {"rat", "street"};
    for (uint32_t i = 0; i < 2; i++) {
        char more[1000];
        snprintf(more, sizeof more,
                 SWITCHES "reservoirs: [{name: rat, only_if: \"origin: rat, day: dry\", room: hall, bites: 1, bites_with: teeth, "
                          "bites_every_s: 1}, {name: other, only_if: \"origin: rat, day: wet\", room: hall, bites_with: teeth, "
                          "bites_every_s: 1}]\n",
                 positions[i]);
        ck_assert_uint_eq(bites_of(more, 30), i == 0 ? 1 : 0);
    }
}
END_TEST

START_TEST(an_exposure_in_a_room_waits_for_somebody_and_takes_one_of_those_there)
{
    const crowd of = {.count = 10,
                      .plan = TWO_ROOMS,
                      .exposures = BITE,
                      .incidents = "  - {at: \"09:00:05\", kind: expose, where: hall, with: teeth}\n"
                                   "  - {at: \"09:00:05\", kind: expose, where: cage, with: teeth}\n"};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told exposed = run_and_note(sim, 600, HY_event_was_exposed);
    ck_assert_uint_eq(exposed.count, 1);
    ck_assert_uint_eq(exposed.events[0].tick, 50);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(an_unknown_switch_or_position_is_reported)
{
    static const char *const wrong[] = {"no such: rat", "origin: cat", "origin"};
    for (uint32_t i = 0; i < 3; i++) {
        char more[600];
        snprintf(more, sizeof more, SWITCHES "reservoirs: [{name: rat, only_if: \"%s\", room: hall, bites_with: teeth}]\n", "rat", wrong[i]);
        write_text("plan.yaml", TWO_ROOMS);
        const crowd of = {.exposures = BITE};
        write_crowd_strain(&of);
        script text;
        script_open(&text);
        script_add(&text,
                   "scenario: a test\nplan: plan.yaml\nstrain: strain.yaml\nstart: \"09:00\"\nend: \"10:00\"\n" PROFILE
                   "groups: [{name: all, count: 1, home: hall, female: pupil, male: pupil}]\n%s",
                   more);
        script_save(&text, "scenario.yaml");
        hy_model *model;
        ck_assert_int_eq((int)compile_file(hy_host_allocator(), "scenario.yaml", NULL, 0, &model), (int)HY_BAD_INPUT);
        ck_assert_uint_eq(test_sink.count, 1);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reservoirs");
    TCase *animals = add_case_in_a_folder(suite, "animals");
    tcase_add_test(animals, an_animal_bites_each_in_its_room_at_its_rate);
    tcase_add_test(animals, a_caged_animal_bites_nobody_next_door_and_a_loose_one_gets_there);
    tcase_add_test(animals, an_animal_bites_no_more_often_than_it_may_and_not_before_its_time);
    tcase_add_test(animals, animals_catch_it_from_the_turned_as_often_as_they_are_said_to);
    TCase *switches = add_case_in_a_folder(suite, "switches");
    tcase_add_test(switches, only_what_belongs_to_the_position_of_the_switches_happens);
    tcase_add_test(switches, an_exposure_in_a_room_waits_for_somebody_and_takes_one_of_those_there);
    tcase_add_test(switches, an_unknown_switch_or_position_is_reported);
    return run_suite(suite);
}
