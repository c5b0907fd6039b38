// How the core borrows threads from its host: it hands out numbered blocks and never learns what a thread is.
#ifndef HYOSAN_PARALLEL_H
#define HYOSAN_PARALLEL_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// One block of work. Blocks run in any order and at the same time, each exactly once; so a block writes only what is
// its own. `worker` is below `worker_count` and no two blocks that run at the same time share it: it names scratch
// memory, nothing else.
typedef void hy_block_task(void *context, uint32_t block, uint32_t worker);

// A host's promise to run blocks. `for_blocks` returns when every block below `block_count` has run, and all that they
// wrote is then visible to the caller. A task must not call `for_blocks` itself.
typedef struct hy_parallel {
    void (*for_blocks)(void *pool, uint32_t block_count, hy_block_task *task, void *context);
    void *pool;
    uint32_t worker_count;
} hy_parallel;

// Runs the blocks one after another, in ascending order, in the calling thread, as worker 0. Owns nothing; callable
// from any thread.
hy_parallel hy_serial(void);

#ifdef __cplusplus
}
#endif

#endif
