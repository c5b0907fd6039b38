// What a fit becomes for people: tables, JSON and pictures.
#ifndef HY_REPORT_FIT_H
#define HY_REPORT_FIT_H

#include "report/folder.h"
#include "study/summary.h"

// The tables that `fit` prints: generations, the posterior of each parameter, and how the targets are met.
void hy_report_fit(const hy_study_summary *summary, FILE *out);

// The same as one JSON object. HY_OUT_OF_MEMORY, or HY_FILE_ERROR when `out` takes no more.
HY_NODISCARD hy_status hy_report_fit_json(const hy_study_summary *summary, FILE *out);

// posterior.svg and targets.svg.
HY_NODISCARD hy_status hy_report_fit_plot(const hy_study *study, const hy_folder *folder);

// "all", or "students at 12:30".
void hy_target_words(const hy_study_target *target, char words[96]);

#endif
