// Measuring a world for `hyosan bench`: warmed up once, then timed as often as asked for, on one core and on all.
#include "cli/bench_measure.h"

#include "cli/bench_rows.h"
#include "cli/bench_shares.h"
#include "hyosan/host.h"

#include <stdlib.h>
#include <string.h>

// after a warmed-up history was restored, so many ticks find the ways and fill the caches again before it is timed
enum { SETTLING_TICKS = 5 };

// who moves slower than this stands, as movement takes it
static const float STANDING_M_PER_S = 0.05f;

// What every repeat begins with.
typedef struct bench_start {
    uint8_t *bytes; // the warmed-up state
    size_t size;
    uint32_t settling_ticks, measured_ticks; // the latter 0 to go on to the end
} bench_start;

static int compare_numbers(const void *left, const void *right)
{
    const double a = *(const double *)left;
    const double b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static double median(const double *sorted, uint32_t count)
{
    return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

static int complain_about_memory(void)
{
    hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
    return HY_EXIT_FAILED;
}

// A history without anything around it. False when interrupted.
static bool step_until(hy_sim *sim, uint32_t end_tick)
{
    while (hy_sim_tick(sim) < end_tick) {
        if (hy_host_stop_requested()) {
            return false;
        }
        hy_sim_step(sim);
    }
    return true;
}

static int create_history(const hy_model *model, hy_pool *pool, const char *name, hy_sim **sim)
{
    hy_sim_definition definition = hy_sim_definition_default(model);
    if (pool != NULL) {
        definition.parallel = hy_pool_parallel(pool);
    }
    const hy_status status = hy_sim_create(model, &definition, hy_host_allocator(), sim);
    if (status != HY_OK) {
        hy_complain("%s: %s", name, hy_status_text(status));
    }
    return hy_exit_of(status);
}

static int warm_up(const hy_model *model, const hy_bench_plan *plan, const char *name, bench_start *start)
{
    *start = (bench_start){.settling_ticks = plan->warm_up_s > 0 ? SETTLING_TICKS : 0,
                           .measured_ticks = (uint32_t)(plan->measured_s / (double)model->step_s + 0.5)};
    hy_pool *pool = hy_pool_create(0);
    hy_sim *sim = NULL;
    int status = pool != NULL ? create_history(model, pool, name, &sim) : complain_about_memory();
    if (status == HY_EXIT_DONE && !step_until(sim, (uint32_t)(plan->warm_up_s / (double)model->step_s + 0.5))) {
        status = HY_EXIT_INTERRUPTED;
    }
    if (status == HY_EXIT_DONE) {
        start->size = hy_sim_saved_size(sim);
        start->bytes = malloc(start->size);
        if (start->bytes != NULL) {
            hy_sim_save(sim, start->bytes);
        } else {
            status = complain_about_memory();
        }
    }
    hy_sim_destroy(sim);
    hy_pool_destroy(pool);
    return status;
}

static void look_at_speeds(const hy_sim *sim, hy_bench_row *row)
{
    hy_column_view column = hy_sim_column(sim, 0);
    for (uint32_t i = 1; column.values != NULL; i++) {
        if (strcmp(column.set, "person") == 0 && strcmp(column.name, "speed") == 0) {
            break;
        }
        column = hy_sim_column(sim, i);
    }
    const float *speeds_m_per_s = column.values;
    uint32_t moving_count = 0;
    double sum_m_per_s = 0;
    for (uint32_t i = 0; speeds_m_per_s != NULL && i < column.count; i++) {
        moving_count += speeds_m_per_s[i] >= STANDING_M_PER_S;
        sum_m_per_s += (double)speeds_m_per_s[i];
    }
    row->moving_share = (double)moving_count / row->people;
    row->mean_speed_m_per_s = sum_m_per_s / row->people;
}

static int go_to_start(hy_sim *sim, const bench_start *start, const char *name)
{
    const hy_status status = hy_sim_restore(sim, start->bytes, start->size);
    if (status != HY_OK) {
        hy_complain("%s: %s", name, hy_status_text(status));
        return HY_EXIT_FAILED;
    }
    return step_until(sim, hy_sim_tick(sim) + start->settling_ticks) ? HY_EXIT_DONE : HY_EXIT_INTERRUPTED;
}

static uint32_t end_of_measuring(const hy_sim *sim, const bench_start *start)
{
    return start->measured_ticks > 0 ? hy_sim_tick(sim) + start->measured_ticks : hy_sim_end_tick(sim);
}

static int measure_once(hy_sim *sim, const bench_start *start, hy_bench_row *row, double *wall_s)
{
    const int status = go_to_start(sim, start, row->name);
    if (status != HY_EXIT_DONE) {
        return status;
    }
    const uint32_t first_tick = hy_sim_tick(sim);
    const double first_s = hy_sim_seconds(sim);
    const uint64_t first_step = hy_sim_agent_steps(sim);
    const uint32_t end_tick = end_of_measuring(sim, start);
    const double begin_s = hy_host_seconds();
    const bool has_ended = step_until(sim, end_tick);
    *wall_s = hy_host_seconds() - begin_s;
    row->tick_count = hy_sim_tick(sim) - first_tick;
    row->simulated_s = hy_sim_seconds(sim) - first_s;
    row->agent_steps = hy_sim_agent_steps(sim) - first_step;
    return has_ended ? HY_EXIT_DONE : HY_EXIT_INTERRUPTED;
}

static int measure_often(hy_sim *sim, const bench_start *start, hy_bench_row *row)
{
    double *walls_s = calloc(row->repeat_count, sizeof *walls_s);
    if (walls_s == NULL) {
        return complain_about_memory();
    }
    int status = HY_EXIT_DONE;
    for (uint32_t i = 0; i < row->repeat_count && status == HY_EXIT_DONE; i++) {
        status = measure_once(sim, start, row, &walls_s[i]);
    }
    qsort(walls_s, row->repeat_count, sizeof *walls_s, compare_numbers);
    row->wall_s = median(walls_s, row->repeat_count);
    row->low_s = walls_s[0];
    row->high_s = walls_s[row->repeat_count - 1];
    look_at_speeds(sim, row);
    row->bytes_per_agent = (double)hy_sim_bytes(sim) / row->people;
    free(walls_s);
    return status;
}

static int measure(const hy_model *model, const bench_start *start, hy_bench_row *row)
{
    hy_pool *pool = row->thread_count > 1 ? hy_pool_create(row->thread_count) : NULL;
    if (row->thread_count > 1 && pool == NULL) {
        return complain_about_memory();
    }
    hy_sim *sim = NULL;
    int status = create_history(model, pool, row->name, &sim);
    if (status == HY_EXIT_DONE) {
        status = measure_often(sim, start, row);
    }
    hy_sim_destroy(sim);
    hy_pool_destroy(pool);
    return status;
}

static int measure_shares(const hy_model *model, const bench_start *start, const char *name, json_t *row)
{
    hy_sim *sim = NULL;
    int status = create_history(model, NULL, name, &sim);
    if (status == HY_EXIT_DONE) {
        status = go_to_start(sim, start, name);
    }
    if (status == HY_EXIT_DONE) {
        status = hy_bench_tell_shares(sim, end_of_measuring(sim, start), row);
    }
    hy_sim_destroy(sim);
    return status;
}

// people on the ground that they can walk on
static double density_of(const hy_model *model)
{
    double area_m2 = 0;
    for (uint32_t i = 0; i < model->room_count; i++) {
        area_m2 += model->rooms[i].is_void ? 0 : (double)model->rooms[i].area_m2;
    }
    return area_m2 > 0 ? model->person_count / area_m2 : 0;
}

// on one core, and on all of them if the people make more than one block of work
static int measure_on_cores(const hy_bench_plan *plan, const char *name, const hy_model *model,
                            const bench_start *start, json_t *rows)
{
    const uint32_t block_size = hy_sim_definition_default(model).block_size;
    const uint32_t core_count = hy_host_core_count();
    const uint32_t block_count = (model->person_count + block_size - 1) / block_size;
    const uint32_t most = core_count < block_count ? core_count : block_count;
    int status = HY_EXIT_DONE;
    for (unsigned pass = 0; pass < (most > 1 ? 2 : 1) && status == HY_EXIT_DONE; pass++) {
        hy_bench_row row = {.name = name,
                            .people = model->person_count,
                            .thread_count = pass == 0 ? 1 : most,
                            .repeat_count = plan->repeat_count,
                            .density_per_m2 = density_of(model)};
        status = measure(model, start, &row);
        if (status == HY_EXIT_DONE) {
            json_t *told = hy_bench_tell(&row, rows);
            status = pass == 0 && plan->has_systems ? measure_shares(model, start, name, told) : HY_EXIT_DONE;
        }
    }
    return status;
}

int hy_bench_measure(const hy_bench_plan *plan, const char *name, int loaded, hy_scenario_world *world, json_t *rows)
{
    bench_start start = {0};
    int status = loaded;
    if (status == HY_EXIT_DONE && hy_host_stop_requested()) {
        status = HY_EXIT_INTERRUPTED;
    }
    if (status == HY_EXIT_DONE) {
        status = warm_up(world->model, plan, name, &start);
    }
    if (status == HY_EXIT_DONE) {
        status = measure_on_cores(plan, name, world->model, &start, rows);
    }
    free(start.bytes);
    hy_scenario_world_clear(world);
    return status;
}
