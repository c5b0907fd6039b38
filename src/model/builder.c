// Growing arrays, sentences of problems and near names, for all stages of the compilation.
#include "model/builder.h"

#include <stdarg.h>

void *hy_grow(hy_builder *builder, hy_growing *list, size_t item_size)
{
    if (list->count == list->capacity) {
        const uint32_t capacity = list->capacity ? 2 * list->capacity : 32;
        uint8_t *items = hy_arena_take_array(builder->arena, capacity, item_size, HY_COLUMN_ALIGNMENT);
        if (!items) {
            return NULL;
        }
        if (list->count > 0) {
            hy_memory_copy(items, list->items, list->count * item_size);
        }
        list->items = items;
        list->capacity = capacity;
    }
    return (uint8_t *)list->items + (size_t)list->count++ * item_size;
}

void hy_problem(hy_builder *builder, hy_mark mark, const char *path, ...)
{
    char buffer[HY_DIAGNOSTIC_TEXT];
    hy_text text;
    hy_text_init(&text, buffer, sizeof buffer);
    va_list parts;
    va_start(parts, path);
    for (const char *part = va_arg(parts, const char *); part; part = va_arg(parts, const char *)) {
        hy_text_add(&text, part);
    }
    va_end(parts);
    hy_diagnostics_add(builder->sink, mark, path, buffer);
    builder->problem_count++;
}

const char *hy_metres(hy_builder *builder, float value)
{
    char buffer[48];
    hy_text text;
    hy_text_init(&text, buffer, sizeof buffer);
    hy_text_add_number(&text, (double)value, 2);
    const char *copy = hy_arena_copy_text(builder->scratch, buffer, text.length);
    return copy ? copy : "?";
}

const char *hy_nearest_name(const char *wrong, const char *const *names, uint32_t count)
{
    const char *best = NULL;
    uint32_t best_distance = 4;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t distance = hy_text_distance(wrong, names[i]);
        if (distance < best_distance) {
            best_distance = distance;
            best = names[i];
        }
    }
    return best;
}
