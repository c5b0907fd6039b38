// The history as a chronicle, in twelve episodes when there is enough to tell.
#include "report/chronicle.h"

#include "hyosan/host.h"
#include "report/phrases.h"
#include "report/report.h"

#include <stdlib.h>

enum { EPISODE_COUNT = 12, SENTENCES_PER_EPISODE = 3, ARENA_CHUNK_BYTES = 1024 * 1024, LAST_NAMES = 40 };

static uint32_t first_tick(const hy_record *record, const hy_item *item)
{
    return record->events[item->first].tick;
}

// ---- episodes

// The longest silence near the even share of sentences is where an episode begins.
static uint32_t episode_begin(const hy_record *record, const hy_item *items, uint32_t count, uint32_t episode,
                              uint32_t episode_count)
{
    const uint32_t even = (uint32_t)((uint64_t)count * episode / episode_count);
    const uint32_t reach = count / episode_count / 3;
    uint32_t best = even;
    uint32_t best_silence = 0;
    for (uint32_t i = even - reach; i <= even + reach && i < count; i++) {
        const uint32_t silence = i > 0 ? first_tick(record, &items[i]) - first_tick(record, &items[i - 1]) : 0;
        if (silence > best_silence) {
            best_silence = silence;
            best = i;
        }
    }
    return best;
}

// what makes a room the scene of an episode
static uint32_t weight_of(const hy_item *item)
{
    const bool is_bite = item->told == HY_TOLD_BITE || item->told == HY_TOLD_BITES || item->told == HY_TOLD_FIRST_BITE;
    return item->person_count * (is_bite ? 3 : 1);
}

// HY_NONE where nothing happened in a room
static uint32_t scene_of(const hy_record *record, const hy_item *items, uint32_t count, uint32_t *weights)
{
    uint32_t scene = HY_NONE;
    for (uint32_t i = 0; i < record->room_count; i++) {
        weights[i] = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t room = items[i].room;
        if (room != HY_NONE) {
            weights[room] += weight_of(&items[i]);
            scene = scene == HY_NONE || weights[room] > weights[scene] ? room : scene;
        }
    }
    return scene;
}

static void write_underlined(FILE *out, const char *heading)
{
    fprintf(out, "\n%s\n", heading);
    for (size_t i = hy_report_columns(heading); i > 0; i--) {
        fputc('-', out);
    }
    fputc('\n', out);
}

static void write_episode_heading(const hy_record *record, uint32_t number, uint32_t scene, FILE *out)
{
    char storage[HY_PHRASE_SIZE];
    hy_text text;
    hy_text_init(&text, storage, sizeof storage);
    hy_text_add(&text, "Episode ");
    hy_text_add_uint(&text, number);
    if (scene != HY_NONE) {
        hy_text_add(&text, ": ");
        const size_t begin = text.length;
        hy_text_add_room(&text, record, scene);
        hy_text_raise(&text, begin);
    }
    write_underlined(out, text.chars);
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

static hy_counts counts_at(const hy_record *record, uint32_t tick)
{
    hy_counts sum = {0};
    uint32_t row = 0;
    while (row + 1 < record->totals_count && record->totals[row + 1].tick <= tick) {
        row++;
    }
    for (uint32_t role = 0; role < HY_role_count && record->totals_count > 0; role++) {
        const hy_counts *counts = &record->totals[row].by_role[role];
        sum.human += counts->human;
        sum.incubating += counts->incubating;
        sum.zombie += counts->zombie;
        sum.halfbie += counts->halfbie;
        sum.dead += counts->dead;
        sum.escaped += counts->escaped;
    }
    return sum;
}

static void write_counts(const hy_record *record, uint32_t tick, FILE *out)
{
    char clock[HY_CLOCK_SIZE];
    const hy_counts counts = counts_at(record, tick);
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

static void write_episodes(const hy_record *record, const hy_item *items, uint32_t count, uint8_t *is_known,
                           uint32_t *weights, FILE *out)
{
    const uint32_t episode_count = count >= EPISODE_COUNT * SENTENCES_PER_EPISODE ? EPISODE_COUNT : 1;
    uint32_t begin = 0;
    for (uint32_t episode = 0; episode < episode_count; episode++) {
        const bool is_last = episode + 1 == episode_count;
        const uint32_t end = is_last ? count : episode_begin(record, items, count, episode + 1, episode_count);
        if (episode_count > 1) {
            write_episode_heading(record, episode + 1, scene_of(record, items + begin, end - begin, weights), out);
        } else {
            fputc('\n', out);
        }
        for (uint32_t i = begin; i < end; i++) {
            write_item(record, &items[i], is_known, out);
        }
        if (!is_last && end > begin) {
            write_counts(record, first_tick(record, &items[end]), out);
        }
        begin = end;
    }
}

hy_status hy_report_chronicle(const hy_record *record, FILE *out)
{
    hy_arena arena;
    hy_arena_init(&arena, hy_host_allocator(), ARENA_CHUNK_BYTES);
    uint32_t count = 0;
    const hy_item *items = hy_items_of_record(record, &arena, &count);
    uint8_t *is_known = HY_ARENA_ARRAY(&arena, uint8_t, record->person_count);
    uint32_t *weights = HY_ARENA_ARRAY(&arena, uint32_t, record->room_count);
    const bool has_memory = !arena.has_failed;
    if (has_memory) {
        write_title(record, out);
        write_episodes(record, items, count, is_known, weights, out);
        write_end(record, out);
    }
    hy_arena_clear(&arena);
    if (!has_memory) {
        return HY_OUT_OF_MEMORY;
    }
    return ferror(out) ? HY_FILE_ERROR : HY_OK;
}
