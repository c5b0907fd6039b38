// How a call ended: one list of statuses for the whole library.
#ifndef HYOSAN_STATUS_H
#define HYOSAN_STATUS_H

// before a function: the compiler warns where its result is ignored
#if defined(__GNUC__)
#define HY_NODISCARD __attribute__((warn_unused_result))
#else
#define HY_NODISCARD
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hy_status {
#define HY_STATUS(name, text) name,
#include <hyosan/status.def>
#undef HY_STATUS
    HY_STATUS_COUNT
} hy_status;

// One short English phrase for a status, in lower case and without a full stop; "unknown status" for any other number.
// The text is constant and never freed. Callable from any thread.
const char *hy_status_text(hy_status status);

#ifdef __cplusplus
}
#endif

#endif
