// The few functions of the mathematical library that telling a history takes, for a place without a C library.
#ifndef HY_ENGINE_MATH_H
#define HY_ENGINE_MATH_H

static inline double fabs(double value)
{
    return __builtin_fabs(value);
}

#define HUGE_VAL __builtin_huge_val()

// Natural logarithm of a number above 0, to the last places but one.
double log(double x);

#endif
