// Threads that wait for blocks of work.
//
// A simulated step enters the pool many times, for some microseconds each. So entering and leaving cost no system call
// as long as the threads are still awake: they look out for the next work for SPIN_S before they go to sleep. Where
// there are more threads than cores nobody looks out, because a thread that spins then keeps another from working.
//
// Three counters carry everything:
//   unclaimed    blocks that nobody has begun. Whoever lowers it by one owns that block, and only then reads the job.
//                A job cannot change under its reader, because for_blocks does not return while a claimed block is
//                unfinished.
//   unfinished   blocks not yet done; for_blocks returns when it is 0.
//   sleepers     threads asleep, or about to be. A sleeper raises it and then looks at `unclaimed`; for_blocks raises
//                `unclaimed` and then looks at it. Both in sequentially consistent order, so at least one sees the
//                other.

#include <hyosan/host.h>

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>

#define SPIN_S 50e-6

enum { CACHE_LINE_BYTES = 64, MOST_WORKERS = 1024, LOOKS_PER_CLOCK_READING = 32 };

typedef struct pool_job {
    hy_block_task *task;
    void *context;
    uint32_t block_count;
} pool_job;

typedef struct pool_worker {
    hy_pool *pool;
    pthread_t thread;
    uint32_t index;
} pool_worker;

struct hy_pool {
    // each on a line of its own: they change at different moments, in different threads
    alignas(CACHE_LINE_BYTES) _Atomic(uint32_t) unclaimed;
    alignas(CACHE_LINE_BYTES) _Atomic(uint32_t) unfinished;
    alignas(CACHE_LINE_BYTES) _Atomic(uint32_t) sleepers;

    alignas(CACHE_LINE_BYTES) pool_job job;
    atomic_bool is_stopping;
    atomic_bool caller_sleeps;
    atomic_bool is_in_use;
    bool may_spin;
    uint32_t worker_count;

    pthread_mutex_t mutex;
    pthread_cond_t work_arrived;
    pthread_cond_t work_done;
    pool_worker workers[];
};

// ---- looking out

static void pause_briefly(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static bool has_work(const hy_pool *pool)
{
    return atomic_load(&pool->unclaimed) > 0 || atomic_load(&pool->is_stopping);
}

static bool is_done(const hy_pool *pool)
{
    return atomic_load(&pool->unfinished) == 0;
}

// whether it came true within SPIN_S
static bool look_out_for(bool (*came_true)(const hy_pool *), const hy_pool *pool)
{
    if (!pool->may_spin) {
        return came_true(pool);
    }
    const double end_s = hy_host_seconds() + SPIN_S;
    do {
        for (int look = 0; look < LOOKS_PER_CLOCK_READING; look++) {
            if (came_true(pool)) {
                return true;
            }
            pause_briefly();
        }
    } while (hy_host_seconds() < end_s);
    return false;
}

// ---- sleeping

static void sleep_until_work(hy_pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    atomic_fetch_add(&pool->sleepers, 1);
    while (!has_work(pool)) {
        pthread_cond_wait(&pool->work_arrived, &pool->mutex);
    }
    atomic_fetch_sub(&pool->sleepers, 1);
    pthread_mutex_unlock(&pool->mutex);
}

static void wake_sleepers(hy_pool *pool, uint32_t wanted)
{
    if (atomic_load(&pool->sleepers) == 0) {
        return;
    }
    pthread_mutex_lock(&pool->mutex);
    if (wanted >= atomic_load(&pool->sleepers)) {
        pthread_cond_broadcast(&pool->work_arrived);
    } else {
        for (uint32_t woken = 0; woken < wanted; woken++) {
            pthread_cond_signal(&pool->work_arrived);
        }
    }
    pthread_mutex_unlock(&pool->mutex);
}

static void sleep_until_done(hy_pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    atomic_store(&pool->caller_sleeps, true);
    while (!is_done(pool)) {
        pthread_cond_wait(&pool->work_done, &pool->mutex);
    }
    atomic_store(&pool->caller_sleeps, false);
    pthread_mutex_unlock(&pool->mutex);
}

static void wake_caller(hy_pool *pool)
{
    if (atomic_load(&pool->caller_sleeps)) {
        pthread_mutex_lock(&pool->mutex);
        pthread_cond_signal(&pool->work_done);
        pthread_mutex_unlock(&pool->mutex);
    }
}

// ---- working

static bool claim_block(hy_pool *pool, uint32_t *unclaimed_before)
{
    *unclaimed_before = atomic_load(&pool->unclaimed);
    while (*unclaimed_before > 0) {
        if (atomic_compare_exchange_weak(&pool->unclaimed, unclaimed_before, *unclaimed_before - 1)) {
            return true;
        }
    }
    return false;
}

static void work_while_any(hy_pool *pool, uint32_t worker)
{
    uint32_t unclaimed_before;
    while (claim_block(pool, &unclaimed_before)) {
        const pool_job job = pool->job;
        job.task(job.context, job.block_count - unclaimed_before, worker);
        if (atomic_fetch_sub(&pool->unfinished, 1) == 1) {
            wake_caller(pool);
        }
    }
}

static void *live_as_worker(void *argument)
{
    const pool_worker *worker = argument;
    hy_pool *pool = worker->pool;
    while (!atomic_load(&pool->is_stopping)) {
        work_while_any(pool, worker->index);
        if (!look_out_for(has_work, pool)) {
            sleep_until_work(pool);
        }
    }
    return NULL;
}

static void run_inline(uint32_t block_count, hy_block_task *task, void *context)
{
    for (uint32_t block = 0; block < block_count; block++) {
        task(context, block, 0);
    }
}

static void run_blocks(void *argument, uint32_t block_count, hy_block_task *task, void *context)
{
    hy_pool *pool = argument;
    if (block_count <= 1 || pool->worker_count == 1) {
        run_inline(block_count, task, context);
        return;
    }
    const bool was_in_use = atomic_exchange(&pool->is_in_use, true);
    assert(!was_in_use && "a pool serves one thread at a time, and a task does not enter it again");
    (void)was_in_use;

    pool->job = (pool_job){.task = task, .context = context, .block_count = block_count};
    atomic_store(&pool->unfinished, block_count);
    atomic_store(&pool->unclaimed, block_count);
    wake_sleepers(pool, block_count - 1);
    work_while_any(pool, 0);
    if (!look_out_for(is_done, pool)) {
        sleep_until_done(pool);
    }
    atomic_store(&pool->is_in_use, false);
}

// ---- making and ending

// signals belong to the threads that the program made, not to ours
static void start_workers(hy_pool *pool, uint32_t worker_count)
{
    sigset_t every_signal;
    sigset_t signals_before;
    sigfillset(&every_signal);
    pthread_sigmask(SIG_SETMASK, &every_signal, &signals_before);
    pool->worker_count = 1;
    while (pool->worker_count < worker_count) {
        pool_worker *worker = &pool->workers[pool->worker_count];
        *worker = (pool_worker){.pool = pool, .index = pool->worker_count};
        if (pthread_create(&worker->thread, NULL, live_as_worker, worker) != 0) {
            break;
        }
        pool->worker_count++;
    }
    pthread_sigmask(SIG_SETMASK, &signals_before, NULL);
}

hy_pool *hy_pool_create(uint32_t thread_count)
{
    const uint32_t core_count = hy_host_core_count();
    uint32_t worker_count = thread_count > 0 ? thread_count : core_count;
    worker_count = worker_count < MOST_WORKERS ? worker_count : MOST_WORKERS;

    const size_t size = sizeof(hy_pool) + worker_count * sizeof(pool_worker);
    const size_t line_count = (size + CACHE_LINE_BYTES - 1) / CACHE_LINE_BYTES;
    hy_pool *pool = aligned_alloc(CACHE_LINE_BYTES, line_count * CACHE_LINE_BYTES);
    if (pool == NULL) {
        return NULL;
    }
    *pool = (hy_pool){.may_spin = worker_count <= core_count};
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->work_arrived, NULL);
    pthread_cond_init(&pool->work_done, NULL);
    start_workers(pool, worker_count);
    return pool;
}

void hy_pool_destroy(hy_pool *pool)
{
    if (pool == NULL) {
        return;
    }
    atomic_store(&pool->is_stopping, true);
    wake_sleepers(pool, pool->worker_count);
    for (uint32_t index = 1; index < pool->worker_count; index++) {
        pthread_join(pool->workers[index].thread, NULL);
    }
    pthread_cond_destroy(&pool->work_done);
    pthread_cond_destroy(&pool->work_arrived);
    pthread_mutex_destroy(&pool->mutex);
    free(pool);
}

hy_parallel hy_pool_parallel(hy_pool *pool)
{
    return (hy_parallel){.for_blocks = run_blocks, .pool = pool, .worker_count = pool->worker_count};
}
