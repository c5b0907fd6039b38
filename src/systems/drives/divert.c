// Divert: away from friends, loud, so that the hunters follow. See docs/model/crisis.md.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    return thought->state->person_diverts_until[thought->person] > thought->context->tick ? thought->model->drives.divert : -1;
}

// a room that can be reached, with a way on, which leads away from here
static uint32_t somewhere_else(const hy_thought *thought)
{
    const hy_model *model = thought->model;
    const hy_spec_drives *rules = &model->drives;
    uint32_t best = HY_NONE;
    float best_cost = HY_NO_WAY;
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        const float least_m = hy_least_way_to_room(thought, i);
        if (room->is_void || room->is_stair || room->link_count < 2 || least_m < rules->divert_nearest_m ||
            least_m > rules->divert_farthest_m || least_m >= best_cost) {
            continue;
        }
        const float taste = rules->divert_taste_m *
                            hy_draw_uniform(hy_draw_of(thought->context, HY_PURPOSE_SACRIFICE, thought->person, i));
        const float cost = hy_way_to_room(thought, i) + taste;
        if (cost < best_cost) {
            best_cost = cost;
            best = i;
        }
    }
    return best;
}

static void act(const hy_thought *thought)
{
    hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const uint32_t goal = state->person_diverts_to[person];
    const bool is_there = goal == state->person_room[person] && state->person_gait[person] == HY_RESTING;
    if (goal == HY_NONE || (is_there && thought->model->diversion_room == HY_NONE)) {
        const bool is_named = thought->model->diversion_room != HY_NONE;
        state->person_diverts_to[person] = is_named ? thought->model->diversion_room : somewhere_else(thought);
    }
    // heard as far as a scream is
    state->person_cry[person] = HY_SCREAMING;
    state->person_cry_until[person] = thought->context->tick + hy_ticks(thought->context, thought->model->mind.scream_s);
    const uint32_t room = state->person_diverts_to[person] == HY_NONE ? state->person_room[person] : state->person_diverts_to[person];
    const uint32_t occasion = room == state->person_room[person] ? thought->context->tick / hy_ticks(thought->context, 5) : room;
    const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_HIDE_SPOT, person, occasion);
    hy_go_to_point(thought, room, hy_random_point(thought->context, room, key), HY_RUNNING);
}

const hy_drive hy_drive_divert = {"divert", false, utility, act, false};
