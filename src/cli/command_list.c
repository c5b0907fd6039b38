// Reading a list of commands from JSON.
#include "cli/command_list.h"

#include "cli/command.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMMAND_LIMIT = 10000 };

static bool find_kind(const char *word, hy_intervention_kind *kind)
{
    for (uint32_t i = 0; word != NULL && i < HY_INTERVENTION_KIND_COUNT; i++) {
        if (strcmp(hy_intervention_word(i), word) == 0) {
            *kind = (hy_intervention_kind)i;
            return true;
        }
    }
    return false;
}

static const char *key_of_target(hy_intervention_kind kind)
{
    static const char *const keys[] = {[HY_TARGET_nothing] = "",
                                       [HY_TARGET_opening] = "opening",
                                       [HY_TARGET_person] = "person",
                                       [HY_TARGET_number] = "draw",
                                       [HY_TARGET_room] = "room"};
    return keys[hy_intervention_target_of(kind)];
}

static uint32_t limit_of_target(const hy_model *model, hy_intervention_target what)
{
    switch (what) {
    case HY_TARGET_person: return model->person_count;
    case HY_TARGET_room: return model->room_count;
    case HY_TARGET_opening: return model->opening_count;
    default: return HY_NONE;
    }
}

static uint32_t target_named(const hy_model *model, hy_intervention_target what, const char *name)
{
    switch (what) {
    case HY_TARGET_person: return hy_model_person_named(model, name);
    case HY_TARGET_room: return hy_model_room_named(model, name);
    default: return hy_model_opening_named(model, name);
    }
}

// a number, or a name
static bool find_target(const json_t *value, hy_intervention_kind kind, const hy_model *model, uint32_t *target)
{
    const hy_intervention_target what = hy_intervention_target_of(kind);
    const uint32_t limit = limit_of_target(model, what);
    *target = HY_NONE;
    if (json_is_integer(value) && json_integer_value(value) >= 0 && json_integer_value(value) < limit) {
        *target = (uint32_t)json_integer_value(value);
    } else if (json_is_string(value) && what != HY_TARGET_number) {
        *target = target_named(model, what, json_string_value(value));
    }
    return *target != HY_NONE;
}

// how long it lasts, in ticks; to the end where nothing is said
static bool read_length(const json_t *value, const hy_model *model, hy_intervention *item)
{
    item->for_ticks = HY_NONE;
    if (value == NULL) {
        return true;
    }
    const double ticks = json_is_number(value) ? json_number_value(value) / (double)model->step_s : 0;
    item->for_ticks = ticks >= 0.5 && ticks < 4e9 ? (uint32_t)(ticks + 0.5) : 0;
    return item->for_ticks > 0;
}

static void say_words(const char *path, size_t index)
{
    char words[256] = "";
    for (uint32_t i = 0; i < HY_INTERVENTION_KIND_COUNT; i++) {
        const size_t length = strlen(words);
        const char *before = i == 0 ? "" : i + 1 == HY_INTERVENTION_KIND_COUNT ? " or " : ", ";
        snprintf(words + length, sizeof words - length, "%s%s", before, hy_intervention_word(i));
    }
    hy_complain("%s: commands[%zu]: \"do\" must be %s", path, index, words);
}

static int read_command(const char *path, size_t index, const json_t *object, const hy_model *model, hy_command_list *list)
{
    const json_t *tick = json_object_get(object, "tick");
    hy_intervention item = {0};
    if (!json_is_integer(tick) || json_integer_value(tick) < 0 || json_integer_value(tick) >= UINT32_MAX) {
        hy_complain("%s: commands[%zu]: \"tick\" must be a whole number of steps since the start", path, index);
        return HY_EXIT_WRONG;
    }
    item.tick = (uint32_t)json_integer_value(tick);
    if (!find_kind(json_string_value(json_object_get(object, "do")), &item.kind)) {
        say_words(path, index);
        return HY_EXIT_WRONG;
    }
    const char *key = key_of_target(item.kind);
    if (key[0] != '\0' && !find_target(json_object_get(object, key), item.kind, model, &item.target)) {
        hy_complain("%s: commands[%zu]: \"%s\" %s", path, index, key,
                    item.kind == HY_intervention_redraw ? "must be a whole number: which draws from here on"
                                                        : "names none of this world; give a name, or a number from 0");
        return HY_EXIT_WRONG;
    }
    const json_t *length = json_object_get(object, "for_s");
    if (hy_intervention_lasts(item.kind) ? !read_length(length, model, &item) : length != NULL) {
        hy_complain("%s: commands[%zu]: %s", path, index,
                    hy_intervention_lasts(item.kind) ? "\"for_s\" must be a number of seconds above 0; left out, it lasts to the end"
                                                     : "\"for_s\" belongs to protect, keep and restrain");
        return HY_EXIT_WRONG;
    }
    if (list->count > 0 && item.tick < list->items[list->count - 1].tick) {
        hy_complain("%s: commands[%zu]: it comes before the one above it; put them in order of time", path, index);
        return HY_EXIT_WRONG;
    }
    list->items[list->count++] = item;
    return HY_EXIT_DONE;
}

static bool is_of_model(const json_t *root, const hy_model *model)
{
    char own[24];
    snprintf(own, sizeof own, "%016llx", (unsigned long long)model->hash);
    const char *named = json_string_value(json_object_get(root, "model_hash"));
    return named == NULL || strcmp(named, own) == 0;
}

static int read_all(const char *path, const json_t *root, const hy_model *model, hy_command_list *list)
{
    const json_t *commands = json_object_get(root, "commands");
    const size_t count = json_array_size(commands);
    if (!json_is_array(commands) || count > COMMAND_LIMIT) {
        hy_complain("%s: it must be an object with a list \"commands\" of at most %d", path, COMMAND_LIMIT);
        return HY_EXIT_WRONG;
    }
    if (!is_of_model(root, model)) {
        hy_complain("%s: these commands were made for another world: its \"model_hash\" is not that of this scenario", path);
        return HY_EXIT_WRONG;
    }
    const char *seed = json_string_value(json_object_get(root, "seed"));
    list->has_seed = seed != NULL && hy_read_whole(seed, 0, INT64_MAX, &list->seed);
    list->items = calloc(count + 1, sizeof *list->items);
    if (list->items == NULL) {
        hy_complain("%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_EXIT_FAILED;
    }
    int status = HY_EXIT_DONE;
    for (size_t i = 0; i < count && status == HY_EXIT_DONE; i++) {
        status = read_command(path, i, json_array_get(commands, i), model, list);
    }
    return status;
}

int hy_command_list_read(const char *path, const hy_model *model, hy_command_list *list)
{
    *list = (hy_command_list){0};
    json_error_t error;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL) {
        if (error.line > 0) {
            hy_complain("%s:%d:%d: %s", path, error.line, error.column, error.text);
        } else {
            hy_complain("%s", error.text);
        }
        return HY_EXIT_WRONG;
    }
    const int status = read_all(path, root, model, list);
    json_decref(root);
    return status;
}

void hy_command_list_clear(hy_command_list *list)
{
    free(list->items);
    *list = (hy_command_list){0};
}
