// A plan as it is written, sound or not, for the page to draw with its problems marked.
#ifndef HY_SERVE_PLAN_DRAWING_H
#define HY_SERVE_PLAN_DRAWING_H

#include "hyosan/diagnostics.h"
#include "hyosan/spec.h"

#include <jansson.h>

// {"levels": [names], "shapes": [{"kind", "name", "level", "points": [x, y, ...], "problems": [indices into the sink]}]}, where
// kind is room, ground, stair, opening, furniture or place; a level is an index, -1 for one that there is not. Whatever lacks
// its place is left out, and so is what comes after some tens of thousands of shapes. The caller owns the value; NULL without memory.
json_t *hy_plan_drawing_json(const hy_spec_plan *plan, const hy_diagnostics *sink);

#endif
