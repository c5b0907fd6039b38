// The elementary functions against MPFR over the whole float range, their special values, and their bits.
//
// HYOSAN_MATHS_STRIDE=997 (two minutes) makes the sweeps denser than the default.

#include "suite.h"

#include <mpfr.h>
#include <stdio.h>

#include "base/hash.h"
#include "base/maths.h"
#include "base/philox.h"

#define REFERENCE_BITS 96
#define DEFAULT_STRIDE 79999u
#define BOUND_ULP 0.501

typedef union float_bits {
    float value;
    uint32_t bits;
} float_bits;

static float float_of(uint32_t bits)
{
    return (float_bits){.bits = bits}.value;
}

// all NaNs count as one: their sign and payload are not promised
static uint32_t bits_of(float value)
{
    return value == value ? (float_bits){.value = value}.bits : 0x7fc00000u;
}

static uint32_t sweep_stride(void)
{
    const char *wanted = getenv("HYOSAN_MATHS_STRIDE");
    const unsigned long stride = wanted != NULL ? strtoul(wanted, NULL, 10) : 0;
    return stride > 0 ? (uint32_t)stride : DEFAULT_STRIDE;
}

// the worst result of a sweep
typedef struct worst {
    double ulp;
    float x;
    float y;
} worst;

// how far `result` lies from `truth`, in ulp of the truth
static double error_ulp(float result, const mpfr_t truth)
{
    if (bits_of(result) == bits_of(mpfr_get_flt(truth, MPFR_RNDN))) {
        // most results are the nearest float: below half an ulp, or not a finite number at all
        if (mpfr_zero_p(truth) || !mpfr_number_p(truth) || result - result != 0.0f) {
            return 0.0;
        }
    } else if (result - result != 0.0f || mpfr_nan_p(truth) || mpfr_inf_p(truth)) {
        return 1e30;
    }
    mpfr_t difference;
    mpfr_init2(difference, REFERENCE_BITS);
    mpfr_sub_d(difference, truth, (double)result, MPFR_RNDN);
    const mpfr_exp_t exponent = mpfr_zero_p(truth) ? -200 : mpfr_get_exp(truth);
    mpfr_mul_2si(difference, difference, exponent < -125 ? 149 : 24 - exponent, MPFR_RNDN);
    const double error = mpfr_get_d(difference, MPFR_RNDA);
    mpfr_clear(difference);
    return error < 0.0 ? -error : error;
}

static void note(worst *sweep, double ulp, float x, float y)
{
    if (ulp > sweep->ulp) {
        *sweep = (worst){ulp, x, y};
    }
}

static void report(const char *name, worst sweep)
{
    printf("%-20s %.6f ulp at %a, %a\n", name, sweep.ulp, (double)sweep.x, (double)sweep.y);
}

typedef float float_function(float);
typedef int reference_function(mpfr_t, const mpfr_t, mpfr_rnd_t);

// compares a function of one argument on every stride-th float, positive and negative
static worst sweep_floats(float_function *function, reference_function *reference)
{
    mpfr_t argument, truth;
    mpfr_inits2(REFERENCE_BITS, argument, truth, (mpfr_ptr)0);
    worst sweep = {0};
    const uint64_t stride = sweep_stride();
    for (uint64_t bits = 0; bits <= UINT32_MAX; bits += stride) {
        const float x = float_of((uint32_t)bits);
        mpfr_set_flt(argument, x, MPFR_RNDN);
        reference(truth, argument, MPFR_RNDN);
        note(&sweep, error_ulp(function(x), truth), x, 0.0f);
    }
    mpfr_clears(argument, truth, (mpfr_ptr)0);
    return sweep;
}

static float square_root(float x)
{
    return hy_sqrt(x);
}

static float whole_below(float x)
{
    return hy_floor(x);
}

static int reference_floor(mpfr_t result, const mpfr_t x, mpfr_rnd_t rounding)
{
    (void)rounding;
    return mpfr_floor(result, x);
}

typedef struct function_case {
    const char *name;
    float_function *function;
    reference_function *reference;
    double bound_ulp;
} function_case;

static const function_case FUNCTIONS[] = {
    {"hy_exp", hy_exp, mpfr_exp, BOUND_ULP},         {"hy_log", hy_log, mpfr_log, BOUND_ULP},
    {"hy_log10", hy_log10, mpfr_log10, BOUND_ULP},   {"hy_sin", hy_sin, mpfr_sin, BOUND_ULP},
    {"hy_cos", hy_cos, mpfr_cos, BOUND_ULP},         {"hy_sqrt", square_root, mpfr_sqrt, 0.5},
    {"hy_floor", whole_below, reference_floor, 0.0},
};

#define FUNCTION_COUNT ((int)(sizeof FUNCTIONS / sizeof *FUNCTIONS))

START_TEST(a_function_keeps_its_bound_over_all_floats)
{
    const function_case *tested = &FUNCTIONS[_i];
    const worst sweep = sweep_floats(tested->function, tested->reference);
    report(tested->name, sweep);
    ck_assert_double_le(sweep.ulp, tested->bound_ulp);
}
END_TEST

// angles that a simulation meets, and those nearest to whole quarter turns, where a reduction is weakest
START_TEST(sine_and_cosine_keep_their_bound_near_whole_quarter_turns)
{
    mpfr_t angle, sine, cosine;
    mpfr_inits2(REFERENCE_BITS, angle, sine, cosine, (mpfr_ptr)0);
    worst sweep = {0};
    for (uint32_t n = 1; n < 400000; n += n < 10000 ? 1 : 97) {
        const uint32_t nearest = bits_of((float)(n * 1.57079632679489661923));
        for (uint32_t bits = nearest - 1; bits <= nearest + 1; bits++) {
            const float x = float_of(bits);
            mpfr_set_flt(angle, x, MPFR_RNDN);
            mpfr_sin_cos(sine, cosine, angle, MPFR_RNDN);
            note(&sweep, error_ulp(hy_sin(x), sine), x, 0.0f);
            note(&sweep, error_ulp(hy_cos(-x), cosine), -x, 0.0f);
        }
    }
    mpfr_clears(angle, sine, cosine, (mpfr_ptr)0);
    report("near quarter turns", sweep);
    ck_assert_double_le(sweep.ulp, BOUND_ULP);
}
END_TEST

// the floats nearest to a whole quarter turn of all, below 2^19 and above it, found by trying each
START_TEST(sine_and_cosine_keep_their_bound_at_the_worst_angles)
{
    const float angles[] = {0x1.f9cbe2p+7f, 0x1.47d0fep+34f, 0x1.f37c8ap+95f};
    mpfr_t angle, sine, cosine;
    mpfr_inits2(2 * REFERENCE_BITS, angle, sine, cosine, (mpfr_ptr)0);
    for (int i = 0; i < 3; i++) {
        mpfr_set_flt(angle, angles[i], MPFR_RNDN);
        mpfr_sin_cos(sine, cosine, angle, MPFR_RNDN);
        ck_assert_double_le(error_ulp(hy_sin(angles[i]), sine), BOUND_ULP);
        ck_assert_double_le(error_ulp(hy_cos(angles[i]), cosine), BOUND_ULP);
    }
    mpfr_clears(angle, sine, cosine, (mpfr_ptr)0);
}
END_TEST

// four kinds of pairs: any two floats, and three ranges where results are neither 0 nor infinity
static void pair_of_floats(uint32_t index, float *x, float *y)
{
    const hy_philox_block random = hy_draw_block((hy_draw_key){.seed = 1, .entity = index});
    const float u = hy_uniform_from_bits(random.words[2]);
    const float v = hy_uniform_from_bits(random.words[3]);
    switch (index % 4) {
    case 0:
        *x = float_of(random.words[0]);
        *y = float_of(random.words[1]);
        break;
    case 1:
        *x = 10.0f * u;
        *y = 20.0f * v - 10.0f;
        break;
    case 2:
        *x = float_of(random.words[0] & 0x7fffffffu);
        *y = 2.0f * v - 1.0f;
        break;
    default:
        *x = 0.99f + 0.02f * u;
        *y = 8000.0f * (v - 0.5f);
        break;
    }
}

typedef float pair_function(float, float);
typedef int reference_pair_function(mpfr_t, const mpfr_t, const mpfr_t, mpfr_rnd_t);

static worst sweep_pairs(pair_function *function, reference_pair_function *reference)
{
    mpfr_t first, second, truth;
    mpfr_inits2(REFERENCE_BITS, first, second, truth, (mpfr_ptr)0);
    worst sweep = {0};
    const uint32_t count = UINT32_MAX / sweep_stride();
    for (uint32_t i = 0; i < count; i++) {
        float x, y;
        pair_of_floats(i, &x, &y);
        mpfr_set_flt(first, x, MPFR_RNDN);
        mpfr_set_flt(second, y, MPFR_RNDN);
        reference(truth, first, second, MPFR_RNDN);
        note(&sweep, error_ulp(function(x, y), truth), x, y);
    }
    mpfr_clears(first, second, truth, (mpfr_ptr)0);
    return sweep;
}

START_TEST(the_direction_keeps_its_bound_in_all_quadrants)
{
    const worst sweep = sweep_pairs(hy_atan2, mpfr_atan2);
    report("hy_atan2", sweep);
    ck_assert_double_le(sweep.ulp, BOUND_ULP);
}
END_TEST

START_TEST(powers_keep_their_bound)
{
    const worst sweep = sweep_pairs(hy_pow, mpfr_pow);
    report("hy_pow", sweep);
    ck_assert_double_le(sweep.ulp, BOUND_ULP);
}
END_TEST

#define NAN_BITS 0x7fc00000u

// zeros, ones, wholes odd and even, halves, extremes, infinities, NaN, with their negatives
static const uint32_t SPECIAL_BITS[] = {
    0x00000000u, 0x80000000u, 0x3f800000u, 0xbf800000u, 0x40000000u, 0xc0000000u, 0x40400000u, 0xc0400000u, 0x3f000000u,
    0xbf000000u, 0x40200000u, 0xc0200000u, 0x00000001u, 0x80000001u, 0x00800000u, 0x80800000u, 0x7f7fffffu, 0xff7fffffu,
    0x4b7fffffu, 0xcb7fffffu, 0x3f7fffffu, 0x3f800001u, 0x7f800000u, 0xff800000u, NAN_BITS,
};

#define SPECIAL_COUNT ((int)(sizeof SPECIAL_BITS / sizeof *SPECIAL_BITS))

// the reference's nearest float, subnormals rounded once
static uint32_t nearest_bits(const mpfr_t truth)
{
    return bits_of(mpfr_get_flt(truth, MPFR_RNDN));
}

START_TEST(special_values_are_those_of_ieee_754)
{
    mpfr_t first, second, truth;
    mpfr_inits2(REFERENCE_BITS, first, second, truth, (mpfr_ptr)0);
    const float x = float_of(SPECIAL_BITS[_i]);
    mpfr_set_flt(first, x, MPFR_RNDN);
    for (int i = 0; i < FUNCTION_COUNT; i++) {
        FUNCTIONS[i].reference(truth, first, MPFR_RNDN);
        ck_assert_msg(bits_of(FUNCTIONS[i].function(x)) == nearest_bits(truth), "%s(%a)", FUNCTIONS[i].name, (double)x);
    }
    for (int i = 0; i < SPECIAL_COUNT; i++) {
        const float y = float_of(SPECIAL_BITS[i]);
        mpfr_set_flt(second, y, MPFR_RNDN);
        mpfr_pow(truth, first, second, MPFR_RNDN);
        ck_assert_msg(bits_of(hy_pow(x, y)) == nearest_bits(truth), "hy_pow(%a, %a)", (double)x, (double)y);
        mpfr_atan2(truth, first, second, MPFR_RNDN);
        ck_assert_msg(bits_of(hy_atan2(x, y)) == nearest_bits(truth), "hy_atan2(%a, %a)", (double)x, (double)y);
    }
    mpfr_clears(first, second, truth, (mpfr_ptr)0);
}
END_TEST

START_TEST(whole_powers_of_ten_have_whole_decimal_logarithms)
{
    float power = 1.0f;
    for (int exponent = 0; exponent <= 10; exponent++, power *= 10.0f) {
        ck_assert(hy_log10(power) == (float)exponent);
    }
}
END_TEST

// Newton's method on the distribution function, from a start that is right to a float
static void reference_quantile(mpfr_t deviate, float p, float start)
{
    mpfr_t share, density, wanted;
    mpfr_inits2(REFERENCE_BITS, share, density, wanted, (mpfr_ptr)0);
    mpfr_set_flt(wanted, p, MPFR_RNDN);
    mpfr_set_flt(deviate, start, MPFR_RNDN);
    for (int i = 0; i < 3; i++) {
        // share = erfc(-z / sqrt(2)) / 2
        mpfr_sqrt_ui(density, 2, MPFR_RNDN);
        mpfr_div(share, deviate, density, MPFR_RNDN);
        mpfr_neg(share, share, MPFR_RNDN);
        mpfr_erfc(share, share, MPFR_RNDN);
        mpfr_div_2ui(share, share, 1, MPFR_RNDN);
        mpfr_sub(share, share, wanted, MPFR_RNDN);
        // density = exp(-z^2 / 2) / sqrt(2 pi)
        mpfr_sqr(density, deviate, MPFR_RNDN);
        mpfr_div_2ui(density, density, 1, MPFR_RNDN);
        mpfr_exp(density, density, MPFR_RNDN);
        mpfr_mul(share, share, density, MPFR_RNDN);
        mpfr_const_pi(density, MPFR_RNDN);
        mpfr_mul_2ui(density, density, 1, MPFR_RNDN);
        mpfr_sqrt(density, density, MPFR_RNDN);
        mpfr_mul(share, share, density, MPFR_RNDN);
        mpfr_sub(deviate, deviate, share, MPFR_RNDN);
    }
    mpfr_clears(share, density, wanted, (mpfr_ptr)0);
}

START_TEST(the_normal_quantile_keeps_its_bound)
{
    mpfr_t truth;
    mpfr_init2(truth, REFERENCE_BITS);
    worst sweep = {0};
    const uint32_t one_bits = 0x3f800000u;
    const uint32_t stride = sweep_stride() * 4;
    for (uint32_t bits = 1; bits < one_bits; bits += stride) {
        const float p = float_of(bits);
        reference_quantile(truth, p, hy_normal_quantile(p));
        note(&sweep, error_ulp(hy_normal_quantile(p), truth), p, 0.0f);
    }
    // the floats between 1/2 and 1 are few, but half of all draws
    for (uint32_t bits = 0x3e000001u; bits < one_bits; bits += stride / 40 + 1) {
        const float p = float_of(bits);
        reference_quantile(truth, p, hy_normal_quantile(p));
        note(&sweep, error_ulp(hy_normal_quantile(p), truth), p, 0.0f);
    }
    mpfr_clear(truth);
    report("hy_normal_quantile", sweep);
    ck_assert_double_le(sweep.ulp, BOUND_ULP);
}
END_TEST

START_TEST(the_normal_quantile_is_odd_about_one_half)
{
    for (uint32_t i = 0; i < 20000; i++) {
        const float u = hy_draw_uniform((hy_draw_key){.seed = 2, .entity = i});
        ck_assert(hy_normal_quantile(u) == -hy_normal_quantile(1.0f - u));
    }
    ck_assert(hy_normal_quantile(0.5f) == 0.0f);
    ck_assert(hy_normal_quantile(0.0f) == -HY_INFINITY);
    ck_assert(hy_normal_quantile(1.0f) == HY_INFINITY);
    ck_assert_uint_eq(bits_of(hy_normal_quantile(-0.1f)), NAN_BITS);
    ck_assert_uint_eq(bits_of(hy_normal_quantile(1.1f)), NAN_BITS);
}
END_TEST

START_TEST(small_functions_do_what_they_say)
{
    ck_assert(hy_min(1.0f, 2.0f) == 1.0f);
    ck_assert(hy_max(1.0f, 2.0f) == 2.0f);
    ck_assert(hy_abs(-3.0f) == 3.0f);
    ck_assert(hy_clamp(5.0f, 0.0f, 1.0f) == 1.0f);
    ck_assert(hy_clamp(-5.0f, 0.0f, 1.0f) == 0.0f);
    ck_assert(hy_clamp(0.5f, 0.0f, 1.0f) == 0.5f);
    ck_assert(hy_clamp(float_of(NAN_BITS), 0.0f, 1.0f) == 0.0f);
}
END_TEST

static void add_bits(hy_hash *hash, float value)
{
    hy_hash_add_u64(hash, bits_of(value));
}

// Another number here means another history for every seed: it wants a new results epoch.
START_TEST(every_compiler_makes_the_same_bits)
{
    hy_hash hash;
    hy_hash_init(&hash, 0);
    for (uint64_t bits = 0; bits <= UINT32_MAX; bits += 40009) {
        const float x = float_of((uint32_t)bits);
        for (int i = 0; i < FUNCTION_COUNT; i++) {
            add_bits(&hash, FUNCTIONS[i].function(x));
        }
        add_bits(&hash, hy_normal_quantile(x));
    }
    for (uint32_t i = 0; i < 100000; i++) {
        float x, y;
        pair_of_floats(i, &x, &y);
        add_bits(&hash, hy_pow(x, y));
        add_bits(&hash, hy_atan2(x, y));
    }
    ck_assert_msg(hy_hash_finish(&hash) == UINT64_C(0x0e1db01bf9054339), "%016llx",
                  (unsigned long long)hy_hash_finish(&hash));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("maths");
    TCase *bounds = add_case(suite, "bounds");
    tcase_add_loop_test(bounds, a_function_keeps_its_bound_over_all_floats, 0, FUNCTION_COUNT);
    tcase_add_test(bounds, sine_and_cosine_keep_their_bound_near_whole_quarter_turns);
    tcase_add_test(bounds, sine_and_cosine_keep_their_bound_at_the_worst_angles);
    tcase_add_test(bounds, the_direction_keeps_its_bound_in_all_quadrants);
    tcase_add_test(bounds, powers_keep_their_bound);
    tcase_add_test(bounds, the_normal_quantile_keeps_its_bound);

    TCase *values = add_case(suite, "values");
    tcase_add_loop_test(values, special_values_are_those_of_ieee_754, 0, SPECIAL_COUNT);
    tcase_add_test(values, whole_powers_of_ten_have_whole_decimal_logarithms);
    tcase_add_test(values, the_normal_quantile_is_odd_about_one_half);
    tcase_add_test(values, small_functions_do_what_they_say);
    tcase_add_test(values, every_compiler_makes_the_same_bits);
    return run_suite(suite);
}
