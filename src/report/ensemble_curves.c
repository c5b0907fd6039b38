// Curves and distributions of many runs.
#include "report/ensemble_charts.h"

#include "report/chart.h"
#include "report/phrases.h"
#include "report/pictures.h"
#include "report/svg.h"

#include <math.h>
#include <stdlib.h>

static const double WIDTH = 960, HEIGHT = 540;
static const double LEFT = 64, RIGHT = 200, TOP = 76, BOTTOM = 56;

static const char STUDENT_COLOUR[] = "#0072B2", STAFF_COLOUR[] = "#009E73", ZOMBIE_COLOUR[] = "#D55E00";

// ---- pages

static hy_chart begin_page(const hy_ensemble_picture *picture, FILE *out, const char *title)
{
    const hy_study *study = picture->summary->study;
    char line[HY_PHRASE_SIZE];
    const hy_variant_summary *variant = &picture->summary->variants[picture->variant];
    hy_svg_begin(out, WIDTH, HEIGHT, title);
    hy_svg_text(out, 24, 28, (hy_svg_font){16, HY_INK, "start", "bold"}, title);
    snprintf(line, sizeof line, "%s%s%s, %u runs, seeds from %llu", study->world->title,
             study->variant_count > 1 ? ", " : "", study->variant_count > 1 ? study->variants[picture->variant].label : "",
             (unsigned)variant->done_count, (unsigned long long)study->first_seed);
    hy_svg_text(out, 24, 46, (hy_svg_font){11, HY_SOFT_INK, "start", "normal"}, line);
    return (hy_chart){.out = out,
                      .left = LEFT,
                      .top = TOP,
                      .width = WIDTH - LEFT - RIGHT,
                      .height = HEIGHT - TOP - BOTTOM};
}

// ---- bands over time

// median, middle half and middle 95 % of one series at every moment
typedef struct band_set {
    double *x, *quantiles[5];
    uint32_t count;
    double *memory;
} band_set;

static const double SHARES[5] = {0.025, 0.25, 0.5, 0.75, 0.975};

static bool make_bands(const hy_ensemble_picture *picture, uint32_t who, uint32_t series, double scale, band_set *bands)
{
    const hy_study *study = picture->summary->study;
    const uint32_t count = study->shape.sample_count;
    *bands = (band_set){.count = count, .memory = calloc((size_t)count * 6, sizeof(double))};
    if (bands->memory == NULL) {
        return false;
    }
    bands->x = bands->memory;
    for (uint32_t i = 0; i < 5; i++) {
        bands->quantiles[i] = bands->memory + (size_t)count * (i + 1);
    }
    for (uint32_t sample = 0; sample < count; sample++) {
        const hy_histogram *of = hy_summary_curve(picture->summary, picture->variant, sample, who, series);
        bands->x[sample] = hy_record_clock_s(study->world, hy_study_sample_tick(&study->shape, sample));
        for (uint32_t i = 0; i < 5; i++) {
            bands->quantiles[i][sample] = scale * hy_histogram_quantile(of, SHARES[i]);
        }
    }
    return true;
}

static void draw_bands(const hy_chart *chart, const hy_ensemble_picture *picture, uint32_t who, uint32_t series,
                       double scale, const char *colour, const char *dashes)
{
    band_set bands;
    if (make_bands(picture, who, series, scale, &bands)) {
        hy_chart_band(chart, bands.x, bands.quantiles[0], bands.quantiles[4], bands.count, colour, 0.16);
        hy_chart_band(chart, bands.x, bands.quantiles[1], bands.quantiles[3], bands.count, colour, 0.30);
        hy_chart_line(chart, bands.x, bands.quantiles[2], bands.count, colour, 2.2, dashes);
    }
    free(bands.memory);
}

static void set_clock_range(const hy_ensemble_picture *picture, hy_chart *chart)
{
    const hy_study *study = picture->summary->study;
    chart->x_low = study->world->start_s;
    chart->x_high = fmax(chart->x_low + 1, hy_record_clock_s(study->world, study->shape.end_tick));
}

// what a median, a half and 95 % look like, in a colour; the next free height
static double draw_band_legend(const hy_chart *chart, double y, const char *colour, const char *dashes, const char *words)
{
    const double x = chart->left + chart->width + 16;
    hy_svg_text(chart->out, x, y + 10, (hy_svg_font){11, HY_INK, "start", "bold"}, words);
    hy_svg_line(chart->out, x, y + 26, x + 14, y + 26,
                (hy_svg_style){.stroke = colour, .stroke_width = 2.2, .dashes = dashes});
    hy_svg_text(chart->out, x + 20, y + 30, (hy_svg_font){11, HY_INK, "start", "normal"}, "median of the runs");
    hy_chart_legend(chart, x, y + 38, colour, 0.46, "middle half of them");
    hy_chart_legend(chart, x, y + 56, colour, 0.16, "middle 95 % of them");
    return y + 84;
}

void hy_survival_chart_write(const hy_ensemble_picture *picture, FILE *out)
{
    const uint32_t *sizes = picture->summary->who_sizes;
    hy_chart chart = begin_page(picture, out, "Who is neither infected nor dead");
    double legend_y = chart.top;
    set_clock_range(picture, &chart);
    chart.y_high = 100;
    hy_chart_number_axis_y(&chart, "% of the students, of the staff");
    hy_chart_clock_axis(&chart, "clock time (h:min)");
    for (uint32_t role = 0; role < HY_role_count; role++) {
        if (sizes[role] > 0) {
            const bool is_student = role == HY_role_student;
            const char *colour = is_student ? STUDENT_COLOUR : STAFF_COLOUR;
            const char *dashes = is_student ? NULL : "7 3";
            draw_bands(&chart, picture, role, HY_SERIES_SURVIVORS, 100.0 / sizes[role], colour, dashes);
            legend_y = draw_band_legend(&chart, legend_y, colour, dashes, is_student ? "students" : "staff");
        }
    }
    hy_chart_frame(&chart);
    hy_svg_end(out);
}

void hy_humans_chart_write(const hy_ensemble_picture *picture, FILE *out)
{
    hy_chart chart = begin_page(picture, out, "Survivors beside zombies");
    set_clock_range(picture, &chart);
    chart.y_high = fmax(1, picture->summary->who_sizes[HY_WHO_ALL]);
    hy_chart_number_axis_y(&chart, "people");
    hy_chart_clock_axis(&chart, "clock time (h:min)");
    draw_bands(&chart, picture, HY_WHO_ALL, HY_SERIES_SURVIVORS, 1, STUDENT_COLOUR, NULL);
    draw_bands(&chart, picture, HY_WHO_ALL, HY_outcome_cell_zombie, 1, ZOMBIE_COLOUR, "7 3");
    const double y = draw_band_legend(&chart, chart.top, STUDENT_COLOUR, NULL, "neither infected nor dead");
    draw_band_legend(&chart, y, ZOMBIE_COLOUR, "7 3", "zombies");
    hy_chart_frame(&chart);
    hy_svg_end(out);
}

// ---- how many survive

void hy_survivors_chart_write(const hy_ensemble_picture *picture, FILE *out)
{
    enum { MOST_BARS = 40 };
    const hy_study_shape *shape = &picture->summary->study->shape;
    const uint32_t people = picture->summary->who_sizes[HY_WHO_ALL];
    const hy_histogram *of = hy_summary_curve(picture->summary, picture->variant, shape->sample_count - 1, HY_WHO_ALL,
                                              HY_SERIES_SURVIVORS);
    const uint32_t width = people / MOST_BARS + 1;
    double most = 1e-9;
    for (uint32_t pass = 0; pass < 2; pass++) {
        hy_chart chart = {0};
        if (pass == 1) {
            chart = begin_page(picture, out, "How many survive");
            chart.x_low = -0.5;
            chart.x_high = (double)(people / width + 1) * width - 0.5;
            chart.y_high = most * 1.08;
            hy_chart_number_axis_y(&chart, "% of the runs");
            hy_chart_number_axis_x(&chart, width > 1 ? "people neither infected nor dead at the end (each bar: several numbers)"
                                                     : "people neither infected nor dead at the end");
        }
        for (uint32_t first = 0; first <= people; first += width) {
            uint32_t count = 0;
            for (uint32_t value = first; value < first + width && value <= people; value++) {
                count += of->counts[value];
            }
            const double percent = of->total > 0 ? 100.0 * count / of->total : 0;
            most = fmax(most, percent);
            if (pass == 1 && count > 0) {
                hy_chart_bar(&chart, first - 0.5, 0, first + width - 0.5, percent, STUDENT_COLOUR);
            }
        }
        if (pass == 1) {
            const double median = hy_histogram_quantile(of, 0.5);
            const double x = hy_chart_x(&chart, median);
            char words[64];
            hy_svg_line(out, x, chart.top, x, chart.top + chart.height,
                        (hy_svg_style){.stroke = ZOMBIE_COLOUR, .stroke_width = 2, .dashes = "5 3"});
            snprintf(words, sizeof words, "median %.0f of %u", median, (unsigned)people);
            hy_chart_legend(&chart, chart.left + chart.width + 16, chart.top, STUDENT_COLOUR, 1, "share of the runs");
            hy_chart_legend(&chart, chart.left + chart.width + 16, chart.top + 20, ZOMBIE_COLOUR, 1, words);
            hy_chart_frame(&chart);
            hy_svg_end(out);
        }
    }
}

// ---- by hour

void hy_hours_chart_write(const hy_ensemble_picture *picture, FILE *out)
{
    const hy_study_shape *shape = &picture->summary->study->shape;
    const hy_variant_summary *variant = &picture->summary->variants[picture->variant];
    double *sums = calloc((size_t)shape->hour_count + 1, sizeof *sums);
    double most = 1e-9;
    for (uint32_t hour = 0; sums != NULL && hour < shape->hour_count; hour++) {
        for (uint32_t room = 0; room < shape->room_count; room++) {
            sums[hour] += variant->infections[(size_t)room * shape->hour_count + hour] / fmax(1, variant->done_count);
        }
        most = fmax(most, sums[hour]);
    }
    hy_chart chart = begin_page(picture, out, "Infections by hour");
    chart.x_low = shape->first_hour;
    chart.x_high = shape->first_hour + shape->hour_count;
    chart.y_high = most * 1.08;
    hy_chart_number_axis_y(&chart, "infections in the hour, mean of the runs");
    hy_chart_number_axis_x(&chart, "hour of the clock (h)");
    for (uint32_t hour = 0; sums != NULL && hour < shape->hour_count; hour++) {
        hy_chart_bar(&chart, shape->first_hour + hour + 0.04, 0, shape->first_hour + hour + 0.96, sums[hour], ZOMBIE_COLOUR);
    }
    hy_chart_legend(&chart, chart.left + chart.width + 16, chart.top, ZOMBIE_COLOUR, 1, "bites and exposures");
    hy_svg_text(out, chart.left + chart.width + 36, chart.top + 26, (hy_svg_font){11, HY_INK, "start", "normal"},
                "that infected");
    hy_chart_frame(&chart);
    free(sums);
    hy_svg_end(out);
}
