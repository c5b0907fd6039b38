// Drawing charts as SVG.
#include "report/chart.h"

#include "report/phrases.h"
#include "report/pictures.h"
#include "report/svg.h"

#include <math.h>

static const char GRID[] = "#dddddd";

double hy_chart_x(const hy_chart *chart, double value)
{
    return chart->left + (value - chart->x_low) / (chart->x_high - chart->x_low) * chart->width;
}

double hy_chart_y(const hy_chart *chart, double value)
{
    return chart->top + chart->height - (value - chart->y_low) / (chart->y_high - chart->y_low) * chart->height;
}

void hy_chart_frame(const hy_chart *chart)
{
    hy_svg_rectangle(chart->out, chart->left, chart->top, chart->width, chart->height,
                     (hy_svg_style){.stroke = HY_INK, .stroke_width = 1});
}

// ---- axes

double hy_chart_step(double range, double count)
{
    const double power = pow(10, floor(log10(range / count)));
    const double steps[] = {1, 2, 5};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (range / (steps[i] * power) <= count) {
            return steps[i] * power;
        }
    }
    return 10 * power;
}

static void write_number(char label[32], double value, double step)
{
    const int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    // minus zero is zero
    snprintf(label, 32, "%.*f", decimals, fabs(value) < step / 2 ? 0 : value);
}

void hy_chart_number_axis_y(const hy_chart *chart, const char *label)
{
    const double step = hy_chart_step(chart->y_high - chart->y_low, 8);
    for (double value = ceil(chart->y_low / step - 1e-9) * step; value <= chart->y_high + step * 1e-6; value += step) {
        char text[32];
        const double y = hy_chart_y(chart, value);
        write_number(text, value, step);
        hy_svg_line(chart->out, chart->left, y, chart->left + chart->width, y,
                    (hy_svg_style){.stroke = GRID, .stroke_width = 0.7});
        hy_svg_text(chart->out, chart->left - 8, y + 4, (hy_svg_font){11, HY_INK, "end", "normal"}, text);
    }
    hy_svg_text(chart->out, chart->left - 40, chart->top - 12, (hy_svg_font){11, HY_INK, "start", "normal"}, label);
}

static void write_x_label(const hy_chart *chart, const char *label)
{
    hy_svg_text(chart->out, chart->left + chart->width / 2, chart->top + chart->height + 38,
                (hy_svg_font){11, HY_INK, "middle", "normal"}, label);
}

static void write_x_mark(const hy_chart *chart, double value, const char *text)
{
    const double x = hy_chart_x(chart, value);
    const double base = chart->top + chart->height;
    hy_svg_line(chart->out, x, chart->top, x, base, (hy_svg_style){.stroke = GRID, .stroke_width = 0.7});
    hy_svg_line(chart->out, x, base, x, base + 5, (hy_svg_style){.stroke = HY_INK, .stroke_width = 1});
    hy_svg_text(chart->out, x, base + 18, (hy_svg_font){11, HY_INK, "middle", "normal"}, text);
}

void hy_chart_number_axis_x(const hy_chart *chart, const char *label)
{
    const double step = hy_chart_step(chart->x_high - chart->x_low, 10);
    for (double value = ceil(chart->x_low / step - 1e-9) * step; value <= chart->x_high + step * 1e-6; value += step) {
        char text[32];
        write_number(text, value, step);
        write_x_mark(chart, value, text);
    }
    write_x_label(chart, label);
}

static double clock_step_s(const hy_chart *chart)
{
    static const double steps_s[] = {10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200};
    const size_t count = sizeof steps_s / sizeof steps_s[0];
    for (size_t i = 0; i < count; i++) {
        if ((chart->x_high - chart->x_low) / steps_s[i] <= 13) {
            return steps_s[i];
        }
    }
    return 86400;
}

void hy_chart_clock_axis(const hy_chart *chart, const char *label)
{
    const double step_s = clock_step_s(chart);
    for (double clock_s = ceil(chart->x_low / step_s) * step_s; clock_s <= chart->x_high; clock_s += step_s) {
        char text[HY_CLOCK_SIZE];
        hy_clock_write(clock_s, text);
        if (step_s >= 60) {
            text[5] = '\0'; // whole minutes: HH:MM
        }
        write_x_mark(chart, clock_s, text);
    }
    write_x_label(chart, label);
}

// ---- what is shown

void hy_chart_band(const hy_chart *chart, const double *x, const double *low, const double *high, uint32_t count,
                   const char *colour, double opacity)
{
    fputs("<path d=\"", chart->out);
    for (uint32_t i = 0; i < count; i++) {
        fprintf(chart->out, "%c%.1f %.1f", i == 0 ? 'M' : 'L', hy_chart_x(chart, x[i]), hy_chart_y(chart, high[i]));
    }
    for (uint32_t i = count; i > 0; i--) {
        fprintf(chart->out, "L%.1f %.1f", hy_chart_x(chart, x[i - 1]), hy_chart_y(chart, low[i - 1]));
    }
    fprintf(chart->out, "Z\" fill=\"%s\" fill-opacity=\"%.2f\"/>\n", colour, opacity);
}

void hy_chart_line(const hy_chart *chart, const double *x, const double *y, uint32_t count, const char *colour,
                   double width, const char *dashes)
{
    fputs("<path d=\"", chart->out);
    for (uint32_t i = 0; i < count; i++) {
        fprintf(chart->out, "%c%.1f %.1f", i == 0 ? 'M' : 'L', hy_chart_x(chart, x[i]), hy_chart_y(chart, y[i]));
    }
    fputs("\" stroke-linejoin=\"round\"", chart->out);
    hy_svg_style_write(chart->out, (hy_svg_style){.stroke = colour, .stroke_width = width, .dashes = dashes});
    fputs("/>\n", chart->out);
}

void hy_chart_bar(const hy_chart *chart, double x1, double y1, double x2, double y2, const char *colour)
{
    const double left = hy_chart_x(chart, x1);
    const double top = hy_chart_y(chart, y2);
    hy_svg_rectangle(chart->out, left, top, hy_chart_x(chart, x2) - left, hy_chart_y(chart, y1) - top,
                     (hy_svg_style){.fill = colour, .stroke = "#ffffff", .stroke_width = 0.5});
}

void hy_chart_interval(const hy_chart *chart, double value, double low, double high, double page_y, const char *colour)
{
    const hy_svg_style line = {.stroke = colour, .stroke_width = 1.6};
    const double x1 = hy_chart_x(chart, fmax(chart->x_low, low));
    const double x2 = hy_chart_x(chart, fmin(chart->x_high, high));
    hy_svg_line(chart->out, x1, page_y, x2, page_y, line);
    hy_svg_line(chart->out, x1, page_y - 3.5, x1, page_y + 3.5, line);
    hy_svg_line(chart->out, x2, page_y - 3.5, x2, page_y + 3.5, line);
    fprintf(chart->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.6\" fill=\"%s\"/>\n", hy_chart_x(chart, value), page_y,
            colour);
}

void hy_chart_legend(const hy_chart *chart, double x, double y, const char *colour, double opacity, const char *words)
{
    fprintf(chart->out,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"14\" height=\"12\" fill=\"%s\" fill-opacity=\"%.2f\" "
            "stroke=\"%s\" stroke-width=\"0.6\"/>\n",
            x, y, colour, opacity, colour);
    hy_svg_text(chart->out, x + 20, y + 10, (hy_svg_font){11, HY_INK, "start", "normal"}, words);
}
