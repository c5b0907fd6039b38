// Texts in a folder of their own, and reading them, for the tests of the reader.
#ifndef HYOSAN_TESTS_SCENARIO_FILES_H
#define HYOSAN_TESTS_SCENARIO_FILES_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hyosan/host.h"
#include "hyosan/scenario.h"
#include "suite.h"

static char test_folder[] = "/tmp/hyosan-reader-XXXXXX";
static hy_diagnostic test_items[HY_DIAGNOSTIC_LIMIT];
static hy_diagnostics test_sink;

// makes the folder of this test, with ways to the plans and strains of the project beside the scenarios
static inline void make_test_folder(void)
{
    ck_assert_ptr_nonnull(mkdtemp(test_folder));
    ck_assert_int_eq(chdir(test_folder), 0);
    ck_assert_int_eq(symlink(HYOSAN_SOURCE_DIR "/plans", "plans"), 0);
    ck_assert_int_eq(symlink(HYOSAN_SOURCE_DIR "/strains", "strains"), 0);
}

static inline void remove_test_folder(void)
{
    char command[sizeof test_folder + 16];
    snprintf(command, sizeof command, "rm -rf %s", test_folder);
    ck_assert_int_eq(system(command), 0);
}

static inline void write_file(const char *name, const char *bytes, size_t length)
{
    FILE *file = fopen(name, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static inline void write_text(const char *name, const char *text)
{
    write_file(name, text, strlen(text));
}

// reads a file with one setting, or none if it is NULL; the problems lie in test_sink
static inline hy_status load_with(hy_allocator allocator, const char *name, const char *setting, hy_document **document)
{
    hy_diagnostics_init(&test_sink, test_items);
    return hy_document_load(allocator, name, &setting, setting != NULL ? 1 : 0, &test_sink, document);
}

// a document that must be free of problems
static inline hy_document *load_good(const char *name, const char *setting)
{
    hy_document *document;
    const hy_status status = load_with(hy_host_allocator(), name, setting, &document);
    if (status != HY_OK) {
        char line[HY_DIAGNOSTIC_LINE] = "no problem was reported";
        if (test_sink.count > 0) {
            hy_diagnostics_line(&test_sink, 0, line);
        }
        ck_abort_msg("%s: %s", hy_status_text(status), line);
    }
    return document;
}

static inline hy_document *load_good_text(const char *text)
{
    write_text("good.yaml", text);
    return load_good("good.yaml", NULL);
}

// the first problem of a text that must have one
static inline const char *first_problem_of(const char *text)
{
    static char line[HY_DIAGNOSTIC_LINE];
    write_text("bad.yaml", text);
    hy_document *document;
    ck_assert_int_eq((int)load_with(hy_host_allocator(), "bad.yaml", NULL, &document), (int)HY_BAD_INPUT);
    ck_assert_ptr_null(document);
    ck_assert_uint_gt(test_sink.count, 0);
    hy_diagnostics_line(&test_sink, 0, line);
    return line;
}

#endif
