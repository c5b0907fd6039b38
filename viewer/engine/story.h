// The chronicle of a history that runs in the page, by the words that `hyosan tell` uses.
#ifndef HY_ENGINE_STORY_H
#define HY_ENGINE_STORY_H

#include "hyosan/sim.h"

#include "base/text.h"

// A JSON list of [tick, first event, sentence], in order of time; empty without memory.
void hy_story_write(const hy_model *model, uint64_t seed, const hy_event *events, uint32_t event_count, hy_text *text);

#endif
