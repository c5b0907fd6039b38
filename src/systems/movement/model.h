// The interface of a movement model: where somebody turns and how fast, given what is around.
#ifndef HY_SYSTEMS_MOVEMENT_MODEL_H
#define HY_SYSTEMS_MOVEMENT_MODEL_H

#include "base/lanes.h"
#include "hyosan/spec.h"
#include "state/barriers.h"

// Somebody who wants to walk.
typedef struct hy_walker {
    hy_vec2 at;
    hy_vec2 desired;     // unit vector
    float desired_speed; // m/s
    float speed;         // m/s, of the last step
    hy_vec2 velocity;    // m/s, chosen last time
    float radius;        // m
    float side;          // -1 or 1: on which side this person likes to pass
    float oncoming;      // how much those who come the other way farther ahead bid one keep right, 0 to 1
} hy_walker;

// so many neighbours at most, and places for whole lanes beyond
enum { HY_NEIGHBOUR_LIMIT = 64, HY_NEIGHBOUR_PLACES = HY_NEIGHBOUR_LIMIT + HY_LANE_BLOCK };

// A model is shown the walls within so much of a body at least, metres, and others that a step may meet.
#define HY_WALL_RANGE_M 0.25f

// Those in the way, as columns: offset from the walker and its length, sum of the two radii, unit vector of where the
// neighbour wants to go. From neighbour_count on, up to a whole block of lanes, stands somebody so far away as not to
// matter.
typedef struct hy_surroundings {
    float x[HY_NEIGHBOUR_PLACES], y[HY_NEIGHBOUR_PLACES];
    float distance[HY_NEIGHBOUR_PLACES], contact[HY_NEIGHBOUR_PLACES];
    float heading_x[HY_NEIGHBOUR_PLACES], heading_y[HY_NEIGHBOUR_PLACES];
    float speed[HY_NEIGHBOUR_PLACES];
    float walks[HY_NEIGHBOUR_PLACES];      // 1, or 0 for those who rest
    float is_opposed[HY_NEIGHBOUR_PLACES]; // 1, or 0 for those who make for the same opening from the same side
    uint32_t neighbour_count;
    const hy_near_walls *walls;
} hy_surroundings;

// A velocity. Pure: the same for the same arguments, called from several threads.
typedef hy_vec2 hy_movement_rule(const hy_spec_movement *parameters, const hy_walker *walker,
                                 const hy_surroundings *around);

typedef struct hy_movement_model hy_movement_model;
struct hy_movement_model {
    const char *name;
    hy_movement_rule *velocity;
};

hy_vec2 hy_collision_free_speed(const hy_spec_movement *parameters, const hy_walker *walker,
                                const hy_surroundings *around);

// The model that a scenario names.
const hy_movement_model *hy_movement_model_of(hy_walking_model word);

#endif
