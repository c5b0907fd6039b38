// Attend: to the room where the staff decide together. See docs/model/meeting.md.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    const bool is_called = thought->state->person_attends[thought->person] && !thought->is_threatened;
    return is_called ? thought->model->meeting.weight : -1;
}

static void act(const hy_thought *thought)
{
    const uint32_t room = thought->model->meeting_room;
    const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_STAND, thought->person, room);
    hy_go_to_point(thought, room, hy_random_point(thought->context, room, key), HY_WALKING);
}

const hy_drive hy_drive_attend = {"attend", false, utility, act, false};
