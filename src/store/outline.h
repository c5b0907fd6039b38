// The ground of a level as one outline: where rooms meet, their edges vanish.
#ifndef HY_STORE_OUTLINE_H
#define HY_STORE_OUTLINE_H

#include "hyosan/model.h"

// The rooms of a level, stairs included, as well-known text in plan coordinates: GEOMETRYCOLLECTION (POLYGON (...), ...), one polygon
// for each piece of ground that hangs together, with its holes. Neither furniture nor walls between rooms are part of it. The
// caller frees the text; NULL without memory, or for a level without rooms.
char *hy_level_outline(const hy_model *model, uint32_t level);

#endif
