// Reducing runs to what they say together.
#include "study/summary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- histograms

static bool init_histogram(hy_histogram *histogram, uint32_t limit)
{
    histogram->limit = limit;
    histogram->counts = calloc((size_t)limit + 1, sizeof *histogram->counts);
    return histogram->counts != NULL;
}

static void count_value(hy_histogram *histogram, uint32_t value)
{
    histogram->counts[value < histogram->limit ? value : histogram->limit]++;
    histogram->total++;
}

// the rank-th smallest value, from 0
static uint32_t value_of_rank(const hy_histogram *histogram, uint32_t rank)
{
    uint64_t below = 0;
    for (uint32_t value = 0; value < histogram->limit; value++) {
        below += histogram->counts[value];
        if (below > rank) {
            return value;
        }
    }
    return histogram->limit;
}

double hy_histogram_quantile(const hy_histogram *histogram, double share)
{
    if (histogram->total == 0) {
        return HY_UNMEASURED;
    }
    const double place = share * (histogram->total - 1);
    const uint32_t rank = (uint32_t)place;
    const double low = value_of_rank(histogram, rank);
    const double high = value_of_rank(histogram, rank + 1 < histogram->total ? rank + 1 : rank);
    return low + (place - rank) * (high - low);
}

// ---- memory

static bool init_curves(hy_variant_summary *variant, const hy_study_summary *summary)
{
    const hy_study_shape *shape = &summary->study->shape;
    const uint32_t people = summary->who_sizes[HY_WHO_ALL];
    const size_t risk_count = (size_t)shape->room_count * shape->hour_count + 1;
    variant->curves = calloc((size_t)shape->sample_count * HY_WHO_COUNT * HY_SERIES_COUNT, sizeof *variant->curves);
    variant->infections = calloc(risk_count, sizeof *variant->infections);
    variant->deaths = calloc(risk_count, sizeof *variant->deaths);
    variant->risky_runs = calloc((size_t)shape->room_count + 1, sizeof *variant->risky_runs);
    variant->group_cells = calloc((size_t)shape->group_count * HY_CELL_COUNT + 1, sizeof *variant->group_cells);
    bool has_memory = variant->curves != NULL && variant->group_cells != NULL && variant->infections != NULL && variant->deaths != NULL &&
                      variant->risky_runs != NULL && init_histogram(&variant->peaks, people) &&
                      init_histogram(&variant->infected, people);
    for (size_t i = 0; has_memory && i < (size_t)shape->sample_count * HY_WHO_COUNT * HY_SERIES_COUNT; i++) {
        const uint32_t who = (uint32_t)(i / HY_SERIES_COUNT % HY_WHO_COUNT);
        has_memory = init_histogram(&variant->curves[i], summary->who_sizes[who]);
    }
    return has_memory;
}

static bool init_summary(hy_study_summary *summary, uint32_t curve_variant_count)
{
    const hy_study *study = summary->study;
    summary->asks = hy_outcome_asks(study, &summary->ask_count);
    summary->variants = calloc(study->variant_count, sizeof *summary->variants);
    if (summary->asks == NULL || summary->variants == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < study->world->group_count; i++) {
        summary->who_sizes[study->world->groups[i].role] += study->world->groups[i].person_count;
        summary->who_sizes[HY_WHO_ALL] += study->world->groups[i].person_count;
    }
    bool has_memory = true;
    for (uint32_t i = 0; has_memory && i < study->variant_count; i++) {
        hy_variant_summary *variant = &summary->variants[i];
        variant->outcomes = calloc(summary->ask_count, sizeof *variant->outcomes);
        has_memory = variant->outcomes != NULL && (i >= curve_variant_count || init_curves(variant, summary));
    }
    // the points of a design are not held against the first one, but where one value after another is changed
    const bool has_pairs = study->design == HY_study_design_count || study->design == HY_study_design_one_at_a_time;
    if (has_memory && study->variant_count > 1 && has_pairs) {
        summary->paired = calloc((size_t)study->variant_count * summary->ask_count, sizeof *summary->paired);
        has_memory = summary->paired != NULL;
    }
    return has_memory;
}

static void clear_variant(const hy_study_summary *summary, hy_variant_summary *variant)
{
    const size_t curve_count = (size_t)summary->study->shape.sample_count * HY_WHO_COUNT * HY_SERIES_COUNT;
    for (size_t i = 0; variant->curves != NULL && i < curve_count; i++) {
        free(variant->curves[i].counts);
    }
    free(variant->curves);
    free(variant->group_cells);
    free(variant->peaks.counts);
    free(variant->infected.counts);
    free(variant->infections);
    free(variant->deaths);
    free(variant->risky_runs);
    free(variant->outcomes);
}

void hy_study_summary_clear(hy_study_summary *summary)
{
    for (uint32_t i = 0; summary->variants != NULL && i < summary->study->variant_count; i++) {
        clear_variant(summary, &summary->variants[i]);
    }
    free(summary->variants);
    free(summary->asks);
    free(summary->paired);
    *summary = (hy_study_summary){0};
}

// ---- one run

typedef struct summing {
    hy_study_summary *summary;
    double *values; // by variant, then ask: of the runs of one number
    bool *has;      // by variant
    uint32_t number;
} summing;

static void cells_of(const hy_counts *counts, uint32_t cells[HY_SERIES_COUNT])
{
    cells[HY_outcome_cell_human] = counts->human;
    cells[HY_outcome_cell_incubating] = counts->incubating;
    cells[HY_outcome_cell_zombie] = counts->zombie;
    cells[HY_outcome_cell_halfbie] = counts->halfbie;
    cells[HY_outcome_cell_dead] = counts->dead;
    cells[HY_CELL_ESCAPED] = counts->escaped;
    cells[HY_SERIES_SURVIVORS] = hy_survivor_count(counts);
}

static void add_cells(const hy_study *study, hy_variant_summary *variant, const hy_study_run *run)
{
    uint32_t sums[HY_role_count][HY_SERIES_COUNT] = {0};
    for (uint32_t i = 0; i < study->world->group_count; i++) {
        uint32_t cells[HY_SERIES_COUNT];
        cells_of(&run->groups[i], cells);
        for (uint32_t cell = 0; cell < HY_CELL_COUNT; cell++) {
            sums[study->world->groups[i].role][cell] += cells[cell];
            if (variant->group_cells != NULL) {
                hy_mean_add(&variant->group_cells[i * HY_CELL_COUNT + cell], cells[cell]);
            }
        }
    }
    for (uint32_t role = 0; role < HY_role_count; role++) {
        for (uint32_t cell = 0; cell < HY_CELL_COUNT; cell++) {
            hy_mean_add(&variant->cells[role][cell], sums[role][cell]);
        }
    }
}

static void add_curve(const hy_study_shape *shape, hy_variant_summary *variant, const hy_study_run *run)
{
    for (uint32_t sample = 0; sample < shape->sample_count; sample++) {
        uint32_t all[HY_SERIES_COUNT] = {0};
        hy_histogram *at = &variant->curves[(size_t)sample * HY_WHO_COUNT * HY_SERIES_COUNT];
        for (uint32_t role = 0; role < HY_role_count; role++) {
            uint32_t cells[HY_SERIES_COUNT];
            cells_of(&run->curve[sample * HY_role_count + role], cells);
            for (uint32_t series = 0; series < HY_SERIES_COUNT; series++) {
                all[series] += cells[series];
                count_value(&at[role * HY_SERIES_COUNT + series], cells[series]);
            }
        }
        for (uint32_t series = 0; series < HY_SERIES_COUNT; series++) {
            count_value(&at[HY_WHO_ALL * HY_SERIES_COUNT + series], all[series]);
        }
    }
}

static void add_risks(const hy_study_shape *shape, hy_variant_summary *variant, const hy_study_run *run)
{
    for (uint32_t room = 0; room < shape->room_count; room++) {
        uint32_t count = 0;
        for (uint32_t hour = 0; hour < shape->hour_count; hour++) {
            const size_t at = (size_t)room * shape->hour_count + hour;
            variant->infections[at] += run->infections[at];
            variant->deaths[at] += run->deaths[at];
            count += run->infections[at];
        }
        variant->risky_runs[room] += count > 0;
    }
}

static void add_run(summing *sum, const hy_study_run *run)
{
    hy_study_summary *summary = sum->summary;
    const hy_study *study = summary->study;
    hy_variant_summary *variant = &summary->variants[run->variant];
    double *values = &sum->values[(size_t)run->variant * summary->ask_count];
    variant->done_count++;
    variant->agent_steps += (double)run->agent_steps;
    variant->wall_s += run->wall_s;
    for (uint32_t i = 0; i < summary->ask_count; i++) {
        values[i] = hy_outcome_of(&summary->asks[i], study->world, run);
        hy_mean_add(&variant->outcomes[i], values[i]);
    }
    sum->has[run->variant] = true;
    add_cells(study, variant, run);
    if (run->over_tick != HY_NONE) {
        hy_mean_add(&variant->over_s, hy_record_clock_s(study->world, run->over_tick));
    }
    if (variant->curves != NULL) {
        add_curve(&study->shape, variant, run);
        add_risks(&study->shape, variant, run);
        count_value(&variant->peaks, run->peak_count);
        count_value(&variant->infected, run->infected_count);
    }
}

// ---- pairs

// the runs of one number are there, as far as they will be
static void add_pairs(summing *sum)
{
    hy_study_summary *summary = sum->summary;
    const uint32_t variant_count = summary->study->variant_count;
    for (uint32_t variant = 1; summary->paired != NULL && variant < variant_count; variant++) {
        const uint32_t reference = hy_variant_reference(summary->study->variants, variant);
        const bool is_pair = reference != variant && sum->has[reference] && sum->has[variant];
        for (uint32_t i = 0; is_pair && i < summary->ask_count; i++) {
            hy_paired *paired = &summary->paired[(size_t)variant * summary->ask_count + i];
            const double first = sum->values[(size_t)reference * summary->ask_count + i];
            const double second = sum->values[(size_t)variant * summary->ask_count + i];
            hy_mean_add(&paired->first, first);
            hy_mean_add(&paired->second, second);
            hy_mean_add(&paired->difference, second - first);
        }
    }
    memset(sum->has, 0, variant_count * sizeof *sum->has);
}

double hy_paired_gain(const hy_paired *paired)
{
    const double together = hy_mean_deviation(&paired->difference);
    const double first = hy_mean_deviation(&paired->first);
    const double second = hy_mean_deviation(&paired->second);
    return together > 0 ? (first * first + second * second) / (together * together) : HY_UNMEASURED;
}

// ---- all runs

static bool visit_run(void *context, const hy_study_run *run)
{
    summing *sum = context;
    hy_study_summary *summary = sum->summary;
    if (run->number != sum->number) {
        add_pairs(sum);
        sum->number = run->number;
    }
    if (!run->has_failed) {
        add_run(sum, run);
        return true;
    }
    summary->variants[run->variant].failed_count++;
    if (summary->first_errors[0] == '\0') {
        snprintf(summary->first_errors, sizeof summary->first_errors, "%s", run->error);
        summary->failed_seed = run->seed;
    }
    return true;
}

hy_status hy_study_summarise(hy_study *study, uint32_t curve_variant_count, hy_study_summary *summary,
                             char message[HY_STORE_MESSAGE_SIZE])
{
    *summary = (hy_study_summary){.study = study};
    summing sum = {.summary = summary};
    hy_status status = HY_OUT_OF_MEMORY;
    if (init_summary(summary, curve_variant_count)) {
        sum.values = calloc((size_t)study->variant_count * summary->ask_count, sizeof *sum.values);
        sum.has = calloc(study->variant_count, sizeof *sum.has);
    }
    if (sum.values != NULL && sum.has != NULL) {
        status = hy_study_visit(study, visit_run, &sum, message);
        add_pairs(&sum);
    } else {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "out of memory");
    }
    free(sum.values);
    free(sum.has);
    return status;
}

hy_estimate hy_summary_estimate(const hy_study_summary *summary, uint32_t variant, uint32_t ask)
{
    const hy_mean *mean = &summary->variants[variant].outcomes[ask];
    const hy_outcome_ask *of = &summary->asks[ask];
    return of->is_yes_or_no ? hy_mean_yes_interval(mean)
           : of->is_share   ? hy_mean_share_interval(mean)
                            : hy_mean_interval(mean);
}

const hy_histogram *hy_summary_curve(const hy_study_summary *summary, uint32_t variant, uint32_t sample, uint32_t who,
                                     uint32_t series)
{
    return &summary->variants[variant].curves[((size_t)sample * HY_WHO_COUNT + who) * HY_SERIES_COUNT + series];
}
