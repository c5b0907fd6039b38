// The staff come together before they do anything: docs/model/meeting.md.
#include "systems/scene.h"

#define OF_RESPONSIBILITY(value)                                                                                       \
    "profiles:\n  - name: pupil\n    walk_m_per_s: {mean: 1.34}\n    sprint_m_per_s: {mean: 5.6}\n"                    \
    "    strength: {mean: 1}\n    courage: {mean: 0.5}\n    empathy: {mean: 0.5}\n    responsibility: {mean: " value "}\n" \
    "    fear_threshold: {mean: 0.6}\n"

#define QUIET NO_TIES "crisis: {betrays: 0, sacrifice_other: 0, sacrifice_duty: 0}\n"

// Three of the staff in the hall, one of whom sees another turn at the far end, who is then taken away; the booth is beside them.
static hy_model *staff_room(const char *meeting, const char *duty, const char *incidents)
{
    char more[600], all[500];
    snprintf(more, sizeof more, QUIET "duty: {denies: 0, %s}\nmeeting: {where: booth, %s}\n", duty, meeting);
    snprintf(all, sizeof all,
             "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 0}\n"
             "  - {at: \"09:00:02\", kind: take_away, who: turner}\n%s",
             incidents);
    const scene of = {.groups = "  - {name: class, count: 1, home: class, start: hall, female: pupil, male: pupil}\n"
                                "  - {name: staff, role: staff, count: 3, home: booth, start: hall, female: pupil, male: pupil}\n",
                      .persons = "  - {name: turner, group: class, at: [38, 1.5]}\n  - {name: one, group: staff, at: [7, 1]}\n"
                                 "  - {name: two, group: staff, at: [8, 1]}\n  - {name: three, group: staff, at: [9, 1]}\n",
                      .incidents = all,
                      .mind = ", curiosity_weight: 0",
                      .more = more,
                      .profile = OF_RESPONSIBILITY("0.5"),
                      .disbelief_s = "3000"};
    return scene_model(&of);
}

START_TEST(a_meeting_is_called_comes_together_and_lasts_as_long_as_stated)
{
    hy_model *model = staff_room("calls: 1, comes: 1, low_s: 100, high_s: 200, acts: 1", "reports: 0", "");
    double sum_s = 0;
    enum { RUNS = 40 };
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        const told called = run_and_note(sim, 50, HY_event_called_meeting);
        ck_assert_uint_eq(called.count, 1);
        run_until(sim, 900);
        for (uint32_t person = 1; person <= 3; person++) {
            ck_assert(is_in(model, sim, person, "booth"));
        }
        told ended = {.count = 0};
        while (ended.count == 0) {
            ck_assert_uint_lt(hy_sim_tick(sim), 2100);
            hy_sim_step(sim);
            uint32_t count;
            const hy_event *events = hy_sim_events(sim, &count);
            for (uint32_t i = 0; i < count; i++) {
                if (events[i].kind == HY_event_decided_to_act || events[i].kind == HY_event_put_it_off) {
                    ended.events[ended.count++] = events[i];
                }
            }
        }
        ck_assert_uint_eq(ended.events[0].detail, 3);
        const double length_s = (double)(ended.events[0].tick - called.events[0].tick) / 10;
        ck_assert(length_s >= 99 && length_s <= 202);
        sum_s += length_s;
        hy_sim_destroy(sim);
    }
    ASSERT_NEAR(sum_s / RUNS, 150.5, 4 * 100 / sqrt(12.0 * RUNS));
    hy_model_destroy(model);
}
END_TEST

START_TEST(it_decides_to_act_as_often_as_those_present_are_responsible)
{
    enum { RUNS = 150 };
    hy_model *model = staff_room("calls: 1, comes: 1, low_s: 60, high_s: 60, acts: 0.8", "reports: 0", "");
    uint32_t acts = 0, alarms = 0, put_off = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        while (hy_sim_tick(sim) < 700) {
            hy_sim_step(sim);
            uint32_t count;
            const hy_event *events = hy_sim_events(sim, &count);
            for (uint32_t i = 0; i < count; i++) {
                acts += events[i].kind == HY_event_decided_to_act ? 1 : 0;
                put_off += events[i].kind == HY_event_put_it_off ? 1 : 0;
                alarms += events[i].kind == HY_event_rang_alarm ? 1 : 0;
            }
        }
        hy_sim_destroy(sim);
    }
    ck_assert_uint_eq(acts + put_off, RUNS);
    ck_assert_uint_eq(alarms, acts);
    ASSERT_NEAR(acts, RUNS * 0.4, 4 * sqrt(RUNS * 0.4 * 0.6));
    hy_model_destroy(model);
}
END_TEST

START_TEST(whoever_attends_stays_in_doubt_until_it_is_decided_and_then_all_understand)
{
    hy_model *model = staff_room("calls: 1, comes: 1, low_s: 300, high_s: 300, acts: 1", "reports: 0", "");
    for (uint64_t seed = 1;; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        const told called = run_and_note(sim, 50, HY_event_called_meeting);
        const uint32_t caller = called.events[0].who;
        // long after a doubt that nothing feeds is forgotten
        run_until(sim, 2900);
        ck_assert_uint_eq(hy_sim_person(sim, caller).belief, 1);
        const told acts = run_and_note(sim, 3100, HY_event_decided_to_act);
        for (uint32_t person = 1; acts.count == 1 && person <= 3; person++) {
            ck_assert_uint_eq(hy_sim_person(sim, person).belief, 2);
        }
        hy_sim_destroy(sim);
        if (acts.count == 1) {
            break;
        }
    }
    hy_model_destroy(model);
}
END_TEST

START_TEST(none_is_held_where_nobody_calls_or_no_room_is_named)
{
    hy_model *model = staff_room("calls: 0", "reports: 0", "");
    hy_sim *sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(run_and_note(sim, 400, HY_event_called_meeting).count, 0);
    end_scene(sim, model);
}
END_TEST

START_TEST(hunters_break_it_up)
{
    hy_model *model = staff_room("calls: 1, comes: 1, low_s: 600, high_s: 600", "reports: 0",
                                 "  - {at: \"09:01:30\", kind: expose, who: two, with: curse, after_s: 0}\n");
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 890);
    const told broken = run_and_note(sim, 960, HY_event_meeting_broke_up);
    ck_assert_uint_eq(broken.count, 1);
    run_until(sim, 6500);
    end_scene(sim, model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("meeting");
    TCase *meeting = add_case_in_a_folder(suite, "meeting");
    tcase_add_test(meeting, a_meeting_is_called_comes_together_and_lasts_as_long_as_stated);
    tcase_add_test(meeting, it_decides_to_act_as_often_as_those_present_are_responsible);
    tcase_add_test(meeting, whoever_attends_stays_in_doubt_until_it_is_decided_and_then_all_understand);
    tcase_add_test(meeting, none_is_held_where_nobody_calls_or_no_room_is_named);
    tcase_add_test(meeting, hunters_break_it_up);
    return run_suite(suite);
}
