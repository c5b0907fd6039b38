// Kinds of letters, for a place without a C library.
#ifndef HY_ENGINE_CTYPE_H
#define HY_ENGINE_CTYPE_H

static inline int isdigit(int c)
{
    return c >= '0' && c <= '9';
}

static inline int isupper(int c)
{
    return c >= 'A' && c <= 'Z';
}

#endif
