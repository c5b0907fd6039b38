// Simple polygons: area, what lies inside, and how two of them meet.
#ifndef HY_GEOM_POLYGON_H
#define HY_GEOM_POLYGON_H

#include "geom/plane.h"

#include <stdint.h>

// Signed area in m2, positive when the corners run counter-clockwise.
float hy_polygon_area(const hy_vec2 *corners, uint32_t count);

// True where p lies inside; points on an edge may go either way.
bool hy_polygon_contains(const hy_vec2 *corners, uint32_t count, hy_vec2 p);

// True where no corner turns inward.
bool hy_polygon_is_convex(const hy_vec2 *corners, uint32_t count);

// True where no two edges cross each other and no edge is shorter than a millimetre.
bool hy_polygon_is_simple(const hy_vec2 *corners, uint32_t count);

// True where the polygons share more than their edges; what reaches less than tolerance_m into the other is allowed.
// *where receives a point of the overlap.
bool hy_polygons_overlap(const hy_vec2 *a, uint32_t a_count, const hy_vec2 *b, uint32_t b_count, float tolerance_m,
                         hy_vec2 *where);

// Distance in metres from p to the nearest edge.
float hy_polygon_edge_distance(const hy_vec2 *corners, uint32_t count, hy_vec2 p);

#endif
