// The editable description of a world: plain structs made from schema.def, their defaults, and the tables over them.
#ifndef HYOSAN_SPEC_H
#define HYOSAN_SPEC_H

#include "hyosan/allocator.h"
#include "hyosan/choices.def"
#include "hyosan/status.h"
#include "hyosan/vector.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// presets that say "must be given" and "not given"
#define HY_REQUIRED (-3.0e38f)
#define HY_UNSET (-2.0e38f)
#define HY_REQUIRED_COUNT UINT32_MAX

// clock time that was not given
#define HY_NO_CLOCK UINT32_MAX

// a number above this was given
#define HY_GIVEN (-1.0e30f)

// Where a value stands in a text. Line and column count from 1; line 0 means that it was not given.
typedef struct hy_mark {
    uint32_t file, line, column;
} hy_mark;

// enum hy_<list> { HY_<list>_<word>, ..., HY_<list>_count } for every list of choices.def
#define HY_CHOICE_WORD(list, word) HY_##list##_##word,
#define HY_CHOICE_ENUM(list) typedef enum hy_##list { HY_CHOICES_##list(HY_CHOICE_WORD) HY_##list##_count } hy_##list;
HY_CHOICE_LISTS(HY_CHOICE_ENUM)
#undef HY_CHOICE_ENUM
#undef HY_CHOICE_WORD

// forward: struct hy_spec_<record>
#define HY_RECORD(record, doc) typedef struct hy_spec_##record hy_spec_##record;
#include "hyosan/schema.def"

// The records. Every one begins with its mark and with one mark for each of its fields (NULL when made by a program),
// in the order of schema.def. Texts and lists are owned by whoever filled the record, usually a hy_description.
#define HY_RECORD(record, doc)                                                                                         \
    struct hy_spec_##record {                                                                                          \
        hy_mark mark;                                                                                                  \
        const hy_mark *field_marks;
#define HY_RECORD_END(record)                                                                                          \
    }                                                                                                                  \
    ;
#define HY_FLOAT(record, field, unit, low, high, preset, source, doc) float field;
#define HY_COUNT(record, field, unit, low, high, preset, source, doc) uint32_t field;
#define HY_FLAG(record, field, preset, source, doc) bool field;
#define HY_TEXT(record, field, preset, doc) const char *field;
#define HY_CHOICE(record, field, list, preset, source, doc) hy_##list field;
#define HY_CLOCK(record, field, preset, doc) uint32_t field##_s;
#define HY_POINT(record, field, unit, doc)                                                                             \
    hy_vec2 field;                                                                                                     \
    bool has_##field;
#define HY_BOX(record, field, unit, doc)                                                                               \
    hy_box field;                                                                                                      \
    bool has_##field;
#define HY_POINTS(record, field, unit, doc)                                                                            \
    hy_vec2 *field;                                                                                                    \
    uint32_t field##_count;
#define HY_TEXTS(record, field, doc)                                                                                   \
    const char **field;                                                                                                \
    uint32_t field##_count;
#define HY_ONE(record, field, other, doc) hy_spec_##other field;
#define HY_LIST(record, field, other, doc)                                                                             \
    hy_spec_##other *field;                                                                                            \
    uint32_t field##_count;
#include "hyosan/schema.def"

// hy_field_<record>_<field>: index of a field among the field_marks of its record
#define HY_RECORD(record, doc) enum hy_field_of_##record {
#define HY_RECORD_END(record)                                                                                          \
    hy_field_count_of_##record                                                                                         \
    }                                                                                                                  \
    ;
#define HY_FLOAT(record, field, unit, low, high, preset, source, doc) hy_field_##record##_##field,
#define HY_COUNT(record, field, unit, low, high, preset, source, doc) hy_field_##record##_##field,
#define HY_FLAG(record, field, preset, source, doc) hy_field_##record##_##field,
#define HY_TEXT(record, field, preset, doc) hy_field_##record##_##field,
#define HY_CHOICE(record, field, list, preset, source, doc) hy_field_##record##_##field,
#define HY_CLOCK(record, field, preset, doc) hy_field_##record##_##field,
#define HY_POINT(record, field, unit, doc) hy_field_##record##_##field,
#define HY_BOX(record, field, unit, doc) hy_field_##record##_##field,
#define HY_POINTS(record, field, unit, doc) hy_field_##record##_##field,
#define HY_TEXTS(record, field, doc) hy_field_##record##_##field,
#define HY_ONE(record, field, other, doc) hy_field_##record##_##field,
#define HY_LIST(record, field, other, doc) hy_field_##record##_##field,
#include "hyosan/schema.def"

typedef enum hy_field_type {
    HY_FIELD_FLOAT,
    HY_FIELD_COUNT,
    HY_FIELD_FLAG,
    HY_FIELD_TEXT,
    HY_FIELD_CHOICE,
    HY_FIELD_CLOCK,
    HY_FIELD_POINT,
    HY_FIELD_BOX,
    HY_FIELD_POINTS,
    HY_FIELD_TEXTS,
    HY_FIELD_ONE,
    HY_FIELD_LIST
} hy_field_type;

typedef struct hy_record_table hy_record_table;

// One field of a record, for code that walks records without knowing them.
typedef struct hy_field_table {
    const char *name;
    hy_field_type type;
    size_t offset;              // of the value in the struct
    size_t second_offset;       // of has_<field> or <field>_count; 0 for the types without one
    const char *unit;           // "" when it has none
    double low, high, preset;   // numbers, counts, clocks, flags and choices (as their index)
    const char *preset_text;    // texts; NULL when required
    const char *const *words;   // choices, count words
    uint32_t word_count;
    const hy_record_table *other;  // ONE and LIST
    const char *source, *doc;
} hy_field_table;

struct hy_record_table {
    const char *name, *doc;
    size_t size;
    const hy_field_table *fields;
    uint32_t field_count;
};

// Table of one record type by name ("scenario", "plan", "strain", "room", ...), NULL if there is none. Thread-safe.
const hy_record_table *hy_record_table_named(const char *name);

// All tables, bottom-up as in schema.def; count receives their number. Thread-safe.
const hy_record_table *const *hy_record_tables(uint32_t *count);

// hy_spec_<record>_default(): the record with every default in place and its lists empty. Thread-safe.
#define HY_RECORD(record, doc) hy_spec_##record hy_spec_##record##_default(void);
#include "hyosan/schema.def"

// Words of a list of choices.def, e.g. hy_room_use_word(HY_room_use_yard) is "yard". Thread-safe.
#define HY_CHOICE_WORD_OF(list) const char *hy_##list##_word(hy_##list value);
HY_CHOICE_LISTS(HY_CHOICE_WORD_OF)
#undef HY_CHOICE_WORD_OF

// The three texts of a world, read or made by a program.
typedef struct hy_description {
    hy_spec_scenario scenario;
    hy_spec_plan plan;
    hy_spec_strain strain;
} hy_description;

#endif
