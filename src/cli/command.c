// Complaints, arguments and scenarios, as all commands have them.
#include "cli/command.h"

#include "hyosan/host.h"
#include "scenario/format_diagnostics.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// ---- complaints

void hy_complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("hyosan: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

int hy_complain_usage(const char *command, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "hyosan %s: ", command);
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\nTry 'hyosan %s --help'.\n", command);
    va_end(arguments);
    return HY_EXIT_WRONG;
}

int hy_complain_option(const char *command, int found, char **arguments)
{
    const char *argument = arguments[optind - 1];
    if (found == ':') {
        return hy_complain_usage(command, "%s needs a value", argument);
    }
    if (optopt != 0 && strncmp(argument, "--", 2) != 0) {
        return hy_complain_usage(command, "there is no option -%c", optopt);
    }
    if (optopt != 0) {
        return hy_complain_usage(command, "%s takes no value", argument);
    }
    return hy_complain_usage(command, "there is no option %s, or it stands for several", argument);
}

int hy_end_output(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return status;
    }
    hy_complain("stdout cannot be written: %s", strerror(errno));
    return HY_EXIT_FAILED;
}

int hy_exit_of(hy_status status)
{
    switch (status) {
    case HY_OK:
        return HY_EXIT_DONE;
    case HY_BAD_INPUT:
    case HY_BAD_ARGUMENT:
    case HY_BAD_VERSION:
    case HY_NOT_FOUND:
    case HY_FILE_ERROR:
        return HY_EXIT_WRONG;
    default:
        return HY_EXIT_FAILED;
    }
}

// ---- arguments

bool hy_read_whole(const char *text, uint64_t low, uint64_t high, uint64_t *value)
{
    if (text[0] < '0' || text[0] > '9') {
        return false;
    }
    char *end = NULL;
    errno = 0;
    const unsigned long long read = strtoull(text, &end, 10);
    if (errno != 0 || *end != '\0' || read < low || read > high) {
        return false;
    }
    *value = read;
    return true;
}

// one digit at least and `limit` at most; the text goes on behind them
static bool read_digits(const char **text, unsigned limit, unsigned *value)
{
    unsigned digit_count = 0;
    *value = 0;
    for (; **text >= '0' && **text <= '9' && digit_count < limit; digit_count++) {
        *value = *value * 10 + (unsigned)(**text - '0');
        (*text)++;
    }
    return digit_count > 0;
}

bool hy_read_clock(const char *text, double *clock_s)
{
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    if (!read_digits(&text, 4, &hour) || *text++ != ':' || !read_digits(&text, 2, &minute)) {
        return false;
    }
    if (*text == ':') {
        text++;
        if (!read_digits(&text, 2, &second)) {
            return false;
        }
    }
    if (*text != '\0' || minute > 59 || second > 59) {
        return false;
    }
    *clock_s = hour * 3600.0 + minute * 60.0 + second;
    return true;
}

bool hy_read_no_options(const char *command, const char *help, int argument_count, char **arguments, int *status)
{
    static const struct option long_options[] = {{"help", no_argument, NULL, 'h'}, {0}};
    opterr = 0;
    const int found = getopt_long(argument_count, arguments, ":h", long_options, NULL);
    if (found == 'h') {
        fputs(help, stdout);
        *status = hy_end_output(HY_EXIT_DONE);
    } else if (found != -1) {
        *status = hy_complain_option(command, found, arguments);
    }
    return found == -1;
}

// ---- what comes with the program

static bool has_file(const char *folder, const char *below, const char *name, char path[HY_SHIPPED_PATH_SIZE])
{
    const int length = snprintf(path, HY_SHIPPED_PATH_SIZE, "%s%s%s", folder, below, name);
    return length > 0 && length < HY_SHIPPED_PATH_SIZE && access(path, R_OK) == 0;
}

void hy_shipped_path(const char *name, char path[HY_SHIPPED_PATH_SIZE])
{
    char program[HY_SHIPPED_PATH_SIZE] = "";
    const ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length > 0 ? length : 0] = '\0';
    char *end = strrchr(program, '/');
    if (end != NULL) {
        *end = '\0';
    }
    if (has_file("", "", name, path) || has_file(program, "/../../", name, path) ||
        has_file(program, "/../share/hyosan/", name, path)) {
        return;
    }
    snprintf(path, HY_SHIPPED_PATH_SIZE, "%s", name);
}

// ---- scenarios and histories

bool hy_is_database(const char *path)
{
    static const char magic[] = "SQLite format 3"; // with its NUL
    char begin[sizeof magic] = {0};
    FILE *file = fopen(path, "rb");
    const size_t length = file != NULL ? fread(begin, 1, sizeof begin, file) : 0;
    if (file != NULL) {
        fclose(file);
    }
    return length == sizeof begin && memcmp(begin, magic, sizeof magic) == 0;
}

static hy_status load_world(const char *path, const char *const *settings, uint32_t setting_count, hy_diagnostics *sink,
                            hy_scenario_world *world)
{
    const hy_status status =
        hy_document_load(hy_host_allocator(), path, settings, setting_count, sink, &world->document);
    if (status != HY_OK) {
        return status;
    }
    if (hy_document_what(world->document) != HY_DOCUMENT_SCENARIO) {
        hy_complain("%s is no scenario: its first key must be scenario:", path);
        return HY_BAD_ARGUMENT;
    }
    return hy_model_create(hy_document_description(world->document), hy_host_allocator(), sink, &world->model);
}

int hy_scenario_world_load(const char *path, const char *const *settings, uint32_t setting_count,
                           hy_scenario_world *world)
{
    *world = (hy_scenario_world){0};
    hy_diagnostics sink;
    hy_diagnostic *items = calloc(HY_DIAGNOSTIC_LIMIT, sizeof *items);
    if (items == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    hy_diagnostics_init(&sink, items);
    const hy_status status = load_world(path, settings, setting_count, &sink, world);
    hy_diagnostics_sort(&sink);
    hy_diagnostics_write(&sink, stderr);
    if (status != HY_OK && status != HY_BAD_ARGUMENT && sink.count == 0) {
        hy_complain("%s: %s", path, hy_status_text(status));
    }
    free(items);
    return hy_exit_of(status);
}

void hy_scenario_world_clear(hy_scenario_world *world)
{
    hy_model_destroy(world->model);
    hy_document_destroy(world->document);
    *world = (hy_scenario_world){0};
}

int hy_study_file_load(const char *path, hy_study_document **document)
{
    hy_diagnostics sink;
    hy_diagnostic *items = calloc(HY_DIAGNOSTIC_LIMIT, sizeof *items);
    *document = NULL;
    if (items == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    hy_diagnostics_init(&sink, items);
    const hy_status status = hy_study_document_load(hy_host_allocator(), path, &sink, document);
    hy_diagnostics_write(&sink, stderr);
    if (status != HY_OK && sink.count == 0) {
        hy_complain("%s: %s", path, hy_status_text(status));
    }
    free(items);
    return hy_exit_of(status);
}
