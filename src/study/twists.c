// Counts what follows from each event, and takes off what would have happened to the same people without it.
#include "study/twists.h"

#include <stdlib.h>

// an attacker is like those who turned within this time of it, seconds
static const double LIKE_S = 300;

typedef struct estimate {
    const hy_record *record;
    const hy_ledger *ledger;
    double *changed;
    uint32_t *lost;    // by event: infections that go back to it, itself included
    uint32_t *later;   // by event: infections from it on
    uint32_t *healthy; // by event: people still healthy and present before it
} estimate;

static bool is_infection(const hy_record *record, const hy_record_event *event)
{
    return event->who != HY_NONE && record->persons[event->who].infection_event == event->id;
}

// away or dead without having been infected
static bool is_end_of_healthy(const hy_record *record, const hy_record_event *event)
{
    return event->who != HY_NONE && record->persons[event->who].fate_event == event->id &&
           record->persons[event->who].infection_event == HY_NONE;
}

static void count_later(estimate *e)
{
    uint32_t later = 0;
    for (uint32_t id = e->record->event_count; id-- > 0;) {
        later += is_infection(e->record, &e->record->events[id]);
        e->later[id] = later;
    }
    uint32_t healthy = e->record->person_count;
    for (uint32_t id = 0; id < e->record->event_count; id++) {
        const hy_record_event *event = &e->record->events[id];
        e->healthy[id] = healthy;
        healthy -= (is_infection(e->record, event) || is_end_of_healthy(e->record, event)) && healthy > 0;
    }
}

// causes come before what they lead to, so that the sums are complete when they are handed on
static void count_lost(estimate *e)
{
    const hy_record *record = e->record;
    for (uint32_t id = record->event_count; id-- > 0;) {
        const hy_record_event *event = &record->events[id];
        e->lost[id] += is_infection(record, event);
        if (event->cause != HY_NONE && event->cause < id) {
            e->lost[event->cause] += e->lost[id];
        }
    }
    for (uint32_t i = 0; i < e->ledger->deed_count; i++) {
        const hy_deed *deed = &e->ledger->deeds[i];
        if (deed->is_harm && deed->act_event != deed->effect_event) {
            e->lost[deed->act_event] += e->lost[deed->effect_event];
        }
    }
}

// the share of the other healthy people who were infected later in spite of the event
static double share_anyway(const estimate *e, uint32_t id, uint32_t lost)
{
    const uint32_t others = e->healthy[id] > lost ? e->healthy[id] - lost : 0;
    const uint32_t infected = e->later[id] > lost ? e->later[id] - lost : 0;
    const double share = others > 0 ? (double)infected / (double)others : 0;
    return share < 1 ? share : 1;
}

static void estimate_losses(estimate *e)
{
    for (uint32_t id = 0; id < e->record->event_count; id++) {
        const uint32_t lost = e->lost[id] < e->later[id] ? e->lost[id] : e->later[id];
        e->changed[id] = lost * (1 - share_anyway(e, id, lost));
    }
}

// each person saved would have shared the lot of the others
static void estimate_rescues(estimate *e)
{
    for (uint32_t i = 0; i < e->ledger->deed_count; i++) {
        const hy_deed *deed = &e->ledger->deeds[i];
        if (!deed->is_harm) {
            e->changed[deed->act_event] += share_anyway(e, deed->act_event, 0);
        }
    }
}

// what attackers like this one went on to do
static double harm_of_the_like(const estimate *e, uint32_t attacker)
{
    const hy_record *record = e->record;
    const uint32_t turning = record->persons[attacker].turning_event;
    uint32_t count = 0;
    uint32_t sum = 0;
    for (uint32_t i = 0; i < record->person_count && turning != HY_NONE; i++) {
        const uint32_t other = record->persons[i].turning_event;
        if (i == attacker || other == HY_NONE) {
            continue;
        }
        const double apart_s = ((double)record->events[other].tick - record->events[turning].tick) * record->step_s;
        if (apart_s < LIKE_S && apart_s > -LIKE_S) {
            count++;
            sum += e->lost[other];
        }
    }
    return count > 0 ? (double)sum / (double)count : 0;
}

static void estimate_stops(estimate *e)
{
    for (uint32_t id = 0; id < e->record->event_count; id++) {
        const hy_record_event *event = &e->record->events[id];
        if (event->kind == HY_event_was_stopped) {
            e->changed[id] += harm_of_the_like(e, event->who) * (1 - share_anyway(e, id, 0));
        }
    }
}

hy_status hy_twists_estimate(const hy_record *record, const hy_ledger *ledger, double *changed)
{
    const size_t events = (size_t)record->event_count + 1;
    estimate e = {.record = record,
                  .ledger = ledger,
                  .changed = changed,
                  .lost = calloc(events, sizeof(uint32_t)),
                  .later = calloc(events, sizeof(uint32_t)),
                  .healthy = calloc(events, sizeof(uint32_t))};
    const bool has_memory = e.lost != NULL && e.later != NULL && e.healthy != NULL;
    if (has_memory) {
        count_later(&e);
        count_lost(&e);
        estimate_losses(&e);
        estimate_rescues(&e);
        estimate_stops(&e);
    }
    free(e.lost);
    free(e.later);
    free(e.healthy);
    return has_memory ? HY_OK : HY_OUT_OF_MEMORY;
}

uint32_t hy_twist_among(const double *changed, uint32_t begin, uint32_t end)
{
    uint32_t best = HY_NONE;
    for (uint32_t id = begin; id < end; id++) {
        if (changed[id] > 0 && (best == HY_NONE || changed[id] > changed[best])) {
            best = id;
        }
    }
    return best;
}
