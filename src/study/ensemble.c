// The pool of whole runs. A worker takes the next run, makes it from its start to its end, and writes it down.
#include "study/ensemble.h"

#include "study/precision.h"
#include "study/ranks.h"
#include "study/spread.h"
#include "study/tally.h"

#include "hyosan/host.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double OBSERVE_S = 0.2;
enum {
    TICKS_PER_LOOK = 32, // at the clock and at the wish to stop
};

typedef struct ensemble {
    const hy_ensemble_definition *definition;
    hy_study_store *store;
    const hy_model *first_model;
    hy_study_shape shape;
    hy_study *head; // people and groups; the file as it was at the beginning
    hy_study_run *runs; // one for each worker, and one for what other ranks send
    uint32_t worker_count;
    hy_moments moments; // of the history that is branched from
    uint8_t *found; // where there are several ranks: one bit for each run of the round that the file holds
    uint32_t variant_count;
    uint64_t total, begun; // runs of these variants; of those whose round is over
    bool is_whole;         // all that was asked for was made

    pthread_mutex_t mutex; // of all below
    pthread_cond_t moved_on;
    hy_ensemble_progress progress;
    hy_precision precision;
    hy_status status; // of the first failure of the store
    char *message;
    uint32_t new_count;
    bool *is_model_noted;
    atomic_bool is_over; // begin no more
    double busy_s, span_s; // of all threads of all ranks: in runs, and in all
    double observed_s; // of the calling thread only
} ensemble;

// ---- one run

typedef struct run_work {
    ensemble *all;
    uint32_t worker, variant, number;
    uint64_t seed;
    const hy_model *model;
    hy_sim *volatile sim;
    hy_intervention *interventions; // of a branch, with the draws of this run
    hy_tally tally;
    volatile hy_status status;
    volatile bool was_stopped;
} run_work;

static void observe(ensemble *all)
{
    const hy_ensemble_definition *definition = all->definition;
    const double now_s = hy_host_seconds();
    if (definition->observer == NULL || now_s - all->observed_s < OBSERVE_S) {
        return;
    }
    all->observed_s = now_s;
    pthread_mutex_lock(&all->mutex);
    const hy_ensemble_progress progress = all->progress;
    pthread_mutex_unlock(&all->mutex);
    definition->observer(definition->observer_context, &progress);
}

static bool should_stop(const ensemble *all)
{
    return hy_host_stop_requested() || atomic_load_explicit(&all->is_over, memory_order_relaxed);
}

static void step_to(run_work *work, uint32_t end_tick)
{
    ensemble *all = work->all;
    const hy_ensemble_definition *definition = all->definition;
    hy_sim *sim = work->sim;
    for (uint32_t tick = hy_sim_tick(sim) + 1; tick <= end_tick; tick++) {
        hy_sim_step(sim);
        if (definition->step_check != NULL) {
            definition->step_check(definition->step_check_context, sim, work->variant, work->number);
        }
        hy_tally_step(&work->tally, sim);
        if (tick % TICKS_PER_LOOK == 0) {
            if (should_stop(all)) {
                work->was_stopped = true;
                return;
            }
            if (work->worker == 0) {
                observe(all);
            }
        }
    }
}

// whether this run is made of two: the first variant up to the branch, its own from there on
static bool has_branch(const run_work *work)
{
    const uint32_t branch_tick = work->all->definition->branch_tick;
    return work->variant > 0 && branch_tick > 0 && branch_tick < work->all->shape.end_tick;
}

static bool create_sim(run_work *work, const hy_model *model)
{
    hy_sim_definition definition = hy_sim_definition_default(model);
    definition.seed = work->seed;
    hy_sim *sim = NULL;
    work->status = hy_sim_create(model, &definition, hy_host_allocator(), &sim);
    work->sim = sim;
    return work->status == HY_OK;
}

// The history passes from the first variant's model to the one of this variant.
static void change_model(run_work *work)
{
    hy_sim *before = work->sim;
    const size_t size = hy_sim_saved_size(before);
    uint8_t *bytes = malloc(size);
    if (bytes == NULL) {
        work->status = HY_OUT_OF_MEMORY;
        return;
    }
    hy_sim_save(before, bytes);
    hy_sim_destroy(before);
    work->sim = NULL;
    if (create_sim(work, work->model)) {
        work->status = hy_sim_branch(work->sim, bytes, size);
    }
    free(bytes);
}

// The history is taken up at its moment, with what is done to it and the draws of this run.
static void take_up(run_work *work)
{
    const hy_study_branch *branch = work->all->definition->variants[work->variant].branch;
    const hy_moment *moment = hy_moment_at(&work->all->moments, branch->tick);
    hy_intervention *list = calloc((size_t)branch->intervention_count + 1, sizeof *list);
    work->interventions = list;
    if (list == NULL || !create_sim(work, work->model)) {
        work->status = list == NULL ? HY_OUT_OF_MEMORY : work->status;
        return;
    }
    for (uint32_t i = 0; i < branch->intervention_count; i++) {
        list[i] = branch->interventions[i];
        if (list[i].kind == HY_intervention_redraw && list[i].tick == branch->redraw_tick && list[i].target == 0) {
            list[i].target = work->number + 1;
        }
    }
    work->status = hy_sim_branch(work->sim, moment->state, moment->state_size);
    if (work->status == HY_OK) {
        work->status = hy_sim_intervene(work->sim, list, branch->intervention_count);
    }
    if (work->status == HY_OK) {
        hy_moment_resume(moment, &work->tally);
    }
}

static void go_on(run_work *work)
{
    take_up(work);
    if (work->status == HY_OK) {
        step_to(work, work->all->shape.end_tick);
    }
    if (work->status == HY_OK && !work->was_stopped) {
        hy_tally_end(&work->tally, work->sim);
    }
}

static void make_run(void *context)
{
    run_work *work = context;
    if (work->all->definition->history != NULL) {
        go_on(work);
        return;
    }
    const bool branches = has_branch(work);
    if (!create_sim(work, branches ? work->all->first_model : work->model)) {
        return;
    }
    hy_tally_begin(&work->tally, work->sim);
    if (branches) {
        step_to(work, work->all->definition->branch_tick);
        if (!work->was_stopped) {
            change_model(work);
        }
    }
    if (work->status == HY_OK && !work->was_stopped) {
        step_to(work, work->all->shape.end_tick);
    }
    if (work->status == HY_OK && !work->was_stopped) {
        hy_tally_end(&work->tally, work->sim);
    }
}

static void say_error(hy_study_run *run, const char *format, const char *what)
{
    run->has_failed = true;
    snprintf(run->error, sizeof run->error, format, what);
}

// Makes the run into work->tally.run; what went wrong with it alone is told there.
static void guard_run(run_work *work)
{
    hy_study_run *run = work->tally.run;
    hy_study_run_reset(run, &work->all->shape);
    const hy_ensemble_definition *definition = work->all->definition;
    const uint64_t first = definition->has_own_seeds ? (uint64_t)work->variant * definition->run_count : 0;
    // those that branch from a history have its seed, and draws of their own from there on
    work->seed = definition->first_seed + (definition->history != NULL ? 0 : first + work->number);
    const double begin_s = hy_host_seconds();
    const char *fault = hy_host_guard(make_run, work);
    if (fault != NULL) {
        char when[96];
        snprintf(when, sizeof when, "%s%s", fault, work->sim == NULL ? " when people were put in place" : "");
        say_error(run, "%s", when);
    } else if (work->status == HY_BAD_INPUT) {
        say_error(run, "%s", "people find no room at the start");
    } else if (work->status != HY_OK) {
        say_error(run, "%s", hy_status_text(work->status));
    }
    run->variant = work->variant;
    run->number = work->number;
    run->seed = work->seed;
    run->wall_s = hy_host_seconds() - begin_s;
    hy_sim_destroy(work->sim);
    free(work->interventions);
}

// ---- the outcome that decides about the end

static void note_value(ensemble *all, const hy_study_run *run)
{
    if (all->precision.is_asked) {
        hy_precision_note(&all->precision, all->head->world, run);
        if (all->precision.enough_count != HY_NONE) {
            atomic_store(&all->is_over, true);
        }
        pthread_cond_broadcast(&all->moved_on);
    }
}

// Waits while this run is too far ahead of the first that is missing.
static void wait_for_turn(ensemble *all, uint32_t number)
{
    if (!all->precision.is_asked) {
        return;
    }
    pthread_mutex_lock(&all->mutex);
    while (number >= all->precision.next + all->precision.window && !should_stop(all)) {
        pthread_cond_wait(&all->moved_on, &all->mutex);
    }
    pthread_mutex_unlock(&all->mutex);
}

// ---- writing it down

static void note_estimate(hy_ensemble_progress *progress, const hy_record *world, const hy_study_run *run)
{
    uint64_t survivors = 0;
    for (uint32_t i = 0; i < world->group_count; i++) {
        survivors += hy_survivor_count(&run->groups[i]);
    }
    progress->survivor_sum += survivors;
    progress->survivor_square_sum += survivors * survivors;
    progress->estimate_count++;
}

static void note_run(ensemble *all, const hy_study_run *run)
{
    all->progress.done_count++;
    all->progress.failed_count += run->has_failed;
    if (!run->has_failed && run->variant == 0) {
        note_estimate(&all->progress, all->head->world, run);
    }
    note_value(all, run);
    const hy_ensemble_growth *growth = all->definition->growth;
    if (growth != NULL) {
        growth->note(growth->context, all->head, run);
    }
}

static void fail(ensemble *all, hy_status status, const char *message)
{
    if (all->status == HY_OK) {
        all->status = status;
        snprintf(all->message, HY_STORE_MESSAGE_SIZE, "%s", message);
    }
    atomic_store(&all->is_over, true);
    pthread_cond_broadcast(&all->moved_on);
}

static void fail_locked(ensemble *all, hy_status status, const char *message)
{
    pthread_mutex_lock(&all->mutex);
    fail(all, status, message);
    pthread_mutex_unlock(&all->mutex);
}

static void keep_run(ensemble *all, const hy_study_run *run, uint64_t model_hash)
{
    char message[HY_STORE_MESSAGE_SIZE] = "";
    pthread_mutex_lock(&all->mutex);
    // runs beyond those that were enough are no part of the result
    const bool is_wanted = all->status == HY_OK && run->number < all->precision.enough_count;
    hy_status status = HY_OK;
    if (is_wanted && !all->is_model_noted[run->variant]) {
        all->is_model_noted[run->variant] = true;
        status = hy_study_store_note_model(all->store, run->variant, model_hash, message);
    }
    if (is_wanted && status == HY_OK) {
        status = hy_study_store_add(all->store, run, message);
    }
    if (is_wanted && status == HY_OK) {
        all->new_count++;
        note_run(all, run);
    }
    if (status != HY_OK) {
        fail(all, status, message);
    }
    pthread_mutex_unlock(&all->mutex);
}

// ---- other ranks

// A run goes to where it is written: the first rank.
static void deliver_run(ensemble *all, const hy_study_run *run, uint64_t model_hash)
{
    if (hy_ranks_own() == 0) {
        keep_run(all, run, model_hash);
    } else if (!hy_spread_send_run(&all->shape, run, model_hash)) {
        fail_locked(all, HY_OUT_OF_MEMORY, "out of memory");
    }
}

static void keep_sent(void *context, const hy_study_run *run, uint64_t model_hash)
{
    keep_run(context, run, model_hash);
}

static void fail_sent(void *context, hy_status status, const char *message)
{
    fail_locked(context, status, message);
}

static bool should_stop_serving(void *context)
{
    return should_stop(context);
}

static bool is_found(const ensemble *all, uint32_t block, uint32_t variant, uint32_t number)
{
    const uint64_t at = block - all->begun;
    return all->found != NULL ? (all->found[at / 8] >> (at % 8) & 1) != 0
                              : hy_study_store_has(all->store, variant, number);
}

// ---- the pool

static void run_of_block(const ensemble *all, uint32_t block, uint32_t *variant, uint32_t *number)
{
    const hy_ensemble_definition *definition = all->definition;
    const bool by_variant = definition->goes_by_variant;
    *variant = by_variant ? block / definition->run_count : block % definition->variant_count;
    *number = by_variant ? block % definition->run_count : block / definition->variant_count;
}

// Which runs there are already is known to the first rank alone; by all ranks.
static bool share_found(ensemble *all)
{
    if (hy_ranks_count() == 1) {
        return true;
    }
    const size_t size = (size_t)((all->total - all->begun) / 8 + 1);
    all->found = calloc(size, 1);
    for (uint32_t block = (uint32_t)all->begun; all->found != NULL && all->store != NULL && block < all->total; block++) {
        uint32_t variant = 0;
        uint32_t number = 0;
        run_of_block(all, block, &variant, &number);
        const uint64_t at = block - all->begun;
        if (hy_study_store_has(all->store, variant, number)) {
            all->found[at / 8] |= (uint8_t)(1u << (at % 8));
        }
    }
    if (!hy_ranks_all(all->found != NULL)) {
        return false;
    }
    hy_ranks_share(all->found, size);
    return true;
}

static void run_with_model(ensemble *all, run_work *work)
{
    const bool changes_model = has_branch(work) || all->definition->history != NULL;
    const char *difference = changes_model ? hy_models_differ_in(all->first_model, work->model) : NULL;
    if (difference != NULL) {
        char message[HY_STORE_MESSAGE_SIZE];
        snprintf(message, sizeof message,
                 "\"%.200s\" has other %s than the first variant: in the middle of a history only numbers can change",
                 all->definition->variants[work->variant].label, difference);
        pthread_mutex_lock(&all->mutex);
        fail(all, HY_BAD_INPUT, message);
        pthread_mutex_unlock(&all->mutex);
        return;
    }
    hy_tally_names names = {0};
    if (hy_tally_names_init(&names, all->first_model, work->model)) {
        work->tally = (hy_tally){
            .shape = &all->shape, .names = &names, .model = work->model, .run = &all->runs[work->worker]};
        guard_run(work);
        if (!work->was_stopped) {
            deliver_run(all, work->tally.run, work->model->hash);
        }
    } else {
        pthread_mutex_lock(&all->mutex);
        fail(all, HY_OUT_OF_MEMORY, "out of memory");
        pthread_mutex_unlock(&all->mutex);
    }
    hy_tally_names_clear(&names);
}

static void take_run(ensemble *all, uint32_t block, uint32_t worker)
{
    const hy_ensemble_definition *definition = all->definition;
    uint32_t variant = 0;
    uint32_t number = 0;
    run_of_block(all, block, &variant, &number);
    if (is_found(all, block, variant, number)) {
        return;
    }
    wait_for_turn(all, number);
    char message[HY_STORE_MESSAGE_SIZE] = "";
    run_work work = {.all = all, .worker = worker, .variant = variant, .number = number};
    work.model = definition->models.acquire(definition->models.context, variant, message);
    if (work.model == NULL) {
        pthread_mutex_lock(&all->mutex);
        fail(all, HY_BAD_INPUT, message);
        pthread_mutex_unlock(&all->mutex);
        return;
    }
    run_with_model(all, &work);
    definition->models.release(definition->models.context, variant);
}

// One thread: takes numbers of runs as long as there are any.
static void work(void *context, uint32_t index, uint32_t worker)
{
    (void)index;
    ensemble *all = context;
    const uint32_t end = (uint32_t)all->total;
    const uint32_t thread_count = all->worker_count * hy_ranks_count();
    hy_ranks_hand hand = {.thread = worker};
    double busy_s = 0;
    while (!should_stop(all)) {
        const uint32_t block = hy_ranks_take(&hand, end, thread_count);
        if (block >= end) {
            break;
        }
        const double begin_s = hy_host_seconds();
        if (worker == 0) {
            observe(all);
        }
        take_run(all, block, worker);
        busy_s += hy_host_seconds() - begin_s;
    }
    hy_ranks_drop(&hand);
    pthread_mutex_lock(&all->mutex);
    all->busy_s += busy_s;
    pthread_mutex_unlock(&all->mutex);
}

static uint32_t worker_count_of(const ensemble *all)
{
    const uint32_t asked = all->definition->thread_count;
    const uint32_t wanted = asked > 0 ? asked : hy_ranks_count() > 1 ? 1 : hy_host_core_count();
    const uint64_t left = all->total - all->begun;
    return left < wanted ? (uint32_t)left : wanted;
}

static bool make_runs(ensemble *all)
{
    all->runs = calloc(all->worker_count + 1, sizeof *all->runs);
    bool has_memory = all->runs != NULL;
    for (uint32_t i = 0; has_memory && i <= all->worker_count; i++) {
        has_memory = hy_study_run_init(&all->runs[i], &all->shape);
    }
    return has_memory;
}

static void clear_runs(ensemble *all)
{
    for (uint32_t i = 0; all->runs != NULL && i <= all->worker_count; i++) {
        hy_study_run_clear(&all->runs[i]);
    }
    free(all->runs);
    all->runs = NULL;
}

// The threads of this rank, and on the first one a thread that writes for the others.
static bool run_threads(ensemble *all, hy_pool *pool)
{
    pthread_t server;
    const hy_parallel parallel = hy_pool_parallel(pool);
    hy_spread spread = {.shape = &all->shape,
                        .run = &all->runs[all->worker_count],
                        .keep = keep_sent,
                        .fail = fail_sent,
                        .should_stop = should_stop_serving,
                        .context = all};
    const bool has_others = hy_ranks_own() == 0 && hy_ranks_count() > 1;
    if (has_others && pthread_create(&server, NULL, hy_spread_serve, &spread) != 0) {
        return false;
    }
    const double begin_s = hy_host_seconds();
    parallel.for_blocks(parallel.pool, parallel.worker_count, work, all);
    if (has_others) {
        pthread_join(server, NULL);
    } else if (hy_ranks_count() > 1) {
        hy_spread_send_end(&all->shape, all->status, all->message, all->busy_s, parallel.worker_count);
        all->busy_s = 0;
    }
    all->busy_s += spread.busy_s;
    all->span_s += (parallel.worker_count + spread.thread_count) * (hy_host_seconds() - begin_s);
    return true;
}

static hy_status run_pool(ensemble *all)
{
    all->worker_count = worker_count_of(all);
    hy_pool *pool = hy_pool_create(all->worker_count);
    const bool has_memory = hy_ranks_all(pool != NULL && make_runs(all)) && share_found(all);
    hy_status status = has_memory ? HY_OK : HY_OUT_OF_MEMORY;
    if (has_memory) {
        hy_ranks_deal((uint32_t)all->begun);
        status = run_threads(all, pool) ? HY_OK : HY_OUT_OF_MEMORY;
    }
    clear_runs(all);
    free(all->found);
    all->found = NULL;
    hy_pool_destroy(pool);
    return status == HY_OK ? all->status : status;
}

// Round after round, where the results of one make the variants of the next.
static hy_status run_rounds(ensemble *all)
{
    const hy_ensemble_growth *growth = all->definition->growth;
    hy_status status = HY_OK;
    uint32_t added_count = 0;
    do {
        status = run_pool(all);
        all->begun = all->total;
        added_count = 0;
        if (hy_ranks_all(status == HY_OK && !should_stop(all))) {
            status = growth != NULL ? growth->grow(growth->context, all->store, &added_count, all->message) : HY_OK;
            all->is_whole = status == HY_OK && added_count == 0;
        }
        all->variant_count += added_count;
        all->total = (uint64_t)all->variant_count * all->definition->run_count;
        all->progress.wanted_count = all->total;
    } while (hy_ranks_all(status == HY_OK && added_count > 0));
    return status;
}

// ---- before and after

// what the file held already counts as done
static bool note_old_run(void *context, const hy_study_run *run)
{
    ensemble *all = context;
    if (run->number < all->definition->run_count) {
        all->progress.begun_done_count++;
        note_run(all, run);
    }
    return true;
}

static hy_status prepare_precision(ensemble *all, char message[HY_STORE_MESSAGE_SIZE])
{
    all->precision.enough_count = HY_NONE;
    if (all->definition->until_outcome == NULL) {
        return HY_OK;
    }
    uint32_t count = 0;
    hy_outcome_ask *asks = hy_outcome_asks(all->head, &count);
    const hy_outcome_ask *ask =
        asks != NULL ? hy_outcome_ask_named(asks, count, all->definition->until_outcome) : NULL;
    const bool is_good = ask != NULL && ask->is_share;
    // other ranks do not know which run is missing first, and so may be ahead by any number
    const uint32_t window = hy_ranks_count() > 1 ? all->definition->run_count : 0;
    if (is_good && !hy_precision_init(&all->precision, ask, all->definition->until_error, window)) {
        free(asks);
        snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_OUT_OF_MEMORY;
    }
    if (!is_good) {
        snprintf(message, HY_STORE_MESSAGE_SIZE,
                 "there is no share called '%.200s': all, students, staff, ends, a group or somebody with a name",
                 all->definition->until_outcome);
    }
    free(asks);
    return is_good ? HY_OK : HY_BAD_ARGUMENT;
}

static hy_status prepare(ensemble *all, hy_ensemble_result *result, char message[HY_STORE_MESSAGE_SIZE])
{
    const hy_ensemble_definition *definition = all->definition;
    const hy_study_definition study = {
        .kind = definition->kind,
        .path = definition->out_path,
        .may_replace = definition->may_replace,
        .may_resume = definition->may_resume,
        .model = all->first_model,
        .first_seed = definition->first_seed,
        .run_count = definition->run_count,
        .grows = definition->growth != NULL,
        .variants = definition->variants,
        .variant_count = definition->variant_count,
        .shape = all->shape,
        .branch_tick = definition->branch_tick,
        .document = definition->document,
        .scenario_file = definition->scenario_file,
        .settings = definition->settings,
        .setting_count = definition->setting_count,
        .sweep = definition->sweep,
        .outcome = definition->outcome,
    };
    hy_status status = hy_study_store_create(&study, &result->store, message);
    all->store = result->store;
    if (status == HY_OK) {
        status = hy_study_of_store(all->store, &all->head, message);
    }
    if (status == HY_OK) {
        all->progress.people_count = all->head->world->person_count;
        all->progress.wanted_count = all->total;
        status = prepare_precision(all, message);
    }
    return status == HY_OK ? hy_study_visit(all->head, note_old_run, all, message) : status;
}

static hy_status finish(ensemble *all, hy_ensemble_result *result, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_status status = HY_OK;
    result->new_count = all->new_count;
    result->was_precise = all->precision.enough_count != HY_NONE;
    const bool is_done = all->definition->growth != NULL ? all->is_whole : all->progress.done_count >= all->total;
    result->was_interrupted = !result->was_precise && !is_done;
    if (result->was_precise) {
        status = hy_study_store_cut(all->store, all->precision.enough_count, message);
    }
    if (status == HY_OK) {
        status = hy_study_store_finish(all->store, !result->was_interrupted, message);
    }
    return status == HY_OK ? hy_study_of_store(all->store, &result->study, message) : status;
}

static uint32_t end_tick_of(const hy_ensemble_definition *definition, const hy_model *model)
{
    const uint32_t last_tick = (uint32_t)((double)(model->end_s - model->start_s) / (double)model->step_s + 0.5);
    return definition->end_tick > 0 && definition->end_tick < last_tick ? definition->end_tick : last_tick;
}

static hy_status run_all(ensemble *all, hy_ensemble_result *result, char message[HY_STORE_MESSAGE_SIZE])
{
    const hy_ensemble_definition *definition = all->definition;
    const uint32_t most_variants =
        definition->growth != NULL ? definition->growth->most_variant_count : definition->variant_count;
    all->is_model_noted = calloc(most_variants, sizeof *all->is_model_noted);
    if (!hy_ranks_all(all->is_model_noted != NULL)) {
        free(all->is_model_noted);
        snprintf(message, HY_STORE_MESSAGE_SIZE, "out of memory");
        return HY_OUT_OF_MEMORY;
    }
    hy_status status = hy_ranks_own() == 0 ? prepare(all, result, message) : HY_OK;
    const double begin_s = hy_host_seconds();
    all->observed_s = begin_s;
    uint64_t done_count = all->progress.done_count;
    hy_ranks_share(&done_count, sizeof done_count);
    if (status == HY_OK && definition->history != NULL && done_count < all->total) {
        status = hy_moments_find(definition->history, &all->shape, definition->variants, definition->variant_count, &all->moments,
                                 message);
    }
    const bool is_stopped = status == HY_INTERRUPTED;
    status = is_stopped ? HY_OK : status;
    if (hy_ranks_all(status == HY_OK && !is_stopped)) {
        status = run_rounds(all);
    }
    result->wall_s = hy_host_seconds() - begin_s;
    result->idle_share = all->span_s > 0 ? 1 - all->busy_s / all->span_s : 0;
    hy_moments_clear(&all->moments);
    hy_study_close(all->head);
    free(all->is_model_noted);
    hy_precision_clear(&all->precision);
    return status == HY_OK && hy_ranks_own() == 0 ? finish(all, result, message) : status;
}

// Whether all ranks have a model, and the same.
static bool have_same_model(const hy_model *model)
{
    if (!hy_ranks_all(model != NULL)) {
        return false;
    }
    uint64_t hash = model->hash;
    hy_ranks_share(&hash, sizeof hash);
    return hy_ranks_all(hash == model->hash);
}

hy_status hy_ensemble_run(const hy_ensemble_definition *definition, hy_ensemble_result *result,
                          char message[HY_STORE_MESSAGE_SIZE])
{
    *result = (hy_ensemble_result){0};
    message[0] = '\0';
    ensemble *all = calloc(1, sizeof *all);
    if (all == NULL) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "out of memory");
        return HY_OUT_OF_MEMORY;
    }
    all->definition = definition;
    all->message = message;
    all->variant_count = definition->variant_count;
    all->total = (uint64_t)definition->run_count * definition->variant_count;
    pthread_mutex_init(&all->mutex, NULL);
    pthread_cond_init(&all->moved_on, NULL);
    hy_status status = HY_BAD_INPUT;
    all->first_model = definition->models.acquire(definition->models.context, 0, message);
    if (!have_same_model(all->first_model)) {
        if (all->first_model != NULL) {
            snprintf(message, HY_STORE_MESSAGE_SIZE,
                     "another rank has no scenario, or another one: the same files must lie on every machine");
            definition->models.release(definition->models.context, 0);
        }
    } else {
        all->shape = hy_study_shape_of(all->first_model, end_tick_of(definition, all->first_model));
        status = run_all(all, result, message);
        definition->models.release(definition->models.context, 0);
    }
    pthread_cond_destroy(&all->moved_on);
    pthread_mutex_destroy(&all->mutex);
    free(all);
    return status;
}

void hy_ensemble_clear(hy_ensemble_result *result)
{
    hy_study_close(result->study);
    hy_study_store_destroy(result->store);
    *result = (hy_ensemble_result){0};
}
