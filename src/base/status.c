// The text of every status, generated from include/hyosan/status.def.

#include <hyosan/status.h>

static const char *const TEXTS[] = {
#define HY_STATUS(name, text) text,
#include <hyosan/status.def>
#undef HY_STATUS
};

const char *hy_status_text(hy_status status)
{
    const unsigned index = (unsigned)status;
    return index < HY_STATUS_COUNT ? TEXTS[index] : "unknown status";
}
