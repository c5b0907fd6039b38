// Reading --what, and making a model of each.
#include "cli/variants.h"

#include <stdlib.h>
#include <string.h>

// whether the text up to the next comma outside of brackets is a path=value
static bool begins_setting(const char *text)
{
    int depth = 0;
    for (; *text != '\0' && !(*text == ',' && depth == 0); text++) {
        depth += (*text == '[' || *text == '{') - (*text == ']' || *text == '}');
        if (*text == '=' && depth == 0) {
            return true;
        }
    }
    return false;
}

// Where the next setting of a --what begins, its comma made an end; NULL after the last.
static char *next_setting(char *text)
{
    int depth = 0;
    for (; *text != '\0'; text++) {
        depth += (*text == '[' || *text == '{') - (*text == ']' || *text == '}');
        if (*text == ',' && depth == 0 && begins_setting(text + 1)) {
            *text = '\0';
            return text + 1;
        }
    }
    return NULL;
}

static uint32_t split(char *text, const char **settings)
{
    uint32_t count = 0;
    for (char *at = text; at != NULL;) {
        char *next = next_setting(at);
        settings[count++] = at;
        at = next;
    }
    return count;
}

static size_t count_commas(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += *text == ',';
    }
    return count;
}

static bool is_file(const char *what)
{
    return strchr(what, '=') == NULL;
}

static bool allocate(const hy_study_options *options, hy_variants *variants)
{
    size_t length = 1;
    size_t setting_count = 1;
    for (uint32_t i = 0; i < options->what_count; i++) {
        length += strlen(options->whats[i]) + 1;
        setting_count += count_commas(options->whats[i]) + 1;
    }
    variants->items = calloc((size_t)options->what_count + 1, sizeof *variants->items);
    variants->worlds = calloc((size_t)options->what_count + 1, sizeof *variants->worlds);
    variants->texts = calloc(length, 1);
    variants->settings = calloc(setting_count, sizeof *variants->settings);
    variants->all_settings = calloc(options->setting_count + setting_count, sizeof *variants->all_settings);
    return variants->items != NULL && variants->worlds != NULL && variants->texts != NULL &&
           variants->settings != NULL && variants->all_settings != NULL;
}

static void name_variants(const hy_study_options *options, hy_variants *variants)
{
    char *text = variants->texts;
    const char **settings = variants->settings;
    if (options->what_count == 1) {
        variants->items[variants->count++] = (hy_variant){.label = "as is"};
    }
    for (uint32_t i = 0; i < options->what_count; i++) {
        const size_t size = strlen(options->whats[i]) + 1;
        if (is_file(options->whats[i])) {
            variants->items[variants->count++] = (hy_variant){.label = options->whats[i]}; // its settings are read with it
            continue;
        }
        memcpy(text, options->whats[i], size);
        const uint32_t count = split(text, settings);
        variants->items[variants->count++] =
            (hy_variant){.label = options->whats[i], .settings = settings, .setting_count = count};
        settings += count;
        text += size;
    }
}

// A file of its own: what it sets itself comes before what the command line sets in all variants.
static int load_file(const hy_study_options *options, hy_variants *variants, uint32_t variant)
{
    hy_variant *of = &variants->items[variant];
    hy_scenario_world *world = &variants->worlds[variant];
    const int status = hy_scenario_world_load(of->label, options->settings, options->setting_count, world);
    if (status == HY_EXIT_DONE) {
        uint32_t count = 0;
        of->settings = hy_document_settings(world->document, &count);
        of->setting_count = count - options->setting_count;
    }
    return status;
}

static int load_settings(const hy_study_options *options, hy_variants *variants, uint32_t variant)
{
    const hy_variant *of = &variants->items[variant];
    uint32_t count = 0;
    for (uint32_t i = 0; i < options->setting_count; i++) {
        variants->all_settings[count++] = options->settings[i];
    }
    for (uint32_t i = 0; i < of->setting_count; i++) {
        variants->all_settings[count++] = of->settings[i];
    }
    return hy_scenario_world_load(options->input, variants->all_settings, count, &variants->worlds[variant]);
}

static int load(const hy_study_options *options, hy_variants *variants, uint32_t variant)
{
    const hy_variant *of = &variants->items[variant];
    const bool has_own_file = of->setting_count == 0 && is_file(of->label) && strcmp(of->label, "as is") != 0;
    const int status =
        has_own_file ? load_file(options, variants, variant) : load_settings(options, variants, variant);
    if (status != HY_EXIT_DONE) {
        return status;
    }
    const hy_model *first = variants->worlds[0].model;
    const hy_model *model = variants->worlds[variant].model;
    if (model->start_s != first->start_s || model->end_s != first->end_s || model->step_s < first->step_s ||
        model->step_s > first->step_s) {
        hy_complain("%s: variants must begin, end and step at the same times as %s", of->label,
                    variants->items[0].label);
        return HY_EXIT_WRONG;
    }
    return HY_EXIT_DONE;
}

int hy_variants_load(const hy_study_options *options, hy_variants *variants)
{
    *variants = (hy_variants){0};
    if (!allocate(options, variants)) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    name_variants(options, variants);
    int status = HY_EXIT_DONE;
    for (uint32_t i = 0; i < variants->count && status == HY_EXIT_DONE; i++) {
        status = load(options, variants, i);
    }
    return status;
}

void hy_variants_clear(hy_variants *variants)
{
    for (uint32_t i = 0; variants->worlds != NULL && i < variants->count; i++) {
        hy_scenario_world_clear(&variants->worlds[i]);
    }
    free(variants->items);
    free(variants->worlds);
    free(variants->texts);
    free(variants->settings);
    free(variants->all_settings);
    *variants = (hy_variants){0};
}
