// Ways over the openings of a plan: Dijkstra's algorithm from a room outward.
#include "model/routes.h"

#include "model/builder.h"

// walking on a stair counts more than on the level
#define STAIR_LENGTHENING 1.4f

// to pass an opening counts like so many metres: of two ways as long as each other the one over fewer openings is taken
#define PASSING_M 1.0f

hy_raster hy_room_raster(const hy_model *model, const hy_room *room)
{
    return (hy_raster){room->raster_corner, room->cell_m, room->raster_columns, room->raster_rows,
                       model->walkable + room->first_walkable, model->moves + room->first_walkable};
}

const float *hy_link_field(const hy_model *model, const hy_room *room, uint32_t rank)
{
    const uint32_t first = model->link_fields[room->first_link + rank];
    return first == HY_NONE ? NULL : model->fields + first;
}

// way from one opening of a room over another to the goal
static float way_over(const hy_model *model, const hy_room *room, uint32_t rank, uint32_t other_rank, float way, float delay)
{
    const float *distances = model->link_distances + model->link_matrix_starts[room - model->rooms] + rank * room->link_count;
    return way + delay + PASSING_M + (room->is_stair ? STAIR_LENGTHENING : 1) * distances[other_rank];
}

bool hy_ways_change_with(const hy_model *model, uint32_t goal, uint32_t opening, float delay, bool is_longer, hy_way_row row)
{
    if (row.ways[opening] >= HY_NO_WAY) {
        return false;
    }
    // only who comes from this room goes over the opening
    const uint32_t room_index = model->openings[opening].rooms[1 - row.sides[opening]];
    if (room_index == HY_NONE || room_index == goal) {
        return false;
    }
    const hy_room *room = &model->rooms[room_index];
    const uint32_t rank = hy_rank_in(&model->openings[opening], room_index);
    for (uint32_t other_rank = 0; other_rank < room->link_count; other_rank++) {
        const uint32_t other = model->links[room->first_link + other_rank];
        if (other == opening || row.ways[other] >= HY_NO_WAY) {
            continue;
        }
        const float over = way_over(model, room, rank, other_rank, row.ways[opening], delay);
        if (is_longer ? row.nexts[other] == opening : over <= row.ways[other]) {
            return true;
        }
    }
    return false;
}

static uint32_t take_nearest(uint32_t *frontier, uint32_t *count, const float *ways)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < *count; i++) {
        const bool is_nearer = ways[frontier[i]] < ways[frontier[best]];
        const bool is_tie = ways[frontier[i]] <= ways[frontier[best]] && frontier[i] < frontier[best];
        best = is_nearer || is_tie ? i : best;
    }
    const uint32_t nearest = frontier[best];
    frontier[best] = frontier[--*count];
    return nearest;
}

// way from every other opening of a room over this one
static void relax_room(const hy_model *model, uint32_t room_index, uint32_t opening, const float *delays,
                       uint32_t *frontier, uint32_t *count, hy_way_row row)
{
    float *ways = row.ways;
    const hy_room *room = &model->rooms[room_index];
    const uint32_t rank = hy_rank_in(&model->openings[opening], room_index);
    for (uint32_t other_rank = 0; other_rank < room->link_count; other_rank++) {
        const uint32_t other = model->links[room->first_link + other_rank];
        const float way = way_over(model, room, rank, other_rank, ways[opening], delays[opening]);
        if (other == opening || delays[other] >= HY_NO_WAY || !(way < ways[other])) {
            continue;
        }
        if (ways[other] >= HY_NO_WAY) {
            frontier[(*count)++] = other;
        }
        ways[other] = way;
        row.sides[other] = model->openings[other].rooms[0] == room_index ? 0 : 1;
        row.nexts[other] = opening;
    }
}

void hy_fill_ways(const hy_model *model, uint32_t goal, const float *delays, uint32_t *frontier, hy_way_row row)
{
    float *ways = row.ways;
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->opening_count; i++) {
        ways[i] = HY_NO_WAY;
    }
    const hy_room *room = &model->rooms[goal];
    for (uint32_t i = 0; i < room->link_count; i++) {
        const uint32_t opening = model->links[room->first_link + i];
        if (delays[opening] < HY_NO_WAY) {
            ways[opening] = 0;
            row.sides[opening] = model->openings[opening].rooms[0] == goal ? 0 : 1;
            row.nexts[opening] = HY_NONE;
            frontier[count++] = opening;
        }
    }
    while (count > 0) {
        const uint32_t opening = take_nearest(frontier, &count, ways);
        for (uint32_t side = 0; side < 2; side++) {
            const uint32_t room_index = model->openings[opening].rooms[side];
            // one comes over an opening from the side on which the way does not go on
            if (side != row.sides[opening] && room_index != HY_NONE && room_index != goal && !model->rooms[room_index].is_void) {
                relax_room(model, room_index, opening, delays, frontier, &count, row);
            }
        }
    }
}

void hy_build_routes(hy_builder *builder)
{
    hy_model *model = builder->model;
    model->plan_routes = HY_ARENA_ARRAY(builder->arena, float, (size_t)model->room_count * model->opening_count + 1);
    model->plan_sides = HY_ARENA_ARRAY(builder->arena, uint8_t, (size_t)model->room_count * model->opening_count + 1);
    model->plan_nexts = HY_ARENA_ARRAY(builder->arena, uint32_t, (size_t)model->room_count * model->opening_count + 1);
    float *delays = HY_ARENA_ARRAY(builder->scratch, float, model->opening_count + 1);
    uint32_t *frontier = HY_ARENA_ARRAY(builder->scratch, uint32_t, model->opening_count + 1);
    if (!model->plan_routes || !model->plan_sides || !model->plan_nexts || !delays || !frontier) {
        return;
    }
    for (uint32_t i = 0; i < model->opening_count; i++) {
        delays[i] = model->openings[i].is_passable ? 0 : HY_NO_WAY;
    }
    for (uint32_t room = 0; room < model->room_count; room++) {
        const size_t first = (size_t)room * model->opening_count;
        hy_fill_ways(model, room, delays, frontier,
                     (hy_way_row){model->plan_routes + first, model->plan_sides + first, model->plan_nexts + first});
    }
}
