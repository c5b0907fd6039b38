// Worlds that `hyosan bench` makes for itself, as texts that go through the ordinary reader.
#ifndef HY_CLI_BENCH_WORLDS_H
#define HY_CLI_BENCH_WORLDS_H

#include "cli/command.h"

// Most people that a made world may have, and the fewest with which its rooms are still rooms.
enum { HY_BENCH_LEAST_PEOPLE = 100, HY_BENCH_MOST_PEOPLE = 1000000 };

// Halls with walls and open doors between them, joined to rings; everybody is sent to the hall after the next, and walks
// for at least a hall's length.
int hy_bench_halls_load(uint32_t people, double density_per_m2, hy_scenario_world *world);

// Class rooms in which everybody sits in a lesson.
int hy_bench_classes_load(uint32_t people, hy_scenario_world *world);

// Both load like hy_scenario_world_load, from a temporary folder that is gone when they return.

#endif
