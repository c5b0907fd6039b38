// What walls and doors, as they stand now, do to bodies and to views.
#include "state/barriers.h"

// bit i is set where the wall of entry first + i is within reach
static uint32_t near_mask(const hy_wall_grid *grid, uint32_t first, hy_vec2 at, float reach2)
{
    const hy_lanes dx = hy_lanes_load(grid->dx + first), dy = hy_lanes_load(grid->dy + first);
    const hy_lanes x = at.x - hy_lanes_load(grid->x + first), y = at.y - hy_lanes_load(grid->y + first);
    const hy_lanes share = (x * dx + y * dy) * hy_lanes_load(grid->per_length2 + first);
    const hy_lanes inside = hy_lanes_min(hy_lanes_max(share, hy_lanes_of(0)), hy_lanes_of(1));
    const hy_lanes off_x = x - inside * dx, off_y = y - inside * dy;
    return hy_lanes_mask(off_x * off_x + off_y * off_y <= hy_lanes_of(reach2));
}

static void add_near_wall(const hy_model *model, const hy_state *state, uint32_t entry, hy_vec2 at, hy_near_walls *found)
{
    if (found->count == HY_NEAR_WALL_LIMIT) {
        found->is_full = true;
        return;
    }
    const hy_wall *wall = &model->walls[model->bodies_walls.walls[entry]];
    const hy_vec2 offset = hy_minus(hy_nearest_on_segment(wall->a, wall->b, at), at);
    found->items[found->count++] = (hy_near_wall){wall, offset, hy_length(offset), hy_wall_is_solid(model, state, wall)};
}

void hy_find_near_walls(const hy_model *model, const hy_state *state, uint32_t cell, hy_vec2 at, float reach_m,
                        hy_near_walls *found)
{
    found->count = 0;
    found->is_full = false;
    const uint32_t end = model->bodies_walls.starts[cell + 1];
    for (uint32_t first = model->bodies_walls.starts[cell]; first < end; first += HY_LANES) {
        uint32_t mask = near_mask(&model->bodies_walls, first, at, reach_m * reach_m) & hy_lanes_first(end - first);
        for (; mask != 0; mask &= mask - 1) {
            add_near_wall(model, state, first + (uint32_t)__builtin_ctz(mask), at, found);
        }
    }
}

bool hy_way_is_free(const hy_model *model, const hy_state *state, uint32_t sheet, hy_vec2 a, hy_vec2 b)
{
    const hy_wall_list near = hy_walls_near(model, hy_cell_on_sheet(&model->sheets[sheet], a));
    for (uint32_t i = 0; i < near.count; i++) {
        const hy_wall *wall = &model->walls[near.walls[i]];
        if (hy_wall_is_solid(model, state, wall) && hy_segments_cross(a, b, wall->a, wall->b)) {
            return false;
        }
    }
    return true;
}

// Bit i is set unless the line from a to b clearly passes the wall of entry first + i by: two points of the wall's line on one
// side of a-b, or a and b on one side of it.
static uint32_t crossing_mask(const hy_wall_grid *grid, uint32_t first, hy_vec2 a, hy_vec2 b)
{
    const hy_lanes dx = hy_lanes_load(grid->dx + first), dy = hy_lanes_load(grid->dy + first);
    const hy_lanes from_x = hy_lanes_load(grid->x + first) - a.x, from_y = hy_lanes_load(grid->y + first) - a.y;
    const float x = b.x - a.x, y = b.y - a.y, margin = 1e-3f * (1 + hy_abs(x) + hy_abs(y));
    const hy_lanes side_a = dy * from_x - dx * from_y, side_b = dx * (y - from_y) - dy * (x - from_x);
    const hy_lanes side_from = from_y * x - from_x * y, side_to = (from_y + dy) * x - (from_x + dx) * y;
    const hy_lanes near = hy_lanes_abs(dx) + hy_lanes_abs(dy), low = hy_lanes_of(-margin), high = hy_lanes_of(margin);
    const hy_lanes slack = near * 1e-3f;
    const hy_lane_bits is_beside = ((side_from > high) & (side_to > high)) | ((side_from < low) & (side_to < low));
    const hy_lane_bits is_before = ((side_a > slack) & (side_b > slack)) | ((side_a < -slack) & (side_b < -slack));
    return hy_lanes_mask(~(is_beside | is_before));
}

static bool cell_hides(const hy_model *model, const hy_state *state, uint32_t cell, hy_vec2 a, hy_vec2 b)
{
    const hy_wall_grid *grid = &model->views_walls;
    const uint32_t end = grid->starts[cell + 1];
    for (uint32_t first = grid->starts[cell]; first < end; first += HY_LANES) {
        uint32_t mask = crossing_mask(grid, first, a, b) & hy_lanes_first(end - first);
        for (; mask != 0; mask &= mask - 1) {
            const hy_wall *wall = &model->walls[grid->walls[first + (uint32_t)__builtin_ctz(mask)]];
            if (hy_segments_cross(a, b, wall->a, wall->b) && hy_wall_is_opaque(model, state, wall)) {
                return true;
            }
        }
    }
    return false;
}

bool hy_view_is_free(const hy_model *model, const hy_state *state, uint32_t sheet_index, hy_vec2 a, hy_vec2 b)
{
    // the lists of a cell reach beyond it by half a cell: samples one cell apart meet every wall between
    const hy_sheet *sheet = &model->sheets[sheet_index];
    const float length = hy_distance(a, b);
    const uint32_t step_count = (uint32_t)(length / HY_GRID_M) + 1;
    const hy_vec2 step = hy_times(hy_minus(b, a), 1.0f / (float)step_count);
    uint32_t last = HY_NONE;
    for (uint32_t i = 0; i <= step_count; i++) {
        const uint32_t cell = hy_cell_on_sheet(sheet, hy_along(a, step, (float)i));
        if (cell != last && cell_hides(model, state, cell, a, b)) {
            return false;
        }
        last = cell;
    }
    return true;
}

// point where the line a-b passes the segment of an opening; false where it does not
static bool passes_opening(const hy_opening *opening, hy_vec2 a, hy_vec2 b, hy_vec2 *where)
{
    if (!hy_segments_cross(a, b, opening->from, opening->to)) {
        return false;
    }
    const hy_vec2 along = hy_minus(opening->to, opening->from);
    const float before = hy_cross(along, hy_minus(a, opening->from)), after = hy_cross(along, hy_minus(b, opening->from));
    const float share = before / (before - after);
    *where = hy_along(a, hy_minus(b, a), share);
    return true;
}

static bool sees_over_sheets(const hy_model *model, const hy_state *state, uint32_t a_room, hy_vec2 a, uint32_t b_room, hy_vec2 b)
{
    const hy_room *room = &model->rooms[a_room];
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const uint32_t index = model->links[room->first_link + rank];
        const hy_opening *opening = &model->openings[index];
        hy_vec2 where;
        if (opening->changes_sheet && (opening->rooms[0] == b_room || opening->rooms[1] == b_room) &&
            (hy_opening_is_open(state, index) || opening->is_glazed) && passes_opening(opening, a, b, &where)) {
            const hy_vec2 shy = hy_times(hy_unit(hy_minus(b, a)), 0.01f);
            return hy_view_is_free(model, state, room->sheet, a, hy_minus(where, shy)) &&
                   hy_view_is_free(model, state, model->rooms[b_room].sheet, hy_plus(where, shy), b);
        }
    }
    return false;
}

// Down from a window, or up into one: the line passes it above the sill, and nothing hides it on either sheet.
static bool sees_through_window(const hy_model *model, const hy_state *state, const hy_contact *contact, hy_vec2 inside, hy_vec2 below)
{
    const hy_opening *opening = &model->openings[contact->opening];
    hy_vec2 where;
    if (!(hy_opening_is_open(state, contact->opening) || opening->is_glazed) || !passes_opening(opening, inside, below, &where)) {
        return false;
    }
    const float inside_m = hy_distance(inside, where), whole_m = hy_distance(inside, below);
    if (HY_EYE_M * whole_m - contact->rise_m * inside_m < opening->sill_m * whole_m) {
        return false;
    }
    const hy_vec2 shy = hy_times(hy_unit(hy_minus(below, inside)), 0.01f);
    return hy_view_is_free(model, state, model->rooms[contact->rooms[0]].sheet, inside, hy_minus(where, shy)) &&
           hy_view_is_free(model, state, model->rooms[contact->rooms[1]].sheet, hy_plus(where, shy), below);
}

static bool sees_over_air(const hy_model *model, const hy_state *state, uint32_t a_room, hy_vec2 a, uint32_t b_room, hy_vec2 b)
{
    // the room behind a window has fewer contacts than the ground before it
    const bool is_upper = model->rooms[b_room].is_outdoor;
    const hy_room *room = &model->rooms[is_upper ? a_room : b_room];
    const uint32_t ground = is_upper ? b_room : a_room;
    for (uint32_t i = 0; i < room->contact_count; i++) {
        const hy_contact *contact = &model->contacts[model->room_contacts[room->first_contact + i] / 2];
        if (contact->opening != HY_NONE && contact->rooms[1] == ground &&
            sees_through_window(model, state, contact, is_upper ? a : b, is_upper ? b : a)) {
            return true;
        }
    }
    return false;
}

bool hy_can_see(const hy_model *model, const hy_state *state, uint32_t a_room, hy_vec2 a, uint32_t b_room, hy_vec2 b)
{
    if (a_room == b_room && model->rooms[a_room].is_convex) {
        return true;
    }
    const uint32_t sheet = model->rooms[a_room].sheet;
    if (sheet == model->rooms[b_room].sheet) {
        return hy_view_is_free(model, state, sheet, a, b);
    }
    return sees_over_sheets(model, state, a_room, a, b_room, b) || sees_over_air(model, state, a_room, a, b_room, b);
}
