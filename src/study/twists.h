// Twists: how many fates hang on a single event, estimated from the causes and the ledger. See docs/model/chronicle.md.
#ifndef HY_STUDY_TWISTS_H
#define HY_STUDY_TWISTS_H

#include "study/ledger.h"

// An estimate for every event of a record: how many people would be expected to fare otherwise without it. `changed` has
// as many places as there are events. HY_OK or HY_OUT_OF_MEMORY.
HY_NODISCARD hy_status hy_twists_estimate(const hy_record *record, const hy_ledger *ledger, double *changed);

// The event of [begin, end) on which most hangs, the first among equals; HY_NONE if nothing hangs on any.
uint32_t hy_twist_among(const double *changed, uint32_t begin, uint32_t end);

// What is thought of every event before reruns tell.
typedef struct hy_twist_guesses {
    double *changed; // the estimate
    double *led_to;  // infections that go back to it; for a door that opened also those of people whom it may have joined
} hy_twist_guesses;

// Guesses for every event of a record. HY_OK or HY_OUT_OF_MEMORY. The caller clears them in every case.
HY_NODISCARD hy_status hy_twist_guesses_find(const hy_record *record, hy_twist_guesses *guesses);
void hy_twist_guesses_clear(hy_twist_guesses *guesses);

// Events of [begin, end) that are worth a rerun, of those that can be reversed and happen before the last tick before
// `end_tick`: at most `limit`, taken in turn from two orders, by the estimate and by what they led to. The second is for
// histories in which nearly everybody is lost: there the estimate has nothing to hold an event against. Where one command
// reverses several events, one of them stands for all. `events` has `limit` places. Returns how many there are.
uint32_t hy_twist_candidates(const hy_record *record, const hy_twist_guesses *guesses, uint32_t begin, uint32_t end,
                             uint32_t end_tick, uint32_t *events, uint32_t limit);

#endif
