// What the operating system lends to a simulation: memory, files, clocks, threads and the wish to stop.
#ifndef HYOSAN_HOST_H
#define HYOSAN_HOST_H

#include <hyosan/allocator.h>
#include <hyosan/parallel.h>
#include <hyosan/status.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// ---- memory

// malloc and free. Needs no context; callable from any thread.
hy_allocator hy_host_allocator(void);

// ---- files

enum { HY_HOST_MESSAGE_SIZE = 256 };

// Reads a whole file, a pipe too, into memory of `allocator`, and ends it with a NUL that `length` does not count.
// On HY_OK the caller owns `*text` and releases `*length + 1` bytes. Otherwise `*text` is NULL, `*length` 0, and
// `message` says in one sentence what to do about it:
//   HY_NOT_FOUND      no such file
//   HY_FILE_ERROR     a folder, no permission, or the read failed
//   HY_LIMIT_REACHED  longer than `limit_bytes`
//   HY_OUT_OF_MEMORY  the allocator had no room
// Callable from any thread.
HY_NODISCARD hy_status hy_host_read_file(hy_allocator allocator, const char *path, size_t limit_bytes, char **text,
                                         size_t *length, char message[HY_HOST_MESSAGE_SIZE]);

// ---- the machine

// Seconds since an arbitrary moment, never going back: for measuring, not for dates. Callable from any thread.
double hy_host_seconds(void);

// The processor's name as its maker gives it, cut to `size` bytes with the NUL; the architecture where no name is
// known.
void hy_host_machine_name(char *out, size_t size);

// Processors that this process may use now, at least 1.
uint32_t hy_host_core_count(void);

// The most memory that this process has held so far, in bytes; 0 where the system does not tell.
size_t hy_host_peak_memory_bytes(void);

// ---- threads

// Threads that wait for blocks of work. One thread at a time may use a pool, any thread may be the one.
typedef struct hy_pool hy_pool;

// `thread_count` workers, the calling thread being one of them; 0 asks for one per core, and there are at most 1024.
// Fewer are made where the system refuses more. NULL if there is no memory. hy_pool_destroy frees it.
hy_pool *hy_pool_create(uint32_t thread_count);

// Joins the threads. No for_blocks may be running. NULL is allowed.
void hy_pool_destroy(hy_pool *pool);

// The pool as the core takes it; valid until the pool is destroyed.
hy_parallel hy_pool_parallel(hy_pool *pool);

// ---- faults

// Runs a task that holds no lock and no memory of its own. NULL when it came to its end; otherwise, in a few words, the
// fault that ended it: an assertion, a division by zero, a bad access. From the first call on this process handles the
// signals of such faults; outside of guarded tasks they act as before. Callable from several threads.
const char *hy_host_guard(void (*task)(void *context), void *context);

// ---- stopping

// From now on the first SIGINT or SIGTERM only sets the flag below, so that finished work can be kept; the second one
// kills as usual. Call once, from the main thread, before others start.
void hy_host_catch_stop_signals(void);

// Whether someone asked this process to stop. Callable from any thread.
bool hy_host_stop_requested(void);

#ifdef __cplusplus
}
#endif

#endif
