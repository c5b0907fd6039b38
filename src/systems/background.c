// What is there to be heard and seen in spite of: background noise by place, clock and weather; light by sun and lamps.
// See docs/model/hearing.md and docs/model/sight.md.
#include "systems/system.h"

#define DAY_S 86400.0f

static float clock_at(const hy_context *context, uint32_t tick)
{
    return (float)context->model->start_s + (float)tick * context->dt_s;
}

// --------------------------------------------------------------------------------------------------------------- noise

// Bursts come once in each stretch of on_s + off_s, somewhere in it.
static bool is_in_burst(const hy_context *context, uint32_t index, float since_s)
{
    const hy_spec_noise *spec = &context->model->noises[index].spec;
    if (!(spec->on_s > HY_GIVEN)) {
        return true;
    }
    const float stretch_s = spec->on_s + spec->off_s;
    const uint32_t stretch = (uint32_t)(since_s / stretch_s);
    const float begins_s = spec->off_s * hy_draw_uniform(hy_draw_of(context, HY_PURPOSE_NOISE, index, stretch));
    const float in_s = since_s - (float)stretch * stretch_s;
    return in_s >= begins_s && in_s < begins_s + spec->on_s;
}

static bool is_there(const hy_context *context, uint32_t index)
{
    const hy_spec_noise *spec = &context->model->noises[index].spec;
    const float now_s = clock_at(context, context->tick);
    const float from_s = (float)(spec->from_s == HY_NO_CLOCK ? context->model->start_s : spec->from_s);
    return now_s >= from_s && (spec->until_s == HY_NO_CLOCK || now_s < (float)spec->until_s) &&
           is_in_burst(context, index, now_s - from_s);
}

void hy_measure_background(const hy_context *context, float *ambient)
{
    const hy_model *model = context->model;
    const hy_spec_senses *senses = &model->senses;
    for (uint32_t room = 0; room < model->room_count; room++) {
        ambient[room] = model->rooms[room].is_outdoor ? senses->ambient_outdoor_db : senses->ambient_indoor_db;
    }
    // levels first, then what comes on top of them
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < model->noise_count; i++) {
            const hy_noise *noise = &model->noises[i];
            const bool counts = pass == 0 ? noise->spec.level_db > 0 : noise->spec.adds_db > 0;
            for (uint32_t j = 0; counts && is_there(context, i) && j < noise->room_count; j++) {
                float *level = &ambient[model->noise_rooms[noise->first_room + j]];
                *level = pass == 0 ? hy_max(*level, noise->spec.level_db) : *level + noise->spec.adds_db;
            }
        }
    }
}

// --------------------------------------------------------------------------------------------------------------- light

// 1 between two clock times of a day, falling to 0 over `fades_s` outside of them
static float share_of_day(float at_s, float from_s, float until_s, float fades_s)
{
    const float length_s = until_s > from_s ? until_s - from_s : until_s - from_s + DAY_S;
    float since_s = at_s - from_s;
    since_s = since_s < 0 ? since_s + DAY_S : since_s;
    if (since_s <= length_s) {
        return 1;
    }
    const float away_s = hy_min(since_s - length_s, DAY_S - since_s);
    return fades_s > 0 ? hy_max(0, 1 - away_s / fades_s) : 0;
}

static bool has_power(const hy_context *context, float now_s)
{
    bool is_on = true;
    for (uint32_t i = 0; i < context->model->incident_count; i++) {
        const hy_incident *incident = &context->model->incidents[i];
        if ((float)incident->at_s <= now_s) {
            is_on = incident->kind == HY_incident_kind_power_cut    ? false
                    : incident->kind == HY_incident_kind_power_back ? true
                                                                    : is_on;
        }
    }
    return is_on;
}

bool hy_measure_light(const hy_context *context, uint32_t tick, float *light)
{
    const hy_model *model = context->model;
    const hy_spec_light *spec = &model->light;
    const float now_s = clock_at(context, tick), at_s = now_s - DAY_S * hy_floor(now_s / DAY_S);
    const bool has_sun = spec->sunrise_s != HY_NO_CLOCK && spec->sunset_s != HY_NO_CLOCK;
    const bool has_hours = spec->lamps_on_s != HY_NO_CLOCK && spec->lamps_off_s != HY_NO_CLOCK;
    const float sun = has_sun ? share_of_day(at_s, (float)spec->sunrise_s, (float)spec->sunset_s, spec->twilight_s) : 1;
    const bool is_lit = has_power(context, now_s) &&
                        (!has_hours || share_of_day(at_s, (float)spec->lamps_on_s, (float)spec->lamps_off_s, 0) > 0);
    bool is_dark = false;
    for (uint32_t room = 0; room < model->room_count; room++) {
        const hy_room *of = &model->rooms[room];
        light[room] = hy_max(of->has_daylight ? sun : 0, of->has_lamps && is_lit ? 1.0f : 0.0f);
        is_dark |= light[room] < 1;
    }
    return is_dark;
}
