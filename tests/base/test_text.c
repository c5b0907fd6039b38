// The text builder against printf, its cut, and the distance between names.

#include "suite.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

#include "base/philox.h"
#include "base/text.h"

START_TEST(a_text_grows_piece_by_piece)
{
    char buffer[64];
    hy_text text;
    hy_text_init(&text, buffer, sizeof buffer);
    ck_assert_str_eq(buffer, "");
    hy_text_add(&text, "room ");
    hy_text_add_uint(&text, 12);
    hy_text_add_char(&text, ',');
    hy_text_add_length(&text, " door", 3);
    hy_text_add_int(&text, -7);
    ck_assert_str_eq(buffer, "room 12, do-7");
    ck_assert_uint_eq(text.length, 13);
    ck_assert(!text.is_cut);
}
END_TEST

START_TEST(a_cut_text_is_a_beginning_of_the_whole)
{
    for (size_t capacity = 1; capacity < 20; capacity++) {
        char buffer[32];
        memset(buffer, 'x', sizeof buffer);
        hy_text text;
        hy_text_init(&text, buffer, capacity);
        hy_text_add(&text, "corridor");
        hy_text_add_uint(&text, 31);
        hy_text_add(&text, "");
        hy_text_add_char(&text, 'b');
        ck_assert_int_eq(strncmp(buffer, "corridor31b", capacity - 1), 0);
        ck_assert_uint_eq(strlen(buffer), capacity - 1 < 11 ? capacity - 1 : 11);
        ck_assert_uint_eq(text.length, strlen(buffer));
        ck_assert_int_eq(text.is_cut, capacity < 12);
        // nothing beyond the capacity is touched
        for (size_t i = capacity; i < sizeof buffer; i++) {
            ck_assert_int_eq(buffer[i], 'x');
        }
    }
}
END_TEST

START_TEST(after_a_cut_nothing_more_is_added)
{
    char buffer[6];
    hy_text text;
    hy_text_init(&text, buffer, sizeof buffer);
    hy_text_add(&text, "abc");
    hy_text_add(&text, "효산");
    hy_text_add(&text, "d");
    ck_assert_str_eq(buffer, "abc");
    ck_assert(text.is_cut);
}
END_TEST

START_TEST(a_cut_never_splits_a_character)
{
    const char *name = "효산고등학교 é ☣ 🧟";
    for (size_t capacity = 1; capacity <= strlen(name) + 1; capacity++) {
        char whole[64], bytewise[64];
        hy_text text, slow_text;
        hy_text_init(&text, whole, capacity);
        hy_text_init(&slow_text, bytewise, capacity);
        hy_text_add(&text, name);
        for (const char *c = name; *c != '\0'; c++) {
            hy_text_add_char(&slow_text, *c);
        }
        ck_assert_str_eq(whole, bytewise);
        // the next byte of the whole begins a character
        ck_assert_int_ne((unsigned char)name[text.length] & 0xc0, 0x80);
        ck_assert_uint_lt(text.length, capacity);
        ck_assert_uint_ge(text.length + 4, capacity);
    }
}
END_TEST

START_TEST(whole_numbers_are_written_as_printf_writes_them)
{
    const uint64_t values[] = {0,         9, 10, 99, 100, 4294967295u, 4294967296u, INT64_MAX, (uint64_t)INT64_MAX + 1,
                               UINT64_MAX};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char buffer[96], expected[96];
        hy_text text;
        hy_text_init(&text, buffer, sizeof buffer);
        hy_text_add_uint(&text, values[i]);
        hy_text_add_char(&text, ' ');
        hy_text_add_int(&text, (int64_t)values[i]);
        hy_text_add_char(&text, ' ');
        hy_text_add_hex(&text, values[i]);
        snprintf(expected, sizeof expected, "%llu %lld %016llx", (unsigned long long)values[i], (long long)values[i],
                 (unsigned long long)values[i]);
        ck_assert_str_eq(buffer, expected);
    }
}
END_TEST

static const char *number_text(double value, unsigned decimals)
{
    static char buffer[400];
    hy_text text;
    hy_text_init(&text, buffer, sizeof buffer);
    hy_text_add_number(&text, value, decimals);
    ck_assert(!text.is_cut);
    return buffer;
}

START_TEST(halves_are_rounded_away_from_zero)
{
    ck_assert_str_eq(number_text(0.125, 2), "0.13");
    ck_assert_str_eq(number_text(-0.125, 2), "-0.13");
    ck_assert_str_eq(number_text(0.5, 0), "1");
    ck_assert_str_eq(number_text(1.5, 0), "2");
    ck_assert_str_eq(number_text(2.5, 0), "3");
    ck_assert_str_eq(number_text(-2.5, 0), "-3");
    ck_assert_str_eq(number_text(9.96875, 4), "9.9688");
    // not halves: the doubles lie beside what the source says
    ck_assert_str_eq(number_text(1.005, 2), "1.00");
    ck_assert_str_eq(number_text(0.45, 1), "0.5");
    ck_assert_str_eq(number_text(0.35, 1), "0.3");
}
END_TEST

START_TEST(a_carry_runs_to_the_front)
{
    ck_assert_str_eq(number_text(9.999, 2), "10.00");
    ck_assert_str_eq(number_text(-99.5, 0), "-100");
    ck_assert_str_eq(number_text(0.999, 1), "1.0");
    ck_assert_str_eq(number_text(999999.9999, 3), "1000000.000");
}
END_TEST

START_TEST(what_rounds_to_zero_has_no_sign)
{
    ck_assert_str_eq(number_text(-0.0, 2), "0.00");
    ck_assert_str_eq(number_text(-0.004, 2), "0.00");
    ck_assert_str_eq(number_text(-0.4, 0), "0");
    ck_assert_str_eq(number_text(-DBL_TRUE_MIN, 3), "0.000");
}
END_TEST

START_TEST(what_is_no_number_is_said_in_words)
{
    ck_assert_str_eq(number_text(__builtin_nan(""), 2), "nan");
    ck_assert_str_eq(number_text(-__builtin_nan(""), 2), "nan");
    ck_assert_str_eq(number_text(__builtin_inf(), 2), "inf");
    ck_assert_str_eq(number_text(-__builtin_inf(), 2), "-inf");
}
END_TEST

START_TEST(extreme_numbers_are_written_in_full)
{
    char expected[400];
    snprintf(expected, sizeof expected, "%.3f", -DBL_MAX);
    ck_assert_str_eq(number_text(-DBL_MAX, 3), expected);
    ck_assert_str_eq(number_text(1e22, 0), "10000000000000000000000");
    ck_assert_str_eq(number_text(0.1, 40), "0.1000000000000000055511151231257827021182");
    ck_assert_str_eq(number_text(0.1, 1000), number_text(0.1, 40));
}
END_TEST

// whether the exact value lies halfway between two numbers of so many decimals
static bool is_half(double value, unsigned decimals)
{
    char exact[1500];
    snprintf(exact, sizeof exact, "%.1080f", value);
    const char *dropped = strchr(exact, '.') + 1 + decimals;
    return dropped[0] == '5' && strspn(dropped + 1, "0") == strlen(dropped + 1);
}

// printf keeps the sign of a zero
static const char *without_sign_of_zero(const char *number)
{
    return number[0] == '-' && strspn(number, "-0.") == strlen(number) ? number + 1 : number;
}

// printf is exact too, and differs only in rounding halves to even
START_TEST(numbers_are_written_as_printf_writes_them)
{
    for (uint32_t i = 0; i < 20000; i++) {
        const hy_philox_block random = hy_draw_block((hy_draw_key){.seed = 10, .entity = i});
        const uint64_t mantissa = (uint64_t)random.words[0] << 20 | random.words[1] >> 12;
        const double magnitude = __builtin_ldexp((double)mantissa, (int)(random.words[2] % 160) - 130);
        const double value = (random.words[3] & 1u) != 0 ? magnitude : -magnitude;
        const unsigned decimals = random.words[3] / 2 % 18;
        char expected[400];
        snprintf(expected, sizeof expected, "%.*f", (int)decimals, value);
        if (!is_half(value, decimals)) {
            ck_assert_str_eq(number_text(value, decimals), without_sign_of_zero(expected));
        }
    }
}
END_TEST

START_TEST(texts_are_equal_when_every_byte_is)
{
    ck_assert(hy_text_equal("", ""));
    ck_assert(hy_text_equal("roof", "roof"));
    ck_assert(!hy_text_equal("roof", "root"));
    ck_assert(!hy_text_equal("roof", "roo"));
    ck_assert(!hy_text_equal("", "r"));
    ck_assert_uint_eq(hy_text_length(""), 0);
    ck_assert_uint_eq(hy_text_length("roof"), 4);
}
END_TEST

typedef struct distance_case {
    const char *a;
    const char *b;
    uint32_t distance;
} distance_case;

static const distance_case DISTANCES[] = {
    {"", "", 0},
    {"", "door", 4},
    {"door", "door", 0},
    {"door", "dor", 1},
    {"door", "doors", 1},
    {"door", "dorr", 1},
    {"door", "odor", 1},
    {"kitten", "sitting", 3},
    {"ca", "abc", 3},
    {"incubation_s", "incubaiton_s", 1},
    {"12345678901234567890123456789012", "12345678901234567890123456789021", 1},
    {"123456789012345678901234567890123", "1", UINT32_MAX},
};

START_TEST(the_distance_counts_slips_of_the_keyboard)
{
    const distance_case *pair = &DISTANCES[_i];
    ck_assert_uint_eq(hy_text_distance(pair->a, pair->b), pair->distance);
    ck_assert_uint_eq(hy_text_distance(pair->b, pair->a), pair->distance);
}
END_TEST

START_TEST(memory_of_no_bytes_may_be_null)
{
    char bytes[3] = "ab";
    hy_memory_copy(NULL, NULL, 0);
    hy_memory_set(NULL, 1, 0);
    hy_memory_copy(bytes, "xy", 2);
    ck_assert_str_eq(bytes, "xy");
    hy_memory_set(bytes, 'z', 2);
    ck_assert_str_eq(bytes, "zz");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("text");
    TCase *builder = add_case(suite, "builder");
    tcase_add_test(builder, a_text_grows_piece_by_piece);
    tcase_add_test(builder, a_cut_text_is_a_beginning_of_the_whole);
    tcase_add_test(builder, after_a_cut_nothing_more_is_added);
    tcase_add_test(builder, a_cut_never_splits_a_character);

    TCase *numbers = add_case(suite, "numbers");
    tcase_add_test(numbers, whole_numbers_are_written_as_printf_writes_them);
    tcase_add_test(numbers, halves_are_rounded_away_from_zero);
    tcase_add_test(numbers, a_carry_runs_to_the_front);
    tcase_add_test(numbers, what_rounds_to_zero_has_no_sign);
    tcase_add_test(numbers, what_is_no_number_is_said_in_words);
    tcase_add_test(numbers, extreme_numbers_are_written_in_full);
    tcase_add_test(numbers, numbers_are_written_as_printf_writes_them);

    TCase *comparisons = add_case(suite, "comparisons");
    tcase_add_test(comparisons, texts_are_equal_when_every_byte_is);
    tcase_add_loop_test(comparisons, the_distance_counts_slips_of_the_keyboard, 0,
                        (int)(sizeof DISTANCES / sizeof *DISTANCES));
    tcase_add_test(comparisons, memory_of_no_bytes_may_be_null);
    return run_suite(suite);
}
