// Reading a history back, or making it, so that the engine can go on from any of its moments.
#include "cli/history.h"

#include "cli/progress.h"

#include "hyosan/host.h"
#include "hyosan/packed.h"
#include "report/chronicle.h"
#include "report/phrases.h"
#include "study/reversals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int complain_of(hy_status status, const char *message)
{
    hy_complain("%s", message);
    return hy_exit_of(status);
}

// ---- models: one for all variants

static const hy_model *acquire(void *context, uint32_t variant, char message[HY_STORE_MESSAGE_SIZE])
{
    (void)variant;
    (void)message;
    const hy_history *history = context;
    return history->model;
}

static void release(void *context, uint32_t variant)
{
    (void)context;
    (void)variant;
}

// ---- of a file

static int compile_record(const char *path, hy_history *history)
{
    char message[HY_STORE_MESSAGE_SIZE];
    uint8_t *packed = NULL;
    size_t size = 0;
    hy_status status = hy_record_world(history->opened, &packed, &size, message);
    if (status != HY_OK) {
        return complain_of(status, message);
    }
    hy_unpacked *unpacked = NULL;
    hy_diagnostics sink;
    hy_diagnostic *items = calloc(HY_DIAGNOSTIC_LIMIT, sizeof *items);
    status = items != NULL ? hy_description_unpack(packed, size, hy_host_allocator(), &unpacked) : HY_OUT_OF_MEMORY;
    if (status == HY_OK) {
        hy_diagnostics_init(&sink, items);
        status = hy_model_create(hy_unpacked_description(unpacked), hy_host_allocator(), &sink, &history->compiled);
    }
    if (status == HY_OK && history->compiled->hash != hy_unpacked_model_hash(unpacked)) {
        status = HY_BAD_VERSION;
    }
    hy_unpacked_destroy(unpacked);
    free(items);
    free(packed);
    if (status != HY_OK) {
        hy_complain("%s: its world cannot be made again: %s; run the scenario again", path, hy_status_text(status));
    }
    history->model = history->compiled;
    return hy_exit_of(status);
}

static int open_file(const hy_study_options *options, hy_history *history)
{
    const char *path = options->input;
    char message[HY_STORE_MESSAGE_SIZE];
    if (options->setting_count > 0 || options->has_seed) {
        return hy_complain_usage(options->command, "%s is a history that has happened: %s changes a scenario", path,
                                 options->has_seed ? "--seed" : "--set");
    }
    if (hy_study_is(path)) {
        hy_complain("%s holds many runs: one history is needed, as 'hyosan run SCENARIO --out F.hyo' makes it", path);
        return HY_EXIT_WRONG;
    }
    hy_status status = hy_record_open(path, &history->opened, message);
    if (status != HY_OK) {
        return complain_of(status, message);
    }
    if (history->opened->epoch != HYOSAN_EPOCH) {
        hy_complain("%s was written by a program of results epoch %u; this one is of %u and would make another history", path,
                    (unsigned)history->opened->epoch, HYOSAN_EPOCH);
        return HY_EXIT_WRONG;
    }
    uint32_t count = 0;
    status = hy_record_interventions(history->opened, &history->interventions, &history->branched.intervention_count, message);
    if (status == HY_OK) {
        status = hy_record_settings(history->opened, &history->settings, &count, message);
    }
    if (status != HY_OK) {
        return complain_of(status, message);
    }
    history->record = history->opened;
    history->branched.interventions = history->interventions;
    history->definition.settings = history->settings;
    history->definition.setting_count = count;
    history->definition.scenario_file = history->opened->scenario_file;
    return compile_record(path, history);
}

// ---- of a scenario

static int make_history(const hy_study_options *options, hy_history *history)
{
    int exit_status = hy_scenario_world_load(options->input, options->settings, options->setting_count, &history->world);
    hy_run_definition definition = hy_run_definition_default(history->world.model);
    if (exit_status == HY_EXIT_DONE) {
        exit_status = hy_study_end_tick(options, history->world.model, &definition.end_tick);
    }
    if (exit_status != HY_EXIT_DONE) {
        return exit_status;
    }
    hy_progress progress = hy_progress_begin(options->is_quiet);
    char message[HY_STORE_MESSAGE_SIZE];
    definition.document = history->world.document;
    definition.seed = options->has_seed ? options->seed : history->world.model->seed;
    definition.thread_count = (uint32_t)options->thread_count;
    definition.observer = hy_progress_update;
    definition.observer_context = &progress;
    const hy_status status = hy_run(&definition, &history->run, message);
    hy_progress_end(&progress);
    if (status != HY_OK) {
        return complain_of(status, message);
    }
    history->record = history->run.record;
    history->model = history->world.model;
    history->definition.document = history->world.document;
    history->definition.settings = options->settings;
    history->definition.setting_count = options->setting_count;
    return history->run.was_interrupted ? HY_EXIT_INTERRUPTED : HY_EXIT_DONE;
}

// ---- both

static int complete(const hy_study_options *options, hy_history *history)
{
    char message[HY_STORE_MESSAGE_SIZE];
    hy_ensemble_definition *definition = &history->definition;
    hy_branched_history *branched = &history->branched;
    const hy_status status = hy_record_hashes(history->record, &history->hashes, &branched->hash_count, message);
    if (status != HY_OK) {
        return complain_of(status, message);
    }
    branched->model = history->model;
    branched->seed = history->record->seed;
    branched->hashes = history->hashes;
    definition->models = (hy_model_source){acquire, release, history};
    definition->first_seed = history->record->seed;
    definition->history = branched;
    definition->end_tick = history->record->end_tick;
    return options->has_until ? hy_study_end_tick(options, history->model, &definition->end_tick) : HY_EXIT_DONE;
}

int hy_history_load(const hy_study_options *options, hy_history *history)
{
    *history = (hy_history){0};
    const int status = hy_is_database(options->input) ? open_file(options, history) : make_history(options, history);
    return status == HY_EXIT_DONE ? complete(options, history) : status;
}

void hy_history_clear(hy_history *history)
{
    hy_record_close(history->opened);
    hy_run_clear(&history->run);
    hy_scenario_world_clear(&history->world);
    hy_model_destroy(history->compiled);
    free(history->settings);
    free(history->interventions);
    free(history->hashes);
    *history = (hy_history){0};
}

uint32_t hy_history_for_ticks(const hy_study_options *options, const hy_history *history)
{
    if (isinf(options->for_s)) {
        return HY_NONE;
    }
    const double ticks = options->for_s / (double)history->model->step_s;
    return ticks < 1 ? 1 : ticks < 4e9 ? (uint32_t)(ticks + 0.5) : HY_NONE;
}

// ---- reversals

static int complain_of_kind(const hy_study_options *options, uint32_t id, const char *sentence)
{
    fprintf(stderr, "hyosan %s: event %u cannot be reversed by a command of its own: %s.\nThose that can are", options->command,
            (unsigned)id, sentence);
    for (uint32_t i = 0; hy_reversible_word(i)[0] != '\0'; i++) {
        fprintf(stderr, "%s %s", i > 0 ? "," : "", hy_reversible_word(i));
    }
    fputs(".\nWhatever else is to be otherwise, --commands FILE does.\n", stderr);
    return HY_EXIT_WRONG;
}

int hy_history_add_reversal(const hy_study_options *options, const hy_history *history, uint32_t id, double estimate,
                            hy_reruns *reruns)
{
    const hy_record *record = history->record;
    if (id >= record->event_count) {
        return hy_complain_usage(options->command, "there is no event %u: %s has events 0 to %u", (unsigned)id, options->input,
                                 (unsigned)(record->event_count > 0 ? record->event_count - 1 : 0));
    }
    char storage[HY_PHRASE_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    hy_text_add_clock(&text, hy_record_clock_s(record, record->events[id].tick));
    hy_text_add(&text, ": ");
    hy_text_add_event(&text, record, &record->events[id]);
    hy_intervention reversal;
    if (!hy_reversal_of(record, id, hy_history_for_ticks(options, history), &reversal)) {
        return complain_of_kind(options, id, text.chars);
    }
    if (reversal.tick + 1 >= history->definition.end_tick) {
        return hy_complain_usage(options->command, "event %u happens at the very end: nothing comes after it", (unsigned)id);
    }
    char label[48];
    snprintf(label, sizeof label, "without event %u", (unsigned)id);
    const hy_rerun asked = {.tick = reversal.tick,
                            .event = id,
                            .text = text.chars,
                            .estimate = estimate,
                            .label = label,
                            .own = &reversal,
                            .own_count = 1};
    if (!hy_reruns_add(reruns, &asked)) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    return HY_EXIT_DONE;
}
