// Maps over the rooms as they stand now: what a person sees, how loud it is, how far it is to a door.
#ifndef HY_ENGINE_MAPS_H
#define HY_ENGINE_MAPS_H

#include "hyosan/sim.h"

// Numbers that grow as they are added: for each room that has any value its index, the south-west corner (plan), the side of
// a cell, columns and rows, and then as many values in rows from the south-west, below 0 where there is none.
typedef struct hy_map {
    float *numbers;
    size_t count, capacity;
    _Bool has_failed; // no memory
} hy_map;

// 1 where the person would see somebody.
void hy_map_sight(const hy_model *model, hy_sim *sim, uint32_t person, hy_map *map);

// Level of the loudest sound, dB.
void hy_map_noise(const hy_model *model, hy_sim *sim, hy_map *map);

// Way to an opening in metres, over all that are neither locked nor barricaded now.
void hy_map_distance(const hy_model *model, const hy_sim *sim, uint32_t opening, hy_map *map);

#endif
