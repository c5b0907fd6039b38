// Histories of scenarios/two-rooms.yaml for the tests of the store and the reports.
#ifndef HYOSAN_TESTS_STORE_RECORDED_H
#define HYOSAN_TESTS_STORE_RECORDED_H

#include "suite.h"

#include "hyosan/host.h"
#include "hyosan/store.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

// A model and a history at its start.
typedef struct world_at_start {
    hy_diagnostic items[HY_DIAGNOSTIC_LIMIT];
    hy_document *document;
    hy_model *model;
    hy_sim *sim;
} world_at_start;

static inline void load_two_rooms(world_at_start *world)
{
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, world->items);
    const char *path = HYOSAN_SOURCE_DIR "/scenarios/two-rooms.yaml";
    ck_assert_int_eq(hy_document_load(hy_host_allocator(), path, NULL, 0, &sink, &world->document), HY_OK);
    ck_assert_int_eq(
        hy_model_create(hy_document_description(world->document), hy_host_allocator(), &sink, &world->model), HY_OK);
    const hy_sim_definition definition = hy_sim_definition_default(world->model);
    ck_assert_int_eq(hy_sim_create(world->model, &definition, hy_host_allocator(), &world->sim), HY_OK);
}

static inline void unload(world_at_start *world)
{
    hy_sim_destroy(world->sim);
    hy_model_destroy(world->model);
    hy_document_destroy(world->document);
}

static inline void step_and_store(world_at_start *world, hy_store *store, uint32_t tick_count)
{
    char message[HY_STORE_MESSAGE_SIZE];
    for (uint32_t i = 0; i < tick_count; i++) {
        hy_sim_step(world->sim);
        ck_assert_int_eq(hy_store_step(store, world->sim, message), HY_OK);
    }
}

#endif
