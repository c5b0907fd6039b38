// Variants of a history: its own interventions, what is asked, and the place of the draws that each run has for itself.
#include "study/reruns.h"

#include "study/reversals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char AS_IT_HAPPENED[] = "as it happened";

// what a variant owns
struct hy_rerun_memory {
    hy_study_branch branch;
    hy_intervention *list;
    char *commands, *text, *label;
};

bool hy_reruns_init(hy_reruns *reruns, const hy_branched_history *history, uint32_t variant_limit)
{
    *reruns = (hy_reruns){.history = history,
                          .variants = calloc((size_t)variant_limit + 1, sizeof(hy_variant)),
                          .memory = calloc((size_t)variant_limit + 1, sizeof *reruns->memory),
                          .variant_limit = variant_limit};
    return reruns->variants != NULL && reruns->memory != NULL;
}

// Draws of the history's own that begin with those of the runs or later would put an end to these.
static bool is_kept(const hy_intervention *item, uint32_t redraw_tick)
{
    return item->kind != HY_intervention_redraw || item->tick < redraw_tick;
}

// The history's list and the own one, merged by time, with the redraw before whatever happens from its tick on.
static uint32_t merge(const hy_branched_history *history, const hy_intervention *own, uint32_t own_count, uint32_t redraw_tick,
                      hy_intervention *list)
{
    uint32_t count = 0;
    uint32_t next = 0;
    uint32_t next_own = 0;
    bool has_redraw = false;
    while (next < history->intervention_count || next_own < own_count || !has_redraw) {
        const hy_intervention *first = next < history->intervention_count ? &history->interventions[next] : NULL;
        const hy_intervention *second = next_own < own_count ? &own[next_own] : NULL;
        const bool takes_first = first != NULL && (second == NULL || first->tick <= second->tick);
        const hy_intervention *item = takes_first ? first : second;
        if (!has_redraw && (item == NULL || item->tick >= redraw_tick)) {
            list[count++] = (hy_intervention){.tick = redraw_tick, .kind = HY_intervention_redraw};
            has_redraw = true;
            continue;
        }
        if (is_kept(item, redraw_tick)) {
            list[count++] = *item;
        }
        next += takes_first;
        next_own += !takes_first;
    }
    return count;
}

// One variant: what is asked, with `redraw_tick` and held against `reference`.
static bool add_variant(hy_reruns *reruns, const hy_rerun *asked, uint32_t redraw_tick, uint32_t reference)
{
    const uint32_t at = reruns->variant_count;
    if (at >= reruns->variant_limit) {
        return false;
    }
    const hy_branched_history *history = reruns->history;
    struct hy_rerun_memory *own = &reruns->memory[at];
    reruns->variant_count++;
    own->text = strdup(asked->text);
    own->label = strdup(asked->label);
    own->list = calloc((size_t)history->intervention_count + asked->own_count + 1, sizeof *own->list);
    if (own->text == NULL || own->label == NULL || own->list == NULL) {
        return false;
    }
    const uint32_t count = merge(history, asked->own, asked->own_count, redraw_tick, own->list);
    own->commands = hy_interventions_json(own->list, count, (double)history->model->step_s);
    own->branch = (hy_study_branch){.tick = asked->tick,
                                    .redraw_tick = redraw_tick,
                                    .reference = reference,
                                    .event = asked->event,
                                    .text = own->text,
                                    .estimate = asked->estimate,
                                    .commands = own->commands,
                                    .interventions = own->list,
                                    .intervention_count = count};
    reruns->variants[at] = (hy_variant){.label = own->label, .branch = &own->branch};
    return own->commands != NULL;
}

bool hy_reruns_add(hy_reruns *reruns, const hy_rerun *asked)
{
    const uint32_t first = reruns->variant_count;
    hy_rerun as_it_happened = *asked;
    as_it_happened.label = AS_IT_HAPPENED;
    as_it_happened.own_count = 0;
    // what happens at the tick itself happens with the draws of the history
    return first + 1 < reruns->variant_limit && add_variant(reruns, &as_it_happened, asked->tick + 1, first) &&
           add_variant(reruns, asked, asked->tick + 1, first);
}

bool hy_reruns_add_change(hy_reruns *reruns, const hy_rerun_change *change)
{
    const hy_rerun asked = {
        .tick = change->tick, .event = HY_NONE, .text = "", .estimate = (double)NAN, .label = change->label};
    if (!add_variant(reruns, &asked, change->tick, 0)) {
        return false;
    }
    hy_variant *variant = &reruns->variants[reruns->variant_count - 1];
    variant->settings = change->settings;
    variant->setting_count = change->setting_count;
    return true;
}

void hy_reruns_clear(hy_reruns *reruns)
{
    for (uint32_t i = 0; reruns->memory != NULL && i < reruns->variant_count; i++) {
        free(reruns->memory[i].list);
        free(reruns->memory[i].commands);
        free(reruns->memory[i].text);
        free(reruns->memory[i].label);
    }
    free(reruns->memory);
    free(reruns->variants);
    *reruns = (hy_reruns){0};
}
