// The collision-free speed model: direction by repulsion, speed by the gap ahead.
// Tordeux, Chraibi & Seyfried 2016, "Collision-free speed model for pedestrian dynamics", arXiv:1512.05597.
// Equations and our additions: docs/model/movement.md.
#include "systems/movement/model.h"

// below this share of the desired speed somebody looks for a way around
#define SLOWED 0.3f

// repulsion farther than this many ranges from contact is nothing
#define RANGES 5.0f

static hy_vec2 repulsion(float strength, float range_m, float gap_m, hy_vec2 toward)
{
    if (gap_m > RANGES * range_m) {
        return hy_vec(0, 0);
    }
    return hy_times(toward, -strength * hy_exp(-hy_max(gap_m, 0) / range_m));
}

// Streams that meet part into lanes: of those who come the other way each keeps to the right, as in most countries on foot.
// Strength and range are ours; compare the anticipatory side step of Xu et al. 2021, doi:10.1016/j.trc.2021.103464.
#define KEEP_RIGHT 0.7f
#define KEEP_RIGHT_RANGE_M 0.6f

static hy_vec2 step_aside(const hy_walker *walker, const hy_neighbour *other)
{
    const bool is_oncoming = hy_dot(other->heading, walker->desired) < -0.3f;
    const float ahead = hy_dot(walker->desired, other->offset);
    if (!is_oncoming || ahead <= 0 || hy_abs(hy_cross(walker->desired, other->offset)) > 2 * other->contact) {
        return hy_vec(0, 0);
    }
    const float gap = hy_max(other->distance - other->contact, 0);
    const hy_vec2 right = hy_times(hy_left_of(walker->desired), -1);
    return hy_times(right, KEEP_RIGHT * hy_exp(-gap / KEEP_RIGHT_RANGE_M));
}

// e = normalize(e0 + sum of repulsions of others and of walls, and of steps aside)
static hy_vec2 turned_direction(const hy_spec_movement *parameters, const hy_walker *walker, const hy_surroundings *around)
{
    hy_vec2 sum = walker->desired;
    for (uint32_t i = 0; i < around->neighbour_count; i++) {
        const hy_neighbour *other = &around->neighbours[i];
        const hy_vec2 toward = hy_times(other->offset, 1.0f / hy_max(other->distance, 1e-4f));
        sum = hy_plus(sum, repulsion(parameters->repulsion, parameters->repulsion_range_m,
                                     other->distance - other->contact, toward));
        sum = hy_plus(sum, step_aside(walker, other));
    }
    for (uint32_t i = 0; i < around->wall_count; i++) {
        const hy_near_wall *wall = &around->walls[i];
        const hy_vec2 toward = hy_times(wall->offset, 1.0f / hy_max(wall->distance, 1e-4f));
        sum = hy_plus(sum, repulsion(parameters->wall_repulsion, parameters->wall_repulsion_range_m,
                                     wall->distance - walker->radius, toward));
    }
    const hy_vec2 direction = hy_unit(sum);
    return hy_length2(direction) > 0 ? direction : walker->desired;
}

// who is touched at a greater angle than this from the way ahead is passed by, not stopped for: its cosine
#define GRAZING 0.5f

// others nearer than this are slid along, metres
#define TOUCH_M 0.15f

// gap to the nearest other in the strip that a body sweeps in this direction
static float gap_ahead(const hy_surroundings *around, hy_vec2 direction)
{
    float gap = 1e3f;
    for (uint32_t i = 0; i < around->neighbour_count; i++) {
        const hy_neighbour *other = &around->neighbours[i];
        const bool is_ahead = hy_dot(direction, other->offset) >= GRAZING * other->distance;
        if (is_ahead && hy_abs(hy_cross(direction, other->offset)) <= other->contact) {
            gap = hy_min(gap, other->distance - other->contact);
        }
    }
    return gap;
}

static float speed_along(const hy_spec_movement *parameters, const hy_walker *walker, const hy_surroundings *around,
                         hy_vec2 direction)
{
    const float gap = gap_ahead(around, direction);
    return hy_clamp(gap / parameters->time_gap_s, 0, walker->desired_speed);
}

// takes from a velocity what would bring the bodies of neighbours in touch closer than in one time gap: the rest slides along
static hy_vec2 slide(const hy_spec_movement *parameters, const hy_surroundings *around, hy_vec2 velocity)
{
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < around->neighbour_count; i++) {
            const hy_neighbour *other = &around->neighbours[i];
            const float gap = other->distance - other->contact;
            if (gap > TOUCH_M) {
                continue;
            }
            const hy_vec2 toward = hy_times(other->offset, 1.0f / hy_max(other->distance, 1e-4f));
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
    for (uint32_t i = 0; i < around->wall_count; i++) {
        const hy_near_wall *wall = &around->walls[i];
        if (wall->distance < walker->radius + 0.05f && hy_dot(direction, wall->offset) > 0.5f * wall->distance) {
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
