// The pool runs every block once, whatever the number of threads, and tells the truth about its workers.

#include "suite.h"

#include <hyosan/host.h>

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST_BLOCKS = 4096, MOST_TEST_WORKERS = 64 };

// Plain numbers on purpose: the thread sanitizer complains where the pool does not order their use.
typedef struct ledger {
    uint32_t runs[MOST_BLOCKS];
    uint32_t runs_of_worker[MOST_TEST_WORKERS];
    uint32_t worker_count;
    atomic_bool is_worker_busy[MOST_TEST_WORKERS];
    atomic_uint clashes;
} ledger;

static ledger book;

static void note_run(void *context, uint32_t block, uint32_t worker)
{
    ledger *notes = context;
    if (worker >= notes->worker_count || atomic_exchange(&notes->is_worker_busy[worker], true)) {
        atomic_fetch_add(&notes->clashes, 1);
        return;
    }
    notes->runs[block]++;
    notes->runs_of_worker[worker]++;
    atomic_store(&notes->is_worker_busy[worker], false);
}

static void expect_every_block_once(hy_parallel parallel, uint32_t block_count)
{
    memset(book.runs, 0, sizeof book.runs);
    memset(book.runs_of_worker, 0, sizeof book.runs_of_worker);
    book.worker_count = parallel.worker_count;
    parallel.for_blocks(parallel.pool, block_count, note_run, &book);
    ck_assert_uint_eq(book.clashes, 0);
    uint32_t total = 0;
    for (uint32_t worker = 0; worker < parallel.worker_count; worker++) {
        total += book.runs_of_worker[worker];
    }
    ck_assert_uint_eq(total, block_count);
    uint32_t wrong_count = 0;
    for (uint32_t block = 0; block < MOST_BLOCKS; block++) {
        wrong_count += book.runs[block] != (block < block_count ? 1 : 0);
    }
    ck_assert_uint_eq(wrong_count, 0);
}

static const uint32_t THREAD_COUNTS[] = {1, 2, 3, 4, 7, 16, 64};
enum { THREAD_COUNT_CASES = sizeof THREAD_COUNTS / sizeof THREAD_COUNTS[0] };

START_TEST(every_block_runs_exactly_once)
{
    hy_pool *pool = hy_pool_create(THREAD_COUNTS[_i]);
    ck_assert_ptr_nonnull(pool);
    const hy_parallel parallel = hy_pool_parallel(pool);
    const uint32_t block_counts[] = {0, 1, 2, 3, 17, 64, 1000, MOST_BLOCKS};
    for (size_t index = 0; index < sizeof block_counts / sizeof block_counts[0]; index++) {
        expect_every_block_once(parallel, block_counts[index]);
    }
    hy_pool_destroy(pool);
}
END_TEST

START_TEST(a_pool_is_entered_many_times_in_quick_succession)
{
    hy_pool *pool = hy_pool_create(THREAD_COUNTS[_i]);
    const hy_parallel parallel = hy_pool_parallel(pool);
    for (uint32_t round = 0; round < 300; round++) {
        expect_every_block_once(parallel, round % 9);
    }
    hy_pool_destroy(pool);
}
END_TEST

START_TEST(a_pool_wakes_up_after_a_rest)
{
    hy_pool *pool = hy_pool_create(THREAD_COUNTS[_i]);
    const hy_parallel parallel = hy_pool_parallel(pool);
    for (uint32_t round = 0; round < 20; round++) {
        expect_every_block_once(parallel, 50);
        usleep(2000);
    }
    hy_pool_destroy(pool);
}
END_TEST

START_TEST(a_pool_that_never_worked_can_be_destroyed)
{
    hy_pool_destroy(hy_pool_create(THREAD_COUNTS[_i]));
}
END_TEST

typedef struct relay {
    uint64_t values[MOST_BLOCKS];
    uint64_t next[MOST_BLOCKS];
} relay;

static void mix_with_neighbours(void *context, uint32_t block, uint32_t worker)
{
    (void)worker;
    relay *columns = context;
    const uint64_t left = columns->values[(block + MOST_BLOCKS - 1) % MOST_BLOCKS];
    const uint64_t right = columns->values[(block + 1) % MOST_BLOCKS];
    columns->next[block] = (columns->values[block] * 6364136223846793005u + left) ^ (right >> 7);
}

static uint64_t run_relay(hy_parallel parallel)
{
    static relay columns;
    for (uint32_t block = 0; block < MOST_BLOCKS; block++) {
        columns.values[block] = block;
    }
    for (int step = 0; step < 100; step++) {
        parallel.for_blocks(parallel.pool, MOST_BLOCKS, mix_with_neighbours, &columns);
        memcpy(columns.values, columns.next, sizeof columns.values);
    }
    return columns.values[0] ^ columns.values[MOST_BLOCKS / 2];
}

START_TEST(what_blocks_wrote_is_seen_by_the_next_ones_for_any_thread_count)
{
    hy_pool *pool = hy_pool_create(THREAD_COUNTS[_i]);
    ck_assert_uint_eq(run_relay(hy_pool_parallel(pool)), run_relay(hy_serial()));
    hy_pool_destroy(pool);
}
END_TEST

static void meet_all_others(void *context, uint32_t block, uint32_t worker)
{
    (void)block;
    (void)worker;
    atomic_uint *arrived = context;
    atomic_fetch_add(arrived, 1);
    while (atomic_load(arrived) < 4) {
        usleep(100);
    }
}

START_TEST(as_many_blocks_run_at_the_same_time_as_there_are_workers)
{
    hy_pool *pool = hy_pool_create(4);
    const hy_parallel parallel = hy_pool_parallel(pool);
    for (int round = 0; round < 20; round++) {
        atomic_uint arrived = 0;
        parallel.for_blocks(parallel.pool, 4, meet_all_others, &arrived);
        ck_assert_uint_eq(arrived, 4);
    }
    hy_pool_destroy(pool);
}
END_TEST

START_TEST(a_pool_has_the_workers_asked_for)
{
    hy_pool *pool = hy_pool_create(5);
    ck_assert_uint_eq(hy_pool_parallel(pool).worker_count, 5);
    hy_pool_destroy(pool);
}
END_TEST

START_TEST(zero_threads_ask_for_one_per_core)
{
    hy_pool *pool = hy_pool_create(0);
    ck_assert_uint_eq(hy_pool_parallel(pool).worker_count, hy_host_core_count());
    hy_pool_destroy(pool);
}
END_TEST

START_TEST(destroying_no_pool_is_allowed)
{
    hy_pool_destroy(NULL);
}
END_TEST

typedef struct order {
    uint32_t blocks[16];
    uint32_t count;
} order;

static void note_order(void *context, uint32_t block, uint32_t worker)
{
    order *seen = context;
    ck_assert_uint_eq(worker, 0);
    seen->blocks[seen->count++] = block;
}

static void expect_ascending_blocks(hy_parallel parallel, uint32_t block_count)
{
    order seen = {0};
    parallel.for_blocks(parallel.pool, block_count, note_order, &seen);
    ck_assert_uint_eq(seen.count, block_count);
    for (uint32_t index = 0; index < block_count; index++) {
        ck_assert_uint_eq(seen.blocks[index], index);
    }
}

START_TEST(without_threads_blocks_run_in_ascending_order)
{
    ck_assert_uint_eq(hy_serial().worker_count, 1);
    expect_ascending_blocks(hy_serial(), 0);
    expect_ascending_blocks(hy_serial(), 16);
    hy_pool *pool = hy_pool_create(1);
    expect_ascending_blocks(hy_pool_parallel(pool), 16);
    hy_pool_destroy(pool);
}
END_TEST

START_TEST(a_single_block_runs_in_the_calling_thread)
{
    hy_pool *pool = hy_pool_create(4);
    expect_ascending_blocks(hy_pool_parallel(pool), 1);
    hy_pool_destroy(pool);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("host/pool");
    TCase *tests = add_case(suite, "pool");
    tcase_add_loop_test(tests, every_block_runs_exactly_once, 0, THREAD_COUNT_CASES);
    tcase_add_loop_test(tests, a_pool_is_entered_many_times_in_quick_succession, 0, THREAD_COUNT_CASES);
    tcase_add_loop_test(tests, a_pool_wakes_up_after_a_rest, 0, THREAD_COUNT_CASES);
    tcase_add_loop_test(tests, a_pool_that_never_worked_can_be_destroyed, 0, THREAD_COUNT_CASES);
    tcase_add_loop_test(tests, what_blocks_wrote_is_seen_by_the_next_ones_for_any_thread_count, 0, THREAD_COUNT_CASES);
    tcase_add_test(tests, as_many_blocks_run_at_the_same_time_as_there_are_workers);
    tcase_add_test(tests, a_pool_has_the_workers_asked_for);
    tcase_add_test(tests, zero_threads_ask_for_one_per_core);
    tcase_add_test(tests, destroying_no_pool_is_allowed);
    tcase_add_test(tests, without_threads_blocks_run_in_ascending_order);
    tcase_add_test(tests, a_single_block_runs_in_the_calling_thread);
    return run_suite(suite);
}
