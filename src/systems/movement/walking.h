// The parts of one step of everybody who walks: a wish, a velocity, a proposed step, its acceptance.
#ifndef HY_SYSTEMS_MOVEMENT_WALKING_H
#define HY_SYSTEMS_MOVEMENT_WALKING_H

#include "systems/movement/model.h"
#include "systems/system.h"

// no step is longer, metres; walls may push it by one radius more
#define HY_STEP_LIMIT_M 0.65f

// time that a step of somebody takes, seconds
static inline float hy_step_time(const hy_context *context, uint32_t person)
{
    const bool wanders = context->state->person_gait[person] == HY_WANDERING;
    return context->dt_s * (wanders ? (float)context->wandering_stride : 1.0f);
}

// neither busy nor held nor beyond walking
static inline bool hy_can_walk(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_frozen_until[person] <= context->tick && state->person_down_until[person] <= context->tick &&
           state->person_task_until[person] <= context->tick && !hy_is_in_bout(context, person);
}

// steps back or aside for others, in the direction of the wish
static inline bool hy_yields(const hy_context *context, uint32_t person)
{
    return context->state->person_yields_until[person] > context->tick;
}

// Unit vector of where somebody at a point wants to go, zero for nowhere; and how fast.
hy_vec2 hy_desired_direction(const hy_context *context, uint32_t person, hy_vec2 at);
float hy_desired_speed(const hy_context *context, uint32_t person);

// The velocity that the model chooses for what is around now.
hy_vec2 hy_steer(hy_context *context, uint32_t person, hy_vec2 at, hy_vec2 desired, float desired_speed,
                 const hy_near_walls *walls);

// Writes the next place of somebody with that velocity, unless a wall forbids it; returns the length of the step.
// `walls` are those within a step and two radii.
float hy_propose_step(hy_context *context, uint32_t person, hy_vec2 at, hy_vec2 velocity, const hy_near_walls *walls);

// Those who rest in the way of somebody blocked step aside. Serial.
void hy_make_room(hy_context *context);

// True where nobody is in the way of the proposed step. No step of this tick is longer than `longest_step_m`.
bool hy_step_is_accepted(const hy_context *context, uint32_t person, float longest_step_m);

#endif
