// `hyosan sweep`: a scenario at the points of a design, and which parameter its outcome depends on.
#include "cli/study.h"

#include "hyosan/host.h"
#include "report/sweep.h"
#include "study/design.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char HELP[] =
    "usage: hyosan sweep STUDY.yaml [OPTION]...\n\n"
    "Runs a scenario at the points that the study names: a grid, a Latin hypercube, a Sobol' sequence, Saltelli's scheme\n"
    "for sensitivity indices, or one parameter at a time. Prints what the outcome depends on, with 95 % intervals.\n\n"
    "  --threads N         at most N runs at a time (else one per core); the result is the same for any number\n"
    "  --out F.hyo         keep every run in this file as soon as it is finished, for plot and export\n"
    "  --resume            go on with the file: only what is missing is run\n"
    "  --force             replace an existing .hyo file\n"
    "  --json              print one JSON object instead of the tables\n"
    "  --quiet             show no progress\n\n"
    "docs/tutorials/sweeps.md tells how a study is written.\n\n"
    "Exit status: 0 done, 1 some runs failed or the file could not be written, 2 wrong usage or wrong input,\n"
    "130 interrupted (the file then holds every run that was finished).\n";

// ---- models, made when a point is begun and kept while it has runs

typedef struct sweep_models {
    pthread_mutex_t mutex;
    const char *scenario;
    const hy_spec_study *study;
    const hy_design *design;
    hy_scenario_world *worlds; // by point
    uint32_t *users;           // by point
    double step_s;             // of the first point, which all must share
    uint32_t start_s, end_s;
} sweep_models;

static const char **settings_of(const sweep_models *models, uint32_t point, uint32_t *count)
{
    const hy_variant *variant = &models->design->variants[point];
    const char **settings =
        calloc((size_t)models->study->set_count + variant->setting_count + 1, sizeof *settings);
    *count = 0;
    for (uint32_t i = 0; settings != NULL && i < models->study->set_count; i++) {
        settings[(*count)++] = models->study->set[i];
    }
    for (uint32_t i = 0; settings != NULL && i < variant->setting_count; i++) {
        settings[(*count)++] = variant->settings[i];
    }
    return settings;
}

static bool make_model(sweep_models *models, uint32_t point, char message[HY_STORE_MESSAGE_SIZE])
{
    uint32_t count = 0;
    const char **settings = settings_of(models, point, &count);
    hy_scenario_world *world = &models->worlds[point];
    int status = HY_EXIT_FAILED;
    if (settings != NULL) {
        status = hy_scenario_world_load(models->scenario, settings, count, world);
    }
    free(settings);
    if (status != HY_EXIT_DONE) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "the point \"%.300s\" makes no scenario", models->design->variants[point].label);
        hy_scenario_world_clear(world);
        return false;
    }
    const bool is_first = models->end_s == 0;
    if (is_first) {
        models->step_s = (double)world->model->step_s;
        models->start_s = world->model->start_s;
        models->end_s = world->model->end_s;
    }
    if (world->model->start_s != models->start_s || world->model->end_s != models->end_s ||
        (double)world->model->step_s < models->step_s || (double)world->model->step_s > models->step_s) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "all points must begin, end and step at the same times");
        hy_scenario_world_clear(world);
        return false;
    }
    return true;
}

static const hy_model *acquire(void *context, uint32_t point, char message[HY_STORE_MESSAGE_SIZE])
{
    sweep_models *models = context;
    pthread_mutex_lock(&models->mutex);
    const bool is_made = models->worlds[point].model != NULL || make_model(models, point, message);
    models->users[point] += is_made;
    const hy_model *model = models->worlds[point].model;
    pthread_mutex_unlock(&models->mutex);
    return model;
}

static void release(void *context, uint32_t point)
{
    sweep_models *models = context;
    pthread_mutex_lock(&models->mutex);
    if (--models->users[point] == 0) {
        hy_scenario_world_clear(&models->worlds[point]);
    }
    pthread_mutex_unlock(&models->mutex);
}

// ---- the study

static const hy_study_report report = {0, hy_report_sweep, hy_report_sweep_json};

// Values that the scenario does not take are told before hours are spent on others.
static int check_ends(sweep_models *models, const hy_study_document *document)
{
    const hy_spec_study *study = models->study;
    const char **settings = calloc((size_t)study->set_count + 2, sizeof *settings);
    int status = settings != NULL ? HY_EXIT_DONE : HY_EXIT_FAILED;
    for (uint32_t i = 0; settings != NULL && i < study->set_count; i++) {
        settings[i] = study->set[i];
    }
    for (uint32_t i = 0; i < study->parameters_count && status == HY_EXIT_DONE; i++) {
        const uint32_t count = study->parameters[i].values_count > 0 ? study->parameters[i].values_count : 2;
        for (uint32_t k = 0; k < count && status == HY_EXIT_DONE; k++) {
            char value[HY_DESIGN_VALUE_SIZE];
            char setting[2 * HY_DESIGN_VALUE_SIZE];
            hy_scenario_world world;
            hy_design_value(&study->parameters[i], (double)k / (count - (count > 1)), value);
            snprintf(setting, sizeof setting, "%.240s=%s", study->parameters[i].path, value);
            settings[study->set_count] = setting;
            status = hy_scenario_world_load(hy_study_document_scenario(document), settings, study->set_count + 1, &world);
            hy_scenario_world_clear(&world);
        }
    }
    free(settings);
    return status;
}

static int run_design(hy_study_options *options, sweep_models *models, const hy_study_document *document,
                      const hy_scenario_world *base)
{
    const hy_spec_study *study = models->study;
    for (uint32_t i = 0; i < study->outcomes_count; i++) {
        if (!hy_study_knows_outcome(base->model, study->outcomes[i])) {
            hy_complain("%s: there is no outcome '%s': all, students, staff, ends, infected, peak, a group or somebody "
                        "with a name",
                        options->input, study->outcomes[i]);
            return HY_EXIT_WRONG;
        }
    }
    options->has_until = study->until_s != HY_NO_CLOCK;
    options->until_s = study->until_s;
    hy_ensemble_definition definition = {
        .kind = "sweep",
        .models = {acquire, release, models},
        .variants = models->design->variants,
        .variant_count = models->design->count,
        .run_count = study->runs,
        .goes_by_variant = true,
        .first_seed = study->seed,
        .document = base->document,
        .settings = study->set,
        .setting_count = study->set_count,
        .sweep = document,
    };
    const int status = hy_study_end_tick(options, base->model, &definition.end_tick);
    return status == HY_EXIT_DONE ? hy_study_make(options, &definition, &report) : status;
}

static int sweep_points(hy_study_options *options, const hy_study_document *document, const hy_design *design)
{
    sweep_models models = {.scenario = hy_study_document_scenario(document),
                           .study = hy_study_document_record(document),
                           .design = design,
                           .worlds = calloc(design->count, sizeof(hy_scenario_world)),
                           .users = calloc(design->count, sizeof(uint32_t))};
    hy_scenario_world base = {0};
    int status = HY_EXIT_FAILED;
    if (models.worlds != NULL && models.users != NULL) {
        pthread_mutex_init(&models.mutex, NULL);
        status = hy_scenario_world_load(models.scenario, models.study->set, models.study->set_count, &base);
        status = status == HY_EXIT_DONE ? check_ends(&models, document) : status;
        status = status == HY_EXIT_DONE ? run_design(options, &models, document, &base) : status;
        pthread_mutex_destroy(&models.mutex);
    }
    hy_scenario_world_clear(&base);
    free(models.worlds);
    free(models.users);
    return status;
}

static int sweep_study(hy_study_options *options, const hy_study_document *document)
{
    char message[HY_STORE_MESSAGE_SIZE];
    hy_design design;
    int status = HY_EXIT_DONE;
    const hy_status made = hy_design_make(hy_study_document_record(document), &design, message);
    if (made != HY_OK) {
        hy_complain("%s: %s", options->input, message);
        status = hy_exit_of(made);
    } else {
        status = sweep_points(options, document, &design);
    }
    hy_design_clear(&design);
    return status;
}

static int sweep_with(hy_study_options *options)
{
    if (options->is_help) {
        fputs(HELP, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    hy_host_catch_stop_signals();
    hy_study_document *document = NULL;
    int status = hy_study_file_load(options->input, &document);
    if (status == HY_EXIT_DONE) {
        status = sweep_study(options, document);
    }
    hy_study_document_destroy(document);
    return status;
}

int hy_command_sweep(int argument_count, char **arguments)
{
    hy_study_options options = {.command = "sweep"};
    int status = hy_study_options_read(argument_count, arguments, HY_OPTIONS_SWEEP, &options);
    if (status == HY_EXIT_DONE) {
        status = sweep_with(&options);
    }
    hy_study_options_free(&options);
    return status;
}
