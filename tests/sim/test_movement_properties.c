// What holds for every step of everybody in every building: no wall is crossed, one stays in the room that is recorded,
// and bodies keep their distance. Checked from the outlines of the rooms and the openings alone, without the engine's
// own lists.
#include <math.h>

#include "sim/random_plan.h"

// bodies of 0.15 m radius, turned sideways to 0.8 of it, touch at 0.24 m, and may press 5 mm into one another
#define LEAST_DISTANCE_M (0.8 * 0.30 - 0.005)
#define DISTANCE_TOLERANCE_M 1e-4
#define ROOM_TOLERANCE_M 1e-3

enum { PLAN_COUNT = 36, PERSON_LIMIT = 400, DOOR_SEED_COUNT = 10 };

typedef struct body {
    double x, y;
    uint32_t room, sheet;
    bool is_present, is_up;
} body;

typedef struct findings {
    uint32_t crossed_walls, crossed_furniture, outside_room, too_near, checked_steps;
    double least_distance_m;
    char first[300]; // the first mistake, for the report
} findings;

static void note(findings *found, const hy_sim *sim, uint32_t person, const char *what, const body *before,
                 const body *after)
{
    if (found->first[0] == '\0') {
        snprintf(found->first, sizeof found->first,
                 "%s: person %u at tick %u from (%.3f, %.3f) room %u to (%.3f, %.3f) room %u", what, person,
                 hy_sim_tick(sim), before->x, before->y, before->room, after->x, after->y, after->room);
    }
}

static void look(const hy_model *model, const hy_sim *sim, body *bodies)
{
    for (uint32_t i = 0; i < model->person_count; i++) {
        const hy_person_view view = hy_sim_person(sim, i);
        bodies[i] =
            (body){(double)view.at.x, (double)view.at.y, view.room,
                   view.sheet,        view.is_present,   view.is_present && !model->stages[view.stage].spec.is_stopped};
    }
}

// ---- walls, by brute force over every edge of every room of a sheet

typedef struct edge {
    double ax, ay, bx, by;
} edge;

static double side_of(double ax, double ay, double bx, double by, double x, double y)
{
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
}

// true where the step truly crosses the edge; *x, *y receive where
static bool crosses(const body *from, const body *to, edge e, double *x, double *y)
{
    const double p = side_of(e.ax, e.ay, e.bx, e.by, from->x, from->y),
                 q = side_of(e.ax, e.ay, e.bx, e.by, to->x, to->y);
    const double a = side_of(from->x, from->y, to->x, to->y, e.ax, e.ay),
                 b = side_of(from->x, from->y, to->x, to->y, e.bx, e.by);
    if (p * q >= 0 || a * b >= 0) {
        return false;
    }
    const double share = p / (p - q);
    *x = from->x + share * (to->x - from->x);
    *y = from->y + share * (to->y - from->y);
    return true;
}

static double distance_to_edge(edge e, double x, double y)
{
    const double dx = e.bx - e.ax, dy = e.by - e.ay, length2 = dx * dx + dy * dy;
    const double share = length2 > 0 ? fmin(1, fmax(0, ((x - e.ax) * dx + (y - e.ay) * dy) / length2)) : 0;
    return hypot(x - e.ax - share * dx, y - e.ay - share * dy);
}

static edge edge_of(const hy_model *model, const hy_room *room, uint32_t corner)
{
    const hy_vec2 a = model->corners[room->first_corner + corner];
    const hy_vec2 b = model->corners[room->first_corner + (corner + 1) % room->corner_count];
    return (edge){(double)a.x, (double)a.y, (double)b.x, (double)b.y};
}

// an opening of the room that stands open and has the point in it
static bool is_in_an_open_door(const hy_model *model, const hy_sim *sim, uint32_t room, double x, double y)
{
    for (uint32_t i = 0; i < model->opening_count; i++) {
        const hy_opening *opening = &model->openings[i];
        if (!opening->is_passable || (opening->rooms[0] != room && opening->rooms[1] != room) ||
            !hy_sim_opening(sim, i).is_open) {
            continue;
        }
        const edge e = {(double)opening->from.x, (double)opening->from.y, (double)opening->to.x, (double)opening->to.y};
        if (distance_to_edge(e, x, y) < ROOM_TOLERANCE_M) {
            return true;
        }
    }
    return false;
}

static bool crosses_a_wall(const hy_model *model, const hy_sim *sim, const body *from, const body *to)
{
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        if (room->sheet != from->sheet && room->sheet != to->sheet) {
            continue;
        }
        for (uint32_t corner = 0; corner < room->corner_count; corner++) {
            double x, y;
            if (crosses(from, to, edge_of(model, room, corner), &x, &y) && !is_in_an_open_door(model, sim, i, x, y)) {
                return true;
            }
        }
    }
    return false;
}

static bool crosses_furniture(const hy_model *model, const body *from, const body *to)
{
    for (uint32_t i = 0; i < model->obstacle_count; i++) {
        const hy_obstacle *obstacle = &model->obstacles[i];
        if (obstacle->room != from->room && obstacle->room != to->room) {
            continue;
        }
        const double x0 = (double)obstacle->box.x, y0 = (double)obstacle->box.y;
        const double x1 = x0 + (double)obstacle->box.width, y1 = y0 + (double)obstacle->box.depth;
        const edge sides[4] = {{x0, y0, x1, y0}, {x1, y0, x1, y1}, {x1, y1, x0, y1}, {x0, y1, x0, y0}};
        double x, y;
        for (int side = 0; side < 4; side++) {
            if (crosses(from, to, sides[side], &x, &y)) {
                return true;
            }
        }
    }
    return false;
}

// ---- rooms and bodies

static bool is_in_room(const hy_model *model, const body *at)
{
    const hy_room *room = &model->rooms[at->room];
    bool is_inside = false;
    double nearest = HUGE_VAL;
    for (uint32_t corner = 0; corner < room->corner_count; corner++) {
        const edge e = edge_of(model, room, corner);
        nearest = fmin(nearest, distance_to_edge(e, at->x, at->y));
        if ((e.ay > at->y) != (e.by > at->y) && at->x < e.ax + (e.bx - e.ax) * (at->y - e.ay) / (e.by - e.ay)) {
            is_inside = !is_inside;
        }
    }
    return is_inside || nearest <= ROOM_TOLERANCE_M;
}

static void check_steps(const hy_model *model, const hy_sim *sim, const body *before, const body *after,
                        findings *found)
{
    for (uint32_t i = 0; i < model->person_count; i++) {
        if (!before[i].is_present || !after[i].is_present) {
            continue;
        }
        found->checked_steps++;
        if (crosses_a_wall(model, sim, &before[i], &after[i])) {
            found->crossed_walls++;
            note(found, sim, i, "crossed a wall", &before[i], &after[i]);
        }
        if (crosses_furniture(model, &before[i], &after[i])) {
            found->crossed_furniture++;
            note(found, sim, i, "crossed furniture", &before[i], &after[i]);
        }
        if (!is_in_room(model, &after[i])) {
            found->outside_room++;
            note(found, sim, i, "left the recorded room", &before[i], &after[i]);
        }
    }
}

static void check_distances(const hy_model *model, const hy_sim *sim, const body *before, const body *after,
                            findings *found)
{
    for (uint32_t i = 0; i < model->person_count; i++) {
        for (uint32_t j = 0; j < i && after[i].is_up; j++) {
            if (!after[j].is_up || after[i].sheet != after[j].sheet) {
                continue;
            }
            const double distance = hypot(after[i].x - after[j].x, after[i].y - after[j].y);
            found->least_distance_m = fmin(found->least_distance_m, distance);
            if (distance < LEAST_DISTANCE_M - DISTANCE_TOLERANCE_M) {
                found->too_near++;
                char what[120];
                snprintf(what, sizeof what,
                         "%.4f m from person %u who was at (%.3f, %.3f) and is at (%.3f, %.3f) room %u", distance, j,
                         before[j].x, before[j].y, after[j].x, after[j].y, after[j].room);
                note(found, sim, i, what, &before[i], &after[i]);
            }
        }
    }
}

static findings watch(const hy_model *model, uint64_t seed, double seconds)
{
    static body bodies[2][PERSON_LIMIT];
    ck_assert_uint_le(model->person_count, PERSON_LIMIT);
    findings found = {.least_distance_m = HUGE_VAL};
    hy_sim *sim = good_sim_of_seed(model, seed);
    body *before = bodies[0], *after = bodies[1];
    look(model, sim, before);
    check_steps(model, sim, before, before, &found);
    while (hy_sim_seconds(sim) < seconds) {
        hy_sim_step(sim);
        look(model, sim, after);
        check_steps(model, sim, before, after, &found);
        check_distances(model, sim, before, after, &found);
        body *swap = before;
        before = after;
        after = swap;
    }
    hy_sim_destroy(sim);
    return found;
}

static void assert_sound(const findings *found)
{
    ck_assert_uint_gt(found->checked_steps, 1000);
    ck_assert_msg(found->crossed_walls + found->crossed_furniture + found->outside_room + found->too_near == 0,
                  "%u walls and %u pieces of furniture crossed, %u outside their room, %u too near (%.4f m); %s",
                  found->crossed_walls, found->crossed_furniture, found->outside_room, found->too_near,
                  found->least_distance_m, found->first);
}

// dt by the number of the plan; the largest that the language allows is among them
static const double STEPS_S[] = {0.05, 0.1, 0.2};

START_TEST(in_a_random_building_with_an_outbreak_nobody_passes_a_wall_or_a_body)
{
    random_plan plan = make_random_plan((uint64_t)_i);
    const random_day day = {STEPS_S[_i % 3], 5, 12 + (uint32_t)(_i % 4) * 6, 14, true, false};
    make_random_day(&plan, &day);
    hy_model *model = good_model("scenario.yaml", NULL);
    const findings found = watch(model, (uint64_t)_i, 60);
    printf("building %d, step %.2f s: %u steps, least distance %.4f m\n", _i, STEPS_S[_i % 3], found.checked_steps,
           found.least_distance_m);
    assert_sound(&found);
    hy_model_destroy(model);
}
END_TEST

START_TEST(not_even_the_fastest_runner_passes_a_wall_or_a_body_in_the_longest_step)
{
    random_plan plan = make_random_plan((uint64_t)_i);
    const random_day day = {0.2, 5, 12, 14, true, true};
    make_random_day(&plan, &day);
    hy_model *model = good_model("scenario.yaml", NULL);
    const findings found = watch(model, (uint64_t)_i, 60);
    assert_sound(&found);
    hy_model_destroy(model);
}
END_TEST

START_TEST(in_the_two_rooms_nobody_passes_a_wall_or_a_body)
{
    hy_model *model = good_model(HYOSAN_SOURCE_DIR "/scenarios/two-rooms.yaml", NULL);
    const findings found = watch(model, 1, 900);
    printf("two rooms: least distance %.4f m\n", found.least_distance_m);
    assert_sound(&found);
    hy_model_destroy(model);
}
END_TEST

// ---- arriving

static uint32_t people_not_in(const hy_model *model, const hy_sim *sim, uint32_t group, uint32_t room)
{
    uint32_t count = 0;
    const hy_group *of = &model->groups[group];
    for (uint32_t i = of->first_person; i < of->first_person + of->person_count; i++) {
        count += hy_sim_person(sim, i).room != room ? 1 : 0;
    }
    return count;
}

START_TEST(everybody_who_is_sent_to_a_room_of_a_random_building_arrives)
{
    random_plan plan = make_random_plan((uint64_t)_i);
    const random_day day = {0.1, 4, 12, 400, false, false};
    make_random_day(&plan, &day);
    hy_model *model = good_model("scenario.yaml", NULL);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 1990);
    uint32_t missing = 0;
    for (uint32_t group = 0; group < model->group_count; group++) {
        // the first row of each group is the one that holds
        missing += people_not_in(model, sim, group, model->row_rooms[model->rows[group].first_room]);
    }
    ck_assert_msg(missing == 0, "building %d: %u of %u have not arrived", _i, missing, model->person_count);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// two rooms of 8 m by 8 m with one door between them
static hy_model *two_rooms_with_a_door(double width_m)
{
    script text;
    script_open(&text);
    script_add(&text,
               "plan: door\nlevels: [{name: 1F}]\nrooms:\n  - {name: west, level: 1F, box: [0, 0, 8, 8], openings: "
               "[{kind: door, wall: east, at_m: 3.5, width_m: %.2f, is_open: true}]}\n"
               "  - {name: east, level: 1F, box: [8, 0, 8, 8]}\n",
               width_m);
    script_save(&text, "plan.yaml");
    write_text("scenario.yaml",
               SCENARIO_HEAD PROFILE_WITH_WALK(
                   "1.34, sd: 0.26, low: 0.6, high: 2.1") "groups: [{name: class, count: 60, home: west, female: "
                                                          "pupil, male: pupil}]\n"
                                                          "timetable: [{at: \"09:00:02\", groups: [class], activity: "
                                                          "pause, where: [east], spread_s: 0}]\n");
    return good_model("scenario.yaml", NULL);
}

static double seconds_until_all_are_in(const hy_model *model, uint64_t seed, const char *room_name, double limit_s)
{
    hy_sim *sim = good_sim_of_seed(model, seed);
    const uint32_t room = hy_model_room_named(model, room_name);
    while (hy_sim_seconds(sim) < limit_s && people_not_in(model, sim, 0, room) > 0) {
        hy_sim_step(sim);
    }
    const double seconds = hy_sim_seconds(sim);
    hy_sim_destroy(sim);
    return seconds;
}

START_TEST(sixty_people_pass_a_door_without_jamming_it)
{
    static const double widths_m[] = {0.9, 0.8};
    const double limit_s = 240;
    double slowest = 0;
    hy_model *model = two_rooms_with_a_door(widths_m[_i]);
    for (uint64_t seed = 1; seed <= DOOR_SEED_COUNT; seed++) {
        slowest = fmax(slowest, seconds_until_all_are_in(model, seed, "east", limit_s));
    }
    printf("60 people through %.1f m: slowest of %d in %.1f s\n", widths_m[_i], DOOR_SEED_COUNT, slowest);
    ck_assert_double_lt(slowest, limit_s);
    hy_model_destroy(model);
}
END_TEST

START_TEST(opposing_streams_in_a_corridor_pass_each_other)
{
    write_text("plan.yaml", "plan: streams\nlevels: [{name: 1F}]\nrooms:\n"
                            "  - {name: west, level: 1F, box: [-8, -3, 8, 8], open_to: [corridor]}\n"
                            "  - {name: corridor, level: 1F, use: corridor, box: [0, 0, 20, 2]}\n"
                            "  - {name: east, level: 1F, box: [20, -3, 8, 8], open_to: [corridor]}\n");
    write_text(
        "scenario.yaml",
        SCENARIO_HEAD PROFILE_WITH_WALK(
            "1.34, sd: 0.26, low: 0.6, high: 2.1") "groups:\n  - {name: a, count: 30, home: west, female: pupil, male: "
                                                   "pupil}\n"
                                                   "  - {name: b, count: 30, home: east, female: pupil, male: pupil}\n"
                                                   "timetable:\n  - {at: \"09:00:02\", groups: [a], activity: pause, "
                                                   "where: [east], spread_s: 3}\n"
                                                   "  - {at: \"09:00:02\", groups: [b], activity: pause, where: "
                                                   "[west], spread_s: 3}\n");
    hy_model *model = good_model("scenario.yaml", NULL);
    hy_sim *sim = good_sim_of_seed(model, (uint64_t)_i);
    const uint32_t west = hy_model_room_named(model, "west"), east = hy_model_room_named(model, "east");
    uint32_t missing = 60;
    while (hy_sim_seconds(sim) < 240 && missing > 0) {
        hy_sim_step(sim);
        missing = people_not_in(model, sim, 0, east) + people_not_in(model, sim, 1, west);
    }
    printf("streams of 30 and 30, seed %d: %u left after %.1f s\n", _i, missing, hy_sim_seconds(sim));
    ck_assert_uint_eq(missing, 0);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// ---- speed

static const char ONE_PERSON[] = SCENARIO_HEAD PROFILE
    "groups: [{name: one, count: 1, home: west, female: pupil, male: pupil}]\n"
    "timetable: [{at: \"09:00:02\", groups: [one], activity: pause, where: [east], spread_s: 0}]\n";

START_TEST(one_person_walks_forty_metres_at_the_walking_speed)
{
    hy_model *model = good_model_of_texts("plan: walk\nlevels: [{name: 1F}]\nrooms:\n"
                                          "  - {name: west, level: 1F, box: [-4, 0, 4, 2], open_to: [corridor]}\n"
                                          "  - {name: corridor, level: 1F, use: corridor, box: [0, 0, 44, 2]}\n"
                                          "  - {name: east, level: 1F, box: [44, 0, 4, 2], open_to: [corridor]}\n",
                                          ONE_PERSON);
    hy_sim *sim = good_sim_of_seed(model, 1);
    double start_s = 0, end_s = 0;
    while (hy_sim_seconds(sim) < 120 && end_s <= 0) {
        hy_sim_step(sim);
        const double x = (double)(hy_sim_person(sim, 0).at.x + model->origin.x);
        start_s = start_s <= 0 && x >= 2 ? hy_sim_seconds(sim) : start_s;
        end_s = x >= 42 ? hy_sim_seconds(sim) : 0;
    }
    ASSERT_NEAR(end_s - start_s, 40 / 1.34, 0.05 * 40 / 1.34);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// seconds that one person spends on a straight stair of 12 m between two levels
static double seconds_on_the_stair(const char *home, const char *goal)
{
    char scenario[2000];
    snprintf(scenario, sizeof scenario,
             SCENARIO_HEAD PROFILE
             "groups: [{name: one, count: 1, home: %s, female: pupil, male: pupil}]\n"
             "timetable: [{at: \"09:00:02\", groups: [one], activity: pause, where: [%s], spread_s: 0}]\n",
             home, goal);
    hy_model *model =
        good_model_of_texts("plan: stair\nlevels: [{name: 1F}, {name: 2F}]\nrooms:\n"
                            "  - {name: lower, level: 1F, use: corridor, box: [0, 0, 6, 4]}\n"
                            "  - {name: upper, level: 2F, use: corridor, box: [0, 16, 6, 4]}\n"
                            "stairs:\n  - {name: S, shape: straight, joins: [1F, 2F], at: [2, 4], size: [2, 12], "
                            "entry: south, flight_width_m: 2, door_width_m: 1.8}\n",
                            scenario);
    hy_sim *sim = good_sim_of_seed(model, 1);
    uint32_t ticks = 0;
    while (hy_sim_seconds(sim) < 120) {
        hy_sim_step(sim);
        ticks += model->rooms[hy_sim_person(sim, 0).room].is_stair ? 1 : 0;
    }
    ck_assert_uint_eq(hy_sim_person(sim, 0).room, hy_model_room_named(model, goal));
    hy_sim_destroy(sim);
    hy_model_destroy(model);
    return ticks * 0.1;
}

START_TEST(stairs_slow_one_down_by_their_factors)
{
    const double up_s = seconds_on_the_stair("lower", "upper"), down_s = seconds_on_the_stair("upper", "lower");
    ASSERT_NEAR(12 / up_s / 1.34, 0.6, 0.06);
    ASSERT_NEAR(12 / down_s / 1.34, 0.8, 0.08);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("movement");
    TCase *steps = add_case_in_a_folder(suite, "steps");
    tcase_add_loop_test(steps, in_a_random_building_with_an_outbreak_nobody_passes_a_wall_or_a_body, 0, PLAN_COUNT);
    tcase_add_loop_test(steps, not_even_the_fastest_runner_passes_a_wall_or_a_body_in_the_longest_step, 0, 12);
    tcase_add_test(steps, in_the_two_rooms_nobody_passes_a_wall_or_a_body);
    TCase *arriving = add_case_in_a_folder(suite, "arriving");
    tcase_add_loop_test(arriving, everybody_who_is_sent_to_a_room_of_a_random_building_arrives, 0, 20);
    tcase_add_loop_test(arriving, sixty_people_pass_a_door_without_jamming_it, 0, 2);
    tcase_add_loop_test(arriving, opposing_streams_in_a_corridor_pass_each_other, 0, 5);
    TCase *speed = add_case_in_a_folder(suite, "speed");
    tcase_add_test(speed, one_person_walks_forty_metres_at_the_walking_speed);
    tcase_add_test(speed, stairs_slow_one_down_by_their_factors);
    return run_suite(suite);
}
