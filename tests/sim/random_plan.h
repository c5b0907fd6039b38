// Random buildings and days for the tests of movement: a corridor with slanting rooms on both sides, doors of 0.6 to 2
// m, columns, a concave hall across the east end, in some a second storey over a stair. People are sent from room to
// room.
//
// A draw is always a statement of its own: C leaves the order of the arguments of one call to the compiler, and gcc and
// clang would test different buildings.
#ifndef HYOSAN_TESTS_SIM_RANDOM_PLAN_H
#define HYOSAN_TESTS_SIM_RANDOM_PLAN_H

#include <math.h>

#include "world.h"

typedef struct random_plan {
    dice_cup dice;
    double corridor_m;       // its depth; it runs along y = 0
    uint32_t room_count;     // rooms of each side
    double west_edges[2][8]; // x where the rooms of a side begin at the corridor, and where the last one ends
    double far_edges[2][8];  // the same at their other end
    double depths[2];
    bool has_stair;
} random_plan;

// room names: n0 n1 .. on the north side, s0 s1 .. on the south side
static inline const char *side_letter(int side)
{
    return side == 0 ? "n" : "s";
}

static inline double y_near(const random_plan *plan, int side)
{
    return side == 0 ? plan->corridor_m : 0;
}

static inline double y_far(const random_plan *plan, int side)
{
    return side == 0 ? plan->corridor_m + plan->depths[0] : -plan->depths[1];
}

// a door somewhere in the wall a-b, if it is long enough
static inline void add_random_door(random_plan *plan, script *text, double ax, double ay, double bx, double by)
{
    const double dx = bx - ax, dy = by - ay, length = sqrt(dx * dx + dy * dy);
    const double width = dice_between(&plan->dice, 0.6, length > 2.6 ? 2.0 : length - 0.6);
    const double from = dice_between(&plan->dice, 0.2, length - width - 0.2) / length, to = from + width / length;
    static const char *const kinds[] = {"door", "sliding_door", "double_door", "gap", "fire_door"};
    const uint32_t kind = dice_below(&plan->dice, 5);
    const bool is_open = kind != 3 && dice_below(&plan->dice, 2) == 0;
    script_add(text, "      - {kind: %s, from: [%.4f, %.4f], to: [%.4f, %.4f]%s}\n", kinds[kind], ax + from * dx,
               ay + from * dy, ax + to * dx, ay + to * dy, is_open ? ", is_open: true" : "");
}

static inline void add_columns(random_plan *plan, script *text, double low_x, double high_x, double low_y,
                               double high_y)
{
    const double x = dice_between(&plan->dice, low_x, high_x);
    const double y = dice_between(&plan->dice, low_y, high_y);
    script_add(text, "    furniture:\n      - {kind: wall, box: [%.3f, %.3f, 0.4, 0.3], height_m: 3}\n", x, y);
}

static inline void add_side_room(random_plan *plan, script *text, int side, uint32_t i)
{
    const double near = y_near(plan, side), far = y_far(plan, side);
    const double west = plan->west_edges[side][i], east = plan->west_edges[side][i + 1];
    const double far_west = plan->far_edges[side][i], far_east = plan->far_edges[side][i + 1];
    script_add(text,
               "  - name: %s%u\n    level: 1F\n    use: classroom\n    polygon: [[%.3f, %.3f], [%.3f, %.3f], [%.3f, "
               "%.3f], [%.3f, %.3f]]\n",
               side_letter(side), i, west, near, east, near, far_east, far, far_west, far);
    script_add(text, "    openings:\n");
    add_random_door(plan, text, west, near, east, near);
    if (i + 1 < plan->room_count && dice_below(&plan->dice, 2) == 0) {
        add_random_door(plan, text, east, near, far_east, far);
    }
    const double middle = 0.5 * (near + far);
    const double low_x = fmax(west, far_west) + 0.8, high_x = fmin(east, far_east) - 1.2;
    if (high_x > low_x) {
        add_columns(plan, text, low_x, high_x, middle - 0.8, middle + 0.8);
    }
}

static inline void divide_side(random_plan *plan, int side)
{
    plan->depths[side] = dice_between(&plan->dice, 4, 7);
    double x = 0;
    for (uint32_t i = 0; i <= plan->room_count; i++) {
        plan->west_edges[side][i] = x;
        // walls between rooms slant, those at the ends are straight
        const bool is_end = i == 0 || i == plan->room_count;
        plan->far_edges[side][i] = is_end ? x : x + dice_between(&plan->dice, -1.2, 1.2);
        x += dice_between(&plan->dice, 4.5, 7);
    }
    // both sides end where the corridor does
    plan->west_edges[side][plan->room_count] = plan->far_edges[side][plan->room_count] = 6.5 * plan->room_count;
    for (uint32_t i = 1; i < plan->room_count; i++) {
        const double even = 6.5 * i + dice_between(&plan->dice, -0.8, 0.8);
        plan->west_edges[side][i] = even;
        plan->far_edges[side][i] = even + dice_between(&plan->dice, -1.2, 1.2);
    }
}

// writes plan.yaml
static inline random_plan make_random_plan(uint64_t number)
{
    random_plan plan = {.dice = {number}};
    plan.corridor_m = dice_between(&plan.dice, 2.0, 3.5);
    plan.room_count = 2 + dice_below(&plan.dice, 3);
    plan.has_stair = number % 3 == 0;
    divide_side(&plan, 0);
    divide_side(&plan, 1);
    const double length = 6.5 * plan.room_count, depth = plan.corridor_m;
    script text;
    script_open(&text);
    script_add(&text, "plan: random %u\nlevels: [{name: 1F}, {name: 2F, elevation_m: 3.6}]\nrooms:\n",
               (unsigned)number);
    script_add(&text, "  - name: corridor\n    level: 1F\n    use: corridor\n    box: [0, 0, %.3f, %.3f]\n", length,
               depth);
    if (dice_below(&plan.dice, 2) == 0) {
        add_columns(&plan, &text, 2, length - 3, 0.9, depth - 1.2);
    }
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < plan.room_count; i++) {
            add_side_room(&plan, &text, side, i);
        }
    }
    // a concave hall around the west end of the corridor
    script_add(&text,
               "  - name: hall\n    level: 1F\n    use: lobby\n    polygon: [[0, 0], [0, %.3f], [-2.5, %.3f], [-2.5, "
               "6], [-7, 5], [-6, -4], [-2.5, -4], [-1.5, 0]]\n"
               "    open_to: [corridor]\n",
               depth, depth + 0.7);
    if (plan.has_stair) {
        // its upper end lies on the east edge of the upper corridor, over the lower one
        script_add(&text, "  - {name: upper, level: 2F, use: corridor, box: [0, 0, %.3f, %.3f]}\n", length, depth);
        script_add(&text,
                   "stairs:\n  - {name: S, joins: [1F, 2F], at: [%.3f, 0], size: [5, %.3f], entry: west, "
                   "flight_width_m: %.3f, "
                   "landing_m: 1.4, door_width_m: %.3f}\n",
                   length, depth, 0.5 * depth - 0.06, 0.5 * depth - 0.1);
    } else {
        script_add(&text, "  - {name: upper, level: 1F, use: hall, box: [%.3f, 0, 6, %.3f], open_to: [corridor]}\n",
                   length, depth);
    }
    script_save(&text, "plan.yaml");
    return plan;
}

static inline uint32_t random_room(random_plan *plan)
{
    return dice_below(&plan->dice, 2 * plan->room_count + 2);
}

// the name of a room, by a number that may run on past the last one
static inline void add_room_name(const random_plan *plan, uint32_t number, script *text)
{
    const uint32_t room = number % (2 * plan->room_count + 2);
    if (room < 2 * plan->room_count) {
        script_add(text, "%s%u", side_letter((int)(room % 2)), room / 2);
    } else {
        script_add(text, room == 2 * plan->room_count ? "hall" : "upper");
    }
}

typedef struct random_day {
    double step_s;
    uint32_t group_count, people_count; // of each group
    uint32_t row_s;                     // between two orders to go somewhere else
    bool has_outbreak;
    bool has_runners; // everybody sprints as fast as the language allows
} random_day;

// writes scenario.yaml: groups at home in different rooms, sent about; some of them bitten and turning in the first
// seconds
static inline void make_random_day(random_plan *plan, const random_day *day)
{
    script text;
    script_open(&text);
    script_add(&text, "%sstep_s: %.3f\n%s", SCENARIO_HEAD, day->step_s,
               day->has_runners ? PROFILE_WITH_SPEEDS("3", "12")
                                : PROFILE_WITH_WALK("1.34, sd: 0.3, low: 0.6, high: 2.1"));
    script_add(&text, "groups:\n");
    // at home in different rooms: all are to find a place at the start
    const uint32_t first_home = random_room(plan);
    for (uint32_t group = 0; group < day->group_count; group++) {
        script_add(&text, "  - {name: g%u, count: %u, female: pupil, male: pupil, home: ", group, day->people_count);
        add_room_name(plan, first_home + group, &text);
        script_add(&text, "}\n");
    }
    script_add(&text, "persons: [{name: first, group: g0}, {name: second, group: g1}]\ntimetable:\n");
    for (uint32_t row = 0; row < 8; row++) {
        for (uint32_t group = 0; group < day->group_count; group++) {
            const uint32_t at_s = 2 + row * day->row_s;
            script_add(&text, "  - {at: \"09:%02u:%02u\", groups: [g%u], activity: pause, spread_s: 4, where: [",
                       at_s / 60, at_s % 60, group);
            add_room_name(plan, random_room(plan), &text);
            script_add(&text, "]}\n");
        }
    }
    if (day->has_outbreak) {
        script_add(&text,
                   "incidents:\n"
                   "  - {at: \"09:00\", kind: expose, who: first, with: zombie bite, after_s: 8, outcome: zombie}\n"
                   "  - {at: \"09:00\", kind: expose, who: second, with: zombie bite, after_s: 20, outcome: zombie}\n");
    }
    script_save(&text, "scenario.yaml");
}

#endif
