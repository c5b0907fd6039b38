// What carries sound from room to room besides the openings between them: walls, floors, and the air outside.
#include "model/builder.h"

// edges of two rooms that share less than this are no wall between them, metres
#define LEAST_WALL_M 0.3f

// outdoor rooms of different levels hear each other over gaps of at most this, metres
#define AIR_GAP_M 30.0f

// a floor lies where the levels leave so much between them at most, metres
#define SLAB_FIT_M 0.5f

// so far before a window lies the ground that it looks at, metres
#define BEFORE_WINDOW_M 0.5f

static const hy_vec2 *corners_of(const hy_model *model, const hy_room *room)
{
    return model->corners + room->first_corner;
}

static void add_contact(hy_builder *builder, hy_growing *list, hy_contact contact)
{
    hy_contact *kept = HY_GROW(builder, list, hy_contact);
    if (kept) {
        *kept = contact;
    }
}

// --------------------------------------------------------------------------------------------------------------- walls

static bool are_joined(const hy_model *model, uint32_t first, uint32_t second)
{
    const hy_room *room = &model->rooms[first];
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        if (opening->rooms[0] == second || opening->rooms[1] == second) {
            return true;
        }
    }
    return false;
}

// the part of edge a-b that edge c-d lies on
static bool shared_wall(hy_vec2 a, hy_vec2 b, hy_vec2 c, hy_vec2 d, hy_vec2 *from, hy_vec2 *to)
{
    const hy_vec2 along = hy_unit(hy_minus(b, a));
    if (hy_abs(hy_cross(along, hy_minus(c, a))) > HY_FIT_M || hy_abs(hy_cross(along, hy_minus(d, a))) > HY_FIT_M) {
        return false;
    }
    const float c_m = hy_dot(along, hy_minus(c, a)), d_m = hy_dot(along, hy_minus(d, a));
    const float low = hy_max(0, hy_min(c_m, d_m)), high = hy_min(hy_distance(a, b), hy_max(c_m, d_m));
    *from = hy_along(a, along, low);
    *to = hy_along(a, along, high);
    return high - low >= LEAST_WALL_M;
}

static void add_walls(hy_builder *builder, hy_growing *list, uint32_t first, uint32_t second)
{
    const hy_model *model = builder->model;
    const hy_room *one = &model->rooms[first], *other = &model->rooms[second];
    const hy_vec2 *p = corners_of(model, one), *q = corners_of(model, other);
    for (uint32_t i = 0; i < one->corner_count; i++) {
        for (uint32_t j = 0; j < other->corner_count; j++) {
            hy_contact wall = {.kind = HY_CONTACT_WALL, .rooms = {first, second}, .opening = HY_NONE};
            if (shared_wall(p[i], p[(i + 1) % one->corner_count], q[j], q[(j + 1) % other->corner_count], &wall.from, &wall.to)) {
                add_contact(builder, list, wall);
            }
        }
    }
}

// -------------------------------------------------------------------------------------------------- floors, and the air

static float elevation_of(const hy_model *model, const hy_room *room)
{
    return model->levels[room->level].elevation_m;
}

// how far the bounding boxes of two rooms overlap, in both directions; negative: how far they lie apart in one of them
static float overlap_of(const hy_room *a, const hy_room *b)
{
    return hy_min(hy_min(a->high.x, b->high.x) - hy_max(a->low.x, b->low.x), hy_min(a->high.y, b->high.y) - hy_max(a->low.y, b->low.y));
}

static void add_slab(hy_builder *builder, hy_growing *list, uint32_t lower, uint32_t upper)
{
    const hy_model *model = builder->model;
    const hy_room *below = &model->rooms[lower], *above = &model->rooms[upper];
    const float rise_m = elevation_of(model, above) - elevation_of(model, below);
    const float gap_m = rise_m - model->levels[below->level].height_m;
    if (hy_abs(gap_m) > SLAB_FIT_M || below->is_outdoor || overlap_of(below, above) < LEAST_WALL_M) {
        return;
    }
    add_contact(builder, list,
                (hy_contact){.kind = HY_CONTACT_SLAB,
                             .rooms = {lower, upper},
                             .opening = HY_NONE,
                             .from = hy_vec(hy_max(below->low.x, above->low.x), hy_max(below->low.y, above->low.y)),
                             .to = hy_vec(hy_min(below->high.x, above->high.x), hy_min(below->high.y, above->high.y)),
                             .is_box = true,
                             .rise_m = rise_m});
}

// between two outdoor rooms of different levels: from any point of the higher one straight down
static void add_air(hy_builder *builder, hy_growing *list, uint32_t lower, uint32_t upper)
{
    const hy_model *model = builder->model;
    const hy_room *below = &model->rooms[lower], *above = &model->rooms[upper];
    if (below->is_outdoor && above->is_outdoor && overlap_of(below, above) > -AIR_GAP_M) {
        add_contact(builder, list,
                    (hy_contact){.kind = HY_CONTACT_AIR,
                                 .rooms = {lower, upper},
                                 .opening = HY_NONE,
                                 .from = above->low,
                                 .to = above->high,
                                 .is_box = true,
                                 .rise_m = elevation_of(model, above) - elevation_of(model, below)});
    }
}

// the highest outdoor room below a point, HY_NONE
static uint32_t ground_below(const hy_model *model, hy_vec2 at, float elevation_m)
{
    uint32_t best = HY_NONE;
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        if (room->is_outdoor && elevation_of(model, room) <= elevation_m &&
            (best == HY_NONE || elevation_of(model, room) > elevation_of(model, &model->rooms[best])) &&
            hy_polygon_contains(corners_of(model, room), room->corner_count, at)) {
            best = i;
        }
    }
    return best;
}

// a window that looks outdoors hears the ground below it
static void add_window(hy_builder *builder, hy_growing *list, uint32_t index)
{
    hy_model *model = builder->model;
    const hy_opening *opening = &model->openings[index];
    hy_room *room = &model->rooms[opening->rooms[0]];
    const hy_vec2 before = hy_along(hy_middle(opening->from, opening->to), opening->normal, BEFORE_WINDOW_M);
    const float elevation_m = elevation_of(model, room);
    const uint32_t ground = ground_below(model, before, elevation_m);
    if (ground != HY_NONE) {
        add_contact(builder, list,
                    (hy_contact){.kind = HY_CONTACT_AIR,
                                 .rooms = {opening->rooms[0], ground},
                                 .opening = index,
                                 .from = opening->from,
                                 .to = opening->to,
                                 .rise_m = elevation_m - elevation_of(model, &model->rooms[ground])});
    }
}

// ----------------------------------------------------------------------------------------------------------- all of it

static void add_pair(hy_builder *builder, hy_growing *list, uint32_t first, uint32_t second)
{
    const hy_model *model = builder->model;
    const hy_room *a = &model->rooms[first], *b = &model->rooms[second];
    if (overlap_of(a, b) < -AIR_GAP_M) {
        return;
    }
    if (a->level == b->level) {
        if (overlap_of(a, b) > -HY_FIT_M && !are_joined(model, first, second)) {
            add_walls(builder, list, first, second);
        }
        return;
    }
    const bool is_first_lower = elevation_of(model, a) < elevation_of(model, b);
    const uint32_t lower = is_first_lower ? first : second, upper = is_first_lower ? second : first;
    if (!a->is_stair && !b->is_stair) {
        add_slab(builder, list, lower, upper);
        add_air(builder, list, lower, upper);
    }
}

static void list_by_room(hy_builder *builder)
{
    hy_model *model = builder->model;
    model->room_contacts = HY_ARENA_ARRAY(builder->arena, uint32_t, 2 * model->contact_count + 1);
    uint32_t next = 0;
    for (uint32_t room = 0; model->room_contacts && room < model->room_count; room++) {
        model->rooms[room].first_contact = next;
        for (uint32_t i = 0; i < 2 * model->contact_count; i++) {
            if (model->contacts[i / 2].rooms[i % 2] == room) {
                model->room_contacts[next++] = i;
            }
        }
        model->rooms[room].contact_count = next - model->rooms[room].first_contact;
    }
}

static uint32_t patches_along(float length_m)
{
    return (uint32_t)(length_m / HY_PATCH_M) + 1;
}

// how sound and light are in each room
static void measure_rooms(hy_model *model)
{
    const hy_spec_senses *senses = &model->senses;
    for (uint32_t i = 0; i < model->room_count; i++) {
        hy_room *room = &model->rooms[i];
        const bool is_open = room->is_outdoor || room->area_m2 > senses->large_room_m2;
        const float fall_db = room->use == HY_room_use_corridor && !room->is_outdoor ? senses->spread_corridor_db
                              : is_open                                              ? senses->spread_open_db
                                                                                     : senses->spread_room_db;
        room->fall_power = 0.1f * fall_db;
        room->patch_columns = patches_along(room->high.x - room->low.x);
        room->patch_rows = patches_along(room->high.y - room->low.y);
        room->first_patch = model->patch_count;
        model->patch_count += room->patch_columns * room->patch_rows;
    }
    for (uint32_t i = 0; i < model->opening_count; i++) {
        const hy_opening *opening = &model->openings[i];
        const bool is_outside = opening->rooms[1] == HY_NONE || model->rooms[opening->rooms[0]].is_outdoor ||
                                model->rooms[opening->rooms[1]].is_outdoor;
        if (is_outside && (opening->is_glazed || opening->kind == HY_opening_kind_window || opening->kind == HY_opening_kind_gap)) {
            model->rooms[opening->rooms[0]].has_daylight = true;
            if (opening->rooms[1] != HY_NONE) {
                model->rooms[opening->rooms[1]].has_daylight = true;
            }
        }
    }
}

void hy_build_contacts(hy_builder *builder)
{
    hy_model *model = builder->model;
    hy_growing list = {0};
    for (uint32_t i = 0; i < model->room_count; i++) {
        for (uint32_t j = i + 1; j < model->room_count; j++) {
            add_pair(builder, &list, i, j);
        }
    }
    for (uint32_t i = 0; i < model->opening_count; i++) {
        if (model->openings[i].rooms[1] == HY_NONE) {
            add_window(builder, &list, i);
        }
    }
    model->contacts = list.items;
    model->contact_count = list.count;
    list_by_room(builder);
    measure_rooms(model);
}
