// Variants of a scenario as the command line names them: "a=1,b=2", or a file that is based on it, each with its settings
// and its model.
#ifndef HY_CLI_VARIANTS_H
#define HY_CLI_VARIANTS_H

#include "cli/study.h"

typedef struct hy_variants {
    hy_variant *items;
    hy_scenario_world *worlds; // of each
    uint32_t count;
    char *texts;           // the pieces of all --what
    const char **settings; // of all variants, one after another
    const char **all_settings; // those of the study, then those of one variant
} hy_variants;

// A --what without = is the file of a scenario, usually one that is based on the other. Splits every other --what at commas that another path=value follows; with a single one the scenario as it is comes first.
// Then reads and compiles each. The caller clears the variants in every case. An exit status.
int hy_variants_load(const hy_study_options *options, hy_variants *variants);
void hy_variants_clear(hy_variants *variants);

#endif
