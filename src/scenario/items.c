// Lists of records and of texts, changed in place: their items belong to the arena of the document.
#include "scenario/items.h"

#include <string.h>

hy_item_list hy_items_of_field(const hy_field_table *field, char *record)
{
    const bool is_records = field->type == HY_FIELD_LIST;
    hy_item_list list = {.table = is_records ? field->other : NULL,
                         .field = field,
                         .record = record,
                         .item_size = is_records ? field->other->size : sizeof(const char *)};
    memcpy(&list.items, record + field->offset, sizeof list.items);
    memcpy(&list.count, record + field->second_offset, sizeof list.count);
    return list;
}

static void keep(const hy_item_list *list)
{
    memcpy(list->record + list->field->offset, &list->items, sizeof list->items);
    memcpy(list->record + list->field->second_offset, &list->count, sizeof list->count);
}

// the text of a field of an item, NULL if it has no such field or an empty one
static const char *text_at(const hy_item_list *list, uint32_t index, const char *field_name)
{
    const uint32_t field = hy_field_index(list->table, field_name);
    const char *text = NULL;
    if (field < list->table->field_count && list->table->fields[field].type == HY_FIELD_TEXT) {
        memcpy(&text, list->items + index * list->item_size + list->table->fields[field].offset, sizeof text);
    }
    return text != NULL && text[0] != '\0' ? text : NULL;
}

const char *hy_item_name(const hy_item_list *list, uint32_t index)
{
    const char *name = NULL;
    if (list->table == NULL) {
        memcpy(&name, list->items + index * list->item_size, sizeof name);
        return name;
    }
    name = text_at(list, index, "name");
    return name != NULL ? name : text_at(list, index, "called");
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

uint32_t hy_item_find(const hy_item_list *list, const char *wanted)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const char *name = hy_item_name(list, i);
        if (name != NULL && strcmp(name, wanted) == 0) {
            return i;
        }
    }
    for (uint32_t i = 0; i < list->count && list->table != NULL; i++) {
        const char *called = text_at(list, i, "called");
        if (called != NULL && strcmp(called, wanted) == 0) {
            return i;
        }
    }
    const uint32_t index = index_from(wanted);
    return index < list->count ? index : list->count;
}

uint32_t hy_item_append(hy_item_list *list, hy_arena *arena)
{
    char *items = hy_arena_take_array(arena, (size_t)list->count + 1, list->item_size, _Alignof(max_align_t));
    if (items == NULL) {
        return list->count;
    }
    if (list->count > 0) {
        memcpy(items, list->items, list->count * list->item_size);
    }
    if (list->table == NULL) {
        static const char *const empty = "";
        memcpy(items + list->count * list->item_size, &empty, sizeof empty);
    }
    list->items = items;
    list->count++;
    keep(list);
    return list->count - 1;
}

void hy_item_remove(hy_item_list *list, uint32_t index)
{
    list->count--;
    char *hole = list->items + index * list->item_size;
    memmove(hole, hole + list->item_size, (list->count - index) * list->item_size);
    keep(list);
}
