// Reads a scenario or a .hyo file for the viewer.
#include "cli/page_source.h"

#include "hyosan/packed.h"
#include "hyosan/version.h"

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

static int take_history(const hy_page_options *options, hy_page_source *source)
{
    if (options->setting_count > 0) {
        hy_complain("%s is a history that has happened: --set changes a scenario", options->path);
        return HY_EXIT_WRONG;
    }
    char message[HY_STORE_MESSAGE_SIZE];
    hy_record *record = NULL;
    const hy_status status = hy_record_open(options->path, &record, message);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    if (record->epoch != HYOSAN_EPOCH) {
        hy_complain("%s was written by a program of results epoch %u; this one is of %u and would show another history",
                    options->path, (unsigned)record->epoch, HYOSAN_EPOCH);
        hy_record_close(record);
        return HY_EXIT_WRONG;
    }
    const int exit_status = take_record(record, source);
    hy_record_close(record);
    return exit_status;
}

int hy_page_source_load(const hy_page_options *options, hy_page_source *source)
{
    *source = (hy_page_source){0};
    hy_shipped_path(PAGE, source->template_path);
    source->definition.template_path = source->template_path;
    source->definition.version = hy_version_text();
    const int status = hy_is_database(options->path) ? take_history(options, source) : take_scenario(options, source);
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
