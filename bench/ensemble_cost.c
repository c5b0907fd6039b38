// What an ensemble costs beside its runs: the same seeds as bare histories and as an ensemble on one core, turn by turn.
// Usage: ensemble_cost SCENARIO RUNS ROUNDS [UNTIL_TICK]
#include "study/ensemble.h"

#include "hyosan/host.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double processor_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static const hy_model *give_model(void *context, uint32_t variant, char message[HY_STORE_MESSAGE_SIZE])
{
    (void)variant;
    (void)message;
    return context;
}

static void take_back(void *context, uint32_t variant)
{
    (void)context;
    (void)variant;
}

static double bare_s(const hy_model *model, uint32_t run_count, uint32_t end_tick)
{
    const double begin_s = processor_s();
    for (uint32_t i = 0; i < run_count; i++) {
        hy_sim_definition definition = hy_sim_definition_default(model);
        hy_sim *sim = NULL;
        definition.seed = model->seed + i;
        if (hy_sim_create(model, &definition, hy_host_allocator(), &sim) != HY_OK) {
            exit(EXIT_FAILURE);
        }
        for (uint32_t tick = 0; tick < end_tick; tick++) {
            hy_sim_step(sim);
        }
        hy_sim_destroy(sim);
    }
    return processor_s() - begin_s;
}

static double ensemble_s(hy_model *model, uint32_t run_count, uint32_t end_tick, const char *path)
{
    const hy_variant variant = {.label = "as is"};
    const hy_ensemble_definition definition = {
        .kind = "ensemble",
        .models = {give_model, take_back, model},
        .variants = &variant,
        .variant_count = 1,
        .run_count = run_count,
        .first_seed = model->seed,
        .end_tick = end_tick,
        .thread_count = 1,
        .out_path = path,
        .may_replace = true,
    };
    char message[HY_STORE_MESSAGE_SIZE];
    hy_ensemble_result result;
    const double begin_s = processor_s();
    if (hy_ensemble_run(&definition, &result, message) != HY_OK) {
        fprintf(stderr, "%s\n", message);
        exit(EXIT_FAILURE);
    }
    const double spent_s = processor_s() - begin_s;
    hy_ensemble_clear(&result);
    return spent_s;
}

static int by_size(const void *left, const void *right)
{
    const double a = *(const double *)left;
    const double b = *(const double *)right;
    return (a > b) - (a < b);
}

int main(int argument_count, char **arguments)
{
    if (argument_count < 4) {
        fputs("usage: ensemble_cost SCENARIO RUNS ROUNDS [UNTIL_TICK]\n", stderr);
        return 2;
    }
    hy_diagnostic *items = calloc(HY_DIAGNOSTIC_LIMIT, sizeof *items);
    hy_diagnostics sink;
    hy_document *document = NULL;
    hy_model *model = NULL;
    hy_diagnostics_init(&sink, items);
    if (hy_document_load(hy_host_allocator(), arguments[1], NULL, 0, &sink, &document) != HY_OK ||
        hy_model_create(hy_document_description(document), hy_host_allocator(), &sink, &model) != HY_OK) {
        return 2;
    }
    const uint32_t run_count = (uint32_t)atoi(arguments[2]);
    const uint32_t round_count = (uint32_t)atoi(arguments[3]);
    const uint32_t last_tick = (uint32_t)((double)(model->end_s - model->start_s) / (double)model->step_s + 0.5);
    const uint32_t end_tick = argument_count > 4 ? (uint32_t)atoi(arguments[4]) : last_tick;
    double *ratios = calloc(round_count, sizeof *ratios);
    double least_bare = HUGE_VAL;
    double least_ensemble = HUGE_VAL;
    for (uint32_t i = 0; i < round_count; i++) {
        const double bare = bare_s(model, run_count, end_tick);
        const double ensemble = ensemble_s(model, run_count, end_tick, "ensemble_cost.hyo");
        ratios[i] = ensemble / bare;
        least_bare = fmin(least_bare, bare);
        least_ensemble = fmin(least_ensemble, ensemble);
        printf("%.3f s bare, %.3f s as an ensemble, %+.2f %%\n", bare, ensemble, 100 * (ratios[i] - 1));
    }
    qsort(ratios, round_count, sizeof *ratios, by_size);
    printf("median of %u rounds: %+.2f %%\n", (unsigned)round_count, 100 * (ratios[round_count / 2] - 1));
    // other work on the machine only adds
    printf("least of each: %.3f s and %.3f s, %+.2f %%\n", least_bare, least_ensemble,
           100 * (least_ensemble / least_bare - 1));
    remove("ensemble_cost.hyo");
    free(ratios);
    hy_model_destroy(model);
    hy_document_destroy(document);
    free(items);
    return 0;
}
