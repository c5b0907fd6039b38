// Room among those who rest: who is in somebody's way steps aside for a moment, and who finds the place taken stays
// beside it.
#include "systems/movement/walking.h"

// who has been blocked for so long is let through, seconds; those in the way look round for it so often
#define LET_THROUGH_AFTER_S 1.5f
#define PERIOD_S 0.5f

// so long one stands aside, seconds
#define ASIDE_S 1.5f

// bodies nearer than this are in the way, metres
#define IN_THE_WAY_M 0.2f

enum { IN_THE_WAY_LIMIT = 32 };

// who is as near as this to a goal where somebody else rests is content, metres
#define CONTENT_M 0.7f

// who has come somewhere; and those who hunt, wherever they stand, before one with reason whom they leave alone and who pushes through
static bool may_step_aside(const hy_context *context, uint32_t person, bool is_pushed)
{
    const hy_state *state = context->state;
    const bool stands_loosely = state->person_goal_kind[person] == HY_GOAL_POINT ||
                                (is_pushed && hy_stage_of(context->model, state, person)->hunts);
    return state->person_gait[person] == HY_RESTING && stands_loosely && hy_can_walk(context, person);
}

// to the side of the other's way on which one is already
static void step_aside(hy_context *context, uint32_t person, hy_vec2 way, float to_left)
{
    hy_state *state = context->state;
    const float side = to_left < 0 ? -1 : 1;
    state->person_gait[person] = HY_WALKING;
    state->person_yields_until[person] = context->tick + hy_ticks(context, ASIDE_S);
    state->person_wish_x[person] = -side * way.y;
    state->person_wish_y[person] = side * way.x;
    state->person_blocked_s[person] = 0;
    hy_occupancy_add_walker(context->occupancy, context->model, state, person);
}

static void ask_those_ahead(hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const hy_occupancy *occupancy = context->occupancy;
    const hy_vec2 at = hy_position(state, person),
                  way = hy_vec(state->person_wish_x[person], state->person_wish_y[person]);
    const float contact = state->person_radius[person] + context->model->largest_radius_m;
    const uint32_t sheet = context->model->rooms[state->person_room[person]].sheet;
    const bool pushes = hy_stage_of(context->model, state, person)->keeps_reason;
    uint32_t places[IN_THE_WAY_LIMIT + HY_LANE_BLOCK];
    const uint32_t count = hy_bodies_within(occupancy, &context->model->sheets[sheet], at, contact + IN_THE_WAY_M,
                                            places, IN_THE_WAY_LIMIT);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t other = occupancy->order[places[i]];
        const hy_vec2 offset = hy_minus(hy_position(state, other), at);
        if (other != person && hy_dot(offset, way) > 0.2f * hy_length(offset) && may_step_aside(context, other, pushes)) {
            step_aside(context, other, way, way.x * offset.y - way.y * offset.x);
        }
    }
}

static bool has_place_taken(const hy_context *context, uint32_t person, hy_vec2 goal)
{
    const hy_occupancy *occupancy = context->occupancy;
    const float contact = 2 * context->state->person_radius[person];
    const uint32_t sheet = context->model->rooms[context->state->person_room[person]].sheet;
    uint32_t places[IN_THE_WAY_LIMIT + HY_LANE_BLOCK];
    const uint32_t count =
        hy_bodies_within(occupancy, &context->model->sheets[sheet], goal, contact, places, IN_THE_WAY_LIMIT);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t other = occupancy->order[places[i]];
        if (other != person && context->state->person_gait[other] == HY_RESTING) {
            return true;
        }
    }
    return false;
}

static void be_content(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_vec2 goal = hy_vec(state->person_goal_x[person], state->person_goal_y[person]);
    if (state->person_goal_kind[person] == HY_GOAL_POINT &&
        state->person_room[person] == state->person_goal_room[person] &&
        hy_distance(hy_position(state, person), goal) < CONTENT_M && !hy_yields(context, person) &&
        has_place_taken(context, person, goal)) {
        state->person_gait[person] = HY_RESTING;
        state->person_blocked_s[person] = 0;
        state->person_speed[person] = 0;
    }
}

void hy_make_room(hy_context *context)
{
    const hy_occupancy *occupancy = context->occupancy;
    if (context->tick % hy_ticks(context, PERIOD_S) != 0) {
        return;
    }
    for (uint32_t i = 0; i < occupancy->mover_count; i++) {
        const uint32_t person = occupancy->movers[i];
        if (context->state->person_blocked_s[person] > LET_THROUGH_AFTER_S && !hy_yields(context, person)) {
            ask_those_ahead(context, person);
        }
        be_content(context, person);
    }
}
