// Hoses out of windows and fortresses of carts. See docs/model/tools.md.
#include "systems/system.h"

// from here one takes hold of a hose, metres
#define HAND_REACH_M 1.0f

// hunters so near to the leader are at the fortress, metres
#define AT_THE_CARTS_M 2.5f

enum { COMPANY_LIMIT = 64 };

// ------------------------------------------------------------------------------------------------------------ hoses

static bool wants_hose(const hy_context *context, uint32_t person, const hy_place *hose)
{
    const hy_state *state = context->state;
    const hy_vec2 goal = hy_vec(state->person_goal_x[person], state->person_goal_y[person]);
    return hy_can_act(context, person) && state->person_goal_kind[person] == HY_GOAL_POINT &&
           state->person_goal_room[person] == hose->room && hy_distance(goal, hose->at) < 0.1f && !hy_is_in_bout(context, person) &&
           hy_distance(hy_position(state, person), hose->at) < HAND_REACH_M;
}

static uint32_t next_at_hose(const hy_context *context, const hy_place *hose)
{
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[hose->room].sheet];
    hy_body_walk walk = hy_walk_around(context->occupancy, sheet, hose->at, HAND_REACH_M);
    uint32_t best = HY_NONE;
    float best_m = HY_INFINITY;
    for (uint32_t person = hy_next_body(&walk); person != HY_NONE; person = hy_next_body(&walk)) {
        const float away_m = hy_distance(hy_position(context->state, person), hose->at);
        if (away_m < best_m && context->state->person_room[person] == hose->room && wants_hose(context, person, hose)) {
            best_m = away_m;
            best = person;
        }
    }
    return best;
}

// who hangs on the hose is out of reach already, and arrives when the time is over
static void begin_descent(hy_context *context, uint32_t person, uint32_t place)
{
    hy_state *state = context->state;
    const hy_place *hose = &context->model->places[place];
    if (!hy_put_into_room(context, person, hose->leads_to, hose->at)) {
        return;
    }
    const uint32_t until = context->tick + hy_ticks(context, context->model->tools.descent_s);
    state->place_user[place] = person;
    state->place_free_at[place] = until;
    state->person_task_until[person] = until;
}

static void end_descent(hy_context *context, uint32_t place)
{
    hy_state *state = context->state;
    const hy_spec_tools *rules = &context->model->tools;
    const uint32_t person = state->place_user[place];
    state->place_user[place] = HY_NONE;
    if (!hy_has_reason(context, person)) {
        return;
    }
    if (!hy_draw_chance(hy_draw_now(context, HY_PURPOSE_HOSE, person), rules->descent_falls)) {
        hy_tell_serially(context, HY_event_climbed_down, person)->cause = state->person_belief_event[person];
        return;
    }
    const hy_model *model = context->model;
    const hy_place *hose = &model->places[place];
    const float from_m = model->levels[model->rooms[hose->room].level].elevation_m;
    hy_fall(context, person, hy_max(from_m - model->levels[model->rooms[hose->leads_to].level].elevation_m, 0));
}

static void tend_hose(hy_context *context, uint32_t place)
{
    const hy_state *state = context->state;
    if (state->place_user[place] != HY_NONE) {
        if (state->place_free_at[place] <= context->tick) {
            end_descent(context, place);
        }
        return;
    }
    const uint32_t person = next_at_hose(context, &context->model->places[place]);
    if (person != HY_NONE) {
        begin_descent(context, person, place);
    }
}

// ----------------------------------------------------------------------------------------------------------- fortresses

static uint32_t cart_in(const hy_context *context, uint32_t room)
{
    const hy_model *model = context->model;
    for (uint32_t i = 0; i < model->place_count; i++) {
        if (model->places[i].kind == HY_place_kind_cart && model->places[i].room == room && context->state->place_left_count[i] > 0) {
            return i;
        }
    }
    return HY_NONE;
}

// a leader who sets out although hunters are known to be about
static bool sets_out(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_party[person] == person && state->person_fortress[person] == HY_NONE && hy_can_act(context, person) &&
           !hy_is_in_bout(context, person) && state->person_gait[person] >= HY_WALKING &&
           state->person_goal_kind[person] != HY_GOAL_NONE && state->person_goal_room[person] != state->person_room[person] &&
           state->person_danger_room[person] != HY_NONE &&
           hy_since(context, state->person_danger_at[person]) < context->model->knowledge.danger_s;
}

static void build(hy_context *context, uint32_t leader, uint32_t place)
{
    hy_state *state = context->state;
    const hy_spec_tools *rules = &context->model->tools;
    uint32_t others[COMPANY_LIMIT], inside = 1;
    const uint32_t count = hy_others_near(context, leader, rules->fortress_m, others, COMPANY_LIMIT);
    for (uint32_t i = 0; i < count; i++) {
        inside += state->person_party[others[i]] == leader && hy_can_act(context, others[i]) ? 1 : 0;
    }
    if (inside < rules->fortress_people) {
        return;
    }
    state->place_left_count[place]--;
    state->person_fortress[leader] = leader;
    for (uint32_t i = 0; i < count; i++) {
        if (state->person_party[others[i]] == leader && hy_can_act(context, others[i])) {
            state->person_fortress[others[i]] = leader;
        }
    }
    hy_event *event = hy_tell_serially(context, HY_event_built_fortress, leader);
    event->detail = inside;
    event->cause = state->person_belief_event[leader];
}

static uint32_t hunters_at(const hy_context *context, uint32_t leader)
{
    const hy_state *state = context->state;
    uint32_t others[COMPANY_LIMIT], hunters = 0;
    const uint32_t count = hy_others_near(context, leader, AT_THE_CARTS_M, others, COMPANY_LIMIT);
    for (uint32_t i = 0; i < count; i++) {
        hunters += hy_stage_of(context->model, state, others[i])->hunts && hy_is_up(context->model, state, others[i]) ? 1 : 0;
    }
    return hunters;
}

static void abandon(hy_context *context, uint32_t leader)
{
    hy_state *state = context->state;
    for (uint32_t person = 0; person < state->person_count; person++) {
        if (state->person_fortress[person] == leader) {
            state->person_fortress[person] = HY_NONE;
        }
    }
}

static void hold(hy_context *context, uint32_t leader)
{
    const hy_state *state = context->state;
    const bool is_behind_doors = state->person_has_hidden[leader] && state->person_refuge[leader] == state->person_room[leader] &&
                                 state->person_gait[leader] == HY_RESTING;
    if (!hy_can_act(context, leader) || is_behind_doors) {
        abandon(context, leader);
        return;
    }
    const float chance = 1 - hy_exp(-(float)hunters_at(context, leader) / context->model->tools.fortress_breaks_s);
    if (hy_draw_chance(hy_draw_now(context, HY_PURPOSE_FORTRESS, leader), chance)) {
        hy_tell_serially(context, HY_event_fortress_broke, leader)->cause = state->person_act_event[leader];
        abandon(context, leader);
    }
}

static void lead_fortress(hy_context *context, uint32_t person)
{
    if (context->state->person_fortress[person] == person) {
        hold(context, person);
    } else if (sets_out(context, person)) {
        const uint32_t cart = cart_in(context, context->state->person_room[person]);
        if (cart != HY_NONE) {
            build(context, person, cart);
        }
    }
}

void hy_run_tools(hy_context *context)
{
    if (context->tick % hy_ticks(context, 1) != 0) {
        return;
    }
    const hy_model *model = context->model;
    bool has_carts = false;
    for (uint32_t place = 0; place < model->place_count; place++) {
        has_carts |= model->places[place].kind == HY_place_kind_cart;
        if (model->places[place].kind == HY_place_kind_hose) {
            tend_hose(context, place);
        }
    }
    for (uint32_t person = 0; has_carts && person < context->state->person_count; person++) {
        lead_fortress(context, person);
    }
}
