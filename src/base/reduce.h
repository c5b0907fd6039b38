// Sums over columns that do not depend on how the work was shared among threads.
//
// A column is cut into blocks of a fixed length. Each block is summed by one thread in index order, and the block sums
// are added in index order at the end: the same additions in the same order for any thread count.

#ifndef HY_BASE_REDUCE_H
#define HY_BASE_REDUCE_H

#include <stdint.h>

#define HY_SUM_BLOCK_LENGTH 256u

// Blocks that `count` values make; so many partial sums are needed.
uint32_t hy_sum_block_count(uint32_t count);

// Sums the blocks block_first .. block_end-1 of `values` into the same places of `partials`. Threads may share the
// blocks out as they like.
void hy_sum_blocks(const float *values, uint32_t count, uint32_t block_first, uint32_t block_end, double *partials);

// Adds up the partial sums, in index order.
double hy_sum_finish(const double *partials, uint32_t block_count);

// The same sum without threads or partials.
double hy_sum(const float *values, uint32_t count);

// The least value; infinity where there is none. No value may be NaN. Order does not matter, so parts may be joined at
// will.
float hy_least(const float *values, uint32_t count);

// The greatest value; -infinity where there is none. No value may be NaN.
float hy_greatest(const float *values, uint32_t count);

#endif
