// Elementary functions in float, computed in double with Taylor series after reduction to a short interval.
//
// A series is cut where its first missing term is below 2^-40 of the sum: with a final rounding of half an ulp this
// costs less than a thousandth of an ulp, and the coefficients stay fractions that anyone can check.

#include "base/maths.h"

#include <stdbool.h>

#define INVERSE_LN2 1.442695040888963407359925
#define LN2_HIGH 0x1.62e42fefa2000p-1 // 40 bits: whole multiples up to 2^12 are exact
#define LN2_LOW 0x1.9ef35793c7673p-41
#define INVERSE_LN10 0.4342944819032518276511289

#define PI 3.141592653589793238462643
#define HALF_PI 1.570796326794896619231322
#define QUARTER_PI 0.7853981633974483096156608
#define TWO_OVER_PI 0.6366197723675813430755351
#define HALF_PI_HIGH 0x1.921fb54400000p+0 // 33 bits: whole multiples up to 2^20 are exact
#define HALF_PI_LOW 0x1.0b4611a626331p-34
#define ATAN_HALF 0.4636476090008061162142562

#define NOT_A_NUMBER __builtin_nanf("")

typedef union double_bits {
    double value;
    uint64_t bits;
} double_bits;

typedef union float_bits {
    float value;
    uint32_t bits;
} float_bits;

static bool is_nan(float x)
{
    return x != x;
}

static bool is_negative(float x)
{
    return ((float_bits){.value = x}.bits >> 31) != 0;
}

static double square_root(double x)
{
#ifdef HY_SQRT_BY_SSE2
    const __m128d pair = _mm_set_sd(x);
    return _mm_cvtsd_f64(_mm_sqrt_sd(pair, pair));
#else
    return __builtin_sqrt(x);
#endif
}

// ---- exponential ----

// 2^exponent for the exponents of normal doubles
static double power_of_two(int32_t exponent)
{
    return (double_bits){.bits = (uint64_t)(exponent + 1023) << 52}.value;
}

static int32_t nearest_whole(double x)
{
    return (int32_t)(x + (x < 0.0 ? -0.5 : 0.5));
}

// e^r for |r| <= ln(2)/2
static double exp_series(double r)
{
    double sum = 1.0 / 3628800;
    sum = sum * r + 1.0 / 362880;
    sum = sum * r + 1.0 / 40320;
    sum = sum * r + 1.0 / 5040;
    sum = sum * r + 1.0 / 720;
    sum = sum * r + 1.0 / 120;
    sum = sum * r + 1.0 / 24;
    sum = sum * r + 1.0 / 6;
    sum = sum * r + 1.0 / 2;
    sum = sum * r + 1.0;
    return sum * r + 1.0;
}

// the nearest float to e^x, infinity and zero included
static float exp_rounded(double x)
{
    if (x > 89.0) {
        return HY_INFINITY;
    }
    if (x < -105.0) {
        return 0.0f;
    }
    // e^x = 2^n e^r
    const int32_t n = nearest_whole(x * INVERSE_LN2);
    const double r = (x - n * LN2_HIGH) - n * LN2_LOW;
    const double result = exp_series(r) * power_of_two(n);
    // from half an ulp above the greatest float on, the nearest is infinity
    return result < 0x1.ffffffp127 ? (float)result : HY_INFINITY;
}

float hy_exp(float x)
{
    return is_nan(x) ? x : exp_rounded((double)x);
}

// ---- logarithms ----

// ln(m) for m in [sqrt(1/2), sqrt(2)], as 2 artanh(s) with s = (m - 1) / (m + 1)
static double log_series(double m)
{
    const double s = (m - 1.0) / (m + 1.0);
    const double z = s * s;
    double sum = 1.0 / 17;
    sum = sum * z + 1.0 / 15;
    sum = sum * z + 1.0 / 13;
    sum = sum * z + 1.0 / 11;
    sum = sum * z + 1.0 / 9;
    sum = sum * z + 1.0 / 7;
    sum = sum * z + 1.0 / 5;
    sum = sum * z + 1.0 / 3;
    sum = sum * z + 1.0;
    return 2.0 * s * sum;
}

// ln(x) for positive normal doubles, which all positive floats are
static double log_of(double x)
{
    // x = 2^e m; a bias of 1024 keeps the exponent positive on the way
    const uint64_t sqrt_half_bits = UINT64_C(0x3fe6a09e667f3bcd);
    const uint64_t bits = (double_bits){.value = x}.bits;
    const uint64_t biased = (bits - sqrt_half_bits + (UINT64_C(1024) << 52)) >> 52;
    const double m = (double_bits){.bits = bits - ((biased - 1024) << 52)}.value;
    const double e = (double)((int32_t)biased - 1024);
    return e * LN2_HIGH + (log_series(m) + e * LN2_LOW);
}

// where a logarithm needs no series
static bool is_log_special(float x, float *result)
{
    if (x > 0.0f && x < HY_INFINITY) {
        return false;
    }
    *result = x == 0.0f ? -HY_INFINITY : x < 0.0f ? NOT_A_NUMBER : x;
    return true;
}

float hy_log(float x)
{
    float special;
    return is_log_special(x, &special) ? special : (float)log_of((double)x);
}

float hy_log10(float x)
{
    float special;
    return is_log_special(x, &special) ? special : (float)(log_of((double)x) * INVERSE_LN10);
}

// ---- powers ----

static bool is_whole(float x)
{
    return hy_floor(x) == x;
}

static bool is_odd(float x)
{
    // from 2^24 on every float is even
    return hy_abs(x) < 16777216.0f && is_whole(x) && ((int32_t)x & 1) != 0;
}

// |x|^y for y != 0
static float magnitude_of_power(float x, float y)
{
    const float base = hy_abs(x);
    if (base == 1.0f) {
        return 1.0f;
    }
    float special;
    const double log_base = is_log_special(base, &special) ? (double)special : log_of((double)base);
    return exp_rounded((double)y * log_base);
}

float hy_pow(float x, float y)
{
    if (y == 0.0f || x == 1.0f) {
        return 1.0f;
    }
    if (is_nan(x) || is_nan(y)) {
        return x + y;
    }
    if (x < 0.0f && x > -HY_INFINITY && !is_whole(y)) {
        return NOT_A_NUMBER;
    }
    const float magnitude = magnitude_of_power(x, y);
    return is_negative(x) && is_odd(y) ? -magnitude : magnitude;
}

// ---- sine and cosine ----

// An angle as a number of quarter turns, of which the last two bits count, and a rest within an eighth of a turn.
typedef struct reduced_angle {
    double rest;
    uint32_t quarters;
} reduced_angle;

// Cody and Waite: subtract whole quarter turns, in two parts. For angles below 2^19.
static reduced_angle reduce_moderate(double x)
{
    const int32_t n = nearest_whole(x * TWO_OVER_PI);
    const double rest = (x - n * HALF_PI_HIGH) - n * HALF_PI_LOW;
    return (reduced_angle){.rest = rest, .quarters = (uint32_t)n};
}

// 2/pi in binary, after 32 zero bits before the point
static const uint32_t TWO_OVER_PI_WORDS[] = {0,          0xa2f9836e, 0x4e441529, 0xfc2757d1,
                                             0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab};

// 64 bits of that, from a position counted in bits
static uint64_t two_over_pi_bits(uint32_t position)
{
    const uint32_t *word = &TWO_OVER_PI_WORDS[position / 32];
    const uint32_t shift = position % 32;
    const uint64_t top = ((uint64_t)word[0] << 32 | word[1]) << shift;
    return top | ((uint64_t)word[2] << shift) >> 32;
}

// Payne and Hanek: multiply by only those bits of 2/pi that turn into the last two bits of the quarter turns or their
// fraction. For angles from 2^19 on.
static reduced_angle reduce_large(float x)
{
    // |x| = mantissa * 2^exponent
    const uint32_t bits = (float_bits){.value = hy_abs(x)}.bits;
    const uint64_t mantissa = (bits & 0x7fffffu) | 0x800000u;
    const uint32_t position = (bits >> 23) - 150 + 30;

    // quarter turns with 2 bits before the point and 62 after it; what lies further left are whole turns
    const uint64_t high = two_over_pi_bits(position);
    const uint64_t low = mantissa * (two_over_pi_bits(position + 32) & 0xffffffffu);
    const uint64_t turned = mantissa * high + (low >> 32);

    const uint64_t n = (turned + (UINT64_C(1) << 61)) >> 62;
    // the last 32 bits count where the angle is within 2^-29 of a whole quarter turn, as the worst float is
    const double units = (double)(int64_t)(turned - (n << 62)) + (double)(low & 0xffffffffu) * 0x1p-32;
    const double rest = units * 0x1p-62 * HALF_PI;
    return is_negative(x) ? (reduced_angle){.rest = -rest, .quarters = 0u - (uint32_t)n}
                          : (reduced_angle){.rest = rest, .quarters = (uint32_t)n};
}

static reduced_angle reduce(float x)
{
    return hy_abs(x) < 524288.0f ? reduce_moderate((double)x) : reduce_large(x);
}

// sin(r) for |r| <= pi/4
static double sin_series(double r)
{
    const double z = r * r;
    double sum = 1.0 / 6227020800;
    sum = sum * z - 1.0 / 39916800;
    sum = sum * z + 1.0 / 362880;
    sum = sum * z - 1.0 / 5040;
    sum = sum * z + 1.0 / 120;
    sum = sum * z - 1.0 / 6;
    sum = sum * z + 1.0;
    return r * sum;
}

// cos(r) for |r| <= pi/4
static double cos_series(double r)
{
    const double z = r * r;
    double sum = -1.0 / 87178291200;
    sum = sum * z + 1.0 / 479001600;
    sum = sum * z - 1.0 / 3628800;
    sum = sum * z + 1.0 / 40320;
    sum = sum * z - 1.0 / 720;
    sum = sum * z + 1.0 / 24;
    sum = sum * z - 1.0 / 2;
    return sum * z + 1.0;
}

static float sin_of_reduced(reduced_angle angle)
{
    const double result = (angle.quarters & 1u) != 0 ? cos_series(angle.rest) : sin_series(angle.rest);
    return (float)((angle.quarters & 2u) != 0 ? -result : result);
}

static bool is_finite(float x)
{
    return hy_abs(x) < HY_INFINITY;
}

float hy_sin(float x)
{
    return is_finite(x) ? sin_of_reduced(reduce(x)) : NOT_A_NUMBER;
}

float hy_cos(float x)
{
    if (!is_finite(x)) {
        return NOT_A_NUMBER;
    }
    reduced_angle angle = reduce(x);
    angle.quarters++;
    return sin_of_reduced(angle);
}

// ---- direction ----

// atan(t) for |t| <= 1/4
static double atan_series(double t)
{
    const double z = t * t;
    double sum = -1.0 / 19;
    sum = sum * z + 1.0 / 17;
    sum = sum * z - 1.0 / 15;
    sum = sum * z + 1.0 / 13;
    sum = sum * z - 1.0 / 11;
    sum = sum * z + 1.0 / 9;
    sum = sum * z - 1.0 / 7;
    sum = sum * z + 1.0 / 5;
    sum = sum * z - 1.0 / 3;
    sum = sum * z + 1.0;
    return t * sum;
}

// atan(low / high) for 0 <= low <= high, by the angle to the nearest of the slopes 0, 1/2 and 1
static double atan_of_ratio(double low, double high)
{
    if (high == 0.0) {
        return 0.0;
    }
    if (high == (double)HY_INFINITY) {
        return low == high ? QUARTER_PI : 0.0;
    }
    const double slope = low > 0.75 * high ? 1.0 : low > 0.25 * high ? 0.5 : 0.0;
    const double slope_angle = low > 0.75 * high ? QUARTER_PI : low > 0.25 * high ? ATAN_HALF : 0.0;
    return slope_angle + atan_series((low - slope * high) / (high + slope * low));
}

float hy_atan2(float y, float x)
{
    if (is_nan(x) || is_nan(y)) {
        return x + y;
    }
    const double width = (double)hy_abs(x);
    const double height = (double)hy_abs(y);
    double angle = height > width ? HALF_PI - atan_of_ratio(width, height) : atan_of_ratio(height, width);
    if (is_negative(x)) {
        angle = PI - angle;
    }
    return (float)(is_negative(y) ? -angle : angle);
}

// ---- normal quantile ----

// a quotient of two polynomials of degree seven, coefficients from the constant up
typedef struct rational {
    double above[8];
    double below[8];
} rational;

static double polynomial(const double coefficients[8], double x)
{
    double sum = coefficients[7];
    for (int i = 6; i >= 0; i--) {
        sum = sum * x + coefficients[i];
    }
    return sum;
}

static double rational_at(const rational *ratio, double x)
{
    return polynomial(ratio->above, x) / polynomial(ratio->below, x);
}

// AS 241, PPND16: |p - 1/2| <= 0.425, in 0.180625 - (p - 1/2)^2
static const rational QUANTILE_CENTRE = {
    {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
     4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3},
    {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
     3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3},
};

// further out, while the root of the tail's logarithm is at most 5, in that root less 1.6
static const rational QUANTILE_SHOULDER = {
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
     1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9},
};

// the far tail, in that root less 5
static const rational QUANTILE_TAIL = {
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
     1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15},
};

// how far out the deviate lies beyond which a share `tail` < 0.075 of one side is left
static double tail_deviate(double tail)
{
    const double r = square_root(-log_of(tail));
    return r <= 5.0 ? rational_at(&QUANTILE_SHOULDER, r - 1.6) : rational_at(&QUANTILE_TAIL, r - 5.0);
}

float hy_normal_quantile(float p)
{
    if (!(p >= 0.0f && p <= 1.0f)) {
        return NOT_A_NUMBER;
    }
    if (p == 0.0f || p == 1.0f) {
        return p == 0.0f ? -HY_INFINITY : HY_INFINITY;
    }
    // both differences are exact in double
    const double from_centre = (double)p - 0.5;
    if (from_centre >= -0.425 && from_centre <= 0.425) {
        return (float)(from_centre * rational_at(&QUANTILE_CENTRE, 0.180625 - from_centre * from_centre));
    }
    return (float)(from_centre < 0.0 ? -tail_deviate((double)p) : tail_deviate(1.0 - (double)p));
}
