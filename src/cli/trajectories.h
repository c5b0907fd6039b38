// `hyosan export --format jupedsim`: a history made again, and everybody's way written down.
#ifndef HY_CLI_TRAJECTORIES_H
#define HY_CLI_TRAJECTORIES_H

#include "cli/page_source.h"

typedef struct hy_trajectory_options {
    const char *folder;
    bool may_replace;
    bool has_from, has_until;
    double from_s, until_s; // clock times
    uint64_t frames_per_s;  // 0: one a step
} hy_trajectory_options;

// Returns an exit status; what is wrong goes to stderr, the names of the files to stdout.
int hy_export_trajectories(const hy_page_source *source, const hy_trajectory_options *options);

#endif
