// `hyosan verify`: published results against this build.
#include "cli/command.h"

#include "hyosan/host.h"
#include "report/verification.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char HELP[] =
    "usage: hyosan verify [SUITE] [CASE]... [OPTION]...\n\n"
    "Measures published results against this build: claim, published number, measured number with its 95 %\n"
    "interval, verdict. Without SUITE all suites but canon, without CASE all cases of it.\n\n"
    "  movement            RiMEA, IMO, NIST, ISO, Jülich; speed and density; bottlenecks\n"
    "  outbreak            the SZR theory in a well-mixed hall; the laws of the strain over the real engine\n"
    "  canon               what is told of Hyosan High, T1 to T8, over 200 days of it: hours. The interval is the range of\n"
    "                      95 % of the histories\n\n"
    "  --long              many more histories where chance matters\n"
    "  --seeds N, --runs N N histories of each set-up (else as many as it needs)\n"
    "  --threads N         histories side by side (else one per core)\n"
    "  --list              only name the cases\n"
    "  --json              print one JSON object\n"
    "  --page FILE         write the Markdown page, and pictures into pictures/verification beside it\n\n"
    "Plans and scenarios of the cases lie in tests/verification; each can be run, plotted and changed.\n\n"
    "Exit status: 0 all hold, 1 failed, 2 wrong usage, 3 some do not hold, 130 interrupted.\n";

enum { SEED_LIMIT = 100000, THREAD_LIMIT = 1024 };

typedef struct verify_options {
    hy_verification_definition definition;
    uint64_t seed_count, thread_count;
    const char *page;
    bool is_json, is_list, is_help;
} verify_options;

// ---- options

static int take_option(verify_options *options, int found, char **arguments)
{
    switch (found) {
    case 'n':
        if (!hy_read_whole(optarg, 1, SEED_LIMIT, &options->seed_count)) {
            return hy_complain_usage("verify", "--seeds needs a whole number from 1 to %d, not '%s'", SEED_LIMIT,
                                     optarg);
        }
        return HY_EXIT_DONE;
    case 't':
        if (!hy_read_whole(optarg, 1, THREAD_LIMIT, &options->thread_count)) {
            return hy_complain_usage("verify", "--threads needs a whole number from 1 to %d, not '%s'", THREAD_LIMIT,
                                     optarg);
        }
        return HY_EXIT_DONE;
    case 'p':
        options->page = optarg;
        return HY_EXIT_DONE;
    case 'l':
        options->definition.is_long = true;
        return HY_EXIT_DONE;
    case 'i':
        options->is_list = true;
        return HY_EXIT_DONE;
    case 'j':
        options->is_json = true;
        return HY_EXIT_DONE;
    case 'h':
        options->is_help = true;
        return HY_EXIT_DONE;
    default:
        return hy_complain_option("verify", found, arguments);
    }
}

static int read_options(int argument_count, char **arguments, verify_options *options)
{
    static const struct option long_options[] = {
        {"seeds", required_argument, NULL, 'n'}, {"runs", required_argument, NULL, 'n'},
        {"threads", required_argument, NULL, 't'},
        {"page", required_argument, NULL, 'p'},  {"long", no_argument, NULL, 'l'},
        {"list", no_argument, NULL, 'i'},        {"json", no_argument, NULL, 'j'},
        {"help", no_argument, NULL, 'h'},        {0}};
    opterr = 0;
    int found = 0;
    while ((found = getopt_long(argument_count, arguments, ":h", long_options, NULL)) != -1) {
        const int status = take_option(options, found, arguments);
        if (status != HY_EXIT_DONE || options->is_help) {
            return status;
        }
    }
    hy_verification_definition *definition = &options->definition;
    definition->suite = optind < argument_count ? arguments[optind] : NULL;
    definition->names = (const char *const *)&arguments[optind + 1];
    definition->name_count = optind + 1 < argument_count ? (uint32_t)(argument_count - optind - 1) : 0;
    definition->seed_count = (uint32_t)options->seed_count;
    return HY_EXIT_DONE;
}

// ---- the command

static void write_names(const verify_options *options)
{
    uint32_t count = 0;
    const hy_verification_case *cases = hy_verification_cases(&count);
    for (uint32_t i = 0; i < count; i++) {
        if (options->definition.suite == NULL || strcmp(options->definition.suite, cases[i].suite) == 0) {
            printf("%s %s\n", cases[i].suite, cases[i].name);
        }
    }
}

static void write_row(void *context, const hy_verification_row *row)
{
    (void)context;
    hy_verification_write_row(row, stdout);
}

static int tell(const verify_options *options, const hy_verification *verification)
{
    hy_status status = HY_OK;
    if (options->is_json) {
        status = hy_verification_json(verification, stdout);
    } else {
        hy_verification_write_summary(verification, stdout);
    }
    if (status == HY_OUT_OF_MEMORY) {
        hy_complain("%s", hy_status_text(status));
        return HY_EXIT_FAILED;
    }
    char message[HY_VERIFICATION_MESSAGE_SIZE];
    if (options->page != NULL && hy_verification_page(verification, options->page, message) != HY_OK) {
        hy_complain("%s", message);
        return HY_EXIT_FAILED;
    }
    return hy_verification_failed_count(verification) > 0 ? HY_EXIT_NOT_HELD : HY_EXIT_DONE;
}

static int measure(verify_options *options)
{
    char folder[HY_SHIPPED_PATH_SIZE];
    hy_verification verification;
    const char *unknown = NULL;
    hy_shipped_path("tests/verification", folder);
    hy_pool *pool = hy_pool_create((uint32_t)options->thread_count);
    if (pool == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    options->definition.folder = folder;
    options->definition.parallel = hy_pool_parallel(pool);
    options->definition.observer = options->is_json ? NULL : write_row;
    const hy_status status = hy_verify(&options->definition, &verification, &unknown);
    hy_pool_destroy(pool);
    int result = HY_EXIT_DONE;
    if (status == HY_NOT_FOUND) {
        result = hy_complain_usage("verify", "there is no suite or case '%s' here; --list names them", unknown);
    } else if (status != HY_OK) {
        hy_complain("%s", hy_status_text(status));
        result = hy_exit_of(status);
    } else if (verification.was_interrupted) {
        hy_complain("interrupted");
        result = HY_EXIT_INTERRUPTED;
    } else {
        result = tell(options, &verification);
    }
    hy_verification_clear(&verification);
    return hy_end_output(result);
}

int hy_command_verify(int argument_count, char **arguments)
{
    verify_options options = {0};
    const int status = read_options(argument_count, arguments, &options);
    if (status != HY_EXIT_DONE) {
        return status;
    }
    if (options.is_help) {
        fputs(HELP, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    if (options.is_list) {
        write_names(&options);
        return hy_end_output(HY_EXIT_DONE);
    }
    hy_host_catch_stop_signals();
    return measure(&options);
}
