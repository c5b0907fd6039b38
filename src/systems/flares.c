// Flares: lights that draw those who hunt and see no prey, from afar. See docs/model/devices.md.
#include "systems/system.h"

// one light that burns now
typedef struct flare {
    uint32_t room;
    hy_vec2 at;
    float reach_m;
} flare;

// Turns somebody to a light, if it is in reach and nothing hides it.
static void see_flare(hy_context *context, uint32_t person, const flare *light)
{
    const hy_state *state = context->state;
    const hy_vec2 eye = hy_position(state, person);
    if (hy_length2(hy_minus(light->at, eye)) > light->reach_m * light->reach_m ||
        !hy_can_see(context->model, state, state->person_room[person], eye, light->room, light->at)) {
        return;
    }
    hy_draw_to(context, person, light->room, light->at);
}

static void show(hy_context *context, const flare *light)
{
    const hy_occupancy *occupancy = context->occupancy;
    for (uint32_t i = 0; i < occupancy->hunter_total; i++) {
        const uint32_t hunter = occupancy->hunters[i];
        if (context->state->person_seen[hunter] == HY_NONE) {
            see_flare(context, hunter, light);
        }
    }
}

void hy_run_flares(hy_context *context)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    if (!model->has_flares || context->tick % hy_ticks(context, model->senses.listen_s) != 0) {
        return;
    }
    for (uint32_t i = 0; i < model->device_count; i++) {
        const uint32_t place = model->devices[i];
        const hy_place *of = &model->places[place];
        if (hy_place_sounds(context, place) && model->sounds[state->place_sound[place]].spec.light_m > 0) {
            show(context, &(flare){of->room, of->at, model->sounds[state->place_sound[place]].spec.light_m});
        }
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        if (hy_person_sounds(context, person) && model->sounds[state->person_sound[person]].spec.light_m > 0) {
            show(context, &(flare){state->person_room[person], hy_position(state, person),
                                   model->sounds[state->person_sound[person]].spec.light_m});
        }
    }
}
