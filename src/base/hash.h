// 64-bit fingerprints of columns, states and models: XXH64, fed in one piece or in many.
//
// Source: Y. Collet, xxHash fast digest algorithm, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md.
// Not for security. Bytes are read as little-endian words on every machine; columns hash alike wherever they are stored
// little-endian.

#ifndef HY_BASE_HASH_H
#define HY_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

// A hash under way; the caller's memory, nothing to clear.
typedef struct hy_hash {
    uint64_t lanes[4];
    uint64_t seed;
    uint64_t byte_count;
    uint8_t waiting[32]; // the bytes after the last whole stripe
} hy_hash;

// The hash of `size` bytes. `data` may be NULL where `size` is 0.
uint64_t hy_hash64(const void *data, size_t size, uint64_t seed);

// Starts a hash of no bytes.
void hy_hash_init(hy_hash *hash, uint64_t seed);

// Appends bytes. Any division into pieces gives the same hash.
void hy_hash_add(hy_hash *hash, const void *data, size_t size);

// Appends one number as eight little-endian bytes.
void hy_hash_add_u64(hy_hash *hash, uint64_t value);

// The hash of all bytes so far; more may be added after it.
uint64_t hy_hash_finish(const hy_hash *hash);

// The hash of two hashes, in this order.
uint64_t hy_hash_combine(uint64_t first, uint64_t second);

#endif
