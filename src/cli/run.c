// `hyosan run`: one history, and how it ended.
#include "cli/command.h"
#include "cli/command_list.h"
#include "cli/progress.h"

#include "hyosan/host.h"
#include "report/report.h"
#include "study/run.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char HELP[] =
    "usage: hyosan run SCENARIO [OPTION]...\n\n"
    "Simulates the scenario and prints how it ended.\n\n"
    "  --seed N            another history of the same people and building (else the scenario's seed)\n"
    "  --until HH:MM[:SS]  stop at this clock time (else at the scenario's end)\n"
    "  --threads N         at most N threads (else one per core); the result is the same for any number\n"
    "  --set PATH=VALUE    change a value of the scenario, its plan or strain, e.g. mind.freeze_chance=0;\n"
    "                      may be given often\n"
    "  --commands FILE     what is done to it from outside: doors, the alarm, people taken away; the viewer saves such\n"
    "                      files. Its seed is taken, unless --seed gives another\n"
    "  --out F.hyo         keep the history in this file, for tell and plot\n"
    "  --force             replace an existing .hyo file\n"
    "  --json              print one JSON object instead of the summary\n"
    "  --quiet             show no progress\n\n"
    "Exit status: 0 done, 1 the run failed, 2 wrong usage or wrong input, 130 interrupted (the file then holds what "
    "was\n"
    "finished).\n";

typedef struct run_options {
    const char *scenario;
    const char **settings;
    uint32_t setting_count;
    uint64_t seed, thread_count;
    double until_s;
    const char *out_path, *commands_path;
    bool has_seed, has_until, may_replace, is_json, is_quiet, is_help;
} run_options;

enum {
    OPTION_SEED = 256,
    OPTION_UNTIL,
    OPTION_THREADS,
    OPTION_SET,
    OPTION_OUT,
    OPTION_FORCE,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_COMMANDS,
};

static const struct option long_options[] = {
    {"seed", required_argument, NULL, OPTION_SEED},
    {"until", required_argument, NULL, OPTION_UNTIL},
    {"threads", required_argument, NULL, OPTION_THREADS},
    {"set", required_argument, NULL, OPTION_SET},
    {"out", required_argument, NULL, OPTION_OUT},
    {"force", no_argument, NULL, OPTION_FORCE},
    {"json", no_argument, NULL, OPTION_JSON},
    {"quiet", no_argument, NULL, OPTION_QUIET},
    {"commands", required_argument, NULL, OPTION_COMMANDS},
    {"help", no_argument, NULL, 'h'},
    {0},
};

static int take_seed(run_options *options)
{
    options->has_seed = true;
    // JSON and SQLite hold no larger whole numbers
    return hy_read_whole(optarg, 0, INT64_MAX, &options->seed)
               ? HY_EXIT_DONE
               : hy_complain_usage("run", "--seed needs a whole number from 0 to 9223372036854775807, not '%s'",
                                   optarg);
}

static int take_until(run_options *options)
{
    options->has_until = true;
    return hy_read_clock(optarg, &options->until_s)
               ? HY_EXIT_DONE
               : hy_complain_usage("run", "--until needs a clock time such as 13:30 or 13:30:15, not '%s'", optarg);
}

static int take_threads(run_options *options)
{
    return hy_read_whole(optarg, 1, 1024, &options->thread_count)
               ? HY_EXIT_DONE
               : hy_complain_usage("run", "--threads needs a whole number from 1 to 1024, not '%s'", optarg);
}

static int take_setting(run_options *options)
{
    if (strchr(optarg, '=') == NULL) {
        return hy_complain_usage("run", "--set needs PATH=VALUE, not '%s'", optarg);
    }
    options->settings[options->setting_count++] = optarg;
    return HY_EXIT_DONE;
}

static int take_option(run_options *options, int found, char **arguments)
{
    switch (found) {
    case OPTION_SEED:
        return take_seed(options);
    case OPTION_UNTIL:
        return take_until(options);
    case OPTION_THREADS:
        return take_threads(options);
    case OPTION_SET:
        return take_setting(options);
    case OPTION_OUT:
        options->out_path = optarg;
        return HY_EXIT_DONE;
    case OPTION_COMMANDS:
        options->commands_path = optarg;
        return HY_EXIT_DONE;
    case OPTION_FORCE:
        options->may_replace = true;
        return HY_EXIT_DONE;
    case OPTION_JSON:
        options->is_json = true;
        return HY_EXIT_DONE;
    case OPTION_QUIET:
        options->is_quiet = true;
        return HY_EXIT_DONE;
    case 'h':
        options->is_help = true;
        return HY_EXIT_DONE;
    default:
        return hy_complain_option("run", found, arguments);
    }
}

static int read_options(int argument_count, char **arguments, run_options *options)
{
    opterr = 0;
    int found = 0;
    while ((found = getopt_long(argument_count, arguments, ":h", long_options, NULL)) != -1) {
        const int status = take_option(options, found, arguments);
        if (status != HY_EXIT_DONE || options->is_help) {
            return status;
        }
    }
    if (optind == argument_count) {
        return hy_complain_usage("run", "which scenario? For example scenarios/two-rooms.yaml");
    }
    if (optind + 1 < argument_count) {
        return hy_complain_usage("run", "one scenario at a time: '%s' is one too many", arguments[optind + 1]);
    }
    options->scenario = arguments[optind];
    return HY_EXIT_DONE;
}

static int set_end(const run_options *options, const hy_model *model, hy_run_definition *definition)
{
    if (!options->has_until) {
        return HY_EXIT_DONE;
    }
    if (options->until_s <= model->start_s || options->until_s > model->end_s) {
        return hy_complain_usage("run",
                                 "--until must lie after %02u:%02u and not after %02u:%02u, where the scenario ends",
                                 (unsigned)(model->start_s / 3600), (unsigned)(model->start_s / 60 % 60),
                                 (unsigned)(model->end_s / 3600), (unsigned)(model->end_s / 60 % 60));
    }
    definition->end_tick = (uint32_t)lround((options->until_s - model->start_s) / (double)model->step_s);
    return HY_EXIT_DONE;
}

static int write_result(const run_options *options, const hy_record *record)
{
    if (!options->is_json) {
        hy_report_summary(record, stdout);
    } else if (hy_report_json(record, stdout) == HY_OUT_OF_MEMORY) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    return hy_end_output(HY_EXIT_DONE);
}

static uint64_t seed_of(const run_options *options, const hy_scenario_world *world, const hy_command_list *commands)
{
    return options->has_seed ? options->seed : commands->has_seed ? commands->seed : world->model->seed;
}

static int run_world(const run_options *options, const hy_scenario_world *world, const hy_command_list *commands)
{
    hy_run_definition definition = hy_run_definition_default(world->model);
    int exit_status = set_end(options, world->model, &definition);
    if (exit_status != HY_EXIT_DONE) {
        return exit_status;
    }
    hy_progress progress = hy_progress_begin(options->is_quiet);
    definition.document = world->document;
    definition.settings = options->settings;
    definition.setting_count = options->setting_count;
    definition.seed = seed_of(options, world, commands);
    definition.interventions = commands->items;
    definition.intervention_count = commands->count;
    definition.thread_count = (uint32_t)options->thread_count;
    definition.out_path = options->out_path;
    definition.may_replace = options->may_replace;
    definition.observer = hy_progress_update;
    definition.observer_context = &progress;
    char message[HY_STORE_MESSAGE_SIZE];
    hy_run_result result;
    const hy_status status = hy_run(&definition, &result, message);
    hy_progress_end(&progress);
    if (status != HY_OK) {
        hy_complain("%s", message);
        exit_status = hy_exit_of(status);
    } else {
        exit_status = write_result(options, result.record);
    }
    if (result.was_interrupted) {
        hy_complain("interrupted; %s",
                    options->out_path != NULL ? "the file holds what was finished" : "this is what was finished");
        exit_status = HY_EXIT_INTERRUPTED;
    }
    hy_run_clear(&result);
    return exit_status;
}

static int run_with(const run_options *options)
{
    if (options->is_help) {
        fputs(HELP, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    hy_host_catch_stop_signals();
    hy_scenario_world world;
    int status = hy_scenario_world_load(options->scenario, options->settings, options->setting_count, &world);
    hy_command_list commands = {0};
    if (status == HY_EXIT_DONE && options->commands_path != NULL) {
        status = hy_command_list_read(options->commands_path, world.model, &commands);
    }
    if (status == HY_EXIT_DONE) {
        status = run_world(options, &world, &commands);
    }
    hy_command_list_clear(&commands);
    hy_scenario_world_clear(&world);
    return status;
}

int hy_command_run(int argument_count, char **arguments)
{
    run_options options = {.settings = calloc((size_t)argument_count, sizeof(char *))};
    if (options.settings == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    int status = read_options(argument_count, arguments, &options);
    if (status == HY_EXIT_DONE) {
        status = run_with(&options);
    }
    free(options.settings);
    return status;
}
