// Packing keyframes: positions in units of their sheet, then differences from frame to frame, which zstd makes small.
#include "store/frames.h"

#include <math.h>

// planes of a person, each `person_count` bytes; then the two planes of the openings
enum { X_LOW, X_HIGH, Y_LOW, Y_HIGH, ROOM, STAGE = ROOM + 4, CELL, HEADING, BELIEF, FEAR, DRIVE };

_Static_assert(DRIVE + 1 == HY_FRAME_PERSON_BYTES, "every plane has its byte");

enum { OPENING_IS_OPEN = 1, OPENING_IS_LOCKED = 2, OPENING_IS_BROKEN = 4 };

static const float FINEST_UNIT_M = 0.01f;
static const float LARGEST_PACKED = 65535.0f;

float hy_frame_unit_m(float extent_m)
{
    return fmaxf(FINEST_UNIT_M, extent_m / LARGEST_PACKED);
}

size_t hy_frame_size(const hy_frame_world *world)
{
    return (size_t)world->person_count * HY_FRAME_PERSON_BYTES + (size_t)world->opening_count * HY_FRAME_OPENING_BYTES;
}

static uint16_t pack_length(float value_m, float corner_m, float unit_m)
{
    return (uint16_t)lrintf(fminf(fmaxf((value_m - corner_m) / unit_m, 0), LARGEST_PACKED));
}

static void pack_person(const hy_frame_world *world, const hy_person_mark *mark, uint8_t *planes, uint32_t person)
{
    const size_t count = world->person_count;
    uint16_t x = 0, y = 0;
    if (mark->room < world->room_count) {
        const hy_frame_sheet *sheet = &world->sheets[world->room_sheets[mark->room]];
        x = pack_length(mark->at.x, sheet->corner.x, sheet->unit_m);
        y = pack_length(mark->at.y, sheet->corner.y, sheet->unit_m);
    }
    uint8_t *out = planes + person;
    out[X_LOW * count] = (uint8_t)x;
    out[X_HIGH * count] = (uint8_t)(x >> 8);
    out[Y_LOW * count] = (uint8_t)y;
    out[Y_HIGH * count] = (uint8_t)(y >> 8);
    for (unsigned i = 0; i < 4; i++) {
        out[(ROOM + i) * count] = (uint8_t)(mark->room >> (8 * i));
    }
    out[STAGE * count] = mark->stage;
    out[CELL * count] = mark->cell;
    out[HEADING * count] = mark->heading;
    out[BELIEF * count] = mark->belief;
    out[FEAR * count] = mark->fear;
    out[DRIVE * count] = mark->drive;
}

static uint8_t opening_flags(const hy_opening_mark *mark)
{
    return (uint8_t)((mark->is_open ? OPENING_IS_OPEN : 0) | (mark->is_locked ? OPENING_IS_LOCKED : 0) |
                     (mark->is_broken ? OPENING_IS_BROKEN : 0));
}

void hy_frame_pack(const hy_frame_world *world, const hy_person_mark *persons, const hy_opening_mark *openings,
                   uint8_t *planes)
{
    for (uint32_t i = 0; i < world->person_count; i++) {
        pack_person(world, &persons[i], planes, i);
    }
    uint8_t *out = planes + (size_t)world->person_count * HY_FRAME_PERSON_BYTES;
    for (uint32_t i = 0; i < world->opening_count; i++) {
        out[i] = opening_flags(&openings[i]);
        out[world->opening_count + i] = openings[i].barricade;
    }
}

static bool unpack_person(const hy_frame_world *world, const uint8_t *planes, uint32_t person, hy_person_mark *mark)
{
    const size_t count = world->person_count;
    const uint8_t *in = planes + person;
    const unsigned x = in[X_LOW * count] | (unsigned)in[X_HIGH * count] << 8;
    const unsigned y = in[Y_LOW * count] | (unsigned)in[Y_HIGH * count] << 8;
    *mark = (hy_person_mark){
        .stage = in[STAGE * count],
        .cell = in[CELL * count],
        .heading = in[HEADING * count],
        .belief = in[BELIEF * count],
        .fear = in[FEAR * count],
        .drive = in[DRIVE * count],
    };
    for (unsigned i = 0; i < 4; i++) {
        mark->room |= (uint32_t)in[(ROOM + i) * count] << (8 * i);
    }
    if (mark->room == HY_NONE) {
        return true;
    }
    if (mark->room >= world->room_count) {
        return false;
    }
    const hy_frame_sheet *sheet = &world->sheets[world->room_sheets[mark->room]];
    mark->at.x = sheet->corner.x + (float)x * sheet->unit_m;
    mark->at.y = sheet->corner.y + (float)y * sheet->unit_m;
    return true;
}

bool hy_frame_unpack(const hy_frame_world *world, const uint8_t *planes, hy_person_mark *persons,
                     hy_opening_mark *openings)
{
    for (uint32_t i = 0; i < world->person_count; i++) {
        if (!unpack_person(world, planes, i, &persons[i]) || persons[i].cell >= HY_CELL_COUNT) {
            return false;
        }
    }
    const uint8_t *in = planes + (size_t)world->person_count * HY_FRAME_PERSON_BYTES;
    for (uint32_t i = 0; i < world->opening_count; i++) {
        openings[i] = (hy_opening_mark){
            .is_open = (in[i] & OPENING_IS_OPEN) != 0,
            .is_locked = (in[i] & OPENING_IS_LOCKED) != 0,
            .is_broken = (in[i] & OPENING_IS_BROKEN) != 0,
            .barricade = in[world->opening_count + i],
        };
    }
    return true;
}

// A difference of 16 bits with its sign in the lowest: a short way to either side has a high byte of zero.
static unsigned fold_sign(unsigned difference)
{
    return ((difference << 1) ^ ((difference & 0x8000u) != 0 ? 0xffffu : 0u)) & 0xffffu;
}

static unsigned unfold_sign(unsigned folded)
{
    return ((folded >> 1) ^ ((folded & 1u) != 0 ? 0xffffu : 0u)) & 0xffffu;
}

static void subtract_lengths(size_t count, const uint8_t *now, const uint8_t *previous, uint8_t *out)
{
    for (size_t i = 0; i < count; i++) {
        const unsigned a = now[i] | (unsigned)now[count + i] << 8;
        const unsigned b = previous[i] | (unsigned)previous[count + i] << 8;
        const unsigned folded = fold_sign((a - b) & 0xffffu);
        out[i] = (uint8_t)folded;
        out[count + i] = (uint8_t)(folded >> 8);
    }
}

void hy_frame_subtract(const hy_frame_world *world, const uint8_t *planes, const uint8_t *previous, uint8_t *difference)
{
    const size_t count = world->person_count;
    subtract_lengths(count, planes, previous, difference);
    subtract_lengths(count, planes + Y_LOW * count, previous + Y_LOW * count, difference + Y_LOW * count);
    for (size_t i = ROOM * count; i < hy_frame_size(world); i++) {
        difference[i] = (uint8_t)(planes[i] - previous[i]);
    }
}

static void add_lengths(size_t count, const uint8_t *difference, uint8_t *planes)
{
    for (size_t i = 0; i < count; i++) {
        const unsigned a = planes[i] | (unsigned)planes[count + i] << 8;
        const unsigned sum = a + unfold_sign(difference[i] | (unsigned)difference[count + i] << 8);
        planes[i] = (uint8_t)sum;
        planes[count + i] = (uint8_t)(sum >> 8);
    }
}

void hy_frame_add(const hy_frame_world *world, const uint8_t *difference, uint8_t *planes)
{
    const size_t count = world->person_count;
    add_lengths(count, difference, planes);
    add_lengths(count, difference + Y_LOW * count, planes + Y_LOW * count);
    for (size_t i = ROOM * count; i < hy_frame_size(world); i++) {
        planes[i] = (uint8_t)(planes[i] + difference[i]);
    }
}
