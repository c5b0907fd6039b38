// The memory of the engine in a page: one heap over WebAssembly's linear memory.
#ifndef HY_ENGINE_MEMORY_H
#define HY_ENGINE_MEMORY_H

#include "hyosan/allocator.h"

// First fit over free blocks in order of address; what lies side by side is joined again. One thread.
hy_allocator hy_engine_allocator(void);

// Room for `size` bytes in place of `*memory`, whose content is lost; *capacity tells how many it has. False without memory.
_Bool hy_engine_make_room(void **memory, size_t *capacity, size_t size);

#endif
