// Names that must be unique: those of the items of a list whose records require a name.
#ifndef HY_SCENARIO_NAMES_H
#define HY_SCENARIO_NAMES_H

#include "scenario/reader.h"

// Reports every item of every list in the record that bears the name of an earlier one. `passing` serves meanwhile.
void hy_check_names(hy_problems *problems, hy_arena *passing, const hy_record_table *table, const void *record);

#endif
