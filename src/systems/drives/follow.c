// Follow: to where the leader of the group is or goes. See docs/model/parties.md.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person, leader = state->person_party[person];
    if (leader == HY_NONE || leader == person || state->person_party_room[person] == state->person_room[person]) {
        return -1;
    }
    return thought->model->party.follow_weight * hy_trust(thought->context, person, leader);
}

static void act(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t leader = state->person_party[thought->person];
    const float away_m = hy_distance(hy_position(state, leader), thought->at);
    const bool is_with = state->person_room[leader] == state->person_room[thought->person];
    if (is_with && away_m < thought->model->party.near_m) {
        hy_stay(thought);
    } else {
        hy_go_to_person(thought, leader, is_with && away_m < 2 * thought->model->party.near_m ? HY_WALKING : HY_RUNNING);
    }
}

const hy_drive hy_drive_follow = {"follow", false, utility, act, false};
