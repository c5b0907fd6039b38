// What `view` and `export` show: a scenario, a history in a .hyo file, or the first of many runs beside all of them.
#ifndef HY_CLI_PAGE_SOURCE_H
#define HY_CLI_PAGE_SOURCE_H

#include "cli/command.h"
#include "serve/page.h"

typedef struct hy_page_options {
    const char *path;
    const char **settings; // of a scenario only
    uint32_t setting_count;
    uint64_t seed;
    bool has_seed;
    const char *study_path; // --study: many runs to show beside it; NULL for none
} hy_page_options;

// `definition` lacks `upload` only; the rest is what it points to.
typedef struct hy_page_source {
    hy_page_definition definition;
    char template_path[HY_SHIPPED_PATH_SIZE];
    char *title, *scenario;
    uint8_t *packed;
    hy_record_hash *hashes;
    hy_intervention *interventions;
    char *study;
    uint32_t room_count, person_count;
} hy_page_source;

// Reads what is to be shown. Returns an exit status; what is wrong goes to stderr. The source is cleared by
// hy_page_source_clear in every case.
int hy_page_source_load(const hy_page_options *options, hy_page_source *source);
void hy_page_source_clear(hy_page_source *source);

// --seed and --set, for both commands: an exit status.
int hy_page_take_seed(const char *command, hy_page_options *options, const char *text);
int hy_page_take_setting(const char *command, hy_page_options *options, const char *text);

#endif
