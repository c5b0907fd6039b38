// Paired comparisons: variants over the same seeds are the same history until the first cause acts.
#include "study/many_runs.h"

#include <math.h>

// ---- the same bits until the first cause acts

typedef struct twins {
    many_runs worlds;
    hy_sim *sims[2];
    uint8_t *states[2];
    size_t size;
} twins;

static void begin_twins(twins *pair, const char *setting)
{
    begin_study(&pair->worlds, 1, 1);
    add_variant(&pair->worlds, NULL);
    add_variant(&pair->worlds, setting);
    for (int i = 0; i < 2; i++) {
        hy_sim_definition definition = hy_sim_definition_default(pair->worlds.models[i]);
        definition.seed = 3;
        ck_assert_int_eq(
            hy_sim_create(pair->worlds.models[i], &definition, hy_host_allocator(), &pair->sims[i]), HY_OK);
        pair->size = hy_sim_saved_size(pair->sims[i]);
        pair->states[i] = malloc(pair->size);
    }
    ck_assert_uint_eq(hy_sim_saved_size(pair->sims[0]), pair->size);
}

static void end_twins(twins *pair)
{
    for (int i = 0; i < 2; i++) {
        free(pair->states[i]);
        hy_sim_destroy(pair->sims[i]);
    }
    end_study(&pair->worlds);
}

static bool are_equal(twins *pair)
{
    // a saved state begins with the names of its model and seed, eight bytes each: the models are two
    enum { NAME_BYTES = 16 };
    hy_sim_save(pair->sims[0], pair->states[0]);
    hy_sim_save(pair->sims[1], pair->states[1]);
    return memcmp(pair->states[0] + NAME_BYTES, pair->states[1] + NAME_BYTES, pair->size - NAME_BYTES) == 0;
}

// steps both until they differ; the number of ticks for which they were equal
static uint32_t step_until_different(twins *pair)
{
    ck_assert(are_equal(pair));
    while (hy_sim_tick(pair->sims[0]) < hy_sim_end_tick(pair->sims[0])) {
        const uint32_t tick = hy_sim_tick(pair->sims[0]);
        hy_sim_step(pair->sims[0]);
        hy_sim_step(pair->sims[1]);
        if (!are_equal(pair)) {
            return tick;
        }
    }
    return hy_sim_end_tick(pair->sims[0]);
}

START_TEST(another_timetable_changes_nothing_before_its_hour)
{
    twins pair;
    begin_twins(&pair, "timetable[1].share=0.05");
    const uint32_t equal_ticks = step_until_different(&pair);
    // the row begins at 09:10, 6000 ticks after the start
    ck_assert_uint_ge(equal_ticks, 6000);
    ck_assert_uint_lt(equal_ticks, hy_sim_end_tick(pair.sims[0]));
    end_twins(&pair);
}
END_TEST

static bool somebody(const hy_sim *sim, uint32_t kind)
{
    uint32_t count = 0;
    const hy_event *events = hy_sim_events(sim, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (events[i].kind == kind) {
            return true;
        }
    }
    return false;
}

START_TEST(another_chance_changes_nothing_before_somebody_takes_it)
{
    twins pair;
    begin_twins(&pair, "mind.freeze_chance=1");
    const uint32_t equal_ticks = step_until_different(&pair);
    ck_assert_uint_gt(equal_ticks, 100);
    ck_assert_uint_lt(equal_ticks, hy_sim_end_tick(pair.sims[0]));
    ck_assert(somebody(pair.sims[1], HY_event_froze));
    ck_assert(!somebody(pair.sims[0], HY_event_froze));
    end_twins(&pair);
}
END_TEST

START_TEST(a_value_that_nobody_meets_changes_nothing)
{
    twins pair;
    begin_twins(&pair, "senses.alarm_db=99");
    ck_assert_uint_eq(step_until_different(&pair), hy_sim_end_tick(pair.sims[0]));
    end_twins(&pair);
}
END_TEST

// ---- branches: the same history until a moment, another model from there on

typedef struct kept_runs {
    hy_counts curves[2][4][200][HY_role_count]; // by variant, number, sample
    uint32_t infected[2][4], failed_count;
    const hy_study_shape *shape;
} kept_runs;

static bool keep_run(void *context, const hy_study_run *run)
{
    kept_runs *kept = context;
    ck_assert_uint_lt(run->number, 4);
    ck_assert_uint_le(kept->shape->sample_count, 200);
    kept->failed_count += run->has_failed;
    kept->infected[run->variant][run->number] = run->infected_count;
    memcpy(kept->curves[run->variant][run->number], run->curve,
           kept->shape->sample_count * HY_role_count * sizeof(hy_counts));
    return true;
}

static void branch(many_runs *runs, kept_runs *kept, const char *setting, uint32_t tick)
{
    begin_study(runs, 4, 2);
    runs->definition.kind = "compare";
    runs->definition.branch_tick = tick;
    add_variant(runs, NULL);
    add_variant(runs, setting);
    run_study(runs);
    memset(kept, 0, sizeof *kept);
    kept->shape = &runs->result.study->shape;
    ck_assert_int_eq(hy_study_visit(runs->result.study, keep_run, kept, runs->message), HY_OK);
    ck_assert_uint_eq(kept->failed_count, 0);
}

static kept_runs kept;

START_TEST(a_branch_that_changes_nothing_goes_on_as_if_there_was_none)
{
    many_runs runs;
    branch(&runs, &kept, "scenario=Another title", 3777);
    ck_assert_uint_eq(runs.result.study->branch_tick, 3777);
    ck_assert_int_eq(memcmp(kept.curves[0], kept.curves[1], sizeof kept.curves[0]), 0);
    ck_assert_int_eq(memcmp(kept.infected[0], kept.infected[1], sizeof kept.infected[0]), 0);
    end_study(&runs);
}
END_TEST

START_TEST(before_the_branch_a_variant_is_the_first_one_and_then_itself)
{
    many_runs runs;
    branch(&runs, &kept, "fight.break_off=1", 4000);
    const uint32_t before = 4000 / kept.shape->sample_ticks;
    uint32_t different_count = 0;
    for (uint32_t number = 0; number < 4; number++) {
        ck_assert_int_eq(memcmp(kept.curves[0][number], kept.curves[1][number],
                                (before + 1) * HY_role_count * sizeof(hy_counts)),
                         0);
        different_count += memcmp(kept.curves[0][number], kept.curves[1][number], sizeof kept.curves[0][number]) != 0;
    }
    ck_assert_uint_gt(different_count, 0);
    end_study(&runs);
}
END_TEST

START_TEST(a_history_does_not_pass_to_a_model_of_other_people)
{
    many_runs runs;
    begin_study(&runs, 1, 1);
    runs.definition.branch_tick = 100;
    add_variant(&runs, NULL);
    add_variant(&runs, "groups[west class].count=5");
    ck_assert_int_eq(hy_ensemble_run(&runs.definition, &runs.result, runs.message), HY_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(runs.message, "other people"));
    end_study(&runs);
}
END_TEST

// ---- paired statistics

static hy_study_summary compare(many_runs *runs, const char *setting, uint32_t run_count)
{
    begin_study(runs, run_count, 2);
    runs->definition.kind = "compare";
    add_variant(runs, NULL);
    add_variant(runs, setting);
    run_study(runs);
    hy_study_summary summary;
    ck_assert_int_eq(hy_study_summarise(runs->result.study, 0, &summary, runs->message), HY_OK);
    return summary;
}

START_TEST(a_variant_that_changes_nothing_differs_by_exactly_nothing)
{
    many_runs runs;
    hy_study_summary summary = compare(&runs, "scenario=Another title", 12);
    for (uint32_t i = 0; i < summary.ask_count; i++) {
        const hy_paired *paired = &summary.paired[summary.ask_count + i];
        const hy_estimate difference = hy_mean_interval(&paired->difference);
        ck_assert_uint_eq(paired->difference.count, 12);
        ck_assert_double_eq(difference.low, 0);
        ck_assert_double_eq(difference.high, 0);
    }
    hy_study_summary_clear(&summary);
    end_study(&runs);
}
END_TEST

START_TEST(the_same_seeds_tell_a_difference_with_fewer_runs)
{
    many_runs runs;
    hy_study_summary summary = compare(&runs, "persons[Jun].courage=0.1", 60);
    const hy_paired *all = &summary.paired[summary.ask_count];
    ck_assert_double_gt(hy_paired_gain(all), 2);
    // the difference of the means is the mean of the differences
    ck_assert_double_eq_tol(all->difference.mean, all->second.mean - all->first.mean, 1e-12);
    const hy_estimate own = hy_mean_interval(&all->difference);
    const double first = hy_mean_deviation(&all->first);
    const double second = hy_mean_deviation(&all->second);
    const double independent_half = 2.0 * sqrt((first * first + second * second) / 60);
    ck_assert_double_lt((own.high - own.low) / 2, independent_half);
    hy_study_summary_clear(&summary);
    end_study(&runs);
}
END_TEST

START_TEST(the_gain_is_the_ratio_of_the_variances)
{
    hy_paired paired = {0};
    // two pairs whose differences are 1 and 3, variances 0.5 and 4.5 beside a paired one of 2
    const double firsts[] = {1, 2};
    const double seconds[] = {2, 5};
    for (int i = 0; i < 2; i++) {
        hy_mean_add(&paired.first, firsts[i]);
        hy_mean_add(&paired.second, seconds[i]);
        hy_mean_add(&paired.difference, seconds[i] - firsts[i]);
    }
    ck_assert_double_eq_tol(hy_paired_gain(&paired), (0.5 + 4.5) / 2, 1e-12);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("study/compare");
    TCase *twins_case = add_case(suite, "twins");
    tcase_add_test(twins_case, another_timetable_changes_nothing_before_its_hour);
    tcase_add_test(twins_case, another_chance_changes_nothing_before_somebody_takes_it);
    tcase_add_test(twins_case, a_value_that_nobody_meets_changes_nothing);
    TCase *branches = add_case(suite, "branches");
    tcase_add_test(branches, a_branch_that_changes_nothing_goes_on_as_if_there_was_none);
    tcase_add_test(branches, before_the_branch_a_variant_is_the_first_one_and_then_itself);
    tcase_add_test(branches, a_history_does_not_pass_to_a_model_of_other_people);
    TCase *pairs = add_case(suite, "pairs");
    tcase_add_test(pairs, a_variant_that_changes_nothing_differs_by_exactly_nothing);
    tcase_add_test(pairs, the_same_seeds_tell_a_difference_with_fewer_runs);
    tcase_add_test(pairs, the_gain_is_the_ratio_of_the_variances);
    return run_suite(suite);
}
