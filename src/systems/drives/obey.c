// Obey: to go where an incident of the scenario sends one.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    return thought->state->person_ordered[thought->person] == HY_NONE ? -1 : thought->model->drives.obey;
}

static void act(const hy_thought *thought)
{
    const uint32_t room = thought->state->person_ordered[thought->person];
    const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_STAND, thought->person, room);
    hy_go_to_point(thought, room, hy_random_point(thought->context, room, key), HY_WALKING);
}

const hy_drive hy_drive_obey = {"obey", false, utility, act, false};
