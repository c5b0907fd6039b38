// A heap for large blocks, as arenas ask for them, and the four functions that every compiler takes for granted.
#include "memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

enum { PAGE_BYTES = 65536, GRAIN = 64 };

// A block that is free: it holds its own record.
typedef struct free_block {
    struct free_block *next;
    size_t size;
} free_block;

static free_block *first_free;
// the linker puts it behind everything that is constant or static
extern uint8_t __heap_base;

static size_t rounded(size_t size)
{
    return (size + GRAIN - 1) / GRAIN * GRAIN;
}

static void give_back(void *memory, size_t size)
{
    free_block **place = &first_free;
    while (*place != NULL && (uint8_t *)*place < (uint8_t *)memory) {
        place = &(*place)->next;
    }
    free_block *block = memory;
    *block = (free_block){*place, size};
    *place = block;
    if (block->next != NULL && (uint8_t *)block + block->size == (uint8_t *)block->next) {
        *block = (free_block){block->next->next, block->size + block->next->size};
    }
    free_block *before = first_free;
    while (before != block && before->next != block) {
        before = before->next;
    }
    if (before != block && (uint8_t *)before + before->size == (uint8_t *)block) {
        *before = (free_block){block->next, before->size + block->size};
    }
}

static void *take(size_t size)
{
    for (free_block **place = &first_free; *place != NULL; place = &(*place)->next) {
        free_block *block = *place;
        if (block->size < size) {
            continue;
        }
        if (block->size == size) {
            *place = block->next;
        } else {
            free_block *rest = (free_block *)((uint8_t *)block + size);
            *rest = (free_block){block->next, block->size - size};
            *place = rest;
        }
        return block;
    }
    return NULL;
}

static bool grow(size_t size)
{
    const size_t pages = (size + PAGE_BYTES - 1) / PAGE_BYTES;
    const size_t before = __builtin_wasm_memory_grow(0, pages);
    if (before == SIZE_MAX) {
        return false;
    }
    give_back((void *)(before * PAGE_BYTES), pages * PAGE_BYTES);
    return true;
}

// what is left of the last page of constants
static void take_over_the_rest(void)
{
    static bool has_begun;
    if (!has_begun) {
        has_begun = true;
        uint8_t *const begin = (uint8_t *)rounded((size_t)&__heap_base);
        uint8_t *const end = (uint8_t *)(__builtin_wasm_memory_size(0) * PAGE_BYTES);
        if (end > begin + GRAIN) {
            give_back(begin, (size_t)(end - begin) / GRAIN * GRAIN);
        }
    }
}

static void *allocate(void *context, size_t size)
{
    (void)context;
    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    take_over_the_rest();
    void *memory = take(rounded(size));
    return memory == NULL && grow(rounded(size)) ? take(rounded(size)) : memory;
}

static void release(void *context, void *memory, size_t size)
{
    (void)context;
    give_back(memory, rounded(size));
}

hy_allocator hy_engine_allocator(void)
{
    return (hy_allocator){.allocate = allocate, .release = release};
}

bool hy_engine_make_room(void **memory, size_t *capacity, size_t size)
{
    if (size <= *capacity) {
        return true;
    }
    if (*memory != NULL) {
        release(NULL, *memory, *capacity);
    }
    *memory = allocate(NULL, size);
    *capacity = *memory != NULL ? size : 0;
    return *memory != NULL;
}

// ---- the few functions of a C library that the sources of the chronicle call

// before each block stands its size
enum { HEAD = GRAIN };

void *malloc(size_t size)
{
    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    size_t *block = allocate(NULL, size + HEAD);
    if (block == NULL) {
        return NULL;
    }
    *block = size;
    return (uint8_t *)block + HEAD;
}

void *calloc(size_t count, size_t size)
{
    void *memory = size == 0 || count <= SIZE_MAX / 2 / size ? malloc(count * size) : NULL;
    if (memory != NULL) {
        __builtin_memset(memory, 0, count * size);
    }
    return memory;
}

void free(void *memory)
{
    if (memory != NULL) {
        size_t *block = (size_t *)(void *)((uint8_t *)memory - HEAD);
        release(NULL, block, *block + HEAD);
    }
}

void *realloc(void *memory, size_t size)
{
    void *moved = malloc(size);
    if (moved != NULL && memory != NULL) {
        const size_t before = *(size_t *)(void *)((uint8_t *)memory - HEAD);
        __builtin_memcpy(moved, memory, before < size ? before : size);
        free(memory);
    }
    return moved;
}

// x = m 2^e with m between the roots of 1/2 and 2; log m = 2 artanh((m - 1) / (m + 1)), a series in a square below 0.03
double log(double x)
{
    static const double LN_2 = 0.693147180559945309417;
    uint64_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    int exponent = (int)(bits >> 52) - 1023;
    bits = (bits & 0xfffffffffffffu) | (uint64_t)1023 << 52;
    double m;
    __builtin_memcpy(&m, &bits, sizeof m);
    if (m > 1.4142135623730951) {
        m /= 2;
        exponent++;
    }
    const double t = (m - 1) / (m + 1), square = t * t;
    double sum = 0;
    for (int power = 21; power > 0; power -= 2) {
        sum = sum * square + 1.0 / power;
    }
    return 2 * t * sum + exponent * LN_2;
}

// ---- single instructions of WebAssembly, under the names that the compiler calls

void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *memory, int value, size_t size);
int memcmp(const void *a, const void *b, size_t size);

void *memcpy(void *to, const void *from, size_t size)
{
    return __builtin_memcpy(to, from, size);
}

void *memmove(void *to, const void *from, size_t size)
{
    return __builtin_memmove(to, from, size);
}

void *memset(void *memory, int value, size_t size)
{
    return __builtin_memset(memory, value, size);
}

int memcmp(const void *a, const void *b, size_t size)
{
    const uint8_t *left = a, *right = b;
    for (size_t i = 0; i < size; i++) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    return 0;
}
