// Herd: one of those who hunt goes along with another that is on its way.
#include "systems/drives/drive.h"

// by a stimulus of its own: those who only go along lead nobody, or two of them would lead each other for ever
static bool is_on_its_way(const hy_context *context, uint32_t hunter)
{
    const hy_state *state = context->state;
    const hy_spec_stage *stage = hy_stage_of(context->model, state, hunter);
    return state->person_speed[hunter] > context->model->drives.herd_m_per_s && stage->hunts &&
           state->person_stimulus_room[hunter] != HY_NONE &&
           hy_since(context, state->person_stimulus_at[hunter]) < stage->search_s;
}

void hy_note_stirring(hy_context *context)
{
    const hy_occupancy *occupancy = context->occupancy;
    if (occupancy->hunter_total == 0) {
        return;
    }
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        context->is_stirred[room] = 0;
    }
    for (uint32_t i = 0; i < occupancy->hunter_total; i++) {
        if (is_on_its_way(context, occupancy->hunters[i])) {
            context->is_stirred[context->state->person_room[occupancy->hunters[i]]] = 1;
        }
    }
}

// the nearest in sight that is on its way
static uint32_t leader_near(const hy_thought *thought)
{
    const hy_context *context = thought->context;
    const hy_state *state = thought->state;
    const uint32_t sheet = thought->model->rooms[state->person_room[thought->person]].sheet;
    hy_body_walk walk = hy_walk_around(context->occupancy, &thought->model->sheets[sheet], thought->at, thought->stage->herd_m);
    uint32_t nearest = HY_NONE;
    float nearest_m = thought->stage->herd_m;
    for (uint32_t other = hy_next_body(&walk); other != HY_NONE; other = hy_next_body(&walk)) {
        const float distance = hy_distance(hy_position(state, other), thought->at);
        if (other != thought->person && distance < nearest_m && is_on_its_way(context, other) &&
            hy_view_is_free(thought->model, state, sheet, thought->at, hy_position(state, other))) {
            nearest = other;
            nearest_m = distance;
        }
    }
    return nearest;
}

static bool is_inclined(const hy_thought *thought)
{
    const uint32_t occasion = thought->context->tick / hy_ticks(thought->context, thought->model->drives.herd_s);
    const hy_draw_key stuck = hy_draw_of(thought->context, HY_PURPOSE_STUCK, thought->person, 0);
    return hy_draw_chance(hy_draw_of(thought->context, HY_PURPOSE_HERD, thought->person, occasion), thought->stage->herd_share) &&
           !hy_draw_chance(stuck, thought->stage->stuck_share);
}

static float utility(const hy_thought *thought)
{
    const bool may_come = thought->stage->herd_share > 0 && thought->stage->herd_m > 0 &&
                          (thought->context->is_stirred[thought->state->person_room[thought->person]] ||
                           thought->state->person_goal_kind[thought->person] == HY_GOAL_PERSON);
    return may_come && is_inclined(thought) && leader_near(thought) != HY_NONE ? thought->model->drives.herd : -1;
}

static void act(const hy_thought *thought)
{
    const uint32_t leader = leader_near(thought);
    const bool runs = thought->state->person_speed[leader] > thought->state->person_walk_speed[thought->person];
    hy_go_to_person(thought, leader, runs ? HY_RUNNING : HY_WALKING);
}

const hy_drive hy_drive_herd = {"herd", true, utility, act, false};
