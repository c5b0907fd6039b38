// The page of `verify`: what holds, what does not, what is missing; and its pictures.
#include "report/verification.h"

#include "report/pictures.h"
#include "report/svg.h"
#include "study/verification/measures.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_SIZE = 4096 };

// ---- the pictures

// A curve of rows: a published line, and what was measured with its interval.
typedef struct plot {
    const char *file, *title, *x_label, *y_label;
    const char *curves[2]; // names in the cases; the second may be NULL
    double x_end, y_end, x_step, y_step;
    double (*published)(double x);
    bool shows_flow;     // x times the measured number is drawn
    bool legend_is_left; // where the curve is on the right
} plot;

static double weidmann_speed(double density)
{
    return density > 0 ? hy_weidmann_speed(density) : 1.34;
}

static double weidmann_flow(double density)
{
    return density * weidmann_speed(density);
}

// Seyfried et al. 2009: about 1.9 people by metre and second
static double laboratory_flow(double width_m)
{
    return 1.9 * width_m;
}

static const plot plots[] = {
    {.file = "speed-density.svg",
     .title = "Speed in a corridor, one way and two ways, against Weidmann 1993",
     .x_label = "density, people per m²",
     .y_label = "speed, m/s",
     .curves = {"one-way", "two-way"},
     .published = weidmann_speed,
     .x_end = 5.4,
     .x_step = 1,
     .y_end = 1.6,
     .y_step = 0.2},
    {.file = "flow-density.svg",
     .title = "Flow in a corridor, one way and two ways, against Weidmann 1993",
     .x_label = "density, people per m²",
     .y_label = "flow, people per m and s",
     .curves = {"one-way", "two-way"},
     .published = weidmann_flow,
     .x_end = 5.4,
     .x_step = 1,
     .y_end = 3,
     .y_step = 0.5,
     .shows_flow = true},
    {.file = "bottleneck.svg",
     .title = "Flow through a narrow bottleneck against 1.9 people per metre and second",
     .x_label = "width, m",
     .y_label = "flow, people per s",
     .curves = {"bottleneck", "short bottleneck"},
     .published = laboratory_flow,
     .x_end = 1.6,
     .x_step = 0.2,
     .y_end = 3.5,
     .y_step = 0.5,
     .legend_is_left = true},
    {.file = "wide-bottleneck.svg",
     .title = "Flow through bottlenecks up to 5 m against 1.9 people per metre and second",
     .x_label = "width, m",
     .y_label = "flow, people per s",
     .curves = {"bottleneck"},
     .published = laboratory_flow,
     .x_end = 5.5,
     .x_step = 0.5,
     .y_end = 11,
     .y_step = 1,
     .legend_is_left = true},
};

enum { PLOT_COUNT = sizeof plots / sizeof plots[0] };

static const double WIDTH = 760, HEIGHT = 460, LEFT = 64, RIGHT = 24, TOP = 52, BOTTOM = 52;
static const char *const curve_colours[2] = {"#0072B2", "#D55E00"};

static double plot_x(const plot *p, double x)
{
    return LEFT + x / p->x_end * (WIDTH - LEFT - RIGHT);
}

static double plot_y(const plot *p, double y)
{
    return HEIGHT - BOTTOM - fmin(1, fmax(0, y / p->y_end)) * (HEIGHT - TOP - BOTTOM);
}

static void draw_axes(const plot *p, FILE *out)
{
    const hy_svg_style tick = {.stroke = HY_INK, .stroke_width = 1};
    const double base = HEIGHT - BOTTOM;
    char label[32];
    hy_svg_rectangle(out, LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM, tick);
    for (int i = 0; i * p->x_step <= p->x_end; i++) {
        const double x = plot_x(p, i * p->x_step);
        snprintf(label, sizeof label, "%g", i * p->x_step);
        hy_svg_line(out, x, base, x, base + 5, tick);
        hy_svg_text(out, x, base + 18, (hy_svg_font){11, HY_INK, "middle", "normal"}, label);
    }
    for (int i = 0; i * p->y_step <= p->y_end + 1e-9; i++) {
        const double y = plot_y(p, i * p->y_step);
        snprintf(label, sizeof label, "%g", i * p->y_step);
        hy_svg_line(out, LEFT - 5, y, LEFT, y, tick);
        hy_svg_text(out, LEFT - 8, y + 4, (hy_svg_font){11, HY_INK, "end", "normal"}, label);
    }
    hy_svg_text(out, (LEFT + WIDTH - RIGHT) / 2, base + 38, (hy_svg_font){11, HY_INK, "middle", "normal"}, p->x_label);
    hy_svg_text(out, LEFT - 40, TOP - 8, (hy_svg_font){11, HY_INK, "start", "normal"}, p->y_label);
    hy_svg_text(out, LEFT - 40, 22, (hy_svg_font){14, HY_INK, "start", "bold"}, p->title);
}

static void draw_published(const plot *p, FILE *out)
{
    enum { PIECES = 120 };
    fputs("<path d=\"", out);
    for (int i = 0; i <= PIECES; i++) {
        const double x = p->x_end * i / PIECES;
        fprintf(out, "%c%.1f %.1f", i == 0 ? 'M' : 'L', plot_x(p, x), plot_y(p, p->published(x)));
    }
    fputs("\"", out);
    hy_svg_style_write(out, (hy_svg_style){.stroke = HY_SOFT_INK, .stroke_width = 1.5, .dashes = "6 4"});
    fputs("/>\n", out);
}

static void draw_row(const plot *p, const hy_verification_row *row, const char *colour, FILE *out)
{
    const double at = row->of->values[0];
    const double factor = p->shows_flow ? at : 1;
    if (isnan(row->measured.value) || at > p->x_end) {
        return;
    }
    const double x = plot_x(p, at);
    const double y = plot_y(p, factor * row->measured.value);
    hy_svg_line(out, x, plot_y(p, factor * row->measured.low), x, plot_y(p, factor * row->measured.high),
                (hy_svg_style){.stroke = colour, .stroke_width = 1.5});
    hy_svg_rectangle(out, x - 3.5, y - 3.5, 7, 7,
                     (hy_svg_style){.fill = row->holds ? colour : "#ffffff", .stroke = colour, .stroke_width = 1.5});
}

static double legend_x(const plot *p)
{
    return p->legend_is_left ? LEFT + 16 : WIDTH - RIGHT - 160;
}

static void draw_curve(const plot *p, const hy_verification *verification, unsigned number, FILE *out)
{
    const char *name = p->curves[number];
    for (uint32_t i = 0; i < verification->row_count; i++) {
        const hy_verification_row *row = &verification->rows[i];
        if (row->of->curve != NULL && strcmp(row->of->curve, name) == 0) {
            draw_row(p, row, curve_colours[number], out);
        }
    }
    const double y = TOP + 18 + 18 * number;
    hy_svg_rectangle(out, legend_x(p), y - 8, 7, 7, (hy_svg_style){.fill = curve_colours[number]});
    hy_svg_text(out, legend_x(p) + 14, y, (hy_svg_font){11, HY_INK, "start", "normal"}, name);
}

static void draw_plot(const plot *p, const hy_verification *verification, FILE *out)
{
    hy_svg_begin(out, WIDTH, HEIGHT, p->title);
    draw_axes(p, out);
    draw_published(p, out);
    for (unsigned number = 0; number < 2 && p->curves[number] != NULL; number++) {
        draw_curve(p, verification, number, out);
    }
    hy_svg_text(out, legend_x(p), TOP + 56, (hy_svg_font){11, HY_SOFT_INK, "start", "normal"},
                "dashed: published; hollow:");
    hy_svg_text(out, legend_x(p), TOP + 70, (hy_svg_font){11, HY_SOFT_INK, "start", "normal"}, "does not hold");
    hy_svg_end(out);
}

// ---- the page

static void write_number(double number, FILE *out)
{
    fprintf(out, "%.3g", number);
}

static void write_measured(const hy_verification_row *row, FILE *out)
{
    if (row->note[0] != '\0') {
        fprintf(out, "— (%s)", row->note);
        return;
    }
    write_number(row->measured.value, out);
    if (row->measured.low < row->measured.high) {
        fputs(" (", out);
        write_number(row->measured.low, out);
        fputs(" to ", out);
        write_number(row->measured.high, out);
        fputc(')', out);
    }
    fprintf(out, "%s%s", row->of->unit[0] != '\0' ? " " : "", row->of->unit);
}

static void write_row(const hy_verification_row *row, FILE *out)
{
    fprintf(out, "| `%s` | %s | %s | ", row->of->name, row->of->claim, row->of->published);
    write_measured(row, out);
    fprintf(out, " | %u | %s |\n", (unsigned)row->history_count, row->holds ? "holds" : "**does not hold**");
}

static void write_table(const hy_verification *verification, bool only_failed, FILE *out)
{
    fputs("| case | claim | published | measured (95 %) | histories | verdict |\n|---|---|---|---|---|---|\n", out);
    for (uint32_t i = 0; i < verification->row_count; i++) {
        const hy_verification_row *row = &verification->rows[i];
        if (row->is_supported && !(only_failed && row->holds)) {
            write_row(row, out);
        }
    }
}

static void write_missing(const hy_verification *verification, FILE *out)
{
    fputs("\n## What is not supported\n\n", out);
    for (uint32_t i = 0; i < verification->row_count; i++) {
        const hy_verification_row *row = &verification->rows[i];
        if (!row->is_supported) {
            fprintf(out, "- `%s` (%s): %s %s.\n", row->of->name, row->of->source, row->of->claim, row->of->missing);
        }
    }
}

static void write_sources(const hy_verification *verification, FILE *out)
{
    fputs("\n## Sources and experiments\n\n| case | source | experiments |\n|---|---|---|\n", out);
    for (uint32_t i = 0; i < verification->row_count; i++) {
        const hy_verification_case *of = verification->rows[i].of;
        if (of->missing == NULL) {
            fprintf(out, "| `%s` | %s | %s |\n", of->name, of->source, of->experiments);
        }
    }
}

static bool is_used(const hy_verification *verification, const hy_experiment *experiment)
{
    for (uint32_t i = 0; i < verification->row_count; i++) {
        const char *rest = verification->rows[i].of->experiments;
        while (rest != NULL && *rest != '\0') {
            const size_t length = strcspn(rest, " ");
            if (hy_experiment_named(rest, length) == experiment) {
                return true;
            }
            rest += length + strspn(rest + length, " ");
        }
    }
    return false;
}

static void write_experiments(const hy_verification *verification, FILE *out)
{
    uint32_t count = 0;
    const hy_experiment *experiments = hy_experiments(&count);
    fputs("\nThe scenarios lie in `tests/verification/`; every one can be run, drawn and changed: `hyosan run SCENARIO "
          "--set ... --seed N`, with seeds from 1.\n\n| experiment | scenario | `--set` | histories, with `--long` |\n"
          "|---|---|---|---|\n",
          out);
    for (uint32_t i = 0; i < count; i++) {
        const hy_experiment *of = &experiments[i];
        if (!is_used(verification, of)) {
            continue;
        }
        fprintf(out, "| %s | `%s` | ", of->name, of->scenario);
        for (unsigned setting = 0; setting < HY_EXPERIMENT_SETTING_LIMIT && of->settings[setting] != NULL; setting++) {
            fprintf(out, "%s`%s`", setting > 0 ? " " : "", of->settings[setting]);
        }
        fprintf(out, " | %u, %u |\n", (unsigned)of->seed_count,
                (unsigned)(of->long_seed_count > 0 ? of->long_seed_count : of->seed_count));
    }
}

static const char HOW[] =
    "Each case is a plan and a scenario that are run for several seeds; a camera over the plan sees positions alone.\n"
    "There is one set of movement parameters for all of them, the defaults of the language: no scenario here sets "
    "any.\n\n"
    "- **Density, speed and flow** are measured in boxes, over windows of 4 or 5 s (single file: 2 s): density is the time\n"
    "  that people spend in the box, by its area and the window; flow is the way they make there, by the same; speed "
    "is\n"
    "  their ratio (L. C. Edie 1963). That is the classical method, at every step instead of on single pictures.\n"
    "- **Flow through a bottleneck** is counted at a line: n − 1 people over the time between the first and the last.\n"
    "- **Intervals** are of 95 %: Student's for means over histories, Wilson's for shares of histories. A case holds "
    "if\n"
    "  the measured number itself lies in the bounds.\n"
    "- **Exits of the guidelines** (IMO 4, 9; NIST 5.2; ISO 11; RiMEA 9, 11) are bounded there by 1.33 people per "
    "metre\n"
    "  and second: their plans say so with `max_flow_per_m_s: 1.33`. The flow of these cases is therefore put in, not\n"
    "  found. Laboratory bottlenecks are unbounded.\n"
    "- **Corridors** of the guidelines are shortened to 100 x 2 m and watched over 15 m from 10 to 22 s (two ways: 18 s):\n"
    "  before the thinning that begins at the exit comes there, and while fast and slow people alike still come from the\n"
    "  crowd. Speed at a density is the mean over all windows within a tenth of it.\n"
    "- **Behind a bottleneck** people walk on for 5 m; where they vanished at its end, they made room too soon.\n"
    "- **Stairs**: assigned speeds are along the incline; speed and density in crowds are in plan.\n"
    "- Many published tests are one set-up in several suites: it is run once, and each suite has its own row.\n\n";

static const char HOW_OF_OUTBREAKS[] =
    "Each case is a scenario that is run for several seeds by the same engine as any other.\n\n"
    "- **The hall** (`szr-…`): sight without limits, no doors, no flight, a bite turns within a second, and a fight ends in a\n"
    "  stop or a bite; alpha is the odds of the two. Every fight is then a step of the SZR chain, whatever its clock: the\n"
    "  counts at the end, the chance that the first is stopped by itself, and the course over the number of bites must be\n"
    "  those of the theory. The clock itself is not: who sees everything is never without prey, so that the rate of attacks\n"
    "  falls with the living only when few are left, where the theory has it fall with every one of them.\n"
    "  What people do to one another is off (`crisis.betrays: 0`): one pushed towards the turned cannot fight back, which by\n"
    "  itself moves the counts by several standard errors.\n"
    "- **The strain**: everybody in a hall is exposed in the first seconds; waiting times are those at which people turn, or\n"
    "  will, where a course outlasts the history.\n"
    "- **Bounds** are four standard errors of the histories that are run without `--long`, or p above 0.01. Intervals are of\n"
    "  95 %. A case holds if the measured number itself lies in the bounds.\n\n";

// the page of movement has its pictures, that of outbreaks its own words
static bool is_about(const hy_verification *verification, const char *suite)
{
    for (uint32_t i = 0; i < verification->row_count; i++) {
        if (strcmp(verification->rows[i].of->suite, suite) == 0) {
            return true;
        }
    }
    return false;
}

static void write_method(const hy_verification *verification, FILE *out)
{
    if (is_about(verification, "outbreak")) {
        fputs(HOW_OF_OUTBREAKS, out);
    }
    if (is_about(verification, "movement")) {
        fputs(HOW, out);
        for (unsigned i = 0; i < PLOT_COUNT; i++) {
            fprintf(out, "![%s](pictures/verification/%s)\n\n", plots[i].title, plots[i].file);
        }
    }
}

static void write_page(const hy_verification *verification, FILE *out)
{
    const uint32_t failed = hy_verification_failed_count(verification);
    const uint32_t missing = hy_verification_missing_count(verification);
    fputs("# Verification\n\n<!-- Written by `hyosan verify SUITE --page FILE`. Change the cases, not this. -->\n\n",
          out);
    fprintf(out, "Published results against this build: **%u cases hold, %u do not, %u are not supported.**\n\n",
            (unsigned)(verification->row_count - failed - missing), (unsigned)failed, (unsigned)missing);
    write_method(verification, out);
    if (failed > 0) {
        fputs("## What does not hold\n\n", out);
        write_table(verification, true, out);
    }
    if (missing > 0) {
        write_missing(verification, out);
    }
    fputs("\n## All cases\n\n", out);
    write_table(verification, false, out);
    write_sources(verification, out);
    write_experiments(verification, out);
}

// ---- files

static hy_status fail(const char *path, char message[HY_VERIFICATION_MESSAGE_SIZE])
{
    snprintf(message, HY_VERIFICATION_MESSAGE_SIZE, "%.300s cannot be written: %s", path, strerror(errno));
    return HY_FILE_ERROR;
}

static hy_status close_file(FILE *out, const char *path, char message[HY_VERIFICATION_MESSAGE_SIZE])
{
    const bool has_failed = ferror(out) != 0;
    return fclose(out) != 0 || has_failed ? fail(path, message) : HY_OK;
}

// the folder of a file with a slash at its end; empty for this one
static void folder_of(const char *path, char folder[PATH_SIZE])
{
    const char *slash = strrchr(path, '/');
    snprintf(folder, PATH_SIZE, "%.*s", slash != NULL ? (int)(slash - path + 1) : 0, path);
}

static bool is_made(const char *folder)
{
    struct stat found;
    return mkdir(folder, 0777) == 0 || (errno == EEXIST && stat(folder, &found) == 0 && S_ISDIR(found.st_mode));
}

static hy_status write_pictures(const hy_verification *verification, const char *page,
                                char message[HY_VERIFICATION_MESSAGE_SIZE])
{
    if (!is_about(verification, "movement")) {
        return HY_OK;
    }
    char folder[PATH_SIZE];
    char path[PATH_SIZE + 64];
    folder_of(page, folder);
    for (unsigned depth = 0; depth < 2; depth++) {
        snprintf(path, sizeof path, "%spictures%s", folder, depth == 0 ? "" : "/verification");
        if (!is_made(path)) {
            return fail(path, message);
        }
    }
    for (unsigned i = 0; i < PLOT_COUNT; i++) {
        snprintf(path, sizeof path, "%spictures/verification/%s", folder, plots[i].file);
        FILE *out = fopen(path, "w");
        if (out == NULL) {
            return fail(path, message);
        }
        draw_plot(&plots[i], verification, out);
        const hy_status status = close_file(out, path, message);
        if (status != HY_OK) {
            return status;
        }
    }
    return HY_OK;
}

hy_status hy_verification_page(const hy_verification *verification, const char *path,
                               char message[HY_VERIFICATION_MESSAGE_SIZE])
{
    FILE *out = fopen(path, "w");
    if (out == NULL) {
        return fail(path, message);
    }
    write_page(verification, out);
    const hy_status status = close_file(out, path, message);
    return status == HY_OK ? write_pictures(verification, path, message) : status;
}
