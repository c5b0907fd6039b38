// Making a history again, and keeping what it takes to go on from the ticks that are asked for.
#include "study/branches.h"

#include "hyosan/host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TICKS_PER_LOOK = 32 };

static hy_status fail(hy_status status, char message[HY_STORE_MESSAGE_SIZE])
{
    snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(status));
    return status;
}

// ---- the ticks that are asked for

static int compare_ticks(const void *left, const void *right)
{
    const hy_moment *a = left;
    const hy_moment *b = right;
    return a->tick < b->tick ? -1 : a->tick > b->tick;
}

static bool list_ticks(const hy_variant *variants, uint32_t variant_count, hy_moments *moments)
{
    moments->items = calloc((size_t)variant_count + 1, sizeof *moments->items);
    if (moments->items == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < variant_count; i++) {
        if (variants[i].branch != NULL) {
            moments->items[moments->count++].tick = variants[i].branch->tick;
        }
    }
    qsort(moments->items, moments->count, sizeof *moments->items, compare_ticks);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < moments->count; i++) {
        if (i == 0 || moments->items[i].tick != moments->items[kept - 1].tick) {
            moments->items[kept++].tick = moments->items[i].tick;
        }
    }
    moments->count = kept;
    return true;
}

// ---- keeping a moment

static void copy_counts(const hy_study_shape *shape, const hy_study_run *from, hy_study_run *to)
{
    const hy_study_run own = *to;
    const size_t risk_count = (size_t)shape->room_count * shape->hour_count;
    *to = *from;
    to->groups = own.groups;
    to->named = own.named;
    to->curve = own.curve;
    to->infections = own.infections;
    to->deaths = own.deaths;
    memcpy(to->groups, from->groups, shape->group_count * sizeof *to->groups);
    memcpy(to->named, from->named, shape->named_count * sizeof *to->named);
    memcpy(to->curve, from->curve, (size_t)shape->sample_count * HY_role_count * sizeof *to->curve);
    memcpy(to->infections, from->infections, risk_count * sizeof *to->infections);
    memcpy(to->deaths, from->deaths, risk_count * sizeof *to->deaths);
}

static bool keep(hy_moment *moment, const hy_sim *sim, const hy_tally *tally)
{
    moment->state_size = hy_sim_saved_size(sim);
    moment->state = malloc(moment->state_size);
    if (moment->state == NULL || !hy_study_run_init(&moment->counted, tally->shape)) {
        return false;
    }
    hy_sim_save(sim, moment->state);
    copy_counts(tally->shape, tally->run, &moment->counted);
    moment->next_sample = tally->next_sample;
    moment->was_infected = tally->was_infected;
    return true;
}

void hy_moment_resume(const hy_moment *moment, hy_tally *tally)
{
    copy_counts(tally->shape, &moment->counted, tally->run);
    tally->next_sample = moment->next_sample;
    tally->was_infected = moment->was_infected;
}

// ---- the history

static bool is_as_recorded(const hy_branched_history *history, const hy_sim *sim, uint32_t *next_hash)
{
    while (*next_hash < history->hash_count && history->hashes[*next_hash].tick < hy_sim_tick(sim)) {
        ++*next_hash;
    }
    if (*next_hash == history->hash_count || history->hashes[*next_hash].tick != hy_sim_tick(sim)) {
        return true;
    }
    char hash[24];
    snprintf(hash, sizeof hash, "%016llx", (unsigned long long)hy_sim_hash(sim));
    return strcmp(hash, history->hashes[*next_hash].text) == 0;
}

static hy_status step_through(const hy_branched_history *history, hy_sim *sim, hy_tally *tally, hy_moments *moments,
                              char message[HY_STORE_MESSAGE_SIZE])
{
    uint32_t next_hash = 0;
    for (uint32_t i = 0; i < moments->count;) {
        if (!is_as_recorded(history, sim, &next_hash)) {
            snprintf(message, HY_STORE_MESSAGE_SIZE, "made again, the history is another one at tick %u than when it was recorded",
                     (unsigned)hy_sim_tick(sim));
            return HY_BAD_INPUT;
        }
        if (moments->items[i].tick == hy_sim_tick(sim)) {
            if (!keep(&moments->items[i], sim, tally)) {
                return fail(HY_OUT_OF_MEMORY, message);
            }
            i++;
            continue;
        }
        if (hy_sim_tick(sim) % TICKS_PER_LOOK == 0 && hy_host_stop_requested()) {
            return fail(HY_INTERRUPTED, message);
        }
        hy_sim_step(sim);
        hy_tally_step(tally, sim);
    }
    return HY_OK;
}

static hy_status make(const hy_branched_history *history, const hy_study_shape *shape, hy_study_run *run, hy_sim *sim,
                      hy_moments *moments, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_tally_names names = {0};
    hy_status status = hy_tally_names_init(&names, history->model, history->model)
                           ? hy_sim_intervene(sim, history->interventions, history->intervention_count)
                           : HY_OUT_OF_MEMORY;
    if (status == HY_OK) {
        hy_tally tally = {.shape = shape, .names = &names, .model = history->model, .run = run};
        hy_tally_begin(&tally, sim);
        status = step_through(history, sim, &tally, moments, message);
    } else {
        fail(status, message);
    }
    hy_tally_names_clear(&names);
    return status;
}

hy_status hy_moments_find(const hy_branched_history *history, const hy_study_shape *shape, const hy_variant *variants,
                          uint32_t variant_count, hy_moments *moments, char message[HY_STORE_MESSAGE_SIZE])
{
    *moments = (hy_moments){0};
    hy_study_run run = {0};
    if (!list_ticks(variants, variant_count, moments) || !hy_study_run_init(&run, shape)) {
        return fail(HY_OUT_OF_MEMORY, message);
    }
    hy_sim_definition definition = hy_sim_definition_default(history->model);
    definition.seed = history->seed;
    hy_sim *sim = NULL;
    hy_status status = hy_sim_create(history->model, &definition, hy_host_allocator(), &sim);
    status = status == HY_OK ? make(history, shape, &run, sim, moments, message) : fail(status, message);
    hy_sim_destroy(sim);
    hy_study_run_clear(&run);
    return status;
}

void hy_moments_clear(hy_moments *moments)
{
    for (uint32_t i = 0; moments->items != NULL && i < moments->count; i++) {
        free(moments->items[i].state);
        hy_study_run_clear(&moments->items[i].counted);
    }
    free(moments->items);
    *moments = (hy_moments){0};
}

const hy_moment *hy_moment_at(const hy_moments *moments, uint32_t tick)
{
    for (uint32_t i = 0; i < moments->count; i++) {
        if (moments->items[i].tick == tick) {
            return moments->items[i].state != NULL ? &moments->items[i] : NULL;
        }
    }
    return NULL;
}
