// XXH64, after its specification: four lanes over stripes of 32 bytes, then the rest, then an avalanche.

#include "base/hash.h"

#include <stdbool.h>

#include "base/text.h"

#define PRIME_1 UINT64_C(0x9e3779b185ebca87)
#define PRIME_2 UINT64_C(0xc2b2ae3d27d4eb4f)
#define PRIME_3 UINT64_C(0x165667b19e3779f9)
#define PRIME_4 UINT64_C(0x85ebca77c2b2ae63)
#define PRIME_5 UINT64_C(0x27d4eb2f165667c5)

#define STRIPE_LENGTH 32u

static uint64_t rotate_left(uint64_t word, unsigned count)
{
    return word << count | word >> (64u - count);
}

static uint64_t read_u32(const uint8_t *bytes)
{
    return (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8 | (uint64_t)bytes[2] << 16 | (uint64_t)bytes[3] << 24;
}

static uint64_t read_u64(const uint8_t *bytes)
{
    return read_u32(bytes) | read_u32(bytes + 4) << 32;
}

static uint64_t mix_round(uint64_t lane, uint64_t input)
{
    return rotate_left(lane + input * PRIME_2, 31) * PRIME_1;
}

static void mix_stripe(uint64_t lanes[4], const uint8_t *stripe)
{
    for (int i = 0; i < 4; i++) {
        lanes[i] = mix_round(lanes[i], read_u64(stripe + 8 * i));
    }
}

static uint64_t join_lanes(const uint64_t lanes[4])
{
    uint64_t sum =
        rotate_left(lanes[0], 1) + rotate_left(lanes[1], 7) + rotate_left(lanes[2], 12) + rotate_left(lanes[3], 18);
    for (int i = 0; i < 4; i++) {
        sum = (sum ^ mix_round(0, lanes[i])) * PRIME_1 + PRIME_4;
    }
    return sum;
}

// the fewer than 32 bytes after the last whole stripe: words, then a half word, then bytes
static uint64_t mix_rest(uint64_t sum, const uint8_t *bytes, size_t size)
{
    for (; size >= 8; bytes += 8, size -= 8) {
        sum = rotate_left(sum ^ mix_round(0, read_u64(bytes)), 27) * PRIME_1 + PRIME_4;
    }
    if (size >= 4) {
        sum = rotate_left(sum ^ read_u32(bytes) * PRIME_1, 23) * PRIME_2 + PRIME_3;
        bytes += 4;
        size -= 4;
    }
    for (; size > 0; bytes++, size--) {
        sum = rotate_left(sum ^ *bytes * PRIME_5, 11) * PRIME_1;
    }
    return sum;
}

// every bit of the input may change every bit of the result
static uint64_t avalanche(uint64_t sum)
{
    sum = (sum ^ sum >> 33) * PRIME_2;
    sum = (sum ^ sum >> 29) * PRIME_3;
    return sum ^ sum >> 32;
}

void hy_hash_init(hy_hash *hash, uint64_t seed)
{
    *hash = (hy_hash){
        .lanes = {seed + PRIME_1 + PRIME_2, seed + PRIME_2, seed, seed - PRIME_1},
        .seed = seed,
    };
}

static size_t waiting_count(const hy_hash *hash)
{
    return (size_t)(hash->byte_count % STRIPE_LENGTH);
}

void hy_hash_add(hy_hash *hash, const void *data, size_t size)
{
    const uint8_t *bytes = data;
    const size_t waiting = waiting_count(hash);
    hash->byte_count += size;

    // complete the stripe that was left open
    if (waiting > 0) {
        const size_t room = STRIPE_LENGTH - waiting;
        const size_t taken = size < room ? size : room;
        hy_memory_copy(hash->waiting + waiting, bytes, taken);
        if (taken < room) {
            return;
        }
        mix_stripe(hash->lanes, hash->waiting);
        bytes += taken;
        size -= taken;
    }

    for (; size >= STRIPE_LENGTH; bytes += STRIPE_LENGTH, size -= STRIPE_LENGTH) {
        mix_stripe(hash->lanes, bytes);
    }
    hy_memory_copy(hash->waiting, bytes, size);
}

void hy_hash_add_u64(hy_hash *hash, uint64_t value)
{
    uint8_t bytes[8];
    for (unsigned i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)(value >> 8 * i);
    }
    hy_hash_add(hash, bytes, sizeof bytes);
}

uint64_t hy_hash_finish(const hy_hash *hash)
{
    const bool has_stripes = hash->byte_count >= STRIPE_LENGTH;
    const uint64_t start = has_stripes ? join_lanes(hash->lanes) : hash->seed + PRIME_5;
    return avalanche(mix_rest(start + hash->byte_count, hash->waiting, waiting_count(hash)));
}

uint64_t hy_hash64(const void *data, size_t size, uint64_t seed)
{
    hy_hash hash;
    hy_hash_init(&hash, seed);
    hy_hash_add(&hash, data, size);
    return hy_hash_finish(&hash);
}

uint64_t hy_hash_combine(uint64_t first, uint64_t second)
{
    hy_hash hash;
    hy_hash_init(&hash, 0);
    hy_hash_add_u64(&hash, first);
    hy_hash_add_u64(&hash, second);
    return hy_hash_finish(&hash);
}
