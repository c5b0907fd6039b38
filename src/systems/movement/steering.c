// What somebody sees of the others around, and the velocity chosen for it; and how streams that hold each other up come
// apart.
#include "systems/movement/walking.h"

// one looks ahead: the middle of what is seen lies so many ranges before one
#define AHEAD_SHARE 0.5f

// with so many in one grid cell the next ones hide those farther away: nobody beyond changes a step, metres between the bodies
#define CROWDED_COUNT 8u
#define CROWDED_GAP_M 0.6f

// those who come the other way are seen from farther: within so much of a point so far ahead, unless one clears them on
// the left by so much, metres; that many of them at most; and so much each of them bids one keep right
#define ONCOMING_AHEAD_M 2.8f
#define ONCOMING_RANGE_M 1.3f
#define ONCOMING_BERTH_M 0.45f
enum { ONCOMING_LIMIT = 32 };
#define ONCOMING_SHARE 0.35f

// somebody nearer than this is at hand, metres between the bodies
#define AT_HAND_M 0.3f

// streams that hold each other up: who has been stuck so long steps back for so long, when it is the turn of that
// direction, which changes so often; seconds
#define YIELD_AFTER_S 2.0f
#define YIELD_S 3.0f
#define YIELD_TURN_S 10.0f

// who is stuck for so long with nobody at hand but those who rest steps off for so long, seconds
#define CORNERED_S 3.0f
#define GET_OFF_S 1.0f

// --------------------------------------------------------------------------------------------------------- surroundings

// one who looks around
typedef struct onlooker {
    uint32_t person, room;
    hy_vec2 at, view; // those are seen who are within the range of a point a little ahead
    float radius, range;
    bool has_looked_for_walls;
    hy_near_walls *walls; // within the range; found when first needed
} onlooker;

// somebody on the other side of the opening one makes for, in a straight line through it
static bool is_seen_through_link(const hy_context *context, uint32_t person, uint32_t place)
{
    const hy_occupancy *occupancy = context->occupancy;
    const hy_state *state = context->state;
    const uint32_t link = state->person_link[person];
    const hy_opening *opening = link == HY_NONE ? NULL : &context->model->openings[link];
    const hy_vec2 there = hy_vec(occupancy->x[place], occupancy->y[place]);
    return opening && hy_other_room(opening, state->person_room[person]) == occupancy->room[place] &&
           hy_segments_cross(hy_position(state, person), there, opening->from, opening->to);
}

// Others behind a wall are no neighbours; in one convex room there is none between. Farther away than walls are known,
// those in the same room are seen, and those behind the opening one makes for.
static bool is_hidden(const hy_context *context, onlooker *from, uint32_t place)
{
    const hy_model *model = context->model;
    const hy_occupancy *occupancy = context->occupancy;
    const bool is_in_room = occupancy->room[place] == from->room;
    if (is_in_room && model->rooms[from->room].is_convex) {
        return false;
    }
    if (hy_distance(from->at, hy_vec(occupancy->x[place], occupancy->y[place])) > HY_WALL_REACH_M) {
        return !is_in_room && !is_seen_through_link(context, from->person, place);
    }
    if (!from->has_looked_for_walls) {
        from->has_looked_for_walls = true;
        hy_find_near_walls(model, context->state, context->occupancy->cell_of[from->person], from->at,
                           hy_min((1 + AHEAD_SHARE) * from->range, HY_WALL_REACH_M), from->walls);
    }
    const hy_vec2 there = hy_vec(occupancy->x[place], occupancy->y[place]);
    for (uint32_t i = 0; i < from->walls->count; i++) {
        const hy_near_wall *near = &from->walls->items[i];
        if (near->is_solid && hy_segments_cross(from->at, there, near->wall->a, near->wall->b)) {
            return true;
        }
    }
    return false;
}

// One who may want to come the other way, and for whom one keeps to the right, as those do who keep their reason: not
// whoever makes for the same opening from the same side, nor whom one wants to reach.
static bool is_of_other_stream(const hy_context *context, uint32_t person, uint32_t other)
{
    const hy_state *state = context->state;
    const uint32_t link = state->person_link[person];
    const bool goes_along =
        link != HY_NONE && state->person_link[other] == link && state->person_room[other] == state->person_room[person];
    return !goes_along && state->person_gait[other] != HY_RESTING && state->person_goal_person[person] != other &&
           hy_stage_of(context->model, state, person)->keeps_reason;
}

static void add_neighbour(const hy_context *context, const onlooker *from, uint32_t place, hy_surroundings *around)
{
    const hy_state *state = context->state;
    const hy_occupancy *occupancy = context->occupancy;
    const uint32_t i = around->neighbour_count++, other = occupancy->order[place];
    const hy_vec2 offset = hy_minus(hy_vec(occupancy->x[place], occupancy->y[place]), from->at);
    around->x[i] = offset.x;
    around->y[i] = offset.y;
    around->distance[i] = hy_length(offset);
    around->contact[i] = from->radius + occupancy->radius[place];
    around->heading_x[i] = occupancy->heading_x[place];
    around->heading_y[i] = occupancy->heading_y[place];
    around->speed[i] = state->person_speed[other];
    around->rests[i] = state->person_gait[other] == HY_RESTING ? 1 : 0;
    around->is_opposed[i] = is_of_other_stream(context, from->person, other) ? 1 : 0;
}

// Those on a sheet within range; on another sheet than one's own only those seen through the opening between.
static void add_neighbours(const hy_context *context, onlooker *from, uint32_t sheet, const hy_opening *through,
                           hy_surroundings *around)
{
    const hy_occupancy *occupancy = context->occupancy;
    uint32_t places[HY_NEIGHBOUR_LIMIT + HY_LANE_BLOCK];
    const uint32_t count = hy_bodies_within(occupancy, &context->model->sheets[sheet], from->view, from->range, places,
                                            HY_NEIGHBOUR_LIMIT);
    const uint32_t own_place = occupancy->place_of[from->person];
    for (uint32_t i = 0; i < count && around->neighbour_count < HY_NEIGHBOUR_LIMIT; i++) {
        const uint32_t place = places[i];
        const hy_vec2 there = hy_vec(occupancy->x[place], occupancy->y[place]);
        const bool is_seen = through ? hy_segments_cross(from->at, there, through->from, through->to)
                                     : place != own_place && !is_hidden(context, from, place);
        if (is_seen) {
            add_neighbour(context, from, place, around);
        }
    }
}

// those on the next sheet, behind an open opening close by
static void add_neighbours_over_sheets(const hy_context *context, onlooker *from, hy_surroundings *around)
{
    const hy_model *model = context->model;
    const hy_room *room = &model->rooms[from->room];
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const uint32_t index = model->links[room->first_link + rank];
        const hy_opening *opening = &model->openings[index];
        if (opening->changes_sheet && hy_opening_is_open(context->state, index) &&
            hy_length2(hy_minus(hy_nearest_on_segment(opening->from, opening->to, from->at), from->at)) <
                from->range * from->range) {
            add_neighbours(context, from, model->rooms[hy_other_room(opening, from->room)].sheet, opening, around);
        }
    }
}

// nobody farther away than one time gap of the desired speed, or than the reach of repulsion, changes a step
static float range_of(const hy_context *context, uint32_t person, float desired_speed)
{
    const hy_spec_movement *movement = &context->model->movement;
    const float gap = hy_max(desired_speed * movement->time_gap_s, 5 * movement->repulsion_range_m);
    const float contact = context->state->person_radius[person] + context->model->largest_radius_m;
    const float range = hy_min(movement->neighbour_range_m, contact + gap);
    const uint32_t company = context->occupancy->counts[context->occupancy->cell_of[person]];
    return company >= CROWDED_COUNT ? hy_min(range, contact + CROWDED_GAP_M) : range;
}

// fills the last block of lanes with somebody who does not matter
static void fill_up(hy_surroundings *around)
{
    for (uint32_t i = around->neighbour_count; i < hy_lane_padded(around->neighbour_count); i++) {
        around->x[i] = around->y[i] = around->distance[i] = 1e4f;
        around->contact[i] = around->heading_x[i] = around->heading_y[i] = 0;
        around->speed[i] = around->rests[i] = around->is_opposed[i] = 0;
    }
}

static void look_around(const hy_context *context, uint32_t person, const hy_walker *walker, hy_surroundings *around)
{
    hy_near_walls walls;
    const float range = range_of(context, person, walker->desired_speed);
    onlooker from = {.person = person,
                     .walls = &walls,
                     .room = context->state->person_room[person],
                     .at = walker->at,
                     .view = hy_along(walker->at, walker->desired, AHEAD_SHARE * range),
                     .radius = walker->radius,
                     .range = range};
    const hy_room *room = &context->model->rooms[from.room];
    around->neighbour_count = 0;
    add_neighbours(context, &from, room->sheet, NULL, around);
    if (room->has_sheet_links) {
        add_neighbours_over_sheets(context, &from, around);
    }
    fill_up(around);
}

// somebody farther ahead who comes the other way, in the same room or through the opening one makes for, and not clear
// of one already
static bool comes_from_afar(const hy_context *context, uint32_t person, uint32_t place, hy_vec2 at, hy_vec2 desired)
{
    const hy_occupancy *occupancy = context->occupancy;
    const hy_vec2 offset = hy_minus(hy_vec(occupancy->x[place], occupancy->y[place]), at);
    const bool comes = occupancy->heading_x[place] * desired.x + occupancy->heading_y[place] * desired.y < -0.5f;
    const bool is_clear = offset.x * desired.y - offset.y * desired.x < -ONCOMING_BERTH_M;
    return comes && !is_clear && is_of_other_stream(context, person, occupancy->order[place]) &&
           (occupancy->room[place] == context->state->person_room[person] || is_seen_through_link(context, person, place));
}

// how much those who come the other way farther ahead bid one keep right, 0 to 1
static float oncoming_ahead(const hy_context *context, uint32_t person, hy_vec2 at, hy_vec2 desired)
{
    const hy_occupancy *occupancy = context->occupancy;
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[context->state->person_room[person]].sheet];
    uint32_t places[ONCOMING_LIMIT + HY_LANE_BLOCK];
    const uint32_t count = hy_bodies_within(occupancy, sheet, hy_along(at, desired, ONCOMING_AHEAD_M), ONCOMING_RANGE_M,
                                            places, ONCOMING_LIMIT);
    uint32_t oncoming = 0;
    for (uint32_t i = 0; i < count; i++) {
        oncoming += comes_from_afar(context, person, places[i], at, desired);
    }
    return hy_min((float)oncoming * ONCOMING_SHARE, 1);
}

// --------------------------------------------------------------------------------------------------------- coming apart

// somebody close ahead who wants to come the other way
static bool is_opposed(const hy_walker *walker, const hy_surroundings *around)
{
    for (uint32_t i = 0; i < around->neighbour_count; i++) {
        const bool is_ahead = hy_dot(walker->desired, hy_vec(around->x[i], around->y[i])) > 0;
        if (around->distance[i] - around->contact[i] < AT_HAND_M && is_ahead &&
            hy_dot(walker->desired, hy_vec(around->heading_x[i], around->heading_y[i])) < -0.4f) {
            return true;
        }
    }
    return false;
}

// nobody at hand who walks
static bool is_alone_among(const hy_surroundings *around)
{
    for (uint32_t i = 0; i < around->neighbour_count; i++) {
        if (!(around->rests[i] > 0) && around->distance[i] - around->contact[i] < AT_HAND_M) {
            return false;
        }
    }
    return true;
}

// Where two streams hold each other up, first those who go one way step back for a while, then those who go the other:
// the direction whose turn it is changes with time, the same for all. Those behind see the ones in front turn, and turn
// too.
static bool is_turn_to_yield(const hy_context *context, uint32_t person, const hy_walker *walker,
                             const hy_surroundings *around)
{
    const hy_state *state = context->state;
    // through an opening there are two directions, elsewhere all are parted in two
    const uint32_t link = state->person_link[person];
    const bool goes_first_way = link != HY_NONE ? context->model->openings[link].rooms[0] == state->person_room[person]
                                                : 0.8f * walker->desired.x + 0.6f * walker->desired.y > 0;
    const bool is_turn = (context->tick / hy_ticks(context, YIELD_TURN_S)) % 2 == (goes_first_way ? 1u : 0u);
    return is_turn && state->person_blocked_s[person] >= YIELD_AFTER_S && is_opposed(walker, around);
}

// back, and to one side or the other
static hy_vec2 some_way_back(const hy_context *context, uint32_t person, hy_vec2 desired)
{
    const hy_draw_key key = hy_draw_of(context, HY_PURPOSE_SIDE, person, context->state->person_yields_until[person]);
    const float angle = HY_PI * (0.5f + hy_draw_uniform(key));
    const float cosine = hy_cos(angle), sine = hy_sin(angle);
    return hy_vec(cosine * desired.x - sine * desired.y, sine * desired.x + cosine * desired.y);
}

// Who is stuck among a stream that comes the other way steps back when it is the turn; who is stuck at a corner, or
// before people at rest, takes a few steps off. Either comes again.
static void come_apart(hy_context *context, uint32_t person, hy_walker *walker, const hy_surroundings *around)
{
    hy_state *state = context->state;
    const bool is_alone = is_alone_among(around);
    if (is_turn_to_yield(context, person, walker, around)) {
        state->person_yields_until[person] = context->tick + hy_ticks(context, YIELD_S);
        walker->desired = hy_times(walker->desired, -1);
    } else if (is_alone && state->person_blocked_s[person] >= CORNERED_S) {
        state->person_yields_until[person] = context->tick + hy_ticks(context, GET_OFF_S);
        walker->desired = some_way_back(context, person, walker->desired);
    }
    state->person_wish_x[person] = walker->desired.x;
    state->person_wish_y[person] = walker->desired.y;
}

hy_vec2 hy_steer(hy_context *context, uint32_t person, hy_vec2 at, hy_vec2 desired, float desired_speed,
                 const hy_near_walls *walls)
{
    hy_state *state = context->state;
    hy_walker walker = {.at = at,
                        .desired = desired,
                        .desired_speed = desired_speed,
                        .speed = state->person_speed[person],
                        .velocity = hy_vec(state->person_velocity_x[person], state->person_velocity_y[person]),
                        .radius = hy_body_radius(context->model, state, person),
                        .side = state->person_side[person],
                        .oncoming = oncoming_ahead(context, person, at, desired)};
    hy_surroundings around;
    around.walls = walls;
    look_around(context, person, &walker, &around);
    if (state->person_blocked_s[person] >= YIELD_AFTER_S && !hy_yields(context, person)) {
        come_apart(context, person, &walker, &around);
    }
    return context->movement->velocity(&context->model->movement, &walker, &around);
}
