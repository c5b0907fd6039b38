// Sets of small numbers, one bit each, in the caller's 64-bit words.

#ifndef HY_BASE_BITSET_H
#define HY_BASE_BITSET_H

#include <stdbool.h>
#include <stdint.h>

// words that hold `bit_count` bits; a constant where its argument is
#define HY_BITSET_WORD_COUNT(bit_count) (((bit_count) + 63u) / 64u)

static inline void hy_bitset_set(uint64_t *words, uint32_t index)
{
    words[index / 64u] |= UINT64_C(1) << (index % 64u);
}

static inline void hy_bitset_clear(uint64_t *words, uint32_t index)
{
    words[index / 64u] &= ~(UINT64_C(1) << (index % 64u));
}

static inline void hy_bitset_put(uint64_t *words, uint32_t index, bool is_set)
{
    if (is_set) {
        hy_bitset_set(words, index);
    } else {
        hy_bitset_clear(words, index);
    }
}

static inline bool hy_bitset_test(const uint64_t *words, uint32_t index)
{
    return (words[index / 64u] >> (index % 64u)) & 1u;
}

// Set bits of one word, added up in pairs, nibbles and bytes: the built-in calls a library where there is no
// instruction for it.
static inline uint32_t hy_bitset_count_word(uint64_t word)
{
    word -= (word >> 1) & UINT64_C(0x5555555555555555);
    word = (word & UINT64_C(0x3333333333333333)) + ((word >> 2) & UINT64_C(0x3333333333333333));
    word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (uint32_t)((word * UINT64_C(0x0101010101010101)) >> 56);
}

static inline uint32_t hy_bitset_count(const uint64_t *words, uint32_t word_count)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < word_count; i++) {
        count += hy_bitset_count_word(words[i]);
    }
    return count;
}

#endif
