// Rooms do not overlap, and run counter-clockwise: an edge that two of them share is walked once in each direction. Edges are cut
// where corners of others lie on them, pairs of opposite ones are taken out, and what is left is chained to rings.
#include "store/outline.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// whole millimetres: corners that are meant to be the same are the same
typedef struct corner {
    int64_t x, y;
} corner;

typedef struct edge {
    corner from, to;
    bool is_gone;
} edge;

typedef struct ring {
    uint32_t first, count; // in outline.chained
    double area;           // below 0: a hole
} ring;

typedef struct outline {
    corner *corners; // of all rooms
    edge *edges;
    corner *chained;
    ring *rings;
    uint32_t corner_count, edge_count, edge_capacity, chained_count, ring_count;
    bool has_failed;
} outline;

// a corner this near to an edge lies on it, millimetres
static const double ON_EDGE_MM = 2;

static bool is_same(corner a, corner b)
{
    return a.x == b.x && a.y == b.y;
}

// ---- edges

static void add_edge(outline *o, corner from, corner to)
{
    if (o->edge_count == o->edge_capacity && !o->has_failed) {
        const uint32_t capacity = 2 * o->edge_capacity + 256;
        edge *grown = realloc(o->edges, capacity * sizeof *grown);
        o->has_failed = grown == NULL;
        o->edges = grown != NULL ? grown : o->edges;
        o->edge_capacity = grown != NULL ? capacity : o->edge_capacity;
    }
    if (!o->has_failed && !is_same(from, to)) {
        o->edges[o->edge_count++] = (edge){.from = from, .to = to};
    }
}

// how far along a-b a corner lies that is strictly between its ends, 0 for none
static double along(corner a, corner b, corner p)
{
    const double dx = (double)(b.x - a.x), dy = (double)(b.y - a.y), length2 = dx * dx + dy * dy;
    const double px = (double)(p.x - a.x), py = (double)(p.y - a.y);
    const double t = (px * dx + py * dy) / length2;
    const double away = fabs(px * dy - py * dx) / sqrt(length2);
    return t > 0 && t < 1 && away <= ON_EDGE_MM && !is_same(p, a) && !is_same(p, b) ? t : 0;
}

// from one corner that lies on the edge to the next
static void add_cut_edge(outline *o, corner from, corner to)
{
    double reached = 0;
    corner here = from;
    for (;;) {
        double next = 1;
        corner at = to;
        for (uint32_t i = 0; i < o->corner_count; i++) {
            const double t = along(from, to, o->corners[i]);
            if (t > reached && t < next) {
                next = t;
                at = o->corners[i];
            }
        }
        add_edge(o, here, at);
        if (is_same(at, to)) {
            return;
        }
        here = at;
        reached = next;
    }
}

static corner corner_of(const hy_model *model, const hy_room *room, uint32_t index)
{
    const hy_vec2 at = model->corners[room->first_corner + index % room->corner_count];
    return (corner){llround(((double)at.x + (double)model->origin.x) * 1e3), llround(((double)at.y + (double)model->origin.y) * 1e3)};
}

static void cancel(outline *o)
{
    for (uint32_t i = 0; i < o->edge_count; i++) {
        for (uint32_t k = i + 1; k < o->edge_count && !o->edges[i].is_gone; k++) {
            edge *a = &o->edges[i], *b = &o->edges[k];
            if (!b->is_gone && is_same(a->from, b->to) && is_same(a->to, b->from)) {
                a->is_gone = b->is_gone = true;
            }
        }
    }
}

// ---- rings

static double turn_of(const edge *before, const edge *after)
{
    const double ax = (double)(before->to.x - before->from.x), ay = (double)(before->to.y - before->from.y);
    const double bx = (double)(after->to.x - after->from.x), by = (double)(after->to.y - after->from.y);
    return atan2(ax * by - ay * bx, ax * bx + ay * by);
}

// where pieces of ground touch in one corner, the sharpest turn to the left stays with its own
static edge *next_edge(const outline *o, const edge *before)
{
    edge *best = NULL;
    for (uint32_t i = 0; i < o->edge_count; i++) {
        edge *found = &o->edges[i];
        if (!found->is_gone && is_same(found->from, before->to) && (best == NULL || turn_of(before, found) > turn_of(before, best))) {
            best = found;
        }
    }
    return best;
}

static bool is_straight(corner a, corner b, corner c)
{
    return (b.x - a.x) * (c.y - b.y) == (b.y - a.y) * (c.x - b.x);
}

static void chain(outline *o, edge *first)
{
    ring found = {.first = o->chained_count};
    for (edge *at = first; at != NULL; at = next_edge(o, at)) {
        corner *begin = &o->chained[found.first];
        if (found.count >= 2 && is_straight(begin[found.count - 2], begin[found.count - 1], at->from)) {
            found.count--;
        }
        begin[found.count++] = at->from;
        found.area += (double)at->from.x * (double)at->to.y - (double)at->to.x * (double)at->from.y;
        at->is_gone = true;
    }
    corner *begin = &o->chained[found.first];
    if (found.count >= 3 && is_straight(begin[found.count - 2], begin[found.count - 1], begin[0])) {
        found.count--;
    }
    if (found.count >= 3 && is_straight(begin[found.count - 1], begin[0], begin[1])) {
        memmove(begin, begin + 1, --found.count * sizeof *begin);
    }
    if (found.count >= 3) {
        o->chained_count += found.count;
        o->rings[o->ring_count++] = found;
    }
}

static void find_rings(outline *o)
{
    o->chained = malloc((o->edge_count + 1) * sizeof *o->chained);
    o->rings = malloc((o->edge_count + 1) * sizeof *o->rings);
    o->has_failed |= o->chained == NULL || o->rings == NULL;
    for (uint32_t i = 0; i < o->edge_count && !o->has_failed; i++) {
        if (!o->edges[i].is_gone) {
            chain(o, &o->edges[i]);
        }
    }
}

static bool contains(const outline *o, const ring *outer, corner p)
{
    const corner *corners = &o->chained[outer->first];
    bool is_inside = false;
    for (uint32_t i = 0, j = outer->count - 1; i < outer->count; j = i++) {
        const corner a = corners[i], b = corners[j];
        const double x = (double)(b.x - a.x) * (double)(p.y - a.y) / (double)(b.y - a.y) + (double)a.x;
        is_inside ^= (a.y > p.y) != (b.y > p.y) && (double)p.x < x;
    }
    return is_inside;
}

// the smallest piece of ground around a hole
static const ring *ground_around(const outline *o, const ring *hole)
{
    const ring *best = NULL;
    for (uint32_t i = 0; i < o->ring_count; i++) {
        const ring *outer = &o->rings[i];
        if (outer->area > 0 && contains(o, outer, o->chained[hole->first]) && (best == NULL || outer->area < best->area)) {
            best = outer;
        }
    }
    return best;
}

// ---- the text

static void write_ring(const outline *o, const ring *found, FILE *out)
{
    for (uint32_t i = 0; i <= found->count; i++) {
        const corner at = o->chained[found->first + i % found->count];
        fprintf(out, "%s%.3f %.3f", i == 0 ? "(" : ", ", (double)at.x / 1e3, (double)at.y / 1e3);
    }
    fputs(")", out);
}

static char *text_of(const outline *o)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (out == NULL) {
        return NULL;
    }
    const char *before = "GEOMETRYCOLLECTION (";
    for (uint32_t i = 0; i < o->ring_count; i++) {
        if (o->rings[i].area <= 0) {
            continue;
        }
        fprintf(out, "%sPOLYGON (", before);
        before = ", ";
        write_ring(o, &o->rings[i], out);
        for (uint32_t k = 0; k < o->ring_count; k++) {
            if (o->rings[k].area < 0 && ground_around(o, &o->rings[k]) == &o->rings[i]) {
                fputs(", ", out);
                write_ring(o, &o->rings[k], out);
            }
        }
        fputs(")", out);
    }
    fputs(")", out);
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

char *hy_level_outline(const hy_model *model, uint32_t level)
{
    outline o = {.corners = malloc((model->corner_count + 1) * sizeof(corner))};
    o.has_failed = o.corners == NULL;
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < model->room_count && !o.has_failed; i++) {
            const hy_room *room = &model->rooms[i];
            for (uint32_t k = 0; k < room->corner_count && room->level == level; k++) {
                if (pass == 0) {
                    o.corners[o.corner_count++] = corner_of(model, room, k);
                } else {
                    add_cut_edge(&o, corner_of(model, room, k), corner_of(model, room, k + 1));
                }
            }
        }
    }
    if (!o.has_failed && o.edge_count > 0) {
        cancel(&o);
        find_rings(&o);
    }
    char *text = !o.has_failed && o.ring_count > 0 ? text_of(&o) : NULL;
    free(o.corners);
    free(o.edges);
    free(o.chained);
    free(o.rings);
    return text;
}
