// Polygons: area, inside, convex, simple, and what counts as an overlap of two rooms.
#include "geom/polygon.h"
#include "world.h"

enum { POINT_COUNT = 20000, PAIR_COUNT = 3000, STAR_LIMIT = 12 };

#define FIT_M 0.02f

static const hy_vec2 SQUARE[] = {{0, 0}, {4, 0}, {4, 4}, {0, 4}};
static const hy_vec2 SQUARE_CLOCKWISE[] = {{0, 0}, {0, 4}, {4, 4}, {4, 0}};
static const hy_vec2 CORNER_ROOM[] = {{0, 0}, {4, 0}, {4, 2}, {2, 2}, {2, 4}, {0, 4}};
static const hy_vec2 BOW_TIE[] = {{0, 0}, {4, 4}, {4, 0}, {0, 4}};
static const hy_vec2 DIAMOND[] = {{2, -1}, {5, 2}, {2, 5}, {-1, 2}};

// a box of the plane, counter-clockwise
static void make_box(hy_vec2 corners[4], float x, float y, float width, float depth)
{
    corners[0] = hy_vec(x, y);
    corners[1] = hy_vec(x + width, y);
    corners[2] = hy_vec(x + width, y + depth);
    corners[3] = hy_vec(x, y + depth);
}

// a simple polygon around a point, its corners at rising angles and random distances
static uint32_t make_star(dice_cup *dice, hy_vec2 corners[STAR_LIMIT], hy_vec2 middle)
{
    const uint32_t count = 3 + dice_below(dice, STAR_LIMIT - 2);
    for (uint32_t i = 0; i < count; i++) {
        const float angle = 2 * HY_PI * (float)i / (float)count;
        const float radius = (float)dice_between(dice, 1, 4);
        corners[i] = hy_vec(middle.x + radius * hy_cos(angle), middle.y + radius * hy_sin(angle));
    }
    return count;
}

// the same question answered another way: how often the outline winds around the point
static bool winds_around(const hy_vec2 *corners, uint32_t count, hy_vec2 p)
{
    int turns = 0;
    for (uint32_t i = 0; i < count; i++) {
        const hy_vec2 a = corners[i], b = corners[(i + 1) % count];
        const double side = ((double)b.x - (double)a.x) * ((double)p.y - (double)a.y) -
                            ((double)p.x - (double)a.x) * ((double)b.y - (double)a.y);
        if (a.y <= p.y && b.y > p.y && side > 0) {
            turns++;
        } else if (a.y > p.y && b.y <= p.y && side < 0) {
            turns--;
        }
    }
    return turns != 0;
}

static bool boxes_overlap(float dx, float dy, float width, float depth)
{
    hy_vec2 a[4], b[4], where;
    make_box(a, 0, 0, 10, 6);
    make_box(b, dx, dy, width, depth);
    const bool overlap = hy_polygons_overlap(a, 4, b, 4, FIT_M, &where);
    ck_assert_msg(overlap == hy_polygons_overlap(b, 4, a, 4, FIT_M, &where), "the order of the rooms matters");
    return overlap;
}

START_TEST(the_area_is_positive_counter_clockwise_and_negative_clockwise)
{
    ASSERT_NEAR(hy_polygon_area(SQUARE, 4), 16, 1e-5f);
    ASSERT_NEAR(hy_polygon_area(SQUARE_CLOCKWISE, 4), -16, 1e-5f);
    ASSERT_NEAR(hy_polygon_area(CORNER_ROOM, 6), 12, 1e-5f);
}
END_TEST

START_TEST(a_square_is_convex_either_way_round_and_a_corner_room_is_not)
{
    ck_assert(hy_polygon_is_convex(SQUARE, 4));
    ck_assert(hy_polygon_is_convex(SQUARE_CLOCKWISE, 4));
    ck_assert(hy_polygon_is_convex(DIAMOND, 4));
    ck_assert(!hy_polygon_is_convex(CORNER_ROOM, 6));
}
END_TEST

START_TEST(a_bow_tie_and_a_doubled_corner_are_not_simple)
{
    const hy_vec2 doubled[] = {{0, 0}, {4, 0}, {4, 0.0005f}, {0, 4}};
    ck_assert(hy_polygon_is_simple(SQUARE, 4));
    ck_assert(hy_polygon_is_simple(CORNER_ROOM, 6));
    ck_assert(!hy_polygon_is_simple(BOW_TIE, 4));
    ck_assert(!hy_polygon_is_simple(doubled, 4));
}
END_TEST

START_TEST(a_point_is_inside_where_the_outline_winds_around_it)
{
    dice_cup dice = {1};
    uint32_t mistakes = 0, inside = 0;
    for (uint32_t i = 0; i < POINT_COUNT; i++) {
        hy_vec2 corners[STAR_LIMIT];
        const uint32_t count = make_star(&dice, corners, hy_vec(0, 0));
        const hy_vec2 p = dice_point(&dice, -4, 4, -4, 4);
        if (hy_polygon_edge_distance(corners, count, p) < 1e-4f) {
            continue; // on an edge it may go either way
        }
        const bool expected = winds_around(corners, count, p);
        inside += expected ? 1 : 0;
        mistakes += hy_polygon_contains(corners, count, p) != expected ? 1 : 0;
    }
    ck_assert_uint_gt(inside, POINT_COUNT / 10);
    ck_assert_uint_eq(mistakes, 0);
}
END_TEST

START_TEST(the_distance_to_the_edge_is_measured_to_the_nearest_one)
{
    ASSERT_NEAR(hy_polygon_edge_distance(SQUARE, 4, hy_vec(1, 2)), 1, 1e-6f);
    ASSERT_NEAR(hy_polygon_edge_distance(SQUARE, 4, hy_vec(7, 8)), 5, 1e-6f);
}
END_TEST

START_TEST(equal_outlines_overlap)
{
    hy_vec2 where;
    ck_assert(boxes_overlap(0, 0, 10, 6));
    ck_assert(hy_polygons_overlap(CORNER_ROOM, 6, CORNER_ROOM, 6, FIT_M, &where));
    ck_assert(hy_polygon_contains(CORNER_ROOM, 6, where));
}
END_TEST

START_TEST(rooms_may_touch_along_an_edge_or_in_a_corner)
{
    hy_vec2 where;
    const hy_vec2 nook[] = {{2, 2}, {4, 2}, {4, 4}, {2, 4}};
    ck_assert(!boxes_overlap(10, 0, 4, 6));
    ck_assert(!boxes_overlap(3, 6, 2, 2));
    ck_assert(!boxes_overlap(10, 6, 2, 2));
    ck_assert(!hy_polygons_overlap(CORNER_ROOM, 6, nook, 4, FIT_M, &where));
}
END_TEST

START_TEST(rooms_may_reach_into_each_other_by_no_more_than_the_tolerance)
{
    ck_assert(!boxes_overlap(9.985f, 0, 4, 6));
    ck_assert(boxes_overlap(9.95f, 0, 4, 6));
}
END_TEST

START_TEST(a_room_within_a_room_overlaps_it)
{
    ck_assert(boxes_overlap(4, 2, 1, 1));
    ck_assert(boxes_overlap(-5, -5, 30, 30));
}
END_TEST

START_TEST(slanting_rooms_overlap_only_where_they_do)
{
    hy_vec2 where;
    const hy_vec2 beyond[] = {{5, 2}, {8, 5}, {5, 8}, {2, 5}};
    const hy_vec2 across[] = {{4.9f, 1.9f}, {8, 5}, {5, 8}, {1.9f, 4.9f}};
    ck_assert(!hy_polygons_overlap(DIAMOND, 4, beyond, 4, FIT_M, &where));
    ck_assert(hy_polygons_overlap(DIAMOND, 4, across, 4, FIT_M, &where));
    ck_assert(hy_polygons_overlap(SQUARE, 4, DIAMOND, 4, FIT_M, &where));
}
END_TEST

// two corridors that cross have no corner inside one another, wherever along their length they cross
START_TEST(narrow_corridors_that_cross_overlap_wherever_they_cross)
{
    uint32_t mistakes = 0;
    hy_vec2 along[4], across[4];
    make_box(along, 0, 0, 100, 1);
    for (uint32_t i = 1; i < 99; i++) {
        hy_vec2 where;
        make_box(across, (float)i + 0.25f, -50.25f - (float)(i % 7), 1, 100);
        const bool overlap = hy_polygons_overlap(along, 4, across, 4, FIT_M, &where);
        mistakes += !overlap || !hy_polygon_contains(along, 4, where) || !hy_polygon_contains(across, 4, where) ? 1 : 0;
    }
    ck_assert_uint_eq(mistakes, 0);
}
END_TEST

// brute force: a fine grid of points, each deep inside both or not
static bool share_a_deep_point(const hy_vec2 *a, uint32_t a_count, const hy_vec2 *b, uint32_t b_count, float depth_m)
{
    for (float y = -8; y < 8; y += 0.1f) {
        for (float x = -8; x < 8; x += 0.1f) {
            const hy_vec2 p = hy_vec(x, y);
            if (winds_around(a, a_count, p) && winds_around(b, b_count, p) &&
                hy_polygon_edge_distance(a, a_count, p) > depth_m &&
                hy_polygon_edge_distance(b, b_count, p) > depth_m) {
                return true;
            }
        }
    }
    return false;
}

START_TEST(random_rooms_that_share_ground_overlap)
{
    dice_cup dice = {2};
    uint32_t missed = 0, invented = 0, shared = 0;
    for (uint32_t i = 0; i < PAIR_COUNT / 10; i++) {
        hy_vec2 a[STAR_LIMIT], b[STAR_LIMIT], where = {0, 0};
        const uint32_t a_count = make_star(&dice, a, hy_vec(0, 0));
        const hy_vec2 middle = dice_point(&dice, -5, 5, -5, 5);
        const uint32_t b_count = make_star(&dice, b, middle);
        const bool told = hy_polygons_overlap(a, a_count, b, b_count, FIT_M, &where);
        const bool is_shared = share_a_deep_point(a, a_count, b, b_count, 0.1f);
        shared += is_shared ? 1 : 0;
        missed += is_shared && !told ? 1 : 0;
        // the place told lies in both, or on the edge of one
        invented +=
            told && (hy_polygon_edge_distance(a, a_count, where) > 1e-3f && !winds_around(a, a_count, where)) ? 1 : 0;
        invented +=
            told && (hy_polygon_edge_distance(b, b_count, where) > 1e-3f && !winds_around(b, b_count, where)) ? 1 : 0;
    }
    ck_assert_uint_gt(shared, PAIR_COUNT / 100);
    ck_assert_uint_eq(missed, 0);
    ck_assert_uint_eq(invented, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("polygon");
    TCase *shape = add_case(suite, "shape");
    tcase_add_test(shape, the_area_is_positive_counter_clockwise_and_negative_clockwise);
    tcase_add_test(shape, a_square_is_convex_either_way_round_and_a_corner_room_is_not);
    tcase_add_test(shape, a_bow_tie_and_a_doubled_corner_are_not_simple);
    tcase_add_test(shape, a_point_is_inside_where_the_outline_winds_around_it);
    tcase_add_test(shape, the_distance_to_the_edge_is_measured_to_the_nearest_one);
    TCase *overlap = add_case(suite, "overlap");
    tcase_add_test(overlap, equal_outlines_overlap);
    tcase_add_test(overlap, rooms_may_touch_along_an_edge_or_in_a_corner);
    tcase_add_test(overlap, rooms_may_reach_into_each_other_by_no_more_than_the_tolerance);
    tcase_add_test(overlap, a_room_within_a_room_overlaps_it);
    tcase_add_test(overlap, slanting_rooms_overlap_only_where_they_do);
    tcase_add_test(overlap, narrow_corridors_that_cross_overlap_wherever_they_cross);
    tcase_add_test(overlap, random_rooms_that_share_ground_overlap);
    return run_suite(suite);
}
