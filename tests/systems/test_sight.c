// Who is seen: range by light, smoke and windows; what stands in the line; and what is smelled where nothing is seen.
#include <math.h>

#include "systems/standing.h"

#define SEES_ALL "senses: {field_of_view_deg: 360, speech_db: 0}\n"

// whether "eye" sees the statue after some seconds
static bool sees(const stage_set *set, uint32_t tick)
{
    hy_model *model = good_stage(set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, tick);
    const bool found = person_index(sim, "seen", hy_model_person_named(model, "eye")) != HY_NONE;
    hy_sim_destroy(sim);
    hy_model_destroy(model);
    return found;
}

// sight reaches 100 m in the light, as the stages of the stage set have it
static bool sees_at(double distance_m, const char *room, const char *more)
{
    const stage_room rooms[] = {{"hall", "1F", 0, 0, 120, 10, room}};
    const stander people[] = {{"eye", "hall", 5, 5, false}, {"statue", "hall", 5 + distance_m, 5, true}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .more = more};
    return sees(&set, 15);
}

START_TEST(in_the_light_sight_reaches_as_far_as_the_stage_says_and_in_the_dark_a_share_of_it)
{
    static const char DAY[] = SEES_ALL, NIGHT[] = SEES_ALL "light: {sunrise: \"11:00\", sunset: \"17:00\", twilight_s: 0, dark_factor: 0.2}\n";
    static const char OUT[] = ", use: yard, is_outdoor: true", LIT[] = ", use: corridor", UNLIT[] = ", use: corridor, lamps: no";
    ck_assert(sees_at(99, OUT, DAY) && !sees_at(101, OUT, DAY));
    ck_assert(sees_at(19, OUT, NIGHT) && !sees_at(21, OUT, NIGHT));
    ck_assert(sees_at(99, LIT, NIGHT));
    ck_assert(sees_at(19, UNLIT, NIGHT) && !sees_at(21, UNLIT, NIGHT));
}
END_TEST

START_TEST(in_twilight_sight_reaches_halfway_between)
{
    // at nine, an hour after dark of two hours of twilight before sunrise at ten
    static const char DUSK[] = SEES_ALL "light: {sunrise: \"10:00\", sunset: \"18:00\", twilight_s: 7200, dark_factor: 0.2}\n";
    static const char OUT[] = ", use: yard, is_outdoor: true";
    ck_assert(sees_at(59, OUT, DUSK) && !sees_at(61, OUT, DUSK));
}
END_TEST

START_TEST(a_power_cut_puts_the_lamps_out_until_it_is_back)
{
    static const stage_room rooms[] = {{"hall", "1F", 0, 0, 120, 10, ", use: corridor"}};
    static const stander people[] = {{"eye", "hall", 5, 5, false}, {"statue", "hall", 45, 5, true}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people),
                           .more = SEES_ALL "mind: {disbelief_seen_low_s: 3600, disbelief_seen_high_s: 3600}\n"
                                            "light: {sunrise: \"11:00\", sunset: \"17:00\", twilight_s: 0}\n",
                           .incidents = "  - {at: \"09:00:05\", kind: power_cut}\n  - {at: \"09:00:10\", kind: power_back}\n"};
    ck_assert(sees(&set, 45) && !sees(&set, 75) && sees(&set, 125));
}
END_TEST

START_TEST(smoke_is_seen_through_three_extinction_lengths)
{
    static const char SMOKE[] = ", use: corridor, extinction_per_m: 0.3";
    ck_assert(sees_at(9.9, SMOKE, SEES_ALL) && !sees_at(10.1, SMOKE, SEES_ALL));
}
END_TEST

START_TEST(shelves_and_shut_doors_hide_and_desks_and_glass_do_not)
{
    static const struct {
        const char *between;
        bool is_seen;
    } cases[] = {{"furniture: [{kind: shelf, box: [9, 1, 0.5, 8], height_m: 1.6}]", false},
                 {"furniture: [{kind: desk, box: [9, 1, 0.5, 8], height_m: 1.4}]", true},
                 {"openings: [{kind: door, wall: east, at_m: 4, width_m: 2}]", false},
                 {"openings: [{kind: door, wall: east, at_m: 4, width_m: 2, is_open: true}]", true},
                 {"openings: [{kind: door, wall: east, at_m: 4, width_m: 2, is_glazed: true}]", true},
                 {"openings: [{kind: window, wall: east, at_m: 4, width_m: 2, sill_m: 0.9}, {kind: door, wall: east, at_m: 0.1}]", true},
                 {"openings: [{kind: window, wall: east, at_m: 4, width_m: 2, sill_m: 1.7}, {kind: door, wall: east, at_m: 0.1}]", false}};
    const bool is_furniture = _i < 2;
    char room[300];
    snprintf(room, sizeof room, ", use: corridor, %s", cases[_i].between);
    // the furniture has the line of the stools, so that it stands in a room between
    const stage_room apart[] = {{"hall", "1F", 0, 0, 20, 10, room}, {"next", "1F", 20, 0, 20, 10, ", use: corridor"}};
    const stage_room through[] = {{"hall", "1F", 0, 0, 8, 10, ", use: corridor, open_to: [middle]"},
                                  {"middle", "1F", 8, 0, 20, 10, room},
                                  {"next", "1F", 28, 0, 10, 10, ", use: corridor, open_to: [middle]"}};
    static const stander people[] = {{"eye", "hall", 5, 5, false}, {"statue", "next", 5, 5, true}};
    const stage_set set = {.rooms = is_furniture ? through : apart, .room_count = is_furniture ? 3 : 2, WITH_PEOPLE(people),
                           .more = SEES_ALL "mind: {disbelief_seen_low_s: 3600, disbelief_seen_high_s: 3600}\n"};
    ck_assert(sees(&set, 15) == cases[_i].is_seen);
}
END_TEST

// ---- down from a window

// a room above a yard; the window is two metres before the eye, its sill 0.9 m high, the storey 3.6 m
static bool sees_below(double out_m, const char *light)
{
    static const stage_room rooms[] = {
        {"room", "2F", 0, 0, 10, 6, ", use: corridor, openings: [{kind: window, wall: south, at_m: 1, width_m: 8, sill_m: 0.9}], open_to: [landing]"},
        {"landing", "2F", 0, 6, 10, 4, ", use: corridor"},
        {"way", "2F", 0, 10, 10, 8, ", use: corridor, open_to: [landing, top]"},
        {"top", "2F", 0, 18, 14, 4, ", use: corridor"},
        {"below", "1F", 0, 0, 10, 10, ", use: corridor, openings: [{kind: door, wall: south, at_m: 4}]"},
        {"hall", "1F", 10, 0, 4, 10, ", use: corridor, open_to: [below]"},
        {"yard", "1F", -20, -60, 60, 60, ", use: yard, is_outdoor: true"}};
    const stander people[] = {{"eye", "room", 5, 2, false}, {"statue", "yard", 25, 60 - out_m, true}};
    char more[300];
    snprintf(more, sizeof more, SEES_ALL "mind: {disbelief_seen_low_s: 3600, disbelief_seen_high_s: 3600}\n%s", light);
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .more = more,
                           .stairs = "stairs:\n  - {name: S, shape: straight, joins: [1F, 2F], at: [10, 10], size: [2, 8], entry: south, "
                                     "flight_width_m: 2, door_width_m: 1.8}\n"};
    return sees(&set, 15);
}

START_TEST(from_a_window_one_sees_the_ground_beyond_its_sill)
{
    // 1.6 - 3.6 * 2 / D = 0.9 where D = 10.29: 8.29 m beyond the window
    ck_assert(!sees_below(8, ""));
    ck_assert(sees_below(8.6, ""));
    ck_assert(sees_below(40, ""));
}
END_TEST

// ---- smell

START_TEST(prey_is_smelled_where_the_air_is_open_to_it)
{
    static const struct {
        const char *door;
        double prey_x; // behind the door, which is half a metre before the nose
        bool is_smelled;
    } cases[] = {{", is_open: true", 2.4, true}, {", is_open: true", 2.6, false}, {"", 0.5, false}, {", is_glazed: true", 0.5, false}};
    static const char NOSE[] =
        "strain: noses\nhealthy: healthy\nstopped: dead\nstages:\n  - {name: healthy, counts_as: human}\n"
        "  - {name: nose, counts_as: zombie, hunts: true, is_prey: false, keeps_reason: false, sight_m: 0, top_speed_m_per_s: 0, "
        "wander_speed_m_per_s: 0, stand_share: 1, smell_m: 3, bites_with: curse}\n"
        "  - {name: dead, counts_as: dead, is_prey: false, keeps_reason: false, is_stopped: true}\n"
        "exposures:\n  - name: curse\n    enters: nose\n    wounds: [{name: only, share: 1, median_s: 1000}]\n"
        "    outcomes: [{stage: nose, weight: 1}]\n";
    char west[200];
    snprintf(west, sizeof west, ", use: corridor, openings: [{kind: door, wall: east, at_m: 4, width_m: 2%s}]", cases[_i].door);
    const stage_room rooms[] = {{"hall", "1F", 0, 0, 10, 10, west}, {"next", "1F", 10, 0, 10, 10, ", use: corridor"}};
    const stander people[] = {{"statue", "hall", 9.5, 5, true}, {"eye", "next", cases[_i].prey_x, 5, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .is_dark = true, .more = SEES_ALL};
    write_statues(&set);
    write_stage_plan(&set);
    write_stage_scenario(&set);
    write_text("strain.yaml", NOSE);
    hy_model *model = good_model("scenario.yaml", NULL);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 30);
    const uint32_t nose = hy_model_person_named(model, "statue");
    ck_assert((person_index(sim, "stimulus_room", nose) != HY_NONE) == cases[_i].is_smelled);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sight");
    TCase *range = add_case_in_a_folder(suite, "range");
    tcase_add_test(range, in_the_light_sight_reaches_as_far_as_the_stage_says_and_in_the_dark_a_share_of_it);
    tcase_add_test(range, in_twilight_sight_reaches_halfway_between);
    tcase_add_test(range, a_power_cut_puts_the_lamps_out_until_it_is_back);
    tcase_add_test(range, smoke_is_seen_through_three_extinction_lengths);
    TCase *lines = add_case_in_a_folder(suite, "lines");
    tcase_add_loop_test(lines, shelves_and_shut_doors_hide_and_desks_and_glass_do_not, 0, 7);
    tcase_add_test(lines, from_a_window_one_sees_the_ground_beyond_its_sill);
    TCase *smell = add_case_in_a_folder(suite, "smell");
    tcase_add_loop_test(smell, prey_is_smelled_where_the_air_is_open_to_it, 0, 4);
    return run_suite(suite);
}
