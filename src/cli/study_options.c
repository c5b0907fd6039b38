// Options of the commands that make many runs, and what of them a model decides.
#include "cli/study.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    OPTION_RUNS = 256,
    OPTION_SEED,
    OPTION_UNTIL,
    OPTION_AT,
    OPTION_THREADS,
    OPTION_SET,
    OPTION_WHAT,
    OPTION_OUT,
    OPTION_FORCE,
    OPTION_RESUME,
    OPTION_UNTIL_ERROR,
    OPTION_OUTCOME,
    OPTION_EVENT,
    OPTION_COMMANDS,
    OPTION_FOR,
    OPTION_TOP,
    OPTION_EXACT,
    OPTION_JSON,
    OPTION_QUIET,
};

// so long a reversal lasts where nothing is said: not undone at once, and one event rather than a new rule
static const double REVERSAL_S = 60;

// an option, and the commands that have it
typedef struct option_row {
    struct option option;
    unsigned sets;
} option_row;

enum {
    SETS_OF_SEEDS = HY_OPTIONS_ENSEMBLE | HY_OPTIONS_COMPARE,
    SETS_OF_HISTORIES = HY_OPTIONS_COMPARE | HY_OPTIONS_TWIST | HY_OPTIONS_TELL,
    SETS_OF_TWISTS = HY_OPTIONS_TWIST | HY_OPTIONS_TELL,
};

static const option_row rows[] = {
    {{"runs", required_argument, NULL, OPTION_RUNS}, SETS_OF_SEEDS | SETS_OF_HISTORIES},
    {{"seed", required_argument, NULL, OPTION_SEED}, SETS_OF_SEEDS | HY_OPTIONS_TWIST},
    {{"until", required_argument, NULL, OPTION_UNTIL}, SETS_OF_SEEDS | SETS_OF_HISTORIES},
    {{"set", required_argument, NULL, OPTION_SET}, SETS_OF_SEEDS | HY_OPTIONS_TWIST},
    {{"what", required_argument, NULL, OPTION_WHAT}, HY_OPTIONS_COMPARE},
    {{"at", required_argument, NULL, OPTION_AT}, HY_OPTIONS_COMPARE},
    {{"event", required_argument, NULL, OPTION_EVENT}, HY_OPTIONS_COMPARE},
    {{"commands", required_argument, NULL, OPTION_COMMANDS}, HY_OPTIONS_COMPARE},
    {{"for", required_argument, NULL, OPTION_FOR}, SETS_OF_HISTORIES},
    {{"top", required_argument, NULL, OPTION_TOP}, SETS_OF_TWISTS},
    {{"exact", no_argument, NULL, OPTION_EXACT}, HY_OPTIONS_TELL},
    {{"until-error", required_argument, NULL, OPTION_UNTIL_ERROR}, HY_OPTIONS_ENSEMBLE},
    {{"outcome", required_argument, NULL, OPTION_OUTCOME}, HY_OPTIONS_ENSEMBLE | HY_OPTIONS_TWIST},
    {{"threads", required_argument, NULL, OPTION_THREADS}, ~0u},
    {{"out", required_argument, NULL, OPTION_OUT}, ~0u},
    {{"force", no_argument, NULL, OPTION_FORCE}, ~0u},
    {{"resume", no_argument, NULL, OPTION_RESUME}, ~0u},
    {{"json", no_argument, NULL, OPTION_JSON}, ~0u},
    {{"quiet", no_argument, NULL, OPTION_QUIET}, ~0u},
    {{"help", no_argument, NULL, 'h'}, ~0u},
};
enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

// ---- options

static int take_whole(const hy_study_options *options, const char *name, uint64_t low, uint64_t high, uint64_t *value)
{
    return hy_read_whole(optarg, low, high, value)
               ? HY_EXIT_DONE
               : hy_complain_usage(options->command, "%s needs a whole number from %llu to %llu, not '%s'", name,
                                   (unsigned long long)low, (unsigned long long)high, optarg);
}

static int take_clock(const hy_study_options *options, const char *name, double *clock_s)
{
    return hy_read_clock(optarg, clock_s)
               ? HY_EXIT_DONE
               : hy_complain_usage(options->command, "%s needs a clock time such as 13:30 or 13:30:15, not '%s'", name,
                                   optarg);
}

static int take_until_error(hy_study_options *options)
{
    char *end = NULL;
    options->has_until_error = true;
    options->until_error = strtod(optarg, &end);
    return end != optarg && *end == '\0' && options->until_error > 0 && options->until_error < 0.5
               ? HY_EXIT_DONE
               : hy_complain_usage(options->command,
                                   "--until-error needs half the width of an interval of a share, between 0 and 0.5, "
                                   "not '%s'",
                                   optarg);
}

static int take_pair(const hy_study_options *options, const char *name, const char **texts, uint32_t *count)
{
    if (strchr(optarg, '=') == NULL) {
        return hy_complain_usage(options->command, "%s needs PATH=VALUE, not '%s'", name, optarg);
    }
    texts[(*count)++] = optarg;
    return HY_EXIT_DONE;
}

// an event is called by its number, as the chronicle and the table of events have it
static int take_event(hy_study_options *options)
{
    uint64_t event = 0;
    const int status = take_whole(options, "--event", 0, UINT32_MAX - 1, &event);
    if (status == HY_EXIT_DONE) {
        options->events[options->event_count++] = (uint32_t)event;
    }
    return status;
}

static int take_for(hy_study_options *options)
{
    char *end = NULL;
    options->has_for = true;
    options->for_s = strcmp(optarg, "end") == 0 ? HUGE_VAL : strtod(optarg, &end);
    return options->for_s > 0 && (end == NULL || (end != optarg && *end == '\0' && options->for_s <= 1e9))
               ? HY_EXIT_DONE
               : hy_complain_usage(options->command, "--for needs a number of seconds above 0, or end, not '%s'", optarg);
}

static int take_value(hy_study_options *options, int found)
{
    switch (found) {
    case OPTION_EVENT:
        return take_event(options);
    case OPTION_FOR:
        return take_for(options);
    case OPTION_TOP:
        options->has_top = true;
        return take_whole(options, "--top", 1, 10000, &options->top);
    case OPTION_RUNS:
        options->has_runs = true;
        return take_whole(options, "--runs", 1, 1000000000, &options->run_count);
    case OPTION_SEED:
        options->has_seed = true;
        // JSON and SQLite hold no larger whole numbers; the seeds of the runs follow upon this one
        return take_whole(options, "--seed", 0, INT64_MAX - 1000000000, &options->seed);
    case OPTION_THREADS:
        return take_whole(options, "--threads", 1, 1024, &options->thread_count);
    case OPTION_UNTIL:
        options->has_until = true;
        return take_clock(options, "--until", &options->until_s);
    case OPTION_AT:
        options->has_at = true;
        return take_clock(options, "--at", &options->at_s);
    case OPTION_UNTIL_ERROR:
        return take_until_error(options);
    case OPTION_SET:
        return take_pair(options, "--set", options->settings, &options->setting_count);
    default:
        if (strchr(optarg, '=') == NULL && access(optarg, R_OK) != 0) {
            return hy_complain_usage(options->command, "--what needs PATH=VALUE or the file of a scenario, not '%s'", optarg);
        }
        options->whats[options->what_count++] = optarg;
        return HY_EXIT_DONE;
    }
}

static int take_option(hy_study_options *options, int found, char **arguments)
{
    switch (found) {
    case OPTION_OUT:
        options->out_path = optarg;
        return HY_EXIT_DONE;
    case OPTION_OUTCOME:
        options->outcome = optarg;
        return HY_EXIT_DONE;
    case OPTION_COMMANDS:
        options->commands_path = optarg;
        return HY_EXIT_DONE;
    case OPTION_EXACT:
        options->is_exact = true;
        return HY_EXIT_DONE;
    case OPTION_FORCE:
        options->may_replace = true;
        return HY_EXIT_DONE;
    case OPTION_RESUME:
        options->may_resume = true;
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
    case ':':
    case '?':
        return hy_complain_option(options->command, found, arguments);
    default:
        return take_value(options, found);
    }
}

static int check_options(const hy_study_options *options, hy_study_option_set set)
{
    if ((set & SETS_OF_SEEDS) != 0 && !options->has_runs) {
        return hy_complain_usage(options->command, "--runs N is needed: how many seeds");
    }
    if (options->may_resume && options->out_path == NULL) {
        return hy_complain_usage(options->command, "--resume needs --out F.hyo: the file to go on with");
    }
    if (options->may_resume && options->may_replace) {
        return hy_complain_usage(options->command, "--resume keeps the file, --force replaces it: give one of them");
    }
    if (set == HY_OPTIONS_ENSEMBLE && options->outcome != NULL && !options->has_until_error) {
        return hy_complain_usage(options->command, "--outcome names what --until-error E waits for, which is missing");
    }
    return HY_EXIT_DONE;
}

static int read_all(int argument_count, char **arguments, hy_study_option_set set, hy_study_options *options)
{
    struct option known[ROW_COUNT + 1] = {0};
    for (size_t i = 0, count = 0; i < ROW_COUNT; i++) {
        if ((rows[i].sets & set) != 0) {
            known[count++] = rows[i].option;
        }
    }
    opterr = 0;
    int found = 0;
    while ((found = getopt_long(argument_count, arguments, ":h", known, NULL)) != -1) {
        const int status = take_option(options, found, arguments);
        if (status != HY_EXIT_DONE || options->is_help) {
            return status;
        }
    }
    const bool is_of_history = (set & SETS_OF_TWISTS) != 0;
    const char *what = set == HY_OPTIONS_SWEEP ? "study" : is_of_history ? "history" : "scenario";
    if (optind == argument_count && is_of_history) {
        return hy_complain_usage(options->command, "one .hyo file%s is needed, as 'hyosan run SCENARIO --out F.hyo' makes it",
                                 set == HY_OPTIONS_TWIST ? " or scenario" : "");
    }
    if (optind == argument_count) {
        return hy_complain_usage(options->command, "which %s?", what);
    }
    if (optind + 1 < argument_count) {
        return hy_complain_usage(options->command, "one %s at a time: '%s' is one too many", what,
                                 arguments[optind + 1]);
    }
    options->input = arguments[optind];
    return check_options(options, set);
}

int hy_study_options_read(int argument_count, char **arguments, hy_study_option_set set, hy_study_options *options)
{
    options->settings = calloc((size_t)argument_count + 1, sizeof(char *));
    options->whats = calloc((size_t)argument_count + 1, sizeof(char *));
    options->events = calloc((size_t)argument_count + 1, sizeof *options->events);
    options->for_s = REVERSAL_S;
    if (options->settings == NULL || options->whats == NULL || options->events == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    return read_all(argument_count, arguments, set, options);
}

void hy_study_options_free(hy_study_options *options)
{
    free(options->settings);
    free(options->whats);
    free(options->events);
}

int hy_study_end_tick(const hy_study_options *options, const hy_model *model, uint32_t *end_tick)
{
    *end_tick = 0;
    if (!options->has_until) {
        return HY_EXIT_DONE;
    }
    if (options->until_s <= model->start_s || options->until_s > model->end_s) {
        return hy_complain_usage(options->command,
                                 "--until must lie after %02u:%02u and not after %02u:%02u, where the scenario ends",
                                 (unsigned)(model->start_s / 3600), (unsigned)(model->start_s / 60 % 60),
                                 (unsigned)(model->end_s / 3600), (unsigned)(model->end_s / 60 % 60));
    }
    *end_tick = (uint32_t)lround((options->until_s - model->start_s) / (double)model->step_s);
    return HY_EXIT_DONE;
}

int hy_study_branch_tick(const hy_study_options *options, const hy_model *model, uint32_t *branch_tick)
{
    const double end_s = options->has_until ? options->until_s : model->end_s;
    *branch_tick = 0;
    if (!options->has_at) {
        return HY_EXIT_DONE;
    }
    if (options->at_s <= model->start_s || options->at_s >= end_s) {
        return hy_complain_usage(options->command, "--at must lie after the start, %02u:%02u, and before the end of the runs",
                                 (unsigned)(model->start_s / 3600), (unsigned)(model->start_s / 60 % 60));
    }
    *branch_tick = (uint32_t)lround((options->at_s - model->start_s) / (double)model->step_s);
    return HY_EXIT_DONE;
}

bool hy_study_knows_outcome(const hy_model *model, const char *name)
{
    static const char *const known[] = {"all", "students", "staff", "ends", "infected", "peak"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i], name) == 0) {
            return true;
        }
    }
    for (uint32_t i = 0; i < model->group_count; i++) {
        if (strcmp(model->groups[i].name, name) == 0) {
            return true;
        }
    }
    return hy_model_person_named(model, name) != HY_NONE;
}
