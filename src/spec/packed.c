// Packing and unpacking of descriptions: a walk over the tables of the language, once with a pen and once with an eye.
//
// Layout: three numbers of 64 bits (what this is, hash of the tables, hash of the model), then the records scenario, plan and
// strain, field by field. Numbers, choices and clocks are 32 bits, lowest byte first; flags one byte; texts and lists begin
// with their length, a text that is not there with all bits set.
#include "hyosan/packed.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"

#define PACKED_MAGIC UINT64_C(0x31444C524F575948) // "HYWORLD1"
#define NO_TEXT UINT32_MAX
#define CHUNK_BYTES ((size_t)1 << 16)

// The parts of a description, in the order in which they are packed.
typedef struct part {
    const char *table;
    size_t offset;
} part;

static const part parts[] = {{"scenario", offsetof(hy_description, scenario)},
                             {"plan", offsetof(hy_description, plan)},
                             {"strain", offsetof(hy_description, strain)}};

enum { PART_COUNT = sizeof parts / sizeof parts[0] };

// names and types of all fields: bytes of another language are recognised
static uint64_t language_hash(void)
{
    hy_hash hash;
    hy_hash_init(&hash, PACKED_MAGIC);
    uint32_t table_count;
    const hy_record_table *const *tables = hy_record_tables(&table_count);
    for (uint32_t i = 0; i < table_count; i++) {
        hy_hash_add(&hash, tables[i]->name, hy_text_length(tables[i]->name));
        for (uint32_t k = 0; k < tables[i]->field_count; k++) {
            const hy_field_table *field = &tables[i]->fields[k];
            hy_hash_add(&hash, field->name, hy_text_length(field->name));
            hy_hash_add_u64(&hash, field->type);
            hy_hash_add_u64(&hash, field->word_count);
        }
    }
    return hy_hash_finish(&hash);
}

// how many values of four bytes a field of a plain type has at its offset
static uint32_t word_count_of(hy_field_type type)
{
    switch (type) {
    case HY_FIELD_FLOAT:
    case HY_FIELD_COUNT:
    case HY_FIELD_CHOICE:
    case HY_FIELD_CLOCK: return 1;
    case HY_FIELD_POINT: return 2;
    case HY_FIELD_BOX: return 4;
    default: return 0;
    }
}

static bool has_flag(hy_field_type type)
{
    return type == HY_FIELD_POINT || type == HY_FIELD_BOX;
}

static uint32_t read_u32(const uint8_t *at)
{
    uint32_t value;
    hy_memory_copy(&value, at, sizeof value);
    return value;
}

static void *read_pointer(const uint8_t *at)
{
    void *value;
    hy_memory_copy(&value, at, sizeof value);
    return value;
}

// -------------------------------------------------------------------------------------------------------------- packing

// Counts only where `bytes` is NULL.
typedef struct packing {
    uint8_t *bytes;
    size_t size;
} packing;

static void write_bytes(packing *pen, const void *bytes, size_t size)
{
    if (pen->bytes) {
        hy_memory_copy(pen->bytes + pen->size, bytes, size);
    }
    pen->size += size;
}

static void write_u32(packing *pen, uint32_t value)
{
    const uint8_t bytes[4] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24)};
    write_bytes(pen, bytes, sizeof bytes);
}

static void write_u64(packing *pen, uint64_t value)
{
    write_u32(pen, (uint32_t)value);
    write_u32(pen, (uint32_t)(value >> 32));
}

static void write_words(packing *pen, const uint8_t *at, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        write_u32(pen, read_u32(at + 4 * (size_t)i));
    }
}

static void write_text(packing *pen, const char *text)
{
    const size_t length = text ? hy_text_length(text) : 0;
    write_u32(pen, text ? (uint32_t)length : NO_TEXT);
    write_bytes(pen, text, length);
}

static void write_record(packing *pen, const hy_record_table *table, const uint8_t *record);

static void write_list(packing *pen, const hy_field_table *field, const uint8_t *record)
{
    const uint32_t count = read_u32(record + field->second_offset);
    const uint8_t *items = read_pointer(record + field->offset);
    write_u32(pen, count);
    for (uint32_t i = 0; i < count; i++) {
        if (field->type == HY_FIELD_LIST) {
            write_record(pen, field->other, items + i * field->other->size);
        } else if (field->type == HY_FIELD_TEXTS) {
            write_text(pen, read_pointer(items + i * sizeof(const char *)));
        } else {
            write_words(pen, items + i * sizeof(hy_vec2), 2);
        }
    }
}

static void write_field(packing *pen, const hy_field_table *field, const uint8_t *record)
{
    const uint8_t *at = record + field->offset;
    switch (field->type) {
    case HY_FIELD_FLAG: write_bytes(pen, at, 1); break;
    case HY_FIELD_TEXT: write_text(pen, read_pointer(at)); break;
    case HY_FIELD_ONE: write_record(pen, field->other, at); break;
    case HY_FIELD_POINTS:
    case HY_FIELD_TEXTS:
    case HY_FIELD_LIST: write_list(pen, field, record); break;
    default:
        write_words(pen, at, word_count_of(field->type));
        if (has_flag(field->type)) {
            write_bytes(pen, record + field->second_offset, 1);
        }
        break;
    }
}

static void write_record(packing *pen, const hy_record_table *table, const uint8_t *record)
{
    for (uint32_t i = 0; i < table->field_count; i++) {
        write_field(pen, &table->fields[i], record);
    }
}

static size_t write_description(const hy_description *description, uint64_t model_hash, uint8_t *bytes)
{
    packing pen = {bytes, 0};
    write_u64(&pen, PACKED_MAGIC);
    write_u64(&pen, language_hash());
    write_u64(&pen, model_hash);
    for (uint32_t i = 0; i < PART_COUNT; i++) {
        write_record(&pen, hy_record_table_named(parts[i].table), (const uint8_t *)description + parts[i].offset);
    }
    return pen.size;
}

size_t hy_description_packed_size(const hy_description *description)
{
    return write_description(description, 0, NULL);
}

void hy_description_pack(const hy_description *description, uint64_t model_hash, uint8_t *bytes)
{
    write_description(description, model_hash, bytes);
}

// ------------------------------------------------------------------------------------------------------------ unpacking

struct hy_unpacked {
    hy_arena arena;
    hy_description description;
    uint64_t model_hash;
};

// Reads zeros once something is wrong.
typedef struct unpacking {
    const uint8_t *bytes;
    size_t left;
    hy_arena *arena;
    bool is_damaged;
} unpacking;

static const uint8_t *take_bytes(unpacking *eye, size_t size)
{
    if (eye->is_damaged || size > eye->left) {
        eye->is_damaged = true;
        return NULL;
    }
    const uint8_t *bytes = eye->bytes;
    eye->bytes += size;
    eye->left -= size;
    return bytes;
}

static uint32_t take_u32(unpacking *eye)
{
    const uint8_t *bytes = take_bytes(eye, 4);
    return bytes ? (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24 : 0;
}

static uint64_t take_u64(unpacking *eye)
{
    const uint64_t low = take_u32(eye);
    return low | (uint64_t)take_u32(eye) << 32;
}

static void take_words(unpacking *eye, uint8_t *at, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t value = take_u32(eye);
        hy_memory_copy(at + 4 * (size_t)i, &value, sizeof value);
    }
}

static void take_flag(unpacking *eye, uint8_t *at)
{
    const uint8_t *byte = take_bytes(eye, 1);
    eye->is_damaged |= byte && *byte > 1;
    *at = byte && *byte == 1;
}

static const char *take_text(unpacking *eye)
{
    const uint32_t length = take_u32(eye);
    if (length == NO_TEXT) {
        return NULL;
    }
    const uint8_t *chars = take_bytes(eye, length);
    return chars ? hy_arena_copy_text(eye->arena, (const char *)chars, length) : NULL;
}

static void take_record(unpacking *eye, const hy_record_table *table, uint8_t *record);

static size_t item_size_of(const hy_field_table *field)
{
    switch (field->type) {
    case HY_FIELD_LIST: return field->other->size;
    case HY_FIELD_TEXTS: return sizeof(const char *);
    default: return sizeof(hy_vec2);
    }
}

static void take_item(unpacking *eye, const hy_field_table *field, uint8_t *item)
{
    if (field->type == HY_FIELD_LIST) {
        take_record(eye, field->other, item);
    } else if (field->type == HY_FIELD_TEXTS) {
        const char *text = take_text(eye);
        hy_memory_copy(item, &text, sizeof text);
    } else {
        take_words(eye, item, 2);
    }
}

static void take_list(unpacking *eye, const hy_field_table *field, uint8_t *record)
{
    const uint32_t count = take_u32(eye);
    // every item takes a byte at least: a damaged count asks for no more memory than the bytes could fill
    if (count > eye->left) {
        eye->is_damaged = true;
        return;
    }
    uint8_t *items = hy_arena_take_array(eye->arena, count, item_size_of(field), 16);
    for (uint32_t i = 0; items && !eye->is_damaged && i < count; i++) {
        take_item(eye, field, items + i * item_size_of(field));
    }
    if (items && !eye->is_damaged) {
        hy_memory_copy(record + field->offset, &items, sizeof items);
        hy_memory_copy(record + field->second_offset, &count, sizeof count);
    }
}

static void take_choice(unpacking *eye, const hy_field_table *field, uint8_t *at)
{
    take_words(eye, at, 1);
    eye->is_damaged |= read_u32(at) >= field->word_count;
}

static void take_field(unpacking *eye, const hy_field_table *field, uint8_t *record)
{
    uint8_t *at = record + field->offset;
    switch (field->type) {
    case HY_FIELD_FLAG: take_flag(eye, at); break;
    case HY_FIELD_CHOICE: take_choice(eye, field, at); break;
    case HY_FIELD_TEXT: {
        const char *text = take_text(eye);
        hy_memory_copy(at, &text, sizeof text);
        break;
    }
    case HY_FIELD_ONE: take_record(eye, field->other, at); break;
    case HY_FIELD_POINTS:
    case HY_FIELD_TEXTS:
    case HY_FIELD_LIST: take_list(eye, field, record); break;
    default:
        take_words(eye, at, word_count_of(field->type));
        if (has_flag(field->type)) {
            take_flag(eye, record + field->second_offset);
        }
        break;
    }
}

static void take_record(unpacking *eye, const hy_record_table *table, uint8_t *record)
{
    for (uint32_t i = 0; i < table->field_count && !eye->is_damaged; i++) {
        take_field(eye, &table->fields[i], record);
    }
}

static hy_status take_description(unpacking *eye, hy_unpacked *unpacked)
{
    if (take_u64(eye) != PACKED_MAGIC || take_u64(eye) != language_hash()) {
        return HY_BAD_VERSION;
    }
    unpacked->model_hash = take_u64(eye);
    for (uint32_t i = 0; i < PART_COUNT; i++) {
        take_record(eye, hy_record_table_named(parts[i].table), (uint8_t *)&unpacked->description + parts[i].offset);
    }
    if (eye->arena->has_failed) {
        return HY_OUT_OF_MEMORY;
    }
    return eye->is_damaged || eye->left > 0 ? HY_BAD_INPUT : HY_OK;
}

hy_status hy_description_unpack(const uint8_t *bytes, size_t size, hy_allocator allocator, hy_unpacked **result)
{
    *result = NULL;
    hy_arena arena;
    hy_arena_init(&arena, allocator, CHUNK_BYTES);
    hy_unpacked *unpacked = HY_ARENA_ARRAY(&arena, hy_unpacked, 1);
    if (!unpacked) {
        hy_arena_clear(&arena);
        return HY_OUT_OF_MEMORY;
    }
    unpacking eye = {.bytes = bytes, .left = size, .arena = &arena};
    const hy_status status = take_description(&eye, unpacked);
    if (status != HY_OK) {
        hy_arena_clear(&arena);
        return status;
    }
    unpacked->arena = arena;
    *result = unpacked;
    return HY_OK;
}

void hy_unpacked_destroy(hy_unpacked *unpacked)
{
    if (unpacked) {
        // the arena's own record lies in it
        hy_arena arena = unpacked->arena;
        hy_arena_clear(&arena);
    }
}

const hy_description *hy_unpacked_description(const hy_unpacked *unpacked)
{
    return &unpacked->description;
}

uint64_t hy_unpacked_model_hash(const hy_unpacked *unpacked)
{
    return unpacked->model_hash;
}
