// Records: their keys, with repeated, unknown, merged and missing ones, and their defaults.
#include "scenario/reader.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#include "scenario/wanted.h"

enum { FIELD_LIMIT = 96 };

#define HY_RECORD_END(record) _Static_assert((int)hy_field_count_of_##record <= (int)FIELD_LIMIT, "raise FIELD_LIMIT");
#include "hyosan/schema.def"

// how every record begins, see spec.h; here with marks that may still be set
typedef struct record_head {
    hy_mark mark;
    hy_mark *field_marks;
} record_head;

_Static_assert(offsetof(record_head, field_marks) == offsetof(hy_spec_room, field_marks), "records begin alike");

// What was given for one field.
typedef struct given_field {
    const hy_node *value;
    uint32_t visit; // to which mapping: those that are merged come later
    hy_mark key_mark;
} given_field;

// A record being read.
typedef struct record_reader {
    hy_reader *reader;
    const hy_record_table *table;
    const hy_path *path;
    uint32_t visit_count; // mappings looked into: its own, and those it merges
    given_field given[FIELD_LIMIT];
} record_reader;

// ---- fields and presets

uint32_t hy_field_index(const hy_record_table *table, const char *name)
{
    uint32_t index = 0;
    while (index < table->field_count && strcmp(table->fields[index].name, name) != 0) {
        index++;
    }
    return index;
}

static bool has_required_field(const hy_record_table *table)
{
    for (uint32_t i = 0; i < table->field_count; i++) {
        if (hy_field_is_required(&table->fields[i])) {
            return true;
        }
    }
    return false;
}

bool hy_field_is_required(const hy_field_table *field)
{
    switch (field->type) {
    case HY_FIELD_FLOAT:
        return (float)field->preset == HY_REQUIRED;
    case HY_FIELD_COUNT:
        return field->preset == (double)HY_REQUIRED_COUNT;
    case HY_FIELD_TEXT:
        return field->preset_text == NULL;
    case HY_FIELD_ONE:
        return has_required_field(field->other);
    default:
        return false;
    }
}

static void set_preset(hy_reader *reader, const hy_field_table *field, hy_mark mark, char *place)
{
    const uint32_t whole = field->preset > 0 ? (uint32_t)field->preset : 0;
    switch (field->type) {
    case HY_FIELD_FLOAT:
        *(float *)(void *)place = (float)field->preset;
        break;
    case HY_FIELD_COUNT:
    case HY_FIELD_CHOICE:
    case HY_FIELD_CLOCK:
        memcpy(place, &whole, sizeof whole);
        break;
    case HY_FIELD_FLAG:
        *(bool *)(void *)place = field->preset > 0;
        break;
    case HY_FIELD_TEXT:
        memcpy(place, &field->preset_text, sizeof field->preset_text);
        break;
    case HY_FIELD_ONE:
        hy_record_begin(reader, field->other, mark, place);
        break;
    default: // empty lists, points not given: all bytes are zero already
        break;
    }
}

void hy_record_begin(hy_reader *reader, const hy_record_table *table, hy_mark mark, void *record)
{
    const record_head head = {.mark = mark, .field_marks = HY_ARENA_ARRAY(reader->arena, hy_mark, table->field_count)};
    reader->is_stopped = reader->is_stopped || head.field_marks == NULL;
    memset(record, 0, table->size);
    memcpy(record, &head, sizeof head);
    for (uint32_t i = 0; i < table->field_count; i++) {
        const hy_field_table *field = &table->fields[i];
        set_preset(reader, field, (hy_mark){.file = mark.file}, (char *)record + field->offset);
    }
}

void hy_record_mark_field(void *record, uint32_t field_index, hy_mark mark)
{
    record_head head;
    memcpy(&head, record, sizeof head);
    if (head.field_marks != NULL) {
        head.field_marks[field_index] = mark;
    }
}

// ---- keys

// the one embedded record that has the key which the record lacks; NULL if none has it, or several
static const char *embedding_field(const hy_record_table *table, const char *name)
{
    const char *found = NULL;
    for (uint32_t i = 0; i < table->field_count; i++) {
        const hy_field_table *field = &table->fields[i];
        if (field->type == HY_FIELD_ONE && hy_field_index(field->other, name) < field->other->field_count) {
            if (found != NULL) {
                return NULL;
            }
            found = field->name;
        }
    }
    return found;
}

void hy_record_add_names(hy_text *text, const hy_record_table *table)
{
    hy_text_add(text, "; its keys are ");
    for (uint32_t i = 0; i < table->field_count && hy_text_add_item(text, i == 0, table->fields[i].name); i++) {
    }
}

// a key of a scenario in a variant, which has them as settings
static bool is_setting_of(const hy_record_table *table, const char *name)
{
    const hy_record_table *scenario = hy_record_table_named("scenario");
    return hy_field_index(table, "set") < table->field_count && hy_field_index(scenario, name) < scenario->field_count;
}

static void add_suggestion(hy_text *text, const hy_record_table *table, const char *name)
{
    if (is_setting_of(table, name)) {
        hy_text_add(text, "; write it under set, as ");
        hy_text_add(text, name);
        hy_text_add(text, "=value");
        return;
    }
    hy_nearest nearest;
    hy_nearest_init(&nearest, name);
    for (uint32_t i = 0; i < table->field_count; i++) {
        hy_nearest_offer(&nearest, table->fields[i].name);
    }
    const char *embedding = embedding_field(table, name);
    if (embedding != NULL) {
        hy_text_add(text, "; it belongs under ");
        hy_text_add(text, embedding);
    } else if (nearest.best != NULL) {
        hy_text_add(text, "; did you mean ");
        hy_text_add(text, nearest.best);
        hy_text_add(text, "?");
    } else {
        hy_record_add_names(text, table);
    }
}

void hy_refuse_field_name(hy_problems *problems, const hy_record_table *table, hy_mark mark, const hy_path *path,
                          const char *name)
{
    hy_problem problem;
    hy_problem_begin(&problem, problems, mark, path);
    hy_text_add(&problem.text, table->name);
    hy_text_add(&problem.text, " has no key ");
    hy_text_add_quoted(&problem.text, name, strlen(name));
    if (hy_problem_is_wanted(&problem)) {
        add_suggestion(&problem.text, table, name);
    }
    hy_problem_end(&problem);
}

static void refuse_repeated(record_reader *record, const hy_field_table *field, const given_field *first, hy_mark mark)
{
    const hy_path path = {.parent = record->path, .field = field->name};
    hy_problem problem;
    hy_problem_begin(&problem, &record->reader->problems, mark, &path);
    hy_text_add(&problem.text, "this key stands on line ");
    hy_text_add_uint(&problem.text, first->key_mark.line);
    hy_text_add(&problem.text, " already; keep one of the two");
    hy_problem_end(&problem);
}

// keys at the top of a document that begin with x- are the author's own, for anchors
static bool is_authors_own(const record_reader *record, const hy_node *key)
{
    return record->path == NULL && strncmp(key->text, "x-", 2) == 0;
}

static bool is_merge(const hy_node *key)
{
    return key->kind == HY_NODE_SCALAR && key->is_plain && strcmp(key->text, "<<") == 0;
}

static void take_key(record_reader *record, uint32_t visit, const hy_node *key, const hy_node *value)
{
    const hy_node *name = hy_node_resolve(key);
    if (name->kind != HY_NODE_SCALAR) {
        hy_problem_say(&record->reader->problems, key->mark, record->path,
                       "this key is a list or a mapping; write a word");
        return;
    }
    if (is_authors_own(record, name)) {
        return;
    }
    const uint32_t index = hy_field_index(record->table, name->text);
    if (index == record->table->field_count) {
        hy_refuse_field_name(&record->reader->problems, record->table, key->mark, record->path, name->text);
        return;
    }
    given_field *given = &record->given[index];
    if (given->value == NULL) {
        *given = (given_field){.value = value, .visit = visit, .key_mark = key->mark};
    } else if (given->visit == visit) {
        refuse_repeated(record, &record->table->fields[index], given, key->mark);
    }
}

// every step of a merge counts as a value read, so that no text unfolds without a bound
static bool may_merge(record_reader *record, const hy_node *node)
{
    hy_reader *reader = record->reader;
    if (!reader->is_stopped && reader->visit_count++ == HY_TREE_NODE_LIMIT) {
        hy_problem_say(&reader->problems, node->mark, record->path,
                       "the << keys of this text unfold to more than 1000000 values; use fewer");
        reader->is_stopped = true;
    }
    return !reader->is_stopped;
}

static void take_mapping(record_reader *record, const hy_node *mapping);

static void take_merged(record_reader *record, const hy_node *node)
{
    const hy_node *merged = hy_node_resolve(node);
    if (!may_merge(record, node)) {
        return;
    }
    if (merged->kind == HY_NODE_MAPPING) {
        take_mapping(record, merged);
        return;
    }
    if (merged->kind != HY_NODE_LIST) {
        hy_problem_say(&record->reader->problems, node->mark, record->path,
                       "<< takes in keys and values, and this is a single value; write an alias such as *name of a "
                       "mapping, or a list of such aliases");
        return;
    }
    for (const hy_node *item = merged->first; item != NULL; item = item->next) {
        take_merged(record, item);
    }
}

// its own keys go before those it merges, and of these the earlier before the later
static void take_mapping(record_reader *record, const hy_node *mapping)
{
    const uint32_t visit = ++record->visit_count;
    for (const hy_node *key = mapping->first; key != NULL && key->next != NULL; key = key->next->next) {
        if (!is_merge(key)) {
            take_key(record, visit, key, key->next);
        }
    }
    for (const hy_node *key = mapping->first; key != NULL && key->next != NULL; key = key->next->next) {
        if (is_merge(key)) {
            take_merged(record, key->next);
        }
    }
}

// ---- the whole

static void refuse_missing(record_reader *record, const hy_field_table *field, hy_mark mark)
{
    const hy_path path = {.parent = record->path, .field = field->name};
    hy_problem problem;
    hy_problem_begin(&problem, &record->reader->problems, mark, &path);
    hy_text_add(&problem.text, "this key is missing; add \"");
    hy_text_add(&problem.text, field->name);
    hy_text_add(&problem.text, ":\" with ");
    hy_text_add_wanted(&problem.text, field);
    hy_text_add(&problem.text, " (");
    hy_text_add(&problem.text, field->doc);
    hy_text_add(&problem.text, ")");
    hy_problem_end(&problem);
}

static void read_fields(record_reader *record, hy_mark mark, void *out)
{
    for (uint32_t i = 0; i < record->table->field_count; i++) {
        const hy_field_table *field = &record->table->fields[i];
        const hy_node *value = record->given[i].value;
        if (value != NULL) {
            const hy_path path = {.parent = record->path, .field = field->name};
            hy_record_mark_field(out, i, value->mark);
            hy_read_field(record->reader, field, value, &path, out);
        } else if (hy_field_is_required(field)) {
            refuse_missing(record, field, mark);
        }
    }
}

static void refuse_as_record(hy_reader *reader, const hy_record_table *table, const hy_node *node, const hy_path *path)
{
    const hy_node *resolved = hy_node_resolve(node);
    hy_problem problem;
    hy_problem_begin(&problem, &reader->problems, node->mark, path);
    if (resolved->kind == HY_NODE_LIST) {
        hy_text_add(&problem.text, "this is a list");
    } else if (hy_node_is_null(resolved)) {
        hy_text_add(&problem.text, "there is no value here");
    } else {
        hy_text_add_quoted(&problem.text, resolved->text, resolved->length);
        hy_text_add(&problem.text, " is a single value");
    }
    hy_text_add(&problem.text, "; write the keys and values of ");
    hy_text_add(&problem.text, table->name);
    hy_problem_end(&problem);
}

void hy_read_record(hy_reader *reader, const hy_record_table *table, const hy_node *node, const hy_path *path,
                    void *record)
{
    hy_record_begin(reader, table, node->mark, record);
    if (reader->is_stopped) {
        return;
    }
    const hy_node *mapping = hy_node_resolve(node);
    if (mapping->kind != HY_NODE_MAPPING) {
        refuse_as_record(reader, table, node, path);
        return;
    }
    record_reader state = {.reader = reader, .table = table, .path = path};
    take_mapping(&state, mapping);
    read_fields(&state, node->mark, record);
}
