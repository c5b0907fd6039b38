// Sobol' sequences by direction numbers.
#include "study/sobol.h"

#include "base/hash.h"

#include <string.h>

enum { MOST_DEGREE = 7 };

// A primitive polynomial x^s + a_1 x^(s-1) + ... + a_(s-1) x + 1 by its degree and inner coefficients, and the first
// direction numbers. The first dimension needs none.
typedef struct direction_row {
    uint32_t degree, coefficients, first[MOST_DEGREE];
} direction_row;

static const direction_row rows[HY_SOBOL_DIMENSIONS - 1] = {
    {1, 0, {1}},
    {2, 1, {1, 3}},
    {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}},
    {4, 1, {1, 1, 3, 3}},
    {4, 4, {1, 3, 5, 13}},
    {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}},
    {5, 7, {1, 1, 7, 11, 19}},
    {5, 11, {1, 1, 5, 1, 1}},
    {5, 13, {1, 1, 1, 3, 11}},
    {5, 14, {1, 3, 5, 5, 31}},
    {6, 1, {1, 3, 3, 9, 7, 49}},
    {6, 13, {1, 1, 1, 15, 21, 21}},
    {6, 16, {1, 3, 1, 13, 27, 49}},
    {6, 19, {1, 1, 1, 15, 7, 5}},
    {6, 22, {1, 3, 1, 15, 13, 25}},
    {6, 25, {1, 1, 5, 5, 19, 61}},
    {7, 1, {1, 3, 7, 11, 23, 15, 103}},
    {7, 4, {1, 3, 7, 13, 13, 15, 69}},
    {7, 7, {1, 1, 3, 13, 7, 35, 63}},
    {7, 8, {1, 3, 5, 9, 1, 25, 53}},
    {7, 14, {1, 3, 1, 13, 9, 35, 107}},
    {7, 19, {1, 3, 1, 5, 27, 61, 31}},
    {7, 21, {1, 1, 5, 11, 19, 41, 61}},
    {7, 28, {1, 3, 5, 3, 3, 13, 69}},
    {7, 31, {1, 1, 7, 13, 1, 19, 1}},
    {7, 32, {1, 3, 7, 5, 13, 19, 59}},
    {7, 37, {1, 1, 3, 9, 25, 29, 41}},
    {7, 41, {1, 3, 5, 13, 23, 1, 55}},
    {7, 42, {1, 3, 7, 3, 13, 59, 17}},
};

// each number follows from those before it by the polynomial
static void fill_directions(const direction_row *row, uint32_t directions[HY_SOBOL_BITS])
{
    for (uint32_t i = 0; i < HY_SOBOL_BITS; i++) {
        if (i < row->degree) {
            directions[i] = row->first[i] << (31 - i);
            continue;
        }
        const uint32_t oldest = directions[i - row->degree];
        directions[i] = oldest ^ (oldest >> row->degree);
        for (uint32_t k = 1; k < row->degree; k++) {
            directions[i] ^= (row->coefficients >> (row->degree - 1 - k) & 1) != 0 ? directions[i - k] : 0;
        }
    }
}

double hy_study_uniform(uint64_t seed, uint64_t first, uint64_t second)
{
    const uint64_t words[2] = {first, second};
    return ((double)(hy_hash64(words, sizeof words, seed) >> 11) + 0.5) / 9007199254740992.0;
}

void hy_sobol_init(hy_sobol *sobol, uint32_t dimension_count, uint64_t seed)
{
    memset(sobol, 0, sizeof *sobol);
    sobol->dimension_count = dimension_count;
    for (uint32_t i = 0; i < HY_SOBOL_BITS; i++) {
        sobol->directions[0][i] = 1u << (31 - i);
    }
    for (uint32_t dimension = 1; dimension < dimension_count; dimension++) {
        fill_directions(&rows[dimension - 1], sobol->directions[dimension]);
    }
    for (uint32_t dimension = 0; seed != 0 && dimension < dimension_count; dimension++) {
        sobol->shifts[dimension] = (uint32_t)(hy_study_uniform(seed, dimension, 0) * 4294967296.0);
    }
}

double hy_sobol_at(const hy_sobol *sobol, uint32_t index, uint32_t dimension)
{
    uint32_t bits = sobol->shifts[dimension];
    // in the order of the Gray code, as the sequence is usually told
    const uint32_t gray = index ^ (index >> 1);
    for (uint32_t i = 0; i < HY_SOBOL_BITS; i++) {
        bits ^= (gray >> i & 1) != 0 ? sobol->directions[dimension][i] : 0;
    }
    return bits / 4294967296.0;
}
