// Variants of a history: its own interventions, what is asked, and the place of the draws that each run has for itself.
#include "study/reruns.h"

#include "study/reversals.h"

#include <stdlib.h>
#include <string.h>

static const char AS_IT_HAPPENED[] = "as it happened";

// what a pair owns; the first of each two is the history as it happened
struct hy_rerun_memory {
    hy_study_branch branches[2];
    hy_intervention *lists[2];
    char *commands[2];
    char *text, *label;
};

bool hy_reruns_init(hy_reruns *reruns, const hy_branched_history *history, uint32_t pair_limit)
{
    *reruns = (hy_reruns){.history = history,
                          .step_s = (double)history->model->step_s,
                          .variants = calloc(2 * (size_t)pair_limit + 1, sizeof(hy_variant)),
                          .pairs = calloc((size_t)pair_limit + 1, sizeof *reruns->pairs),
                          .pair_limit = pair_limit};
    return reruns->variants != NULL && reruns->pairs != NULL;
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

static bool make_side(const hy_reruns *reruns, struct hy_rerun_memory *pair, const hy_rerun *asked, uint32_t side, uint32_t first_variant)
{
    const hy_branched_history *history = reruns->history;
    const uint32_t own_count = side == 0 ? 0 : asked->own_count;
    hy_intervention *list = calloc((size_t)history->intervention_count + own_count + 1, sizeof *list);
    pair->lists[side] = list;
    if (list == NULL) {
        return false;
    }
    const uint32_t count = merge(history, asked->own, own_count, asked->tick + 1, list);
    pair->commands[side] = hy_interventions_json(list, count, reruns->step_s);
    pair->branches[side] = (hy_study_branch){.tick = asked->tick,
                                             .redraw_tick = asked->tick + 1,
                                             .reference = first_variant,
                                             .event = asked->event,
                                             .text = pair->text,
                                             .estimate = asked->estimate,
                                             .commands = pair->commands[side],
                                             .interventions = list,
                                             .intervention_count = count};
    return pair->commands[side] != NULL;
}

bool hy_reruns_add(hy_reruns *reruns, const hy_rerun *asked)
{
    const uint32_t first_variant = reruns->variant_count;
    if (first_variant / 2 >= reruns->pair_limit) {
        return false;
    }
    struct hy_rerun_memory *pair = &reruns->pairs[first_variant / 2];
    pair->text = strdup(asked->text);
    pair->label = strdup(asked->label);
    reruns->variant_count += 2;
    if (pair->text == NULL || pair->label == NULL || !make_side(reruns, pair, asked, 0, first_variant) ||
        !make_side(reruns, pair, asked, 1, first_variant)) {
        return false;
    }
    reruns->variants[first_variant] = (hy_variant){.label = AS_IT_HAPPENED, .branch = &pair->branches[0]};
    reruns->variants[first_variant + 1] = (hy_variant){.label = pair->label, .branch = &pair->branches[1]};
    return true;
}

void hy_reruns_clear(hy_reruns *reruns)
{
    for (uint32_t i = 0; reruns->pairs != NULL && i < reruns->variant_count / 2; i++) {
        for (int side = 0; side < 2; side++) {
            free(reruns->pairs[i].lists[side]);
            free(reruns->pairs[i].commands[side]);
        }
        free(reruns->pairs[i].text);
        free(reruns->pairs[i].label);
    }
    free(reruns->pairs);
    free(reruns->variants);
    *reruns = (hy_reruns){0};
}
