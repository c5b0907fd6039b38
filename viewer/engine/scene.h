// What never changes in a history, as JSON, for the page to draw.
#ifndef HY_ENGINE_SCENE_H
#define HY_ENGINE_SCENE_H

#include "hyosan/sim.h"

#include "base/text.h"

// Coordinates are those of the plan. `text` is cut where it has too little room.
void hy_scene_write(const hy_model *model, const hy_sim *sim, hy_text *text);

#endif
