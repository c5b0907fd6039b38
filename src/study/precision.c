// Counting runs in the order of their numbers until they are enough.
#include "study/precision.h"

#include <stdlib.h>

enum {
    PRECISE_FROM = 16, // runs: the interval of fewer says too little of itself
    WINDOW = 4096,
};

enum { NOT_YET, FAILED, DONE };

bool hy_precision_init(hy_precision *precision, const hy_outcome_ask *ask, double half_width, uint32_t least_window)
{
    const uint32_t window = least_window > WINDOW ? least_window : WINDOW;
    *precision = (hy_precision){
        .is_asked = true,
        .ask = *ask,
        .half_width = half_width,
        .waiting = calloc(window, sizeof *precision->waiting),
        .state = calloc(window, sizeof *precision->state),
        .window = window,
        .enough_count = HY_NONE,
    };
    return precision->waiting != NULL && precision->state != NULL;
}

void hy_precision_clear(hy_precision *precision)
{
    free(precision->waiting);
    free(precision->state);
    precision->waiting = NULL;
    precision->state = NULL;
}

static bool is_narrow(const hy_precision *precision)
{
    const hy_estimate of = precision->ask.is_yes_or_no ? hy_mean_yes_interval(&precision->mean)
                                                       : hy_mean_share_interval(&precision->mean);
    return precision->mean.count >= PRECISE_FROM && (of.high - of.low) / 2 <= precision->half_width;
}

void hy_precision_note(hy_precision *p, const hy_record *world, const hy_study_run *run)
{
    if (run->number < p->next || run->number - p->next >= p->window) {
        return;
    }
    const uint32_t slot = run->number % p->window;
    p->state[slot] = run->has_failed ? FAILED : DONE;
    p->waiting[slot] = run->has_failed ? 0 : hy_outcome_of(&p->ask, world, run);
    while (p->state[p->next % p->window] != NOT_YET && p->enough_count == HY_NONE) {
        const uint32_t now = p->next % p->window;
        if (p->state[now] == DONE) {
            hy_mean_add(&p->mean, p->waiting[now]);
        }
        p->state[now] = NOT_YET;
        p->next++;
        p->enough_count = is_narrow(p) ? p->next : HY_NONE;
    }
}
