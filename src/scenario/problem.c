// Builds sentences about what is wrong, and looks for what was meant.
#include "scenario/problem.h"

#include <string.h>

enum { QUOTED_LIMIT = 40, ITEM_NAME_LIMIT = 40, DECIMALS_OF_FLOAT = 10 };

void hy_problem_begin(hy_problem *problem, hy_problems *problems, hy_mark mark, const hy_path *path)
{
    problem->problems = problems;
    problem->mark = mark;
    hy_text path_text;
    hy_text_init(&path_text, problem->path, sizeof problem->path);
    hy_text_init(&problem->text, problem->sentence, sizeof problem->sentence);
    if (hy_problem_is_wanted(problem)) {
        hy_text_add_path(&path_text, path);
    } else {
        problem->text.is_cut = true;
    }
}

bool hy_problem_is_wanted(const hy_problem *problem)
{
    return problem->problems->sink->count < HY_DIAGNOSTIC_LIMIT;
}

static bool is_told_already(const hy_problem *problem)
{
    const hy_diagnostics *sink = problem->problems->sink;
    for (uint32_t i = 0; i < sink->count; i++) {
        const hy_mark *mark = &sink->items[i].mark;
        const bool is_same_place = mark->file == problem->mark.file && mark->line == problem->mark.line &&
                                   mark->column == problem->mark.column;
        if (is_same_place && strcmp(sink->items[i].text, problem->sentence) == 0) {
            return true;
        }
    }
    return false;
}

void hy_problem_end(hy_problem *problem)
{
    problem->problems->count++;
    if (!hy_problem_is_wanted(problem) || !is_told_already(problem)) {
        hy_diagnostics_add(problem->problems->sink, problem->mark, problem->path, problem->sentence);
    }
}

void hy_problem_say(hy_problems *problems, hy_mark mark, const hy_path *path, const char *sentence)
{
    hy_problem problem;
    hy_problem_begin(&problem, problems, mark, path);
    hy_text_add(&problem.text, sentence);
    hy_problem_end(&problem);
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20u || c == 0x7f;
}

static bool goes_on(char c)
{
    return ((unsigned char)c & 0xc0u) == 0x80u;
}

void hy_text_add_quoted(hy_text *text, const char *chars, size_t length)
{
    size_t shown = length;
    if (length > QUOTED_LIMIT) {
        shown = QUOTED_LIMIT;
        while (shown > 0 && goes_on(chars[shown])) {
            shown--;
        }
    }
    hy_text_add_char(text, '"');
    for (size_t i = 0; i < shown; i++) {
        const char c = is_control(chars[i]) ? '.' : chars[i];
        hy_text_add_length(text, &c, 1);
    }
    hy_text_add(text, shown < length ? "...\"" : "\"");
}

void hy_text_add_float(hy_text *text, double value)
{
    unsigned decimals = 0;
    for (double scale = 1.0; decimals < DECIMALS_OF_FLOAT; decimals++, scale *= 10.0) {
        const double scaled = value * scale;
        const double rounded = scaled < 0.0 ? -(double)(uint64_t)(-scaled + 0.5) : (double)(uint64_t)(scaled + 0.5);
        if ((float)(rounded / scale) == (float)value) {
            break;
        }
    }
    hy_text_add_number(text, value, decimals);
}

bool hy_text_add_item(hy_text *text, bool is_first, const char *word)
{
    enum { ROOM_LEFT = 24 }; // for what follows the list
    if (text->is_cut || text->length + strlen(word) + ROOM_LEFT > text->capacity) {
        hy_text_add(text, ", ...");
        return false;
    }
    hy_text_add(text, is_first ? "" : ", ");
    hy_text_add(text, word);
    return true;
}

// a name that reads well between brackets
static bool is_presentable(const char *name)
{
    if (name == NULL || name[0] == '\0') {
        return false;
    }
    size_t length = 0;
    for (; name[length] != '\0'; length++) {
        if (length == ITEM_NAME_LIMIT || is_control(name[length]) || name[length] == '[' || name[length] == ']') {
            return false;
        }
    }
    return true;
}

void hy_text_add_path(hy_text *text, const hy_path *path)
{
    if (path == NULL) {
        return;
    }
    hy_text_add_path(text, path->parent);
    if (path->field != NULL) {
        hy_text_add(text, path->parent != NULL ? "." : "");
        hy_text_add(text, path->field);
        return;
    }
    hy_text_add_char(text, '[');
    if (is_presentable(path->item_name)) {
        hy_text_add(text, path->item_name);
    } else {
        hy_text_add_uint(text, path->item_index);
    }
    hy_text_add_char(text, ']');
}

// ---- what was meant

static char normalised(char c)
{
    if (c == '-' || c == ' ') {
        return '_';
    }
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

// a copy in lower case with underscores; empty when too long to be compared
static void normalise(char out[HY_TEXT_DISTANCE_LENGTH + 1], const char *word)
{
    const size_t length = strlen(word);
    size_t taken = 0;
    for (; length <= HY_TEXT_DISTANCE_LENGTH && taken < length; taken++) {
        out[taken] = normalised(word[taken]);
    }
    out[taken] = '\0';
}

void hy_nearest_init(hy_nearest *nearest, const char *word)
{
    *nearest = (hy_nearest){.best_distance = UINT32_MAX};
    normalise(nearest->word, word);
}

// `width` where `width_m` is meant
static bool is_whole_beginning(const char *beginning, const char *name)
{
    const size_t length = strlen(beginning);
    return length >= 2 && strncmp(beginning, name, length) == 0 && name[length] == '_';
}

// one slip, and one more for every three further letters
static uint32_t tolerated_distance(size_t length)
{
    return length < 3 ? 0 : (uint32_t)(length / 3);
}

void hy_nearest_offer(hy_nearest *nearest, const char *name)
{
    char word[HY_TEXT_DISTANCE_LENGTH + 1];
    normalise(word, name);
    const size_t length = strlen(nearest->word), name_length = strlen(word);
    if (length == 0 || name_length == 0) {
        return;
    }
    const bool is_begun = is_whole_beginning(nearest->word, word) || is_whole_beginning(word, nearest->word);
    const uint32_t distance = hy_text_distance(nearest->word, word);
    const uint32_t ranked = is_begun && distance > 1 ? 1 : distance;
    const bool is_near = is_begun || distance <= tolerated_distance(length > name_length ? length : name_length);
    if (is_near && ranked < nearest->best_distance) {
        nearest->best = name;
        nearest->best_distance = ranked;
    }
}
