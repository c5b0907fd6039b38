// Chance as a pure function: the draw belongs to (seed; purpose, entity, step, draw), not to the order in which it was
// asked for.
//
// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, Parallel random numbers: as easy as 1, 2, 3, SC'11,
// https://doi.org/10.1145/2063384.2063405 (Philox4x32-10).
//
// There is no generator object, nothing to seed and nothing to save. All functions may be called from any thread.

#ifndef HY_BASE_PHILOX_H
#define HY_BASE_PHILOX_H

#include <stdbool.h>
#include <stdint.h>

// What a number is drawn for. The list of purposes lives with the simulation and only ever grows at its end.
typedef uint32_t hy_purpose;

// The name of one draw; two draws are independent when any field differs.
typedef struct hy_draw_key {
    uint64_t seed;
    hy_purpose purpose;
    uint32_t entity; // agent, room, door: whoever the draw is for
    uint32_t step;   // tick
    uint32_t draw;   // number of the draw within purpose, entity and step
} hy_draw_key;

typedef struct hy_philox_block {
    uint32_t words[4];
} hy_philox_block;

// Ten rounds of Philox4x32: four independent words of 32 uniform bits.
hy_philox_block hy_philox4x32(hy_philox_block counter, uint32_t key_low, uint32_t key_high);

// All four words of one draw: key = seed, counter = (entity, step, draw, purpose). Use it where one decision needs
// several numbers; the other functions use the first word.
hy_philox_block hy_draw_block(hy_draw_key key);

// 32 uniform bits.
uint32_t hy_draw_u32(hy_draw_key key);

// Uniform in (0, 1), both ends excluded: one of the 2^23 odd multiples of 2^-24, so that u and 1 - u are equally likely
// and both exact.
float hy_draw_uniform(hy_draw_key key);

// True with `probability`, resolved to 2^-23; always false at 0 and below, always true at 1 and above.
bool hy_draw_chance(hy_draw_key key, float probability);

// Standard normal deviate by the inverse of its distribution; within ±5.3, as a 24-bit uniform reaches no further.
float hy_draw_normal(hy_draw_key key);

// Log-normal deviate: median · exp(sigma · normal). `median` > 0 in any unit; `sigma` >= 0 is the standard deviation of
// the natural logarithm.
float hy_draw_lognormal(hy_draw_key key, float median, float sigma);

// Gamma deviate of a shape > 0 and a scale > 0. Uses the draws key.draw to key.draw + 63: each attempt has its own.
// Source: G. Marsaglia, W. W. Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000) 363-372.
float hy_draw_gamma(hy_draw_key key, float shape, float scale);

// Weibull deviate of a shape > 0 and a scale > 0, by the inverse of its distribution.
float hy_draw_weibull(hy_draw_key key, float shape, float scale);

// Whole number in [0, bound), 0 where bound is 0. By multiply-high: no value's probability is off by more than 2^-32.
uint32_t hy_draw_below(hy_draw_key key, uint32_t bound);

// A uniform in (0, 1) from 32 uniform bits, as hy_draw_uniform makes it.
float hy_uniform_from_bits(uint32_t bits);

#endif
