// Plain evacuation: where people begin, when they set out, by which exit they leave, and what smoke, stairs and company do.
#include <math.h>
#include <string.h>

#include "world.h"

#define LEVEL "levels: [{name: G}]\n"
#define HEAD "scenario: a test\nplan: plan.yaml\nstart: \"10:00\"\nend: \"10:20\"\n"
#define NOW "evacuation: {signal: \"10:00\"}\n"

// a room of 8 m by 5 m with a door of 1 m in the east
#define ROOM_WITH_A_DOOR \
    "plan: room\n" LEVEL "rooms:\n" \
    "  - {name: room, level: G, box: [0, 0, 8, 5], openings: [{kind: gap, wall: east, at_m: 2, width_m: 1}]}\n" \
    "  - {name: out, level: G, box: [8, 0, 4, 5], places: [{name: out, kind: exit, is_room: true}]}\n"

// a room with two doors, east and west, each to an exit of its own
#define ROOM_WITH_TWO_EXITS \
    "plan: room\n" LEVEL "rooms:\n" \
    "  - name: room\n    level: G\n    box: [0, 0, 20, 10]\n    openings:\n" \
    "      - {name: east door, kind: door, is_open: true, wall: east, at_m: 4.5, width_m: 1}\n" \
    "      - {name: west door, kind: door, is_open: true, wall: west, at_m: 4.5, width_m: 1}\n" \
    "  - {name: east, level: G, box: [20, 0, 4, 10], places: [{name: east, kind: exit, is_room: true}]}\n" \
    "  - {name: west, level: G, box: [-4, 0, 4, 10], places: [{name: west, kind: exit, box: [0, 0, 2, 10]}]}\n"

#define CORRIDOR(length, more) \
    "plan: corridor\n" LEVEL "rooms:\n" \
    "  - {name: corridor, level: G, box: [0, 0, " length ", 2], " more \
    "     openings: [{kind: gap, wall: east, at_m: 0, width_m: 2}]}\n" \
    "  - {name: out, level: G, box: [" length ", 0, 4, 2], places: [{name: out, kind: exit, is_room: true}]}\n"

static const void *column(const hy_sim *sim, const char *set, const char *name)
{
    for (uint32_t i = 0;; i++) {
        const hy_column_view view = hy_sim_column(sim, i);
        ck_assert_msg(view.name != NULL, "there is no column %s of %s", name, set);
        if (strcmp(view.name, name) == 0 && strcmp(view.set, set) == 0) {
            return view.values;
        }
    }
}

// by which place each person left, HY_NONE for those who did not; and when, in seconds
typedef struct leaving {
    uint32_t exit[1024];
    double at_s[1024];
    uint32_t count;
    double last_s;
} leaving;

static leaving evacuate(hy_sim *sim, double seconds, double step_s)
{
    leaving left = {.count = 0};
    memset(left.exit, 0xff, sizeof left.exit);
    while (hy_sim_seconds(sim) < seconds) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            if (events[i].kind == HY_event_got_away) {
                left.exit[events[i].who] = events[i].detail;
                left.at_s[events[i].who] = left.last_s = (events[i].tick + 1) * step_s;
                left.count++;
            }
        }
    }
    return left;
}

static uint32_t count_by(const hy_model *model, const leaving *left, const char *exit)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->person_count; i++) {
        count += left->exit[i] != HY_NONE && strcmp(model->places[left->exit[i]].name, exit) == 0;
    }
    return count;
}

static leaving evacuate_texts(const char *plan, const char *scenario, double seconds, uint32_t seed, hy_model **model)
{
    *model = good_model_of_texts(plan, scenario);
    hy_sim *sim = good_sim_of_seed(*model, seed);
    const leaving left = evacuate(sim, seconds, (double)(*model)->step_s);
    hy_sim_destroy(sim);
    return left;
}

// ---- the beginning

START_TEST(a_group_begins_in_its_area_and_nobody_overlaps)
{
    hy_model *model = good_model_of_texts(
        ROOM_WITH_A_DOOR, HEAD "groups:\n  - {name: g, count: 30, home: room, area: [1, 1, 4, 3], radius_m: 0.2, walk: {kind: constant, a: 1}}\n");
    hy_sim *sim = good_sim_of_seed(model, 3);
    for (uint32_t i = 0; i < model->person_count; i++) {
        const hy_vec2 at = hy_sim_person(sim, i).at;
        const double x = (double)(at.x + model->origin.x), y = (double)(at.y + model->origin.y);
        ck_assert_msg(x >= 1 && x <= 5 && y >= 1 && y <= 4, "%u stands at (%g, %g)", (unsigned)i, x, y);
        for (uint32_t j = 0; j < i; j++) {
            const hy_vec2 other = hy_sim_person(sim, j).at;
            ck_assert_double_ge(hypot((double)(at.x - other.x), (double)(at.y - other.y)), 0.4);
        }
    }
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(who_finds_no_room_is_told)
{
    hy_model *model = good_model_of_texts(
        ROOM_WITH_A_DOOR, HEAD "groups:\n  - {name: g, count: 30, home: room, area: [1, 1, 1, 1], walk: {kind: constant, a: 1}}\n");
    hy_sim_definition definition = hy_sim_definition_default(model);
    uint32_t unplaced = HY_NONE;
    definition.unplaced = &unplaced;
    hy_sim *sim;
    ck_assert_int_eq(hy_sim_create(model, &definition, hy_host_allocator(), &sim), HY_BAD_INPUT);
    ck_assert_uint_lt(unplaced, 30);
    ck_assert_uint_gt(unplaced, 4);
    hy_model_destroy(model);
}
END_TEST

START_TEST(persons_stand_where_they_are_put_and_stay_without_a_signal)
{
    hy_model *model = good_model_of_texts(
        ROOM_WITH_A_DOOR, HEAD "groups:\n  - {name: g, count: 1, home: room, walk: {kind: constant, a: 1}}\n"
                               "persons: [{name: Ann, group: g, at: [2, 3], radius_m: 0.3}]\n");
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 600);
    const hy_person_view ann = hy_sim_person(sim, 0);
    ck_assert(ann.is_present);
    ASSERT_NEAR(ann.at.x + model->origin.x, 2, 1e-5);
    ASSERT_NEAR(ann.at.y + model->origin.y, 3, 1e-5);
    ASSERT_NEAR(((const float *)column(sim, "person", "radius"))[0], 0.3, 1e-6);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_world_without_a_strain_has_the_living_and_the_dead)
{
    hy_model *model = good_model_of_texts(ROOM_WITH_A_DOOR, HEAD);
    ck_assert_uint_eq(model->stage_count, 2);
    ck_assert_uint_eq(model->exposure_count, 0);
    ck_assert(model->stages[model->stopped].spec.is_stopped);
    ck_assert(!model->stages[model->healthy].spec.hunts);
    hy_model_destroy(model);
}
END_TEST

START_TEST(the_greatest_flow_of_a_door_goes_with_its_width)
{
    hy_model *model = good_model_of_texts(
        "plan: room\n" LEVEL "rooms:\n"
        "  - name: room\n    level: G\n    box: [0, 0, 8, 5]\n    openings:\n"
        "      - {name: slow, kind: gap, wall: east, at_m: 1, width_m: 1.5, max_flow_per_m_s: 1.2}\n"
        "      - {name: free, kind: gap, wall: east, at_m: 3, width_m: 1.5}\n"
        "  - {name: out, level: G, box: [8, 0, 4, 5]}\n",
        HEAD);
    ASSERT_NEAR(model->openings[hy_model_opening_named(model, "slow")].max_flow_per_s, 1.8, 1e-5);
    ASSERT_NEAR(model->openings[hy_model_opening_named(model, "free")].max_flow_per_s, 0, 1e-9);
    hy_model_destroy(model);
}
END_TEST

// ---- setting out

START_TEST(everybody_sets_out_at_the_own_time_and_not_before)
{
    hy_model *model = good_model_of_texts(
        ROOM_WITH_A_DOOR, HEAD "evacuation: {signal: \"10:00:05\"}\n"
                               "groups:\n  - {name: g, count: 10, home: room, walk: {kind: constant, a: 1}, response: {kind: uniform, a: 10, b: 100}}\n"
                               "persons: [{name: Ann, group: g, response_s: 33.3}]\n");
    hy_sim *sim = good_sim_of_seed(model, 5);
    hy_vec2 before[10];
    bool has_started[10] = {false};
    const uint32_t *response_at = column(sim, "person", "response_at");
    ck_assert_uint_eq(response_at[0], 383);
    for (uint32_t i = 0; i < 10; i++) {
        before[i] = hy_sim_person(sim, i).at;
        ck_assert_uint_ge(response_at[i], 150);
        ck_assert_uint_le(response_at[i], 1050);
    }
    for (uint32_t tick = 0; tick < 1100; tick++) {
        hy_sim_step(sim);
        for (uint32_t i = 0; i < 10; i++) {
            const hy_person_view person = hy_sim_person(sim, i);
            const bool moves = !person.is_present || memcmp(&person.at, &before[i], sizeof person.at) != 0;
            ck_assert(!moves || tick >= response_at[i]);
            ck_assert(moves || has_started[i] || tick < response_at[i] + 2);
            has_started[i] |= moves;
        }
    }
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// ---- which exit

START_TEST(everybody_leaves_by_an_exit_that_is_allowed)
{
    hy_model *model;
    const leaving left = evacuate_texts(
        ROOM_WITH_TWO_EXITS,
        HEAD NOW "groups:\n"
                 "  - {name: a, count: 20, home: room, area: [1, 1, 8, 8], walk: {kind: constant, a: 1.3}, exits: [east]}\n"
                 "  - {name: b, count: 20, home: room, area: [11, 1, 8, 8], walk: {kind: constant, a: 1.3}, exits: [west]}\n"
                 "persons: [{name: Ann, group: a, exits: [west]}]\n",
        180, 1, &model);
    ck_assert_uint_eq(left.count, 40);
    ck_assert_str_eq(model->places[left.exit[0]].name, "west");
    ck_assert_uint_eq(count_by(model, &left, "east"), 19);
    ck_assert_uint_eq(count_by(model, &left, "west"), 21);
    hy_model_destroy(model);
}
END_TEST

START_TEST(the_nearer_exit_is_preferred_and_a_crowd_before_it_sends_some_to_the_other)
{
    static const char few[] = HEAD NOW "groups: [{name: g, count: 4, home: room, area: [1, 1, 6, 8], walk: {kind: constant, a: 1.3}}]\n";
    static const char many[] = HEAD NOW "groups: [{name: g, count: 100, home: room, area: [1, 1, 6, 8], walk: {kind: constant, a: 1.3}}]\n";
    hy_model *model;
    leaving left = evacuate_texts(ROOM_WITH_TWO_EXITS, few, 120, 1, &model);
    ck_assert_uint_eq(count_by(model, &left, "west"), 4);
    hy_model_destroy(model);
    // with twice as many the queues before both would be even
    uint32_t west = 0, east = 0;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        left = evacuate_texts(ROOM_WITH_TWO_EXITS, many, 400, (uint32_t)seed, &model);
        ck_assert_uint_eq(left.count, 100);
        ck_assert_uint_ge(count_by(model, &left, "east"), 20);
        west += count_by(model, &left, "west");
        east += count_by(model, &left, "east");
        hy_model_destroy(model);
    }
    printf("by the nearer exit %u, by the other %u\n", west, east);
    ck_assert_uint_gt(west, east);
}
END_TEST

START_TEST(an_exit_that_is_locked_under_way_is_left_for_another)
{
    hy_model *model;
    const leaving left = evacuate_texts(
        ROOM_WITH_TWO_EXITS,
        HEAD NOW "groups: [{name: g, count: 10, home: room, area: [7, 1, 2, 8], walk: {kind: constant, a: 1}}]\n"
                 "incidents: [{at: \"10:00:01\", kind: lock, where: west door}]\n",
        120, 1, &model);
    ck_assert_uint_eq(count_by(model, &left, "east"), 10);
    hy_model_destroy(model);
}
END_TEST

START_TEST(an_exit_known_from_every_day_is_preferred)
{
    hy_model *model;
    const leaving left = evacuate_texts(
        ROOM_WITH_TWO_EXITS,
        HEAD NOW "groups: [{name: g, count: 10, home: room, area: [1, 1, 6, 8], walk: {kind: constant, a: 1}, familiar: [east]}]\n", 120, 1,
        &model);
    ck_assert_uint_eq(count_by(model, &left, "east"), 10);
    hy_model_destroy(model);
}
END_TEST

START_TEST(an_exit_to_which_others_walk_draws_more)
{
    // in the middle, taste decides; with somebody on the way to the east it loses
    uint32_t alone = 0, led = 0;
    for (uint32_t seed = 1; seed <= 20; seed++) {
        for (uint32_t i = 0; i < 2; i++) {
            hy_model *model = good_model_of_texts(
                ROOM_WITH_TWO_EXITS,
                i == 0 ? HEAD NOW "groups:\n  - {name: g, count: 1, home: room, walk: {kind: constant, a: 1}}\npersons: [{name: Ann, group: g, at: [10, 5]}]\n"
                       : HEAD NOW "groups:\n  - {name: g, count: 1, home: room, walk: {kind: constant, a: 1}, response: {kind: constant, a: 1}}\n"
                                  "  - {name: lead, count: 1, home: room, walk: {kind: constant, a: 0.5}, exits: [east]}\n"
                                  "persons: [{name: Ann, group: g, at: [10, 5]}, {name: Bob, group: lead, at: [11, 6]}]\n");
            hy_sim *sim = good_sim_of_seed(model, seed);
            const leaving left = evacuate(sim, 60, (double)model->step_s);
            *(i == 0 ? &alone : &led) += strcmp(model->places[left.exit[0]].name, "east") == 0;
            hy_sim_destroy(sim);
            hy_model_destroy(model);
        }
    }
    ck_assert_uint_ge(alone, 4);
    ck_assert_uint_le(alone, 16);
    ck_assert_uint_ge(led, alone + 4);
}
END_TEST

START_TEST(everybody_is_counted_once_at_the_door_and_the_signal_is_told)
{
    hy_model *model = good_model_of_texts(
        ROOM_WITH_A_DOOR, HEAD "evacuation: {signal: \"10:00:10\"}\n"
                               "groups: [{name: g, count: 40, home: room, area: [1, 0.5, 5, 4], walk: {kind: constant, a: 1.3}}]\n");
    hy_sim *sim = good_sim_of_seed(model, 1);
    uint32_t signals = 0, passed[40] = {0}, longest_queue = 0;
    while (hy_sim_seconds(sim) < 120) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            if (events[i].kind == HY_event_was_signalled) {
                ck_assert_uint_eq(events[i].tick, 100);
                signals++;
            } else if (events[i].kind == HY_event_passed) {
                ck_assert_uint_eq(events[i].detail, 0);
                passed[events[i].who]++;
            }
            longest_queue += events[i].kind == HY_event_queue_grew;
        }
    }
    ck_assert_uint_eq(signals, 1);
    for (uint32_t i = 0; i < 40; i++) {
        ck_assert_uint_eq(passed[i], 1);
    }
    const uint32_t longest = ((const uint32_t *)column(sim, "opening", "longest_queue"))[0];
    ck_assert_uint_le(longest, 40);
    ck_assert_uint_eq(longest_queue, longest < 5 ? 0 : longest - 4);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// ---- company, smoke, stairs

START_TEST(a_group_that_keeps_together_arrives_together)
{
    hy_model *model;
    const leaving left = evacuate_texts(
        CORRIDOR("40", ""),
        HEAD NOW "groups: [{name: g, count: 5, home: corridor, area: [0.5, 0.3, 4, 1.4], walk: {kind: constant, a: 1.25}, together: true}]\n"
                 "persons: [{name: Slow, group: g, walk_m_per_s: 0.5}]\n",
        300, 1, &model);
    double first_s = 1e9;
    for (uint32_t i = 0; i < 5; i++) {
        first_s = fmin(first_s, left.at_s[i]);
    }
    ck_assert_uint_eq(left.count, 5);
    ck_assert_double_le(left.last_s - first_s, 10);
    hy_model_destroy(model);
}
END_TEST

START_TEST(smoke_slows_by_its_correlation)
{
    hy_model *model;
    const leaving left = evacuate_texts(CORRIDOR("101", "extinction_per_m: 1, "),
                                        HEAD NOW "groups: [{name: g, count: 1, home: corridor, walk: {kind: constant, a: 1.25}}]\n"
                                                 "persons: [{name: Ann, group: g, at: [1, 1]}]\n",
                                        200, 1, &model);
    ASSERT_NEAR(left.last_s, 160, 0.5);
    hy_model_destroy(model);
}
END_TEST

START_TEST(gases_overcome_when_the_dose_is_full)
{
    hy_model *model = good_model_of_texts(
        "plan: room\n" LEVEL "rooms: [{name: room, level: G, box: [0, 0, 10, 10], co_ppm: 5000, co2_percent: 2, o2_percent: 18}]\n",
        HEAD "groups: [{name: g, count: 1, home: room, walk: {kind: constant, a: 1}}]\npersons: [{name: Ann, group: g, at: [5, 5]}]\n");
    const double co = 4.607e-7 * pow(5000, 1.036), faster = exp(0.193 * 2 + 2.0004) / 7.1, o2 = 1 / (60 * exp(8.13 - 0.54 * 2.9));
    const double full_s = 1 / (co * faster + o2);
    hy_sim *sim = good_sim_of_seed(model, 1);
    while (hy_sim_person(sim, 0).cell != HY_outcome_cell_dead && hy_sim_seconds(sim) < 1000) {
        hy_sim_step(sim);
    }
    ASSERT_NEAR(hy_sim_seconds(sim), full_s, 0.1);
    ck_assert_uint_ne(hy_sim_person(sim, 0).fate_event, HY_NONE);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_stair_is_walked_along_its_incline)
{
    // 8 m in plan and 6 m up: 10 m of steps
    static const char plan[] =
        "plan: stair\nlevels: [{name: G, elevation_m: 0}, {name: U, elevation_m: 6}]\nrooms:\n"
        "  - {name: below, level: G, box: [0, 8, 2, 3], places: [{name: below, kind: exit, is_room: true}]}\n"
        "  - {name: above, level: U, box: [0, -3, 2, 3], places: [{name: above, kind: exit, is_room: true}]}\n"
        "stairs: [{name: S, shape: straight, joins: [G, U], at: [0, 0], size: [2, 8], entry: north, flight_width_m: 2, door_width_m: 2, landing_m: 0}]\n";
    for (uint32_t up = 0; up < 2; up++) {
        hy_model *model = good_model_of_texts(
            plan, up ? HEAD NOW "movement: {stairs_up: 0.5, stairs_down: 0.65}\n"
                                "groups: [{name: g, count: 1, home: S G-U, walk: {kind: constant, a: 1}, exits: [above]}]\n"
                                "persons: [{name: Ann, group: g, at: [1, 7.9]}]\n"
                     : HEAD NOW "movement: {stairs_up: 0.5, stairs_down: 0.65}\n"
                                "groups: [{name: g, count: 1, home: S G-U, walk: {kind: constant, a: 1}, exits: [below]}]\n"
                                "persons: [{name: Ann, group: g, at: [1, 0.1]}]\n");
        hy_sim *sim = good_sim_of_seed(model, 1);
        const leaving left = evacuate(sim, 60, (double)model->step_s);
        ck_assert_uint_eq(left.count, 1);
        ASSERT_NEAR(left.last_s, 7.9 / 8 * 10 / (up ? 0.5 : 0.65), 0.4);
        hy_sim_destroy(sim);
        hy_model_destroy(model);
    }
}
END_TEST

// ---- repeatability

START_TEST(an_evacuation_is_the_same_for_all_threads_and_from_any_saved_state)
{
    hy_model *model = good_model_of_texts(
        ROOM_WITH_TWO_EXITS, HEAD NOW "groups: [{name: g, count: 120, home: room, area: [1, 1, 12, 8], walk: {kind: normal, a: 1.3, b: 0.2}, "
                                      "response: {kind: lognormal, a: 1, b: 0.5}}]\n");
    hy_pool *pool = hy_pool_create(4);
    hy_sim_definition definition = hy_sim_definition_default(model);
    definition.block_size = 16;
    hy_sim *serial = good_sim(model, &definition);
    definition.parallel = hy_pool_parallel(pool);
    hy_sim *parallel = good_sim(model, &definition);
    run_until(serial, 137);
    run_until(parallel, 137);
    ck_assert_uint_eq(hy_sim_hash(serial), hy_sim_hash(parallel));
    const size_t size = hy_sim_saved_size(serial);
    uint8_t *bytes = malloc(size);
    hy_sim_save(serial, bytes);
    hy_sim *resumed = good_sim(model, &definition);
    run_until(resumed, 20);
    ck_assert_int_eq(hy_sim_restore(resumed, bytes, size), HY_OK);
    run_until(serial, 700);
    run_until(parallel, 700);
    run_until(resumed, 700);
    ck_assert_uint_eq(hy_sim_hash(serial), hy_sim_hash(parallel));
    ck_assert_uint_eq(hy_sim_hash(serial), hy_sim_hash(resumed));
    free(bytes);
    hy_sim_destroy(serial);
    hy_sim_destroy(parallel);
    hy_sim_destroy(resumed);
    hy_pool_destroy(pool);
    hy_model_destroy(model);
}
END_TEST

// ---- what is wrong is told

typedef struct wrong_case {
    const char *scenario, *words;
} wrong_case;

static const wrong_case WRONG[] = {
    {HEAD "groups: [{name: g, count: 1, home: room}]\n", "or walk:, its walking speed"},
    {HEAD "groups: [{name: g, count: 1, home: room, walk: {kind: normal, a: 1}}]\n", "needs a: and b:"},
    {HEAD "groups: [{name: g, count: 1, home: room, walk: {kind: gamma, a: -1, b: 1}}]\n", "must be above 0"},
    {HEAD "groups: [{name: g, count: 1, home: room, walk: {kind: constant, a: 1}, response: {a: 1}}]\n", "needs kind:"},
    {HEAD "groups: [{name: g, count: 1, home: room, area: [20, 20, 1, 1], walk: {kind: constant, a: 1}}]\n", "lies outside room"},
    {HEAD "groups: [{name: g, count: 1, home: room, exits: [window], walk: {kind: constant, a: 1}}]\n", "of kind exit"},
    {HEAD "evacuation: {signal: \"09:00\"}\n", "before the start"},
    {HEAD "groups: [{name: g, count: 1, home: room, walk: {kind: constant, a: 1}}]\npersons: [{name: Ann, group: g, at: [50, 5]}]\n",
     "would stand outside room"},
};

START_TEST(what_is_wrong_in_the_description_of_an_evacuation_is_told)
{
    write_text("plan.yaml", ROOM_WITH_A_DOOR);
    write_text("scenario.yaml", WRONG[_i].scenario);
    hy_model *model;
    ck_assert_int_eq(compile_file(hy_host_allocator(), "scenario.yaml", NULL, 0, &model), HY_BAD_INPUT);
    char line[HY_DIAGNOSTIC_LINE];
    hy_diagnostics_line(&test_sink, 0, line);
    ck_assert_msg(strstr(line, WRONG[_i].words) != NULL, "%s", line);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("evacuation");
    TCase *beginning = add_case_in_a_folder(suite, "beginning");
    tcase_add_test(beginning, a_group_begins_in_its_area_and_nobody_overlaps);
    tcase_add_test(beginning, who_finds_no_room_is_told);
    tcase_add_test(beginning, persons_stand_where_they_are_put_and_stay_without_a_signal);
    tcase_add_test(beginning, a_world_without_a_strain_has_the_living_and_the_dead);
    tcase_add_test(beginning, the_greatest_flow_of_a_door_goes_with_its_width);
    TCase *exits = add_case_in_a_folder(suite, "exits");
    tcase_add_test(exits, everybody_sets_out_at_the_own_time_and_not_before);
    tcase_add_test(exits, everybody_leaves_by_an_exit_that_is_allowed);
    tcase_add_test(exits, the_nearer_exit_is_preferred_and_a_crowd_before_it_sends_some_to_the_other);
    tcase_add_test(exits, an_exit_that_is_locked_under_way_is_left_for_another);
    tcase_add_test(exits, an_exit_known_from_every_day_is_preferred);
    tcase_add_test(exits, an_exit_to_which_others_walk_draws_more);
    tcase_add_test(exits, everybody_is_counted_once_at_the_door_and_the_signal_is_told);
    TCase *world = add_case_in_a_folder(suite, "world");
    tcase_add_test(world, a_group_that_keeps_together_arrives_together);
    tcase_add_test(world, smoke_slows_by_its_correlation);
    tcase_add_test(world, gases_overcome_when_the_dose_is_full);
    tcase_add_test(world, a_stair_is_walked_along_its_incline);
    TCase *again = add_case_in_a_folder(suite, "again");
    tcase_add_test(again, an_evacuation_is_the_same_for_all_threads_and_from_any_saved_state);
    TCase *wrong = add_case_in_a_folder(suite, "wrong");
    tcase_add_loop_test(wrong, what_is_wrong_in_the_description_of_an_evacuation_is_told, 0, sizeof WRONG / sizeof WRONG[0]);
    return run_suite(suite);
}
