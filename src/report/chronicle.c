// The history as a chronicle: episodes with their twists, the companies that formed, and the ways of those with a name.
#include "report/chronicle.h"

#include "report/acts.h"
#include "report/phrases.h"
#include "report/report.h"
#include "report/story.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LAST_NAMES = 40, COMPANY_LIMIT = 16, STEP_LIMIT = 12, NAME_COLUMNS = 18 };

static uint32_t first_tick(const hy_record *record, const hy_item *item)
{
    return record->events[item->first].tick;
}

// ---- episodes

static void write_underlined(FILE *out, const char *heading)
{
    fprintf(out, "\n%s\n", heading);
    for (size_t i = hy_report_columns(heading); i > 0; i--) {
        fputc('-', out);
    }
    fputc('\n', out);
}

static void write_episode_heading(const hy_record *record, const hy_episode *episode, uint32_t number, FILE *out)
{
    char storage[HY_PHRASE_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    hy_text_add(&text, "Episode ");
    hy_text_add_uint(&text, number);
    hy_text_add(&text, ": ");
    hy_text_add(&text, episode->title);
    write_underlined(out, text.chars);
    char begin[HY_CLOCK_SIZE];
    char end[HY_CLOCK_SIZE];
    hy_clock_write(hy_record_clock_s(record, episode->begin_tick), begin);
    hy_clock_write(hy_record_clock_s(record, episode->end_tick), end);
    fprintf(out, "%s to %s\n\n", begin, end);
}

static void write_item(const hy_record *record, const hy_item *item, uint8_t *is_known, FILE *out)
{
    char storage[HY_PHRASE_SIZE];
    char clock[HY_CLOCK_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    hy_item_sentence(record, item, is_known, &text);
    hy_clock_write(hy_record_clock_s(record, first_tick(record, item)), clock);
    const int columns = fprintf(out, "%s  ", clock);
    hy_report_paragraph(out, text.chars, (size_t)columns, (size_t)columns);
}

// ---- how many are left

static void write_counts(const hy_record *record, uint32_t tick, FILE *out)
{
    char clock[HY_CLOCK_SIZE];
    const hy_counts counts = hy_story_counts(record, tick);
    hy_clock_write(hy_record_clock_s(record, tick), clock);
    fprintf(out, "At %s: %u human, %u bitten and not yet turned, %u zombie%s, %u halfbie%s, %u dead, %u away.\n", clock,
            (unsigned)counts.human, (unsigned)counts.incubating, (unsigned)counts.zombie, counts.zombie == 1 ? "" : "s",
            (unsigned)counts.halfbie, counts.halfbie == 1 ? "" : "s", (unsigned)counts.dead, (unsigned)counts.escaped);
}

// ---- the end

static void write_cell(const hy_record *record, uint32_t cell, const char *title, FILE *out)
{
    char storage[4 * HY_PHRASE_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    uint32_t named = 0;
    uint32_t unnamed = 0;
    for (uint32_t i = 0; i < record->person_count; i++) {
        const hy_record_person *person = &record->persons[i];
        if (person->cell != cell) {
            continue;
        }
        if (person->is_named && named < LAST_NAMES) {
            hy_text_add(&text, named > 0 ? ", " : "");
            hy_text_add(&text, person->name);
            named++;
        } else {
            unnamed++;
        }
    }
    if (named + unnamed == 0) {
        return;
    }
    if (unnamed > 0) {
        hy_text_add(&text, named > 0 ? " and " : "");
        hy_text_add_uint(&text, unnamed);
        hy_text_add(&text, named > 0 ? (unnamed == 1 ? " other" : " others") : "");
    }
    const int columns = fprintf(out, "%-10s", title);
    hy_text_add(&text, ".");
    hy_report_paragraph(out, text.chars, (size_t)columns, (size_t)columns);
}

static void write_end(const hy_record *record, FILE *out)
{
    write_underlined(out, "Who is left");
    write_counts(record, record->last_tick, out);
    write_cell(record, HY_outcome_cell_human, "Human:", out);
    write_cell(record, HY_outcome_cell_halfbie, "Halfbie:", out);
    write_cell(record, HY_CELL_ESCAPED, "Away:", out);
    write_cell(record, HY_outcome_cell_incubating, "Bitten:", out);
    write_cell(record, HY_outcome_cell_zombie, "Zombie:", out);
    write_cell(record, HY_outcome_cell_dead, "Dead:", out);
    if (record->event_count > 0) {
        fprintf(out, "The last event is %u.\n", (unsigned)record->event_count - 1);
    }
    if (!record->is_complete) {
        fputs("The run was stopped before its end.\n", out);
    }
}

// ---- all of it

static void write_title(const hy_record *record, FILE *out)
{
    char begin[HY_CLOCK_SIZE];
    char end[HY_CLOCK_SIZE];
    hy_clock_write(record->start_s, begin);
    hy_clock_write(hy_record_clock_s(record, record->last_tick), end);
    fprintf(out, "%s\n%u people, from %s to %s, seed %llu\n", record->title, (unsigned)record->person_count, begin, end,
            (unsigned long long)record->seed);
}

// the words of an event with its clock time before and its id behind
static void write_event(const hy_record *record, uint32_t id, const char *before, const char *after, FILE *out)
{
    char storage[HY_PHRASE_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    hy_text_add(&text, before);
    hy_text_add_clock(&text, hy_record_clock_s(record, record->events[id].tick));
    hy_text_add(&text, ": ");
    hy_text_add_event(&text, record, &record->events[id]);
    hy_text_add_event_id(&text, id);
    hy_text_add(&text, after);
    hy_report_paragraph(out, text.chars, 0, 4);
}

static void write_rerun_twist(const hy_record *record, const hy_rerun_twist *twist, FILE *out)
{
    if (twist->event == HY_NONE) {
        return;
    }
    char after[HY_PHRASE_SIZE];
    const char *direction = twist->people < 0 ? "fewer" : "more";
    if (twist->pair_count > 1) {
        snprintf(after, sizeof after, ". Without it %.1f %s people survive in the mean of %u pairs of reruns (95 %%: %+.1f to %+.1f%s).",
                 fabs(twist->people), direction, (unsigned)twist->pair_count, twist->low, twist->high,
                 twist->is_told ? "" : ", so it may be chance");
    } else {
        snprintf(after, sizeof after, ". Without it %.0f %s people survive in the one pair of reruns.", fabs(twist->people), direction);
    }
    fputc('\n', out);
    write_event(record, twist->event, "The twist, ", after, out);
}

// whole people, since it is an estimate
static void write_twist(const hy_record *record, const hy_episode *episode, FILE *out)
{
    if (episode->rerun != NULL) {
        write_rerun_twist(record, episode->rerun, out);
        return;
    }
    const unsigned people = (unsigned)(episode->twist_people + 0.5);
    if (episode->twist == HY_NONE || people == 0) {
        return;
    }
    char after[HY_PHRASE_SIZE];
    if (people == 1) {
        snprintf(after, sizeof after, ". Without it about one person would have fared otherwise.");
    } else {
        snprintf(after, sizeof after, ". Without it some %u people would have fared otherwise.", people);
    }
    fputc('\n', out);
    write_event(record, episode->twist, "The twist, ", after, out);
}

static void write_episodes(const hy_record *record, const hy_story *story, uint8_t *is_known, FILE *out)
{
    for (uint32_t number = 0; number < story->episode_count; number++) {
        const hy_episode *episode = &story->episodes[number];
        if (story->episode_count > 1) {
            write_episode_heading(record, episode, number + 1, out);
        } else {
            fputc('\n', out);
        }
        for (uint32_t i = 0; i < episode->item_count; i++) {
            write_item(record, &story->items[episode->first_item + i], is_known, out);
        }
        write_twist(record, episode, out);
        if (number + 1 < story->episode_count) {
            write_counts(record, episode->end_tick, out);
        }
    }
}

// ---- companies

static uint32_t count_named(const hy_record *record, const hy_company *company)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < company->member_count; i++) {
        count += record->persons[company->members[i]].is_named;
    }
    return count;
}

static bool is_told_of(const hy_record *record, const hy_company *company)
{
    enum { LARGE = 5 };
    return company->member_count >= LARGE || (company->member_count > 2 && count_named(record, company) > 0);
}

static void add_members(hy_text *text, const hy_record *record, const hy_company *company)
{
    const uint32_t named = count_named(record, company);
    uint32_t told = 0;
    for (uint32_t i = 0; i < company->member_count; i++) {
        if (record->persons[company->members[i]].is_named && told < LAST_NAMES) {
            hy_text_add(text, told > 0 ? ", " : "");
            hy_text_add(text, record->persons[company->members[i]].name);
            told++;
        }
    }
    if (company->member_count > named) {
        hy_text_add(text, named > 0 ? " and " : "");
        hy_text_add_uint(text, company->member_count - named);
        hy_text_add(text, named == 0 ? " people" : company->member_count - named == 1 ? " other" : " others");
    }
}

static void add_part(hy_text *text, const hy_record *record, uint32_t count, const char *what, uint32_t first)
{
    if (count > 0) {
        hy_text_add(text, "; ");
        hy_text_add_uint(text, count);
        hy_text_add(text, what);
        hy_text_add_clock(text, hy_record_clock_s(record, record->events[first].tick));
        hy_text_add_event_id(text, first);
    }
}

static void write_company(const hy_record *record, const hy_company *company, FILE *out)
{
    char storage[4 * HY_PHRASE_SIZE];
    char clock[HY_CLOCK_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    hy_text_add_in_room(&text, record, company->room);
    hy_text_raise(&text, 0);
    hy_text_add(&text, " hid ");
    add_members(&text, record, company);
    hy_text_add(&text, " (events ");
    hy_text_add_uint(&text, company->first_event);
    hy_text_add(&text, " to ");
    hy_text_add_uint(&text, company->last_event);
    hy_text_add(&text, ")");
    add_part(&text, record, company->infected_count, " infected there from ", company->first_infection);
    add_part(&text, record, company->first_leaving != HY_NONE ? company->left_count : 0, " left, the first ",
             company->first_leaving);
    if (company->staying_count > 0) {
        hy_text_add(&text, "; ");
        hy_text_add_uint(&text, company->staying_count);
        hy_text_add(&text, " still there at the end");
    }
    hy_text_add(&text, ".");
    hy_clock_write(hy_record_clock_s(record, record->events[company->first_event].tick), clock);
    const int columns = fprintf(out, "%s  ", clock);
    hy_report_paragraph(out, text.chars, (size_t)columns, (size_t)columns);
}

static void write_companies(const hy_record *record, const hy_companies *companies, FILE *out)
{
    uint32_t told = 0;
    for (uint32_t i = 0; i < companies->count && told < COMPANY_LIMIT; i++) {
        if (is_told_of(record, &companies->companies[i])) {
            if (told++ == 0) {
                write_underlined(out, "Those who hid together");
                fputc('\n', out);
            }
            write_company(record, &companies->companies[i], out);
        }
    }
}

// ---- the ways of those with a name

// one step of somebody's way; what happens at every turn is left out
static bool is_step(const hy_record *record, const hy_record_event *event, uint32_t person)
{
    static const hy_event_kind left_out[] = {
        HY_event_screamed, HY_event_warned,       HY_event_shut_door,   HY_event_locked_door, HY_event_passed,
        HY_event_was_sent, HY_event_began_to_doubt, HY_event_learned,   HY_event_kept_silent, HY_event_drank,
        HY_event_ate,      HY_event_relieved,     HY_event_fell_asleep, HY_event_woke,        HY_event_was_bitten_again,
        HY_event_fell,     HY_event_was_lured,    HY_event_left_group,  HY_event_joined_group};
    for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++) {
        if (event->kind == (uint32_t)left_out[i]) {
            return false;
        }
    }
    if (event->who == person) {
        return true;
    }
    return event->whom == person && event->kind == HY_event_was_stopped && record->persons[person].stopped_by != person;
}

static void add_step(hy_text *text, const hy_record *record, const hy_record_event *event, uint32_t person)
{
    hy_text_add_clock(text, hy_record_clock_s(record, event->tick));
    hy_text_add(text, " ");
    if (event->who == person) {
        hy_text_add_act(text, record, event);
    } else {
        hy_text_add(text, "stopped ");
        hy_text_add_person(text, record, event->who);
    }
    if (event->room != HY_NONE) {
        hy_text_add(text, " ");
        hy_text_add_in_room(text, record, event->room);
    }
    hy_text_add_event_id(text, event->id);
}

// the first steps, and the last where there are too many
static void add_way(hy_text *text, const hy_record *record, uint32_t person)
{
    uint32_t count = 0;
    for (uint32_t id = 0; id < record->event_count; id++) {
        count += is_step(record, &record->events[id], person);
    }
    uint32_t step = 0;
    for (uint32_t id = 0; id < record->event_count; id++) {
        if (!is_step(record, &record->events[id], person)) {
            continue;
        }
        const bool is_left_out = count > STEP_LIMIT && step >= STEP_LIMIT / 2 && step < count - STEP_LIMIT / 2;
        if (!is_left_out || step == STEP_LIMIT / 2) {
            hy_text_add(text, step > 0 ? "; " : "");
        }
        if (!is_left_out) {
            add_step(text, record, &record->events[id], person);
        } else if (step == STEP_LIMIT / 2) {
            hy_text_add(text, "…");
        }
        step++;
    }
    hy_text_add(text, step == 0 ? "nothing befell" : "");
}

static void add_sums(hy_text *text, const hy_ledger_person *sums)
{
    const uint32_t harmed = sums->harmed_knowing + sums->harmed_unaware;
    hy_text_add(text, ".");
    if (harmed + sums->saved == 0) {
        return;
    }
    hy_text_add(text, " Saved ");
    hy_text_add_uint(text, sums->saved);
    hy_text_add(text, ", harmed ");
    hy_text_add_uint(text, harmed);
    hy_text_add(text, " (knowing: ");
    hy_text_add_uint(text, sums->harmed_knowing);
    hy_text_add(text, ").");
}

static void write_ways(const hy_record *record, const hy_story *story, FILE *out)
{
    bool is_first = true;
    for (uint32_t i = 0; i < record->person_count; i++) {
        if (!record->persons[i].is_named) {
            continue;
        }
        if (is_first) {
            write_underlined(out, "The ways of those with a name");
            fputc('\n', out);
            is_first = false;
        }
        char storage[4 * HY_PHRASE_SIZE];
        hy_text text;
        hy_text_init(&text, storage, sizeof storage);
        add_way(&text, record, i);
        add_sums(&text, &story->ledger.persons[i]);
        const size_t columns = hy_report_columns(record->persons[i].name);
        const int blanks = columns + 2 < NAME_COLUMNS ? (int)(NAME_COLUMNS - columns) : 2;
        fprintf(out, "%s%*s", record->persons[i].name, blanks, "");
        hy_report_paragraph(out, text.chars, columns + (size_t)blanks, NAME_COLUMNS);
    }
}

// ---- the whole

hy_status hy_report_chronicle(const hy_record *record, const hy_rerun_twist *twists, FILE *out)
{
    hy_story story;
    hy_status status = hy_story_find(record, &story);
    if (status != HY_OK) {
        return status;
    }
    hy_story_take_twists(&story, twists);
    uint8_t *is_known = calloc((size_t)record->person_count + 1, sizeof *is_known);
    if (is_known != NULL) {
        write_title(record, out);
        write_episodes(record, &story, is_known, out);
        write_companies(record, &story.companies, out);
        write_ways(record, &story, out);
        write_end(record, out);
    }
    hy_story_clear(&story);
    status = is_known == NULL ? HY_OUT_OF_MEMORY : ferror(out) ? HY_FILE_ERROR : HY_OK;
    free(is_known);
    return status;
}
