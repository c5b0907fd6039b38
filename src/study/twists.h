// Twists: how many fates hang on a single event, estimated from the causes and the ledger. See docs/model/chronicle.md.
#ifndef HY_STUDY_TWISTS_H
#define HY_STUDY_TWISTS_H

#include "study/ledger.h"

// An estimate for every event of a record: how many people would be expected to fare otherwise without it. `changed` has
// as many places as there are events. HY_OK or HY_OUT_OF_MEMORY.
HY_NODISCARD hy_status hy_twists_estimate(const hy_record *record, const hy_ledger *ledger, double *changed);

// The same with a ledger of its own.
HY_NODISCARD hy_status hy_twists_reckon(const hy_record *record, double *changed);

// The event of [begin, end) on which most hangs, the first among equals; HY_NONE if nothing hangs on any.
uint32_t hy_twist_among(const double *changed, uint32_t begin, uint32_t end);

// The events of [begin, end), of those before `end_tick`, that can be reversed and on which most hangs: at most `limit`, the
// one on which most hangs first; where one command reverses several, the first of these. `events` has `limit` places. Returns
// how many there are.
uint32_t hy_twist_candidates(const hy_record *record, const double *changed, uint32_t begin, uint32_t end, uint32_t end_tick,
                             uint32_t *events, uint32_t limit);

#endif
