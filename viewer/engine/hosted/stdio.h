// The name of a file, for headers that declare what is not called in a place without a C library.
#ifndef HY_ENGINE_STDIO_H
#define HY_ENGINE_STDIO_H

#include <stddef.h>

typedef struct FILE FILE;

#endif
