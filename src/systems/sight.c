// Who sees whom: prey for those who hunt, hunters for those who have reason. See docs/model/sight.md.
#include "systems/system.h"

typedef struct glance {
    uint32_t nearest;
    float nearest_m;
    uint32_t count;
} glance;

static bool is_in_field(const hy_context *context, uint32_t person, hy_vec2 offset, float distance, float sight_m, float cosine)
{
    const hy_state *state = context->state;
    if (distance > sight_m) {
        return false;
    }
    if (distance < context->model->senses.near_m) {
        return true;
    }
    const hy_vec2 heading = hy_vec(state->person_heading_x[person], state->person_heading_y[person]);
    return hy_dot(heading, offset) >= cosine * distance;
}

// those who hunt look for the nearest only; others count what they see
static void look_into(const hy_context *context, uint32_t person, uint32_t room, const uint32_t *list, uint32_t count,
                      bool wants_all, float cosine, glance *seen)
{
    const hy_state *state = context->state;
    const hy_vec2 eye = hy_position(state, person);
    const uint32_t home = state->person_room[person];
    const float sight_m = hy_stage_of(context->model, state, person)->sight_m;
    for (uint32_t i = 0; i < count && seen->count < 255; i++) {
        const uint32_t other = list[i];
        const hy_vec2 offset = hy_minus(hy_position(state, other), eye);
        const float distance = hy_length(offset);
        const bool is_nearer = distance < seen->nearest_m;
        if (other == person || (!is_nearer && !wants_all) ||
            !is_in_field(context, person, offset, distance, sight_m, cosine) ||
            !hy_can_see(context->model, state, home, eye, room, hy_position(state, other))) {
            continue;
        }
        seen->count++;
        if (is_nearer) {
            seen->nearest_m = distance;
            seen->nearest = other;
        }
    }
}

static void look_around(hy_turn turn)
{
    hy_context *context = turn.context;
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const hy_occupancy *occupancy = context->occupancy;
    const uint32_t person = turn.person;
    if (!hy_is_up(model, state, person)) {
        return;
    }
    const hy_spec_stage *stage = hy_stage_of(model, state, person);
    const bool hunts = stage->hunts;
    state->person_seen[person] = HY_NONE;
    state->person_seen_count[person] = 0;
    if ((hunts ? occupancy->prey_total : occupancy->hunter_total) == 0) {
        return;
    }
    const hy_room *room = &model->rooms[state->person_room[person]];
    const float half_field = 0.5f * model->senses.field_of_view_deg * (HY_PI / 180.0f);
    const float cosine = hy_cos(half_field);
    glance seen = {HY_NONE, HY_INFINITY, 0};
    for (uint32_t i = 0; i < room->sight_count; i++) {
        const uint32_t other = model->sights[room->first_sight + i];
        const uint32_t count = hunts ? occupancy->prey_counts[other] : occupancy->hunter_counts[other];
        if (count > 0) {
            const uint32_t *list = hunts ? occupancy->prey + occupancy->prey_starts[other]
                                         : occupancy->hunters + occupancy->hunter_starts[other];
            look_into(context, person, other, list, count, !hunts, cosine, &seen);
        }
    }
    if (seen.nearest == HY_NONE) {
        return;
    }
    state->person_seen[person] = seen.nearest;
    state->person_seen_m[person] = seen.nearest_m;
    state->person_seen_count[person] = (uint8_t)seen.count;
    state->person_seen_at[person] = context->tick;
    state->person_stimulus_room[person] = state->person_room[seen.nearest];
    state->person_stimulus_x[person] = state->person_x[seen.nearest];
    state->person_stimulus_y[person] = state->person_y[seen.nearest];
    state->person_stimulus_at[person] = context->tick;
}

void hy_run_sight(hy_context *context)
{
    hy_for_people(context, look_around, hy_ticks(context, context->model->senses.glance_s));
}
