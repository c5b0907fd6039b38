// One step of everybody who walks: a wish, a proposal, and its acceptance where it meets neither wall nor body.
// Nobody ever passes a wall or comes closer to another than their bodies allow; see docs/model/movement.md.
#include "systems/movement/walking.h"

// people steer so often, seconds; the step between follows the last choice, and meets nobody for all that
#define STEERING_S 0.2f

// who moves slower than this stands, m/s
#define STANDING_M_PER_S 0.05f

// the breath of those who rest is looked after so often, seconds
#define REST_PERIOD_S 1.0f

// so long without progress somebody is jammed, seconds, and tries again only every so many ticks
#define JAMMED_S 1.5f
#define JAMMED_PERIOD 4u

// so long, and it is nearly as good as resting
#define HELD_UP_S 10.0f
#define HELD_UP_PERIOD 16u

// this near to the point of a goal one has arrived, metres
#define ARRIVED_M 0.2f

static void propose_to_stay(hy_state *state, uint32_t person)
{
    state->next_person_x[person] = state->person_x[person];
    state->next_person_y[person] = state->person_y[person];
    state->next_person_room[person] = state->person_room[person];
}

static void breathe(hy_context *context, uint32_t person, bool is_running)
{
    const hy_spec_movement *movement = &context->model->movement;
    const float step_s = hy_step_time(context, person);
    const float change = is_running ? -step_s / movement->sprint_s : step_s / movement->recovery_s;
    context->state->person_stamina[person] = hy_clamp(context->state->person_stamina[person] + change, 0, 1);
}

// those that a step may meet, and those that may turn it
static void find_walls(const hy_context *context, uint32_t person, hy_vec2 at, float speed, hy_near_walls *walls)
{
    const float radius = context->state->person_radius[person];
    const float reach = hy_max(hy_min(speed * hy_step_time(context, person), HY_STEP_LIMIT_M) + 2 * radius, radius + HY_WALL_RANGE_M);
    hy_find_near_walls(context->model, context->state, context->occupancy->cell_of[person], at, reach, walls);
}

// chooses a velocity if it is time to
static void steer(hy_context *context, uint32_t person, hy_vec2 at, hy_near_walls *walls)
{
    hy_state *state = context->state;
    const hy_vec2 wish = hy_vec(state->person_wish_x[person], state->person_wish_y[person]);
    const hy_vec2 desired = hy_yields(context, person) ? wish : hy_desired_direction(context, person, at);
    hy_vec2 velocity = hy_vec(0, 0);
    if (hy_length2(desired) > 0.5f) {
        // one looks where one wants to go; others see it from the next tick on
        state->person_wish_x[person] = desired.x;
        state->person_wish_y[person] = desired.y;
        const float speed = hy_desired_speed(context, person);
        find_walls(context, person, at, speed, walls);
        velocity = hy_steer(context, person, at, desired, speed, walls);
    }
    state->person_velocity_x[person] = velocity.x;
    state->person_velocity_y[person] = velocity.y;
}

// in turn; at once where a velocity is of no use any more: one sets out, or has a new opening or waypoint to go to
static bool steers_now(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const bool sets_out = state->person_speed[person] < STANDING_M_PER_S && state->person_blocked_s[person] < context->dt_s;
    const bool wanders = state->person_gait[person] == HY_WANDERING;
    return wanders || (person + context->tick) % context->steering_period == 0 || sets_out ||
           state->person_link_at[person] == context->tick || state->person_waypoint_at[person] == context->tick;
}

static void propose(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    // who has long been stuck tries less often
    const float blocked_s = state->person_blocked_s[person];
    const uint32_t period = blocked_s > HELD_UP_S ? HELD_UP_PERIOD : blocked_s > JAMMED_S ? JAMMED_PERIOD : 1;
    if ((person + context->tick) % period != 0 || !hy_can_walk(context, person)) {
        state->person_velocity_x[person] = state->person_velocity_y[person] = 0;
        return;
    }
    breathe(context, person, state->person_gait[person] == HY_RUNNING);
    const hy_vec2 at = hy_position(state, person);
    hy_near_walls walls;
    const bool steers = steers_now(context, person);
    if (steers) {
        steer(context, person, at, &walls);
    }
    const hy_vec2 velocity = hy_vec(state->person_velocity_x[person], state->person_velocity_y[person]);
    if (hy_length2(velocity) > 1e-8f) {
        if (!steers) {
            find_walls(context, person, at, hy_length(velocity), &walls);
        }
        const float length = hy_propose_step(context, person, at, velocity, &walls);
        context->longest_steps[turn.block] = hy_max(context->longest_steps[turn.block], length);
    }
}

static float longest_step(hy_context *context)
{
    float longest = 0;
    for (uint32_t block = 0; block < context->block_count; block++) {
        longest = hy_max(longest, context->longest_steps[block]);
        context->longest_steps[block] = 0;
    }
    return longest;
}

// writes 1 where the step is made; what was proposed is left for the others to read
static void accept(hy_turn turn)
{
    turn.context->is_accepted[turn.person] = hy_step_is_accepted(turn.context, turn.person, turn.context->longest_step_m);
}

// ---------------------------------------------------------------------------------------------------------- limits of flow

// the opening with a limit of flow that an accepted step passes, HY_NONE
static uint32_t limited_opening(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const uint32_t room = state->person_room[person], next = state->next_person_room[person], link = state->person_link[person];
    if (room == next || link == HY_NONE || !context->is_accepted[person]) {
        return HY_NONE;
    }
    const hy_opening *opening = &context->model->openings[link];
    const bool joins = (opening->rooms[0] == room && opening->rooms[1] == next) || (opening->rooms[1] == room && opening->rooms[0] == next);
    return joins && opening->max_flow_per_s > 0 ? link : HY_NONE;
}

// Lets no more people through an opening than its plan says, one at a time; the others stay where they are, which is always safe.
static void keep_flow_limits(hy_context *context)
{
    hy_state *state = context->state;
    const hy_occupancy *occupancy = context->occupancy;
    const float now_s = (float)context->tick * context->dt_s;
    for (uint32_t i = 0; context->model->has_flow_limits && i < occupancy->mover_count; i++) {
        const uint32_t person = occupancy->movers[i], opening = limited_opening(context, person);
        if (opening == HY_NONE) {
            continue;
        }
        if (state->opening_passes_at[opening] > now_s + 0.01f * context->dt_s) {
            context->is_accepted[person] = 0;
            continue;
        }
        // what is left of the last tick counts: the mean flow is the limit, whatever the time step
        const float since_s = hy_max(state->opening_passes_at[opening], now_s - context->dt_s);
        state->opening_passes_at[opening] = since_s + 1.0f / context->model->openings[opening].max_flow_per_s;
    }
}

static bool has_arrived(const hy_context *context, uint32_t person, hy_vec2 at)
{
    const hy_state *state = context->state;
    if (hy_yields(context, person) || state->person_goal_kind[person] != HY_GOAL_POINT || state->person_link[person] != HY_NONE ||
        state->next_person_room[person] != state->person_goal_room[person]) {
        return false;
    }
    const float distance = hy_distance(at, hy_vec(state->person_goal_x[person], state->person_goal_y[person]));
    return distance < ARRIVED_M || (distance < 1 && state->person_blocked_s[person] > 3);
}

static void settle(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    if (!context->is_accepted[person]) {
        propose_to_stay(state, person);
    }
    const hy_vec2 at = hy_position(state, person);
    const hy_vec2 to = hy_vec(state->next_person_x[person], state->next_person_y[person]);
    const hy_vec2 step = hy_minus(to, at);
    const hy_vec2 wish = hy_vec(state->person_wish_x[person], state->person_wish_y[person]);
    const float step_s = hy_step_time(context, person);
    state->person_speed[person] = hy_length(step) / step_s;
    state->person_heading_x[person] = wish.x;
    state->person_heading_y[person] = wish.y;
    // swinging to and fro is no progress
    const bool is_stuck = hy_dot(step, wish) < 0.1f * step_s && hy_can_walk(context, person);
    state->person_blocked_s[person] = is_stuck ? state->person_blocked_s[person] + step_s : 0;
    if (has_arrived(context, person, to)) {
        state->person_gait[person] = HY_RESTING;
        state->person_blocked_s[person] = 0;
        state->person_speed[person] = 0;
    }
    if (state->person_room[person] != state->next_person_room[person]) {
        context->room_changes[turn.block]++;
        state->person_came_from[person] = state->person_room[person];
    }
    state->person_x[person] = to.x;
    state->person_y[person] = to.y;
    state->person_room[person] = state->next_person_room[person];
}

// whoever rests gets back the breath
static void catch_breath(hy_turn turn)
{
    hy_state *state = turn.context->state;
    if (state->person_gait[turn.person] == HY_RESTING && state->person_stamina[turn.person] < 1) {
        const float rest_s = (float)hy_ticks(turn.context, REST_PERIOD_S) * turn.context->dt_s;
        const float more = rest_s / turn.context->model->movement.recovery_s;
        state->person_stamina[turn.person] = hy_min(1, state->person_stamina[turn.person] + more);
    }
}

static bool has_changed_rooms(hy_context *context)
{
    uint32_t changes = 0;
    for (uint32_t block = 0; block < context->block_count; block++) {
        changes += context->room_changes[block];
        context->room_changes[block] = 0;
    }
    return changes > 0;
}

void hy_run_movement(hy_context *context)
{
    hy_for_people(context, catch_breath, hy_ticks(context, REST_PERIOD_S));
    const hy_occupancy *occupancy = context->occupancy;
    if (occupancy->mover_count == 0) {
        return;
    }
    hy_occupancy_follow_wishes(context->occupancy, context->model, context->state);
    context->steering_period = hy_ticks(context, STEERING_S);
    hy_for_listed(context, propose, occupancy->movers, occupancy->mover_count);
    context->longest_step_m = longest_step(context);
    hy_for_listed(context, accept, occupancy->movers, occupancy->mover_count);
    keep_flow_limits(context);
    hy_for_listed(context, settle, occupancy->movers, occupancy->mover_count);
    hy_views_note_movers(context);
    hy_make_room(context);
    context->agent_steps += occupancy->mover_count;
    context->has_moved = true;
    context->has_changed_rooms |= has_changed_rooms(context);
}
