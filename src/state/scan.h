// Finding the few among many: the next of a column of people that is not at rest, or not without a value. Several are looked at
// together.
#ifndef HY_STATE_SCAN_H
#define HY_STATE_SCAN_H

#include "state/state.h"

// Index of the next value at or after `from` that is not HY_RESTING, `end` where there is none.
static inline uint32_t hy_next_astir(const uint8_t *gaits, uint32_t from, uint32_t end)
{
    _Static_assert(HY_RESTING == 0, "who rests is found by zeros");
    uint64_t together = 0;
    while (end - from >= sizeof together) {
        __builtin_memcpy(&together, gaits + from, sizeof together);
        if (together != 0) {
            break;
        }
        from += sizeof together;
    }
    while (from < end && gaits[from] == HY_RESTING) {
        from++;
    }
    return from;
}

// Index of the next value at or after `from` that is not HY_NONE, `end` where there is none.
static inline uint32_t hy_next_given(const uint32_t *values, uint32_t from, uint32_t end)
{
    uint64_t pairs[2] = {0, 0};
    while (end - from >= 4) {
        __builtin_memcpy(pairs, values + from, sizeof pairs);
        if ((pairs[0] & pairs[1]) != UINT64_MAX) {
            break;
        }
        from += 4;
    }
    while (from < end && values[from] == HY_NONE) {
        from++;
    }
    return from;
}

#endif
