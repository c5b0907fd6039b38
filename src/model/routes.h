// Ways over the openings of a plan, for doors as they stand.
#ifndef HY_MODEL_ROUTES_H
#define HY_MODEL_ROUTES_H

#include "geom/raster.h"
#include "hyosan/model.h"

// way that does not exist
#define HY_NO_WAY 1e30f

// Raster of a room. Thread-safe.
hy_raster hy_room_raster(const hy_model *model, const hy_room *room);

// Field of walking distance to the opening of that rank in the room, NULL where nobody can pass. Thread-safe.
const float *hy_link_field(const hy_model *model, const hy_room *room, uint32_t rank);

// Room on the other side of an opening, HY_NONE outdoors.
static inline uint32_t hy_other_room(const hy_opening *opening, uint32_t room)
{
    return opening->rooms[0] == room ? opening->rooms[1] : opening->rooms[0];
}

// Rank of an opening among the links of a room that it belongs to.
static inline uint32_t hy_rank_in(const hy_opening *opening, uint32_t room)
{
    return opening->rooms[0] == room ? opening->ranks[0] : opening->ranks[1];
}

// Ways to one room, one entry an opening each: the length in metres, 0 for the openings of the room itself, HY_NO_WAY where there is
// none; through which of its two rooms the way goes on, so that an opening is a way out of the other one only; and the opening that
// it comes to next, HY_NONE in the room itself.
typedef struct hy_way_row {
    float *ways;
    uint8_t *sides;
    uint32_t *nexts;
} hy_way_row;

// True where the ways of a row would be others if an opening cost `delay` metres instead of more or less than that.
bool hy_ways_change_with(const hy_model *model, uint32_t goal, uint32_t opening, float delay, bool is_longer, hy_way_row row);

// Fills a row with the ways to the room `goal`. `delays` gives what each opening costs besides, in metres, HY_NO_WAY for one that
// cannot be passed. `frontier` is scratch of one entry an opening. Dijkstra's algorithm.
void hy_fill_ways(const hy_model *model, uint32_t goal, const float *delays, uint32_t *frontier, hy_way_row row);

#endif
