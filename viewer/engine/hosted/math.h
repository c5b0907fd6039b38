// The one function of the mathematical library that telling a history takes, for a place without a C library.
#ifndef HY_ENGINE_MATH_H
#define HY_ENGINE_MATH_H

static inline double fabs(double value)
{
    return __builtin_fabs(value);
}

#endif
