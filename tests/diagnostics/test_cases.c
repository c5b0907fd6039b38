// Golden diagnostics: every cases/*.yaml is wrong in some way, and the *.txt beside it is what a user is told, to the
// letter. A *.set beside it holds settings, one a line. After a change on purpose, write the texts anew with
//   HYOSAN_WRITE_EXPECTED=1 build/release/tests/test_diagnostics_cases
// and read the difference.
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hyosan/host.h"
#include "hyosan/scenario.h"
#include "scenario/format_diagnostics.h"
#include "suite.h"

#define CASES HYOSAN_SOURCE_DIR "/tests/diagnostics/cases"

enum { CASE_LIMIT = 400, NAME_SIZE = 256, SETTING_LIMIT = 64, LEAST_CASE_COUNT = 40 };

static char case_names[CASE_LIMIT][NAME_SIZE]; // without .yaml
static int case_count;

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void list_cases(void)
{
    DIR *folder = opendir(CASES);
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
static char *read_beside(const char *name, const char *ending)
{
    char path[NAME_SIZE + 8];
    snprintf(path, sizeof path, "%s%s", name, ending);
    char message[HY_HOST_MESSAGE_SIZE];
    char *text;
    size_t length;
    const hy_status status = hy_host_read_file(hy_host_allocator(), path, 1u << 20, &text, &length, message);
    return status == HY_OK ? text : calloc(1, 1);
}

static void write_beside(const char *name, const char *ending, const char *text)
{
    char path[NAME_SIZE + 8];
    snprintf(path, sizeof path, "%s%s", name, ending);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

// what a user is told of one file; the caller frees it
static char *tell(const char *name)
{
    char path[NAME_SIZE + 8];
    snprintf(path, sizeof path, "%s.yaml", name);
    char *setting_text = read_beside(name, ".set");
    const char *settings[SETTING_LIMIT];
    uint32_t setting_count = 0;
    char *rest = NULL;
    for (char *line = strtok_r(setting_text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        settings[setting_count++] = line;
    }

    static hy_diagnostic items[HY_DIAGNOSTIC_LIMIT];
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, items);
    hy_document *document;
    const hy_status status = hy_document_load(hy_host_allocator(), path, settings, setting_count, &sink, &document);
    ck_assert_msg(status == HY_BAD_INPUT || status == HY_FILE_ERROR, "%s: %s", name, hy_status_text(status));
    ck_assert_ptr_null(document);
    free(setting_text);

    char *told = NULL;
    size_t length;
    FILE *out = open_memstream(&told, &length);
    hy_diagnostics_write(&sink, out);
    fclose(out);
    return told;
}

START_TEST(every_wrong_file_is_told_of_in_the_expected_words)
{
    const char *name = case_names[_i];
    ck_assert_int_eq(chdir(CASES), 0);
    char *told = tell(name);
    if (getenv("HYOSAN_WRITE_EXPECTED") != NULL) {
        write_beside(name, ".txt", told);
    }
    char *expected = read_beside(name, ".txt");
    ck_assert_msg(strcmp(told, expected) == 0, "%s\n--- told\n%s--- expected\n%s", name, told, expected);
    free(expected);
    free(told);
}
END_TEST

START_TEST(there_are_enough_cases)
{
    ck_assert_int_ge(case_count, LEAST_CASE_COUNT);
}
END_TEST

int main(void)
{
    list_cases();
    Suite *suite = suite_create("diagnostics");
    TCase *cases = add_case(suite, "cases");
    tcase_add_test(cases, there_are_enough_cases);
    tcase_add_loop_test(cases, every_wrong_file_is_told_of_in_the_expected_words, 0, case_count);
    return run_suite(suite);
}
