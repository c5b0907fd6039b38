// Phones that people carry: docs/model/phones.md.
#include "systems/scene.h"

#define NO_CRISES "crisis: {betrays: 0, sacrifice_other: 0, sacrifice_duty: 0, sacrifice_bitten: 0}\n"

// a third room, far down the hall
#define DEN "  - {name: den, level: 1F, use: store, box: [30, 3, 3, 3], openings: [{kind: door, wall: south, at_m: 1}]}\n"

enum { ONE, TURNER, TWO };

// one hides in class and knows; a friend is far off and knows nothing
static hy_model *two_friends(const char *phones, const char *more, const char *incidents)
{
    char all[900], things[600];
    snprintf(all, sizeof all,
             NO_CRISES "duty: {reports: 0}\nknowledge: {trust: 10}\n"
                       "phones: {calls: 1, again_s: 10, %s}\n"
                       "sounds: [{name: ring, level_db: 65}]\n"
                       "ties: {" NO_DRAWN_TIES ", named: [{kind: friend, from: one, to: [two]}]}\n%s",
             phones, more);
    snprintf(things, sizeof things, ONE_TURNS "%s", incidents);
    const scene of = {.more_rooms = DEN,
                      .groups = CLASS_OF("2") "  - {name: others, count: 1, home: den, start: den, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: turner, group: class, at: [7.5, 8.5]}\n"
                                 "  - {name: two, group: others, at: [31.5, 4.5]}\n",
                      .incidents = things,
                      .mind = ", escape_weight: 0, hide_weight: 3, curiosity_weight: 0",
                      .more = all};
    return scene_model(&of);
}

START_TEST(a_call_is_answered_as_often_as_stated_and_then_believed)
{
    enum { RUNS = 120 };
    hy_model *model = two_friends("student_share: 1, answers: 0.6", "", "");
    uint32_t answered = 0, calls = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        const told phoned = run_and_note(sim, 1300, HY_event_phoned);
        ck_assert_uint_gt(phoned.count, 0);
        ck_assert_uint_eq(phoned.events[0].who, ONE);
        ck_assert_uint_eq(phoned.events[0].whom, TWO);
        bool was_answered = false;
        for (uint32_t i = 0; i < phoned.count && phoned.events[i].who == ONE; i++) {
            calls++;
            answered += phoned.events[i].detail == HY_CALL_ANSWERED ? 1 : 0;
            was_answered |= phoned.events[i].detail == HY_CALL_ANSWERED;
        }
        ck_assert(hy_sim_person(sim, TWO).belief == (was_answered ? 2u : hy_sim_person(sim, TWO).belief));
        hy_sim_destroy(sim);
    }
    ASSERT_NEAR((double)answered / calls, 0.6, 4 * sqrt(0.24 / calls));
    hy_model_destroy(model);
}
END_TEST

START_TEST(without_a_phone_or_a_network_nobody_is_reached)
{
    hy_model *model = two_friends("student_share: 1, network_until: \"09:00\"", "", "");
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told phoned = run_and_note(sim, 1300, HY_event_phoned);
    ck_assert_uint_gt(phoned.count, 3);
    for (uint32_t i = 0; i < phoned.count; i++) {
        ck_assert_uint_eq(phoned.events[i].detail, HY_CALL_NO_NETWORK);
    }
    end_scene(sim, model);
    model = two_friends("staff_share: 1", "", "");
    sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(run_and_note(sim, 1300, HY_event_phoned).count, 0);
    end_scene(sim, model);
}
END_TEST

START_TEST(the_network_is_cut_and_comes_back_at_its_times)
{
    hy_model *model = two_friends("student_share: 1, network_until: \"09:01\", network_back: \"09:02\"", "", "");
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told changes = run_and_note(sim, 1500, HY_event_network_changed);
    ck_assert_uint_eq(changes.count, 2);
    ck_assert_uint_eq(changes.events[0].tick, 600);
    ck_assert_uint_eq(changes.events[0].detail, 0);
    ck_assert_uint_eq(changes.events[1].tick, 1200);
    ck_assert_uint_eq(changes.events[1].detail, 1);
    end_scene(sim, model);
}
END_TEST

START_TEST(a_battery_runs_down_by_itself_and_by_talking)
{
    // a tenth of an hour's charge is gone after six minutes
    hy_model *model = two_friends("student_share: 1, charge_low: 0.1, charge_high: 0.1, idle_h: 1, answers: 0", "", "");
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 3500);
    const told died = run_and_note(sim, 3800, HY_event_phone_died);
    ck_assert_uint_eq(died.count, 1);
    ck_assert_uint_eq(died.events[0].who, ONE);
    ck_assert_uint_ge(died.events[0].tick, 3600);
    ck_assert_uint_eq(run_and_note(sim, 5000, HY_event_phoned).count, 0);
    end_scene(sim, model);
    // and two calls of a minute empty one that lasts for a minute and a half
    model = two_friends("student_share: 1, charge_low: 1, charge_high: 1, idle_h: 10000, talk_h: 0.025, answers: 1", "", "");
    sim = good_sim_of_seed(model, 1);
    const told phoned = run_and_note(sim, 3000, HY_event_phoned);
    uint32_t answered = 0;
    for (uint32_t i = 0; i < phoned.count; i++) {
        answered += phoned.events[i].detail == HY_CALL_ANSWERED ? 1 : 0;
    }
    ck_assert_uint_eq(answered, 2);
    end_scene(sim, model);
}
END_TEST

START_TEST(a_phone_that_rings_draws_hunters)
{
    // the ringing comes through the shut door of the den into the hall
    const char *const hunter = "  - {at: \"09:00:30\", kind: expose, who: late, with: curse, after_s: 0}\n";
    char all[900];
    snprintf(all, sizeof all,
             NO_CRISES "duty: {reports: 0}\nphones: {student_share: 1, calls: 1, again_s: 60, answers: 0, sound: ring, rings_s: 20}\n"
                       "sounds: [{name: ring, level_db: 85}]\n"
                       "ties: {" NO_DRAWN_TIES ", named: [{kind: friend, from: one, to: [two]}]}\n");
    char things[500];
    snprintf(things, sizeof things, ONE_TURNS "%s", hunter);
    const scene of = {.more_rooms = DEN,
                      .groups = CLASS_OF("2") "  - {name: others, count: 1, home: den, start: den, female: pupil, male: pupil}\n"
                                "  - {name: late, count: 1, home: hall, start: hall, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: turner, group: class, at: [7.5, 8.5]}\n"
                                 "  - {name: two, group: others, at: [31.5, 4.5]}\n  - {name: late, group: late, at: [20, 1.5]}\n",
                      .incidents = things,
                      .mind = ", escape_weight: 0, hide_weight: 3, curiosity_weight: 0",
                      .more = all};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told lured = run_and_note(sim, 1500, HY_event_was_lured);
    ck_assert_uint_gt(lured.count, 0);
    ck_assert_uint_eq(lured.events[0].who, 3);
    ck_assert_uint_eq(lured.events[0].whom, TWO);
    end_scene(sim, model);
}
END_TEST

START_TEST(a_parent_who_is_called_sets_out_at_once_and_knows_where_to_look)
{
    const scene of = {.more_rooms = DEN,
                      .in_hall = ", places: [{name: gate, kind: exit, at: [39, 1.5]}]",
                      // by day one belongs elsewhere
                      .groups = "  - {name: class, count: 2, home: den, start: class, female: pupil, male: pupil}\n"
                                "  - {name: parents, role: staff, count: 1, home: hall, arrives: gate, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: turner, group: class, at: [7.5, 8.5]}\n"
                                 "  - {name: mother, group: parents}\n",
                      .incidents = ONE_TURNS,
                      .mind = ", escape_weight: 0, hide_weight: 3",
                      .more = NO_CRISES "duty: {reports: 0}\nkin: {arrives_per_h: 1000, news_s: 100000, seek_weight: 5}\ndoors: {can_shut: false}\ndrives: {hide_home_m: 0}\n"
                                        "phones: {student_share: 1, kin_share: 1, calls: 1, again_s: 10, answers: 1}\n"
                                        "ties: {" NO_DRAWN_TIES ", named: [{kind: family, from: mother, to: [one]}]}\n"};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told phoned = run_and_note(sim, 1300, HY_event_phoned);
    ck_assert_uint_gt(phoned.count, 0);
    ck_assert_uint_eq(phoned.events[0].whom, 2);
    ck_assert(!is_in(model, sim, ONE, "den"));
    hy_sim_destroy(sim);
    sim = good_sim_of_seed(model, 1);
    const told found = run_and_note(sim, 4000, HY_event_found_kin);
    ck_assert_uint_eq(count_told(&found, 2, ONE), 1);
    end_scene(sim, model);
}
END_TEST

START_TEST(whoever_takes_it_upon_himself_calls_for_help_with_the_own_phone)
{
    hy_model *model;
    const char *const variants[] = {"phones: {student_share: 1}\n", "phones: {student_share: 0}\n",
                                    "phones: {student_share: 1, network_until: \"09:00\"}\n"};
    for (uint32_t i = 0; i < 3; i++) {
        char all[600];
        snprintf(all, sizeof all, NO_TIES NO_CRISES "duty: {reports: 1, staff_factor: 1}\n%s", variants[i]);
        const scene of = {.more_rooms = DEN,
                      .groups = CLASS_OF("2"),
                          .persons = "  - {name: one, group: class, at: [2, 5], responsibility: 1}\n  - {name: turner, group: class, at: [7.5, 8.5]}\n",
                          .incidents = ONE_TURNS,
                          .more = all};
        model = scene_model(&of);
        hy_sim *sim = good_sim_of_seed(model, 1);
        ck_assert_uint_eq(run_and_note(sim, 600, HY_event_called_help).count, i == 0 ? 1 : 0);
        end_scene(sim, model);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("phones");
    TCase *calls = add_case_in_a_folder(suite, "calls");
    tcase_add_test(calls, a_call_is_answered_as_often_as_stated_and_then_believed);
    tcase_add_test(calls, without_a_phone_or_a_network_nobody_is_reached);
    tcase_add_test(calls, the_network_is_cut_and_comes_back_at_its_times);
    tcase_add_test(calls, a_battery_runs_down_by_itself_and_by_talking);
    tcase_add_test(calls, a_phone_that_rings_draws_hunters);
    tcase_add_test(calls, a_parent_who_is_called_sets_out_at_once_and_knows_where_to_look);
    tcase_add_test(calls, whoever_takes_it_upon_himself_calls_for_help_with_the_own_phone);
    return run_suite(suite);
}
