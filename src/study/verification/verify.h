// Published results against this build: cases, what they claim, and what was measured.
#ifndef HY_STUDY_VERIFICATION_VERIFY_H
#define HY_STUDY_VERIFICATION_VERIFY_H

#include "study/verification/experiment.h"
#include "study/verification/statistics.h"

enum { HY_VERIFY_NOTE_SIZE = 400, HY_EVIDENCE_LIMIT = 16 };

// What an experiment of a case has shown, one trace a seed.
typedef struct hy_evidence {
    const hy_experiment *experiment;
    const hy_model *model;
    const hy_trace *traces;
    uint32_t trace_count;
} hy_evidence;

typedef struct hy_verification_case hy_verification_case;

// Draws the measured number out of the evidence, in the order of the case's experiments. Pure.
typedef hy_estimate hy_measure(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count);

// One row: it holds if the measured number lies in low..high.
struct hy_verification_case {
    const char *suite, *name;
    const char *source;    // whose test or figures
    const char *claim;     // a sentence
    const char *published; // the published number, as a text
    const char *unit;
    double low, high; // -HY_UNBOUNDED, HY_UNBOUNDED: open
    hy_measure *measure;
    double values[4];        // what the measuring function needs, see there
    const char *words[2];    // likewise: names of exits
    hy_law law;              // likewise
    const char *experiments; // names, separated by blanks; empty for what is not supported
    const char *missing;     // why it is not supported; NULL where it is
    bool only_on_demand;     // measured only where its suite is named: it takes hours
    const char *curve;       // picture that the row belongs to, NULL for none; values[0] is its abscissa
};

typedef struct hy_verification_row {
    const hy_verification_case *of;
    hy_estimate measured;
    bool is_supported, holds;
    char note[HY_VERIFY_NOTE_SIZE]; // why nothing could be measured; empty
    uint32_t history_count;
    double wall_s;        // of histories that no earlier row needed, on all threads together
    uint64_t agent_steps; // likewise
} hy_verification_row;

// Called after each row.
typedef void hy_verification_observer(void *context, const hy_verification_row *row);

typedef struct hy_verification_definition {
    const char *folder;       // in which the folders of the suites lie
    const char *suite;        // NULL: all
    const char *const *names; // of cases; none: all of the suite
    uint32_t name_count;
    uint32_t seed_count; // 0: as many as the experiment says
    bool is_long;
    hy_parallel parallel;               // histories are run side by side
    hy_verification_observer *observer; // may be NULL
    void *observer_context;
} hy_verification_definition;

typedef struct hy_verification {
    hy_verification_row *rows; // in the order of the table
    uint32_t row_count;
    bool was_interrupted;
} hy_verification;

// HY_OK, HY_OUT_OF_MEMORY, or HY_NOT_FOUND with *unknown naming the suite or case that does not exist. What cannot be
// read or run makes its row fail, with a note. The caller clears in every case.
HY_NODISCARD hy_status hy_verify(const hy_verification_definition *definition, hy_verification *verification,
                                 const char **unknown);
void hy_verification_clear(hy_verification *verification);

// The tables. Experiments are found by name.
const hy_verification_case *hy_verification_cases(uint32_t *count);
const hy_experiment *hy_experiment_named(const char *name, size_t length);
const hy_experiment *hy_experiments(uint32_t *count);

#endif
