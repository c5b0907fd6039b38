// The main loop: create a history, step it, write it down, and read the record back.
#include "study/run.h"

#include "hyosan/host.h"
#include "study/ledger.h"

#include <stdio.h>
#include <stdlib.h>

// What lives only while the steps are made.
typedef struct run_work {
    hy_pool *pool;
    hy_sim *sim;
} run_work;

hy_run_definition hy_run_definition_default(const hy_model *model)
{
    return (hy_run_definition){.model = model, .seed = model->seed};
}

// Threads beyond the blocks of people have nothing to do.
static uint32_t useful_thread_count(const hy_run_definition *definition, uint32_t block_size)
{
    const uint32_t wanted = definition->thread_count > 0 ? definition->thread_count : hy_host_core_count();
    const uint32_t block_count = (definition->model->person_count + block_size - 1) / block_size;
    const uint32_t useful = block_count > 0 ? block_count : 1;
    return wanted < useful ? wanted : useful;
}

static void say_who_finds_no_room(const hy_model *model, uint32_t person, char message[HY_STORE_MESSAGE_SIZE])
{
    const hy_group *group = &model->groups[model->people[person].group];
    if (model->people[person].has_at) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "\"%s\" would stand where somebody else stands; change at:",
                 model->people[person].name);
        return;
    }
    snprintf(message, HY_STORE_MESSAGE_SIZE,
             "group \"%s\": only %u of %u people find room at the start%s; lower count: or give them more ground", group->name,
             (unsigned)(person - group->first_person), (unsigned)group->person_count, group->has_area ? " in their area" : "");
}

static hy_status create_sim(const hy_run_definition *definition, run_work *work, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_sim_definition sim_definition = hy_sim_definition_default(definition->model);
    sim_definition.seed = definition->seed;
    const uint32_t thread_count = useful_thread_count(definition, sim_definition.block_size);
    if (thread_count > 1) {
        work->pool = hy_pool_create(thread_count);
        if (work->pool == NULL) {
            snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(HY_OUT_OF_MEMORY));
            return HY_OUT_OF_MEMORY;
        }
        sim_definition.parallel = hy_pool_parallel(work->pool);
    }
    uint32_t unplaced = HY_NONE;
    sim_definition.unplaced = &unplaced;
    const hy_status status = hy_sim_create(definition->model, &sim_definition, hy_host_allocator(), &work->sim);
    if (status == HY_OK && definition->intervention_count > 0) {
        const hy_status taken = hy_sim_intervene(work->sim, definition->interventions, definition->intervention_count);
        if (taken != HY_OK) {
            snprintf(message, HY_STORE_MESSAGE_SIZE, "the commands name what is not in this world, or are not in order of time");
        }
        return taken;
    }
    if (status == HY_BAD_INPUT && unplaced != HY_NONE) {
        say_who_finds_no_room(definition->model, unplaced, message);
    } else if (status != HY_OK) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(status));
    }
    return status;
}

static hy_status create_store(const hy_run_definition *definition, const hy_sim *sim, uint32_t end_tick,
                              hy_run_result *result, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_store_definition store_definition = hy_store_definition_default(definition->model, sim);
    store_definition.path = definition->out_path;
    store_definition.may_replace = definition->may_replace;
    store_definition.has_keyframes = definition->out_path != NULL;
    store_definition.seed = definition->seed;
    store_definition.end_tick = end_tick;
    store_definition.document = definition->document;
    store_definition.settings = definition->settings;
    store_definition.setting_count = definition->setting_count;
    store_definition.interventions = definition->interventions;
    store_definition.intervention_count = definition->intervention_count;
    return hy_store_create(&store_definition, &result->store, message);
}

static hy_status step_to(const hy_run_definition *definition, hy_sim *sim, uint32_t end_tick, hy_run_result *result,
                         char message[HY_STORE_MESSAGE_SIZE])
{
    while (hy_sim_tick(sim) < end_tick && !hy_host_stop_requested()) {
        hy_sim_step(sim);
        const hy_status status = hy_store_step(result->store, sim, message);
        if (status != HY_OK) {
            return status;
        }
        if (definition->observer != NULL) {
            definition->observer(definition->observer_context, sim, end_tick);
        }
    }
    result->was_interrupted = hy_sim_tick(sim) < end_tick;
    return HY_OK;
}

static hy_status store_ledger(hy_run_result *result, char message[HY_STORE_MESSAGE_SIZE])
{
    const hy_ledger_rules rules = hy_ledger_rules_default();
    hy_ledger ledger;
    hy_status status = hy_ledger_find(result->record, &rules, &ledger);
    hy_store_deed *deeds = status == HY_OK ? calloc(ledger.deed_count + 1, sizeof *deeds) : NULL;
    if (deeds == NULL) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(HY_OUT_OF_MEMORY));
        status = HY_OUT_OF_MEMORY;
    } else {
        for (uint32_t i = 0; i < ledger.deed_count; i++) {
            const hy_deed *deed = &ledger.deeds[i];
            deeds[i] = (hy_store_deed){.act = hy_deed_word(deed->kind),
                                       .is_harm = deed->is_harm,
                                       .is_knowing = deed->is_knowing,
                                       .doer = deed->doer,
                                       .whom = deed->whom,
                                       .act_event = deed->act_event,
                                       .effect_event = deed->effect_event};
        }
        status = hy_store_add_deeds(result->store, deeds, ledger.deed_count, message);
    }
    free(deeds);
    hy_ledger_clear(&ledger);
    return status;
}

static hy_status run_history(const hy_run_definition *definition, hy_sim *sim, hy_run_result *result,
                             char message[HY_STORE_MESSAGE_SIZE])
{
    const uint32_t last_tick = hy_sim_end_tick(sim);
    const bool ends_earlier = definition->end_tick > 0 && definition->end_tick < last_tick;
    const uint32_t end_tick = ends_earlier ? definition->end_tick : last_tick;
    hy_status status = create_store(definition, sim, end_tick, result, message);
    if (status != HY_OK) {
        return status;
    }
    const double begin_s = hy_host_seconds();
    status = step_to(definition, sim, end_tick, result, message);
    if (status != HY_OK) {
        return status;
    }
    result->wall_s = hy_host_seconds() - begin_s;
    status = hy_store_finish(result->store, sim, result->wall_s, !result->was_interrupted, message);
    if (status == HY_OK) {
        status = hy_record_of_store(result->store, &result->record, message);
    }
    return status == HY_OK && definition->out_path != NULL ? store_ledger(result, message) : status;
}

hy_status hy_run(const hy_run_definition *definition, hy_run_result *result, char message[HY_STORE_MESSAGE_SIZE])
{
    *result = (hy_run_result){0};
    message[0] = '\0';
    run_work work = {0};
    hy_status status = create_sim(definition, &work, message);
    if (status == HY_OK) {
        status = run_history(definition, work.sim, result, message);
    }
    hy_sim_destroy(work.sim);
    hy_pool_destroy(work.pool);
    return status;
}

void hy_run_clear(hy_run_result *result)
{
    hy_record_close(result->record);
    hy_store_destroy(result->store);
    *result = (hy_run_result){0};
}
