// The points of a sweep: grids, Latin hypercubes, Sobol' sequences, Saltelli's scheme, one parameter at a time.
#ifndef HY_STUDY_DESIGN_H
#define HY_STUDY_DESIGN_H

#include "hyosan/scenario.h"
#include "hyosan/study.h"

// The variants of a sweep, their texts in one piece of memory.
typedef struct hy_design {
    hy_variant *variants; // settings of all parameters, in their order; for one_at_a_time: none, then one each
    uint32_t count;
    uint32_t base_count; // rows of a Saltelli design: variant row * (parameters + 2) is the base point, the next one
                         // the second point, then one for each parameter
    char *texts;
    const char **settings;
} hy_design;

// How many points the study asks for; UINT64_MAX where they are beyond counting.
uint64_t hy_design_count(const hy_spec_study *study);

// Makes them. HY_OK; HY_BAD_ARGUMENT with a message where there are too many parameters; HY_OUT_OF_MEMORY. The caller
// clears the design in every case.
HY_NODISCARD hy_status hy_design_make(const hy_spec_study *study, hy_design *design,
                                      char message[HY_STORE_MESSAGE_SIZE]);
void hy_design_clear(hy_design *design);

// The value of a parameter at `share` (0 to 1) of its range, as a setting has it.
enum { HY_DESIGN_VALUE_SIZE = 256 };
void hy_design_value(const hy_spec_study_parameter *parameter, double share, char text[HY_DESIGN_VALUE_SIZE]);

#endif
