// Memory that is taken piece by piece and given back all at once.

#ifndef HY_BASE_ARENA_H
#define HY_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include <hyosan/allocator.h>

// alignment of columns: a cache line, and the widest vector register
#define HY_COLUMN_ALIGNMENT 64u

typedef struct hy_arena_chunk hy_arena_chunk;

// A bump allocator over chunks of the caller's allocator. One thread at a time.
typedef struct hy_arena {
    hy_allocator allocator;
    hy_arena_chunk *newest;
    size_t chunk_size;
    size_t byte_count;
    bool has_failed; // sticky until cleared: a long construction may take everything and ask once at its end
} hy_arena;

// Makes an empty arena; nothing is allocated yet. `chunk_size` in bytes is what the arena asks the allocator for at a
// time; larger pieces get a chunk of their own.
void hy_arena_init(hy_arena *arena, hy_allocator allocator, size_t chunk_size);

// Gives every byte back to the allocator and leaves an empty arena, ready for use. All pointers from it become invalid.
void hy_arena_clear(hy_arena *arena);

// `size` zeroed bytes at a multiple of `alignment`, a power of two up to 4096; they live until the arena is cleared. A
// size of zero gives a pointer to no bytes. NULL, and `has_failed` set, when the allocator has no memory or the size is
// beyond counting; after that every further take is NULL too.
void *hy_arena_take(hy_arena *arena, size_t size, size_t alignment);

// As hy_arena_take for `count` items of `item_size` bytes, the product checked for overflow.
void *hy_arena_take_array(hy_arena *arena, size_t count, size_t item_size, size_t alignment);

// A zeroed array of `count` items of `type`, or NULL.
#define HY_ARENA_ARRAY(arena, type, count) ((type *)hy_arena_take_array((arena), (count), sizeof(type), _Alignof(type)))

// The same at the start of a cache line, for arrays that loops run along.
#define HY_ARENA_COLUMN(arena, type, count) \
    ((type *)hy_arena_take_array((arena), (count), sizeof(type), HY_COLUMN_ALIGNMENT))

// A copy of the first `length` bytes of `chars`, with a NUL after it, or NULL.
char *hy_arena_copy_text(hy_arena *arena, const char *chars, size_t length);

// Bytes now held from the allocator.
size_t hy_arena_bytes(const hy_arena *arena);

#endif
