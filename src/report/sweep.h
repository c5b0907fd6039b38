// What a sweep becomes for people: tables, JSON and pictures.
#ifndef HY_REPORT_SWEEP_H
#define HY_REPORT_SWEEP_H

#include "report/folder.h"
#include "study/sweep.h"

// The tables that `sweep` prints: for every outcome that was asked for, what each parameter does.
void hy_report_sweep(const hy_study_summary *summary, FILE *out);

// The same as one JSON object. HY_OUT_OF_MEMORY, or HY_FILE_ERROR when `out` takes no more.
HY_NODISCARD hy_status hy_report_sweep_json(const hy_study_summary *summary, FILE *out);

// A tornado and, where points are spread, a cloud for each outcome that was asked for.
HY_NODISCARD hy_status hy_report_sweep_plot(const hy_study_summary *summary, const hy_folder *folder);

// Parameters by the size of their effect, the greatest first; the caller frees the order. NULL without memory.
uint32_t *hy_sweep_order(const hy_study *study, const hy_sweep_effect *effects);

#endif
