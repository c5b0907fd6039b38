// Text in bounded memory: adding with a cut at the end, numbers in full precision, and the distance between names.

#include "base/text.h"

#include <float.h>

#include "base/assert.h"

void hy_text_init(hy_text *text, char *buffer, size_t capacity)
{
    HY_ASSERT(capacity > 0);
    *text = (hy_text){.chars = buffer, .capacity = capacity};
    buffer[0] = '\0';
}

// bytes 10xxxxxx go on with a UTF-8 character that began before
static bool goes_on(char c)
{
    return ((unsigned char)c & 0xc0u) == 0x80u;
}

// takes back the last character, of which only the first bytes found room
static void drop_last_character(hy_text *text)
{
    while (text->length > 0 && goes_on(text->chars[text->length - 1])) {
        text->length--;
    }
    if (text->length > 0) {
        text->length--;
    }
}

void hy_text_add_length(hy_text *text, const char *chars, size_t length)
{
    if (text->is_cut) {
        return;
    }
    const size_t room = text->capacity - 1 - text->length;
    const size_t taken = length < room ? length : room;
    hy_memory_copy(text->chars + text->length, chars, taken);
    text->length += taken;
    if (taken < length) {
        text->is_cut = true;
        if (goes_on(chars[taken])) {
            drop_last_character(text);
        }
    }
    text->chars[text->length] = '\0';
}

void hy_text_add(hy_text *text, const char *chars)
{
    hy_text_add_length(text, chars, hy_text_length(chars));
}

void hy_text_add_char(hy_text *text, char c)
{
    hy_text_add_length(text, &c, 1);
}

void hy_text_add_uint(hy_text *text, uint64_t value)
{
    char digits[20];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    hy_text_add_length(text, digits + first, sizeof digits - first);
}

void hy_text_add_int(hy_text *text, int64_t value)
{
    if (value < 0) {
        hy_text_add_char(text, '-');
    }
    hy_text_add_uint(text, value < 0 ? 0u - (uint64_t)value : (uint64_t)value);
}

void hy_text_add_hex(hy_text *text, uint64_t value)
{
    for (int shift = 60; shift >= 0; shift -= 4) {
        hy_text_add_char(text, "0123456789abcdef"[(value >> shift) & 15u]);
    }
}

// ---- numbers ----

#define FRACTION_WORDS 34u // 1088 bits; the smallest double is 2^-1074
#define WHOLE_WORDS 32u    // 1024 bits; the largest double is below 2^1024
#define WHOLE_DIGITS 309u  // of 2^1024
#define DECIMALS_LIMIT 40u

// A double without its sign, in binary with a fixed point: exact for every finite one. Least word first.
typedef struct fixed_point {
    uint32_t words[FRACTION_WORDS + WHOLE_WORDS];
} fixed_point;

// Decimal digits as text: one spare place for a carry, the whole part flush right, then the decimals.
typedef struct decimal {
    char digits[1 + WHOLE_DIGITS + DECIMALS_LIMIT];
    size_t first; // leading digit
    size_t end;   // after the last decimal
} decimal;

#define POINT_PLACE (1u + WHOLE_DIGITS)

static uint64_t bits_of(double value)
{
    const union {
        double value;
        uint64_t bits;
    } both = {.value = value};
    return both.bits;
}

static void fixed_point_init(fixed_point *number, double value)
{
    // |value| = mantissa * 2^(exponent - 1075); subnormals lack the leading one and share the exponent of the smallest
    // normals
    const uint64_t bits = bits_of(value);
    const uint32_t stored_exponent = (uint32_t)(bits >> 52) & 0x7ffu;
    const uint64_t leading_one = stored_exponent > 0 ? UINT64_C(1) << 52 : 0;
    const uint64_t mantissa = (bits & UINT64_C(0xfffffffffffff)) | leading_one;
    const uint32_t exponent = stored_exponent > 0 ? stored_exponent : 1;

    const uint32_t position = exponent - 1075u + 32u * FRACTION_WORDS;
    const uint32_t shift = position % 32;
    const uint32_t first = position / 32;
    *number = (fixed_point){0};
    number->words[first] = (uint32_t)(mantissa << shift);
    number->words[first + 1] = (uint32_t)((mantissa << shift) >> 32);
    if (shift > 0 && first + 2 < FRACTION_WORDS + WHOLE_WORDS) {
        number->words[first + 2] = (uint32_t)(mantissa >> (64u - shift));
    }
}

// divides the whole part by ten and returns the remainder; `word_count` leaves out leading zero words
static uint32_t divide_whole_by_ten(fixed_point *number, uint32_t word_count)
{
    uint64_t remainder = 0;
    for (uint32_t i = FRACTION_WORDS + word_count; i > FRACTION_WORDS; i--) {
        const uint64_t part = remainder << 32 | number->words[i - 1];
        number->words[i - 1] = (uint32_t)(part / 10);
        remainder = part % 10;
    }
    return (uint32_t)remainder;
}

// multiplies the fraction by ten and returns what passes the point
static uint32_t multiply_fraction_by_ten(fixed_point *number)
{
    uint64_t carry = 0;
    for (uint32_t i = 0; i < FRACTION_WORDS; i++) {
        const uint64_t part = (uint64_t)number->words[i] * 10 + carry;
        number->words[i] = (uint32_t)part;
        carry = part >> 32;
    }
    return (uint32_t)carry;
}

static void write_whole_digits(decimal *result, fixed_point *number)
{
    uint32_t word_count = WHOLE_WORDS;
    result->first = POINT_PLACE;
    do {
        while (word_count > 0 && number->words[FRACTION_WORDS + word_count - 1] == 0) {
            word_count--;
        }
        result->digits[--result->first] = (char)('0' + divide_whole_by_ten(number, word_count));
    } while (word_count > 1 || (word_count == 1 && number->words[FRACTION_WORDS] > 0));
}

// adds one in the last place
static void round_up(decimal *result)
{
    size_t place = result->end - 1;
    while (place >= result->first && result->digits[place] == '9') {
        result->digits[place--] = '0';
    }
    if (place < result->first) {
        result->first = place;
        result->digits[place] = '0';
    }
    result->digits[place]++;
}

static void decimal_init(decimal *result, double value, unsigned decimals)
{
    fixed_point number;
    fixed_point_init(&number, value);
    write_whole_digits(result, &number);
    for (result->end = POINT_PLACE; result->end < POINT_PLACE + decimals; result->end++) {
        result->digits[result->end] = (char)('0' + multiply_fraction_by_ten(&number));
    }
    const bool is_half_or_more = (number.words[FRACTION_WORDS - 1] >> 31) != 0;
    if (is_half_or_more) {
        round_up(result);
    }
}

static bool is_all_zeros(const decimal *number)
{
    for (size_t i = number->first; i < number->end; i++) {
        if (number->digits[i] != '0') {
            return false;
        }
    }
    return true;
}

// nan, inf and -inf
static void add_no_number(hy_text *text, double value)
{
    hy_text_add(text, value > 0.0 ? "inf" : value < 0.0 ? "-inf" : "nan");
}

void hy_text_add_number(hy_text *text, double value, unsigned decimals)
{
    const bool is_finite = value >= -DBL_MAX && value <= DBL_MAX;
    if (!is_finite) {
        add_no_number(text, value);
        return;
    }
    decimal number;
    decimal_init(&number, value, decimals < DECIMALS_LIMIT ? decimals : DECIMALS_LIMIT);
    if (value < 0.0 && !is_all_zeros(&number)) {
        hy_text_add_char(text, '-');
    }
    hy_text_add_length(text, number.digits + number.first, POINT_PLACE - number.first);
    if (number.end > POINT_PLACE) {
        hy_text_add_char(text, '.');
        hy_text_add_length(text, number.digits + POINT_PLACE, number.end - POINT_PLACE);
    }
}

// ---- comparisons ----

size_t hy_text_length(const char *chars)
{
    size_t length = 0;
    while (chars[length] != '\0') {
        length++;
    }
    return length;
}

bool hy_text_equal(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static uint32_t lesser(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

// the three last rows of the table of distances between beginnings of a and of b
typedef struct distance_rows {
    uint32_t before_last[HY_TEXT_DISTANCE_LENGTH + 1];
    uint32_t last[HY_TEXT_DISTANCE_LENGTH + 1];
    uint32_t now[HY_TEXT_DISTANCE_LENGTH + 1];
} distance_rows;

// distance from the first i bytes of a to the first j bytes of b, i and j above zero
static uint32_t distance_at(const distance_rows *rows, const char *a, size_t i, const char *b, size_t j)
{
    const uint32_t replaced = rows->last[j - 1] + (a[i - 1] != b[j - 1]);
    const uint32_t dropped_or_inserted = lesser(rows->last[j], rows->now[j - 1]) + 1;
    const bool are_swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
    const uint32_t best = lesser(replaced, dropped_or_inserted);
    return are_swapped ? lesser(best, rows->before_last[j - 2] + 1) : best;
}

static void next_row(distance_rows *rows)
{
    hy_memory_copy(rows->before_last, rows->last, sizeof rows->last);
    hy_memory_copy(rows->last, rows->now, sizeof rows->now);
}

uint32_t hy_text_distance(const char *a, const char *b)
{
    const size_t a_length = hy_text_length(a);
    const size_t b_length = hy_text_length(b);
    if (a_length > HY_TEXT_DISTANCE_LENGTH || b_length > HY_TEXT_DISTANCE_LENGTH) {
        return UINT32_MAX;
    }
    distance_rows rows = {.now = {0}};
    for (uint32_t j = 0; j <= b_length; j++) {
        rows.now[j] = j;
    }
    for (uint32_t i = 1; i <= a_length; i++) {
        next_row(&rows);
        rows.now[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            rows.now[j] = distance_at(&rows, a, i, b, j);
        }
    }
    return rows.now[b_length];
}
