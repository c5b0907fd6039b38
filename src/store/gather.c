// Taking down what each step brings, in memory: events, totals and keyframes.
#include "store/writer.h"

#include "store/world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Memory for one item more than `count`, in place of `items`; NULL, and nothing changed, when there is none.
static void *with_room(void *items, uint32_t count, uint32_t *capacity, size_t item_size)
{
    if (count < *capacity) {
        return items;
    }
    const uint32_t grown = *capacity > 0 ? *capacity * 2 : 64;
    void *moved = realloc(items, grown * item_size);
    if (moved != NULL) {
        *capacity = grown;
    }
    return moved;
}

static bool gather_events(hy_store *store, const hy_sim *sim)
{
    uint32_t count = 0;
    const hy_event *events = hy_sim_events(sim, &count);
    for (uint32_t i = 0; i < count; i++) {
        hy_event *items = with_room(store->events, store->event_count, &store->event_capacity, sizeof *items);
        if (items == NULL) {
            return false;
        }
        store->events = items;
        store->events[store->event_count++] = events[i];
    }
    return true;
}

bool hy_store_gather_totals(hy_store *store, const hy_sim *sim)
{
    hy_totals_row *items = with_room(store->totals, store->totals_count, &store->totals_capacity, sizeof *items);
    if (items == NULL) {
        return false;
    }
    store->totals = items;
    hy_totals_row *row = &items[store->totals_count++];
    row->tick = hy_sim_tick(sim);
    hy_sim_count(sim, row->by_role);
    return true;
}

// Drives are few and constant texts: their numbers are given in order of appearance.
static uint8_t drive_index(hy_store *store, const char *name)
{
    for (uint32_t i = 0; i < store->drive_count; i++) {
        if (strcmp(store->drives[i], name) == 0) {
            return (uint8_t)i;
        }
    }
    if (store->drive_count == HY_DRIVE_LIMIT) {
        return HY_DRIVE_LIMIT - 1;
    }
    store->drives[store->drive_count] = name;
    return (uint8_t)store->drive_count++;
}

static uint8_t share_as_byte(float share)
{
    return (uint8_t)lrintf(fminf(fmaxf(share, 0), 1) * 255.0f);
}

static uint8_t heading_as_byte(hy_vec2 heading)
{
    static const float TURN = 6.28318531f;
    return (uint8_t)(lrintf(atan2f(heading.y, heading.x) / TURN * 256.0f) & 255);
}

static hy_person_mark person_mark(hy_store *store, const hy_sim *sim, uint32_t person)
{
    const hy_person_view view = hy_sim_person(sim, person);
    const hy_vec2 origin = store->model->origin;
    return (hy_person_mark){
        .at = {.x = view.at.x + origin.x, .y = view.at.y + origin.y},
        .room = view.is_present ? view.room : HY_NONE,
        .stage = (uint8_t)view.stage,
        .cell = (uint8_t)hy_cell_of(&view),
        .heading = heading_as_byte(view.heading),
        .belief = (uint8_t)view.belief,
        .fear = share_as_byte(view.fear),
        .drive = drive_index(store, view.drive != NULL ? view.drive : ""),
    };
}

static hy_opening_mark opening_mark(const hy_sim *sim, uint32_t opening)
{
    const hy_opening_view view = hy_sim_opening(sim, opening);
    return (hy_opening_mark){
        .is_open = view.is_open,
        .is_locked = view.is_locked,
        .is_broken = view.is_broken,
        .barricade = share_as_byte(view.barricade),
    };
}

size_t hy_store_frame_bytes(const hy_store *store)
{
    return HY_FRAME_TICK_BYTES + hy_frame_size(&store->frame_world);
}

static void gather_frame(hy_store *store, const hy_sim *sim)
{
    const hy_frame_world *world = &store->frame_world;
    for (uint32_t i = 0; i < world->person_count; i++) {
        store->person_marks[i] = person_mark(store, sim, i);
    }
    for (uint32_t i = 0; i < world->opening_count; i++) {
        store->opening_marks[i] = opening_mark(sim, i);
    }
    hy_frame_pack(world, store->person_marks, store->opening_marks, store->planes);
    if (store->frame_count == 0) {
        memset(store->previous_planes, 0, hy_frame_size(world));
        store->first_frame_tick = hy_sim_tick(sim);
    }
    store->last_frame_tick = hy_sim_tick(sim);
    uint8_t *out = store->chunk + store->frame_count * hy_store_frame_bytes(store);
    for (unsigned i = 0; i < HY_FRAME_TICK_BYTES; i++) {
        *out++ = (uint8_t)(store->last_frame_tick >> (8 * i));
    }
    hy_frame_subtract(world, store->planes, store->previous_planes, out);
    memcpy(store->previous_planes, store->planes, hy_frame_size(world));
    store->frame_count++;
}

bool hy_store_gather(hy_store *store, const hy_sim *sim)
{
    const uint32_t tick = hy_sim_tick(sim);
    if (!gather_events(store, sim)) {
        return false;
    }
    if (tick % store->totals_period == 0 && !hy_store_gather_totals(store, sim)) {
        return false;
    }
    if (store->has_keyframes && tick % store->keyframe_period == 0) {
        gather_frame(store, sim);
    }
    return true;
}
