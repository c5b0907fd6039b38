// Measuring a world for `hyosan bench`.
#ifndef HY_CLI_BENCH_MEASURE_H
#define HY_CLI_BENCH_MEASURE_H

#include "cli/command.h"

#include <jansson.h>

// What of a history is measured, and how often.
typedef struct hy_bench_plan {
    double warm_up_s;      // 0 to begin at the start
    double measured_s;     // 0 to go on to the end
    uint32_t repeat_count;
    bool has_systems;      // then the share of each system, too
} hy_bench_plan;

// Measures a world that was loaded with this exit status, and clears it. Each row goes to `rows`, or to stdout where that is
// NULL. Returns an exit status.
int hy_bench_measure(const hy_bench_plan *plan, const char *name, int loaded, hy_scenario_world *world, json_t *rows);

#endif
