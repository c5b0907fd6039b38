// Who raises the alarm, who leaves it to others, who denies; bullying while the day is whole; kin who come: docs/model/responsibility.md,
// kin.md.
#include "systems/scene.h"

#define NO_CRISES "crisis: {betrays: 0, sacrifice_other: 0, sacrifice_duty: 0, sacrifice_bitten: 0}\n"

#define RESPONSIBLE(value)                                                                                     \
    "profiles:\n  - name: pupil\n    walk_m_per_s: {mean: 1.34}\n    sprint_m_per_s: {mean: 5.6}\n"               \
    "    strength: {mean: 1}\n    courage: {mean: 0.5}\n    empathy: {mean: 0.5}\n    responsibility: {mean: " value "}\n" \
    "    fear_threshold: {mean: 0.6}\n"

// ---- bullying

// a bully and the victim in a class with two others, for two hours of a whole day
static hy_sim *a_morning(const char *duty, hy_model **model)
{
    char more[500];
    snprintf(more, sizeof more,
             "duty: {bullies_per_h: 20, bullying_m: 20, %s}\nties: {" NO_DRAWN_TIES ", named: [{kind: bullies, from: one, to: [two]}]}\n", duty);
    const scene of = {.groups = CLASS_OF("4") "  - {name: staff, role: staff, count: 1, home: booth, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: two, group: class, at: [3, 5]}\n"
                                 "  - {name: three, group: class, at: [4, 5]}\n  - {name: four, group: class, at: [5, 5]}\n",
                      .more = more,
                      .profile = RESPONSIBLE("1")};
    *model = scene_model(&of);
    return good_sim_of_seed(*model, 1);
}

static uint32_t count_until(hy_sim *sim, uint32_t tick, hy_event_kind kind)
{
    uint32_t found = 0;
    while (hy_sim_tick(sim) < tick) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            found += events[i].kind == (uint32_t)kind ? 1 : 0;
        }
    }
    return found;
}

START_TEST(a_bully_bullies_at_the_stated_rate_and_the_rage_of_the_victim_grows)
{
    hy_model *model;
    hy_sim *sim = a_morning("bystander_tells: 0, rage_per_act: 0.05", &model);
    const double before = (double)hy_sim_person(sim, 1).rage;
    const double chance = 1 - exp(-20.0 / 60);
    ASSERT_NEAR(count_until(sim, 72000, HY_event_bullied), 120 * chance, 4 * sqrt(120 * chance * (1 - chance)));
    ck_assert_double_gt((double)hy_sim_person(sim, 1).rage, before);
    end_scene(sim, model);
}
END_TEST

START_TEST(without_bullying_nobody_bullies)
{
    hy_model *model;
    hy_sim *sim = a_morning("has_bullying: false", &model);
    ck_assert_uint_eq(count_until(sim, 72000, HY_event_bullied), 0);
    ck_assert_uint_eq(hy_sim_person(sim, 0).victim, HY_NONE);
    ck_assert_double_eq((double)hy_sim_person(sim, 1).rage, 0);
    end_scene(sim, model);
}
END_TEST

START_TEST(staff_who_act_put_an_end_to_it_and_staff_who_do_not_let_it_go_on)
{
    hy_model *model;
    hy_sim *sim = a_morning("bystander_tells: 1, staff_acts: 1", &model);
    ck_assert_uint_eq(count_until(sim, 72000, HY_event_bullied), 1);
    end_scene(sim, model);
    sim = a_morning("bystander_tells: 1, staff_acts: 0", &model);
    ck_assert_uint_gt(count_until(sim, 36000, HY_event_bullied), 5);
    ck_assert_uint_gt(count_until(sim, 72000, HY_event_looked_away), 5);
    end_scene(sim, model);
}
END_TEST

START_TEST(whoever_does_nothing_stands_by)
{
    hy_model *model;
    hy_sim *sim = a_morning("bystander_tells: 0", &model);
    const told stood_by = run_and_note(sim, 3000, HY_event_stood_by);
    ck_assert_uint_gt(stood_by.count, 0);
    ck_assert_uint_eq(stood_by.events[0].whom, 1);
    ck_assert_uint_eq(stood_by.events[0].detail, 2);
    end_scene(sim, model);
}
END_TEST

// ---- the alarm and the phone

static told reporting(const char *duty, const char *device, hy_event_kind kind)
{
    char more[400], in_class[200];
    snprintf(more, sizeof more, NO_TIES NO_CRISES "duty: {%s}\n", duty);
    snprintf(in_class, sizeof in_class, ", places: [{kind: %s, at: [1, 3]}]", device);
    const scene of = {.in_class = in_class,
                      .groups = CLASS_OF("2"),
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: turner, group: class, at: [7.5, 8.5]}\n",
                      .incidents = ONE_TURNS,
                      .mind = ", hide_weight: 0.1",
                      .more = more,
                      .profile = RESPONSIBLE("1")};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told found = run_and_note(sim, 2000, kind);
    end_scene(sim, model);
    return found;
}

START_TEST(who_takes_it_upon_himself_raises_the_alarm_and_who_does_not_leaves_it)
{
    ck_assert_uint_eq(reporting("reports: 1", "alarm", HY_event_rang_alarm).count, 1);
    ck_assert_uint_eq(reporting("reports: 0", "alarm", HY_event_rang_alarm).count, 0);
}
END_TEST

START_TEST(a_call_is_taken_for_what_it_is_as_the_scenario_says)
{
    const told believed = reporting("reports: 1, answered: 1", "phone", HY_event_called_help);
    ck_assert_uint_eq(believed.count, 1);
    ck_assert_uint_eq(believed.events[0].detail, 1);
    const told ignored = reporting("reports: 1, answered: 0", "phone", HY_event_called_help);
    ck_assert_uint_eq(ignored.count, 1);
    ck_assert_uint_eq(ignored.events[0].detail, 0);
}
END_TEST

// ---- denial

// one of the staff and a pupil see something far off; when the pupil understands
static uint32_t understands_at(const char *duty)
{
    char more[300];
    snprintf(more, sizeof more, NO_TIES NO_CRISES "duty: {denies: 1, %s}\n", duty);
    const scene of = {.groups = "  - {name: class, count: 2, home: class, start: hall, female: pupil, male: pupil}\n"
                                "  - {name: staff, role: staff, count: 1, home: class, start: hall, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [2, 1]}\n  - {name: turner, group: class, at: [30, 1.5]}\n"
                                 "  - {name: teacher, group: staff, at: [2, 2]}\n",
                      .incidents = "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 0}\n",
                      .more = more,
                      .profile = RESPONSIBLE("0"),
                      .disbelief_s = "20"};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told believed = run_and_note(sim, 3000, HY_event_believed);
    end_scene(sim, model);
    for (uint32_t i = 0; i < believed.count; i++) {
        if (believed.events[i].who == 0) {
            return believed.events[i].tick;
        }
    }
    return HY_NONE;
}

START_TEST(the_doubt_of_those_who_hear_a_denial_stands_still)
{
    const uint32_t unheard = understands_at("denial_m: 0"), heard = understands_at("denial_s: 60");
    ck_assert_uint_ne(unheard, HY_NONE);
    ASSERT_NEAR(heard - unheard, 600, 30);
}
END_TEST

// ---- kin

START_TEST(kin_come_at_their_rate_when_they_have_the_news_and_look_for_their_own)
{
    enum { PARENTS = 100 };
    const scene of = {.in_hall = ", places: [{name: gate, kind: exit, at: [39, 1.5]}]",
                      .groups = "  - {name: class, count: 2, home: class, start: class, female: pupil, male: pupil}\n"
                                "  - {name: parents, count: 100, home: hall, arrives: gate, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: turner, group: class, at: [7.5, 8.5]}\n"
                                 "  - {name: mother, group: parents}\n",
                      .incidents = ONE_TURNS,
                      .more = "kin: {arrives_per_h: 2, news_s: 60}\nduty: {reports: 0}\n"
                              "ties: {" NO_DRAWN_TIES ", named: [{kind: family, from: mother, to: [one]}]}\n"};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(count_until(sim, 610, HY_event_arrived), 0);
    const uint32_t come = count_until(sim, 620 + 18000, HY_event_arrived);
    ASSERT_NEAR(come, PARENTS * (1 - exp(-1.0)), 4 * sqrt(PARENTS * exp(-1.0) * (1 - exp(-1.0))));
    hy_counts by_role[HY_role_count];
    hy_sim_count(sim, by_role);
    const hy_counts *all = &by_role[HY_role_student];
    ck_assert_uint_eq(all->human + all->escaped + all->zombie + all->incubating + all->dead + all->halfbie, PARENTS + 2);
    end_scene(sim, model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("duty");
    TCase *bullying = add_case_in_a_folder(suite, "bullying");
    tcase_add_test(bullying, a_bully_bullies_at_the_stated_rate_and_the_rage_of_the_victim_grows);
    tcase_add_test(bullying, without_bullying_nobody_bullies);
    tcase_add_test(bullying, staff_who_act_put_an_end_to_it_and_staff_who_do_not_let_it_go_on);
    tcase_add_test(bullying, whoever_does_nothing_stands_by);
    TCase *reports = add_case_in_a_folder(suite, "reports");
    tcase_add_test(reports, who_takes_it_upon_himself_raises_the_alarm_and_who_does_not_leaves_it);
    tcase_add_test(reports, a_call_is_taken_for_what_it_is_as_the_scenario_says);
    tcase_add_test(reports, the_doubt_of_those_who_hear_a_denial_stands_still);
    TCase *kin = add_case_in_a_folder(suite, "kin");
    tcase_add_test(kin, kin_come_at_their_rate_when_they_have_the_news_and_look_for_their_own);
    return run_suite(suite);
}
