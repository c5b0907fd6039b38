// Choosing what a chronicle tells: people with a name always, the others in crowds.
#include "report/chronicle.h"

#include <math.h>
#include <string.h>

// a flood that lasts longer is told in parts, so that it does not run ahead of the rest
static const double LONGEST_S = 300;

// How events of one kind become items.
typedef struct telling {
    hy_told told;
    bool is_told;
    bool by_room, by_opening, by_who; // what makes two events the same
    double gap_s;                     // as long as no more lies between them
    uint32_t crowd;                   // so many unnamed people are worth a sentence; 0: none ever
} telling;

static const telling tellings[HY_EVENT_KIND_COUNT] = {
    [HY_event_believed] = {HY_TOLD_BELIEVED, true, true, false, false, 120, 8},
    [HY_event_was_bitten] = {HY_TOLD_BITES, true, true, false, false, 120, 1},
    [HY_event_turned] = {HY_TOLD_TURNED, true, false, false, false, 45, 1},
    [HY_event_was_stopped] = {HY_TOLD_STOPPED_MANY, true, true, false, false, 300, 1},
    [HY_event_died] = {HY_TOLD_DIED, true, true, false, false, 300, 1},
    [HY_event_got_away] = {HY_TOLD_GOT_AWAY, true, true, false, false, 300, 1},
    [HY_event_was_taken_away] = {HY_TOLD_TAKEN_AWAY, true, true, false, false, 60, 1},
    [HY_event_froze] = {HY_TOLD_FROZE, true, true, false, false, 60, 0},
    [HY_event_hid] = {HY_TOLD_HID, true, true, false, false, 240, 6},
    [HY_event_left_hiding] = {HY_TOLD_LEFT_HIDING, true, true, false, false, 120, 12},
    [HY_event_shut_door] = {HY_TOLD_SECURED, true, true, false, false, 300, 0},
    [HY_event_locked_door] = {HY_TOLD_SECURED, true, true, false, false, 300, 0},
    [HY_event_barricaded_door] = {HY_TOLD_SECURED, true, true, false, false, 300, 1},
    [HY_event_broke_door] = {HY_TOLD_BROKE_DOOR, true, false, true, false, 120, 1},
    [HY_event_took_weapon] = {HY_TOLD_ARMED, true, true, false, false, 120, 3},
    [HY_event_shot] = {HY_TOLD_SHOT, true, false, false, true, 600, 1},
    [HY_event_went_to_help] = {HY_TOLD_HELPED, true, false, false, true, 0, 0},
    [HY_event_alarm_rang] = {HY_TOLD_ALARM, true, false, false, false, 0, 1},
    [HY_event_was_exposed] = {HY_TOLD_EXPOSED, true, false, false, true, 0, 1},
    [HY_event_diverted] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_isolation_held] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_made_it_true] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_perished] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_rang_alarm] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_built_fortress] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_arrived] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_found_kin] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_called_meeting] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_decided_to_act] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_put_it_off] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_meeting_broke_up] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_was_turned_away] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_lied_to_rescuers] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_told_rescuers] = {HY_TOLD_DEED, true, false, false, true, 0, 1},
    [HY_event_escaped_infection] = {HY_TOLD_SPARED, true, false, false, true, 0, 0},
};

// kinds that are too many to be told one by one, and told by others: the grip by the bite, the way out by its end
static const bool is_silent[HY_EVENT_KIND_COUNT] = {
    [HY_event_began_to_doubt] = true,    [HY_event_was_gripped] = true, [HY_event_broke_free] = true,
    [HY_event_screamed] = true,          [HY_event_warned] = true,      [HY_event_unlocked_door] = true,
    [HY_event_fell_through_door] = true, [HY_event_was_sent] = true,    [HY_event_door_by_order] = true,
    [HY_event_was_signalled] = true,     [HY_event_passed] = true,      [HY_event_queue_grew] = true,
    [HY_event_was_bitten_again] = true,  [HY_event_showed_signs] = true, [HY_event_fell] = true,
    [HY_event_went_through_window] = true, [HY_event_learned] = true,    [HY_event_kept_silent] = true,
    [HY_event_joined_group] = true,      [HY_event_left_group] = true,  [HY_event_drank] = true,
    [HY_event_ate] = true,               [HY_event_relieved] = true,    [HY_event_fell_asleep] = true,
    [HY_event_woke] = true,              [HY_event_carried] = true,     [HY_event_fell_silent] = true,
    [HY_event_was_lured] = true,         [HY_event_diversion_ended] = true, [HY_event_was_spotted] = true,
    [HY_event_was_taken_aboard] = true,
};

// every other kind without a telling: of people with a name, or when it is rare
static const telling telling_of_others = {HY_TOLD_OTHER, true, true, false, false, 120, 1};

enum { RARE = 20 };

static const telling *telling_of(uint32_t kind)
{
    return tellings[kind].is_told || is_silent[kind] ? &tellings[kind] : &telling_of_others;
}

typedef struct item_maker {
    const hy_record *record;
    hy_item *items; // as many as there are events at most
    uint32_t count;
    uint32_t open[HY_TOLD_COUNT]; // of each kind the last item; older ones are linked by `earlier`
    uint32_t *earlier;
    uint32_t *last_item; // of each kind and person: the item that counted him or her
    uint32_t kind_counts[HY_EVENT_KIND_COUNT];
    bool has_doubt, has_belief, has_bite, has_turning, has_warning;
} item_maker;

static bool is_named(const hy_record *record, uint32_t person)
{
    return person != HY_NONE && record->persons[person].is_named;
}

static bool is_always_told(hy_told told)
{
    return told == HY_TOLD_INCIDENT || told == HY_TOLD_FIRST_DOUBT || told == HY_TOLD_FIRST_BELIEF ||
           told == HY_TOLD_FIRST_BITE || told == HY_TOLD_FIRST_TURNING || told == HY_TOLD_HALFBIE ||
           told == HY_TOLD_WARNED || told == HY_TOLD_TURNED_NAMED;
}

// ---- which kind of sentence

// the scenario's own words about this event
static const char *incident_note(const hy_record *record, const hy_record_event *event)
{
    static const hy_incident_kind none = HY_incident_kind_count;
    const hy_incident_kind kind = event->kind == HY_event_was_exposed      ? HY_incident_kind_expose
                                  : event->kind == HY_event_was_sent       ? HY_incident_kind_go
                                  : event->kind == HY_event_was_taken_away ? HY_incident_kind_take_away
                                  : event->kind == HY_event_alarm_rang     ? HY_incident_kind_alarm
                                                                           : none;
    const bool is_door = event->kind == HY_event_door_by_order;
    const double clock_s = hy_record_clock_s(record, event->tick);
    for (uint32_t i = 0; i < record->incident_count; i++) {
        const hy_record_incident *incident = &record->incidents[i];
        // an event of another kind that nothing led to is that of the incident at its time
        const bool is_other = kind == none && event->cause == HY_NONE && telling_of(event->kind) == &telling_of_others;
        const bool is_kind = is_door
                                 ? incident->kind == HY_incident_kind_lock || incident->kind == HY_incident_kind_unlock
                                 : (incident->kind == kind || is_other) && incident->who == event->who;
        if (is_kind && incident->note[0] != '\0' && fabs(incident->clock_s - clock_s) <= 1) {
            return incident->note;
        }
    }
    return NULL;
}

static bool is_halfbie_stage(const hy_record *record, uint32_t stage)
{
    return stage < record->stage_count && record->stages[stage].cell == HY_outcome_cell_halfbie;
}

// somebody bitten again after the infection is nothing new
static bool was_infected_before(const hy_record *record, const hy_record_event *event)
{
    const uint32_t infection = record->persons[event->who].infection_event;
    return infection != HY_NONE && infection < event->id;
}

static bool take_first(bool *has_been)
{
    const bool is_first = !*has_been;
    *has_been = true;
    return is_first;
}

// HY_TOLD_COUNT for what is not told
static hy_told told_of(item_maker *maker, const hy_record_event *event)
{
    const hy_record *record = maker->record;
    switch (event->kind) {
    case HY_event_began_to_doubt:
        return take_first(&maker->has_doubt) ? HY_TOLD_FIRST_DOUBT : HY_TOLD_COUNT;
    case HY_event_believed:
        return take_first(&maker->has_belief) ? HY_TOLD_FIRST_BELIEF : HY_TOLD_BELIEVED;
    case HY_event_was_bitten:
        if (take_first(&maker->has_bite)) {
            return HY_TOLD_FIRST_BITE;
        }
        return is_named(record, event->who) ? HY_TOLD_BITE : HY_TOLD_BITES;
    case HY_event_turned:
        if (is_halfbie_stage(record, event->detail)) {
            return HY_TOLD_HALFBIE;
        }
        if (take_first(&maker->has_turning)) {
            return HY_TOLD_FIRST_TURNING;
        }
        return is_named(record, event->who) ? HY_TOLD_TURNED_NAMED : HY_TOLD_TURNED;
    case HY_event_warned:
        return take_first(&maker->has_warning) ? HY_TOLD_WARNED : HY_TOLD_COUNT;
    case HY_event_was_stopped:
        return is_named(record, event->who)    ? HY_TOLD_STOPPED
               : is_named(record, event->whom) ? HY_TOLD_STOPPED_BY
                                               : HY_TOLD_STOPPED_MANY;
    case HY_event_escaped_infection:
        return is_named(record, event->who) && !was_infected_before(record, event) ? HY_TOLD_SPARED : HY_TOLD_COUNT;
    default:
        if (hy_deed_words_of(event) != NULL) {
            return HY_TOLD_DEED;
        }
        return telling_of(event->kind)->is_told ? telling_of(event->kind)->told : HY_TOLD_COUNT;
    }
}

// ---- items

// the second person that tells two events of a kind apart
static uint32_t other_of(const hy_record *record, hy_told told, const hy_record_event *event)
{
    switch (told) {
    case HY_TOLD_BITES:
        return is_named(record, event->whom) ? event->whom : HY_NONE;
    case HY_TOLD_BITE:
    case HY_TOLD_STOPPED:
    case HY_TOLD_STOPPED_BY:
    case HY_TOLD_FIRST_BITE:
    case HY_TOLD_FIRST_DOUBT:
    case HY_TOLD_SPARED:
    case HY_TOLD_HELPED:
    case HY_TOLD_EXPOSED:
    case HY_TOLD_DIED:
    case HY_TOLD_DEED:
    case HY_TOLD_OTHER:
        return event->whom;
    default:
        return HY_NONE;
    }
}

static bool has_name(const hy_item *item, uint32_t person)
{
    for (uint32_t i = 0; i < item->name_count && i < HY_TOLD_NAMES; i++) {
        if (item->names[i] == person) {
            return true;
        }
    }
    return false;
}

static bool continues(const hy_record *record, const hy_item *item, const telling *how, uint32_t other,
                      const hy_record_event *event)
{
    const double apart_s = (event->tick - record->events[item->last].tick) * record->step_s;
    const double length_s = (event->tick - record->events[item->first].tick) * record->step_s;
    if (item->told == HY_TOLD_OTHER && record->events[item->first].kind != event->kind) {
        return false;
    }
    return apart_s <= how->gap_s && length_s <= LONGEST_S && item->other == other &&
           (!how->by_room || item->room == event->room) && (!how->by_opening || item->opening == event->opening) &&
           (!how->by_who || has_name(item, event->who));
}

static bool is_single(hy_told told)
{
    return is_always_told(told) || told == HY_TOLD_BITE || told == HY_TOLD_STOPPED || told == HY_TOLD_SPARED ||
           told == HY_TOLD_HELPED || told == HY_TOLD_DEED || told == HY_TOLD_EXPOSED || told == HY_TOLD_ALARM;
}

static hy_item *find_open(item_maker *maker, hy_told told, const telling *how, uint32_t other,
                          const hy_record_event *event)
{
    enum { LOOK_BACK = 256 };
    uint32_t index = is_single(told) ? HY_NONE : maker->open[told];
    for (uint32_t i = 0; index != HY_NONE && i < LOOK_BACK; i++) {
        if (continues(maker->record, &maker->items[index], how, other, event)) {
            return &maker->items[index];
        }
        index = maker->earlier[index];
    }
    return NULL;
}

static hy_item *new_item(item_maker *maker, hy_told told, uint32_t other, const hy_record_event *event)
{
    hy_item *item = &maker->items[maker->count];
    *item = (hy_item){.told = told, .first = event->id, .other = other, .room = event->room, .opening = event->opening};
    maker->earlier[maker->count] = maker->open[told];
    maker->open[told] = maker->count++;
    return item;
}

// shots are told of by who shoots, named or not
static bool needs_name(const item_maker *maker, hy_told told, uint32_t person)
{
    return is_named(maker->record, person) || told == HY_TOLD_SHOT;
}

static void count_person(item_maker *maker, hy_item *item, uint32_t person)
{
    if (person == HY_NONE) {
        return;
    }
    const uint32_t index = (uint32_t)(item - maker->items);
    uint32_t *last = &maker->last_item[item->told * maker->record->person_count + person];
    if (*last == index) {
        return;
    }
    *last = index;
    item->person_count++;
    if (needs_name(maker, item->told, person)) {
        if (item->name_count < HY_TOLD_NAMES) {
            item->names[item->name_count] = person;
        }
        item->name_count++;
    }
}

static void add_event(item_maker *maker, hy_item *item, const hy_record_event *event)
{
    item->last = event->id;
    item->event_count++;
    count_person(maker, item, event->who);
    item->room = item->room == event->room ? item->room : HY_NONE;
    item->hit_count += event->kind == HY_event_shot && event->detail == 1;
    item->secured |= event->kind == HY_event_shut_door         ? HY_SECURED_SHUT
                     : event->kind == HY_event_locked_door     ? HY_SECURED_LOCKED
                     : event->kind == HY_event_barricaded_door ? HY_SECURED_BARRICADED
                                                               : 0u;
}

static void tell_event(item_maker *maker, const hy_record_event *event)
{
    const char *note = incident_note(maker->record, event);
    const hy_told told = note != NULL ? HY_TOLD_INCIDENT : told_of(maker, event);
    if (told == HY_TOLD_COUNT) {
        return;
    }
    const uint32_t other = other_of(maker->record, told, event);
    hy_item *item = find_open(maker, told, telling_of(event->kind), other, event);
    if (item == NULL) {
        item = new_item(maker, told, other, event);
        item->note = note;
    }
    add_event(maker, item, event);
}

// ---- the choice

// told only of those with a name who do it, whomever it concerns
static bool is_slight(uint32_t kind)
{
    return kind == HY_event_kept_silent || kind == HY_event_hid_bite || kind == HY_event_admitted_bite ||
           kind == HY_event_climbed_down || kind == HY_event_ignored || kind == HY_event_denied;
}

static bool is_worth_telling(const item_maker *maker, const hy_item *item)
{
    enum { MANY_AT_DOORS = 3 };
    const hy_record *record = maker->record;
    const uint32_t kind = record->events[item->first].kind;
    // deeds among people without a name are told where the table says so
    const uint32_t crowd = item->told == HY_TOLD_DEED ? tellings[kind].crowd : telling_of(kind)->crowd;
    if (is_always_told(item->told) || item->name_count > 0) {
        return true;
    }
    if (is_slight(kind)) {
        return false;
    }
    if (is_named(record, item->other)) {
        return true;
    }
    if (item->told == HY_TOLD_OTHER || (item->told == HY_TOLD_DEED && !tellings[kind].is_told)) {
        return maker->kind_counts[kind] <= RARE;
    }
    if (item->told == HY_TOLD_SECURED) {
        return (item->secured & HY_SECURED_BARRICADED) != 0 && item->person_count >= MANY_AT_DOORS;
    }
    return crowd > 0 && (item->person_count >= crowd || item->person_count == 0);
}

static uint32_t keep_worthy(const item_maker *maker)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < maker->count; i++) {
        if (is_worth_telling(maker, &maker->items[i])) {
            maker->items[kept++] = maker->items[i];
        }
    }
    return kept;
}

const hy_item *hy_items_of_record(const hy_record *record, hy_arena *arena, uint32_t *count)
{
    const size_t matrix = (size_t)HY_TOLD_COUNT * record->person_count;
    item_maker maker = {
        .record = record,
        .items = HY_ARENA_ARRAY(arena, hy_item, record->event_count),
        .earlier = HY_ARENA_ARRAY(arena, uint32_t, record->event_count),
        .last_item = HY_ARENA_ARRAY(arena, uint32_t, matrix),
    };
    *count = 0;
    if (arena->has_failed) {
        return NULL;
    }
    memset(maker.open, 0xff, sizeof maker.open);
    memset(maker.last_item, 0xff, matrix * sizeof *maker.last_item);
    for (uint32_t i = 0; i < record->event_count; i++) {
        maker.kind_counts[record->events[i].kind]++;
        tell_event(&maker, &record->events[i]);
    }
    *count = keep_worthy(&maker);
    return maker.items;
}
