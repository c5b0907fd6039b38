// Loads the file of a study.
#include "hyosan/scenario.h"

#include "hyosan/host.h"
#include "scenario/reader.h"
#include "scenario/source.h"

#include <string.h>

enum { CHUNK_BYTES = 16 * 1024 };

struct hy_study_document {
    hy_allocator allocator;
    hy_arena arena;
    hy_spec_study record;
    const char *scenario, *text;
};

// ---- what tables cannot say

static void say_of_parameter(hy_problems *problems, const hy_spec_study_parameter *parameter, uint32_t index,
                             const char *sentence)
{
    const hy_path list = {.field = "parameters"};
    const hy_path item = {.parent = &list, .item_name = parameter->path, .item_index = index};
    hy_problem_say(problems, parameter->mark, &item, sentence);
}

static void check_parameter(hy_problems *problems, const hy_spec_study_parameter *parameter, uint32_t index)
{
    const bool has_ends = parameter->low > HY_UNSET && parameter->high > HY_UNSET;
    if (parameter->values_count > 0) {
        return;
    }
    if (!has_ends) {
        say_of_parameter(problems, parameter, index, "it needs low: and high:, or values:");
    } else if (parameter->low >= parameter->high) {
        say_of_parameter(problems, parameter, index, "low: must be less than high:");
    } else if (parameter->is_logarithmic && parameter->low <= 0) {
        say_of_parameter(problems, parameter, index, "low: must be greater than 0 where is_logarithmic: is true");
    }
}

static void check_prior(hy_problems *problems, const hy_spec_study_parameter *parameter, uint32_t index)
{
    const bool is_normal = parameter->prior == HY_prior_kind_normal;
    const bool has_moments = parameter->mean > HY_UNSET && parameter->sd > HY_UNSET;
    if (is_normal && parameter->values_count > 0) {
        say_of_parameter(problems, parameter, index, "a list of values: is drawn evenly; take prior: normal away");
    } else if (is_normal && !has_moments) {
        say_of_parameter(problems, parameter, index, "prior: normal needs mean: and sd:");
    } else if (is_normal && (parameter->mean < parameter->low || parameter->mean > parameter->high)) {
        say_of_parameter(problems, parameter, index, "mean: must lie between low: and high:, which cut the prior off");
    } else if (!is_normal && (parameter->mean > HY_UNSET || parameter->sd > HY_UNSET)) {
        say_of_parameter(problems, parameter, index, "mean: and sd: are of a normal prior; write prior: normal, or take them away");
    }
}

static void check_target(hy_problems *problems, const hy_spec_study_target *target, uint32_t index)
{
    const bool is_whole_or_role = strcmp(target->outcome, "all") == 0 || strcmp(target->outcome, "students") == 0 ||
                                  strcmp(target->outcome, "staff") == 0;
    const hy_path list = {.field = "targets"};
    const hy_path item = {.parent = &list, .item_name = target->outcome, .item_index = index};
    if (target->at_s != HY_NO_CLOCK && !is_whole_or_role) {
        hy_problem_say(problems, target->mark, &item, "at: goes with all, students or staff: curves over time are kept of these");
    }
}

static void check_fit(hy_problems *problems, const hy_spec_study *study)
{
    const bool is_fit = study->design == HY_study_design_abc_smc;
    const hy_path place = {.field = "targets"};
    if (is_fit && study->targets_count == 0) {
        hy_problem_say(problems, study->mark, &place, "a fit needs at least one target, with outcome:, value: and scale:");
    } else if (!is_fit && study->targets_count > 0) {
        hy_problem_say(problems, study->mark, &place, "targets are met by design: abc_smc; write it, or take the targets away");
    }
    for (uint32_t i = 0; i < study->targets_count; i++) {
        check_target(problems, &study->targets[i], i);
    }
}

static void check_study(hy_problems *problems, const hy_spec_study *study)
{
    if (study->parameters_count == 0) {
        const hy_path place = {.field = "parameters"};
        hy_problem_say(problems, study->mark, &place, "name at least one parameter, with path:, low: and high:");
    }
    for (uint32_t i = 0; i < study->parameters_count; i++) {
        check_parameter(problems, &study->parameters[i], i);
        check_prior(problems, &study->parameters[i], i);
    }
    check_fit(problems, study);
}

// ---- loading

bool hy_study_document_is(hy_allocator allocator, const char *path)
{
    char message[HY_HOST_MESSAGE_SIZE];
    char *text = NULL;
    size_t length = 0;
    if (hy_host_read_file(allocator, path, HY_SOURCE_LIMIT_BYTES, &text, &length, message) != HY_OK) {
        return false;
    }
    // a line that begins so: enough to tell which reader is to complain
    static const char KEY[] = "study:";
    bool is_study = strncmp(text, KEY, sizeof KEY - 1) == 0;
    for (const char *at = strchr(text, '\n'); at != NULL && !is_study; at = strchr(at + 1, '\n')) {
        is_study = strncmp(at + 1, KEY, sizeof KEY - 1) == 0;
    }
    allocator.release(allocator.context, text, length + 1);
    return is_study;
}

static hy_status read_study(hy_study_document *document, const char *path, hy_reader *reader, hy_arena *passing)
{
    char message[HY_HOST_MESSAGE_SIZE];
    char *text = NULL;
    size_t length = 0;
    const uint32_t file = hy_diagnostics_add_file(reader->problems.sink, path);
    const hy_status status =
        hy_host_read_file(document->allocator, path, HY_SOURCE_LIMIT_BYTES, &text, &length, message);
    if (status != HY_OK) {
        hy_problem_say(&reader->problems, (hy_mark){.file = file}, NULL, message);
        return status == HY_OUT_OF_MEMORY ? status : HY_FILE_ERROR;
    }
    document->text = hy_arena_copy_text(&document->arena, text, length);
    document->allocator.release(document->allocator.context, text, length + 1);
    document->scenario = NULL;
    if (document->text == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    const hy_source source = {.text = document->text, .length = length, .file = file};
    const hy_node *root =
        hy_source_is_text(&source, &reader->problems) ? hy_tree_read(passing, &source, &reader->problems) : NULL;
    if (root != NULL) {
        hy_read_record(reader, hy_record_table_named("study"), root, NULL, &document->record);
    }
    if (root != NULL && reader->problems.count == 0 && !reader->is_stopped) {
        check_study(&reader->problems, &document->record);
        document->scenario = hy_source_path_beside(&document->arena, path, document->record.scenario);
    }
    if (document->arena.has_failed || passing->has_failed) {
        return HY_OUT_OF_MEMORY;
    }
    return reader->problems.count > 0 ? HY_BAD_INPUT : HY_OK;
}

hy_status hy_study_document_load(hy_allocator allocator, const char *path, hy_diagnostics *sink,
                                 hy_study_document **out)
{
    *out = NULL;
    hy_study_document *document = allocator.allocate(allocator.context, sizeof *document);
    if (document == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    memset(document, 0, sizeof *document);
    document->allocator = allocator;
    hy_arena_init(&document->arena, allocator, CHUNK_BYTES);
    hy_arena passing;
    hy_arena_init(&passing, allocator, CHUNK_BYTES);
    hy_reader reader = {.arena = &document->arena, .problems = {.sink = sink}};
    const hy_status status = read_study(document, path, &reader, &passing);
    hy_arena_clear(&passing);
    if (status == HY_OK) {
        *out = document;
    } else {
        hy_study_document_destroy(document);
    }
    hy_diagnostics_sort(sink);
    return status;
}

void hy_study_document_destroy(hy_study_document *document)
{
    if (document == NULL) {
        return;
    }
    const hy_allocator allocator = document->allocator;
    hy_arena_clear(&document->arena);
    allocator.release(allocator.context, document, sizeof *document);
}

const hy_spec_study *hy_study_document_record(const hy_study_document *document)
{
    return &document->record;
}

const char *hy_study_document_scenario(const hy_study_document *document)
{
    return document->scenario;
}

const char *hy_study_document_text(const hy_study_document *document)
{
    return document->text;
}
