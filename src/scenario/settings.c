// Settings "path=value": finds the field that a path names, and reads the value as the file's own would be.
#include "scenario/settings.h"

#include <string.h>

#include "scenario/items.h"
#include "scenario/near.h"

// A setting on its way down from a document to a field.
typedef struct descent {
    hy_reader *reader;
    hy_arena *passing;
    const hy_settings_target *targets;
    uint32_t target_count;
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

static void add_nearest_item(hy_text *text, const hy_item_list *list, const char *wanted)
{
    hy_nearest nearest;
    hy_nearest_init(&nearest, wanted);
    for (uint32_t i = 0; i < list->count; i++) {
        const char *name = hy_item_name(list, i);
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
        hy_text_add(text, ", or + to add one");
    } else {
        hy_text_add(text, "; the list is empty: write + to add one");
    }
}

static void refuse_item(descent *way, const hy_item_list *list, const char *wanted)
{
    hy_problem problem;
    hy_problem_begin(&problem, &way->reader->problems, way->mark, way->path);
    hy_text_add(&problem.text, "there is no ");
    hy_text_add(&problem.text, list->table != NULL ? list->table->name : "text");
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
                              .place = way->mark,
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

static void refuse_rest(descent *way, const char *sentence)
{
    hy_problem_say(&way->reader->problems, way->mark, way->path, sentence);
}

static void step_into_record(descent *way);

// a null takes the item out; anything else replaces it
static void set_item(descent *way, hy_item_list *list, uint32_t index, const hy_node *value)
{
    static const hy_field_table text = {.name = "text", .type = HY_FIELD_TEXT, .unit = ""};
    char *item = list->items + index * list->item_size;
    if (hy_node_is_null(value)) {
        hy_item_remove(list, index);
    } else if (list->table != NULL) {
        hy_read_record(way->reader, list->table, value, way->path, item);
    } else {
        hy_read_field(way->reader, &text, value, way->path, item);
    }
}

// list[+]=value
static void add_item(descent *way, hy_item_list *list)
{
    if (way->rest[0] != '=') {
        refuse_rest(way, "after [+] comes = and the whole new item, such as list[+]={key: value}");
    } else if (list->count >= HY_LIST_LIMIT) {
        refuse_rest(way, "the list has as many items as a list may have");
    } else {
        const hy_node *value = read_value(way);
        if (value != NULL && hy_node_is_null(value)) {
            refuse_rest(way, "a new item is more than nothing; write list[+]={key: value}");
        } else if (value != NULL) {
            const uint32_t index = hy_item_append(list, way->reader->arena);
            way->path = extend_path(way, (hy_path){.item_index = index});
            if (index < list->count) {
                set_item(way, list, index, value);
            }
        }
    }
}

static void step_to_item(descent *way, hy_item_list *list, uint32_t index)
{
    way->path = extend_path(way, (hy_path){.item_name = hy_item_name(list, index), .item_index = index});
    if (way->rest[0] == '=') {
        const hy_node *value = read_value(way);
        if (value != NULL) {
            set_item(way, list, index, value);
        }
    } else if (way->rest[0] == '.' && list->table != NULL) {
        way->table = list->table;
        way->record = list->items + index * list->item_size;
        step_into_record(way);
    } else {
        refuse_rest(way, list->table != NULL ? "after ] comes a dot and a field, or = and a value"
                                             : "after ] comes = and a text");
    }
}

static void step_into_item(descent *way, const hy_field_table *field)
{
    const char *name = take_item_name(way);
    if (name == NULL) {
        return;
    }
    if (field->type != HY_FIELD_LIST && field->type != HY_FIELD_TEXTS) {
        refuse_rest(way, "no single item of this can be set; give the whole value, such as [a, b]");
        return;
    }
    hy_item_list list = hy_items_of_field(field, way->record);
    const uint32_t index = hy_item_find(&list, name);
    if (index < list.count) {
        step_to_item(way, &list, index);
    } else if (strcmp(name, "+") == 0) {
        add_item(way, &list);
    } else {
        refuse_item(way, &list, name);
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

// the last name of the path, for what else it may have meant
static const char *last_name(descent *way)
{
    const char *end = way->rest + strcspn(way->rest, "=");
    const char *begin = end;
    while (begin > way->rest && begin[-1] != '.' && begin[-1] != ']') {
        begin--;
    }
    return hy_arena_copy_text(way->passing, begin, (size_t)(end - begin));
}

static void refuse_name(descent *way, const char *name)
{
    const char *last = last_name(way);
    hy_problem problem;
    hy_problem_begin(&problem, &way->reader->problems, way->mark, way->path);
    hy_text_add(&problem.text, way->table->name);
    hy_text_add(&problem.text, " has no key ");
    hy_text_add_quoted(&problem.text, name, strlen(name));
    if (last != NULL && hy_problem_is_wanted(&problem) &&
        !hy_near_add(&problem.text, way->targets, way->target_count, way->reader->problems.sink, way->table, name,
                     last)) {
        hy_record_add_names(&problem.text, way->table);
    }
    hy_problem_end(&problem);
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
        refuse_name(way, name);
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
        const char *rest = settings->items[i].text;
        if (choose_target(targets, target_count, &rest) != chosen) {
            continue;
        }
        descent way = {.reader = reader,
                       .passing = passing,
                       .targets = targets,
                       .target_count = target_count,
                       .rest = rest,
                       .mark = settings->items[i].mark,
                       .table = targets[chosen].table,
                       .record = targets[chosen].record};
        const hy_path prefix = {.field = targets[chosen].prefix};
        way.path = chosen > 0 ? &prefix : NULL;
        step_into_record(&way);
    }
}
