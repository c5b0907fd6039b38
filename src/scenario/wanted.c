// What is to be written for a field, in words.
#include "scenario/wanted.h"

#include <string.h>

#include "scenario/problem.h"

static void add_unit(hy_text *text, const char *before, const char *unit)
{
    const bool is_told = unit[0] != '\0' && strcmp(unit, "1") != 0;
    if (is_told) {
        hy_text_add(text, before);
        hy_text_add(text, unit);
    }
}

static void add_range(hy_text *text, const hy_field_table *field)
{
    hy_text_add(text, " from ");
    hy_text_add_float(text, field->low);
    hy_text_add(text, " to ");
    hy_text_add_float(text, field->high);
    add_unit(text, " ", field->unit);
}

static void add_count(hy_text *text, const hy_field_table *field)
{
    if (field->low < field->high) {
        hy_text_add(text, "a whole number");
        add_range(text, field);
    } else {
        hy_text_add_float(text, field->low);
    }
}

void hy_text_add_words(hy_text *text, const char *const *words, uint32_t count)
{
    for (uint32_t i = 0; i < count && hy_text_add_item(text, i == 0, words[i]); i++) {
    }
}

static void add_shape(hy_text *text, const hy_field_table *field, const char *shape)
{
    hy_text_add(text, shape);
    add_unit(text, " in ", field->unit);
}

static void add_records(hy_text *text, const hy_field_table *field)
{
    hy_text_add(text, "a list whose items describe one ");
    hy_text_add(text, field->other->name);
    hy_text_add(text, " each");
}

void hy_text_add_wanted(hy_text *text, const hy_field_table *field)
{
    switch (field->type) {
    case HY_FIELD_FLOAT:
        hy_text_add(text, "a number");
        add_range(text, field);
        break;
    case HY_FIELD_COUNT:
        add_count(text, field);
        break;
    case HY_FIELD_FLAG:
        hy_text_add(text, "true or false");
        break;
    case HY_FIELD_TEXT:
        hy_text_add(text, "a text");
        break;
    case HY_FIELD_CHOICE:
        hy_text_add(text, "one of ");
        hy_text_add_words(text, field->words, field->word_count);
        break;
    case HY_FIELD_CLOCK:
        hy_text_add(text, "a clock time such as \"08:30\" or \"08:30:15\", at most \"9999:00\"");
        break;
    case HY_FIELD_POINT:
        add_shape(text, field, "two numbers [x, y]");
        break;
    case HY_FIELD_BOX:
        add_shape(text, field, "four numbers [x, y, width, depth]");
        break;
    case HY_FIELD_POINTS:
        add_shape(text, field, "a list of points [[x, y], ...]");
        break;
    case HY_FIELD_TEXTS:
        hy_text_add(text, "a list of texts [a, b, ...]");
        break;
    case HY_FIELD_ONE:
        hy_text_add(text, "the keys and values of ");
        hy_text_add(text, field->other->name);
        break;
    case HY_FIELD_LIST:
        add_records(text, field);
        break;
    }
}
