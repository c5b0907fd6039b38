// What many runs become for people: tables, JSON, CSV and pictures.
#ifndef HY_REPORT_ENSEMBLE_H
#define HY_REPORT_ENSEMBLE_H

#include "study/summary.h"

#include <stdio.h>

// The summary that `ensemble` prints. UTF-8, at most 100 columns.
void hy_report_ensemble(const hy_study_summary *summary, FILE *out);

// The one that `compare` prints: every variant, and its paired difference to the first.
void hy_report_compare(const hy_study_summary *summary, FILE *out);

// The same as one JSON object each. HY_OUT_OF_MEMORY, or HY_FILE_ERROR when `out` takes no more.
HY_NODISCARD hy_status hy_report_ensemble_json(const hy_study_summary *summary, FILE *out);
HY_NODISCARD hy_status hy_report_compare_json(const hy_study_summary *summary, FILE *out);

// SVG pictures of a study in a folder, which is made if it is missing; `names` receives their names and may be NULL.
// Returns as hy_report_plot.
HY_NODISCARD hy_status hy_report_ensemble_plot(hy_study *study, const char *folder, FILE *names,
                                               char message[HY_STORE_MESSAGE_SIZE]);

#endif
