// Who has got away: people who reach an exit of the plan. See docs/model/exits.md.
#include "systems/system.h"

// this near to an exit one is through it, metres
#define EXIT_REACH_M 2.0f

void hy_run_exits(hy_context *context)
{
    if (context->tick % hy_ticks(context, 1) != 0) {
        return;
    }
    const hy_model *model = context->model;
    hy_state *state = context->state;
    for (uint32_t i = 0; i < model->place_count; i++) {
        const hy_place *exit = &model->places[i];
        if (exit->kind != HY_place_kind_exit) {
            continue;
        }
        for (uint32_t person = 0; person < state->person_count; person++) {
            if (state->person_room[person] != exit->room || !hy_has_reason(context, person) ||
                hy_distance(hy_position(state, person), exit->at) > EXIT_REACH_M || !state->person_is_leaving[person]) {
                continue;
            }
            hy_event *event = hy_tell_serially(context, HY_event_got_away, person);
            event->cause = state->person_belief_event[person];
            hy_let_go(context, person);
            state->person_presence[person] = HY_ESCAPED;
            context->has_regrouped = true;
        }
    }
}
