// How a call ended: one list of statuses for the whole library.
#ifndef HYOSAN_STATUS_H
#define HYOSAN_STATUS_H

// HY_NODISCARD before a function makes the compiler warn where its result is ignored;
// HY_API exports a function from the shared library, whose other symbols stay hidden.
#if defined(__GNUC__)
#define HY_NODISCARD __attribute__((warn_unused_result))
#define HY_API __attribute__((visibility("default")))
#else
#define HY_NODISCARD
#define HY_API
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
