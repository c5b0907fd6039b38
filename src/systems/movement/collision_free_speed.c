// The collision-free speed model: direction by repulsion, speed by the gap ahead.
// Tordeux, Chraibi & Seyfried 2016, "Collision-free speed model for pedestrian dynamics", arXiv:1512.05597.
// Equations and our additions: docs/model/movement.md.
#include "systems/movement/model.h"

// What fades with a distance is near exp(-distance / range), and nothing from so many ranges on.
#define RANGES 4.0f

// no gap is counted longer than this, metres
#define LONG_GAP_M 1e3f

// (1 - distance / 4 ranges)^3: 0.42 at one range, 0.125 at two
static hy_lanes fading(hy_lanes distance, float range)
{
    const hy_lanes left = hy_lanes_max(1.0f - distance * (1.0f / (RANGES * range)), hy_lanes_of(0));
    return left * left * left;
}

// ----------------------------------------------------------------------------------------------------- streams that
// meet

// Streams that meet part into lanes: of those who come the other way each keeps to the right, as in most countries on
// foot; all the more, the nearer they will be in a second, and right aside where one faces another. Strengths and
// ranges are ours; compare the anticipatory side step of Xu et al. 2021, doi:10.1016/j.trc.2021.103464.
#define AGAINST -0.3f
#define ANTICIPATION_S 1.0f
#define KEEP_RIGHT 0.7f
#define KEEP_RIGHT_RANGE_M 0.6f
#define FACING 4.0f
#define FACING_RANGE_M 0.15f
#define KEEP_RIGHT_MOST 4.0f

// somebody so many contacts beside the line of the way, to the left or to the right, is passed as it is
#define CLEAR_ON_THE_LEFT 1.2f
#define CLEAR_ON_THE_RIGHT 2.0f

// where others come, one falls in behind those ahead who go one's own way: cosine of that, and how far away they count,
// metres
#define OWN_WAY 0.5f
#define FOLLOW_RANGE_M 1.0f
#define FOLLOW_MOST_M 0.5f

// ------------------------------------------------------------------------------------------------------------
// direction

// what others do to one's direction
typedef struct turn_of_others {
    hy_vec2 away;   // sum of their repulsion
    float to_right; // of the desired direction: steps aside before those who come the other way
} turn_of_others;

// A column of neighbours as one instruction takes them, seen along the desired direction.
typedef struct seen_along {
    hy_lanes ahead, to_right; // offset, metres
    hy_lanes with;            // cosine of the two wishes
    hy_lanes apart;           // gap between the bodies, 0 to 4 m
} seen_along;

static seen_along see_along(const hy_surroundings *around, uint32_t i, hy_vec2 e)
{
    const hy_lanes x = hy_lanes_load(around->x + i), y = hy_lanes_load(around->y + i);
    const hy_lanes gap = hy_lanes_load(around->distance + i) - hy_lanes_load(around->contact + i);
    return (seen_along){.ahead = x * e.x + y * e.y,
                        .to_right = x * e.y - y * e.x,
                        .with = hy_lanes_load(around->heading_x + i) * e.x + hy_lanes_load(around->heading_y + i) * e.y,
                        .apart = hy_lanes_min(hy_lanes_max(gap, hy_lanes_of(0)), hy_lanes_of(4))};
}

// how much those who come the other way bid one step aside
static hy_lanes step_aside(const hy_walker *walker, const hy_surroundings *around, uint32_t i, const seen_along *seen)
{
    const hy_lanes contact = hy_lanes_load(around->contact + i);
    const hy_lanes closing =
        hy_lanes_max(walker->speed - hy_lanes_load(around->speed + i) * seen->with, hy_lanes_of(0));
    const hy_lanes soon = hy_lanes_max(seen->apart - closing * ANTICIPATION_S, hy_lanes_of(0));
    const hy_lane_bits comes = (seen->with * hy_lanes_load(around->is_opposed + i) < hy_lanes_of(AGAINST)) &
                               (seen->ahead > hy_lanes_of(0)) & (seen->to_right >= contact * -CLEAR_ON_THE_LEFT) &
                               (seen->to_right <= contact * CLEAR_ON_THE_RIGHT);
    return hy_lanes_where(comes, fading(soon, KEEP_RIGHT_RANGE_M) * KEEP_RIGHT + fading(seen->apart, FACING_RANGE_M) * FACING);
}

// weight of those ahead who go one's own way
static hy_lanes lead(const seen_along *seen)
{
    const hy_lane_bits leads = (seen->with > hy_lanes_of(OWN_WAY)) & (seen->ahead > hy_lanes_of(0)) &
                               (hy_lanes_abs(seen->to_right) <= seen->ahead);
    return hy_lanes_where(leads, fading(seen->apart, FOLLOW_RANGE_M));
}

static turn_of_others turn_from_others(const hy_spec_movement *parameters, const hy_walker *walker,
                                       const hy_surroundings *around)
{
    hy_lane_sum away_x = {0}, away_y = {0}, aside = {0}, leaders = {0}, leaders_to_right = {0};
    const uint32_t end = hy_lane_padded(around->neighbour_count);
    for (uint32_t i = 0; i < end; i += HY_LANES) {
        const uint32_t part = i % HY_LANE_BLOCK / HY_LANES;
        const seen_along seen = see_along(around, i, walker->desired);
        // strength by nearness, along the line to the other
        const hy_lanes per_distance = fading(seen.apart, parameters->repulsion_range_m) * parameters->repulsion /
                                      hy_lanes_max(hy_lanes_load(around->distance + i), hy_lanes_of(1e-4f));
        away_x.part[part] += per_distance * hy_lanes_load(around->x + i);
        away_y.part[part] += per_distance * hy_lanes_load(around->y + i);
        aside.part[part] += step_aside(walker, around, i, &seen);
        const hy_lanes weight = lead(&seen);
        leaders.part[part] += weight;
        leaders_to_right.part[part] += weight * seen.to_right;
    }
    const float right = hy_min(hy_lane_sum_total(&aside) + KEEP_RIGHT * walker->oncoming, KEEP_RIGHT_MOST);
    const float weight = hy_lane_sum_total(&leaders);
    const float lane_m = hy_lane_sum_total(&leaders_to_right) / hy_max(weight, 0.01f);
    return (turn_of_others){.away = hy_vec(-hy_lane_sum_total(&away_x), -hy_lane_sum_total(&away_y)),
                            .to_right = right * (1 + hy_clamp(lane_m, -FOLLOW_MOST_M, FOLLOW_MOST_M))};
}

// A wall that turns people back. A shut door is none: who wants through it leans against it.
static bool turns_back(const hy_near_wall *near, const hy_walker *walker, float range_m)
{
    return near->is_solid && near->wall->opening == HY_NONE && near->distance < walker->radius + range_m;
}

// Nobody turns into a wall: within its range the part of the direction that leads towards it is taken away, all of it
// at contact, and a little is added that leads off. So one walks along it, and not from one wall against the next.
static hy_vec2 turned_by_walls(const hy_spec_movement *parameters, const hy_walker *walker, const hy_near_walls *walls,
                               hy_vec2 direction)
{
    const float range = hy_min(parameters->wall_repulsion_range_m, HY_WALL_RANGE_M);
    hy_vec2 off = hy_vec(0, 0);
    for (uint32_t i = 0; i < walls->count; i++) {
        const hy_near_wall *near = &walls->items[i];
        if (turns_back(near, walker, range)) {
            const hy_vec2 toward = hy_times(near->offset, 1 / hy_max(near->distance, 1e-4f));
            const float share = hy_max(near->distance - walker->radius, 0) / range;
            direction = hy_along(direction, toward, -hy_max(hy_dot(direction, toward) - share, 0));
            off = hy_along(off, toward, -parameters->wall_repulsion * (1 - share));
        }
    }
    return hy_plus(direction, off);
}

// ----------------------------------------------------------------------------------------------------------------
// speed

// who is touched at a greater angle than this from the way ahead is passed by, not stopped for: its cosine
#define GRAZING 0.5f

// Those who come the other way turn their shoulders, as one does oneself: of the strip that a body sweeps so much counts.
#define PASSING_SHARE 0.9f

// Behind somebody who walks on, and aside, shoulders may overlap, as in the rows of a bottleneck: there a gap counts up
// to so many times more, from this speed on, m/s.
#define OVERLAP 2.0f
#define OVERLAP_M_PER_S 1.5f

// nobody follows closer than this share of the time gap, however fast those ahead walk off
#define LEAST_TIME_GAP 0.5f

// others nearer than this are slid along, metres
#define TOUCH_M 0.15f

// The speed that a gap allows behind somebody who walks on in that direction. Where both are as fast it is gap / T.
static float following_speed(const hy_spec_movement *parameters, float gap, float speed_of_other)
{
    const float time_gap = parameters->time_gap_s, sight = parameters->anticipation_s;
    return hy_min((gap + sight * speed_of_other) / (time_gap + sight), gap / (LEAST_TIME_GAP * time_gap));
}

// lane by lane: the same for those in the strip that a body sweeps in this direction, times T plus the anticipation
static hy_lanes room_in_strip(const hy_spec_movement *parameters, const hy_surroundings *around, uint32_t i,
                              const hy_walker *walker, hy_vec2 direction)
{
    const hy_lanes x = hy_lanes_load(around->x + i), y = hy_lanes_load(around->y + i);
    const hy_lanes heading_x = hy_lanes_load(around->heading_x + i), heading_y = hy_lanes_load(around->heading_y + i);
    const hy_lanes distance = hy_lanes_load(around->distance + i), contact = hy_lanes_load(around->contact + i);
    const hy_lanes with = heading_x * walker->desired.x + heading_y * walker->desired.y;
    const hy_lane_bits comes = with * hy_lanes_load(around->is_opposed + i) < hy_lanes_of(AGAINST);
    const hy_lanes half_width = contact * hy_lanes_choose(comes, hy_lanes_of(PASSING_SHARE), hy_lanes_of(1));
    const hy_lanes ahead = x * direction.x + y * direction.y, beside = hy_lanes_abs(y * direction.x - x * direction.y);
    const hy_lane_bits is_in_strip = (ahead >= distance * GRAZING) & (beside <= half_width);

    const hy_lanes walks_on = hy_lanes_load(around->speed + i) *
                              (heading_x * (0.5f * direction.x) + heading_y * (0.5f * direction.y) + 0.5f);
    const hy_lanes clear = distance - contact - parameters->clearance_m;
    // beside^4 by contact^4 is the share to which the other is not straight ahead
    const hy_lanes per_width = 1.0f / hy_lanes_max(half_width, hy_lanes_of(1e-3f));
    const hy_lanes aside2 = beside * beside * (per_width * per_width);
    const hy_lanes overlap = aside2 * aside2 * hy_lanes_min(walks_on * (1 / OVERLAP_M_PER_S), hy_lanes_of(1));
    const hy_lanes gap = hy_lanes_max(clear * (overlap * OVERLAP + 1.0f), hy_lanes_of(0));
    const float most = 1 / LEAST_TIME_GAP * (1 + parameters->anticipation_s / parameters->time_gap_s);
    const hy_lanes room = hy_lanes_min(gap + walks_on * parameters->anticipation_s, gap * most);
    return hy_lanes_choose(is_in_strip, room, hy_lanes_of(LONG_GAP_M));
}

static float speed_of_room(const hy_spec_movement *parameters, const hy_walker *walker, float room)
{
    return hy_min(room / (parameters->time_gap_s + parameters->anticipation_s), walker->desired_speed);
}

static float speed_along(const hy_spec_movement *parameters, const hy_walker *walker, const hy_surroundings *around,
                         hy_vec2 direction)
{
    hy_lanes least = hy_lanes_of(LONG_GAP_M);
    const uint32_t end = hy_lane_padded(around->neighbour_count);
    for (uint32_t i = 0; i < end; i += HY_LANES) {
        least = hy_lanes_min(room_in_strip(parameters, around, i, walker, direction), least);
    }
    return speed_of_room(parameters, walker, hy_lanes_least(least));
}

// those in touch, in order
typedef struct touched {
    uint32_t count;
    uint8_t items[HY_NEIGHBOUR_LIMIT];
} touched;

static touched touched_of(const hy_surroundings *around)
{
    touched found;
    found.count = 0;
    const uint32_t end = hy_lane_padded(around->neighbour_count);
    for (uint32_t i = 0; i < end; i += HY_LANES) {
        const hy_lanes gap = hy_lanes_load(around->distance + i) - hy_lanes_load(around->contact + i);
        for (uint32_t mask = hy_lanes_mask(gap <= hy_lanes_of(TOUCH_M)); mask != 0; mask &= mask - 1) {
            found.items[found.count++] = (uint8_t)(i + (uint32_t)__builtin_ctz(mask));
        }
    }
    return found;
}

// takes from a velocity what would bring the bodies of neighbours in touch closer than in one time gap: the rest slides
// along
static hy_vec2 slide(const hy_spec_movement *parameters, const hy_surroundings *around, const touched *in_touch,
                     hy_vec2 velocity)
{
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t rank = 0; rank < in_touch->count; rank++) {
            const uint32_t i = in_touch->items[rank];
            const float gap = around->distance[i] - around->contact[i];
            const hy_vec2 toward =
                hy_times(hy_vec(around->x[i], around->y[i]), 1.0f / hy_max(around->distance[i], 1e-4f));
            const float with = around->heading_x[i] * toward.x + around->heading_y[i] * toward.y;
            const float walks_on = around->speed[i] * (0.5f + 0.5f * with);
            const float excess = hy_dot(velocity, toward) - following_speed(parameters, hy_max(gap, 0), walks_on);
            if (excess > 0) {
                velocity = hy_along(velocity, toward, -excess);
            }
        }
    }
    return velocity;
}

// ----------------------------------------------------------------------------------------------------------- way
// around

// below this share of the desired speed somebody looks for any way that is better, by so much, m/s
#define SLOWED 0.3f
#define BETTER_M_PER_S 0.2f

// whoever walks behind slower ones overtakes where that brings one forward at this share of the desired speed; nobody
// does with more than so many around
#define OVERTAKE 0.75f
#define CROWD 8u

// who moves sideways faster than this has begun to pass on that side, m/s; the other side counts this share
#define BEGUN_M_PER_S 0.15f
#define OTHER_SIDE 0.8f

// 25, 50 and 75 degrees on the side where one passes, and then on the other: cosine and sine
enum { WAY_COUNT = 6 };
static const float way_angles[WAY_COUNT][2] = {{0.9063f, 0.4226f},  {0.6428f, 0.7660f},  {0.2588f, 0.9659f},
                                               {0.9063f, -0.4226f}, {0.6428f, -0.7660f}, {0.2588f, -0.9659f}};

// walls stop like bodies: one comes no nearer to them than in a time gap
static float speed_before_walls(const hy_spec_movement *parameters, const hy_surroundings *around,
                                const hy_walker *walker, hy_vec2 direction, float speed)
{
    for (uint32_t i = 0; i < around->walls->count; i++) {
        const hy_near_wall *wall = &around->walls->items[i];
        const float toward = hy_dot(direction, wall->offset);
        if (wall->is_solid && wall->distance < walker->radius + HY_WALL_RANGE_M && toward > 0) {
            const float gap = hy_max(wall->distance - walker->radius, 0);
            // toward / distance is the sine of the angle between the way and the wall
            speed = hy_min(speed, gap * wall->distance / (toward * parameters->time_gap_s));
        }
    }
    return speed;
}

static hy_vec2 turned_by(hy_vec2 direction, float cosine, float sine)
{
    return hy_vec(cosine * direction.x - sine * direction.y, sine * direction.x + cosine * direction.y);
}

// on which side one passes what is in the way, 1 for the left: that on which one has begun to, or else the one this
// person likes
static float side_of(const hy_walker *walker, hy_vec2 aim)
{
    const float to_left = aim.x * walker->velocity.y - aim.y * walker->velocity.x;
    return to_left > BEGUN_M_PER_S ? 1 : to_left < -BEGUN_M_PER_S ? -1 : walker->side;
}

// room in all the directions at once
static void rooms_along(const hy_spec_movement *parameters, const hy_surroundings *around, const hy_walker *walker,
                        const hy_vec2 directions[WAY_COUNT], float rooms[WAY_COUNT])
{
    hy_lanes least[WAY_COUNT];
    for (uint32_t way = 0; way < WAY_COUNT; way++) {
        least[way] = hy_lanes_of(LONG_GAP_M);
    }
    const uint32_t end = hy_lane_padded(around->neighbour_count);
    for (uint32_t i = 0; i < end; i += HY_LANES) {
        for (uint32_t way = 0; way < WAY_COUNT; way++) {
            least[way] = hy_lanes_min(room_in_strip(parameters, around, i, walker, directions[way]), least[way]);
        }
    }
    for (uint32_t way = 0; way < WAY_COUNT; way++) {
        rooms[way] = hy_lanes_least(least[way]);
    }
}

// Of the directions beside the aim that which brings one forward fastest, if it does so faster than `progress`; else
// zero.
static hy_vec2 way_around(const hy_spec_movement *parameters, const hy_walker *walker, const hy_surroundings *around,
                          hy_vec2 aim, float progress)
{
    const float side = side_of(walker, aim);
    hy_vec2 directions[WAY_COUNT], best = hy_vec(0, 0);
    float rooms[WAY_COUNT];
    for (uint32_t way = 0; way < WAY_COUNT; way++) {
        directions[way] = turned_by(aim, way_angles[way][0], side * way_angles[way][1]);
    }
    rooms_along(parameters, around, walker, directions, rooms);
    for (uint32_t way = 0; way < WAY_COUNT; way++) {
        const float free = speed_of_room(parameters, walker, rooms[way]);
        const float speed = speed_before_walls(parameters, around, walker, directions[way], free);
        const float gained = speed * way_angles[way][0] * (way_angles[way][1] < 0 ? OTHER_SIDE : 1);
        if (gained > progress) {
            progress = gained;
            best = hy_times(directions[way], speed);
        }
    }
    return best;
}

// -------------------------------------------------------------------------------------------------------------- the
// law

hy_vec2 hy_collision_free_speed(const hy_spec_movement *parameters, const hy_walker *walker,
                                const hy_surroundings *around)
{
    const hy_vec2 e0 = walker->desired;
    const turn_of_others others = turn_from_others(parameters, walker, around);
    // e = normalize(e0 + steps aside + sum of repulsions), then the same for walls
    const hy_vec2 aside = hy_vec(e0.x + others.to_right * e0.y, e0.y - others.to_right * e0.x);
    const hy_vec2 free = hy_unit(hy_plus(aside, others.away)), aim = hy_unit(aside);
    const hy_vec2 turned = hy_unit(turned_by_walls(parameters, walker, around->walls, free));
    const hy_vec2 direction = hy_length2(turned) > 0 ? turned : e0;

    const touched in_touch = touched_of(around);
    const float speed = speed_along(parameters, walker, around, direction);
    const hy_vec2 velocity = slide(parameters, around, &in_touch, hy_times(direction, speed));

    // who gets on badly looks for another way; who is held up by slower ones, for room to overtake
    const float progress = hy_dot(velocity, aim);
    const bool is_slowed = progress < SLOWED * walker->desired_speed;
    const bool may_overtake = progress < 0.95f * OVERTAKE * walker->desired_speed && around->neighbour_count <= CROWD;
    if (!is_slowed && !may_overtake) {
        return velocity;
    }
    const float needed = is_slowed ? progress + BETTER_M_PER_S : OVERTAKE * walker->desired_speed;
    const hy_vec2 other_way = way_around(parameters, walker, around, aim, needed);
    return hy_length2(other_way) > 0 ? slide(parameters, around, &in_touch, other_way) : velocity;
}
