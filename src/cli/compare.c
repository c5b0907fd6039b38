// `hyosan compare`: variants of a scenario over the same seeds, and what each changes.
#include "cli/command_list.h"
#include "cli/history.h"
#include "cli/variants.h"

#include "hyosan/host.h"
#include "report/ensemble.h"

#include <stdio.h>

static const char HELP[] =
    "usage: hyosan compare SCENARIO --what PATH=VALUE[,PATH=VALUE]...|FILE [--what ...]... --runs N [OPTION]...\n"
    "       hyosan compare F.hyo|SCENARIO --event ID [--event ID]... --runs N [OPTION]...\n"
    "       hyosan compare F.hyo|SCENARIO --commands FILE --runs N [OPTION]...\n"
    "       hyosan compare F.hyo --at HH:MM[:SS] --what PATH=VALUE... --runs N [OPTION]...\n\n"
    "Runs every variant with the same N seeds and prints how each differs from the first one, with 95 % intervals of\n"
    "the paired differences. Every chance belongs to the seed, its purpose, the person and the time, so that a variant\n"
    "differs by what it causes and by nothing else.\n\n"
    "Or goes on from one finished history, with and without one of its events, or with other numbers from a clock time\n"
    "on: up to there all runs are that history, bit for bit; behind it run k of either side draws anew, and both with\n"
    "the same draws.\n\n"
    "  --what A=1,B=2      one variant: settings as --set takes them, or the file of a scenario that is based on this\n"
    "                      one. With a single --what, it is held against the scenario as it is\n"
    "  --event ID          the event of the history that is not to happen: who is bitten is protected, a door stays as\n"
    "                      it was, who acts does nothing. Each is held against the history as it happened. A scenario\n"
    "                      is run first\n"
    "  --for S             for how many seconds that holds, or end (else 60)\n"
    "  --commands FILE     what is done to the history instead, as run --commands takes it\n"
    "  --runs N            how many seeds; run k has the seed of the first plus k. Of a history: how many draws\n"
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

// ---- from a finished history on

static bool has_redraw(const hy_command_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].kind == HY_intervention_redraw) {
            return true;
        }
    }
    return false;
}

static int add_commands(const hy_study_options *options, const hy_history *history, hy_reruns *reruns)
{
    const char *path = options->commands_path;
    hy_command_list list = {0};
    int status = hy_command_list_read(path, history->model, &list);
    if (status == HY_EXIT_DONE && (list.count == 0 || list.items[0].tick + 1 >= history->definition.end_tick)) {
        hy_complain("%s: there must be a command, and the first before the end of the history", path);
        status = HY_EXIT_WRONG;
    } else if (status == HY_EXIT_DONE && has_redraw(&list)) {
        hy_complain("%s: redraw: every run here draws anew by itself, both sides with the same draws; take it out", path);
        status = HY_EXIT_WRONG;
    }
    char label[256];
    snprintf(label, sizeof label, "with %s", path);
    if (status == HY_EXIT_DONE) {
        const hy_rerun asked = {.tick = list.items[0].tick,
                                .event = HY_NONE,
                                .text = "",
                                .estimate = HY_UNMEASURED,
                                .label = label,
                                .own = list.items,
                                .own_count = list.count};
        if (!hy_reruns_add(reruns, &asked)) {
            hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
            status = HY_EXIT_FAILED;
        }
    }
    hy_command_list_clear(&list);
    return status;
}

static int add_all(const hy_study_options *options, const hy_history *history, hy_reruns *reruns)
{
    int status = options->commands_path != NULL ? add_commands(options, history, reruns) : HY_EXIT_DONE;
    for (uint32_t i = 0; i < options->event_count && status == HY_EXIT_DONE; i++) {
        status = hy_history_add_reversal(options, history, options->events[i], HY_UNMEASURED, reruns);
    }
    return status;
}

static int go_through_again(const hy_study_options *options, hy_history *history)
{
    hy_reruns reruns;
    int status = HY_EXIT_FAILED;
    if (hy_reruns_init(&reruns, &history->branched, 2 * (options->event_count + 1))) {
        status = add_all(options, history, &reruns);
    } else {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
    }
    if (status == HY_EXIT_DONE) {
        hy_ensemble_definition definition = history->definition;
        definition.kind = "compare";
        definition.variants = reruns.variants;
        definition.variant_count = reruns.variant_count;
        definition.run_count = (uint32_t)options->run_count;
        status = options->run_count * reruns.variant_count > UINT32_MAX
                     ? hy_complain_usage("compare", "at most 4294967295 runs of all variants together")
                     : hy_study_make(options, &definition, &report);
    }
    hy_reruns_clear(&reruns);
    return status;
}

// The numbers of a finished history are changed in its scenario, which must still be the one that it was made of.
static int load_changes(const hy_study_options *options, const hy_history *history, hy_variants *variants)
{
    hy_study_options of_scenario = *options;
    of_scenario.input = history->record->scenario_file;
    of_scenario.settings = history->settings;
    of_scenario.setting_count = history->definition.setting_count;
    hy_scenario_world world;
    int status = hy_scenario_world_load(of_scenario.input, of_scenario.settings, of_scenario.setting_count, &world);
    const bool is_same = status == HY_EXIT_DONE && world.model->hash == history->model->hash;
    hy_scenario_world_clear(&world);
    if (!is_same) {
        hy_complain("%s was made of %s, which %s: --what needs it as it was", options->input, of_scenario.input,
                    status == HY_EXIT_DONE ? "has changed since" : "cannot be read");
        return HY_EXIT_WRONG;
    }
    return hy_variants_load(&of_scenario, variants);
}

static int change_history(const hy_study_options *options, hy_history *history)
{
    uint32_t tick = 0;
    hy_variants variants = {0};
    hy_reruns reruns = {0};
    int status = hy_study_branch_tick(options, history->model, &tick);
    if (status == HY_EXIT_DONE) {
        status = load_changes(options, history, &variants);
    }
    bool is_ready = status == HY_EXIT_DONE && hy_reruns_init(&reruns, &history->branched, variants.count);
    for (uint32_t i = 0; is_ready && i < variants.count; i++) {
        const hy_variant *of = &variants.items[i];
        const hy_rerun_change change = {
            .tick = tick, .label = of->label, .settings = of->settings, .setting_count = of->setting_count};
        is_ready = hy_reruns_add_change(&reruns, &change);
    }
    if (is_ready) {
        hy_ready_models models = {.worlds = variants.worlds, .count = variants.count};
        hy_ensemble_definition definition = history->definition;
        definition.kind = "compare";
        definition.models = hy_ready_model_source(&models);
        definition.variants = reruns.variants;
        definition.variant_count = reruns.variant_count;
        definition.run_count = (uint32_t)options->run_count;
        status = hy_study_make(options, &definition, &report);
    } else if (status == HY_EXIT_DONE) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        status = HY_EXIT_FAILED;
    }
    hy_reruns_clear(&reruns);
    hy_variants_clear(&variants);
    return status;
}

static int compare_history(const hy_study_options *options)
{
    const bool is_done_to = options->event_count > 0 || options->commands_path != NULL;
    if (is_done_to && (options->what_count > 0 || options->has_at)) {
        return hy_complain_usage("compare", "--event and --commands go on from one history; --what and --at do not go with them");
    }
    if (!is_done_to && (options->what_count == 0 || !options->has_at)) {
        return hy_complain_usage("compare",
                                 "%s is a history: --event ID, --commands FILE, or --at HH:MM with --what PATH=VALUE says what "
                                 "is to be otherwise",
                                 options->input);
    }
    hy_history history;
    int status = hy_history_load(options, &history);
    if (status == HY_EXIT_DONE) {
        status = is_done_to ? go_through_again(options, &history) : change_history(options, &history);
    }
    hy_history_clear(&history);
    return status;
}

// ----

static int compare_with(const hy_study_options *options)
{
    if (options->is_help) {
        fputs(HELP, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    hy_host_catch_stop_signals();
    if (options->has_for && options->event_count == 0) {
        return hy_complain_usage("compare", "--for belongs to --event, which is missing");
    }
    if (options->event_count > 0 || options->commands_path != NULL || hy_is_database(options->input)) {
        return compare_history(options);
    }
    if (options->what_count == 0) {
        return hy_complain_usage("compare", "--what PATH=VALUE or --what FILE is needed: the variants");
    }
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
