// Escape: off the grounds, by the exit with the shortest way that no hunter holds.
#include "systems/drives/drive.h"

static uint32_t nearest_exit(const hy_thought *thought, float *way_m)
{
    return hy_nearest_place(thought, (hy_wanted_place){HY_place_kind_exit, thought->model->drives.escape_farthest_m, false}, way_m);
}

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    if (state->person_belief[person] != HY_BELIEVING) {
        return -1;
    }
    float way_m;
    if (nearest_exit(thought, &way_m) == HY_NONE) {
        return -1;
    }
    const hy_spec_drives *rules = &thought->model->drives;
    const float nearness = rules->escape_half_way_m / (rules->escape_half_way_m + way_m);
    const float boldness = 1 - rules->escape_courage + rules->escape_courage * state->person_courage[person];
    const bool is_outdoors = thought->model->rooms[state->person_room[person]].is_outdoor;
    return thought->model->mind.escape_weight * boldness * (rules->escape_anywhere + nearness) *
           (is_outdoors ? rules->escape_outdoors : 1);
}

static void act(const hy_thought *thought)
{
    float way_m;
    const uint32_t exit = nearest_exit(thought, &way_m);
    if (exit == HY_NONE) {
        hy_stay(thought);
        return;
    }
    const hy_place *place = &thought->model->places[exit];
    thought->state->person_is_leaving[thought->person] = 1;
    hy_go_to_point(thought, place->room, place->at, HY_RUNNING);
}

const hy_drive hy_drive_escape = {"escape", false, utility, act, false};
