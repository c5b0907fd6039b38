// Studies of points that are settings of one scenario: those of a sweep and the particles of a fit.
#ifndef HY_CLI_POINTS_H
#define HY_CLI_POINTS_H

#include "cli/study.h"

typedef struct hy_points_study {
    const hy_variant *variants;
    uint32_t variant_count;
    const hy_ensemble_growth *growth; // NULL: there will be no others. Then `variants` grows in its place
    const hy_study_report *report;
} hy_points_study;

// Checks that the scenario takes both ends of every parameter and has what is asked for, makes the models of points when
// they are begun, runs the study and prints its report. An exit status.
int hy_points_study_make(hy_study_options *options, const hy_study_document *document, const hy_points_study *of);

// A command that runs a study file.
typedef struct hy_points_command {
    const char *name, *help;
    int (*run)(hy_study_options *options, const hy_study_document *document); // an exit status
} hy_points_command;

// Reads the options and the study, and runs the command with them. An exit status.
int hy_points_command_run(int argument_count, char **arguments, const hy_points_command *command);

#endif
