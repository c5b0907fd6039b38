// A room cut into square cells: lines of walking, distance fields by fast marching, and single ways by A*.
#include "geom/raster.h"

#define DIAGONAL 1.41421356f

uint32_t hy_raster_cell_at(const hy_raster *raster, hy_vec2 p)
{
    const float column = hy_clamp((p.x - raster->corner.x) / raster->cell_m, 0, (float)raster->columns - 0.5f);
    const float row = hy_clamp((p.y - raster->corner.y) / raster->cell_m, 0, (float)raster->rows - 0.5f);
    return (uint32_t)row * raster->columns + (uint32_t)column;
}

uint32_t hy_raster_walkable_near(const hy_raster *raster, hy_vec2 p)
{
    enum { REACH = 4 };
    const uint32_t home = hy_raster_cell_at(raster, p);
    if (raster->walkable[home]) {
        return home;
    }
    const int32_t home_column = (int32_t)(home % raster->columns), home_row = (int32_t)(home / raster->columns);
    uint32_t best = UINT32_MAX;
    float best_distance2 = HY_INFINITY;
    for (int32_t row = home_row - REACH; row <= home_row + REACH; row++) {
        for (int32_t column = home_column - REACH; column <= home_column + REACH; column++) {
            if (row < 0 || column < 0 || row >= (int32_t)raster->rows || column >= (int32_t)raster->columns) {
                continue;
            }
            const uint32_t cell = (uint32_t)row * raster->columns + (uint32_t)column;
            const float distance2 = hy_length2(hy_minus(hy_raster_centre(raster, cell), p));
            if (raster->walkable[cell] && distance2 < best_distance2) {
                best_distance2 = distance2;
                best = cell;
            }
        }
    }
    return best;
}

bool hy_raster_line_is_clear(const hy_raster *raster, hy_vec2 a, hy_vec2 b)
{
    // march over the cells that the line enters, always across the nearer border (Amanatides & Woo 1987)
    const uint32_t start = hy_raster_cell_at(raster, a), goal = hy_raster_cell_at(raster, b);
    int32_t column = (int32_t)(start % raster->columns), row = (int32_t)(start / raster->columns);
    const int32_t last_column = (int32_t)(goal % raster->columns), last_row = (int32_t)(goal / raster->columns);
    const hy_vec2 step = hy_minus(b, a);
    const int32_t column_step = last_column > column ? 1 : -1, row_step = last_row > row ? 1 : -1;
    const float per_column = raster->cell_m / hy_max(hy_abs(step.x), 1e-9f);
    const float per_row = raster->cell_m / hy_max(hy_abs(step.y), 1e-9f);
    const float border_x = raster->corner.x + (float)(column + (column_step > 0)) * raster->cell_m;
    const float border_y = raster->corner.y + (float)(row + (row_step > 0)) * raster->cell_m;
    float to_column = hy_abs(border_x - a.x) / hy_max(hy_abs(step.x), 1e-9f);
    float to_row = hy_abs(border_y - a.y) / hy_max(hy_abs(step.y), 1e-9f);
    while (column != last_column || row != last_row) {
        if (!raster->walkable[(uint32_t)row * raster->columns + (uint32_t)column]) {
            return false;
        }
        const bool moves_column = row == last_row || (column != last_column && to_column < to_row);
        if (moves_column) {
            column += column_step;
            to_column += per_column;
        } else {
            row += row_step;
            to_row += per_row;
        }
    }
    return raster->walkable[goal];
}

// ------------------------------------------------------------------------------------------------- a heap of cells

#define NOT_WAITING UINT32_MAX
#define IS_FINAL (UINT32_MAX - 1)

typedef struct cell_queue {
    hy_raster_scratch *scratch;
    uint32_t count;
} cell_queue;

// a cell that this search meets for the first time is not waiting
static uint32_t place_of(const hy_raster_scratch *scratch, uint32_t cell)
{
    return scratch->search_of[cell] == scratch->search ? scratch->place[cell] : NOT_WAITING;
}

static void put_at(cell_queue *queue, uint32_t place, hy_raster_waiting waiting)
{
    queue->scratch->heap[place] = waiting;
    queue->scratch->place[waiting.cell] = place;
}

static void sift_up(cell_queue *queue, uint32_t place, hy_raster_waiting waiting)
{
    while (place > 0) {
        const uint32_t parent = (place - 1) / 2;
        const hy_raster_waiting above = queue->scratch->heap[parent];
        if (above.key <= waiting.key) {
            break;
        }
        put_at(queue, place, above);
        place = parent;
    }
    put_at(queue, place, waiting);
}

static void sift_down(cell_queue *queue, hy_raster_waiting waiting)
{
    const hy_raster_waiting *heap = queue->scratch->heap;
    uint32_t place = 0;
    for (;;) {
        uint32_t child = 2 * place + 1;
        if (child >= queue->count) {
            break;
        }
        if (child + 1 < queue->count && heap[child + 1].key < heap[child].key) {
            child++;
        }
        if (waiting.key <= heap[child].key) {
            break;
        }
        put_at(queue, place, heap[child]);
        place = child;
    }
    put_at(queue, place, waiting);
}

// the cell is new, or its key has become smaller
static void push_or_raise(cell_queue *queue, uint32_t cell, float key)
{
    uint32_t place = place_of(queue->scratch, cell);
    if (place == NOT_WAITING) {
        place = queue->count++;
        queue->scratch->search_of[cell] = queue->scratch->search;
    }
    sift_up(queue, place, (hy_raster_waiting){key, cell});
}

static uint32_t pop_nearest(cell_queue *queue)
{
    const uint32_t nearest = queue->scratch->heap[0].cell;
    queue->count--;
    if (queue->count > 0) {
        sift_down(queue, queue->scratch->heap[queue->count]);
    }
    queue->scratch->place[nearest] = IS_FINAL;
    return nearest;
}

static cell_queue start_search(hy_raster_scratch *scratch)
{
    scratch->search++;
    if (scratch->search == 0) {
        // after four thousand million searches the numbers begin again
        for (uint32_t cell = 0; cell < scratch->capacity; cell++) {
            scratch->search_of[cell] = 0;
        }
        scratch->search = 1;
    }
    return (cell_queue){.scratch = scratch, .count = 0};
}

// ------------------------------------------------------------------------------------------------------ fast marching

static float settled_distance(const hy_raster *raster, const cell_queue *queue, const float *distance, int32_t column,
                              int32_t row)
{
    if (column < 0 || row < 0 || column >= (int32_t)raster->columns || row >= (int32_t)raster->rows) {
        return HY_UNREACHABLE;
    }
    const uint32_t cell = (uint32_t)row * raster->columns + (uint32_t)column;
    return place_of(queue->scratch, cell) == IS_FINAL ? distance[cell] : HY_UNREACHABLE;
}

// distance of a cell from its settled neighbours: the root of (d - dx)^2 + (d - dy)^2 = h^2, or along one axis
static float eikonal_update(float dx, float dy, float h)
{
    const float nearer = hy_min(dx, dy), farther = hy_max(dx, dy);
    if (farther - nearer >= h) {
        return nearer + h;
    }
    const float difference = farther - nearer;
    return 0.5f * (nearer + farther + hy_sqrt(2 * h * h - difference * difference));
}

static void update_neighbour(const hy_raster *raster, cell_queue *queue, float *distance, int32_t column, int32_t row)
{
    if (column < 0 || row < 0 || column >= (int32_t)raster->columns || row >= (int32_t)raster->rows) {
        return;
    }
    const uint32_t cell = (uint32_t)row * raster->columns + (uint32_t)column;
    if (!raster->walkable[cell] || place_of(queue->scratch, cell) == IS_FINAL) {
        return;
    }
    const float dx = hy_min(settled_distance(raster, queue, distance, column - 1, row),
                            settled_distance(raster, queue, distance, column + 1, row));
    const float dy = hy_min(settled_distance(raster, queue, distance, column, row - 1),
                            settled_distance(raster, queue, distance, column, row + 1));
    const float candidate = eikonal_update(dx, dy, raster->cell_m);
    if (candidate < distance[cell]) {
        distance[cell] = candidate;
        push_or_raise(queue, cell, candidate);
    }
}

// true where the line from a cell towards a point is clear until one cell before it: the point itself lies in a wall's cells
static bool is_before(const hy_raster *raster, hy_vec2 point, hy_vec2 centre, float distance)
{
    return distance <= raster->cell_m ||
           hy_raster_line_is_clear(raster, centre, hy_along(point, hy_minus(centre, point), raster->cell_m / distance));
}

void hy_raster_fill_distance(const hy_raster *raster, hy_vec2 a, hy_vec2 b, hy_raster_scratch *scratch, float *distance)
{
    const uint32_t cell_count = hy_raster_cell_count(raster);
    cell_queue queue = start_search(scratch);
    // cells within two cells of the segment start with their exact distance, unless something stands between
    for (uint32_t cell = 0; cell < cell_count; cell++) {
        distance[cell] = HY_UNREACHABLE;
        const hy_vec2 centre = hy_raster_centre(raster, cell);
        const hy_vec2 nearest = hy_nearest_on_segment(a, b, centre);
        const float exact = hy_distance(nearest, centre);
        if (raster->walkable[cell] && exact <= 2.0f * raster->cell_m && is_before(raster, nearest, centre, exact)) {
            distance[cell] = exact;
        }
    }
    for (uint32_t cell = 0; cell < cell_count; cell++) {
        if (distance[cell] < HY_UNREACHABLE) {
            push_or_raise(&queue, cell, distance[cell]);
        }
    }
    while (queue.count > 0) {
        const uint32_t cell = pop_nearest(&queue);
        const int32_t column = (int32_t)(cell % raster->columns), row = (int32_t)(cell / raster->columns);
        update_neighbour(raster, &queue, distance, column - 1, row);
        update_neighbour(raster, &queue, distance, column + 1, row);
        update_neighbour(raster, &queue, distance, column, row - 1);
        update_neighbour(raster, &queue, distance, column, row + 1);
    }
}

// the four cell centres around a point, and how far between them it lies
typedef struct cell_square {
    uint32_t cell[4];  // south-west, south-east, north-west, north-east
    float east, north;
} cell_square;

static cell_square square_around(const hy_raster *raster, hy_vec2 p)
{
    const float column = hy_clamp((p.x - raster->corner.x) / raster->cell_m - 0.5f, 0, (float)raster->columns - 1.001f);
    const float row = hy_clamp((p.y - raster->corner.y) / raster->cell_m - 0.5f, 0, (float)raster->rows - 1.001f);
    const uint32_t west = (uint32_t)hy_max(column, 0), south = (uint32_t)hy_max(row, 0);
    const uint32_t east = west + 1 < raster->columns ? west + 1 : west;
    const uint32_t north = south + 1 < raster->rows ? south + 1 : south;
    return (cell_square){{south * raster->columns + west, south * raster->columns + east,
                          north * raster->columns + west, north * raster->columns + east},
                         hy_max(column, 0) - (float)west,
                         hy_max(row, 0) - (float)south};
}

// the best of the cells around: those in a clear line, or, for a place that is itself not walkable, any
static uint32_t best_cell_around(const hy_raster *raster, const float *distance, hy_vec2 p, bool must_be_clear)
{
    const uint32_t home = hy_raster_cell_at(raster, p);
    const int32_t home_column = (int32_t)(home % raster->columns), home_row = (int32_t)(home / raster->columns);
    uint32_t best = UINT32_MAX;
    float best_distance = HY_UNREACHABLE;
    for (int32_t row = home_row - 2; row <= home_row + 2; row++) {
        for (int32_t column = home_column - 2; column <= home_column + 2; column++) {
            if (row < 0 || column < 0 || row >= (int32_t)raster->rows || column >= (int32_t)raster->columns) {
                continue;
            }
            const uint32_t cell = (uint32_t)row * raster->columns + (uint32_t)column;
            const hy_vec2 centre = hy_raster_centre(raster, cell);
            const float way = distance[cell] + hy_distance(centre, p);
            if (cell != home && distance[cell] < HY_UNREACHABLE && way < best_distance &&
                (!must_be_clear || hy_raster_line_is_clear(raster, p, centre))) {
                best_distance = way;
                best = cell;
            }
        }
    }
    return best;
}

static uint32_t best_clear_cell_around(const hy_raster *raster, const float *distance, hy_vec2 p)
{
    const uint32_t best = best_cell_around(raster, distance, p, true);
    return best == UINT32_MAX ? best_cell_around(raster, distance, p, false) : best;
}

float hy_raster_distance_at(const hy_raster *raster, const float *distance, hy_vec2 p)
{
    const cell_square square = square_around(raster, p);
    const float weights[4] = {(1 - square.east) * (1 - square.north), square.east * (1 - square.north),
                              (1 - square.east) * square.north, square.east * square.north};
    float sum = 0, weight_sum = 0;
    for (uint32_t i = 0; i < 4; i++) {
        const float d = distance[square.cell[i]];
        if (d < HY_UNREACHABLE) {
            const float weight = weights[i] + 1e-4f;
            sum += weight * d;
            weight_sum += weight;
        }
    }
    if (weight_sum > 0) {
        return sum / weight_sum;
    }
    // against a column, where a body can be although no centre of a cell is walkable
    const uint32_t best = best_clear_cell_around(raster, distance, p);
    return best == UINT32_MAX ? HY_UNREACHABLE : distance[best] + hy_distance(hy_raster_centre(raster, best), p);
}

// for places where a gradient cannot be formed
static hy_vec2 toward_best_cell(const hy_raster *raster, const float *distance, hy_vec2 p)
{
    const uint32_t best = best_clear_cell_around(raster, distance, p);
    return best == UINT32_MAX ? hy_vec(0, 0) : hy_unit(hy_minus(hy_raster_centre(raster, best), p));
}

hy_vec2 hy_raster_descent_at(const hy_raster *raster, const float *distance, hy_vec2 p)
{
    const cell_square square = square_around(raster, p);
    const float sw = distance[square.cell[0]], se = distance[square.cell[1]];
    const float nw = distance[square.cell[2]], ne = distance[square.cell[3]];
    const float highest = hy_max(hy_max(sw, se), hy_max(nw, ne));
    if (highest >= HY_UNREACHABLE) {
        return toward_best_cell(raster, distance, p);
    }
    const float slope_east = (1 - square.north) * (se - sw) + square.north * (ne - nw);
    const float slope_north = (1 - square.east) * (nw - sw) + square.east * (ne - se);
    return hy_unit(hy_vec(-slope_east, -slope_north));
}

// ----------------------------------------------------------------------------------------------------------------- A*

// ways up to this much longer than the shortest will do: the search goes straighter and ends sooner
#define HASTE 1.3f

typedef struct cell_place {
    int32_t column, row;
} cell_place;

static cell_place place_in(const hy_raster *raster, uint32_t cell)
{
    const uint32_t row = cell / raster->columns;
    return (cell_place){(int32_t)(cell - row * raster->columns), (int32_t)row};
}

// straight-line distance over eight directions, with haste
static float octile_distance(const hy_raster *raster, cell_place a, cell_place b)
{
    const float columns = hy_abs((float)(a.column - b.column)), rows = hy_abs((float)(a.row - b.row));
    return HASTE * raster->cell_m * (hy_max(columns, rows) + (DIAGONAL - 1) * hy_min(columns, rows));
}

static const int8_t directions[8][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};

static bool is_walkable_at(const hy_raster *raster, int32_t column, int32_t row)
{
    return column >= 0 && row >= 0 && column < (int32_t)raster->columns && row < (int32_t)raster->rows &&
           raster->walkable[(uint32_t)row * raster->columns + (uint32_t)column];
}

void hy_raster_fill_moves(const hy_raster *raster, uint8_t *moves)
{
    for (uint32_t cell = 0; cell < hy_raster_cell_count(raster); cell++) {
        const cell_place here = place_in(raster, cell);
        uint32_t possible = 0;
        for (uint32_t i = 0; raster->walkable[cell] && i < 8; i++) {
            const int32_t column = here.column + directions[i][0], row = here.row + directions[i][1];
            const bool is_possible = is_walkable_at(raster, column, row) && is_walkable_at(raster, here.column, row) &&
                                     is_walkable_at(raster, column, here.row);
            possible |= is_possible ? 1u << i : 0;
        }
        moves[cell] = (uint8_t)possible;
    }
}

// one step of a way: where it leads, and how long it is
typedef struct cell_step {
    cell_place place;
    uint32_t cell;
    float length_m;
} cell_step;

static cell_step step_from(const hy_raster *raster, cell_place from, uint32_t direction)
{
    const cell_place to = {from.column + directions[direction][0], from.row + directions[direction][1]};
    return (cell_step){to, (uint32_t)to.row * raster->columns + (uint32_t)to.column,
                       raster->cell_m * (direction < 4 ? 1 : DIAGONAL)};
}

// the neighbour of `cell` from which the search reached it: the one whose distance to the start is smallest
static uint32_t step_back(const hy_raster *raster, const hy_raster_scratch *scratch, uint32_t cell, cell_place start)
{
    const cell_place here = place_in(raster, cell);
    uint32_t best = UINT32_MAX;
    float best_way = HY_UNREACHABLE;
    for (uint32_t moves = raster->moves[cell]; moves != 0; moves &= moves - 1) {
        const cell_step step = step_from(raster, here, (uint32_t)__builtin_ctz(moves));
        if (place_of(scratch, step.cell) != IS_FINAL) {
            continue;
        }
        const float way = scratch->distance[step.cell] - octile_distance(raster, step.place, start) + step.length_m;
        if (way < best_way) {
            best_way = way;
            best = step.cell;
        }
    }
    return best;
}

// to the neighbours of a cell that the search has just settled
static void go_on_from(const hy_raster *raster, cell_queue *queue, uint32_t cell, cell_place start)
{
    float *estimate = queue->scratch->distance;
    const cell_place here = place_in(raster, cell);
    const float way = estimate[cell] - octile_distance(raster, here, start);
    for (uint32_t moves = raster->moves[cell]; moves != 0; moves &= moves - 1) {
        const cell_step step = step_from(raster, here, (uint32_t)__builtin_ctz(moves));
        const uint32_t place = place_of(queue->scratch, step.cell);
        if (place == IS_FINAL) {
            continue;
        }
        const float candidate = way + step.length_m + octile_distance(raster, step.place, start);
        if (place == NOT_WAITING || candidate < estimate[step.cell]) {
            estimate[step.cell] = candidate;
            push_or_raise(queue, step.cell, candidate);
        }
    }
}

// settles cells from `goal` on until `start` is one; false if it cannot be reached
static bool search(const hy_raster *raster, uint32_t goal, uint32_t start, hy_raster_scratch *scratch)
{
    const cell_place start_place = place_in(raster, start);
    cell_queue queue = start_search(scratch);
    scratch->distance[goal] = octile_distance(raster, place_in(raster, goal), start_place);
    push_or_raise(&queue, goal, scratch->distance[goal]);
    while (queue.count > 0) {
        const uint32_t cell = pop_nearest(&queue);
        if (cell == start) {
            return true;
        }
        go_on_from(raster, &queue, cell, start_place);
    }
    return false;
}

// the search runs from `to` towards `from`, so that following it back leads forward
bool hy_raster_waypoint(const hy_raster *raster, hy_vec2 from, hy_vec2 to, hy_raster_scratch *scratch, hy_vec2 *waypoint)
{
    const uint32_t start = hy_raster_walkable_near(raster, from), goal = hy_raster_walkable_near(raster, to);
    if (start == UINT32_MAX || goal == UINT32_MAX || !search(raster, goal, start, scratch)) {
        return false;
    }
    // follow the way as far as it is in a straight line from where we stand
    const hy_vec2 eye = hy_raster_centre(raster, start);
    uint32_t here = start;
    *waypoint = eye;
    for (uint32_t steps = 0; here != goal && steps < hy_raster_cell_count(raster); steps++) {
        const uint32_t next = step_back(raster, scratch, here, place_in(raster, start));
        if (next == UINT32_MAX || !hy_raster_line_is_clear(raster, eye, hy_raster_centre(raster, next))) {
            break;
        }
        here = next;
        *waypoint = hy_raster_centre(raster, here);
    }
    return true;
}
