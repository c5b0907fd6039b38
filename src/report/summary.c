// The summary of a run, as text.
#include "report/report.h"

#include "report/chains.h"
#include "report/evacuation.h"
#include "report/ledger.h"
#include "report/phrases.h"

#include <string.h>

enum { CHAIN_LIMIT = 10, NAME_COLUMNS = 18, CELL_COLUMNS = 11, MOMENT_LIMIT = 14 };

static void add_counts(hy_counts *sum, const hy_counts *counts)
{
    sum->human += counts->human;
    sum->incubating += counts->incubating;
    sum->zombie += counts->zombie;
    sum->halfbie += counts->halfbie;
    sum->dead += counts->dead;
    sum->escaped += counts->escaped;
}

static uint32_t count_all(const hy_counts *counts)
{
    return counts->human + counts->incubating + counts->zombie + counts->halfbie + counts->dead + counts->escaped;
}

// ---- heading

static void write_heading(const hy_record *record, FILE *out)
{
    char begin[HY_CLOCK_SIZE];
    char end[HY_CLOCK_SIZE];
    const double simulated_s = hy_record_clock_s(record, record->last_tick) - record->start_s;
    hy_clock_write(record->start_s, begin);
    hy_clock_write(hy_record_clock_s(record, record->last_tick), end);
    fprintf(out, "%s\n", record->title);
    fprintf(out, "%s to %s, %u people, %u events, seed %llu%s\n", begin, end, (unsigned)record->person_count,
            (unsigned)record->event_count, (unsigned long long)record->seed,
            record->is_complete ? "" : " — stopped before its end");
    fprintf(out, "model %s, state %s, epoch %u\n", record->model_hash, record->state_hash, (unsigned)record->epoch);
    if (record->wall_s > 0) {
        fprintf(out, "%.0f s simulated in %.1f s, %.0f times real time\n", simulated_s, record->wall_s,
                simulated_s / record->wall_s);
    }
}

// ---- who survives

static void write_cell_heading(FILE *out, const char *title)
{
    fprintf(out, "\n%-*s", NAME_COLUMNS, title);
    for (uint32_t cell = 0; cell < HY_CELL_COUNT; cell++) {
        fprintf(out, "%*s", CELL_COLUMNS, hy_report_cell_word(cell));
    }
    fprintf(out, "%*s\n", CELL_COLUMNS, "all");
}

static void write_cell_row(FILE *out, const char *name, const hy_counts *counts)
{
    uint32_t cells[HY_CELL_COUNT];
    hy_report_cells(counts, cells);
    fprintf(out, "  %-*s", NAME_COLUMNS - 2, name);
    for (uint32_t cell = 0; cell < HY_CELL_COUNT; cell++) {
        fprintf(out, "%*u", CELL_COLUMNS, (unsigned)cells[cell]);
    }
    fprintf(out, "%*u\n", CELL_COLUMNS, (unsigned)count_all(counts));
}

static void count_person(hy_counts *counts, uint32_t cell)
{
    uint32_t *const cells[HY_CELL_COUNT] = {
        [HY_outcome_cell_human] = &counts->human,   [HY_outcome_cell_incubating] = &counts->incubating,
        [HY_outcome_cell_zombie] = &counts->zombie, [HY_outcome_cell_halfbie] = &counts->halfbie,
        [HY_outcome_cell_dead] = &counts->dead,     [HY_CELL_ESCAPED] = &counts->escaped,
    };
    (*cells[cell])++;
}

static void write_survivors(const hy_record *record, FILE *out)
{
    hy_counts by_role[HY_role_count] = {0};
    hy_counts all = {0};
    for (uint32_t i = 0; i < record->person_count; i++) {
        count_person(&by_role[record->persons[i].role], record->persons[i].cell);
    }
    write_cell_heading(out, "Who survives");
    for (uint32_t role = 0; role < HY_role_count; role++) {
        write_cell_row(out, role == HY_role_student ? "students" : "staff", &by_role[role]);
        add_counts(&all, &by_role[role]);
    }
    write_cell_row(out, "all", &all);
    fprintf(out, "  %u human%s beside %u zombie%s\n", (unsigned)all.human, all.human == 1 ? "" : "s",
            (unsigned)all.zombie, all.zombie == 1 ? "" : "s");
}

static void write_floors(const hy_record *record, FILE *out)
{
    write_cell_heading(out, "By floor");
    for (uint32_t level = 0; level < record->level_count; level++) {
        hy_counts counts = {0};
        for (uint32_t i = 0; i < record->person_count; i++) {
            const hy_record_person *person = &record->persons[i];
            if (person->room != HY_NONE && record->rooms[person->room].level == level &&
                person->cell != HY_CELL_ESCAPED) {
                count_person(&counts, person->cell);
            }
        }
        if (count_all(&counts) > 0) {
            write_cell_row(out, record->levels[level].name, &counts);
        }
    }
}

// ---- in the course of time

// the shortest of these that gives few enough moments
static double moment_period_s(const hy_record *record)
{
    static const double periods_s[] = {60, 120, 300, 600, 1800, 3600, 7200, 21600};
    const double length_s = record->last_tick * record->step_s;
    const size_t count = sizeof periods_s / sizeof periods_s[0];
    for (size_t i = 0; i < count; i++) {
        if (length_s / periods_s[i] <= MOMENT_LIMIT) {
            return periods_s[i];
        }
    }
    return periods_s[count - 1];
}

static void write_moment(const hy_record *record, const hy_record_totals *totals, FILE *out)
{
    char clock[HY_CLOCK_SIZE];
    hy_counts all = {0};
    hy_clock_write(hy_record_clock_s(record, totals->tick), clock);
    for (uint32_t role = 0; role < HY_role_count; role++) {
        add_counts(&all, &totals->by_role[role]);
    }
    write_cell_row(out, clock, &all);
}

static void write_moments(const hy_record *record, FILE *out)
{
    const double period_s = moment_period_s(record);
    double next_s = 0; // on the full period of the clock
    write_cell_heading(out, "By time");
    for (uint32_t i = 0; i < record->totals_count; i++) {
        const double clock_s = hy_record_clock_s(record, record->totals[i].tick);
        const bool is_last = i + 1 == record->totals_count;
        if (i > 0 && !is_last && clock_s + 1e-6 < next_s) {
            continue;
        }
        write_moment(record, &record->totals[i], out);
        while (next_s <= clock_s + 1e-6) {
            next_s += period_s;
        }
    }
}

// ---- chains of infection

static void add_link(hy_text *text, const hy_record *record, uint32_t person)
{
    const hy_record_person *who = &record->persons[person];
    hy_text_add(text, who->name);
    hy_text_add(text, " ");
    hy_text_add_clock(text, hy_record_clock_s(record, record->events[who->infection_event].tick));
}

// a chain that branches off from one above begins where it does
static void write_chain(const hy_record *record, const hy_chains *chains, uint32_t index, FILE *out)
{
    static const size_t LIMIT = 12; // links told at either end
    const hy_chain *chain = &chains->chains[index];
    char storage[4096];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    const uint32_t first = chain->shared_length > 1 ? chain->shared_length - 1 : 0;
    if (first > 0) {
        hy_text_add(&text, "as ");
        hy_text_add_uint(&text, chain->shared_with + 1);
        hy_text_add(&text, " to ");
    }
    for (uint32_t i = first; i < chain->length; i++) {
        if (i - first >= LIMIT && chain->length - i > LIMIT) {
            hy_text_add(&text, " → …");
            i = chain->length - (uint32_t)LIMIT;
        }
        hy_text_add(&text, i > first ? " → " : "");
        add_link(&text, record, chain->persons[i]);
    }
    const int columns = fprintf(out, "  %2u. %2u links: ", (unsigned)index + 1, (unsigned)chain->length);
    hy_report_paragraph(out, text.chars, (size_t)columns, 6);
}

static void write_chains(const hy_record *record, FILE *out)
{
    hy_chains chains;
    if (hy_chains_find(record, CHAIN_LIMIT, &chains) != HY_OK) {
        return;
    }
    if (chains.count > 0) {
        fputs("\nThe longest chains of infection\n", out);
    }
    for (uint32_t i = 0; i < chains.count; i++) {
        write_chain(record, &chains, i, out);
    }
    hy_chains_clear(&chains);
}

// ---- fates

static size_t longest_name(const hy_record *record)
{
    size_t longest = 0;
    for (uint32_t i = 0; i < record->person_count; i++) {
        const size_t columns = record->persons[i].is_named ? hy_report_columns(record->persons[i].name) : 0;
        longest = columns > longest ? columns : longest;
    }
    return longest;
}

static void write_fate(const hy_record *record, uint32_t person, size_t name_columns, FILE *out)
{
    const hy_record_person *who = &record->persons[person];
    char storage[HY_PHRASE_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    hy_text_add_fate(&text, record, person);
    const size_t blanks = name_columns - hy_report_columns(who->name);
    fprintf(out, "  %s%*s  %-10s ", who->name, (int)blanks, "", hy_report_cell_word(who->cell));
    const size_t at = 2 + name_columns + 2 + 11;
    hy_report_paragraph(out, text.chars, at, at);
}

static void write_fates(const hy_record *record, FILE *out)
{
    const size_t name_columns = longest_name(record);
    if (name_columns == 0) {
        return;
    }
    fputs("\nThose with a name\n", out);
    for (uint32_t i = 0; i < record->person_count; i++) {
        if (record->persons[i].is_named) {
            write_fate(record, i, name_columns, out);
        }
    }
}

// people left a building, and nobody was infected: who survives is no question
static bool is_plain_evacuation(const hy_record *record)
{
    bool is_signalled = false;
    for (uint32_t i = 0; i < record->event_count; i++) {
        const uint32_t kind = record->events[i].kind;
        if (kind == HY_event_was_exposed || kind == HY_event_was_bitten || kind == HY_event_was_overcome) {
            return false;
        }
        is_signalled |= kind == HY_event_was_signalled;
    }
    return is_signalled;
}

void hy_report_summary(const hy_record *record, FILE *out)
{
    write_heading(record, out);
    if (!is_plain_evacuation(record)) {
        write_survivors(record, out);
        write_floors(record, out);
        write_moments(record, out);
    }
    hy_evacuation_write(record, out);
    write_chains(record, out);
    hy_ledger_write(record, out);
    write_fates(record, out);
}
