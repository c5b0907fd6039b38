// Text in bounded memory, without printf: a builder over the caller's buffer, and comparisons of names.

#ifndef HY_BASE_TEXT_H
#define HY_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A text under construction. `chars` is NUL-terminated after every call. What does not fit is dropped, and from then on
// everything is: a cut text is a beginning of the whole one, and ends at a whole UTF-8 character.
typedef struct hy_text {
    char *chars;
    size_t capacity; // bytes of the buffer, the NUL included
    size_t length;   // bytes before the NUL
    bool is_cut;
} hy_text;

// Starts an empty text in `buffer` of `capacity` >= 1 bytes, which stays the caller's and must outlive the text.
void hy_text_init(hy_text *text, char *buffer, size_t capacity);

void hy_text_add(hy_text *text, const char *chars);
void hy_text_add_length(hy_text *text, const char *chars, size_t length);
void hy_text_add_char(hy_text *text, char c);
void hy_text_add_uint(hy_text *text, uint64_t value);
void hy_text_add_int(hy_text *text, int64_t value);

// `value` as sixteen lower-case hexadecimal digits, as hashes are written.
void hy_text_add_hex(hy_text *text, uint64_t value);

// `value` with exactly `decimals` digits after the point (at most 40; no point for 0), trailing zeros kept. The exact
// value of the double is rounded, halves away from zero: 0.125 to two decimals is 0.13. What rounds to zero has no
// minus sign. What is no number reads nan, inf or -inf.
void hy_text_add_number(hy_text *text, double value, unsigned decimals);

// Bytes before the NUL.
size_t hy_text_length(const char *chars);

// Whether two texts are byte for byte the same.
bool hy_text_equal(const char *a, const char *b);

// longest text that hy_text_distance compares
#define HY_TEXT_DISTANCE_LENGTH 32u

// How many slips of the keyboard lie between two names: bytes inserted, dropped, replaced, or swapped with their
// neighbour (Damerau-Levenshtein distance, no byte edited twice). UINT32_MAX where either is longer than
// HY_TEXT_DISTANCE_LENGTH. For "did you mean …?".
uint32_t hy_text_distance(const char *a, const char *b);

// Copies `size` bytes between places that do not overlap; either pointer may be NULL where `size` is 0.
static inline void hy_memory_copy(void *to, const void *from, size_t size)
{
    if (size > 0) {
        __builtin_memcpy(to, from, size);
    }
}

// Fills `size` bytes; `memory` may be NULL where `size` is 0.
static inline void hy_memory_set(void *memory, uint8_t value, size_t size)
{
    if (size > 0) {
        __builtin_memset(memory, value, size);
    }
}

#endif
