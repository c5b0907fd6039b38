// Memory that is taken piece by piece and given back all at once: a list of chunks, newest first.

#include "base/arena.h"

#include <stdint.h>

#include "base/assert.h"
#include "base/text.h"

#define GREATEST_ALIGNMENT 4096u

// the head of a chunk; the pieces follow it in the same block of memory
struct hy_arena_chunk {
    hy_arena_chunk *older;
    size_t size; // of the whole block
    size_t used; // from the start of the block
};

void hy_arena_init(hy_arena *arena, hy_allocator allocator, size_t chunk_size)
{
    *arena = (hy_arena){.allocator = allocator, .chunk_size = chunk_size};
}

void hy_arena_clear(hy_arena *arena)
{
    for (hy_arena_chunk *chunk = arena->newest; chunk != NULL;) {
        hy_arena_chunk *older = chunk->older;
        arena->allocator.release(arena->allocator.context, chunk, chunk->size);
        chunk = older;
    }
    hy_arena_init(arena, arena->allocator, arena->chunk_size);
}

// a piece of what is left in a chunk, or NULL
static void *take_from_chunk(hy_arena_chunk *chunk, size_t size, size_t alignment)
{
    const uintptr_t next = (uintptr_t)chunk + chunk->used;
    const size_t padding = (size_t)(-next & (alignment - 1));
    const size_t left = chunk->size - chunk->used;
    if (padding > left || size > left - padding) {
        return NULL;
    }
    void *piece = (char *)chunk + chunk->used + padding;
    chunk->used += padding + size;
    hy_memory_set(piece, 0, size);
    return piece;
}

// a chunk that a piece of this size surely fits into, not yet in the list, or NULL
static hy_arena_chunk *allocate_chunk(hy_arena *arena, size_t size, size_t alignment)
{
    const size_t overhead = sizeof(hy_arena_chunk) + alignment;
    if (size > SIZE_MAX - overhead) {
        return NULL;
    }
    const size_t needed = size + overhead;
    const size_t chunk_size = needed > arena->chunk_size ? needed : arena->chunk_size;
    hy_arena_chunk *chunk = arena->allocator.allocate(arena->allocator.context, chunk_size);
    if (chunk != NULL) {
        *chunk = (hy_arena_chunk){.size = chunk_size, .used = sizeof(hy_arena_chunk)};
        arena->byte_count += chunk_size;
    }
    return chunk;
}

// A chunk made for one large piece is full from the start: it goes behind the newest, whose rest is still of use.
static void link_chunk(hy_arena *arena, hy_arena_chunk *chunk)
{
    hy_arena_chunk **place = &arena->newest;
    if (chunk->size > arena->chunk_size && arena->newest != NULL) {
        place = &arena->newest->older;
    }
    chunk->older = *place;
    *place = chunk;
}

void *hy_arena_take(hy_arena *arena, size_t size, size_t alignment)
{
    HY_ASSERT(alignment > 0 && alignment <= GREATEST_ALIGNMENT && (alignment & (alignment - 1)) == 0);
    if (arena->has_failed) {
        return NULL;
    }
    void *piece = arena->newest != NULL ? take_from_chunk(arena->newest, size, alignment) : NULL;
    if (piece != NULL) {
        return piece;
    }
    hy_arena_chunk *chunk = allocate_chunk(arena, size, alignment);
    if (chunk == NULL) {
        arena->has_failed = true;
        return NULL;
    }
    link_chunk(arena, chunk);
    return take_from_chunk(chunk, size, alignment);
}

void *hy_arena_take_array(hy_arena *arena, size_t count, size_t item_size, size_t alignment)
{
    if (item_size > 0 && count > SIZE_MAX / item_size) {
        arena->has_failed = true;
        return NULL;
    }
    return hy_arena_take(arena, count * item_size, alignment);
}

char *hy_arena_copy_text(hy_arena *arena, const char *chars, size_t length)
{
    if (length == SIZE_MAX) {
        arena->has_failed = true;
        return NULL;
    }
    char *copy = hy_arena_take(arena, length + 1, 1);
    if (copy != NULL) {
        hy_memory_copy(copy, chars, length);
    }
    return copy;
}

size_t hy_arena_bytes(const hy_arena *arena)
{
    return arena->byte_count;
}
