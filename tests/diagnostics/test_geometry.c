// What a user is told of a plan, a strain or a scenario that can be read and is nevertheless no world: every
// geometry/*.yaml, to the letter. See golden.h.
#include "diagnostics/golden.h"
#include "hyosan/model.h"

#define CASES HYOSAN_SOURCE_DIR "/tests/diagnostics/geometry"

enum { LEAST_CASE_COUNT = 30 };

static hy_status check(const hy_document *document, hy_diagnostics *sink)
{
    const hy_description *description = hy_document_description(document);
    switch (hy_document_what(document)) {
    case HY_DOCUMENT_PLAN:
        return hy_plan_check(&description->plan, hy_host_allocator(), sink);
    case HY_DOCUMENT_STRAIN:
        return hy_strain_check(&description->strain, hy_host_allocator(), sink);
    default:
        break;
    }
    hy_model *model;
    const hy_status status = hy_model_create(description, hy_host_allocator(), sink, &model);
    ck_assert_ptr_null(model);
    return status;
}

START_TEST(every_impossible_world_is_told_of_in_the_expected_words)
{
    const char *name = case_names[_i];
    ck_assert_int_eq(chdir(CASES), 0);
    static hy_diagnostic items[HY_DIAGNOSTIC_LIMIT];
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, items);
    hy_document *document = load_case(name, &sink);
    ck_assert_msg(document != NULL, "%s cannot even be read", name);
    ck_assert_msg(check(document, &sink) == HY_BAD_INPUT, "%s: %u problems", name, sink.count);
    ck_assert_msg(sink.count > 0, "%s is refused without a word", name);
    hy_document_destroy(document);
    hy_diagnostics_sort(&sink);
    char *told = told_by(&sink);
    assert_told_as_expected(name, told);
    free(told);
}
END_TEST

START_TEST(every_problem_has_a_place_in_a_file)
{
    const char *name = case_names[_i];
    ck_assert_int_eq(chdir(CASES), 0);
    static hy_diagnostic items[HY_DIAGNOSTIC_LIMIT];
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, items);
    hy_document *document = load_case(name, &sink);
    ck_assert_int_eq((int)check(document, &sink), (int)HY_BAD_INPUT);
    uint32_t without_place = 0;
    for (uint32_t i = 0; i < sink.count; i++) {
        without_place += sink.items[i].mark.line == 0 ? 1 : 0;
    }
    ck_assert_uint_eq(without_place, 0);
    hy_document_destroy(document);
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
    Suite *suite = suite_create("diagnostics of impossible worlds");
    TCase *cases = add_case(suite, "cases");
    tcase_add_test(cases, there_are_enough_cases);
    tcase_add_loop_test(cases, every_impossible_world_is_told_of_in_the_expected_words, 0, case_count);
    tcase_add_loop_test(cases, every_problem_has_a_place_in_a_file, 0, case_count);
    return run_suite(suite);
}
