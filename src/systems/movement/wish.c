// Where somebody wants to go, and how fast.
#include "geom/raster.h"
#include "systems/movement/walking.h"

// how near to an opening one heads through it instead of following its field, metres
#define THROUGH_M 1.2f

// one heads for a point so far beyond an opening; who is beside it by so much or more, for one before it, metres
#define BEYOND_M 0.3f
#define ROUNDING_M 0.3f

// Who comes from beside an opening heads for a point this share of that distance within it, up to its middle: so a crowd
// passes over the whole width, and not all of it by the posts.
#define SPREAD 0.6f

// Where to pass an opening: on the straight line to the goal if that lies right behind it, else where it is nearest.
static hy_vec2 point_to_pass(const hy_context *context, uint32_t person, const hy_opening *opening, hy_vec2 from,
                             hy_vec2 to, hy_vec2 at)
{
    const hy_state *state = context->state;
    const hy_vec2 goal = hy_vec(state->person_goal_x[person], state->person_goal_y[person]);
    const float before = hy_abs(hy_dot(hy_minus(at, from), opening->normal)),
                behind = hy_abs(hy_dot(hy_minus(goal, from), opening->normal));
    if (hy_other_room(opening, state->person_room[person]) != state->person_goal_room[person] ||
        before + behind < 1e-3f) {
        return hy_nearest_on_segment(from, to, at);
    }
    return hy_nearest_on_segment(from, to, hy_along(at, hy_minus(goal, at), before / (before + behind)));
}

// through an opening: to a point of it that leaves room for the shoulders, and a little beyond
static hy_vec2 toward_opening(const hy_context *context, uint32_t person, hy_vec2 at)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const hy_room *room = &model->rooms[state->person_room[person]];
    const hy_opening *opening = &model->openings[state->person_link[person]];
    const hy_vec2 along = hy_unit(hy_minus(opening->to, opening->from));
    const float margin = hy_min(1.3f * state->person_radius[person], 0.5f * opening->width_m);
    const hy_vec2 from = hy_along(opening->from, along, margin), to = hy_along(opening->to, along, -margin);
    const hy_vec2 abreast = hy_nearest_on_segment(from, to, at);
    const float beside = hy_abs(hy_dot(hy_minus(at, abreast), along));
    const float within = hy_min(SPREAD * beside, 0.5f * hy_distance(from, to));
    const hy_vec2 pass = point_to_pass(context, person, opening, hy_along(from, along, within), hy_along(to, along, -within), at);
    const float *field = hy_link_field(model, room, hy_rank_in(opening, state->person_room[person]));
    const hy_raster raster = hy_room_raster(model, room);
    // near as one walks, not as a bird flies: round a well or a desk the field leads
    const bool is_near = hy_distance(pass, at) < THROUGH_M &&
                         (!field || hy_raster_distance_at(&raster, field, at) < THROUGH_M + 0.3f);
    if (is_near) {
        // who comes along the wall rounds the post
        const float beyond = BEYOND_M - (BEYOND_M + state->person_radius[person]) * hy_min(beside / ROUNDING_M, 1);
        const float out = opening->rooms[0] == state->person_room[person] ? beyond : -beyond;
        return hy_unit(hy_minus(hy_along(pass, opening->normal, out), at));
    }
    return field && !room->is_bare ? hy_raster_descent_at(&raster, field, at) : hy_unit(hy_minus(pass, at));
}

hy_vec2 hy_desired_direction(const hy_context *context, uint32_t person, hy_vec2 at)
{
    const hy_state *state = context->state;
    if (state->person_goal_kind[person] == HY_GOAL_NONE) {
        return hy_vec(0, 0);
    }
    if (state->person_link[person] != HY_NONE) {
        return toward_opening(context, person, at);
    }
    return hy_unit(hy_minus(hy_vec(state->person_waypoint_x[person], state->person_waypoint_y[person]), at));
}

static float stair_factor(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_room *room = &model->rooms[context->state->person_room[person]];
    const uint32_t link = context->state->person_link[person];
    if (!room->is_stair) {
        return 1;
    }
    const bool goes_up = link != HY_NONE && room->upper_link != HY_NONE && model->links[room->first_link + room->upper_link] == link;
    return room->run_per_incline * (goes_up ? model->movement.stairs_up : model->movement.stairs_down);
}

float hy_desired_speed(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const hy_spec_movement *movement = &context->model->movement;
    const hy_spec_stage *stage = hy_stage_of(context->model, state, person);
    float speed = 0;
    switch (state->person_gait[person]) {
    case HY_WANDERING:
        speed = hy_min(stage->wander_speed_m_per_s, state->person_walk_speed[person]);
        break;
    case HY_WALKING:
        speed = state->person_walk_speed[person];
        break;
    case HY_RUNNING: {
        // the last quarter of the breath fades into a jog
        const float breath = stage->tires ? hy_clamp(4 * state->person_stamina[person], 0, 1) : 1;
        const float sprint = stage->speed_factor * state->person_sprint_speed[person];
        const float jog = hy_min(movement->jog_m_per_s, sprint);
        speed = jog + (sprint - jog) * breath;
        break;
    }
    default:
        break;
    }
    const bool is_outdoors = context->model->rooms[state->person_room[person]].is_outdoor;
    const float top = is_outdoors && stage->top_speed_outdoors_m_per_s > HY_GIVEN ? stage->top_speed_outdoors_m_per_s
                                                                                  : stage->top_speed_m_per_s;
    speed = hy_min(speed, state->person_leg_is_broken[person] ? hy_min(top, stage->crawl_m_per_s) : top);
    // a fortress of carts is pushed no faster; thirst and want of sleep make slow
    speed = state->person_fortress[person] != HY_NONE ? hy_min(speed, context->model->tools.fortress_m_per_s) : speed;
    speed *= state->person_vigour[person];
    return hy_speed_in_smoke(context, person, speed * stair_factor(context, person));
}
