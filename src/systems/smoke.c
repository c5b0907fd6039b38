// Smoke slows and blinds, and its gases overcome whoever has breathed too much of them. See docs/model/smoke.md.
#include "systems/system.h"

// nobody walks slower than this because of smoke, m/s
#define SLOWEST_IN_SMOKE_M_PER_S 0.3f

// loss of speed for an extinction coefficient of 1/m
#define SLOWED_PER_EXTINCTION 0.5f

// what reflects light is seen so many extinction lengths away (Jin)
#define SEEN_THROUGH 3.0f

static const hy_room *room_of(const hy_context *context, uint32_t person)
{
    return &context->model->rooms[context->state->person_room[person]];
}

float hy_speed_in_smoke(const hy_context *context, uint32_t person, float speed)
{
    const float left = speed * (1 - SLOWED_PER_EXTINCTION * room_of(context, person)->extinction_per_m);
    return hy_min(speed, hy_max(left, SLOWEST_IN_SMOKE_M_PER_S));
}

float hy_sight_in_smoke(const hy_context *context, uint32_t person, float sight_m)
{
    const float extinction_per_m = room_of(context, person)->extinction_per_m;
    return extinction_per_m > 0 ? hy_min(sight_m, SEEN_THROUGH / extinction_per_m) : sight_m;
}

void hy_run_smoke(hy_context *context)
{
    hy_state *state = context->state;
    if (!context->model->has_smoke) {
        return;
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        const float dose_per_s = room_of(context, person)->fed_per_s;
        if (!(dose_per_s > 0) || !hy_has_reason(context, person)) {
            continue;
        }
        state->person_fed[person] += dose_per_s * context->dt_s;
        if (state->person_fed[person] >= 1) {
            hy_tell_serially(context, HY_event_was_overcome, person);
            hy_let_go(context, person);
            hy_stop(context, person, HY_NONE);
            context->has_regrouped = true;
        }
    }
}
