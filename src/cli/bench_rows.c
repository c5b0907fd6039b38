// Rows of `hyosan bench` as lines and as JSON.
#include "cli/bench_rows.h"

#include "state/state.h"

#include <math.h>
#include <stdio.h>

static double steps_per_s(const hy_bench_row *row, double wall_s)
{
    return wall_s > 0 ? (double)row->agent_steps / wall_s : 0;
}

static double person_ticks(const hy_bench_row *row)
{
    return (double)row->people * row->tick_count;
}

// of everybody's ticks, those that were not spent at rest
static double walking_share(const hy_bench_row *row)
{
    return (double)row->agent_steps / person_ticks(row);
}

// from the slowest to the fastest repeat, over the median
static double spread(const hy_bench_row *row)
{
    return (row->high_s - row->low_s) / row->wall_s;
}

static void write_row(const hy_bench_row *row)
{
    printf("%-12s %7u people  %.3f/m²  %2u thread%s", row->name, (unsigned)row->people, row->density_per_m2,
           (unsigned)row->thread_count, row->thread_count == 1 ? " " : "s");
    if (row->agent_steps > 0) {
        printf("  %.3g M steps/s (%.3g to %.3g in %u runs)  %.0f ns a step", steps_per_s(row, row->wall_s) / 1e6,
               steps_per_s(row, row->high_s) / 1e6, steps_per_s(row, row->low_s) / 1e6, (unsigned)row->repeat_count,
               row->wall_s * 1e9 / (double)row->agent_steps);
    } else {
        printf("  no steps");
    }
    printf("  %.3g ns a person and tick  %.1f%% walk, %.1f%% move, %.2f m/s  %.3g× real time  %zu and %.0f bytes a person\n",
           row->wall_s * 1e9 / person_ticks(row), 100 * walking_share(row), 100 * row->moving_share,
           row->mean_speed_m_per_s, row->simulated_s / row->wall_s, hy_state_bytes_per_person(), row->bytes_per_agent);
    fflush(stdout);
}

static void set_number(json_t *object, const char *key, double value, double unit)
{
    json_object_set_new(object, key, json_real(round(value / unit) * unit));
}

static json_t *row_json(const hy_bench_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "case", json_string(row->name));
    json_object_set_new(object, "people", json_integer(row->people));
    set_number(object, "density_per_m2", row->density_per_m2, 1e-6);
    json_object_set_new(object, "threads", json_integer(row->thread_count));
    set_number(object, "agent_steps_per_s", steps_per_s(row, row->wall_s), 1);
    set_number(object, "agent_steps_per_s_low", steps_per_s(row, row->high_s), 1);
    set_number(object, "agent_steps_per_s_high", steps_per_s(row, row->low_s), 1);
    set_number(object, "spread", spread(row), 1e-6);
    json_object_set_new(object, "repeats", json_integer(row->repeat_count));
    json_object_set_new(object, "agent_steps", json_integer((json_int_t)row->agent_steps));
    if (row->agent_steps > 0) {
        set_number(object, "ns_per_agent_step", row->wall_s * 1e9 / (double)row->agent_steps, 1e-3);
    } else {
        json_object_set_new(object, "ns_per_agent_step", json_null());
    }
    set_number(object, "ns_per_person_tick", row->wall_s * 1e9 / person_ticks(row), 1e-3);
    set_number(object, "share_walking", walking_share(row), 1e-6);
    set_number(object, "share_moving", row->moving_share, 1e-6);
    set_number(object, "mean_speed_m_per_s", row->mean_speed_m_per_s, 1e-6);
    set_number(object, "simulated_s", row->simulated_s, 1e-3);
    set_number(object, "wall_s", row->wall_s, 1e-6);
    set_number(object, "times_real_time", row->simulated_s / row->wall_s, 1e-6);
    json_object_set_new(object, "state_bytes_per_agent", json_integer((json_int_t)hy_state_bytes_per_person()));
    set_number(object, "bytes_per_agent", row->bytes_per_agent, 1);
    return object;
}

json_t *hy_bench_tell(const hy_bench_row *row, json_t *rows)
{
    if (rows == NULL) {
        write_row(row);
        return NULL;
    }
    json_t *told = row_json(row);
    json_array_append_new(rows, told);
    return told;
}
