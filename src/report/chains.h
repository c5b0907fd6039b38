// Chains of infection: who had it from whom.
#ifndef HY_REPORT_CHAINS_H
#define HY_REPORT_CHAINS_H

#include "hyosan/store.h"

// The links of a chain, from the first case to the last.
typedef struct hy_chain {
    uint32_t *persons;
    uint32_t length;
    uint32_t shared_length; // how many of its first links stand in an earlier chain too
    uint32_t shared_with;   // index of that chain, HY_NONE for none
} hy_chain;

// The longest chains of a record, none of them a part of another.
typedef struct hy_chains {
    hy_chain *chains;
    uint32_t count;
} hy_chains;

// From whom the infection of a person came, HY_NONE for a first case and for who never had it.
uint32_t hy_chain_source(const hy_record *record, uint32_t person);

// Up to `limit` of them, longest first. HY_OK or HY_OUT_OF_MEMORY; the caller clears what it got.
HY_NODISCARD hy_status hy_chains_find(const hy_record *record, uint32_t limit, hy_chains *chains);
void hy_chains_clear(hy_chains *chains);

#endif
