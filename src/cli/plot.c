// `hyosan plot`: a history as pictures.
#include "cli/command.h"

#include "hyosan/study.h"
#include "report/ensemble.h"
#include "report/report.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static const char HELP[] =
    "usage: hyosan plot F.hyo -o DIR [--at HH:MM[:SS]]...\n\n"
    "Draws all levels with everybody in them, and the epidemic curve, as SVG files in the folder DIR, and prints the\n"
    "names of the files. After an evacuation the greatest densities are drawn too.\n\n"
    "Of many runs (ensemble, compare) it draws survival and zombies over time with bands, how it ends for each group\n"
    "and for those with a name, infections by hour and by room, and what each variant changes.\n\n"
    "  -o, --out DIR       folder for the pictures; it is made if it is missing\n"
    "  --at HH:MM[:SS]     a clock time to draw, may be given often (else six times spread over the outbreak)\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage or no .hyo file.\n";

typedef struct plot_options {
    const char *path, *folder;
    double *clocks_s;
    uint32_t clock_count;
    bool is_help;
} plot_options;

static int take_option(plot_options *options, int found, char **arguments)
{
    switch (found) {
    case 'o':
        options->folder = optarg;
        return HY_EXIT_DONE;
    case 'a':
        if (!hy_read_clock(optarg, &options->clocks_s[options->clock_count++])) {
            return hy_complain_usage("plot", "--at needs a clock time such as 13:30 or 13:30:15, not '%s'", optarg);
        }
        return HY_EXIT_DONE;
    case 'h':
        options->is_help = true;
        return HY_EXIT_DONE;
    default:
        return hy_complain_option("plot", found, arguments);
    }
}

static int read_options(int argument_count, char **arguments, plot_options *options)
{
    static const struct option long_options[] = {{"out", required_argument, NULL, 'o'},
                                                 {"at", required_argument, NULL, 'a'},
                                                 {"help", no_argument, NULL, 'h'},
                                                 {0}};
    opterr = 0;
    int found = 0;
    while ((found = getopt_long(argument_count, arguments, ":ho:", long_options, NULL)) != -1) {
        const int status = take_option(options, found, arguments);
        if (status != HY_EXIT_DONE || options->is_help) {
            return status;
        }
    }
    if (argument_count - optind != 1) {
        return hy_complain_usage("plot", "one .hyo file is needed, as 'hyosan run SCENARIO --out F.hyo' makes it");
    }
    if (options->folder == NULL) {
        return hy_complain_usage("plot", "-o DIR is needed: the folder for the pictures");
    }
    options->path = arguments[optind];
    return HY_EXIT_DONE;
}

static hy_status plot_study(const plot_options *options, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_study *study = NULL;
    hy_status status = hy_study_open(options->path, &study, message);
    if (status == HY_OK) {
        status = hy_report_ensemble_plot(study, options->folder, stdout, message);
        hy_study_close(study);
    }
    return status;
}

static hy_status plot_history(const plot_options *options, char message[HY_STORE_MESSAGE_SIZE])
{
    hy_record *record = NULL;
    hy_status status = hy_record_open(options->path, &record, message);
    if (status == HY_OK) {
        const hy_plot_definition definition = {.folder = options->folder,
                                               .clocks_s = options->clocks_s,
                                               .clock_count = options->clock_count,
                                               .names = stdout};
        status = hy_report_plot(record, &definition, message);
        hy_record_close(record);
    }
    return status;
}

static int plot_file(const plot_options *options)
{
    if (options->is_help) {
        fputs(HELP, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    char message[HY_STORE_MESSAGE_SIZE];
    const hy_status status =
        hy_study_is(options->path) ? plot_study(options, message) : plot_history(options, message);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    return hy_end_output(HY_EXIT_DONE);
}

int hy_command_plot(int argument_count, char **arguments)
{
    plot_options options = {.clocks_s = calloc((size_t)argument_count, sizeof(double))};
    if (options.clocks_s == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    int status = read_options(argument_count, arguments, &options);
    if (status == HY_EXIT_DONE) {
        status = plot_file(&options);
    }
    free(options.clocks_s);
    return status;
}
