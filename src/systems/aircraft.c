// What flies over the grounds: it sounds, its camera sees whoever stands in the open, and it takes people aboard, whom it measures
// and asks. See docs/model/aircraft.md.
#include "systems/system.h"

// so near to a screen one sees what it shows, metres
#define SCREEN_M 3.0f

static const hy_place *place_below(const hy_context *context, uint32_t index)
{
    const hy_aircraft *of = &context->model->aircraft[index];
    return &context->model->places[of->over[context->state->aircraft_stop[index]]];
}

// of the aircraft itself, where it hangs
static void tell_where(hy_context *context, hy_event_kind kind, uint32_t index)
{
    const hy_place *place = place_below(context, index);
    hy_event *event = hy_tell_serially(context, kind, HY_NONE);
    event->detail = index;
    event->room = place->room;
    event->x = place->at.x;
    event->y = place->at.y;
}

static hy_event *tell_of(hy_context *context, hy_event_kind kind, uint32_t person, uint32_t index)
{
    hy_event *event = hy_tell_serially(context, kind, person);
    event->detail = index;
    return event;
}

// ----------------------------------------------------------------------------------------------------- coming and going

static void come_over(hy_context *context, uint32_t index, uint32_t stop)
{
    const hy_aircraft *of = &context->model->aircraft[index];
    hy_state *state = context->state;
    state->aircraft_phase[index] = HY_PHASE_NOW;
    state->aircraft_stop[index] = stop;
    state->aircraft_leaves_at[index] = context->tick + hy_ticks(context, of->spec.stays_s);
    tell_where(context, HY_event_aircraft_came, index);
    if (of->sound != HY_NONE) {
        hy_sound_place(context, of->over[stop], of->sound, HY_NONE, of->spec.stays_s);
    }
}

static void fly_away(hy_context *context, uint32_t index)
{
    const hy_aircraft *of = &context->model->aircraft[index];
    hy_state *state = context->state;
    tell_where(context, HY_event_aircraft_left, index);
    if (of->sound != HY_NONE && state->place_sound[of->over[state->aircraft_stop[index]]] == of->sound) {
        hy_silence_place(context, of->over[state->aircraft_stop[index]]);
    }
    state->aircraft_phase[index] = HY_PHASE_OVER;
}

void hy_summon_aircraft(hy_context *context)
{
    for (uint32_t index = 0; index < context->model->aircraft_count; index++) {
        const float on_call_s = context->model->aircraft[index].spec.on_call_s;
        if (on_call_s > HY_GIVEN && context->state->aircraft_comes_at[index] == HY_NONE) {
            context->state->aircraft_comes_at[index] = context->tick + hy_ticks(context, on_call_s);
        }
    }
}

static void fly(hy_context *context, uint32_t index)
{
    const hy_state *state = context->state;
    if (state->aircraft_phase[index] == HY_PHASE_BEFORE) {
        if (context->tick >= state->aircraft_comes_at[index]) {
            come_over(context, index, 0);
        }
    } else if (context->tick >= state->aircraft_leaves_at[index]) {
        const uint32_t next = state->aircraft_stop[index] + 1;
        if (next < context->model->aircraft[index].over_count) {
            come_over(context, index, next);
        } else {
            fly_away(context, index);
        }
    }
}

// ----------------------------------------------------------------------------------------------------------- the camera

// people are noticed once; returns how many hunters it sees in a room
static uint32_t look_into(hy_context *context, uint32_t index, uint32_t room)
{
    const hy_occupancy *occupancy = context->occupancy;
    hy_state *state = context->state;
    const float reach_m = context->model->aircraft[index].spec.camera_m;
    const hy_vec2 below = place_below(context, index)->at;
    for (uint32_t i = 0; i < occupancy->prey_counts[room]; i++) {
        const uint32_t person = occupancy->prey[occupancy->prey_starts[room] + i];
        if (state->person_spotted_at[person] == HY_NONE && hy_distance(hy_position(state, person), below) <= reach_m) {
            state->person_spotted_at[person] = context->tick;
            tell_of(context, HY_event_was_spotted, person, index);
        }
    }
    uint32_t hunters = 0;
    for (uint32_t i = 0; i < occupancy->hunter_counts[room]; i++) {
        const uint32_t hunter = occupancy->hunters[occupancy->hunter_starts[room] + i];
        hunters += hy_distance(hy_position(state, hunter), below) <= reach_m;
    }
    return hunters;
}

// who sits before the screen learns where most of them are
static void show(hy_context *context, uint32_t index, uint32_t room)
{
    const uint32_t screen = context->model->aircraft[index].screen;
    if (screen == HY_NONE || room == HY_NONE) {
        return;
    }
    const hy_occupancy *occupancy = context->occupancy;
    const hy_state *state = context->state;
    const hy_place *at = &context->model->places[screen];
    for (uint32_t i = 0; i < occupancy->prey_counts[at->room]; i++) {
        const uint32_t person = occupancy->prey[occupancy->prey_starts[at->room] + i];
        if (hy_can_act(context, person) && hy_distance(hy_position(state, person), at->at) < SCREEN_M) {
            hy_learn_of_danger(context, person, room, person);
        }
    }
}

static void look_down(hy_context *context, uint32_t index)
{
    const hy_model *model = context->model;
    if (!(model->aircraft[index].spec.camera_m > 0)) {
        return;
    }
    uint32_t worst = HY_NONE, most = 0;
    for (uint32_t room = 0; room < model->room_count; room++) {
        const uint32_t hunters = model->rooms[room].is_outdoor ? look_into(context, index, room) : 0;
        if (hunters > most) {
            most = hunters;
            worst = room;
        }
    }
    show(context, index, worst);
}

// ------------------------------------------------------------------------------------------------------------ the rescue

static bool wants_aboard(const hy_context *context, uint32_t person)
{
    return hy_can_act(context, person) && !context->state->person_is_turned_away[person] && !hy_is_in_bout(context, person);
}

// the nearest of those below; halfbies and the bitten who hide it come too
static uint32_t next_aboard(const hy_context *context, uint32_t index)
{
    const hy_place *place = place_below(context, index);
    const hy_state *state = context->state;
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[place->room].sheet];
    const float reach_m = context->model->aircraft[index].spec.takes_m;
    hy_body_walk walk = hy_walk_around(context->occupancy, sheet, place->at, reach_m);
    uint32_t best = HY_NONE;
    float best_m = reach_m;
    for (uint32_t other = hy_next_body(&walk); other != HY_NONE; other = hy_next_body(&walk)) {
        const float away_m = hy_distance(hy_position(state, other), place->at);
        if (away_m <= best_m && state->person_room[other] == place->room && wants_aboard(context, other)) {
            best = other;
            best_m = away_m;
        }
    }
    return best;
}

// A bite that is known or shows keeps one out, and so does a cold body, where the thermometer is believed.
static bool is_turned_away(hy_context *context, uint32_t index, uint32_t person)
{
    const hy_spec_aircraft *rules = &context->model->aircraft[index].spec;
    hy_state *state = context->state;
    const bool shows = state->person_shows_signs[person] || state->person_bite[person] == HY_BITE_ADMITTED ||
                       state->person_bite[person] == HY_BITE_KNOWN;
    const bool is_cold = rules->cold_c > HY_GIVEN && hy_body_temperature(context, person) < rules->cold_c;
    const bool is_read = is_cold && !hy_draw_chance(hy_draw_of(context, HY_PURPOSE_AIRCRAFT, person, index), rules->misread);
    if (!shows && !is_read) {
        return false;
    }
    state->person_is_turned_away[person] = 1;
    hy_event *event = hy_tell_serially(context, HY_event_was_turned_away, person);
    event->detail = shows ? 0 : 1;
    event->cause = state->person_infection_event[person];
    return true;
}

static bool is_left(const hy_context *context, uint32_t person, uint32_t other)
{
    return other != HY_NONE && other != person && hy_has_reason(context, other) &&
           !hy_stage_of(context->model, context->state, other)->hunts;
}

// the first of those of whom a person knows: friends, kin, the own group; HY_NONE
static uint32_t whom_one_knows_of(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        const uint32_t other = state->person_friends[(size_t)person * HY_FRIEND_LIMIT + i];
        if (is_left(context, person, other)) {
            return other;
        }
    }
    const uint32_t leader = state->person_party[person];
    for (uint32_t other = 0; leader != HY_NONE && other < state->person_count; other++) {
        if (state->person_party[other] == leader && is_left(context, person, other)) {
            return other;
        }
    }
    return HY_NONE;
}

// the last of those below is asked; false where the rescuers hear of nobody who is left
static bool is_told_of_others(hy_context *context, uint32_t index, uint32_t person)
{
    const uint32_t other = whom_one_knows_of(context, person);
    if (other == HY_NONE) {
        return false;
    }
    hy_draw_key key = hy_draw_of(context, HY_PURPOSE_AIRCRAFT, person, index);
    key.draw++;
    const float chance = hy_min(1, context->model->crisis.lies * hy_ill_will(context, person, other));
    const bool lies = hy_draw_chance(key, chance);
    hy_event *event = hy_tell_serially(context, lies ? HY_event_lied_to_rescuers : HY_event_told_rescuers, person);
    event->whom = other;
    event->cause = context->state->person_belief_event[person];
    return !lies;
}

static void take_aboard(hy_context *context, uint32_t index, uint32_t person)
{
    hy_state *state = context->state;
    tell_of(context, HY_event_was_taken_aboard, person, index)->cause = state->person_belief_event[person];
    hy_event *event = hy_tell_serially(context, HY_event_was_taken_away, person);
    event->cause = state->person_infection_event[person];
    state->person_presence[person] = HY_TAKEN_AWAY;
    hy_let_go(context, person);
    context->has_regrouped = true;
    state->aircraft_seats_left[index]--;
    state->aircraft_boards_at[index] = context->tick + hy_ticks(context, context->model->aircraft[index].spec.boards_s);
}

static void rescue(hy_context *context, uint32_t index)
{
    const hy_spec_aircraft *rules = &context->model->aircraft[index].spec;
    hy_state *state = context->state;
    if (state->aircraft_seats_left[index] == 0 || context->tick < state->aircraft_boards_at[index]) {
        return;
    }
    const uint32_t person = next_aboard(context, index);
    if (person == HY_NONE || is_turned_away(context, index, person)) {
        return;
    }
    take_aboard(context, index, person);
    if (rules->asks && next_aboard(context, index) == HY_NONE && !is_told_of_others(context, index, person)) {
        fly_away(context, index);
    }
}

void hy_run_aircraft(hy_context *context)
{
    if (context->model->aircraft_count == 0 || context->tick % hy_ticks(context, 1) != 0) {
        return;
    }
    for (uint32_t index = 0; index < context->model->aircraft_count; index++) {
        if (context->state->aircraft_phase[index] != HY_PHASE_OVER) {
            fly(context, index);
        }
        if (context->state->aircraft_phase[index] == HY_PHASE_NOW) {
            look_down(context, index);
            rescue(context, index);
        }
    }
}
