// Finding the longest chains of infection: every person has one source at most, so that the chains make a forest.
#include "report/chains.h"

#include <stdlib.h>
#include <string.h>

uint32_t hy_chain_source(const hy_record *record, uint32_t person)
{
    const uint32_t id = record->persons[person].infection_event;
    if (id == HY_NONE) {
        return HY_NONE;
    }
    const hy_record_event *infection = &record->events[id];
    const uint32_t source = infection->whom;
    if (source == HY_NONE || source == person) {
        return HY_NONE;
    }
    // a source was infected before; a file that says otherwise must not lead in a circle
    const uint32_t source_id = record->persons[source].infection_event;
    return source_id != HY_NONE && source_id < id ? source : HY_NONE;
}

static bool is_infected(const hy_record *record, uint32_t person)
{
    return record->persons[person].infection_event != HY_NONE;
}

// links up to and with `person`
static uint32_t depth_of(const hy_record *record, uint32_t person)
{
    uint32_t depth = 0;
    for (; person != HY_NONE; person = hy_chain_source(record, person)) {
        depth++;
    }
    return depth;
}

// The last link of the longest chain that is not told yet; the earlier infection wins between equals.
static uint32_t deepest_untold(const hy_record *record, const uint32_t *depths, const bool *is_told)
{
    uint32_t best = HY_NONE;
    for (uint32_t i = 0; i < record->person_count; i++) {
        if (depths[i] == 0 || is_told[i]) {
            continue;
        }
        if (best == HY_NONE || depths[i] > depths[best] ||
            (depths[i] == depths[best] && record->persons[i].infection_event < record->persons[best].infection_event)) {
            best = i;
        }
    }
    return best;
}

static bool fill_chain(const hy_record *record, hy_chain *chain, uint32_t last, uint32_t depth)
{
    chain->persons = malloc(depth * sizeof *chain->persons);
    if (chain->persons == NULL) {
        return false;
    }
    chain->length = depth;
    chain->shared_with = HY_NONE;
    for (uint32_t i = depth; i > 0; i--) {
        chain->persons[i - 1] = last;
        last = hy_chain_source(record, last);
    }
    return true;
}

static uint32_t shared_length(const hy_chain *a, const hy_chain *b)
{
    uint32_t length = 0;
    while (length < a->length && length < b->length && a->persons[length] == b->persons[length]) {
        length++;
    }
    return length;
}

static void find_shared(hy_chains *chains, uint32_t index)
{
    hy_chain *chain = &chains->chains[index];
    for (uint32_t i = 0; i < index; i++) {
        const uint32_t length = shared_length(&chains->chains[i], chain);
        if (length > chain->shared_length) {
            chain->shared_length = length;
            chain->shared_with = i;
        }
    }
}

static hy_status fill_chains(const hy_record *record, uint32_t limit, hy_chains *chains, uint32_t *depths,
                             bool *is_told)
{
    for (uint32_t i = 0; i < record->person_count; i++) {
        depths[i] = is_infected(record, i) ? depth_of(record, i) : 0;
    }
    while (chains->count < limit) {
        const uint32_t last = deepest_untold(record, depths, is_told);
        if (last == HY_NONE) {
            break;
        }
        hy_chain *chain = &chains->chains[chains->count];
        if (!fill_chain(record, chain, last, depths[last])) {
            return HY_OUT_OF_MEMORY;
        }
        for (uint32_t i = 0; i < chain->length; i++) {
            is_told[chain->persons[i]] = true;
        }
        find_shared(chains, chains->count++);
    }
    return HY_OK;
}

hy_status hy_chains_find(const hy_record *record, uint32_t limit, hy_chains *chains)
{
    *chains = (hy_chains){.chains = calloc(limit, sizeof(hy_chain))};
    uint32_t *depths = calloc(record->person_count + 1, sizeof *depths);
    bool *is_told = calloc(record->person_count + 1, sizeof *is_told);
    hy_status status = HY_OUT_OF_MEMORY;
    if (chains->chains != NULL && depths != NULL && is_told != NULL) {
        status = fill_chains(record, limit, chains, depths, is_told);
    }
    free(depths);
    free(is_told);
    if (status != HY_OK) {
        hy_chains_clear(chains);
    }
    return status;
}

void hy_chains_clear(hy_chains *chains)
{
    for (uint32_t i = 0; i < chains->count; i++) {
        free(chains->chains[i].persons);
    }
    free(chains->chains);
    *chains = (hy_chains){0};
}
