// Trajectories as JuPedSim writes them (SQLite, schema version 2), so that PedPy and JuPedSim's viewers open them: one file a level.
#ifndef HY_STORE_JUPEDSIM_H
#define HY_STORE_JUPEDSIM_H

#include "hyosan/store.h"

#include <stdio.h>

typedef struct hy_jupedsim hy_jupedsim;

// Begins a file LEVEL.sqlite for each level with ground, in a folder that is made if it is missing. Coordinates are those of the
// plan; who is on a flight of stairs is on its lower level. On HY_OK the caller owns *files; the model must outlive them.
// Otherwise `message` says what to do: HY_BAD_ARGUMENT (a file is there and may not be replaced), HY_FILE_ERROR, HY_STORE_ERROR,
// HY_OUT_OF_MEMORY.
HY_NODISCARD hy_status hy_jupedsim_create(const hy_model *model, const char *folder, bool may_replace, double frames_per_s,
                                          hy_jupedsim **files, char message[HY_STORE_MESSAGE_SIZE]);

// Adds everybody who is there as the next frame.
HY_NODISCARD hy_status hy_jupedsim_add(hy_jupedsim *files, const hy_sim *sim, char message[HY_STORE_MESSAGE_SIZE]);

// Gives the files their names, and tells these, one a line, to `names` (may be NULL).
HY_NODISCARD hy_status hy_jupedsim_finish(hy_jupedsim *files, FILE *names, char message[HY_STORE_MESSAGE_SIZE]);

// What was not finished leaves no files. NULL is allowed.
void hy_jupedsim_destroy(hy_jupedsim *files);

#endif
