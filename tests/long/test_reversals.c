// Every kind of event that happens at the school and can be reversed does not happen when it is.
#include "world.h"

#include "study/reversing.h"

START_TEST(an_event_of_the_school_that_is_reversed_does_not_happen)
{
    enum { MOST_OF_KIND = 40, TICKS = 45000 }; // 75 minutes: the outbreak begins after fifty
    hy_model *model = good_model(HYOSAN_SOURCE_DIR "/scenarios/hyosan-high.yaml", NULL);
    uint32_t checked[HY_EVENT_KIND_COUNT] = {0};
    for (uint64_t seed = 1; seed <= 3; seed++) {
        check_reversals(model, seed, TICKS, MOST_OF_KIND, checked);
    }
    uint32_t kinds = 0;
    for (uint32_t kind = 0; kind < HY_EVENT_KIND_COUNT; kind++) {
        kinds += checked[kind] > 0;
    }
    ck_assert_uint_ge(kinds, 20);
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reversals");
    TCase *school = add_case_in_a_folder(suite, "school");
    tcase_add_test(school, an_event_of_the_school_that_is_reversed_does_not_happen);
    return run_suite(suite);
}
