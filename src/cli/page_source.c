// Reads a scenario or a .hyo file for the viewer.
#include "cli/page_source.h"

#include "hyosan/packed.h"
#include "hyosan/version.h"
#include "serve/study_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// where the build leaves the page, from the source tree and from the installed share/hyosan
#define PAGE "viewer/dist/hyosan.html"

static int complain_of_memory(void)
{
    hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
    return HY_EXIT_FAILED;
}

static int set_names(hy_page_source *source, const char *title, const char *scenario)
{
    source->title = strdup(title);
    source->scenario = strdup(scenario);
    source->definition.title = source->title;
    source->definition.scenario = source->scenario;
    return source->title != NULL && source->scenario != NULL ? HY_EXIT_DONE : complain_of_memory();
}

static int take_scenario(const hy_page_options *options, hy_page_source *source)
{
    hy_scenario_world world;
    int status = hy_scenario_world_load(options->path, options->settings, options->setting_count, &world);
    if (status == HY_EXIT_DONE) {
        const hy_description *description = hy_document_description(world.document);
        source->definition.packed_size = hy_description_packed_size(description);
        source->packed = malloc(source->definition.packed_size);
        source->definition.seed = world.model->seed;
        source->room_count = world.model->room_count;
        source->person_count = world.model->person_count;
        status = set_names(source, world.model->title, options->path);
        if (status == HY_EXIT_DONE && source->packed == NULL) {
            status = complain_of_memory();
        } else if (status == HY_EXIT_DONE) {
            hy_description_pack(description, world.model->hash, source->packed);
        }
    }
    hy_scenario_world_clear(&world);
    return status;
}

static int take_record(hy_record *record, hy_page_source *source)
{
    char message[HY_STORE_MESSAGE_SIZE];
    source->definition.seed = record->seed;
    source->room_count = record->room_count;
    source->person_count = record->person_count;
    hy_status status = hy_record_world(record, &source->packed, &source->definition.packed_size, message);
    if (status == HY_OK) {
        status = hy_record_hashes(record, &source->hashes, &source->definition.hash_count, message);
    }
    if (status == HY_OK) {
        status = hy_record_interventions(record, &source->interventions, &source->definition.intervention_count, message);
    }
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    return set_names(source, record->title, record->scenario_file);
}

static bool is_of_this_epoch(const hy_page_options *options, const hy_record *record)
{
    if (record->epoch != HYOSAN_EPOCH) {
        hy_complain("%s was written by a program of results epoch %u; this one is of %u and would show another history",
                    options->path, (unsigned)record->epoch, HYOSAN_EPOCH);
    }
    return record->epoch == HYOSAN_EPOCH;
}

static int take_history(const hy_page_options *options, hy_page_source *source)
{
    char message[HY_STORE_MESSAGE_SIZE];
    hy_record *record = NULL;
    const hy_status status = hy_record_open(options->path, &record, message);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    const int exit_status = is_of_this_epoch(options, record) ? take_record(record, source) : HY_EXIT_WRONG;
    hy_record_close(record);
    return exit_status;
}

// ---- many runs

static int add_summary(hy_study *study, hy_page_source *source)
{
    char message[HY_STORE_MESSAGE_SIZE];
    hy_study_summary summary;
    const hy_status status = hy_study_summarise(study, 1, &summary, message);
    if (status == HY_OK) {
        source->study = hy_study_page_json(&summary);
    } else {
        hy_complain("%s", message);
    }
    hy_study_summary_clear(&summary);
    return status != HY_OK ? hy_exit_of(status) : source->study == NULL ? complain_of_memory() : HY_EXIT_DONE;
}

// with the first run of the study as the history, where there is none yet
static int take_study(const hy_page_options *options, const char *path, bool is_all, hy_page_source *source)
{
    char message[HY_STORE_MESSAGE_SIZE];
    hy_study *study = NULL;
    const hy_status status = hy_study_open(path, &study, message);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    int exit_status = HY_EXIT_DONE;
    if (is_all) {
        exit_status = is_of_this_epoch(options, study->world) ? take_record(study->world, source) : HY_EXIT_WRONG;
        source->definition.seed = study->first_seed;
    } else if (study->world->room_count != source->room_count || study->world->person_count != source->person_count) {
        hy_complain("%s is of another building or other people: %u rooms and %u people, where %s has %u and %u", path,
                    (unsigned)study->world->room_count, (unsigned)study->world->person_count, options->path,
                    (unsigned)source->room_count, (unsigned)source->person_count);
        exit_status = HY_EXIT_WRONG;
    }
    if (exit_status == HY_EXIT_DONE) {
        exit_status = add_summary(study, source);
    }
    hy_study_close(study);
    return exit_status;
}

static int take_path(const hy_page_options *options, hy_page_source *source)
{
    if (!hy_is_database(options->path)) {
        return take_scenario(options, source);
    }
    if (options->setting_count > 0) {
        hy_complain("%s is a history that has happened: --set changes a scenario", options->path);
        return HY_EXIT_WRONG;
    }
    return hy_study_is(options->path) ? take_study(options, options->path, true, source) : take_history(options, source);
}

int hy_page_source_load(const hy_page_options *options, hy_page_source *source)
{
    *source = (hy_page_source){0};
    hy_shipped_path(PAGE, source->template_path);
    source->definition.template_path = source->template_path;
    source->definition.version = hy_version_text();
    int status = take_path(options, source);
    if (status == HY_EXIT_DONE && options->study_path != NULL) {
        free(source->study);
        source->study = NULL;
        status = take_study(options, options->study_path, false, source);
    }
    source->definition.study = source->study;
    source->definition.packed = source->packed;
    source->definition.hashes = source->hashes;
    source->definition.interventions = source->interventions;
    if (options->has_seed && options->seed != source->definition.seed) {
        source->definition.seed = options->seed;
        // those of another history
        source->definition.hash_count = 0;
    }
    return status;
}

void hy_page_source_clear(hy_page_source *source)
{
    free(source->title);
    free(source->scenario);
    free(source->packed);
    free(source->hashes);
    free(source->interventions);
    free(source->study);
    *source = (hy_page_source){0};
}

int hy_page_take_seed(const char *command, hy_page_options *options, const char *text)
{
    options->has_seed = true;
    return hy_read_whole(text, 0, INT64_MAX, &options->seed)
               ? HY_EXIT_DONE
               : hy_complain_usage(command, "--seed needs a whole number from 0 to 9223372036854775807, not '%s'", text);
}

int hy_page_take_setting(const char *command, hy_page_options *options, const char *text)
{
    if (strchr(text, '=') == NULL) {
        return hy_complain_usage(command, "--set needs PATH=VALUE, not '%s'", text);
    }
    options->settings[options->setting_count++] = text;
    return HY_EXIT_DONE;
}
