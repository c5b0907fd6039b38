// The heap as the core's allocator.

#include <hyosan/host.h>

#include <stdlib.h>

static void *allocate_from_heap(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void release_to_heap(void *context, void *memory, size_t size)
{
    (void)context;
    (void)size;
    free(memory);
}

hy_allocator hy_host_allocator(void)
{
    return (hy_allocator){.allocate = allocate_from_heap, .release = release_to_heap, .context = NULL};
}
