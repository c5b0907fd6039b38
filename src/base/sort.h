// Stable sorting of indices, by small whole keys and by floats: equal keys keep their order, so that one history has
// one order.

#ifndef HY_BASE_SORT_H
#define HY_BASE_SORT_H

#include <stdint.h>

// Groups the indices 0 .. count-1 by key, in linear time: those with key k end up, ascending, in order[starts[k]] up to
// order[starts[k + 1] - 1]. Every key is below `key_count`; `starts` holds key_count + 1 entries, `order` holds
// `count`.
void hy_counting_sort(const uint32_t *keys, uint32_t count, uint32_t key_count, uint32_t *starts, uint32_t *order);

// Sorts `count` indices into `keys` by ascending key; equal keys (also -0 and 0) keep the order they came in.
// `scratch` holds `count` entries of any content. No key may be NaN.
void hy_sort_by_float(const float *keys, uint32_t *indices, uint32_t count, uint32_t *scratch);

// Writes 0, 1, 2 … count-1: the order before any sorting.
void hy_sort_identity(uint32_t *indices, uint32_t count);

#endif
