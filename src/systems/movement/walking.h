// The parts of one step of everybody who walks: a wish, a velocity, a proposed step, its acceptance.
#ifndef HY_SYSTEMS_MOVEMENT_WALKING_H
#define HY_SYSTEMS_MOVEMENT_WALKING_H

#include "systems/movement/model.h"
#include "systems/system.h"

// no step is longer, metres; walls may push it by one radius more
#define HY_STEP_LIMIT_M 0.65f

// Unit vector of where somebody at a point wants to go, zero for nowhere; and how fast.
hy_vec2 hy_desired_direction(const hy_context *context, uint32_t person, hy_vec2 at);
float hy_desired_speed(const hy_context *context, uint32_t person);

// The velocity that the model chooses for what is around now.
hy_vec2 hy_steer(hy_context *context, uint32_t person, hy_vec2 at, hy_vec2 desired, float desired_speed,
                 const hy_near_walls *walls);

// Writes the next place of somebody with that velocity, unless a wall forbids it; returns the length of the step.
// `walls` are those within a step and two radii.
float hy_propose_step(hy_context *context, uint32_t person, hy_vec2 at, hy_vec2 velocity, const hy_near_walls *walls);

// True where nobody is in the way of the proposed step. No step of this tick is longer than `longest_step_m`.
bool hy_step_is_accepted(const hy_context *context, uint32_t person, float longest_step_m);

#endif
