// What everybody who evacuates may know of the exits: ways over doors that are not locked, and who is bound where. One survey
// serves all choices of a tick; see docs/model/evacuation.md.
#include "systems/system.h"

static bool is_barred(const hy_context *context, uint32_t opening)
{
    const hy_state *state = context->state;
    return !context->model->openings[opening].is_passable ||
           (!hy_opening_is_open(state, opening) && (state->opening_is_locked[opening] || state->opening_barricade[opening] > 0));
}

// true if a door was barred or freed since the ways were made
static bool doors_have_changed(hy_context *context)
{
    hy_exit_survey *survey = context->exits;
    bool has_changed = !survey->has_ways;
    for (uint32_t i = 0; i < context->model->opening_count; i++) {
        const float delay = is_barred(context, i) ? HY_NO_WAY : 0;
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
        hy_fill_ways(model, model->places[model->exits[exit]].room, survey->delays, survey->frontier, survey->ways + first,
                     survey->sides + first);
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

void hy_run_evacuation(hy_context *context)
{
    const hy_model *model = context->model;
    if (model->evacuation.signal_s == HY_NO_CLOCK ||
        context->tick < hy_ticks_until(context, (float)(model->evacuation.signal_s - model->start_s))) {
        return;
    }
    if (doors_have_changed(context)) {
        make_ways(context);
    }
    count_people(context);
    watch_groups(context);
}
