// Keyframes as bytes: planes of small numbers, differences from one frame to the next. See docs/formats/hyo.md.
#ifndef HY_STORE_FRAMES_H
#define HY_STORE_FRAMES_H

#include "hyosan/store.h"

// bytes of a person and of an opening in one frame
enum { HY_FRAME_PERSON_BYTES = 14, HY_FRAME_OPENING_BYTES = 2, HY_FRAME_TICK_BYTES = 4 };

// How positions of a sheet are packed into 16 bits.
typedef struct hy_frame_sheet {
    hy_vec2 corner; // plan coordinates
    float unit_m;
} hy_frame_sheet;

// What packing needs to know of the world.
typedef struct hy_frame_world {
    const hy_frame_sheet *sheets;
    const uint32_t *room_sheets; // sheet of each room
    uint32_t room_count, sheet_count, person_count, opening_count;
} hy_frame_world;

// The finest unit, not below a centimetre, in which 16 bits span this extent.
float hy_frame_unit_m(float extent_m);

// Bytes of one frame without its tick.
size_t hy_frame_size(const hy_frame_world *world);

// Marks to planes and back. Unpacking returns false where the planes name a room that does not exist.
void hy_frame_pack(const hy_frame_world *world, const hy_person_mark *persons, const hy_opening_mark *openings,
                   uint8_t *planes);
bool hy_frame_unpack(const hy_frame_world *world, const uint8_t *planes, hy_person_mark *persons,
                     hy_opening_mark *openings);

// `difference` is how `planes` differ from `previous`; the other way round, `planes` is changed from the previous frame
// to the next. The frame before the first of a chunk is all zeros.
void hy_frame_subtract(const hy_frame_world *world, const uint8_t *planes, const uint8_t *previous,
                       uint8_t *difference);
void hy_frame_add(const hy_frame_world *world, const uint8_t *difference, uint8_t *planes);

#endif
