// Counts what follows from each event, and takes off what would have happened to the same people without it.
#include "study/twists.h"

#include "study/reversals.h"

#include <stdlib.h>
#include <string.h>

// an attacker is like those who turned within this time of it, seconds
static const double LIKE_S = 300;

// a door that gave way so long ago can have let an attacker in, seconds; as long as one that somebody opened
static const double GAVE_WAY_S = 300;

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

// a way in that nobody opened for others: what opens by hand is in the ledger
static bool gives_way(const hy_record_event *event)
{
    return event->kind == HY_event_broke_door || event->kind == HY_event_fell_through_door || event->kind == HY_event_broke_window ||
           (event->kind == HY_event_door_by_order && event->detail == 0);
}

// the attacker did not turn in this room, and came in by an opening that had given way
static void count_door(estimate *e, const hy_record_event *effect, const uint32_t *last_of_opening)
{
    const hy_record *record = e->record;
    const uint32_t turning = effect->whom != HY_NONE ? record->persons[effect->whom].turning_event : HY_NONE;
    if (effect->whom == HY_NONE || effect->room == HY_NONE ||
        (turning != HY_NONE && record->events[turning].room == effect->room)) {
        return;
    }
    for (uint32_t i = 0; i < record->opening_count; i++) {
        const uint32_t last = last_of_opening[i];
        const bool is_here = record->openings[i].rooms[0] == effect->room || record->openings[i].rooms[1] == effect->room;
        if (is_here && last != HY_NONE && gives_way(&record->events[last]) &&
            (effect->tick - record->events[last].tick) * record->step_s <= GAVE_WAY_S) {
            e->lost[last] += e->lost[effect->id];
        }
    }
}

// after the sums of causes: what an infection led to counts for the door too
static bool count_doors(estimate *e)
{
    const hy_record *record = e->record;
    const size_t bytes = ((size_t)record->opening_count + 1) * sizeof(uint32_t);
    uint32_t *last_of_opening = malloc(bytes);
    if (last_of_opening == NULL) {
        return false;
    }
    memset(last_of_opening, 0xff, bytes);
    for (uint32_t id = 0; id < record->event_count; id++) {
        const hy_record_event *event = &record->events[id];
        if (is_infection(record, event)) {
            count_door(e, event, last_of_opening);
        }
        if (event->opening < record->opening_count) {
            last_of_opening[event->opening] = id;
        }
    }
    free(last_of_opening);
    return true;
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
    bool has_memory = e.lost != NULL && e.later != NULL && e.healthy != NULL;
    if (has_memory) {
        count_later(&e);
        count_lost(&e);
        has_memory = count_doors(&e);
    }
    if (has_memory) {
        estimate_losses(&e);
        estimate_rescues(&e);
        estimate_stops(&e);
    }
    free(e.lost);
    free(e.later);
    free(e.healthy);
    return has_memory ? HY_OK : HY_OUT_OF_MEMORY;
}

hy_status hy_twists_reckon(const hy_record *record, double *changed)
{
    const hy_ledger_rules rules = hy_ledger_rules_default();
    hy_ledger ledger;
    hy_status status = hy_ledger_find(record, &rules, &ledger);
    if (status == HY_OK) {
        status = hy_twists_estimate(record, &ledger, changed);
    }
    hy_ledger_clear(&ledger);
    return status;
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

// whether one of those before has the same command at the same tick
static bool is_reversed_already(const hy_record *record, const uint32_t *events, uint32_t count, const hy_intervention *reversal)
{
    for (uint32_t i = 0; i < count; i++) {
        hy_intervention other;
        if (hy_reversal_of(record, events[i], HY_NONE, &other) && other.tick == reversal->tick && other.kind == reversal->kind &&
            other.target == reversal->target) {
            return true;
        }
    }
    return false;
}

// keeps `events` in falling order; among equals the earlier event comes first
static uint32_t insert(const double *changed, uint32_t id, uint32_t *events, uint32_t count, uint32_t limit)
{
    uint32_t at = count;
    while (at > 0 && changed[events[at - 1]] < changed[id]) {
        at--;
    }
    if (at == limit) {
        return count;
    }
    const uint32_t moved = (count < limit ? count : limit - 1) - at;
    memmove(&events[at + 1], &events[at], moved * sizeof *events);
    events[at] = id;
    return count < limit ? count + 1 : limit;
}

uint32_t hy_twist_candidates(const hy_record *record, const double *changed, uint32_t begin, uint32_t end, uint32_t end_tick,
                             uint32_t *events, uint32_t limit)
{
    uint32_t count = 0;
    for (uint32_t id = begin; id < end && limit > 0; id++) {
        hy_intervention reversal;
        if (changed[id] > 0 && record->events[id].tick + 1 < end_tick && hy_reversal_of(record, id, HY_NONE, &reversal) &&
            !is_reversed_already(record, events, count, &reversal)) {
            count = insert(changed, id, events, count, limit);
        }
    }
    return count;
}
