// The table of reversals, and interventions as text.
#include "study/reversals.h"

#include <stdio.h>
#include <stdlib.h>

typedef enum aim { AIM_who, AIM_whom, AIM_opening } aim;

typedef struct reversal_row {
    hy_event_kind event;
    const char *word;
    hy_intervention_kind command;
    aim target;
} reversal_row;

static const reversal_row rows[] = {
#define HY_REVERSAL(event, command, target) {HY_event_##event, #event, HY_intervention_##command, AIM_##target},
#include "study/reversals.def"
#undef HY_REVERSAL
};
enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static uint32_t target_of(const hy_record_event *event, aim target)
{
    return target == AIM_opening ? event->opening : target == AIM_whom ? event->whom : event->who;
}

bool hy_reversal_of(const hy_record *record, uint32_t id, uint32_t for_ticks, hy_intervention *reversal)
{
    const hy_record_event *event = &record->events[id];
    for (uint32_t i = 0; i < ROW_COUNT; i++) {
        if (event->kind == (uint32_t)rows[i].event) {
            *reversal = (hy_intervention){.tick = event->tick,
                                          .kind = rows[i].command,
                                          .target = target_of(event, rows[i].target),
                                          .for_ticks = hy_intervention_lasts(rows[i].command) ? for_ticks : 0};
            return reversal->target != HY_NONE;
        }
    }
    return false;
}

const char *hy_reversible_word(uint32_t index)
{
    return index < ROW_COUNT ? rows[index].word : "";
}

static void write_command(FILE *out, const hy_intervention *item, double step_s)
{
    static const char *const keys[] = {
        [HY_TARGET_nothing] = "", [HY_TARGET_opening] = "opening", [HY_TARGET_person] = "person", [HY_TARGET_number] = "draw", [HY_TARGET_room] = "room"};
    const hy_intervention_target target = hy_intervention_target_of(item->kind);
    fprintf(out, "{\"tick\": %u, \"do\": \"%s\"", (unsigned)item->tick, hy_intervention_word(item->kind));
    if (target != HY_TARGET_nothing) {
        fprintf(out, ", \"%s\": %u", keys[target], (unsigned)item->target);
    }
    if (hy_intervention_lasts(item->kind) && item->for_ticks != HY_NONE) {
        fprintf(out, ", \"for_s\": %.7g", item->for_ticks * step_s);
    }
    fputs("}", out);
}

char *hy_interventions_json(const hy_intervention *list, uint32_t count, double step_s)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        return NULL;
    }
    fputs("{\"commands\": [", out);
    for (uint32_t i = 0; i < count; i++) {
        fputs(i > 0 ? ", " : "", out);
        write_command(out, &list[i], step_s);
    }
    fputs("]}", out);
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}
