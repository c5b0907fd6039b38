// Share of the time of a history that each system of the engine takes.
#include "cli/bench_shares.h"

#include "cli/command.h"
#include "hyosan/host.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct share {
    const char *system;
    double wall_s, of_all;
} share;

static double read_clock(void *clock)
{
    (void)clock;
    return hy_host_seconds();
}

static int compare_shares(const void *left, const void *right)
{
    const double a = ((const share *)left)->wall_s;
    const double b = ((const share *)right)->wall_s;
    return a > b ? -1 : a < b;
}

// False when interrupted.
static bool watch_until(hy_sim *sim, uint32_t end_tick, const hy_stopwatch *watch)
{
    while (hy_sim_tick(sim) < end_tick) {
        if (hy_host_stop_requested()) {
            return false;
        }
        hy_sim_step_watched(sim, watch);
    }
    return true;
}

// the greatest first
static void rank_shares(const double *spent_s, uint32_t count, share *shares)
{
    double all_s = 0;
    for (uint32_t i = 0; i < count; i++) {
        all_s += spent_s[i];
    }
    for (uint32_t i = 0; i < count; i++) {
        shares[i] = (share){hy_system_word(i), spent_s[i], all_s > 0 ? spent_s[i] / all_s : 0};
    }
    qsort(shares, count, sizeof *shares, compare_shares);
}

static void write_shares(const share *shares, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        printf("  %-12s %6.2f%%  %9.4f s\n", shares[i].system, 100 * shares[i].of_all, shares[i].wall_s);
    }
    fflush(stdout);
}

static json_t *shares_json(const share *shares, uint32_t count)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < count; i++) {
        json_t *object = json_object();
        json_object_set_new(object, "system", json_string(shares[i].system));
        json_object_set_new(object, "share", json_real(round(shares[i].of_all * 1e6) / 1e6));
        json_object_set_new(object, "wall_s", json_real(round(shares[i].wall_s * 1e6) / 1e6));
        json_array_append_new(array, object);
    }
    return array;
}

int hy_bench_tell_shares(hy_sim *sim, uint32_t end_tick, json_t *row)
{
    const uint32_t count = hy_system_count();
    double *spent_s = calloc(count, sizeof *spent_s);
    share *shares = calloc(count, sizeof *shares);
    int status = HY_EXIT_FAILED;
    if (spent_s == NULL || shares == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
    } else if (!watch_until(sim, end_tick, &(hy_stopwatch){.seconds = read_clock, .spent_s = spent_s})) {
        status = HY_EXIT_INTERRUPTED;
    } else {
        rank_shares(spent_s, count, shares);
        if (row != NULL) {
            json_object_set_new(row, "systems", shares_json(shares, count));
        } else {
            write_shares(shares, count);
        }
        status = HY_EXIT_DONE;
    }
    free(spent_s);
    free(shares);
    return status;
}
