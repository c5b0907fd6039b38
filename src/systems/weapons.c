// What is at hand: things taken from where they lie, and shots. See docs/model/contact.md.
#include "systems/system.h"

// from here one takes what lies there, metres
#define TAKE_REACH_M 2.0f

static void take(hy_context *context, uint32_t person, uint32_t place)
{
    hy_state *state = context->state;
    const uint32_t weapon = context->model->places[place].weapon;
    state->place_left_count[place]--;
    state->person_weapon[person] = weapon;
    state->person_shots[person] = context->model->fight.weapons[weapon].shots;
    hy_event *event = hy_tell_serially(context, HY_event_took_weapon, person);
    event->detail = weapon;
    event->cause = state->person_belief_event[person];
}

static void take_what_lies_near(hy_context *context, uint32_t place)
{
    const hy_state *state = context->state;
    const hy_place *of = &context->model->places[place];
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[of->room].sheet];
    hy_body_walk walk = hy_walk_around(context->occupancy, sheet, of->at, TAKE_REACH_M);
    for (uint32_t person = hy_next_body(&walk); person != HY_NONE && state->place_left_count[place] > 0; person = hy_next_body(&walk)) {
        if (state->person_room[person] == of->room && state->person_weapon[person] == HY_NONE && hy_can_act(context, person) &&
            hy_distance(hy_position(state, person), of->at) < TAKE_REACH_M && !hy_is_in_bout(context, person)) {
            take(context, person, place);
        }
    }
}

static void shoot(hy_context *context, uint32_t person, const hy_spec_weapon *weapon)
{
    hy_state *state = context->state;
    const uint32_t target = state->person_seen[person];
    if (target == HY_NONE || state->person_shots[person] == 0 || state->person_seen_m[person] > weapon->range_m ||
        state->person_frozen_until[person] > context->tick || hy_is_in_bout(context, person) || hy_is_restrained(context, person) ||
        !hy_stage_of(context->model, state, target)->hunts || !hy_is_up(context->model, state, target)) {
        return;
    }
    state->person_shots[person]--;
    const float chance = hy_min(1, weapon->hit * state->person_skill[person]);
    const bool hits = !hy_is_protected(context, target) && hy_draw_chance(hy_draw_now(context, HY_PURPOSE_SHOT, person), chance);
    hy_event *event = hy_tell_serially(context, HY_event_shot, person);
    event->whom = target;
    event->detail = hits;
    event->cause = state->person_turning_event[target];
    if (hits) {
        hy_let_go(context, target);
        hy_stop(context, target, person);
        hy_event *end = hy_tell_serially(context, HY_event_was_stopped, target);
        end->whom = person;
        end->detail = state->person_weapon[person];
        end->cause = state->person_belief_event[person];
        context->has_regrouped = true;
    }
}

void hy_run_weapons(hy_context *context)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    if (context->occupancy->hunter_total == 0) {
        return;
    }
    if (context->tick % hy_ticks(context, 1) == 0) {
        for (uint32_t place = 0; place < model->place_count; place++) {
            if (model->places[place].weapon != HY_NONE && state->place_left_count[place] > 0) {
                take_what_lies_near(context, place);
            }
        }
    }
    if (context->tick % hy_ticks(context, model->fight.bout_s) != 0) {
        return;
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        const uint32_t weapon = state->person_weapon[person];
        if (weapon != HY_NONE && model->fight.weapons[weapon].shots > 0 && hy_has_reason(context, person) &&
            !hy_stage_of(model, state, person)->hunts) {
            shoot(context, person, &model->fight.weapons[weapon]);
        }
    }
}
