// Problems as lines of text: file:line:column: path: sentence.
#include "scenario/format_diagnostics.h"

#include "base/text.h"
#include "hyosan/scenario.h"

static void add_place(hy_text *text, const hy_diagnostics *sink, const hy_mark *mark)
{
    hy_text_add(text, mark->file < sink->file_count ? sink->files[mark->file] : "?");
    if (mark->line > 0) {
        hy_text_add(text, ":");
        hy_text_add_uint(text, mark->line);
        hy_text_add(text, ":");
        hy_text_add_uint(text, mark->column);
    }
    hy_text_add(text, ": ");
}

void hy_diagnostics_line(const hy_diagnostics *sink, uint32_t index, char line[HY_DIAGNOSTIC_LINE])
{
    const hy_diagnostic *item = &sink->items[index];
    hy_text text;
    hy_text_init(&text, line, HY_DIAGNOSTIC_LINE);
    add_place(&text, sink, &item->mark);
    if (item->path[0] != '\0') {
        hy_text_add(&text, item->path);
        hy_text_add(&text, ": ");
    }
    hy_text_add(&text, item->text);
}

void hy_diagnostics_write(const hy_diagnostics *sink, FILE *out)
{
    for (uint32_t i = 0; i < sink->count; i++) {
        char line[HY_DIAGNOSTIC_LINE];
        hy_diagnostics_line(sink, i, line);
        fprintf(out, "%s\n", line);
    }
    const uint32_t count = sink->count + sink->dropped_count;
    if (sink->dropped_count > 0) {
        fprintf(out, "%u problems, of which the first %u found are shown\n", count, sink->count);
    } else if (count > 0) {
        fprintf(out, "%u problem%s\n", count, count == 1 ? "" : "s");
    }
}
