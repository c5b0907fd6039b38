// Designs of sweeps, and sensitivity indices held against a function whose indices are known.
#include "study/design.h"
#include "study/sensitivity.h"
#include "study/sobol.h"

#include "suite.h"

#include "hyosan/host.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// ---- Sobol' sequences

START_TEST(the_first_points_of_the_sequence_are_those_of_its_authors)
{
    // S. Joe and F. Y. Kuo, notes on generating Sobol' sequences: three dimensions
    static const double wanted[8][3] = {{0, 0, 0},          {0.5, 0.5, 0.5},       {0.75, 0.25, 0.25},
                                        {0.25, 0.75, 0.75}, {0.375, 0.375, 0.625}, {0.875, 0.875, 0.125},
                                        {0.625, 0.125, 0.875}, {0.125, 0.625, 0.375}};
    hy_sobol sobol;
    hy_sobol_init(&sobol, 3, 0);
    for (uint32_t i = 0; i < 8; i++) {
        for (uint32_t k = 0; k < 3; k++) {
            ck_assert_double_eq(hy_sobol_at(&sobol, i, k), wanted[i][k]);
        }
    }
}
END_TEST

// each of 256 equal pieces of [0, 1) holds one of 256 points
static void assert_stratified(const hy_sobol *sobol, uint32_t dimension)
{
    bool is_taken[256] = {false};
    for (uint32_t i = 0; i < 256; i++) {
        const uint32_t piece = (uint32_t)(hy_sobol_at(sobol, i, dimension) * 256);
        ck_assert_uint_lt(piece, 256);
        ck_assert(!is_taken[piece]);
        is_taken[piece] = true;
    }
}

START_TEST(every_dimension_is_stratified_with_and_without_a_shift)
{
    for (uint64_t seed = 0; seed < 3; seed++) {
        hy_sobol sobol;
        hy_sobol_init(&sobol, HY_SOBOL_DIMENSIONS, seed);
        for (uint32_t dimension = 0; dimension < HY_SOBOL_DIMENSIONS; dimension++) {
            assert_stratified(&sobol, dimension);
        }
    }
}
END_TEST

START_TEST(neighbouring_dimensions_fill_the_square)
{
    // of 1024 points each of 16 x 16 squares holds some, and none holds many
    hy_sobol sobol;
    hy_sobol_init(&sobol, HY_SOBOL_DIMENSIONS, 0);
    // so the published numbers do for the first fifteen; of later pairs some need more points
    for (uint32_t dimension = 0; dimension + 1 < 15; dimension++) {
        uint32_t counts[16][16] = {{0}};
        for (uint32_t i = 0; i < 1024; i++) {
            counts[(int)(hy_sobol_at(&sobol, i, dimension) * 16)][(int)(hy_sobol_at(&sobol, i, dimension + 1) * 16)]++;
        }
        for (int square = 0; square < 256; square++) {
            ck_assert_uint_ge(counts[square / 16][square % 16], 1);
            ck_assert_uint_le(counts[square / 16][square % 16], 12);
        }
    }
}
END_TEST

// ---- designs

static const char *words[] = {"low", "high"};

static hy_spec_study study_of(hy_study_design kind, hy_spec_study_parameter *parameters, uint32_t count)
{
    hy_spec_study study = hy_spec_study_default();
    study.design = kind;
    study.points = 16;
    study.parameters = parameters;
    study.parameters_count = count;
    return study;
}

static void fill_parameters(hy_spec_study_parameter parameters[3])
{
    for (int i = 0; i < 3; i++) {
        parameters[i] = hy_spec_study_parameter_default();
        parameters[i].name = "";
    }
    parameters[0].path = "a.x";
    parameters[0].low = 0;
    parameters[0].high = 8;
    parameters[1].path = "b";
    parameters[1].low = 1;
    parameters[1].high = 6;
    parameters[1].is_whole = true;
    parameters[2].path = "c[d].e";
    parameters[2].values = words;
    parameters[2].values_count = 2;
}

static hy_design make_design(const hy_spec_study *study)
{
    char message[HY_STORE_MESSAGE_SIZE];
    hy_design design;
    ck_assert_msg(hy_design_make(study, &design, message) == HY_OK, "%s", message);
    return design;
}

static double number_of(const char *setting)
{
    return atof(strchr(setting, '=') + 1);
}

START_TEST(a_grid_has_every_combination_and_both_ends)
{
    hy_spec_study_parameter parameters[3];
    fill_parameters(parameters);
    parameters[1].steps = 2;
    const hy_spec_study study = study_of(HY_study_design_grid, parameters, 3);
    hy_design design = make_design(&study);
    ck_assert_uint_eq(design.count, 3 * 2 * 2);
    ck_assert_str_eq(design.variants[0].settings[0], "a.x=0");
    ck_assert_str_eq(design.variants[0].settings[2], "c[d].e=low");
    ck_assert_str_eq(design.variants[11].settings[0], "a.x=8");
    ck_assert_str_eq(design.variants[11].settings[2], "c[d].e=high");
    for (uint32_t i = 0; i < design.count; i++) {
        for (uint32_t k = 0; k < i; k++) {
            ck_assert_str_ne(design.variants[i].label, design.variants[k].label);
        }
    }
    hy_design_clear(&design);
}
END_TEST

START_TEST(a_latin_hypercube_has_one_point_in_each_layer)
{
    hy_spec_study_parameter parameters[3];
    fill_parameters(parameters);
    const hy_spec_study study = study_of(HY_study_design_latin_hypercube, parameters, 2);
    hy_design design = make_design(&study);
    bool is_taken[16] = {false};
    uint32_t whole_counts[7] = {0};
    ck_assert_uint_eq(design.count, 16);
    for (uint32_t i = 0; i < 16; i++) {
        const int layer = (int)(number_of(design.variants[i].settings[0]) / 8 * 16);
        ck_assert(!is_taken[layer]);
        is_taken[layer] = true;
        whole_counts[(int)number_of(design.variants[i].settings[1])]++;
    }
    for (int value = 1; value <= 6; value++) {
        ck_assert_uint_ge(whole_counts[value], 2); // 16 points over 6 numbers
    }
    hy_design_clear(&design);
}
END_TEST

START_TEST(saltellis_scheme_takes_one_parameter_from_the_second_point)
{
    hy_spec_study_parameter parameters[3];
    fill_parameters(parameters);
    parameters[1].is_whole = false;
    const hy_spec_study study = study_of(HY_study_design_saltelli, parameters, 2);
    hy_design design = make_design(&study);
    ck_assert_uint_eq(design.count, 16 * 4);
    for (uint32_t row = 0; row < 16; row++) {
        const hy_variant *points = &design.variants[row * 4];
        ck_assert_str_eq(points[2].settings[0], points[1].settings[0]);
        ck_assert_str_eq(points[2].settings[1], points[0].settings[1]);
        ck_assert_str_eq(points[3].settings[0], points[0].settings[0]);
        ck_assert_str_eq(points[3].settings[1], points[1].settings[1]);
    }
    hy_design_clear(&design);
}
END_TEST

START_TEST(one_at_a_time_is_the_base_and_both_ends_of_each)
{
    hy_spec_study_parameter parameters[3];
    fill_parameters(parameters);
    const hy_spec_study study = study_of(HY_study_design_one_at_a_time, parameters, 3);
    hy_design design = make_design(&study);
    ck_assert_uint_eq(design.count, 7);
    ck_assert_uint_eq(design.variants[0].setting_count, 0);
    ck_assert_str_eq(design.variants[1].settings[0], "a.x=0");
    ck_assert_str_eq(design.variants[2].settings[0], "a.x=8");
    ck_assert_str_eq(design.variants[4].settings[0], "b=6");
    ck_assert_str_eq(design.variants[6].settings[0], "c[d].e=high");
    hy_design_clear(&design);
}
END_TEST

START_TEST(the_same_seed_makes_the_same_design)
{
    hy_spec_study_parameter parameters[3];
    fill_parameters(parameters);
    hy_spec_study study = study_of(HY_study_design_latin_hypercube, parameters, 3);
    hy_design first = make_design(&study);
    hy_design again = make_design(&study);
    study.design_seed = 2;
    hy_design other = make_design(&study);
    uint32_t different_count = 0;
    for (uint32_t i = 0; i < first.count; i++) {
        ck_assert_str_eq(first.variants[i].label, again.variants[i].label);
        different_count += strcmp(first.variants[i].label, other.variants[i].label) != 0;
    }
    ck_assert_uint_gt(different_count, 12);
    hy_design_clear(&first);
    hy_design_clear(&again);
    hy_design_clear(&other);
}
END_TEST

START_TEST(too_large_a_design_is_refused)
{
    hy_spec_study_parameter parameters[3];
    char message[HY_STORE_MESSAGE_SIZE];
    hy_design design;
    fill_parameters(parameters);
    hy_spec_study study = study_of(HY_study_design_latin_hypercube, parameters, 3);
    study.points = 1000000;
    study.runs = 1000000;
    ck_assert_int_eq(hy_design_make(&study, &design, message), HY_BAD_ARGUMENT);
    hy_design_clear(&design);
}
END_TEST

// ---- sensitivity: T. Ishigami and T. Homma 1990, with a = 7 and b = 0.1

static const double PI = 3.14159265358979323846;

static double ishigami(const double x[3])
{
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

enum { ROWS = 8192 };
static double base[ROWS], second[ROWS], mixed[3][ROWS];

static hy_saltelli evaluate(uint32_t count)
{
    static const double *const columns[] = {mixed[0], mixed[1], mixed[2]};
    hy_sobol sobol;
    hy_sobol_init(&sobol, 6, 1);
    for (uint32_t row = 0; row < count; row++) {
        double a[3];
        double b[3];
        for (uint32_t i = 0; i < 3; i++) {
            a[i] = PI * (2 * hy_sobol_at(&sobol, row, i) - 1);
            b[i] = PI * (2 * hy_sobol_at(&sobol, row, 3 + i) - 1);
        }
        base[row] = ishigami(a);
        second[row] = ishigami(b);
        for (uint32_t i = 0; i < 3; i++) {
            double ab[3] = {a[0], a[1], a[2]};
            ab[i] = b[i];
            mixed[i][row] = ishigami(ab);
        }
    }
    return (hy_saltelli){.point_count = count, .parameter_count = 3, .base = base, .second = second, .mixed = columns};
}

START_TEST(ishigamis_function_has_its_known_indices)
{
    // exact: V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = 8 b^2 pi^8 / 225
    const double first_wanted[] = {0.31391, 0.44241, 0};
    const double total_wanted[] = {0.55759, 0.44241, 0.24368};
    const hy_saltelli results = evaluate(ROWS);
    for (uint32_t i = 0; i < 3; i++) {
        const hy_estimate first = hy_sensitivity_first(&results, i, 400, 1);
        const hy_estimate total = hy_sensitivity_total(&results, i, 400, 1);
        ck_assert_double_eq_tol(first.value, first_wanted[i], 0.01);
        ck_assert_double_eq_tol(total.value, total_wanted[i], 0.01);
        ck_assert_double_le(first.low, first_wanted[i]);
        ck_assert_double_ge(first.high, first_wanted[i]);
        ck_assert_double_le(total.low, total_wanted[i]);
        ck_assert_double_ge(total.high, total_wanted[i]);
    }
}
END_TEST

START_TEST(bootstrap_intervals_narrow_with_the_root_of_the_points)
{
    const hy_saltelli few = evaluate(512);
    const hy_estimate wide = hy_sensitivity_total(&few, 0, 400, 1);
    const hy_saltelli many = evaluate(ROWS);
    const hy_estimate narrow = hy_sensitivity_total(&many, 0, 400, 1);
    const double ratio = (wide.high - wide.low) / (narrow.high - narrow.low);
    ck_assert_double_gt(ratio, 2.8); // sixteen times the points: about 4
    ck_assert_double_lt(ratio, 5.7);
}
END_TEST

START_TEST(a_result_that_does_not_vary_has_no_indices)
{
    static const double same[8] = {2, 2, 2, 2, 2, 2, 2, 2};
    static const double *const columns[] = {same};
    const hy_saltelli results = {8, 1, same, same, columns};
    ck_assert(isnan(hy_sensitivity_first(&results, 0, 100, 1).value));
    ck_assert(isnan(hy_sensitivity_total(&results, 0, 100, 1).value));
}
END_TEST

// ---- the file of a study

static hy_status load(const char *text, hy_diagnostic *items, hy_diagnostics *sink)
{
    char path[] = "/tmp/hyosan-study-XXXXXX";
    const int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    hy_study_document *document = NULL;
    hy_diagnostics_init(sink, items);
    const hy_status status = hy_study_document_load(hy_host_allocator(), path, sink, &document);
    if (status == HY_OK) {
        ck_assert_str_eq(hy_study_document_scenario(document), "/tmp/house.yaml");
        ck_assert_str_eq(hy_study_document_record(document)->parameters[0].path, "a.b");
    }
    hy_study_document_destroy(document);
    unlink(path);
    return status;
}

START_TEST(a_study_is_read_with_every_problem_at_its_line)
{
    static hy_diagnostic items[HY_DIAGNOSTIC_LIMIT];
    hy_diagnostics sink;
    ck_assert_int_eq(load("study: s\nscenario: house.yaml\nparameters:\n  - {path: a.b, low: 0, high: 1}\n", items, &sink), HY_OK);
    ck_assert_int_eq(load("study: s\nscenario: house.yaml\nparameters:\n  - {path: a.b, low: 2, high: 1}\n", items, &sink),
                     HY_BAD_INPUT);
    ck_assert_uint_eq(sink.count, 1);
    ck_assert_uint_eq(sink.items[0].mark.line, 4);
    ck_assert_int_eq(load("study: s\nscenario: house.yaml\ndesign: gird\n", items, &sink), HY_BAD_INPUT);
    ck_assert_int_eq(load("study: s\nscenario: house.yaml\n", items, &sink), HY_BAD_INPUT);
    ck_assert_int_eq(load("study: s\nscenario: house.yaml\nparameters: [{path: a, low: 0, high: 1, is_logarithmic: true}]\n",
                          items, &sink),
                     HY_BAD_INPUT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("study/sweep");
    TCase *sobol = add_case(suite, "sobol");
    tcase_add_test(sobol, the_first_points_of_the_sequence_are_those_of_its_authors);
    tcase_add_test(sobol, every_dimension_is_stratified_with_and_without_a_shift);
    tcase_add_test(sobol, neighbouring_dimensions_fill_the_square);
    TCase *designs = add_case(suite, "designs");
    tcase_add_test(designs, a_grid_has_every_combination_and_both_ends);
    tcase_add_test(designs, a_latin_hypercube_has_one_point_in_each_layer);
    tcase_add_test(designs, saltellis_scheme_takes_one_parameter_from_the_second_point);
    tcase_add_test(designs, one_at_a_time_is_the_base_and_both_ends_of_each);
    tcase_add_test(designs, the_same_seed_makes_the_same_design);
    tcase_add_test(designs, too_large_a_design_is_refused);
    TCase *sensitivity = add_case(suite, "sensitivity");
    tcase_add_test(sensitivity, ishigamis_function_has_its_known_indices);
    tcase_add_test(sensitivity, bootstrap_intervals_narrow_with_the_root_of_the_points);
    tcase_add_test(sensitivity, a_result_that_does_not_vary_has_no_indices);
    TCase *files = add_case(suite, "files");
    tcase_add_test(files, a_study_is_read_with_every_problem_at_its_line);
    return run_suite(suite);
}
