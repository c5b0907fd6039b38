// Change points: what is found is what there is, and the best there is.
#include "study/made_history.h"

#include "study/change_points.h"

#include <math.h>

enum { BINS = 40, KINDS = 2, SEGMENTS = 3 };

static uint32_t counts[BINS * KINDS];
static double durations[BINS];
static uint32_t weights[BINS];

static hy_count_series series_of(uint32_t bin_count)
{
    return (hy_count_series){.bin_count = bin_count,
                             .kind_count = KINDS,
                             .counts = counts,
                             .durations = durations,
                             .weights = weights};
}

static void begin_series(void)
{
    memset(counts, 0, sizeof counts);
    for (uint32_t i = 0; i < BINS; i++) {
        durations[i] = 1;
        weights[i] = 1;
    }
}

START_TEST(rates_that_jump_twice_are_cut_there)
{
    begin_series();
    for (uint32_t i = 0; i < BINS; i++) {
        counts[i * KINDS] = i < 12 ? 1 + i % 2 : i < 30 ? 9 + i % 3 : 2;
    }
    const hy_count_series series = series_of(BINS);
    uint32_t begins[SEGMENTS];
    double strengths[SEGMENTS];
    ck_assert_int_eq(hy_change_points_find(&series, SEGMENTS, begins, strengths), HY_OK);
    ck_assert_uint_eq(begins[0], 0);
    ck_assert_uint_eq(begins[1], 12);
    ck_assert_uint_eq(begins[2], 30);
    ck_assert_double_eq(strengths[0], 0);
    ck_assert_double_gt(strengths[1], 10);
    ck_assert_double_gt(strengths[2], 10);
}
END_TEST

START_TEST(a_change_of_kind_is_found_where_the_sum_stays)
{
    begin_series();
    for (uint32_t i = 0; i < BINS; i++) {
        counts[i * KINDS + (i < 17 ? 0 : 1)] = 5;
    }
    const hy_count_series series = series_of(BINS);
    uint32_t begins[2];
    double strengths[2];
    ck_assert_int_eq(hy_change_points_find(&series, 2, begins, strengths), HY_OK);
    ck_assert_uint_eq(begins[1], 17);
}
END_TEST

START_TEST(bins_of_unequal_length_are_compared_by_rate)
{
    begin_series();
    for (uint32_t i = 0; i < BINS; i++) {
        durations[i] = i % 2 == 0 ? 1 : 10;
        const uint32_t rate = i < 20 ? 2 : 6;
        counts[i * KINDS] = rate * (i % 2 == 0 ? 1 : 10);
    }
    const hy_count_series series = series_of(BINS);
    uint32_t begins[2];
    double strengths[2];
    ck_assert_int_eq(hy_change_points_find(&series, 2, begins, strengths), HY_OK);
    ck_assert_uint_eq(begins[1], 20);
}
END_TEST

// minus twice the log-likelihood, written down a second time
static double cost_of(uint32_t begin, uint32_t end)
{
    double sum = 0;
    for (uint32_t kind = 0; kind < KINDS; kind++) {
        double count = 0, duration = 0;
        for (uint32_t i = begin; i < end; i++) {
            count += counts[i * KINDS + kind];
            duration += durations[i];
        }
        sum += count > 0 ? -2 * count * log(count / duration) : 0;
    }
    return sum;
}

START_TEST(no_other_cut_is_better)
{
    enum { SHORT = 14 };
    uint32_t state = (uint32_t)_i * 2654435761u + 12345u;
    begin_series();
    for (uint32_t i = 0; i < SHORT * KINDS; i++) {
        state = state * 1664525u + 1013904223u;
        counts[i] = (state >> 24) % 7;
    }
    const hy_count_series series = series_of(SHORT);
    uint32_t begins[SEGMENTS];
    double strengths[SEGMENTS];
    ck_assert_int_eq(hy_change_points_find(&series, SEGMENTS, begins, strengths), HY_OK);
    const double found = cost_of(0, begins[1]) + cost_of(begins[1], begins[2]) + cost_of(begins[2], SHORT);
    for (uint32_t first = 1; first < SHORT - 1; first++) {
        for (uint32_t second = first + 1; second < SHORT; second++) {
            const double other = cost_of(0, first) + cost_of(first, second) + cost_of(second, SHORT);
            ck_assert_double_le(found, other + 1e-9);
        }
    }
}
END_TEST

START_TEST(every_segment_holds_as_much_as_it_must)
{
    begin_series();
    for (uint32_t i = 0; i < BINS; i++) {
        counts[i * KINDS] = i == 3 ? 50 : 1;
        weights[i] = i < 20 ? 0 : 1;
    }
    hy_count_series series = series_of(BINS);
    series.least_weight = 5;
    uint32_t begins[SEGMENTS];
    double strengths[SEGMENTS];
    ck_assert_int_eq(hy_change_points_find(&series, SEGMENTS, begins, strengths), HY_OK);
    ck_assert_uint_ge(begins[1], 25);
    ck_assert_uint_ge(begins[2], begins[1] + 5);
    ck_assert_uint_le(begins[2], 35);
    series.least_weight = 8;
    ck_assert_int_eq(hy_change_points_find(&series, SEGMENTS, begins, strengths), HY_NOT_FOUND);
}
END_TEST

START_TEST(a_history_is_cut_where_its_events_change)
{
    begin_history();
    for (uint32_t second = 0; second < 3000; second += second < 1000 || second >= 2000 ? 100 : 2) {
        happen(second, second < 1000 ? HY_event_warned : HY_event_screamed, A, HY_NONE);
    }
    made.last_tick = made.end_tick = 3000;
    const uint32_t marks[] = {0, 1000, 2000};
    hy_segment segments[3];
    ck_assert_int_eq(hy_segments_of_record(&made, marks, 3, 0, 3, segments), HY_OK);
    ck_assert_uint_eq(segments[0].begin_tick, 0);
    ck_assert_uint_eq(segments[1].begin_tick, 1000);
    // bins are ten seconds wide
    ck_assert_uint_le(segments[2].begin_tick, 2010);
    ck_assert_uint_ge(segments[2].begin_tick, 1990);
    ck_assert_uint_eq(segments[2].end_tick, 3001);
    for (unsigned i = 0; i + 1 < 3; i++) {
        ck_assert_uint_eq(segments[i].end_tick, segments[i + 1].begin_tick);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("change points");
    TCase *tcase = add_case(suite, "change points");
    tcase_add_test(tcase, rates_that_jump_twice_are_cut_there);
    tcase_add_test(tcase, a_change_of_kind_is_found_where_the_sum_stays);
    tcase_add_test(tcase, bins_of_unequal_length_are_compared_by_rate);
    tcase_add_loop_test(tcase, no_other_cut_is_better, 0, 20);
    tcase_add_test(tcase, every_segment_holds_as_much_as_it_must);
    tcase_add_test(tcase, a_history_is_cut_where_its_events_change);
    return run_suite(suite);
}
