// Prints the hash of a history once every simulated minute: "11:45 <hash>", one a line.
// Usage: hashes SCENARIO [MINUTES [THREADS [BLOCK_SIZE]]]; 0 minutes means to the end, 0 threads means serial.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "hyosan/host.h"
#include "hyosan/scenario.h"
#include "hyosan/sim.h"

static hy_diagnostic items[HY_DIAGNOSTIC_LIMIT];

static hy_model *compile(const char *path)
{
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, items);
    hy_document *document;
    hy_model *model = NULL;
    hy_status status = hy_document_load(hy_host_allocator(), path, NULL, 0, &sink, &document);
    if (status == HY_OK) {
        status = hy_model_create(hy_document_description(document), hy_host_allocator(), &sink, &model);
        hy_document_destroy(document);
    }
    if (status != HY_OK) {
        fprintf(stderr, "%s: %s\n", path, hy_status_text(status));
        for (uint32_t i = 0; i < sink.count; i++) {
            char line[HY_DIAGNOSTIC_LINE];
            hy_diagnostics_line(&sink, i, line);
            fprintf(stderr, "%s\n", line);
        }
    }
    return model;
}

static void print_hashes(hy_sim *sim, uint32_t minutes, uint32_t minute_ticks)
{
    const uint32_t end = hy_sim_end_tick(sim);
    for (uint32_t minute = 0; minutes == 0 || minute <= minutes; minute++) {
        if (minute * minute_ticks > end) {
            break;
        }
        while (hy_sim_tick(sim) < minute * minute_ticks) {
            hy_sim_step(sim);
        }
        const unsigned clock_min = (unsigned)(hy_sim_clock_s(sim) / 60 + 0.5);
        printf("%02u:%02u %016" PRIx64 "\n", clock_min / 60 % 24, clock_min % 60, hy_sim_hash(sim));
    }
}

int main(int argument_count, char **arguments)
{
    if (argument_count < 2) {
        fprintf(stderr, "usage: %s SCENARIO [MINUTES [THREADS [BLOCK_SIZE]]]\n", arguments[0]);
        return 2;
    }
    uint32_t numbers[3] = {0, 0, 1024};
    for (int i = 2; i < argument_count && i < 5; i++) {
        numbers[i - 2] = (uint32_t)strtoul(arguments[i], NULL, 10);
    }
    hy_model *model = compile(arguments[1]);
    if (model == NULL) {
        return 1;
    }
    hy_sim_definition definition = hy_sim_definition_default(model);
    definition.block_size = numbers[2];
    hy_pool *pool = numbers[1] > 0 ? hy_pool_create(numbers[1]) : NULL;
    if (pool != NULL) {
        definition.parallel = hy_pool_parallel(pool);
    }
    hy_sim *sim;
    const hy_status status = hy_sim_create(model, &definition, hy_host_allocator(), &sim);
    if (status == HY_OK) {
        print_hashes(sim, numbers[0], (uint32_t)(60.0f / model->step_s + 0.5f));
        hy_sim_destroy(sim);
    } else {
        fprintf(stderr, "%s\n", hy_status_text(status));
    }
    hy_pool_destroy(pool);
    hy_model_destroy(model);
    return status == HY_OK ? 0 : 1;
}
