// `hyosan tell`: a history as a chronicle.
#include "cli/command.h"

#include "report/report.h"

#include <getopt.h>
#include <stdio.h>

static const char HELP[] =
    "usage: hyosan tell F.hyo [--json]\n\n"
    "Tells the history in the file in order of time, in twelve episodes between the moments at which\n"
    "things changed most. Each ends with its twist, the single event on which most hung by an estimate\n"
    "from the causes. Then come those who hid together, and the ways of those with a name. Every\n"
    "sentence has its clock time and the numbers of its events; SELECT * FROM story shows them in any\n"
    "SQLite client.\n\n"
    "  --json              print one JSON object\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage or no .hyo file.\n";

static int tell_file(const char *path, bool is_json)
{
    char message[HY_STORE_MESSAGE_SIZE];
    hy_record *record = NULL;
    hy_status status = hy_record_open(path, &record, message);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    status = is_json ? hy_report_chronicle_json(record, stdout) : hy_report_chronicle(record, stdout);
    hy_record_close(record);
    if (status == HY_OUT_OF_MEMORY) {
        hy_complain("%s", hy_status_text(status));
        return hy_exit_of(status);
    }
    return hy_end_output(HY_EXIT_DONE);
}

int hy_command_tell(int argument_count, char **arguments)
{
    static const struct option long_options[] = {
        {"json", no_argument, NULL, 'j'}, {"help", no_argument, NULL, 'h'}, {0}};
    bool is_json = false;
    opterr = 0;
    int found = 0;
    while ((found = getopt_long(argument_count, arguments, ":h", long_options, NULL)) != -1) {
        if (found == 'h') {
            fputs(HELP, stdout);
            return hy_end_output(HY_EXIT_DONE);
        }
        if (found != 'j') {
            return hy_complain_option("tell", found, arguments);
        }
        is_json = true;
    }
    if (argument_count - optind != 1) {
        return hy_complain_usage("tell", "one .hyo file is needed, as 'hyosan run SCENARIO --out F.hyo' makes it");
    }
    return tell_file(arguments[optind], is_json);
}
