// What the commands share: how they end, what they say on stderr, and how they read their arguments.
#ifndef HY_CLI_COMMAND_H
#define HY_CLI_COMMAND_H

#include "hyosan/store.h"

// exit statuses of every command
enum { HY_EXIT_DONE = 0, HY_EXIT_FAILED = 1, HY_EXIT_WRONG = 2, HY_EXIT_NOT_HELD = 3, HY_EXIT_INTERRUPTED = 130 };

// One command: its arguments begin with its own name. Returns an exit status.
typedef int hy_command(int argument_count, char **arguments);

hy_command hy_command_run, hy_command_tell, hy_command_plot, hy_command_check, hy_command_bench, hy_command_verify;
hy_command hy_command_ensemble, hy_command_compare, hy_command_export, hy_command_sweep, hy_command_fit, hy_command_view;
hy_command hy_command_twist;

// "hyosan: ..." on stderr.
void hy_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

// The same about wrong usage, with a line that points to the command's help; gives HY_EXIT_WRONG.
int hy_complain_usage(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

// What getopt_long found wrong in arguments[optind - 1]; to be called for '?' and ':' with opterr = 0.
int hy_complain_option(const char *command, int found, char **arguments);

// Reads past the options of a command that has none but --help, which prints `help`. True if the command is to go on
// with its arguments from `optind`; else it ends with *status.
bool hy_read_no_options(const char *command, const char *help, int argument_count, char **arguments, int *status);

// Brings stdout to where it goes. HY_EXIT_FAILED, and a complaint, when it takes no more; else `status`.
int hy_end_output(int status);

// Exit status for a call that failed: 2 for what the user gave, 1 for what the machine could not do.
int hy_exit_of(hy_status status);

// Whole numbers and clock times ("HH:MM" or "HH:MM:SS", seconds since midnight) in an argument; false for all else.
bool hy_read_whole(const char *text, uint64_t low, uint64_t high, uint64_t *value);
bool hy_read_clock(const char *text, double *clock_s);

// Where something lies that comes with the program: here, beside the build tree, or where it was installed. Its own name
// if it is nowhere.
enum { HY_SHIPPED_PATH_SIZE = 4096 };
void hy_shipped_path(const char *name, char path[HY_SHIPPED_PATH_SIZE]);

// Whether a file is an SQLite database, as .hyo files are.
bool hy_is_database(const char *path);

// A scenario that was read and compiled.
typedef struct hy_scenario_world {
    hy_document *document;
    hy_model *model;
} hy_scenario_world;

// Reads and compiles a scenario; its problems go to stderr. Returns an exit status; the world is cleared by
// hy_scenario_world_clear in every case.
int hy_scenario_world_load(const char *path, const char *const *settings, uint32_t setting_count,
                           hy_scenario_world *world);
void hy_scenario_world_clear(hy_scenario_world *world);

// Reads the file of a study; its problems go to stderr. Returns an exit status.
int hy_study_file_load(const char *path, hy_study_document **document);

#endif
