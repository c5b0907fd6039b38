// The pictures of many runs, one function each. All write an SVG page.
#ifndef HY_REPORT_ENSEMBLE_CHARTS_H
#define HY_REPORT_ENSEMBLE_CHARTS_H

#include "report/panels.h"
#include "study/summary.h"

#include <stdio.h>

// What is drawn; several pictures share it.
typedef struct hy_ensemble_picture {
    const hy_study_summary *summary;
    const hy_panels *panels; // of the risk map
    uint32_t variant;
} hy_ensemble_picture;

// Share of survivors of students and of staff in the course of time, with bands.
void hy_survival_chart_write(const hy_ensemble_picture *picture, FILE *out);

// Survivors beside zombies in the course of time, with bands.
void hy_humans_chart_write(const hy_ensemble_picture *picture, FILE *out);

// Cells at the end by group, in the mean of the runs.
void hy_final_chart_write(const hy_ensemble_picture *picture, FILE *out);

// How many survive in how many of the runs.
void hy_survivors_chart_write(const hy_ensemble_picture *picture, FILE *out);

// Those with a name, with intervals, in order of their chances.
void hy_forest_chart_write(const hy_ensemble_picture *picture, FILE *out);

// Infections by hour, in the mean of the runs.
void hy_hours_chart_write(const hy_ensemble_picture *picture, FILE *out);

// Infections by room, in the mean of the runs, on every level.
void hy_risk_map_write(const hy_ensemble_picture *picture, FILE *out);

// Paired differences of a variant to the first one, with intervals, the largest first.
void hy_difference_chart_write(const hy_ensemble_picture *picture, FILE *out);

#endif
