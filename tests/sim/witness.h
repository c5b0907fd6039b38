// Watches every step of everybody in any building: no wall is crossed, one stays in the room that is recorded, and
// bodies keep their distance. Told from the outlines of the rooms and the openings alone, without the engine's own
// lists.
#ifndef HYOSAN_TESTS_SIM_WITNESS_H
#define HYOSAN_TESTS_SIM_WITNESS_H

#include <math.h>

#include "world.h"

// bodies turned sideways touch at their narrowed radii, and may press 5 mm into one another
#define PRESS_M 0.005
#define DISTANCE_TOLERANCE_M 1e-4
#define ROOM_TOLERANCE_M 1e-3

enum { PERSON_LIMIT = 400 };

typedef struct body {
    double x, y;
    uint32_t room, sheet;
    bool is_present, is_up;
} body;

typedef struct findings {
    uint32_t crossed_walls, crossed_furniture, outside_room, too_near, checked_steps;
    double least_distance_m;
    char first[300]; // the first mistake, for the report
} findings;

static inline void note(findings *found, const hy_sim *sim, uint32_t person, const char *what, const body *before,
                        const body *after)
{
    if (found->first[0] == '\0') {
        snprintf(found->first, sizeof found->first,
                 "%s: person %u at tick %u from (%.3f, %.3f) room %u to (%.3f, %.3f) room %u", what, person,
                 hy_sim_tick(sim), before->x, before->y, before->room, after->x, after->y, after->room);
    }
}

static inline void look(const hy_model *model, const hy_sim *sim, body *bodies)
{
    for (uint32_t i = 0; i < model->person_count; i++) {
        const hy_person_view view = hy_sim_person(sim, i);
        bodies[i] =
            (body){(double)view.at.x, (double)view.at.y, view.room,
                   view.sheet,        view.is_present,   view.is_present && !model->stages[view.stage].spec.is_stopped};
    }
}

// ---- walls, by brute force over every edge of every room of a sheet

typedef struct edge {
    double ax, ay, bx, by;
} edge;

static inline double side_of(double ax, double ay, double bx, double by, double x, double y)
{
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
}

// true where the step truly crosses the edge; *x, *y receive where
static inline bool crosses(const body *from, const body *to, edge e, double *x, double *y)
{
    const double p = side_of(e.ax, e.ay, e.bx, e.by, from->x, from->y),
                 q = side_of(e.ax, e.ay, e.bx, e.by, to->x, to->y);
    const double a = side_of(from->x, from->y, to->x, to->y, e.ax, e.ay),
                 b = side_of(from->x, from->y, to->x, to->y, e.bx, e.by);
    if (p * q >= 0 || a * b >= 0) {
        return false;
    }
    const double share = p / (p - q);
    *x = from->x + share * (to->x - from->x);
    *y = from->y + share * (to->y - from->y);
    return true;
}

static inline double distance_to_edge(edge e, double x, double y)
{
    const double dx = e.bx - e.ax, dy = e.by - e.ay, length2 = dx * dx + dy * dy;
    const double share = length2 > 0 ? fmin(1, fmax(0, ((x - e.ax) * dx + (y - e.ay) * dy) / length2)) : 0;
    return hypot(x - e.ax - share * dx, y - e.ay - share * dy);
}

static inline edge edge_of(const hy_model *model, const hy_room *room, uint32_t corner)
{
    const hy_vec2 a = model->corners[room->first_corner + corner];
    const hy_vec2 b = model->corners[room->first_corner + (corner + 1) % room->corner_count];
    return (edge){(double)a.x, (double)a.y, (double)b.x, (double)b.y};
}

// an opening of the room that stands open and has the point in it
static inline bool is_in_an_open_door(const hy_model *model, const hy_sim *sim, uint32_t room, double x, double y)
{
    for (uint32_t i = 0; i < model->opening_count; i++) {
        const hy_opening *opening = &model->openings[i];
        if (!opening->is_passable || (opening->rooms[0] != room && opening->rooms[1] != room) ||
            !hy_sim_opening(sim, i).is_open) {
            continue;
        }
        const edge e = {(double)opening->from.x, (double)opening->from.y, (double)opening->to.x, (double)opening->to.y};
        if (distance_to_edge(e, x, y) < ROOM_TOLERANCE_M) {
            return true;
        }
    }
    return false;
}

static inline bool crosses_a_wall(const hy_model *model, const hy_sim *sim, const body *from, const body *to)
{
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        if (room->sheet != from->sheet && room->sheet != to->sheet) {
            continue;
        }
        for (uint32_t corner = 0; corner < room->corner_count; corner++) {
            double x, y;
            if (crosses(from, to, edge_of(model, room, corner), &x, &y) && !is_in_an_open_door(model, sim, i, x, y)) {
                return true;
            }
        }
    }
    return false;
}

static inline bool crosses_furniture(const hy_model *model, const body *from, const body *to)
{
    for (uint32_t i = 0; i < model->obstacle_count; i++) {
        const hy_obstacle *obstacle = &model->obstacles[i];
        if (obstacle->room != from->room && obstacle->room != to->room) {
            continue;
        }
        const double x0 = (double)obstacle->box.x, y0 = (double)obstacle->box.y;
        const double x1 = x0 + (double)obstacle->box.width, y1 = y0 + (double)obstacle->box.depth;
        const edge sides[4] = {{x0, y0, x1, y0}, {x1, y0, x1, y1}, {x1, y1, x0, y1}, {x0, y1, x0, y0}};
        double x, y;
        for (int side = 0; side < 4; side++) {
            if (crosses(from, to, sides[side], &x, &y)) {
                return true;
            }
        }
    }
    return false;
}

// ---- rooms and bodies

static inline bool is_in_room(const hy_model *model, const body *at)
{
    const hy_room *room = &model->rooms[at->room];
    bool is_inside = false;
    double nearest = HUGE_VAL;
    for (uint32_t corner = 0; corner < room->corner_count; corner++) {
        const edge e = edge_of(model, room, corner);
        nearest = fmin(nearest, distance_to_edge(e, at->x, at->y));
        if ((e.ay > at->y) != (e.by > at->y) && at->x < e.ax + (e.bx - e.ax) * (at->y - e.ay) / (e.by - e.ay)) {
            is_inside = !is_inside;
        }
    }
    return is_inside || nearest <= ROOM_TOLERANCE_M;
}

static inline void check_steps(const hy_model *model, const hy_sim *sim, const body *before, const body *after,
                               findings *found)
{
    for (uint32_t i = 0; i < model->person_count; i++) {
        if (!before[i].is_present || !after[i].is_present) {
            continue;
        }
        found->checked_steps++;
        if (crosses_a_wall(model, sim, &before[i], &after[i])) {
            found->crossed_walls++;
            note(found, sim, i, "crossed a wall", &before[i], &after[i]);
        }
        if (crosses_furniture(model, &before[i], &after[i])) {
            found->crossed_furniture++;
            note(found, sim, i, "crossed furniture", &before[i], &after[i]);
        }
        if (!is_in_room(model, &after[i])) {
            found->outside_room++;
            note(found, sim, i, "left the recorded room", &before[i], &after[i]);
        }
    }
}

static inline void check_distances(const hy_model *model, const hy_sim *sim, const body *before, const body *after,
                                   findings *found)
{
    const double least_m = 2 * (double)model->movement.narrowing * (double)model->movement.radius_m - PRESS_M;
    for (uint32_t i = 0; i < model->person_count; i++) {
        for (uint32_t j = 0; j < i && after[i].is_up; j++) {
            if (!after[j].is_up || after[i].sheet != after[j].sheet) {
                continue;
            }
            const double distance = hypot(after[i].x - after[j].x, after[i].y - after[j].y);
            found->least_distance_m = fmin(found->least_distance_m, distance);
            if (distance < least_m - DISTANCE_TOLERANCE_M) {
                found->too_near++;
                char what[120];
                snprintf(what, sizeof what,
                         "%.4f m from person %u who was at (%.3f, %.3f) and is at (%.3f, %.3f) room %u", distance, j,
                         before[j].x, before[j].y, after[j].x, after[j].y, after[j].room);
                note(found, sim, i, what, &before[i], &after[i]);
            }
        }
    }
}

static inline findings watch(const hy_model *model, uint64_t seed, double seconds)
{
    static body bodies[2][PERSON_LIMIT];
    ck_assert_uint_le(model->person_count, PERSON_LIMIT);
    findings found = {.least_distance_m = HUGE_VAL};
    hy_sim *sim = good_sim_of_seed(model, seed);
    body *before = bodies[0], *after = bodies[1];
    look(model, sim, before);
    check_steps(model, sim, before, before, &found);
    while (hy_sim_seconds(sim) < seconds) {
        hy_sim_step(sim);
        look(model, sim, after);
        check_steps(model, sim, before, after, &found);
        check_distances(model, sim, before, after, &found);
        body *swap = before;
        before = after;
        after = swap;
    }
    hy_sim_destroy(sim);
    return found;
}

static inline void assert_sound(const findings *found)
{
    ck_assert_uint_gt(found->checked_steps, 1000);
    ck_assert_msg(found->crossed_walls + found->crossed_furniture + found->outside_room + found->too_near == 0,
                  "%u walls and %u pieces of furniture crossed, %u outside their room, %u too near (%.4f m); %s",
                  found->crossed_walls, found->crossed_furniture, found->outside_room, found->too_near,
                  found->least_distance_m, found->first);
}

#endif
