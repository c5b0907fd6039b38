// Seek: kin, where they belong by day. See docs/model/kin.md.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    return thought->state->person_seeks[thought->person] == HY_NONE ? -1 : thought->model->kin.seek_weight;
}

static void act(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const hy_model *model = thought->model;
    const uint32_t kin = state->person_seeks[thought->person];
    if (state->person_room[kin] == state->person_room[thought->person]) {
        hy_go_to_person(thought, kin, HY_RUNNING);
        return;
    }
    const uint32_t told = state->person_kin_room[thought->person];
    const uint32_t room = told != HY_NONE ? told : model->groups[model->people[kin].group].home;
    const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_STAND, thought->person, room);
    hy_go_to_point(thought, room, hy_random_point(thought->context, room, key), HY_RUNNING);
}

const hy_drive hy_drive_seek = {"seek", false, utility, act, false};
