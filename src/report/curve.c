// The epidemic curve: people by cell over time, stacked, as SVG.
#include "report/pictures.h"

#include "report/phrases.h"
#include "report/svg.h"

#include <math.h>

static const double WIDTH = 960, HEIGHT = 540;
static const double LEFT = 64, RIGHT = 150, TOP = 56, BOTTOM = 52;

// from the bottom to the top
static const uint32_t stack[HY_CELL_COUNT] = {HY_outcome_cell_human,   HY_outcome_cell_incubating,
                                              HY_outcome_cell_halfbie, HY_outcome_cell_zombie,
                                              HY_outcome_cell_dead,    HY_CELL_ESCAPED};

typedef struct chart {
    const hy_record *record;
    double begin_s, end_s;
    double people;
} chart;

static double chart_x(const chart *c, double clock_s)
{
    return LEFT + (clock_s - c->begin_s) / (c->end_s - c->begin_s) * (WIDTH - LEFT - RIGHT);
}

static double chart_y(const chart *c, double people)
{
    return HEIGHT - BOTTOM - people / c->people * (HEIGHT - TOP - BOTTOM);
}

// people of the lowest `layer_count` layers of a row
static double height_of(const hy_record_totals *row, uint32_t layer_count)
{
    double sum = 0;
    for (uint32_t role = 0; role < HY_role_count; role++) {
        uint32_t cells[HY_CELL_COUNT];
        hy_report_cells(&row->by_role[role], cells);
        for (uint32_t layer = 0; layer < layer_count; layer++) {
            sum += cells[stack[layer]];
        }
    }
    return sum;
}

static void write_edge_point(const chart *c, const hy_record_totals *row, uint32_t layer_count, char letter, FILE *out)
{
    fprintf(out, "%c%.1f %.1f", letter, chart_x(c, hy_record_clock_s(c->record, row->tick)),
            chart_y(c, height_of(row, layer_count)));
}

// where an edge is level, its inner points say nothing
static bool is_needed(const hy_record *record, uint32_t row, uint32_t layer_count)
{
    if (row == 0 || row + 1 == record->totals_count) {
        return true;
    }
    const double here = height_of(&record->totals[row], layer_count);
    return fabs(height_of(&record->totals[row - 1], layer_count) - here) > 0.5 ||
           fabs(height_of(&record->totals[row + 1], layer_count) - here) > 0.5;
}

static void write_layer(const chart *c, uint32_t layer, FILE *out)
{
    const hy_record *record = c->record;
    fputs("<path d=\"", out);
    for (uint32_t i = 0; i < record->totals_count; i++) {
        if (is_needed(record, i, layer + 1)) {
            write_edge_point(c, &record->totals[i], layer + 1, i == 0 ? 'M' : 'L', out);
        }
    }
    for (uint32_t i = record->totals_count; i > 0; i--) {
        if (is_needed(record, i - 1, layer)) {
            write_edge_point(c, &record->totals[i - 1], layer, 'L', out);
        }
    }
    fputs("Z\"", out);
    const hy_svg_style style = {.fill = hy_cell_colour(stack[layer]), .stroke = "#ffffff", .stroke_width = 0.5};
    hy_svg_style_write(out, style);
    fputs("/>\n", out);
}

// 1, 2 or 5 times a power of ten, at most about `count` of them
static double round_step(double range, double count)
{
    const double power = pow(10, floor(log10(range / count)));
    const double steps[] = {1, 2, 5, 10};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (range / (steps[i] * power) <= count) {
            return steps[i] * power;
        }
    }
    return 10 * power;
}

static void write_people_axis(const chart *c, FILE *out)
{
    const double step = fmax(1, round_step(c->people, 8));
    for (double people = 0; people <= c->people; people += step) {
        char label[32];
        const double y = chart_y(c, people);
        snprintf(label, sizeof label, "%.0f", people);
        hy_svg_line(out, LEFT - 5, y, LEFT, y, (hy_svg_style){.stroke = HY_INK, .stroke_width = 1});
        hy_svg_text(out, LEFT - 8, y + 4, (hy_svg_font){11, HY_INK, "end", "normal"}, label);
    }
    hy_svg_text(out, LEFT, TOP - 10, (hy_svg_font){11, HY_INK, "middle", "normal"}, "people");
}

static double clock_step_s(const chart *c)
{
    static const double steps_s[] = {10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200};
    const size_t count = sizeof steps_s / sizeof steps_s[0];
    for (size_t i = 0; i < count; i++) {
        if ((c->end_s - c->begin_s) / steps_s[i] <= 13) {
            return steps_s[i];
        }
    }
    return 86400;
}

static void write_clock_axis(const chart *c, FILE *out)
{
    const double step_s = clock_step_s(c);
    const double base = HEIGHT - BOTTOM;
    for (double clock_s = ceil(c->begin_s / step_s) * step_s; clock_s <= c->end_s; clock_s += step_s) {
        char label[HY_CLOCK_SIZE];
        hy_clock_write(clock_s, label);
        if (step_s >= 60) {
            label[5] = '\0'; // whole minutes: HH:MM
        }
        const double x = chart_x(c, clock_s);
        hy_svg_line(out, x, base, x, base + 5, (hy_svg_style){.stroke = HY_INK, .stroke_width = 1});
        hy_svg_text(out, x, base + 18, (hy_svg_font){11, HY_INK, "middle", "normal"}, label);
    }
    hy_svg_text(out, (LEFT + WIDTH - RIGHT) / 2, base + 38, (hy_svg_font){11, HY_INK, "middle", "normal"},
                "clock time (h:min)");
}

static void write_legend(const chart *c, FILE *out)
{
    const hy_record_totals *last = &c->record->totals[c->record->totals_count - 1];
    const double x = WIDTH - RIGHT + 14;
    double y = TOP + 8;
    for (uint32_t layer = HY_CELL_COUNT; layer > 0; layer--) {
        char label[64];
        const double count = height_of(last, layer) - height_of(last, layer - 1);
        snprintf(label, sizeof label, "%.0f %s", count, hy_report_cell_word(stack[layer - 1]));
        hy_svg_rectangle(
            out, x, y, 12, 12,
            (hy_svg_style){.fill = hy_cell_colour(stack[layer - 1]), .stroke = HY_INK, .stroke_width = 0.4});
        hy_svg_text(out, x + 18, y + 10, (hy_svg_font){11, HY_INK, "start", "normal"}, label);
        y += 20;
    }
    hy_svg_text(out, x, y + 12, (hy_svg_font){10, HY_SOFT_INK, "start", "normal"}, "at the end");
}

void hy_curve_write(const hy_record *record, FILE *out)
{
    chart c = {.record = record, .begin_s = record->start_s, .end_s = hy_record_clock_s(record, record->last_tick)};
    c.end_s = fmax(c.end_s, c.begin_s + record->step_s);
    c.people = fmax(1, record->person_count);
    char title[HY_PHRASE_SIZE];
    snprintf(title, sizeof title, "%s, seed %llu", record->title, (unsigned long long)record->seed);
    hy_svg_begin(out, WIDTH, HEIGHT, title);
    hy_svg_text(out, LEFT, 28, (hy_svg_font){16, HY_INK, "start", "bold"}, title);
    for (uint32_t layer = 0; layer < HY_CELL_COUNT && record->totals_count > 1; layer++) {
        write_layer(&c, layer, out);
    }
    const hy_svg_style frame = {.stroke = HY_INK, .stroke_width = 1};
    hy_svg_rectangle(out, LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM, frame);
    write_people_axis(&c, out);
    write_clock_axis(&c, out);
    if (record->totals_count > 0) {
        write_legend(&c, out);
    }
    hy_svg_end(out);
}
