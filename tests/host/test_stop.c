// Ctrl-C asks, and a second Ctrl-C kills.

#include "suite.h"

#include <hyosan/host.h>

#include <signal.h>
#include <unistd.h>

START_TEST(nobody_asks_to_stop_at_first)
{
    hy_host_catch_stop_signals();
    ck_assert(!hy_host_stop_requested());
}
END_TEST

START_TEST(a_signal_asks_to_stop)
{
    const int signals[] = {SIGINT, SIGTERM};
    hy_host_catch_stop_signals();
    raise(signals[_i]);
    ck_assert(hy_host_stop_requested());
}
END_TEST

START_TEST(a_second_signal_of_any_of_both_kinds_kills)
{
    hy_host_catch_stop_signals();
    raise(SIGINT);
    raise(SIGTERM);
}
END_TEST

static void burn_time(void *context, uint32_t block, uint32_t worker)
{
    (void)context;
    (void)block;
    (void)worker;
    const double end_s = hy_host_seconds() + 1e-4;
    while (hy_host_seconds() < end_s) {
    }
}

START_TEST(a_pool_that_works_does_not_hinder_a_signal)
{
    hy_host_catch_stop_signals();
    hy_pool *pool = hy_pool_create(4);
    const hy_parallel parallel = hy_pool_parallel(pool);
    kill(getpid(), SIGINT);
    parallel.for_blocks(parallel.pool, 100, burn_time, NULL);
    ck_assert(hy_host_stop_requested());
    hy_pool_destroy(pool);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("host/stop");
    TCase *tests = add_case(suite, "stop");
    tcase_add_test(tests, nobody_asks_to_stop_at_first);
    tcase_add_loop_test(tests, a_signal_asks_to_stop, 0, 2);
    tcase_add_test_raise_signal(tests, a_second_signal_of_any_of_both_kinds_kills, SIGTERM);
    tcase_add_test(tests, a_pool_that_works_does_not_hinder_a_signal);
    return run_suite(suite);
}
