// The chronicle of a history that runs in the page, by the words that `hyosan tell` uses.
#ifndef HY_ENGINE_STORY_H
#define HY_ENGINE_STORY_H

#include "hyosan/sim.h"

#include "base/text.h"

// A JSON object: "items", a list of [tick, first event, sentence] in order of time. Of a history that has come to its end also
// "episodes", as `hyosan tell` cuts them: {"title", "range": [first tick, end tick, first item, items], "twist": [tick, event,
// sentence, people] or null}; and the ledger, "deeds": [kind, 1 for harm, 1 for knowing, doer, whom, act, effect], with the words
// of the kinds as "deedTexts". `events` are all of the history; no items without memory.
void hy_story_write(const hy_model *model, const hy_sim *sim, uint64_t seed, const hy_event *events, uint32_t event_count,
                    hy_text *text);

#endif
