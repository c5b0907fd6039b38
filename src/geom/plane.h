// Vectors and segments of the plane: the small arithmetic that everything else is made of.
#ifndef HY_GEOM_PLANE_H
#define HY_GEOM_PLANE_H

#include "base/maths.h"
#include "hyosan/vector.h"

#include <stdbool.h>

static inline hy_vec2 hy_vec(float x, float y)
{
    return (hy_vec2){x, y};
}

static inline hy_vec2 hy_plus(hy_vec2 a, hy_vec2 b)
{
    return hy_vec(a.x + b.x, a.y + b.y);
}

static inline hy_vec2 hy_minus(hy_vec2 a, hy_vec2 b)
{
    return hy_vec(a.x - b.x, a.y - b.y);
}

static inline hy_vec2 hy_times(hy_vec2 a, float factor)
{
    return hy_vec(a.x * factor, a.y * factor);
}

// a + factor b
static inline hy_vec2 hy_along(hy_vec2 a, hy_vec2 b, float factor)
{
    return hy_vec(a.x + b.x * factor, a.y + b.y * factor);
}

static inline float hy_dot(hy_vec2 a, hy_vec2 b)
{
    return a.x * b.x + a.y * b.y;
}

// z of the cross product: positive where b lies to the left of a
static inline float hy_cross(hy_vec2 a, hy_vec2 b)
{
    return a.x * b.y - a.y * b.x;
}

static inline float hy_length2(hy_vec2 a)
{
    return hy_dot(a, a);
}

static inline float hy_length(hy_vec2 a)
{
    return hy_sqrt(hy_length2(a));
}

static inline float hy_distance(hy_vec2 a, hy_vec2 b)
{
    return hy_length(hy_minus(a, b));
}

// the vector turned left by a right angle
static inline hy_vec2 hy_left_of(hy_vec2 a)
{
    return hy_vec(-a.y, a.x);
}

// unit vector along a; zero for vectors shorter than a nanometre
static inline hy_vec2 hy_unit(hy_vec2 a)
{
    const float length = hy_length(a);
    return length > 1e-9f ? hy_times(a, 1.0f / length) : hy_vec(0, 0);
}

static inline hy_vec2 hy_middle(hy_vec2 a, hy_vec2 b)
{
    return hy_vec(0.5f * (a.x + b.x), 0.5f * (a.y + b.y));
}

// Point of the segment a-b nearest to p.
static inline hy_vec2 hy_nearest_on_segment(hy_vec2 a, hy_vec2 b, hy_vec2 p)
{
    const hy_vec2 ab = hy_minus(b, a);
    const float length2 = hy_length2(ab);
    const float along = length2 > 0 ? hy_clamp(hy_dot(hy_minus(p, a), ab) / length2, 0, 1) : 0;
    return hy_along(a, ab, along);
}

// True where the segments p-q and a-b have a point in common; the ends of a-b count, and a tenth of a millimetre beyond them, so
// that nothing slips through where two of them meet. p itself does not count.
static inline bool hy_segments_cross(hy_vec2 p, hy_vec2 q, hy_vec2 a, hy_vec2 b)
{
    const hy_vec2 ab = hy_minus(b, a);
    const hy_vec2 pq = hy_minus(q, p);
    const float side_p = hy_cross(ab, hy_minus(p, a));
    const float side_q = hy_cross(ab, hy_minus(q, a));
    if ((side_p >= 0) == (side_q >= 0)) {
        return false;
    }
    const float side_a = hy_cross(pq, hy_minus(a, p));
    const float side_b = hy_cross(pq, hy_minus(b, p));
    const float margin = 1e-4f * (hy_abs(pq.x) + hy_abs(pq.y));
    return !(side_a > margin && side_b > margin) && !(side_a < -margin && side_b < -margin);
}

#endif
