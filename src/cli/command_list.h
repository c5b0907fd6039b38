// The list of commands that the viewer saves and `hyosan run --commands` repeats: see docs/formats/commands.md.
#ifndef HY_CLI_COMMAND_LIST_H
#define HY_CLI_COMMAND_LIST_H

#include "hyosan/sim.h"

typedef struct hy_command_list {
    hy_intervention *items;
    uint32_t count;
    bool has_seed;
    uint64_t seed; // of the history that they belong to
} hy_command_list;

// Reads a file for a model. Returns an exit status; what is wrong goes to stderr. Cleared by hy_command_list_clear in every
// case.
int hy_command_list_read(const char *path, const hy_model *model, hy_command_list *list);
void hy_command_list_clear(hy_command_list *list);

#endif
