// Golden texts: every *.yaml of a folder is wrong in some way, and the *.txt beside it is what a user is told, to the
// letter. A *.set beside it holds settings, one a line. After a change on purpose, write the texts anew with
// HYOSAN_WRITE_EXPECTED=1 and read the difference.
#ifndef HYOSAN_TESTS_DIAGNOSTICS_GOLDEN_H
#define HYOSAN_TESTS_DIAGNOSTICS_GOLDEN_H

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hyosan/host.h"
#include "hyosan/scenario.h"
#include "scenario/format_diagnostics.h"
#include "suite.h"

enum { CASE_LIMIT = 400, NAME_SIZE = 256, SETTING_LIMIT = 64 };

static char case_names[CASE_LIMIT][NAME_SIZE]; // without .yaml
static int case_count;

static inline int compare_names(const void *a, const void *b)
{
    return strcmp(a, b);
}

static inline void list_cases(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return;
    }
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        const char *ending = strstr(entry->d_name, ".yaml");
        if (ending != NULL && ending[5] == '\0' && case_count < CASE_LIMIT) {
            snprintf(case_names[case_count++], NAME_SIZE, "%.*s", (int)(ending - entry->d_name), entry->d_name);
        }
    }
    closedir(folder);
    qsort(case_names, (size_t)case_count, NAME_SIZE, compare_names);
}

// a file beside the case; an empty text when there is none
static inline char *read_beside(const char *name, const char *ending)
{
    char path[NAME_SIZE + 8];
    snprintf(path, sizeof path, "%s%s", name, ending);
    char message[HY_HOST_MESSAGE_SIZE];
    char *text;
    size_t length;
    const hy_status status = hy_host_read_file(hy_host_allocator(), path, 1u << 20, &text, &length, message);
    return status == HY_OK ? text : calloc(1, 1);
}

static inline void write_beside(const char *name, const char *ending, const char *text)
{
    char path[NAME_SIZE + 8];
    snprintf(path, sizeof path, "%s%s", name, ending);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

// reads a case with its settings; NULL where that failed
static inline hy_document *load_case(const char *name, hy_diagnostics *sink)
{
    char path[NAME_SIZE + 8];
    snprintf(path, sizeof path, "%s.yaml", name);
    if (hy_study_document_is(hy_host_allocator(), path)) {
        hy_study_document *study = NULL;
        ck_assert_int_eq(hy_study_document_load(hy_host_allocator(), path, sink, &study), HY_BAD_INPUT);
        return NULL;
    }
    char *setting_text = read_beside(name, ".set");
    const char *settings[SETTING_LIMIT];
    uint32_t setting_count = 0;
    char *rest = NULL;
    for (char *line = strtok_r(setting_text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        settings[setting_count++] = line;
    }
    hy_document *document;
    const hy_status status = hy_document_load(hy_host_allocator(), path, settings, setting_count, sink, &document);
    ck_assert_msg(status == HY_OK || status == HY_BAD_INPUT || status == HY_FILE_ERROR, "%s: %s", name,
                  hy_status_text(status));
    ck_assert_msg((status == HY_OK) == (document != NULL), "%s: %s", name, hy_status_text(status));
    free(setting_text);
    return document;
}

// the problems as a user reads them; the caller frees the text
static inline char *told_by(const hy_diagnostics *sink)
{
    char *told = NULL;
    size_t length;
    FILE *out = open_memstream(&told, &length);
    hy_diagnostics_write(sink, out);
    fclose(out);
    return told;
}

// compares with the text beside the case, or writes that anew where it was asked for
static inline void assert_told_as_expected(const char *name, const char *told)
{
    if (getenv("HYOSAN_WRITE_EXPECTED") != NULL) {
        write_beside(name, ".txt", told);
    }
    char *expected = read_beside(name, ".txt");
    ck_assert_msg(strcmp(told, expected) == 0, "%s\n--- told\n%s--- expected\n%s", name, told, expected);
    free(expected);
}

#endif
