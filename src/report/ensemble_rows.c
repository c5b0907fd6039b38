// Charts with a row for each group, person or outcome.
#include "report/ensemble_charts.h"

#include "report/chart.h"
#include "report/phrases.h"
#include "report/pictures.h"
#include "report/svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double WIDTH = 960, LEFT = 210, RIGHT = 190, TOP = 76, BOTTOM = 56, ROW = 20;

// rows from the top
static hy_chart begin_page(FILE *out, const char *title, const char *subject, uint32_t row_count)
{
    const double height = fmax(3, row_count) * ROW;
    hy_svg_begin(out, WIDTH, TOP + height + BOTTOM, title);
    hy_svg_text(out, 24, 28, (hy_svg_font){16, HY_INK, "start", "bold"}, title);
    hy_svg_text(out, 24, 46, (hy_svg_font){11, HY_SOFT_INK, "start", "normal"}, subject);
    return (hy_chart){
        .out = out, .left = LEFT, .top = TOP, .width = WIDTH - LEFT - RIGHT, .height = height, .y_high = 1};
}

static void write_subject(const hy_ensemble_picture *picture, char line[HY_PHRASE_SIZE])
{
    const hy_study *study = picture->summary->study;
    snprintf(line, HY_PHRASE_SIZE, "%s, %u runs, seeds from %llu", study->world->title,
             (unsigned)picture->summary->variants[picture->variant].done_count, (unsigned long long)study->first_seed);
}

static void write_row_name(const hy_chart *chart, double y, const char *name)
{
    hy_svg_text(chart->out, chart->left - 10, y + 4, (hy_svg_font){11, HY_INK, "end", "normal"}, name);
}

static double row_y(const hy_chart *chart, uint32_t row)
{
    return chart->top + (row + 0.5) * ROW;
}

// ---- how it ends for each group

static const uint32_t cell_order[HY_CELL_COUNT] = {HY_outcome_cell_human,  HY_CELL_ESCAPED,
                                                   HY_outcome_cell_halfbie, HY_outcome_cell_incubating,
                                                   HY_outcome_cell_zombie, HY_outcome_cell_dead};

static void draw_stack(const hy_chart *chart, double y, const hy_mean *cells)
{
    double all = 0;
    double at = 0;
    for (uint32_t i = 0; i < HY_CELL_COUNT; i++) {
        all += cells[i].mean;
    }
    for (uint32_t i = 0; i < HY_CELL_COUNT && all > 0; i++) {
        const double share = 100 * cells[cell_order[i]].mean / all;
        const double x = hy_chart_x(chart, at);
        hy_svg_rectangle(chart->out, x, y - ROW * 0.38, hy_chart_x(chart, at + share) - x, ROW * 0.76,
                         (hy_svg_style){.fill = hy_cell_colour(cell_order[i]), .stroke = "#ffffff", .stroke_width = 0.4});
        at += share;
    }
}

void hy_final_chart_write(const hy_ensemble_picture *picture, FILE *out)
{
    const hy_study *study = picture->summary->study;
    const hy_variant_summary *variant = &picture->summary->variants[picture->variant];
    char subject[HY_PHRASE_SIZE];
    write_subject(picture, subject);
    hy_chart chart = begin_page(out, "How it ends for each group", subject, study->shape.group_count);
    chart.x_high = 100;
    hy_chart_number_axis_x(&chart, "% of the group at the end, mean of the runs");
    for (uint32_t i = 0; i < study->shape.group_count; i++) {
        write_row_name(&chart, row_y(&chart, i), study->world->groups[i].name);
        draw_stack(&chart, row_y(&chart, i), &variant->group_cells[i * HY_CELL_COUNT]);
    }
    for (uint32_t i = 0; i < HY_CELL_COUNT; i++) {
        hy_chart_legend(&chart, chart.left + chart.width + 20, chart.top - 16 + 18 * i, hy_cell_colour(cell_order[i]), 1,
                        hy_report_cell_word(cell_order[i]));
    }
    hy_chart_frame(&chart);
    hy_svg_end(out);
}

// ---- sorted rows with intervals

typedef struct interval_row {
    const char *name;
    hy_estimate of;
    double order; // the largest first
} interval_row;

static int compare_rows(const void *left, const void *right)
{
    const interval_row *a = left;
    const interval_row *b = right;
    if (a->order > b->order || a->order < b->order) {
        return a->order < b->order ? 1 : -1;
    }
    return strcmp(a->name, b->name);
}

static void draw_row(const hy_chart *chart, uint32_t row, const interval_row *of, const char *colour, const char *format)
{
    char words[80];
    const double y = row_y(chart, row);
    if (row % 2 == 1) {
        hy_svg_rectangle(chart->out, chart->left, y - ROW / 2, chart->width, ROW,
                         (hy_svg_style){.fill = "#f4f4f4"});
    }
    write_row_name(chart, y, of->name);
    hy_chart_interval(chart, of->of.value, of->of.low, of->of.high, y, colour);
    snprintf(words, sizeof words, format, of->of.value, of->of.low, of->of.high);
    hy_svg_text(chart->out, chart->left + chart->width + 12, y + 4, (hy_svg_font){11, HY_INK, "start", "normal"}, words);
}

static hy_estimate scaled(hy_estimate of, double scale)
{
    return (hy_estimate){of.value * scale, of.low * scale, of.high * scale, of.sample_count};
}

static uint32_t find_persons(const hy_ensemble_picture *picture, interval_row *rows)
{
    const hy_study_summary *summary = picture->summary;
    uint32_t count = 0;
    for (uint32_t i = 0; i < summary->ask_count; i++) {
        if (summary->asks[i].kind == HY_OUTCOME_PERSON_SURVIVAL) {
            const hy_estimate of = scaled(hy_summary_estimate(summary, picture->variant, i), 100);
            rows[count++] = (interval_row){summary->asks[i].name, of, of.value};
        }
    }
    qsort(rows, count, sizeof *rows, compare_rows);
    return count;
}

void hy_forest_chart_write(const hy_ensemble_picture *picture, FILE *out)
{
    const hy_study_summary *summary = picture->summary;
    interval_row *rows = calloc((size_t)summary->ask_count + 1, sizeof *rows);
    const uint32_t count = rows != NULL ? find_persons(picture, rows) : 0;
    const double all = 100 * hy_summary_estimate(summary, picture->variant, 0).value;
    char subject[HY_PHRASE_SIZE];
    write_subject(picture, subject);
    hy_chart chart = begin_page(out, "Who survives of those with a name", subject, count);
    chart.x_high = 100;
    for (uint32_t i = 0; i < count; i++) {
        draw_row(&chart, i, &rows[i], "#0072B2", "%.1f  [%.1f, %.1f]");
    }
    hy_chart_number_axis_x(&chart, "% of the runs in which they are neither infected nor dead at the end; bars: 95 % interval (Wilson)");
    hy_svg_line(out, hy_chart_x(&chart, all), chart.top, hy_chart_x(&chart, all), chart.top + chart.height,
                (hy_svg_style){.stroke = HY_DANGER, .stroke_width = 1.4, .dashes = "5 3"});
    hy_svg_text(out, hy_chart_x(&chart, all), chart.top - 6, (hy_svg_font){11, HY_DANGER, "middle", "normal"},
                "mean of all people");
    hy_svg_text(out, chart.left + chart.width + 12, chart.top - 6, (hy_svg_font){11, HY_SOFT_INK, "start", "normal"},
                "%  [95 % interval]");
    hy_chart_frame(&chart);
    free(rows);
    hy_svg_end(out);
}

// ---- differences

static uint32_t find_differences(const hy_ensemble_picture *picture, interval_row *rows)
{
    const hy_study_summary *summary = picture->summary;
    uint32_t count = 0;
    for (uint32_t i = 0; i < summary->ask_count; i++) {
        const hy_paired *paired = &summary->paired[(size_t)picture->variant * summary->ask_count + i];
        if (summary->asks[i].is_share && paired->difference.squares > 0) {
            const hy_estimate of = scaled(hy_mean_interval(&paired->difference), 100);
            const char *name = summary->asks[i].kind == HY_OUTCOME_ENDS ? "outbreak ends by itself" : summary->asks[i].name;
            rows[count++] = (interval_row){name, of, fabs(of.value)};
        }
    }
    qsort(rows, count, sizeof *rows, compare_rows);
    return count;
}

void hy_difference_chart_write(const hy_ensemble_picture *picture, FILE *out)
{
    enum { MOST_ROWS = 40 };
    const hy_study_summary *summary = picture->summary;
    const hy_study *study = summary->study;
    interval_row *rows = calloc((size_t)summary->ask_count + 1, sizeof *rows);
    uint32_t count = rows != NULL ? find_differences(picture, rows) : 0;
    count = count < MOST_ROWS ? count : MOST_ROWS;
    double widest = 1;
    for (uint32_t i = 0; i < count; i++) {
        const double here = fmax(fabs(rows[i].of.low), fabs(rows[i].of.high));
        widest = isfinite(here) ? fmax(widest, here) : widest;
    }
    char subject[HY_PHRASE_SIZE];
    snprintf(subject, sizeof subject, "%s: \"%s\" against \"%s\", %u pairs of runs with the same seeds", study->world->title,
             study->variants[picture->variant].label, study->variants[0].label,
             (unsigned)summary->paired[(size_t)picture->variant * summary->ask_count].difference.count);
    hy_chart chart = begin_page(out, "What it changes", subject, count);
    chart.x_low = -widest * 1.05;
    chart.x_high = widest * 1.05;
    for (uint32_t i = 0; i < count; i++) {
        const bool is_sure = rows[i].of.low > 0 || rows[i].of.high < 0;
        draw_row(&chart, i, &rows[i], !is_sure ? "#777777" : rows[i].of.value > 0 ? "#0072B2" : HY_DANGER,
                 "%+.1f  [%+.1f, %+.1f]");
    }
    hy_chart_number_axis_x(&chart, "change of the share that survives, percentage points; bars: 95 % interval of the paired difference");
    hy_svg_line(out, hy_chart_x(&chart, 0), chart.top, hy_chart_x(&chart, 0), chart.top + chart.height,
                (hy_svg_style){.stroke = HY_INK, .stroke_width = 1.2});
    const char *const words[] = {"more survive", "fewer survive", "not told apart from 0"};
    const char *const colours[] = {"#0072B2", HY_DANGER, "#777777"};
    for (uint32_t i = 0; i < 3; i++) {
        hy_chart_legend(&chart, chart.left + 160.0 * i, chart.top - 20, colours[i], 1, words[i]);
    }
    hy_chart_frame(&chart);
    free(rows);
    hy_svg_end(out);
}
