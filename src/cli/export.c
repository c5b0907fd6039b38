// `hyosan export`: a scenario or a history in another form: tables for other programs, or a page for a browser.
#include "cli/trajectories.h"

#include "store/csv.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char HELP[] =
    "usage: hyosan export SCENARIO|F.hyo --format csv|html|jupedsim|world -o OUT [OPTION]...\n\n"
    "  --format csv        the tables of a history, or of many runs, into the folder OUT, in long form: one row an\n"
    "                      observation, one column a variable; dictionary.csv tells the meaning and the unit of each.\n"
    "                      For R, pandas, DuckDB and spreadsheets. Prints the names of the files\n"
    "  --format html       one page that shows the history in any browser, without a network and without this program;\n"
    "                      the page makes the history again from its start and holds it against the file's hashes\n"
    "  --format jupedsim   where everybody walked, made again from the start, into the folder OUT: one SQLite file a level,\n"
    "                      as JuPedSim writes them and PedPy reads them. Prints the names of the files\n"
    "  --format world      the description alone, packed, as the engine of the page reads it\n"
    "  -o, --out OUT       the file or folder to write; a page or world that is there is replaced only with --force\n"
    "  --force             replace it\n"
    "  --seed N            show the history of this seed (else the file's or the scenario's)\n"
    "  --from, --until T   jupedsim: between these clock times only\n"
    "  --fps N             jupedsim: so many frames a second (else one a step)\n"
    "  --study F.hyo       show beside it what many runs say: bands in the charts, and the risk of each room\n"
    "  --set PATH=VALUE    change a value of the scenario; may be given often\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage or wrong input.\n";

typedef struct export_options {
    hy_page_options page;
    const char *format, *out_path;
    bool may_replace, is_help;
    hy_trajectory_options trajectories;
} export_options;

static int take_clock(const char *name, double *clock_s, bool *has_clock)
{
    *has_clock = true;
    return hy_read_clock(optarg, clock_s)
               ? HY_EXIT_DONE
               : hy_complain_usage("export", "%s needs a clock time such as 13:30 or 13:30:15, not '%s'", name, optarg);
}

static int take_option(export_options *options, int found, char **arguments)
{
    switch (found) {
    case 'a': return take_clock("--from", &options->trajectories.from_s, &options->trajectories.has_from);
    case 'u': return take_clock("--until", &options->trajectories.until_s, &options->trajectories.has_until);
    case 'n':
        return hy_read_whole(optarg, 1, 1000, &options->trajectories.frames_per_s)
                   ? HY_EXIT_DONE
                   : hy_complain_usage("export", "--fps needs a whole number from 1 to 1000, not '%s'", optarg);
    case 'y': options->page.study_path = optarg; return HY_EXIT_DONE;
    case 's': return hy_page_take_seed("export", &options->page, optarg);
    case 'v': return hy_page_take_setting("export", &options->page, optarg);
    case 'F': options->format = optarg; return HY_EXIT_DONE;
    case 'o': options->out_path = optarg; return HY_EXIT_DONE;
    case 'f': options->may_replace = true; return HY_EXIT_DONE;
    case 'h': options->is_help = true; return HY_EXIT_DONE;
    default: return hy_complain_option("export", found, arguments);
    }
}

static bool is_format(const export_options *options, const char *name)
{
    return strcmp(options->format, name) == 0;
}

static bool is_known_format(const export_options *options)
{
    return is_format(options, "csv") || is_format(options, "html") || is_format(options, "jupedsim") || is_format(options, "world");
}

static int check_options(const export_options *options, int argument_count)
{
    if (argument_count - optind != 1) {
        return hy_complain_usage("export", "one scenario or .hyo file is needed");
    }
    if (options->format == NULL || !is_known_format(options)) {
        return hy_complain_usage("export", "--format is csv, html, jupedsim or world%s%s", options->format != NULL ? ", not " : "",
                                 options->format != NULL ? options->format : "");
    }
    if (options->out_path == NULL || options->out_path[0] == '\0') {
        return hy_complain_usage("export", "where to? Give -o and a %s", is_format(options, "csv") || is_format(options, "jupedsim") ? "folder" : "file");
    }
    const hy_trajectory_options *of = &options->trajectories;
    if (!is_format(options, "jupedsim") && (of->has_from || of->has_until || of->frames_per_s > 0)) {
        return hy_complain_usage("export", "--from, --until and --fps are for --format jupedsim");
    }
    if (is_format(options, "csv") && (options->page.has_seed || options->page.setting_count > 0 || options->page.study_path != NULL)) {
        return hy_complain_usage("export", "--seed, --set and --study are for pages; tables are of a history as it was");
    }
    return HY_EXIT_DONE;
}

static int read_options(int argument_count, char **arguments, export_options *options)
{
    static const struct option long_options[] = {{"format", required_argument, NULL, 'F'},
                                                 {"out", required_argument, NULL, 'o'},
                                                 {"force", no_argument, NULL, 'f'},
                                                 {"seed", required_argument, NULL, 's'},
                                                 {"study", required_argument, NULL, 'y'},
                                                 {"from", required_argument, NULL, 'a'},
                                                 {"until", required_argument, NULL, 'u'},
                                                 {"fps", required_argument, NULL, 'n'},
                                                 {"set", required_argument, NULL, 'v'},
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
    const int status = check_options(options, argument_count);
    options->page.path = status == HY_EXIT_DONE ? arguments[optind] : NULL;
    return status;
}

static int write_file(const export_options *options, const void *bytes, size_t size)
{
    FILE *file = fopen(options->out_path, options->may_replace ? "wb" : "wbx");
    if (file == NULL) {
        hy_complain("%s cannot be written: %s%s", options->out_path, strerror(errno),
                    errno == EEXIST ? "; --force replaces it" : "");
        return HY_EXIT_WRONG;
    }
    const bool is_written = fwrite(bytes, 1, size, file) == size;
    const bool is_closed = fclose(file) == 0;
    if (!is_written || !is_closed) {
        hy_complain("%s cannot be written: %s", options->out_path, strerror(errno));
        remove(options->out_path);
        return HY_EXIT_FAILED;
    }
    return HY_EXIT_DONE;
}

static int write_page(const export_options *options, const hy_page_source *source)
{
    char *html = NULL;
    size_t length = 0;
    char message[HY_STORE_MESSAGE_SIZE];
    const hy_status status = hy_page_make(&source->definition, &html, &length, message);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    const int exit_status = write_file(options, html, length);
    free(html);
    return exit_status;
}

static int write_tables(const export_options *options)
{
    char message[HY_STORE_MESSAGE_SIZE];
    const hy_status status = hy_csv_export(options->page.path, options->out_path, stdout, message);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    return hy_end_output(HY_EXIT_DONE);
}

static int export_with(const export_options *options)
{
    if (is_format(options, "csv")) {
        return write_tables(options);
    }
    hy_page_source source;
    int status = hy_page_source_load(&options->page, &source);
    if (status == HY_EXIT_DONE && is_format(options, "world")) {
        status = write_file(options, source.packed, source.definition.packed_size);
    } else if (status == HY_EXIT_DONE && is_format(options, "jupedsim")) {
        hy_trajectory_options trajectories = options->trajectories;
        trajectories.folder = options->out_path;
        trajectories.may_replace = options->may_replace;
        status = hy_export_trajectories(&source, &trajectories);
    } else if (status == HY_EXIT_DONE) {
        status = write_page(options, &source);
    }
    hy_page_source_clear(&source);
    return status;
}

int hy_command_export(int argument_count, char **arguments)
{
    export_options options = {.page.settings = calloc((size_t)argument_count, sizeof(char *))};
    if (options.page.settings == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    int status = read_options(argument_count, arguments, &options);
    if (status == HY_EXIT_DONE && options.is_help) {
        fputs(HELP, stdout);
        status = hy_end_output(HY_EXIT_DONE);
    } else if (status == HY_EXIT_DONE) {
        status = export_with(&options);
    }
    free(options.page.settings);
    return status;
}
