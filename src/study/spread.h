// What passes between the ranks of a study besides numbers: runs to the first one, and the end of each round.
#ifndef HY_STUDY_SPREAD_H
#define HY_STUDY_SPREAD_H

#include "hyosan/study.h"

// On other ranks than the first, from any thread. False without memory.
bool hy_spread_send_run(const hy_study_shape *shape, const hy_study_run *run, uint64_t model_hash);

// The round of this rank is over: it sends nothing more before the next. A status other than HY_OK ends the study.
void hy_spread_send_end(const hy_study_shape *shape, hy_status status, const char *message, double busy_s,
                        uint32_t thread_count);

// On the first rank: what is done with what the others send.
typedef struct hy_spread {
    const hy_study_shape *shape;
    hy_study_run *run; // where it is unpacked
    void (*keep)(void *context, const hy_study_run *run, uint64_t model_hash);
    void (*fail)(void *context, hy_status status, const char *message);
    bool (*should_stop)(void *context);
    void *context;
    // of the others, when their round is over
    double busy_s;         // seconds of their threads in runs
    uint32_t thread_count;
} hy_spread;

// A thread of the first rank: serves the others until the round of all of them is over. `spread` is a hy_spread.
void *hy_spread_serve(void *spread);

#endif
