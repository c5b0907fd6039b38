// Everybody in the building at one moment, as SVG.
#include "report/pictures.h"

#include "report/phrases.h"
#include "report/svg.h"

#include <math.h>
#include <string.h>

static const double HEAD = 92; // title and legend
static const double SMALLEST_FONT = 5.5;
static const double LARGEST_FONT = 10;
static const double SCALE_LABEL = 40;
static const double BODY_M = 0.24;

static const char WALL[] = "#444444";
static const char FURNITURE[] = "#ddd5c4";
static const char DOOR[] = "#8a5a2b";
static const char GLASS[] = "#56B4E9";
static const char BARRICADE[] = "#009E73";

const char *hy_cell_colour(uint32_t cell)
{
    static const char *const colours[HY_CELL_COUNT] = {
        [HY_outcome_cell_human] = "#0072B2",  [HY_outcome_cell_incubating] = "#F0E442",
        [HY_outcome_cell_zombie] = "#D55E00", [HY_outcome_cell_halfbie] = "#CC79A7",
        [HY_outcome_cell_dead] = "#777777",   [HY_CELL_ESCAPED] = "#BFD9C8",
    };
    return colours[cell];
}

static double text_width(const char *text, double size)
{
    return (double)hy_report_columns(text) * size * 0.62;
}

// ---- rooms

typedef struct use_fill {
    const char *use, *fill;
} use_fill;

static const char *room_fill(const hy_record_room *room)
{
    static const use_fill fills[] = {
        {"classroom", "#fbf6e6"}, {"corridor", "#ffffff"},       {"hall", "#ffffff"},      {"lobby", "#ffffff"},
        {"stair", "#e9e9f2"},     {"toilet", "#e4f1f4"},         {"office", "#f7ece1"},    {"nurse_room", "#f9e6ea"},
        {"store", "#eeeeee"},     {"laboratory", "#eef3e0"},     {"library", "#f1e9f5"},   {"music_room", "#f1e9f5"},
        {"shaft", "#cccccc"},     {"broadcast_room", "#f1e9f5"}, {"cafeteria", "#fdf0dc"}, {"kitchen", "#f3e8d6"},
        {"gym", "#f5eddc"},       {"path", "#f2f0ea"},           {"car_park", "#ececec"},  {"court", "#f3e3d8"},
        {"roof", "#f4f4f0"},      {"building_site", "#efe9df"},
    };
    for (size_t i = 0; i < sizeof fills / sizeof fills[0]; i++) {
        if (strcmp(room->use, fills[i].use) == 0) {
            return fills[i].fill;
        }
    }
    return room->is_outdoor ? "#eef5e9" : "#f6f6f6";
}

// in the grounds a building is a block, with its rooms in a panel of their own
static const char *fill_in_panel(const hy_panel *panel, const hy_record_room *room)
{
    return panel->is_grounds && !room->is_outdoor ? "#d9d9d9" : room_fill(room);
}

static void write_outline(const hy_panel *panel, const hy_record_room *room, FILE *out)
{
    fputs("<path d=\"", out);
    for (uint32_t i = 0; i < room->corner_count; i++) {
        fprintf(out, "%c%.1f %.1f", i == 0 ? 'M' : 'L', hy_panel_x(panel, room->corners[i].x),
                hy_panel_y(panel, room->corners[i].y));
    }
    fputs("Z\"", out);
    const bool is_block = panel->is_grounds && !room->is_outdoor;
    const hy_svg_style style = {.fill = fill_in_panel(panel, room),
                                .stroke = is_block           ? "#d9d9d9"
                                          : room->is_outdoor ? "#b8c4b0"
                                                             : WALL,
                                .stroke_width = room->is_outdoor ? 0.8 : 1.4};
    hy_svg_style_write(out, style);
    fputs("/>\n", out);
}

static hy_vec2 low_corner(const hy_record_room *room, hy_vec2 *high)
{
    hy_vec2 low = room->corners[0];
    *high = low;
    for (uint32_t i = 1; i < room->corner_count; i++) {
        low.x = fminf(low.x, room->corners[i].x);
        low.y = fminf(low.y, room->corners[i].y);
        high->x = fmaxf(high->x, room->corners[i].x);
        high->y = fmaxf(high->y, room->corners[i].y);
    }
    return low;
}

static bool is_inside(const hy_record_room *room, float x, float y)
{
    bool is_in = false;
    for (uint32_t i = 0, j = room->corner_count - 1; i < room->corner_count; j = i++) {
        const hy_vec2 a = room->corners[i];
        const hy_vec2 b = room->corners[j];
        if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) {
            is_in = !is_in;
        }
    }
    return is_in;
}

// in the largest size that fits, in the upper part of the room, where few people stand; not at all where it is too
// small
static void write_room_name(const hy_panel *panel, const hy_record_room *room, FILE *out)
{
    hy_vec2 high;
    const hy_vec2 low = low_corner(room, &high);
    const double width = (double)(high.x - low.x) * panel->scale;
    const double height = (double)(high.y - low.y) * panel->scale;
    const double letters = (double)hy_report_columns(room->name);
    const double fitting = width / (letters * 0.62 + 1);
    const double size = fmin(LARGEST_FONT, fmin(fitting, height * 0.6));
    if (room->is_void || size < SMALLEST_FONT) {
        return;
    }
    const hy_svg_font font = {.size = size, .colour = HY_SOFT_INK, .anchor = "middle", .weight = "normal"};
    const float middle = (low.x + high.x) / 2;
    if (is_inside(room, middle, high.y - (float)(size / panel->scale))) {
        hy_svg_text(out, hy_panel_x(panel, middle), hy_panel_y(panel, high.y) + size * 1.3, font, room->name);
    } else {
        hy_svg_text(out, hy_panel_x(panel, room->centre.x), hy_panel_y(panel, room->centre.y) + size, font, room->name);
    }
}

static void write_obstacles(const hy_plan_picture *picture, uint32_t panel, FILE *out)
{
    const hy_record *record = picture->record;
    const hy_panel *shown = &picture->panels->items[panel];
    if (shown->is_grounds) {
        return;
    }
    for (uint32_t i = 0; i < record->obstacle_count; i++) {
        const hy_record_obstacle *obstacle = &record->obstacles[i];
        if (hy_panel_shows(record, picture->panels, panel, obstacle->room)) {
            const hy_box box = obstacle->box;
            hy_svg_rectangle(out, hy_panel_x(shown, box.x), hy_panel_y(shown, box.y + box.depth),
                             (double)box.width * shown->scale, (double)box.depth * shown->scale,
                             (hy_svg_style){.fill = FURNITURE});
        }
    }
}

// ---- openings

static bool is_kind(const hy_record_opening *opening, const char *kind)
{
    return strcmp(opening->kind, kind) == 0;
}

// what tells most comes first: a broken door was locked and barricaded before
static hy_svg_style door_style(const hy_opening_mark *mark)
{
    if (mark->is_broken) {
        return (hy_svg_style){.stroke = HY_DANGER, .stroke_width = 3, .dashes = "2 1.5"};
    }
    if (mark->barricade > 0) {
        return (hy_svg_style){.stroke = BARRICADE, .stroke_width = 4.5};
    }
    if (mark->is_locked) {
        return (hy_svg_style){.stroke = "#000000", .stroke_width = 3};
    }
    return (hy_svg_style){.stroke = DOOR, .stroke_width = 2};
}

static void write_opening(const hy_panel *panel, const hy_record_room *room, const hy_record_opening *opening,
                          const hy_opening_mark *mark, FILE *out)
{
    const double x1 = hy_panel_x(panel, opening->from.x);
    const double y1 = hy_panel_y(panel, opening->from.y);
    const double x2 = hy_panel_x(panel, opening->to.x);
    const double y2 = hy_panel_y(panel, opening->to.y);
    if (is_kind(opening, "window")) {
        hy_svg_line(out, x1, y1, x2, y2, (hy_svg_style){.stroke = GLASS, .stroke_width = 1.6});
        return;
    }
    const char *floor = fill_in_panel(panel, room);
    hy_svg_line(out, x1, y1, x2, y2, (hy_svg_style){.stroke = floor, .stroke_width = 2.4});
    if (!is_kind(opening, "gap") && (!mark->is_open || mark->is_broken || mark->barricade > 0)) {
        hy_svg_line(out, x1, y1, x2, y2, door_style(mark));
    }
}

static void write_openings(const hy_plan_picture *picture, uint32_t panel, FILE *out)
{
    const hy_record *record = picture->record;
    const hy_panel *shown = &picture->panels->items[panel];
    for (uint32_t i = 0; i < record->opening_count; i++) {
        const hy_record_opening *opening = &record->openings[i];
        for (unsigned side = 0; side < 2; side++) {
            const uint32_t room = opening->rooms[side];
            if (room == HY_NONE || !hy_panel_shows(record, picture->panels, panel, room) ||
                (shown->is_grounds && !record->rooms[room].is_outdoor)) {
                continue;
            }
            write_opening(shown, &record->rooms[room], opening, &picture->frame->openings[i], out);
            break;
        }
    }
}

// ---- what happened, and people

static void write_cross(double x, double y, double size, FILE *out)
{
    fprintf(out, "M%.1f %.1fl%.1f %.1fm0 %.1fl%.1f %.1f", x - size, y - size, 2 * size, 2 * size, -2 * size, -2 * size,
            2 * size);
}

static bool is_bite(const hy_record_event *event)
{
    return event->kind == HY_event_was_bitten || event->kind == HY_event_escaped_infection;
}

static void write_bites(const hy_plan_picture *picture, uint32_t panel, FILE *out)
{
    const hy_record *record = picture->record;
    const hy_panel *shown = &picture->panels->items[panel];
    bool has_any = false;
    for (uint32_t i = 0; i < record->event_count; i++) {
        const hy_record_event *event = &record->events[i];
        if (is_bite(event) && event->tick > picture->since_tick && event->tick <= picture->frame->tick &&
            event->room != HY_NONE && picture->panels->room_panels[event->room] == panel) {
            fputs(has_any ? "" : "<path d=\"", out);
            has_any = true;
            write_cross(hy_panel_x(shown, event->x), hy_panel_y(shown, event->y), shown->is_grounds ? 2 : 3, out);
        }
    }
    if (has_any) {
        fputs("\"", out);
        hy_svg_style_write(out, (hy_svg_style){.stroke = "#B00020", .stroke_width = 1});
        fputs("/>\n", out);
    }
}

static double body_radius(const hy_panel *panel)
{
    return fmax(BODY_M * panel->scale, panel->is_grounds ? 1.7 : 2.2);
}

// a circle for a pupil, a square for staff
static void write_body(double x, double y, double radius, uint32_t cell, hy_role role, FILE *out)
{
    const bool is_dead = cell == HY_outcome_cell_dead;
    const hy_svg_style style = {.fill = is_dead ? "#ffffff" : hy_cell_colour(cell),
                                .stroke = is_dead ? "#555555" : "#222222",
                                .stroke_width = role == HY_role_staff ? 1.1
                                                : is_dead             ? 1
                                                                      : 0.4};
    if (role == HY_role_staff) {
        fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x - radius, y - radius, 2 * radius,
                2 * radius);
    } else {
        fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"", x, y, radius);
    }
    hy_svg_style_write(out, style);
}

static void write_person(const hy_plan_picture *picture, const hy_panel *panel, uint32_t index, FILE *out)
{
    const hy_record_person *person = &picture->record->persons[index];
    const hy_person_mark *mark = &picture->frame->persons[index];
    write_body(hy_panel_x(panel, mark->at.x), hy_panel_y(panel, mark->at.y), body_radius(panel), mark->cell,
               person->role, out);
    fputs("><title>", out);
    hy_svg_escaped(out, person->name);
    fprintf(out, ", %s</title></%s>\n", hy_report_cell_word(mark->cell),
            person->role == HY_role_staff ? "rect" : "circle");
}

// the dead lie below, zombies are seen above the living
static void write_people(const hy_plan_picture *picture, uint32_t panel, FILE *out)
{
    static const uint32_t order[] = {HY_outcome_cell_dead, HY_outcome_cell_human, HY_outcome_cell_incubating,
                                     HY_outcome_cell_zombie, HY_outcome_cell_halfbie};
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++) {
        for (uint32_t i = 0; i < picture->record->person_count; i++) {
            const hy_person_mark *mark = &picture->frame->persons[i];
            if (mark->cell == order[k] && mark->room != HY_NONE && picture->panels->room_panels[mark->room] == panel) {
                write_person(picture, &picture->panels->items[panel], i, out);
            }
        }
    }
}

// ---- panels

static void add_panel_title(const hy_plan_picture *picture, const hy_panel *panel, hy_text *text)
{
    const char *level = picture->record->levels[panel->level].name;
    const bool is_main = panel->width > 0.6 * picture->panels->page_width;
    if (panel->is_grounds || is_main || panel->largest_room == HY_NONE) {
        hy_text_add(text, level);
        hy_text_add(text, panel->is_grounds ? ", the grounds" : "");
        return;
    }
    const char *room = picture->record->rooms[panel->largest_room].name;
    if (strstr(room, level) == NULL) {
        hy_text_add(text, level);
        hy_text_add(text, ", ");
    }
    hy_text_add(text, room);
}

// a round length of at most a fifth of the panel
static double scale_bar_m(const hy_panel *panel)
{
    static const double lengths_m[] = {100, 50, 20, 10, 5, 2};
    for (size_t i = 0; i < sizeof lengths_m / sizeof lengths_m[0]; i++) {
        if (lengths_m[i] * panel->scale <= 0.2 * panel->width) {
            return lengths_m[i];
        }
    }
    return 1;
}

// at the right, where the title leaves room for it
static void write_scale_bar(const hy_panel *panel, double title_width, FILE *out)
{
    char label[32];
    const double length_m = scale_bar_m(panel);
    const double right = panel->left + panel->width;
    const double left = right - length_m * panel->scale;
    if (left - SCALE_LABEL < panel->left + title_width) {
        return;
    }
    const double y = panel->top - 5;
    const hy_svg_style style = {.stroke = HY_INK, .stroke_width = 1.5};
    snprintf(label, sizeof label, "%.0f m", length_m);
    hy_svg_line(out, left, y, right, y, style);
    hy_svg_line(out, left, y - 3, left, y + 3, style);
    hy_svg_line(out, right, y - 3, right, y + 3, style);
    hy_svg_text(out, left - 4, y + 3, (hy_svg_font){10, HY_INK, "end", "normal"}, label);
}

static void write_rooms(const hy_plan_picture *picture, uint32_t panel, FILE *out)
{
    const hy_record *record = picture->record;
    const hy_panel *shown = &picture->panels->items[panel];
    // buildings above the ground they stand on
    for (unsigned pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < record->room_count; i++) {
            if (record->rooms[i].is_outdoor == (pass == 0) && hy_panel_shows(record, picture->panels, panel, i)) {
                write_outline(shown, &record->rooms[i], out);
            }
        }
    }
}

// in the grounds a building has one name, and the rooms in it have none
static bool is_named_in(const hy_plan_picture *picture, uint32_t panel, uint32_t room)
{
    const hy_record_room *named = &picture->record->rooms[room];
    if (!hy_panel_shows(picture->record, picture->panels, panel, room)) {
        return false;
    }
    if (!picture->panels->items[panel].is_grounds || named->is_outdoor) {
        return true;
    }
    const uint32_t building = picture->panels->room_panels[room];
    return building != HY_NONE && picture->panels->items[building].largest_room == room &&
           strcmp(named->use, "corridor") != 0;
}

static void write_names(const hy_plan_picture *picture, uint32_t panel, FILE *out)
{
    for (uint32_t i = 0; i < picture->record->room_count; i++) {
        if (is_named_in(picture, panel, i)) {
            write_room_name(&picture->panels->items[panel], &picture->record->rooms[i], out);
        }
    }
}

static void write_panel_head(const hy_plan_picture *picture, const hy_panel *panel, FILE *out)
{
    static const hy_svg_font font = {.size = 12, .colour = HY_INK, .anchor = "start", .weight = "bold"};
    char storage[HY_PHRASE_SIZE];
    hy_text title;
    hy_text_init(&title, storage, sizeof storage);
    add_panel_title(picture, panel, &title);
    hy_svg_text(out, panel->left, panel->top - 5, font, title.chars);
    write_scale_bar(panel, text_width(title.chars, font.size * 1.1), out);
}

static void write_panel(const hy_plan_picture *picture, uint32_t panel, FILE *out)
{
    write_panel_head(picture, &picture->panels->items[panel], out);
    write_rooms(picture, panel, out);
    write_obstacles(picture, panel, out);
    write_openings(picture, panel, out);
    hy_lures_write_reach(picture, panel, out);
    write_names(picture, panel, out);
    write_bites(picture, panel, out);
    write_people(picture, panel, out);
    hy_lures_write(picture, panel, out);
}

// ---- head

static void write_legend_door(double x, double y, const char *label, hy_svg_style style, FILE *out)
{
    hy_svg_line(out, x, y - 4, x + 18, y - 4, style);
    hy_svg_text(out, x + 23, y, (hy_svg_font){11, HY_INK, "start", "normal"}, label);
}

static void write_cell_legend(const hy_plan_picture *picture, double x, double y, FILE *out)
{
    uint32_t counts[HY_CELL_COUNT] = {0};
    for (uint32_t i = 0; i < picture->record->person_count; i++) {
        counts[picture->frame->persons[i].cell]++;
    }
    for (uint32_t cell = 0; cell < HY_CELL_COUNT; cell++) {
        char label[64];
        snprintf(label, sizeof label, "%u %s", (unsigned)counts[cell], hy_report_cell_word(cell));
        if (cell != HY_CELL_ESCAPED) {
            write_body(x + 5, y - 4, 5, cell, HY_role_student, out);
            fputs("/>\n", out);
        }
        hy_svg_text(out, x + (cell != HY_CELL_ESCAPED ? 15 : 0), y, (hy_svg_font){11, HY_INK, "start", "normal"},
                    label);
        x += 15 + text_width(label, 11) + 16;
    }
    hy_svg_text(out, x, y, (hy_svg_font){11, HY_SOFT_INK, "start", "normal"}, "circles: students; squares: staff");
}

static void write_door_legend(const hy_plan_picture *picture, double x, double y, FILE *out)
{
    static const struct {
        const char *label;
        hy_opening_mark mark;
    } rows[] = {
        {"shut door", {false, false, false, 0}},
        {"locked", {false, true, false, 0}},
        {"barricaded", {false, true, false, 255}},
        {"broken", {true, false, true, 0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        write_legend_door(x, y, rows[i].label, door_style(&rows[i].mark), out);
        x += 23 + text_width(rows[i].label, 11) + 16;
    }
    write_legend_door(x, y, "window", (hy_svg_style){.stroke = GLASS, .stroke_width = 1.6}, out);
    x += 23 + text_width("window", 11) + 16;
    fputs("<path d=\"", out);
    write_cross(x + 5, y - 4, 3.5, out);
    fputs("\"", out);
    hy_svg_style_write(out, (hy_svg_style){.stroke = "#B00020", .stroke_width = 1.2});
    fputs("/>\n", out);
    hy_svg_text(out, x + 15, y, (hy_svg_font){11, HY_INK, "start", "normal"}, "bite since the picture before");
    if (hy_lures_are_there(picture)) {
        hy_lures_write_legend(x + 15 + text_width("bite since the picture before", 11) + 16, y, out);
    }
}

static void write_head(const hy_plan_picture *picture, FILE *out)
{
    char clock[HY_CLOCK_SIZE];
    char seed[48];
    hy_clock_write(hy_record_clock_s(picture->record, picture->frame->tick), clock);
    snprintf(seed, sizeof seed, "seed %llu", (unsigned long long)picture->record->seed);
    const double right = picture->panels->page_width - 24;
    hy_svg_text(out, 24, 32, (hy_svg_font){20, HY_INK, "start", "bold"}, picture->record->title);
    hy_svg_text(out, right, 32, (hy_svg_font){20, HY_INK, "end", "bold"}, clock);
    hy_svg_text(out, right - text_width(clock, 20) - 24, 32, (hy_svg_font){11, HY_SOFT_INK, "end", "normal"}, seed);
    write_cell_legend(picture, 24, 56, out);
    write_door_legend(picture, 24, 76, out);
}

void hy_plan_picture_write(const hy_plan_picture *picture, FILE *out)
{
    hy_svg_begin(out, picture->panels->page_width, HEAD + picture->panels->height, picture->record->title);
    write_head(picture, out);
    fprintf(out, "<g transform=\"translate(0 %.0f)\">\n", HEAD);
    for (uint32_t i = 0; i < picture->panels->count; i++) {
        write_panel(picture, i, out);
    }
    fputs("</g>\n", out);
    hy_svg_end(out);
}
