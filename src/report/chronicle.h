// The items of a chronicle: events worth telling, and floods of equal ones taken together.
#ifndef HY_REPORT_CHRONICLE_H
#define HY_REPORT_CHRONICLE_H

#include "base/arena.h"
#include "base/text.h"
#include "hyosan/store.h"

enum { HY_TOLD_NAMES = 6 };

typedef enum hy_told {
    HY_TOLD_INCIDENT, // in the scenario's own words
    HY_TOLD_EXPOSED,
    HY_TOLD_FIRST_DOUBT,
    HY_TOLD_FIRST_BELIEF,
    HY_TOLD_FIRST_BITE,
    HY_TOLD_FIRST_TURNING,
    HY_TOLD_BITE,  // of somebody with a name
    HY_TOLD_BITES, // by `other`, HY_NONE for many
    HY_TOLD_SPARED,
    HY_TOLD_TURNED,
    HY_TOLD_TURNED_NAMED,
    HY_TOLD_HALFBIE,
    HY_TOLD_BELIEVED,
    HY_TOLD_STOPPED,    // somebody with a name
    HY_TOLD_STOPPED_BY, // by somebody with a name, `other`
    HY_TOLD_STOPPED_MANY,
    HY_TOLD_DIED,
    HY_TOLD_GOT_AWAY,
    HY_TOLD_TAKEN_AWAY,
    HY_TOLD_FROZE,
    HY_TOLD_WARNED, // the first of all
    HY_TOLD_HID,
    HY_TOLD_LEFT_HIDING,
    HY_TOLD_SECURED, // shut, locked or barricaded doors
    HY_TOLD_BROKE_DOOR,
    HY_TOLD_ARMED,
    HY_TOLD_SHOT,
    HY_TOLD_HELPED,
    HY_TOLD_ALARM,
    HY_TOLD_DEED, // for, against or because of another, in the words of deeds.c
    HY_TOLD_OTHER, // whatever has no sentence of its own, in the words of its kind
    HY_TOLD_COUNT
} hy_told;

// how doors were secured
enum { HY_SECURED_SHUT = 1, HY_SECURED_LOCKED = 2, HY_SECURED_BARRICADED = 4 };

// One sentence to be: events from `first` to `last`, of `person_count` people.
typedef struct hy_item {
    hy_told told;
    uint32_t first, last; // event ids
    uint32_t event_count;
    uint32_t other; // the second person of the sentence, or HY_NONE
    uint32_t room, opening;
    uint32_t person_count;
    uint32_t names[HY_TOLD_NAMES];
    uint32_t name_count; // of those who have one; more than HY_TOLD_NAMES are counted only
    uint32_t hit_count;  // shots that hit
    unsigned secured;
    const char *note; // of an incident
} hy_item;

// What a person did for, against or because of another: "pushed ... towards them". NULL for events of other kinds.
typedef struct hy_deed_words {
    const char *before, *after; // the second person stands between them, where there is one; `after` NULL: he or she is not told of
} hy_deed_words;
const hy_deed_words *hy_deed_words_of(const hy_record_event *event);

// Items in order of their first event, in the arena. NULL, and arena->has_failed, without memory.
const hy_item *hy_items_of_record(const hy_record *record, hy_arena *arena, uint32_t *count);

// One event as a sentence without its clock time and its end: "A pupil of 2-6 unlocked the door of classroom 1-3".
void hy_text_add_event(hy_text *text, const hy_record *record, const hy_record_event *event);

// The sentence of an item, without its clock time. `is_known` (a byte a person) remembers who was introduced.
void hy_item_sentence(const hy_record *record, const hy_item *item, uint8_t *is_known, hy_text *text);

#endif
