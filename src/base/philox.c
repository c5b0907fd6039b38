// Philox4x32-10 and the distributions drawn from it.

#include "base/philox.h"

#include "base/maths.h"

// one round: two 32 x 32 -> 64 bit products, whose halves change places and meet the key
static hy_philox_block philox_round(hy_philox_block counter, uint32_t key_low, uint32_t key_high)
{
    const uint64_t first = UINT64_C(0xd2511f53) * counter.words[0];
    const uint64_t second = UINT64_C(0xcd9e8d57) * counter.words[2];
    return (hy_philox_block){{
        (uint32_t)(second >> 32) ^ counter.words[1] ^ key_low,
        (uint32_t)second,
        (uint32_t)(first >> 32) ^ counter.words[3] ^ key_high,
        (uint32_t)first,
    }};
}

hy_philox_block hy_philox4x32(hy_philox_block counter, uint32_t key_low, uint32_t key_high)
{
    for (int i = 0; i < 10; i++) {
        counter = philox_round(counter, key_low, key_high);
        // a Weyl sequence gives each round its own key: golden ratio, and sqrt(3) - 1
        key_low += 0x9e3779b9u;
        key_high += 0xbb67ae85u;
    }
    return counter;
}

hy_philox_block hy_draw_block(hy_draw_key key)
{
    const hy_philox_block counter = {{key.entity, key.step, key.draw, key.purpose}};
    return hy_philox4x32(counter, (uint32_t)key.seed, (uint32_t)(key.seed >> 32));
}

uint32_t hy_draw_u32(hy_draw_key key)
{
    return hy_draw_block(key).words[0];
}

float hy_uniform_from_bits(uint32_t bits)
{
    // the middle of one of 2^23 equal intervals: the numerator is odd and below 2^24, hence exact in float
    const uint32_t numerator = (bits >> 9) * 2u + 1u;
    return (float)numerator * 0x1p-24f;
}

float hy_draw_uniform(hy_draw_key key)
{
    return hy_uniform_from_bits(hy_draw_u32(key));
}

bool hy_draw_chance(hy_draw_key key, float probability)
{
    return hy_draw_uniform(key) < probability;
}

float hy_draw_normal(hy_draw_key key)
{
    return hy_normal_quantile(hy_draw_uniform(key));
}

float hy_draw_lognormal(hy_draw_key key, float median, float sigma)
{
    return median * hy_exp(sigma * hy_draw_normal(key));
}

float hy_draw_gamma(hy_draw_key key, float shape, float scale)
{
    enum { ATTEMPTS = 64 };
    // a shape below 1 is reached from the next one by a power of a uniform
    const float d = (shape < 1 ? shape + 1 : shape) - 1.0f / 3.0f, c = 1 / hy_sqrt(9 * d);
    float value = d;
    hy_philox_block words = hy_draw_block(key);
    const float power = shape < 1 ? hy_pow(hy_uniform_from_bits(words.words[2]), 1 / shape) : 1;
    for (uint32_t i = 0; i < ATTEMPTS; i++) {
        const float normal = hy_normal_quantile(hy_uniform_from_bits(words.words[0]));
        const float root = 1 + c * normal, cube = root * root * root;
        const float log_uniform = hy_log(hy_uniform_from_bits(words.words[1]));
        if (root > 0 && log_uniform < 0.5f * normal * normal + d * (1 - cube + hy_log(cube))) {
            value = d * cube;
            break;
        }
        key.draw++;
        words = hy_draw_block(key);
    }
    return value * power * scale;
}

float hy_draw_weibull(hy_draw_key key, float shape, float scale)
{
    return scale * hy_pow(-hy_log(hy_draw_uniform(key)), 1 / shape);
}

uint32_t hy_draw_below(hy_draw_key key, uint32_t bound)
{
    return (uint32_t)(((uint64_t)hy_draw_u32(key) * bound) >> 32);
}
