// Writing what never changes in a history: texts, building, stages, groups and persons.
#ifndef HY_STORE_WORLD_H
#define HY_STORE_WORLD_H

#include "store/database.h"
#include "store/frames.h"

// Fills the tables of the world within the open transaction. SQLITE_OK, or SQLite's result.
int hy_world_write(sqlite3 *database, const hy_store_definition *definition);

// The sheet of a model as keyframes pack it.
hy_frame_sheet hy_world_frame_sheet(const hy_model *model, uint32_t sheet);

// human, incubating, zombie, halfbie, dead or escaped
const char *hy_cell_word(uint32_t cell);

// hy_outcome_cell of a person, or HY_CELL_ESCAPED
uint32_t hy_cell_of(const hy_person_view *view);

#endif
