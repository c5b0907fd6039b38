// Share of the time of a history that each system of the engine takes.
#ifndef HY_CLI_BENCH_SHARES_H
#define HY_CLI_BENCH_SHARES_H

#include "hyosan/sim.h"

#include <jansson.h>
#include <stdint.h>

// Steps a history to a tick and tells what each system took: as "systems" of a row of JSON, or on stdout where that is NULL.
// Returns an exit status.
int hy_bench_tell_shares(hy_sim *sim, uint32_t end_tick, json_t *row);

#endif
