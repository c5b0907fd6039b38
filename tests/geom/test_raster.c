// Cells of a room: straight lines over them, walking distances by fast marching, and ways by A*.
#include <math.h>

#include "geom/raster.h"
#include "world.h"

enum {
    SIDE = 24,
    CELL_COUNT = SIDE * SIDE,
    LARGE = 100,
    LARGE_COUNT = LARGE * LARGE,
    RASTER_COUNT = 60,
    LINE_COUNT = 400
};

// Accuracy of the distances, measured: 0.2 m cells, 20 m by 20 m, more than 1 m away (worst of 40 targets: open 8.0 %,
// around a wall 5.5 %).
#define OPEN_ERROR 0.09f
#define CORNER_ERROR 0.06f

typedef struct field {
    hy_raster raster;
    uint8_t walkable[LARGE_COUNT];
    uint8_t moves[LARGE_COUNT];
    hy_raster_waiting heap[LARGE_COUNT];
    uint32_t place[LARGE_COUNT], search_of[LARGE_COUNT];
    float tentative[LARGE_COUNT], distance[LARGE_COUNT];
    hy_raster_scratch scratch;
} field;

static field test_field;

static field *open_field(uint32_t columns, uint32_t rows, float cell_m)
{
    field *f = &test_field;
    memset(f->walkable, 1, sizeof f->walkable);
    memset(f->search_of, 0, sizeof f->search_of);
    f->raster = (hy_raster){{-3.25f, 1.75f}, cell_m, columns, rows, f->walkable, f->moves};
    f->scratch = (hy_raster_scratch){f->heap, f->place, f->tentative, f->search_of, 0, LARGE_COUNT};
    return f;
}

// about one cell in four is blocked, some of them as long thin walls
static field *random_field(dice_cup *dice)
{
    field *f = open_field(SIDE, SIDE, 0.25f);
    for (uint32_t i = 0; i < 10; i++) {
        const uint32_t column = dice_below(dice, SIDE), row = dice_below(dice, SIDE), length = dice_below(dice, 16);
        const bool is_upright = dice_below(dice, 2) == 1;
        for (uint32_t k = 0; k < length; k++) {
            const uint32_t c = is_upright ? column : (column + k) % SIDE, r = is_upright ? (row + k) % SIDE : row;
            f->walkable[r * SIDE + c] = 0;
        }
    }
    for (uint32_t i = 0; i < CELL_COUNT / 20; i++) {
        f->walkable[dice_below(dice, CELL_COUNT)] = 0;
    }
    return f;
}

static hy_vec2 random_point_of(const hy_raster *raster, dice_cup *dice)
{
    const double width = (double)((float)raster->columns * raster->cell_m),
                 depth = (double)((float)raster->rows * raster->cell_m);
    return hy_plus(raster->corner, dice_point(dice, 0, width, 0, depth));
}

// length of the segment a-b inside a box, in shares of the segment, by clipping; less than 0 if it passes it by
static double share_inside(double ax, double ay, double bx, double by, double low_x, double low_y, double high_x,
                           double high_y)
{
    double first = 0, last = 1;
    const double starts[2] = {ax, ay}, steps[2] = {bx - ax, by - ay};
    const double lows[2] = {low_x, low_y}, highs[2] = {high_x, high_y};
    for (int axis = 0; axis < 2; axis++) {
        if (fabs(steps[axis]) < 1e-12) {
            if (starts[axis] < lows[axis] || starts[axis] > highs[axis]) {
                return -1;
            }
            continue;
        }
        const double t0 = (lows[axis] - starts[axis]) / steps[axis], t1 = (highs[axis] - starts[axis]) / steps[axis];
        first = fmax(first, fmin(t0, t1));
        last = fmin(last, fmax(t0, t1));
    }
    return last - first;
}

// true where the line meets a blocked cell, each cell grown by a margin (shrunk if it is negative); all cells are tried
static bool meets_blocked(const hy_raster *raster, hy_vec2 a, hy_vec2 b, double margin_m)
{
    for (uint32_t cell = 0; cell < hy_raster_cell_count(raster); cell++) {
        if (raster->walkable[cell]) {
            continue;
        }
        const hy_vec2 centre = hy_raster_centre(raster, cell);
        const double half = 0.5 * (double)raster->cell_m + margin_m;
        const double x = (double)centre.x, y = (double)centre.y;
        if (share_inside((double)a.x, (double)a.y, (double)b.x, (double)b.y, x - half, y - half, x + half, y + half) >=
            0) {
            return true;
        }
    }
    return false;
}

static float to_segment(hy_vec2 a, hy_vec2 b, hy_vec2 p)
{
    return hy_distance(hy_nearest_on_segment(a, b, p), p);
}

// ---- lines

START_TEST(a_line_is_clear_exactly_where_no_blocked_cell_lies_on_it)
{
    dice_cup dice = {1};
    uint32_t mistakes = 0, clear = 0, blocked = 0;
    for (uint32_t i = 0; i < RASTER_COUNT; i++) {
        const field *f = random_field(&dice);
        for (uint32_t line = 0; line < LINE_COUNT; line++) {
            const hy_vec2 a = random_point_of(&f->raster, &dice), b = random_point_of(&f->raster, &dice);
            const bool meets = meets_blocked(&f->raster, a, b, -1e-4);
            if (meets != meets_blocked(&f->raster, a, b, 1e-4)) {
                continue; // grazes a corner: either answer will do
            }
            clear += meets ? 0 : 1;
            blocked += meets ? 1 : 0;
            mistakes += hy_raster_line_is_clear(&f->raster, a, b) == meets ? 1 : 0;
        }
    }
    ck_assert_uint_gt(clear, 1000);
    ck_assert_uint_gt(blocked, 1000);
    ck_assert_uint_eq(mistakes, 0);
}
END_TEST

START_TEST(a_point_outside_belongs_to_the_nearest_cell_of_the_border)
{
    const field *f = open_field(SIDE, SIDE, 0.25f);
    ck_assert_uint_eq(hy_raster_cell_at(&f->raster, hy_vec(-100, -100)), 0);
    ck_assert_uint_eq(hy_raster_cell_at(&f->raster, hy_vec(100, 100)), CELL_COUNT - 1);
}
END_TEST

START_TEST(the_nearest_walkable_cell_is_found_within_a_few_cells_and_no_farther)
{
    field *f = open_field(SIDE, SIDE, 0.25f);
    memset(f->walkable, 0, sizeof f->walkable);
    const uint32_t home = 10 * SIDE + 10;
    ck_assert_uint_eq(hy_raster_walkable_near(&f->raster, hy_raster_centre(&f->raster, home)), UINT32_MAX);
    f->walkable[home + 3] = 1;
    f->walkable[home - 2] = 1;
    ck_assert_uint_eq(hy_raster_walkable_near(&f->raster, hy_raster_centre(&f->raster, home)), home - 2);
}
END_TEST

// ---- distances

START_TEST(distances_in_the_open_are_those_of_a_ruler_within_the_stated_error)
{
    dice_cup dice = {2};
    field *f = open_field(LARGE, LARGE, 0.2f);
    float worst = 0;
    uint32_t shorter = 0;
    for (uint32_t i = 0; i < 40; i++) {
        const hy_vec2 a = random_point_of(&f->raster, &dice), b = random_point_of(&f->raster, &dice);
        hy_raster_fill_distance(&f->raster, a, b, &f->scratch, f->distance);
        for (uint32_t cell = 0; cell < LARGE_COUNT; cell++) {
            const float exact = to_segment(a, b, hy_raster_centre(&f->raster, cell));
            shorter += f->distance[cell] < exact * 0.9999f - 1e-4f ? 1 : 0;
            worst = exact > 1 ? hy_max(worst, hy_abs(f->distance[cell] - exact) / exact) : worst;
        }
    }
    printf("worst relative error of a distance in the open: %.4f\n", (double)worst);
    ck_assert_uint_eq(shorter, 0);
    ck_assert_double_lt((double)worst, (double)OPEN_ERROR);
}
END_TEST

START_TEST(the_way_around_a_wall_leads_over_its_end)
{
    dice_cup dice = {3};
    float worst = 0;
    uint32_t shorter = 0;
    for (uint32_t i = 0; i < 40; i++) {
        // a wall from the south border to half height, and a target west of it
        field *f = open_field(LARGE, LARGE, 0.2f);
        const uint32_t column = 30 + dice_below(&dice, 40), height = 40 + dice_below(&dice, 40);
        for (uint32_t row = 0; row < height; row++) {
            f->walkable[row * LARGE + column] = 0;
        }
        const uint32_t target_row = dice_below(&dice, 20), target_column = dice_below(&dice, 20);
        const hy_vec2 target = hy_raster_centre(&f->raster, target_row * LARGE + target_column);
        hy_raster_fill_distance(&f->raster, target, target, &f->scratch, f->distance);
        const float wall_x = f->raster.corner.x + (float)column * 0.2f, top = f->raster.corner.y + (float)height * 0.2f;
        for (uint32_t cell = 0; cell < LARGE_COUNT; cell++) {
            const hy_vec2 p = hy_raster_centre(&f->raster, cell);
            if (cell % LARGE <= column || !meets_blocked(&f->raster, target, p, 0)) {
                continue;
            }
            const hy_vec2 west_end = hy_vec(wall_x, top), east_end = hy_vec(wall_x + 0.2f, top);
            // over the whole top of the wall, or over one corner of it: the longest of the three binds
            const float over_both = hy_distance(target, west_end) + 0.2f + hy_distance(east_end, p);
            const float over_west = hy_distance(target, west_end) + hy_distance(west_end, p);
            const float exact = p.y < top ? over_both : over_west;
            shorter += f->distance[cell] < exact - 0.15f ? 1 : 0;
            worst = hy_max(worst, hy_abs(f->distance[cell] - exact) / exact);
        }
    }
    printf("worst relative error of a distance around a wall: %.4f\n", (double)worst);
    ck_assert_uint_eq(shorter, 0);
    ck_assert_double_lt((double)worst, (double)CORNER_ERROR);
}
END_TEST

// what can be reached from a cell over walkable cells that share a side
static uint32_t flood(const hy_raster *raster, uint32_t from, uint8_t *is_reached)
{
    static uint32_t queue[LARGE_COUNT];
    uint32_t count = 0;
    memset(is_reached, 0, hy_raster_cell_count(raster));
    if (!raster->walkable[from]) {
        return 0;
    }
    is_reached[from] = 1;
    queue[count++] = from;
    for (uint32_t next = 0; next < count; next++) {
        const uint32_t cell = queue[next], column = cell % raster->columns, row = cell / raster->columns;
        const uint32_t around[4] = {column > 0 ? cell - 1 : cell, column + 1 < raster->columns ? cell + 1 : cell,
                                    row > 0 ? cell - raster->columns : cell,
                                    row + 1 < raster->rows ? cell + raster->columns : cell};
        for (uint32_t i = 0; i < 4; i++) {
            if (raster->walkable[around[i]] && !is_reached[around[i]]) {
                is_reached[around[i]] = 1;
                queue[count++] = around[i];
            }
        }
    }
    return count;
}

START_TEST(a_cell_has_a_distance_exactly_where_there_is_a_way_to_the_target)
{
    dice_cup dice = {4};
    static uint8_t is_reached[LARGE_COUNT];
    uint32_t mistakes = 0, reached = 0;
    for (uint32_t i = 0; i < RASTER_COUNT; i++) {
        field *f = random_field(&dice);
        const uint32_t target = dice_below(&dice, CELL_COUNT);
        const uint32_t count = flood(&f->raster, target, is_reached);
        if (count == 0) {
            continue;
        }
        reached += count;
        const hy_vec2 at = hy_raster_centre(&f->raster, target);
        hy_raster_fill_distance(&f->raster, at, at, &f->scratch, f->distance);
        for (uint32_t cell = 0; cell < CELL_COUNT; cell++) {
            mistakes += (f->distance[cell] < HY_UNREACHABLE) != (is_reached[cell] == 1) ? 1 : 0;
        }
    }
    ck_assert_uint_gt(reached, RASTER_COUNT * 100);
    ck_assert_uint_eq(mistakes, 0);
}
END_TEST

// the walls of a room hold one back at its border
static hy_vec2 held_inside(const hy_raster *raster, hy_vec2 p)
{
    const hy_vec2 low = raster->corner;
    const float width = (float)raster->columns * raster->cell_m, depth = (float)raster->rows * raster->cell_m;
    return hy_vec(hy_clamp(p.x, low.x, low.x + width), hy_clamp(p.y, low.y, low.y + depth));
}

// steepest descent in steps of a third of a cell, over blocked cells too; true if it comes to the target
static bool descends_to(const field *f, hy_vec2 target, hy_vec2 from)
{
    hy_vec2 p = from;
    const float step = 0.3f * f->raster.cell_m;
    for (uint32_t i = 0; i < 8 * CELL_COUNT; i++) {
        if (hy_distance(p, target) < 1.5f * f->raster.cell_m) {
            return true;
        }
        const hy_vec2 down = hy_raster_descent_at(&f->raster, f->distance, p);
        if (hy_length2(down) < 0.25f) {
            return false;
        }
        p = held_inside(&f->raster, hy_along(p, down, step));
    }
    return false;
}

START_TEST(descent_leads_to_the_target_from_every_cell_that_has_a_distance)
{
    dice_cup dice = {5};
    uint32_t mistakes = 0, tried = 0;
    for (uint32_t i = 0; i < RASTER_COUNT; i++) {
        field *f = random_field(&dice);
        const uint32_t target = dice_below(&dice, CELL_COUNT);
        if (!f->walkable[target]) {
            continue;
        }
        const hy_vec2 at = hy_raster_centre(&f->raster, target);
        hy_raster_fill_distance(&f->raster, at, at, &f->scratch, f->distance);
        for (uint32_t cell = 0; cell < CELL_COUNT; cell++) {
            if (f->distance[cell] < HY_UNREACHABLE) {
                tried++;
                mistakes += descends_to(f, at, hy_raster_centre(&f->raster, cell)) ? 0 : 1;
            }
        }
    }
    ck_assert_uint_gt(tried, RASTER_COUNT * 100);
    ck_assert_uint_eq(mistakes, 0);
}
END_TEST

START_TEST(the_distance_between_cell_centres_lies_between_theirs)
{
    dice_cup dice = {6};
    field *f = open_field(SIDE, SIDE, 0.25f);
    const hy_vec2 target = hy_raster_centre(&f->raster, 3);
    hy_raster_fill_distance(&f->raster, target, target, &f->scratch, f->distance);
    float worst = 0;
    for (uint32_t i = 0; i < 2000; i++) {
        const hy_vec2 p = random_point_of(&f->raster, &dice);
        const float near = f->distance[hy_raster_cell_at(&f->raster, p)];
        worst = hy_max(worst, hy_abs(hy_raster_distance_at(&f->raster, f->distance, p) - near));
    }
    ck_assert_double_lt((double)worst, (double)0.25f);
}
END_TEST

// ---- ways

// from waypoint to waypoint; counts what goes wrong on the way from one cell
static uint32_t mistakes_on_the_way(field *f, uint32_t from, uint32_t goal)
{
    hy_vec2 at = hy_raster_centre(&f->raster, from);
    const hy_vec2 to = hy_raster_centre(&f->raster, goal);
    uint32_t mistakes = 0;
    for (uint32_t legs = 0; legs < CELL_COUNT; legs++) {
        if (hy_raster_cell_at(&f->raster, at) == goal) {
            return mistakes;
        }
        hy_vec2 waypoint;
        hy_raster_fill_moves(&f->raster, f->moves);
        if (!hy_raster_waypoint(&f->raster, at, to, &f->scratch, &waypoint)) {
            return mistakes + 1;
        }
        mistakes += meets_blocked(&f->raster, at, waypoint, -1e-4) ? 1 : 0;
        at = waypoint;
    }
    return mistakes + 1;
}

START_TEST(waypoints_lead_to_the_goal_from_every_cell_and_through_no_blocked_one)
{
    dice_cup dice = {7};
    static uint8_t is_reached[LARGE_COUNT];
    uint32_t mistakes = 0, tried = 0;
    for (uint32_t i = 0; i < 12; i++) {
        field *f = random_field(&dice);
        const uint32_t goal = dice_below(&dice, CELL_COUNT);
        flood(&f->raster, goal, is_reached);
        for (uint32_t cell = 0; cell < CELL_COUNT; cell++) {
            if (is_reached[cell]) {
                tried++;
                mistakes += mistakes_on_the_way(f, cell, goal);
            }
        }
    }
    ck_assert_uint_gt(tried, 1000);
    ck_assert_uint_eq(mistakes, 0);
}
END_TEST

// over waypoints from one cell to another; 0 where there is no way
static float way_over_waypoints(field *f, uint32_t from, uint32_t goal)
{
    hy_vec2 at = hy_raster_centre(&f->raster, from), waypoint;
    hy_raster_fill_moves(&f->raster, f->moves);
    float way = 0;
    for (uint32_t legs = 0; hy_raster_cell_at(&f->raster, at) != goal; legs++) {
        if (legs == CELL_COUNT ||
            !hy_raster_waypoint(&f->raster, at, hy_raster_centre(&f->raster, goal), &f->scratch, &waypoint)) {
            return 0;
        }
        way += hy_distance(at, waypoint);
        at = waypoint;
    }
    return way;
}

START_TEST(the_way_over_waypoints_is_little_longer_than_the_shortest)
{
    dice_cup dice = {8};
    float worst = 0;
    uint32_t tried = 0;
    for (uint32_t i = 0; i < RASTER_COUNT; i++) {
        field *f = random_field(&dice);
        const uint32_t goal = dice_below(&dice, CELL_COUNT);
        if (!f->walkable[goal]) {
            continue;
        }
        const hy_vec2 at = hy_raster_centre(&f->raster, goal);
        hy_raster_fill_distance(&f->raster, at, at, &f->scratch, f->distance);
        for (uint32_t k = 0; k < 40; k++) {
            const uint32_t from = dice_below(&dice, CELL_COUNT);
            const float way = f->distance[from] < HY_UNREACHABLE ? way_over_waypoints(f, from, goal) : 0;
            if (way > 2) {
                tried++;
                worst = hy_max(worst, way / f->distance[from]);
            }
        }
    }
    printf("longest way over waypoints: %.3f of the field's distance\n", (double)worst);
    ck_assert_uint_gt(tried, RASTER_COUNT);
    ck_assert_double_lt((double)worst, 1.4);
}
END_TEST

START_TEST(there_is_no_waypoint_where_there_is_no_way)
{
    field *f = open_field(SIDE, SIDE, 0.25f);
    for (uint32_t row = 0; row < SIDE; row++) {
        f->walkable[row * SIDE + 12] = 0;
    }
    hy_vec2 waypoint;
    const hy_vec2 west = hy_raster_centre(&f->raster, 5 * SIDE + 2), east = hy_raster_centre(&f->raster, 5 * SIDE + 20);
    hy_raster_fill_moves(&f->raster, f->moves);
    ck_assert(!hy_raster_waypoint(&f->raster, west, east, &f->scratch, &waypoint));
    f->walkable[20 * SIDE + 12] = 1;
    hy_raster_fill_moves(&f->raster, f->moves);
    ck_assert(hy_raster_waypoint(&f->raster, west, east, &f->scratch, &waypoint));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("raster");
    TCase *lines = add_case(suite, "lines");
    tcase_add_test(lines, a_line_is_clear_exactly_where_no_blocked_cell_lies_on_it);
    tcase_add_test(lines, a_point_outside_belongs_to_the_nearest_cell_of_the_border);
    tcase_add_test(lines, the_nearest_walkable_cell_is_found_within_a_few_cells_and_no_farther);
    TCase *distances = add_case(suite, "distances");
    tcase_add_test(distances, distances_in_the_open_are_those_of_a_ruler_within_the_stated_error);
    tcase_add_test(distances, the_way_around_a_wall_leads_over_its_end);
    tcase_add_test(distances, a_cell_has_a_distance_exactly_where_there_is_a_way_to_the_target);
    tcase_add_test(distances, descent_leads_to_the_target_from_every_cell_that_has_a_distance);
    tcase_add_test(distances, the_distance_between_cell_centres_lies_between_theirs);
    TCase *ways = add_case(suite, "ways");
    tcase_add_test(ways, waypoints_lead_to_the_goal_from_every_cell_and_through_no_blocked_one);
    tcase_add_test(ways, the_way_over_waypoints_is_little_longer_than_the_shortest);
    tcase_add_test(ways, there_is_no_waypoint_where_there_is_no_way);
    return run_suite(suite);
}
