// What `hyosan check` says of a plan or a strain, for a page.
#ifndef HY_SERVE_PLAN_CHECK_H
#define HY_SERVE_PLAN_CHECK_H

#include <stddef.h>

// Checks a text as `hyosan check` does. Returns {"problems": [{"line", "column", "path", "text"}], "drawing"} as JSON, which the
// caller frees; NULL without memory. The drawing is that of plan_drawing.h, null where the text cannot be read as a plan. A scenario is refused as a problem: it would name other files. Callable from any thread.
char *hy_plan_check_json(const char *text, size_t length);

#endif
