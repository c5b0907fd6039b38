// The few functions on texts that telling a history takes, for a place without a C library.
#ifndef HY_ENGINE_STRING_H
#define HY_ENGINE_STRING_H

#include <stddef.h>

void *memset(void *memory, int value, size_t size);
void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);

static inline size_t strlen(const char *text)
{
    size_t length = 0;
    while (text[length] != '\0') {
        length++;
    }
    return length;
}

static inline int strcmp(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return (unsigned char)*a - (unsigned char)*b;
}

static inline int strncmp(const char *a, const char *b, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (a[i] != b[i] || a[i] == '\0') {
            return (unsigned char)a[i] - (unsigned char)b[i];
        }
    }
    return 0;
}

static inline const char *strstr(const char *text, const char *wanted)
{
    for (;; text++) {
        size_t i = 0;
        while (wanted[i] != '\0' && text[i] == wanted[i]) {
            i++;
        }
        if (wanted[i] == '\0') {
            return text;
        }
        if (*text == '\0') {
            return NULL;
        }
    }
}

#endif
