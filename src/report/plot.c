// Choosing the moments of a history, and writing the pictures into a folder.
#include "report/report.h"

#include "report/folder.h"
#include "report/phrases.h"
#include "report/pictures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double PAGE_WIDTH = 1240;
enum { CHOSEN_MOMENTS = 6 };

typedef struct plotter {
    hy_record *record;
    const hy_plot_definition *definition;
    hy_panels panels;
    hy_folder folder;
    char *message;
} plotter;

// ---- moments

static uint32_t count_turnings(const hy_record *record)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < record->event_count; i++) {
        count += record->events[i].kind == HY_event_turned;
    }
    return count;
}

static uint32_t tick_of_turning(const hy_record *record, uint32_t number)
{
    for (uint32_t i = 0; i < record->event_count; i++) {
        if (record->events[i].kind == HY_event_turned && number-- == 0) {
            return record->events[i].tick;
        }
    }
    return record->last_tick;
}

// the first turning, shares of all of them, and the end; evenly spread where nobody turned
static uint32_t chosen_tick(const hy_record *record, uint32_t moment, uint32_t turning_count)
{
    static const double shares[CHOSEN_MOMENTS - 1] = {0, 0.1, 0.35, 0.65, 0.95};
    if (moment + 1 == CHOSEN_MOMENTS) {
        return record->last_tick;
    }
    if (turning_count == 0) {
        return (uint32_t)((uint64_t)record->last_tick * moment / (CHOSEN_MOMENTS - 1));
    }
    // a moment later, when the picture before it shows who was bitten
    const uint32_t tick = tick_of_turning(record, (uint32_t)(shares[moment] * (turning_count - 1)));
    const double later = ceil(record->keyframe_s / record->step_s);
    return (uint32_t)fmin(tick + later, record->last_tick);
}

static hy_status tick_of_clock(const plotter *p, double clock_s, uint32_t *tick)
{
    const hy_record *record = p->record;
    const double end_s = hy_record_clock_s(record, record->last_tick);
    if (clock_s < record->start_s || clock_s > end_s) {
        char begin[HY_CLOCK_SIZE];
        char end[HY_CLOCK_SIZE];
        hy_clock_write(record->start_s, begin);
        hy_clock_write(end_s, end);
        snprintf(p->message, HY_STORE_MESSAGE_SIZE, "the file tells of %s to %s: give a time between them", begin, end);
        return HY_NOT_FOUND;
    }
    *tick = (uint32_t)lround((clock_s - record->start_s) / record->step_s);
    return HY_OK;
}

// ---- pictures

static void write_plan(const void *picture, FILE *out)
{
    hy_plan_picture_write(picture, out);
}

static void write_curve(const void *record, FILE *out)
{
    hy_curve_write(record, out);
}

// what the writer of the density needs, and whether it could read all frames
typedef struct density_picture {
    plotter *plotter;
    hy_status *status;
} density_picture;

static void write_density(const void *picture, FILE *out)
{
    const density_picture *density = picture;
    *density->status = hy_density_write(density->plotter->record, &density->plotter->panels, out, density->plotter->message);
}

static bool was_signalled(const hy_record *record)
{
    for (uint32_t i = 0; i < record->event_count; i++) {
        if (record->events[i].kind == HY_event_was_signalled) {
            return true;
        }
    }
    return false;
}

static hy_status draw_density(plotter *p)
{
    hy_status read = HY_OK;
    const density_picture picture = {p, &read};
    const hy_status written = hy_folder_write(&p->folder, "density.svg", write_density, &picture);
    return read != HY_OK ? read : written;
}

static hy_status draw_moment(plotter *p, uint32_t tick, uint32_t since_tick)
{
    hy_record_frame frame;
    const hy_status status = hy_record_frame_at(p->record, tick, &frame, p->message);
    if (status != HY_OK) {
        return status;
    }
    char name[64];
    const unsigned clock = (unsigned)(hy_record_clock_s(p->record, frame.tick) + 1e-6);
    snprintf(name, sizeof name, "plan-%02u-%02u-%02u.svg", clock / 3600 % 1000, clock / 60 % 60, clock % 60);
    const hy_plan_picture picture = {
        .record = p->record, .panels = &p->panels, .frame = &frame, .since_tick = since_tick};
    return hy_folder_write(&p->folder, name, write_plan, &picture);
}

static hy_status draw_given_moments(plotter *p)
{
    uint32_t since_tick = 0;
    for (uint32_t i = 0; i < p->definition->clock_count; i++) {
        uint32_t tick = 0;
        hy_status status = tick_of_clock(p, p->definition->clocks_s[i], &tick);
        if (status == HY_OK) {
            status = draw_moment(p, tick, since_tick < tick ? since_tick : 0);
        }
        if (status != HY_OK) {
            return status;
        }
        since_tick = tick;
    }
    return HY_OK;
}

static hy_status draw_chosen_moments(plotter *p)
{
    const uint32_t turning_count = count_turnings(p->record);
    uint32_t since_tick = 0;
    for (uint32_t moment = 0; moment < CHOSEN_MOMENTS; moment++) {
        const uint32_t tick = chosen_tick(p->record, moment, turning_count);
        if (moment > 0 && tick <= since_tick) {
            continue;
        }
        const hy_status status = draw_moment(p, tick, since_tick);
        if (status != HY_OK) {
            return status;
        }
        since_tick = tick;
    }
    return HY_OK;
}

hy_status hy_report_plot(hy_record *record, const hy_plot_definition *definition, char message[HY_STORE_MESSAGE_SIZE])
{
    plotter p = {.record = record,
                 .definition = definition,
                 .folder = {.path = definition->folder, .names = definition->names, .message = message},
                 .message = message};
    message[0] = '\0';
    hy_status status = hy_panels_lay_out(record, PAGE_WIDTH, &p.panels);
    if (status != HY_OK) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(status));
        return status;
    }
    status = hy_folder_make(&p.folder);
    if (status == HY_OK) {
        status = definition->clock_count > 0 ? draw_given_moments(&p) : draw_chosen_moments(&p);
    }
    if (status == HY_OK) {
        status = hy_folder_write(&p.folder, "curve.svg", write_curve, record);
    }
    if (status == HY_OK && was_signalled(record)) {
        status = draw_density(&p);
    }
    hy_panels_clear(&p.panels);
    return status;
}
