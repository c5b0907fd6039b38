// The sink for what is wrong in a user's text: bounded, without a C library.
#include "hyosan/diagnostics.h"

#include "base/text.h"

static const char CUT_NAME_BEGIN[] = "...";

void hy_diagnostics_init(hy_diagnostics *sink, hy_diagnostic *items)
{
    hy_memory_set(sink, 0, sizeof *sink);
    sink->items = items;
}

// the end of a path says more than its beginning
static void copy_file_name(char *out, const char *name)
{
    hy_text text;
    hy_text_init(&text, out, HY_DIAGNOSTIC_FILE_NAME);
    const size_t length = hy_text_length(name);
    if (length < HY_DIAGNOSTIC_FILE_NAME) {
        hy_text_add(&text, name);
        return;
    }
    const char *end = name + length - (HY_DIAGNOSTIC_FILE_NAME - sizeof CUT_NAME_BEGIN);
    while (((unsigned char)*end & 0xc0u) == 0x80u) { // not within a UTF-8 character
        end++;
    }
    hy_text_add(&text, CUT_NAME_BEGIN);
    hy_text_add(&text, end);
}

uint32_t hy_diagnostics_add_file(hy_diagnostics *sink, const char *name)
{
    if (sink->file_count == HY_DIAGNOSTIC_FILES) {
        return 0;
    }
    const uint32_t index = sink->file_count++;
    copy_file_name(sink->file_names[index], name);
    sink->files[index] = sink->file_names[index];
    return index;
}

static void copy_cut(char *out, size_t capacity, const char *chars)
{
    hy_text text;
    hy_text_init(&text, out, capacity);
    hy_text_add(&text, chars);
}

void hy_diagnostics_add(hy_diagnostics *sink, hy_mark mark, const char *path, const char *text)
{
    if (sink->count == HY_DIAGNOSTIC_LIMIT) {
        sink->dropped_count++;
        return;
    }
    hy_diagnostic *item = &sink->items[sink->count++];
    item->mark = mark;
    copy_cut(item->path, sizeof item->path, path != NULL ? path : "");
    copy_cut(item->text, sizeof item->text, text);
}

static bool stands_before(const hy_mark *a, const hy_mark *b)
{
    if (a->file != b->file) {
        return a->file < b->file;
    }
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

void hy_diagnostics_sort(hy_diagnostics *sink)
{
    for (uint32_t i = 1; i < sink->count; i++) {
        const hy_diagnostic item = sink->items[i];
        uint32_t place = i;
        for (; place > 0 && stands_before(&item.mark, &sink->items[place - 1].mark); place--) {
            sink->items[place] = sink->items[place - 1];
        }
        sink->items[place] = item;
    }
}
