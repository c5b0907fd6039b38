// The pictures of a record, and the colours they share.
#ifndef HY_REPORT_PICTURES_H
#define HY_REPORT_PICTURES_H

#include "report/panels.h"

#include <stdio.h>

// Colours that also the colour-blind tell apart (Okabe and Ito 2008).
const char *hy_cell_colour(uint32_t cell);
#define HY_INK "#222222"
#define HY_SOFT_INK "#666666"
#define HY_DANGER "#D55E00"

// One moment: everybody and every door as in `frame`; bites after `since_tick` are marked.
typedef struct hy_plan_picture {
    const hy_record *record;
    const hy_panels *panels;
    const hy_record_frame *frame;
    uint32_t since_tick;
} hy_plan_picture;

// Of a panel of it: the rooms that sounds of devices carried to, and what sounds with whom it has drawn; whether anything does, and
// what the signs mean.
void hy_lures_write_reach(const hy_plan_picture *picture, uint32_t panel, FILE *out);
void hy_lures_write(const hy_plan_picture *picture, uint32_t panel, FILE *out);
bool hy_lures_are_there(const hy_plan_picture *picture);
void hy_lures_write_legend(double x, double y, FILE *out);

void hy_plan_picture_write(const hy_plan_picture *picture, FILE *out);

// The greatest density in the course of the record, everywhere. As hy_record_frame_at returns.
HY_NODISCARD hy_status hy_density_write(hy_record *record, const hy_panels *panels, FILE *out,
                                        char message[HY_STORE_MESSAGE_SIZE]);

// People by cell over time, stacked.
void hy_curve_write(const hy_record *record, FILE *out);

#endif
