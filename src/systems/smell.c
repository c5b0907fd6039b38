// Smell: prey close by that is neither seen nor heard, where the air is open to it. See docs/model/smell.md.
#include "systems/system.h"

// nearest prey that is smelled so far; blood makes it seem nearer
typedef struct scent {
    uint32_t person;
    float way_m;
} scent;

// prey of a room, the way to it counted from a point of the room
static void smell_room(const hy_context *context, uint32_t room, hy_vec2 from, float before_m, scent *nearest)
{
    const hy_occupancy *occupancy = context->occupancy;
    const hy_spec_senses *senses = &context->model->senses;
    const uint32_t blood_at = context->state->room_blood_at[room];
    const bool is_bloody = blood_at != HY_NONE && hy_since(context, blood_at) <= senses->blood_s;
    const float factor = is_bloody ? 1 / senses->blood_smell_factor : 1;
    const uint32_t *prey = occupancy->prey + occupancy->prey_starts[room];
    for (uint32_t i = 0; i < occupancy->prey_counts[room]; i++) {
        const float way_m = factor * (before_m + hy_distance(from, hy_position(context->state, prey[i])));
        if (way_m < nearest->way_m) {
            *nearest = (scent){prey[i], way_m};
        }
    }
}

static void smell(hy_turn turn)
{
    hy_context *context = turn.context;
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const uint32_t person = turn.person, room_index = state->person_room[person];
    const float reach_m = hy_stage_of(model, state, person)->smell_m;
    if (!context->has_scent[room_index]) {
        return;
    }
    const uint32_t glance = context->tick / hy_ticks(context, model->senses.glance_s);
    // who stands about sniffs only every fourth time, as one looks up
    if (state->person_gait[person] == HY_RESTING && (glance + person) % 4 != 0) {
        return;
    }
    if (!(reach_m > 0) || state->person_seen[person] != HY_NONE || !hy_is_up(model, state, person)) {
        return;
    }
    const hy_vec2 at = hy_position(state, person);
    const hy_room *room = &model->rooms[room_index];
    scent nearest = {HY_NONE, reach_m};
    smell_room(context, room_index, at, 0, &nearest);
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const uint32_t index = model->links[room->first_link + rank];
        const hy_opening *opening = &model->openings[index];
        const uint32_t other = hy_other_room(opening, room_index);
        if (other == HY_NONE || context->occupancy->prey_counts[other] == 0 || !hy_opening_is_open(state, index)) {
            continue;
        }
        const hy_vec2 through = hy_nearest_on_segment(opening->from, opening->to, at);
        const float way_m = hy_distance(at, through);
        if (way_m < nearest.way_m * model->senses.blood_smell_factor) {
            smell_room(context, other, through, way_m, &nearest);
        }
    }
    if (nearest.person != HY_NONE) {
        hy_draw_to(context, person, state->person_room[nearest.person], hy_position(state, nearest.person));
    }
}

// the rooms of prey and those next to them behind what is open
static void spread_scent(hy_context *context)
{
    const hy_model *model = context->model;
    for (uint32_t room = 0; room < model->room_count; room++) {
        context->has_scent[room] = 0;
    }
    for (uint32_t index = 0; index < model->room_count; index++) {
        if (context->occupancy->prey_counts[index] == 0) {
            continue;
        }
        const hy_room *room = &model->rooms[index];
        context->has_scent[index] = 1;
        for (uint32_t rank = 0; rank < room->link_count; rank++) {
            const uint32_t opening = model->links[room->first_link + rank];
            const uint32_t other = hy_other_room(&model->openings[opening], index);
            if (other != HY_NONE && hy_opening_is_open(context->state, opening)) {
                context->has_scent[other] = 1;
            }
        }
    }
}

// those who hunt, all at once, as often as they look around
void hy_run_smell(hy_context *context)
{
    const bool is_time = context->tick % hy_ticks(context, context->model->senses.glance_s) == 0;
    if (is_time && context->model->has_smell && context->occupancy->prey_total > 0 && context->occupancy->hunter_total > 0) {
        spread_scent(context);
        hy_for_listed(context, smell, context->occupancy->hunters, context->occupancy->hunter_total);
    }
}
