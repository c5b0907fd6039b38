// The tables of the verification: every case can be measured, and none has numbers of its own.
#include "study/verification/measures.h"

#include "hyosan/host.h"
#include "hyosan/scenario.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

static const char *const suites[] = {"movement", "outbreak", "canon"};

static bool is_suite(const char *name)
{
    for (size_t i = 0; i < sizeof suites / sizeof suites[0]; i++) {
        if (strcmp(name, suites[i]) == 0) {
            return true;
        }
    }
    return false;
}

START_TEST(every_case_has_a_name_of_its_own_and_says_what_it_claims)
{
    uint32_t count = 0;
    const hy_verification_case *cases = hy_verification_cases(&count);
    for (uint32_t i = 0; i < count; i++) {
        ck_assert(cases[i].name != NULL && cases[i].source != NULL && cases[i].claim != NULL);
        ck_assert_msg(is_suite(cases[i].suite), "%s", cases[i].suite);
        for (uint32_t j = 0; j < i; j++) {
            ck_assert_str_ne(cases[i].name, cases[j].name);
        }
        if (cases[i].missing == NULL) {
            ck_assert_msg(cases[i].measure != NULL && cases[i].published != NULL && cases[i].unit != NULL, "%s",
                          cases[i].name);
            ck_assert_msg(cases[i].low <= cases[i].high, "%s", cases[i].name);
        }
    }
}
END_TEST

START_TEST(every_case_names_experiments_that_exist_and_every_experiment_is_used)
{
    uint32_t case_count = 0;
    uint32_t experiment_count = 0;
    const hy_verification_case *cases = hy_verification_cases(&case_count);
    const hy_experiment *experiments = hy_experiments(&experiment_count);
    bool is_used[256] = {false};
    ck_assert_uint_lt(experiment_count, 256);
    for (uint32_t i = 0; i < case_count; i++) {
        uint32_t named = 0;
        for (const char *rest = cases[i].experiments; rest != NULL && *rest != '\0'; named++) {
            const size_t length = strcspn(rest, " ");
            const hy_experiment *experiment = hy_experiment_named(rest, length);
            ck_assert_msg(experiment != NULL, "%s: there is no experiment %s", cases[i].name, rest);
            is_used[experiment - experiments] = true;
            rest += length + strspn(rest + length, " ");
        }
        ck_assert_msg((named > 0) == (cases[i].missing == NULL), "%s", cases[i].name);
        ck_assert_uint_le(named, HY_EVIDENCE_LIMIT);
    }
    for (uint32_t i = 0; i < experiment_count; i++) {
        ck_assert_msg(is_used[i], "nobody uses the experiment %s", experiments[i].name);
    }
}
END_TEST

static uint32_t settings_of(const hy_experiment *experiment)
{
    uint32_t count = 0;
    while (count < HY_EXPERIMENT_SETTING_LIMIT && experiment->settings[count] != NULL) {
        count++;
    }
    return count;
}

static const hy_mark *mark_of(const hy_experiment *experiment, const hy_description *description)
{
    const hy_mark *marks = description->scenario.movement.field_marks;
    if (strncmp(experiment->scenario, "movement/", 9) != 0) {
        return NULL; // other suites have numbers of their own
    }
    for (uint32_t i = 0; i < hy_field_count_of_movement; i++) {
        ck_assert_msg(marks[i].line == 0, "%s gives a movement parameter", experiment->name);
    }
    return &description->scenario.field_marks[hy_field_scenario_step_s];
}

static void check_experiment(const hy_experiment *experiment, hy_diagnostic *items)
{
    char path[1024];
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, items);
    snprintf(path, sizeof path, "%s/tests/verification/%s", HYOSAN_SOURCE_DIR, experiment->scenario);
    hy_document *document = NULL;
    hy_status status =
        hy_document_load(hy_host_allocator(), path, experiment->settings, settings_of(experiment), &sink, &document);
    ck_assert_msg(status == HY_OK, "%s: %s", experiment->name, sink.count > 0 ? items[0].text : "");
    const hy_mark *step_mark = mark_of(experiment, hy_document_description(document));
    const bool sets_step = step_mark != NULL && step_mark->line > 0;
    ck_assert_msg(step_mark == NULL || sets_step == (strstr(experiment->name, "-step-") != NULL), "%s and its time step", experiment->name);
    hy_model *model = NULL;
    status = hy_model_create(hy_document_description(document), hy_host_allocator(), &sink, &model);
    ck_assert_msg(status == HY_OK, "%s: %s", experiment->name, sink.count > 0 ? items[0].text : "");
    hy_model_destroy(model);
    hy_document_destroy(document);
}

START_TEST(every_set_up_is_without_problems_and_moves_by_the_defaults_of_the_language)
{
    static hy_diagnostic items[HY_DIAGNOSTIC_LIMIT];
    uint32_t count = 0;
    const hy_experiment *experiments = hy_experiments(&count);
    for (uint32_t i = 0; i < count; i++) {
        check_experiment(&experiments[i], items);
    }
}
END_TEST

START_TEST(the_published_speeds_are_weidmanns)
{
    uint32_t count = 0;
    const hy_verification_case *cases = hy_verification_cases(&count);
    uint32_t checked = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (cases[i].curve != NULL && strstr(cases[i].curve, "way") != NULL) {
            const double speed = hy_weidmann_speed(cases[i].values[0]);
            ck_assert_double_eq_tol((cases[i].low + 0.05) / 0.8, speed, 6e-4);
            ck_assert_double_eq_tol((cases[i].high - 0.05) / 1.2, speed, 6e-4);
            checked++;
        }
    }
    ck_assert_uint_eq(checked, 16);
}
END_TEST

// ---- the camera

static hy_trace trace_of(const char *name, uint64_t seed, hy_model **model)
{
    static hy_diagnostic items[HY_DIAGNOSTIC_LIMIT];
    const hy_experiment *experiment = hy_experiment_named(name, strlen(name));
    char path[1024];
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, items);
    snprintf(path, sizeof path, "%s/tests/verification/%s", HYOSAN_SOURCE_DIR, experiment->scenario);
    hy_document *document = NULL;
    ck_assert_int_eq(
        hy_document_load(hy_host_allocator(), path, experiment->settings, settings_of(experiment), &sink, &document),
        HY_OK);
    ck_assert_int_eq(hy_model_create(hy_document_description(document), hy_host_allocator(), &sink, model), HY_OK);
    hy_document_destroy(document);
    hy_trace trace;
    ck_assert_int_eq(hy_experiment_run(experiment, *model, seed, &trace), HY_OK);
    ck_assert(trace.is_complete);
    return trace;
}

START_TEST(one_person_is_timed_at_both_lines_and_seen_to_leave)
{
    hy_model *model = NULL;
    hy_trace trace = trace_of("corridor-1.0", 1, &model);
    ck_assert_uint_eq(trace.line_count, 2);
    ck_assert_double_eq_tol(trace.start[0].x, 1, 1e-5);
    // the first step is seen when it is over
    ck_assert_double_eq_tol(trace.crossed_s[0] - trace.moved_s[0] + 0.1, 1, 0.05);
    ck_assert_double_eq_tol(trace.crossed_s[1] - trace.crossed_s[0], 40, 0.05);
    ck_assert_double_eq_tol(trace.gone_s[0] - trace.moved_s[0] + 0.1, 42, 0.25);
    ck_assert_double_eq_tol(trace.way_m[0], 42, 0.25);
    ck_assert_str_eq(model->places[trace.exit[0]].name, "east");
    ck_assert_uint_eq(trace.wall_crossing_count, 0);
    hy_trace_clear(&trace);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_zone_shows_the_density_and_speed_of_those_in_it)
{
    hy_model *model = NULL;
    hy_trace trace = trace_of("one-way-0.5", 1, &model);
    ck_assert_uint_eq(trace.window_count, 3); // 10 to 22 s by 4 s
    double mean_walk = 0;
    for (uint32_t i = 0; i < trace.person_count; i++) {
        mean_walk += trace.walk_m_per_s[i] / trace.person_count;
    }
    for (uint32_t i = 0; i < trace.window_count; i++) {
        const hy_zone_window *window = &trace.windows[i];
        ck_assert_double_eq_tol(window->begin_s, 10 + 4.0 * i, 0.01);
        ck_assert_double_eq_tol(window->density_per_m2, 0.5, 0.25);
        ck_assert_double_eq_tol(window->speed_m_per_s, mean_walk, 0.4);
        ck_assert_double_eq_tol(window->flow_per_m_s, window->density_per_m2 * window->speed_m_per_s, 1e-9);
    }
    hy_trace_clear(&trace);
    hy_model_destroy(model);
}
END_TEST

START_TEST(equal_seeds_show_the_same)
{
    hy_model *models[2] = {NULL, NULL};
    hy_trace traces[2] = {trace_of("corner", 7, &models[0]), trace_of("corner", 7, &models[1])};
    for (uint32_t i = 0; i < traces[0].person_count; i++) {
        ck_assert(memcmp(&traces[0].gone_s[i], &traces[1].gone_s[i], sizeof(double)) == 0);
    }
    for (uint32_t i = 0; i < 2; i++) {
        hy_trace_clear(&traces[i]);
        hy_model_destroy(models[i]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("verification cases");
    TCase *tcase = add_case(suite, "tables");
    tcase_add_test(tcase, every_case_has_a_name_of_its_own_and_says_what_it_claims);
    tcase_add_test(tcase, every_case_names_experiments_that_exist_and_every_experiment_is_used);
    tcase_add_test(tcase, every_set_up_is_without_problems_and_moves_by_the_defaults_of_the_language);
    tcase_add_test(tcase, the_published_speeds_are_weidmanns);
    TCase *camera = add_case(suite, "camera");
    tcase_add_test(camera, one_person_is_timed_at_both_lines_and_seen_to_leave);
    tcase_add_test(camera, a_zone_shows_the_density_and_speed_of_those_in_it);
    tcase_add_test(camera, equal_seeds_show_the_same);
    return run_suite(suite);
}
