// The lists that records hold, for settings that reach into them: found, lengthened and shortened.
#ifndef HY_SCENARIO_ITEMS_H
#define HY_SCENARIO_ITEMS_H

#include "scenario/reader.h"

// A list as a field of a record holds it: of records, or of texts (then without a table).
typedef struct hy_item_list {
    const hy_record_table *table; // NULL for texts
    const hy_field_table *field;
    char *record; // that holds the list
    char *items;
    size_t item_size;
    uint32_t count;
} hy_item_list;

// The list of a field of type HY_FIELD_LIST or HY_FIELD_TEXTS.
hy_item_list hy_items_of_field(const hy_field_table *field, char *record);

// The name of a record, else what it is called, else NULL; the text itself in a list of texts.
const char *hy_item_name(const hy_item_list *list, uint32_t index);

// By its name, else by what it is called, else by its position from 0; the list's count when there is no such item.
uint32_t hy_item_find(const hy_item_list *list, const char *wanted);

// Adds an empty item at the end and gives its position; the list's count when there is no memory.
uint32_t hy_item_append(hy_item_list *list, hy_arena *arena);

// Takes an item out; those after it move up.
void hy_item_remove(hy_item_list *list, uint32_t index);

#endif
