// Settings "path=value" that are applied over what was read from files.
#ifndef HY_SCENARIO_SETTINGS_H
#define HY_SCENARIO_SETTINGS_H

#include "scenario/reader.h"

// One record that settings may reach into.
typedef struct hy_settings_target {
    const char *prefix; // "plan" for plan.rooms[2-5].level
    const hy_record_table *table;
    void *record; // NULL when it could not be read: then its settings are passed over
} hy_settings_target;

// A list of settings, and which file index stands for them in marks.
typedef struct hy_settings {
    const char *const *texts;
    uint32_t count;
    uint32_t file;
} hy_settings;

// Applies every setting that reaches into targets[chosen]. A path that begins with the prefix of a target and a dot
// reaches into that one, every other path into targets[0]. `passing` serves meanwhile.
void hy_apply_settings(hy_reader *reader, hy_arena *passing, const hy_settings *settings,
                       const hy_settings_target *targets, uint32_t target_count, uint32_t chosen);

#endif
