// Many runs in one .hyo file: what each of them left, written as it finishes, and read back in order.
// The tables are described in docs/formats/hyo.md.
#ifndef HYOSAN_STUDY_H
#define HYOSAN_STUDY_H

#include "hyosan/store.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HY_STUDY_ERROR_SIZE = 256 };

// Where a variant leaves a finished history, whose seed is the first one of the study. Up to `tick` every run of it is that
// history, bit for bit; from `redraw_tick` on run number n draws with the seed and n + 1: the interventions hold a redraw with
// target 0 at that tick, in whose place each run has its own.
typedef struct hy_study_branch {
    uint32_t tick, redraw_tick;
    uint32_t reference;       // the variant that this one is held against; itself: it is what others are held against
    uint32_t event;           // of the history: what is reversed, or is not where others reverse it; HY_NONE for none
    const char *text;         // of the event, for readers; may be empty
    double estimate;          // people who are expected to fare otherwise without the event; NaN where nobody has reckoned it
    const char *commands;     // the interventions as JSON, for readers
    const hy_intervention *interventions; // those of the history, and its own, in order of time; not read back from a file
    uint32_t intervention_count;
} hy_study_branch;

// One setting of the scenario that is run with many seeds, or one course of a history that is run with many draws.
typedef struct hy_variant {
    const char *label;           // "mind.freeze_chance=0"
    const char *const *settings; // texts "path=value", besides those of the whole study
    uint32_t setting_count;
    const hy_study_branch *branch; // NULL: it runs from the start, with a seed for each run
} hy_variant;

// Which variant another one is held against.
uint32_t hy_variant_reference(const hy_variant *variants, uint32_t variant);

// What a run is measured by. The same for all runs of a file.
typedef struct hy_study_shape {
    uint32_t group_count, named_count, room_count;
    uint32_t sample_count, sample_ticks; // moments of the curve, and ticks from one to the next
    uint32_t first_hour, hour_count;     // of the clock
    uint32_t end_tick;
} hy_study_shape;

// What became of somebody with a name.
typedef struct hy_named_fate {
    uint32_t cell;           // hy_outcome_cell or HY_CELL_ESCAPED
    uint32_t infection_tick; // HY_NONE: was not infected
    uint32_t room;           // at the end
} hy_named_fate;

// What one run left. The arrays are as long as the shape says.
typedef struct hy_study_run {
    uint32_t variant, number; // the number-th run of the variant
    uint64_t seed;
    bool has_failed; // then only error tells of it
    char error[HY_STUDY_ERROR_SIZE];
    uint64_t state_hash, agent_steps;
    uint32_t last_tick;
    uint32_t infected_count, died_count; // events
    uint32_t peak_count, peak_tick;      // most zombies at once, and when first
    uint32_t over_tick;                  // since when nobody carries the infection any more; HY_NONE: somebody does
    double wall_s;                       // measured: no result
    hy_counts *groups;
    hy_named_fate *named;
    hy_counts *curve;                // by sample, then role
    uint32_t *infections, *deaths;   // by room, then hour
} hy_study_run;

// Memory for a run of this shape. False without memory; hy_study_run_clear frees what there is.
bool hy_study_run_init(hy_study_run *run, const hy_study_shape *shape);
void hy_study_run_clear(hy_study_run *run);

// Sets everything to nothing.
void hy_study_run_reset(hy_study_run *run, const hy_study_shape *shape);

// Tick of a sample of the curve.
uint32_t hy_study_sample_tick(const hy_study_shape *shape, uint32_t sample);

// ---- writing

typedef struct hy_study_definition {
    const char *kind; // ensemble, compare, sweep, fit or twist
    const char *path; // NULL: a passing file
    bool may_replace, may_resume;
    const hy_model *model; // of the first variant
    uint64_t first_seed;   // run number n has the seed first_seed + n, but those that branch from a history have all this one
    uint32_t run_count;    // of each variant, that are wanted; fixed where variants are added later
    bool grows;            // variants are added later, by hy_study_store_grow
    const hy_variant *variants;
    uint32_t variant_count;
    hy_study_shape shape;
    uint32_t branch_tick; // up to it all variants are the first one; 0: from the start they differ
    const hy_document *document;
    const char *scenario_file; // its name where there is no document; else NULL
    const char *const *settings;
    uint32_t setting_count;
    const hy_study_document *sweep; // NULL for what is no sweep and no fit
    const char *outcome;            // that is asked for, besides those of a sweep; NULL: none in particular
} hy_study_definition;

typedef struct hy_study_store hy_study_store;

// Makes the file, or, if it may be resumed and is there, opens it to go on. One process at a time writes a file.
// On HY_OK the caller owns *store. Otherwise `message` says what to do; statuses as of hy_store_create, and
// HY_BAD_ARGUMENT besides where the file belongs to another study.
HY_NODISCARD hy_status hy_study_store_create(const hy_study_definition *definition, hy_study_store **store,
                                             char message[HY_STORE_MESSAGE_SIZE]);

// Whether the file held this run already when it was opened.
bool hy_study_store_has(const hy_study_store *store, uint32_t variant, uint32_t number);

// Writes a run that came to its end, in one transaction: when this returns, nothing but the loss of the disk can take
// it away. One thread at a time. As hy_store_step returns; after a failure nothing more is written.
HY_NODISCARD hy_status hy_study_store_add(hy_study_store *store, const hy_study_run *run,
                                          char message[HY_STORE_MESSAGE_SIZE]);

// Adds variants behind those that there are; where the file has them already, they must be the same: HY_BAD_ARGUMENT.
// Nothing is kept of `variants`.
HY_NODISCARD hy_status hy_study_store_grow(hy_study_store *store, const hy_variant *variants, uint32_t count,
                                           char message[HY_STORE_MESSAGE_SIZE]);

// One step of a fit.
typedef struct hy_study_generation {
    uint32_t first_variant, new_count; // the particles that it added
    uint32_t kept_count;
    double tolerance;       // greatest distance of a kept particle
    double accepted_share;  // of the new ones, that came nearer than the tolerance before
    double effective_count; // as many independent samples tell as much
} hy_study_generation;

// A particle is a variant. Its values are those of the targets, in their order; NaN where all its runs failed.
typedef struct hy_study_particle {
    uint32_t variant;
    double distance; // infinite without values
    double weight;   // prior over proposal; of a kept particle that was read, its share of the posterior
    const double *values;
} hy_study_particle;

// Writes down a generation, or again: its new particles, and which of all are kept with which share of the posterior.
HY_NODISCARD hy_status hy_study_store_note_generation(hy_study_store *store, uint32_t index,
                                                      const hy_study_generation *generation,
                                                      const hy_study_particle *new_particles,
                                                      const hy_study_particle *kept,
                                                      char message[HY_STORE_MESSAGE_SIZE]);

// Forgets all runs from this number on.
HY_NODISCARD hy_status hy_study_store_cut(hy_study_store *store, uint32_t run_count,
                                          char message[HY_STORE_MESSAGE_SIZE]);

// Notes the hash of a variant's model; whether the study came to its end.
HY_NODISCARD hy_status hy_study_store_note_model(hy_study_store *store, uint32_t variant, uint64_t model_hash,
                                                 char message[HY_STORE_MESSAGE_SIZE]);
HY_NODISCARD hy_status hy_study_store_finish(hy_study_store *store, bool is_complete,
                                             char message[HY_STORE_MESSAGE_SIZE]);

// NULL is allowed.
void hy_study_store_destroy(hy_study_store *store);

// ---- reading

// A parameter of a sweep; values of points are those of the settings of variants, in the order of parameters.
typedef struct hy_study_axis {
    const char *name, *path;
    double low, high; // NaN for a list of values
} hy_study_axis;

// What a fit is to meet.
typedef struct hy_study_target {
    const char *outcome;
    double at_s; // clock time, NaN for the end of the run
    double value, scale;
} hy_study_target;

// What a file of many runs holds. All of it belongs to the study.
typedef struct hy_study {
    hy_record *world; // building and people; no history
    const char *kind;
    hy_study_shape shape;
    hy_variant *variants;
    uint32_t variant_count;
    const char *const *settings; // of the whole study
    uint32_t setting_count;
    uint64_t first_seed;
    uint32_t wanted_count;           // runs of each variant that were asked for
    uint32_t done_count, failed_count; // of all variants
    bool is_complete;
    uint32_t branch_tick;
    const uint32_t *named; // persons with a name, in order
    // of a sweep or a fit
    hy_study_design design; // HY_study_design_count for what is neither
    const hy_study_axis *axes;
    uint32_t axis_count, resample_count;
    uint64_t design_seed;
    const char *const *outcomes; // names of those that were asked for
    uint32_t outcome_count;
    // of a fit
    const hy_study_target *targets;
    uint32_t target_count;
    const hy_study_generation *generations; // those that came to their end
    uint32_t generation_count;
    const hy_study_particle *population; // kept by the last generation, the nearest first
    uint32_t population_count;
    struct hy_study_file *file;
} hy_study;

// Whether this is a .hyo file of many runs.
bool hy_study_is(const char *path);

// As hy_record_open.
HY_NODISCARD hy_status hy_study_open(const char *path, hy_study **study, char message[HY_STORE_MESSAGE_SIZE]);
HY_NODISCARD hy_status hy_study_of_store(hy_study_store *store, hy_study **study,
                                         char message[HY_STORE_MESSAGE_SIZE]);
void hy_study_close(hy_study *study);

// Called for each run in order of number and variant. The run is overwritten by the next one. False stops.
typedef bool hy_study_visitor(void *context, const hy_study_run *run);

// Reads all runs, failed ones too. Needs memory for one run, however many there are.
HY_NODISCARD hy_status hy_study_visit(hy_study *study, hy_study_visitor *visit, void *context,
                                      char message[HY_STORE_MESSAGE_SIZE]);

#ifdef __cplusplus
}
#endif

#endif
