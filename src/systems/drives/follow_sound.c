// Follow a sound: the curious go to see what a noise is, and a share of people to what calls them.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    const hy_spec_drives *rules = &thought->model->drives;
    const hy_state *state = thought->state;
    const uint32_t person = thought->person, room = state->person_lured_room[person];
    if (room == HY_NONE || hy_since(thought->context, state->person_lured_at[person]) > rules->follow_sound_s || thought->is_threatened) {
        return -1;
    }
    const hy_vec2 source = hy_vec(state->person_lured_x[person], state->person_lured_y[person]);
    if (state->person_room[person] == room && hy_distance(thought->at, source) < rules->follow_sound_m) {
        return -1;
    }
    // a noise draws those who know of no danger by their courage; a call that has been heeded draws everybody alike
    if (state->person_belief[person] != HY_BELIEVING) {
        return thought->model->mind.curiosity_weight * state->person_courage[person];
    }
    return state->person_heard_event[person] != HY_NONE ? rules->follow_sound_called : -1;
}

static void act(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    hy_go_to_point(thought, state->person_lured_room[person],
                   hy_vec(state->person_lured_x[person], state->person_lured_y[person]), HY_WALKING);
}

const hy_drive hy_drive_follow_sound = {"follow_sound", false, utility, act, false};
