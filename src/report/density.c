// How crowded it became where, as SVG: the greatest density of every square of two metres, by Fruin's levels of service.
// Source: J. J. Fruin, Pedestrian Planning and Design, 1971: levels of walkways, from the area for each person.
#include "report/pictures.h"

#include "report/phrases.h"
#include "report/svg.h"

#include <math.h>
#include <stdlib.h>

static const double HEAD = 72;     // title and legend
static const double SQUARE_M = 2;

// one level: up to this density, persons per square metre
typedef struct service_level {
    const char *name, *colour, *range;
    double most_per_m2;
} service_level;

static const service_level LEVELS[] = {
    {"A", "#4575b4", "up to 0.31", 1 / 3.25}, {"B", "#91bfdb", "to 0.43", 1 / 2.32},
    {"C", "#e0f3f8", "to 0.72", 1 / 1.39},    {"D", "#fee090", "to 1.08", 1 / 0.93},
    {"E", "#fc8d59", "to 2.17", 1 / 0.46},    {"F", "#d73027", "above", HUGE_VAL},
};
enum { LEVEL_COUNT = sizeof LEVELS / sizeof LEVELS[0] };

// the squares of one panel, in rows from its south-west corner
typedef struct crowd {
    uint32_t columns, rows;
    uint32_t *now, *most;
} crowd;

static const char *colour_of(uint32_t count)
{
    const double per_m2 = count / (SQUARE_M * SQUARE_M);
    uint32_t level = 0;
    while (level + 1 < LEVEL_COUNT && per_m2 > LEVELS[level].most_per_m2) {
        level++;
    }
    return LEVELS[level].colour;
}

static void clear_crowds(crowd *crowds, uint32_t count)
{
    for (uint32_t i = 0; crowds != NULL && i < count; i++) {
        free(crowds[i].now);
        free(crowds[i].most);
    }
    free(crowds);
}

static crowd *make_crowds(const hy_panels *panels)
{
    crowd *crowds = calloc((size_t)panels->count + 1, sizeof *crowds);
    for (uint32_t i = 0; crowds != NULL && i < panels->count; i++) {
        const hy_panel *panel = &panels->items[i];
        crowd *of = &crowds[i];
        of->columns = (uint32_t)ceil((double)(panel->high.x - panel->low.x) / SQUARE_M) + 1;
        of->rows = (uint32_t)ceil((double)(panel->high.y - panel->low.y) / SQUARE_M) + 1;
        of->now = calloc((size_t)of->columns * of->rows, sizeof *of->now);
        of->most = calloc((size_t)of->columns * of->rows, sizeof *of->most);
        if (of->now == NULL || of->most == NULL) {
            clear_crowds(crowds, panels->count);
            return NULL;
        }
    }
    return crowds;
}

static uint32_t *square_of(const hy_panels *panels, const crowd *crowds, const hy_person_mark *mark)
{
    const uint32_t panel = mark->room == HY_NONE ? HY_NONE : panels->room_panels[mark->room];
    if (panel == HY_NONE) {
        return NULL;
    }
    const double x = (double)(mark->at.x - panels->items[panel].low.x) / SQUARE_M;
    const double y = (double)(mark->at.y - panels->items[panel].low.y) / SQUARE_M;
    const crowd *of = &crowds[panel];
    if (x < 0 || y < 0 || x >= of->columns || y >= of->rows) {
        return NULL;
    }
    return &of->now[(uint32_t)y * of->columns + (uint32_t)x];
}

static void count_frame(const hy_record *record, const hy_panels *panels, const hy_record_frame *frame, crowd *crowds)
{
    for (uint32_t i = 0; i < record->person_count; i++) {
        uint32_t *square = square_of(panels, crowds, &frame->persons[i]);
        if (square != NULL) {
            ++*square;
        }
    }
    for (uint32_t panel = 0; panel < panels->count; panel++) {
        crowd *of = &crowds[panel];
        for (uint32_t i = 0; i < of->columns * of->rows; i++) {
            of->most[i] = of->now[i] > of->most[i] ? of->now[i] : of->most[i];
            of->now[i] = 0;
        }
    }
}

static hy_status count_all_frames(hy_record *record, const hy_panels *panels, crowd *crowds, char message[HY_STORE_MESSAGE_SIZE])
{
    const uint32_t period = (uint32_t)fmax(1, round(record->keyframe_s / record->step_s));
    for (uint64_t tick = 0; tick <= record->last_tick; tick += period) {
        hy_record_frame frame;
        const hy_status status = hy_record_frame_at(record, (uint32_t)tick, &frame, message);
        if (status != HY_OK) {
            return status;
        }
        count_frame(record, panels, &frame, crowds);
    }
    return HY_OK;
}

// ---- the picture

static void write_squares(const hy_panel *panel, const crowd *of, FILE *out)
{
    const double side = SQUARE_M * panel->scale;
    for (uint32_t row = 0; row < of->rows; row++) {
        for (uint32_t column = 0; column < of->columns; column++) {
            const uint32_t count = of->most[row * of->columns + column];
            if (count > 0) {
                const double x = hy_panel_x(panel, panel->low.x) + column * side;
                const double y = hy_panel_y(panel, panel->low.y) - (row + 1) * side;
                hy_svg_rectangle(out, x, y, side, side, (hy_svg_style){.fill = colour_of(count)});
            }
        }
    }
}

static void write_outlines(const hy_record *record, const hy_panels *panels, uint32_t panel, FILE *out)
{
    for (uint32_t i = 0; i < record->room_count; i++) {
        const hy_record_room *room = &record->rooms[i];
        if (!hy_panel_shows(record, panels, panel, i)) {
            continue;
        }
        fputs("<path d=\"", out);
        for (uint32_t corner = 0; corner < room->corner_count; corner++) {
            fprintf(out, "%c%.1f %.1f", corner == 0 ? 'M' : 'L', hy_panel_x(&panels->items[panel], room->corners[corner].x),
                    hy_panel_y(&panels->items[panel], room->corners[corner].y));
        }
        fputs("Z\"", out);
        hy_svg_style_write(out, (hy_svg_style){.stroke = "#444444", .stroke_width = room->is_outdoor ? 0.5 : 1});
        fputs("/>\n", out);
    }
}

static void write_legend(FILE *out)
{
    const hy_svg_font font = {.size = 11, .colour = HY_INK, .anchor = "start", .weight = "normal"};
    double x = 24;
    for (uint32_t i = 0; i < LEVEL_COUNT; i++) {
        char label[48];
        snprintf(label, sizeof label, "%s %s", LEVELS[i].name, LEVELS[i].range);
        hy_svg_rectangle(out, x, 44, 14, 14, (hy_svg_style){.fill = LEVELS[i].colour, .stroke = "#444444", .stroke_width = 0.5});
        hy_svg_text(out, x + 20, 55, font, label);
        x += 110;
    }
    hy_svg_text(out, x, 55, font, "persons per m² in squares of 2 m, at the keyframes");
}

static void write_picture(const hy_record *record, const hy_panels *panels, const crowd *crowds, FILE *out)
{
    const hy_svg_font title = {.size = 18, .colour = HY_INK, .anchor = "start", .weight = "bold"};
    const hy_svg_font name = {.size = 12, .colour = HY_SOFT_INK, .anchor = "start", .weight = "bold"};
    hy_svg_begin(out, panels->page_width, panels->height + HEAD, "Greatest density by Fruin's levels of service");
    hy_svg_text(out, 24, 28, title, "Greatest density by Fruin's levels of service");
    write_legend(out);
    fprintf(out, "<g transform=\"translate(0 %.0f)\">\n", HEAD);
    for (uint32_t i = 0; i < panels->count; i++) {
        const hy_panel *panel = &panels->items[i];
        hy_svg_text(out, panel->left, panel->top - 6, name, record->levels[panel->level].name);
        write_squares(panel, &crowds[i], out);
        write_outlines(record, panels, i, out);
    }
    fputs("</g>\n", out);
    hy_svg_end(out);
}

hy_status hy_density_write(hy_record *record, const hy_panels *panels, FILE *out, char message[HY_STORE_MESSAGE_SIZE])
{
    crowd *crowds = make_crowds(panels);
    if (crowds == NULL) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_OUT_OF_MEMORY;
    }
    const hy_status status = count_all_frames(record, panels, crowds, message);
    if (status == HY_OK) {
        write_picture(record, panels, crowds, out);
    }
    clear_crowds(crowds, panels->count);
    return status;
}
