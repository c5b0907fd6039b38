// The tables over the records of schema.def: what the reader walks, what the reference page prints.
#include "hyosan/spec.h"

#include "base/text.h"

#define WORD_TEXT(list, word) #word,
#define WORD_TABLE(list) static const char *const list##_words[] = {HY_CHOICES_##list(WORD_TEXT)};
HY_CHOICE_LISTS(WORD_TABLE)

#define WORD_OF(list)                                                                                                  \
    const char *hy_##list##_word(hy_##list value)                                                                      \
    {                                                                                                                  \
        return (unsigned)value < HY_##list##_count ? list##_words[value] : "";                                         \
    }
HY_CHOICE_LISTS(WORD_OF)

// defaults, as constant records
#define HY_RECORD(record, doc) static const hy_spec_##record record##_presets = {
#define HY_RECORD_END(record)                                                                                          \
    }                                                                                                                  \
    ;
#define HY_FLOAT(record, field, unit, low, high, preset, source, doc) .field = preset,
#define HY_COUNT(record, field, unit, low, high, preset, source, doc) .field = preset,
#define HY_FLAG(record, field, preset, source, doc) .field = preset,
#define HY_TEXT(record, field, preset, doc) .field = preset,
#define HY_CHOICE(record, field, list, preset, source, doc) .field = HY_##list##_##preset,
#define HY_CLOCK(record, field, preset, doc) .field##_s = preset,
#define HY_POINT(record, field, unit, doc) .field = {0},
#define HY_BOX(record, field, unit, doc) .field = {0},
#define HY_POINTS(record, field, unit, doc) .field = 0,
#define HY_TEXTS(record, field, doc) .field = 0,
#define HY_ONE(record, field, other, doc)
#define HY_LIST(record, field, other, doc) .field = 0,
#include "hyosan/schema.def"

// embedded records take the defaults of their own type
#define HY_RECORD(record, doc)                                                                                         \
    hy_spec_##record hy_spec_##record##_default(void)                                                                  \
    {                                                                                                                  \
        hy_spec_##record value = record##_presets;
#define HY_RECORD_END(record)                                                                                          \
    return value;                                                                                                      \
    }
#define HY_ONE(record, field, other, doc) value.field = hy_spec_##other##_default();
#include "hyosan/schema.def"

// forward declarations of the tables that records refer to
#define HY_RECORD(record, doc) static const hy_record_table record##_table;
#include "hyosan/schema.def"

// fields of each record
#define AT(record, member) offsetof(hy_spec_##record, member)
#define HY_RECORD(record, text) static const hy_field_table record##_fields[] = {
#define HY_RECORD_END(record)                                                                                          \
    }                                                                                                                  \
    ;
#define HY_FLOAT(record, field, units, lowest, highest, value, from, text)                                             \
    {.name = #field, .type = HY_FIELD_FLOAT, .offset = AT(record, field), .unit = units, .low = (double)(lowest),      \
     .high = (double)(highest), .preset = (double)(value), .source = from, .doc = text},
#define HY_COUNT(record, field, units, lowest, highest, value, from, text)                                             \
    {.name = #field, .type = HY_FIELD_COUNT, .offset = AT(record, field), .unit = units, .low = (double)(lowest),      \
     .high = (double)(highest), .preset = (double)(value), .source = from, .doc = text},
#define HY_FLAG(record, field, value, from, text)                                                                      \
    {.name = #field, .type = HY_FIELD_FLAG, .offset = AT(record, field), .unit = "", .high = 1,                        \
     .preset = (value) ? 1 : 0, .source = from, .doc = text},
#define HY_TEXT(record, field, value, text)                                                                            \
    {.name = #field, .type = HY_FIELD_TEXT, .offset = AT(record, field), .unit = "", .preset_text = value,             \
     .source = "", .doc = text},
#define HY_CHOICE(record, field, list, value, from, text)                                                              \
    {.name = #field, .type = HY_FIELD_CHOICE, .offset = AT(record, field), .unit = "",                                 \
     .preset = (double)HY_##list##_##value, .words = list##_words, .word_count = HY_##list##_count, .source = from,    \
     .doc = text},
#define HY_CLOCK(record, field, value, text)                                                                           \
    {.name = #field, .type = HY_FIELD_CLOCK, .offset = AT(record, field##_s), .unit = "clock", .high = 35996400,         \
     .preset = (double)(value), .source = "", .doc = text},
#define HY_POINT(record, field, units, text)                                                                           \
    {.name = #field, .type = HY_FIELD_POINT, .offset = AT(record, field), .second_offset = AT(record, has_##field),    \
     .unit = units, .source = "", .doc = text},
#define HY_BOX(record, field, units, text)                                                                             \
    {.name = #field, .type = HY_FIELD_BOX, .offset = AT(record, field), .second_offset = AT(record, has_##field),      \
     .unit = units, .source = "", .doc = text},
#define HY_POINTS(record, field, units, text)                                                                          \
    {.name = #field, .type = HY_FIELD_POINTS, .offset = AT(record, field), .second_offset = AT(record, field##_count), \
     .unit = units, .source = "", .doc = text},
#define HY_TEXTS(record, field, text)                                                                                  \
    {.name = #field, .type = HY_FIELD_TEXTS, .offset = AT(record, field), .second_offset = AT(record, field##_count),  \
     .unit = "", .source = "", .doc = text},
#define HY_ONE(record, field, record_of_field, text)                                                                   \
    {.name = #field, .type = HY_FIELD_ONE, .offset = AT(record, field), .unit = "", .other = &record_of_field##_table, \
     .source = "", .doc = text},
#define HY_LIST(record, field, record_of_field, text)                                                                  \
    {.name = #field, .type = HY_FIELD_LIST, .offset = AT(record, field), .second_offset = AT(record, field##_count),   \
     .unit = "", .other = &record_of_field##_table, .source = "", .doc = text},
#include "hyosan/schema.def"

// the tables themselves
#define HY_RECORD(record, text)                                                                                        \
    static const hy_record_table record##_table = {.name = #record, .doc = text, .size = sizeof(hy_spec_##record),     \
                                                   .fields = record##_fields,                                          \
                                                   .field_count = hy_field_count_of_##record};
#include "hyosan/schema.def"

static const hy_record_table *const all_tables[] = {
#define HY_RECORD(record, text) &record##_table,
#include "hyosan/schema.def"
};

const hy_record_table *const *hy_record_tables(uint32_t *count)
{
    *count = (uint32_t)(sizeof all_tables / sizeof all_tables[0]);
    return all_tables;
}

const hy_record_table *hy_record_table_named(const char *name)
{
    uint32_t count;
    const hy_record_table *const *tables = hy_record_tables(&count);
    for (uint32_t i = 0; i < count; i++) {
        if (hy_text_equal(tables[i]->name, name)) {
            return tables[i];
        }
    }
    return NULL;
}
