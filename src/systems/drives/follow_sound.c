// Follow a sound: the curious go to see what a noise is, and a share of people to what calls them.
#include "systems/drives/drive.h"

// a sound is followed for so long after it was last heard, seconds
#define FOLLOWED_S 30.0f

// so near to its source one has seen what there is, metres
#define THERE_M 4.0f

// what calls those who know weighs as much as an order
#define CALLED 0.5f

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person, room = state->person_lured_room[person];
    if (room == HY_NONE || hy_since(thought->context, state->person_lured_at[person]) > FOLLOWED_S || thought->is_threatened) {
        return -1;
    }
    const hy_vec2 source = hy_vec(state->person_lured_x[person], state->person_lured_y[person]);
    if (state->person_room[person] == room && hy_distance(thought->at, source) < THERE_M) {
        return -1;
    }
    // a noise draws those who know of no danger by their courage; a call that has been heeded draws everybody alike
    if (state->person_belief[person] != HY_BELIEVING) {
        return thought->model->mind.curiosity_weight * state->person_courage[person];
    }
    return state->person_heard_event[person] != HY_NONE ? CALLED : -1;
}

static void act(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    hy_go_to_point(thought, state->person_lured_room[person],
                   hy_vec(state->person_lured_x[person], state->person_lured_y[person]), HY_WALKING);
}

const hy_drive hy_drive_follow_sound = {"follow_sound", false, utility, act, false};
