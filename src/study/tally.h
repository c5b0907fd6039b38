// Taking down what a run of a study leaves, while its steps are made.
#ifndef HY_STUDY_TALLY_H
#define HY_STUDY_TALLY_H

#include "hyosan/study.h"

// How a variant's groups, people and rooms are called in the study: those of the first variant, found by name.
typedef struct hy_tally_names {
    uint32_t *groups, *persons, *rooms; // HY_NONE: not in the study; persons: rank among those with a name
} hy_tally_names;

// The shape of runs of this model that end at this tick.
hy_study_shape hy_study_shape_of(const hy_model *model, uint32_t end_tick);

// False without memory; the caller clears the names in any case.
bool hy_tally_names_init(hy_tally_names *names, const hy_model *first, const hy_model *model);
void hy_tally_names_clear(hy_tally_names *names);

// What of a model keeps a history of another one from going on in it, NULL for nothing: the same people, rooms, openings,
// stages, weapons and incidents, in the same order, are needed.
const char *hy_models_differ_in(const hy_model *first, const hy_model *model);

// One run under way; nothing here is owned.
typedef struct hy_tally {
    const hy_study_shape *shape;
    const hy_tally_names *names;
    const hy_model *model;
    hy_study_run *run;
    uint32_t next_sample;
    bool was_infected; // somebody, ever
} hy_tally;

// Before the first step, after each step, and after the last one.
void hy_tally_begin(hy_tally *tally, const hy_sim *sim);
void hy_tally_step(hy_tally *tally, const hy_sim *sim);
void hy_tally_end(hy_tally *tally, const hy_sim *sim);

#endif
