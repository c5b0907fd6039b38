// `hyosan compare`: variants of a scenario over the same seeds, and what each changes.
#include "cli/variants.h"

#include "hyosan/host.h"
#include "report/ensemble.h"

#include <stdio.h>

static const char HELP[] =
    "usage: hyosan compare SCENARIO --what PATH=VALUE[,PATH=VALUE]...|FILE [--what ...]... --runs N [OPTION]...\n\n"
    "Runs every variant with the same N seeds and prints how each differs from the first one, with 95 % intervals of\n"
    "the paired differences. Every chance belongs to the seed, its purpose, the person and the time, so that a variant\n"
    "differs by what it causes and by nothing else.\n\n"
    "  --what A=1,B=2      one variant: settings as --set takes them, or the file of a scenario that is based on this\n"
    "                      one. With a single --what, it is held against the scenario as it is\n"
    "  --runs N            how many seeds; run k has the seed of the first plus k\n"
    "  --seed N            seed of the first run (else the scenario's seed)\n"
    "  --until HH:MM[:SS]  stop each run at this clock time (else at the scenario's end)\n"
    "  --at HH:MM[:SS]     every history goes as the first variant until this clock time, and as its own from there on\n"
    "  --threads N         at most N runs at a time (else one per core); the result is the same for any number\n"
    "  --set PATH=VALUE    change a value in all variants; may be given often\n"
    "  --out F.hyo         keep every run in this file as soon as it is finished, for plot and export\n"
    "  --resume            go on with the file: only what is missing is run; a larger --runs adds runs\n"
    "  --force             replace an existing .hyo file\n"
    "  --json              print one JSON object instead of the tables\n"
    "  --quiet             show no progress\n\n"
    "Exit status: 0 done, 1 some runs failed or the file could not be written, 2 wrong usage or wrong input,\n"
    "130 interrupted (the file then holds every run that was finished).\n";

static const hy_study_report report = {0, hy_report_compare, hy_report_compare_json};

static int run_variants(const hy_study_options *options, hy_variants *variants)
{
    hy_ready_models models = {.worlds = variants->worlds, .count = variants->count};
    const hy_model *first = variants->worlds[0].model;
    hy_ensemble_definition definition = {
        .kind = "compare",
        .models = hy_ready_model_source(&models),
        .variants = variants->items,
        .variant_count = variants->count,
        .run_count = (uint32_t)options->run_count,
        .first_seed = options->has_seed ? options->seed : first->seed,
        .document = variants->worlds[0].document,
        .settings = options->settings,
        .setting_count = options->setting_count,
    };
    int status = hy_study_end_tick(options, first, &definition.end_tick);
    if (status == HY_EXIT_DONE) {
        status = hy_study_branch_tick(options, first, &definition.branch_tick);
    }
    return status == HY_EXIT_DONE ? hy_study_make(options, &definition, &report) : status;
}

static int compare_with(const hy_study_options *options)
{
    if (options->is_help) {
        fputs(HELP, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    if (options->what_count == 0) {
        return hy_complain_usage("compare", "--what PATH=VALUE or --what FILE is needed: the variants");
    }
    hy_host_catch_stop_signals();
    hy_variants variants;
    int status = hy_variants_load(options, &variants);
    if (status == HY_EXIT_DONE) {
        if (options->run_count * variants.count > UINT32_MAX) {
            status = hy_complain_usage("compare", "at most 4294967295 runs of all variants together");
        } else {
            status = run_variants(options, &variants);
        }
    }
    hy_variants_clear(&variants);
    return status;
}

int hy_command_compare(int argument_count, char **arguments)
{
    hy_study_options options = {.command = "compare"};
    int status = hy_study_options_read(argument_count, arguments, HY_OPTIONS_COMPARE, &options);
    if (status == HY_EXIT_DONE) {
        status = compare_with(&options);
    }
    hy_study_options_free(&options);
    return status;
}
