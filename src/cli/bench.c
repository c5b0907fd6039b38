// `hyosan bench`: how fast this machine simulates.
#include "cli/command.h"

#include "hyosan/host.h"
#include "hyosan/version.h"

#include <getopt.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char HELP[] = "usage: hyosan bench [CASE] [OPTION]...\n\n"
                           "Measures steps of single people per second, on one core and on all of them where there is "
                           "work for more than one.\n"
                           "CASE is the name of a case or the file of a scenario; without one, all cases are run.\n\n"
                           "  day                 the whole day of scenarios/hyosan-high.yaml\n\n"
                           "  --repeats N         how often each case is run (else 3 times); the median is told\n"
                           "  --json              print one JSON object\n\n"
                           "Exit status: 0 done, 1 failed, 2 wrong usage or wrong input, 130 interrupted.\n";

enum { REPEAT_LIMIT = 1000, MACHINE_SIZE = 128 };

typedef struct bench_case {
    const char *name, *scenario;
} bench_case;

static const bench_case cases[] = {
    {"day", "scenarios/hyosan-high.yaml"},
};

enum { CASE_COUNT = sizeof cases / sizeof cases[0] };

typedef struct bench_options {
    const char *name; // NULL for all cases
    uint64_t repeat_count;
    bool is_json, is_help;
} bench_options;

// One case on one number of threads.
typedef struct bench_row {
    const char *name;
    uint32_t people, thread_count, repeat_count;
    double density_per_m2;
    double wall_s, low_s, high_s; // median and range of the repeats
    double simulated_s;
    uint64_t agent_steps;
    double bytes_per_agent;
} bench_row;

// ---- measuring

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

// One history without anything around it. False when interrupted.
static bool step_through(hy_sim *sim, bench_row *row, double *wall_s)
{
    const uint32_t end_tick = hy_sim_end_tick(sim);
    const double begin_s = hy_host_seconds();
    while (hy_sim_tick(sim) < end_tick) {
        if (hy_host_stop_requested()) {
            return false;
        }
        hy_sim_step(sim);
    }
    *wall_s = hy_host_seconds() - begin_s;
    row->simulated_s = hy_sim_seconds(sim);
    row->agent_steps = hy_sim_agent_steps(sim);
    row->bytes_per_agent = (double)hy_sim_bytes(sim) / (row->people > 0 ? row->people : 1);
    return true;
}

static int measure_once(const hy_model *model, hy_pool *pool, bench_row *row, double *wall_s)
{
    hy_sim_definition definition = hy_sim_definition_default(model);
    if (pool != NULL) {
        definition.parallel = hy_pool_parallel(pool);
    }
    hy_sim *sim = NULL;
    const hy_status status = hy_sim_create(model, &definition, hy_host_allocator(), &sim);
    if (status != HY_OK) {
        hy_complain("%s: %s", row->name, hy_status_text(status));
        return hy_exit_of(status);
    }
    const bool has_ended = step_through(sim, row, wall_s);
    hy_sim_destroy(sim);
    return has_ended ? HY_EXIT_DONE : HY_EXIT_INTERRUPTED;
}

static int measure_often(const hy_model *model, hy_pool *pool, bench_row *row)
{
    double *walls_s = calloc(row->repeat_count, sizeof *walls_s);
    if (walls_s == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    int status = HY_EXIT_DONE;
    for (uint32_t i = 0; i < row->repeat_count && status == HY_EXIT_DONE; i++) {
        status = measure_once(model, pool, row, &walls_s[i]);
    }
    qsort(walls_s, row->repeat_count, sizeof *walls_s, compare_numbers);
    row->wall_s = median(walls_s, row->repeat_count);
    row->low_s = walls_s[0];
    row->high_s = walls_s[row->repeat_count - 1];
    free(walls_s);
    return status;
}

static int measure(const hy_model *model, bench_row *row)
{
    hy_pool *pool = row->thread_count > 1 ? hy_pool_create(row->thread_count) : NULL;
    if (row->thread_count > 1 && pool == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    const int status = measure_often(model, pool, row);
    hy_pool_destroy(pool);
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

// ---- telling

static double steps_per_s(const bench_row *row, double wall_s)
{
    return wall_s > 0 ? (double)row->agent_steps / wall_s : 0;
}

static void write_row(const bench_row *row)
{
    const double median_rate = steps_per_s(row, row->wall_s);
    printf("%-10s %6u people  %.3f/m²  %2u thread%s  %.3g M steps/s (%.3g to %.3g in %u runs)  %.0f× real time  "
           "%.0f bytes a person\n",
           row->name, (unsigned)row->people, row->density_per_m2, (unsigned)row->thread_count,
           row->thread_count == 1 ? " " : "s", median_rate / 1e6, steps_per_s(row, row->high_s) / 1e6,
           steps_per_s(row, row->low_s) / 1e6, (unsigned)row->repeat_count, row->simulated_s / row->wall_s,
           row->bytes_per_agent);
    fflush(stdout);
}

static void set_number(json_t *object, const char *key, double value, double unit)
{
    json_object_set_new(object, key, json_real(round(value / unit) * unit));
}

static json_t *row_json(const bench_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "case", json_string(row->name));
    json_object_set_new(object, "people", json_integer(row->people));
    set_number(object, "density_per_m2", row->density_per_m2, 1e-6);
    json_object_set_new(object, "threads", json_integer(row->thread_count));
    set_number(object, "agent_steps_per_s", steps_per_s(row, row->wall_s), 1);
    set_number(object, "agent_steps_per_s_low", steps_per_s(row, row->high_s), 1);
    set_number(object, "agent_steps_per_s_high", steps_per_s(row, row->low_s), 1);
    json_object_set_new(object, "repeats", json_integer(row->repeat_count));
    json_object_set_new(object, "agent_steps", json_integer((json_int_t)row->agent_steps));
    set_number(object, "simulated_s", row->simulated_s, 1e-3);
    set_number(object, "wall_s", row->wall_s, 1e-6);
    set_number(object, "bytes_per_agent", row->bytes_per_agent, 1);
    return object;
}

static void tell_row(const bench_row *row, json_t *rows)
{
    if (rows != NULL) {
        json_array_append_new(rows, row_json(row));
    } else {
        write_row(row);
    }
}

// ---- cases

// on one core, and on all of them if the people make more than one block of work
static int run_model(const bench_options *options, const char *name, const hy_model *model, json_t *rows)
{
    const uint32_t block_size = hy_sim_definition_default(model).block_size;
    const uint32_t core_count = hy_host_core_count();
    const uint32_t block_count = (model->person_count + block_size - 1) / block_size;
    const uint32_t most = core_count < block_count ? core_count : block_count;
    int status = HY_EXIT_DONE;
    for (unsigned pass = 0; pass < 2 && status == HY_EXIT_DONE; pass++) {
        if (pass == 1 && most <= 1) {
            break;
        }
        bench_row row = {.name = name,
                         .people = model->person_count,
                         .thread_count = pass == 0 ? 1 : most,
                         .repeat_count = (uint32_t)options->repeat_count,
                         .density_per_m2 = density_of(model)};
        status = measure(model, &row);
        if (status == HY_EXIT_DONE) {
            tell_row(&row, rows);
        }
    }
    return status;
}

static int run_case(const bench_options *options, const bench_case *one, json_t *rows)
{
    char path[HY_SHIPPED_PATH_SIZE];
    hy_scenario_world world;
    hy_shipped_path(one->scenario, path);
    int status = hy_scenario_world_load(path, NULL, 0, &world);
    if (status == HY_EXIT_DONE) {
        status = run_model(options, one->name, world.model, rows);
    }
    hy_scenario_world_clear(&world);
    return status;
}

static int run_cases(const bench_options *options, json_t *rows)
{
    int status = HY_EXIT_DONE;
    bool has_run = false;
    for (size_t i = 0; i < CASE_COUNT && status == HY_EXIT_DONE; i++) {
        if (options->name == NULL || strcmp(options->name, cases[i].name) == 0) {
            has_run = true;
            status = run_case(options, &cases[i], rows);
        }
    }
    if (!has_run) {
        const bench_case of_file = {.name = options->name, .scenario = options->name};
        status = run_case(options, &of_file, rows);
    }
    return status;
}

static int bench_as_json(const bench_options *options, const char *machine)
{
    json_t *object = json_object();
    json_t *rows = json_array();
    json_object_set_new(object, "machine", json_string(machine));
    json_object_set_new(object, "cores", json_integer(hy_host_core_count()));
    json_object_set_new(object, "version", json_string(hy_version_text()));
    json_object_set_new(object, "build", json_string(hy_build_text()));
    const int status = run_cases(options, rows);
    json_object_set_new(object, "cases", rows);
    if (status == HY_EXIT_DONE) {
        json_dumpf(object, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
        putchar('\n');
    }
    json_decref(object);
    return hy_end_output(status);
}

static int bench_as_text(const bench_options *options, const char *machine)
{
    printf("%s, %u cores\nhyosan %s; %s\n", machine, (unsigned)hy_host_core_count(), hy_version_text(),
           hy_build_text());
    fflush(stdout);
    return hy_end_output(run_cases(options, NULL));
}

// ---- options

static int take_option(bench_options *options, int found, char **arguments)
{
    switch (found) {
    case 'r':
        if (!hy_read_whole(optarg, 1, REPEAT_LIMIT, &options->repeat_count)) {
            return hy_complain_usage("bench", "--repeats needs a whole number from 1 to %d, not '%s'", REPEAT_LIMIT,
                                     optarg);
        }
        return HY_EXIT_DONE;
    case 'j':
        options->is_json = true;
        return HY_EXIT_DONE;
    case 'h':
        options->is_help = true;
        return HY_EXIT_DONE;
    default:
        return hy_complain_option("bench", found, arguments);
    }
}

static int read_options(int argument_count, char **arguments, bench_options *options)
{
    static const struct option long_options[] = {{"repeats", required_argument, NULL, 'r'},
                                                 {"json", no_argument, NULL, 'j'},
                                                 {"help", no_argument, NULL, 'h'},
                                                 {0}};
    opterr = 0;
    int found = 0;
    while ((found = getopt_long(argument_count, arguments, ":h", long_options, NULL)) != -1) {
        const int status = take_option(options, found, arguments);
        if (status != HY_EXIT_DONE || options->is_help) {
            return status;
        }
    }
    if (argument_count - optind > 1) {
        return hy_complain_usage("bench", "one case at a time: '%s' is one too many", arguments[optind + 1]);
    }
    options->name = optind < argument_count ? arguments[optind] : NULL;
    return HY_EXIT_DONE;
}

int hy_command_bench(int argument_count, char **arguments)
{
    bench_options options = {.repeat_count = 3};
    const int status = read_options(argument_count, arguments, &options);
    if (status != HY_EXIT_DONE) {
        return status;
    }
    if (options.is_help) {
        fputs(HELP, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    char machine[MACHINE_SIZE];
    hy_host_machine_name(machine, sizeof machine);
    hy_host_catch_stop_signals();
    const int result = options.is_json ? bench_as_json(&options, machine) : bench_as_text(&options, machine);
    if (result == HY_EXIT_INTERRUPTED) {
        hy_complain("interrupted");
    }
    return result;
}
