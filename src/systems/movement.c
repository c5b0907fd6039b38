// One step of everybody who walks: a wish, a proposal, and its acceptance where it meets neither wall nor body.
// Nobody ever passes a wall or comes closer to another than their bodies allow; see docs/model/movement.md.
#include "geom/polygon.h"
#include "systems/movement/model.h"
#include "systems/system.h"

// a step that brings one nearer than this share of the radius to a wall is not made
#define WALL_SHARE 0.6f

// no step is longer, metres: what lies farther than this and two radii away cannot be met in it;
// walls may push a step by one radius more
#define STEP_LIMIT_M 0.65f

// with so many in one grid cell the next ones hide those farther away: nobody beyond changes a step, metres
#define CROWDED_COUNT 8u
#define CROWDED_RANGE_M 0.9f

// bodies may press into one another by so much, metres
#define PRESS_M 0.005f

// how near to an opening one heads through it instead of following its field, metres
#define THROUGH_M 1.2f

// people steer so often, seconds; the step between follows the last choice, and meets nobody for all that
#define STEERING_S 0.2f

// streams that hold each other up: who has been stuck so long steps back for so long, when it is the turn of that direction, which
// changes so often; seconds
#define YIELD_AFTER_S 2.0f
#define YIELD_S 3.0f
#define YIELD_TURN_S 10.0f

// who is stuck for so long with nobody near steps off for so long, seconds
#define CORNERED_S 3.0f
#define GET_OFF_S 1.0f

// the breath of those who rest is looked after so often, seconds
#define REST_PERIOD_S 1.0f

// so long without progress somebody is jammed, seconds, and tries again only every so many ticks
#define JAMMED_S 1.5f
#define JAMMED_PERIOD 4u

// this near to the point of a goal one has arrived, metres
#define ARRIVED_M 0.2f

static float body_radius(const hy_context *context, uint32_t person)
{
    const hy_spec_movement *movement = &context->model->movement;
    const bool is_narrow = context->state->person_blocked_s[person] > movement->blocked_after_s;
    return context->state->person_radius[person] * (is_narrow ? movement->narrowing : 1.0f);
}

// --------------------------------------------------------------------------------------------------------------- wish

// through an opening: to the nearest point of it that leaves room for the shoulders, and a little beyond
static hy_vec2 toward_opening(const hy_context *context, uint32_t person, hy_vec2 at)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const hy_room *room = &model->rooms[state->person_room[person]];
    const hy_opening *opening = &model->openings[state->person_link[person]];
    const hy_vec2 along = hy_unit(hy_minus(opening->to, opening->from));
    const float margin = hy_min(1.3f * state->person_radius[person], 0.5f * opening->width_m);
    const hy_vec2 from = hy_along(opening->from, along, margin), to = hy_along(opening->to, along, -margin);
    const hy_vec2 nearest = hy_nearest_on_segment(from, to, at);
    const float *field = hy_link_field(model, room, hy_rank_in(opening, state->person_room[person]));
    const hy_raster raster = hy_room_raster(model, room);
    // near as one walks, not as a bird flies: round a well or a desk the field leads
    const bool is_near = hy_distance(nearest, at) < THROUGH_M &&
                         (!field || hy_raster_distance_at(&raster, field, at) < THROUGH_M + 0.3f);
    if (is_near) {
        const float out = opening->rooms[0] == state->person_room[person] ? 0.3f : -0.3f;
        return hy_unit(hy_minus(hy_along(nearest, opening->normal, out), at));
    }
    return field ? hy_raster_descent_at(&raster, field, at) : hy_unit(hy_minus(nearest, at));
}

static hy_vec2 desired_direction(const hy_context *context, uint32_t person, hy_vec2 at)
{
    const hy_state *state = context->state;
    if (state->person_goal_kind[person] == HY_GOAL_NONE) {
        return hy_vec(0, 0);
    }
    if (state->person_link[person] != HY_NONE) {
        return toward_opening(context, person, at);
    }
    return hy_unit(hy_minus(hy_vec(state->person_waypoint_x[person], state->person_waypoint_y[person]), at));
}

static float stair_factor(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_room *room = &model->rooms[context->state->person_room[person]];
    const uint32_t link = context->state->person_link[person];
    if (!room->is_stair) {
        return 1;
    }
    const bool goes_up = link != HY_NONE && room->upper_link != HY_NONE && model->links[room->first_link + room->upper_link] == link;
    return room->run_per_incline * (goes_up ? model->movement.stairs_up : model->movement.stairs_down);
}

static float desired_speed(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    const hy_spec_movement *movement = &context->model->movement;
    const hy_spec_stage *stage = hy_stage_of(context->model, state, person);
    float speed = 0;
    switch (state->person_gait[person]) {
    case HY_WANDERING: speed = hy_min(stage->wander_speed_m_per_s, state->person_walk_speed[person]); break;
    case HY_WALKING: speed = state->person_walk_speed[person]; break;
    case HY_RUNNING: {
        // the last quarter of the breath fades into a jog
        const float breath = stage->tires ? hy_clamp(4 * state->person_stamina[person], 0, 1) : 1;
        const float sprint = stage->speed_factor * state->person_sprint_speed[person];
        const float jog = hy_min(movement->jog_m_per_s, sprint);
        speed = jog + (sprint - jog) * breath;
        break;
    }
    default: break;
    }
    return hy_speed_in_smoke(context, person, hy_min(speed, stage->top_speed_m_per_s) * stair_factor(context, person));
}

// ----------------------------------------------------------------------------------------------------------- surroundings

// others behind a wall are no neighbours; in one convex room there is none between
static bool is_hidden(const hy_context *context, uint32_t person, uint32_t other, hy_vec2 at, hy_vec2 offset)
{
    const hy_state *state = context->state;
    const uint32_t room = state->person_room[person];
    if (state->person_room[other] == room && context->model->rooms[room].is_convex) {
        return false;
    }
    return !hy_way_is_free(context->model, state, context->model->rooms[room].sheet, at, hy_plus(at, offset));
}

// Those on a sheet within range; on another sheet than one's own only those seen through the opening between.
static void add_neighbours(const hy_context *context, uint32_t person, hy_vec2 at, uint32_t sheet_index,
                           const hy_opening *through, float range, hy_surroundings *around)
{
    const hy_state *state = context->state;
    const float own_radius = body_radius(context, person);
    hy_body_walk walk = hy_walk_around(context->occupancy, &context->model->sheets[sheet_index], at, range);
    for (uint32_t other = hy_next_body(&walk); other != HY_NONE; other = hy_next_body(&walk)) {
        const hy_vec2 offset = hy_minus(hy_position(state, other), at);
        const float distance2 = hy_length2(offset);
        if (other == person || distance2 > range * range || around->neighbour_count == HY_NEIGHBOUR_LIMIT ||
            (through ? !hy_segments_cross(at, hy_position(state, other), through->from, through->to)
                     : is_hidden(context, person, other, at, offset))) {
            continue;
        }
        around->neighbours[around->neighbour_count++] =
            (hy_neighbour){offset, hy_sqrt(distance2), own_radius + body_radius(context, other),
                           hy_vec(state->person_heading_x[other], state->person_heading_y[other])};
    }
}

// those on the next sheet, behind an open opening close by
static void add_neighbours_over_sheets(const hy_context *context, uint32_t person, hy_vec2 at, float range,
                                       hy_surroundings *around)
{
    const hy_model *model = context->model;
    const uint32_t home = context->state->person_room[person];
    const hy_room *room = &model->rooms[home];
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const uint32_t index = model->links[room->first_link + rank];
        const hy_opening *opening = &model->openings[index];
        if (opening->changes_sheet && hy_opening_is_open(context->state, index) &&
            hy_length2(hy_minus(hy_nearest_on_segment(opening->from, opening->to, at), at)) < range * range) {
            const uint32_t other = hy_other_room(opening, home);
            add_neighbours(context, person, at, model->rooms[other].sheet, opening, range, around);
        }
    }
}

static void add_walls(const hy_context *context, hy_vec2 at, hy_wall_list near, hy_surroundings *around)
{
    const float reach = context->model->largest_radius_m + 0.25f;
    for (uint32_t i = 0; i < near.count && around->wall_count < HY_NEAR_WALL_LIMIT; i++) {
        const hy_wall *wall = &context->model->walls[near.walls[i]];
        const hy_vec2 offset = hy_minus(hy_nearest_on_segment(wall->a, wall->b, at), at);
        const float distance2 = hy_length2(offset);
        if (distance2 < reach * reach && hy_wall_is_solid(context->model, context->state, wall)) {
            around->walls[around->wall_count++] = (hy_near_wall){offset, hy_sqrt(distance2)};
        }
    }
}

// ----------------------------------------------------------------------------------------------------------- proposal

// moves a proposed point off the walls it has come too near to; stays on the side where the step began
static hy_vec2 off_the_walls(const hy_context *context, hy_wall_list near, hy_vec2 from, hy_vec2 to, float radius)
{
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < near.count; i++) {
            const hy_wall *wall = &context->model->walls[near.walls[i]];
            const hy_vec2 away = hy_minus(to, hy_nearest_on_segment(wall->a, wall->b, to));
            const float distance2 = hy_length2(away);
            if (distance2 >= radius * radius || !hy_wall_is_solid(context->model, context->state, wall)) {
                continue;
            }
            hy_vec2 normal = hy_unit(away);
            // beyond the wall already, or on it: back to where the step came from
            const hy_vec2 before = hy_minus(from, hy_nearest_on_segment(wall->a, wall->b, from));
            if (hy_dot(normal, before) <= 0) {
                normal = hy_unit(before);
            }
            to = hy_along(hy_minus(to, away), normal, radius);
        }
    }
    return to;
}

// true where the step passes no wall and ends no nearer to one than bodies may come, unless it leads away from it
static bool step_is_clear(const hy_context *context, hy_wall_list near, hy_vec2 from, hy_vec2 to, float radius)
{
    const float clearance2 = WALL_SHARE * radius * WALL_SHARE * radius;
    for (uint32_t i = 0; i < near.count; i++) {
        const hy_wall *wall = &context->model->walls[near.walls[i]];
        if (!hy_wall_is_solid(context->model, context->state, wall)) {
            continue;
        }
        if (hy_segments_cross(from, to, wall->a, wall->b)) {
            return false;
        }
        const float after2 = hy_length2(hy_minus(to, hy_nearest_on_segment(wall->a, wall->b, to)));
        if (after2 < clearance2 && after2 < hy_length2(hy_minus(from, hy_nearest_on_segment(wall->a, wall->b, from)))) {
            return false;
        }
    }
    return true;
}

// room after the step: it changes with every open opening that the step passes
static uint32_t room_after(const hy_context *context, hy_wall_list near, uint32_t room, hy_vec2 from, hy_vec2 to)
{
    const hy_model *model = context->model;
    uint32_t before = HY_NONE;
    for (uint32_t passes = 0; passes < 3; passes++) {
        uint32_t next = HY_NONE;
        for (uint32_t i = 0; i < near.count && next == HY_NONE; i++) {
            const hy_wall *wall = &model->walls[near.walls[i]];
            if (wall->opening == HY_NONE || wall->opening == before) {
                continue;
            }
            const hy_opening *opening = &model->openings[wall->opening];
            const bool is_of_room = opening->rooms[0] == room || opening->rooms[1] == room;
            if (is_of_room && hy_segments_cross(from, to, wall->a, wall->b)) {
                next = hy_other_room(opening, room);
                before = wall->opening;
            }
        }
        if (next == HY_NONE) {
            break;
        }
        room = next;
    }
    return room;
}

static bool room_contains(const hy_model *model, uint32_t room_index, hy_vec2 p)
{
    const hy_room *room = &model->rooms[room_index];
    return hy_polygon_contains(model->corners + room->first_corner, room->corner_count, p);
}

// A step through a corner in which several openings meet may be counted through the wrong one: then a room of the same sheet
// that really contains the point is looked for next door. HY_NONE if none does: such a step is not made.
static uint32_t room_of_point(const hy_model *model, uint32_t guess, uint32_t before, hy_vec2 p)
{
    if (room_contains(model, guess, p)) {
        return guess;
    }
    const uint32_t starts[2] = {guess, before};
    for (uint32_t i = 0; i < 2; i++) {
        const hy_room *room = &model->rooms[starts[i]];
        if (room->sheet == model->rooms[before].sheet && room_contains(model, starts[i], p)) {
            return starts[i];
        }
        for (uint32_t rank = 0; rank < room->link_count; rank++) {
            const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
            const uint32_t other = hy_other_room(opening, starts[i]);
            if (other != HY_NONE && opening->is_passable && model->rooms[other].sheet == model->rooms[before].sheet &&
                room_contains(model, other, p)) {
                return other;
            }
        }
    }
    return HY_NONE;
}

static void propose_to_stay(hy_state *state, uint32_t person)
{
    state->next_person_x[person] = state->person_x[person];
    state->next_person_y[person] = state->person_y[person];
    state->next_person_room[person] = state->person_room[person];
}

static void breathe(hy_context *context, uint32_t person, bool is_running)
{
    const hy_spec_movement *movement = &context->model->movement;
    const float change = is_running ? -context->dt_s / movement->sprint_s : context->dt_s / movement->recovery_s;
    context->state->person_stamina[person] = hy_clamp(context->state->person_stamina[person] + change, 0, 1);
}

static bool can_walk(const hy_context *context, uint32_t person)
{
    const hy_state *state = context->state;
    return state->person_frozen_until[person] <= context->tick && state->person_down_until[person] <= context->tick &&
           state->person_task_until[person] <= context->tick && !hy_is_in_bout(context, person);
}

// nobody farther away than one time gap of the desired speed, or than the reach of repulsion, changes a step
static float range_of(const hy_spec_movement *movement, float contact, float desired_speed)
{
    const float gap = hy_max(desired_speed * movement->time_gap_s, 5 * movement->repulsion_range_m);
    return hy_min(movement->neighbour_range_m, contact + gap);
}

// somebody close ahead who wants to come the other way
static bool is_opposed(const hy_walker *walker, const hy_surroundings *around)
{
    for (uint32_t i = 0; i < around->neighbour_count; i++) {
        const hy_neighbour *other = &around->neighbours[i];
        if (other->distance - other->contact < 0.3f && hy_dot(walker->desired, other->offset) > 0 &&
            hy_dot(walker->desired, other->heading) < -0.4f) {
            return true;
        }
    }
    return false;
}

// Where two streams hold each other up, first those who go one way step back for a while, then those who go the other: the
// direction whose turn it is changes with time, the same for all. Those behind see the ones in front turn, and turn too.
static bool yields(hy_context *context, uint32_t person, const hy_walker *walker, const hy_surroundings *around)
{
    hy_state *state = context->state;
    if (state->person_yields_until[person] > context->tick) {
        return true;
    }
    // through an opening there are two directions, elsewhere all are parted in two
    const uint32_t link = state->person_link[person];
    const bool goes_first_way = link != HY_NONE ? context->model->openings[link].rooms[0] == state->person_room[person]
                                                : 0.8f * walker->desired.x + 0.6f * walker->desired.y > 0;
    const bool is_turn = (context->tick / hy_ticks(context, YIELD_TURN_S)) % 2 == (goes_first_way ? 1u : 0u);
    if (!is_turn || state->person_blocked_s[person] < YIELD_AFTER_S || !is_opposed(walker, around)) {
        return false;
    }
    state->person_yields_until[person] = context->tick + hy_ticks(context, YIELD_S);
    return true;
}

static bool is_alone_among(const hy_surroundings *around)
{
    for (uint32_t i = 0; i < around->neighbour_count; i++) {
        if (around->neighbours[i].distance - around->neighbours[i].contact < 0.3f) {
            return false;
        }
    }
    return true;
}

// who is stuck at a corner with nobody in the way takes a few steps off and comes again
static bool gets_off(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    if (state->person_blocked_s[person] < CORNERED_S) {
        return false;
    }
    state->person_yields_until[person] = context->tick + hy_ticks(context, GET_OFF_S);
    return true;
}

// back, and to one side or the other: the same way while it lasts
static hy_vec2 some_way_back(const hy_context *context, uint32_t person, hy_vec2 desired)
{
    const hy_draw_key key = hy_draw_of(context, HY_PURPOSE_SIDE, person, context->state->person_yields_until[person]);
    const float angle = HY_PI * (0.5f + hy_draw_uniform(key));
    const float cosine = hy_cos(angle), sine = hy_sin(angle);
    return hy_vec(cosine * desired.x - sine * desired.y, sine * desired.x + cosine * desired.y);
}

// the velocity that the model chooses for what is around now
static hy_vec2 steer(hy_context *context, uint32_t person, hy_vec2 at, hy_vec2 desired, hy_wall_list near)
{
    const hy_model *model = context->model;
    const uint32_t room = context->state->person_room[person];
    hy_walker walker = {at, desired, desired_speed(context, person), body_radius(context, person),
                              (hy_draw_u32(hy_draw_of(context, HY_PURPOSE_SIDE, person, 0)) & 3u) ? 1.0f : -1.0f};
    const uint32_t company = context->occupancy->counts[context->occupancy->cell_of[person]];
    const float free_range = range_of(&model->movement, context->state->person_radius[person] + model->largest_radius_m,
                                      walker.desired_speed);
    const float range = company >= CROWDED_COUNT ? hy_min(free_range, CROWDED_RANGE_M) : free_range;
    hy_surroundings around;
    around.neighbour_count = around.wall_count = 0;
    add_neighbours(context, person, at, model->rooms[room].sheet, NULL, range, &around);
    if (model->rooms[room].has_sheet_links) {
        add_neighbours_over_sheets(context, person, at, range, &around);
    }
    add_walls(context, at, near, &around);
    const bool is_alone = is_alone_among(&around);
    if (yields(context, person, &walker, &around) || (is_alone && gets_off(context, person))) {
        walker.desired = is_alone ? some_way_back(context, person, desired) : hy_times(desired, -1);
        context->state->person_wish_x[person] = walker.desired.x;
        context->state->person_wish_y[person] = walker.desired.y;
    }
    return context->movement->velocity(&model->movement, &walker, &around);
}

// proposes a step; it passes no wall
static void propose_step(hy_context *context, uint32_t person, hy_vec2 at, hy_vec2 velocity, hy_wall_list near)
{
    hy_state *state = context->state;
    const hy_model *model = context->model;
    const uint32_t room = state->person_room[person];
    const float radius = body_radius(context, person);
    const float step_m = hy_length(velocity) * context->dt_s;
    const float shortening = step_m > STEP_LIMIT_M ? STEP_LIMIT_M / step_m : 1;
    hy_vec2 to = hy_along(at, velocity, context->dt_s * shortening);
    if (near.count > 0) {
        to = off_the_walls(context, near, at, to, radius);
        if (!step_is_clear(context, near, at, to, radius)) {
            return;
        }
        const uint32_t next_room = room_of_point(model, room_after(context, near, room, at, to), room, to);
        if (next_room == HY_NONE) {
            return;
        }
        // on the other sheet its own walls count
        const uint32_t sheet = model->rooms[next_room].sheet;
        if (sheet != model->rooms[room].sheet &&
            !step_is_clear(context, hy_walls_near(model, hy_cell_on_sheet(&model->sheets[sheet], to)), at, to, radius)) {
            return;
        }
        state->next_person_room[person] = next_room;
    }
    state->next_person_x[person] = to.x;
    state->next_person_y[person] = to.y;
}

static void propose(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    const hy_vec2 at = hy_position(state, person);
    propose_to_stay(state, person);
    // who has long been stuck tries less often
    const bool is_jammed = state->person_blocked_s[person] > JAMMED_S;
    if (!can_walk(context, person) || (is_jammed && (person + context->tick) % JAMMED_PERIOD != 0)) {
        state->person_velocity_x[person] = state->person_velocity_y[person] = 0;
        return;
    }
    breathe(context, person, state->person_gait[person] == HY_RUNNING);
    const hy_wall_list near = hy_walls_near(context->model, context->occupancy->cell_of[person]);
    const uint32_t period = hy_ticks(context, STEERING_S);
    const bool stands = state->person_speed[person] < 0.05f;
    if (stands || (person + context->tick) % period == 0) {
        const hy_vec2 desired = desired_direction(context, person, at);
        const bool wants = hy_length2(desired) > 0.5f;
        if (wants) {
            // one looks where one wants to go; others see it from the next tick on
            state->person_wish_x[person] = desired.x;
            state->person_wish_y[person] = desired.y;
        }
        const hy_vec2 velocity = wants ? steer(context, person, at, desired, near) : hy_vec(0, 0);
        state->person_velocity_x[person] = velocity.x;
        state->person_velocity_y[person] = velocity.y;
    }
    const hy_vec2 velocity = hy_vec(state->person_velocity_x[person], state->person_velocity_y[person]);
    if (hy_length2(velocity) > 1e-8f) {
        propose_step(context, person, at, velocity, near);
    }
}

// --------------------------------------------------------------------------------------------------------- acceptance

// order of precedence in a tick: any fixed shuffle of the people will do
static uint32_t precedence(const hy_context *context, uint32_t person)
{
    uint32_t mixed = person * 2654435761u ^ context->tick * 2246822519u;
    mixed ^= mixed >> 15;
    mixed *= 2246822519u;
    return mixed ^ mixed >> 13;
}

static bool goes_first(const hy_context *context, uint32_t person, uint32_t other)
{
    const uint32_t own = precedence(context, person), others = precedence(context, other);
    return own != others ? own > others : person > other;
}

// a place is free of somebody if the bodies do not meet there, or if it is no nearer than now
static bool is_clear_of(hy_vec2 to, hy_vec2 at, hy_vec2 other, float contact)
{
    const float after2 = hy_length2(hy_minus(to, other));
    return after2 >= contact * contact || after2 >= hy_length2(hy_minus(at, other));
}

static float meeting_distance(const hy_context *context)
{
    return STEP_LIMIT_M + 3 * context->model->largest_radius_m;
}

// true where nobody on a sheet is in the way; on another sheet than one's own only those count who stand behind the opening between
static bool sheet_lets_pass(const hy_context *context, uint32_t person, uint32_t sheet_index, const hy_opening *through,
                            hy_vec2 at, hy_vec2 to)
{
    const hy_state *state = context->state;
    const float own_radius = body_radius(context, person), reach = meeting_distance(context);
    const bool is_landing = context->model->rooms[state->next_person_room[person]].sheet !=
                            context->model->rooms[state->person_room[person]].sheet;
    hy_body_walk walk = hy_walk_around(context->occupancy, &context->model->sheets[sheet_index], to, reach);
    for (uint32_t other = hy_next_body(&walk); other != HY_NONE; other = hy_next_body(&walk)) {
        const hy_vec2 now = hy_position(state, other);
        if (other == person || hy_length2(hy_minus(to, now)) > reach * reach) {
            continue;
        }
        if (through && !hy_segments_cross(at, now, through->from, through->to)) {
            continue;
        }
        const hy_vec2 then = hy_vec(state->next_person_x[other], state->next_person_y[other]);
        const float contact = own_radius + body_radius(context, other) - PRESS_M;
        // distances across a wall between sheets mean nothing: who comes over needs a place that is wholly free
        if (is_landing ? hy_length2(hy_minus(to, now)) < contact * contact : !is_clear_of(to, at, now, contact)) {
            return false;
        }
        // whoever goes first need not look where the other means to go: that one looks; but nobody looks for one who comes
        // from another sheet
        if ((is_landing || !goes_first(context, person, other)) && hy_length2(hy_minus(to, then)) < contact * contact &&
            (then.x < now.x || then.x > now.x || then.y < now.y || then.y > now.y)) {
            return false;
        }
    }
    return true;
}

// one who comes onto another sheet looks at all who are there, and at those who may come there from third sheets
static bool landing_is_free(const hy_context *context, uint32_t person, hy_vec2 at, hy_vec2 to)
{
    const hy_model *model = context->model;
    const hy_room *room = &model->rooms[context->state->next_person_room[person]];
    if (!sheet_lets_pass(context, person, room->sheet, NULL, at, to)) {
        return false;
    }
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        const uint32_t other = hy_other_room(opening, context->state->next_person_room[person]);
        if (opening->changes_sheet && other != context->state->person_room[person] &&
            hy_distance(hy_nearest_on_segment(opening->from, opening->to, to), to) < meeting_distance(context) &&
            !sheet_lets_pass(context, person, model->rooms[other].sheet, opening, to, to)) {
            return false;
        }
    }
    return true;
}

static bool everybody_lets_pass(const hy_context *context, uint32_t person, hy_vec2 at, hy_vec2 to)
{
    const hy_model *model = context->model;
    const uint32_t home = context->state->person_room[person], next = context->state->next_person_room[person];
    const hy_room *room = &model->rooms[home];
    if (!sheet_lets_pass(context, person, room->sheet, NULL, at, to)) {
        return false;
    }
    if (model->rooms[next].sheet != room->sheet) {
        return landing_is_free(context, person, at, to);
    }
    for (uint32_t rank = 0; room->has_sheet_links && rank < room->link_count; rank++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        if (opening->changes_sheet &&
            !sheet_lets_pass(context, person, model->rooms[hy_other_room(opening, home)].sheet, opening, at, to)) {
            return false;
        }
    }
    return true;
}

// writes 1 where the step is made; what was proposed is left for the others to read
static void accept(hy_turn turn)
{
    hy_context *context = turn.context;
    const uint32_t person = turn.person;
    const hy_state *state = context->state;
    const hy_vec2 at = hy_position(state, person);
    const hy_vec2 to = hy_vec(state->next_person_x[person], state->next_person_y[person]);
    const bool wants_to = hy_length2(hy_minus(to, at)) > 1e-10f;
    context->is_accepted[person] = wants_to && everybody_lets_pass(context, person, at, to);
}

static bool has_arrived(const hy_context *context, uint32_t person, hy_vec2 at)
{
    const hy_state *state = context->state;
    if (state->person_goal_kind[person] != HY_GOAL_POINT || state->person_link[person] != HY_NONE ||
        state->next_person_room[person] != state->person_goal_room[person]) {
        return false;
    }
    const float distance = hy_distance(at, hy_vec(state->person_goal_x[person], state->person_goal_y[person]));
    return distance < ARRIVED_M || (distance < 1 && state->person_blocked_s[person] > 3);
}

static void settle(hy_turn turn)
{
    hy_context *context = turn.context;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    if (!context->is_accepted[person]) {
        propose_to_stay(state, person);
    }
    const hy_vec2 at = hy_position(state, person);
    const hy_vec2 to = hy_vec(state->next_person_x[person], state->next_person_y[person]);
    const hy_vec2 step = hy_minus(to, at);
    const float length = hy_length(step);
    state->person_speed[person] = length / context->dt_s;
    state->person_heading_x[person] = state->person_wish_x[person];
    state->person_heading_y[person] = state->person_wish_y[person];
    // swinging to and fro is no progress
    const float progress = hy_dot(step, hy_vec(state->person_wish_x[person], state->person_wish_y[person])) / context->dt_s;
    const bool is_stuck = progress < 0.1f && can_walk(context, person);
    state->person_blocked_s[person] = is_stuck ? state->person_blocked_s[person] + context->dt_s : 0;
    if (has_arrived(context, person, to)) {
        state->person_gait[person] = HY_RESTING;
        state->person_blocked_s[person] = 0;
        state->person_speed[person] = 0;
    }
}

// the next generation of those who did not move is what they are now
static void carry_over(hy_context *context)
{
    hy_state *state = context->state;
    const uint32_t count = state->person_count;
    __builtin_memcpy(state->next_person_x, state->person_x, count * sizeof(float));
    __builtin_memcpy(state->next_person_y, state->person_y, count * sizeof(float));
    __builtin_memcpy(state->next_person_room, state->person_room, count * sizeof(uint32_t));
}

// whoever rests gets back the breath
static void catch_breath(hy_turn turn)
{
    hy_state *state = turn.context->state;
    if (state->person_gait[turn.person] == HY_RESTING && state->person_stamina[turn.person] < 1) {
        const float rest_s = (float)hy_ticks(turn.context, REST_PERIOD_S) * turn.context->dt_s;
        const float more = rest_s / turn.context->model->movement.recovery_s;
        state->person_stamina[turn.person] = hy_min(1, state->person_stamina[turn.person] + more);
    }
}

void hy_run_movement(hy_context *context)
{
    hy_for_people(context, catch_breath, hy_ticks(context, REST_PERIOD_S));
    const hy_occupancy *occupancy = context->occupancy;
    if (occupancy->mover_count == 0) {
        return;
    }
    carry_over(context);
    hy_for_listed(context, propose, occupancy->movers, occupancy->mover_count);
    hy_for_listed(context, accept, occupancy->movers, occupancy->mover_count);
    hy_for_listed(context, settle, occupancy->movers, occupancy->mover_count);
    hy_state_swap_positions(context->state);
    context->agent_steps += occupancy->mover_count;
    context->has_moved = true;
}
