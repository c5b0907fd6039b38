// What flies over the grounds, sees and rescues: docs/model/aircraft.md.
#include "systems/scene.h"

#define YARD \
    "  - {name: yard, level: 1F, use: yard, is_outdoor: true, box: [40, 0, 40, 20], open_to: [hall], places: [{name: sky, kind: " \
    "device, at: [20, 10]}, {name: far sky, kind: device, at: [38, 10]}]}\n"

// who stands somewhere and has understood goes on standing there
#define STANDING ", escape_weight: 0, hide_weight: 0, curiosity_weight: 0"

#define NO_CRISES "betrays: 0, sacrifice_other: 0, sacrifice_duty: 0, sacrifice_bitten: 0"

enum { ONE, TWO, TURNER };

// Two in the yard, of whom the first stands under the sky and the second, a friend, away from it, and one who turns before
// them and is taken away.
static hy_model *in_the_yard_at(const char *from, const char *aircraft, const char *more, const char *incidents)
{
    char all[1200], things[500];
    snprintf(all, sizeof all,
             "duty: {reports: 0}\nsuspicion: {hides_bite: 1, notices_per_min: 0, errs_per_min: 0}\nsounds: [{name: rotor, level_db: 105, at_m: 30, above_m: 40}]\n"
             "aircraft: [{name: helicopter, from: \"%s\", over: [sky, far sky], stays_s: 60, %s}]\n%s",
             from, aircraft, more);
    snprintf(things, sizeof things, ONE_TURNS "%s", incidents);
    const scene of = {.more_rooms = YARD,
                      .groups = "  - {name: class, count: 3, home: hall, start: yard, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [60, 10]}\n  - {name: two, group: class, at: [44, 10]}\n"
                                 "  - {name: turner, group: class, at: [70, 3]}\n",
                      .incidents = things,
                      .mind = STANDING,
                      .more = all};
    return scene_model(&of);
}

static hy_model *in_the_yard(const char *aircraft, const char *more, const char *incidents)
{
    return in_the_yard_at("09:01", aircraft, more, incidents);
}

#define FRIENDS "ties: {" NO_DRAWN_TIES ", named: [{kind: friend, from: one, to: [two]}]}\n"

START_TEST(it_comes_at_its_time_hangs_over_each_place_in_turn_and_flies_away)
{
    hy_model *model = in_the_yard("sound: rotor", NO_TIES "crisis: {" NO_CRISES "}\n", "");
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told came = run_and_note(sim, 1790, HY_event_aircraft_came);
    ck_assert_uint_eq(came.count, 2);
    ck_assert_uint_eq(came.events[0].tick, 600);
    ck_assert_uint_eq(came.events[1].tick, 1200);
    const told left = run_and_note(sim, 3000, HY_event_aircraft_left);
    ck_assert_uint_eq(left.count, 1);
    ck_assert_uint_eq(left.events[0].tick, 1800);
    end_scene(sim, model);
    // and each place sounds as long as it hangs over it
    model = in_the_yard("sound: rotor", NO_TIES "crisis: {" NO_CRISES "}\n", "");
    sim = good_sim_of_seed(model, 1);
    const told sounded = run_and_note(sim, 3000, HY_event_sounded);
    ck_assert_uint_eq(sounded.count, 2);
    ck_assert_uint_eq(sounded.events[1].tick - sounded.events[0].tick, 600);
    end_scene(sim, model);
}
END_TEST

START_TEST(what_comes_on_call_comes_when_a_call_was_taken_for_what_it_was)
{
    for (uint32_t answered = 0; answered <= 1; answered++) {
        char more[400];
        snprintf(more, sizeof more,
                 NO_TIES "crisis: {" NO_CRISES "}\nphones: {student_share: 1}\nduty: {reports: 1, staff_factor: 1, answered: %u}\n"
                         "sounds: [{name: rotor, level_db: 105}]\naircraft: [{name: police, on_call_s: 45, over: [sky]}]\n",
                 answered);
        const scene of = {.more_rooms = YARD,
                          .groups = "  - {name: class, count: 2, home: hall, start: yard, female: pupil, male: pupil}\n",
                          .persons = "  - {name: one, group: class, at: [60, 10], responsibility: 1}\n"
                                     "  - {name: turner, group: class, at: [70, 3]}\n",
                          .incidents = ONE_TURNS,
                          .mind = STANDING,
                          .more = more};
        hy_model *model = scene_model(&of);
        hy_sim *sim = good_sim_of_seed(model, 1);
        const told called = run_and_note(sim, 300, HY_event_called_help);
        ck_assert_uint_eq(called.count, 1);
        const told came = run_and_note(sim, 1000, HY_event_aircraft_came);
        ck_assert_uint_eq(came.count, answered);
        ck_assert(answered == 0 || came.events[0].tick == called.events[0].tick + 450);
        end_scene(sim, model);
    }
}
END_TEST

START_TEST(its_sound_draws_hunters_to_the_ground_below)
{
    hy_model *model = in_the_yard("sound: rotor", NO_TIES "crisis: {" NO_CRISES "}\n",
                                  "  - {at: \"09:00:30\", kind: expose, who: two, with: curse, after_s: 0}\n");
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told lured = run_and_note(sim, 700, HY_event_was_lured);
    ck_assert_uint_eq(count_told(&lured, TWO, HY_NONE), 1);
    ASSERT_NEAR(person_number(sim, "stimulus_x", TWO), hy_sim_person(sim, ONE).at.x, 1);
    end_scene(sim, model);
}
END_TEST

START_TEST(its_camera_sees_those_in_reach_once_and_the_others_not)
{
    hy_model *model = in_the_yard("camera_m: 10", NO_TIES "crisis: {" NO_CRISES "}\n", "");
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told spotted = run_and_note(sim, 3000, HY_event_was_spotted);
    ck_assert_uint_eq(spotted.count, 1);
    ck_assert_uint_eq(spotted.events[0].who, ONE);
    end_scene(sim, model);
}
END_TEST

START_TEST(who_sits_before_its_screen_learns_where_hunters_are)
{
    const scene of = {.more_rooms = YARD,
                      .in_class = ", places: [{name: monitor, kind: screen, at: [2, 2]}]",
                      .groups = CLASS_OF("2") "  - {name: others, count: 1, home: class, start: class, female: pupil, male: pupil}\n"
                                "  - {name: late, count: 1, home: hall, start: yard, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [2, 5.5]}\n  - {name: two, group: others, at: [7, 8]}\n"
                                 "  - {name: turner, group: class, at: [7.5, 4]}\n  - {name: late, group: late, at: [60, 12]}\n",
                      .incidents = ONE_TURNS "  - {at: \"09:00:30\", kind: expose, who: late, with: curse, after_s: 0}\n",
                      .mind = STANDING,
                      .more = NO_TIES "crisis: {" NO_CRISES "}\nduty: {reports: 0}\nknowledge: {talk_m: 0}\ndrives: {flee_m: 0}\n"
                              "aircraft: [{name: drone, from: \"09:01\", over: [sky], camera_m: 30, screen: monitor}]\n"};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 650);
    const uint32_t yard = hy_model_room_named(model, "yard");
    ck_assert_uint_eq(person_index(sim, "danger_room", hy_model_person_named(model, "one")), yard);
    ck_assert_uint_ne(person_index(sim, "danger_room", hy_model_person_named(model, "two")), yard);
    end_scene(sim, model);
}
END_TEST

START_TEST(it_takes_aboard_who_stands_below_one_in_so_long_and_no_more_than_its_seats)
{
    hy_model *model = in_the_yard("seats: 2, takes_m: 20, boards_s: 15, asks: false", NO_TIES "crisis: {" NO_CRISES "}\n", "");
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told aboard = run_and_note(sim, 3000, HY_event_was_taken_aboard);
    ck_assert_uint_eq(aboard.count, 2);
    ck_assert_uint_eq(aboard.events[0].who, ONE);
    ck_assert_uint_eq(aboard.events[1].tick - aboard.events[0].tick, 150);
    ck_assert(!hy_sim_person(sim, ONE).is_present);
    end_scene(sim, model);
    model = in_the_yard("seats: 1, takes_m: 20, asks: false", NO_TIES "crisis: {" NO_CRISES "}\n", "");
    sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(run_and_note(sim, 3000, HY_event_was_taken_aboard).count, 1);
    end_scene(sim, model);
}
END_TEST

START_TEST(who_lies_leaves_the_others_behind_as_often_as_stated)
{
    enum { RUNS = 150 };
    hy_model *model = in_the_yard("seats: 5", FRIENDS "crisis: {" NO_CRISES ", lies: 0.3, friend_factor: 1, fear_factor: 1}\n", "");
    uint32_t lies = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        const told lied = run_and_note(sim, 700, HY_event_lied_to_rescuers);
        lies += lied.count;
        if (lied.count > 0) {
            ck_assert_uint_eq(lied.events[0].who, ONE);
            ck_assert_uint_eq(lied.events[0].whom, TWO);
        }
        // it is gone where it was lied to, and goes on to the next place where it was not
        const told came = run_and_note(sim, 1300, HY_event_aircraft_came);
        ck_assert_uint_eq(came.count, lied.count > 0 ? 0 : 1);
        hy_sim_destroy(sim);
    }
    ASSERT_NEAR((double)lies / RUNS, 0.3, 4 * sqrt(0.21 / RUNS));
    hy_model_destroy(model);
}
END_TEST

START_TEST(who_knows_of_nobody_cannot_tell_of_anybody)
{
    hy_model *model = in_the_yard("seats: 5", NO_TIES "crisis: {" NO_CRISES ", lies: 0}\nparty: {most: 2, joins: 0}\n", "");
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told came = run_and_note(sim, 3000, HY_event_aircraft_came);
    ck_assert_uint_eq(came.count, 1);
    end_scene(sim, model);
}
END_TEST

START_TEST(a_cold_body_is_misread_as_often_as_stated_and_else_turned_away)
{
    enum { RUNS = 150 };
    // twenty minutes after the bite half of the warmth is gone
    hy_model *model = in_the_yard_at("09:20", "seats: 5, asks: false, cold_c: 35, misread: 0.8", NO_TIES "crisis: {" NO_CRISES "}\n",
                                  "  - {at: \"09:00:03\", kind: expose, who: one, with: curse, by: turner, after_s: 30000}\n");
    uint32_t taken = 0, refused = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        while (hy_sim_tick(sim) < 12300) {
            hy_sim_step(sim);
            uint32_t count;
            const hy_event *events = hy_sim_events(sim, &count);
            for (uint32_t i = 0; i < count; i++) {
                taken += events[i].kind == HY_event_was_taken_aboard && events[i].who == ONE ? 1 : 0;
                refused += events[i].kind == HY_event_was_turned_away && events[i].detail == 1 ? 1 : 0;
            }
        }
        hy_sim_destroy(sim);
    }
    ck_assert_uint_eq(taken + refused, RUNS);
    ASSERT_NEAR((double)taken / RUNS, 0.8, 4 * sqrt(0.16 / RUNS));
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("aircraft");
    TCase *flight = add_case_in_a_folder(suite, "flight");
    tcase_add_test(flight, it_comes_at_its_time_hangs_over_each_place_in_turn_and_flies_away);
    tcase_add_test(flight, what_comes_on_call_comes_when_a_call_was_taken_for_what_it_was);
    tcase_add_test(flight, its_sound_draws_hunters_to_the_ground_below);
    TCase *camera = add_case_in_a_folder(suite, "camera");
    tcase_add_test(camera, its_camera_sees_those_in_reach_once_and_the_others_not);
    tcase_add_test(camera, who_sits_before_its_screen_learns_where_hunters_are);
    TCase *rescue = add_case_in_a_folder(suite, "rescue");
    tcase_add_test(rescue, it_takes_aboard_who_stands_below_one_in_so_long_and_no_more_than_its_seats);
    tcase_add_test(rescue, who_lies_leaves_the_others_behind_as_often_as_stated);
    tcase_add_test(rescue, who_knows_of_nobody_cannot_tell_of_anybody);
    tcase_add_test(rescue, a_cold_body_is_misread_as_often_as_stated_and_else_turned_away);
    return run_suite(suite);
}
