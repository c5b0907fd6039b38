// Which rooms may be seen from a room.
#ifndef HY_MODEL_VIEWS_H
#define HY_MODEL_VIEWS_H

#include "hyosan/model.h"

// Writes the rooms that may be seen from `home`, itself first, to `rooms` and returns how many: those at most 60 m away, behind no
// more than two openings (gaps do not count) through which one can see. `is_blind` says of each opening that one cannot; NULL:
// one can through all. `looks` and `rooms` have room for all rooms. Thread-safe.
uint32_t hy_rooms_in_view(const hy_model *model, uint32_t home, const uint8_t *is_blind, uint32_t *looks, uint32_t *rooms);

#endif
