// Bit sets against an array of booleans.

#include "suite.h"

#include "base/bitset.h"
#include "base/philox.h"

enum { BIT_COUNT = 200 };

START_TEST(a_bitset_remembers_what_an_array_of_booleans_does)
{
    uint64_t words[HY_BITSET_WORD_COUNT(BIT_COUNT)] = {0};
    bool expected[BIT_COUNT] = {false};
    for (uint32_t i = 0; i < 2000; i++) {
        const hy_draw_key key = {.seed = 6, .entity = i};
        const uint32_t index = hy_draw_below(key, BIT_COUNT);
        const bool is_set = (hy_draw_block(key).words[1] & 1u) != 0;
        hy_bitset_put(words, index, is_set);
        expected[index] = is_set;
    }
    uint32_t count = 0;
    for (uint32_t i = 0; i < BIT_COUNT; i++) {
        ck_assert_int_eq(hy_bitset_test(words, i), expected[i]);
        count += expected[i];
    }
    ck_assert_uint_eq(hy_bitset_count(words, HY_BITSET_WORD_COUNT(BIT_COUNT)), count);
}
END_TEST

START_TEST(setting_and_clearing_leave_the_neighbours_alone)
{
    for (uint32_t index = 0; index < 128; index++) {
        uint64_t words[2] = {0, 0};
        hy_bitset_set(words, index);
        ck_assert_uint_eq(hy_bitset_count(words, 2), 1);
        ck_assert(hy_bitset_test(words, index));
        words[0] = words[1] = UINT64_MAX;
        hy_bitset_clear(words, index);
        ck_assert_uint_eq(hy_bitset_count(words, 2), 127);
        ck_assert(!hy_bitset_test(words, index));
    }
}
END_TEST

START_TEST(words_are_counted_up_to_the_last_bit)
{
    ck_assert_uint_eq(HY_BITSET_WORD_COUNT(0u), 0);
    ck_assert_uint_eq(HY_BITSET_WORD_COUNT(1u), 1);
    ck_assert_uint_eq(HY_BITSET_WORD_COUNT(64u), 1);
    ck_assert_uint_eq(HY_BITSET_WORD_COUNT(65u), 2);
}
END_TEST

START_TEST(the_bits_of_a_word_are_counted_right)
{
    for (uint32_t i = 0; i < 1000; i++) {
        const hy_philox_block random = hy_draw_block((hy_draw_key){.entity = i});
        const uint64_t word = (uint64_t)random.words[0] << 32 | random.words[1];
        ck_assert_uint_eq(hy_bitset_count_word(word), (uint32_t)__builtin_popcountll(word));
    }
    ck_assert_uint_eq(hy_bitset_count_word(0), 0);
    ck_assert_uint_eq(hy_bitset_count_word(UINT64_MAX), 64);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bitset");
    TCase *bitset = add_case(suite, "bitset");
    tcase_add_test(bitset, a_bitset_remembers_what_an_array_of_booleans_does);
    tcase_add_test(bitset, setting_and_clearing_leave_the_neighbours_alone);
    tcase_add_test(bitset, words_are_counted_up_to_the_last_bit);
    tcase_add_test(bitset, the_bits_of_a_word_are_counted_right);
    return run_suite(suite);
}
