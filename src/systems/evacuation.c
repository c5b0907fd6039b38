// What everybody who evacuates may know of the exits: ways over doors that are not locked, and who is bound where. One survey
// serves all choices of a tick; see docs/model/evacuation.md.
#include "systems/system.h"

static bool leads_nowhere(const hy_context *context, uint32_t opening)
{
    return !context->model->openings[opening].is_passable || hy_opening_is_barred(context->state, opening);
}

// true if a door was barred or freed since the ways were made
static bool doors_have_changed(hy_context *context)
{
    hy_exit_survey *survey = context->exits;
    bool has_changed = !survey->has_ways;
    for (uint32_t i = 0; i < context->model->opening_count; i++) {
        const float delay = leads_nowhere(context, i) ? HY_NO_WAY : 0;
        has_changed |= (delay >= HY_NO_WAY) != (survey->delays[i] >= HY_NO_WAY);
        survey->delays[i] = delay;
    }
    survey->has_ways = true;
    return has_changed;
}

static void make_ways(hy_context *context)
{
    const hy_model *model = context->model;
    hy_exit_survey *survey = context->exits;
    for (uint32_t exit = 0; exit < model->exit_count; exit++) {
        const size_t first = (size_t)exit * model->opening_count;
        hy_fill_ways(model, model->places[model->exits[exit]].room, survey->delays, survey->frontier,
                     (hy_way_row){survey->ways + first, survey->sides + first, survey->nexts + first});
    }
}

static void clear_counts(const hy_model *model, hy_exit_survey *survey)
{
    for (uint32_t i = 0; i < model->exit_count * HY_EXIT_BINS; i++) {
        survey->nearer[i] = 0;
    }
    for (uint32_t room = 0; room < model->room_count; room++) {
        survey->evacuating[room] = 0;
    }
    for (size_t i = 0; i < (size_t)model->room_count * model->exit_count; i++) {
        survey->company[i] = 0;
    }
}

static void count_people(hy_context *context)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    hy_exit_survey *survey = context->exits;
    clear_counts(model, survey);
    for (uint32_t person = 0; person < state->person_count; person++) {
        const uint32_t place = state->person_exit[person];
        if (place == HY_NONE || !state->person_is_leaving[person] || !hy_has_reason(context, person)) {
            continue;
        }
        const uint32_t exit = survey->rank_of_place[place], room = state->person_room[person];
        survey->nearer[exit * HY_EXIT_BINS + hy_exit_bin(state->person_exit_way[person])]++;
        survey->evacuating[room]++;
        survey->company[(size_t)room * model->exit_count + exit]++;
    }
    for (uint32_t exit = 0; exit < model->exit_count; exit++) {
        uint32_t *nearer = survey->nearer + exit * HY_EXIT_BINS;
        for (uint32_t bin = 1; bin < HY_EXIT_BINS; bin++) {
            nearer[bin] += nearer[bin - 1];
        }
    }
}

// how far the last of each group is, and where the first of it goes
static void watch_groups(hy_context *context)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    for (uint32_t group = 0; group < model->group_count; group++) {
        const hy_group *of = &model->groups[group];
        float last_way = 0;
        uint32_t leading_exit = HY_NONE;
        for (uint32_t i = 0; of->is_together && i < of->person_count; i++) {
            const uint32_t person = of->first_person + i;
            if (!hy_has_reason(context, person)) {
                continue;
            }
            const bool has_set_out = state->person_response_at[person] < context->tick;
            const bool has_way = state->person_exit[person] != HY_NONE;
            leading_exit = leading_exit == HY_NONE ? state->person_exit[person] : leading_exit;
            last_way = has_set_out ? hy_max(last_way, has_way ? state->person_exit_way[person] : 0) : HY_NO_WAY;
            if (!has_set_out) {
                break;
            }
        }
        context->exits->last_way[group] = last_way;
        context->exits->leading_exit[group] = leading_exit;
    }
}

// who makes no headway for so long waits, seconds
#define WAITING_S 1.0f

// fewer than these are no queue
#define LEAST_QUEUE 5u

// so far beyond an opening one has passed it, metres
#define BEYOND_M 0.3f

// the opening by which somebody has come from one room into the next: the nearest between the two
static uint32_t opening_passed(const hy_context *context, uint32_t person, uint32_t from, uint32_t to, float *away_m)
{
    const hy_model *model = context->model;
    const hy_room *room = &model->rooms[to];
    const hy_vec2 at = hy_position(context->state, person);
    uint32_t best = HY_NONE;
    *away_m = HY_INFINITY;
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const uint32_t index = model->links[room->first_link + rank];
        const hy_opening *opening = &model->openings[index];
        const float distance = hy_distance(hy_nearest_on_segment(opening->from, opening->to, at), at);
        if (opening->is_passable && hy_other_room(opening, to) == from && distance < *away_m) {
            *away_m = distance;
            best = index;
        }
    }
    return best;
}

// who has changed rooms since the last tick, those who have just left included
static void watch_passages(hy_context *context)
{
    hy_state *state = context->state;
    for (uint32_t person = 0; person < state->person_count; person++) {
        const uint32_t room = state->person_room[person], before = state->person_watched_room[person];
        if (state->person_exit[person] == HY_NONE || room == before) {
            continue;
        }
        float away_m = HY_INFINITY;
        const uint32_t opening = before == HY_NONE ? HY_NONE : opening_passed(context, person, before, room, &away_m);
        // who sways to and fro on a threshold has not passed yet
        if (away_m < BEYOND_M && state->person_presence[person] == HY_PRESENT) {
            continue;
        }
        state->person_watched_room[person] = room;
        if (opening != HY_NONE) {
            hy_tell_serially(context, HY_event_passed, person)->detail = opening;
        }
    }
}

static void watch_queues(hy_context *context)
{
    hy_state *state = context->state;
    uint32_t *waiting = context->exits->waiting;
    for (uint32_t i = 0; i < state->opening_count; i++) {
        waiting[i] = 0;
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        const uint32_t link = state->person_link[person];
        if (link != HY_NONE && state->person_is_leaving[person] && state->person_blocked_s[person] > WAITING_S &&
            hy_has_reason(context, person)) {
            waiting[link]++;
        }
    }
    for (uint32_t i = 0; i < state->opening_count; i++) {
        for (; state->opening_longest_queue[i] < waiting[i]; state->opening_longest_queue[i]++) {
            if (state->opening_longest_queue[i] + 1 >= LEAST_QUEUE) {
                hy_tell_serially(context, HY_event_queue_grew, HY_NONE)->detail = i;
            }
        }
    }
}

void hy_run_evacuation(hy_context *context)
{
    const hy_model *model = context->model;
    const bool is_known = model->evacuation.signal_s != HY_NO_CLOCK;
    const uint32_t signal = is_known ? hy_ticks_until(context, (float)(model->evacuation.signal_s - model->start_s)) : HY_NONE;
    if (context->tick < signal || !is_known) {
        return;
    }
    if (context->tick == signal) {
        hy_tell_serially(context, HY_event_was_signalled, HY_NONE);
    }
    if (doors_have_changed(context)) {
        make_ways(context);
    }
    count_people(context);
    watch_groups(context);
    watch_passages(context);
    watch_queues(context);
}
