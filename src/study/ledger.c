// Goes once through the events of a record, remembers who did what last, and attributes every infection, death and rescue.
#include "study/ledger.h"

#include <stdlib.h>
#include <string.h>

enum { CAUSE_LIMIT = 16 };

typedef enum act_class {
    ACT_NONE,
    ACT_open,
    ACT_shut,
    ACT_noise,
    ACT_alarm,
    ACT_help,
    ACT_saved,
    ACT_arrive,
    ACT_hide,
    ACT_against,
    ACT_benefit,
    ACT_admit
} act_class;

typedef struct reckoning {
    const hy_record *record;
    const hy_ledger_rules *rules;
    hy_ledger *ledger;
    uint32_t deed_capacity;
    act_class classes[HY_EVENT_KIND_COUNT];
    hy_deed_kind deed_kinds[HY_EVENT_KIND_COUNT];
    uint32_t lured_kind; // the kind "was_lured", HY_NONE where there is none
    // last events, as ids or HY_NONE
    uint32_t alarm;
    bool *is_next;       // room x room: an opening joins them
    uint32_t *door;      // by opening: who last worked it
    uint32_t *grip;      // by person: the last grip of this attacker
    uint32_t *held;      // by person: the last grip that befell this one
    uint32_t *lure;      // by person: what last drew this one
    uint32_t *cry;       // by person: the last noise that this one made
    uint32_t *hiding;    // by person: where and since when this one hides
    uint32_t *concealed; // by person: when this one kept silent about a bite
    uint32_t *admitted;  // by person: who last let this one in
    uint32_t *wronged;   // by person: who last left this one to them
    uint32_t *turning;   // by person: what this one last became
    uint32_t *helper;    // by person: who last came to help
    uint32_t *told;      // by person: the word or alarm that made this one believe
    bool has_failed;
} reckoning;

// ---- acts

static uint32_t kind_named(const char *word)
{
    for (uint32_t kind = 0; kind < HY_EVENT_KIND_COUNT; kind++) {
        if (strcmp(hy_event_kind_word(kind), word) == 0) {
            return kind;
        }
    }
    return HY_NONE;
}

static void name_classes(reckoning *r)
{
    static const struct {
        const char *word;
        act_class class;
        hy_deed_kind deed;
    } acts[] = {
#define HY_ACT(event, act, deed) {#event, ACT_##act, HY_DEED_##deed},
#include "study/acts.def"
#undef HY_ACT
    };
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        const uint32_t kind = kind_named(acts[i].word);
        if (kind != HY_NONE) {
            r->classes[kind] = acts[i].class;
            r->deed_kinds[kind] = acts[i].deed;
        }
    }
    r->lured_kind = kind_named("was_lured");
}

// ---- what the record says

static const hy_record_event *event_at(const reckoning *r, uint32_t id)
{
    return &r->record->events[id];
}

static double seconds_between(const reckoning *r, uint32_t earlier, uint32_t later)
{
    return (event_at(r, later)->tick - event_at(r, earlier)->tick) * r->record->step_s;
}

static bool is_within(const reckoning *r, uint32_t earlier, uint32_t later, double limit_s)
{
    return earlier != HY_NONE && seconds_between(r, earlier, later) <= limit_s;
}

static uint32_t ticks_of(const reckoning *r, double seconds)
{
    return (uint32_t)(seconds / r->record->step_s);
}

// what somebody had turned into before this event; `human` for who had not, or whose stage the record does not know
static hy_outcome_cell cell_of(const reckoning *r, uint32_t person)
{
    const uint32_t id = r->turning[person];
    const uint32_t stage = id != HY_NONE ? event_at(r, id)->detail : HY_NONE;
    return stage < r->record->stage_count ? r->record->stages[stage].cell : HY_outcome_cell_human;
}

// turned, and no longer decides
static bool is_unreasoning(const reckoning *r, uint32_t person)
{
    return cell_of(r, person) == HY_outcome_cell_zombie || cell_of(r, person) == HY_outcome_cell_dead;
}

static bool is_halfbie(const reckoning *r, uint32_t person)
{
    return cell_of(r, person) == HY_outcome_cell_halfbie;
}

static bool is_knowing(const reckoning *r, uint32_t person, uint32_t act)
{
    const uint32_t belief = r->record->persons[person].belief_event;
    return !is_unreasoning(r, person) && belief != HY_NONE && belief <= act;
}

static bool is_infected_before(const reckoning *r, uint32_t person, uint32_t id)
{
    const uint32_t infection = r->record->persons[person].infection_event;
    return infection != HY_NONE && infection < id;
}

// what a fate remembers, but for those who are merely away, or on their feet again
static bool is_end(const reckoning *r, uint32_t fate)
{
    const uint32_t kind = event_at(r, fate)->kind;
    return kind != HY_event_got_away && kind != HY_event_was_taken_away && kind != HY_event_rose_again;
}

// the end of somebody who had neither been infected nor turned, and is not merely away
static bool is_death(const reckoning *r, const hy_record_event *event)
{
    return r->record->persons[event->who].fate_event == event->id && is_end(r, event->id) &&
           r->turning[event->who] == HY_NONE && !is_infected_before(r, event->who, event->id);
}

// ---- lines

static bool is_written(const reckoning *r, const hy_deed *deed)
{
    uint32_t i = r->ledger->last_deeds[deed->doer];
    for (; i != HY_NONE; i = r->ledger->deeds[i].earlier) {
        if (r->ledger->deeds[i].whom == deed->whom && r->ledger->deeds[i].kind == deed->kind) {
            return true;
        }
    }
    return false;
}

static void add_deed(reckoning *r, hy_deed deed)
{
    hy_ledger *ledger = r->ledger;
    if (deed.doer == HY_NONE || deed.doer == deed.whom || is_written(r, &deed)) {
        return;
    }
    if (ledger->deed_count == r->deed_capacity) {
        const uint32_t capacity = 2 * r->deed_capacity + 64;
        hy_deed *more = realloc(ledger->deeds, capacity * sizeof *more);
        if (more == NULL) {
            r->has_failed = true;
            return;
        }
        ledger->deeds = more;
        r->deed_capacity = capacity;
    }
    deed.earlier = ledger->last_deeds[deed.doer];
    ledger->last_deeds[deed.doer] = ledger->deed_count;
    ledger->deeds[ledger->deed_count++] = deed;
}

static void add_harm(reckoning *r, hy_deed_kind kind, uint32_t doer, uint32_t act, const hy_record_event *effect)
{
    if (doer != HY_NONE) {
        add_deed(r, (hy_deed){.kind = kind,
                              .is_harm = true,
                              .is_knowing = is_knowing(r, doer, act),
                              .doer = doer,
                              .whom = effect->who,
                              .act_event = act,
                              .effect_event = effect->id});
    }
}

static bool is_near(const reckoning *r, uint32_t room, uint32_t other)
{
    return room != HY_NONE && other != HY_NONE &&
           (room == other || r->is_next[(size_t)room * r->record->room_count + other]);
}

// whether attackers were at work in a room, or in one that an opening joins to it, in the time after an event
static bool is_in_danger(const reckoning *r, uint32_t room, uint32_t since)
{
    const uint32_t last = event_at(r, since)->tick + ticks_of(r, r->rules->safe_s);
    for (uint32_t id = since; id < r->record->event_count && event_at(r, id)->tick <= last; id++) {
        const hy_record_event *event = event_at(r, id);
        const bool is_zombie = event->kind == HY_event_turned && event->detail < r->record->stage_count &&
                               r->record->stages[event->detail].cell == HY_outcome_cell_zombie;
        const bool is_attack = event->kind == HY_event_was_gripped || event->kind == HY_event_was_bitten ||
                               event->kind == HY_event_broke_door || event->kind == HY_event_fell_through_door ||
                               is_zombie;
        if (is_attack && is_near(r, room, event->room)) {
            return true;
        }
    }
    return false;
}

// it counts if nobody infects or kills the one who was saved for a while
static void add_rescue(reckoning *r, hy_deed_kind kind, uint32_t doer, uint32_t whom, uint32_t act, uint32_t effect)
{
    const hy_record_person *person = &r->record->persons[whom];
    const uint32_t last = event_at(r, effect)->tick + ticks_of(r, r->rules->safe_s);
    const uint32_t infection = person->infection_event;
    const uint32_t fate = person->fate_event;
    const bool was_infected = infection != HY_NONE && event_at(r, infection)->tick <= last;
    const bool was_lost = fate != HY_NONE && event_at(r, fate)->tick <= last && is_end(r, fate);
    if (!was_infected && !was_lost) {
        add_deed(r, (hy_deed){.kind = kind,
                              .is_knowing = is_knowing(r, doer, act),
                              .doer = doer,
                              .whom = whom,
                              .act_event = act,
                              .effect_event = effect});
    }
}

// ---- harm

// the nearest act among the causes of an event, not beyond the turning of whoever did it
static void blame_causes(reckoning *r, const hy_record_event *effect)
{
    uint32_t id = effect->cause;
    for (unsigned i = 0; i < CAUSE_LIMIT && id != HY_NONE && id < effect->id; i++) {
        const hy_record_event *cause = event_at(r, id);
        if (cause->kind == HY_event_turned) {
            return;
        }
        const act_class class = r->classes[cause->kind];
        if (class == ACT_open || class == ACT_noise || class == ACT_against) {
            add_harm(r, r->deed_kinds[cause->kind], cause->who, id, effect);
            return;
        }
        id = cause->cause;
    }
}

// the attacker came in by a door that somebody had opened
static void blame_door(reckoning *r, const hy_record_event *effect, uint32_t attacker)
{
    const uint32_t turning = r->turning[attacker];
    if (effect->room == HY_NONE || (turning != HY_NONE && event_at(r, turning)->room == effect->room)) {
        return;
    }
    for (uint32_t i = 0; i < r->record->opening_count; i++) {
        const hy_record_opening *opening = &r->record->openings[i];
        const uint32_t last = r->door[i];
        const bool is_here = opening->rooms[0] == effect->room || opening->rooms[1] == effect->room;
        if (is_here && is_within(r, last, effect->id, r->rules->open_s) &&
            r->classes[event_at(r, last)->kind] == ACT_open) {
            add_harm(r, HY_DEED_opened_door, event_at(r, last)->who, last, effect);
        }
    }
}

// the attacker had followed a sound
static void blame_noise(reckoning *r, const hy_record_event *effect, uint32_t attacker)
{
    const uint32_t lure = r->lure[attacker];
    if (is_within(r, lure, effect->id, r->rules->lure_s)) {
        const uint32_t sound = event_at(r, lure)->cause;
        if (sound != HY_NONE) {
            add_harm(r, HY_DEED_made_noise, event_at(r, sound)->who, sound, effect);
        }
    }
}

// the attacker was among others with a wound, and turned there: by hiding with them, by silence, by being let in
static void blame_arrival(reckoning *r, const hy_record_event *effect, uint32_t attacker)
{
    const uint32_t turning = r->turning[attacker];
    if (!is_within(r, turning, effect->id, r->rules->arrive_s) || event_at(r, turning)->room != effect->room) {
        return;
    }
    const uint32_t hiding = r->hiding[attacker];
    const bool hides_here = hiding != HY_NONE && event_at(r, hiding)->room == effect->room;
    const uint32_t arrival = r->concealed[attacker] != HY_NONE ? r->concealed[attacker]
                             : hides_here                      ? hiding
                                                               : HY_NONE;
    if (arrival != HY_NONE && is_infected_before(r, attacker, arrival)) {
        const uint32_t belief = r->record->persons[attacker].belief_event;
        add_deed(r, (hy_deed){.kind = HY_DEED_came_in_bitten,
                              .is_harm = true,
                              .is_knowing = belief != HY_NONE && belief <= arrival,
                              .doer = attacker,
                              .whom = effect->who,
                              .act_event = arrival,
                              .effect_event = effect->id});
    }
    const uint32_t admission = r->admitted[attacker];
    if (admission != HY_NONE && is_infected_before(r, attacker, admission)) {
        add_harm(r, HY_DEED_let_in_bitten, event_at(r, admission)->who, admission, effect);
    }
}

// somebody had left the lost one to them
static void blame_wrong(reckoning *r, const hy_record_event *effect)
{
    const uint32_t wrong = r->wronged[effect->who];
    if (is_within(r, wrong, effect->id, r->rules->against_s)) {
        add_harm(r, r->deed_kinds[event_at(r, wrong)->kind], event_at(r, wrong)->who, wrong, effect);
    }
}

static void attribute_harm(reckoning *r, const hy_record_event *effect, bool is_infection)
{
    blame_causes(r, effect);
    blame_wrong(r, effect);
    if (effect->whom == HY_NONE || effect->whom == effect->who) {
        return;
    }
    add_deed(r, (hy_deed){.kind = is_infection ? HY_DEED_bit : HY_DEED_killed,
                          .is_harm = true,
                          .is_knowing = is_halfbie(r, effect->whom) ||
                                        (!is_infection && is_knowing(r, effect->whom, effect->id)),
                          .doer = effect->whom,
                          .whom = effect->who,
                          .act_event = effect->id,
                          .effect_event = effect->id});
    blame_door(r, effect, effect->whom);
    blame_noise(r, effect, effect->whom);
    blame_arrival(r, effect, effect->whom);
}

// ---- rescue

// somebody stopped the one who held another
static void attribute_stop(reckoning *r, const hy_record_event *event)
{
    const uint32_t grip = r->grip[event->who];
    if (event->whom == HY_NONE || !is_within(r, grip, event->id, r->rules->grip_s)) {
        return;
    }
    const uint32_t victim = event_at(r, grip)->who;
    if (r->held[victim] == grip && !is_infected_before(r, victim, event->id)) {
        add_rescue(r, HY_DEED_stopped_attacker, event->whom, victim, event->id, event->id);
    }
}

// somebody had come to help the one who is free now
static void attribute_help(reckoning *r, uint32_t victim, uint32_t freed)
{
    const uint32_t help = r->helper[victim];
    if (is_within(r, help, freed, r->rules->help_s) && r->held[victim] != HY_NONE) {
        add_rescue(r, HY_DEED_helped, event_at(r, help)->who, victim, help, freed);
    }
}

// whoever shut the doors of the room sheltered the one who hides in it
static void attribute_shelter(reckoning *r, const hy_record_event *arrival)
{
    if (!is_in_danger(r, arrival->room, arrival->id)) {
        return;
    }
    for (uint32_t i = 0; i < r->record->opening_count; i++) {
        const hy_record_opening *opening = &r->record->openings[i];
        const uint32_t last = r->door[i];
        const bool is_here = opening->rooms[0] == arrival->room || opening->rooms[1] == arrival->room;
        if (is_here && last != HY_NONE && r->classes[event_at(r, last)->kind] == ACT_shut) {
            add_rescue(r, HY_DEED_shut_door, event_at(r, last)->who, arrival->who, last, arrival->id);
        }
    }
}

// a door that is shut while others hide behind it
static void attribute_shutting(reckoning *r, const hy_record_event *act)
{
    if (!is_in_danger(r, act->room, act->id)) {
        return;
    }
    for (uint32_t person = 0; person < r->record->person_count; person++) {
        const uint32_t hiding = r->hiding[person];
        if (hiding != HY_NONE && person != act->who && event_at(r, hiding)->room == act->room &&
            !is_infected_before(r, person, act->id)) {
            add_rescue(r, HY_DEED_shut_door, act->who, person, act->id, act->id);
        }
    }
}

// who was told, and then came into safety
static void attribute_word(reckoning *r, uint32_t person, uint32_t effect)
{
    const uint32_t belief = r->told[person];
    if (is_within(r, belief, effect, r->rules->safe_s)) {
        const bool is_alarm = event_at(r, belief)->detail == HY_LEARNED_BY_ALARM;
        const uint32_t teller = is_alarm ? event_at(r, r->alarm)->who : event_at(r, belief)->whom;
        const uint32_t cry = is_alarm ? r->alarm : teller != HY_NONE ? r->cry[teller] : HY_NONE;
        r->told[person] = HY_NONE;
        if (teller != HY_NONE && is_in_danger(r, event_at(r, belief)->room, belief)) {
            add_rescue(r, HY_DEED_told, teller, person, cry != HY_NONE && cry <= belief ? cry : belief, effect);
        }
    }
}

// ---- one event after the other

// what somebody believes by
static void remember_word(reckoning *r, const hy_record_event *event)
{
    if (event->detail == HY_LEARNED_BY_WORD || (event->detail == HY_LEARNED_BY_ALARM && r->alarm != HY_NONE)) {
        r->told[event->who] = event->id;
    }
}

// acts, by their classes
static void remember_act(reckoning *r, const hy_record_event *event)
{
    switch (r->classes[event->kind]) {
    case ACT_noise:
        r->cry[event->who] = event->id;
        break;
    case ACT_alarm:
        r->alarm = event->id;
        break;
    case ACT_arrive:
        r->hiding[event->who] = event->id;
        break;
    case ACT_hide:
        r->concealed[event->who] = event->id;
        break;
    case ACT_help:
        if (event->whom != HY_NONE) {
            r->helper[event->whom] = event->id;
        }
        break;
    case ACT_against:
        if (event->whom != HY_NONE) {
            r->wronged[event->whom] = event->id;
        }
        break;
    case ACT_admit:
        if (event->whom != HY_NONE) {
            r->admitted[event->whom] = event->id;
        }
        break;
    default:
        break;
    }
}

static void remember(reckoning *r, const hy_record_event *event)
{
    if (event->opening != HY_NONE && event->opening < r->record->opening_count) {
        r->door[event->opening] = event->id;
    }
    if (event->who == HY_NONE) {
        return;
    }
    remember_act(r, event);
    if (event->kind == HY_event_left_hiding || event->kind == HY_event_got_away) {
        r->hiding[event->who] = HY_NONE;
    } else if (event->kind == HY_event_turned) {
        r->turning[event->who] = event->id;
    } else if (event->kind == HY_event_was_gripped) {
        r->held[event->who] = event->id;
        if (event->whom != HY_NONE) {
            r->grip[event->whom] = event->id;
        }
    } else if (event->kind == HY_event_broke_free || event->id == r->record->persons[event->who].infection_event) {
        r->held[event->who] = HY_NONE;
    } else if (event->kind == HY_event_believed) {
        remember_word(r, event);
    } else if (event->kind == r->lured_kind) {
        r->lure[event->who] = event->id;
    }
}

static void attribute(reckoning *r, const hy_record_event *event)
{
    if (event->who == HY_NONE) {
        return;
    }
    const act_class class = r->classes[event->kind];
    const bool is_infection = r->record->persons[event->who].infection_event == event->id;
    if (is_infection || is_death(r, event)) {
        attribute_harm(r, event, is_infection);
    } else if (event->kind == HY_event_was_stopped) {
        attribute_stop(r, event);
    } else if (event->kind == HY_event_broke_free) {
        attribute_help(r, event->who, event->id);
    } else if (class == ACT_arrive) {
        attribute_word(r, event->who, event->id);
        attribute_shelter(r, event);
    } else if (event->kind == HY_event_got_away) {
        attribute_word(r, event->who, event->id);
    } else if (class == ACT_shut) {
        attribute_shutting(r, event);
    } else if (event->whom != HY_NONE &&
               (class == ACT_benefit || (class == ACT_admit && is_in_danger(r, event->room, event->id)))) {
        add_rescue(r, r->deed_kinds[event->kind], event->who, event->whom, event->id, event->id);
    } else if (event->whom != HY_NONE && class == ACT_saved) {
        add_rescue(r, r->deed_kinds[event->kind], event->whom, event->who, event->id, event->id);
    }
}

// ---- the whole

// as many HY_NONE
static uint32_t *new_memory(reckoning *r, uint32_t count)
{
    const size_t bytes = ((size_t)count + 1) * sizeof(uint32_t);
    uint32_t *ids = malloc(bytes);
    if (ids == NULL) {
        r->has_failed = true;
        return NULL;
    }
    memset(ids, 0xff, bytes);
    return ids;
}

static void join_rooms(reckoning *r)
{
    const hy_record *record = r->record;
    r->is_next = calloc((size_t)record->room_count * record->room_count + 1, sizeof *r->is_next);
    r->has_failed = r->has_failed || r->is_next == NULL;
    for (uint32_t i = 0; i < record->opening_count && r->is_next != NULL; i++) {
        const uint32_t *rooms = record->openings[i].rooms;
        if (rooms[1] != HY_NONE) {
            r->is_next[(size_t)rooms[0] * record->room_count + rooms[1]] = true;
            r->is_next[(size_t)rooms[1] * record->room_count + rooms[0]] = true;
        }
    }
}

static void clear_memory(reckoning *r)
{
    free(r->is_next);
    free(r->door);
    free(r->grip);
    free(r->held);
    free(r->lure);
    free(r->cry);
    free(r->hiding);
    free(r->concealed);
    free(r->admitted);
    free(r->wronged);
    free(r->turning);
    free(r->helper);
    free(r->told);
}

hy_status hy_ledger_find(const hy_record *record, const hy_ledger_rules *rules, hy_ledger *ledger)
{
    *ledger = (hy_ledger){.persons = calloc(record->person_count + 1, sizeof(hy_ledger_person))};
    reckoning r = {.record = record, .rules = rules, .ledger = ledger, .alarm = HY_NONE, .has_failed = ledger->persons == NULL};
    uint32_t **const by_person[] = {&r.grip,     &r.held,    &r.lure,    &r.cry,    &r.hiding, &r.concealed,
                                    &r.admitted, &r.wronged, &r.turning, &r.helper, &r.told};
    for (size_t i = 0; i < sizeof by_person / sizeof by_person[0]; i++) {
        *by_person[i] = new_memory(&r, record->person_count);
    }
    r.door = new_memory(&r, record->opening_count);
    ledger->last_deeds = new_memory(&r, record->person_count);
    join_rooms(&r);
    name_classes(&r);
    for (uint32_t i = 0; i < record->event_count && !r.has_failed; i++) {
        attribute(&r, &record->events[i]);
        remember(&r, &record->events[i]);
    }
    clear_memory(&r);
    if (r.has_failed || !hy_ledger_sum(record, ledger)) {
        hy_ledger_clear(ledger);
        return HY_OUT_OF_MEMORY;
    }
    return HY_OK;
}
