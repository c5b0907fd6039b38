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

static const char *key_of_target(hy_target_kind kind)
{
    return kind == HY_TARGET_PERSON ? "person" : kind == HY_TARGET_ROOM ? "room" : "opening";
}

static uint32_t count_of_targets(const hy_model *model, hy_target_kind kind)
{
    return kind == HY_TARGET_PERSON ? model->person_count : kind == HY_TARGET_ROOM ? model->room_count : model->opening_count;
}

static uint32_t target_named(const hy_model *model, hy_target_kind kind, const char *name)
{
    switch (kind) {
    case HY_TARGET_PERSON: return hy_model_person_named(model, name);
    case HY_TARGET_ROOM: return hy_model_room_named(model, name);
    default: return hy_model_opening_named(model, name);
    }
}

// a number, or a name
static bool find_target(const json_t *value, hy_target_kind kind, const hy_model *model, uint32_t *target)
{
    *target = HY_NONE;
    if (json_is_integer(value) && json_integer_value(value) >= 0 && json_integer_value(value) < count_of_targets(model, kind)) {
        *target = (uint32_t)json_integer_value(value);
    } else if (json_is_string(value)) {
        *target = target_named(model, kind, json_string_value(value));
    }
    return *target != HY_NONE;
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
        hy_complain("%s: commands[%zu]: \"do\" must be open, shut, lock, unlock, alarm, take_away, noise or protect", path, index);
        return HY_EXIT_WRONG;
    }
    const hy_target_kind target = hy_intervention_target(item.kind);
    const char *key = key_of_target(target);
    if (target != HY_TARGET_NONE && !find_target(json_object_get(object, key), target, model, &item.target)) {
        hy_complain("%s: commands[%zu]: \"%s\" names none of this world; give a name, or a number from 0", path, index, key);
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
