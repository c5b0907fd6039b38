// One history from its start to its end, written down on the way.
#ifndef HY_STUDY_RUN_H
#define HY_STUDY_RUN_H

#include "hyosan/store.h"

// Called after every step, in the thread of hy_run.
typedef void hy_run_observer(void *context, const hy_sim *sim, uint32_t end_tick);

typedef struct hy_run_definition {
    const hy_model *model;
    const hy_document *document; // its texts are stored; may be NULL
    const char *const *settings;
    uint32_t setting_count;
    const hy_intervention *interventions; // in order of time; stored with the history
    uint32_t intervention_count;
    uint64_t seed;
    uint32_t end_tick;     // 0: the scenario's end
    uint32_t thread_count; // 0: one per core; never more than there is work for
    const char *out_path;  // NULL: the record stays in memory
    bool may_replace;
    hy_run_observer *observer; // may be NULL
    void *observer_context;
} hy_run_definition;

// The model's own seed, to the scenario's end, in memory.
hy_run_definition hy_run_definition_default(const hy_model *model);

typedef struct hy_run_result {
    hy_record *record;
    double wall_s;
    bool was_interrupted; // by hy_host_stop_requested
    hy_store *store;      // private
} hy_run_result;

// Runs. HY_OK also when interrupted: what was finished is kept, and the record says that it is not complete. Otherwise
// `message` says what failed; a file then holds what was stored before. The caller clears the result in every case.
HY_NODISCARD hy_status hy_run(const hy_run_definition *definition, hy_run_result *result,
                              char message[HY_STORE_MESSAGE_SIZE]);

void hy_run_clear(hy_run_result *result);

#endif
