// What sounds at the moment of a picture, the rooms into which it carries, and whom it has drawn.
#include "report/pictures.h"

#include "report/svg.h"

#include <string.h>

// a cry is drawn for so long, seconds
static const double CRY_S = 3;
static const char SOUND[] = "#7B2CBF";

// whether the event of a sound has an end before the picture
static bool has_ended(const hy_plan_picture *picture, uint32_t sounded)
{
    const hy_record *record = picture->record;
    for (uint32_t i = sounded + 1; i < record->event_count && record->events[i].tick <= picture->frame->tick; i++) {
        if (record->events[i].kind == HY_event_fell_silent && record->events[i].cause == sounded) {
            return true;
        }
    }
    return false;
}

static bool is_sounding(const hy_plan_picture *picture, uint32_t event)
{
    const hy_record_event *of = &picture->record->events[event];
    return of->kind == HY_event_sounded && of->tick <= picture->frame->tick && !has_ended(picture, event);
}

static bool is_cry(const hy_plan_picture *picture, const hy_record_event *event)
{
    const double ago_s = ((double)picture->frame->tick - (double)event->tick) * picture->record->step_s;
    return (event->kind == HY_event_screamed || event->kind == HY_event_warned) && ago_s >= 0 && ago_s <= CRY_S;
}

// where it sounds now: who carries a whistle about may have gone on
static hy_vec2 source_of(const hy_plan_picture *picture, const hy_record_event *event, uint32_t *room)
{
    const bool is_carried = event->who != HY_NONE && picture->frame->persons[event->who].room != HY_NONE;
    *room = is_carried ? picture->frame->persons[event->who].room : event->room;
    return is_carried ? picture->frame->persons[event->who].at : (hy_vec2){event->x, event->y};
}

static void write_rings(double x, double y, const double *radii, unsigned count, double width, FILE *out)
{
    for (unsigned i = 0; i < count; i++) {
        fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"", x, y, radii[i]);
        hy_svg_style_write(out, (hy_svg_style){.stroke = SOUND, .stroke_width = width});
        fputs("/>\n", out);
    }
}

// ---- below the people: the rooms that it reaches

static void write_tint(const hy_panel *panel, const hy_record_room *room, FILE *out)
{
    fputs("<path d=\"", out);
    for (uint32_t i = 0; i < room->corner_count; i++) {
        fprintf(out, "%c%.1f %.1f", i == 0 ? 'M' : 'L', hy_panel_x(panel, room->corners[i].x),
                hy_panel_y(panel, room->corners[i].y));
    }
    fprintf(out, "Z\" fill=\"%s\" fill-opacity=\"0.13\"/>\n", SOUND);
}

static bool is_reached(const hy_plan_picture *picture, uint32_t room)
{
    const hy_record *record = picture->record;
    for (uint32_t i = 0; i < record->event_count && record->events[i].tick <= picture->frame->tick; i++) {
        const hy_record_event *event = &record->events[i];
        if (event->kind == HY_event_carried && event->room == room && event->cause != HY_NONE &&
            is_sounding(picture, event->cause)) {
            return true;
        }
    }
    return false;
}

void hy_lures_write_reach(const hy_plan_picture *picture, uint32_t panel, FILE *out)
{
    if (!hy_lures_are_there(picture)) {
        return;
    }
    for (uint32_t room = 0; room < picture->record->room_count; room++) {
        if (picture->panels->room_panels[room] == panel && is_reached(picture, room)) {
            write_tint(&picture->panels->items[panel], &picture->record->rooms[room], out);
        }
    }
}

// ---- above them: the sources, and whom they draw

static void write_drawn(const hy_plan_picture *picture, uint32_t panel, uint32_t sounded, hy_vec2 source, FILE *out)
{
    const hy_record *record = picture->record;
    const hy_panel *shown = &picture->panels->items[panel];
    for (uint32_t i = sounded + 1; i < record->event_count && record->events[i].tick <= picture->frame->tick; i++) {
        const hy_record_event *event = &record->events[i];
        if (event->kind != HY_event_was_lured || event->cause != sounded || event->who == HY_NONE) {
            continue;
        }
        const hy_person_mark *mark = &picture->frame->persons[event->who];
        if (mark->room != HY_NONE && picture->panels->room_panels[mark->room] == panel) {
            hy_svg_line(out, hy_panel_x(shown, mark->at.x), hy_panel_y(shown, mark->at.y), hy_panel_x(shown, source.x),
                        hy_panel_y(shown, source.y), (hy_svg_style){.stroke = SOUND, .stroke_width = 0.5, .dashes = "2 2"});
        }
    }
}

static void write_label(const hy_plan_picture *picture, const hy_record_event *event, double x, double y, FILE *out)
{
    if (event->detail >= picture->record->sound_count) {
        return;
    }
    char label[160];
    const hy_record_sound *sound = &picture->record->sounds[event->detail];
    snprintf(label, sizeof label, "%.120s, %.0f dB", sound->name, sound->level_db);
    hy_svg_text(out, x, y - 14, (hy_svg_font){8, SOUND, "middle", "bold"}, label);
}

static void write_source(const hy_plan_picture *picture, uint32_t panel, uint32_t index, FILE *out)
{
    static const double radii[] = {4, 8, 12};
    const hy_record_event *event = &picture->record->events[index];
    const hy_panel *shown = &picture->panels->items[panel];
    uint32_t room;
    const hy_vec2 at = source_of(picture, event, &room);
    if (room == HY_NONE || picture->panels->room_panels[room] != panel) {
        return;
    }
    write_drawn(picture, panel, index, at, out);
    const double x = hy_panel_x(shown, at.x), y = hy_panel_y(shown, at.y);
    write_rings(x, y, radii, 3, 1.1, out);
    write_label(picture, event, x, y, out);
}

static void write_cry(const hy_plan_picture *picture, uint32_t panel, const hy_record_event *event, FILE *out)
{
    static const double radii[] = {4, 6.5};
    uint32_t room;
    const hy_vec2 at = source_of(picture, event, &room);
    if (room != HY_NONE && picture->panels->room_panels[room] == panel) {
        const hy_panel *shown = &picture->panels->items[panel];
        write_rings(hy_panel_x(shown, at.x), hy_panel_y(shown, at.y), radii, 2, 0.7, out);
    }
}

void hy_lures_write(const hy_plan_picture *picture, uint32_t panel, FILE *out)
{
    const hy_record *record = picture->record;
    for (uint32_t i = 0; i < record->event_count && record->events[i].tick <= picture->frame->tick; i++) {
        if (is_sounding(picture, i)) {
            write_source(picture, panel, i, out);
        } else if (is_cry(picture, &record->events[i])) {
            write_cry(picture, panel, &record->events[i], out);
        }
    }
}

bool hy_lures_are_there(const hy_plan_picture *picture)
{
    const hy_record *record = picture->record;
    for (uint32_t i = 0; i < record->event_count && record->events[i].tick <= picture->frame->tick; i++) {
        if (is_sounding(picture, i)) {
            return true;
        }
    }
    return false;
}

void hy_lures_write_legend(double x, double y, FILE *out)
{
    static const double radii[] = {3, 6};
    write_rings(x + 6, y - 4, radii, 2, 1, out);
    hy_svg_text(out, x + 17, y, (hy_svg_font){11, HY_INK, "start", "normal"}, "sounds; tinted: the rooms it carried to; dashed: whom it drew");
}
