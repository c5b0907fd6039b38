// Undoing single events of a finished history: for each kind of event the command that keeps it from happening.
// See docs/tutorials/what-if.md.
#ifndef HY_STUDY_REVERSALS_H
#define HY_STUDY_REVERSALS_H

#include "hyosan/store.h"

// Whether an event of a record can be reversed; *reversal receives the intervention at its tick. Those that last do so for
// `for_ticks`, HY_NONE to the end.
bool hy_reversal_of(const hy_record *record, uint32_t event, uint32_t for_ticks, hy_intervention *reversal);

// The words of all kinds that can be reversed, "" past the end. Thread-safe.
const char *hy_reversible_word(uint32_t index);

// A list of interventions as commands in JSON, on one line, as `hyosan run --commands` reads it. NULL without memory; the
// caller frees it.
char *hy_interventions_json(const hy_intervention *list, uint32_t count, double step_s);

#endif
