// Memory for telling a history, in a place without a C library; viewer/engine/memory.c has it.
#ifndef HY_ENGINE_STDLIB_H
#define HY_ENGINE_STDLIB_H

#include <stddef.h>

// As the standard has them; one thread.
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *memory, size_t size);
void free(void *memory);

#endif
