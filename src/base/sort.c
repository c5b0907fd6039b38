// Stable sorting of indices: counting for small whole keys, merging for floats.

#include "base/sort.h"

#include "base/assert.h"
#include "base/text.h"

void hy_sort_identity(uint32_t *indices, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        indices[i] = i;
    }
}

// starts[k + 1] becomes the number of keys up to and including k
static void count_up_to(const uint32_t *keys, uint32_t count, uint32_t key_count, uint32_t *starts)
{
    hy_memory_set(starts, 0, ((size_t)key_count + 1) * sizeof *starts);
    for (uint32_t i = 0; i < count; i++) {
        HY_ASSERT(keys[i] < key_count);
        starts[keys[i] + 1]++;
    }
    for (uint32_t k = 0; k < key_count; k++) {
        starts[k + 1] += starts[k];
    }
}

void hy_counting_sort(const uint32_t *keys, uint32_t count, uint32_t key_count, uint32_t *starts, uint32_t *order)
{
    count_up_to(keys, count, key_count, starts);

    // each start serves as the place of the next index with its key, and so ends up at the start of the next key
    for (uint32_t i = 0; i < count; i++) {
        order[starts[keys[i]]++] = i;
    }
    for (uint32_t k = key_count; k > 0; k--) {
        starts[k] = starts[k - 1];
    }
    starts[0] = 0;
}

// Merges from[start .. middle) and from[middle .. end), both sorted, into the same places of `to`.
static void merge_runs(const float *keys, const uint32_t *from, uint32_t *to, uint32_t start, uint32_t middle,
                       uint32_t end)
{
    uint32_t left = start;
    uint32_t right = middle;
    for (uint32_t i = start; i < end; i++) {
        // on a tie the left one goes first: it came first
        const bool takes_left = right == end || (left < middle && !(keys[from[right]] < keys[from[left]]));
        to[i] = takes_left ? from[left++] : from[right++];
    }
}

// one pass: every two neighbouring runs of `length` become one
static void merge_all_runs(const float *keys, const uint32_t *from, uint32_t *to, uint32_t count, uint32_t length)
{
    for (uint32_t start = 0; start < count;) {
        const uint32_t middle = count - start > length ? start + length : count;
        const uint32_t end = count - middle > length ? middle + length : count;
        merge_runs(keys, from, to, start, middle, end);
        start = end;
    }
}

void hy_sort_by_float(const float *keys, uint32_t *indices, uint32_t count, uint32_t *scratch)
{
    for (uint32_t i = 0; i < count; i++) {
        HY_ASSERT(keys[indices[i]] == keys[indices[i]]);
    }
    uint32_t *from = indices;
    uint32_t *to = scratch;
    for (uint32_t length = 1; length<count; length = length> count / 2 ? count : 2 * length) {
        merge_all_runs(keys, from, to, count, length);
        uint32_t *merged = to;
        to = from;
        from = merged;
    }
    if (from != indices) {
        hy_memory_copy(indices, from, count * sizeof *indices);
    }
}
