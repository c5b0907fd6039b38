// Settings "path=value": finds the field that a path names, and reads the value as the file's own would be.
#include "scenario/settings.h"

#include <string.h>

// A setting on its way down from a document to a field.
typedef struct descent {
    hy_reader *reader;
    hy_arena *passing;
    const char *rest; // of the setting's text: from here on nothing is understood yet
    hy_mark mark;
    const hy_record_table *table;
    char *record;
    const hy_path *path;
} descent;

// ---- the pieces of a path

// a copy of the characters up to `end`, NULL when there is no memory
static const char *take_piece(descent *way, const char *end)
{
    const char *piece = hy_arena_copy_text(way->passing, way->rest, (size_t)(end - way->rest));
    way->rest = end;
    return piece;
}

static const char *take_field_name(descent *way)
{
    return take_piece(way, way->rest + strcspn(way->rest, ".[="));
}

// the characters between the brackets; NULL after a complaint
static const char *take_item_name(descent *way)
{
    const char *end = strchr(way->rest, ']');
    if (end == NULL) {
        hy_problem_say(&way->reader->problems, way->mark, way->path,
                       "the bracket [ is not closed; write list[name].field=value");
        return NULL;
    }
    way->rest++;
    const char *name = take_piece(way, end);
    way->rest++;
    return name;
}

static const hy_path *extend_path(descent *way, hy_path step)
{
    hy_path *path = HY_ARENA_ARRAY(way->passing, hy_path, 1);
    if (path != NULL) {
        step.parent = way->path;
        *path = step;
    }
    return path;
}

// ---- items of lists

// The list that a field holds.
typedef struct item_list {
    const hy_record_table *table;
    char *items;
    uint32_t count;
} item_list;

static item_list list_at(const descent *way, const hy_field_table *field)
{
    item_list list = {.table = field->other};
    memcpy(&list.items, way->record + field->offset, sizeof list.items);
    memcpy(&list.count, way->record + field->second_offset, sizeof list.count);
    return list;
}

static const char *name_at(const item_list *list, uint32_t index)
{
    const uint32_t name_index = hy_field_index(list->table, "name");
    const char *name = NULL;
    if (name_index < list->table->field_count) {
        memcpy(&name, list->items + index * list->table->size + list->table->fields[name_index].offset, sizeof name);
    }
    return name;
}

// a whole number of a few digits, or UINT32_MAX
static uint32_t index_from(const char *text)
{
    uint32_t index = 0;
    size_t length = 0;
    for (; text[length] >= '0' && text[length] <= '9' && length < 7; length++) {
        index = 10 * index + (uint32_t)(text[length] - '0');
    }
    return length > 0 && text[length] == '\0' ? index : UINT32_MAX;
}

// by its name, else by its position from 0; the list's count when there is no such item
static uint32_t find_item(const item_list *list, const char *wanted)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const char *name = name_at(list, i);
        if (name != NULL && strcmp(name, wanted) == 0) {
            return i;
        }
    }
    const uint32_t index = index_from(wanted);
    return index < list->count ? index : list->count;
}

static void add_nearest_item(hy_text *text, const item_list *list, const char *wanted)
{
    hy_nearest nearest;
    hy_nearest_init(&nearest, wanted);
    for (uint32_t i = 0; i < list->count; i++) {
        const char *name = name_at(list, i);
        if (name != NULL) {
            hy_nearest_offer(&nearest, name);
        }
    }
    if (nearest.best != NULL) {
        hy_text_add(text, "; did you mean ");
        hy_text_add(text, nearest.best);
        hy_text_add(text, "?");
    } else if (list->count > 0) {
        hy_text_add(text, "; write a name, or a position from 0 to ");
        hy_text_add_uint(text, list->count - 1);
    } else {
        hy_text_add(text, "; the list is empty");
    }
}

static void refuse_item(descent *way, const item_list *list, const char *wanted)
{
    hy_problem problem;
    hy_problem_begin(&problem, &way->reader->problems, way->mark, way->path);
    hy_text_add(&problem.text, "there is no ");
    hy_text_add(&problem.text, list->table->name);
    hy_text_add(&problem.text, " ");
    hy_text_add_quoted(&problem.text, wanted, strlen(wanted));
    add_nearest_item(&problem.text, list, wanted);
    hy_problem_end(&problem);
}

// ---- the way down

static const hy_node *read_value(descent *way)
{
    const hy_source source = {.text = way->rest + 1,
                              .length = strlen(way->rest + 1),
                              .file = way->mark.file,
                              .has_one_place = true,
                              .path = way->path};
    if (source.length == 0) {
        hy_problem_say(&way->reader->problems, way->mark, way->path, "no value follows the =; write path=value");
        return NULL;
    }
    return hy_tree_read(way->passing, &source, &way->reader->problems);
}

static void set_field(descent *way, uint32_t field_index)
{
    const hy_node *value = read_value(way);
    if (value != NULL) {
        hy_record_mark_field(way->record, field_index, way->mark);
        hy_read_field(way->reader, &way->table->fields[field_index], value, way->path, way->record);
    }
}

static void set_item(descent *way)
{
    const hy_node *value = read_value(way);
    if (value != NULL) {
        hy_read_record(way->reader, way->table, value, way->path, way->record);
    }
}

static void refuse_rest(descent *way, const char *sentence)
{
    hy_problem_say(&way->reader->problems, way->mark, way->path, sentence);
}

static void step_into_record(descent *way);

static void step_into_item(descent *way, const hy_field_table *field)
{
    const char *name = take_item_name(way);
    if (name == NULL) {
        return;
    }
    if (field->type != HY_FIELD_LIST) {
        refuse_rest(way, "no single item of this can be set; give the whole value, such as [a, b]");
        return;
    }
    const item_list list = list_at(way, field);
    const uint32_t index = find_item(&list, name);
    if (index == list.count) {
        refuse_item(way, &list, name);
        return;
    }
    way->path = extend_path(way, (hy_path){.item_name = name_at(&list, index), .item_index = index});
    way->table = field->other;
    way->record = list.items + index * field->other->size;
    if (way->rest[0] == '=') {
        set_item(way);
    } else if (way->rest[0] == '.') {
        step_into_record(way);
    } else {
        refuse_rest(way, "after ] comes a dot and a field, or = and a value");
    }
}

static void step_into_field(descent *way, const hy_field_table *field)
{
    if (field->type == HY_FIELD_ONE) {
        way->table = field->other;
        way->record += field->offset;
        step_into_record(way);
    } else if (field->type == HY_FIELD_LIST) {
        refuse_rest(way, "this is a list: say which item is meant, as in list[name].field=value");
    } else {
        refuse_rest(way, "this is a single value and has no fields; put = after it");
    }
}

// at a dot, or at the very beginning of the path
static void step_into_record(descent *way)
{
    way->rest += way->rest[0] == '.';
    const char *name = take_field_name(way);
    if (name == NULL) {
        return;
    }
    const uint32_t index = hy_field_index(way->table, name);
    if (index == way->table->field_count) {
        hy_refuse_field_name(&way->reader->problems, way->table, way->mark, way->path, name);
        return;
    }
    const hy_field_table *field = &way->table->fields[index];
    way->path = extend_path(way, (hy_path){.field = field->name});
    switch (way->rest[0]) {
    case '=':
        set_field(way, index);
        break;
    case '[':
        step_into_item(way, field);
        break;
    case '.':
        step_into_field(way, field);
        break;
    default:
        refuse_rest(way, "no value is given; write path=value");
        break;
    }
}

// ---- the whole

static bool begins_with(const char *text, const char *prefix)
{
    const size_t length = strlen(prefix);
    return strncmp(text, prefix, length) == 0 && text[length] == '.';
}

// which target a setting reaches into, and where its path goes on
static uint32_t choose_target(const hy_settings_target *targets, uint32_t target_count, const char **text)
{
    for (uint32_t i = 0; i < target_count; i++) {
        if (begins_with(*text, targets[i].prefix)) {
            *text += strlen(targets[i].prefix) + 1;
            return i;
        }
    }
    return 0;
}

void hy_apply_settings(hy_reader *reader, hy_arena *passing, const hy_settings *settings,
                       const hy_settings_target *targets, uint32_t target_count, uint32_t chosen)
{
    for (uint32_t i = 0; i < settings->count && targets[chosen].record != NULL; i++) {
        const char *rest = settings->texts[i];
        if (choose_target(targets, target_count, &rest) != chosen) {
            continue;
        }
        descent way = {.reader = reader,
                       .passing = passing,
                       .rest = rest,
                       .table = targets[chosen].table,
                       .record = targets[chosen].record};
        const hy_path prefix = {.field = targets[chosen].prefix};
        way.path = chosen > 0 ? &prefix : NULL;
        way.mark = (hy_mark){.file = settings->file, .line = 1, .column = 1};
        step_into_record(&way);
    }
}
