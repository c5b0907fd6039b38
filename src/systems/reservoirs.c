// Animals that carry the agent: they keep to a room or slip from room to room, bite who is there, and may catch it themselves.
// See docs/model/reservoirs.md.
#include "systems/system.h"

// animals are looked after so often, seconds
#define PERIOD_S 1.0f
#define SECONDS_OF_AN_HOUR 3600.0f

// an animal slips under doors, whether they are shut or not
static void roam(hy_context *context, uint32_t animal, const hy_reservoir *of)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const hy_room *room = &model->rooms[state->animal_room[animal]];
    hy_draw_key key = hy_draw_now(context, HY_PURPOSE_ANIMAL_WAY, animal);
    if (room->link_count == 0 || !hy_draw_chance(key, 1 - hy_exp(-PERIOD_S / of->moves_every_s))) {
        return;
    }
    key.draw = 1;
    const hy_opening *opening = &model->openings[model->links[room->first_link + hy_draw_below(key, room->link_count)]];
    const uint32_t other = hy_other_room(opening, state->animal_room[animal]);
    if (opening->is_passable && other != HY_NONE && !model->rooms[other].is_void) {
        state->animal_room[animal] = other;
    }
}

static void bite(hy_context *context, uint32_t animal, uint32_t reservoir, uint32_t person)
{
    const hy_reservoir *of = &context->model->reservoirs[reservoir];
    hy_state *state = context->state;
    const hy_infection infection = {.person = person,
                                    .by = HY_NONE,
                                    .exposure = of->exposure,
                                    .wound = HY_NONE,
                                    .outcome = HY_NONE,
                                    .cause = HY_NONE,
                                    .after_s = HY_UNSET,
                                    .occasion = animal};
    state->animal_bites_left[animal]--;
    const bool is_new = state->person_stage[person] == context->model->healthy;
    hy_event *event = hy_tell_serially(context, HY_event_was_bitten_by_animal, person);
    if (is_new && hy_infect(context, event, &infection)) {
        event->detail = reservoir;
    }
}

// whoever is in the room, each at the same rate
static void bite_around(hy_context *context, uint32_t animal, uint32_t reservoir)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const uint32_t room = state->animal_room[animal];
    const float chance = 1 - hy_exp(-PERIOD_S / model->reservoirs[reservoir].bites_every_s);
    for (uint32_t person = 0; context->occupancy->prey_counts[room] > 0 && person < state->person_count; person++) {
        hy_draw_key key = hy_draw_now(context, HY_PURPOSE_ANIMAL_BITE, person);
        key.draw = animal;
        if (state->person_room[person] == room && state->animal_bites_left[animal] > 0 && hy_has_reason(context, person) &&
            hy_stage_of(model, state, person)->is_prey && hy_draw_chance(key, chance)) {
            bite(context, animal, reservoir, person);
        }
    }
}

// the way back: from the turned to an animal in the same room
static void catch_it(hy_context *context, uint32_t animal, const hy_reservoir *of)
{
    hy_state *state = context->state;
    const uint32_t turned = context->occupancy->hunter_counts[state->animal_room[animal]];
    if (of->catches <= 0 || turned == 0) {
        return;
    }
    // each of them at the same rate
    const float spared = hy_pow(1 - of->catches, (float)turned * PERIOD_S / SECONDS_OF_AN_HOUR);
    state->animal_carries[animal] = hy_draw_chance(hy_draw_now(context, HY_PURPOSE_ANIMAL_CATCH, animal), 1 - spared);
}

void hy_run_reservoirs(hy_context *context)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const uint32_t clock_s = model->start_s + (uint32_t)((float)context->tick * context->dt_s);
    if (model->animal_count == 0 || context->tick % hy_ticks(context, PERIOD_S) != 0) {
        return;
    }
    for (uint32_t i = 0; i < model->reservoir_count; i++) {
        const hy_reservoir *of = &model->reservoirs[i];
        for (uint32_t animal = of->first_animal; clock_s >= of->from_s && animal < of->first_animal + of->count; animal++) {
            if (of->is_loose) {
                roam(context, animal, of);
            }
            if (state->animal_carries[animal]) {
                bite_around(context, animal, i);
            } else {
                catch_it(context, animal, of);
            }
        }
    }
}
