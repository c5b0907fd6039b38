// Writes the ledger of a history: acts first, then the people who did most.
#include "report/ledger.h"

#include "report/phrases.h"

#include <stdlib.h>

enum { ROW_LIMIT = 6, NAME_COLUMNS = 24, NUMBER_COLUMNS = 11 };

// ---- acts

typedef struct act_sums {
    uint32_t deeds, knowing, doers;
} act_sums;

static act_sums sums_of(const hy_record *record, const hy_ledger *ledger, hy_deed_kind kind)
{
    act_sums sums = {0};
    for (uint32_t person = 0; person < record->person_count; person++) {
        bool is_doer = false;
        for (uint32_t i = ledger->last_deeds[person]; i != HY_NONE; i = ledger->deeds[i].earlier) {
            if (ledger->deeds[i].kind == kind) {
                sums.deeds++;
                sums.knowing += ledger->deeds[i].is_knowing;
                is_doer = true;
            }
        }
        sums.doers += is_doer;
    }
    return sums;
}

static bool is_harm(hy_deed_kind kind)
{
    return kind < HY_DEED_stopped_attacker;
}

static void write_acts(const hy_record *record, const hy_ledger *ledger, FILE *out)
{
    fprintf(out, "\n%-*s%*s%*s%*s%*s\n", NAME_COLUMNS, "Harmed and saved", NUMBER_COLUMNS, "", NUMBER_COLUMNS, "people",
            NUMBER_COLUMNS, "knowing", NUMBER_COLUMNS, "by");
    for (unsigned kind = 0; kind < HY_DEED_COUNT; kind++) {
        const act_sums sums = sums_of(record, ledger, (hy_deed_kind)kind);
        if (sums.deeds > 0) {
            fprintf(out, "  %-*s%*s%*u%*u%*u\n", NAME_COLUMNS - 2, hy_deed_text((hy_deed_kind)kind), NUMBER_COLUMNS,
                    is_harm((hy_deed_kind)kind) ? "harmed" : "saved", NUMBER_COLUMNS, (unsigned)sums.deeds,
                    NUMBER_COLUMNS, (unsigned)sums.knowing, NUMBER_COLUMNS, (unsigned)sums.doers);
        }
    }
}

// ---- people

// what somebody did by deciding, not by biting without reason
static uint32_t decided(const hy_ledger *ledger, uint32_t person, bool harms)
{
    uint32_t count = 0;
    for (uint32_t i = ledger->last_deeds[person]; i != HY_NONE; i = ledger->deeds[i].earlier) {
        const hy_deed *deed = &ledger->deeds[i];
        count += deed->is_harm == harms && (deed->is_knowing || deed->kind != HY_DEED_bit);
    }
    return count;
}

// the person with the most, who is not told yet; HY_NONE for nobody
static uint32_t most_of(const hy_record *record, const hy_ledger *ledger, bool harms, const bool *is_told)
{
    uint32_t best = HY_NONE;
    uint32_t most = 0;
    for (uint32_t i = 0; i < record->person_count; i++) {
        const uint32_t count = is_told[i] ? 0 : decided(ledger, i, harms);
        if (count > most) {
            most = count;
            best = i;
        }
    }
    return best;
}

void hy_text_add_deed(hy_text *text, const hy_record *record, const hy_deed *deed)
{
    hy_text_add(text, hy_deed_text(deed->kind));
    hy_text_add(text, deed->is_harm ? ": " : " and saved ");
    hy_text_add_person(text, record, deed->whom);
    hy_text_add(text, deed->is_harm ? " was lost" : "");
    if (deed->act_event == deed->effect_event) {
        hy_text_add_event_id(text, deed->act_event);
        return;
    }
    hy_text_add(text, " (events ");
    hy_text_add_uint(text, deed->act_event);
    hy_text_add(text, " and ");
    hy_text_add_uint(text, deed->effect_event);
    hy_text_add(text, ")");
}

// "opened a door 12:55:07 (event 805): 4"
static void add_acts(hy_text *text, const hy_record *record, const hy_ledger *ledger, uint32_t person, bool harms)
{
    bool is_first = true;
    for (unsigned kind = 0; kind < HY_DEED_COUNT; kind++) {
        uint32_t count = 0;
        uint32_t act = HY_NONE;
        for (uint32_t i = ledger->last_deeds[person]; i != HY_NONE; i = ledger->deeds[i].earlier) {
            const hy_deed *deed = &ledger->deeds[i];
            if (deed->kind == kind && deed->is_harm == harms && (deed->is_knowing || kind != HY_DEED_bit)) {
                count++;
                act = deed->act_event;
            }
        }
        if (count > 0) {
            hy_text_add(text, is_first ? "" : "; ");
            hy_text_add_uint(text, count);
            hy_text_add(text, ": ");
            hy_text_add(text, hy_deed_text((hy_deed_kind)kind));
            hy_text_add(text, " ");
            hy_text_add_clock(text, hy_record_clock_s(record, record->events[act].tick));
            hy_text_add_event_id(text, act);
            is_first = false;
        }
    }
}

static void write_people(const hy_record *record, const hy_ledger *ledger, bool harms, bool *is_told, FILE *out)
{
    for (unsigned row = 0; row < ROW_LIMIT; row++) {
        const uint32_t person = most_of(record, ledger, harms, is_told);
        if (person == HY_NONE) {
            return;
        }
        if (row == 0) {
            fprintf(out, "\n%s\n", harms ? "Who harmed others most by what they did" : "Who saved most");
        }
        is_told[person] = true;
        char storage[HY_PHRASE_SIZE];
        hy_text text;
        hy_text_init(&text, storage, sizeof storage);
        add_acts(&text, record, ledger, person, harms);
        const char *name = record->persons[person].name;
        const size_t columns = hy_report_columns(name);
        const int blanks = columns + 2 < NAME_COLUMNS - 2 ? (int)(NAME_COLUMNS - 2 - columns) : 2;
        fprintf(out, "  %s%*s", name, blanks, "");
        hy_report_paragraph(out, text.chars, 2 + columns + (size_t)blanks, NAME_COLUMNS);
    }
}

void hy_ledger_write(const hy_record *record, FILE *out)
{
    const hy_ledger_rules rules = hy_ledger_rules_default();
    hy_ledger ledger;
    if (hy_ledger_find(record, &rules, &ledger) != HY_OK) {
        return;
    }
    bool *is_told = calloc(2 * (size_t)record->person_count + 1, sizeof *is_told);
    if (is_told != NULL && ledger.deed_count > 0) {
        write_acts(record, &ledger, out);
        write_people(record, &ledger, true, is_told, out);
        write_people(record, &ledger, false, is_told + record->person_count, out);
    }
    free(is_told);
    hy_ledger_clear(&ledger);
}

// ---- JSON

static json_t *deeds_json(const hy_record *record, const hy_ledger *ledger, uint32_t person)
{
    json_t *array = json_array();
    for (uint32_t i = ledger->last_deeds[person]; i != HY_NONE; i = ledger->deeds[i].earlier) {
        const hy_deed *deed = &ledger->deeds[i];
        json_t *object = json_object();
        json_object_set_new(object, "act", json_string(hy_deed_word(deed->kind)));
        json_object_set_new(object, "effect", json_string(deed->is_harm ? "harmed" : "saved"));
        json_object_set_new(object, "whom", json_string(record->persons[deed->whom].name));
        json_object_set_new(object, "knowing", json_boolean(deed->is_knowing));
        json_object_set_new(object, "act_event", json_integer(deed->act_event));
        json_object_set_new(object, "effect_event", json_integer(deed->effect_event));
        json_array_insert_new(array, 0, object);
    }
    return array;
}

static json_t *persons_json(const hy_record *record, const hy_ledger *ledger)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < record->person_count; i++) {
        if (ledger->last_deeds[i] == HY_NONE) {
            continue;
        }
        const hy_ledger_person *sums = &ledger->persons[i];
        json_t *object = json_object();
        json_object_set_new(object, "name", json_string(record->persons[i].name));
        json_object_set_new(object, "harmed_knowing", json_integer(sums->harmed_knowing));
        json_object_set_new(object, "harmed_unaware", json_integer(sums->harmed_unaware));
        json_object_set_new(object, "saved", json_integer(sums->saved));
        json_object_set_new(object, "descendants", json_integer(sums->descendants));
        if (record->persons[i].is_named) {
            json_object_set_new(object, "deeds", deeds_json(record, ledger, i));
        }
        json_array_append_new(array, object);
    }
    return array;
}

json_t *hy_ledger_json(const hy_record *record)
{
    const hy_ledger_rules rules = hy_ledger_rules_default();
    hy_ledger ledger;
    if (hy_ledger_find(record, &rules, &ledger) != HY_OK) {
        return NULL;
    }
    json_t *acts = json_array();
    for (unsigned kind = 0; kind < HY_DEED_COUNT; kind++) {
        const act_sums sums = sums_of(record, &ledger, (hy_deed_kind)kind);
        json_t *object = json_object();
        json_object_set_new(object, "act", json_string(hy_deed_word((hy_deed_kind)kind)));
        json_object_set_new(object, "effect", json_string(is_harm((hy_deed_kind)kind) ? "harmed" : "saved"));
        json_object_set_new(object, "deeds", json_integer(sums.deeds));
        json_object_set_new(object, "knowing", json_integer(sums.knowing));
        json_object_set_new(object, "doers", json_integer(sums.doers));
        json_array_append_new(acts, object);
    }
    json_t *object = json_object();
    json_object_set_new(object, "acts", acts);
    json_object_set_new(object, "persons", persons_json(record, &ledger));
    hy_ledger_clear(&ledger);
    return object;
}
