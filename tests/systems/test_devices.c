// Devices and circuits, what sets them off, the doors they work, and whom they draw; smoke of a fire; light by the clock.
#include <math.h>

#include "systems/standing.h"

// nobody talks, and no blow against a door is heard
#define QUIET "senses: {speech_db: 0, banging_db: 0, spread_corridor_db: 20, listen_s: 1}\n"

// a corridor with a bell at its west end, a shut room, and a hunter in it
static const stage_room ROOMS[] = {
    {"hall", "1F", 0, 0, 30, 4,
     ", use: corridor, places: [{name: bell, kind: device, circuits: [ring], at: [2, 2]}, {name: nose, kind: device, starts: ring, "
     "sound: clang, smoke_per_m: 0.1, at: [20, 2]}], openings: [{name: way, kind: door, wall: north, at_m: 10, width_m: 1, is_locked: true, "
     "unlocks_on: ring}, {name: leaf, kind: fire_door, wall: north, at_m: 20, width_m: 1, is_open: true, shuts_on: ring}]"},
    {"room", "1F", 0, 4, 30, 6, ", use: corridor"}};
static const stander PEOPLE[] = {{"ear", "hall", 12, 2, false}, {"hunter", "room", 12, 3, true}};

#define SOUNDS "sounds: [{name: clang, level_db: 100, lasts_s: 5, then: hum}, {name: hum, level_db: 80, lasts_s: 4}]\n"

static hy_sim *begin(const char *incidents, const char *more, hy_model **model)
{
    const stage_set set = {WITH_ROOMS(ROOMS), WITH_PEOPLE(PEOPLE), .is_dark = true, .incidents = incidents, .more = more};
    *model = good_stage(&set);
    return good_sim_of_seed(*model, 1);
}

static double heard_db(const hy_sim *sim, uint32_t person)
{
    return person_number(sim, "heard_db", person);
}

START_TEST(a_circuit_sounds_from_its_places_for_its_time_and_then_what_follows)
{
    hy_model *model;
    hy_sim *sim = begin("  - {at: \"09:00:05\", kind: sound, with: clang, where: ring}\n", QUIET SOUNDS, &model);
    static const double expected_db[] = {0, 80, 80, 60, 60, 0};
    static const uint32_t ticks[] = {45, 55, 95, 115, 135, 165};
    for (uint32_t i = 0; i < 6; i++) {
        run_until(sim, ticks[i]);
        ASSERT_NEAR(heard_db(sim, 0), expected_db[i], 0.01);
    }
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(an_incident_ends_a_sound_and_bounds_its_time)
{
    hy_model *model;
    hy_sim *sim = begin("  - {at: \"09:00:05\", kind: sound, with: hum, where: bell, sounds_s: 20}\n"
                        "  - {at: \"09:00:15\", kind: silence, where: bell}\n",
                        QUIET SOUNDS, &model);
    run_until(sim, 145);
    ASSERT_NEAR(heard_db(sim, 0), 60, 0.01);
    const told ended = run_and_note(sim, 175, HY_event_fell_silent);
    ck_assert_uint_eq(ended.count, 1);
    ck_assert(heard_db(sim, 0) <= 0);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(bursts_are_heard_and_pauses_are_not)
{
    hy_model *model;
    hy_sim *sim = begin("  - {at: \"09:00\", kind: sound, with: pulse, where: ring}\n",
                        QUIET "sounds: [{name: clang, level_db: 90}, {name: pulse, level_db: 100, on_s: 2, off_s: 3, lasts_s: 60}]\n", &model);
    for (uint32_t second = 0; second < 20; second++) {
        run_until(sim, 10 * second + 5);
        ASSERT_NEAR(heard_db(sim, 0), second % 5 < 2 ? 80 : 0, 0.01);
    }
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_circuit_frees_locks_and_lets_doors_fall_shut)
{
    hy_model *model;
    hy_sim *sim = begin("  - {at: \"09:00:05\", kind: sound, with: clang, where: ring}\n", QUIET SOUNDS, &model);
    const uint32_t way = hy_model_opening_named(model, "way"), leaf = hy_model_opening_named(model, "leaf");
    run_until(sim, 45);
    ck_assert(hy_sim_opening(sim, way).is_locked && hy_sim_opening(sim, leaf).is_open);
    run_until(sim, 75);
    ck_assert(!hy_sim_opening(sim, way).is_locked && !hy_sim_opening(sim, leaf).is_open);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(whoever_hunts_is_drawn_and_it_is_told_where_it_carries)
{
    hy_model *model;
    hy_sim *sim = begin("  - {at: \"09:00:05\", kind: sound, with: clang, where: ring}\n", QUIET SOUNDS, &model);
    const uint32_t hunter = hy_model_person_named(model, "hunter");
    uint32_t sounded = HY_NONE, rooms = 0, lured = 0;
    while (hy_sim_tick(sim) < 90) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            sounded = events[i].kind == HY_event_sounded ? events[i].id : sounded;
            rooms += events[i].kind == HY_event_carried && events[i].cause == sounded;
            lured += events[i].kind == HY_event_was_lured && events[i].who == hunter && events[i].cause == sounded;
        }
    }
    ck_assert_uint_eq(rooms, 2);
    ck_assert_uint_eq(lured, 1);
    ASSERT_NEAR(person_number(sim, "stimulus_x", hunter) + (double)model->origin.x, 2, 1e-4);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(smoke_of_a_fire_sets_off_a_detector_and_goes_on_through_what_is_open)
{
    hy_model *model;
    hy_sim *sim = begin("  - {at: \"09:00:05\", kind: fire, where: hall, smoke_per_m: 1, after_s: 20}\n", QUIET SOUNDS, &model);
    // 0.1 /m, where the nose goes off, after two seconds
    told rang = run_and_note(sim, 66, HY_event_sounded);
    ck_assert_uint_eq(rang.count, 0);
    rang = run_and_note(sim, 91, HY_event_sounded);
    ck_assert_uint_ge(rang.count, 1);
    // the circuit has shut the only door that was open
    run_until(sim, 300);
    double smoke[2] = {0, 0};
    for (uint32_t i = 0; hy_sim_column(sim, i).values != NULL; i++) {
        const hy_column_view column = hy_sim_column(sim, i);
        if (strcmp(column.set, "room") == 0 && strcmp(column.name, "smoke") == 0) {
            smoke[0] = (double)((const float *)column.values)[0];
            smoke[1] = (double)((const float *)column.values)[1];
        }
    }
    ASSERT_NEAR(smoke[0], 1, 1e-4);
    ck_assert_double_gt(smoke[1], 0);
    ck_assert_double_lt(smoke[1], 0.1);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_background_by_room_and_clock_drowns_what_is_fainter)
{
    hy_model *model;
    hy_sim *sim = begin("  - {at: \"09:00\", kind: sound, with: clang, where: ring, sounds_s: 60}\n",
                        QUIET SOUNDS "noises: [{from: \"09:00:10\", until: \"09:00:20\", where: [hall], level_db: 60, adds_db: 18}, "
                                     "{where: [outdoor], level_db: 120}]\n",
                        &model);
    run_until(sim, 95);
    ASSERT_NEAR(heard_db(sim, 0), 80, 0.01);
    run_until(sim, 155);
    ck_assert(heard_db(sim, 0) <= 0); // 80 dB against 60 + 18 + 3
    run_until(sim, 215);
    ASSERT_NEAR(heard_db(sim, 0), 80, 0.01);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("devices");
    TCase *devices = add_case_in_a_folder(suite, "devices");
    tcase_add_test(devices, a_circuit_sounds_from_its_places_for_its_time_and_then_what_follows);
    tcase_add_test(devices, an_incident_ends_a_sound_and_bounds_its_time);
    tcase_add_test(devices, bursts_are_heard_and_pauses_are_not);
    tcase_add_test(devices, a_circuit_frees_locks_and_lets_doors_fall_shut);
    tcase_add_test(devices, whoever_hunts_is_drawn_and_it_is_told_where_it_carries);
    tcase_add_test(devices, smoke_of_a_fire_sets_off_a_detector_and_goes_on_through_what_is_open);
    tcase_add_test(devices, a_background_by_room_and_clock_drowns_what_is_fainter);
    return run_suite(suite);
}
