// A finished history that is to be gone through again: that of a .hyo file, or a scenario that is run first.
#ifndef HY_CLI_HISTORY_H
#define HY_CLI_HISTORY_H

#include "cli/study.h"
#include "study/reruns.h"
#include "study/run.h"

typedef struct hy_history {
    const hy_record *record;
    hy_branched_history branched;
    hy_ensemble_definition definition; // what an ensemble of it has in any case; its variants are still to be set
    // private
    hy_record *opened;
    hy_run_result run;
    hy_scenario_world world;
    hy_model *compiled;
    const hy_model *model;
    const char **settings;
    hy_intervention *interventions;
    hy_record_hash *hashes;
} hy_history;

// Reads the history of options->input, or makes it with the seed and settings of the options. An exit status; what is wrong goes
// to stderr. The caller clears the history in every case; it must not be copied.
int hy_history_load(const hy_study_options *options, hy_history *history);
void hy_history_clear(hy_history *history);

// How long reversals last, in ticks; HY_NONE to the end.
uint32_t hy_history_for_ticks(const hy_study_options *options, const hy_history *history);

// One more pair of variants: the history as it happened, and without an event. `estimate` is what is thought to hang on it, NaN
// if nobody has reckoned it. An exit status; what is wrong goes to stderr.
int hy_history_add_reversal(const hy_study_options *options, const hy_history *history, uint32_t event, double estimate,
                            hy_reruns *reruns);

#endif
