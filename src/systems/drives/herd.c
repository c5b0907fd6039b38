// Herd: one of those who hunt goes along with another that is on its way.
#include "state/scan.h"
#include "systems/drives/drive.h"

// by a stimulus of its own: those who only go along lead nobody, or two of them would lead each other for ever
static bool is_on_its_way(const hy_context *context, uint32_t hunter)
{
    const hy_state *state = context->state;
    const hy_spec_stage *stage = hy_stage_of(context->model, state, hunter);
    return context->gaits[hunter] != HY_RESTING && state->person_speed[hunter] > context->model->drives.herd_m_per_s && stage->hunts &&
           state->person_stimulus_room[hunter] != HY_NONE &&
           hy_since(context, state->person_stimulus_at[hunter]) < stage->search_s;
}

void hy_note_stirring(hy_context *context)
{
    const hy_occupancy *occupancy = context->occupancy;
    const hy_state *state = context->state;
    if (occupancy->hunter_total == 0) {
        return;
    }
    __builtin_memcpy(context->gaits, state->person_gait, state->person_count);
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        context->is_stirred[room] = 0;
    }
    const uint32_t end = state->person_count;
    for (uint32_t person = hy_next_astir(state->person_gait, 0, end); person < end;
         person = hy_next_astir(state->person_gait, person + 1, end)) {
        if (occupancy->cell_of[person] != HY_NONE && is_on_its_way(context, person)) {
            context->is_stirred[state->person_room[person]] = 1;
        }
    }
}

// those of a stretch of places that are near and are on their way, as bits
static uint32_t moving_near(const hy_context *context, uint32_t first, uint32_t end, hy_vec2 at, float reach_m)
{
    const hy_occupancy *occupancy = context->occupancy;
    const hy_lane_bits moves = hy_lanes_load(occupancy->speed + first) > hy_lanes_of(context->model->drives.herd_m_per_s);
    return hy_bodies_near(occupancy, first, end, at, reach_m * reach_m) & hy_lanes_mask(moves);
}

// the nearest in sight that is on its way
static uint32_t leader_near(const hy_thought *thought)
{
    const hy_context *context = thought->context;
    const hy_occupancy *occupancy = context->occupancy;
    const uint32_t sheet = thought->model->rooms[thought->state->person_room[thought->person]].sheet;
    hy_row_walk walk = hy_walk_rows(occupancy, &thought->model->sheets[sheet], thought->at, thought->stage->herd_m);
    uint32_t nearest = HY_NONE, first, end;
    float nearest_m = thought->stage->herd_m;
    while (hy_next_row(&walk, &first, &end)) {
        for (; first < end; first += HY_LANES) {
            for (uint32_t mask = moving_near(context, first, end, thought->at, nearest_m); mask != 0; mask &= mask - 1) {
                const uint32_t other = occupancy->order[first + (uint32_t)__builtin_ctz(mask)];
                const hy_vec2 there = hy_position(thought->state, other);
                const float distance_m = hy_distance(there, thought->at);
                if (other != thought->person && distance_m < nearest_m && is_on_its_way(context, other) &&
                    hy_view_is_free(thought->model, thought->state, sheet, thought->at, there)) {
                    nearest = other;
                    nearest_m = distance_m;
                }
            }
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
    if (hy_cannot_win(thought, thought->model->drives.herd)) {
        return -1;
    }
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
