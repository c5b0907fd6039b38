// What a user is told of a file that cannot be read as it stands: every cases/*.yaml, to the letter. See golden.h.
#include "diagnostics/golden.h"

#define CASES HYOSAN_SOURCE_DIR "/tests/diagnostics/cases"

enum { LEAST_CASE_COUNT = 40 };

START_TEST(every_wrong_file_is_told_of_in_the_expected_words)
{
    const char *name = case_names[_i];
    ck_assert_int_eq(chdir(CASES), 0);
    static hy_diagnostic items[HY_DIAGNOSTIC_LIMIT];
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, items);
    ck_assert_ptr_null(load_case(name, &sink));
    char *told = told_by(&sink);
    assert_told_as_expected(name, told);
    free(told);
}
END_TEST

START_TEST(there_are_enough_cases)
{
    ck_assert_int_ge(case_count, LEAST_CASE_COUNT);
}
END_TEST

int main(void)
{
    list_cases(CASES);
    Suite *suite = suite_create("diagnostics");
    TCase *cases = add_case(suite, "cases");
    tcase_add_test(cases, there_are_enough_cases);
    tcase_add_loop_test(cases, every_wrong_file_is_told_of_in_the_expected_words, 0, case_count);
    return run_suite(suite);
}
