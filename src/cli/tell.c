// `hyosan tell`: a history as a chronicle.
#include "cli/command.h"

#include "report/report.h"

#include <getopt.h>
#include <stdio.h>

static const char HELP[] =
    "usage: hyosan tell F.hyo\n\n"
    "Tells the history in the file in order of time, in up to twelve episodes. Every sentence\n"
    "ends with the numbers of its events; SELECT * FROM story shows them in any SQLite client.\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage or no .hyo file.\n";

static int tell_file(const char *path)
{
    char message[HY_STORE_MESSAGE_SIZE];
    hy_record *record = NULL;
    hy_status status = hy_record_open(path, &record, message);
    if (status != HY_OK) {
        hy_complain("%s", message);
        return hy_exit_of(status);
    }
    status = hy_report_chronicle(record, stdout);
    hy_record_close(record);
    if (status == HY_OUT_OF_MEMORY) {
        hy_complain("%s", hy_status_text(status));
        return hy_exit_of(status);
    }
    return hy_end_output(HY_EXIT_DONE);
}

int hy_command_tell(int argument_count, char **arguments)
{
    int status;
    if (!hy_read_no_options("tell", HELP, argument_count, arguments, &status)) {
        return status;
    }
    if (argument_count - optind != 1) {
        return hy_complain_usage("tell", "one .hyo file is needed, as 'hyosan run SCENARIO --out F.hyo' makes it");
    }
    return tell_file(arguments[optind]);
}
