// Numbers and clock times out of texts, whatever the locale.
#ifndef HY_SCENARIO_SCALAR_H
#define HY_SCENARIO_SCALAR_H

#include <stdbool.h>
#include <stdint.h>

typedef enum hy_number_kind {
    HY_NUMBER_FINE,
    HY_NUMBER_NOT_FINITE, // .inf, .nan and the like, or beyond every double
    HY_NUMBER_WITH_COMMA, // 1,5
    HY_NUMBER_WITH_TAIL,  // 5 m
    HY_NUMBER_NONE
} hy_number_kind;

// A decimal number as YAML 1.2 writes it: -1, +0.5, .5, 1e3. `value` is set for HY_NUMBER_FINE only.
hy_number_kind hy_scalar_number(const char *text, double *value);

// Seconds since midnight of "HH:MM" or "HH:MM:SS"; hours run on after midnight. False for anything else.
bool hy_scalar_clock(const char *text, uint32_t *seconds);

#endif
