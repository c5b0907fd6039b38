// What people know of one another and do for and against one another while they hide: docs/model/knowledge.md, parties.md,
// suspicion.md, crisis.md, roles.md.
#include "systems/scene.h"

#define PERSONS_IN_CLASS                                                                        \
    "  - {name: one, group: class, at: [2, 5]}\n  - {name: two, group: class, at: [3, 5]}\n"      \
    "  - {name: three, group: class, at: [4, 5]}\n  - {name: turner, group: class, at: [7.5, 8.5]}\n"

enum { ONE, TWO, THREE, TURNER };

#define CALM ", hide_calm_s: 36000"
#define NO_CRISES "crisis: {betrays: 0, sacrifice_other: 0, sacrifice_duty: 0, sacrifice_bitten: 0}\n"

static hy_model *hiding(const char *incidents, const char *more)
{
    char all[1400], happens[900];
    snprintf(all, sizeof all, NO_TIES "%s", more);
    snprintf(happens, sizeof happens, ONE_TURNS "%s", incidents);
    const scene of = {.groups = CLASS_OF("4"), .persons = PERSONS_IN_CLASS, .incidents = happens, .mind = CALM, .more = all};
    return scene_model(&of);
}

// ---- knowledge

START_TEST(who_sees_somebody_turn_knows_what_a_bite_does)
{
    hy_model *model = hiding("", NO_CRISES);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told learned = run_and_note(sim, 60, HY_event_learned);
    for (uint32_t person = ONE; person <= THREE; person++) {
        uint32_t own = 0;
        for (uint32_t i = 0; i < learned.count; i++) {
            own += learned.events[i].who == person && learned.events[i].detail == HY_FACT_BITES_TURN ? 1 : 0;
        }
        ck_assert_uint_eq(own, 1);
    }
    end_scene(sim, model);
}
END_TEST

// two who know come to hide where another does who does not; how often that one learns it
static double share_that_learns(const char *knowledge)
{
    char more[600];
    snprintf(more, sizeof more, NO_TIES NO_CRISES "suspicion: {hides_bite: 1}\nknowledge: {talk_m: 20, %s}\n", knowledge);
    const scene of = {.groups = CLASS_OF("3") "  - {name: others, count: 1, home: booth, start: booth, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: two, group: class, at: [3, 5]}\n"
                                 "  - {name: turner, group: class, at: [7.5, 8.5]}\n  - {name: late, group: others, at: [9.5, 4.5]}\n",
                      .incidents = ONE_TURNS "  - {at: \"09:00:10\", kind: expose, who: late, with: curse, by: turner, after_s: 30000}\n",
                      .mind = CALM,
                      .more = more};
    hy_model *model = scene_model(&of);
    enum { RUNS = 100 };
    uint32_t learned = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        const told all = run_and_note(sim, 3000, HY_event_learned);
        for (uint32_t i = 0; i < all.count; i++) {
            learned += all.events[i].who == 3 && all.events[i].detail == HY_FACT_BITES_TURN && all.events[i].whom != 3 ? 1 : 0;
        }
        hy_sim_destroy(sim);
    }
    hy_model_destroy(model);
    return (double)learned / RUNS;
}

START_TEST(a_word_passes_on_with_the_chance_of_trust)
{
    // two who know, strangers both: 1 - (1 - 0.3)^2
    ASSERT_NEAR(share_that_learns("keeps_silent: 0"), 0.51, 4 * sqrt(0.51 * 0.49 / 100));
    ck_assert_double_eq(share_that_learns("keeps_silent: 0, trust: 0"), 0);
    // of empathy 0.5, one is silent with half the chance
    ASSERT_NEAR(share_that_learns("keeps_silent: 1, trust: 10"), 0.75, 4 * sqrt(0.75 * 0.25 / 100));
}
END_TEST

// ---- groups

START_TEST(those_who_hide_together_make_one_group_with_one_leader)
{
    hy_model *model = hiding("", NO_CRISES);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 900);
    const uint32_t leader = person_index(sim, "party", ONE);
    ck_assert_uint_ne(leader, HY_NONE);
    for (uint32_t person = ONE; person <= THREE; person++) {
        ck_assert_uint_eq(person_index(sim, "party", person), leader);
    }
    end_scene(sim, model);
}
END_TEST

START_TEST(a_group_grows_no_larger_than_it_may)
{
    hy_model *model = hiding("", NO_CRISES "party: {most: 2}\n");
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 900);
    uint32_t sizes[4] = {0};
    for (uint32_t person = ONE; person <= THREE; person++) {
        const uint32_t leader = person_index(sim, "party", person);
        if (leader != HY_NONE) {
            sizes[leader]++;
        }
    }
    for (uint32_t i = 0; i < 4; i++) {
        ck_assert_uint_le(sizes[i], 2);
    }
    end_scene(sim, model);
}
END_TEST

START_TEST(the_others_follow_where_the_leader_is_sent)
{
    const scene of = {.groups = CLASS_OF("4"),
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n"
                                 "  - {name: two, group: class, at: [3, 5], courage: 1, responsibility: 1}\n"
                                 "  - {name: three, group: class, at: [4, 5]}\n  - {name: turner, group: class, at: [7.5, 8.5]}\n",
                      .incidents = ONE_TURNS "  - {at: \"09:02\", kind: go, who: two, where: hall}\n",
                      .mind = ", hide_weight: 0.3, escape_weight: 0",
                      .more = NO_TIES NO_CRISES "party: {follow_weight: 3, lost_s: 600}\nknowledge: {trust: 10}\nduty: {reports: 0}\n"};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 1200);
    ck_assert_uint_eq(person_index(sim, "party", ONE), TWO);
    ck_assert(!is_in(model, sim, ONE, "hall"));
    bool are_together = false;
    // the door that they have barricaded takes a minute to clear
    while (hy_sim_tick(sim) < 3600) {
        hy_sim_step(sim);
        are_together |= is_in(model, sim, ONE, "hall") && is_in(model, sim, TWO, "hall") && is_in(model, sim, THREE, "hall");
    }
    ck_assert(are_together);
    end_scene(sim, model);
}
END_TEST

// ---- roles

static uint32_t leader_with(const char *more)
{
    char all[700];
    snprintf(all, sizeof all, NO_TIES NO_CRISES "party: {lead_duty: 1, joins: 1}\n%s", more);
    const scene of = {.groups = CLASS_OF("3") "  - {name: staff, role: staff, count: 1, home: class, start: class, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: two, group: class, at: [3, 5]}\n"
                                 "  - {name: turner, group: class, at: [7.5, 8.5]}\n  - {name: teacher, group: staff, at: [4, 5]}\n",
                      .incidents = ONE_TURNS,
                      .mind = CALM,
                      .more = all};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 1200);
    const uint32_t leader = person_index(sim, "party", ONE);
    ck_assert_int_eq((int)hy_sim_person(sim, 3).role, (int)HY_role_staff);
    end_scene(sim, model);
    return leader;
}

START_TEST(whoever_plays_the_part_of_staff_leads_and_the_parts_can_be_exchanged)
{
    ck_assert_uint_eq(leader_with(""), 3);
    ck_assert_uint_lt(leader_with("exchange_roles: true\n"), 2);
}
END_TEST

// with equal traits, knowledge and parts there is no difference left between adults and students
START_TEST(with_equal_traits_and_parts_adults_and_students_fare_alike)
{
    enum { RUNS = 60, EACH = 8 };
    const scene of = {.in_hall = ", places: [{kind: exit, at: [39, 1.5]}]",
                      .groups = "  - {name: pupils, count: 9, home: class, start: hall, female: pupil, male: pupil}\n"
                                "  - {name: staff, role: staff, acts_as: student, count: 8, home: class, start: hall, female: pupil, male: pupil}\n",
                      .persons = "  - {name: turner, group: pupils, at: [20, 1.5]}\n",
                      .incidents = "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 1}\n",
                      .more = NO_TIES "doors: {can_shut: false}\n",
                      .strain = HUNTERS("4")};
    hy_model *model = scene_model(&of);
    double difference = 0, squares = 0, bitten = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        run_until(sim, 1800);
        hy_counts by_role[HY_role_count];
        hy_sim_count(sim, by_role);
        const double d = (double)by_role[HY_role_student].incubating - (double)by_role[HY_role_staff].incubating;
        bitten += (double)by_role[HY_role_student].incubating;
        difference += d / RUNS;
        squares += d * d / RUNS;
        hy_sim_destroy(sim);
    }
    ck_assert_double_gt(bitten, 20);
    ck_assert_double_lt(fabs(difference), 3 * sqrt(squares / RUNS) + 1e-9);
    hy_model_destroy(model);
}
END_TEST

// ---- suspicion

#define BITTEN "  - {at: \"09:00:20\", kind: expose, who: two, with: curse, by: turner, after_s: 300}\n"

START_TEST(who_tells_of_a_bite_is_shut_away_and_turns_behind_the_door)
{
    hy_model *model = hiding(BITTEN, NO_CRISES "suspicion: {hides_bite: 0, obeys: 1, notices_m: 20, isolation_s: 900}\n");
    hy_sim *sim = good_sim_of_seed(model, 1);
    told away = {.count = 0}, held = {.count = 0}, accused = {.count = 0};
    while (hy_sim_tick(sim) < 4000) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            told *to = events[i].kind == HY_event_shut_away ? &away : events[i].kind == HY_event_isolation_held ? &held
                       : events[i].kind == HY_event_accused ? &accused : NULL;
            if (to != NULL) {
                to->events[to->count++] = events[i];
            }
        }
    }
    ck_assert_uint_eq(count_told(&accused, HY_NONE, TWO), 1);
    ck_assert_uint_eq(accused.events[0].detail, 1);
    ck_assert_uint_eq(count_told(&away, HY_NONE, TWO), 1);
    ck_assert_uint_eq(hy_sim_person(sim, TWO).room, away.events[0].room);
    ck_assert_uint_ne(hy_sim_person(sim, ONE).room, away.events[0].room);
    ck_assert_uint_eq(count_told(&held, HY_NONE, TWO), 1);
    end_scene(sim, model);
}
END_TEST

START_TEST(a_bite_that_is_hidden_is_found_out_by_its_signs_only)
{
    // the exposure of this world shows no signs
    hy_model *model = hiding(BITTEN, NO_CRISES "suspicion: {hides_bite: 1, notices_per_min: 1000, errs_per_min: 0}\n");
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told accused = run_and_note(sim, 3000, HY_event_accused);
    ck_assert_uint_eq(accused.count, 0);
    ck_assert_uint_eq(((const uint8_t *)person_column(sim, "bite", "uint8_t"))[TWO], 1);
    end_scene(sim, model);
}
END_TEST

START_TEST(half_of_the_bitten_hide_it)
{
    enum { RUNS = 200 };
    hy_model *model = hiding(BITTEN, NO_CRISES "suspicion: {isolation_s: 0}\n");
    uint32_t hidden = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        run_until(sim, 260);
        hidden += ((const uint8_t *)person_column(sim, "bite", "uint8_t"))[TWO] == 1 ? 1 : 0;
        hy_sim_destroy(sim);
    }
    ASSERT_NEAR((double)hidden / RUNS, 0.5, 4 * sqrt(0.25 / RUNS));
    hy_model_destroy(model);
}
END_TEST

// ---- crises

// two friends, and one that hunts five metres from them; how many lead it away
static double diversions(const char *crisis)
{
    enum { RUNS = 150 };
    char more[500];
    snprintf(more, sizeof more,
             "crisis: {betrays: 0, %s}\nties: {" NO_DRAWN_TIES ", named: [{kind: friend, from: one, to: [two]}]}\n", crisis);
    const scene of = {.groups = "  - {name: class, count: 3, home: class, start: hall, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [20, 1]}\n  - {name: two, group: class, at: [20, 2]}\n"
                                 "  - {name: turner, group: class, at: [15, 1.5]}\n",
                      .incidents = "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 0}\n",
                      .more = more};
    hy_model *model = scene_model(&of);
    uint32_t count = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        const told diverted = run_and_note(sim, 50, HY_event_diverted);
        for (uint32_t i = 0; i < diverted.count; i++) {
            ck_assert_uint_eq(diverted.events[i].whom, 1 - diverted.events[i].who);
            ck_assert_uint_eq(diverted.events[i].detail, 0);
        }
        count += diverted.count;
        hy_sim_destroy(sim);
    }
    hy_model_destroy(model);
    return (double)count / (2 * RUNS);
}

START_TEST(friends_in_danger_are_saved_by_a_diversion_as_often_as_stated)
{
    ASSERT_NEAR(diversions("sacrifice_other: 0.3"), 0.3, 4 * sqrt(0.3 * 0.7 / 300));
    ck_assert_double_eq(diversions("sacrifice_other: 0, sacrifice_duty: 1, sacrifice_bitten: 1"), 0);
}
END_TEST

START_TEST(a_diversion_is_loud_and_leads_away)
{
    const scene of = {.groups = "  - {name: class, count: 3, home: class, start: hall, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [10, 1]}\n  - {name: two, group: class, at: [10, 2]}\n"
                                 "  - {name: turner, group: class, at: [5, 1.5]}\n",
                      .incidents = "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 0}\n",
                      .more_rooms = "  - {name: yard, level: 1F, use: yard, is_outdoor: true, box: [40, 0, 40, 3], open_to: [hall]}\n",
                      .more = "crisis: {betrays: 0, sacrifice_other: 1, diversion_to: yard}\n"
                              "ties: {" NO_DRAWN_TIES ", named: [{kind: friend, from: one, to: [two]}]}\n"};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 100);
    ck_assert_str_eq(hy_sim_person(sim, 0).drive, "divert");
    ck_assert_uint_eq(((const uint8_t *)person_column(sim, "cry", "uint8_t"))[0], 2);
    run_until(sim, 300);
    ck_assert(is_in(model, sim, 0, "yard"));
    end_scene(sim, model);
}
END_TEST

// two side by side before one that hunts; how often one pushes the other
static double pushes(const char *crisis, const char *ties)
{
    enum { RUNS = 150 };
    char more[700];
    snprintf(more, sizeof more, "crisis: {sacrifice_other: 0, %s}\nties: {" NO_DRAWN_TIES "%s}\nfight: {reach_m: 0}\n", crisis, ties);
    const scene of = {.groups = "  - {name: class, count: 3, home: class, start: hall, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [20, 1.2]}\n  - {name: two, group: class, at: [20, 1.8]}\n"
                                 "  - {name: turner, group: class, at: [18, 1.5]}\n",
                      .incidents = "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 0}\n",
                      .more = more};
    hy_model *model = scene_model(&of);
    uint32_t count = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        // the first second in which both know: afterwards they run apart
        const told pushed = run_and_note(sim, 21, HY_event_pushed_to_them);
        count += count_told(&pushed, 0, 1);
        if (pushed.count > 0) {
            ck_assert_uint_gt(person_index(sim, "frozen_until", pushed.events[0].whom), hy_sim_tick(sim));
        }
        hy_sim_destroy(sim);
    }
    hy_model_destroy(model);
    return (double)count / RUNS;
}

START_TEST(whoever_betrays_pushes_the_other_and_friends_are_spared)
{
    ASSERT_NEAR(pushes("betrays: 1, fear_factor: 0", ""), 1, 0.6);
    ck_assert_double_eq(pushes("betrays: 0", ""), 0);
    ck_assert_double_eq(pushes("betrays: 1, friend_factor: 0", ", named: [{kind: friend, from: one, to: [two]}]"), 0);
}
END_TEST

START_TEST(the_bullied_betray_more_often)
{
    const double others = pushes("betrays: 0.1, fear_factor: 1", "");
    const double bullied = pushes("betrays: 0.1, fear_factor: 1, bullied_factor: 9", ", named: [{kind: bullies, from: two, to: [one]}]");
    ck_assert_double_gt(bullied, others + 0.2);
}
END_TEST

// ---- doors

// one hides behind a locked door, another comes late and asks to be let in
static uint32_t answers(const char *crisis, hy_event_kind kind)
{
    char more[400];
    snprintf(more, sizeof more, NO_TIES "crisis: {sacrifice_other: 0, betrays: 0, answers_m: 20, %s}\nsuspicion: {isolation_s: 0}\nknowledge: {trust: 10}\n", crisis);
    const scene of = {.groups = CLASS_OF("1") "  - {name: others, count: 1, home: booth, start: booth, female: pupil, male: pupil}\n"
                                "  - {name: late, count: 1, home: class, start: hall, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: turner, group: others, at: [9.5, 4.5]}\n"
                                 "  - {name: late, group: late, at: [38, 1.5]}\n",
                      // whom one that hunts has marked knows it
                      .incidents = "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 2}\n"
                                   "  - {at: \"09:00:05\", kind: expose, who: one, with: curse, by: turner, after_s: 30000}\n"
                                   "  - {at: \"09:00:08\", kind: take_away, who: turner}\n"
                                   "  - {at: \"09:03\", kind: go, who: late, where: class}\n",
                      .mind = CALM,
                      .more = more};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told found = run_and_note(sim, 4000, kind);
    const uint32_t count = count_told(&found, 0, 2);
    end_scene(sim, model);
    return count;
}

START_TEST(a_door_is_opened_to_who_knocks_or_it_is_not)
{
    ck_assert_uint_ge(answers("opens: 1, fear_factor: 0", HY_event_let_in), 1);
    ck_assert_uint_eq(answers("opens: 1, fear_factor: 0", HY_event_locked_out), 0);
    ck_assert_uint_eq(answers("opens: 0", HY_event_let_in), 0);
    ck_assert_uint_eq(answers("opens: 0", HY_event_locked_out), 1);
}
END_TEST

START_TEST(who_has_no_refuge_leaves_by_the_exit_instead_of_standing_still)
{
    write_text("plan.yaml", "plan: hall\nlevels: [{name: 1F}]\nrooms:\n  - {name: hall, level: 1F, use: corridor, box: [0, 0, 40, 6], "
                            "places: [{kind: exit, at: [38, 3]}]}\n");
    const stage_set none = {.rooms = NULL};
    write_statues(&none);
    write_text("scenario.yaml",
               "scenario: a test\nplan: plan.yaml\nstrain: strain.yaml\nstart: \"09:00\"\nend: \"10:00\"\n" PROFILE
               "groups: [{name: all, count: 2, home: hall, start: hall, female: pupil, male: pupil}]\n"
               "persons: [{name: one, group: all, at: [20, 3]}, {name: turner, group: all, at: [2, 3]}]\n"
               "senses: {field_of_view_deg: 360}\nmind: {disbelief_seen_low_s: 0, disbelief_seen_high_s: 0, freeze_chance: 0}\n"
               "incidents: [{at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 0}]\n");
    hy_model *model = good_model("scenario.yaml", NULL);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told away = run_and_note(sim, 300, HY_event_got_away);
    ck_assert_uint_eq(count_told(&away, 0, HY_NONE), 1);
    end_scene(sim, model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("society");
    TCase *knowledge = add_case_in_a_folder(suite, "knowledge");
    tcase_add_test(knowledge, who_sees_somebody_turn_knows_what_a_bite_does);
    tcase_add_test(knowledge, a_word_passes_on_with_the_chance_of_trust);
    TCase *parties = add_case_in_a_folder(suite, "parties");
    tcase_add_test(parties, those_who_hide_together_make_one_group_with_one_leader);
    tcase_add_test(parties, a_group_grows_no_larger_than_it_may);
    tcase_add_test(parties, the_others_follow_where_the_leader_is_sent);
    TCase *roles = add_case_in_a_folder(suite, "roles");
    tcase_add_test(roles, whoever_plays_the_part_of_staff_leads_and_the_parts_can_be_exchanged);
    tcase_add_test(roles, with_equal_traits_and_parts_adults_and_students_fare_alike);
    TCase *suspicion = add_case_in_a_folder(suite, "suspicion");
    tcase_add_test(suspicion, who_tells_of_a_bite_is_shut_away_and_turns_behind_the_door);
    tcase_add_test(suspicion, a_bite_that_is_hidden_is_found_out_by_its_signs_only);
    tcase_add_test(suspicion, half_of_the_bitten_hide_it);
    TCase *crises = add_case_in_a_folder(suite, "crises");
    tcase_add_test(crises, friends_in_danger_are_saved_by_a_diversion_as_often_as_stated);
    tcase_add_test(crises, a_diversion_is_loud_and_leads_away);
    tcase_add_test(crises, whoever_betrays_pushes_the_other_and_friends_are_spared);
    tcase_add_test(crises, the_bullied_betray_more_often);
    tcase_add_test(crises, a_door_is_opened_to_who_knocks_or_it_is_not);
    TCase *drives = add_case_in_a_folder(suite, "drives");
    tcase_add_test(drives, who_has_no_refuge_leaves_by_the_exit_instead_of_standing_still);
    return run_suite(suite);
}
