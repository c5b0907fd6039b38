// Where the infection spreads: every room of every level in the colour of its infections, in the mean of the runs.
#include "report/ensemble_charts.h"

#include "report/phrases.h"
#include "report/pictures.h"
#include "report/svg.h"

#include <math.h>

static const double HEAD = 92; // title and legend

// One class: up to so many infections a run. The colours are ordered in lightness, and so also for the colour-blind and
// in grey (viridis, S. van der Walt and N. Smith 2015, from light to dark).
typedef struct risk_class {
    const char *colour, *ink, *range;
    double most;
} risk_class;

static const risk_class CLASSES[] = {
    {"#ffffff", HY_INK, "none", 0},         {"#fde725", HY_INK, "up to 0.1", 0.1}, {"#7ad151", HY_INK, "to 0.3", 0.3},
    {"#22a884", HY_INK, "to 1", 1},         {"#2a788e", "#ffffff", "to 3", 3},     {"#414487", "#ffffff", "to 10", 10},
    {"#440154", "#ffffff", "above", HUGE_VAL},
};
enum { CLASS_COUNT = sizeof CLASSES / sizeof CLASSES[0] };

static double room_mean(const hy_ensemble_picture *picture, uint32_t room)
{
    const hy_study_shape *shape = &picture->summary->study->shape;
    const hy_variant_summary *variant = &picture->summary->variants[picture->variant];
    double sum = 0;
    for (uint32_t hour = 0; hour < shape->hour_count; hour++) {
        sum += variant->infections[(size_t)room * shape->hour_count + hour];
    }
    return variant->done_count > 0 ? sum / variant->done_count : 0;
}

static const risk_class *class_of(double infections)
{
    uint32_t chosen = 0;
    while (chosen + 1 < CLASS_COUNT && infections > CLASSES[chosen].most) {
        chosen++;
    }
    return &CLASSES[chosen];
}

static void write_room(const hy_ensemble_picture *picture, const hy_panel *panel, uint32_t room_index, FILE *out)
{
    const hy_record_room *room = &picture->summary->study->world->rooms[room_index];
    const double infections = room_mean(picture, room_index);
    fputs("<path d=\"", out);
    for (uint32_t corner = 0; corner < room->corner_count; corner++) {
        fprintf(out, "%c%.1f %.1f", corner == 0 ? 'M' : 'L', hy_panel_x(panel, room->corners[corner].x),
                hy_panel_y(panel, room->corners[corner].y));
    }
    fputs("Z\"", out);
    hy_svg_style_write(out, (hy_svg_style){.fill = class_of(infections)->colour,
                                           .stroke = "#444444",
                                           .stroke_width = room->is_outdoor ? 0.5 : 1});
    fputs("><title>", out);
    hy_svg_escaped(out, room->name);
    fprintf(out, ": %.3f infections a run</title></path>\n", infections);
}

static double panel_width(const hy_record_room *room, const hy_panel *panel)
{
    float low = HUGE_VALF;
    float high = -HUGE_VALF;
    for (uint32_t i = 0; i < room->corner_count; i++) {
        low = fminf(low, room->corners[i].x);
        high = fmaxf(high, room->corners[i].x);
    }
    return (double)(high - low) * panel->scale;
}

// the number itself where there is room for it
static void write_number(const hy_ensemble_picture *picture, const hy_panel *panel, uint32_t room_index, FILE *out)
{
    const hy_record_room *room = &picture->summary->study->world->rooms[room_index];
    const double infections = room_mean(picture, room_index);
    char label[32];
    snprintf(label, sizeof label, infections < 1 ? "%.2f" : "%.1f", infections);
    if (infections >= 0.005 && panel_width(room, panel) >= 24) {
        hy_svg_text(out, hy_panel_x(panel, room->centre.x), hy_panel_y(panel, room->centre.y) + 3.5,
                    (hy_svg_font){9.5, class_of(infections)->ink, "middle", "normal"}, label);
    }
}

static void write_head(const hy_ensemble_picture *picture, FILE *out)
{
    const hy_study *study = picture->summary->study;
    char line[HY_PHRASE_SIZE];
    snprintf(line, sizeof line, "%s, %u runs: infections in each room, mean of the runs", study->world->title,
             (unsigned)picture->summary->variants[picture->variant].done_count);
    hy_svg_text(out, 24, 28, (hy_svg_font){18, HY_INK, "start", "bold"}, "Where the infection spreads");
    hy_svg_text(out, 24, 46, (hy_svg_font){11, HY_SOFT_INK, "start", "normal"}, line);
    double x = 24;
    for (uint32_t i = 0; i < CLASS_COUNT; i++) {
        hy_svg_rectangle(out, x, 58, 14, 14,
                         (hy_svg_style){.fill = CLASSES[i].colour, .stroke = "#444444", .stroke_width = 0.5});
        hy_svg_text(out, x + 20, 69, (hy_svg_font){11, HY_INK, "start", "normal"}, CLASSES[i].range);
        x += 96;
    }
    hy_svg_text(out, x, 69, (hy_svg_font){11, HY_INK, "start", "normal"}, "infections a run");
}

void hy_risk_map_write(const hy_ensemble_picture *picture, FILE *out)
{
    const hy_record *world = picture->summary->study->world;
    const hy_panels *panels = picture->panels;
    hy_svg_begin(out, panels->page_width, panels->height + HEAD, "Where the infection spreads");
    write_head(picture, out);
    fprintf(out, "<g transform=\"translate(0 %.0f)\">\n", HEAD);
    for (uint32_t i = 0; i < panels->count; i++) {
        const hy_panel *panel = &panels->items[i];
        hy_svg_text(out, panel->left, panel->top - 6, (hy_svg_font){12, HY_SOFT_INK, "start", "bold"},
                    world->levels[panel->level].name);
        for (uint32_t room = 0; room < world->room_count; room++) {
            if (hy_panel_shows(world, panels, i, room)) {
                write_room(picture, panel, room, out);
            }
        }
        for (uint32_t room = 0; room < world->room_count; room++) {
            if (hy_panel_shows(world, panels, i, room) && panels->room_panels[room] == i) {
                write_number(picture, panel, room, out);
            }
        }
    }
    fputs("</g>\n", out);
    hy_svg_end(out);
}
