// Things that lie about and serve, and fights with them: docs/model/tools.md, contact.md.
#include "systems/scene.h"

#define NO_CRISES "crisis: {betrays: 0, sacrifice_other: 0, sacrifice_duty: 0, sacrifice_bitten: 0}\n"

#define BRAVE(value)                                                                                            \
    "profiles:\n  - name: pupil\n    walk_m_per_s: {mean: 1.34}\n    sprint_m_per_s: {mean: 5.6}\n"                \
    "    strength: {mean: 1}\n    courage: {mean: " value "}\n    empathy: {mean: 0.5}\n    responsibility: {mean: 0}\n" \
    "    fear_threshold: {mean: 1}\n"

// ---- fights

typedef struct ends {
    uint32_t won, broken_off, bitten;
} ends;

// one who stands fast against one that hunts, armed or not; how the first bout of each of many histories ends
static ends bouts(const char *weapon, const char *fight)
{
    enum { RUNS = 300 };
    char persons[400], more[500];
    snprintf(persons, sizeof persons, "  - {name: one, group: class, at: [10, 1.5]%s}\n  - {name: turner, group: class, at: [10.4, 1.5]}\n", weapon);
    snprintf(more, sizeof more,
             NO_TIES NO_CRISES "fight: {bout_s: 5, win: 0.1, break_off: 0.4, bitten: 0.5%s}\n", fight);
    const scene of = {.groups = "  - {name: class, count: 2, home: class, start: hall, female: pupil, male: pupil}\n",
                      .persons = persons,
                      .incidents = "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 0}\n",
                      .mind = ", fight_weight: 10",
                      .more = more,
                      .profile = BRAVE("1"),
                      .strain = HUNTERS("0")};
    hy_model *model = scene_model(&of);
    ends found = {0, 0, 0};
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        bool is_over = false;
        while (!is_over && hy_sim_tick(sim) < 400) {
            hy_sim_step(sim);
            uint32_t count;
            const hy_event *events = hy_sim_events(sim, &count);
            for (uint32_t i = 0; i < count && !is_over; i++) {
                const bool won = events[i].kind == HY_event_was_stopped, broke = events[i].kind == HY_event_broke_free,
                           bitten = events[i].kind == HY_event_was_bitten;
                found.won += won ? 1 : 0;
                found.broken_off += broke ? 1 : 0;
                found.bitten += bitten ? 1 : 0;
                is_over = won || broke || bitten;
            }
        }
        ck_assert(is_over);
        hy_sim_destroy(sim);
    }
    hy_model_destroy(model);
    return found;
}

START_TEST(with_a_pole_one_wins_breaks_off_or_is_bitten_as_often_as_stated)
{
    // factors for 0.45, 0.30 and 0.25 against one of equal strength: 0.4 / 0.1 x 0.45 / 0.30 and 0.4 / 0.5 x 0.25 / 0.30
    const ends found = bouts(", weapon: pole", ", weapons: [{name: pole, win: 6, bitten: 0.6667, range_m: 1.8}]");
    ASSERT_NEAR(found.won, 300 * 0.45, 4 * sqrt(300 * 0.45 * 0.55));
    ASSERT_NEAR(found.broken_off, 300 * 0.30, 4 * sqrt(300 * 0.30 * 0.70));
    ASSERT_NEAR(found.bitten, 300 * 0.25, 4 * sqrt(300 * 0.25 * 0.75));
}
END_TEST

START_TEST(unarmed_one_seldom_wins)
{
    const ends found = bouts("", "");
    ASSERT_NEAR(found.won, 300 * 0.1, 4 * sqrt(300 * 0.1 * 0.9));
    ASSERT_NEAR(found.bitten, 300 * 0.5, 4 * sqrt(300 * 0.25));
}
END_TEST

START_TEST(skill_makes_the_armed_win_more_often)
{
    const ends found = bouts(", weapon: pole, skill: 1.5", ", weapons: [{name: pole, win: 6, bitten: 0.6667, range_m: 1.8}]");
    const double won = 0.9 / (0.9 + 0.4 + 0.33333);
    ASSERT_NEAR(found.won, 300 * won, 4 * sqrt(300 * won * (1 - won)));
}
END_TEST

START_TEST(a_shot_stops_as_often_as_it_hits)
{
    enum { RUNS = 200 };
    const scene of = {.groups = "  - {name: class, count: 2, home: class, start: hall, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [10, 1.5], weapon: bow}\n  - {name: turner, group: class, at: [25, 1.5]}\n",
                      .incidents = "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 0}\n",
                      .more = NO_TIES NO_CRISES "fight: {weapons: [{name: bow, range_m: 20, hit: 0.5, shots: 1}]}\n",
                      .profile = BRAVE("1")};
    hy_model *model = scene_model(&of);
    uint32_t hits = 0, shots = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        const told shot = run_and_note(sim, 150, HY_event_shot);
        shots += shot.count;
        hits += shot.count > 0 ? shot.events[0].detail : 0;
        hy_sim_destroy(sim);
    }
    hy_model_destroy(model);
    ck_assert_uint_eq(shots, RUNS);
    ASSERT_NEAR(hits, 0.5 * RUNS, 4 * sqrt(0.25 * RUNS));
}
END_TEST

// ---- things to fight with

static uint32_t fetched(const char *profile)
{
    const scene of = {.in_hall = ", places: [{kind: weapon, item: pole, at: [20, 1.5]}]",
                      .groups = CLASS_OF("2"),
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: turner, group: class, at: [7.5, 8.5]}\n",
                      .incidents = ONE_TURNS "  - {at: \"09:00:05\", kind: expose, who: one, with: curse, by: turner, after_s: 36000}\n",
                      .mind = ", hide_weight: 0.2, escape_weight: 0",
                      .more = NO_TIES NO_CRISES "fight: {weapons: [{name: pole}]}\nduty: {reports: 0}\n",
                      .profile = profile};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 3000);
    const hy_vec2 at = hy_sim_person(sim, 0).at;
    const double away_m = hypot((double)at.x + (double)model->origin.x - 20, (double)at.y + (double)model->origin.y - 1.5);
    end_scene(sim, model);
    return away_m < 1 ? 1 : 0;
}

START_TEST(the_brave_go_for_what_lies_about_and_the_fearful_do_not)
{
    ck_assert_uint_eq(fetched(BRAVE("1")), 1);
    ck_assert_uint_eq(fetched(BRAVE("0")), 0);
}
END_TEST

// ---- the hose

static told descents(const char *tools, hy_event_kind kind)
{
    char more[300];
    snprintf(more, sizeof more, NO_TIES NO_CRISES "tools: {%s}\nfight: {reach_m: 0}\n", tools);
    const scene of = {.in_class = ", places: [{kind: hose, at: [1, 5], leads_to: below}]",
                      .groups = CLASS_OF("3"),
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n  - {name: two, group: class, at: [3, 5]}\n"
                                 "  - {name: turner, group: class, at: [7.5, 8.5]}\n",
                      .incidents = "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 2}\n",
                      .more_rooms = "  - {name: below, level: 1F, use: office, box: [40, 0, 5, 3], openings: [{kind: door, wall: west, at_m: 1}]}\n",
                      .more = more};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told found = run_and_note(sim, 800, kind);
    if (kind == HY_event_climbed_down) {
        for (uint32_t i = 0; i < found.count; i++) {
            ck_assert_uint_eq(found.events[i].room, hy_model_room_named(model, "below"));
        }
    }
    end_scene(sim, model);
    return found;
}

START_TEST(one_after_another_climbs_down_the_hose_each_in_its_time)
{
    const told down = descents("descent_s: 20, descent_falls: 0", HY_event_climbed_down);
    ck_assert_uint_eq(down.count, 2);
    ASSERT_NEAR(down.events[1].tick - down.events[0].tick, 200, 20);
    ck_assert_uint_ge(down.events[0].tick, 220);
}
END_TEST

START_TEST(who_slips_falls)
{
    ck_assert_uint_eq(descents("descent_s: 5, descent_falls: 1", HY_event_climbed_down).count, 0);
    ck_assert_uint_eq(descents("descent_s: 5, descent_falls: 1", HY_event_fell).count, 2);
}
END_TEST

// ---- the fortress of carts

typedef struct march {
    uint32_t built, inside;   // fortresses, and people in the first of them
    double fastest;           // of the leader inside, m/s
} march;

// a leader is sent out of the booth, where carts stand, while hunters are known to be about; two others follow
static march leave_with_carts(const char *tools)
{
    char more[400];
    snprintf(more, sizeof more,
             NO_TIES NO_CRISES "party: {follow_weight: 3, lost_s: 600}\nknowledge: {trust: 10}\nduty: {reports: 0}\ntools: {%s}\n", tools);
    const scene of = {.in_booth = ", places: [{kind: cart, at: [2.5, 2.5]}]",
                      .groups = CLASS_OF("4"),
                      .persons = "  - {name: one, group: class, at: [2, 5]}\n"
                                 "  - {name: two, group: class, at: [3, 5], courage: 1, responsibility: 1}\n"
                                 "  - {name: three, group: class, at: [4, 5]}\n  - {name: turner, group: class, at: [7.5, 8.5]}\n",
                      .incidents = ONE_TURNS "  - {at: \"09:02\", kind: go, who: two, where: hall}\n",
                      .mind = ", hide_weight: 0.3, escape_weight: 0",
                      .more = more};
    hy_model *model = scene_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    march found = {0, 0, 0};
    uint32_t ticks_inside = 0;
    while (hy_sim_tick(sim) < 3600) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            if (events[i].kind == HY_event_built_fortress) {
                found.inside = found.built++ == 0 ? events[i].detail : found.inside;
            }
        }
        // the next steering knows of it
        ticks_inside = person_index(sim, "fortress", 1) == 1 ? ticks_inside + 1 : 0;
        if (ticks_inside > 3) {
            found.fastest = fmax(found.fastest, person_number(sim, "speed", 1));
        }
    }
    end_scene(sim, model);
    return found;
}

START_TEST(a_group_that_sets_out_takes_the_carts_and_goes_no_faster_than_they_roll)
{
    const march found = leave_with_carts("fortress_people: 2, fortress_m_per_s: 0.5");
    ck_assert_uint_eq(found.built, 1);
    ck_assert_uint_ge(found.inside, 2);
    ck_assert_double_gt(found.fastest, 0.3);
    ck_assert_double_le(found.fastest, 0.6);
}
END_TEST

START_TEST(too_few_make_no_fortress)
{
    ck_assert_uint_eq(leave_with_carts("fortress_people: 5").built, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tools");
    TCase *fights = add_case_in_a_folder(suite, "fights");
    tcase_add_test(fights, with_a_pole_one_wins_breaks_off_or_is_bitten_as_often_as_stated);
    tcase_add_test(fights, unarmed_one_seldom_wins);
    tcase_add_test(fights, skill_makes_the_armed_win_more_often);
    tcase_add_test(fights, a_shot_stops_as_often_as_it_hits);
    TCase *things = add_case_in_a_folder(suite, "things");
    tcase_add_test(things, the_brave_go_for_what_lies_about_and_the_fearful_do_not);
    TCase *hoses = add_case_in_a_folder(suite, "hoses");
    tcase_add_test(hoses, one_after_another_climbs_down_the_hose_each_in_its_time);
    tcase_add_test(hoses, who_slips_falls);
    TCase *fortresses = add_case_in_a_folder(suite, "fortresses");
    tcase_add_test(fortresses, a_group_that_sets_out_takes_the_carts_and_goes_no_faster_than_they_roll);
    tcase_add_test(fortresses, too_few_make_no_fortress);
    return run_suite(suite);
}
