// Problems as lines of text.
#ifndef HY_SCENARIO_FORMAT_DIAGNOSTICS_H
#define HY_SCENARIO_FORMAT_DIAGNOSTICS_H

#include <stdio.h>

#include "hyosan/diagnostics.h"

// Writes the problems one a line as hy_diagnostics_line has them, then a line with their number; nothing if there are
// none.
void hy_diagnostics_write(const hy_diagnostics *sink, FILE *out);

#endif
