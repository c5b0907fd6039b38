// Evacuate: on the signal, to the exit that promises the least time. See docs/model/evacuation.md.
#include "systems/drives/drive.h"

// points to walk to lie so far inside the box of an exit, metres
#define INSIDE_M 0.3f

static float utility(const hy_thought *thought)
{
    const bool is_called = thought->state->person_response_at[thought->person] <= thought->context->tick;
    return is_called && !thought->is_threatened ? thought->model->drives.evacuate : -1;
}

static float nearest_within(float value, float low, float size)
{
    const float margin = hy_min(INSIDE_M, 0.5f * size);
    return hy_clamp(value, low + margin, low + size - margin);
}

// a wide exit is walked to straight
static hy_vec2 point_of_exit(const hy_thought *thought, const hy_place *place)
{
    if (!place->has_box) {
        return place->at;
    }
    return hy_vec(nearest_within(thought->at.x, place->box.x, place->box.width),
                  nearest_within(thought->at.y, place->box.y, place->box.depth));
}

// ways to the openings of the room as one stands, over the middle of each
static void measure_links(const hy_thought *thought, float *ways)
{
    const hy_model *model = thought->model;
    const hy_room *room = &model->rooms[thought->state->person_room[thought->person]];
    const hy_raster raster = hy_room_raster(model, room);
    for (uint32_t rank = 0; rank < room->link_count && rank < HY_LINK_LIMIT; rank++) {
        const float *field = hy_link_field(model, room, rank);
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        const hy_vec2 door = hy_nearest_on_segment(opening->from, opening->to, thought->at);
        const float aside = hy_distance(door, hy_middle(opening->from, opening->to));
        ways[rank] = field ? hy_raster_distance_at(&raster, field, thought->at) + aside : HY_NO_WAY;
    }
}

// way in metres to an exit over doors that are not locked, HY_NO_WAY if there is none
static float way_to_exit(const hy_thought *thought, const float *links, uint32_t exit)
{
    const hy_model *model = thought->model;
    const hy_exit_survey *survey = thought->context->exits;
    const uint32_t here = thought->state->person_room[thought->person];
    const hy_room *room = &model->rooms[here];
    const hy_place *place = &model->places[model->exits[exit]];
    if (place->room == here) {
        return hy_distance(thought->at, point_of_exit(thought, place));
    }
    float best = HY_NO_WAY;
    for (uint32_t rank = 0; rank < room->link_count && rank < HY_LINK_LIMIT; rank++) {
        const uint32_t opening = model->links[room->first_link + rank];
        const size_t entry = (size_t)exit * model->opening_count + opening;
        // a way that comes back into this room is none
        const bool leads_out = model->openings[opening].rooms[survey->sides[entry]] != here;
        if (leads_out && survey->ways[entry] < HY_NO_WAY) {
            best = hy_min(best, links[rank] + survey->ways[entry]);
        }
    }
    return best;
}

// time in which those get through who are bound for an exit and nearer to it than oneself
static float queue_s(const hy_thought *thought, uint32_t exit, float way_m)
{
    const hy_place *place = &thought->model->places[thought->model->exits[exit]];
    const uint32_t *nearer = thought->context->exits->nearer + (size_t)exit * HY_EXIT_BINS;
    const uint32_t bin = hy_exit_bin(way_m);
    return bin == 0 ? 0 : (float)nearer[bin - 1] / (thought->model->drives.evacuate_flow_per_m_s * place->width_m);
}

// share of the others in the room who evacuate that walk to an exit
static float share_of_company(const hy_thought *thought, uint32_t exit)
{
    const hy_exit_survey *survey = thought->context->exits;
    const hy_state *state = thought->state;
    const uint32_t room = state->person_room[thought->person];
    const uint32_t own = state->person_exit[thought->person] == HY_NONE ? 0 : 1;
    const uint32_t all = survey->evacuating[room] - (survey->evacuating[room] > 0 ? own : 0);
    const bool is_own = own && state->person_exit[thought->person] == thought->model->exits[exit];
    const uint32_t there = survey->company[(size_t)room * thought->model->exit_count + exit];
    const uint32_t others = there - (is_own && there > 0 ? 1 : 0);
    return all == 0 ? 0 : (float)others / (float)all;
}

static bool is_among(const hy_model *model, uint32_t first, uint32_t count, uint32_t exit)
{
    for (uint32_t i = 0; i < count; i++) {
        if (model->chosen_exits[first + i] == exit) {
            return true;
        }
    }
    return count == 0;
}

static float expected_s(const hy_thought *thought, uint32_t exit, float way_m)
{
    const hy_spec_evacuation *rules = &thought->model->evacuation;
    const hy_state *state = thought->state;
    const hy_person *of = &thought->model->people[thought->person];
    const bool is_familiar = is_among(thought->model, of->first_familiar, of->familiar_count, exit);
    const hy_draw_key taste = hy_draw_of(thought->context, HY_PURPOSE_EXIT, thought->person, exit);
    float seconds = way_m / state->person_walk_speed[thought->person];
    // while one walks, the queue moves on: what is left of it on arrival is waited for
    seconds += rules->queue_weight * hy_max(queue_s(thought, exit, way_m) - seconds, 0);
    seconds += is_familiar ? 0 : rules->familiar_weight;
    seconds -= rules->follow_weight * share_of_company(thought, exit);
    return seconds + rules->taste_s * hy_draw_uniform(taste);
}

static bool is_chosen(const hy_thought *thought, uint32_t exit)
{
    return thought->state->person_exit[thought->person] == thought->model->exits[exit];
}

// the exit of least expected time, HY_NONE if every way is locked; `way_m` receives its way
static uint32_t best_exit(const hy_thought *thought, const float *links, float *way_m)
{
    const hy_model *model = thought->model;
    const hy_person *of = &model->people[thought->person];
    uint32_t best = HY_NONE;
    float best_s = HY_INFINITY;
    for (uint32_t exit = 0; exit < model->exit_count; exit++) {
        const float way = is_among(model, of->first_exit, of->exit_count, exit) ? way_to_exit(thought, links, exit) : HY_NO_WAY;
        if (way >= HY_NO_WAY) {
            continue;
        }
        const float seconds = expected_s(thought, exit, way) - (is_chosen(thought, exit) ? model->evacuation.keep_s : 0);
        if (seconds < best_s) {
            best_s = seconds;
            best = exit;
            *way_m = way;
        }
    }
    return best;
}

// the exit of a group that keeps together is that of its first
static uint32_t exit_of_group(const hy_thought *thought, const float *links, float *way_m)
{
    const hy_model *model = thought->model;
    const uint32_t group = model->people[thought->person].group, place = thought->context->exits->leading_exit[group];
    if (!model->groups[group].is_together || place == HY_NONE) {
        return HY_NONE;
    }
    const uint32_t exit = thought->context->exits->rank_of_place[place];
    *way_m = way_to_exit(thought, links, exit);
    return *way_m < HY_NO_WAY ? exit : HY_NONE;
}

static bool waits_for_group(const hy_thought *thought, float way_m)
{
    const uint32_t group = thought->model->people[thought->person].group;
    return thought->model->groups[group].is_together && 
           way_m + thought->model->drives.evacuate_ahead_m < thought->context->exits->last_way[group];
}

// way to the chosen exit, HY_NO_WAY where none is chosen or it is locked
static float way_to_chosen(const hy_thought *thought, const float *links)
{
    for (uint32_t exit = 0; exit < thought->model->exit_count; exit++) {
        if (is_chosen(thought, exit)) {
            return way_to_exit(thought, links, exit);
        }
    }
    return HY_NO_WAY;
}

static void act(const hy_thought *thought)
{
    hy_state *state = thought->state;
    const hy_model *model = thought->model;
    const uint32_t person = thought->person, tick = thought->context->tick;
    const uint32_t period = hy_ticks(thought->context, model->evacuation.reconsider_s);
    float links[HY_LINK_LIMIT];
    measure_links(thought, links);
    float way_m = way_to_chosen(thought, links);
    const uint32_t common = exit_of_group(thought, links, &way_m);
    if (common != HY_NONE) {
        state->person_exit[person] = model->exits[common];
    } else if (way_m >= HY_NO_WAY || tick - state->person_exit_at[person] >= period) {
        const bool is_first = state->person_exit[person] == HY_NONE;
        const uint32_t exit = best_exit(thought, links, &way_m);
        state->person_exit[person] = exit == HY_NONE ? HY_NONE : model->exits[exit];
        // who set out together think again one after another
        const uint32_t early = hy_draw_below(hy_draw_of(thought->context, HY_PURPOSE_EXIT, person, HY_NONE), period);
        state->person_exit_at[person] = is_first ? tick - (early < tick ? early : tick) : tick;
    }
    state->person_exit_way[person] = way_m;
    if (state->person_exit[person] == HY_NONE || waits_for_group(thought, way_m)) {
        hy_stay(thought);
        return;
    }
    const hy_place *place = &model->places[state->person_exit[person]];
    state->person_is_leaving[person] = 1;
    hy_go_to_point(thought, place->room, point_of_exit(thought, place), HY_WALKING);
}

const hy_drive hy_drive_evacuate = {"evacuate", false, utility, act, false};
