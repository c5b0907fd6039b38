// What is asked of a run, as numbers with a name: who survives, and whether the outbreak ends by itself.
#ifndef HY_STUDY_OUTCOMES_H
#define HY_STUDY_OUTCOMES_H

#include "hyosan/study.h"

typedef enum hy_outcome_kind {
    HY_OUTCOME_SURVIVAL,         // share of all people who survive
    HY_OUTCOME_ROLE_SURVIVAL,    // share of a role
    HY_OUTCOME_GROUP_SURVIVAL,   // share of a group
    HY_OUTCOME_PERSON_SURVIVAL,  // 1 or 0
    HY_OUTCOME_ENDS,             // 1 when nobody carries the infection at the end
    HY_OUTCOME_INFECTED,         // events of infection
    HY_OUTCOME_PEAK              // most zombies at once
} hy_outcome_kind;

// One number of every run.
typedef struct hy_outcome_ask {
    hy_outcome_kind kind;
    uint32_t index; // role, group, or rank among those with a name
    const char *name;
    bool is_share, is_yes_or_no;
} hy_outcome_ask;

// Who is neither infected nor dead: human, halfbie or escaped.
uint32_t hy_survivor_count(const hy_counts *counts);
bool hy_cell_survives(uint32_t cell);
uint32_t hy_people_count(const hy_counts *counts);

// Everything that can be asked of the runs of a study, in the order of the report: all, roles that there are, groups,
// named persons, the rest. An array of *count that the caller frees; its texts belong to the study. NULL without
// memory.
hy_outcome_ask *hy_outcome_asks(const hy_study *study, uint32_t *count);

// The one of this name: "all", "students", "staff", a group, a person, "ends", "infected", "peak". NULL if there is
// none.
const hy_outcome_ask *hy_outcome_ask_named(const hy_outcome_ask *asks, uint32_t count, const char *name);

// The survivors among a role, or with HY_role_count among everybody, at a clock time: a share, between the moments of the
// curve by a straight line.
double hy_outcome_survival_at(const hy_study *study, const hy_study_run *run, uint32_t role, double clock_s);

// Its number for a run that has not failed. `world` is that of the study.
double hy_outcome_of(const hy_outcome_ask *ask, const hy_record *world, const hy_study_run *run);

#endif
