// Studies of scenarios/two-rooms.yaml for the tests: twelve people, twenty minutes, some hundredths of a second a run.
#ifndef HYOSAN_TESTS_STUDY_MANY_RUNS_H
#define HYOSAN_TESTS_STUDY_MANY_RUNS_H

#include "suite.h"

#include "hyosan/host.h"
#include "study/ensemble.h"
#include "study/summary.h"

#include <stdio.h>
#include <string.h>

enum { MOST_VARIANTS = 4 };

typedef struct many_runs {
    hy_diagnostic items[HY_DIAGNOSTIC_LIMIT];
    hy_document *documents[MOST_VARIANTS];
    hy_model *models[MOST_VARIANTS];
    hy_variant variants[MOST_VARIANTS];
    const char *settings[MOST_VARIANTS];
    uint32_t variant_count;
    hy_ensemble_definition definition;
    hy_ensemble_result result;
    char message[HY_STORE_MESSAGE_SIZE];
} many_runs;

static inline const hy_model *give_model(void *context, uint32_t variant, char message[HY_STORE_MESSAGE_SIZE])
{
    (void)message;
    const many_runs *runs = context;
    return runs->models[variant];
}

static inline void take_model_back(void *context, uint32_t variant)
{
    (void)context;
    (void)variant;
}

// One more variant; setting is "path=value", or NULL for the scenario as it is.
static inline void add_variant(many_runs *runs, const char *setting)
{
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, runs->items);
    const uint32_t at = runs->variant_count++;
    ck_assert_uint_lt(at, MOST_VARIANTS);
    runs->settings[at] = setting;
    const char *path = HYOSAN_SOURCE_DIR "/scenarios/two-rooms.yaml";
    ck_assert_int_eq(hy_document_load(hy_host_allocator(), path, &runs->settings[at], setting != NULL, &sink,
                                      &runs->documents[at]),
                     HY_OK);
    ck_assert_int_eq(hy_model_create(hy_document_description(runs->documents[at]), hy_host_allocator(), &sink,
                                     &runs->models[at]),
                     HY_OK);
    runs->variants[at] = (hy_variant){
        .label = setting != NULL ? setting : "as is", .settings = &runs->settings[at], .setting_count = setting != NULL};
    runs->definition.variant_count = runs->variant_count;
}

static inline void begin_study(many_runs *runs, uint32_t run_count, uint32_t thread_count)
{
    *runs = (many_runs){0};
    runs->definition = (hy_ensemble_definition){
        .kind = "ensemble",
        .models = {give_model, take_model_back, runs},
        .variants = runs->variants,
        .run_count = run_count,
        .thread_count = thread_count,
        .first_seed = 1,
    };
}

static inline void run_study(many_runs *runs)
{
    ck_assert_msg(hy_ensemble_run(&runs->definition, &runs->result, runs->message) == HY_OK, "%s", runs->message);
}

static inline void end_study(many_runs *runs)
{
    hy_ensemble_clear(&runs->result);
    for (uint32_t i = 0; i < runs->variant_count; i++) {
        hy_model_destroy(runs->models[i]);
        hy_document_destroy(runs->documents[i]);
    }
}

#endif
