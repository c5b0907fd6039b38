// Texts of files: whether they are UTF-8, and where the files lie that they name.
#include "scenario/source.h"

#include <string.h>

// What a person writes is far below these; beyond them the parser takes minutes, or a gigabyte, before it gives up.
enum { OPEN_BRACKET_LIMIT = 1000, DIRECTIVE_LIMIT = 100 };

// A place on the way through a text.
typedef struct text_cursor {
    const unsigned char *at, *end;
    hy_mark mark;
    uint32_t open_brackets; // on this line
    uint32_t directives;    // lines that begin with %
} text_cursor;

// what a UTF-8 character of this length is at least: shorter ones must be written shorter
static const uint32_t LEAST_OF_LENGTH[] = {0, 0, 0x80, 0x800, 0x10000};

static uint32_t length_from_first_byte(unsigned char first)
{
    if (first < 0x80u) {
        return 1;
    }
    if ((first & 0xe0u) == 0xc0u) {
        return 2;
    }
    if ((first & 0xf0u) == 0xe0u) {
        return 3;
    }
    return (first & 0xf8u) == 0xf0u ? 4 : 0;
}

// bytes of the valid character here, 0 if there is none
static uint32_t character_length(const text_cursor *cursor)
{
    const uint32_t length = length_from_first_byte(*cursor->at);
    if (length <= 1 || (size_t)(cursor->end - cursor->at) < length) {
        return length == 1 ? 1 : 0;
    }
    uint32_t character = *cursor->at & (0x7fu >> length);
    for (uint32_t i = 1; i < length; i++) {
        if ((cursor->at[i] & 0xc0u) != 0x80u) {
            return 0;
        }
        character = character << 6 | (cursor->at[i] & 0x3fu);
    }
    const bool is_surrogate = character >= 0xd800u && character <= 0xdfffu;
    return character < LEAST_OF_LENGTH[length] || is_surrogate || character > 0x10ffffu ? 0 : length;
}

static bool is_line_end(const text_cursor *cursor)
{
    const bool has_next = cursor->at + 1 < cursor->end;
    return *cursor->at == '\n' || (*cursor->at == '\r' && !(has_next && cursor->at[1] == '\n'));
}

static void count_telling_byte(text_cursor *cursor)
{
    const unsigned char c = *cursor->at;
    if (c == '[' || c == '{') {
        cursor->open_brackets++;
    } else if ((c == ']' || c == '}') && cursor->open_brackets > 0) {
        cursor->open_brackets--;
    } else if (c == '%' && cursor->mark.column == 1) {
        cursor->directives++;
    }
}

static void step(text_cursor *cursor, uint32_t length)
{
    count_telling_byte(cursor);
    if (is_line_end(cursor)) {
        cursor->mark.line++;
        cursor->mark.column = 1;
        cursor->open_brackets = 0;
    } else {
        cursor->mark.column++;
    }
    cursor->at += length;
}

static bool is_stray_control(unsigned char c)
{
    return (c < 0x20u && c != '\t' && c != '\n' && c != '\r') || c == 0x7fu;
}

static bool is_utf16(const hy_source *source)
{
    return source->length >= 2 &&
           (memcmp(source->text, "\xff\xfe", 2) == 0 || memcmp(source->text, "\xfe\xff", 2) == 0);
}

static void refuse_byte(hy_problems *problems, hy_mark mark, unsigned char byte, const char *what)
{
    hy_problem problem;
    hy_problem_begin(&problem, problems, mark, NULL);
    hy_text_add(&problem.text, "byte 0x");
    hy_text_add_char(&problem.text, "0123456789abcdef"[byte >> 4]);
    hy_text_add_char(&problem.text, "0123456789abcdef"[byte & 15u]);
    hy_text_add(&problem.text, what);
    hy_problem_end(&problem);
}

// whether the character here is one, and the text up to it within bounds; complains otherwise
static bool is_good_so_far(const text_cursor *cursor, uint32_t length, hy_problems *problems)
{
    if (length == 0) {
        refuse_byte(problems, cursor->mark, *cursor->at, " is not UTF-8; save the file as UTF-8");
    } else if (is_stray_control(*cursor->at)) {
        refuse_byte(problems, cursor->mark, *cursor->at, " is a control character; take it out");
    } else if (cursor->open_brackets > OPEN_BRACKET_LIMIT) {
        hy_problem_say(problems, cursor->mark, NULL, "more than 1000 brackets are open on this line; close them");
    } else if (cursor->directives > DIRECTIVE_LIMIT) {
        hy_problem_say(problems, cursor->mark, NULL, "more than 100 lines begin with %; take them out");
    } else {
        return true;
    }
    return false;
}

bool hy_source_is_text(const hy_source *source, hy_problems *problems)
{
    text_cursor cursor = {.mark = {.file = source->file, .line = 1, .column = 1}};
    if (is_utf16(source)) {
        hy_problem_say(problems, cursor.mark, NULL, "this file is UTF-16; save it as UTF-8");
        return false;
    }
    cursor.at = (const unsigned char *)source->text;
    cursor.end = cursor.at + source->length;
    while (cursor.at < cursor.end) {
        const uint32_t length = character_length(&cursor);
        if (!is_good_so_far(&cursor, length, problems)) {
            return false;
        }
        step(&cursor, length);
    }
    return true;
}

const char *hy_source_path_beside(hy_arena *arena, const char *base, const char *name)
{
    const char *slash = strrchr(base, '/');
    const size_t folder_length = slash != NULL && name[0] != '/' ? (size_t)(slash - base) + 1 : 0;
    const size_t name_length = strlen(name);
    char *path = hy_arena_take_array(arena, folder_length + name_length + 1, 1, 1);
    if (path != NULL) {
        memcpy(path, base, folder_length);
        memcpy(path + folder_length, name, name_length + 1);
    }
    return path;
}
