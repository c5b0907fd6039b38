// The collision-free speed model: direction by repulsion, speed by the gap ahead.
// Tordeux, Chraibi & Seyfried 2016, "Collision-free speed model for pedestrian dynamics", arXiv:1512.05597.
// Equations and our additions: docs/model/movement.md.
#include "systems/movement/model.h"

// below this share of the desired speed somebody looks for a way around
#define SLOWED 0.3f

// repulsion farther than this many ranges from contact is nothing
#define RANGES 5.0f

// walls farther than this from the body do not turn anybody, metres
#define WALL_RANGE_M 0.25f

// Streams that meet part into lanes: of those who come the other way each keeps to the right, as in most countries on foot.
// Strength and range are ours; compare the anticipatory side step of Xu et al. 2021, doi:10.1016/j.trc.2021.103464.
#define KEEP_RIGHT 0.7f
#define KEEP_RIGHT_RANGE_M 0.6f

// repulsion of bodies, and steps aside before those who come the other way
static hy_vec2 turn_from_others(const hy_spec_movement *parameters, const hy_walker *walker, const hy_surroundings *around)
{
    const float e_x = walker->desired.x, e_y = walker->desired.y;
    hy_lane_sum away_x = {0}, away_y = {0}, aside = {0};
    const uint32_t end = hy_lane_padded(around->neighbour_count);
    for (uint32_t i = 0; i < end; i += HY_LANES) {
        const uint32_t part = i % HY_LANE_BLOCK / HY_LANES;
        const hy_lanes x = hy_lanes_load(around->x + i), y = hy_lanes_load(around->y + i);
        const hy_lanes distance = hy_lanes_load(around->distance + i), contact = hy_lanes_load(around->contact + i);
        const hy_lanes gap = distance - contact;
        const hy_lanes apart = hy_lanes_min(hy_lanes_max(gap, hy_lanes_of(0)), hy_lanes_of(4));
        // A exp(-gap / D) along the line to the other
        const hy_lanes push = hy_lanes_exp(apart * (-1.0f / parameters->repulsion_range_m)) * parameters->repulsion;
        const hy_lanes per_distance = hy_lanes_where(gap <= hy_lanes_of(RANGES * parameters->repulsion_range_m), push) /
                                      hy_lanes_max(distance, hy_lanes_of(1e-4f));
        away_x.part[part] += per_distance * x;
        away_y.part[part] += per_distance * y;
        // somebody ahead, near the line of the way, who wants to come against it
        const hy_lanes against = hy_lanes_load(around->heading_x + i) * e_x + hy_lanes_load(around->heading_y + i) * e_y;
        const hy_lanes ahead = x * e_x + y * e_y, beside = hy_lanes_abs(y * e_x - x * e_y);
        const hy_lane_bits meets = (against < hy_lanes_of(-0.3f)) & (ahead > hy_lanes_of(0)) & (beside <= contact * 2.0f);
        aside.part[part] += hy_lanes_where(meets, hy_lanes_exp(apart * (-1.0f / KEEP_RIGHT_RANGE_M)) * KEEP_RIGHT);
    }
    const float right = hy_lane_sum_total(&aside);
    return hy_vec(right * e_y - hy_lane_sum_total(&away_x), -right * e_x - hy_lane_sum_total(&away_y));
}

static hy_vec2 turn_from_walls(const hy_spec_movement *parameters, const hy_walker *walker, const hy_near_walls *walls)
{
    hy_vec2 sum = hy_vec(0, 0);
    for (uint32_t i = 0; i < walls->count; i++) {
        const hy_near_wall *near = &walls->items[i];
        const float gap = near->distance - walker->radius;
        if (near->is_solid && near->distance < walker->radius + WALL_RANGE_M && gap <= RANGES * parameters->wall_repulsion_range_m) {
            const float push = parameters->wall_repulsion * hy_exp(-hy_max(gap, 0) / parameters->wall_repulsion_range_m);
            sum = hy_along(sum, near->offset, -push / hy_max(near->distance, 1e-4f));
        }
    }
    return sum;
}

// e = normalize(e0 + sum of repulsions of others and of walls, and of steps aside)
static hy_vec2 turned_direction(const hy_spec_movement *parameters, const hy_walker *walker, const hy_surroundings *around)
{
    const hy_vec2 others = turn_from_others(parameters, walker, around);
    const hy_vec2 walls = turn_from_walls(parameters, walker, around->walls);
    const hy_vec2 direction = hy_unit(hy_plus(hy_plus(walker->desired, others), walls));
    return hy_length2(direction) > 0 ? direction : walker->desired;
}

// who is touched at a greater angle than this from the way ahead is passed by, not stopped for: its cosine
#define GRAZING 0.5f

// others nearer than this are slid along, metres
#define TOUCH_M 0.15f

// no gap is counted longer than this, metres
#define LONG_GAP_M 1e3f

// gap to the nearest other in the strip that a body sweeps in this direction
static float gap_ahead(const hy_surroundings *around, hy_vec2 direction)
{
    hy_lanes least = hy_lanes_of(LONG_GAP_M);
    const uint32_t end = hy_lane_padded(around->neighbour_count);
    for (uint32_t i = 0; i < end; i += HY_LANES) {
        const hy_lanes x = hy_lanes_load(around->x + i), y = hy_lanes_load(around->y + i);
        const hy_lanes distance = hy_lanes_load(around->distance + i), contact = hy_lanes_load(around->contact + i);
        const hy_lanes ahead = x * direction.x + y * direction.y, beside = hy_lanes_abs(y * direction.x - x * direction.y);
        const hy_lane_bits is_in_strip = (ahead >= distance * GRAZING) & (beside <= contact);
        least = hy_lanes_min(hy_lanes_choose(is_in_strip, distance - contact, hy_lanes_of(LONG_GAP_M)), least);
    }
    return hy_lanes_least(least);
}

static float speed_along(const hy_spec_movement *parameters, const hy_walker *walker, const hy_surroundings *around,
                         hy_vec2 direction)
{
    const float gap = gap_ahead(around, direction);
    return hy_clamp(gap / parameters->time_gap_s, 0, walker->desired_speed);
}

static bool touches(const hy_surroundings *around, uint32_t neighbour)
{
    return around->distance[neighbour] - around->contact[neighbour] <= TOUCH_M;
}

// takes from a velocity what would bring the bodies of neighbours in touch closer than in one time gap: the rest slides along
static hy_vec2 slide(const hy_spec_movement *parameters, const hy_surroundings *around, hy_vec2 velocity)
{
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < around->neighbour_count; i++) {
            if (!touches(around, i)) {
                continue;
            }
            const float gap = around->distance[i] - around->contact[i];
            const hy_vec2 toward = hy_times(hy_vec(around->x[i], around->y[i]), 1.0f / hy_max(around->distance[i], 1e-4f));
            const float excess = hy_dot(velocity, toward) - hy_max(gap, 0) / parameters->time_gap_s;
            if (excess > 0) {
                velocity = hy_along(velocity, toward, -excess);
            }
        }
    }
    return velocity;
}

static bool runs_into_wall(const hy_surroundings *around, const hy_walker *walker, hy_vec2 direction)
{
    for (uint32_t i = 0; i < around->walls->count; i++) {
        const hy_near_wall *wall = &around->walls->items[i];
        if (wall->is_solid && wall->distance < walker->radius + 0.05f &&
            hy_dot(direction, wall->offset) > 0.5f * wall->distance) {
            return true;
        }
    }
    return false;
}

static hy_vec2 turned_by(hy_vec2 direction, float cosine, float sine)
{
    return hy_vec(cosine * direction.x - sine * direction.y, sine * direction.x + cosine * direction.y);
}

// of the directions beside the wished one, that which brings one forward fastest; who is slowed looks for it
static hy_vec2 way_around(const hy_spec_movement *parameters, const hy_walker *walker, const hy_surroundings *around,
                          hy_vec2 velocity)
{
    static const float angles[4][2] = {{0.7071f, 0.7071f}, {0.7071f, -0.7071f}, {0.2588f, 0.9659f}, {0.2588f, -0.9659f}};
    float best_progress = hy_dot(velocity, walker->desired) + 0.03f;
    for (uint32_t i = 0; i < 4; i++) {
        const hy_vec2 direction = turned_by(walker->desired, angles[i][0], walker->side * angles[i][1]);
        if (runs_into_wall(around, walker, direction)) {
            continue;
        }
        const float speed = speed_along(parameters, walker, around, direction);
        const float progress = speed * angles[i][0];
        if (progress > best_progress) {
            best_progress = progress;
            velocity = slide(parameters, around, hy_times(direction, speed));
        }
    }
    return velocity;
}

hy_vec2 hy_collision_free_speed(const hy_spec_movement *parameters, const hy_walker *walker, const hy_surroundings *around)
{
    const hy_vec2 direction = turned_direction(parameters, walker, around);
    const float speed = speed_along(parameters, walker, around, direction);
    const hy_vec2 velocity = slide(parameters, around, hy_times(direction, speed));
    if (hy_dot(velocity, walker->desired) >= SLOWED * walker->desired_speed) {
        return velocity;
    }
    return way_around(parameters, walker, around, velocity);
}
