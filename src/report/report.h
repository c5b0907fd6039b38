// What a record becomes for people: the summary of a run, JSON, a chronicle, and pictures.
#ifndef HY_REPORT_REPORT_H
#define HY_REPORT_REPORT_H

#include "hyosan/store.h"

#include <stdio.h>

// The summary that `run` prints: who survives, where and when, how the infection went, and the fate of everybody with a
// name. UTF-8, at most 100 columns.
void hy_report_summary(const hy_record *record, FILE *out);

// The same as one JSON object. HY_OUT_OF_MEMORY, or HY_FILE_ERROR when `out` takes no more.
HY_NODISCARD hy_status hy_report_json(const hy_record *record, FILE *out);

// What reruns without an event say: how many more people survive than with it, over so many pairs of runs.
typedef struct hy_rerun_twist {
    uint32_t event; // HY_NONE: none was rerun
    uint32_t pair_count;
    double people, low, high; // change of survivors with its 95 % interval
    bool is_told;             // chance alone is unlikely to have made it
} hy_rerun_twist;

// The history in order of time, as sentences with clock time and event ids, in up to twelve episodes between its change
// points; then who hid together, and the ways of those with a name. `twists` are those of its episodes, in their order, by
// reruns; NULL: each is estimated. UTF-8, at most 100 columns.
HY_NODISCARD hy_status hy_report_chronicle(const hy_record *record, const hy_rerun_twist *twists, FILE *out);

// The same as one JSON object, described in docs/formats/json.md. HY_OUT_OF_MEMORY, or HY_FILE_ERROR when `out` takes no more.
HY_NODISCARD hy_status hy_report_chronicle_json(const hy_record *record, const hy_rerun_twist *twists, FILE *out);

// What to draw, and where to.
typedef struct hy_plot_definition {
    const char *folder;     // made if it is missing
    const double *clocks_s; // NULL for a choice spread over the outbreak
    uint32_t clock_count;
    FILE *names; // the files made, one a line; may be NULL
} hy_plot_definition;

// SVG pictures of all levels at each time, and the epidemic curve. HY_OK or HY_FILE_ERROR, HY_DISK_FULL, HY_NOT_FOUND
// (a time before the start or beyond the end, or no keyframes), HY_BAD_INPUT, HY_OUT_OF_MEMORY, with `message`.
HY_NODISCARD hy_status hy_report_plot(hy_record *record, const hy_plot_definition *definition,
                                      char message[HY_STORE_MESSAGE_SIZE]);

#endif
