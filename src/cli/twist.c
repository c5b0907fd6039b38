// `hyosan twist`: the single events of a history whose reversal changes the outcome most, by reruns.
#include "cli/history.h"

#include "hyosan/host.h"
#include "report/twist.h"
#include "study/twists.h"

#include <stdio.h>
#include <stdlib.h>

enum { USUAL_TOP = 10, USUAL_RUNS = 20 };

static const char HELP[] =
    "usage: hyosan twist F.hyo|SCENARIO [OPTION]...\n\n"
    "Finds the single events of a history on which most hangs, by making the rest of the history again without each of\n"
    "them. Which events are tried is told by an estimate from the causes and the ledger; what they are worth, by pairs of\n"
    "runs with and without the event. Up to the event these are the history, bit for bit; behind it run k of either side\n"
    "draws anew, and both with the same draws. A scenario is run first.\n\n"
    "  --top K             try the K events on which most hangs by the estimate (else 10)\n"
    "  --runs N            N pairs of runs for each (else 20)\n"
    "  --outcome NAME      what is to change: all who survive (so if nothing is said), students, staff, a group, somebody\n"
    "                      with a name, whether the outbreak ends by itself (ends), infected, or peak\n"
    "  --for S             for how many seconds the reversal holds, or end (else 60)\n"
    "  --until HH:MM[:SS]  stop each run at this clock time (else where the history was meant to end)\n"
    "  --seed N            seed of the history, for a scenario (else the scenario's own)\n"
    "  --set PATH=VALUE    change a value, for a scenario; may be given often\n"
    "  --threads N         at most N runs at a time (else one per core); the result is the same for any number\n"
    "  --out T.hyo         keep every run in this file as soon as it is finished, for --resume, plot and export\n"
    "  --resume            go on with the file: only what is missing is run; a larger --runs adds runs\n"
    "  --force             replace an existing .hyo file\n"
    "  --json              print one JSON object instead of the table\n"
    "  --quiet             show no progress\n\n"
    "Exit status: 0 done, 1 some runs failed or the file could not be written, 2 wrong usage or wrong input,\n"
    "130 interrupted (the file then holds every run that was finished).\n";

static const hy_study_report report = {0, hy_report_twist, hy_report_twist_json};

static int complain_of_memory(void)
{
    hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
    return HY_EXIT_FAILED;
}

// pairs for those on which most hangs by the estimate
static int add_candidates(const hy_study_options *options, const hy_history *history, hy_reruns *reruns)
{
    const hy_record *record = history->record;
    const uint32_t limit = options->has_top ? (uint32_t)options->top : USUAL_TOP;
    hy_twist_guesses guesses = {0};
    uint32_t *events = calloc((size_t)limit + 1, sizeof *events);
    const bool is_reckoned = events != NULL && hy_reruns_init(reruns, &history->branched, 2 * limit) &&
                             hy_twist_guesses_find(record, &guesses) == HY_OK;
    int status = is_reckoned ? HY_EXIT_DONE : complain_of_memory();
    const uint32_t count = is_reckoned ? hy_twist_candidates(record, &guesses, 0, record->event_count, history->definition.end_tick,
                                                             events, limit)
                                       : 0;
    for (uint32_t i = 0; i < count && status == HY_EXIT_DONE; i++) {
        status = hy_history_add_reversal(options, history, events[i], guesses.changed[events[i]], reruns);
    }
    if (status == HY_EXIT_DONE && count == 0) {
        hy_complain("%s: nothing hangs on any of its events: nobody was infected, or all at the start", options->input);
        status = HY_EXIT_WRONG;
    }
    hy_twist_guesses_clear(&guesses);
    free(events);
    return status;
}

static int find_twists(const hy_study_options *options, const hy_history *history)
{
    const char *outcome = options->outcome != NULL ? options->outcome : "all";
    if (!hy_study_knows_outcome(history->model, outcome)) {
        return hy_complain_usage("twist",
                                 "there is no outcome '%s': all, students, staff, ends, infected, peak, a group or somebody "
                                 "with a name",
                                 outcome);
    }
    hy_reruns reruns = {0};
    int status = add_candidates(options, history, &reruns);
    if (status == HY_EXIT_DONE) {
        hy_ensemble_definition definition = history->definition;
        definition.kind = "twist";
        definition.variants = reruns.variants;
        definition.variant_count = reruns.variant_count;
        definition.run_count = options->has_runs ? (uint32_t)options->run_count : USUAL_RUNS;
        definition.outcome = outcome;
        status = (uint64_t)definition.run_count * reruns.variant_count > UINT32_MAX
                     ? hy_complain_usage("twist", "at most 4294967295 runs together")
                     : hy_study_make(options, &definition, &report);
    }
    hy_reruns_clear(&reruns);
    return status;
}

static int twist_with(const hy_study_options *options)
{
    if (options->is_help) {
        fputs(HELP, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    hy_host_catch_stop_signals();
    hy_history history;
    int status = hy_history_load(options, &history);
    if (status == HY_EXIT_DONE) {
        status = find_twists(options, &history);
    }
    hy_history_clear(&history);
    return status;
}

int hy_command_twist(int argument_count, char **arguments)
{
    hy_study_options options = {.command = "twist"};
    int status = hy_study_options_read(argument_count, arguments, HY_OPTIONS_TWIST, &options);
    if (status == HY_EXIT_DONE) {
        status = twist_with(&options);
    }
    hy_study_options_free(&options);
    return status;
}
