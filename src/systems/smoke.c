// Smoke slows and blinds, and its gases overcome whoever has breathed too much of them. See docs/model/smoke.md.
#include "systems/system.h"

// nobody walks slower than this because of smoke, m/s
#define SLOWEST_IN_SMOKE_M_PER_S 0.3f

// loss of speed for an extinction coefficient of 1/m
#define SLOWED_PER_EXTINCTION 0.5f

// what reflects light is seen so many extinction lengths away (Jin)
#define SEEN_THROUGH 3.0f

float hy_speed_in_smoke(const hy_context *context, uint32_t person, float speed)
{
    const float left = speed * (1 - SLOWED_PER_EXTINCTION * context->state->room_smoke[context->state->person_room[person]]);
    return hy_min(speed, hy_max(left, SLOWEST_IN_SMOKE_M_PER_S));
}

float hy_sight_through_smoke(const hy_context *context, uint32_t from, uint32_t to)
{
    const float extinction_per_m = 0.5f * (context->state->room_smoke[from] + context->state->room_smoke[to]);
    return extinction_per_m > 0 ? SEEN_THROUGH / extinction_per_m : HY_INFINITY;
}

// ---------------------------------------------------------------------------------------------------------------- fire

// how often smoke moves, seconds
#define SMOKE_PERIOD_S 1.0f

// what burns fills its room evenly more and more
static void burn(hy_context *context)
{
    const hy_model *model = context->model;
    const float now_s = (float)model->start_s + (float)context->tick * context->dt_s;
    for (uint32_t i = 0; i < model->incident_count; i++) {
        const hy_incident *fire = &model->incidents[i];
        const float since_s = now_s - (float)fire->at_s;
        if (fire->kind == HY_incident_kind_fire && since_s >= 0) {
            const float share = fire->after_s > HY_GIVEN && fire->after_s > since_s ? since_s / fire->after_s : 1;
            float *smoke = &context->state->room_smoke[fire->room];
            *smoke = hy_max(*smoke, share * fire->smoke_per_m);
        }
    }
}

// Air changes over whatever stands open, as much one way as the other; outdoors smoke is gone at once.
// dK_a/dt = q w (K_b - K_a) / (A_a h), and the same for b: the way of smoke through a building as a chain of mixed boxes.
static void exchange(hy_context *context, uint32_t index)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const hy_opening *opening = &model->openings[index];
    if (opening->rooms[1] == HY_NONE || !hy_opening_is_open(state, index)) {
        return;
    }
    const uint32_t a = opening->rooms[0], b = opening->rooms[1];
    const float difference = state->room_smoke[b] - state->room_smoke[a];
    if (difference == 0) {
        return;
    }
    const float flow_m3 = model->light.smoke_flow_m2_per_s * opening->width_m * SMOKE_PERIOD_S;
    for (uint32_t side = 0; side < 2; side++) {
        const hy_room *room = &model->rooms[opening->rooms[side]];
        const float volume_m3 = room->area_m2 * model->levels[room->level].height_m;
        const float share = hy_min(flow_m3 / volume_m3, 0.5f);
        const float moved = (side == 0 ? share : -share) * difference;
        state->room_smoke[opening->rooms[side]] += room->is_outdoor ? 0 : moved;
    }
}

static void spread_smoke(hy_context *context)
{
    burn(context);
    for (uint32_t i = 0; i < context->model->opening_count; i++) {
        exchange(context, i);
    }
}

void hy_run_smoke(hy_context *context)
{
    hy_state *state = context->state;
    if (context->model->has_fire && context->tick % hy_ticks(context, SMOKE_PERIOD_S) == 0) {
        spread_smoke(context);
    }
    if (!context->model->has_smoke) {
        return;
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        const float dose_per_s = context->model->rooms[state->person_room[person]].fed_per_s;
        if (!(dose_per_s > 0) || !hy_has_reason(context, person)) {
            continue;
        }
        state->person_fed[person] += dose_per_s * context->dt_s;
        if (state->person_fed[person] >= 1 && !hy_is_protected(context, person)) {
            hy_tell_serially(context, HY_event_was_overcome, person);
            hy_let_go(context, person);
            hy_stop(context, person, HY_NONE);
            context->has_regrouped = true;
        }
    }
}
