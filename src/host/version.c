// Which version this is, and how it was built.

#include <hyosan/version.h>

#if defined(__clang__)
#define COMPILER "clang " __clang_version__
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown compiler"
#endif

const char *hy_version_text(void)
{
    return HY_VERSION_TEXT;
}

// The build passes the two names in: see CMakeLists.txt.
const char *hy_build_text(void)
{
    return COMPILER "; " HYOSAN_BUILD_SYSTEM "; " HYOSAN_BUILD_FLAGS;
}
