// Attacks that change a carrier for a while: relapses between lucid and wild, hunger that is resisted or not, coming to.
// See docs/model/infection.md.
#include "systems/system.h"

// attacks are drawn so often, seconds
#define PERIOD_S 1.0f

static bool friend_is_near(const hy_context *context, uint32_t person, float reach_m)
{
    const hy_state *state = context->state;
    const uint32_t sheet = context->model->rooms[state->person_room[person]].sheet;
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        const uint32_t other = state->person_friends[(size_t)person * HY_FRIEND_LIMIT + i];
        if (other != HY_NONE && hy_has_reason(context, other) && context->model->rooms[state->person_room[other]].sheet == sheet &&
            hy_distance(hy_position(state, person), hy_position(state, other)) <= reach_m) {
            return true;
        }
    }
    return false;
}

// attacks come as a Poisson process, faster where blood was shed
static bool is_attacked(const hy_context *context, uint32_t person, uint32_t index, const hy_swing *swing)
{
    const hy_state *state = context->state;
    const uint32_t blood_at = state->room_blood_at[state->person_room[person]];
    const bool smells_blood = swing->blood_factor > 1 && blood_at != HY_NONE && hy_since(context, blood_at) <= swing->blood_s;
    const float rate_per_s = (smells_blood ? swing->blood_factor : 1) / swing->every_s;
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_SWING, person);
    key.draw = 2 * index;
    return hy_draw_chance(key, 1 - hy_exp(-rate_per_s * PERIOD_S));
}

static void give_in(hy_context *context, uint32_t person, const hy_swing *swing)
{
    const bool hunts = context->model->stages[swing->stage].spec.hunts;
    hy_event *event = hy_tell_serially(context, hunts ? HY_event_lost_control : HY_event_came_to, person);
    event->detail = swing->stage;
    event->cause = context->state->person_infection_event[person];
    hy_become(context, person, swing->stage);
}

static void swing(hy_context *context, uint32_t person, const hy_stage *stage)
{
    for (uint32_t i = 0; i < stage->swing_count; i++) {
        const hy_swing *of = &context->model->swings[stage->first_swing + i];
        if (!is_attacked(context, person, i, of)) {
            continue;
        }
        hy_draw_key key = hy_draw_now(context, HY_PURPOSE_SWING, person);
        key.draw = 2 * i + 1;
        const float chance = friend_is_near(context, person, of->friend_m) ? of->chance_near_friend : of->chance;
        if (hy_draw_chance(key, chance)) {
            give_in(context, person, of);
            return;
        }
    }
}

void hy_run_swings(hy_context *context)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    if (model->swing_count == 0 || context->tick % hy_ticks(context, PERIOD_S) != 0) {
        return;
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        const hy_stage *stage = &model->stages[state->person_stage[person]];
        if (stage->swing_count > 0 && state->person_presence[person] == HY_PRESENT &&
            state->person_sedated_until[person] <= context->tick) {
            swing(context, person, stage);
        }
    }
}
