// One sentence for each item of a chronicle.
#include "report/chronicle.h"

#include "report/acts.h"
#include "report/phrases.h"

// A sentence under construction.
typedef struct sentence {
    const hy_record *record;
    const hy_item *item;
    uint8_t *is_known;
    hy_text *text;
} sentence;

static void add(const sentence *s, const char *chars)
{
    hy_text_add(s->text, chars);
}

static const hy_record_event *first_event(const sentence *s)
{
    return &s->record->events[s->item->first];
}

// somebody, at the first time with the class he or she is of
static void add_person(const sentence *s, uint32_t person)
{
    hy_text_add_person(s->text, s->record, person);
    if (person == HY_NONE || !s->record->persons[person].is_named || s->is_known[person] != 0) {
        return;
    }
    s->is_known[person] = 1;
    if (s->record->persons[person].role == HY_role_student) {
        add(s, " of ");
        add(s, s->record->groups[s->record->persons[person].group].name);
    }
}

static void add_room(const sentence *s)
{
    if (s->item->room != HY_NONE) {
        add(s, " ");
        hy_text_add_in_room(s->text, s->record, s->item->room);
    }
}

static const char *plural(uint32_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

static void add_count(const sentence *s, uint32_t count, const char *one, const char *many)
{
    if (count == 1) {
        add(s, "one ");
    } else {
        hy_text_add_uint(s->text, count);
        add(s, " ");
    }
    add(s, plural(count, one, many));
}

// what stands before the next name of a list of `count` parts
static const char *joint(uint32_t index, uint32_t count)
{
    return index == 0 ? "" : index + 1 == count ? " and " : ", ";
}

// "A, B and 3 others", "14 people", "a teacher"
static void add_people(const sentence *s)
{
    const hy_item *item = s->item;
    const uint32_t told = item->name_count < HY_TOLD_NAMES ? item->name_count : HY_TOLD_NAMES;
    const uint32_t rest = item->person_count - told;
    if (told == 0 && rest == 1) {
        add_person(s, first_event(s)->who);
        return;
    }
    if (told == 0) {
        add_count(s, rest, "person", "people");
        return;
    }
    const uint32_t part_count = told + (rest > 0 ? 1 : 0);
    for (uint32_t i = 0; i < told; i++) {
        add(s, joint(i, part_count));
        add_person(s, item->names[i]);
    }
    if (rest > 0) {
        add(s, " and ");
        add_count(s, rest, "other", "others");
    }
}

static void add_door(const sentence *s)
{
    hy_text_add_opening(s->text, s->record, s->item->opening, s->item->room);
}

// ---- the sentences

static void tell_incident(const sentence *s)
{
    const char *note = s->item->note;
    size_t length = hy_text_length(note);
    while (length > 0 && (note[length - 1] == '.' || note[length - 1] == ' ')) {
        length--;
    }
    hy_text_add_length(s->text, note, length);
}

static void tell_exposed(const sentence *s)
{
    add_person(s, first_event(s)->who);
    add(s, " was infected");
    add_room(s);
    if (s->item->other != HY_NONE) {
        add(s, " by ");
        add_person(s, s->item->other);
    }
}

static void tell_first_doubt(const sentence *s)
{
    add(s, "The first to see that something was wrong was ");
    add_person(s, first_event(s)->who);
    add_room(s);
    if (s->item->other != HY_NONE) {
        add(s, ", who caught sight of ");
        add_person(s, s->item->other);
    }
    add(s, " and did not believe it");
}

static void add_how(const sentence *s, const hy_record_event *event)
{
    switch (event->detail) {
    case HY_LEARNED_BY_SIGHT:
        add(s, ", by what was to be seen");
        break;
    case HY_LEARNED_BY_SOUND:
        add(s, ", by what was to be heard");
        break;
    case HY_LEARNED_BY_WORD:
        add(s, ", told by ");
        add_person(s, event->whom);
        break;
    case HY_LEARNED_BY_BODY:
        add(s, ", by a wound of one's own");
        break;
    default:
        add(s, ", by the alarm");
        break;
    }
}

static void tell_first_belief(const sentence *s)
{
    add(s, "The first to understand was ");
    add_person(s, first_event(s)->who);
    add_room(s);
    add_how(s, first_event(s));
}

static void tell_first_bite(const sentence *s)
{
    add(s, "The first bite: ");
    add_person(s, s->item->other);
    add(s, " bit ");
    add_person(s, first_event(s)->who);
    add_room(s);
}

static void tell_first_turning(const sentence *s)
{
    add_person(s, first_event(s)->who);
    add(s, " turned");
    add_room(s);
    add(s, ", the first to do so");
}

static void tell_bite(const sentence *s)
{
    add_person(s, s->item->other);
    add(s, " bit ");
    add_person(s, first_event(s)->who);
    add_room(s);
}

static void tell_bites(const sentence *s)
{
    if (s->item->other == HY_NONE && s->item->person_count == 1) {
        add_people(s);
        add(s, " was bitten");
    } else if (s->item->other == HY_NONE) {
        add_people(s);
        add(s, " were bitten");
    } else {
        add_person(s, s->item->other);
        add(s, " bit ");
        add_people(s);
    }
    add_room(s);
}

static void tell_spared(const sentence *s)
{
    add_person(s, first_event(s)->who);
    if (s->item->other != HY_NONE) {
        add(s, " was bitten by ");
        add_person(s, s->item->other);
    } else {
        add(s, " came in touch with it");
    }
    add_room(s);
    add(s, " and did not fall ill");
}

static void tell_turned(const sentence *s)
{
    if (s->item->name_count == 0 && s->item->person_count > 1) {
        hy_text_add_uint(s->text, s->item->person_count);
        add(s, " of the bitten");
    } else {
        add_people(s);
    }
    add(s, " turned");
    add_room(s);
}

static void tell_turned_named(const sentence *s)
{
    add_person(s, first_event(s)->who);
    add(s, " turned");
    add_room(s);
}

static void tell_warned(const sentence *s)
{
    add(s, "The first to cry a warning was ");
    add_person(s, first_event(s)->who);
    add_room(s);
}

static void tell_halfbie(const sentence *s)
{
    const hy_record_event *event = first_event(s);
    add_person(s, event->who);
    add(s, " kept reason: bitten, and now ");
    add(s, s->record->stages[event->detail].name);
    add_room(s);
}

static void tell_believed(const sentence *s)
{
    add_people(s);
    add(s, " understood what was happening");
    if (s->item->person_count == 1) {
        add_how(s, first_event(s));
    } else {
        add_room(s);
    }
}

static void tell_stopped(const sentence *s)
{
    add_person(s, first_event(s)->who);
    add(s, " was stopped");
    if (s->item->other != HY_NONE) {
        add(s, " by ");
        add_person(s, s->item->other);
    }
    add_room(s);
}

static void tell_stopped_by(const sentence *s)
{
    add_person(s, s->item->other);
    add(s, " stopped ");
    add_count(s, s->item->person_count, "of them", "of them");
    add_room(s);
}

static void tell_stopped_many(const sentence *s)
{
    add_count(s, s->item->person_count, "of them was stopped", "of them were stopped");
    add_room(s);
}

// people, what they did, and where
static void tell_doing(const sentence *s, const char *one_did, const char *many_did)
{
    add_people(s);
    add(s, s->item->person_count == 1 ? one_did : many_did);
    add_room(s);
}

static void tell_got_away(const sentence *s)
{
    add_people(s);
    add(s, " got away");
    if (s->item->room != HY_NONE) {
        add(s, " by way of ");
        hy_text_add_room(s->text, s->record, s->item->room);
    }
}

static void tell_secured(const sentence *s)
{
    static const char *const verbs[] = {"",
                                        " shut",
                                        " locked",
                                        " shut and locked",
                                        " barricaded",
                                        " shut and barricaded",
                                        " locked and barricaded",
                                        " shut, locked and barricaded"};
    add_people(s);
    add(s, verbs[s->item->secured]);
    if (s->item->event_count == 1) {
        add(s, " ");
        add_door(s);
    } else {
        add(s, " the doors");
        add_room(s);
    }
}

static void tell_broke_door(const sentence *s)
{
    add_door(s);
    add(s, " gave way");
    if (s->item->name_count > 0) {
        add(s, " to ");
        add_people(s);
    }
}

static void tell_shot(const sentence *s)
{
    const uint32_t count = s->item->event_count;
    add_people(s);
    add(s, " shot");
    if (count == 1) {
        add(s, s->item->hit_count > 0 ? " once, and hit" : " once, and missed");
    } else {
        add(s, " ");
        hy_text_add_uint(s->text, count);
        add(s, " times and hit ");
        hy_text_add_uint(s->text, s->item->hit_count);
        add(s, " of them");
    }
    add_room(s);
}

static void tell_helped(const sentence *s)
{
    add_person(s, first_event(s)->who);
    add(s, " went to help ");
    add_person(s, s->item->other);
    add_room(s);
}

static void tell_deed(const sentence *s)
{
    const hy_deed_words *words = hy_deed_words_of(first_event(s));
    add_person(s, first_event(s)->who);
    add(s, " ");
    add(s, words->before);
    if (s->item->other != HY_NONE && words->after != NULL) {
        add(s, " ");
        add_person(s, s->item->other);
    }
    if (words->after != NULL && words->after[0] != '\0') {
        add(s, " ");
        add(s, words->after);
    }
    add_room(s);
}

static void tell_died(const sentence *s)
{
    tell_doing(s, " died", " died");
    if (s->item->other != HY_NONE) {
        add(s, ", killed by ");
        add_person(s, s->item->other);
    }
}

static void add_where(hy_text *text, const hy_record *record, const hy_record_event *event)
{
    if (event->opening != HY_NONE) {
        hy_text_add(text, ": ");
        hy_text_add_opening(text, record, event->opening, event->room);
    }
    if (event->room != HY_NONE) {
        hy_text_add(text, " ");
        hy_text_add_in_room(text, record, event->room);
    }
}

void hy_text_add_event(hy_text *text, const hy_record *record, const hy_record_event *event)
{
    const size_t begin = text->length;
    if (event->who != HY_NONE) {
        hy_text_add_person(text, record, event->who);
        hy_text_add(text, " ");
    }
    hy_text_add_act(text, record, event);
    add_where(text, record, event);
    hy_text_raise(text, begin);
}

static void tell_other(const sentence *s)
{
    const hy_record_event *event = first_event(s);
    if (s->item->person_count > 0) {
        add_people(s);
        add(s, " ");
    }
    if (s->item->person_count > 1) {
        add(s, hy_event_kind_text(event->kind));
    } else {
        hy_text_add_act(s->text, s->record, event);
    }
    add_room(s);
}

static void tell(const sentence *s)
{
    switch (s->item->told) {
    case HY_TOLD_INCIDENT:
        tell_incident(s);
        break;
    case HY_TOLD_EXPOSED:
        tell_exposed(s);
        break;
    case HY_TOLD_FIRST_DOUBT:
        tell_first_doubt(s);
        break;
    case HY_TOLD_FIRST_BELIEF:
        tell_first_belief(s);
        break;
    case HY_TOLD_FIRST_BITE:
        tell_first_bite(s);
        break;
    case HY_TOLD_FIRST_TURNING:
        tell_first_turning(s);
        break;
    case HY_TOLD_BITE:
        tell_bite(s);
        break;
    case HY_TOLD_BITES:
        tell_bites(s);
        break;
    case HY_TOLD_SPARED:
        tell_spared(s);
        break;
    case HY_TOLD_TURNED:
        tell_turned(s);
        break;
    case HY_TOLD_TURNED_NAMED:
        tell_turned_named(s);
        break;
    case HY_TOLD_HALFBIE:
        tell_halfbie(s);
        break;
    case HY_TOLD_BELIEVED:
        tell_believed(s);
        break;
    case HY_TOLD_STOPPED:
        tell_stopped(s);
        break;
    case HY_TOLD_STOPPED_BY:
        tell_stopped_by(s);
        break;
    case HY_TOLD_STOPPED_MANY:
        tell_stopped_many(s);
        break;
    case HY_TOLD_DIED:
        tell_died(s);
        break;
    case HY_TOLD_DEED:
        tell_deed(s);
        break;
    case HY_TOLD_GOT_AWAY:
        tell_got_away(s);
        break;
    case HY_TOLD_TAKEN_AWAY:
        tell_doing(s, " was taken away", " were taken away");
        break;
    case HY_TOLD_FROZE:
        tell_doing(s, " froze with fear", " froze with fear");
        break;
    case HY_TOLD_WARNED:
        tell_warned(s);
        break;
    case HY_TOLD_HID:
        tell_doing(s, " hid", " hid");
        break;
    case HY_TOLD_LEFT_HIDING:
        tell_doing(s, " left the hiding place", " left their hiding place");
        break;
    case HY_TOLD_SECURED:
        tell_secured(s);
        break;
    case HY_TOLD_BROKE_DOOR:
        tell_broke_door(s);
        break;
    case HY_TOLD_ARMED:
        tell_doing(s, " took something to fight with", " took something to fight with");
        break;
    case HY_TOLD_SHOT:
        tell_shot(s);
        break;
    case HY_TOLD_HELPED:
        tell_helped(s);
        break;
    case HY_TOLD_OTHER:
        tell_other(s);
        break;
    default:
        add(s, "the alarm rang");
        break;
    }
}

static void add_event_ids(const sentence *s)
{
    const hy_item *item = s->item;
    if (item->first == item->last) {
        hy_text_add_event_id(s->text, item->first);
        return;
    }
    add(s, " (events ");
    hy_text_add_uint(s->text, item->first);
    add(s, item->event_count == 2 ? " and " : " to ");
    hy_text_add_uint(s->text, item->last);
    add(s, ")");
}

// a flood tells when it ended
static bool needs_end(const hy_record *record, const hy_item *item)
{
    static const double SHORT_S = 20;
    return (record->events[item->last].tick - record->events[item->first].tick) * record->step_s > SHORT_S;
}

void hy_item_sentence(const hy_record *record, const hy_item *item, uint8_t *is_known, hy_text *text)
{
    const sentence s = {.record = record, .item = item, .is_known = is_known, .text = text};
    const size_t begin = text->length;
    tell(&s);
    hy_text_raise(text, begin);
    if (needs_end(record, item)) {
        add(&s, ", until ");
        hy_text_add_clock(text, hy_record_clock_s(record, record->events[item->last].tick));
    }
    add_event_ids(&s);
    add(&s, ".");
}
