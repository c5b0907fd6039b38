// Pictures of a sweep: how much the outcome depends on each parameter, and the points themselves.
#include "report/sweep.h"

#include "report/chart.h"
#include "report/phrases.h"
#include "report/pictures.h"
#include "report/svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double WIDTH = 960, LEFT = 230, RIGHT = 190, TOP = 84, BOTTOM = 56, ROW = 30;
static const char LOW_COLOUR[] = "#E69F00", HIGH_COLOUR[] = "#0072B2";

typedef struct sweep_picture {
    const hy_study_summary *summary;
    const hy_outcome_ask *ask;
    hy_sweep_effect *effects; // by axis
    uint32_t *order;
} sweep_picture;

static uint32_t ask_index(const sweep_picture *picture)
{
    return (uint32_t)(picture->ask - picture->summary->asks);
}

static void write_head(const sweep_picture *picture, const char *title, FILE *out)
{
    const hy_study *study = picture->summary->study;
    char line[HY_PHRASE_SIZE];
    snprintf(line, sizeof line, "%s, outcome: %s; %s design, %u points, %u runs at each", study->world->title,
             picture->ask->name, hy_study_design_word(study->design), (unsigned)study->variant_count,
             (unsigned)study->wanted_count);
    hy_svg_text(out, 24, 28, (hy_svg_font){16, HY_INK, "start", "bold"}, title);
    hy_svg_text(out, 24, 46, (hy_svg_font){11, HY_SOFT_INK, "start", "normal"}, line);
}

// ---- the tornado

typedef struct bar {
    hy_estimate of;
    const char *colour, *words;
} bar;

// the one or two bars of a parameter
static uint32_t bars_of(const sweep_picture *picture, uint32_t axis, bar bars[2])
{
    const hy_sweep_effect *effect = &picture->effects[axis];
    switch (picture->summary->study->design) {
    case HY_study_design_saltelli:
        bars[0] = (bar){effect->first, HIGH_COLOUR, "first order: by itself"};
        bars[1] = (bar){effect->total, LOW_COLOUR, "total: with others too"};
        return 2;
    case HY_study_design_one_at_a_time:
        bars[0] = (bar){effect->low, LOW_COLOUR, "at the low end"};
        bars[1] = (bar){effect->high, HIGH_COLOUR, "at the high end"};
        return 2;
    default:
        bars[0] = (bar){effect->correlation, HIGH_COLOUR, "correlation of ranks"};
        return 1;
    }
}

static double bar_scale(const sweep_picture *picture)
{
    const bool is_change = picture->summary->study->design == HY_study_design_one_at_a_time;
    return is_change && picture->ask->is_share ? 100 : 1;
}

static const char *axis_label(const sweep_picture *picture)
{
    switch (picture->summary->study->design) {
    case HY_study_design_saltelli:
        return "share of the variance between points; bars: 95 % interval (bootstrap)";
    case HY_study_design_one_at_a_time:
        return picture->ask->is_share ? "change against the base, percentage points; bars: 95 % interval of the pairs"
                                      : "change against the base; bars: 95 % interval of the pairs";
    default:
        return "Spearman's correlation of ranks with the outcome; bars: 95 % interval";
    }
}

static void set_range(const sweep_picture *picture, hy_chart *chart)
{
    double widest = picture->summary->study->design == HY_study_design_one_at_a_time ? 1e-3 : 1;
    double least = 0;
    for (uint32_t i = 0; i < picture->summary->study->axis_count; i++) {
        bar bars[2];
        const uint32_t count = bars_of(picture, i, bars);
        for (uint32_t k = 0; k < count; k++) {
            const double low = bar_scale(picture) * bars[k].of.low;
            const double high = bar_scale(picture) * bars[k].of.high;
            widest = isfinite(high) ? fmax(widest, high) : widest;
            least = isfinite(low) ? fmin(least, low) : least;
        }
    }
    chart->x_low = picture->summary->study->design == HY_study_design_saltelli ? fmin(0, least) : -fmax(widest, -least);
    chart->x_high = picture->summary->study->design == HY_study_design_saltelli ? widest : fmax(widest, -least);
    chart->x_low *= 1.04;
    chart->x_high *= 1.04;
}

static void draw_bar(const hy_chart *chart, double y, double height, const bar *of, double scale)
{
    if (isnan(of->of.value)) {
        return;
    }
    const double zero = hy_chart_x(chart, 0);
    const double end = hy_chart_x(chart, scale * of->of.value);
    hy_svg_rectangle(chart->out, fmin(zero, end), y, fabs(end - zero), height,
                     (hy_svg_style){.fill = of->colour, .stroke = HY_INK, .stroke_width = 0.4});
    if (isfinite(of->of.low) && isfinite(of->of.high)) {
        const double middle = y + height / 2;
        hy_svg_line(chart->out, hy_chart_x(chart, scale * of->of.low), middle, hy_chart_x(chart, scale * of->of.high),
                    middle, (hy_svg_style){.stroke = HY_INK, .stroke_width = 1.3});
    }
}

static void draw_row(const sweep_picture *picture, const hy_chart *chart, uint32_t row)
{
    const hy_study *study = picture->summary->study;
    const uint32_t axis = picture->order[row];
    const double top = chart->top + row * ROW;
    char words[96] = "";
    bar bars[2];
    const uint32_t count = bars_of(picture, axis, bars);
    const double height = (ROW - 8) / count;
    hy_svg_text(chart->out, chart->left - 10, top + ROW / 2 + 4, (hy_svg_font){11, HY_INK, "end", "normal"},
                study->axes[axis].name);
    for (uint32_t i = 0; i < count; i++) {
        draw_bar(chart, top + 4 + i * height, height, &bars[i], bar_scale(picture));
    }
    if (!isnan(study->axes[axis].low)) {
        snprintf(words, sizeof words, "%.4g to %.4g", study->axes[axis].low, study->axes[axis].high);
    }
    hy_svg_text(chart->out, chart->left + chart->width + 12, top + ROW / 2 + 4,
                (hy_svg_font){11, HY_INK, "start", "normal"}, words);
}

static void write_tornado(const void *context, FILE *out)
{
    const sweep_picture *picture = context;
    const uint32_t count = picture->summary->study->axis_count;
    const double height = fmax(1, count) * ROW;
    hy_svg_begin(out, WIDTH, TOP + height + BOTTOM, "What the outcome depends on");
    write_head(picture, "What the outcome depends on", out);
    hy_chart chart = {.out = out, .left = LEFT, .top = TOP, .width = WIDTH - LEFT - RIGHT, .height = height, .y_high = 1};
    set_range(picture, &chart);
    hy_chart_number_axis_x(&chart, axis_label(picture));
    for (uint32_t i = 0; i < count; i++) {
        draw_row(picture, &chart, i);
    }
    const double zero = hy_chart_x(&chart, 0);
    hy_svg_line(out, zero, chart.top, zero, chart.top + chart.height, (hy_svg_style){.stroke = HY_INK, .stroke_width = 1.2});
    bar bars[2];
    const uint32_t bar_count = bars_of(picture, 0, bars);
    for (uint32_t i = 0; i < bar_count; i++) {
        hy_chart_legend(&chart, chart.left + 180.0 * i, chart.top - 20, bars[i].colour, 1, bars[i].words);
    }
    hy_svg_text(out, chart.left + chart.width + 12, chart.top - 8, (hy_svg_font){11, HY_SOFT_INK, "start", "normal"},
                "range of the parameter");
    hy_chart_frame(&chart);
    hy_svg_end(out);
}

// ---- the points

static const double CELL_WIDTH = 300, CELL_HEIGHT = 240, CELL_GAP = 60;
enum { CELLS_A_ROW = 3 };

static void draw_cloud(const sweep_picture *picture, const hy_chart *chart, uint32_t axis)
{
    const hy_study_summary *summary = picture->summary;
    const double scale = picture->ask->is_share ? 100 : 1;
    for (uint32_t point = 0; point < summary->study->variant_count; point++) {
        const double value = hy_sweep_value(summary->study, point, axis);
        const hy_mean *mean = &summary->variants[point].outcomes[ask_index(picture)];
        if (!isnan(value) && mean->count > 0) {
            fprintf(chart->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\" fill=\"%s\" fill-opacity=\"0.55\"/>\n",
                    hy_chart_x(chart, value), hy_chart_y(chart, scale * mean->mean), HIGH_COLOUR);
        }
    }
}

static void write_clouds(const void *context, FILE *out)
{
    const sweep_picture *picture = context;
    const hy_study *study = picture->summary->study;
    const uint32_t row_count = (study->axis_count + CELLS_A_ROW - 1) / CELLS_A_ROW;
    const hy_sweep_range range = hy_sweep_range_of(picture->summary, ask_index(picture));
    const double scale = picture->ask->is_share ? 100 : 1;
    hy_svg_begin(out, 24 + CELLS_A_ROW * (CELL_WIDTH + 24), TOP + row_count * (CELL_HEIGHT + CELL_GAP),
                 "The outcome at every point");
    write_head(picture, "The outcome at every point", out);
    hy_chart legend = {.out = out};
    hy_chart_legend(&legend, 24, 54, HIGH_COLOUR, 0.55, "one point of the design: mean of its runs");
    for (uint32_t i = 0; i < study->axis_count; i++) {
        const double spread = fmax(1e-6, range.greatest - range.least);
        hy_chart chart = {.out = out,
                          .left = 24 + 44 + (i % CELLS_A_ROW) * (CELL_WIDTH + 24),
                          .top = TOP + 12 + i / CELLS_A_ROW * (CELL_HEIGHT + CELL_GAP),
                          .width = CELL_WIDTH - 60,
                          .height = CELL_HEIGHT - 30,
                          .x_low = study->axes[i].low,
                          .x_high = study->axes[i].high,
                          .y_low = scale * (range.least - 0.04 * spread),
                          .y_high = scale * (range.greatest + 0.04 * spread)};
        if (isnan(chart.x_low)) {
            continue; // a list of values has no axis
        }
        hy_chart_number_axis_y(&chart, picture->ask->is_share ? "%" : "");
        hy_chart_number_axis_x(&chart, study->axes[i].name);
        draw_cloud(picture, &chart, i);
        hy_chart_frame(&chart);
    }
    hy_svg_end(out);
}

// ---- files

// "tornado-students.svg"; what a name of a file cannot hold becomes a dash
static void name_file(const char *kind, const char *outcome, char name[128])
{
    int length = snprintf(name, 100, "%s-%s", kind, outcome);
    length = length < 99 ? length : 99;
    for (int i = 0; i < length; i++) {
        if (name[i] == '/' || name[i] == ' ' || (unsigned char)name[i] < 0x20) {
            name[i] = '-';
        }
    }
    snprintf(name + length, 28, ".svg");
}

static hy_status draw_outcome(sweep_picture *picture, const hy_folder *folder)
{
    const hy_study *study = picture->summary->study;
    char name[128];
    name_file("tornado", picture->ask->name, name);
    hy_status status = hy_folder_write(folder, name, write_tornado, picture);
    if (status == HY_OK && study->design != HY_study_design_one_at_a_time) {
        name_file("points", picture->ask->name, name);
        status = hy_folder_write(folder, name, write_clouds, picture);
    }
    return status;
}

hy_status hy_report_sweep_plot(const hy_study_summary *summary, const hy_folder *folder)
{
    const hy_study *study = summary->study;
    hy_status status = hy_folder_make(folder);
    for (uint32_t i = 0; i < study->outcome_count && status == HY_OK; i++) {
        const hy_outcome_ask *ask = hy_outcome_ask_named(summary->asks, summary->ask_count, study->outcomes[i]);
        if (ask == NULL) {
            continue;
        }
        sweep_picture picture = {.summary = summary, .ask = ask};
        picture.effects = calloc((size_t)study->axis_count + 1, sizeof *picture.effects);
        if (picture.effects != NULL && hy_sweep_effects(summary, ask_index(&picture), picture.effects)) {
            picture.order = hy_sweep_order(study, picture.effects);
        }
        if (picture.order != NULL) {
            status = draw_outcome(&picture, folder);
        } else {
            snprintf(folder->message, HY_STORE_MESSAGE_SIZE, "out of memory");
            status = HY_OUT_OF_MEMORY;
        }
        free(picture.effects);
        free(picture.order);
    }
    return status;
}
