// Who has got away: people who reach an exit of the plan. See docs/model/exits.md.
#include "systems/system.h"

// this near to an exit that is a point one is through it, metres
#define EXIT_REACH_M 2.0f

static bool contains(hy_box box, hy_vec2 p)
{
    return p.x >= box.x && p.x <= box.x + box.width && p.y >= box.y && p.y <= box.y + box.depth;
}

// one leaves by the exit that one walks to, and passes through others
static bool has_reached(const hy_context *context, uint32_t person, const hy_place *exit)
{
    const hy_state *state = context->state;
    const hy_vec2 at = hy_position(state, person), goal = hy_vec(state->person_goal_x[person], state->person_goal_y[person]);
    if (state->person_goal_kind[person] != HY_GOAL_POINT || state->person_goal_room[person] != exit->room) {
        return false;
    }
    if (exit->is_room) {
        return true;
    }
    return exit->has_box ? contains(exit->box, at) && contains(exit->box, goal) : hy_distance(at, exit->at) <= EXIT_REACH_M;
}

static uint32_t exit_reached(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    uint32_t exit = model->rooms[context->state->person_room[person]].first_exit;
    while (exit != HY_NONE && !has_reached(context, person, &model->places[exit])) {
        exit = model->places[exit].next_exit;
    }
    return exit;
}

void hy_run_exits(hy_context *context)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    for (uint32_t i = 0; i < context->occupancy->reasoned_count; i++) {
        const uint32_t person = context->occupancy->reasoned[i];
        if (model->rooms[state->person_room[person]].first_exit == HY_NONE || !state->person_is_leaving[person] ||
            !hy_has_reason(context, person)) {
            continue;
        }
        const uint32_t exit = exit_reached(context, person);
        if (exit == HY_NONE) {
            continue;
        }
        hy_event *event = hy_tell_serially(context, HY_event_got_away, person);
        event->cause = state->person_belief_event[person];
        event->detail = exit;
        hy_let_go(context, person);
        state->person_presence[person] = HY_ESCAPED;
        context->has_regrouped = true;
    }
}
