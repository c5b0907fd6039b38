// What `hyosan bench` found out, and how it tells it.
#ifndef HY_CLI_BENCH_ROWS_H
#define HY_CLI_BENCH_ROWS_H

#include <jansson.h>
#include <stdint.h>

// One case on one number of threads.
typedef struct hy_bench_row {
    const char *name;
    uint32_t people, thread_count, repeat_count;
    double density_per_m2;
    double wall_s, low_s, high_s; // median and range of the repeats
    double simulated_s;
    uint32_t tick_count;
    uint64_t agent_steps;
    double moving_share, mean_speed_m_per_s; // of all people, at the end
    double bytes_per_agent;
} hy_bench_row;

// Adds the row to `rows` and returns it, theirs; or prints a line if that is NULL, and returns NULL.
json_t *hy_bench_tell(const hy_bench_row *row, json_t *rows);

#endif
