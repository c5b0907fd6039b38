// The words of the ledger, and the sums of each person over its lines.
#include "study/ledger.h"

#include <stdlib.h>

// ---- words

const char *hy_deed_word(hy_deed_kind kind)
{
#define HY_DEED_NAME(word, text) #word,
    static const char *const words[] = {HY_DEEDS(HY_DEED_NAME)};
#undef HY_DEED_NAME
    return words[kind];
}

const char *hy_deed_text(hy_deed_kind kind)
{
#define HY_DEED_TEXT(word, text) text,
    static const char *const texts[] = {HY_DEEDS(HY_DEED_TEXT)};
#undef HY_DEED_TEXT
    return texts[kind];
}

hy_ledger_rules hy_ledger_rules_default(void)
{
    return (hy_ledger_rules){
        .open_s = 300, .lure_s = 60, .arrive_s = 300, .grip_s = 30, .help_s = 30, .against_s = 120, .safe_s = 600};
}

// ---- sums

// infections come after those they came from: counted from the last one backwards
static bool count_descendants(const hy_record *record, hy_ledger *ledger)
{
    uint32_t *sums = calloc(record->event_count + 1, sizeof *sums);
    if (sums == NULL) {
        return false;
    }
    for (uint32_t id = record->event_count; id-- > 0;) {
        const hy_record_event *event = &record->events[id];
        const bool is_infection = event->who != HY_NONE && record->persons[event->who].infection_event == id;
        if (is_infection) {
            ledger->persons[event->who].descendants = sums[id];
        }
        if (event->cause != HY_NONE && event->cause < id) {
            sums[event->cause] += sums[id] + (is_infection ? 1 : 0);
        }
    }
    free(sums);
    return true;
}

// Whether the doer harmed (or saved) this one by no earlier deed; and whether by any of them, knowing.
static bool is_first_deed(const hy_ledger *ledger, uint32_t index, bool *was_knowing)
{
    const hy_deed *deed = &ledger->deeds[index];
    bool is_first = true;
    for (uint32_t i = ledger->last_deeds[deed->doer]; i != HY_NONE; i = ledger->deeds[i].earlier) {
        const hy_deed *other = &ledger->deeds[i];
        if (other->whom == deed->whom && other->is_harm == deed->is_harm) {
            is_first = is_first && i >= index;
            *was_knowing = *was_knowing || other->is_knowing;
        }
    }
    return is_first;
}

// one who was harmed or saved in several ways counts once; a knowing way goes before the others
static void count_deeds(hy_ledger *ledger)
{
    for (uint32_t i = 0; i < ledger->deed_count; i++) {
        const hy_deed *deed = &ledger->deeds[i];
        bool was_knowing = false;
        if (is_first_deed(ledger, i, &was_knowing)) {
            hy_ledger_person *person = &ledger->persons[deed->doer];
            person->saved += !deed->is_harm;
            person->harmed_knowing += deed->is_harm && was_knowing;
            person->harmed_unaware += deed->is_harm && !was_knowing;
        }
    }
}

bool hy_ledger_sum(const hy_record *record, hy_ledger *ledger)
{
    count_deeds(ledger);
    return count_descendants(record, ledger);
}

void hy_ledger_clear(hy_ledger *ledger)
{
    free(ledger->deeds);
    free(ledger->persons);
    free(ledger->last_deeds);
    *ledger = (hy_ledger){0};
}
