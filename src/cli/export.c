// `hyosan export`: a .hyo file as tables for other programs.
#include "cli/command.h"

#include "store/csv.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char HELP[] =
    "usage: hyosan export F.hyo --format csv -o DIR\n\n"
    "Writes the tables of a history, or of many runs, as comma-separated values into the folder DIR, in long form: one\n"
    "row an observation, one column a variable. dictionary.csv tells the meaning and the unit of every column. Prints\n"
    "the names of the files.\n\n"
    "  --format csv        for R, pandas, DuckDB and spreadsheets\n"
    "  -o, --out DIR       folder for the tables; it is made if it is missing\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage or no .hyo file.\n";

typedef struct export_options {
    const char *path, *folder, *format;
    bool is_help;
} export_options;

static int read_options(int argument_count, char **arguments, export_options *options)
{
    static const struct option long_options[] = {{"format", required_argument, NULL, 'f'},
                                                 {"out", required_argument, NULL, 'o'},
                                                 {"help", no_argument, NULL, 'h'},
                                                 {0}};
    opterr = 0;
    int found = 0;
    while ((found = getopt_long(argument_count, arguments, ":ho:", long_options, NULL)) != -1) {
        if (found == 'h') {
            options->is_help = true;
            return HY_EXIT_DONE;
        }
        if (found != 'f' && found != 'o') {
            return hy_complain_option("export", found, arguments);
        }
        *(found == 'f' ? &options->format : &options->folder) = optarg;
    }
    if (argument_count - optind != 1) {
        return hy_complain_usage("export", "one .hyo file is needed");
    }
    if (options->format == NULL || strcmp(options->format, "csv") != 0) {
        return hy_complain_usage("export", "--format csv is needed: there is no other yet");
    }
    if (options->folder == NULL || options->folder[0] == '\0') {
        return hy_complain_usage("export", "-o DIR is needed: the folder for the tables");
    }
    options->path = arguments[optind];
    return HY_EXIT_DONE;
}

int hy_command_export(int argument_count, char **arguments)
{
    export_options options = {0};
    const int usage = read_options(argument_count, arguments, &options);
    if (usage != HY_EXIT_DONE) {
        return usage;
    }
    if (options.is_help) {
        fputs(HELP, stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    char message[HY_STORE_MESSAGE_SIZE];
    const hy_status status = hy_csv_export(options.path, options.folder, stdout, message);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    return hy_end_output(HY_EXIT_DONE);
}
