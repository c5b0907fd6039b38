// Many seeds, and many variants of a scenario: each run on one core, its result written as soon as it is there.
#ifndef HY_STUDY_ENSEMBLE_H
#define HY_STUDY_ENSEMBLE_H

#include "study/branches.h"
#include "study/outcomes.h"

// Where models come from. `acquire` gives that of a variant, NULL with a message where it cannot be made; it is called
// from any thread, and what it gives is used until `release`.
typedef struct hy_model_source {
    const hy_model *(*acquire)(void *context, uint32_t variant, char message[HY_STORE_MESSAGE_SIZE]);
    void (*release)(void *context, uint32_t variant);
    void *context;
} hy_model_source;

// How far a study has come.
typedef struct hy_ensemble_progress {
    uint64_t done_count, wanted_count; // runs of all variants, those of the file included
    uint64_t begun_done_count;         // that the file held at the beginning
    uint32_t failed_count;
    uint64_t survivor_sum, survivor_square_sum; // of the first variant, over its runs
    uint32_t estimate_count, people_count;
} hy_ensemble_progress;

typedef void hy_ensemble_observer(void *context, const hy_ensemble_progress *progress);

// Called after every step of every run, from any thread; for tests that make a run fail.
typedef void hy_ensemble_step_check(void *context, const hy_sim *sim, uint32_t variant, uint32_t number);

// Where the variants of a study follow from the results of others.
typedef struct hy_ensemble_growth {
    // Called with every run that the file holds or that comes to its end, one at a time, in no order.
    void (*note)(void *context, const hy_study *head, const hy_study_run *run);
    // Called when all runs of the variants so far were made: writes down what they say, and adds variants behind those of
    // the definition, whose array has room for them. *added_count 0: that was all. By all ranks; `store` is NULL on all
    // but the first.
    hy_status (*grow)(void *context, hy_study_store *store, uint32_t *added_count, char message[HY_STORE_MESSAGE_SIZE]);
    void *context;
    uint32_t most_variant_count;
} hy_ensemble_growth;

typedef struct hy_ensemble_definition {
    const char *kind; // ensemble, compare, sweep, fit or twist
    hy_model_source models;
    const hy_variant *variants;
    uint32_t variant_count;
    uint32_t run_count; // of each variant
    bool goes_by_variant; // all runs of a variant before those of the next
    bool has_own_seeds;   // every variant has seeds of its own, one after the other; else all have the same
    const hy_ensemble_growth *growth; // NULL: the variants are all that there are; else goes by variant
    uint64_t first_seed;
    const hy_branched_history *history; // that all variants branch from, of the first seed and model; NULL: none does
    uint32_t end_tick;     // 0: the scenario's end
    uint32_t branch_tick;  // up to this tick all variants are the first one; 0: they differ from the start
    uint32_t thread_count; // of each rank; 0: one per core, and one where there are several ranks
    const char *out_path;  // NULL: a passing file
    bool may_replace, may_resume;
    const hy_document *document;
    const char *scenario_file; // its name where there is no document; else NULL
    const char *const *settings;
    uint32_t setting_count;
    const hy_study_document *sweep; // NULL for what is no sweep and no fit
    const char *outcome;            // that is asked for, besides those of a sweep; NULL: none in particular
    const char *until_outcome; // stop when the interval of this outcome, a share, is narrow enough; NULL: do not
    double until_error;        // half the width of the 95 % interval
    hy_ensemble_observer *observer; // called a few times a second from the calling thread; may be NULL
    void *observer_context;
    hy_ensemble_step_check *step_check; // may be NULL
    void *step_check_context;
} hy_ensemble_definition;

typedef struct hy_ensemble_result {
    hy_study_store *store; // finished
    hy_study *study;       // what it holds
    uint32_t new_count;    // runs made now
    double wall_s;
    double idle_share;     // of the time of all threads of all ranks: not in a run, from the begin of a round to its end
    bool was_interrupted;
    bool was_precise; // stopped by until_error
} hy_ensemble_result;

// Runs what is missing. HY_OK also when interrupted or when runs failed: what was finished is kept. Otherwise `message`
// says what failed. The caller clears the result in every case.
//
// The results are the same, to the bit, for any number of threads and any order of finishing: a run depends on nothing
// but its model and seed, and whatever is computed from the runs takes them in the order of their numbers.
//
// Where there are several ranks (study/ranks.h), all call this, with the same definition; the first one writes and gets the
// result, whose store and study are NULL on the others.
HY_NODISCARD hy_status hy_ensemble_run(const hy_ensemble_definition *definition, hy_ensemble_result *result,
                                       char message[HY_STORE_MESSAGE_SIZE]);
void hy_ensemble_clear(hy_ensemble_result *result);

#endif
