// Levels of sounds at the ear, against the equation of docs/model/hearing.md with ways and losses added up by hand.
//
// A source is a statue of known level; nobody else makes a sound, and it is dark, so that nobody runs from it.
#include <math.h>

#include "systems/standing.h"

// where sound falls along corridors as everywhere else, a way may lead through rooms of any use
#define SILENT_SENSES "senses: {speech_db: 0, spread_corridor_db: 20}\n"

// where the way is straight but for the nearest points of one opening
#define EXACT_DB 0.01

// a room that is crossed is measured on its raster: one cell more or less
#define CELL_M 0.25

static double level_after(double source_db, double way_m, double losses_db)
{
    return source_db - 20 * log10(fmax(way_m, 1)) - losses_db;
}

typedef struct heard {
    double level_db; // 0 for nothing
    uint32_t who;
} heard;

static heard heard_by(const hy_sim *sim, uint32_t person)
{
    return (heard){person_number(sim, "heard_db", person), person_index(sim, "heard", person)};
}

// what "ear" hears after ten seconds
static heard heard_on(const stage_set *set)
{
    hy_model *model = good_stage(set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 101);
    assert_all_stand(model, sim, set);
    const heard found = heard_by(sim, hy_model_person_named(model, "ear"));
    hy_sim_destroy(sim);
    hy_model_destroy(model);
    return found;
}

// the way that a sound has taken, found from its level, is this long
static void assert_way(double level_db, double source_db, double losses_db, double way_m, uint32_t crossed_room_count)
{
    const double found_m = pow(10, (source_db - losses_db - level_db) / 20);
    ck_assert_msg(fabs(found_m - way_m) <= 0.01 + crossed_room_count * CELL_M, "%.3f dB after %.3f m instead of %.3f m",
                  level_db, found_m, way_m);
}

// ---- in one room

START_TEST(in_one_room_a_sound_fades_by_the_square_of_the_distance)
{
    static const stage_room rooms[] = {{"hall", "1F", 0, 0, 60, 10, ", use: corridor"}};
    static const double distances_m[] = {0.5, 1, 2.5, 10, 50};
    const stander people[] = {{"ear", "hall", 5, 5, false}, {"source", "hall", 5 + distances_m[_i], 5, true}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = "80", .is_dark = true,
                           .more = SILENT_SENSES};
    const heard found = heard_on(&set);
    ASSERT_NEAR(found.level_db, level_after(80, distances_m[_i], 0), EXACT_DB);
    ck_assert_uint_eq(found.who, 1);
}
END_TEST

START_TEST(of_two_sounds_at_the_ear_the_louder_one_is_heard_alone)
{
    // levels are not added: the one beyond, 32 m away, makes no difference
    static const stage_room rooms[] = {{"hall", "1F", 0, 0, 60, 10, ", use: corridor, open_to: [next]"},
                                       {"next", "1F", 60, 0, 60, 10, ", use: corridor"}};
    static const stander people[] = {
        {"ear", "hall", 30, 5, false}, {"near", "hall", 40, 5, true}, {"beyond", "next", 2, 5, true}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = "80", .is_dark = true,
                           .more = SILENT_SENSES};
    const heard found = heard_on(&set);
    ASSERT_NEAR(found.level_db, level_after(80, 10, 0), EXACT_DB);
    ck_assert_uint_eq(found.who, 1);
}
END_TEST

// ---- through one opening

// two rooms side by side; beyond two shut doors a passage joins them too, so that no opening need be passable
static heard heard_through(const char *opening, const char *noise, double source_y, double ear_y)
{
    char west[300];
    snprintf(west, sizeof west, ", use: corridor, openings: [%s]", opening);
    const stage_room rooms[] = {
        {"west", "1F", 0, 0, 10, 10, west},
        {"east", "1F", 10, 0, 10, 10, ", use: corridor"},
        {"passage", "1F", 0, -3, 20, 3,
         ", use: corridor, openings: [{kind: door, wall: north, at_m: 0.2}, {kind: door, wall: north, at_m: 18.9}]"}};
    const stander people[] = {{"source", "west", 4, source_y, true}, {"ear", "east", 6, ear_y, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = noise, .is_dark = true,
                           .more = SILENT_SENSES};
    return heard_on(&set);
}

START_TEST(an_opening_takes_off_its_loss_as_it_stands)
{
    static const struct {
        const char *opening;
        double loss_db;
    } cases[] = {{"{kind: gap, wall: east, at_m: 4.5, width_m: 1}", 0},
                 {"{kind: door, wall: east, at_m: 4.5, width_m: 1, is_open: true}", 2},
                 {"{kind: door, wall: east, at_m: 4.5, width_m: 1}", 18},
                 {"{kind: sliding_door, wall: east, at_m: 4.5, width_m: 1, is_locked: true}", 18},
                 {"{kind: window, wall: east, at_m: 4.5, width_m: 1}", 25}};
    ASSERT_NEAR(heard_through(cases[_i].opening, "100", 5, 5).level_db, level_after(100, 12, cases[_i].loss_db),
                EXACT_DB);
}
END_TEST

START_TEST(the_way_through_an_opening_touches_its_nearest_points)
{
    // the gap is four metres wide, from y = 4 to 8; the source stands two metres beside it, the ear one
    const heard found = heard_through("{kind: gap, wall: east, at_m: 4, width_m: 4}", "100", 2, 9);
    ASSERT_NEAR(found.level_db, level_after(100, hypot(6, 2) + hypot(4 + 2, 1), 0), EXACT_DB);
}
END_TEST

START_TEST(a_wall_takes_off_its_loss_where_it_is_nearest)
{
    // straight to the wall, along nothing, and on from there; round by the passage would be fainter
    ASSERT_NEAR(heard_through("", "120", 5, 7).level_db, level_after(120, 6 + hypot(6, 2), 40), EXACT_DB);
}
END_TEST

// two rooms without an opening between them, joined by a passage far round
START_TEST(where_walls_let_nothing_through_sound_goes_round_by_the_doors)
{
    static const stage_room rooms[] = {
        {"west", "1F", 0, 0, 10, 10, ", use: corridor"},
        {"east", "1F", 10, 0, 10, 10, ", use: corridor"},
        {"passage", "1F", 0, -3, 20, 3,
         ", use: corridor, openings: [{kind: door, wall: north, at_m: 0.2}, {kind: door, wall: north, at_m: 18.9}]"}};
    static const stander people[] = {{"source", "west", 4, 5, true}, {"ear", "east", 6, 5, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = "120", .is_dark = true,
                           .more = "senses: {speech_db: 0, spread_corridor_db: 20, wall_loss_db: 120}\n"};
    // two shut doors, and three straight parts
    const double way_m = hypot(4 - 1.1, 5) + (19.35 - 0.65) + hypot(18.9 - 16, 5);
    assert_way(heard_on(&set).level_db, 120, 18 + 18, way_m, 1);
}
END_TEST

START_TEST(a_floor_takes_off_its_loss_and_its_height)
{
    static const stage_room rooms[] = {{"lower", "1F", 0, 0, 10, 10, ""}, {"upper", "2F", 0, 0, 10, 10, ""},
                                       {"hall", "1F", 0, 10, 4, 2, ", open_to: [lower]"},
                                       {"landing", "2F", 0, 24, 4, 2, ""}, {"bridge", "2F", 2, 10, 2, 14, ", open_to: [upper, landing]"}};
    static const stander people[] = {{"source", "lower", 3, 4, true}, {"ear", "upper", 6, 8, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = "120", .is_dark = true,
                           .stairs = "stairs:\n  - {name: S, shape: straight, joins: [1F, 2F], at: [0, 12], size: [2, 12], "
                                     "entry: south, flight_width_m: 2, door: steel_door, door_width_m: 1.8}\n",
                           .more = "senses: {speech_db: 0, stair_loss_db: 80, door_loss_db: 80}\n"};
    ASSERT_NEAR(heard_on(&set).level_db, level_after(120, 3.6 + 5, 50), EXACT_DB);
}
END_TEST

START_TEST(along_a_corridor_sound_falls_by_its_own_law_and_in_a_hall_by_another)
{
    // ten metres of corridor, then on in a hall: 10 dB for the first tenfold way, 20 dB a tenfold for what follows
    static const stage_room rooms[] = {{"corridor", "1F", 0, 0, 20, 4, ", use: corridor, openings: [{kind: gap, wall: east, at_m: 1.5, width_m: 1}]"},
                                       {"hall", "1F", 20, 0, 40, 10, ", use: hall"}};
    static const double beyond_m[] = {1, 5, 30};
    const stander people[] = {{"source", "corridor", 10, 2, true}, {"ear", "hall", beyond_m[_i], 2, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = "110", .is_dark = true,
                           .more = "senses: {speech_db: 0}\n"};
    const double way_m = 10 + beyond_m[_i];
    ASSERT_NEAR(heard_on(&set).level_db, 110 - 10 * log10(10) - 20 * log10(way_m / 10), EXACT_DB);
}
END_TEST

// ---- through several rooms

START_TEST(two_doors_take_off_both_their_losses)
{
    static const char *const doors[] = {", is_open: true", ""};
    static const double losses_db[] = {2, 18};
    const int first = _i / 2, second = _i % 2;
    char west[300], middle[300];
    snprintf(west, sizeof west, ", use: corridor, openings: [{kind: door, wall: east, at_m: 4.5, width_m: 1%s}]",
             doors[first]);
    snprintf(middle, sizeof middle, ", use: corridor, openings: [{kind: door, wall: east, at_m: 4.5, width_m: 1%s}]",
             doors[second]);
    const stage_room rooms[] = {{"west", "1F", 0, 0, 6, 10, west},
                                {"middle", "1F", 6, 0, 3, 10, middle},
                                {"east", "1F", 9, 0, 6, 10, ", use: corridor"}};
    const stander people[] = {{"source", "west", 4, 5, true}, {"ear", "east", 3, 5, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = "110", .is_dark = true,
                           .more = SILENT_SENSES};
    assert_way(heard_on(&set).level_db, 110, losses_db[first] + losses_db[second], 2 + 3 + 3, 1);
}
END_TEST

START_TEST(through_five_rooms_the_parts_of_the_way_and_the_losses_add_up)
{
    static const stage_room rooms[] = {
        {"a", "1F", 0, 0, 10, 10,
         ", use: corridor, openings: [{kind: door, wall: east, at_m: 1.5, width_m: 1, is_open: true}]"},
        {"b", "1F", 10, 0, 10, 10, ", use: corridor, openings: [{kind: gap, wall: east, at_m: 7.5, width_m: 1}]"},
        {"c", "1F", 20, 0, 10, 10, ", use: corridor, openings: [{kind: door, wall: east, at_m: 1.5, width_m: 1}]"},
        {"d", "1F", 30, 0, 10, 10,
         ", use: corridor, openings: [{kind: door, wall: east, at_m: 1.5, width_m: 1, is_open: true}]"},
        {"e", "1F", 40, 0, 10, 10, ", use: corridor"}};
    static const stander people[] = {{"source", "a", 5, 2, true}, {"ear", "e", 4, 2, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = "120", .is_dark = true,
                           .more = SILENT_SENSES};
    const double way_m = 5 + 2 * hypot(10, 6) + 10 + 4;
    assert_way(heard_on(&set).level_db, 120, 2 + 0 + 18 + 2, way_m, 3);
}
END_TEST

START_TEST(of_two_ways_the_louder_one_is_heard)
{
    // straight through a shut door, or round by an open one: the loss of the door weighs more than the longer way
    static const stage_room rooms[] = {{"west", "1F", 0, 0, 6, 10,
                                        ", use: corridor, openings: [{kind: door, wall: east, at_m: 4.5, width_m: 1}, "
                                        "{kind: door, wall: east, at_m: 0.5, "
                                        "width_m: 1, is_open: true}]"},
                                       {"east", "1F", 6, 0, 6, 10, ", use: corridor"}};
    static const stander people[] = {{"source", "west", 4, 5, true}, {"ear", "east", 2, 5, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = "100", .is_dark = true,
                           .more = SILENT_SENSES};
    ASSERT_NEAR(heard_on(&set).level_db, level_after(100, 2 * hypot(2, 3.5), 2), EXACT_DB);
}
END_TEST

START_TEST(a_stair_takes_off_its_loss_at_both_its_ends)
{
    static const stage_room rooms[] = {{"lower", "1F", 0, 0, 6, 4, ", use: corridor"},
                                       {"upper", "2F", 0, 16, 6, 4, ", use: corridor"}};
    static const struct {
        const char *door;
        double loss_db;
    } cases[] = {{"gap", 8}, {"door", 8 + 18}};
    static const stander people[] = {{"source", "lower", 3, 1, true}, {"ear", "upper", 3, 3, false}};
    char stairs[300];
    snprintf(stairs, sizeof stairs,
             "stairs:\n  - {name: S, shape: straight, joins: [1F, 2F], at: [2, 4], size: [2, 12], entry: south, "
             "flight_width_m: 2, door: %s, door_width_m: 1.8}\n",
             cases[_i].door);
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = "120",
                           .is_dark = true,   .stairs = stairs,    .more = SILENT_SENSES};
    assert_way(heard_on(&set).level_db, 120, 2 * cases[_i].loss_db, 3 + 12 + 3, 1);
}
END_TEST

// ---- against the background

// a source ten metres away, 20 dB louder than what comes to the ear
static heard heard_at_ten_metres(const char *noise, const char *room, const char *ears, const char *more_groups)
{
    const stage_room rooms[] = {{"hall", "1F", 0, 0, 30, 20, room}};
    static const stander people[] = {{"ear", "hall", 5, 5, false}, {"source", "hall", 15, 5, true}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people),   .statue_noise = noise,     .is_dark = true,
                           .ears = ears,      .more = SILENT_SENSES, .more_groups = more_groups};
    return heard_on(&set);
}

START_TEST(what_does_not_rise_above_the_background_is_not_heard)
{
    static const char INDOORS[] = ", use: corridor", OUTDOORS[] = ", use: yard, is_outdoor: true";
    // sixty who talk, with the ear itself: 58 more
    static const char CROWD[] = "  - {name: crowd, home: hall, count: 59, female: pupil, male: pupil}\n";
    static const char FEWER[] = "  - {name: crowd, home: hall, count: 58, female: pupil, male: pupil}\n";
    static const struct {
        const char *below, *above, *room, *ears, *more_groups;
        double level_db; // of the louder one
    } cases[] = {{"57.9", "58.1", INDOORS, "0", NULL, 38.1},  {"67.9", "68.1", OUTDOORS, "0", NULL, 48.1},
                 {"42.9", "43.1", INDOORS, "15", NULL, 23.1}, {"67.9", "68.1", INDOORS, "-10", NULL, 48.1},
                 {"87.9", "88.1", INDOORS, "0", CROWD, 68.1}, {"57.9", "58.1", INDOORS, "0", FEWER, 38.1}};
    const heard below = heard_at_ten_metres(cases[_i].below, cases[_i].room, cases[_i].ears, cases[_i].more_groups);
    ck_assert(below.level_db <= 0);
    const heard above = heard_at_ten_metres(cases[_i].above, cases[_i].room, cases[_i].ears, cases[_i].more_groups);
    ASSERT_NEAR(above.level_db, cases[_i].level_db, EXACT_DB);
}
END_TEST

// ---- what is heard of whom

START_TEST(the_alarm_is_heard_from_its_speaker_and_draws_those_who_hunt_there)
{
    static const stage_room rooms[] = {{"hall", "1F", 0, 0, 20, 10,
                                        ", use: corridor, places: [{name: bell, kind: speaker, at: [2, 5]}], openings: "
                                        "[{kind: door, wall: east, at_m: 4.5, "
                                        "width_m: 1, is_open: true}]"},
                                       {"next", "1F", 20, 0, 20, 10, ", use: corridor"}};
    static const stander people[] = {
        {"ear", "hall", 12, 5, false}, {"hunter", "next", 5, 5, true}, {"other", "next", 15, 5, true}};
    const stage_set set = {WITH_ROOMS(rooms),     WITH_PEOPLE(people),
                           .statue_noise = "0",   .is_dark = true,
                           .more = SILENT_SENSES, .incidents = "  - {at: \"09:00:05\", kind: alarm}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 50);
    ck_assert(heard_by(sim, 0).level_db <= 0);
    run_until(sim, 101);
    ASSERT_NEAR(heard_by(sim, 0).level_db, level_after(95, 10, 0), EXACT_DB);
    ck_assert_uint_eq(heard_by(sim, 0).who, HY_NONE);
    const uint32_t hunter = hy_model_person_named(model, "hunter");
    ASSERT_NEAR(heard_by(sim, hunter).level_db, level_after(95, 18 + 5, 2), EXACT_DB);
    ck_assert_uint_eq(person_index(sim, "stimulus_room", hunter), hy_model_room_named(model, "hall"));
    ASSERT_NEAR(person_number(sim, "stimulus_x", hunter) + (double)model->origin.x, 2, 1e-4);
    ASSERT_NEAR(person_number(sim, "stimulus_y", hunter) + (double)model->origin.y, 5, 1e-4);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(those_who_hunt_hear_the_talk_of_the_unaware_and_not_each_other)
{
    static const stage_room rooms[] = {{"hall", "1F", 0, 0, 60, 10, ", use: corridor"}};
    // of two alike the first counts as the loudest of the room
    static const stander people[] = {
        {"other", "hall", 6, 5, true}, {"ear", "hall", 5, 5, true}, {"talker", "hall", 15, 5, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = "90", .is_dark = true,
                           .more = "senses: {spread_corridor_db: 20}\n"};
    const heard found = heard_on(&set);
    ASSERT_NEAR(found.level_db, level_after(60, 10, 0), EXACT_DB);
    ck_assert_uint_eq(found.who, 2);
}
END_TEST

START_TEST(those_who_hunt_do_not_run_after_the_talk_of_whom_they_leave_alone)
{
    static const stage_room rooms[] = {{"hall", "1F", 0, 0, 60, 10, ", use: corridor"}};
    static const stander people[] = {
        {"other", "hall", 6, 5, true}, {"ear", "hall", 5, 5, true}, {"talker", "hall", 15, 5, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .statue_noise = "90", .is_dark = true,
                           .more = "senses: {spread_corridor_db: 20}\n",
                           .incidents = "  - {at: \"09:00:02\", kind: expose, who: talker, with: curse, after_s: 100000}\n"};
    ck_assert(heard_on(&set).level_db <= 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hearing");
    TCase *room = add_case_in_a_folder(suite, "room");
    tcase_add_loop_test(room, in_one_room_a_sound_fades_by_the_square_of_the_distance, 0, 5);
    tcase_add_test(room, of_two_sounds_at_the_ear_the_louder_one_is_heard_alone);
    TCase *openings = add_case_in_a_folder(suite, "openings");
    tcase_add_loop_test(openings, an_opening_takes_off_its_loss_as_it_stands, 0, 5);
    tcase_add_test(openings, the_way_through_an_opening_touches_its_nearest_points);
    TCase *walls = add_case_in_a_folder(suite, "walls");
    tcase_add_test(walls, a_wall_takes_off_its_loss_where_it_is_nearest);
    tcase_add_test(walls, where_walls_let_nothing_through_sound_goes_round_by_the_doors);
    tcase_add_test(walls, a_floor_takes_off_its_loss_and_its_height);
    TCase *corridors = add_case_in_a_folder(suite, "corridors");
    tcase_add_loop_test(corridors, along_a_corridor_sound_falls_by_its_own_law_and_in_a_hall_by_another, 0, 3);
    TCase *ways = add_case_in_a_folder(suite, "ways");
    tcase_add_loop_test(ways, two_doors_take_off_both_their_losses, 0, 4);
    tcase_add_test(ways, through_five_rooms_the_parts_of_the_way_and_the_losses_add_up);
    tcase_add_test(ways, of_two_ways_the_louder_one_is_heard);
    tcase_add_loop_test(ways, a_stair_takes_off_its_loss_at_both_its_ends, 0, 2);
    TCase *background = add_case_in_a_folder(suite, "background");
    tcase_add_loop_test(background, what_does_not_rise_above_the_background_is_not_heard, 0, 6);
    TCase *sources = add_case_in_a_folder(suite, "sources");
    tcase_add_test(sources, the_alarm_is_heard_from_its_speaker_and_draws_those_who_hunt_there);
    tcase_add_test(sources, those_who_hunt_hear_the_talk_of_the_unaware_and_not_each_other);
    tcase_add_test(sources, those_who_hunt_do_not_run_after_the_talk_of_whom_they_leave_alone);
    return run_suite(suite);
}
