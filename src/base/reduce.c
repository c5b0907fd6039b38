// Sums over columns in fixed blocks, and extremes, which need no such care.

#include "base/reduce.h"

#include "base/maths.h"

uint32_t hy_sum_block_count(uint32_t count)
{
    return count / HY_SUM_BLOCK_LENGTH + (count % HY_SUM_BLOCK_LENGTH != 0);
}

static double block_sum(const float *values, uint32_t count, uint32_t block)
{
    const uint32_t start = block * HY_SUM_BLOCK_LENGTH;
    const uint32_t left = count - start;
    const uint32_t length = left < HY_SUM_BLOCK_LENGTH ? left : HY_SUM_BLOCK_LENGTH;
    double sum = 0.0;
    for (uint32_t i = 0; i < length; i++) {
        sum += (double)values[start + i];
    }
    return sum;
}

void hy_sum_blocks(const float *values, uint32_t count, uint32_t block_first, uint32_t block_end, double *partials)
{
    for (uint32_t block = block_first; block < block_end; block++) {
        partials[block] = block_sum(values, count, block);
    }
}

double hy_sum_finish(const double *partials, uint32_t block_count)
{
    double sum = 0.0;
    for (uint32_t block = 0; block < block_count; block++) {
        sum += partials[block];
    }
    return sum;
}

double hy_sum(const float *values, uint32_t count)
{
    double sum = 0.0;
    for (uint32_t block = 0; block < hy_sum_block_count(count); block++) {
        sum += block_sum(values, count, block);
    }
    return sum;
}

float hy_least(const float *values, uint32_t count)
{
    float least = HY_INFINITY;
    for (uint32_t i = 0; i < count; i++) {
        least = hy_min(least, values[i]);
    }
    return least;
}

float hy_greatest(const float *values, uint32_t count)
{
    float greatest = -HY_INFINITY;
    for (uint32_t i = 0; i < count; i++) {
        greatest = hy_max(greatest, values[i]);
    }
    return greatest;
}
