// What draws a course out, hastens or ends it, and what shows of it. See docs/model/infection.md.
#include "systems/crowd.h"

#define DROP                                                                                                             \
    "  - {name: drop, enters: ill, signs_share: 0.6, sedation_factor: 3, amputation_helps: 0.5, amputation_within_s: 10,"   \
    " wounds: [{name: neck, share: 0.5, median_s: 15}, {name: arm, share: 0.5, median_s: 75, is_limb: true}],"             \
    " outcomes: [{stage: dead, weight: 1}]}\n"

static hy_sim *two_ill(const char *incidents, const char *more, hy_model **model)
{
    const crowd of = {.count = 2, .exposures = DROP, .incidents = incidents, .more = more};
    *model = crowd_model(&of);
    return good_sim_of_seed(*model, 1);
}

static void clear(hy_sim *sim, hy_model *model)
{
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}

static uint32_t turned_at(hy_sim *sim, uint32_t until, uint32_t who)
{
    const told turned = run_and_note(sim, until, HY_event_turned);
    for (uint32_t i = 0; i < turned.count; i++) {
        if (turned.events[i].who == who) {
            return turned.events[i].tick;
        }
    }
    return HY_NONE;
}

START_TEST(signs_show_in_the_last_share_of_the_time)
{
    hy_model *model;
    hy_sim *sim = two_ill("  - {at: \"09:00:05\", kind: expose, who: p0, with: drop, after_s: 100}\n", NULL, &model);
    const told signs = run_and_note(sim, 460, HY_event_showed_signs);
    ck_assert_uint_eq(signs.count, 1);
    ck_assert_uint_eq(signs.events[0].tick, 50 + 400);
    ck_assert(hy_sim_person(sim, 0).shows_signs && !hy_sim_person(sim, 1).shows_signs);
    ck_assert_uint_eq(turned_at(sim, 1100, 0), 1050);
    ck_assert(!hy_sim_person(sim, 0).shows_signs);
    clear(sim, model);
}
END_TEST

START_TEST(sedation_draws_the_rest_of_the_course_out_by_its_factor)
{
    hy_model *model;
    // p0 has 80 s left: asleep for 30 s it comes on by 10, then 70 remain; p1 is asleep to the end: 80 x 3
    hy_sim *sim = two_ill("  - {at: \"09:00:00\", kind: expose, who: p0, with: drop, after_s: 100}\n"
                          "  - {at: \"09:00:00\", kind: expose, who: p1, with: drop, after_s: 100}\n"
                          "  - {at: \"09:00:20\", kind: sedate, who: p0, for_s: 30}\n"
                          "  - {at: \"09:00:20\", kind: sedate, who: p1, for_s: 600}\n",
                          NULL, &model);
    ck_assert_uint_eq(turned_at(sim, 1300, 0), 1200);
    ck_assert_uint_eq(turned_at(sim, 2700, 1), 200 + 2400);
    clear(sim, model);
}
END_TEST

START_TEST(a_worse_wound_hastens_a_course_and_a_lesser_one_does_not_put_it_off)
{
    hy_model *model;
    hy_sim *sim = two_ill("  - {at: \"09:00:00\", kind: expose, who: p0, with: drop, after_s: 100}\n"
                          "  - {at: \"09:00:00\", kind: expose, who: p1, with: drop, after_s: 100}\n"
                          "  - {at: \"09:00:10\", kind: expose, who: p0, with: drop, after_s: 20}\n"
                          "  - {at: \"09:00:10\", kind: expose, who: p1, with: drop, after_s: 2000}\n",
                          NULL, &model);
    const told again = run_and_note(sim, 101, HY_event_was_bitten_again);
    ck_assert_uint_eq(again.count, 2);
    ck_assert_uint_eq(turned_at(sim, 400, 0), 300);
    ck_assert_uint_eq(turned_at(sim, 1100, 1), 1000);
    clear(sim, model);
}
END_TEST

START_TEST(doses_go_to_those_who_have_carried_it_longest_until_none_is_left)
{
    const crowd of = {.count = 3,
                      .exposures = DROP,
                      .incidents = "  - {at: \"09:00:02\", kind: expose, who: p0, with: drop, after_s: 900}\n"
                                   "  - {at: \"09:00:01\", kind: expose, who: p1, with: drop, after_s: 900}\n"
                                   "  - {at: \"09:00:03\", kind: expose, who: p2, with: drop, after_s: 900}\n",
                      .more = "antidote: {from: \"09:01\", doses: 2, delay_s: 30}\n"};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told cured = run_and_note(sim, 3000, HY_event_was_cured);
    ck_assert_uint_eq(cured.count, 2);
    ck_assert_uint_eq(cured.events[0].who, 1);
    ck_assert_uint_eq(cured.events[0].tick, 600);
    ck_assert_uint_eq(cured.events[1].who, 0);
    ck_assert_uint_eq(cured.events[1].detail, 0);
    ck_assert_uint_eq(hy_sim_person(sim, 1).stage, model->healthy);
    ck_assert_uint_eq(hy_sim_person(sim, 2).stage, hy_model_stage_named(model, "ill"));
    clear(sim, model);
}
END_TEST

START_TEST(a_limb_cut_off_in_time_ends_the_course_as_often_as_it_helps)
{
    enum { PEOPLE = 600 };
    script cuts;
    script_open(&cuts);
    for (uint32_t i = 0; i < PEOPLE; i++) {
        script_add(&cuts, "  - {at: \"09:00:0%u\", kind: amputate, who: p%u}\n", i < PEOPLE / 2 ? 8u : 4u, i);
    }
    fclose(cuts.stream);
    // the first half is too late, of the second half one in two is helped
    const crowd of = {.count = PEOPLE,
                      .exposures = "  - {name: drop, enters: ill, amputation_helps: 0.5, amputation_within_s: 5, wounds: "
                                   "[{name: arm, share: 1, median_s: 75, is_limb: true}], outcomes: [{stage: dead, weight: 1}]}\n",
                      .everybody = "drop, after_s: 600",
                      .incidents = cuts.text};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(count_events(sim, 50, HY_event_lost_limb), PEOPLE / 2);
    assert_share_of(count_in(model, sim, "healthy"), PEOPLE / 2, 0.5);
    const uint32_t helped = count_in(model, sim, "healthy");
    ck_assert_uint_eq(count_events(sim, 100, HY_event_lost_limb), PEOPLE / 2);
    ck_assert_uint_eq(count_in(model, sim, "healthy"), helped);
    free(cuts.text);
    clear(sim, model);
}
END_TEST

START_TEST(the_infected_grow_cold_by_half_of_the_difference_in_the_half_life)
{
    hy_model *model;
    hy_sim *sim = two_ill("  - {at: \"09:00:00\", kind: expose, who: p0, with: drop, after_s: 3000}\n", NULL, &model);
    run_until(sim, 12000); // the half-life of the strain's default is 1200 s
    ASSERT_NEAR(hy_sim_person(sim, 0).temperature_c, 28.5, 0.01);
    ASSERT_NEAR(hy_sim_person(sim, 1).temperature_c, 37, 1e-6);
    clear(sim, model);
}
END_TEST

START_TEST(an_agent_that_learns_makes_its_rare_outcome_likelier_with_time)
{
    enum { PEOPLE = 3000 };
    script late;
    script_open(&late);
    for (uint32_t i = 0; i < PEOPLE; i++) {
        script_add(&late, "  - {at: \"09:5%u:00\", kind: expose, who: p%u, with: drop}\n", i % 10, i);
    }
    fclose(late.stream);
    const crowd of = {.count = PEOPLE,
                      .stages = "  - {name: rare, counts_as: halfbie, top_speed_m_per_s: 0}\n",
                      .exposures = "  - {name: drop, enters: ill, wounds: [{name: arm, share: 1, median_s: 1, sigma: 0}], outcomes: "
                                   "[{stage: dead, weight: 0.5}, {stage: rare, weight: 0.5, growth_per_day: 1000}]}\n",
                      .incidents = late.text,
                      .more = "step_s: 0.2\nties: {" NO_DRAWN_TIES "}\n",
                      .end = "10:05"};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 18060);
    // about 54.5 minutes are 0.0378 days: 1000^0.0378 = 1.299
    assert_share_of(count_in(model, sim, "rare"), PEOPLE, 1.299 / 2.299);
    ck_assert_uint_gt(count_in(model, sim, "rare"), (uint32_t)(0.53 * PEOPLE));
    free(late.text);
    clear(sim, model);
}
END_TEST

// ---- hand to hand

#define BITER                                                                                                            \
    "  - {name: biter, counts_as: zombie, hunts: true, is_prey: false, keeps_reason: false, top_speed_m_per_s: 0, rises_s: 0," \
    " sight_m: 1, bite_pause_s: 0, bites_with: bite, scratches_with: nails, bleeds_with: blood, stand_share: 1}\n"
#define COURSES                                                                                                          \
    "  - {name: bite, enters: ill, wounds: [{name: heavy, share: 0.3, median_s: 9000, further: 2}, {name: light, share: 0.7, " \
    "median_s: 9000}], outcomes: [{stage: dead, weight: 1}]}\n"                                                          \
    "  - {name: start, enters: ill, wounds: [{name: only, share: 1, median_s: 1}], outcomes: [{stage: biter, weight: 1}]}\n"  \
    "  - {name: nails, infects: 0.4, enters: ill, wounds: [{name: only, share: 1, median_s: 9000}], outcomes: [{stage: dead, weight: 1}]}\n" \
    "  - {name: blood, infects: 0.8, enters: ill, wounds: [{name: only, share: 1, median_s: 9000}], outcomes: [{stage: dead, weight: 1}]}\n"

// victims three metres apart, each with so many biters at arm's length
static hy_model *victims_with(uint32_t victim_count, uint32_t biter_count, const char *fight)
{
    write_text("plan.yaml",
               "plan: hall\nlevels: [{name: 1F}]\nrooms: [{name: hall, level: 1F, use: corridor, box: [0, 0, 66, 66]}]\n");
    const crowd strain = {.stages = BITER, .exposures = COURSES};
    write_crowd_strain(&strain);
    script text;
    script_open(&text);
    script_add(&text,
               "scenario: a test\nplan: plan.yaml\nstrain: strain.yaml\nstart: \"09:00\"\nend: \"10:00\"\n" PROFILE
               "mind: {freeze_chance: 0}\nties: {" NO_DRAWN_TIES "}\nfight: {%s}\n"
               "groups: [{name: all, count: %u, home: hall, start: hall, female: pupil, male: pupil}]\npersons:\n",
               fight, victim_count * (1 + biter_count));
    for (uint32_t i = 0; i < victim_count; i++) {
        const double x = 2 + 3 * (i % 20), y = 2 + 3 * (i / 20 % 20);
        script_add(&text, "  - {name: v%u, group: all, at: [%.2f, %.2f]}\n", i, x, y);
        for (uint32_t j = 0; j < biter_count; j++) {
            script_add(&text, "  - {name: b%u-%u, group: all, at: [%.2f, %.2f]}\n", i, j, x + (j == 0 ? 0.4 : -0.4), y);
        }
    }
    script_add(&text, "incidents:\n");
    for (uint32_t i = 0; i < victim_count; i++) {
        for (uint32_t j = 0; j < biter_count; j++) {
            script_add(&text, "  - {at: \"09:00\", kind: expose, who: b%u-%u, with: start, after_s: 0}\n", i, j);
        }
    }
    script_save(&text, "scenario.yaml");
    return good_model("scenario.yaml", NULL);
}

static uint32_t count_heavy(hy_sim *sim, const hy_model *model, uint32_t until, uint32_t *bites)
{
    uint32_t heavy = 0;
    *bites = 0;
    while (hy_sim_tick(sim) < until) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            if (events[i].kind == HY_event_was_bitten) {
                (*bites)++;
                heavy += strcmp(model->wounds[events[i].detail].name, "heavy") == 0 ? 1 : 0;
            }
        }
    }
    return heavy;
}

START_TEST(a_second_attacker_makes_the_heavy_wound_likelier_by_its_factor)
{
    static const double expected[] = {0.3, 0.6 / 1.3};
    for (uint32_t biters = 1; biters <= 2; biters++) {
        hy_model *model = victims_with(400, biters, "bitten: 1, win: 0, break_off: 0, bout_s: 1");
        hy_sim *sim = good_sim_of_seed(model, 1);
        uint32_t bites;
        const uint32_t heavy = count_heavy(sim, model, 100, &bites);
        ck_assert_uint_eq(bites, 400);
        assert_share_of(heavy, bites, expected[biters - 1]);
        clear(sim, model);
    }
}
END_TEST

START_TEST(nails_scratch_and_infect_as_often_as_they_are_said_to)
{
    hy_model *model = victims_with(400, 1, "bitten: 0, win: 0, break_off: 1, bout_s: 1, free_s: 60, scratched: 0.5");
    hy_sim *sim = good_sim_of_seed(model, 1);
    uint32_t scratched = 0, caught = 0;
    while (hy_sim_tick(sim) < 100) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            scratched += events[i].kind == HY_event_was_scratched ? 1 : 0;
            caught += events[i].kind == HY_event_caught_it ? 1 : 0;
        }
    }
    assert_share_of(scratched, 400, 0.5);
    assert_share_of(caught, scratched, 0.4);
    ck_assert_uint_eq(count_in(model, sim, "ill"), caught);
    clear(sim, model);
}
END_TEST

START_TEST(blood_of_the_stopped_infects_through_an_open_scratch_only)
{
    static const char *const fights[] = {"bitten: 0, win: 1, break_off: 0, bout_s: 1, splashed: 1, scratched: 0",
                                         "bitten: 0, win: 1, break_off: 0, bout_s: 1, splashed: 1, scratched: 1"};
    for (uint32_t i = 0; i < 2; i++) {
        hy_model *model = victims_with(400, 1, fights[i]);
        hy_sim *sim = good_sim_of_seed(model, 1);
        ck_assert_uint_eq(count_events(sim, 100, HY_event_was_stopped), 400);
        if (i == 0) {
            ck_assert_uint_eq(count_in(model, sim, "ill"), 0);
        } else {
            assert_share_of(count_in(model, sim, "ill"), 400, 0.8);
        }
        clear(sim, model);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("course");
    TCase *course = add_case_in_a_folder(suite, "course");
    tcase_add_test(course, signs_show_in_the_last_share_of_the_time);
    tcase_add_test(course, sedation_draws_the_rest_of_the_course_out_by_its_factor);
    tcase_add_test(course, a_worse_wound_hastens_a_course_and_a_lesser_one_does_not_put_it_off);
    tcase_add_test(course, doses_go_to_those_who_have_carried_it_longest_until_none_is_left);
    tcase_add_test(course, a_limb_cut_off_in_time_ends_the_course_as_often_as_it_helps);
    tcase_add_test(course, the_infected_grow_cold_by_half_of_the_difference_in_the_half_life);
    tcase_add_test(course, an_agent_that_learns_makes_its_rare_outcome_likelier_with_time);
    TCase *hands = add_case_in_a_folder(suite, "hand to hand");
    tcase_add_test(hands, a_second_attacker_makes_the_heavy_wound_likelier_by_its_factor);
    tcase_add_test(hands, nails_scratch_and_infect_as_often_as_they_are_said_to);
    tcase_add_test(hands, blood_of_the_stopped_infects_through_an_open_scratch_only);
    return run_suite(suite);
}
