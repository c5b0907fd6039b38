// The interface of a movement model: where somebody turns and how fast, given what is around.
#ifndef HY_SYSTEMS_MOVEMENT_MODEL_H
#define HY_SYSTEMS_MOVEMENT_MODEL_H

#include "geom/plane.h"
#include "hyosan/spec.h"

// Somebody who wants to walk.
typedef struct hy_walker {
    hy_vec2 at;
    hy_vec2 desired;          // unit vector
    float desired_speed;      // m/s
    float radius;             // m
    float side;               // -1 or 1: on which side this person likes to pass
} hy_walker;

// Somebody in the way: where from the walker, and how large.
typedef struct hy_neighbour {
    hy_vec2 offset;           // from the walker to the neighbour
    float distance;           // length of it
    float contact;            // sum of the two radii
    hy_vec2 heading;          // unit vector of where the neighbour wants to go
} hy_neighbour;

// The nearest point of a wall, as an offset from the walker.
typedef struct hy_near_wall {
    hy_vec2 offset;
    float distance;
} hy_near_wall;

enum { HY_NEIGHBOUR_LIMIT = 64, HY_NEAR_WALL_LIMIT = 32 };

typedef struct hy_surroundings {
    hy_neighbour neighbours[HY_NEIGHBOUR_LIMIT];
    uint32_t neighbour_count;
    hy_near_wall walls[HY_NEAR_WALL_LIMIT];
    uint32_t wall_count;
} hy_surroundings;

// A velocity. Pure: the same for the same arguments, called from several threads.
typedef hy_vec2 hy_movement_rule(const hy_spec_movement *parameters, const hy_walker *walker,
                                 const hy_surroundings *around);

typedef struct hy_movement_model hy_movement_model;
struct hy_movement_model {
    const char *name;
    hy_movement_rule *velocity;
};

hy_vec2 hy_collision_free_speed(const hy_spec_movement *parameters, const hy_walker *walker, const hy_surroundings *around);

// The model that a scenario names.
const hy_movement_model *hy_movement_model_of(hy_walking_model word);

#endif
