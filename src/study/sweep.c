// Effects of parameters by the design that was run.
#include "study/sweep.h"

#include "study/sensitivity.h"

#include <stdlib.h>
#include <string.h>

static const hy_estimate UNKNOWN = {(double)NAN, (double)NAN, (double)NAN, 0};

static bool is_done(const hy_study_summary *summary, uint32_t point)
{
    return summary->variants[point].done_count > 0;
}

static double mean_at(const hy_study_summary *summary, uint32_t point, uint32_t ask)
{
    return summary->variants[point].outcomes[ask].mean;
}

hy_sweep_range hy_sweep_range_of(const hy_study_summary *summary, uint32_t ask)
{
    hy_sweep_range range = {.least = HUGE_VAL, .greatest = -HUGE_VAL};
    hy_mean mean = {0};
    for (uint32_t i = 0; i < summary->study->variant_count; i++) {
        if (is_done(summary, i)) {
            const double value = mean_at(summary, i, ask);
            hy_mean_add(&mean, value);
            range.least = fmin(range.least, value);
            range.greatest = fmax(range.greatest, value);
        }
    }
    range.mean = mean.mean;
    range.point_count = mean.count;
    return range;
}

double hy_sweep_value(const hy_study *study, uint32_t point, uint32_t axis)
{
    const hy_variant *variant = &study->variants[point];
    const char *value = axis < variant->setting_count ? strchr(variant->settings[axis], '=') : NULL;
    if (value == NULL) {
        return HY_UNMEASURED;
    }
    char *end = NULL;
    const double number = strtod(value + 1, &end);
    return end != value + 1 && *end == '\0' ? number : HY_UNMEASURED;
}

double hy_sweep_size(const hy_study *study, const hy_sweep_effect *effect)
{
    switch (study->design) {
    case HY_study_design_saltelli:
        return fabs(effect->total.value);
    case HY_study_design_one_at_a_time:
        return fmax(fabs(effect->low.value), fabs(effect->high.value));
    default:
        return fabs(effect->correlation.value);
    }
}

// ---- Saltelli's scheme

// results by row: base, second, then one column for each axis; rows of which a point is missing are left out
static uint32_t gather_rows(const hy_study_summary *summary, uint32_t ask, double *columns, uint32_t row_limit)
{
    const uint32_t width = summary->study->axis_count + 2;
    uint32_t count = 0;
    for (uint32_t row = 0; row < row_limit; row++) {
        bool is_whole = true;
        for (uint32_t i = 0; i < width; i++) {
            is_whole = is_whole && is_done(summary, row * width + i);
        }
        for (uint32_t i = 0; is_whole && i < width; i++) {
            columns[(size_t)i * row_limit + count] = mean_at(summary, row * width + i, ask);
        }
        count += is_whole;
    }
    return count;
}

static bool find_indices(const hy_study_summary *summary, uint32_t ask, hy_sweep_effect *effects)
{
    const hy_study *study = summary->study;
    const uint32_t width = study->axis_count + 2;
    const uint32_t row_limit = study->variant_count / width;
    double *columns = calloc((size_t)width * row_limit + 1, sizeof *columns);
    const double **mixed = calloc(width, sizeof *mixed);
    const bool has_memory = columns != NULL && mixed != NULL;
    if (has_memory) {
        for (uint32_t i = 0; i < study->axis_count; i++) {
            mixed[i] = &columns[(size_t)(i + 2) * row_limit];
        }
        const hy_saltelli results = {.point_count = gather_rows(summary, ask, columns, row_limit),
                                     .parameter_count = study->axis_count,
                                     .base = columns,
                                     .second = &columns[row_limit],
                                     .mixed = mixed};
        for (uint32_t i = 0; i < study->axis_count; i++) {
            effects[i].first = hy_sensitivity_first(&results, i, study->resample_count, study->design_seed);
            effects[i].total = hy_sensitivity_total(&results, i, study->resample_count, study->design_seed);
        }
    }
    free(columns);
    free(mixed);
    return has_memory;
}

// ---- one at a time

static hy_estimate change_at(const hy_study_summary *summary, uint32_t point, uint32_t ask)
{
    return hy_mean_interval(&summary->paired[(size_t)point * summary->ask_count + ask].difference);
}

static void find_changes(const hy_study_summary *summary, uint32_t ask, hy_sweep_effect *effects)
{
    for (uint32_t i = 0; i < summary->study->axis_count; i++) {
        effects[i].low = change_at(summary, 1 + 2 * i, ask);
        effects[i].high = change_at(summary, 2 + 2 * i, ask);
    }
}

// ---- correlation of ranks

typedef struct ranked {
    double value;
    uint32_t index;
} ranked;

static int compare_ranked(const void *left, const void *right)
{
    const ranked *a = left;
    const ranked *b = right;
    if (a->value < b->value || a->value > b->value) {
        return a->value < b->value ? -1 : 1;
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

// equal values share the mean of their ranks
static void rank_values(ranked *items, uint32_t count, double *ranks)
{
    qsort(items, count, sizeof *items, compare_ranked);
    for (uint32_t first = 0; first < count;) {
        uint32_t end = first;
        while (end < count && items[end].value <= items[first].value) {
            end++;
        }
        for (uint32_t i = first; i < end; i++) {
            ranks[items[i].index] = (first + end - 1) / 2.0;
        }
        first = end;
    }
}

static double correlation(const double *a, const double *b, uint32_t count)
{
    double mean_a = 0;
    double mean_b = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (uint32_t i = 0; i < count; i++) {
        mean_a += a[i] / count;
        mean_b += b[i] / count;
    }
    for (uint32_t i = 0; i < count; i++) {
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
        ab += (a[i] - mean_a) * (b[i] - mean_b);
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : HY_UNMEASURED;
}

// R. A. Fisher's transformation, with the variance for ranks of D. G. Bonett and T. A. Wright 2000
static hy_estimate correlation_interval(double value, uint32_t count)
{
    if (count < 5 || isnan(value) || fabs(value) >= 1) {
        return (hy_estimate){value, value, value, count};
    }
    const double half = 1.96 * sqrt((1 + value * value / 2) / (count - 3));
    return (hy_estimate){value, tanh(atanh(value) - half), tanh(atanh(value) + half), count};
}

static bool find_correlations(const hy_study_summary *summary, uint32_t ask, hy_sweep_effect *effects)
{
    const hy_study *study = summary->study;
    ranked *items = calloc((size_t)study->variant_count + 1, sizeof *items);
    double *ranks = calloc(2 * (size_t)study->variant_count + 1, sizeof *ranks);
    const bool has_memory = items != NULL && ranks != NULL;
    for (uint32_t axis = 0; has_memory && axis < study->axis_count; axis++) {
        uint32_t count = 0;
        for (uint32_t side = 0; side < 2; side++) {
            count = 0;
            for (uint32_t point = 0; point < study->variant_count; point++) {
                const double value = hy_sweep_value(study, point, axis);
                if (is_done(summary, point) && !isnan(value)) {
                    items[count] = (ranked){side == 0 ? value : mean_at(summary, point, ask), count};
                    count++;
                }
            }
            rank_values(items, count, ranks + side * (size_t)study->variant_count);
        }
        effects[axis].correlation =
            correlation_interval(correlation(ranks, ranks + study->variant_count, count), count);
    }
    free(items);
    free(ranks);
    return has_memory;
}

bool hy_sweep_effects(const hy_study_summary *summary, uint32_t ask, hy_sweep_effect *effects)
{
    for (uint32_t i = 0; i < summary->study->axis_count; i++) {
        effects[i] = (hy_sweep_effect){UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN};
    }
    switch (summary->study->design) {
    case HY_study_design_saltelli:
        return find_indices(summary, ask, effects);
    case HY_study_design_one_at_a_time:
        find_changes(summary, ask, effects);
        return true;
    default:
        return find_correlations(summary, ask, effects);
    }
}
