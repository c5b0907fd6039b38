// Where one can walk in each room, and how far it is to its openings.
#include "model/builder.h"
#include "model/grid.h"
#include "model/routes.h"

// bodies keep at least this far from walls, metres; less than the smallest radius
#define CLEARANCE_M 0.1f

// half the width that a body needs between the edges of an opening, metres
#define SHOULDER_M 0.2f

// an opening as wide as this has a middle that is not where one passes, metres
#define WIDE_M 1.6f

static float cell_size(const hy_room *room, bool is_furnished)
{
    if (is_furnished && room->area_m2 < 1000) {
        return room->area_m2 < 150 ? 0.15f : 0.2f;
    }
    if (room->area_m2 < 500) {
        return 0.25f;
    }
    return room->area_m2 < 3000 ? 0.5f : 1.0f;
}

static void fit_raster(hy_room *room, bool is_furnished)
{
    room->cell_m = cell_size(room, is_furnished);
    const float width = room->high.x - room->low.x, depth = room->high.y - room->low.y;
    // no middle of a cell lies on an edge: nobody is to stand on a threshold
    room->raster_columns = (uint32_t)hy_max(width / room->cell_m, 1);
    room->raster_rows = (uint32_t)hy_max(depth / room->cell_m, 1);
    // the cells lie evenly about the middle
    room->raster_corner = hy_vec(room->low.x + 0.5f * (width - (float)room->raster_columns * room->cell_m),
                                 room->low.y + 0.5f * (depth - (float)room->raster_rows * room->cell_m));
}

static bool is_clear_of_walls(const hy_model *model, const hy_room *room, hy_vec2 p)
{
    const uint32_t cell = hy_cell_on_sheet(&model->sheets[room->sheet], p);
    for (uint32_t i = model->bodies_walls.starts[cell]; i < model->bodies_walls.starts[cell + 1]; i++) {
        const hy_wall *wall = &model->walls[model->bodies_walls.walls[i]];
        const bool is_solid = wall->opening == HY_NONE || !model->openings[wall->opening].is_passable;
        if (is_solid && hy_distance(hy_nearest_on_segment(wall->a, wall->b, p), p) < CLEARANCE_M) {
            return false;
        }
    }
    return true;
}

static bool is_in_obstacle(const hy_model *model, uint32_t room, hy_vec2 p)
{
    for (uint32_t i = 0; i < model->obstacle_count; i++) {
        const hy_box box = model->obstacles[i].box;
        if (model->obstacles[i].room == room && p.x > box.x && p.y > box.y && p.x < box.x + box.width &&
            p.y < box.y + box.depth) {
            return true;
        }
    }
    return false;
}

static void fill_walkable(hy_model *model, uint32_t index)
{
    const hy_room *room = &model->rooms[index];
    const hy_raster raster = hy_room_raster(model, room);
    const hy_vec2 *corners = model->corners + room->first_corner;
    for (uint32_t cell = 0; cell < hy_raster_cell_count(&raster); cell++) {
        const hy_vec2 centre = hy_raster_centre(&raster, cell);
        model->walkable[room->first_walkable + cell] = hy_polygon_contains(corners, room->corner_count, centre) &&
                                                       is_clear_of_walls(model, room, centre) &&
                                                       !is_in_obstacle(model, index, centre);
    }
}

// the walkable point nearest to the middle of the room
static hy_vec2 walkable_middle(const hy_raster *raster, hy_vec2 middle)
{
    hy_vec2 best = middle;
    float best_distance2 = HY_INFINITY;
    for (uint32_t cell = 0; cell < hy_raster_cell_count(raster); cell++) {
        const hy_vec2 centre = hy_raster_centre(raster, cell);
        const float distance2 = hy_length2(hy_minus(centre, middle));
        if (raster->walkable[cell] && distance2 < best_distance2) {
            best_distance2 = distance2;
            best = centre;
        }
    }
    return best;
}

static bool has_furniture(const hy_model *model, uint32_t room, float at_least_m)
{
    for (uint32_t i = 0; i < model->obstacle_count; i++) {
        if (model->obstacles[i].room == room && model->obstacles[i].height_m >= at_least_m) {
            return true;
        }
    }
    return false;
}

static void lay_out_rasters(hy_builder *builder)
{
    hy_model *model = builder->model;
    for (uint32_t i = 0; i < model->room_count; i++) {
        hy_room *room = &model->rooms[i];
        fit_raster(room, has_furniture(model, i, 0));
        const uint32_t cells = room->raster_columns * room->raster_rows;
        room->first_walkable = model->walkable_count;
        model->walkable_count += cells;
        model->largest_raster = cells > model->largest_raster ? cells : model->largest_raster;
        const bool is_convex = hy_polygon_is_convex(model->corners + room->first_corner, room->corner_count);
        room->is_convex = is_convex && !has_furniture(model, i, 1.5f);
        room->is_bare = is_convex && !has_furniture(model, i, 0);
        for (uint32_t rank = 0; rank < room->link_count; rank++) {
            const uint32_t link = room->first_link + rank;
            const bool is_passable = model->openings[model->links[link]].is_passable;
            model->link_fields[link] = is_passable ? model->field_cell_count : HY_NONE;
            model->field_cell_count += is_passable ? cells : 0;
        }
    }
}

// the point of an opening from which ways in this room are measured: its middle, a little inside
static hy_vec2 threshold(const hy_raster *raster, const hy_opening *opening)
{
    const hy_vec2 middle = hy_middle(opening->from, opening->to);
    const uint32_t cell = hy_raster_walkable_near(raster, middle);
    return cell == UINT32_MAX ? middle : hy_raster_centre(raster, cell);
}

// ways lead to the part of an opening that has room for the shoulders
static void fill_field(const hy_raster *raster, const hy_opening *opening, hy_raster_scratch *scratch, float *field)
{
    const hy_vec2 along = hy_unit(hy_minus(opening->to, opening->from));
    const float margin = hy_min(SHOULDER_M, 0.35f * opening->width_m);
    hy_raster_fill_distance(raster, hy_along(opening->from, along, margin), hy_along(opening->to, along, -margin), scratch, field);
}

// Ways between openings are measured from middle to middle: of a wide one that asks for a field of its own, else the distance to its
// nearest point would make every way over it seem shorter than it is.
static const float *field_of_middle(const hy_raster *raster, const hy_opening *opening, hy_raster_scratch *scratch,
                                    const float *field)
{
    if (opening->width_m < WIDE_M) {
        return field;
    }
    const hy_vec2 middle = threshold(raster, opening);
    hy_raster_fill_distance(raster, middle, middle, scratch, scratch->distance);
    return scratch->distance;
}

static void fill_links(hy_model *model, uint32_t index, hy_raster_scratch *scratch)
{
    const hy_room *room = &model->rooms[index];
    const hy_raster raster = hy_room_raster(model, room);
    float *matrix = model->link_distances + model->link_matrix_starts[index];
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        const uint32_t first = model->link_fields[room->first_link + rank];
        const float *ways = NULL;
        if (first != HY_NONE) {
            fill_field(&raster, opening, scratch, model->fields + first);
            ways = field_of_middle(&raster, opening, scratch, model->fields + first);
        }
        for (uint32_t other = 0; other < room->link_count; other++) {
            const hy_opening *end = &model->openings[model->links[room->first_link + other]];
            matrix[rank * room->link_count + other] = ways ? hy_raster_distance_at(&raster, ways, threshold(&raster, end)) : HY_UNREACHABLE;
        }
    }
}

void hy_build_rasters(hy_builder *builder)
{
    hy_model *model = builder->model;
    hy_arena *arena = builder->arena;
    model->link_fields = HY_ARENA_ARRAY(arena, uint32_t, model->link_count + 1);
    model->link_matrix_starts = HY_ARENA_ARRAY(arena, uint32_t, model->room_count + 1);
    if (!model->link_fields || !model->link_matrix_starts) {
        return;
    }
    lay_out_rasters(builder);
    uint32_t matrix_size = 0;
    for (uint32_t i = 0; i < model->room_count; i++) {
        model->link_matrix_starts[i] = matrix_size;
        matrix_size += model->rooms[i].link_count * model->rooms[i].link_count;
    }
    model->walkable = HY_ARENA_ARRAY(arena, uint8_t, model->walkable_count + 1);
    model->moves = HY_ARENA_ARRAY(arena, uint8_t, model->walkable_count + 1);
    model->fields = HY_ARENA_ARRAY(arena, float, (size_t)model->field_cell_count + 1);
    model->link_distances = HY_ARENA_ARRAY(arena, float, matrix_size + 1);
    hy_raster_scratch scratch = {HY_ARENA_ARRAY(builder->scratch, hy_raster_waiting, model->largest_raster + 1),
                                 HY_ARENA_ARRAY(builder->scratch, uint32_t, model->largest_raster + 1),
                                 HY_ARENA_ARRAY(builder->scratch, float, model->largest_raster + 1),
                                 HY_ARENA_ARRAY(builder->scratch, uint32_t, model->largest_raster + 1), 0,
                                 model->largest_raster};
    if (arena->has_failed || builder->scratch->has_failed) {
        return;
    }
    for (uint32_t i = 0; i < model->room_count; i++) {
        hy_room *room = &model->rooms[i];
        fill_walkable(model, i);
        const hy_raster raster = hy_room_raster(model, room);
        hy_raster_fill_moves(&raster, model->moves + room->first_walkable);
        room->centre = walkable_middle(&raster, hy_middle(room->low, room->high));
        fill_links(model, i, &scratch);
    }
}
