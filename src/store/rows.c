// Storing what was gathered: rows of events, totals, keyframes, and of people who changed.
#include "store/writer.h"

#include "store/world.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

enum { ZSTD_LEVEL = 6 };

void hy_store_hash_text(uint64_t hash, char text[HY_HASH_TEXT_SIZE])
{
    snprintf(text, HY_HASH_TEXT_SIZE, "%016llx", (unsigned long long)hash);
}

static double clock_of_tick(const hy_store *store, uint32_t tick)
{
    return store->model->start_s + round(tick * (double)store->model->step_s * 1e3) / 1e3;
}

static int store_events(hy_store *store)
{
    const hy_vec2 origin = store->model->origin;
    int result = SQLITE_OK;
    for (uint32_t i = 0; i < store->event_count && result == SQLITE_OK; i++) {
        const hy_event *event = &store->events[i];
        hy_row row = hy_row_begin(store->insert_event);
        hy_row_integer(&row, event->id);
        hy_row_integer(&row, event->tick);
        hy_row_real(&row, clock_of_tick(store, event->tick));
        hy_row_text(&row, hy_event_kind_word(event->kind));
        hy_row_index(&row, event->who);
        hy_row_index(&row, event->whom);
        hy_row_index(&row, event->room);
        hy_row_index(&row, event->opening);
        hy_row_integer(&row, event->detail);
        hy_row_index(&row, event->cause);
        hy_row_real(&row, (double)event->x + (double)origin.x);
        hy_row_real(&row, (double)event->y + (double)origin.y);
        result = hy_row_end(&row);
    }
    store->event_count = 0;
    return result;
}

static int store_counts(hy_store *store, uint32_t tick, hy_role role, const hy_counts *counts)
{
    hy_row row = hy_row_begin(store->insert_totals);
    hy_row_integer(&row, tick);
    hy_row_real(&row, clock_of_tick(store, tick));
    hy_row_text(&row, hy_role_word(role));
    hy_row_integer(&row, counts->human);
    hy_row_integer(&row, counts->incubating);
    hy_row_integer(&row, counts->zombie);
    hy_row_integer(&row, counts->halfbie);
    hy_row_integer(&row, counts->dead);
    hy_row_integer(&row, counts->escaped);
    return hy_row_end(&row);
}

static int store_totals(hy_store *store)
{
    int result = SQLITE_OK;
    for (uint32_t i = 0; i < store->totals_count; i++) {
        for (uint32_t role = 0; role < HY_role_count && result == SQLITE_OK; role++) {
            result = store_counts(store, store->totals[i].tick, (hy_role)role, &store->totals[i].by_role[role]);
        }
    }
    store->totals_count = 0;
    return result;
}

static int store_drives(hy_store *store)
{
    int result = SQLITE_OK;
    while (store->stored_drive_count < store->drive_count && result == SQLITE_OK) {
        hy_row row = hy_row_begin(store->insert_drive);
        hy_row_integer(&row, store->stored_drive_count);
        hy_row_text(&row, store->drives[store->stored_drive_count++]);
        result = hy_row_end(&row);
    }
    return result;
}

static int store_chunk(hy_store *store)
{
    if (store->frame_count == 0) {
        return SQLITE_OK;
    }
    const size_t size = store->frame_count * hy_store_frame_bytes(store);
    const size_t capacity = ZSTD_compressBound(size);
    void *packed = malloc(capacity);
    if (packed == NULL) {
        return SQLITE_NOMEM;
    }
    int result = SQLITE_ERROR;
    const size_t packed_size = ZSTD_compress(packed, capacity, store->chunk, size, ZSTD_LEVEL);
    if (!ZSTD_isError(packed_size)) {
        hy_row row = hy_row_begin(store->insert_chunk);
        hy_row_integer(&row, store->first_frame_tick);
        hy_row_integer(&row, store->last_frame_tick);
        hy_row_integer(&row, store->frame_count);
        hy_row_integer(&row, (int64_t)size);
        hy_row_blob(&row, packed, packed_size);
        result = hy_row_end(&row);
    }
    free(packed);
    store->frame_count = 0;
    return result;
}

static hy_person_fate fate_of(const hy_sim *sim, uint32_t person)
{
    const hy_person_view view = hy_sim_person(sim, person);
    return (hy_person_fate){
        .cell = hy_cell_of(&view),
        .stage = view.stage,
        .room = view.room,
        .infected_by = view.infected_by,
        .stopped_by = view.stopped_by,
        .belief_event = view.belief_event,
        .infection_event = view.infection_event,
        .turning_event = view.turning_event,
        .fate_event = view.fate_event,
    };
}

static int store_fate(hy_store *store, uint32_t person, const hy_person_fate *fate)
{
    hy_row row = hy_row_begin(store->update_person);
    hy_row_text(&row, hy_cell_word(fate->cell));
    hy_row_integer(&row, fate->stage);
    hy_row_index(&row, fate->room);
    hy_row_index(&row, fate->infected_by);
    hy_row_index(&row, fate->stopped_by);
    hy_row_index(&row, fate->belief_event);
    hy_row_index(&row, fate->infection_event);
    hy_row_index(&row, fate->turning_event);
    hy_row_index(&row, fate->fate_event);
    hy_row_integer(&row, person);
    return hy_row_end(&row);
}

static int store_fates(hy_store *store, const hy_sim *sim)
{
    int result = SQLITE_OK;
    for (uint32_t i = 0; i < store->model->person_count && result == SQLITE_OK; i++) {
        const hy_person_fate fate = fate_of(sim, i);
        if (memcmp(&fate, &store->fates[i], sizeof fate) != 0) {
            store->fates[i] = fate;
            result = store_fate(store, i, &fate);
        }
    }
    return result;
}

static int store_hash(hy_store *store, const hy_sim *sim)
{
    char text[HY_HASH_TEXT_SIZE];
    hy_store_hash_text(hy_sim_hash(sim), text);
    hy_row row = hy_row_begin(store->insert_hash);
    hy_row_integer(&row, hy_sim_tick(sim));
    hy_row_text(&row, text);
    return hy_row_end(&row);
}

int hy_store_set_text(hy_store *store, const char *key, const char *value)
{
    hy_row row = hy_row_begin(store->set_meta);
    hy_row_text(&row, key);
    hy_row_text(&row, value);
    return hy_row_end(&row);
}

int hy_store_set_integer(hy_store *store, const char *key, int64_t value)
{
    hy_row row = hy_row_begin(store->set_meta);
    hy_row_text(&row, key);
    hy_row_integer(&row, value);
    return hy_row_end(&row);
}

int hy_store_set_real(hy_store *store, const char *key, double value)
{
    hy_row row = hy_row_begin(store->set_meta);
    hy_row_text(&row, key);
    hy_row_real(&row, value);
    return hy_row_end(&row);
}

int hy_store_write_gathered(hy_store *store, const hy_sim *sim)
{
    int result = SQLITE_OK;
    HY_THEN(result, store_events(store));
    HY_THEN(result, store_totals(store));
    HY_THEN(result, store_drives(store));
    HY_THEN(result, store_chunk(store));
    HY_THEN(result, store_fates(store, sim));
    HY_THEN(result, store_hash(store, sim));
    HY_THEN(result, hy_store_set_integer(store, "last_tick", hy_sim_tick(sim)));
    HY_THEN(result, hy_store_set_integer(store, "agent_steps", (int64_t)hy_sim_agent_steps(sim)));
    return result;
}
