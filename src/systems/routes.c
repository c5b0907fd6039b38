// From goals to the opening to pass next and the point to walk to. See docs/model/routes.md.
#include "systems/system.h"

// what a locked or barricaded door counts, in metres of way; one that is merely shut counts nothing
#define LOCKED_DELAY_M 400.0f

// past a gap as wide as this others find their way, metres
#define WIDE_M 2.5f

// to turn back into the room from which one has just come must be shorter by so much, metres: ways are measured from the middle of
// openings, which can make either of two rooms seem the better one
#define TURNING_BACK_M 4.0f

// places to stand are at least so far from doors, metres, where the room allows it
#define OFF_DOOR_M 1.5f
#define OFF_GAP_M 0.5f

// ways change little from second to second
#define ROUTE_PERIOD_S 0.5f
#define WAYPOINT_PERIOD_S 2.5f

// who has made no way for so long looks for another way less often, seconds
#define HELD_UP_S 10.0f
#define HELD_UP_PERIOD_S 2.5f
#define CHASE_PERIOD_S 1.0f

// who wanders does so at the pace of a drifting thing, and takes a step so often, seconds: some 15 cm
#define STRIDE_S 0.3f

// sums of lengths differ by less than this, metres
#define ROUNDED_M 1e-2f

// nearer than this a waypoint is reached, metres; but no sooner than so long after it was found, seconds
#define REACHED_M 0.35f
#define SETTLED_S 0.3f

static float delay_of(const hy_context *context, uint32_t opening)
{
    if (!context->model->openings[opening].is_passable) {
        return HY_NO_WAY;
    }
    return hy_opening_is_barred(context->state, opening) ? LOCKED_DELAY_M : 0;
}

void hy_ways_forget(hy_context *context)
{
    for (uint32_t i = 0; i < context->model->opening_count; i++) {
        context->ways->delays[i] = delay_of(context, i);
    }
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        context->ways->is_current[room] = 0;
    }
}

static hy_way_row row_of(const hy_context *context, uint32_t room)
{
    const hy_ways *ways = context->ways;
    const size_t first = (size_t)room * context->model->opening_count;
    return (hy_way_row){ways->ways + first, ways->sides + first, ways->nexts + first};
}

void hy_ways_follow(hy_context *context, uint32_t opening)
{
    hy_ways *ways = context->ways;
    const float before = ways->delays[opening], after = delay_of(context, opening);
    if (!(after < before || after > before)) {
        return;
    }
    ways->delays[opening] = after;
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        if (ways->is_current[room] && hy_ways_change_with(context->model, room, opening, after, after > before, row_of(context, room))) {
            ways->is_current[room] = 0;
        }
    }
}

static void make_ways(hy_context *context, uint32_t room)
{
    if (!context->ways->is_current[room]) {
        context->ways->is_current[room] = 1;
        hy_fill_ways(context->model, room, context->ways->delays, context->ways->frontier, row_of(context, room));
    }
}

float hy_way_out(const hy_context *context, uint32_t from, uint32_t opening, uint32_t goal, bool knows_doors)
{
    const hy_model *model = context->model;
    const size_t entry = (size_t)goal * model->opening_count + opening;
    const uint8_t side = knows_doors ? context->ways->sides[entry] : model->plan_sides[entry];
    if (model->openings[opening].rooms[side] == from) {
        return HY_NO_WAY;
    }
    return knows_doors ? context->ways->ways[entry] : model->plan_routes[entry];
}

// nobody stops on a threshold
static bool is_off_the_doors(const hy_model *model, const hy_room *room, hy_vec2 p)
{
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        const bool is_wide = opening->kind == HY_opening_kind_gap && opening->width_m >= WIDE_M;
        if (opening->is_passable &&
            hy_distance(hy_nearest_on_segment(opening->from, opening->to, p), p) < (is_wide ? OFF_GAP_M : OFF_DOOR_M)) {
            return false;
        }
    }
    return true;
}

hy_vec2 hy_random_point(const hy_context *context, uint32_t room_index, hy_draw_key key)
{
    const hy_room *room = &context->model->rooms[room_index];
    const hy_raster raster = hy_room_raster(context->model, room);
    for (uint32_t i = 0; i < 16; i++) {
        key.draw = 16 + i;
        const uint32_t cell = hy_draw_below(key, hy_raster_cell_count(&raster));
        const hy_vec2 point = hy_raster_centre(&raster, cell);
        if (raster.walkable[cell] && (i >= 12 || is_off_the_doors(context->model, room, point))) {
            return point;
        }
    }
    return room->centre;
}

// -------------------------------------------------------------------------------------------------------------- routing

static void update_goal(hy_turn turn)
{
    hy_state *state = turn.context->state;
    const uint32_t target = state->person_goal_person[turn.person];
    if (state->person_goal_kind[turn.person] == HY_GOAL_PERSON && target != HY_NONE) {
        state->person_goal_room[turn.person] = state->person_room[target];
        state->person_goal_x[turn.person] = state->person_x[target];
        state->person_goal_y[turn.person] = state->person_y[target];
    }
}

// The way beyond an opening is measured from its middle: what it is longer from the point where one passes, by the straight
// ways to what comes next.
static float detour(const hy_context *context, uint32_t person, uint32_t index, hy_vec2 door, bool knows_doors)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const size_t entry = (size_t)state->person_goal_room[person] * model->opening_count + index;
    const uint32_t next = knows_doors ? context->ways->nexts[entry] : model->plan_nexts[entry];
    const hy_vec2 then = next == HY_NONE ? hy_vec(state->person_goal_x[person], state->person_goal_y[person])
                                         : hy_middle(model->openings[next].from, model->openings[next].to);
    return hy_distance(door, then) - hy_distance(hy_middle(model->openings[index].from, model->openings[index].to), then);
}

// ways from where somebody stands to the goal, over the openings of the room
typedef struct way_search {
    const hy_context *context;
    const hy_room *room;
    hy_raster raster;
    uint32_t person;
    hy_vec2 at;
    bool knows_doors;
    uint32_t best;
    float best_way;
} way_search;

static void try_link(way_search *search, uint32_t rank)
{
    const hy_context *context = search->context;
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const uint32_t person = search->person, room = state->person_room[person];
    const float *field = hy_link_field(model, search->room, rank);
    const uint32_t index = model->links[search->room->first_link + rank];
    const float beyond = field ? hy_way_out(context, room, index, state->person_goal_room[person], search->knows_doors) : HY_NO_WAY;
    if (beyond >= HY_NO_WAY) {
        return;
    }
    // the same door is kept unless another is clearly shorter
    const float habit = index == state->person_link[person] ? -1.0f : 0;
    const hy_opening *opening = &model->openings[index];
    const bool leads_back = hy_other_room(opening, room) == state->person_came_from[person];
    const float delay = search->knows_doors ? context->ways->delays[index] : 0;
    const float least = beyond + delay + habit + (leads_back ? TURNING_BACK_M : 0);
    // No way is shorter than the straight one, but for the coarseness of the raster, nor the rest by more than half the opening: where
    // that is too long already, enough is known.
    const hy_vec2 door = hy_nearest_on_segment(opening->from, opening->to, search->at);
    const float straight = hy_distance(door, search->at) - 2 * search->room->cell_m;
    if (straight + least - 0.5f * opening->width_m - ROUNDED_M > search->best_way) {
        return;
    }
    const float rest = detour(context, person, index, door, search->knows_doors) + least;
    if (straight + rest > search->best_way) {
        return;
    }
    const float way = hy_raster_distance_at(&search->raster, field, search->at) + rest;
    if (way < search->best_way || (way <= search->best_way && index < search->best)) {
        search->best_way = way;
        search->best = index;
    }
}

static uint32_t best_link(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const uint32_t room_index = state->person_room[person], present = state->person_link[person];
    const hy_room *room = &model->rooms[room_index];
    way_search search = {.context = context,
                         .room = room,
                         .raster = hy_room_raster(model, room),
                         .person = person,
                         .at = hy_position(state, person),
                         .knows_doors = hy_stage_of(model, state, person)->keeps_reason,
                         .best = HY_NONE,
                         .best_way = HY_NO_WAY};
    // the present one first: it is hard to beat
    const bool has_present = present != HY_NONE && (model->openings[present].rooms[0] == room_index ||
                                                    model->openings[present].rooms[1] == room_index);
    const uint32_t first = has_present ? hy_rank_in(&model->openings[present], room_index) : HY_NONE;
    if (has_present) {
        try_link(&search, first);
    }
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        if (rank != first) {
            try_link(&search, rank);
        }
    }
    return search.best;
}

static void find_waypoint(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    const hy_room *room = &context->model->rooms[state->person_room[person]];
    const hy_raster raster = hy_room_raster(context->model, room);
    const hy_vec2 at = hy_position(state, person), goal = hy_vec(state->person_goal_x[person], state->person_goal_y[person]);
    hy_vec2 waypoint = goal;
    state->person_waypoint_at[person] = context->tick;
    if (!hy_raster_line_is_clear(&raster, at, goal)) {
        const bool is_found = hy_raster_waypoint(&raster, at, goal, &context->scratch[turn.worker], &waypoint);
        // the last stretch, to a seat between desks, may be tighter than the raster knows
        if (!is_found || hy_distance(waypoint, goal) < 2 * room->cell_m) {
            waypoint = goal;
        }
    }
    state->person_waypoint_x[person] = waypoint.x;
    state->person_waypoint_y[person] = waypoint.y;
}

// the next one is due where this one is reached, unless it is the goal itself, or after some time: others may have pushed one off
static bool needs_waypoint(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const uint32_t age = context->tick - state->person_waypoint_at[person];
    if (age < hy_ticks(context, SETTLED_S)) {
        return false;
    }
    const hy_vec2 waypoint = hy_vec(state->person_waypoint_x[person], state->person_waypoint_y[person]);
    const hy_vec2 goal = hy_vec(state->person_goal_x[person], state->person_goal_y[person]);
    const bool is_there = hy_distance(hy_position(state, person), waypoint) < REACHED_M;
    if (is_there && hy_distance(waypoint, goal) > REACHED_M && state->person_blocked_s[person] < SETTLED_S) {
        return true;
    }
    // one who runs away from the waypoint is followed more closely than a point
    const bool chases = state->person_goal_kind[person] == HY_GOAL_PERSON;
    return age >= hy_ticks(context, chases ? CHASE_PERIOD_S : WAYPOINT_PERIOD_S);
}

// the opening to pass next is one of this room; the one that has just been passed leads back
static bool leads_on(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const uint32_t room = state->person_room[person], link = state->person_link[person];
    if (link == HY_NONE || (model->openings[link].rooms[0] != room && model->openings[link].rooms[1] != room)) {
        return false;
    }
    const bool knows_doors = hy_stage_of(model, state, person)->keeps_reason;
    return hy_way_out(context, room, link, state->person_goal_room[person], knows_doors) < HY_NO_WAY;
}

static void route(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    const uint32_t room = state->person_room[person];
    if (state->person_goal_kind[person] == HY_GOAL_NONE) {
        state->person_link[person] = HY_NONE;
        return;
    }
    if (room == state->person_goal_room[person]) {
        const bool has_come = state->person_link[person] != HY_NONE;
        state->person_link[person] = HY_NONE;
        if (has_come || needs_waypoint(context, person)) {
            find_waypoint(turn);
        }
        return;
    }
    const bool is_held_up = state->person_blocked_s[person] > HELD_UP_S;
    const uint32_t period = hy_ticks(context, is_held_up ? HELD_UP_PERIOD_S : ROUTE_PERIOD_S);
    if (!leads_on(context, person) || context->tick - state->person_link_at[person] >= period) {
        state->person_link[person] = best_link(context, person);
        state->person_link_at[person] = context->tick;
        if (state->person_link[person] == HY_NONE) {
            state->person_shunned[person] = state->person_goal_room[person];
            state->person_goal_kind[person] = HY_GOAL_NONE;
        }
    }
}

void hy_run_routes(hy_context *context)
{
    context->wandering_stride = hy_ticks(context, STRIDE_S);
    hy_occupancy_list_movers(context->occupancy, context->model, context->state, context->wandering_stride);
    const hy_occupancy *occupancy = context->occupancy;
    const hy_state *state = context->state;
    hy_for_listed(context, update_goal, occupancy->movers, occupancy->mover_count);
    // ways are shared: they are made before anybody reads them
    for (uint32_t i = 0; i < occupancy->mover_count; i++) {
        const uint32_t person = occupancy->movers[i];
        if (state->person_goal_kind[person] != HY_GOAL_NONE && state->person_goal_room[person] != state->person_room[person] &&
            hy_stage_of(context->model, state, person)->keeps_reason) {
            make_ways(context, state->person_goal_room[person]);
        }
    }
    hy_for_listed(context, route, occupancy->movers, occupancy->mover_count);
}
