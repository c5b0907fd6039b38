// The name of a model: a hash over every value of its description that can change a history.
#include "base/hash.h"
#include "model/builder.h"

static bool is_without_effect(const hy_record_table *table, const hy_field_table *field)
{
    // notes are for readers, paths name what is hashed itself, seed and pictures are not part of the model
    return hy_text_equal(field->name, "note") || hy_text_equal(field->name, "keyframe_s") ||
           (hy_text_equal(table->name, "scenario") &&
            (hy_text_equal(field->name, "plan") || hy_text_equal(field->name, "strain") ||
             hy_text_equal(field->name, "seed")));
}

static void add_text(hy_hash *hash, const char *text)
{
    const size_t length = text ? hy_text_length(text) : 0;
    hy_hash_add_u64(hash, length);
    hy_hash_add(hash, text ? text : "", length);
}

// little-endian bit patterns, whatever the machine
static void add_floats(hy_hash *hash, const float *values, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bits;
        hy_memory_copy(&bits, &values[i], sizeof bits);
        hy_hash_add_u64(hash, bits);
    }
}

static uint32_t read_u32(const uint8_t *at)
{
    uint32_t value;
    hy_memory_copy(&value, at, sizeof value);
    return value;
}

static const void *read_pointer(const uint8_t *at)
{
    const void *value;
    hy_memory_copy(&value, at, sizeof value);
    return value;
}

static void add_record(hy_hash *hash, const hy_record_table *table, const uint8_t *record);

static void add_list(hy_hash *hash, const hy_field_table *field, const uint8_t *record)
{
    const uint32_t count = read_u32(record + field->second_offset);
    const uint8_t *items = read_pointer(record + field->offset);
    hy_hash_add_u64(hash, count);
    for (uint32_t i = 0; i < count; i++) {
        if (field->type == HY_FIELD_LIST) {
            add_record(hash, field->other, items + i * field->other->size);
        } else if (field->type == HY_FIELD_TEXTS) {
            add_text(hash, read_pointer(items + i * sizeof(const char *)));
        } else {
            float point[2];
            hy_memory_copy(point, items + i * sizeof(hy_vec2), sizeof point);
            add_floats(hash, point, 2);
        }
    }
}

static void add_field(hy_hash *hash, const hy_field_table *field, const uint8_t *record)
{
    const uint8_t *at = record + field->offset;
    float numbers[4];
    switch (field->type) {
    case HY_FIELD_FLOAT:
        hy_memory_copy(numbers, at, sizeof numbers[0]);
        add_floats(hash, numbers, 1);
        break;
    case HY_FIELD_COUNT:
    case HY_FIELD_CLOCK:
    case HY_FIELD_CHOICE: hy_hash_add_u64(hash, read_u32(at)); break;
    case HY_FIELD_FLAG: hy_hash_add_u64(hash, *at); break;
    case HY_FIELD_TEXT: add_text(hash, read_pointer(at)); break;
    case HY_FIELD_POINT:
        hy_memory_copy(numbers, at, 2 * sizeof numbers[0]);
        add_floats(hash, numbers, 2);
        hy_hash_add_u64(hash, record[field->second_offset]);
        break;
    case HY_FIELD_BOX:
        hy_memory_copy(numbers, at, sizeof numbers);
        add_floats(hash, numbers, 4);
        hy_hash_add_u64(hash, record[field->second_offset]);
        break;
    case HY_FIELD_ONE: add_record(hash, field->other, at); break;
    case HY_FIELD_POINTS:
    case HY_FIELD_TEXTS:
    case HY_FIELD_LIST: add_list(hash, field, record); break;
    }
}

static void add_record(hy_hash *hash, const hy_record_table *table, const uint8_t *record)
{
    for (uint32_t i = 0; i < table->field_count; i++) {
        if (!is_without_effect(table, &table->fields[i])) {
            add_field(hash, &table->fields[i], record);
        }
    }
}

uint64_t hy_description_hash(const hy_description *description)
{
    hy_hash hash;
    hy_hash_init(&hash, 0);
    add_record(&hash, hy_record_table_named("scenario"), (const uint8_t *)&description->scenario);
    add_record(&hash, hy_record_table_named("plan"), (const uint8_t *)&description->plan);
    add_record(&hash, hy_record_table_named("strain"), (const uint8_t *)&description->strain);
    return hy_hash_finish(&hash);
}
