// Which parts of a plan are drawn, how large, and where on the page.
#ifndef HY_REPORT_PANELS_H
#define HY_REPORT_PANELS_H

#include "hyosan/store.h"

// A building on one level, or the grounds around the buildings. A point of the plan lies at
// (left + (x - low.x) scale, top + (high.y - y) scale).
typedef struct hy_panel {
    uint32_t level;
    bool is_grounds;
    uint32_t largest_room;
    hy_vec2 low, high; // plan coordinates
    double scale;      // pixels a metre
    double left, top, width, height;
} hy_panel;

typedef struct hy_panels {
    hy_panel *items;
    uint32_t count;
    uint32_t *room_panels; // panel in which people of a room are drawn, HY_NONE for none
    double page_width, height;
} hy_panels;

// Lays out a page of this width.
// HY_OK or HY_OUT_OF_MEMORY; the caller clears what it got.
HY_NODISCARD hy_status hy_panels_lay_out(const hy_record *record, double page_width, hy_panels *panels);
void hy_panels_clear(hy_panels *panels);

// Whether a room is drawn in a panel.
bool hy_panel_shows(const hy_record *record, const hy_panels *panels, uint32_t panel, uint32_t room);

double hy_panel_x(const hy_panel *panel, float x);
double hy_panel_y(const hy_panel *panel, float y);

#endif
