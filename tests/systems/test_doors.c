// Doors under the weight of those who hunt: who leans against them, and how long they hold.
#include "systems/scene.h"

// a cell behind a locked door, and a bell in the corridor before it
#define CELL                                                                        \
    "  - {name: cell, level: 1F, use: store, box: [12, 3, 6, 4], openings: [{name: cell door, kind: door, wall: south, " \
    "at_m: 3, is_locked: true}]}\n"
#define BELL ", places: [{name: bell, kind: device, circuits: [ring], at: [30, 1.5]}]"
#define RINGS "  - {at: \"09:00:05\", kind: sound, with: hum, where: ring, sounds_s: 3600}\n"
#define TURNS(who) "  - {at: \"09:00\", kind: expose, who: " who ", with: curse, after_s: 0}\n"

// the bell rings for an hour; nobody is anywhere but in the cell
static hy_model *cell_of(const char *groups, const char *persons, const char *incidents, const char *doors)
{
    char more[400];
    snprintf(more, sizeof more, NO_TIES "sounds: [{name: hum, level_db: 100}]\ndoors: {%s}\n", doors);
    const scene of = {.in_hall = BELL, .more_rooms = CELL, .groups = groups, .persons = persons, .incidents = incidents,
                      .more = more, .strain = HUNTERS("2")};
    return scene_model(&of);
}

static double from_door(const hy_model *model, const hy_sim *sim, uint32_t person)
{
    // the middle of the door
    const hy_person_view view = hy_sim_person(sim, person);
    return hypot((double)(view.at.x + model->origin.x) - 15, (double)(view.at.y + model->origin.y) - 3);
}

START_TEST(who_cannot_open_a_door_stands_and_leans_against_it)
{
    hy_model *model = cell_of("  - {name: one, count: 1, home: cell, start: cell, female: pupil, male: pupil}\n",
                                    "  - {name: first, group: one}\n", TURNS("first") RINGS, "pushers_needed: 2, push_reach_m: 1.2");
    hy_sim *sim = good_sim_of_seed(model, (uint64_t)_i);
    run_until(sim, 600);
    ck_assert_double_lt(from_door(model, sim, 0), 1.2);
    const hy_vec2 before = hy_sim_person(sim, 0).at;
    run_until(sim, 6000);
    const hy_vec2 after = hy_sim_person(sim, 0).at;
    ASSERT_NEAR(after.x, before.x, 1e-6);
    ASSERT_NEAR(after.y, before.y, 1e-6);
    ck_assert(!hy_sim_opening(sim, hy_model_opening_named(model, "cell door")).is_open);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// two who press together break it in half of the time of one; the waiting times are exponential
START_TEST(those_who_lean_break_a_door_as_those_who_run_at_it)
{
    enum { RUNS = 60 };
    hy_model *model = cell_of("  - {name: two, count: 2, home: cell, start: cell, female: pupil, male: pupil}\n",
                                    "  - {name: first, group: two}\n  - {name: second, group: two}\n",
                                    TURNS("first") TURNS("second") RINGS, "pushers_needed: 2, break_s: 240, push_reach_m: 1.2");
    double sum_s = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        const told broke = run_and_note(sim, 10, HY_event_broke_door);
        ck_assert_uint_eq(broke.count, 0);
        double at_s = 0;
        while (at_s <= 0 && hy_sim_seconds(sim) < 3500) {
            at_s = run_and_note(sim, hy_sim_tick(sim) + 1, HY_event_broke_door).count > 0 ? hy_sim_seconds(sim) : 0;
        }
        ck_assert_double_gt(at_s, 0);
        sum_s += at_s;
        hy_sim_destroy(sim);
    }
    // 5 s until it rings, some 3 s to the door, and 120 s in the mean with a standard error of 120 / sqrt(60)
    ASSERT_NEAR(sum_s / RUNS, 128, 3 * 120 / sqrt(RUNS));
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("doors");
    TCase *doors = add_case_in_a_folder(suite, "doors");
    tcase_add_loop_test(doors, who_cannot_open_a_door_stands_and_leans_against_it, 1, 6);
    tcase_add_test(doors, those_who_lean_break_a_door_as_those_who_run_at_it);
    return run_suite(suite);
}
