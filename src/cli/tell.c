// `hyosan tell`: a history as a chronicle; its twists estimated, or found by reruns.
#include "cli/history.h"

#include "hyosan/host.h"
#include "report/report.h"
#include "report/story.h"
#include "study/twist_ranks.h"
#include "study/twists.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

// of each episode
enum { USUAL_TOP = 3, USUAL_RUNS = 10 };

static const char HELP[] =
    "usage: hyosan tell F.hyo [OPTION]...\n\n"
    "Tells the history in the file in order of time, in twelve episodes between the moments at which\n"
    "things changed most. Each ends with its twist, the single event on which most hung by an estimate\n"
    "from the causes. Then come those who hid together, and the ways of those with a name. Every\n"
    "sentence has its clock time and the numbers of its events; SELECT * FROM story shows them in any\n"
    "SQLite client.\n\n"
    "  --exact             find the twists by reruns instead, as hyosan twist does: of the events of each\n"
    "                      episode on which most hangs by the estimate, the one whose absence changes most\n"
    "                      how many survive\n"
    "  --top K             of each episode, try K events (else 3)\n"
    "  --runs N            N pairs of runs for each (else 10)\n"
    "  --for S             for how many seconds a reversal holds, or end (else 60)\n"
    "  --until HH:MM[:SS]  stop each run at this clock time (else where the history was meant to end)\n"
    "  --threads N         at most N runs at a time (else one per core); the result is the same for any number\n"
    "  --out T.hyo         keep every run in this file as soon as it is finished\n"
    "  --resume            go on with that file: only what is missing is run\n"
    "  --force             replace an existing .hyo file\n"
    "  --quiet             show no progress\n"
    "  --json              print one JSON object\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage or no .hyo file, 130 interrupted.\n";

static int write_chronicle(const hy_study_options *options, const hy_record *record, const hy_rerun_twist *twists)
{
    const hy_status status =
        options->is_json ? hy_report_chronicle_json(record, twists, stdout) : hy_report_chronicle(record, twists, stdout);
    if (status == HY_OUT_OF_MEMORY) {
        hy_complain("%s", hy_status_text(status));
        return hy_exit_of(status);
    }
    return hy_end_output(HY_EXIT_DONE);
}

static int tell_file(const hy_study_options *options)
{
    char message[HY_STORE_MESSAGE_SIZE];
    hy_record *record = NULL;
    const hy_status status = hy_record_open(options->input, &record, message);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    const int exit_status = write_chronicle(options, record, NULL);
    hy_record_close(record);
    return exit_status;
}

// ---- by reruns

typedef struct retelling {
    const hy_study_options *options;
    const hy_history *history;
    hy_reruns reruns;
    hy_rerun_twist twists[HY_EPISODE_LIMIT];
    uint32_t first_events[HY_EPISODE_LIMIT], end_events[HY_EPISODE_LIMIT];
    uint32_t episode_count;
} retelling;

static int complain_of_memory(void)
{
    hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
    return HY_EXIT_FAILED;
}

static bool find_episodes(retelling *to)
{
    hy_story story;
    if (hy_story_find(to->history->record, &story) != HY_OK) {
        return false;
    }
    to->episode_count = story.episode_count;
    for (uint32_t i = 0; i < story.episode_count; i++) {
        to->twists[i].event = HY_NONE;
        to->first_events[i] = story.episodes[i].first_event;
        to->end_events[i] = story.episodes[i].end_event;
    }
    hy_story_clear(&story);
    return true;
}

static int add_of_episode(retelling *to, const hy_twist_guesses *guesses, uint32_t episode, uint32_t *events, uint32_t limit)
{
    const hy_history *history = to->history;
    const uint32_t count = hy_twist_candidates(history->record, guesses, to->first_events[episode], to->end_events[episode],
                                               history->definition.end_tick, events, limit);
    int status = HY_EXIT_DONE;
    for (uint32_t i = 0; i < count && status == HY_EXIT_DONE; i++) {
        status = hy_history_add_reversal(to->options, history, events[i], guesses->changed[events[i]], &to->reruns);
    }
    return status;
}

static int add_candidates(retelling *to)
{
    const hy_record *record = to->history->record;
    const uint32_t limit = to->options->has_top ? (uint32_t)to->options->top : USUAL_TOP;
    hy_twist_guesses guesses = {0};
    uint32_t *events = calloc((size_t)limit + 1, sizeof *events);
    const bool is_ready = events != NULL && find_episodes(to) && hy_twist_guesses_find(record, &guesses) == HY_OK &&
                          hy_reruns_init(&to->reruns, &to->history->branched, 2 * limit * to->episode_count);
    int status = is_ready ? HY_EXIT_DONE : complain_of_memory();
    for (uint32_t i = 0; i < to->episode_count && status == HY_EXIT_DONE; i++) {
        status = add_of_episode(to, &guesses, i, events, limit);
    }
    hy_twist_guesses_clear(&guesses);
    free(events);
    return status;
}

// the first of the ranks that lies in an episode is its twist
static void take_ranks(retelling *to, const hy_study_summary *summary, const hy_twist_rank *ranks, uint32_t count)
{
    const double people = summary->study->world->person_count;
    for (uint32_t episode = 0; episode < to->episode_count; episode++) {
        for (uint32_t i = 0; i < count && to->twists[episode].event == HY_NONE; i++) {
            const hy_twist_rank *rank = &ranks[i];
            const bool is_in = rank->event >= to->first_events[episode] && rank->event < to->end_events[episode];
            if (is_in && !isnan(rank->difference.value)) {
                to->twists[episode] = (hy_rerun_twist){.event = rank->event,
                                                       .pair_count = rank->difference.sample_count,
                                                       .people = people * rank->difference.value,
                                                       .low = people * rank->difference.low,
                                                       .high = people * rank->difference.high,
                                                       .is_told = hy_twist_is_told(rank)};
            }
        }
    }
}

static int tell_again(void *context, const hy_study_summary *summary)
{
    retelling *to = context;
    uint32_t count = 0;
    hy_twist_rank *ranks = hy_twist_ranks(summary, &summary->asks[0], &count); // who survives of all
    if (ranks == NULL) {
        return complain_of_memory();
    }
    take_ranks(to, summary, ranks, count);
    free(ranks);
    return write_chronicle(to->options, to->history->record, to->twists);
}

static int rerun(retelling *to)
{
    int status = add_candidates(to);
    if (status != HY_EXIT_DONE) {
        return status;
    }
    if (to->reruns.variant_count == 0) {
        return write_chronicle(to->options, to->history->record, to->twists);
    }
    hy_ensemble_definition definition = to->history->definition;
    definition.kind = "twist";
    definition.variants = to->reruns.variants;
    definition.variant_count = to->reruns.variant_count;
    definition.run_count = to->options->has_runs ? (uint32_t)to->options->run_count : USUAL_RUNS;
    definition.outcome = "all";
    return (uint64_t)definition.run_count * definition.variant_count > UINT32_MAX
               ? hy_complain_usage("tell", "at most 4294967295 runs together")
               : hy_study_make_for(to->options, &definition, 0, tell_again, to);
}

static int tell_exactly(const hy_study_options *options)
{
    if (!hy_is_database(options->input)) {
        return tell_file(options); // which says what is wrong with it
    }
    hy_host_catch_stop_signals();
    hy_history history;
    int status = hy_history_load(options, &history);
    if (status == HY_EXIT_DONE) {
        retelling to = {.options = options, .history = &history};
        status = rerun(&to);
        hy_reruns_clear(&to.reruns);
    }
    hy_history_clear(&history);
    return status;
}

// ---- the command

static int tell_with(const hy_study_options *options)
{
    if (options->is_help) {
        fputs(HELP, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    const bool asks_for_reruns = options->has_runs || options->has_top || options->has_for || options->has_until ||
                                 options->thread_count > 0 || options->out_path != NULL || options->may_replace;
    if (!options->is_exact && asks_for_reruns) {
        return hy_complain_usage("tell", "--runs, --top, --for, --until, --threads, --out, --resume and --force belong to --exact");
    }
    return options->is_exact ? tell_exactly(options) : tell_file(options);
}

int hy_command_tell(int argument_count, char **arguments)
{
    hy_study_options options = {.command = "tell"};
    int status = hy_study_options_read(argument_count, arguments, HY_OPTIONS_TELL, &options);
    if (status == HY_EXIT_DONE) {
        status = tell_with(&options);
    }
    hy_study_options_free(&options);
    return status;
}
