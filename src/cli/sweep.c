// `hyosan sweep`: a scenario at the points of a design, and which parameter its outcome depends on.
#include "cli/points.h"

#include "report/sweep.h"
#include "study/design.h"

static const char HELP[] =
    "usage: hyosan sweep STUDY.yaml [OPTION]...\n\n"
    "Runs a scenario at the points that the study names: a grid, a Latin hypercube, a Sobol' sequence, Saltelli's scheme\n"
    "for sensitivity indices, or one parameter at a time. Prints what the outcome depends on, with 95 % intervals.\n\n"
    "  --threads N         at most N runs at a time (else one per core); the result is the same for any number\n"
    "  --out F.hyo         keep every run in this file as soon as it is finished, for plot and export\n"
    "  --resume            go on with the file: only what is missing is run\n"
    "  --force             replace an existing .hyo file\n"
    "  --json              print one JSON object instead of the tables\n"
    "  --quiet             show no progress\n\n"
    "docs/tutorials/sweeps.md tells how a study is written.\n\n"
    "Exit status: 0 done, 1 some runs failed or the file could not be written, 2 wrong usage or wrong input,\n"
    "130 interrupted (the file then holds every run that was finished).\n";

static const hy_study_report report = {0, hy_report_sweep, hy_report_sweep_json};

static int sweep_study(hy_study_options *options, const hy_study_document *document)
{
    const hy_spec_study *study = hy_study_document_record(document);
    char message[HY_STORE_MESSAGE_SIZE];
    hy_design design;
    if (study->design == HY_study_design_abc_smc) {
        hy_complain("%s: its targets are met by 'hyosan fit %s'; a sweep needs another design:", options->input,
                    options->input);
        return HY_EXIT_WRONG;
    }
    int status = HY_EXIT_DONE;
    const hy_status made = hy_design_make(study, &design, message);
    if (made != HY_OK) {
        hy_complain("%s: %s", options->input, message);
        status = hy_exit_of(made);
    } else {
        const hy_points_study of = {.variants = design.variants, .variant_count = design.count, .report = &report};
        status = hy_points_study_make(options, document, &of);
    }
    hy_design_clear(&design);
    return status;
}

int hy_command_sweep(int argument_count, char **arguments)
{
    static const hy_points_command command = {"sweep", HELP, sweep_study};
    return hy_points_command_run(argument_count, arguments, &command);
}
