// Where the library gets its memory: two functions that the caller supplies.

#ifndef HYOSAN_ALLOCATOR_H
#define HYOSAN_ALLOCATOR_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// A source of memory. The library owns what `allocate` returned until it hands it to `release`, with the size it asked
// for.
//
// - `allocate` returns at least `size` bytes (never zero), aligned as malloc aligns, of any content; NULL when there
// are none.
// - `release` takes back one block of `allocate`. It is never called with NULL.
// - `context` is handed to both, untouched.
//
// One allocator may serve several simulations. The library calls it only from the thread that called the library, so it
// needs a lock only where the caller's own threads share it.
typedef struct hy_allocator {
    void *(*allocate)(void *context, size_t size);
    void (*release)(void *context, void *memory, size_t size);
    void *context;
} hy_allocator;

#ifdef __cplusplus
}
#endif

#endif
