// Texts in lines of a width that a terminal shows.
#include "report/phrases.h"

#include <string.h>

static size_t columns_of(const char *text, size_t length)
{
    size_t columns = 0;
    for (size_t i = 0; i < length; i++) {
        columns += ((unsigned char)text[i] & 0xc0u) != 0x80u;
    }
    return columns;
}

size_t hy_report_columns(const char *text)
{
    return columns_of(text, strlen(text));
}

void hy_report_paragraph(FILE *out, const char *text, size_t at, size_t indent)
{
    size_t column = at;
    bool is_line_begin = true;
    while (*text != '\0') {
        text += strspn(text, " ");
        const size_t length = strcspn(text, " ");
        const size_t columns = columns_of(text, length);
        if (!is_line_begin && column + 1 + columns > HY_REPORT_WIDTH) {
            fprintf(out, "\n%*s", (int)indent, "");
            column = indent;
            is_line_begin = true;
        }
        fprintf(out, "%s%.*s", is_line_begin ? "" : " ", (int)length, text);
        column += columns + (is_line_begin ? 0 : 1);
        is_line_begin = false;
        text += length;
    }
    fputc('\n', out);
}
