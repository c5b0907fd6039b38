// Elementary functions whose bits are the same on every machine, compiler and optimisation level.
//
// Everything is made of + - * / and the square root, which IEEE 754 rounds in one way only. Arguments and results are
// float, the work between is done in double, so that a result is nearly always the float nearest to the true value.
//
// Errors are in units in the last place (ulp) of the result, a subnormal's ulp being 2^-149; half an ulp is perfect
// rounding. All functions are pure and may be called from any thread. A NaN goes in and a NaN comes out; its sign and
// payload are the one thing not promised.

#ifndef HY_BASE_MATHS_H
#define HY_BASE_MATHS_H

#include <float.h>
#include <stdint.h>

#ifdef __FAST_MATH__
#error "Hyosan promises equal bits everywhere: compile without -ffast-math"
#endif

// i387 code keeps floats in 80 bits and rounds them when it happens to spill
#if FLT_EVAL_METHOD != 0
#error "Hyosan needs float and double arithmetic without excess precision: on 32-bit x86 add -msse2 -mfpmath=sse"
#endif

// without -fno-math-errno the built-in may call the C library to set errno
#if defined(__SSE2__) && !defined(__NO_MATH_ERRNO__)
#include <emmintrin.h>
#define HY_SQRT_BY_SSE2 1
#endif

#define HY_PI 3.14159265358979323846f
#define HY_INFINITY __builtin_inff()

// the lesser of two; `b` where either is NaN
static inline float hy_min(float a, float b)
{
    return a < b ? a : b;
}

// the greater of two; `b` where either is NaN
static inline float hy_max(float a, float b)
{
    return a > b ? a : b;
}

// `x` brought into [low, high]; `low` where `x` is NaN
static inline float hy_clamp(float x, float low, float high)
{
    return hy_min(hy_max(x, low), high);
}

static inline float hy_abs(float x)
{
    return __builtin_fabsf(x);
}

// Square root, correctly rounded (0.5 ulp). NaN below zero; -0 stays -0.
static inline float hy_sqrt(float x)
{
#ifdef HY_SQRT_BY_SSE2
    return _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x)));
#else
    return __builtin_sqrtf(x);
#endif
}

// The greatest whole number not above `x`, exact. Zeros keep their sign, infinities and NaN come back.
static inline float hy_floor(float x)
{
    // from 2^23 on every float is whole
    if (!(hy_abs(x) < 8388608.0f)) {
        return x;
    }
    const float towards_zero = (float)(int32_t)x;
    if (towards_zero == x) {
        return x;
    }
    return towards_zero > x ? towards_zero - 1.0f : towards_zero;
}

// e to the power of `x`; at most 0.501 ulp. Infinity above 88.73, zero below -103.98.
float hy_exp(float x);

// Natural logarithm; at most 0.501 ulp. -infinity at zero, NaN below it.
float hy_log(float x);

// Decimal logarithm; at most 0.501 ulp, whole powers of ten exact. -infinity at zero, NaN below it.
float hy_log10(float x);

// Sine of an angle in radians, over the whole float range; at most 0.501 ulp. NaN for infinities.
float hy_sin(float x);

// Cosine of an angle in radians, over the whole float range; at most 0.501 ulp. NaN for infinities.
float hy_cos(float x);

// The direction of (x, y) in radians, in [-pi, pi]; at most 0.501 ulp. Zeros and infinities as IEEE 754 has them:
// hy_atan2(0, 0) is 0, hy_atan2(0, -0) is pi.
float hy_atan2(float y, float x);

// `x` to the power of `y`; at most 0.501 ulp. Zeros, infinities and negative bases as IEEE 754 has them:
// hy_pow(x, 0) and hy_pow(1, y) are 1 for any other argument, even NaN; a negative base wants a whole exponent, else
// NaN.
float hy_pow(float x, float y);

// The standard normal deviate below which a share `p` of the distribution lies; at most 0.501 ulp.
// -infinity at 0, infinity at 1, NaN outside [0, 1].
// Source: M. J. Wichura, Algorithm AS 241: The percentage points of the normal distribution, Appl. Statist. 37 (1988)
// 477-484.
float hy_normal_quantile(float p);

#endif
