// What a path of a setting may have meant: the nearest names anywhere in a world, and where their values stand.
#ifndef HY_SCENARIO_NEAR_H
#define HY_SCENARIO_NEAR_H

#include "scenario/settings.h"

// Adds "; near names are mind.freeze_chance (day.yaml:58), ..." to the text: up to three fields of any target whose
// name is near one of the two words, those of `table` before others. False, and nothing added, where nothing is near.
bool hy_near_add(hy_text *text, const hy_settings_target *targets, uint32_t target_count, const hy_diagnostics *sink,
                 const hy_record_table *table, const char *word, const char *last_word);

#endif
