// What every test program shares: its main function, from a list of tests.
#ifndef HYOSAN_TESTS_SUITE_H
#define HYOSAN_TESTS_SUITE_H

#include <check.h>
#include <stdlib.h>

// Runs one suite, a process for each test, and gives main's exit status.
static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed_count = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed_count == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

// Adds a test case, without Check's own limit of four seconds: CTest holds the time.
static inline TCase *add_case(Suite *suite, const char *name)
{
    TCase *tcase = tcase_create(name);
    tcase_set_timeout(tcase, 0);
    suite_add_tcase(suite, tcase);
    return tcase;
}

#endif
