// Clock, processor, memory, version, and the texts of the statuses.

#include "suite.h"

#include <hyosan/host.h>
#include <hyosan/version.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

START_TEST(the_clock_goes_forward_in_seconds)
{
    const double before_s = hy_host_seconds();
    usleep(20 * 1000);
    const double passed_s = hy_host_seconds() - before_s;
    ck_assert_double_ge(passed_s, 0.020);
    ck_assert_double_lt(passed_s, 20.0);
}
END_TEST

START_TEST(the_processor_has_a_name)
{
    char name[100] = "";
    hy_host_machine_name(name, sizeof name);
    ck_assert_uint_gt(strlen(name), 0);
    ck_assert_ptr_null(strchr(name, '\n'));
}
END_TEST

START_TEST(the_processors_name_is_cut_to_the_room_it_has)
{
    char name[4] = {'x', 'x', 'x', 'x'};
    hy_host_machine_name(name, 3);
    ck_assert_uint_eq(strlen(name), 2);
    ck_assert_int_eq(name[3], 'x');
    hy_host_machine_name(name, 0);
    ck_assert_uint_eq(strlen(name), 2);
}
END_TEST

START_TEST(there_is_at_least_one_core)
{
    ck_assert_uint_ge(hy_host_core_count(), 1);
}
END_TEST

START_TEST(the_peak_of_memory_grows_with_its_use)
{
    const size_t before_bytes = hy_host_peak_memory_bytes();
    const size_t used_bytes = 64u << 20;
    char *memory = malloc(used_bytes);
    ck_assert_ptr_nonnull(memory);
    memset(memory, 1, used_bytes);
    __asm__ volatile("" ::"r"(memory) : "memory");
    ck_assert_uint_ge(hy_host_peak_memory_bytes(), before_bytes + used_bytes / 2);
    free(memory);
}
END_TEST

START_TEST(the_version_is_that_of_the_headers)
{
    char expected[64];
    snprintf(expected, sizeof expected, "%d.%d.%d", HY_VERSION_MAJOR, HY_VERSION_MINOR, HY_VERSION_PATCH);
    ck_assert_str_eq(hy_version_text(), expected);
    ck_assert_str_eq(HY_VERSION_TEXT, expected);
}
END_TEST

START_TEST(the_build_names_its_compiler_and_flags)
{
    ck_assert_ptr_nonnull(strstr(hy_build_text(), "-ffp-contract=off"));
    ck_assert(strncmp(hy_build_text(), "gcc ", 4) == 0 || strncmp(hy_build_text(), "clang ", 6) == 0);
}
END_TEST

START_TEST(every_status_has_a_text_of_its_own)
{
    for (unsigned one = 0; one < HY_STATUS_COUNT; one++) {
        ck_assert_uint_gt(strlen(hy_status_text((hy_status)one)), 0);
        for (unsigned other = 0; other < one; other++) {
            ck_assert_str_ne(hy_status_text((hy_status)one), hy_status_text((hy_status)other));
        }
    }
    ck_assert_int_eq(HY_OK, 0);
    ck_assert_str_eq(hy_status_text(HY_OK), "done");
}
END_TEST

START_TEST(a_number_that_is_no_status_is_called_unknown)
{
    ck_assert_str_eq(hy_status_text(HY_STATUS_COUNT), "unknown status");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("host/machine");
    TCase *tests = add_case(suite, "machine");
    tcase_add_test(tests, the_clock_goes_forward_in_seconds);
    tcase_add_test(tests, the_processor_has_a_name);
    tcase_add_test(tests, the_processors_name_is_cut_to_the_room_it_has);
    tcase_add_test(tests, there_is_at_least_one_core);
    tcase_add_test(tests, the_peak_of_memory_grows_with_its_use);
    tcase_add_test(tests, the_version_is_that_of_the_headers);
    tcase_add_test(tests, the_build_names_its_compiler_and_flags);
    tcase_add_test(tests, every_status_has_a_text_of_its_own);
    tcase_add_test(tests, a_number_that_is_no_status_is_called_unknown);
    return run_suite(suite);
}
