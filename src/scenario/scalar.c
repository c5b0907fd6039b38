// Numbers and clock times out of texts, whatever the locale.
#include "scenario/scalar.h"

#include <ctype.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NUMBER_SIZE = 64 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_digits(const char *text)
{
    while (is_digit(*text)) {
        text++;
    }
    return text;
}

static const char *skip_sign(const char *text)
{
    return *text == '-' || *text == '+' ? text + 1 : text;
}

// the end of e+12, or the same place if there is none
static const char *skip_exponent(const char *text)
{
    if (*text != 'e' && *text != 'E') {
        return text;
    }
    const char *digits = skip_sign(text + 1);
    return is_digit(*digits) ? skip_digits(digits) : text;
}

// the end of the number that a text begins with; NULL if it begins with none
static const char *skip_number(const char *text)
{
    const char *whole = skip_sign(text);
    const char *end = skip_digits(whole);
    bool has_digits = end > whole;
    if (*end == '.') {
        const char *decimals = end + 1;
        end = skip_digits(decimals);
        has_digits = has_digits || end > decimals;
    }
    return has_digits ? skip_exponent(end) : NULL;
}

static bool is_no_finite_word(const char *text)
{
    static const char *const words[] = {".inf", "inf", "infinity", ".nan", "nan"};
    const char *word = skip_sign(text);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcasecmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

// strtod reads the decimal point of the locale that the program has set
static double convert(const char *text)
{
    char localised[NUMBER_SIZE + 8];
    char *out = localised;
    const char *point = localeconv()->decimal_point;
    for (; *text != '\0' && out < localised + NUMBER_SIZE; text++) {
        if (*text == '.' && strlen(point) < 4) {
            memcpy(out, point, strlen(point));
            out += strlen(point);
        } else {
            *out++ = *text;
        }
    }
    *out = '\0';
    return strtod(localised, NULL);
}

// what may be a unit after a number, and is not the beginning of a hexadecimal one or of an exponent
static bool is_unit(const char *tail)
{
    return *tail == ' ' || (isalpha((unsigned char)*tail) && strchr("eExX", *tail) == NULL);
}

hy_number_kind hy_scalar_number(const char *text, double *value)
{
    if (is_no_finite_word(text)) {
        return HY_NUMBER_NOT_FINITE;
    }
    const char *end = skip_number(text);
    if (end == NULL) {
        return HY_NUMBER_NONE;
    }
    if (*end == ',' && is_digit(end[1])) {
        return HY_NUMBER_WITH_COMMA;
    }
    if (*end != '\0') {
        return is_unit(end) ? HY_NUMBER_WITH_TAIL : HY_NUMBER_NONE;
    }
    if (strlen(text) >= NUMBER_SIZE) {
        return HY_NUMBER_NONE;
    }
    *value = convert(text);
    return isfinite(*value) ? HY_NUMBER_FINE : HY_NUMBER_NOT_FINITE;
}

// two digits below sixty, after a colon
static bool read_sixty(const char **text, uint32_t *value)
{
    const char *chars = *text;
    if (chars[0] != ':' || !is_digit(chars[1]) || !is_digit(chars[2])) {
        return false;
    }
    *value = (uint32_t)(chars[1] - '0') * 10 + (uint32_t)(chars[2] - '0');
    *text = chars + 3;
    return *value < 60;
}

bool hy_scalar_clock(const char *text, uint32_t *seconds)
{
    const char *end = skip_digits(text);
    if (end == text || end - text > 4) {
        return false;
    }
    const uint32_t hours = (uint32_t)strtoul(text, NULL, 10);
    uint32_t minutes = 0, further_seconds = 0;
    if (!read_sixty(&end, &minutes) || (*end != '\0' && !read_sixty(&end, &further_seconds))) {
        return false;
    }
    *seconds = hours * 3600 + minutes * 60 + further_seconds;
    return *end == '\0';
}
