// Several floats at once, as many as one instruction of the target takes. What is done with one lane never depends on how many
// there are, and sums are made in one fixed tree over sixteen places: so every width gives the same bits.
//
// The vector extensions of gcc and clang; intrinsics only where those offer nothing.

#ifndef HY_BASE_LANES_H
#define HY_BASE_LANES_H

#include "base/maths.h"

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#include <immintrin.h>
enum { HY_LANES = 16 };
#elif defined(__AVX2__)
#include <immintrin.h>
enum { HY_LANES = 8 };
#else
#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif
enum { HY_LANES = 4 };
#endif

// Arrays that are worked on in lanes are filled up to a multiple of so many entries, whatever the width.
enum { HY_LANE_BLOCK = 16 };

typedef float hy_lanes __attribute__((vector_size(4 * HY_LANES)));
typedef int32_t hy_lane_bits __attribute__((vector_size(4 * HY_LANES)));

static inline uint32_t hy_lane_padded(uint32_t count)
{
    return (count + HY_LANE_BLOCK - 1) / HY_LANE_BLOCK * HY_LANE_BLOCK;
}

static inline hy_lanes hy_lanes_of(float value)
{
    return (hy_lanes){0} + value;
}

static inline hy_lanes hy_lanes_load(const float *from)
{
    hy_lanes lanes;
    __builtin_memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

static inline void hy_lanes_store(hy_lanes lanes, float *to)
{
    __builtin_memcpy(to, &lanes, sizeof lanes);
}

// lane by lane: `yes` where the mask is all ones, `no` where it is zero
static inline hy_lanes hy_lanes_choose(hy_lane_bits mask, hy_lanes yes, hy_lanes no)
{
    return (hy_lanes)(((hy_lane_bits)yes & mask) | ((hy_lane_bits)no & ~mask));
}

// `lanes` where the mask is all ones, zero elsewhere
static inline hy_lanes hy_lanes_where(hy_lane_bits mask, hy_lanes lanes)
{
    return (hy_lanes)((hy_lane_bits)lanes & mask);
}

static inline hy_lanes hy_lanes_min(hy_lanes a, hy_lanes b)
{
    return hy_lanes_choose(a < b, a, b);
}

static inline hy_lanes hy_lanes_max(hy_lanes a, hy_lanes b)
{
    return hy_lanes_choose(a > b, a, b);
}

static inline hy_lanes hy_lanes_abs(hy_lanes a)
{
    return (hy_lanes)((hy_lane_bits)a & 0x7fffffff);
}

// correctly rounded
static inline hy_lanes hy_lanes_sqrt(hy_lanes a)
{
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    return (hy_lanes)_mm512_sqrt_ps((__m512)a);
#elif defined(__AVX2__)
    return (hy_lanes)_mm256_sqrt_ps((__m256)a);
#elif defined(__SSE2__)
    return (hy_lanes)_mm_sqrt_ps((__m128)a);
#elif defined(__wasm_simd128__)
    return (hy_lanes)wasm_f32x4_sqrt((v128_t)a);
#else
    for (uint32_t i = 0; i < HY_LANES; i++) {
        a[i] = hy_sqrt(a[i]);
    }
    return a;
#endif
}

// bit i is set where lane i of the mask is
static inline uint32_t hy_lanes_mask(hy_lane_bits mask)
{
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    return (uint32_t)_mm512_movepi32_mask((__m512i)mask);
#elif defined(__AVX2__)
    return (uint32_t)_mm256_movemask_ps((__m256)mask);
#elif defined(__SSE2__)
    return (uint32_t)_mm_movemask_ps((__m128)mask);
#elif defined(__wasm_simd128__)
    return (uint32_t)wasm_i32x4_bitmask((v128_t)mask);
#else
    uint32_t bits = 0;
    for (uint32_t i = 0; i < HY_LANES; i++) {
        bits |= ((uint32_t)mask[i] & 1u) << i;
    }
    return bits;
#endif
}

// Writes first + i for every bit i that is set in the mask, ascending, and returns how many. `list` has room for HY_LANES.
static inline uint32_t hy_lanes_list(uint32_t mask, uint32_t first, uint32_t *list)
{
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    const __m512i places = _mm512_add_epi32(_mm512_set1_epi32((int)first),
                                            _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    _mm512_storeu_si512(list, _mm512_maskz_compress_epi32((__mmask16)mask, places));
    return (uint32_t)__builtin_popcount(mask);
#else
    uint32_t count = 0;
    for (; mask != 0; mask &= mask - 1) {
        list[count++] = first + (uint32_t)__builtin_ctz(mask);
    }
    return count;
#endif
}

// Writes the lanes whose bit is set in the mask one after the other; `to` has room for HY_LANES, those after the last mean
// nothing.
static inline void hy_lanes_pack(uint32_t mask, hy_lanes lanes, float *to)
{
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    _mm512_storeu_ps(to, _mm512_maskz_compress_ps((__mmask16)mask, (__m512)lanes));
#else
    float place[HY_LANES];
    __builtin_memcpy(place, &lanes, sizeof place);
    for (uint32_t count = 0; mask != 0; mask &= mask - 1) {
        to[count++] = place[__builtin_ctz(mask)];
    }
#endif
}

static inline hy_lane_bits hy_lane_bits_load(const uint32_t *from)
{
    hy_lane_bits lanes;
    __builtin_memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

static inline hy_lane_bits hy_lane_bits_of(uint32_t value)
{
    return (hy_lane_bits){0} + (int32_t)value;
}

// the mask of the first `count` lanes, or of all
static inline uint32_t hy_lanes_first(uint32_t count)
{
    return count < HY_LANES ? (1u << count) - 1 : (1u << HY_LANES) - 1;
}

// Sixteen running sums, whatever the width.
typedef struct hy_lane_sum {
    hy_lanes part[HY_LANE_BLOCK / HY_LANES];
} hy_lane_sum;

// Four lanes, which every target has: what a block of sixteen comes down to in the end.
typedef float hy_four __attribute__((vector_size(16)));
typedef struct hy_four_fours {
    hy_four part[HY_LANE_BLOCK / 4];
} hy_four_fours;

// the sum of the sixteen, always as the same tree
static inline float hy_lane_sum_total(const hy_lane_sum *sum)
{
    hy_four_fours by;
    __builtin_memcpy(&by, sum->part, sizeof by);
    const hy_four four = (by.part[0] + by.part[2]) + (by.part[1] + by.part[3]);
    return (four[0] + four[2]) + (four[1] + four[3]);
}

static inline hy_four hy_four_min(hy_four a, hy_four b)
{
    typedef int32_t four_bits __attribute__((vector_size(16)));
    const four_bits is_less = a < b;
    return (hy_four)(((four_bits)a & is_less) | ((four_bits)b & ~is_less));
}

static inline float hy_lanes_least(hy_lanes a)
{
    hy_four part[HY_LANES / 4];
    __builtin_memcpy(part, &a, sizeof part);
    for (uint32_t half = HY_LANES / 8; half > 0; half /= 2) {
        for (uint32_t i = 0; i < half; i++) {
            part[i] = hy_four_min(part[i], part[i + half]);
        }
    }
    return hy_min(hy_min(part[0][0], part[0][2]), hy_min(part[0][1], part[0][3]));
}

#endif
