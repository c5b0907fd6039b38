// `hyosan fit`: which values of a scenario's parameters give what was observed.
#include "cli/points.h"

#include "report/fit.h"
#include "study/fit.h"

static const char HELP[] =
    "usage: hyosan fit STUDY.yaml [OPTION]...\n\n"
    "Draws values of the study's parameters from their priors, runs the scenario with each, keeps those that come nearest\n"
    "to the targets, and draws the next ones around them, generation after generation (approximate Bayesian computation\n"
    "by sequential Monte Carlo). Prints the posterior of every parameter.\n\n"
    "  --threads N         at most N runs at a time (else one per core); the result is the same for any number\n"
    "  --out F.hyo         keep every run in this file as soon as it is finished, for plot and export\n"
    "  --resume            go on with the file: only what is missing is run; larger generations: adds generations\n"
    "  --force             replace an existing .hyo file\n"
    "  --json              print one JSON object instead of the tables\n"
    "  --quiet             show no progress\n\n"
    "docs/tutorials/fits.md tells how a study is written, docs/model/fitting.md what is computed.\n\n"
    "Exit status: 0 done, 1 some runs failed or the file could not be written, 2 wrong usage or wrong input,\n"
    "130 interrupted (the file then holds every run that was finished).\n";

static const hy_study_report report = {0, hy_report_fit, hy_report_fit_json};

static int fit_study(hy_study_options *options, const hy_study_document *document)
{
    const hy_spec_study *study = hy_study_document_record(document);
    char message[HY_STORE_MESSAGE_SIZE];
    hy_fit *fit = NULL;
    if (study->design != HY_study_design_abc_smc) {
        hy_complain("%s: a fit needs design: abc_smc and targets:; 'hyosan sweep %s' runs this study", options->input,
                    options->input);
        return HY_EXIT_WRONG;
    }
    const hy_status made = hy_fit_create(study, &fit, message);
    if (made != HY_OK) {
        hy_complain("%s: %s", options->input, message);
        return hy_exit_of(made);
    }
    hy_points_study of = {.growth = hy_fit_growth(fit), .report = &report};
    of.variants = hy_fit_variants(fit, &of.variant_count);
    const int status = hy_points_study_make(options, document, &of);
    hy_fit_destroy(fit);
    return status;
}

int hy_command_fit(int argument_count, char **arguments)
{
    static const hy_points_command command = {"fit", HELP, fit_study};
    return hy_points_command_run(argument_count, arguments, &command);
}
