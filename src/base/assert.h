// What a programmer got wrong: a condition that stops the program on the spot, on unless NDEBUG is defined.

#ifndef HY_BASE_ASSERT_H
#define HY_BASE_ASSERT_H

// Traps when `condition` is false. The condition is not evaluated under NDEBUG, so it must have no effect of its own.
// For what a user got wrong use diagnostics and statuses instead.
#ifdef NDEBUG
#define HY_ASSERT(condition) ((void)sizeof((condition) ? 1 : 0))
#else
#define HY_ASSERT(condition) ((condition) ? (void)0 : __builtin_trap())
#endif

#endif
