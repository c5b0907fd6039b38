// Laying out a plan: each building of each level by itself, the upper levels first; levels of side buildings at half
// the scale, and the grounds at a smaller one.
#include "report/panels.h"

#include <math.h>
#include <stdlib.h>

static const double MARGIN = 24;        // of the page
static const double GAP = 18;           // between panels
static const double TITLE = 20;         // above each panel
static const double LARGEST_SCALE = 40; // pixels a metre
static const double GROUNDS_HEIGHT = 900;
static const float LONGEST_ROOM_M = 500; // a longer one would leave nothing to see of the others
static const float FAR_M = 120;
static const float TOUCH_M = 0.3f;

typedef struct box {
    hy_vec2 low, high;
} box;

static const box EMPTY_BOX = {.low = {.x = 1e30f, .y = 1e30f}, .high = {.x = -1e30f, .y = -1e30f}};

static box joined(box a, box b)
{
    return (box){.low = {.x = fminf(a.low.x, b.low.x), .y = fminf(a.low.y, b.low.y)},
                 .high = {.x = fmaxf(a.high.x, b.high.x), .y = fmaxf(a.high.y, b.high.y)}};
}

static box room_box(const hy_record_room *room)
{
    box bounds = EMPTY_BOX;
    for (uint32_t i = 0; i < room->corner_count; i++) {
        bounds = joined(bounds, (box){.low = room->corners[i], .high = room->corners[i]});
    }
    return bounds;
}

static float width_of(box b)
{
    return b.high.x - b.low.x;
}

static float height_of(box b)
{
    return b.high.y - b.low.y;
}

static bool touch(box a, box b)
{
    return a.low.x <= b.high.x + TOUCH_M && b.low.x <= a.high.x + TOUCH_M && a.low.y <= b.high.y + TOUCH_M &&
           b.low.y <= a.high.y + TOUCH_M;
}

static bool is_too_long(const hy_record_room *room)
{
    const box bounds = room_box(room);
    return width_of(bounds) > LONGEST_ROOM_M || height_of(bounds) > LONGEST_ROOM_M;
}

// ---- buildings

static bool has_indoor_rooms(const hy_record *record, uint32_t level)
{
    for (uint32_t i = 0; i < record->room_count; i++) {
        if (record->rooms[i].level == level && !record->rooms[i].is_outdoor && !record->rooms[i].is_stair) {
            return true;
        }
    }
    return false;
}

static uint32_t root_of(const uint32_t *parents, uint32_t room)
{
    while (parents[room] != room) {
        room = parents[room];
    }
    return room;
}

// Rooms of a level that touch become one building: its first room is the root of the others.
static void find_buildings(const hy_record *record, uint32_t level, bool with_outdoor, uint32_t *parents)
{
    for (uint32_t i = 0; i < record->room_count; i++) {
        const hy_record_room *a = &record->rooms[i];
        if (a->level != level || is_too_long(a) || (a->is_outdoor && !with_outdoor)) {
            continue;
        }
        parents[i] = i;
        for (uint32_t j = 0; j < i; j++) {
            if (parents[j] != HY_NONE && record->rooms[j].level == level &&
                touch(room_box(a), room_box(&record->rooms[j]))) {
                const uint32_t root = root_of(parents, j);
                const uint32_t mine = root_of(parents, i);
                parents[root > mine ? root : mine] = root < mine ? root : mine;
            }
        }
    }
}

static float area_of(box b)
{
    return width_of(b) * height_of(b);
}

static hy_panel *add_panel(hy_panels *panels, uint32_t level, bool is_grounds)
{
    hy_panel *panel = &panels->items[panels->count++];
    *panel = (hy_panel){.level = level,
                        .is_grounds = is_grounds,
                        .largest_room = HY_NONE,
                        .low = EMPTY_BOX.low,
                        .high = EMPTY_BOX.high};
    return panel;
}

static void include_room(const hy_record *record, hy_panel *panel, uint32_t room)
{
    const box bounds = room_box(&record->rooms[room]);
    const box all = joined((box){.low = panel->low, .high = panel->high}, bounds);
    panel->low = all.low;
    panel->high = all.high;
    if (panel->largest_room == HY_NONE || area_of(bounds) > area_of(room_box(&record->rooms[panel->largest_room]))) {
        panel->largest_room = room;
    }
}

static void add_buildings(const hy_record *record, uint32_t level, const uint32_t *parents, hy_panels *panels)
{
    for (uint32_t root = 0; root < record->room_count; root++) {
        if (parents[root] != root || record->rooms[root].level != level) {
            continue;
        }
        hy_panel *panel = add_panel(panels, level, false);
        for (uint32_t i = root; i < record->room_count; i++) {
            if (parents[i] != HY_NONE && record->rooms[i].level == level && root_of(parents, i) == root) {
                include_room(record, panel, i);
                panels->room_panels[i] = panels->count - 1;
            }
        }
    }
}

static void add_grounds(const hy_record *record, uint32_t level, hy_panels *panels)
{
    hy_panel *panel = add_panel(panels, level, true);
    for (uint32_t i = 0; i < record->room_count; i++) {
        const hy_record_room *room = &record->rooms[i];
        if (room->level == level && !is_too_long(room)) {
            include_room(record, panel, i);
            if (panels->room_panels[i] == HY_NONE) {
                panels->room_panels[i] = panels->count - 1;
            }
        }
    }
}

// the ground is worth a panel of its own when it would make the buildings small
static bool is_wide_ground(const hy_record *record, uint32_t level)
{
    box all = EMPTY_BOX;
    box indoor = EMPTY_BOX;
    for (uint32_t i = 0; i < record->room_count; i++) {
        const hy_record_room *room = &record->rooms[i];
        if (room->level == level && !is_too_long(room)) {
            all = joined(all, room_box(room));
            indoor = room->is_outdoor ? indoor : joined(indoor, room_box(room));
        }
    }
    const bool is_far = width_of(all) > FAR_M && area_of(all) > 1.5f * area_of(indoor);
    return is_far || width_of(all) > 2 * width_of(indoor) || height_of(all) > 3 * height_of(indoor);
}

static void add_level(const hy_record *record, uint32_t level, uint32_t *parents, hy_panels *panels)
{
    const bool has_indoor = has_indoor_rooms(record, level);
    const bool is_split = has_indoor && is_wide_ground(record, level);
    find_buildings(record, level, !is_split, parents);
    add_buildings(record, level, parents, panels);
    if (is_split) {
        add_grounds(record, level, panels);
    }
}

// ---- the page

static double building_scale(const hy_panels *panels)
{
    double scale = LARGEST_SCALE;
    for (uint32_t i = 0; i < panels->count; i++) {
        const hy_panel *panel = &panels->items[i];
        if (!panel->is_grounds) {
            scale = fmin(scale, (panels->page_width - 2 * MARGIN) / (double)(panel->high.x - panel->low.x));
        }
    }
    return scale;
}

static double widest_building_m(const hy_panels *panels)
{
    double widest = 0;
    for (uint32_t i = 0; i < panels->count; i++) {
        if (!panels->items[i].is_grounds) {
            widest = fmax(widest, (double)(panels->items[i].high.x - panels->items[i].low.x));
        }
    }
    return widest;
}

static bool is_main(const hy_panel *panel, double widest_m)
{
    return !panel->is_grounds && (double)(panel->high.x - panel->low.x) > 0.6 * widest_m;
}

// whether a panel of the level is as wide as the widest building
static bool has_main_building(const hy_panels *panels, uint32_t level, double widest_m)
{
    for (uint32_t i = 0; i < panels->count; i++) {
        if (panels->items[i].level == level && is_main(&panels->items[i], widest_m)) {
            return true;
        }
    }
    return false;
}

static void size_panels(hy_panels *panels)
{
    const double scale = building_scale(panels);
    const double widest_m = widest_building_m(panels);
    for (uint32_t i = 0; i < panels->count; i++) {
        hy_panel *panel = &panels->items[i];
        const double width_m = (double)(panel->high.x - panel->low.x);
        const double height_m = (double)(panel->high.y - panel->low.y);
        panel->scale = panel->is_grounds ? fmin((panels->page_width - 2 * MARGIN) / width_m, GROUNDS_HEIGHT / height_m)
                       : has_main_building(panels, panel->level, widest_m) ? scale
                                                                           : scale / 2;
        panel->width = width_m * panel->scale;
        panel->height = height_m * panel->scale;
    }
}

// Rows from the left to the right, each as high as its highest panel.
static void place_panels(hy_panels *panels)
{
    double left = MARGIN;
    double top = 0;
    double row_height = 0;
    for (uint32_t i = 0; i < panels->count; i++) {
        hy_panel *panel = &panels->items[i];
        if (left > MARGIN && left + panel->width > panels->page_width - MARGIN + 0.5) {
            top += row_height + TITLE + GAP;
            left = MARGIN;
            row_height = 0;
        }
        panel->left = left;
        panel->top = top + TITLE;
        left += panel->width + GAP;
        row_height = fmax(row_height, panel->height);
    }
    panels->height = top + row_height + TITLE + GAP;
}

// what is drawn first: main buildings from the top down, then side buildings, then the grounds
static int rank_of(const hy_panel *panel, double widest_m)
{
    if (panel->is_grounds) {
        return 2;
    }
    return is_main(panel, widest_m) ? 0 : 1;
}

typedef struct ranked_panel {
    hy_panel panel;
    uint32_t index;
    int rank;
    double elevation_m;
} ranked_panel;

static int compare_ranked(const void *left, const void *right)
{
    const ranked_panel *a = left;
    const ranked_panel *b = right;
    if (a->rank != b->rank) {
        return a->rank < b->rank ? -1 : 1;
    }
    if (a->elevation_m < b->elevation_m || a->elevation_m > b->elevation_m) {
        return a->elevation_m > b->elevation_m ? -1 : 1;
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

static hy_status sort_panels(const hy_record *record, hy_panels *panels)
{
    ranked_panel *ranked = calloc(panels->count + 1, sizeof *ranked);
    uint32_t *places = calloc(panels->count + 1, sizeof *places);
    if (ranked != NULL && places != NULL) {
        const double widest = widest_building_m(panels);
        for (uint32_t i = 0; i < panels->count; i++) {
            const hy_panel panel = panels->items[i];
            ranked[i] = (ranked_panel){.panel = panel,
                                       .index = i,
                                       .rank = rank_of(&panel, widest),
                                       .elevation_m = record->levels[panel.level].elevation_m};
        }
        qsort(ranked, panels->count, sizeof *ranked, compare_ranked);
        for (uint32_t i = 0; i < panels->count; i++) {
            panels->items[i] = ranked[i].panel;
            places[ranked[i].index] = i;
        }
        for (uint32_t i = 0; i < record->room_count; i++) {
            panels->room_panels[i] = panels->room_panels[i] != HY_NONE ? places[panels->room_panels[i]] : HY_NONE;
        }
    }
    const bool has_memory = ranked != NULL && places != NULL;
    free(ranked);
    free(places);
    return has_memory ? HY_OK : HY_OUT_OF_MEMORY;
}

hy_status hy_panels_lay_out(const hy_record *record, double page_width, hy_panels *panels)
{
    *panels = (hy_panels){
        .items = calloc(record->room_count + record->level_count + 1, sizeof *panels->items),
        .room_panels = malloc((record->room_count + 1) * sizeof *panels->room_panels),
        .page_width = page_width,
    };
    uint32_t *parents = malloc((record->room_count + 1) * sizeof *parents);
    hy_status status = HY_OUT_OF_MEMORY;
    if (panels->items != NULL && panels->room_panels != NULL && parents != NULL) {
        for (uint32_t i = 0; i < record->room_count; i++) {
            parents[i] = HY_NONE;
            panels->room_panels[i] = HY_NONE;
        }
        for (uint32_t level = 0; level < record->level_count; level++) {
            add_level(record, level, parents, panels);
        }
        status = sort_panels(record, panels);
        size_panels(panels);
        place_panels(panels);
    }
    free(parents);
    if (status != HY_OK) {
        hy_panels_clear(panels);
    }
    return status;
}

void hy_panels_clear(hy_panels *panels)
{
    free(panels->items);
    free(panels->room_panels);
    *panels = (hy_panels){0};
}

bool hy_panel_shows(const hy_record *record, const hy_panels *panels, uint32_t panel, uint32_t room)
{
    const hy_panel *shown = &panels->items[panel];
    return panels->room_panels[room] == panel ||
           (shown->is_grounds && record->rooms[room].level == shown->level && !is_too_long(&record->rooms[room]));
}

double hy_panel_x(const hy_panel *panel, float x)
{
    return panel->left + (double)(x - panel->low.x) * panel->scale;
}

double hy_panel_y(const hy_panel *panel, float y)
{
    return panel->top + (double)(panel->high.y - y) * panel->scale;
}
