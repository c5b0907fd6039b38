// `hyosan ensemble`: many seeds of one scenario, and what they say together.
#include "cli/study.h"

#include "hyosan/host.h"
#include "report/ensemble.h"

#include <stdio.h>

static const char HELP[] =
    "usage: hyosan ensemble SCENARIO --runs N [OPTION]...\n\n"
    "Simulates the scenario with N seeds, each run on one core, and prints who survives, with 95 % intervals.\n\n"
    "  --runs N            how many runs; run k has the seed of the first plus k\n"
    "  --seed N            seed of the first run (else the scenario's seed)\n"
    "  --until HH:MM[:SS]  stop each run at this clock time (else at the scenario's end)\n"
    "  --threads N         at most N runs at a time (else one per core); the result is the same for any number\n"
    "  --set PATH=VALUE    change a value of the scenario, its plan or strain; may be given often\n"
    "  --out F.hyo         keep every run in this file as soon as it is finished, for plot and export\n"
    "  --resume            go on with the file: only what is missing is run; a larger --runs adds runs\n"
    "  --force             replace an existing .hyo file\n"
    "  --until-error E     stop as soon as half the 95 % interval of a share is at most E, e.g. 0.02; at most --runs\n"
    "  --outcome NAME      of which share: all (usual), students, staff, a group, somebody with a name, or ends\n"
    "                      (the outbreak ends by itself)\n"
    "  --json              print one JSON object instead of the summary\n"
    "  --quiet             show no progress\n\n"
    "Exit status: 0 done, 1 some runs failed or the file could not be written, 2 wrong usage or wrong input,\n"
    "130 interrupted (the file then holds every run that was finished).\n";

static const hy_study_report report = {1, hy_report_ensemble, hy_report_ensemble_json};

static int run_world(const hy_study_options *options, hy_scenario_world *world)
{
    hy_ready_models models = {.worlds = world, .count = 1};
    const hy_variant variant = {.label = "as is"};
    hy_ensemble_definition definition = {
        .kind = "ensemble",
        .models = hy_ready_model_source(&models),
        .variants = &variant,
        .variant_count = 1,
        .run_count = (uint32_t)options->run_count,
        .first_seed = options->has_seed ? options->seed : world->model->seed,
        .document = world->document,
        .settings = options->settings,
        .setting_count = options->setting_count,
        .until_outcome = options->has_until_error ? options->outcome != NULL ? options->outcome : "all" : NULL,
        .until_error = options->until_error,
    };
    const int status = hy_study_end_tick(options, world->model, &definition.end_tick);
    return status == HY_EXIT_DONE ? hy_study_make(options, &definition, &report) : status;
}

static int run_with(const hy_study_options *options)
{
    if (options->is_help) {
        fputs(HELP, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    hy_host_catch_stop_signals();
    hy_scenario_world world;
    int status = hy_scenario_world_load(options->input, options->settings, options->setting_count, &world);
    if (status == HY_EXIT_DONE) {
        status = run_world(options, &world);
    }
    hy_scenario_world_clear(&world);
    return status;
}

int hy_command_ensemble(int argument_count, char **arguments)
{
    hy_study_options options = {.command = "ensemble"};
    int status = hy_study_options_read(argument_count, arguments, HY_OPTIONS_ENSEMBLE, &options);
    if (status == HY_EXIT_DONE) {
        status = run_with(&options);
    }
    hy_study_options_free(&options);
    return status;
}
