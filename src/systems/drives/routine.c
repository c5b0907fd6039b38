// Routine: the timetable of the day, for whoever does not believe yet.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    const hy_spec_drives *rules = &thought->model->drives;
    return thought->state->person_belief[thought->person] == HY_BELIEVING ? rules->routine_shaken : rules->routine;
}

static void go(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const uint32_t room = state->person_row_room[person], seat = state->person_seat[person];
    const uint32_t row = state->person_row[person];
    if (row == HY_NONE && seat == HY_NONE && state->person_room[person] == room) {
        // nothing planned: one stays where one is
        hy_stay(thought);
        return;
    }
    const bool is_leaving = row != HY_NONE && thought->model->rows[row].activity == HY_activity_leave;
    if (seat != HY_NONE && thought->model->seats[seat].room == room) {
        hy_go_to_point(thought, room, thought->model->seats[seat].at, HY_WALKING);
        return;
    }
    if (is_leaving) {
        for (uint32_t i = 0; i < thought->model->place_count; i++) {
            const hy_place *place = &thought->model->places[i];
            if (place->kind == HY_place_kind_exit && place->room == room) {
                thought->state->person_is_leaving[person] = 1;
                hy_go_to_point(thought, room, place->at, HY_WALKING);
                return;
            }
        }
    }
    // somewhere in the room, always the same place while this row holds
    const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_STAND, person, row);
    hy_go_to_point(thought, room, hy_random_point(thought->context, room, key), HY_WALKING);
}

static void act(const hy_thought *thought)
{
    go(thought);
    if (thought->state->person_belief[thought->person] == HY_UNAWARE) {
        // new rows wake one at once
        hy_rest_until(thought, thought->context->tick + hy_ticks(thought->context, thought->model->drives.routine_rest_s));
    }
}

const hy_drive hy_drive_routine = {"routine", false, utility, act, false};
