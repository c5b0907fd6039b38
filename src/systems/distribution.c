// Numbers drawn from the distributions that a scenario describes.
#include "systems/system.h"

// each round of a distribution that is cut has so many draws of its own
#define DRAWS_OF_A_ROUND 64u

static float draw_once(const hy_spec_distribution *from, hy_draw_key key)
{
    switch (from->kind) {
    case HY_distribution_kind_constant: return from->a;
    case HY_distribution_kind_uniform: return from->a + (from->b - from->a) * hy_draw_uniform(key);
    case HY_distribution_kind_normal: return from->a + from->b * hy_draw_normal(key);
    case HY_distribution_kind_lognormal: return hy_draw_lognormal(key, hy_exp(from->a), from->b);
    case HY_distribution_kind_gamma: return hy_draw_gamma(key, from->a, from->b);
    case HY_distribution_kind_weibull: return hy_draw_weibull(key, from->a, from->b);
    default: return 0;
    }
}

float hy_draw_from(const hy_spec_distribution *from, hy_draw_key key)
{
    enum { ROUNDS = 32 };
    const float low = from->low > HY_GIVEN ? from->low : -HY_INFINITY;
    const float high = from->high > HY_GIVEN ? from->high : HY_INFINITY;
    float value = 0;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        key.draw = round * DRAWS_OF_A_ROUND;
        value = draw_once(from, key);
        if (value >= low && value <= high) {
            return value;
        }
    }
    // a cut so narrow that nothing falls into it
    return hy_clamp(value, low, high);
}
