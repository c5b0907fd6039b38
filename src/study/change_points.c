// Segment neighbourhood search by dynamic programming (Auger and Lawrence 1989, Bulletin of Mathematical Biology 51, 39-54; see also
// Jackson et al. 2005, IEEE Signal Processing Letters 12, 105-108): the exact optimum for a given number of segments. The
// cost of a segment is minus twice the log-likelihood of independent Poisson counts with one rate for each kind.
#include "study/change_points.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BIN_LIMIT = 800 };

// Sums up to each bin, so that any segment costs one pass over the kinds.
typedef struct search {
    const hy_count_series *series;
    uint32_t *sums;    // bin_count + 1 rows of kind_count
    double *durations; // bin_count + 1
    uint32_t *weights; // bin_count + 1
    double *best;      // by segments and end
    uint32_t *from;    // by segments and end: where the last segment begins
} search;

static double cost(const search *s, uint32_t begin, uint32_t end)
{
    const uint32_t kind_count = s->series->kind_count;
    const uint32_t *low = &s->sums[(size_t)begin * kind_count];
    const uint32_t *high = &s->sums[(size_t)end * kind_count];
    const double log_duration = log(s->durations[end] - s->durations[begin]);
    double sum = 0;
    for (uint32_t kind = 0; kind < kind_count; kind++) {
        const double count = high[kind] - low[kind];
        sum += count > 0 ? count * (log(count) - log_duration) : 0;
    }
    return -2 * sum;
}

static bool is_allowed(const search *s, uint32_t begin, uint32_t end)
{
    return end > begin && s->weights[end] - s->weights[begin] >= s->series->least_weight;
}

static void add_up(search *s)
{
    const hy_count_series *series = s->series;
    for (uint32_t bin = 0; bin < series->bin_count; bin++) {
        for (uint32_t kind = 0; kind < series->kind_count; kind++) {
            const size_t at = (size_t)bin * series->kind_count + kind;
            s->sums[at + series->kind_count] = s->sums[at] + series->counts[at];
        }
        s->durations[bin + 1] = s->durations[bin] + series->durations[bin];
        s->weights[bin + 1] = s->weights[bin] + series->weights[bin];
    }
}

// the best cut of everything up to `end` into so many segments, from the best cuts into one less
static void extend(search *s, uint32_t segments, uint32_t end, const double *costs)
{
    const size_t width = s->series->bin_count + 1;
    double least = HUGE_VAL;
    uint32_t from = 0;
    for (uint32_t begin = segments - 1; begin < end; begin++) {
        const double before = segments == 1 ? (begin == 0 ? 0 : HUGE_VAL) : s->best[(segments - 1) * width + begin];
        if (before < HUGE_VAL && is_allowed(s, begin, end) && before + costs[begin] < least) {
            least = before + costs[begin];
            from = begin;
        }
    }
    s->best[segments * width + end] = least;
    s->from[segments * width + end] = from;
}

static void fill(search *s, uint32_t segment_count, double *costs)
{
    const size_t width = s->series->bin_count + 1;
    for (size_t i = 0; i < (segment_count + 1) * width; i++) {
        s->best[i] = HUGE_VAL;
    }
    for (uint32_t end = 1; end <= s->series->bin_count; end++) {
        for (uint32_t begin = 0; begin < end; begin++) {
            costs[begin] = cost(s, begin, end);
        }
        for (uint32_t segments = 1; segments <= segment_count; segments++) {
            extend(s, segments, end, costs);
        }
    }
}

static void trace(const search *s, uint32_t segment_count, uint32_t *begins, double *strengths)
{
    const size_t width = s->series->bin_count + 1;
    uint32_t end = s->series->bin_count;
    for (uint32_t segment = segment_count; segment > 0; segment--) {
        begins[segment - 1] = s->from[segment * width + end];
        end = begins[segment - 1];
    }
    strengths[0] = 0;
    for (uint32_t i = 1; i < segment_count; i++) {
        const uint32_t last = i + 1 < segment_count ? begins[i + 1] : s->series->bin_count;
        strengths[i] = cost(s, begins[i - 1], last) - cost(s, begins[i - 1], begins[i]) - cost(s, begins[i], last);
    }
}

hy_status hy_change_points_find(const hy_count_series *series, uint32_t segment_count, uint32_t *begins,
                                double *strengths)
{
    const size_t width = (size_t)series->bin_count + 1;
    search s = {.series = series,
                .sums = calloc(width * series->kind_count + 1, sizeof *s.sums),
                .durations = calloc(width, sizeof *s.durations),
                .weights = calloc(width, sizeof *s.weights),
                .best = calloc((segment_count + 1) * width, sizeof *s.best),
                .from = calloc((segment_count + 1) * width, sizeof *s.from)};
    double *costs = calloc(width, sizeof *costs);
    hy_status status = HY_OUT_OF_MEMORY;
    if (s.sums != NULL && s.durations != NULL && s.weights != NULL && s.best != NULL && s.from != NULL &&
        costs != NULL) {
        add_up(&s);
        fill(&s, segment_count, costs);
        status = s.best[segment_count * width + series->bin_count] < HUGE_VAL ? HY_OK : HY_NOT_FOUND;
    }
    if (status == HY_OK) {
        trace(&s, segment_count, begins, strengths);
    }
    free(s.sums);
    free(s.durations);
    free(s.weights);
    free(s.best);
    free(s.from);
    free(costs);
    return status;
}

// ---- a record as a series

// Bins of equal width; those in a row in which nothing happens are one.
typedef struct binning {
    uint32_t width_ticks, count;
    uint32_t *begins; // tick of each bin
    uint32_t *counts; // rows of HY_EVENT_KIND_COUNT
    uint32_t *weights;
    double *durations;
} binning;

static uint32_t last_tick_of(const hy_record *record)
{
    return record->last_tick > 0 ? record->last_tick : 1;
}

// the bins that hold something, and the silences between them
static uint32_t count_bins(const hy_record *record, uint32_t width)
{
    uint32_t count = 0;
    uint32_t next = 0; // first bin not counted
    for (uint32_t i = 0; i < record->event_count; i++) {
        const uint32_t bin = record->events[i].tick / width;
        if (bin >= next) {
            count += bin > next ? 2 : 1;
            next = bin + 1;
        }
    }
    return count + (next * (uint64_t)width < last_tick_of(record) ? 1 : 0);
}

static void begin_bin(binning *b, uint32_t bin)
{
    b->begins[b->count++] = bin * b->width_ticks;
}

// kept for reckoning, many at a time: they say nothing that others do not
static bool is_bookkeeping(uint32_t kind)
{
    return kind == HY_event_carried || kind == HY_event_fell_silent || kind == HY_event_learned ||
           kind == HY_event_kept_silent;
}

static void fill_bins(const hy_record *record, binning *b)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < record->event_count; i++) {
        const hy_record_event *event = &record->events[i];
        const uint32_t bin = event->tick / b->width_ticks;
        if (bin > next) {
            begin_bin(b, next);
        }
        if (bin >= next) {
            begin_bin(b, bin);
            next = bin + 1;
        }
        if (event->kind < HY_EVENT_KIND_COUNT && !is_bookkeeping(event->kind)) {
            b->counts[(size_t)(b->count - 1) * HY_EVENT_KIND_COUNT + event->kind]++;
        }
    }
    if (next * (uint64_t)b->width_ticks < last_tick_of(record)) {
        begin_bin(b, next);
    }
    for (uint32_t i = 0; i < b->count; i++) {
        const uint32_t end = i + 1 < b->count ? b->begins[i + 1] : last_tick_of(record) + 1;
        b->durations[i] = end > b->begins[i] ? end - b->begins[i] : 1;
    }
}

static void weigh_bins(binning *b, const uint32_t *marks, uint32_t mark_count)
{
    uint32_t bin = 0;
    for (uint32_t i = 0; i < mark_count; i++) {
        while (bin + 1 < b->count && b->begins[bin + 1] <= marks[i]) {
            bin++;
        }
        b->weights[bin]++;
    }
}

static hy_status cut(const hy_record *record, binning *b, uint32_t least_marks, uint32_t segment_count,
                     hy_segment *segments)
{
    const hy_count_series series = {.bin_count = b->count,
                                    .kind_count = HY_EVENT_KIND_COUNT,
                                    .counts = b->counts,
                                    .durations = b->durations,
                                    .weights = b->weights,
                                    .least_weight = least_marks};
    uint32_t *begins = calloc(segment_count, sizeof *begins);
    double *strengths = calloc(segment_count, sizeof *strengths);
    hy_status status = HY_OUT_OF_MEMORY;
    if (begins != NULL && strengths != NULL) {
        status = hy_change_points_find(&series, segment_count, begins, strengths);
    }
    for (uint32_t i = 0; i < segment_count && status == HY_OK; i++) {
        const uint32_t end = i + 1 < segment_count ? b->begins[begins[i + 1]] : record->last_tick + 1;
        segments[i] = (hy_segment){.begin_tick = b->begins[begins[i]], .end_tick = end, .strength = strengths[i]};
    }
    free(begins);
    free(strengths);
    return status;
}

hy_status hy_segments_of_record(const hy_record *record, const uint32_t *marks, uint32_t mark_count,
                                uint32_t least_marks, uint32_t segment_count, hy_segment *segments)
{
    static const double NARROWEST_S = 10;
    binning b = {.width_ticks = (uint32_t)(NARROWEST_S / record->step_s + 0.5)};
    b.width_ticks = b.width_ticks > 0 ? b.width_ticks : 1;
    while (count_bins(record, b.width_ticks) > BIN_LIMIT) {
        b.width_ticks *= 2;
    }
    const uint32_t bin_count = count_bins(record, b.width_ticks);
    b.begins = calloc((size_t)bin_count + 1, sizeof *b.begins);
    b.counts = calloc(((size_t)bin_count + 1) * HY_EVENT_KIND_COUNT, sizeof *b.counts);
    b.weights = calloc((size_t)bin_count + 1, sizeof *b.weights);
    b.durations = calloc((size_t)bin_count + 1, sizeof *b.durations);
    hy_status status = HY_OUT_OF_MEMORY;
    if (b.begins != NULL && b.counts != NULL && b.weights != NULL && b.durations != NULL) {
        fill_bins(record, &b);
        weigh_bins(&b, marks, mark_count);
        status = cut(record, &b, least_marks, segment_count, segments);
    }
    free(b.begins);
    free(b.counts);
    free(b.weights);
    free(b.durations);
    return status;
}
