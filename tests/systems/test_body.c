// The bodies of carriers: falls, broken legs, rising again, starving, going along with others, and going through windows.
// See docs/model/body.md.
#include "systems/crowd.h"

#define DROP(outcome)                                                                                                   \
    "  - {name: drop, enters: ill, wounds: [{name: only, share: 1, median_s: 9000}], outcomes: [{stage: " outcome          \
    ", weight: 1}]}\n"
#define HUNTER "hunts: true, is_prey: false, keeps_reason: false, rises_s: 0, bites_with: drop, stand_share: 1"

static void clear(hy_sim *sim, hy_model *model)
{
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}

// ---- falls out of windows

// a hall 10.8 m above a yard, with windows all along; one stands in the yard and cannot run
#define TOWER                                                                                                           \
    "plan: tower\nlevels: [{name: 1F}, {name: 4F, elevation_m: 10.8}]\nrooms:\n"                                         \
    "  - {name: hall, level: 4F, use: corridor, box: [0, 0, 30, 12], places: [{kind: exit, at: [1, 11]}], openings: "      \
    "[{kind: window, wall: south, at_m: 1, width_m: 3, sill_m: 0.9, copies: 9, step_m: 3.1}]}\n"                          \
    "  - {name: yard, level: 1F, use: yard, is_outdoor: true, box: [-10, -30, 50, 30], places: [{kind: exit, at: [1, 1]}]}\n"

enum { JUMPERS = 150 };

static hy_model *jumpers(const char *body)
{
    write_text("plan.yaml", TOWER);
    char stages[700];
    snprintf(stages, sizeof stages, "  - {name: hunter, counts_as: zombie, %s, sight_m: 60, %s}\n", HUNTER, body);
    const crowd strain = {.stages = stages, .exposures = DROP("hunter")};
    write_crowd_strain(&strain);
    script text;
    script_open(&text);
    script_add(&text,
               "scenario: a test\nplan: plan.yaml\nstrain: strain.yaml\nstart: \"09:00\"\nend: \"10:00\"\n" PROFILE
               "doors: {break_glass_s: 1, window_s: 1, clamber_s: 0}\nfight: {bitten: 0, win: 0, break_off: 1, free_s: 60}\n"
               "groups:\n  - {name: above, count: %d, home: hall, start: hall, female: pupil, male: pupil}\n"
               "  - {name: below, count: 1, home: yard, start: yard, female: pupil, male: pupil}\n"
               "persons:\n  - {name: prey, group: below, at: [15, -12]}\n",
               JUMPERS);
    for (uint32_t i = 0; i < JUMPERS; i++) {
        script_add(&text, "  - {name: p%u, group: above}\n", i);
    }
    script_add(&text, "incidents:\n");
    for (uint32_t i = 0; i < JUMPERS; i++) {
        script_add(&text, "  - {at: \"09:00\", kind: expose, who: p%u, with: drop, after_s: 0}\n", i);
    }
    script_save(&text, "scenario.yaml");
    return good_model("scenario.yaml", NULL);
}

typedef struct falls {
    uint32_t through, fell, stopped, legs, wrong_height;
} falls;

static falls falls_until(hy_sim *sim, uint32_t tick)
{
    falls found = {0};
    while (hy_sim_tick(sim) < tick) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            found.through += events[i].kind == HY_event_went_through_window ? 1 : 0;
            found.fell += events[i].kind == HY_event_fell ? 1 : 0;
            found.wrong_height += events[i].kind == HY_event_fell && events[i].detail != 108 ? 1 : 0;
            found.stopped += events[i].kind == HY_event_was_stopped ? 1 : 0;
            found.legs += events[i].kind == HY_event_broke_leg ? 1 : 0;
        }
    }
    return found;
}

START_TEST(after_prey_below_they_break_the_panes_and_fall_as_deep_as_the_building_is_high)
{
    hy_model *model = jumpers("through_window: 1, deadly_fall_m: 48.4, leg_fall_m: 6, crawl_m_per_s: 0.4");
    hy_sim *sim = good_sim_of_seed(model, 1);
    const falls found = falls_until(sim, 3000);
    ck_assert_uint_gt(found.through, JUMPERS * 9 / 10);
    ck_assert_uint_eq(found.fell, found.through);
    ck_assert_uint_eq(found.wrong_height, 0);
    // from the fourth floor a fall stops one in five, and breaks a leg of 1 - exp(-10.8 / 6) of the others
    assert_share_of(found.stopped, found.fell, 0.2);
    assert_share_of(found.legs, found.fell - found.stopped, 1 - exp(-1.8));
    clear(sim, model);
}
END_TEST

START_TEST(with_a_broken_leg_they_crawl)
{
    hy_model *model = jumpers("through_window: 1, deadly_fall_m: 1000000, leg_fall_m: 0.1, crawl_m_per_s: 0.4, fall_down_low_s: 0");
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 600);
    uint32_t crawling = 0;
    for (uint32_t round = 0; round < 300; round++) {
        hy_sim_step(sim);
        for (uint32_t person = 0; person < model->person_count; person++) {
            if (hy_sim_person(sim, person).leg_is_broken && person_number(sim, "speed", person) > 0.05) {
                crawling++;
                // what pushes off a wall may be a little more
                ck_assert_double_le(person_number(sim, "speed", person), 0.4 + 1e-3);
            }
        }
    }
    ck_assert_uint_gt(crawling, 200);
    clear(sim, model);
}
END_TEST

START_TEST(who_heals_walks_again)
{
    hy_model *model = jumpers("through_window: 1, deadly_fall_m: 1000000, leg_fall_m: 0.1, heals_low_s: 20, heals_high_s: 40");
    hy_sim *sim = good_sim_of_seed(model, 1);
    uint32_t broke_at[JUMPERS + 1] = {0}, healed = 0;
    while (hy_sim_tick(sim) < 3000) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            if (events[i].kind == HY_event_broke_leg) {
                broke_at[events[i].who] = events[i].tick;
            } else if (events[i].kind == HY_event_healed) {
                healed++;
                ASSERT_NEAR(events[i].tick - broke_at[events[i].who], 300, 111); // looked at once a second
            }
        }
    }
    ck_assert_uint_gt(healed, JUMPERS / 2);
    clear(sim, model);
}
END_TEST

START_TEST(without_the_will_nobody_goes_through_a_window)
{
    hy_model *model = jumpers("through_window: 0");
    hy_sim *sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(falls_until(sim, 1200).through, 0);
    clear(sim, model);
}
END_TEST

// ---- stairs and furniture

#define STOREYS                                                                                                         \
    "plan: storeys\nlevels: [{name: 1F}, {name: 2F, elevation_m: 3.6}]\nrooms:\n"                                        \
    "  - {name: hall, level: 1F, use: corridor, box: [0, 0, 20, 10], places: [{kind: exit, at: [1, 1]}]}\n"               \
    "  - {name: upper, level: 2F, use: corridor, box: [0, 0, 20, 10], places: [{kind: speaker, at: [10, 5]}]}\n"          \
    "stairs: [{name: stair, joins: [1F, 2F], at: [8, 10], size: [4, 6], entry: south, flight_width_m: 1.9}]\n"

static falls climbers(const char *body)
{
    char stages[600];
    snprintf(stages, sizeof stages, "  - {name: hunter, counts_as: zombie, %s, sight_m: 0, search_s: 600, %s}\n", HUNTER, body);
    const crowd of = {.count = 20,
                      .plan = STOREYS,
                      .stages = stages,
                      .exposures = DROP("hunter"),
                      .everybody = "drop, after_s: 0",
                      .incidents = "  - {at: \"09:00:01\", kind: alarm}\n"};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    falls found = falls_until(sim, 1200);
    found.through = 0;
    for (uint32_t i = 0; i < 20; i++) {
        const hy_room *room = &model->rooms[hy_sim_person(sim, i).room];
        found.through += room->is_stair || room->level == 1 ? 1 : 0;
    }
    clear(sim, model);
    return found;
}

START_TEST(who_runs_up_a_flight_falls_as_often_as_it_is_said_to)
{
    const falls never = climbers("falls_per_flight: 0"), always = climbers("falls_per_flight: 1");
    ck_assert_uint_gt(never.through, 10);
    ck_assert_uint_eq(never.fell, 0);
    ck_assert_uint_ge(always.fell, 10);
}
END_TEST

START_TEST(who_runs_along_furniture_falls_by_the_metre)
{
    // falls against the metres that were run along a table before
    static const char plan[] =
        "plan: table\nlevels: [{name: 1F}]\nrooms:\n  - {name: hall, level: 1F, use: corridor, box: [0, 0, 40, 1.0], furniture: [{kind: "
        "table, box: [10, 0, 20, 0.4]}], places: [{kind: speaker, at: [39, 0.6]}]}\n";
    uint32_t fallen = 0;
    const crowd of = {.count = 1,
                      .plan = plan,
                      .stages = "  - {name: hunter, counts_as: zombie, hunts: true, is_prey: false, keeps_reason: false, rises_s: 0, "
                                "bites_with: drop, sight_m: 0, falls_per_obstacle: 0.05, fall_down_low_s: 500, fall_down_high_s: 500}\n",
                      .exposures = DROP("hunter"),
                      .everybody = "drop, after_s: 0",
                      .incidents = "  - {at: \"09:00:01\", kind: alarm}\n",
                      .more = "senses: {ambient_indoor_db: 0}\n"};
    hy_model *model = crowd_model(&of);
    double metres = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        while (hy_sim_tick(sim) < 200 && person_index(sim, "down_until", 0) < 1000) {
            hy_sim_step(sim);
            const hy_person_view view = hy_sim_person(sim, 0);
            const double x = (double)view.at.x + (double)model->origin.x, y = (double)view.at.y + (double)model->origin.y;
            const bool is_beside = x > 10 && x < 30 && y < 0.4 + 0.16 + 0.15;
            metres += is_beside ? person_number(sim, "speed", 0) * 0.1 : 0;
        }
        fallen += person_index(sim, "down_until", 0) > 1000 ? 1 : 0;
        hy_sim_destroy(sim);
    }
    const double expected = -log(0.95) * metres;
    ck_assert_double_gt(expected, 50);
    ASSERT_NEAR(fallen, expected, 4 * sqrt(expected));
    hy_model_destroy(model);
}
END_TEST

// ---- ending, and not

START_TEST(half_of_those_who_starve_are_left_after_the_half_life)
{
    enum { PEOPLE = 1500 };
    const crowd of = {.count = PEOPLE,
                      .stages = "  - {name: hunter, counts_as: zombie, " HUNTER ", sight_m: 0, top_speed_m_per_s: 0, half_life_s: 100}\n",
                      .exposures = DROP("hunter"),
                      .everybody = "drop, after_s: 0"};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    for (uint32_t halves = 1; halves <= 3; halves++) {
        run_until(sim, 1000 * halves + 5);
        assert_share_of(count_in(model, sim, "hunter"), PEOPLE, pow(0.5, halves));
    }
    clear(sim, model);
}
END_TEST

START_TEST(who_is_stopped_rises_again_as_often_and_as_late_as_it_is_said_to)
{
    const crowd of = {.count = 60,
                      .stages = "  - {name: hunter, counts_as: halfbie, " HUNTER ", sight_m: 100, revives: 0.5, revives_low_s: 20, "
                                "revives_high_s: 30}\n",
                      .exposures = DROP("hunter"),
                      .incidents = NULL,
                      .more = "fight: {bitten: 0, win: 1, break_off: 0, bout_s: 1}\nmind: {freeze_chance: 0, disbelief_near_factor: 0}\n"};
    script starts;
    script_open(&starts);
    for (uint32_t i = 0; i < 30; i++) {
        script_add(&starts, "  - {at: \"09:00\", kind: expose, who: p%u, with: drop, after_s: 0}\n", i);
    }
    fclose(starts.stream);
    crowd half = of;
    half.incidents = starts.text;
    hy_model *model = crowd_model(&half);
    uint32_t stopped = 0, rose = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        uint32_t stopped_at[60] = {0};
        hy_sim *sim = good_sim_of_seed(model, seed);
        while (hy_sim_tick(sim) < 12000) {
            hy_sim_step(sim);
            uint32_t count;
            const hy_event *events = hy_sim_events(sim, &count);
            for (uint32_t i = 0; i < count; i++) {
                if (events[i].kind == HY_event_was_stopped) {
                    stopped++;
                    stopped_at[events[i].who] = events[i].tick;
                } else if (events[i].kind == HY_event_rose_again) {
                    rose++;
                    ck_assert_uint_ge(events[i].tick - stopped_at[events[i].who], 200);
                }
            }
        }
        hy_sim_destroy(sim);
    }
    ck_assert_uint_gt(stopped, 500);
    assert_share_of(rose, stopped, 0.5);
    free(starts.text);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_blast_ends_those_it_reaches_as_often_as_they_are_not_proof_against_it)
{
    enum { PEOPLE = 1000 };
    const crowd of = {.count = PEOPLE,
                      .stages = "  - {name: hunter, counts_as: halfbie, " HUNTER ", sight_m: 0, revives: 1, top_speed_m_per_s: 0, blast_proof: 0.2}\n",
                      .exposures = DROP("hunter"),
                      .everybody = "drop, after_s: 0",
                      .incidents = "  - {at: \"09:00:10\", kind: blast, where: hall, kills: 0.5}\n"};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 200);
    assert_share_of(count_in(model, sim, "dead"), PEOPLE, 0.4);
    run_until(sim, 9000); // ash does not rise
    assert_share_of(count_in(model, sim, "dead"), PEOPLE, 0.4);
    clear(sim, model);
}
END_TEST

// ---- where they go

// a blind one a little behind one that sees the prey at the far end
static double way_of_the_blind(const char *blind)
{
    char stages[900];
    snprintf(stages, sizeof stages,
             "  - {name: keen, counts_as: zombie, %s, sight_m: 100, top_speed_m_per_s: 3}\n  - {name: blind, counts_as: zombie, %s, sight_m: 0, hearing_gain_db: "
             "-60, sets_out_per_min: 0, %s}\n",
             HUNTER, HUNTER, blind);
    write_text("plan.yaml",
               "plan: hall\nlevels: [{name: 1F}]\nrooms: [{name: hall, level: 1F, use: corridor, box: [0, 0, 60, 6]}]\n");
    const crowd strain = {.stages = stages, .exposures = DROP("keen")};
    write_crowd_strain(&strain);
    write_text("scenario.yaml",
               "scenario: a test\nplan: plan.yaml\nstrain: strain.yaml\nstart: \"09:00\"\nend: \"10:00\"\n" PROFILE
               "senses: {field_of_view_deg: 360}\n"
               "groups: [{name: all, count: 3, home: hall, start: hall, female: pupil, male: pupil}]\npersons:\n"
               "  - {name: keen, group: all, at: [4, 3]}\n  - {name: blind, group: all, at: [2, 3]}\n"
               "  - {name: prey, group: all, at: [55, 3]}\nincidents:\n"
               "  - {at: \"09:00\", kind: expose, who: keen, with: drop, after_s: 0}\n"
               "  - {at: \"09:00\", kind: expose, who: blind, with: drop, after_s: 0, outcome: blind}\n");
    hy_model *model = good_model("scenario.yaml", NULL);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 120);
    const double way = (double)hy_sim_person(sim, 1).at.x + (double)model->origin.x - 2;
    clear(sim, model);
    return way;
}

START_TEST(one_that_is_on_its_way_draws_others_of_its_kind_along)
{
    ck_assert_double_gt(way_of_the_blind("herd_m: 6, herd_share: 1"), 10);
    ASSERT_NEAR(way_of_the_blind("herd_m: 6, herd_share: 0"), 0, 0.5);
    ASSERT_NEAR(way_of_the_blind("herd_m: 1, herd_share: 1"), 0, 0.5);
    ASSERT_NEAR(way_of_the_blind("herd_m: 6, herd_share: 1, stuck_share: 1"), 0, 0.5);
}
END_TEST

START_TEST(habit_leads_home)
{
    const crowd of = {
        .count = 20,
        .plan = "plan: two\nlevels: [{name: 1F}]\nrooms:\n  - {name: hall, level: 1F, use: corridor, box: [0, 0, 10, 10], openings: [{kind: "
                "gap, wall: east, at_m: 3, width_m: 4}]}\n  - {name: other, level: 1F, use: corridor, box: [10, 0, 40, 10]}\n",
        .stages = "  - {name: hunter, counts_as: zombie, hunts: true, is_prey: false, keeps_reason: false, bites_with: drop, sight_m: 0, "
                  "stand_share: 0, sets_out_per_min: 4, habit_share: 1}\n",
        .exposures = DROP("hunter"),
        .everybody = "drop, after_s: 0",
        .more = "timetable: [{at: \"09:00\", groups: [all], activity: pause, where: [other]}]\n"};
    hy_model *model = crowd_model(&of);
    hy_sim *sim = good_sim_of_seed(model, 1);
    uint32_t at_home_before = 0, at_home = 0;
    for (uint32_t i = 0; i < 20; i++) {
        at_home_before += hy_sim_person(sim, i).room == 0 ? 1 : 0;
    }
    run_until(sim, 3000);
    for (uint32_t i = 0; i < 20; i++) {
        at_home += hy_sim_person(sim, i).room == 0 ? 1 : 0;
    }
    ck_assert_uint_le(at_home_before, 2);
    ck_assert_uint_gt(at_home, 10);
    clear(sim, model);
}
END_TEST

START_TEST(under_the_open_sky_they_run_faster)
{
    static const char *const skies[] = {"", ", is_outdoor: true"};
    for (uint32_t i = 0; i < 2; i++) {
        char plan[400];
        snprintf(plan, sizeof plan, "plan: run\nlevels: [{name: 1F}]\nrooms: [{name: hall, level: 1F, use: yard, box: [0, 0, 100, 4]%s, places: [{kind: speaker, at: [99, 2]}]}]\n",
                 skies[i]);
        const crowd of = {.count = 3,
                          .plan = plan,
                          .stages = "  - {name: hunter, counts_as: zombie, " HUNTER
                                    ", sight_m: 0, top_speed_m_per_s: 3, top_speed_outdoors_m_per_s: 5, hearing_gain_db: 60, tires: false}\n",
                          .exposures = DROP("hunter"),
                          .everybody = "drop, after_s: 0",
                          .incidents = "  - {at: \"09:00:01\", kind: alarm}\n"};
        hy_model *model = crowd_model(&of);
        hy_sim *sim = good_sim_of_seed(model, 1);
        double fastest = 0;
        while (hy_sim_tick(sim) < 150) {
            hy_sim_step(sim);
            for (uint32_t person = 0; person < 3; person++) {
                fastest = fmax(fastest, person_number(sim, "speed", person));
            }
        }
        ASSERT_NEAR(fastest, i == 0 ? 3 : 5, 0.3);
        clear(sim, model);
    }
}
END_TEST

// ---- panes

START_TEST(a_pane_gives_way_after_its_time_divided_by_those_who_push)
{
    // prey behind glass, no door open between; k push side by side
    static const char plan[] =
        "plan: two\nlevels: [{name: 1F}]\nrooms:\n  - {name: hall, level: 1F, use: corridor, box: [0, 0, 6, 6], places: [{kind: exit, at: "
        "[1, 1]}], openings: [{kind: window, wall: east, at_m: 1, width_m: 4, sill_m: 1.2}]}\n"
        "  - {name: other, level: 1F, use: corridor, box: [6, 0, 6, 6], places: [{kind: exit, at: [5, 1]}]}\n";
    for (uint32_t pushers = 1; pushers <= 4; pushers += 3) {
        write_text("plan.yaml", plan);
        const crowd strain = {.stages = "  - {name: hunter, counts_as: zombie, " HUNTER ", sight_m: 60, through_window: 1}\n",
                              .exposures = DROP("hunter")};
        write_crowd_strain(&strain);
        script text;
        script_open(&text);
        script_add(&text,
                   "scenario: a test\nplan: plan.yaml\nstrain: strain.yaml\nstart: \"09:00\"\nend: \"10:00\"\n" PROFILE
                   "doors: {break_glass_s: 40, window_s: 1}\nsenses: {field_of_view_deg: 360}\ngroups:\n  - {name: all, count: %u, home: hall, start: hall, female: pupil, "
                   "male: pupil}\n  - {name: prey, count: 1, home: other, start: other, female: pupil, male: pupil}\n"
                   "persons:\n  - {name: prey, group: prey, at: [10, 3]}\n",
                   pushers);
        for (uint32_t i = 0; i < pushers; i++) {
            script_add(&text, "  - {name: p%u, group: all, at: [5, %.1f]}\n", i, 2.0 + 0.7 * i);
        }
        script_add(&text, "incidents:\n");
        for (uint32_t i = 0; i < pushers; i++) {
            script_add(&text, "  - {at: \"09:00\", kind: expose, who: p%u, with: drop, after_s: 0}\n", i);
        }
        script_save(&text, "scenario.yaml");
        hy_model *model = good_model("scenario.yaml", NULL);
        double sum_s = 0;
        enum { SEEDS = 150 };
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            hy_sim *sim = good_sim_of_seed(model, seed);
            uint32_t broken = 0;
            while (broken == 0 && hy_sim_tick(sim) < 6000) {
                broken = count_events(sim, hy_sim_tick(sim) + 1, HY_event_broke_window);
            }
            sum_s += hy_sim_seconds(sim);
            double loudest_db = 0;
            for (uint32_t i = 0; i < model->person_count; i++) {
                loudest_db = fmax(loudest_db, person_number(sim, "bang_db", i));
            }
            ASSERT_NEAR(loudest_db, broken > 0 ? 95 : 0, 1e-6);
            hy_sim_destroy(sim);
        }
        // of an exponential time the mean of 150 is four standard deviations off at a third of itself; a second for the way
        const double expected_s = 40.0 / pushers;
        ASSERT_NEAR(sum_s / SEEDS, expected_s + 1, expected_s / 3 + 1);
        hy_model_destroy(model);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("body");
    TCase *fall = add_case_in_a_folder(suite, "falls");
    tcase_add_test(fall, after_prey_below_they_break_the_panes_and_fall_as_deep_as_the_building_is_high);
    tcase_add_test(fall, with_a_broken_leg_they_crawl);
    tcase_add_test(fall, who_heals_walks_again);
    tcase_add_test(fall, without_the_will_nobody_goes_through_a_window);
    tcase_add_test(fall, who_runs_up_a_flight_falls_as_often_as_it_is_said_to);
    tcase_add_test(fall, who_runs_along_furniture_falls_by_the_metre);
    TCase *end = add_case_in_a_folder(suite, "ends");
    tcase_add_test(end, half_of_those_who_starve_are_left_after_the_half_life);
    tcase_add_test(end, who_is_stopped_rises_again_as_often_and_as_late_as_it_is_said_to);
    tcase_add_test(end, a_blast_ends_those_it_reaches_as_often_as_they_are_not_proof_against_it);
    TCase *ways = add_case_in_a_folder(suite, "ways");
    tcase_add_test(ways, one_that_is_on_its_way_draws_others_of_its_kind_along);
    tcase_add_test(ways, habit_leads_home);
    tcase_add_test(ways, under_the_open_sky_they_run_faster);
    tcase_add_test(ways, a_pane_gives_way_after_its_time_divided_by_those_who_push);
    return run_suite(suite);
}
