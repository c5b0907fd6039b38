// Goals that drives set, and what ways to them cost in the face of danger.
#include "systems/drives/drive.h"

// a goal nearer than this to the old one is the same, metres
#define SAME_POINT_M 0.3f

// a goal that has moved by less than this share of the way to it is reached by the same way at first
#define ALIKE 0.5f

static void start(const hy_thought *thought, hy_gait gait)
{
    hy_state *state = thought->state;
    const uint32_t person = thought->person;
    state->person_gait[person] = (uint8_t)gait;
    state->person_link[person] = HY_NONE;
    state->person_link_at[person] = 0;
    state->person_waypoint_at[person] = 0;
    state->person_waypoint_x[person] = thought->at.x;
    state->person_waypoint_y[person] = thought->at.y;
}

void hy_go_to_point(const hy_thought *thought, uint32_t room, hy_vec2 point, hy_gait gait)
{
    hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const hy_vec2 old = hy_vec(state->person_goal_x[person], state->person_goal_y[person]);
    const bool is_same = state->person_goal_kind[person] == HY_GOAL_POINT && state->person_goal_room[person] == room &&
                         hy_distance(old, point) < SAME_POINT_M;
    if (is_same) {
        const bool has_arrived = state->person_gait[person] == HY_RESTING;
        if (!has_arrived || (state->person_room[person] == room && hy_distance(thought->at, old) < 1.2f)) {
            state->person_gait[person] = has_arrived ? HY_RESTING : (uint8_t)gait;
            return;
        }
    }
    // a goal that has moved a little is reached by the way already found; what is left is put right on the way
    const bool is_on_the_way = state->person_goal_kind[person] == HY_GOAL_POINT && state->person_goal_room[person] == room &&
                               state->person_gait[person] != HY_RESTING &&
                               hy_distance(old, point) < ALIKE * hy_distance(thought->at, point);
    state->person_goal_kind[person] = HY_GOAL_POINT;
    state->person_goal_person[person] = HY_NONE;
    state->person_goal_room[person] = room;
    state->person_goal_x[person] = point.x;
    state->person_goal_y[person] = point.y;
    if (is_on_the_way) {
        state->person_gait[person] = (uint8_t)gait;
    } else {
        start(thought, gait);
    }
}

void hy_go_to_person(const hy_thought *thought, uint32_t other, hy_gait gait)
{
    hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const bool is_same = state->person_goal_kind[person] == HY_GOAL_PERSON && state->person_goal_person[person] == other &&
                         state->person_gait[person] != HY_RESTING;
    state->person_goal_kind[person] = HY_GOAL_PERSON;
    state->person_goal_person[person] = other;
    state->person_goal_room[person] = state->person_room[other];
    state->person_goal_x[person] = state->person_x[other];
    state->person_goal_y[person] = state->person_y[other];
    if (is_same) {
        state->person_gait[person] = (uint8_t)gait;
    } else {
        start(thought, gait);
    }
}

void hy_rest_until(const hy_thought *thought, uint32_t tick)
{
    if (thought->state->person_gait[thought->person] == HY_RESTING) {
        thought->state->person_rests_until[thought->person] = tick;
    }
}

void hy_stay(const hy_thought *thought)
{
    thought->state->person_goal_kind[thought->person] = HY_GOAL_NONE;
    thought->state->person_goal_person[thought->person] = HY_NONE;
    thought->state->person_gait[thought->person] = HY_RESTING;
}

// What it costs more, in metres, to leave by the opening of that rank: whoever threatens and is as near to the opening as oneself
// will be there first
static float danger_of_link(const hy_thought *thought, uint32_t rank)
{
    const hy_room *room = &thought->model->rooms[thought->state->person_room[thought->person]];
    const hy_opening *opening = &thought->model->openings[thought->model->links[room->first_link + rank]];
    if (!thought->is_threatened) {
        return 0;
    }
    const hy_vec2 door = hy_nearest_on_segment(opening->from, opening->to, thought->at);
    const float own_m = hy_distance(door, thought->at), threat_m = hy_distance(door, thought->threat_at);
    const hy_spec_drives *rules = &thought->model->drives;
    if (threat_m < rules->door_held_m) {
        return rules->door_held_way_m;
    }
    return threat_m < own_m + 1 ? rules->door_raced_way_m : 0;
}

const float *hy_ways_to_links(const hy_thought *thought)
{
    float *ways = thought->links->ways;
    if (thought->links->are_known) {
        return ways;
    }
    thought->links->are_known = true;
    const hy_model *model = thought->model;
    const hy_room *room = &model->rooms[thought->state->person_room[thought->person]];
    const hy_raster raster = hy_room_raster(model, room);
    for (uint32_t rank = 0; rank < room->link_count && rank < HY_LINK_LIMIT; rank++) {
        const float *field = hy_link_field(model, room, rank);
        const uint32_t index = model->links[room->first_link + rank];
        ways[rank] = field ? hy_raster_distance_at(&raster, field, thought->at) + danger_of_link(thought, rank) +
                                 thought->context->ways->delays[index]
                           : HY_NO_WAY;
    }
    return ways;
}

bool hy_is_known_danger(const hy_thought *thought, uint32_t room)
{
    const hy_state *state = thought->state;
    return state->person_danger_room[thought->person] == room &&
           hy_since(thought->context, state->person_danger_at[thought->person]) < thought->model->knowledge.danger_s;
}

float hy_way_to_room(const hy_thought *thought, uint32_t goal)
{
    const hy_model *model = thought->model;
    const uint32_t here = thought->state->person_room[thought->person];
    const hy_room *room = &model->rooms[here];
    if (here == goal) {
        return 0;
    }
    const float *ways = hy_ways_to_links(thought);
    float best = HY_NO_WAY;
    for (uint32_t rank = 0; rank < room->link_count && rank < HY_LINK_LIMIT; rank++) {
        if (ways[rank] < best) {
            best = hy_min(best, ways[rank] + hy_way_out(thought->context, here, model->links[room->first_link + rank], goal, false));
        }
    }
    return best < HY_NO_WAY && hy_is_known_danger(thought, goal) ? best + model->knowledge.danger_m : best;
}

float hy_least_way_to_room(const hy_thought *thought, uint32_t index)
{
    const hy_room *room = &thought->model->rooms[index];
    const hy_vec2 nearest = hy_vec(hy_clamp(thought->at.x, room->low.x, room->high.x), hy_clamp(thought->at.y, room->low.y, room->high.y));
    return hy_distance(nearest, thought->at);
}

uint32_t hy_nearest_place(const hy_thought *thought, hy_wanted_place wanted, float *way_m)
{
    const hy_model *model = thought->model;
    const hy_state *state = thought->state;
    const uint32_t here = state->person_room[thought->person];
    uint32_t best = HY_NONE;
    *way_m = wanted.within_m;
    for (uint32_t i = 0; i < model->place_count; i++) {
        const hy_place *place = &model->places[i];
        const bool is_of_use = place->kind == wanted.kind && state->place_left_count[i] > 0 &&
                               (wanted.kind != HY_place_kind_weapon || place->weapon != HY_NONE);
        if (!is_of_use || place->room == state->person_shunned[thought->person] ||
            (wanted.is_safe && hy_is_known_danger(thought, place->room)) || hy_least_way_to_room(thought, place->room) >= *way_m) {
            continue;
        }
        const float way = place->room == here ? hy_distance(thought->at, place->at) : hy_way_to_room(thought, place->room);
        if (way < *way_m) {
            *way_m = way;
            best = i;
        }
    }
    return best;
}
