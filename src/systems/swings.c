// Attacks that change a carrier for a while: relapses between lucid and wild, hunger that is resisted or not, coming to.
// See docs/model/infection.md.
#include "systems/system.h"

// attacks are drawn so often, seconds
#define PERIOD_S 1.0f

// from here one reaches raw flesh, metres, and so long a meal takes, seconds
#define HAND_REACH_M 1.2f
#define MEAL_S 20.0f

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

// -------------------------------------------------------------------------------------------------------------- flesh

static uint32_t flesh_at_hand(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    for (uint32_t i = 0; i < model->place_count; i++) {
        const hy_place *place = &model->places[i];
        if (place->kind == HY_place_kind_flesh && place->room == state->person_room[person] && state->place_left_count[i] > 0 &&
            hy_distance(hy_position(state, person), place->at) < HAND_REACH_M) {
            return i;
        }
    }
    return HY_NONE;
}

// the first change into a stage that does not hunt, NULL
static const hy_swing *way_to_peace(const hy_context *context, const hy_stage *stage)
{
    for (uint32_t i = 0; i < stage->swing_count; i++) {
        const hy_swing *of = &context->model->swings[stage->first_swing + i];
        if (!context->model->stages[of->stage].spec.hunts) {
            return of;
        }
    }
    return NULL;
}

// raw flesh at hand is eaten when no prey is in sight, and may end the hunger
static void feed(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_stage *stage = &context->model->stages[state->person_stage[person]];
    const bool is_free = state->person_seen[person] == HY_NONE && !hy_is_in_bout(context, person) &&
                         state->person_task_until[person] <= context->tick;
    const uint32_t place = is_free && stage->spec.flesh_eases > 0 ? flesh_at_hand(context, person) : HY_NONE;
    if (place == HY_NONE) {
        return;
    }
    state->place_left_count[place]--;
    state->person_task_until[person] = context->tick + hy_ticks(context, MEAL_S);
    const bool eases = hy_draw_chance(hy_draw_now(context, HY_PURPOSE_FLESH, person), stage->spec.flesh_eases);
    hy_event *event = hy_tell_serially(context, HY_event_ate_flesh, person);
    event->detail = eases ? 1 : 0;
    event->cause = state->person_infection_event[person];
    const hy_swing *peace = eases ? way_to_peace(context, stage) : NULL;
    if (peace) {
        give_in(context, person, peace);
    }
}

static void look_for_flesh(hy_context *context)
{
    const hy_occupancy *occupancy = context->occupancy;
    for (uint32_t i = 0; context->model->has_flesh && i < occupancy->hunter_total; i++) {
        feed(context, occupancy->hunters[i]);
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
    look_for_flesh(context);
}
