// Points and boxes of the plane.
#ifndef HYOSAN_VECTOR_H
#define HYOSAN_VECTOR_H

// Point or vector in metres.
typedef struct hy_vec2 {
    float x, y;
} hy_vec2;

// Axis-parallel box: south-west corner, width along x, depth along y, metres.
typedef struct hy_box {
    float x, y, width, depth;
} hy_box;

#endif
