// Pictures of a fit: the posterior of each parameter and of each pair, and how the targets are met.
#include "report/fit.h"

#include "report/chart.h"
#include "report/phrases.h"
#include "report/pictures.h"
#include "report/svg.h"
#include "study/fit.h"
#include "study/sweep.h"

#include <math.h>
#include <stdlib.h>

static const double CELL = 270, GAP = 76, LEFT = 60, TOP = 106, BOTTOM = 64;
static const char POSTERIOR_COLOUR[] = "#0072B2", MEAN_COLOUR[] = "#D55E00", TARGET_COLOUR[] = "#D55E00";
enum { BIN_COUNT = 20, MOST_AXES = 8 };

static void write_head(const hy_study *study, const char *title, FILE *out)
{
    char line[HY_PHRASE_SIZE];
    snprintf(line, sizeof line, "%s; %u generations, %u particles kept, worth %.0f independent samples", study->world->title,
             (unsigned)study->generation_count, (unsigned)study->population_count, hy_posterior_effective_count(study));
    hy_svg_text(out, 24, 28, (hy_svg_font){16, HY_INK, "start", "bold"}, title);
    hy_svg_text(out, 24, 46, (hy_svg_font){11, HY_SOFT_INK, "start", "normal"}, line);
}

// ---- the posterior

// axes with numbers on them; words have no place on a line
typedef struct posterior_picture {
    const hy_study *study;
    uint32_t axes[MOST_AXES];
    uint32_t count;
} posterior_picture;

static double value_at(const hy_study *study, uint32_t rank, uint32_t axis)
{
    return hy_sweep_value(study, study->population[rank].variant, axis);
}

static hy_chart cell_at(const posterior_picture *picture, uint32_t row, uint32_t column, FILE *out)
{
    const hy_study_axis *axis = &picture->study->axes[picture->axes[column]];
    return (hy_chart){.out = out,
                      .left = LEFT + column * (CELL + GAP),
                      .top = TOP + row * (CELL + GAP),
                      .width = CELL,
                      .height = CELL,
                      .x_low = axis->low,
                      .x_high = axis->high};
}

static void bin_population(const hy_study *study, uint32_t axis, double shares[BIN_COUNT])
{
    const double low = study->axes[axis].low;
    const double width = (study->axes[axis].high - low) / BIN_COUNT;
    for (uint32_t i = 0; i < study->population_count; i++) {
        const double place = floor((value_at(study, i, axis) - low) / width);
        const int bin = place < 0 ? 0 : place >= BIN_COUNT ? BIN_COUNT - 1 : (int)place;
        shares[bin] += study->population[i].weight;
    }
}

static void draw_histogram(const posterior_picture *picture, uint32_t at, FILE *out)
{
    const hy_study *study = picture->study;
    const uint32_t axis = picture->axes[at];
    const hy_posterior of = hy_posterior_of_axis(study, axis);
    double shares[BIN_COUNT] = {0};
    double most = 0;
    bin_population(study, axis, shares);
    for (int i = 0; i < BIN_COUNT; i++) {
        most = fmax(most, shares[i]);
    }
    hy_chart chart = cell_at(picture, at, at, out);
    chart.y_high = 100 * 1.25 * most;
    const double width = (chart.x_high - chart.x_low) / BIN_COUNT;
    hy_chart_number_axis_y(&chart, "% of the posterior");
    hy_chart_number_axis_x(&chart, study->axes[axis].name);
    for (int i = 0; i < BIN_COUNT; i++) {
        hy_chart_bar(&chart, chart.x_low + i * width, 0, chart.x_low + (i + 1) * width, 100 * shares[i], POSTERIOR_COLOUR);
    }
    hy_chart_interval(&chart, of.mean, of.low, of.high, chart.top + 12, MEAN_COLOUR);
    hy_chart_frame(&chart);
}

// the area of a dot grows with its share
static void draw_cloud(const posterior_picture *picture, uint32_t row, uint32_t column, FILE *out)
{
    const hy_study *study = picture->study;
    hy_chart chart = cell_at(picture, row, column, out);
    chart.y_low = study->axes[picture->axes[row]].low;
    chart.y_high = study->axes[picture->axes[row]].high;
    hy_chart_number_axis_y(&chart, study->axes[picture->axes[row]].name);
    hy_chart_number_axis_x(&chart, study->axes[picture->axes[column]].name);
    for (uint32_t i = 0; i < study->population_count; i++) {
        const double radius = 3 * sqrt(study->population[i].weight * study->population_count);
        fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.2f\" fill=\"%s\" fill-opacity=\"0.45\"/>\n",
                hy_chart_x(&chart, value_at(study, i, picture->axes[column])),
                hy_chart_y(&chart, value_at(study, i, picture->axes[row])), fmin(8, fmax(0.6, radius)), POSTERIOR_COLOUR);
    }
    hy_chart_frame(&chart);
}

static void write_posterior(const void *context, FILE *out)
{
    const posterior_picture *picture = context;
    const double size = picture->count * (CELL + GAP);
    hy_svg_begin(out, fmax(580, LEFT + size), TOP + size, "What the targets say of the parameters");
    write_head(picture->study, "What the targets say of the parameters", out);
    hy_chart legend = {.out = out};
    hy_chart_legend(&legend, 24, 58, POSTERIOR_COLOUR, 1, "posterior");
    hy_chart_legend(&legend, 130, 58, POSTERIOR_COLOUR, 0.45, "one particle, by its weight");
    hy_chart_legend(&legend, 330, 58, MEAN_COLOUR, 1, "mean and 95 % interval");
    for (uint32_t row = 0; row < picture->count; row++) {
        for (uint32_t column = 0; column < row; column++) {
            draw_cloud(picture, row, column, out);
        }
        draw_histogram(picture, row, out);
    }
    hy_svg_end(out);
}

// ---- the targets

static const double TARGETS_WIDTH = 860, TARGETS_LEFT = 210, ROW = 30;

static void set_range(const hy_study *study, hy_chart *chart)
{
    double widest = 2;
    for (uint32_t i = 0; i < study->target_count; i++) {
        const hy_posterior of = hy_posterior_of_target(study, i);
        const hy_study_target *target = &study->targets[i];
        widest = fmax(widest, fmax(fabs(of.low - target->value), fabs(of.high - target->value)) / target->scale);
    }
    chart->x_low = -1.06 * widest;
    chart->x_high = 1.06 * widest;
}

static void write_targets(const void *context, FILE *out)
{
    const hy_study *study = context;
    const double height = study->target_count * ROW;
    hy_svg_begin(out, TARGETS_WIDTH, TOP + height + BOTTOM, "How the targets are met");
    write_head(study, "How the targets are met", out);
    hy_chart chart = {.out = out,
                      .left = TARGETS_LEFT,
                      .top = TOP,
                      .width = TARGETS_WIDTH - TARGETS_LEFT - 190,
                      .height = height,
                      .y_high = 1};
    hy_chart_legend(&chart, 24, 58, POSTERIOR_COLOUR, 1, "runs of the posterior: mean, and 95 % of them");
    hy_chart_legend(&chart, 330, 58, TARGET_COLOUR, 0.3, "target and one scale about it");
    set_range(study, &chart);
    hy_chart_number_axis_x(&chart, "above or below the target, in its scales");
    hy_svg_rectangle(out, hy_chart_x(&chart, -1), chart.top, hy_chart_x(&chart, 1) - hy_chart_x(&chart, -1), height,
                     (hy_svg_style){.fill = "#F6DCCB"});
    hy_svg_line(out, hy_chart_x(&chart, 0), chart.top, hy_chart_x(&chart, 0), chart.top + height,
                (hy_svg_style){.stroke = TARGET_COLOUR, .stroke_width = 1.5});
    for (uint32_t i = 0; i < study->target_count; i++) {
        const hy_study_target *target = &study->targets[i];
        const hy_posterior of = hy_posterior_of_target(study, i);
        const double y = chart.top + (i + 0.5) * ROW;
        char words[96];
        hy_target_words(target, words);
        hy_svg_text(out, chart.left - 10, y + 4, (hy_svg_font){11, HY_INK, "end", "normal"}, words);
        snprintf(words, sizeof words, "%.4g of %.4g ± %.4g", of.mean, target->value, target->scale);
        hy_svg_text(out, chart.left + chart.width + 12, y + 4, (hy_svg_font){11, HY_INK, "start", "normal"}, words);
        hy_chart_interval(&chart, (of.mean - target->value) / target->scale, (of.low - target->value) / target->scale,
                          (of.high - target->value) / target->scale, y, POSTERIOR_COLOUR);
    }
    hy_chart_frame(&chart);
    hy_svg_end(out);
}

// ---- files

hy_status hy_report_fit_plot(const hy_study *study, const hy_folder *folder)
{
    if (study->population_count == 0) {
        snprintf(folder->message, HY_STORE_MESSAGE_SIZE, "no generation has come to its end yet: there is nothing to draw");
        return HY_BAD_INPUT;
    }
    posterior_picture picture = {.study = study};
    for (uint32_t i = 0; i < study->axis_count && picture.count < MOST_AXES; i++) {
        if (!isnan(study->axes[i].low)) {
            picture.axes[picture.count++] = i;
        }
    }
    hy_status status = hy_folder_make(folder);
    if (status == HY_OK && picture.count > 0) {
        status = hy_folder_write(folder, "posterior.svg", write_posterior, &picture);
    }
    return status == HY_OK ? hy_folder_write(folder, "targets.svg", write_targets, study) : status;
}
