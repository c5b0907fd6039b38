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

// One setting, and where it stands.
typedef struct hy_setting {
    const char *text;
    hy_mark mark;
} hy_setting;

typedef struct hy_settings {
    const hy_setting *items;
    uint32_t count;
} hy_settings;

// Applies every setting that reaches into targets[chosen]. A path that begins with the prefix of a target and a dot
// reaches into that one, every other path into targets[0]. `passing` serves meanwhile.
void hy_apply_settings(hy_reader *reader, hy_arena *passing, const hy_settings *settings,
                       const hy_settings_target *targets, uint32_t target_count, uint32_t chosen);

#endif
