// The start of a history: who the people are, who is tied to whom, and where everybody stands.
#ifndef HY_SIM_POPULATE_H
#define HY_SIM_POPULATE_H

#include "systems/system.h"

// Draws traits and ties, sets doors, seats and things, and puts everybody in place.
// HY_BAD_INPUT when people find no room; then *unplaced is the first of them.
hy_status hy_populate(hy_context *context, uint32_t *unplaced);

#endif
