// The hy_parallel of a host without threads.

#include <hyosan/parallel.h>

static void run_blocks_in_order(void *pool, uint32_t block_count, hy_block_task *task, void *context)
{
    (void)pool;
    for (uint32_t block = 0; block < block_count; block++) {
        task(context, block, 0);
    }
}

hy_parallel hy_serial(void)
{
    return (hy_parallel){.for_blocks = run_blocks_in_order, .pool = 0, .worker_count = 1};
}
