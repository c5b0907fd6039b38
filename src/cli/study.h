// What the commands that make many runs share: their options, their models, their progress.
#ifndef HY_CLI_STUDY_H
#define HY_CLI_STUDY_H

#include "cli/command.h"
#include "study/ensemble.h"
#include "study/summary.h"

#include <stdio.h>

typedef struct hy_study_options {
    const char *command;
    const char *input; // scenario or study file
    const char **settings;
    uint32_t setting_count;
    const char **whats; // --what, in order
    uint32_t what_count;
    uint32_t *events; // --event, in order
    uint32_t event_count;
    uint64_t run_count, seed, thread_count, top;
    double until_s, at_s, until_error;
    double for_s; // how long reversals last, infinite to the end
    const char *outcome, *out_path, *commands_path;
    bool has_runs, has_seed, has_until, has_at, has_until_error, has_for, has_top;
    bool may_replace, may_resume, is_exact, is_json, is_quiet, is_help;
} hy_study_options;

// Which options a command has besides those that all have.
typedef enum hy_study_option_set {
    HY_OPTIONS_ENSEMBLE = 1,
    HY_OPTIONS_COMPARE = 2,
    HY_OPTIONS_SWEEP = 4,
    HY_OPTIONS_TWIST = 8,
    HY_OPTIONS_TELL = 16
} hy_study_option_set;

// Reads the arguments. The caller frees the options in every case. An exit status.
int hy_study_options_read(int argument_count, char **arguments, hy_study_option_set set, hy_study_options *options);
void hy_study_options_free(hy_study_options *options);

// The tick of --until, 0 without it. An exit status.
int hy_study_end_tick(const hy_study_options *options, const hy_model *model, uint32_t *end_tick);

// The tick of --at, likewise.
int hy_study_branch_tick(const hy_study_options *options, const hy_model *model, uint32_t *branch_tick);

// What a command prints of a study: how many variants with their curves, and the tables or one JSON object.
typedef struct hy_study_report {
    uint32_t curve_variant_count;
    void (*write_text)(const hy_study_summary *summary, FILE *out);
    hy_status (*write_json)(const hy_study_summary *summary, FILE *out);
} hy_study_report;

// Runs with what the options say about threads, files, seeds and progress, and prints the report. `definition` has its models,
// variants and document. An exit status.
int hy_study_make(const hy_study_options *options, hy_ensemble_definition *definition, const hy_study_report *report);

// The same, with whatever is made of the summary in the place of a report; it gives an exit status.
typedef int hy_study_use(void *context, const hy_study_summary *summary);
int hy_study_make_for(const hy_study_options *options, hy_ensemble_definition *definition, uint32_t curve_variant_count,
                      hy_study_use *use, void *context);

// Whether an outcome has this name: all, students, staff, a group, somebody with a name, ends, infected, peak.
bool hy_study_knows_outcome(const hy_model *model, const char *name);

// Models that are all there from the beginning.
typedef struct hy_ready_models {
    hy_scenario_world *worlds;
    uint32_t count;
} hy_ready_models;
hy_model_source hy_ready_model_source(hy_ready_models *models);

#endif
