// Walks all fields of a scenario, its plan and its strain, and keeps those whose names are nearest to a mistyped one.
#include "scenario/near.h"

#include <string.h>

#include "scenario/items.h"

enum { CANDIDATE_LIMIT = 3, CANDIDATE_PATH = 96 };

typedef struct candidate {
    uint32_t distance;
    char path[CANDIDATE_PATH];
    bool is_read; // its record was read from a file
    hy_mark mark; // line 0: not given
} candidate;

typedef struct near_search {
    hy_nearest wanted[2];         // the word that was refused, and the last one of the path
    const hy_record_table *table; // that has no such key: its other keys go before those of others
    candidate best[CANDIDATE_LIMIT];
    uint32_t count;
} near_search;

// UINT32_MAX for what is not near
static uint32_t distance_of(const near_search *search, const hy_record_table *table, const char *name)
{
    uint32_t least = UINT32_MAX;
    for (unsigned i = 0; i < 2; i++) {
        hy_nearest nearest = search->wanted[i];
        hy_nearest_offer(&nearest, name);
        least = nearest.best_distance < least ? nearest.best_distance : least;
    }
    return least == UINT32_MAX ? least : 2 * least + (table != search->table);
}

// every record begins with its mark and with the marks of its fields
static hy_mark field_mark(const char *record, uint32_t index)
{
    const hy_mark *field_marks = NULL;
    if (record != NULL) {
        memcpy(&field_marks, record + offsetof(hy_spec_room, field_marks), sizeof field_marks);
    }
    return field_marks != NULL ? field_marks[index] : (hy_mark){0};
}

// the nearer before the farther, the earlier before the later
static void offer(near_search *search, const hy_record_table *table, const char *record, uint32_t field,
                  const hy_path *path)
{
    const uint32_t distance = distance_of(search, table, path->field);
    if (distance == UINT32_MAX) {
        return;
    }
    uint32_t place = search->count;
    while (place > 0 && search->best[place - 1].distance > distance) {
        place--;
    }
    if (place == CANDIDATE_LIMIT) {
        return;
    }
    search->count += search->count < CANDIDATE_LIMIT;
    memmove(&search->best[place + 1], &search->best[place], (search->count - 1 - place) * sizeof search->best[0]);
    candidate *into = &search->best[place];
    *into = (candidate){.distance = distance, .is_read = record != NULL, .mark = field_mark(record, field)};
    hy_text text;
    hy_text_init(&text, into->path, sizeof into->path);
    hy_text_add_path(&text, path);
}

static void search_record(near_search *search, const hy_record_table *table, char *record, const hy_path *path);

// of a list the first item speaks for all
static void search_list(near_search *search, const hy_field_table *field, char *record, const hy_path *path)
{
    hy_path item_path = {.parent = path, .item_name = "name"};
    char *item = NULL;
    if (record != NULL) {
        const hy_item_list list = hy_items_of_field(field, record);
        if (list.count > 0) {
            item = list.items;
            item_path.item_name = hy_item_name(&list, 0);
        }
    }
    search_record(search, field->other, item, &item_path);
}

static void search_record(near_search *search, const hy_record_table *table, char *record, const hy_path *path)
{
    for (uint32_t i = 0; i < table->field_count; i++) {
        const hy_field_table *field = &table->fields[i];
        const hy_path field_path = {.parent = path, .field = field->name};
        offer(search, table, record, i, &field_path);
        if (field->type == HY_FIELD_ONE) {
            search_record(search, field->other, record != NULL ? record + field->offset : NULL, &field_path);
        } else if (field->type == HY_FIELD_LIST) {
            search_list(search, field, record, &field_path);
        }
    }
}

static void add_candidate(hy_text *text, const candidate *near, const hy_diagnostics *sink)
{
    hy_text_add(text, near->path);
    if (near->mark.line > 0 && near->mark.file < sink->file_count) {
        hy_text_add(text, " (");
        hy_text_add(text, sink->files[near->mark.file]);
        hy_text_add(text, ":");
        hy_text_add_uint(text, near->mark.line);
        hy_text_add(text, ")");
    } else if (near->is_read) {
        hy_text_add(text, " (not given yet)");
    }
}

bool hy_near_add(hy_text *text, const hy_settings_target *targets, uint32_t target_count, const hy_diagnostics *sink,
                 const hy_record_table *table, const char *word, const char *last_word)
{
    near_search search = {.table = table};
    hy_nearest_init(&search.wanted[0], word);
    hy_nearest_init(&search.wanted[1], last_word);
    for (uint32_t i = 0; i < target_count; i++) {
        const hy_path prefix = {.field = targets[i].prefix};
        search_record(&search, targets[i].table, targets[i].record, i > 0 ? &prefix : NULL);
    }
    for (uint32_t i = 0; i < search.count; i++) {
        hy_text_add(text, i > 0 ? ", " : search.count == 1 ? "; the nearest name is " : "; near names are ");
        add_candidate(text, &search.best[i], sink);
    }
    return search.count > 0;
}
