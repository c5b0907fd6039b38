// Help: to run to a friend who is held.
#include "systems/drives/drive.h"

static uint32_t friend_in_need(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        const uint32_t other = state->person_friends[(size_t)thought->person * HY_FRIEND_LIMIT + i];
        if (other != HY_NONE && state->person_bout_until[other] > thought->context->tick &&
            hy_has_reason(thought->context, other) && hy_distance(hy_position(state, other), thought->at) < thought->model->drives.help_m &&
            hy_can_see(thought->model, state, state->person_room[thought->person], thought->at, state->person_room[other],
                       hy_position(state, other))) {
            return other;
        }
    }
    return HY_NONE;
}

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    if (state->person_fear[person] > state->person_fear_threshold[person] || friend_in_need(thought) == HY_NONE ||
        hy_is_restrained(thought->context, person)) {
        return -1;
    }
    const float boldness = thought->model->drives.help_timid + state->person_courage[person];
    return thought->model->mind.help_weight * state->person_empathy[person] * boldness;
}

static void act(const hy_thought *thought)
{
    const uint32_t other = friend_in_need(thought);
    if (other == HY_NONE) {
        hy_stay(thought);
        return;
    }
    if (thought->state->person_goal_person[thought->person] != other) {
        hy_event *event = hy_tell(thought->turn, HY_event_went_to_help);
        event->whom = other;
        event->cause = thought->state->person_belief_event[thought->person];
    }
    hy_go_to_person(thought, other, HY_RUNNING);
}

const hy_drive hy_drive_help = {"help", false, utility, act, false};
