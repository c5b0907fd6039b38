// Maps are made by the rules of the history itself: those of sight, of sound, and the fields by which people find their way.
#include "maps.h"

#include "memory.h"

#include "base/maths.h"
#include "base/text.h"
#include "geom/polygon.h"
#include "model/routes.h"

// cells of a side of a room at most, and their least side: what is larger is shown coarser
static const float CELLS_ACROSS = 100, SIGHT_CELL_M = 0.4f, NOISE_CELL_M = 1.5f;

static void add(hy_map *map, float number)
{
    if (map->count == map->capacity && !map->has_failed) {
        void *larger = NULL;
        size_t size = 0;
        if (!hy_engine_make_room(&larger, &size, (map->count + 4096) * 2 * sizeof(float))) {
            map->has_failed = true;
            return;
        }
        const hy_allocator heap = hy_engine_allocator();
        if (map->numbers != NULL) {
            hy_memory_copy(larger, map->numbers, map->count * sizeof(float));
            heap.release(heap.context, map->numbers, map->capacity * sizeof(float));
        }
        map->numbers = larger;
        map->capacity = size / sizeof(float);
    }
    if (!map->has_failed) {
        map->numbers[map->count++] = number;
    }
}

static void begin_room(const hy_model *model, uint32_t room, hy_vec2 corner, float cell_m, uint32_t columns, uint32_t rows,
                       hy_map *map)
{
    add(map, (float)room);
    add(map, corner.x + model->origin.x);
    add(map, corner.y + model->origin.y);
    add(map, cell_m);
    add(map, (float)columns);
    add(map, (float)rows);
}

// ---- sight and sound: sampled over the polygon of a room

typedef float sample_at(hy_sim *sim, uint32_t subject, uint32_t room, hy_vec2 at);

static void sample_room(const hy_model *model, hy_sim *sim, uint32_t index, sample_at *sample, uint32_t subject, float least_m,
                        hy_map *map)
{
    const hy_room *room = &model->rooms[index];
    const float wide = room->high.x - room->low.x, high = room->high.y - room->low.y;
    const float cell_m = hy_max(least_m, hy_max(wide, high) / CELLS_ACROSS);
    const uint32_t columns = (uint32_t)(wide / cell_m) + 1, rows = (uint32_t)(high / cell_m) + 1;
    const size_t begin = map->count;
    bool is_empty = true;
    begin_room(model, index, room->low, cell_m, columns, rows, map);
    for (uint32_t row = 0; row < rows; row++) {
        for (uint32_t column = 0; column < columns; column++) {
            const hy_vec2 at = hy_vec(room->low.x + ((float)column + 0.5f) * cell_m, room->low.y + ((float)row + 0.5f) * cell_m);
            const bool is_inside = hy_polygon_contains(model->corners + room->first_corner, room->corner_count, at);
            const float value = is_inside ? sample(sim, subject, index, at) : -1;
            is_empty &= value < 0;
            add(map, value);
        }
    }
    if (is_empty) {
        map->count = begin;
    }
}

static float seen_at(hy_sim *sim, uint32_t person, uint32_t room, hy_vec2 at)
{
    return hy_sim_would_see(sim, person, room, at) ? 1 : -1;
}

void hy_map_sight(const hy_model *model, hy_sim *sim, uint32_t person, hy_map *map)
{
    const hy_person_view view = hy_sim_person(sim, person);
    const hy_room *own = &model->rooms[view.room];
    for (uint32_t i = 0; i < own->sight_count && view.is_present; i++) {
        sample_room(model, sim, model->sights[own->first_sight + i], seen_at, person, SIGHT_CELL_M, map);
    }
}

static float level_at(hy_sim *sim, uint32_t nobody, uint32_t room, hy_vec2 at)
{
    (void)nobody;
    const float level = hy_sim_sound_level(sim, room, at);
    return level > 0 ? level : -1;
}

void hy_map_noise(const hy_model *model, hy_sim *sim, hy_map *map)
{
    hy_sim_listen(sim);
    for (uint32_t room = 0; room < model->room_count; room++) {
        sample_room(model, sim, room, level_at, HY_NONE, NOISE_CELL_M, map);
    }
}

// ---- ways to an opening

static bool can_be_passed(const hy_model *model, const hy_sim *sim, uint32_t opening)
{
    const hy_opening_view view = hy_sim_opening(sim, opening);
    return model->openings[opening].is_passable && (view.is_open || (!view.is_locked && !(view.barricade > 0)));
}

static void relax(const hy_model *model, uint32_t room_index, uint32_t opening, float *ways)
{
    const hy_room *room = &model->rooms[room_index];
    const uint32_t rank = hy_rank_in(&model->openings[opening], room_index);
    const float *distances = model->link_distances + model->link_matrix_starts[room_index] + rank * room->link_count;
    for (uint32_t other = 0; other < room->link_count; other++) {
        float *way = &ways[model->links[room->first_link + other]];
        *way = hy_min(*way, ways[opening] + distances[other]);
    }
}

// Dijkstra's algorithm over the openings; there are some hundreds
static void find_ways(const hy_model *model, const hy_sim *sim, uint32_t goal, float *ways, uint8_t *is_done)
{
    for (uint32_t i = 0; i < model->opening_count; i++) {
        ways[i] = i == goal ? 0 : HY_NO_WAY;
        is_done[i] = i != goal && !can_be_passed(model, sim, i);
    }
    for (;;) {
        uint32_t nearest = HY_NONE;
        for (uint32_t i = 0; i < model->opening_count; i++) {
            if (!is_done[i] && ways[i] < HY_NO_WAY && (nearest == HY_NONE || ways[i] < ways[nearest])) {
                nearest = i;
            }
        }
        if (nearest == HY_NONE) {
            return;
        }
        is_done[nearest] = 1;
        for (uint32_t side = 0; side < 2; side++) {
            if (model->openings[nearest].rooms[side] != HY_NONE) {
                relax(model, model->openings[nearest].rooms[side], nearest, ways);
            }
        }
    }
}

static void add_ways_of_room(const hy_model *model, const hy_sim *sim, uint32_t index, uint32_t goal, const float *ways,
                             hy_map *map)
{
    const hy_room *room = &model->rooms[index];
    const hy_raster raster = hy_room_raster(model, room);
    const size_t begin = map->count;
    bool is_empty = true;
    begin_room(model, index, raster.corner, raster.cell_m, raster.columns, raster.rows, map);
    for (uint32_t cell = 0; cell < hy_raster_cell_count(&raster); cell++) {
        float least = HY_NO_WAY;
        for (uint32_t rank = 0; rank < room->link_count && raster.walkable[cell]; rank++) {
            const uint32_t opening = model->links[room->first_link + rank];
            const float *field = hy_link_field(model, room, rank);
            const bool counts = ways[opening] < HY_NO_WAY && (opening == goal || can_be_passed(model, sim, opening));
            if (field != NULL && counts && field[cell] < HY_UNREACHABLE) {
                least = hy_min(least, ways[opening] + field[cell]);
            }
        }
        is_empty &= least >= HY_NO_WAY;
        add(map, least < HY_NO_WAY ? least : -1);
    }
    if (is_empty) {
        map->count = begin;
    }
}

void hy_map_distance(const hy_model *model, const hy_sim *sim, uint32_t opening, hy_map *map)
{
    void *memory = NULL;
    size_t size = 0;
    if (!hy_engine_make_room(&memory, &size, model->opening_count * (sizeof(float) + 1))) {
        map->has_failed = true;
        return;
    }
    float *ways = memory;
    find_ways(model, sim, opening, ways, (uint8_t *)(ways + model->opening_count));
    for (uint32_t room = 0; room < model->room_count; room++) {
        add_ways_of_room(model, sim, room, opening, ways, map);
    }
    const hy_allocator heap = hy_engine_allocator();
    heap.release(heap.context, memory, size);
}
