// Simple polygons: area, what lies inside, and how two of them meet.
#include "geom/polygon.h"

static hy_vec2 corner_after(const hy_vec2 *corners, uint32_t count, uint32_t i)
{
    return corners[i + 1 < count ? i + 1 : 0];
}

float hy_polygon_area(const hy_vec2 *corners, uint32_t count)
{
    double twice = 0;
    for (uint32_t i = 0; i < count; i++) {
        const hy_vec2 a = corners[i], b = corner_after(corners, count, i);
        twice += (double)a.x * (double)b.y - (double)b.x * (double)a.y;
    }
    return (float)(0.5 * twice);
}

bool hy_polygon_contains(const hy_vec2 *corners, uint32_t count, hy_vec2 p)
{
    bool is_inside = false;
    for (uint32_t i = 0; i < count; i++) {
        const hy_vec2 a = corners[i], b = corner_after(corners, count, i);
        if ((a.y > p.y) == (b.y > p.y)) {
            continue;
        }
        if (p.x < a.x + (b.x - a.x) * ((p.y - a.y) / (b.y - a.y))) {
            is_inside = !is_inside;
        }
    }
    return is_inside;
}

bool hy_polygon_is_convex(const hy_vec2 *corners, uint32_t count)
{
    const float sign = hy_polygon_area(corners, count) < 0 ? -1.0f : 1.0f;
    for (uint32_t i = 0; i < count; i++) {
        const hy_vec2 a = corners[i], b = corners[(i + 1) % count], c = corners[(i + 2) % count];
        if (sign * hy_cross(hy_minus(b, a), hy_minus(c, b)) < -1e-4f) {
            return false;
        }
    }
    return true;
}

bool hy_polygon_is_simple(const hy_vec2 *corners, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const hy_vec2 a = corners[i], b = corner_after(corners, count, i);
        if (hy_distance(a, b) < 0.001f) {
            return false;
        }
        for (uint32_t j = i + 2; j < count; j++) {
            if (i == 0 && j == count - 1) {
                continue;
            }
            if (hy_segments_cross(a, b, corners[j], corner_after(corners, count, j))) {
                return false;
            }
        }
    }
    return true;
}

float hy_polygon_edge_distance(const hy_vec2 *corners, uint32_t count, hy_vec2 p)
{
    float nearest = HY_INFINITY;
    for (uint32_t i = 0; i < count; i++) {
        const hy_vec2 on_edge = hy_nearest_on_segment(corners[i], corner_after(corners, count, i), p);
        nearest = hy_min(nearest, hy_distance(on_edge, p));
    }
    return nearest;
}

static bool is_deep_inside(const hy_vec2 *corners, uint32_t count, hy_vec2 p, float tolerance_m)
{
    return hy_polygon_contains(corners, count, p) && hy_polygon_edge_distance(corners, count, p) > tolerance_m;
}

// share of p-q at which it cuts the line of a-b inside a-b; 1 where it does not
static float cut_at(hy_vec2 p, hy_vec2 q, hy_vec2 a, hy_vec2 b)
{
    const hy_vec2 pq = hy_minus(q, p), ab = hy_minus(b, a);
    const float cross = hy_cross(pq, ab);
    if (hy_abs(cross) < 1e-12f) {
        return 1;
    }
    const float along_pq = hy_cross(hy_minus(a, p), ab) / cross, along_ab = hy_cross(hy_minus(a, p), pq) / cross;
    return along_ab < 0 || along_ab > 1 ? 1 : along_pq;
}

static float next_cut_after(float share, hy_vec2 p, hy_vec2 q, const hy_vec2 *corners, uint32_t count)
{
    float next = 1;
    for (uint32_t i = 0; i < count; i++) {
        const float cut = cut_at(p, q, corners[i], corner_after(corners, count, i));
        next = cut > share && cut < next ? cut : next;
    }
    return next;
}

// between two cuts through the outline an edge p-q is inside or outside: points of each stretch are tried for their depth
static bool edge_runs_inside(hy_vec2 p, hy_vec2 q, const hy_vec2 *corners, uint32_t count, float tolerance_m,
                             hy_vec2 *where)
{
    enum { SAMPLE_COUNT = 9 };
    for (float from = 0, to = 0; to < 1; from = to) {
        to = next_cut_after(from, p, q, corners, count);
        for (uint32_t i = 0; i < SAMPLE_COUNT; i++) {
            const float share = from + (to - from) * (float)i / (float)(SAMPLE_COUNT - 1);
            const hy_vec2 sample = hy_along(p, hy_minus(q, p), share);
            if (is_deep_inside(corners, count, sample, tolerance_m)) {
                *where = sample;
                return true;
            }
        }
    }
    return false;
}

static bool any_edge_runs_inside(const hy_vec2 *a, uint32_t a_count, const hy_vec2 *b, uint32_t b_count,
                                 float tolerance_m, hy_vec2 *where)
{
    for (uint32_t i = 0; i < a_count; i++) {
        if (edge_runs_inside(a[i], corner_after(a, a_count, i), b, b_count, tolerance_m, where)) {
            return true;
        }
    }
    return false;
}

// a point well inside: the middle of a corner triangle, moved in from the longest edge
static hy_vec2 inner_point(const hy_vec2 *corners, uint32_t count)
{
    hy_vec2 best = corners[0];
    float best_depth = -1;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = i + 1; j < count; j++) {
            const hy_vec2 sample = hy_middle(hy_middle(corners[i], corner_after(corners, count, i)),
                                             hy_middle(corners[j], corner_after(corners, count, j)));
            const float depth = hy_polygon_edge_distance(corners, count, sample);
            if (depth > best_depth && hy_polygon_contains(corners, count, sample)) {
                best_depth = depth;
                best = sample;
            }
        }
    }
    return best;
}

bool hy_polygons_overlap(const hy_vec2 *a, uint32_t a_count, const hy_vec2 *b, uint32_t b_count, float tolerance_m,
                         hy_vec2 *where)
{
    if (any_edge_runs_inside(a, a_count, b, b_count, tolerance_m, where) ||
        any_edge_runs_inside(b, b_count, a, a_count, tolerance_m, where)) {
        return true;
    }
    // equal outlines have no edge inside one another, but a middle
    *where = inner_point(a, a_count);
    return is_deep_inside(b, b_count, *where, tolerance_m);
}
