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
#define ONCOMING_SHARE 0.35f

// with so many it bids one no more
enum { ONCOMING_LIMIT = 3 };

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

// who is stuck for so long in front of others, beside somebody else, may do so too
#define WEDGED_S 6.0f

// --------------------------------------------------------------------------------------------------------- surroundings

// one who looks around
typedef struct onlooker {
    uint32_t person, room;
    hy_vec2 at, view; // those are seen who are within the range of a point a little ahead
    float radius, range;
    uint32_t link, goal_person;
    bool keeps_right;    // before those who come the other way
    bool room_is_convex;
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

// Whom one may meet who wants to come the other way, and for whom one keeps to the right, as those do who keep their reason:
// not whoever rests or makes for the same opening from the same side, nor whom one wants to reach. All ones or zero, lane by lane.
static hy_lane_bits is_of_other_stream(const onlooker *from, const hy_occupancy *occupancy, uint32_t first)
{
    if (!from->keeps_right) {
        return hy_lane_bits_of(0);
    }
    const hy_lane_bits goes_along = (hy_lane_bits_load(occupancy->link + first) == hy_lane_bits_of(from->link)) &
                                    (hy_lane_bits_load(occupancy->room + first) == hy_lane_bits_of(from->room)) &
                                    hy_lane_bits_of(from->link == HY_NONE ? 0 : UINT32_MAX);
    return ~goes_along & (hy_lanes_load(occupancy->walks + first) > hy_lanes_of(0)) &
           (hy_lane_bits_load(occupancy->order + first) != hy_lane_bits_of(from->goal_person));
}

// adds those of the lanes from a place on whose bit is set
static void add_neighbours_of(const onlooker *from, const hy_occupancy *occupancy, uint32_t first, uint32_t mask,
                              hy_surroundings *around)
{
    const uint32_t i = around->neighbour_count;
    const hy_lane_bits opposed = is_of_other_stream(from, occupancy, first);
    hy_lanes_pack(mask, hy_lanes_load(occupancy->x + first) - from->at.x, around->x + i);
    hy_lanes_pack(mask, hy_lanes_load(occupancy->y + first) - from->at.y, around->y + i);
    hy_lanes_pack(mask, hy_lanes_load(occupancy->radius + first) + from->radius, around->contact + i);
    hy_lanes_pack(mask, hy_lanes_load(occupancy->heading_x + first), around->heading_x + i);
    hy_lanes_pack(mask, hy_lanes_load(occupancy->heading_y + first), around->heading_y + i);
    hy_lanes_pack(mask, hy_lanes_load(occupancy->speed + first), around->speed + i);
    hy_lanes_pack(mask, hy_lanes_load(occupancy->walks + first), around->walks + i);
    hy_lanes_pack(mask, hy_lanes_where(opposed, hy_lanes_of(1)), around->is_opposed + i);
    around->neighbour_count += (uint32_t)__builtin_popcount(mask);
}

// of those whose bit is set, those who are seen: all in one's own room if nothing stands in it
static uint32_t visible_of(const hy_context *context, onlooker *from, uint32_t first, uint32_t mask)
{
    const hy_occupancy *occupancy = context->occupancy;
    uint32_t doubtful = mask, seen = 0;
    if (from->room_is_convex) {
        seen = mask & hy_lanes_mask(hy_lane_bits_load(occupancy->room + first) == hy_lane_bits_of(from->room));
        doubtful = mask & ~seen;
    }
    for (; doubtful != 0; doubtful &= doubtful - 1) {
        const uint32_t lane = (uint32_t)__builtin_ctz(doubtful);
        seen |= is_hidden(context, from, first + lane) ? 0 : 1u << lane;
    }
    return seen;
}

// those on one sheet; on another than one's own, those behind the opening between
static void add_neighbours(const hy_context *context, onlooker *from, uint32_t sheet, const hy_opening *through,
                           hy_surroundings *around)
{
    const hy_occupancy *occupancy = context->occupancy;
    const uint32_t own_place = occupancy->place_of[from->person];
    hy_row_walk rows = hy_walk_rows(occupancy, &context->model->sheets[sheet], from->view, from->range);
    uint32_t first, end;
    while (hy_next_row(&rows, &first, &end)) {
        for (; first < end && around->neighbour_count < HY_NEIGHBOUR_LIMIT; first += HY_LANES) {
            const uint32_t near = hy_bodies_near(occupancy, first, end, from->view, from->range * from->range) &
                                  ~hy_lane_of(own_place, first);
            if (near == 0) {
                continue;
            }
            const uint32_t seen = through ? hy_bodies_behind(occupancy, through->from, through->to, from->at, first, near)
                                          : visible_of(context, from, first, near);
            add_neighbours_of(from, occupancy, first, seen, around);
        }
    }
    around->neighbour_count = around->neighbour_count < HY_NEIGHBOUR_LIMIT ? around->neighbour_count : HY_NEIGHBOUR_LIMIT;
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
    const hy_lanes far = hy_lanes_of(1e4f), nothing = hy_lanes_of(0);
    const uint32_t end = hy_lane_padded(around->neighbour_count);
    for (uint32_t i = around->neighbour_count; i < end; i += HY_LANES) {
        hy_lanes_store(far, around->x + i);
        hy_lanes_store(far, around->y + i);
        hy_lanes_store(nothing, around->contact + i);
        hy_lanes_store(nothing, around->heading_x + i);
        hy_lanes_store(nothing, around->heading_y + i);
        hy_lanes_store(nothing, around->speed + i);
        hy_lanes_store(nothing, around->walks + i);
        hy_lanes_store(nothing, around->is_opposed + i);
    }
    for (uint32_t i = 0; i < end; i += HY_LANES) {
        const hy_lanes x = hy_lanes_load(around->x + i), y = hy_lanes_load(around->y + i);
        hy_lanes_store(hy_lanes_sqrt(x * x + y * y), around->distance + i);
    }
}

static onlooker onlooker_of(const hy_context *context, uint32_t person, const hy_walker *walker, hy_near_walls *walls)
{
    const hy_state *state = context->state;
    const float range = range_of(context, person, walker->desired_speed);
    return (onlooker){.person = person,
                      .walls = walls,
                      .room = state->person_room[person],
                      .room_is_convex = context->model->rooms[state->person_room[person]].is_convex,
                      .link = state->person_link[person],
                      .goal_person = state->person_goal_person[person],
                      .keeps_right = hy_stage_of(context->model, state, person)->keeps_reason,
                      .at = walker->at,
                      .view = hy_along(walker->at, walker->desired, AHEAD_SHARE * range),
                      .radius = walker->radius,
                      .range = range};
}

static void look_around(const hy_context *context, onlooker *from, hy_surroundings *around)
{
    const hy_room *room = &context->model->rooms[from->room];
    around->neighbour_count = 0;
    add_neighbours(context, from, room->sheet, NULL, around);
    if (room->has_sheet_links) {
        add_neighbours_over_sheets(context, from, around);
    }
    fill_up(around);
}

// Of the lanes from a place on those farther ahead who come the other way, in the same room or through the opening one makes
// for, and are not clear of one already.
static uint32_t coming_from_afar(const hy_context *context, const onlooker *from, hy_vec2 desired, uint32_t first)
{
    const hy_occupancy *occupancy = context->occupancy;
    const hy_lanes x = hy_lanes_load(occupancy->x + first) - from->at.x, y = hy_lanes_load(occupancy->y + first) - from->at.y;
    const hy_lanes with =
        hy_lanes_load(occupancy->heading_x + first) * desired.x + hy_lanes_load(occupancy->heading_y + first) * desired.y;
    const hy_lane_bits comes = (with < hy_lanes_of(-0.5f)) & (x * desired.y - y * desired.x >= hy_lanes_of(-ONCOMING_BERTH_M)) &
                               is_of_other_stream(from, occupancy, first);
    return hy_lanes_mask(comes);
}

// how much those who come the other way farther ahead bid one keep right, 0 to 1
static float oncoming_ahead(const hy_context *context, const onlooker *from, hy_vec2 desired)
{
    const hy_occupancy *occupancy = context->occupancy;
    const hy_sheet *sheet = &context->model->sheets[context->model->rooms[from->room].sheet];
    const hy_vec2 ahead = hy_along(from->at, desired, ONCOMING_AHEAD_M);
    hy_row_walk rows = hy_walk_rows(occupancy, sheet, ahead, ONCOMING_RANGE_M);
    uint32_t first, end, oncoming = 0;
    while (from->keeps_right && oncoming < ONCOMING_LIMIT && hy_next_row(&rows, &first, &end)) {
        for (; first < end; first += HY_LANES) {
            uint32_t mask = hy_bodies_near(occupancy, first, end, ahead, ONCOMING_RANGE_M * ONCOMING_RANGE_M);
            mask = mask == 0 ? 0 : mask & coming_from_afar(context, from, desired, first);
            for (; mask != 0; mask &= mask - 1) {
                const uint32_t place = first + (uint32_t)__builtin_ctz(mask);
                oncoming += occupancy->room[place] == from->room || is_seen_through_link(context, from->person, place);
            }
        }
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
        if (around->walks[i] > 0 && around->distance[i] - around->contact[i] < AT_HAND_M) {
            return false;
        }
    }
    return true;
}

// nobody at hand ahead who walks: one is among the first at what holds them up
static bool is_in_front(const hy_walker *walker, const hy_surroundings *around)
{
    for (uint32_t i = 0; i < around->neighbour_count; i++) {
        const float ahead = hy_dot(walker->desired, hy_vec(around->x[i], around->y[i]));
        if (around->walks[i] > 0 && around->distance[i] - around->contact[i] < AT_HAND_M && ahead > 0.5f * around->distance[i]) {
            return false;
        }
    }
    return true;
}

// two who come to a narrow place side by side can hold each other up for ever: each time that both might step back, one does or
// the other
static bool is_wedged(const hy_context *context, uint32_t person, const hy_walker *walker, const hy_surroundings *around)
{
    const uint32_t occasion = context->tick / hy_ticks(context, WEDGED_S);
    return context->state->person_blocked_s[person] >= WEDGED_S && is_in_front(walker, around) &&
           hy_draw_chance(hy_draw_of(context, HY_PURPOSE_SIDE, person, occasion), 0.5f);
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

// Who is stuck among a stream that comes the other way steps back when it is the turn; who is stuck at a corner, before
// people at rest, or side by side with others at a narrow place, takes a few steps off. All come again.
static void come_apart(hy_context *context, uint32_t person, hy_walker *walker, const hy_surroundings *around)
{
    hy_state *state = context->state;
    const bool is_alone = is_alone_among(around);
    if (is_turn_to_yield(context, person, walker, around)) {
        state->person_yields_until[person] = context->tick + hy_ticks(context, YIELD_S);
        walker->desired = hy_times(walker->desired, -1);
    } else if ((is_alone && state->person_blocked_s[person] >= CORNERED_S) || is_wedged(context, person, walker, around)) {
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
                        .side = state->person_side[person]};
    hy_near_walls walls_in_view;
    onlooker from = onlooker_of(context, person, &walker, &walls_in_view);
    walker.oncoming = oncoming_ahead(context, &from, desired);
    hy_surroundings around;
    around.walls = walls;
    look_around(context, &from, &around);
    if (state->person_blocked_s[person] >= YIELD_AFTER_S && !hy_yields(context, person)) {
        come_apart(context, person, &walker, &around);
    }
    return context->movement->velocity(&context->model->movement, &walker, &around);
}
