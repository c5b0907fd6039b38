// Sheets with their grids, and on them every wall that stops a body or hides a view.
#include "model/builder.h"
#include "base/lanes.h"
#include "model/grid.h"

static hy_room *room_at(const hy_builder *builder, uint32_t index)
{
    return HY_ITEM(builder->rooms, hy_room, index);
}

// ------------------------------------------------------------------------------------------------------------- sheets

static void fit_grid(hy_sheet *sheet, hy_vec2 low, hy_vec2 high)
{
    sheet->corner = hy_vec(low.x - HY_GRID_M, low.y - HY_GRID_M);
    sheet->columns = (uint32_t)((high.x - sheet->corner.x) / HY_GRID_M) + 2;
    sheet->rows = (uint32_t)((high.y - sheet->corner.y) / HY_GRID_M) + 2;
}

static uint32_t add_sheet(hy_builder *builder, hy_sheet *sheets, uint32_t index, const char *name, uint32_t level,
                          bool is_stair)
{
    hy_vec2 low = hy_vec(HY_INFINITY, HY_INFINITY), high = hy_vec(-HY_INFINITY, -HY_INFINITY);
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        const hy_room *room = room_at(builder, i);
        if (room->sheet == index) {
            low = hy_vec(hy_min(low.x, room->low.x), hy_min(low.y, room->low.y));
            high = hy_vec(hy_max(high.x, room->high.x), hy_max(high.y, room->high.y));
        }
    }
    if (!(low.x <= high.x)) {
        low = high = hy_vec(0, 0);
    }
    hy_sheet *sheet = &sheets[index];
    *sheet = (hy_sheet){.name = name, .level = level, .is_stair = is_stair};
    fit_grid(sheet, low, high);
    sheet->first_cell = builder->model->grid_cell_count;
    builder->model->grid_cell_count += sheet->columns * sheet->rows;
    return index;
}

void hy_build_sheets(hy_builder *builder)
{
    hy_model *model = builder->model;
    uint32_t count = builder->levels.count;
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        if (room_at(builder, i)->is_stair) {
            room_at(builder, i)->sheet = count++;
        }
    }
    model->sheets = HY_ARENA_ARRAY(builder->arena, hy_sheet, count);
    if (!model->sheets) {
        return;
    }
    model->sheet_count = count;
    for (uint32_t i = 0; i < builder->levels.count; i++) {
        add_sheet(builder, model->sheets, i, HY_ITEM(builder->levels, hy_level, i)->name, i, false);
    }
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        const hy_room *room = room_at(builder, i);
        if (room->is_stair) {
            add_sheet(builder, model->sheets, room->sheet, room->name, room->level, true);
        }
    }
}

// -------------------------------------------------------------------------------------------------------------- walls

// a stretch of an edge that is no wall any more, metres from its start
typedef struct stretch {
    float from, to;
} stretch;

enum { STRETCH_LIMIT = 512 };

typedef struct edge_cuts {
    stretch cuts[STRETCH_LIMIT];
    uint32_t count;
} edge_cuts;

static void cut_out(edge_cuts *cuts, hy_vec2 a, hy_vec2 along, float length, hy_vec2 from, hy_vec2 to)
{
    if (hy_abs(hy_cross(along, hy_minus(from, a))) > 1.5f * HY_FIT_M ||
        hy_abs(hy_cross(along, hy_minus(to, a))) > 1.5f * HY_FIT_M) {
        return;
    }
    const float first = hy_dot(along, hy_minus(from, a)), second = hy_dot(along, hy_minus(to, a));
    const float low = hy_max(0, hy_min(first, second)), high = hy_min(length, hy_max(first, second));
    if (high - low > 1e-3f && cuts->count < STRETCH_LIMIT) {
        cuts->cuts[cuts->count++] = (stretch){low, high};
    }
}

static void sort_cuts(edge_cuts *cuts)
{
    for (uint32_t i = 1; i < cuts->count; i++) {
        const stretch moved = cuts->cuts[i];
        uint32_t j = i;
        for (; j > 0 && cuts->cuts[j - 1].from > moved.from; j--) {
            cuts->cuts[j] = cuts->cuts[j - 1];
        }
        cuts->cuts[j] = moved;
    }
}

typedef struct wall_maker {
    hy_builder *builder;
    hy_growing sheets;   // sheet of each wall
} wall_maker;

static void add_wall(wall_maker *maker, uint32_t sheet, hy_wall wall)
{
    hy_wall *kept = HY_GROW(maker->builder, &maker->builder->walls, hy_wall);
    uint32_t *kept_sheet = HY_GROW(maker->builder, &maker->sheets, uint32_t);
    if (kept && kept_sheet) {
        *kept = wall;
        *kept_sheet = sheet;
    }
}

// what remains of an edge between its openings and the walls that are there already
static void add_edge(wall_maker *maker, const hy_room *room, uint32_t first_wall, hy_vec2 a, hy_vec2 b, edge_cuts *cuts)
{
    const hy_builder *builder = maker->builder;
    const float length = hy_distance(a, b);
    const hy_vec2 along = hy_unit(hy_minus(b, a));
    cuts->count = 0;
    for (uint32_t i = 0; i < room->link_count; i++) {
        const hy_opening *opening = HY_ITEM(builder->openings, hy_opening, builder->model->links[room->first_link + i]);
        cut_out(cuts, a, along, length, opening->from, opening->to);
    }
    for (uint32_t i = first_wall; i < builder->walls.count; i++) {
        const hy_wall *wall = HY_ITEM(builder->walls, hy_wall, i);
        if (*HY_ITEM(maker->sheets, uint32_t, i) == room->sheet && wall->opening == HY_NONE && !wall->is_furniture) {
            cut_out(cuts, a, along, length, wall->a, wall->b);
        }
    }
    sort_cuts(cuts);
    float done = 0;
    for (uint32_t i = 0; i <= cuts->count; i++) {
        const float next = i < cuts->count ? cuts->cuts[i].from : length;
        if (next - done > 1e-3f) {
            add_wall(maker, room->sheet,
                     (hy_wall){hy_along(a, along, done), hy_along(a, along, next), HY_NONE, true, false});
        }
        done = i < cuts->count ? hy_max(done, cuts->cuts[i].to) : done;
    }
}

static void add_room_walls(wall_maker *maker, uint32_t index, edge_cuts *cuts)
{
    const hy_room *room = room_at(maker->builder, index);
    const hy_vec2 *corners = HY_ITEM(maker->builder->corners, hy_vec2, room->first_corner);
    for (uint32_t i = 0; i < room->corner_count; i++) {
        add_edge(maker, room, 0, corners[i], corners[(i + 1) % room->corner_count], cuts);
    }
}

static void add_opening_walls(wall_maker *maker)
{
    const hy_builder *builder = maker->builder;
    for (uint32_t i = 0; i < builder->openings.count; i++) {
        const hy_opening *opening = HY_ITEM(builder->openings, hy_opening, i);
        const hy_wall wall = {opening->from, opening->to, i, true, false};
        add_wall(maker, room_at(builder, opening->rooms[0])->sheet, wall);
        if (opening->changes_sheet) {
            add_wall(maker, room_at(builder, opening->rooms[1])->sheet, wall);
        }
    }
}

static void add_obstacle_walls(wall_maker *maker)
{
    const hy_builder *builder = maker->builder;
    for (uint32_t i = 0; i < builder->obstacles.count; i++) {
        const hy_obstacle *obstacle = HY_ITEM(builder->obstacles, hy_obstacle, i);
        const hy_box box = obstacle->box;
        const hy_vec2 corners[4] = {hy_vec(box.x, box.y), hy_vec(box.x + box.width, box.y),
                                    hy_vec(box.x + box.width, box.y + box.depth), hy_vec(box.x, box.y + box.depth)};
        for (uint32_t side = 0; side < 4; side++) {
            add_wall(maker, room_at(builder, obstacle->room)->sheet,
                     (hy_wall){corners[side], corners[(side + 1) % 4], HY_NONE, obstacle->height_m >= 1.5f, true});
        }
    }
}

// ------------------------------------------------------------------------------------------------------ lists of walls

typedef struct cell_range {
    uint32_t first_column, last_column, first_row, last_row;
} cell_range;

static cell_range cells_near(const hy_sheet *sheet, const hy_wall *wall, float reach_m)
{
    return (cell_range){hy_grid_index(hy_min(wall->a.x, wall->b.x) - reach_m - sheet->corner.x, sheet->columns),
                        hy_grid_index(hy_max(wall->a.x, wall->b.x) + reach_m - sheet->corner.x, sheet->columns),
                        hy_grid_index(hy_min(wall->a.y, wall->b.y) - reach_m - sheet->corner.y, sheet->rows),
                        hy_grid_index(hy_max(wall->a.y, wall->b.y) + reach_m - sheet->corner.y, sheet->rows)};
}

// a slanting wall passes only through some of the cells of its box
static bool is_near_cell(const hy_sheet *sheet, uint32_t column, uint32_t row, const hy_wall *wall, float reach_m)
{
    const hy_vec2 centre = hy_vec(sheet->corner.x + ((float)column + 0.5f) * HY_GRID_M,
                                  sheet->corner.y + ((float)row + 0.5f) * HY_GRID_M);
    const float half_diagonal = 0.7072f * HY_GRID_M;
    return hy_distance(hy_nearest_on_segment(wall->a, wall->b, centre), centre) <= half_diagonal + reach_m;
}

static bool can_hide(const hy_wall *wall)
{
    return wall->opening != HY_NONE || wall->is_opaque;
}

// which walls are listed with a cell
typedef struct listing {
    float reach_m;
    bool of_views;
} listing;

// counts the entries of each cell when `lists` is NULL, else fills them and moves `starts` on
static void list_walls(wall_maker *maker, listing which, uint32_t *starts, uint32_t *lists)
{
    const hy_builder *builder = maker->builder;
    for (uint32_t i = 0; i < builder->walls.count; i++) {
        const hy_wall *wall = HY_ITEM(builder->walls, hy_wall, i);
        const hy_sheet *sheet = &builder->model->sheets[*HY_ITEM(maker->sheets, uint32_t, i)];
        const cell_range range = cells_near(sheet, wall, which.reach_m);
        if (which.of_views && !can_hide(wall)) {
            continue;
        }
        for (uint32_t row = range.first_row; row <= range.last_row; row++) {
            for (uint32_t column = range.first_column; column <= range.last_column; column++) {
                if (!is_near_cell(sheet, column, row, wall, which.reach_m)) {
                    continue;
                }
                const uint32_t cell = sheet->first_cell + row * sheet->columns + column;
                if (lists) {
                    lists[starts[cell]] = i;
                }
                starts[cell]++;
            }
        }
    }
}

static void fill_columns(wall_maker *maker, hy_wall_grid *grid, uint32_t entry_count)
{
    hy_arena *arena = maker->builder->arena;
    const uint32_t size = entry_count + HY_LANE_BLOCK;
    grid->x = HY_ARENA_ARRAY(arena, float, size);
    grid->y = HY_ARENA_ARRAY(arena, float, size);
    grid->dx = HY_ARENA_ARRAY(arena, float, size);
    grid->dy = HY_ARENA_ARRAY(arena, float, size);
    grid->per_length2 = HY_ARENA_ARRAY(arena, float, size);
    for (uint32_t i = 0; !arena->has_failed && i < entry_count; i++) {
        const hy_wall *wall = HY_ITEM(maker->builder->walls, hy_wall, grid->walls[i]);
        const hy_vec2 along = hy_minus(wall->b, wall->a);
        grid->x[i] = wall->a.x;
        grid->y[i] = wall->a.y;
        grid->dx[i] = along.x;
        grid->dy[i] = along.y;
        grid->per_length2[i] = 1.0f / hy_max(hy_length2(along), 1e-12f);
    }
}

// `counts` is scratch, one entry a cell, zero before and after
static void fill_grid(wall_maker *maker, listing which, uint32_t *counts, hy_wall_grid *grid)
{
    const hy_builder *builder = maker->builder;
    const uint32_t cell_count = builder->model->grid_cell_count;
    grid->starts = HY_ARENA_ARRAY(builder->arena, uint32_t, cell_count + 1);
    if (!grid->starts) {
        return;
    }
    list_walls(maker, which, counts, NULL);
    uint32_t total = 0;
    for (uint32_t cell = 0; cell < cell_count; cell++) {
        grid->starts[cell] = total;
        total += counts[cell];
        counts[cell] = grid->starts[cell];
    }
    grid->starts[cell_count] = total;
    grid->walls = HY_ARENA_ARRAY(builder->arena, uint32_t, total + 1);
    if (grid->walls) {
        list_walls(maker, which, counts, grid->walls);
        fill_columns(maker, grid, total);
    }
    for (uint32_t cell = 0; cell < cell_count; cell++) {
        counts[cell] = 0;
    }
}

void hy_build_walls(hy_builder *builder)
{
    hy_model *model = builder->model;
    wall_maker maker = {.builder = builder};
    edge_cuts *cuts = HY_ARENA_ARRAY(builder->scratch, edge_cuts, 1);
    uint32_t *counts = HY_ARENA_ARRAY(builder->scratch, uint32_t, model->grid_cell_count + 1);
    if (!cuts || !counts) {
        return;
    }
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        add_room_walls(&maker, i, cuts);
    }
    add_opening_walls(&maker);
    add_obstacle_walls(&maker);
    if (builder->arena->has_failed) {
        return;
    }
    fill_grid(&maker, (listing){HY_WALL_REACH_M, false}, counts, &model->bodies_walls);
    fill_grid(&maker, (listing){0.5f * HY_GRID_M, true}, counts, &model->views_walls);
}
