// Texts of files: read whole, checked to be text at all.
#ifndef HY_SCENARIO_SOURCE_H
#define HY_SCENARIO_SOURCE_H

#include "scenario/tree.h"

enum { HY_SOURCE_LIMIT_BYTES = 4 << 20 };

// Reports what in a text is not UTF-8, or a control character, at its line and column. True if all is well.
bool hy_source_is_text(const hy_source *source, hy_problems *problems);

// The path of a file that another file names: `name` itself when it begins with /, else beside `base`. In `arena`; NULL
// when there is no memory.
const char *hy_source_path_beside(hy_arena *arena, const char *base, const char *name);

#endif
