// Ensembles: every run is the history of its seed, whoever makes it and when; failures stay where they are.
#include "study/many_runs.h"

#include "study/tally.h"

#include <math.h>
#include <signal.h>

// ---- what a run leaves is what its history is

typedef struct collected {
    uint64_t hashes[64];
    uint32_t survivors[64], over_ticks[64], infected[64], failed_number, failed_count, count;
    char error[HY_STUDY_ERROR_SIZE];
    const hy_study *study;
} collected;

static bool collect(void *context, const hy_study_run *run)
{
    collected *all = context;
    ck_assert_uint_lt(run->number, 64);
    ck_assert_uint_eq(run->seed, all->study->first_seed + run->number);
    all->count++;
    if (run->has_failed) {
        all->failed_count++;
        all->failed_number = run->number;
        snprintf(all->error, sizeof all->error, "%s", run->error);
        return true;
    }
    all->hashes[run->number] = run->state_hash;
    all->over_ticks[run->number] = run->over_tick;
    all->infected[run->number] = run->infected_count;
    for (uint32_t i = 0; i < all->study->shape.group_count; i++) {
        all->survivors[run->number] += hy_survivor_count(&run->groups[i]);
    }
    return true;
}

static collected collect_all(many_runs *runs)
{
    collected all = {.study = runs->result.study};
    ck_assert_int_eq(hy_study_visit(runs->result.study, collect, &all, runs->message), HY_OK);
    return all;
}

static hy_sim *bare_history(const hy_model *model, uint64_t seed)
{
    hy_sim_definition definition = hy_sim_definition_default(model);
    hy_sim *sim = NULL;
    definition.seed = seed;
    ck_assert_int_eq(hy_sim_create(model, &definition, hy_host_allocator(), &sim), HY_OK);
    while (hy_sim_tick(sim) < hy_sim_end_tick(sim)) {
        hy_sim_step(sim);
    }
    return sim;
}

START_TEST(each_run_is_the_history_of_its_seed)
{
    many_runs runs;
    begin_study(&runs, 6, 2);
    add_variant(&runs, NULL);
    run_study(&runs);
    const collected all = collect_all(&runs);
    ck_assert_uint_eq(all.count, 6);
    for (uint32_t i = 0; i < 6; i++) {
        hy_sim *sim = bare_history(runs.models[0], 1 + i);
        hy_counts counts[HY_role_count];
        hy_sim_count(sim, counts);
        ck_assert_uint_eq(all.hashes[i], hy_sim_hash(sim));
        ck_assert_uint_eq(all.survivors[i],
                          hy_survivor_count(&counts[HY_role_student]) + hy_survivor_count(&counts[HY_role_staff]));
        const bool is_over = counts[HY_role_student].zombie + counts[HY_role_student].incubating == 0;
        ck_assert_int_eq(all.over_ticks[i] != HY_NONE, is_over);
        ck_assert_uint_ge(all.infected[i], 1);
        hy_sim_destroy(sim);
    }
    end_study(&runs);
}
END_TEST

// what a file and a process may differ in is no result
static void assert_same_bits(double a, double b)
{
    ck_assert_int_eq(memcmp(&a, &b, sizeof a), 0);
}

START_TEST(any_number_of_threads_gives_the_same_bits)
{
    many_runs serial;
    many_runs threaded;
    hy_study_summary summaries[2];
    begin_study(&serial, 24, 1);
    begin_study(&threaded, 24, 5);
    add_variant(&serial, NULL);
    add_variant(&threaded, NULL);
    run_study(&serial);
    run_study(&threaded);
    ck_assert_int_eq(hy_study_summarise(serial.result.study, 1, &summaries[0], serial.message), HY_OK);
    ck_assert_int_eq(hy_study_summarise(threaded.result.study, 1, &summaries[1], threaded.message), HY_OK);
    ck_assert_uint_eq(summaries[0].ask_count, summaries[1].ask_count);
    for (uint32_t i = 0; i < summaries[0].ask_count; i++) {
        const hy_estimate a = hy_summary_estimate(&summaries[0], 0, i);
        const hy_estimate b = hy_summary_estimate(&summaries[1], 0, i);
        assert_same_bits(a.value, b.value);
        assert_same_bits(a.low, b.low);
        assert_same_bits(a.high, b.high);
    }
    hy_study_summary_clear(&summaries[0]);
    hy_study_summary_clear(&summaries[1]);
    end_study(&serial);
    end_study(&threaded);
}
END_TEST

// ---- failures

typedef struct saboteur {
    uint32_t from, to; // numbers of runs
    void (*break_something)(void);
} saboteur;

static void trap(void)
{
    __builtin_trap();
}

static void raise_abort(void)
{
    abort();
}

static void sabotage(void *context, const hy_sim *sim, uint32_t variant, uint32_t number)
{
    const saboteur *who = context;
    (void)variant;
    if (number >= who->from && number <= who->to && hy_sim_tick(sim) == 100) {
        who->break_something();
    }
}

static void assert_failure_stays_alone(void (*break_something)(void))
{
    many_runs runs;
    saboteur who = {.from = 3, .to = 3, .break_something = break_something};
    begin_study(&runs, 8, 2);
    add_variant(&runs, NULL);
    runs.definition.step_check = sabotage;
    runs.definition.step_check_context = &who;
    run_study(&runs);
    const collected all = collect_all(&runs);
    ck_assert_uint_eq(all.count, 8);
    ck_assert_uint_eq(all.failed_count, 1);
    ck_assert_uint_eq(all.failed_number, 3);
    ck_assert_str_eq(all.error, "an assertion did not hold");
    ck_assert_uint_eq(runs.result.study->failed_count, 1);
    hy_study_summary summary;
    ck_assert_int_eq(hy_study_summarise(runs.result.study, 1, &summary, runs.message), HY_OK);
    ck_assert_uint_eq(summary.variants[0].done_count, 7);
    ck_assert_uint_eq(summary.failed_seed, 4);
    hy_study_summary_clear(&summary);
    end_study(&runs);
}

START_TEST(a_run_whose_assertion_fails_is_recorded_and_the_others_go_on)
{
    assert_failure_stays_alone(trap);
}
END_TEST

START_TEST(a_run_that_aborts_is_recorded_and_the_others_go_on)
{
    assert_failure_stays_alone(raise_abort);
}
END_TEST

START_TEST(failures_in_every_thread_are_survived)
{
    many_runs runs;
    saboteur who = {.from = 0, .to = 22, .break_something = trap};
    begin_study(&runs, 24, 4);
    add_variant(&runs, NULL);
    runs.definition.step_check = sabotage;
    runs.definition.step_check_context = &who;
    run_study(&runs);
    ck_assert_uint_eq(runs.result.study->failed_count, 23);
    ck_assert_uint_eq(runs.result.study->done_count, 1);
    end_study(&runs);
}
END_TEST

static void do_nothing(void *context)
{
    (void)context;
}

START_TEST(a_fault_outside_of_a_guarded_task_kills_as_ever)
{
    ck_assert_ptr_null(hy_host_guard(do_nothing, NULL));
    abort();
}
END_TEST

// ---- memory

static size_t peak_after(uint32_t run_count)
{
    many_runs runs;
    begin_study(&runs, run_count, 2);
    add_variant(&runs, NULL);
    runs.definition.end_tick = 600;
    run_study(&runs);
    hy_study_summary summary;
    ck_assert_int_eq(hy_study_summarise(runs.result.study, 1, &summary, runs.message), HY_OK);
    ck_assert_uint_eq(summary.variants[0].done_count, run_count);
    hy_study_summary_clear(&summary);
    end_study(&runs);
    return hy_host_peak_memory_bytes();
}

START_TEST(memory_does_not_grow_with_the_number_of_runs)
{
    const size_t few = peak_after(20);
    const size_t many = peak_after(1000);
    // the cache of the file's pages fills, to 2 MB at most; a byte for each person, tick and run would be 7 MB
    ck_assert_uint_lt(many - few, 4u << 20);
}
END_TEST

// ---- enough runs

START_TEST(a_narrow_interval_ends_the_study_at_the_same_run_for_any_number_of_threads)
{
    uint32_t counts[2];
    for (uint32_t i = 0; i < 2; i++) {
        many_runs runs;
        begin_study(&runs, 400, i == 0 ? 1 : 4);
        add_variant(&runs, NULL);
        runs.definition.until_outcome = "students";
        runs.definition.until_error = 0.1;
        run_study(&runs);
        ck_assert(runs.result.was_precise);
        ck_assert(!runs.result.was_interrupted);
        ck_assert(runs.result.study->is_complete);
        counts[i] = runs.result.study->done_count;
        hy_study_summary summary;
        ck_assert_int_eq(hy_study_summarise(runs.result.study, 0, &summary, runs.message), HY_OK);
        const hy_outcome_ask *ask = hy_outcome_ask_named(summary.asks, summary.ask_count, "students");
        const hy_estimate of = hy_summary_estimate(&summary, 0, (uint32_t)(ask - summary.asks));
        ck_assert_double_le((of.high - of.low) / 2, 0.1);
        hy_study_summary_clear(&summary);
        end_study(&runs);
    }
    ck_assert_uint_lt(counts[0], 400);
    ck_assert_uint_ge(counts[0], 16);
    ck_assert_uint_eq(counts[0], counts[1]);
}
END_TEST

START_TEST(an_outcome_that_is_no_share_is_refused)
{
    many_runs runs;
    begin_study(&runs, 4, 1);
    add_variant(&runs, NULL);
    runs.definition.until_outcome = "nobody";
    runs.definition.until_error = 0.1;
    ck_assert_int_eq(hy_ensemble_run(&runs.definition, &runs.result, runs.message), HY_BAD_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(runs.message, "nobody"));
    end_study(&runs);
}
END_TEST

// ---- reductions

START_TEST(curves_count_every_run_at_every_moment)
{
    many_runs runs;
    begin_study(&runs, 10, 2);
    add_variant(&runs, NULL);
    run_study(&runs);
    hy_study_summary summary;
    ck_assert_int_eq(hy_study_summarise(runs.result.study, 1, &summary, runs.message), HY_OK);
    const collected all = collect_all(&runs);
    const hy_study_shape *shape = &runs.result.study->shape;
    const hy_histogram *begin = hy_summary_curve(&summary, 0, 0, HY_WHO_ALL, HY_SERIES_SURVIVORS);
    const hy_histogram *end = hy_summary_curve(&summary, 0, shape->sample_count - 1, HY_WHO_ALL, HY_SERIES_SURVIVORS);
    ck_assert_uint_eq(begin->total, 10);
    ck_assert_uint_eq(end->total, 10);
    ck_assert_uint_eq(hy_study_sample_tick(shape, shape->sample_count - 1), shape->end_tick);
    uint32_t smallest = HY_NONE;
    for (uint32_t i = 0; i < 10; i++) {
        smallest = all.survivors[i] < smallest ? all.survivors[i] : smallest;
    }
    ck_assert_double_eq(hy_histogram_quantile(end, 0), smallest);
    hy_study_summary_clear(&summary);
    end_study(&runs);
}
END_TEST

START_TEST(a_histogram_has_the_quantiles_of_its_values)
{
    // 1, 2, 2, 7: quartiles by linear interpolation between order statistics
    uint32_t counts[11] = {[1] = 1, [2] = 2, [7] = 1};
    const hy_histogram histogram = {.counts = counts, .limit = 10, .total = 4};
    ck_assert_double_eq_tol(hy_histogram_quantile(&histogram, 0), 1, 1e-12);
    ck_assert_double_eq_tol(hy_histogram_quantile(&histogram, 0.25), 1.75, 1e-12);
    ck_assert_double_eq_tol(hy_histogram_quantile(&histogram, 0.5), 2, 1e-12);
    ck_assert_double_eq_tol(hy_histogram_quantile(&histogram, 0.75), 3.25, 1e-12);
    ck_assert_double_eq_tol(hy_histogram_quantile(&histogram, 1), 7, 1e-12);
}
END_TEST

START_TEST(a_running_mean_agrees_with_the_sums)
{
    const double values[] = {3, 1, 4, 1, 5, 9, 2, 6};
    hy_mean mean = {0};
    for (int i = 0; i < 8; i++) {
        hy_mean_add(&mean, values[i]);
    }
    const hy_estimate wanted = hy_estimate_mean(values, 8);
    const hy_estimate of = hy_mean_interval(&mean);
    ck_assert_double_eq_tol(of.value, wanted.value, 1e-12);
    ck_assert_double_eq_tol(of.low, wanted.low, 1e-12);
    ck_assert_double_eq_tol(of.high, wanted.high, 1e-12);
}
END_TEST

START_TEST(shares_of_runs_have_intervals_between_nobody_and_everybody)
{
    hy_mean none = {0};
    hy_mean spread = {0};
    for (int i = 0; i < 40; i++) {
        hy_mean_add(&none, 0);
        hy_mean_add(&spread, i % 2 == 0 ? 0.9 : 1);
    }
    // nobody in 40 runs: as Wilson's interval of 0 of 40, with Student's quantile
    const hy_estimate zero = hy_mean_share_interval(&none);
    ck_assert_double_eq(zero.low, 0);
    ck_assert_double_gt(zero.high, hy_estimate_share(0, 40).high);
    ck_assert_double_lt(zero.high, 0.1);
    const hy_estimate high = hy_mean_share_interval(&spread);
    ck_assert_double_eq_tol(high.value, 0.95, 1e-12);
    ck_assert_double_gt(high.low, 0.92);
    ck_assert_double_lt(high.high, 0.97);
    // well inside it is Student's interval but for the curvature
    const hy_estimate student = hy_mean_interval(&spread);
    ck_assert_double_eq_tol(high.high - high.low, student.high - student.low, 0.003);
}
END_TEST

// chance of `hits` among `count` when each has chance p
static double binomial(uint32_t hits, uint32_t count, double p)
{
    return exp(lgamma(count + 1.0) - lgamma(hits + 1.0) - lgamma(count - hits + 1.0) + hits * log(p) +
               (count - hits) * log(1 - p));
}

START_TEST(intervals_cover_the_truth_as_often_as_they_say)
{
    // summed exactly over all outcomes of 60 runs, in the mean of chances from 0.02 to 0.98
    double covered = 0;
    uint32_t chance_count = 0;
    for (double p = 0.02; p < 0.985; p += 0.01, chance_count++) {
        for (uint32_t hits = 0; hits <= 60; hits++) {
            hy_mean mean = {0};
            for (uint32_t run = 0; run < 60; run++) {
                hy_mean_add(&mean, run < hits ? 1 : 0);
            }
            const hy_estimate of = hy_mean_yes_interval(&mean);
            covered += of.low <= p && p <= of.high ? binomial(hits, 60, p) : 0;
        }
    }
    ck_assert_double_eq_tol(covered / chance_count, 0.95, 0.005);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("study/ensemble");
    TCase *runs = add_case(suite, "runs");
    tcase_add_test(runs, each_run_is_the_history_of_its_seed);
    tcase_add_test(runs, any_number_of_threads_gives_the_same_bits);
    tcase_add_test(runs, a_run_whose_assertion_fails_is_recorded_and_the_others_go_on);
    tcase_add_test(runs, failures_in_every_thread_are_survived);
    tcase_add_test(runs, a_run_that_aborts_is_recorded_and_the_others_go_on);
    tcase_add_test_raise_signal(runs, a_fault_outside_of_a_guarded_task_kills_as_ever, SIGABRT);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    tcase_add_test(runs, memory_does_not_grow_with_the_number_of_runs); // a sanitizer keeps what is freed
#else
    (void)memory_does_not_grow_with_the_number_of_runs;
#endif
    tcase_add_test(runs, a_narrow_interval_ends_the_study_at_the_same_run_for_any_number_of_threads);
    tcase_add_test(runs, an_outcome_that_is_no_share_is_refused);
    TCase *reductions = add_case(suite, "reductions");
    tcase_add_test(reductions, curves_count_every_run_at_every_moment);
    tcase_add_test(reductions, a_histogram_has_the_quantiles_of_its_values);
    tcase_add_test(reductions, a_running_mean_agrees_with_the_sums);
    tcase_add_test(reductions, shares_of_runs_have_intervals_between_nobody_and_everybody);
    tcase_add_test(reductions, intervals_cover_the_truth_as_often_as_they_say);
    return run_suite(suite);
}
