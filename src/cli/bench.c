// `hyosan bench`: how fast this machine simulates.
#include "cli/bench_measure.h"
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

// ---- cases

static hy_bench_plan plan_of(const bench_options *options, double warm_up_s, double measured_s)
{
    return (hy_bench_plan){warm_up_s, measured_s, (uint32_t)options->repeat_count, options->has_systems};
}

static int run_file(const bench_options *options, const char *name, const char *path, json_t *rows)
{
    hy_scenario_world world;
    const int loaded = hy_scenario_world_load(path, NULL, 0, &world);
    const hy_bench_plan whole = plan_of(options, 0, 0);
    return hy_bench_measure(&whole, name, loaded, &world, rows);
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
    hy_scenario_world world;
    const int loaded = hy_bench_halls_load(people, density_per_m2, &world);
    const hy_bench_plan walk = plan_of(options, WARM_UP_S, walk_s(people));
    return hy_bench_measure(&walk, name, loaded, &world, rows);
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
    const uint32_t people = options->people > 0 ? (uint32_t)options->people : 1000;
    hy_scenario_world world;
    const int loaded = hy_bench_classes_load(people, &world);
    const hy_bench_plan rest = plan_of(options, WARM_UP_S, 120);
    const int status = hy_bench_measure(&rest, "rest sitting", loaded, &world, rows);
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
