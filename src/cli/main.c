// The command `hyosan`: finds the command that is meant and hands over.
#include "cli/command.h"

#include "hyosan/host.h"
#include "hyosan/version.h"
#include "study/ranks.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

typedef struct command_row {
    const char *name;
    hy_command *command;
    const char *usage, *purpose;
} command_row;

static const command_row commands[] = {
    {"run", hy_command_run, "SCENARIO [--out F.hyo]", "simulate an outbreak and tell how it ended"},
    {"ensemble", hy_command_ensemble, "SCENARIO --runs N", "simulate it with many seeds: chances and intervals"},
    {"compare", hy_command_compare, "SCENARIO --what A=1", "run variants over the same seeds: what each changes"},
    {"twist", hy_command_twist, "F.hyo | SCENARIO", "find the events on whose absence most hangs"},
    {"sweep", hy_command_sweep, "STUDY.yaml", "run it at many points: what the outcome depends on"},
    {"fit", hy_command_fit, "STUDY.yaml", "find the parameters that give what was observed"},
    {"tell", hy_command_tell, "F.hyo", "tell the history as a chronicle"},
    {"plot", hy_command_plot, "F.hyo -o DIR", "draw it as SVG pictures"},
    {"view", hy_command_view, "SCENARIO | F.hyo", "show it in the browser"},
    {"export", hy_command_export, "F.hyo --format csv|html -o OUT", "write its tables, or one page for any browser"},
    {"check", hy_command_check, "FILE...", "find every problem of a scenario, plan or strain"},
    {"verify", hy_command_verify, "[SUITE] [CASE]...", "measure published results against this build"},
    {"bench", hy_command_bench, "[CASE]", "measure how fast this machine simulates"},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

// those that share their work among all processes that mpirun started
static hy_command *const spread_commands[] = {hy_command_ensemble, hy_command_compare, hy_command_sweep, hy_command_fit};

static bool is_spread(const command_row *row)
{
    for (size_t i = 0; i < sizeof spread_commands / sizeof spread_commands[0]; i++) {
        if (spread_commands[i] == row->command) {
            return true;
        }
    }
    return false;
}

static void write_help(FILE *out)
{
    fputs("Hyosan simulates an outbreak person by person in a real building.\n\n"
          "usage: hyosan COMMAND [ARGUMENT]...\n\n",
          out);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        fprintf(out, "  %-10s%-34s%s\n", commands[i].name, commands[i].usage, commands[i].purpose);
    }
    fputs("\n'hyosan COMMAND --help' tells more. 'hyosan --version' tells how this program was built.\n"
          "A first run: hyosan run scenarios/two-rooms.yaml\n",
          out);
}

static int write_version(void)
{
    printf("hyosan %s, results epoch %u\n%s\n", hy_version_text(), HYOSAN_EPOCH, hy_build_text());
    return hy_end_output(HY_EXIT_DONE);
}

static int complain_about(const char *name)
{
    if (name[0] == '-') {
        fprintf(stderr, "hyosan: there is no option %s\n", name);
    } else {
        fprintf(stderr, "hyosan: there is no command '%s'\n", name);
    }
    fputs("Try 'hyosan --help'.\n", stderr);
    return HY_EXIT_WRONG;
}

// The first process speaks for all.
static int run_spread(const command_row *row, int argument_count, char **arguments)
{
    char message[256];
    if (!hy_ranks_begin(message, sizeof message)) {
        hy_complain("%s", message);
        return HY_EXIT_WRONG;
    }
    if (hy_ranks_own() > 0 && (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)) {
        return HY_EXIT_FAILED;
    }
    const int status = row->command(argument_count, arguments);
    hy_ranks_end();
    return hy_ranks_own() == 0 ? status : HY_EXIT_DONE;
}

int main(int argument_count, char **arguments)
{
    // a limit on the size of files is an error of a write, not a reason to die
    signal(SIGXFSZ, SIG_IGN);
    if (argument_count < 2) {
        write_help(stderr);
        return HY_EXIT_WRONG;
    }
    const char *name = arguments[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        write_help(stdout);
        return hy_end_output(HY_EXIT_DONE);
    }
    if (strcmp(name, "--version") == 0) {
        return write_version();
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(name, commands[i].name) == 0) {
            return is_spread(&commands[i]) ? run_spread(&commands[i], argument_count - 1, arguments + 1)
                                         : commands[i].command(argument_count - 1, arguments + 1);
        }
    }
    return complain_about(name);
}
