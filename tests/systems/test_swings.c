// Attacks that change a carrier for a while: how often they come, how often they win, and what holds them back.
// See docs/model/infection.md.
#include "systems/crowd.h"

enum { PEOPLE = 600 };

#define COURSE                                                                                                          \
    "  - {name: drop, enters: calm, wounds: [{name: only, share: 1, median_s: 3000, sigma: 0}], outcomes: [{stage: dead, "   \
    "weight: 1}]}\n"
#define CALM "  - {name: calm, counts_as: halfbie, is_prey: false, top_speed_m_per_s: 0, sight_m: 0, swings: ["
#define WILD                                                                                                            \
    "]}\n  - {name: wild, counts_as: halfbie, hunts: true, is_prey: false, keeps_reason: false, top_speed_m_per_s: 0, "      \
    "sight_m: 0, stand_share: 1, bites_with: drop"

static hy_model *carriers(const char *stages, const char *more)
{
    const crowd of = {.count = PEOPLE, .stages = stages, .exposures = COURSE, .everybody = "drop", .more = more};
    return crowd_model(&of);
}

// how many are wild after so many seconds
static uint32_t wild_after(const char *stages, const char *more, uint32_t seconds)
{
    hy_model *model = carriers(stages, more);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 10 * seconds + 1);
    const uint32_t wild = count_in(model, sim, "wild");
    hy_sim_destroy(sim);
    hy_model_destroy(model);
    return wild;
}

START_TEST(attacks_come_at_their_rate_and_win_as_often_as_their_chance)
{
    // those that are still calm after 200 s: exp(-200 x 0.5 / 100)
    assert_share_of(wild_after(CALM "{into: wild, every_s: 100, chance: 0.5}" WILD "}\n", NULL, 200), PEOPLE, 1 - exp(-1));
    ck_assert_uint_eq(wild_after(CALM "{into: wild, every_s: 1, chance: 0}" WILD "}\n", NULL, 60), 0);
}
END_TEST

START_TEST(those_who_come_to_as_fast_as_they_lose_control_are_half_and_half)
{
    assert_share_of(wild_after(CALM "{into: wild, every_s: 50}" WILD ", swings: [{into: calm, every_s: 50}]}\n", NULL, 500), PEOPLE,
                    0.5);
    // three times as long calm as wild
    assert_share_of(wild_after(CALM "{into: wild, every_s: 90}" WILD ", swings: [{into: calm, every_s: 30}]}\n", NULL, 500), PEOPLE,
                    0.25);
}
END_TEST

START_TEST(a_friend_nearby_gives_the_attack_another_chance)
{
    const char *stages = CALM "{into: wild, every_s: 1, chance: 1, chance_near_friend: 0, friend_m: 100}" WILD "}\n";
    script ties;
    script_open(&ties);
    script_add(&ties, "ties:\n  " "friends_low: 0\n  friends_high: 0\n  friend_outside: 0\n  bully_share: 0\n  named:\n");
    for (uint32_t i = 0; i + 1 < PEOPLE / 2; i += 2) {
        script_add(&ties, "    - {kind: friend, from: p%u, to: [p%u]}\n", i, i + 1);
    }
    fclose(ties.stream);
    // the first half stand by one another, all others are lost
    ck_assert_uint_eq(wild_after(stages, ties.text, 30), PEOPLE / 2);
    free(ties.text);
}
END_TEST

START_TEST(blood_in_the_room_makes_attacks_come_more_often)
{
    // one of the people is bitten at once by a biter at arm's length: blood is shed in the hall
    const char *stages = CALM "{into: wild, every_s: 300, blood_factor: 3, blood_s: 1000}" WILD
                              "}\n  - {name: biter, counts_as: zombie, hunts: true, is_prey: false, keeps_reason: false, rises_s: 0, "
                              "sight_m: 100, bites_with: drop, top_speed_m_per_s: 12, speed_factor: 3}\n";
    const crowd of = {.count = 800,
                      .stages = stages,
                      .exposures = COURSE,
                      .incidents = "  - {at: \"09:00\", kind: expose, who: p0, with: drop, after_s: 0, outcome: biter}\n",
                      .everybody = NULL,
                      .more = "fight: {bitten: 1, win: 0, break_off: 0, bout_s: 0.5}\n"};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    // the calm are made by its bites, all of them in the blood: wild share of those bitten for long enough
    uint32_t bitten_at[800];
    memset(bitten_at, 0xff, sizeof bitten_at);
    double expected = 0, spread = 0;
    uint32_t found = 0;
    while (hy_sim_tick(sim) < 3000) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            if (events[i].kind == HY_event_was_bitten) {
                bitten_at[events[i].who] = events[i].tick;
            }
            found += events[i].kind == HY_event_lost_control ? 1 : 0;
        }
    }
    for (uint32_t i = 0; i < 800; i++) {
        const double p = bitten_at[i] == UINT32_MAX ? 0 : 1 - exp(-(3000.0 - bitten_at[i]) / 10 / 100);
        expected += p;
        spread += p * (1 - p);
    }
    ck_assert_double_gt(expected, 20);
    ASSERT_NEAR(found, expected, 4 * sqrt(spread));
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_course_runs_on_through_relapses_and_ends_them)
{
    hy_model *model = carriers(CALM "{into: wild, every_s: 20}" WILD ", swings: [{into: calm, every_s: 20}]}\n", NULL);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 29990);
    ck_assert_uint_eq(count_in(model, sim, "calm") + count_in(model, sim, "wild"), PEOPLE);
    run_until(sim, 30010);
    ck_assert_uint_eq(count_in(model, sim, "dead"), PEOPLE);
    run_until(sim, 31000);
    ck_assert_uint_eq(count_in(model, sim, "dead"), PEOPLE);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(the_sedated_have_no_attacks)
{
    const crowd of = {.count = 1,
                      .stages = CALM "{into: wild, every_s: 0.1}" WILD "}\n",
                      .exposures = COURSE,
                      .incidents = "  - {at: \"09:00\", kind: expose, who: p0, with: drop}\n"
                                   "  - {at: \"09:00\", kind: sedate, who: p0, for_s: 60}\n"};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 595);
    ck_assert_uint_eq(count_in(model, sim, "wild"), 0);
    run_until(sim, 650);
    ck_assert_uint_eq(count_in(model, sim, "wild"), 1);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(who_spares_friends_bites_strangers_only)
{
    const crowd of = {.count = 3,
                      .stages = "  - {name: loyal, counts_as: halfbie, hunts: true, is_prey: false, sight_m: 200, spares_friends: true, "
                                "bites_with: drop, bite_pause_s: 0}\n",
                      .exposures = "  - {name: drop, enters: ill, wounds: [{name: only, share: 1, median_s: 3000}], outcomes: "
                                   "[{stage: loyal, weight: 1}]}\n",
                      .incidents = "  - {at: \"09:00\", kind: expose, who: p0, with: drop, after_s: 0}\n",
                      .more = "fight: {bitten: 1, win: 0, break_off: 0, bout_s: 1}\n"
                              "ties:\n  friends_low: 0\n  friends_high: 0\n  friend_outside: 0\n  bully_share: 0\n  named: [{kind: friend, "
                              "from: p0, to: [p1]}]\n"};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 3000);
    ck_assert_uint_eq(hy_sim_person(sim, 1).stage, model->healthy);
    ck_assert_uint_eq(hy_sim_person(sim, 2).stage, hy_model_stage_named(model, "ill"));
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// ---- raw flesh

#define LARDER                                                                                                              \
    "plan: larder\nlevels: [{name: 1F}]\nrooms: [{name: hall, level: 1F, use: corridor, box: [0, 0, 40, 4], places: [{name: tank, " \
    "kind: flesh, at: [5, 2], count: 3}]}]\n"
#define HUNGRY(more)                                                                                                         \
    "  - {name: calm, counts_as: halfbie, is_prey: false, top_speed_m_per_s: 0, sight_m: 0, swings: [{into: hungry, every_s: 0.1}]}\n" \
    "  - {name: hungry, counts_as: halfbie, hunts: true, is_prey: false, wander_speed_m_per_s: 0, stand_share: 1, "              \
    "bites_with: drop, swings: [{into: calm, every_s: 1e9}], " more "}\n"

static hy_model *larder(const char *stages, const char *persons)
{
    const crowd of = {.count = 1,
                      .plan = LARDER,
                      .stages = stages,
                      .exposures = COURSE,
                      .incidents = "  - {at: \"09:00\", kind: expose, who: p0, with: drop}\n",
                      .persons = persons};
    return crowd_model(&of);
}

START_TEST(raw_flesh_eases_hunger_as_often_as_stated_and_is_used_up)
{
    enum { RUNS = 200 };
    hy_model *model = larder(HUNGRY("flesh_eases: 0.5"), ", at: [5, 2.5]");
    uint32_t meals = 0, eased = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        const told ate = run_and_note(sim, 1500, HY_event_ate_flesh);
        ck_assert_uint_eq(ate.count, 3);
        for (uint32_t i = 0; i < ate.count; i++) {
            meals++;
            eased += ate.events[i].detail;
        }
        hy_sim_destroy(sim);
    }
    assert_share_of(eased, meals, 0.5);
    hy_model_destroy(model);
}
END_TEST

START_TEST(who_is_hungry_walks_to_raw_flesh_but_no_farther_than_stated)
{
    hy_model *model = larder(HUNGRY("flesh_eases: 1, flesh_m: 30"), ", at: [25, 2]");
    hy_sim *sim = good_sim_of_seed(model, 1);
    ck_assert_uint_ge(run_and_note(sim, 600, HY_event_ate_flesh).count, 1);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
    model = larder(HUNGRY("flesh_eases: 1, flesh_m: 10"), ", at: [25, 2]");
    sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(run_and_note(sim, 600, HY_event_ate_flesh).count, 0);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
    // nor do those whom it does not ease
    model = larder(HUNGRY("flesh_eases: 0"), ", at: [5, 2.5]");
    sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(run_and_note(sim, 600, HY_event_ate_flesh).count, 0);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("swings");
    TCase *swings = add_case_in_a_folder(suite, "swings");
    tcase_add_test(swings, attacks_come_at_their_rate_and_win_as_often_as_their_chance);
    tcase_add_test(swings, those_who_come_to_as_fast_as_they_lose_control_are_half_and_half);
    tcase_add_test(swings, a_friend_nearby_gives_the_attack_another_chance);
    tcase_add_test(swings, blood_in_the_room_makes_attacks_come_more_often);
    tcase_add_test(swings, a_course_runs_on_through_relapses_and_ends_them);
    tcase_add_test(swings, the_sedated_have_no_attacks);
    tcase_add_test(swings, who_spares_friends_bites_strangers_only);
    TCase *flesh = add_case_in_a_folder(suite, "flesh");
    tcase_add_test(flesh, raw_flesh_eases_hunger_as_often_as_stated_and_is_used_up);
    tcase_add_test(flesh, who_is_hungry_walks_to_raw_flesh_but_no_farther_than_stated);
    return run_suite(suite);
}
