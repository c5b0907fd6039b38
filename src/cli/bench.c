// `hyosan bench`: how fast this machine simulates.
#include "cli/bench_rows.h"
#include "cli/bench_shares.h"
#include "cli/bench_worlds.h"

#include "hyosan/host.h"
#include "hyosan/version.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char HELP[] =
    "usage: hyosan bench [CASE] [OPTION]...\n\n"
    "Measures steps of single people per second, on one core and on all of them where there is work for more than one.\n"
    "CASE is the name of a case or the file of a scenario; without one, all cases are run.\n\n"
    "  day                 the whole day of scenarios/hyosan-high.yaml\n"
    "  movement            1,000 to 1,000,000 people on their way through halls and doors, 0.25 to 4 of them per m²\n"
    "  rest                1,000 people who sit in class, and 1,000 who walk\n\n"
    "  --repeats N         how often each case is run (else 3 times); the median is told\n"
    "  --people N          movement and rest with so many people, 100 to 1000000\n"
    "  --density D         movement with so many of them per m², 0.05 to 4\n"
    "  --long              movement with 1,000,000 people at every density, not only at 1 per m²\n"
    "  --systems           then run each case once more on one core, and tell the share of each system of the engine\n"
    "  --json              print one JSON object\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage or wrong input, 130 interrupted.\n";

enum { REPEAT_LIMIT = 1000, MACHINE_SIZE = 128 };

typedef struct bench_options {
    const char *name; // NULL for all cases
    uint64_t repeat_count;
    uint64_t people;       // 0 for those of the case
    double density_per_m2; // 0 for those of the case
    bool is_long, has_systems, is_json, is_help;
} bench_options;

// What of a history is measured.
typedef struct bench_span {
    double warm_up_s;  // 0 to begin at the start
    double measured_s; // 0 to go on to the end
} bench_span;

// ---- measuring

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

static int warm_up(const hy_model *model, const bench_span *span, const char *name, bench_start *start)
{
    *start = (bench_start){.settling_ticks = span->warm_up_s > 0 ? SETTLING_TICKS : 0,
                           .measured_ticks = (uint32_t)(span->measured_s / (double)model->step_s + 0.5)};
    hy_pool *pool = hy_pool_create(0);
    hy_sim *sim = NULL;
    int status = pool != NULL ? create_history(model, pool, name, &sim) : complain_about_memory();
    if (status == HY_EXIT_DONE && !step_until(sim, (uint32_t)(span->warm_up_s / (double)model->step_s + 0.5))) {
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
static int measure_on_cores(const bench_options *options, const char *name, const hy_model *model,
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
                            .repeat_count = (uint32_t)options->repeat_count,
                            .density_per_m2 = density_of(model)};
        status = measure(model, start, &row);
        if (status == HY_EXIT_DONE) {
            json_t *told = hy_bench_tell(&row, rows);
            status = pass == 0 && options->has_systems ? measure_shares(model, start, name, told) : HY_EXIT_DONE;
        }
    }
    return status;
}

// Measures a world that was loaded with this exit status, and clears it.
static int run_world(const bench_options *options, const char *name, const bench_span *span, int loaded,
                     hy_scenario_world *world, json_t *rows)
{
    bench_start start = {0};
    int status = loaded;
    if (status == HY_EXIT_DONE && hy_host_stop_requested()) {
        status = HY_EXIT_INTERRUPTED;
    }
    if (status == HY_EXIT_DONE) {
        status = warm_up(world->model, span, name, &start);
    }
    if (status == HY_EXIT_DONE) {
        status = measure_on_cores(options, name, world->model, &start, rows);
    }
    free(start.bytes);
    hy_scenario_world_clear(world);
    return status;
}

// ---- cases

static int run_file(const bench_options *options, const char *name, const char *path, json_t *rows)
{
    static const bench_span whole = {0};
    hy_scenario_world world;
    const int loaded = hy_scenario_world_load(path, NULL, 0, &world);
    return run_world(options, name, &whole, loaded, &world, rows);
}

static int run_day(const bench_options *options, json_t *rows)
{
    char path[HY_SHIPPED_PATH_SIZE];
    hy_shipped_path("scenarios/hyosan-high.yaml", path);
    return run_file(options, "day", path, rows);
}

// The fastest walks 50 m in 25 s, and has more than that before it even in the halls of a few thousand people; in those of
// a dense thousand, which are smaller, nobody can walk so fast.
static const double WARM_UP_S = 5;

// few people are measured longer, for there is less to time in each tick
static double walk_s(uint32_t people)
{
    return people < 100000 ? 20 : people < 1000000 ? 10 : 4;
}

static int run_walk(const bench_options *options, const char *name, uint32_t people, double density_per_m2, json_t *rows)
{
    const bench_span span = {WARM_UP_S, walk_s(people)};
    hy_scenario_world world;
    const int loaded = hy_bench_halls_load(people, density_per_m2, &world);
    return run_world(options, name, &span, loaded, &world, rows);
}

static int run_movement(const bench_options *options, json_t *rows)
{
    static const uint32_t peoples[] = {1000, 10000, 100000, HY_BENCH_MOST_PEOPLE};
    static const double densities_per_m2[] = {0.25, 1, 2, 4};
    const uint32_t one_people = (uint32_t)options->people;
    const double one_density_per_m2 = options->density_per_m2;
    int status = HY_EXIT_DONE;
    for (size_t i = 0; i < (one_people > 0 ? 1 : sizeof peoples / sizeof peoples[0]); i++) {
        const uint32_t people = one_people > 0 ? one_people : peoples[i];
        const bool is_brief = one_people == 0 && people == HY_BENCH_MOST_PEOPLE && !options->is_long;
        const bool has_one_density = one_density_per_m2 > 0 || is_brief;
        for (size_t j = 0; j < (has_one_density ? 1 : sizeof densities_per_m2 / sizeof densities_per_m2[0]); j++) {
            const double density_per_m2 = one_density_per_m2 > 0 ? one_density_per_m2
                                          : is_brief             ? 1
                                                                 : densities_per_m2[j];
            status = run_walk(options, "movement", people, density_per_m2, rows);
            if (status != HY_EXIT_DONE) {
                return status;
            }
        }
    }
    return status;
}

static int run_rest(const bench_options *options, json_t *rows)
{
    static const bench_span span = {WARM_UP_S, 120};
    const uint32_t people = options->people > 0 ? (uint32_t)options->people : 1000;
    hy_scenario_world world;
    const int loaded = hy_bench_classes_load(people, &world);
    const int status = run_world(options, "rest sitting", &span, loaded, &world, rows);
    return status == HY_EXIT_DONE ? run_walk(options, "rest walking", people, 1, rows) : status;
}

typedef struct bench_case {
    const char *name;
    int (*run)(const bench_options *options, json_t *rows);
    bool is_made; // of as many people as one likes
} bench_case;

static const bench_case cases[] = {
    {"day", run_day, false},
    {"movement", run_movement, true},
    {"rest", run_rest, true},
};

enum { CASE_COUNT = sizeof cases / sizeof cases[0] };

static const bench_case *case_named(const char *name)
{
    for (size_t i = 0; i < CASE_COUNT; i++) {
        if (strcmp(name, cases[i].name) == 0) {
            return &cases[i];
        }
    }
    return NULL;
}

static int run_cases(const bench_options *options, json_t *rows)
{
    if (options->name != NULL) {
        const bench_case *one = case_named(options->name);
        return one != NULL ? one->run(options, rows) : run_file(options, options->name, options->name, rows);
    }
    int status = HY_EXIT_DONE;
    for (size_t i = 0; i < CASE_COUNT && status == HY_EXIT_DONE; i++) {
        status = cases[i].run(options, rows);
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

static bool read_density(const char *text, double *density_per_m2)
{
    char *end = NULL;
    *density_per_m2 = strtod(text, &end);
    return end != text && *end == '\0' && *density_per_m2 >= 0.05 && *density_per_m2 <= 4;
}

static int take_option(bench_options *options, int found, char **arguments)
{
    switch (found) {
    case 'r':
        if (!hy_read_whole(optarg, 1, REPEAT_LIMIT, &options->repeat_count)) {
            return hy_complain_usage("bench", "--repeats needs a whole number from 1 to %d, not '%s'", REPEAT_LIMIT,
                                     optarg);
        }
        return HY_EXIT_DONE;
    case 'p':
        if (!hy_read_whole(optarg, HY_BENCH_LEAST_PEOPLE, HY_BENCH_MOST_PEOPLE, &options->people)) {
            return hy_complain_usage("bench", "--people needs a whole number from %d to %d, not '%s'",
                                     HY_BENCH_LEAST_PEOPLE, HY_BENCH_MOST_PEOPLE, optarg);
        }
        return HY_EXIT_DONE;
    case 'd':
        if (!read_density(optarg, &options->density_per_m2)) {
            return hy_complain_usage("bench", "--density needs a number from 0.05 to 4, not '%s'", optarg);
        }
        return HY_EXIT_DONE;
    case 'l':
        options->is_long = true;
        return HY_EXIT_DONE;
    case 's':
        options->has_systems = true;
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
                                                 {"people", required_argument, NULL, 'p'},
                                                 {"density", required_argument, NULL, 'd'},
                                                 {"long", no_argument, NULL, 'l'},
                                                 {"systems", no_argument, NULL, 's'},
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
    const bench_case *one = options->name != NULL ? case_named(options->name) : NULL;
    const bool is_made = options->name == NULL || (one != NULL && one->is_made);
    if (!is_made && (options->people > 0 || options->density_per_m2 > 0 || options->is_long)) {
        return hy_complain_usage("bench", "--people, --density and --long are for movement and rest, not for '%s'",
                                 options->name);
    }
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
