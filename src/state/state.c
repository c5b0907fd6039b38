// Allocation, hash, save and restore of the state, all from the one manifest.
#include "state/state.h"

#include "base/hash.h"
#include "base/text.h"

// tells saved states of this manifest from others
#define STATE_MAGIC UINT64_C(0x5453544154535948)

bool hy_state_init(hy_state *state, hy_arena *arena, const hy_model *model)
{
    *state = (hy_state){.person_count = model->person_count,
                        .opening_count = model->opening_count,
                        .seat_count = model->seat_count,
                        .place_count = model->place_count,
                        .animal_count = model->animal_count,
                        .antidote_count = 1,
                        .room_count = model->room_count,
                        .incident_count = model->incident_count,
                        .meeting_count = 1,
                        .aircraft_count = model->aircraft_count};
#define HY_SOLO(set, type, name, width, unit, doc)                                                                             \
    state->set##_##name = HY_ARENA_COLUMN(arena, type, (size_t)state->set##_count * (width) + 1);
#define HY_PAIR(set, type, name, width, unit, doc)                                                                             \
    state->set##_##name = HY_ARENA_COLUMN(arena, type, (size_t)state->set##_count * (width) + 1);                              \
    state->next_##set##_##name = HY_ARENA_COLUMN(arena, type, (size_t)state->set##_count * (width) + 1);
#include "state/columns.def"
    return !arena->has_failed;
}

void hy_state_swap_fear(hy_state *state)
{
    float *const fear = state->person_fear;
    state->person_fear = state->next_person_fear;
    state->next_person_fear = fear;
}

uint32_t hy_state_column_count(void)
{
    uint32_t count = 0;
#define HY_SOLO(set, type, name, width, unit, doc) count++;
#define HY_PAIR(set, type, name, width, unit, doc) count++;
#include "state/columns.def"
    return count;
}

hy_column hy_state_column(const hy_state *state, uint32_t index)
{
    uint32_t i = 0;
#define HY_ANY(set, type, name, width, unit, doc, pair)                                                                        \
    if (i++ == index) {                                                                                                        \
        return (hy_column){#set, #name, #type, unit, doc, sizeof(type), width, state->set##_count, pair,                       \
                           state->set##_##name};                                                                               \
    }
#define HY_SOLO(set, type, name, width, unit, doc) HY_ANY(set, type, name, width, unit, doc, false)
#define HY_PAIR(set, type, name, width, unit, doc) HY_ANY(set, type, name, width, unit, doc, true)
#include "state/columns.def"
    return (hy_column){0};
}

static size_t column_bytes(const hy_column *column)
{
    return column->item_size * column->width * column->count;
}

uint64_t hy_state_hash(const hy_state *state)
{
    hy_hash hash;
    hy_hash_init(&hash, state->tick);
    hy_hash_add_u64(&hash, state->event_count);
    const uint32_t count = hy_state_column_count();
    for (uint32_t i = 0; i < count; i++) {
        const hy_column column = hy_state_column(state, i);
        hy_hash_add(&hash, column.values, column_bytes(&column));
    }
    return hy_hash_finish(&hash);
}

// names, types and widths of the columns: a state of another manifest is recognised
static uint64_t manifest_hash(const hy_state *state)
{
    hy_hash hash;
    hy_hash_init(&hash, STATE_MAGIC);
    const uint32_t count = hy_state_column_count();
    for (uint32_t i = 0; i < count; i++) {
        const hy_column column = hy_state_column(state, i);
        hy_hash_add(&hash, column.set, hy_text_length(column.set));
        hy_hash_add(&hash, column.name, hy_text_length(column.name));
        hy_hash_add_u64(&hash, column.item_size * column.width);
    }
    return hy_hash_finish(&hash);
}

typedef struct state_header {
    uint64_t magic, manifest;
    uint32_t person_count, opening_count, seat_count, place_count;
    uint32_t animal_count, room_count, incident_count, aircraft_count;
    uint32_t tick, event_count, dropped_count, reserved_too;
} state_header;

static state_header header_of(const hy_state *state)
{
    return (state_header){STATE_MAGIC, manifest_hash(state), state->person_count, state->opening_count, state->seat_count,
                          state->place_count, state->animal_count, state->room_count, state->incident_count, state->aircraft_count, state->tick,
                          state->event_count, state->dropped_count, 0};
}

size_t hy_state_size(const hy_state *state)
{
    size_t size = sizeof(state_header);
    const uint32_t count = hy_state_column_count();
    for (uint32_t i = 0; i < count; i++) {
        const hy_column column = hy_state_column(state, i);
        size += column_bytes(&column);
    }
    return size;
}

size_t hy_state_bytes_per_person(void)
{
    const hy_state none = {0};
    size_t size = 0;
    const uint32_t count = hy_state_column_count();
    for (uint32_t i = 0; i < count; i++) {
        const hy_column column = hy_state_column(&none, i);
        if (hy_text_equal(column.set, "person")) {
            size += column.item_size * column.width * (column.is_pair ? 2 : 1);
        }
    }
    return size;
}

void hy_state_write(const hy_state *state, uint8_t *bytes)
{
    const state_header header = header_of(state);
    hy_memory_copy(bytes, &header, sizeof header);
    bytes += sizeof header;
    const uint32_t count = hy_state_column_count();
    for (uint32_t i = 0; i < count; i++) {
        const hy_column column = hy_state_column(state, i);
        hy_memory_copy(bytes, column.values, column_bytes(&column));
        bytes += column_bytes(&column);
    }
}

hy_status hy_state_read(hy_state *state, const uint8_t *bytes, size_t size)
{
    state_header header;
    if (size < sizeof header) {
        return HY_BAD_VERSION;
    }
    hy_memory_copy(&header, bytes, sizeof header);
    const state_header own = header_of(state);
    if (header.magic != own.magic || header.manifest != own.manifest) {
        return HY_BAD_VERSION;
    }
    if (size != hy_state_size(state) || header.person_count != own.person_count ||
        header.opening_count != own.opening_count || header.seat_count != own.seat_count ||
        header.place_count != own.place_count || header.animal_count != own.animal_count ||
        header.room_count != own.room_count || header.incident_count != own.incident_count ||
        header.aircraft_count != own.aircraft_count) {
        return HY_BAD_INPUT;
    }
    state->tick = header.tick;
    state->event_count = header.event_count;
    state->dropped_count = header.dropped_count;
    bytes += sizeof header;
#undef HY_ANY
#define HY_ANY(set, type, name, width, unit, doc)                                                                              \
    hy_memory_copy(state->set##_##name, bytes, sizeof(type) * (width)*state->set##_count);                                     \
    bytes += sizeof(type) * (width)*state->set##_count;
#define HY_SOLO(...) HY_ANY(__VA_ARGS__)
#define HY_PAIR(set, type, name, width, unit, doc)                                                                             \
    hy_memory_copy(state->next_##set##_##name, bytes, sizeof(type) * (width)*state->set##_count);                              \
    HY_ANY(set, type, name, width, unit, doc)
#include "state/columns.def"
    return HY_OK;
}
