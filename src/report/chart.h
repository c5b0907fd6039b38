// Charts: a frame with axes, and lines, bands, bars and intervals in it.
#ifndef HY_REPORT_CHART_H
#define HY_REPORT_CHART_H

#include <stdint.h>
#include <stdio.h>

// A frame on the page, and the range of values that it shows.
typedef struct hy_chart {
    FILE *out;
    double left, top, width, height;
    double x_low, x_high, y_low, y_high;
} hy_chart;

double hy_chart_x(const hy_chart *chart, double value);
double hy_chart_y(const hy_chart *chart, double value);

// The frame itself; to be drawn over what fills it.
void hy_chart_frame(const hy_chart *chart);

// Marks and numbers along a side, faint lines across, and what is measured, with its unit. Numbers are written with
// `decimals` at least as many as their steps need.
void hy_chart_number_axis_y(const hy_chart *chart, const char *label);
void hy_chart_number_axis_x(const hy_chart *chart, const char *label);
void hy_chart_clock_axis(const hy_chart *chart, const char *label);

// A step of 1, 2 or 5 times a power of ten that divides the range into at most `count` pieces.
double hy_chart_step(double range, double count);

// The area between two lines over the same x, and a line.
void hy_chart_band(const hy_chart *chart, const double *x, const double *low, const double *high, uint32_t count,
                   const char *colour, double opacity);
void hy_chart_line(const hy_chart *chart, const double *x, const double *y, uint32_t count, const char *colour,
                   double width, const char *dashes);

// A box from x1 to x2 and y1 to y2 in values.
void hy_chart_bar(const hy_chart *chart, double x1, double y1, double x2, double y2, const char *colour);

// A point with its interval along x, at a height on the page.
void hy_chart_interval(const hy_chart *chart, double value, double low, double high, double page_y, const char *colour);

// One entry of a legend beside the frame: a swatch of the colour with this opacity, and its words.
void hy_chart_legend(const hy_chart *chart, double x, double y, const char *colour, double opacity, const char *words);

#endif
