// How far a run has come: one line on a terminal, kept up to date.
#ifndef HY_CLI_PROGRESS_H
#define HY_CLI_PROGRESS_H

#include "hyosan/sim.h"

typedef struct hy_progress {
    bool is_shown, has_colour;
    double begin_s, drawn_s;
} hy_progress;

// Shows nothing when stderr is no terminal or `is_quiet`; without colours where NO_COLOR is set.
hy_progress hy_progress_begin(bool is_quiet);

// Redraws the line a few times a second. An observer of hy_run; `context` is the hy_progress.
void hy_progress_update(void *context, const hy_sim *sim, uint32_t end_tick);

// Takes the line away.
void hy_progress_end(hy_progress *progress);

#endif
