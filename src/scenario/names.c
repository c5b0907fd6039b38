// Names that must be unique, found with one hash table a list.
#include "scenario/names.h"

#include <string.h>

#include "base/hash.h"

// A walk over everything below one record.
typedef struct name_check {
    hy_problems *problems;
    hy_arena *passing;
} name_check;

// One list of records under way.
typedef struct named_list {
    const hy_record_table *table;
    const char *items;
    uint32_t count;
    uint32_t name_index; // of the field `name`
} named_list;

static const char *name_at(const named_list *list, uint32_t index)
{
    const char *name;
    memcpy(&name, list->items + index * list->table->size + list->table->fields[list->name_index].offset, sizeof name);
    return name;
}

// every record begins with its mark and with the marks of its fields
static hy_mark name_mark_at(const named_list *list, uint32_t index)
{
    const hy_mark *field_marks;
    memcpy(&field_marks, list->items + index * list->table->size + offsetof(hy_spec_room, field_marks),
           sizeof field_marks);
    return field_marks[list->name_index];
}

static void refuse_name(const name_check *check, const named_list *list, uint32_t index, uint32_t first_index,
                        const hy_path *path)
{
    const hy_path item_path = {.parent = path, .item_index = index};
    const char *name = name_at(list, index);
    const hy_mark mark = name_mark_at(list, index);
    const hy_mark first_mark = name_mark_at(list, first_index);
    hy_problem problem;
    hy_problem_begin(&problem, check->problems, mark, &item_path);
    hy_text_add(&problem.text, "the name ");
    hy_text_add_quoted(&problem.text, name, strlen(name));
    hy_text_add(&problem.text, " is borne by another ");
    hy_text_add(&problem.text, list->table->name);
    if (first_mark.file == mark.file) {
        hy_text_add(&problem.text, ", on line ");
        hy_text_add_uint(&problem.text, first_mark.line);
    }
    hy_text_add(&problem.text, "; choose one that differs");
    hy_problem_end(&problem);
}

// a power of two that leaves half of the slots empty
static uint32_t slot_count_for(uint32_t count)
{
    uint32_t slots = 8;
    while (slots < 2 * count) {
        slots *= 2;
    }
    return slots;
}

static void check_list_names(const name_check *check, const named_list *list, const hy_path *path)
{
    const uint32_t slot_count = slot_count_for(list->count);
    uint32_t *slots = HY_ARENA_ARRAY(check->passing, uint32_t, slot_count); // index + 1 of an item, 0 when empty
    if (slots == NULL) {
        return;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const char *name = name_at(list, i);
        if (name == NULL) {
            continue; // it is missing, and was complained of
        }
        uint32_t slot = (uint32_t)hy_hash64(name, strlen(name), 0) & (slot_count - 1);
        while (slots[slot] != 0 && strcmp(name_at(list, slots[slot] - 1), name) != 0) {
            slot = (slot + 1) & (slot_count - 1);
        }
        if (slots[slot] == 0) {
            slots[slot] = i + 1;
        } else {
            refuse_name(check, list, i, slots[slot] - 1, path);
        }
    }
}

static void check_record(const name_check *check, const hy_record_table *table, const char *record,
                         const hy_path *path);

static void check_list(const name_check *check, const hy_field_table *field, const char *record, const hy_path *path)
{
    named_list list = {.table = field->other, .name_index = hy_field_index(field->other, "name")};
    memcpy(&list.items, record + field->offset, sizeof list.items);
    memcpy(&list.count, record + field->second_offset, sizeof list.count);
    const bool has_name = list.name_index < field->other->field_count;
    if (has_name && hy_field_is_required(&field->other->fields[list.name_index])) {
        check_list_names(check, &list, path);
    }
    for (uint32_t i = 0; i < list.count; i++) {
        const hy_path item_path = {.parent = path, .item_name = has_name ? name_at(&list, i) : NULL, .item_index = i};
        check_record(check, field->other, list.items + i * field->other->size, &item_path);
    }
}

static void check_record(const name_check *check, const hy_record_table *table, const char *record, const hy_path *path)
{
    for (uint32_t i = 0; i < table->field_count; i++) {
        const hy_field_table *field = &table->fields[i];
        const hy_path field_path = {.parent = path, .field = field->name};
        if (field->type == HY_FIELD_LIST) {
            check_list(check, field, record, &field_path);
        } else if (field->type == HY_FIELD_ONE) {
            check_record(check, field->other, record + field->offset, &field_path);
        }
    }
}

void hy_check_names(hy_problems *problems, hy_arena *passing, const hy_record_table *table, const void *record)
{
    const name_check check = {.problems = problems, .passing = passing};
    check_record(&check, table, record, NULL);
}
