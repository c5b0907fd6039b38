// Doors: opened in passing, falling shut, shut and locked and barricaded by those who hide, broken by those who push.
// See docs/model/doors.md.
#include "systems/system.h"

// how often doors are looked after, seconds
#define DOOR_PERIOD_S 0.5f

// from here one reaches a door, metres
#define HAND_REACH_M 0.9f

// so near to a door one is about to pass it, metres
#define WANTED_M 1.5f

// a door does not shut on somebody, metres
#define DOORWAY_M 0.25f

static float distance_to(const hy_context *context, uint32_t opening, uint32_t person)
{
    const hy_opening *of = &context->model->openings[opening];
    const hy_vec2 at = hy_position(context->state, person);
    return hy_distance(hy_nearest_on_segment(of->from, of->to, at), at);
}

static bool can_be_shut(const hy_context *context, uint32_t opening)
{
    const hy_opening_kind kind = context->model->openings[opening].kind;
    return context->model->doors.can_shut && kind != HY_opening_kind_gap && kind != HY_opening_kind_window && kind != HY_opening_kind_gate &&
           !context->state->opening_is_broken[opening];
}

static bool sheet_is_clear(const hy_context *context, const hy_opening *opening, uint32_t sheet_index)
{
    const hy_vec2 low = hy_vec(hy_min(opening->from.x, opening->to.x) - DOORWAY_M, hy_min(opening->from.y, opening->to.y) - DOORWAY_M);
    const hy_vec2 high = hy_vec(hy_max(opening->from.x, opening->to.x) + DOORWAY_M, hy_max(opening->from.y, opening->to.y) + DOORWAY_M);
    hy_body_walk walk = hy_walk_bodies(context->occupancy, &context->model->sheets[sheet_index], low, high);
    for (uint32_t body = hy_next_body(&walk); body != HY_NONE; body = hy_next_body(&walk)) {
        const hy_vec2 at = hy_position(context->state, body);
        if (hy_distance(hy_nearest_on_segment(opening->from, opening->to, at), at) < DOORWAY_M) {
            return false;
        }
    }
    return true;
}

static bool doorway_is_clear(const hy_context *context, uint32_t index)
{
    const hy_opening *opening = &context->model->openings[index];
    const hy_model *model = context->model;
    return sheet_is_clear(context, opening, model->rooms[opening->rooms[0]].sheet) &&
           (!opening->changes_sheet || sheet_is_clear(context, opening, model->rooms[opening->rooms[1]].sheet));
}

// ------------------------------------------------------------------------------------------------------------- passing

static void open_door(hy_context *context, uint32_t person, uint32_t opening)
{
    hy_state *state = context->state;
    const hy_opening *of = &context->model->openings[opening];
    hy_set_open(context, opening, true);
    state->opening_held_by[opening] = HY_NONE;
    const bool is_left_open = hy_draw_chance(hy_draw_of(context, HY_PURPOSE_LEFT_OPEN, opening, context->tick),
                                             context->model->doors.left_open_share);
    const bool is_calm = state->person_belief[person] != HY_BELIEVING;
    state->opening_shuts_at[opening] =
        of->starts_open || (is_calm && is_left_open) ? HY_NONE : context->tick + hy_ticks(context, 3);
}

static void turn_away(hy_context *context, uint32_t person, uint32_t opening)
{
    hy_state *state = context->state;
    state->person_knocks[person] = opening;
    state->person_shunned[person] = state->person_goal_room[person];
    state->person_goal_kind[person] = HY_GOAL_NONE;
    state->person_refuge[person] = HY_NONE;
}

// from inside, locks turn and barricades can be taken down; from outside one turns away
static void meet_locked_door(hy_context *context, uint32_t person, uint32_t opening)
{
    hy_state *state = context->state;
    const hy_spec_doors *doors = &context->model->doors;
    const uint32_t room = state->person_room[person];
    const bool is_inside = context->model->rooms[room].is_refuge && context->model->openings[opening].has_lock;
    const bool is_barricade_only = !state->opening_is_locked[opening] && context->model->rooms[room].is_refuge;
    if (!is_inside && !is_barricade_only) {
        turn_away(context, person, opening);
        return;
    }
    const float work_s = doors->lock_s + state->opening_barricade[opening] * doors->barricade_s;
    state->person_task_until[person] = context->tick + hy_ticks(context, work_s);
    state->opening_is_locked[opening] = 0;
    state->opening_barricade[opening] = 0;
    hy_event *event = hy_tell_serially(context, HY_event_unlocked_door, person);
    event->opening = opening;
    event->cause = state->person_belief_event[person];
    hy_ways_follow(context, opening);
}

static void pass(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const uint32_t opening = state->person_link[person];
    if (opening == HY_NONE || hy_opening_is_open(state, opening) || distance_to(context, opening, person) > HAND_REACH_M) {
        return;
    }
    if (hy_is_kept(context, opening)) {
        turn_away(context, person, opening);
    } else if (state->opening_is_locked[opening] || state->opening_barricade[opening] > 0) {
        meet_locked_door(context, person, opening);
    } else {
        open_door(context, person, opening);
    }
}

static void let_fall_shut(hy_context *context)
{
    hy_state *state = context->state;
    for (uint32_t i = 0; i < state->opening_count; i++) {
        if (state->opening_shuts_at[i] <= context->tick && state->opening_is_open[i] && !hy_is_kept(context, i)) {
            if (doorway_is_clear(context, i)) {
                hy_set_open(context, i, false);
                state->opening_shuts_at[i] = HY_NONE;
            } else {
                state->opening_shuts_at[i] = context->tick + hy_ticks(context, 1);
            }
        }
    }
}

// -------------------------------------------------------------------------------------------------------------- hiding

static void tell_door(hy_context *context, hy_event_kind kind, uint32_t person, uint32_t opening)
{
    hy_event *event = hy_tell_serially(context, kind, person);
    event->opening = opening;
    event->cause = context->state->person_belief_event[person];
}

static bool is_secured(const hy_context *context, uint32_t opening)
{
    const hy_state *state = context->state;
    const bool needs_lock = context->model->openings[opening].has_lock && !state->opening_is_locked[opening];
    return !state->opening_is_open[opening] && !needs_lock && state->opening_barricade[opening] >= 1;
}

static void secure(hy_context *context, uint32_t person, uint32_t opening)
{
    hy_state *state = context->state;
    const hy_spec_doors *doors = &context->model->doors;
    if (state->opening_is_open[opening]) {
        if (doorway_is_clear(context, opening)) {
            hy_set_open(context, opening, false);
            state->opening_shuts_at[opening] = HY_NONE;
            state->opening_held_by[opening] = person;
            tell_door(context, HY_event_shut_door, person, opening);
            hy_bang(context, person, context->model->senses.slam_db);
        }
        return;
    }
    if (context->model->openings[opening].has_lock && !state->opening_is_locked[opening]) {
        state->opening_is_locked[opening] = 1;
        state->opening_held_by[opening] = person;
        state->person_task_until[person] = context->tick + hy_ticks(context, doors->lock_s);
        tell_door(context, HY_event_locked_door, person, opening);
        hy_ways_follow(context, opening);
        return;
    }
    if (state->opening_barricade[opening] < 1) {
        const bool is_first = state->opening_barricade[opening] <= 0;
        state->opening_barricade[opening] += DOOR_PERIOD_S / doors->barricade_s;
        if (state->opening_barricade[opening] >= 1) {
            state->opening_barricade[opening] = 1;
            tell_door(context, HY_event_barricaded_door, person, opening);
        }
        if (is_first) {
            hy_ways_follow(context, opening);
        }
    }
}

static bool is_hiding(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_refuge[person] != HY_NONE && state->person_refuge[person] == state->person_room[person] &&
           state->person_belief[person] == HY_BELIEVING && hy_has_reason(context, person) && !hy_is_in_bout(context, person) &&
           state->person_asleep_until[person] == 0;
}

// a door that somebody wants to leave by is not shut before that one's nose
static void mark_wanted(hy_context *context)
{
    const hy_state *state = context->state;
    for (uint32_t i = 0; i < state->opening_count; i++) {
        context->is_wanted[i] = 0;
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        const uint32_t opening = state->person_link[person];
        if (opening != HY_NONE && state->person_gait[person] != HY_RESTING && hy_has_reason(context, person) &&
            distance_to(context, opening, person) < WANTED_M) {
            context->is_wanted[opening] = 1;
        }
    }
}

// every door that is not secured has one keeper: the nearest of those who hide behind it and have no other
static void choose_keepers(hy_context *context)
{
    hy_state *state = context->state;
    for (uint32_t i = 0; i < state->opening_count; i++) {
        state->opening_keeper[i] = HY_NONE;
    }
    for (uint32_t i = 0; i < context->occupancy->reasoned_count; i++) {
        const uint32_t person = context->occupancy->reasoned[i];
        if (!is_hiding(context, person)) {
            continue;
        }
        const hy_room *room = &context->model->rooms[state->person_room[person]];
        uint32_t nearest = HY_NONE;
        float nearest_m = HY_INFINITY;
        for (uint32_t rank = 0; rank < room->link_count; rank++) {
            const uint32_t opening = context->model->links[room->first_link + rank];
            if (!can_be_shut(context, opening) || is_secured(context, opening) || context->is_wanted[opening] ||
                hy_is_kept(context, opening)) {
                continue;
            }
            const float distance = distance_to(context, opening, person);
            const uint32_t keeper = state->opening_keeper[opening];
            if (distance < nearest_m && (keeper == HY_NONE || distance < distance_to(context, opening, keeper))) {
                nearest_m = distance;
                nearest = opening;
            }
        }
        if (nearest != HY_NONE) {
            state->opening_keeper[nearest] = person;
            state->person_rests_until[person] = 0;
        }
    }
}

static void keep_doors(hy_context *context)
{
    const hy_state *state = context->state;
    mark_wanted(context);
    choose_keepers(context);
    for (uint32_t opening = 0; opening < state->opening_count; opening++) {
        const uint32_t keeper = state->opening_keeper[opening];
        if (keeper != HY_NONE && state->person_task_until[keeper] <= context->tick &&
            distance_to(context, opening, keeper) < HAND_REACH_M + 0.3f) {
            secure(context, keeper, opening);
        }
    }
}

// ------------------------------------------------------------------------------------------------------------- pushing

static bool pushes(const hy_context *context, uint32_t hunter)
{
    const hy_state *state = context->state;
    const uint32_t opening = state->person_link[hunter];
    const bool wants_through = state->person_gait[hunter] >= HY_WALKING || hy_leans(state, hunter);
    return opening != HY_NONE && wants_through && !hy_opening_is_open(state, opening) &&
           context->model->openings[opening].is_passable && state->person_down_until[hunter] <= context->tick &&
           distance_to(context, opening, hunter) < context->model->doors.push_reach_m;
}

// mean time until a door gives way to so many, seconds; nothing for doors that never do
static float mean_time_to_break(const hy_context *context, uint32_t index, uint32_t pusher_count)
{
    const hy_state *state = context->state;
    const hy_spec_doors *doors = &context->model->doors;
    const hy_opening *opening = &context->model->openings[index];
    const float barricade = 1 + (doors->barricade_factor - 1) * state->opening_barricade[index];
    if (opening->kind == HY_opening_kind_steel_door || hy_is_kept(context, index)) {
        return 0;
    }
    if (!state->opening_is_locked[index] && state->opening_barricade[index] <= 0 && state->opening_held_by[index] == HY_NONE) {
        return doors->unlatched_s / (float)pusher_count;
    }
    if (pusher_count < doors->pushers_needed) {
        return 0;
    }
    // a leaf of glass breaks like glass; the small pane of a sliding door does not let a body through
    const bool is_glass = opening->is_glazed && opening->kind == HY_opening_kind_double_door;
    return (is_glass ? doors->break_glass_s : doors->break_s) * barricade / (float)pusher_count;
}

static void give_way(hy_context *context, uint32_t index, uint32_t pusher)
{
    hy_state *state = context->state;
    const bool was_held = state->opening_is_locked[index] || state->opening_barricade[index] > 0 ||
                          state->opening_held_by[index] != HY_NONE;
    hy_event *event = hy_tell_serially(context, was_held ? HY_event_broke_door : HY_event_fell_through_door, pusher);
    event->opening = index;
    event->cause = state->person_turning_event[pusher];
    state->opening_is_broken[index] = was_held ? 1 : state->opening_is_broken[index];
    hy_set_open(context, index, true);
    state->opening_is_locked[index] = 0;
    state->opening_barricade[index] = 0;
    state->opening_shuts_at[index] = HY_NONE;
    if (was_held) {
        hy_ways_follow(context, index);
    }
    for (uint32_t i = 0; i < context->occupancy->hunter_total; i++) {
        const uint32_t hunter = context->occupancy->hunters[i];
        if (state->person_link[hunter] == index && hy_leans(state, hunter)) {
            state->person_rests_until[hunter] = 0;
        }
    }
}

static void push_doors(hy_context *context)
{
    hy_state *state = context->state;
    const hy_occupancy *occupancy = context->occupancy;
    for (uint32_t i = 0; i < occupancy->hunter_total; i++) {
        const uint32_t hunter = occupancy->hunters[i];
        if (pushes(context, hunter)) {
            const uint32_t opening = state->person_link[hunter];
            context->pusher_counts[opening]++;
            context->pushers[opening] = hunter;
        }
    }
    for (uint32_t i = 0; i < occupancy->hunter_total; i++) {
        const uint32_t opening = state->person_link[occupancy->hunters[i]];
        const uint32_t count = opening == HY_NONE ? 0 : context->pusher_counts[opening];
        if (count == 0) {
            continue;
        }
        context->pusher_counts[opening] = 0;
        const float mean_s = mean_time_to_break(context, opening, count);
        const float chance = mean_s > 0 ? 1 - hy_exp(-DOOR_PERIOD_S / mean_s) : 0;
        if (hy_draw_chance(hy_draw_of(context, HY_PURPOSE_BREAK, opening, context->tick), chance)) {
            give_way(context, opening, context->pushers[opening]);
        }
    }
}

void hy_run_doors(hy_context *context)
{
    if (context->tick % hy_ticks(context, DOOR_PERIOD_S) != 0) {
        return;
    }
    const hy_occupancy *occupancy = context->occupancy;
    for (uint32_t i = 0; i < occupancy->reasoned_count; i++) {
        if (context->state->person_gait[occupancy->reasoned[i]] != HY_RESTING) {
            pass(context, occupancy->reasoned[i]);
        }
    }
    keep_doors(context);
    let_fall_shut(context);
    if (context->occupancy->hunter_total > 0) {
        push_doors(context);
    }
}
