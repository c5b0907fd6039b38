// Plans and scenarios for `hyosan bench`, of any size: halls to walk through, and class rooms to sit in.
#include "cli/bench_worlds.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// a hall is ten times as long as it is wide, and not larger than this
static const double LARGEST_HALL_M2 = 1000;
static const double LENGTH_PER_WIDTH = 10;
static const double WIDEST_DOOR_M = 4;

// Of a ring of six, the hall after the next is nearer one way around than the other. Long rings would lead to coordinates
// that have few digits left behind the metre.
enum { FEWEST_HALLS = 6, HALLS_OF_A_RING = 10 };

enum { SEATS_OF_A_CLASS = 25, CLASSES_OF_A_CORRIDOR = 20 };

// ---- halls

typedef struct halls {
    uint32_t people, hall_count, ring_size;
    double length_m, width_m, door_m;
} halls;

// the plan is drawn in whole centimetres, so that edges that two rooms share are written with the same digits
static double whole_centimetres(double length_m)
{
    return round(length_m * 100) / 100;
}

static halls halls_for(uint32_t people, double density_per_m2)
{
    const double floor_m2 = people / density_per_m2;
    const uint32_t wanted = (uint32_t)ceil(floor_m2 / LARGEST_HALL_M2);
    uint32_t hall_count = wanted < FEWEST_HALLS ? FEWEST_HALLS : wanted + wanted % 2;
    uint32_t ring_size = hall_count;
    if (hall_count > HALLS_OF_A_RING) {
        ring_size = HALLS_OF_A_RING;
        hall_count = (wanted + ring_size - 1) / ring_size * ring_size;
    }
    const double width_m = whole_centimetres(sqrt(floor_m2 / hall_count / LENGTH_PER_WIDTH));
    return (halls){.people = people,
                   .hall_count = hall_count,
                   .ring_size = ring_size,
                   .length_m = whole_centimetres(floor_m2 / hall_count / width_m),
                   .width_m = width_m,
                   .door_m = whole_centimetres(fmin(WIDEST_DOOR_M, 0.8 * width_m))};
}

// A ring is two rows of halls, walked eastward in the southern one and westward in the northern one.
typedef struct hall_place {
    uint32_t column;
    bool is_northern, is_first, is_last; // of its row, from the west
    double x_m, y_m;
} hall_place;

static hall_place place_of_hall(const halls *all, uint32_t hall)
{
    const uint32_t row_length = all->ring_size / 2;
    const uint32_t ring = hall / all->ring_size;
    const uint32_t place = hall % all->ring_size;
    const bool is_northern = place >= row_length;
    const uint32_t column = is_northern ? all->ring_size - 1 - place : place;
    return (hall_place){.column = column,
                        .is_northern = is_northern,
                        .is_first = column == 0,
                        .is_last = column == row_length - 1,
                        .x_m = column * all->length_m,
                        .y_m = (2 * ring + (is_northern ? 1 : 0)) * all->width_m};
}

static void write_hall_door(FILE *plan, const char *wall, double at_m, double width_m)
{
    fprintf(plan, "      - {kind: double_door, wall: %s, at_m: %.2f, width_m: %.2f, is_open: true}\n", wall, at_m, width_m);
}

// from ring to ring, for every room of a plan has to be within reach of the others; nobody goes that way
static void write_fire_door(FILE *plan, const halls *all)
{
    fprintf(plan, "      - {kind: fire_door, wall: north, at_m: %.2f, width_m: 0.9}\n", all->length_m / 2);
}

static void write_hall(FILE *plan, const halls *all, uint32_t hall)
{
    const hall_place place = place_of_hall(all, hall);
    fprintf(plan, "  - name: hall %u\n    level: ground\n    use: hall\n    box: [%.2f, %.2f, %.2f, %.2f]\n    openings:\n",
            (unsigned)hall, place.x_m, place.y_m, all->length_m, all->width_m);
    if (!place.is_last) {
        write_hall_door(plan, "east", (all->width_m - all->door_m) / 2, all->door_m);
    }
    const double margin_m = all->width_m / 20;
    if (!place.is_northern && place.is_first) {
        write_hall_door(plan, "north", margin_m, all->door_m);
    }
    if (!place.is_northern && place.is_last) {
        write_hall_door(plan, "north", all->length_m - margin_m - all->door_m, all->door_m);
    }
    const bool is_of_last_ring = hall >= all->hall_count - all->ring_size;
    if (place.is_northern && place.is_last && !is_of_last_ring) {
        write_fire_door(plan, all);
    }
}

static void write_halls_plan(FILE *plan, const void *world)
{
    const halls *all = world;
    fputs("plan: halls\nlevels:\n  - {name: ground}\nrooms:\n", plan);
    for (uint32_t hall = 0; hall < all->hall_count; hall++) {
        write_hall(plan, all, hall);
    }
}

static void write_halls_scenario(FILE *scenario, const void *world)
{
    const halls *all = world;
    fputs("scenario: halls\nplan: plan.yaml\nstart: \"09:00\"\nend: \"10:00\"\n"
          "x-walk: &walk {kind: normal, a: 1.34, b: 0.26, low: 0.6, high: 2.0}\ngroups:\n",
          scenario);
    for (uint32_t hall = 0; hall < all->hall_count; hall++) {
        const hall_place place = place_of_hall(all, hall);
        const uint32_t before = (uint32_t)((uint64_t)all->people * hall / all->hall_count);
        const uint32_t with = (uint32_t)((uint64_t)all->people * (hall + 1) / all->hall_count);
        fprintf(scenario, "  - {name: of %u, count: %u, home: hall %u, start: hall %u, area: [%.2f, %.2f, %.2f, %.2f], walk: *walk}\n",
                (unsigned)hall, (unsigned)(with - before), (unsigned)hall, (unsigned)hall, place.x_m, place.y_m,
                all->length_m, all->width_m);
    }
    fputs("timetable:\n", scenario);
    for (uint32_t hall = 0; hall < all->hall_count; hall++) {
        const uint32_t ring = hall / all->ring_size * all->ring_size;
        fprintf(scenario, "  - {at: \"09:00\", groups: [of %u], activity: pause, where: [hall %u], spread_s: 0}\n",
                (unsigned)hall, (unsigned)(ring + (hall - ring + 2) % all->ring_size));
    }
}

// ---- class rooms

static uint32_t class_count(uint32_t people)
{
    return (people + SEATS_OF_A_CLASS - 1) / SEATS_OF_A_CLASS;
}

static void write_classes_plan(FILE *plan, const void *world)
{
    const uint32_t count = class_count(*(const uint32_t *)world);
    fputs("plan: classes\nlevels:\n  - {name: ground}\nmodules:\n  - name: class room\n    use: classroom\n    size: [8, 7]\n"
          "    openings: [{kind: door, wall: north, at_m: 0.5, width_m: 0.9}]\n"
          "    furniture: [{kind: desk, box: [0.8, 0.6, 0.5, 0.7], columns: 5, rows: 5, step_m: [1.4, 1.1], seats: [[0.8, 0.35]]}]\n"
          "rooms:\n",
          plan);
    for (uint32_t room = 0; room < count; room++) {
        fprintf(plan, "  - {name: class %u, level: ground, module: class room, at: [%u, %u]}\n", (unsigned)room,
                (unsigned)(room % CLASSES_OF_A_CORRIDOR * 8), (unsigned)(room / CLASSES_OF_A_CORRIDOR * 10));
    }
    for (uint32_t first = 0; first < count; first += CLASSES_OF_A_CORRIDOR) {
        const uint32_t left = count - first;
        fprintf(plan,
                "  - {name: corridor %u, level: ground, use: corridor, box: [0, %u, %u, 3],\n"
                "     openings: [{kind: double_door, wall: west, at_m: 0.5, width_m: 2}]}\n",
                (unsigned)(first / CLASSES_OF_A_CORRIDOR), (unsigned)(first / CLASSES_OF_A_CORRIDOR * 10 + 7),
                (unsigned)(8 * (left < CLASSES_OF_A_CORRIDOR ? left : CLASSES_OF_A_CORRIDOR)));
    }
    fprintf(plan, "  - {name: lobby, level: ground, use: lobby, box: [-5, 0, 5, %u]}\n",
            (unsigned)((count + CLASSES_OF_A_CORRIDOR - 1) / CLASSES_OF_A_CORRIDOR * 10));
}

static void write_classes_scenario(FILE *scenario, const void *world)
{
    const uint32_t people = *(const uint32_t *)world;
    fputs("scenario: classes\nplan: plan.yaml\nstart: \"09:00\"\nend: \"10:00\"\n"
          "x-walk: &walk {kind: normal, a: 1.34, b: 0.26, low: 0.6, high: 2.0}\ngroups:\n",
          scenario);
    for (uint32_t first = 0; first < people; first += SEATS_OF_A_CLASS) {
        const uint32_t left = people - first;
        fprintf(scenario, "  - {name: of %u, count: %u, home: class %u, walk: *walk}\n",
                (unsigned)(first / SEATS_OF_A_CLASS), (unsigned)(left < SEATS_OF_A_CLASS ? left : SEATS_OF_A_CLASS),
                (unsigned)(first / SEATS_OF_A_CLASS));
    }
    fputs("timetable:\n  - {at: \"09:00\", groups: [students], activity: lesson, where: [home], spread_s: 0}\n", scenario);
}

// ---- the temporary folder

enum { PATH_SIZE = 4096 };

typedef void write_text(FILE *file, const void *world);

static int write_file(const char *path, write_text *write, const void *world)
{
    FILE *file = fopen(path, "w");
    bool has_failed = file == NULL;
    if (file != NULL) {
        write(file, world);
        has_failed = ferror(file) != 0;
        has_failed = fclose(file) != 0 || has_failed;
    }
    if (has_failed) {
        hy_complain("%s cannot be written: %s", path, strerror(errno));
    }
    return has_failed ? HY_EXIT_FAILED : HY_EXIT_DONE;
}

// The folder is gone again before anything else happens, so that whoever stops the benchmark leaves nothing behind.
static int load_written(write_text *write_plan, write_text *write_scenario, const void *made, hy_scenario_world *world)
{
    *world = (hy_scenario_world){0};
    const char *temporary = getenv("TMPDIR");
    char folder[PATH_SIZE];
    char plan[PATH_SIZE + 32];
    char scenario[PATH_SIZE + 32];
    const int length = snprintf(folder, sizeof folder, "%s/hyosan-bench-XXXXXX",
                                temporary != NULL && temporary[0] != '\0' ? temporary : "/tmp");
    if (length < 0 || (size_t)length >= sizeof folder || mkdtemp(folder) == NULL) {
        hy_complain("no temporary folder %s can be made", folder);
        return HY_EXIT_FAILED;
    }
    snprintf(plan, sizeof plan, "%s/plan.yaml", folder);
    snprintf(scenario, sizeof scenario, "%s/scenario.yaml", folder);
    int status = write_file(plan, write_plan, made);
    if (status == HY_EXIT_DONE) {
        status = write_file(scenario, write_scenario, made);
    }
    if (status == HY_EXIT_DONE) {
        status = hy_scenario_world_load(scenario, NULL, 0, world);
    }
    unlink(plan);
    unlink(scenario);
    rmdir(folder);
    return status;
}

int hy_bench_halls_load(uint32_t people, double density_per_m2, hy_scenario_world *world)
{
    const halls all = halls_for(people, density_per_m2);
    return load_written(write_halls_plan, write_halls_scenario, &all, world);
}

int hy_bench_classes_load(uint32_t people, hy_scenario_world *world)
{
    return load_written(write_classes_plan, write_classes_scenario, &people, world);
}
