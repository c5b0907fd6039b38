// Submit: to go where the others shut one away, and to wait there. See docs/model/suspicion.md.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const bool is_shut_away = state->person_isolated_in[person] != HY_NONE &&
                              state->person_isolated_until[person] > thought->context->tick;
    return is_shut_away ? thought->model->drives.submit : -1;
}

static void act(const hy_thought *thought)
{
    const uint32_t room = thought->state->person_isolated_in[thought->person];
    const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_HIDE_SPOT, thought->person, room);
    hy_go_to_point(thought, room, hy_random_point(thought->context, room, key), HY_WALKING);
    hy_rest_until(thought, thought->state->person_isolated_until[thought->person]);
}

const hy_drive hy_drive_submit = {"submit", false, utility, act, false};
