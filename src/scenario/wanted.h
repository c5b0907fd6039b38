// What is to be written for a field, in words.
#ifndef HY_SCENARIO_WANTED_H
#define HY_SCENARIO_WANTED_H

#include "base/text.h"
#include "hyosan/spec.h"

// Adds "a number from 0.1 to 0.5 m", "one of door, window", "a clock time such as "08:30"" and so on.
void hy_text_add_wanted(hy_text *text, const hy_field_table *field);

// Adds "a, b, c".
void hy_text_add_words(hy_text *text, const char *const *words, uint32_t count);

#endif
