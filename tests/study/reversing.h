// Holding events against their reversals, one after another, from the state before each.
#ifndef HYOSAN_TESTS_STUDY_REVERSING_H
#define HYOSAN_TESTS_STUDY_REVERSING_H

#include "suite.h"

#include "hyosan/host.h"
#include "study/reversals.h"

#include <stdlib.h>

// at this tick, of this kind, to the same people and doors
static inline bool happens(hy_sim *sim, const hy_event *event)
{
    uint32_t count;
    const hy_event *events = hy_sim_events(sim, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (events[i].kind == event->kind && events[i].who == event->who && events[i].whom == event->whom &&
            events[i].opening == event->opening) {
            return true;
        }
    }
    return false;
}

// Goes through a history; at each event, but no more than so many of a kind that can be reversed, a second one steps from the same state with the reversal.
static inline void check_reversals(const hy_model *model, uint64_t seed, uint32_t until, uint32_t most_of_kind,
                                   uint32_t checked[HY_EVENT_KIND_COUNT])
{
    hy_sim_definition definition = hy_sim_definition_default(model);
    definition.seed = seed;
    hy_sim *sim = NULL;
    hy_sim *other = NULL;
    ck_assert_int_eq(hy_sim_create(model, &definition, hy_host_allocator(), &sim), HY_OK);
    ck_assert_int_eq(hy_sim_create(model, &definition, hy_host_allocator(), &other), HY_OK);
    const size_t size = hy_sim_saved_size(sim);
    uint8_t *before = malloc(size);
    while (hy_sim_tick(sim) < until && hy_sim_tick(sim) < hy_sim_end_tick(sim)) {
        hy_sim_save(sim, before);
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        const hy_record record = {.events = events, .event_count = count};
        for (uint32_t i = 0; i < count; i++) {
            hy_intervention reversal;
            if (checked[events[i].kind] >= most_of_kind || !hy_reversal_of(&record, i, 10, &reversal)) {
                continue;
            }
            ck_assert_int_eq(hy_sim_restore(other, before, size), HY_OK);
            ck_assert_int_eq(hy_sim_intervene(other, &reversal, 1), HY_OK);
            hy_sim_step(other);
            ck_assert_msg(!happens(other, &events[i]), "%s at tick %u happens although it is reversed",
                          hy_event_kind_word(events[i].kind), (unsigned)events[i].tick);
            checked[events[i].kind]++;
        }
    }
    free(before);
    hy_sim_destroy(sim);
    hy_sim_destroy(other);
}

#endif
