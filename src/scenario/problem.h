// Sentences about what is wrong in a text: where it stands, what was found, and what to write instead.
#ifndef HY_SCENARIO_PROBLEM_H
#define HY_SCENARIO_PROBLEM_H

#include "base/text.h"
#include "hyosan/diagnostics.h"

// One step of the way from the top of a document to a value; the steps are linked backwards, usually on the stack.
// The top of the document is NULL.
typedef struct hy_path {
    const struct hy_path *parent;
    const char *field;     // key of a mapping; NULL for an item of a list
    const char *item_name; // the item's own name, NULL if it has none
    uint32_t item_index;   // from 0
} hy_path;

// The sink of one reading, and how many problems went there, those included that it dropped or had already.
typedef struct hy_problems {
    hy_diagnostics *sink;
    uint32_t count;
} hy_problems;

// A sentence under construction.
typedef struct hy_problem {
    hy_problems *problems;
    hy_mark mark;
    char path[HY_DIAGNOSTIC_PATH];
    char sentence[HY_DIAGNOSTIC_TEXT];
    hy_text text; // over `sentence`
} hy_problem;

// Starts a sentence about what stands at `mark`. The caller adds to problem->text.
void hy_problem_begin(hy_problem *problem, hy_problems *problems, hy_mark mark, const hy_path *path);

// Hands the sentence to the sink, once for one place: what an alias repeats is said only once.
void hy_problem_end(hy_problem *problem);

// Whether anybody will read the sentence: when the sink is full, the search for a good one can be left out.
bool hy_problem_is_wanted(const hy_problem *problem);

// A whole problem of one constant sentence.
void hy_problem_say(hy_problems *problems, hy_mark mark, const hy_path *path, const char *sentence);

// Adds what a user wrote, in quotes, cut after some forty bytes, with its control characters as dots.
void hy_text_add_quoted(hy_text *text, const char *chars, size_t length);

// Adds the shortest decimal that reads back as this float: 0.1 and not 0.100000001.
void hy_text_add_float(hy_text *text, double value);

// Adds one word of a list with a comma before it, or ", ..." where too little room is left: then the list is to end.
bool hy_text_add_item(hy_text *text, bool is_first, const char *word);

// Adds `rooms[2-5].box`.
void hy_text_add_path(hy_text *text, const hy_path *path);

// The likeliest of the names offered for a mistyped word.
typedef struct hy_nearest {
    char word[HY_TEXT_DISTANCE_LENGTH + 1]; // in lower case with underscores; empty when too long to be a slip
    const char *best;                       // NULL while nothing came near enough
    uint32_t best_distance;
} hy_nearest;

void hy_nearest_init(hy_nearest *nearest, const char *word);
void hy_nearest_offer(hy_nearest *nearest, const char *name);

#endif
