// Making models of points, and running a study of them.
#include "cli/points.h"

#include "hyosan/host.h"
#include "study/design.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- models, made when a point is begun and kept while it has runs

typedef struct points {
    pthread_mutex_t mutex;
    const char *scenario;
    const hy_spec_study *study;
    const hy_variant *variants;
    hy_scenario_world *worlds; // by point
    uint32_t *users;           // by point
    double step_s;             // of the first point, which all must share
    uint32_t start_s, end_s;
} points;

static const char **settings_of(const points *all, uint32_t point, uint32_t *count)
{
    const hy_variant *variant = &all->variants[point];
    const char **settings =
        calloc((size_t)all->study->set_count + variant->setting_count + 1, sizeof *settings);
    *count = 0;
    for (uint32_t i = 0; settings != NULL && i < all->study->set_count; i++) {
        settings[(*count)++] = all->study->set[i];
    }
    for (uint32_t i = 0; settings != NULL && i < variant->setting_count; i++) {
        settings[(*count)++] = variant->settings[i];
    }
    return settings;
}

static bool make_model(points *all, uint32_t point, char message[HY_STORE_MESSAGE_SIZE])
{
    uint32_t count = 0;
    const char **settings = settings_of(all, point, &count);
    hy_scenario_world *world = &all->worlds[point];
    int status = HY_EXIT_FAILED;
    if (settings != NULL) {
        status = hy_scenario_world_load(all->scenario, settings, count, world);
    }
    free(settings);
    if (status != HY_EXIT_DONE) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "the point \"%.300s\" makes no scenario", all->variants[point].label);
        hy_scenario_world_clear(world);
        return false;
    }
    const bool is_first = all->end_s == 0;
    if (is_first) {
        all->step_s = (double)world->model->step_s;
        all->start_s = world->model->start_s;
        all->end_s = world->model->end_s;
    }
    if (world->model->start_s != all->start_s || world->model->end_s != all->end_s ||
        (double)world->model->step_s < all->step_s || (double)world->model->step_s > all->step_s) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "all points must begin, end and step at the same times");
        hy_scenario_world_clear(world);
        return false;
    }
    return true;
}

static const hy_model *acquire(void *context, uint32_t point, char message[HY_STORE_MESSAGE_SIZE])
{
    points *all = context;
    pthread_mutex_lock(&all->mutex);
    const bool is_made = all->worlds[point].model != NULL || make_model(all, point, message);
    all->users[point] += is_made;
    const hy_model *model = all->worlds[point].model;
    pthread_mutex_unlock(&all->mutex);
    return model;
}

static void release(void *context, uint32_t point)
{
    points *all = context;
    pthread_mutex_lock(&all->mutex);
    if (--all->users[point] == 0) {
        hy_scenario_world_clear(&all->worlds[point]);
    }
    pthread_mutex_unlock(&all->mutex);
}

// ---- what can be wrong

// Values that the scenario does not take are told before hours are spent on others.
static int check_ends(const points *all)
{
    const hy_spec_study *study = all->study;
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
            status = hy_scenario_world_load(all->scenario, settings, study->set_count + 1, &world);
            hy_scenario_world_clear(&world);
        }
    }
    free(settings);
    return status;
}

static int complain_of_outcome(const hy_study_options *options, const char *place, const char *name)
{
    hy_complain("%s%s: there is no outcome '%s': all, students, staff, ends, infected, peak, a group or somebody with a name",
                options->input, place, name);
    return HY_EXIT_WRONG;
}

static int check_target(const hy_study_options *options, const hy_spec_study_target *target, const hy_model *model,
                        uint32_t end_s)
{
    char place[32];
    snprintf(place, sizeof place, ":%u:%u", (unsigned)target->mark.line, (unsigned)target->mark.column);
    if (!hy_study_knows_outcome(model, target->outcome)) {
        return complain_of_outcome(options, place, target->outcome);
    }
    if (target->at_s != HY_NO_CLOCK && (target->at_s < model->start_s || target->at_s > end_s)) {
        hy_complain("%s%s: at: lies outside of the runs, which go from %02u:%02u to %02u:%02u", options->input, place,
                    (unsigned)(model->start_s / 3600), (unsigned)(model->start_s / 60 % 60), (unsigned)(end_s / 3600),
                    (unsigned)(end_s / 60 % 60));
        return HY_EXIT_WRONG;
    }
    return HY_EXIT_DONE;
}

// What is asked for must be there, and then.
static int check_asked(const hy_study_options *options, const hy_spec_study *study, const hy_model *model)
{
    for (uint32_t i = 0; i < study->outcomes_count; i++) {
        if (!hy_study_knows_outcome(model, study->outcomes[i])) {
            return complain_of_outcome(options, "", study->outcomes[i]);
        }
    }
    const uint32_t end_s = study->until_s != HY_NO_CLOCK && study->until_s < model->end_s ? study->until_s : model->end_s;
    int status = HY_EXIT_DONE;
    for (uint32_t i = 0; i < study->targets_count && status == HY_EXIT_DONE; i++) {
        status = check_target(options, &study->targets[i], model, end_s);
    }
    return status;
}

// ---- the study

static int run_points(hy_study_options *options, points *all, const hy_study_document *document,
                      const hy_scenario_world *base, const hy_points_study *of)
{
    const hy_spec_study *study = all->study;
    options->has_until = study->until_s != HY_NO_CLOCK;
    options->until_s = study->until_s;
    hy_ensemble_definition definition = {
        .kind = options->command,
        .models = {acquire, release, all},
        .variants = of->variants,
        .variant_count = of->variant_count,
        .run_count = study->runs,
        .goes_by_variant = true,
        .has_own_seeds = of->growth != NULL,
        .growth = of->growth,
        .first_seed = study->seed,
        .document = base->document,
        .settings = study->set,
        .setting_count = study->set_count,
        .sweep = document,
    };
    const int status = hy_study_end_tick(options, base->model, &definition.end_tick);
    return status == HY_EXIT_DONE ? hy_study_make(options, &definition, of->report) : status;
}

int hy_points_study_make(hy_study_options *options, const hy_study_document *document, const hy_points_study *of)
{
    const uint32_t most = of->growth != NULL ? of->growth->most_variant_count : of->variant_count;
    points all = {.scenario = hy_study_document_scenario(document),
                  .study = hy_study_document_record(document),
                  .variants = of->variants,
                  .worlds = calloc(most, sizeof(hy_scenario_world)),
                  .users = calloc(most, sizeof(uint32_t))};
    hy_scenario_world base = {0};
    int status = HY_EXIT_FAILED;
    if (all.worlds != NULL && all.users != NULL) {
        pthread_mutex_init(&all.mutex, NULL);
        status = hy_scenario_world_load(all.scenario, all.study->set, all.study->set_count, &base);
        status = status == HY_EXIT_DONE ? check_asked(options, all.study, base.model) : status;
        status = status == HY_EXIT_DONE ? check_ends(&all) : status;
        status = status == HY_EXIT_DONE ? run_points(options, &all, document, &base, of) : status;
        pthread_mutex_destroy(&all.mutex);
    } else {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
    }
    hy_scenario_world_clear(&base);
    free(all.worlds);
    free(all.users);
    return status;
}

// ---- the commands

static int run_command(hy_study_options *options, const hy_points_command *command)
{
    if (options->is_help) {
        fputs(command->help, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    hy_host_catch_stop_signals();
    hy_study_document *document = NULL;
    int status = hy_study_file_load(options->input, &document);
    if (status == HY_EXIT_DONE) {
        status = command->run(options, document);
    }
    hy_study_document_destroy(document);
    return status;
}

int hy_points_command_run(int argument_count, char **arguments, const hy_points_command *command)
{
    hy_study_options options = {.command = command->name};
    int status = hy_study_options_read(argument_count, arguments, HY_OPTIONS_SWEEP, &options);
    if (status == HY_EXIT_DONE) {
        status = run_command(&options, command);
    }
    hy_study_options_free(&options);
    return status;
}
