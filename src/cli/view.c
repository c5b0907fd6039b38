// `hyosan view`: a scenario or a history in the browser.
#include "cli/page_source.h"

#include "hyosan/host.h"
#include "serve/server.h"

#include <getopt.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static const char HELP[] =
    "usage: hyosan view SCENARIO|F.hyo [OPTION]...\n\n"
    "Opens the history in the browser; of a file of many runs the first one, with what all of them say beside it. The page\n"
    "makes it again from its start, with the same engine, and can go to any moment, to another seed, and to every person.\n"
    "It prints the address, which only this machine can reach, and serves it until Ctrl-C.\n\n"
    "  --seed N            show the history of this seed (else the file's or the scenario's)\n"
    "  --set PATH=VALUE    change a value of the scenario; may be given often\n"
    "  --study F.hyo       show beside it what many runs say: bands in the charts, and the risk of each room\n"
    "  --port N            listen on this port of 127.0.0.1 (else on a free one)\n"
    "  --no-browser        print the address only\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage or wrong input.\n";

typedef struct view_options {
    hy_page_options page;
    uint64_t port;
    bool opens_no_browser, is_help;
} view_options;

static int take_option(view_options *options, int found, char **arguments)
{
    switch (found) {
    case 'y': options->page.study_path = optarg; return HY_EXIT_DONE;
    case 's': return hy_page_take_seed("view", &options->page, optarg);
    case 'v': return hy_page_take_setting("view", &options->page, optarg);
    case 'p':
        return hy_read_whole(optarg, 1, UINT16_MAX, &options->port)
                   ? HY_EXIT_DONE
                   : hy_complain_usage("view", "--port needs a whole number from 1 to 65535, not '%s'", optarg);
    case 'b': options->opens_no_browser = true; return HY_EXIT_DONE;
    case 'h': options->is_help = true; return HY_EXIT_DONE;
    default: return hy_complain_option("view", found, arguments);
    }
}

static int read_options(int argument_count, char **arguments, view_options *options)
{
    static const struct option long_options[] = {{"seed", required_argument, NULL, 's'},
                                                 {"study", required_argument, NULL, 'y'},
                                                 {"set", required_argument, NULL, 'v'},
                                                 {"port", required_argument, NULL, 'p'},
                                                 {"no-browser", no_argument, NULL, 'b'},
                                                 {"help", no_argument, NULL, 'h'},
                                                 {0}};
    opterr = 0;
    int found = 0;
    while ((found = getopt_long(argument_count, arguments, ":h", long_options, NULL)) != -1) {
        const int status = take_option(options, found, arguments);
        if (status != HY_EXIT_DONE || options->is_help) {
            return status;
        }
    }
    if (argument_count - optind != 1) {
        return hy_complain_usage("view", "one scenario or .hyo file is needed");
    }
    options->page.path = arguments[optind];
    return HY_EXIT_DONE;
}

// The desktop's own way to open an address. Where there is no desktop the printed address has to do.
static void open_browser(const char *address)
{
    if (getenv("DISPLAY") == NULL && getenv("WAYLAND_DISPLAY") == NULL) {
        return;
    }
    char program[] = "xdg-open";
    char argument[HY_SERVER_ADDRESS_SIZE];
    snprintf(argument, sizeof argument, "%s", address);
    char *const arguments[] = {program, argument, NULL};
    pid_t child;
    if (posix_spawnp(&child, program, NULL, NULL, arguments, environ) == 0) {
        waitpid(child, NULL, 0);
    }
}

static int serve_page(const view_options *options, const char *html, size_t length)
{
    char message[HY_STORE_MESSAGE_SIZE];
    hy_server *server = NULL;
    hy_host_catch_stop_signals();
    const hy_status status = hy_server_start(html, length, (uint16_t)options->port, &server, message);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    puts(hy_server_address(server));
    const int exit_status = hy_end_output(HY_EXIT_DONE);
    if (exit_status == HY_EXIT_DONE) {
        if (!options->opens_no_browser) {
            open_browser(hy_server_address(server));
        }
        while (!hy_host_stop_requested()) {
            nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
        }
    }
    hy_server_stop(server);
    return exit_status;
}

static int view_with(const view_options *options)
{
    hy_page_source source;
    int exit_status = hy_page_source_load(&options->page, &source);
    if (exit_status == HY_EXIT_DONE) {
        char *html = NULL;
        size_t length = 0;
        char message[HY_STORE_MESSAGE_SIZE];
        source.definition.upload = "check";
        const hy_status status = hy_page_make(&source.definition, &html, &length, message);
        if (status == HY_OK) {
            exit_status = serve_page(options, html, length);
        } else {
            hy_complain("%s", message);
            exit_status = hy_exit_of(status);
        }
        free(html);
    }
    hy_page_source_clear(&source);
    return exit_status;
}

int hy_command_view(int argument_count, char **arguments)
{
    view_options options = {.page.settings = calloc((size_t)argument_count, sizeof(char *))};
    if (options.page.settings == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    int status = read_options(argument_count, arguments, &options);
    if (status == HY_EXIT_DONE && options.is_help) {
        fputs(HELP, stdout);
        status = hy_end_output(HY_EXIT_DONE);
    } else if (status == HY_EXIT_DONE) {
        status = view_with(&options);
    }
    free(options.page.settings);
    return status;
}
