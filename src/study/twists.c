// Counts what follows from each event, and takes off what would have happened to the same people without it.
#include "study/twists.h"

#include "study/reversals.h"

#include <stdlib.h>

// an attacker is like those who turned within this time of it, seconds
static const double LIKE_S = 300;

// a door that gave way so long ago can have let an attacker in, seconds; as long as one that somebody opened
static const double GAVE_WAY_S = 300;

typedef struct estimate {
    const hy_record *record;
    const hy_ledger *ledger;
    double *changed;
    uint32_t *lost;    // by event: infections that go back to it, itself included
    uint32_t *joined;  // by event of an opening: others that would not have met without it, for all that is known
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

// What had become of each opening when an event happened.
typedef struct openings {
    uint32_t *last;    // by opening: its last event, HY_NONE
    uint32_t *earlier; // by event: the one before it of the same opening, HY_NONE
} openings;

// The opening had given way not long ago; and somebody had unlocked it before that.
static void count_opening(const estimate *e, const hy_record_event *effect, uint32_t last, const openings *of, uint32_t *counts)
{
    const hy_record *record = e->record;
    if (last == HY_NONE || !gives_way(&record->events[last]) ||
        (effect->tick - record->events[last].tick) * record->step_s > GAVE_WAY_S) {
        return;
    }
    counts[last] += e->lost[effect->id];
    const uint32_t before = of->earlier[last];
    const bool was_unlocked = before != HY_NONE && (record->events[before].kind == HY_event_unlocked_door ||
                                                    record->events[before].kind == HY_event_door_by_order) &&
                              (effect->tick - record->events[before].tick) * record->step_s <= GAVE_WAY_S;
    if (was_unlocked) {
        counts[before] += e->lost[effect->id];
    }
}

// The attacker did not turn in this room, and came in by an opening of it; or did, and the other may have come in.
static void count_way_in(const estimate *e, const hy_record_event *effect, const openings *of)
{
    const hy_record *record = e->record;
    if (effect->whom == HY_NONE || effect->room == HY_NONE) {
        return;
    }
    const uint32_t turning = record->persons[effect->whom].turning_event;
    const bool was_here = turning != HY_NONE && record->events[turning].room == effect->room;
    for (uint32_t i = 0; i < record->opening_count; i++) {
        if (record->openings[i].rooms[0] == effect->room || record->openings[i].rooms[1] == effect->room) {
            count_opening(e, effect, of->last[i], of, was_here ? e->joined : e->lost);
        }
    }
}

// after the sums of causes: what an infection led to counts for the opening too
static bool count_openings(estimate *e)
{
    const hy_record *record = e->record;
    openings of = {.last = malloc(((size_t)record->opening_count + 1) * sizeof *of.last),
                   .earlier = malloc(((size_t)record->event_count + 1) * sizeof *of.earlier)};
    const bool has_memory = of.last != NULL && of.earlier != NULL;
    for (uint32_t i = 0; has_memory && i < record->opening_count; i++) {
        of.last[i] = HY_NONE;
    }
    for (uint32_t id = 0; has_memory && id < record->event_count; id++) {
        const hy_record_event *event = &record->events[id];
        of.earlier[id] = HY_NONE;
        if (is_infection(record, event)) {
            count_way_in(e, event, &of);
        }
        if (event->opening < record->opening_count) {
            of.earlier[id] = of.last[event->opening];
            of.last[event->opening] = id;
        }
    }
    free(of.last);
    free(of.earlier);
    return has_memory;
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

static hy_status make_estimate(const hy_record *record, const hy_ledger *ledger, double *changed, double *led_to)
{
    const size_t events = (size_t)record->event_count + 1;
    estimate e = {.record = record,
                  .ledger = ledger,
                  .changed = changed,
                  .lost = calloc(events, sizeof(uint32_t)),
                  .joined = calloc(events, sizeof(uint32_t)),
                  .later = calloc(events, sizeof(uint32_t)),
                  .healthy = calloc(events, sizeof(uint32_t))};
    bool has_memory = e.lost != NULL && e.joined != NULL && e.later != NULL && e.healthy != NULL;
    if (has_memory) {
        count_later(&e);
        count_lost(&e);
        has_memory = count_openings(&e);
    }
    if (has_memory) {
        estimate_losses(&e);
        estimate_rescues(&e);
        estimate_stops(&e);
    }
    for (uint32_t id = 0; has_memory && led_to != NULL && id < record->event_count; id++) {
        const uint32_t all = e.lost[id] + e.joined[id];
        led_to[id] = all < e.later[id] ? all : e.later[id];
    }
    free(e.lost);
    free(e.joined);
    free(e.later);
    free(e.healthy);
    return has_memory ? HY_OK : HY_OUT_OF_MEMORY;
}

hy_status hy_twists_estimate(const hy_record *record, const hy_ledger *ledger, double *changed)
{
    return make_estimate(record, ledger, changed, NULL);
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

// ---- what is worth a rerun

hy_status hy_twist_guesses_find(const hy_record *record, hy_twist_guesses *guesses)
{
    const hy_ledger_rules rules = hy_ledger_rules_default();
    hy_ledger ledger;
    *guesses = (hy_twist_guesses){.changed = calloc((size_t)record->event_count + 1, sizeof(double)),
                                  .led_to = calloc((size_t)record->event_count + 1, sizeof(double))};
    if (guesses->changed == NULL || guesses->led_to == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    hy_status status = hy_ledger_find(record, &rules, &ledger);
    if (status == HY_OK) {
        status = make_estimate(record, &ledger, guesses->changed, guesses->led_to);
    }
    hy_ledger_clear(&ledger);
    return status;
}

void hy_twist_guesses_clear(hy_twist_guesses *guesses)
{
    free(guesses->changed);
    free(guesses->led_to);
    *guesses = (hy_twist_guesses){0};
}

// the event is among these, or another one that the same command reverses at the same tick
static bool is_there(const hy_record *record, const uint32_t *events, uint32_t count, uint32_t id)
{
    hy_intervention own;
    hy_intervention other;
    const bool can_be_reversed = hy_reversal_of(record, id, HY_NONE, &own);
    for (uint32_t i = 0; can_be_reversed && i < count; i++) {
        if (hy_reversal_of(record, events[i], HY_NONE, &other) && other.tick == own.tick && other.kind == own.kind &&
            other.target == own.target) {
            return true;
        }
    }
    return false;
}

// the best by this order that is not there yet, the first among equals; HY_NONE
static uint32_t next_best(const hy_record *record, const double *order, uint32_t begin, uint32_t end, uint32_t end_tick,
                          const uint32_t *events, uint32_t count)
{
    uint32_t best = HY_NONE;
    for (uint32_t id = begin; id < end; id++) {
        hy_intervention reversal;
        const bool is_better = order[id] > 0 && (best == HY_NONE || order[id] > order[best]);
        if (is_better && record->events[id].tick + 1 < end_tick && hy_reversal_of(record, id, HY_NONE, &reversal) &&
            !is_there(record, events, count, id)) {
            best = id;
        }
    }
    return best;
}

uint32_t hy_twist_candidates(const hy_record *record, const hy_twist_guesses *guesses, uint32_t begin, uint32_t end,
                             uint32_t end_tick, uint32_t *events, uint32_t limit)
{
    const double *const orders[] = {guesses->changed, guesses->led_to};
    uint32_t count = 0;
    bool is_left[] = {true, true};
    for (uint32_t turn = 0; count < limit && (is_left[0] || is_left[1]); turn = 1 - turn) {
        const uint32_t id = next_best(record, orders[turn], begin, end, end_tick, events, count);
        is_left[turn] = id != HY_NONE;
        if (id != HY_NONE) {
            events[count++] = id;
        }
    }
    return count;
}
