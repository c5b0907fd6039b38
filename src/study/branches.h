// A finished history, made once more and kept at the moments where others branch from it.
#ifndef HY_STUDY_BRANCHES_H
#define HY_STUDY_BRANCHES_H

#include "study/tally.h"

// The history that variants leave: its own interventions, and the hashes that it was recorded with, for a check that it is the
// same one. Nothing here is owned.
typedef struct hy_branched_history {
    const hy_model *model;
    uint64_t seed;
    const hy_intervention *interventions;
    uint32_t intervention_count;
    const hy_record_hash *hashes; // in order of time; may be NULL
    uint32_t hash_count;
} hy_branched_history;

// The history at one tick: its state, and what has been counted so far.
typedef struct hy_moment {
    uint32_t tick;
    uint8_t *state;
    size_t state_size;
    hy_study_run counted;
    uint32_t next_sample;
    bool was_infected;
} hy_moment;

typedef struct hy_moments {
    hy_moment *items; // in order of time, one for each tick
    uint32_t count;
} hy_moments;

// Makes the history again up to the last of the branches and keeps it at the tick of each variant's. Serial. HY_OK;
// HY_BAD_INPUT where it is not the history that was recorded, with `message`; HY_INTERRUPTED where it was asked to stop;
// HY_OUT_OF_MEMORY. The caller clears the moments in every case.
HY_NODISCARD hy_status hy_moments_find(const hy_branched_history *history, const hy_study_shape *shape,
                                       const hy_variant *variants, uint32_t variant_count, hy_moments *moments,
                                       char message[HY_STORE_MESSAGE_SIZE]);
void hy_moments_clear(hy_moments *moments);

// The moment of a tick, NULL where none was kept.
const hy_moment *hy_moment_at(const hy_moments *moments, uint32_t tick);

// Goes on counting from a moment, in a run of the same shape.
void hy_moment_resume(const hy_moment *moment, hy_tally *tally);

#endif
