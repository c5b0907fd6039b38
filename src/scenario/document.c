// Loads a scenario with the plan and the strain that it names, or a plan or a strain alone.
#include "hyosan/scenario.h"

#include <string.h>

#include "hyosan/host.h"
#include "scenario/names.h"
#include "scenario/reader.h"
#include "scenario/settings.h"
#include "scenario/source.h"

enum { KIND_COUNT = HY_DOCUMENT_STRAIN + 1, CHUNK_BYTES = 64 * 1024 };

struct hy_document {
    hy_allocator allocator;
    hy_arena arena;
    hy_document_kind kind;
    hy_description description;
    hy_document_file files[KIND_COUNT];
    uint32_t file_count;
};

// Where a file is named: at the mark of a value, or nowhere in a text for the file that the user names.
typedef struct file_reference {
    const char *name; // as written
    const char *path; // to open
    hy_mark mark;
    const hy_path *place;
} file_reference;

// A load under way.
typedef struct document_loader {
    hy_document *document;
    hy_reader reader;
    hy_arena passing; // trees and the like
    hy_settings settings;
    hy_settings_target targets[KIND_COUNT];
    uint32_t target_count;
    bool has_file_error;
} document_loader;

static const char *const kind_names[KIND_COUNT] = {
    [HY_DOCUMENT_SCENARIO] = "scenario", [HY_DOCUMENT_PLAN] = "plan", [HY_DOCUMENT_STRAIN] = "strain"};

static void *record_of(hy_document *document, hy_document_kind kind)
{
    switch (kind) {
    case HY_DOCUMENT_PLAN:
        return &document->description.plan;
    case HY_DOCUMENT_STRAIN:
        return &document->description.strain;
    default:
        return &document->description.scenario;
    }
}

// ---- files

static void report_unreadable(document_loader *loader, const file_reference *reference, const char *message)
{
    // where no line can be shown, the name of the file stands before the sentence already
    const size_t name_length = strlen(reference->path);
    const bool repeats_name = reference->mark.line == 0 && strncmp(message, reference->path, name_length) == 0 &&
                              strncmp(message + name_length, ": ", 2) == 0;
    hy_problem_say(&loader->reader.problems, reference->mark, reference->place,
                   repeats_name ? message + name_length + 2 : message);
}

static bool read_text(document_loader *loader, const file_reference *reference, hy_document_file *file)
{
    hy_document *document = loader->document;
    char message[HY_HOST_MESSAGE_SIZE];
    char *text;
    const hy_status status =
        hy_host_read_file(document->allocator, reference->path, HY_SOURCE_LIMIT_BYTES, &text, &file->length, message);
    if (status == HY_OUT_OF_MEMORY) {
        document->arena.has_failed = true;
        return false;
    }
    if (status != HY_OK) {
        report_unreadable(loader, reference, message);
        loader->has_file_error = loader->has_file_error || status != HY_LIMIT_REACHED;
        return false;
    }
    file->text = text;
    file->name = hy_arena_copy_text(&document->arena, reference->name, strlen(reference->name));
    document->file_count++;
    return true;
}

// the tree of a file, NULL after a problem
static const hy_node *read_tree(document_loader *loader, const file_reference *reference, uint32_t file_index)
{
    hy_document_file *file = &loader->document->files[loader->document->file_count];
    if (!read_text(loader, reference, file)) {
        return NULL;
    }
    const hy_source source = {.text = file->text, .length = file->length, .file = file_index};
    if (!hy_source_is_text(&source, &loader->reader.problems)) {
        return NULL;
    }
    return hy_tree_read(&loader->passing, &source, &loader->reader.problems);
}

// ---- what kind of file it is

static bool has_key(const hy_node *root, const char *key)
{
    return hy_node_value(root, key) != NULL;
}

// by its keys, in whatever order; KIND_COUNT if they do not tell
static uint32_t kind_of(const hy_node *root)
{
    const bool has_plan = has_key(root, "plan"), has_strain = has_key(root, "strain");
    if (has_key(root, "scenario") || (has_plan && has_strain && !has_key(root, "levels") && !has_key(root, "stages"))) {
        return HY_DOCUMENT_SCENARIO;
    }
    if (has_key(root, "levels") || (has_plan && !has_key(root, "stages"))) {
        return HY_DOCUMENT_PLAN;
    }
    return has_strain || has_key(root, "stages") ? HY_DOCUMENT_STRAIN : KIND_COUNT;
}

static bool is_mapping(document_loader *loader, const hy_node *root)
{
    if (root->kind == HY_NODE_MAPPING) {
        return true;
    }
    hy_problem_say(&loader->reader.problems, root->mark, NULL,
                   hy_node_is_null(root)        ? "this file is empty; begin with the key scenario, plan or strain"
                   : root->kind == HY_NODE_LIST ? "this file is a list; write keys and values, and begin with the key "
                                                  "scenario, plan or strain"
                                                : "this file is a single text; write keys and values, and begin with "
                                                  "the key scenario, plan or strain");
    return false;
}

static bool find_kind(document_loader *loader, const hy_node *root, hy_document_kind *kind)
{
    const uint32_t found = kind_of(root);
    if (found == KIND_COUNT) {
        hy_problem_say(&loader->reader.problems, root->mark, NULL,
                       "no key tells what this file is; write scenario: and a title, plan: and a title, or strain: "
                       "and a name");
        return false;
    }
    *kind = (hy_document_kind)found;
    return true;
}

static bool is_wanted_kind(document_loader *loader, const hy_node *root, hy_document_kind wanted,
                           const file_reference *reference)
{
    const uint32_t found = kind_of(root);
    if (found == KIND_COUNT || found == (uint32_t)wanted) {
        return true;
    }
    hy_problem problem;
    hy_problem_begin(&problem, &loader->reader.problems, reference->mark, reference->place);
    hy_text_add_quoted(&problem.text, reference->name, strlen(reference->name));
    hy_text_add(&problem.text, " is the file of a ");
    hy_text_add(&problem.text, kind_names[found]);
    hy_text_add(&problem.text, "; name the file of a ");
    hy_text_add(&problem.text, kind_names[wanted]);
    hy_problem_end(&problem);
    return false;
}

// ---- records

// Reads the field `format` alone: where it is another one, every other complaint would mislead.
static bool is_known_format(document_loader *loader, const hy_record_table *table, const hy_node *root, void *record)
{
    const uint32_t index = hy_field_index(table, "format");
    const hy_node *format = hy_node_value(root, "format");
    if (format == NULL || index == table->field_count) {
        return true;
    }
    const uint32_t count_before = loader->reader.problems.count;
    const hy_path path = {.field = "format"};
    hy_read_field(&loader->reader, &table->fields[index], format, &path, record);
    return loader->reader.problems.count == count_before;
}

// fills a record from a tree, and applies its settings
static void read_record(document_loader *loader, hy_document_kind kind, const hy_node *root)
{
    const hy_record_table *table = hy_record_table_named(kind_names[kind]);
    void *record = record_of(loader->document, kind);
    if (!is_known_format(loader, table, root, record)) {
        return;
    }
    hy_read_record(&loader->reader, table, root, NULL, record);
    const uint32_t chosen = loader->document->kind == HY_DOCUMENT_SCENARIO ? (uint32_t)kind : 0;
    loader->targets[chosen].record = record;
    hy_apply_settings(&loader->reader, &loader->passing, &loader->settings, loader->targets, loader->target_count,
                      chosen);
    if (!loader->reader.is_stopped) {
        hy_check_names(&loader->reader.problems, &loader->passing, table, record);
    }
}

static void forget_visits(document_loader *loader)
{
    loader->reader.visit_count = 0;
    loader->reader.is_stopped = loader->document->arena.has_failed || loader->passing.has_failed;
}

// a scenario without a strain has none that a setting could change
static void refuse_settings_of(document_loader *loader, hy_document_kind kind)
{
    const size_t length = strlen(kind_names[kind]);
    for (uint32_t i = 0; i < loader->settings.count; i++) {
        const char *text = loader->settings.texts[i];
        if (strncmp(text, kind_names[kind], length) == 0 && text[length] == '.') {
            const hy_path place = {.field = kind_names[kind]};
            const hy_mark mark = {.file = loader->settings.file, .line = 1, .column = 1};
            hy_problem_say(&loader->reader.problems, mark, &place,
                           "the scenario names no file of this kind, so there is nothing to set in it");
        }
    }
}

// the plan or the strain that a scenario names
static void load_part(document_loader *loader, hy_document_kind kind, const char *scenario_path, const char *name,
                      hy_mark mark)
{
    forget_visits(loader);
    if (name == NULL || loader->reader.is_stopped) {
        return; // the missing key was complained of
    }
    if (name[0] == '\0') {
        refuse_settings_of(loader, kind);
        return;
    }
    const hy_path place = {.field = kind_names[kind]};
    const file_reference reference = {.name = name,
                                      .mark = mark,
                                      .place = &place,
                                      .path = hy_source_path_beside(&loader->passing, scenario_path, name)};
    if (reference.path == NULL) {
        return;
    }
    const uint32_t file_index = hy_diagnostics_add_file(loader->reader.problems.sink, reference.path);
    const hy_node *root = read_tree(loader, &reference, file_index);
    if (root != NULL && is_mapping(loader, root) && is_wanted_kind(loader, root, kind, &reference)) {
        read_record(loader, kind, root);
    }
}

static void load_parts(document_loader *loader, const char *scenario_path)
{
    const hy_spec_scenario *scenario = &loader->document->description.scenario;
    if (scenario->field_marks == NULL || loader->targets[HY_DOCUMENT_SCENARIO].record == NULL) {
        return; // nothing was read of it
    }
    load_part(loader, HY_DOCUMENT_PLAN, scenario_path, scenario->plan, scenario->field_marks[hy_field_scenario_plan]);
    load_part(loader, HY_DOCUMENT_STRAIN, scenario_path, scenario->strain,
              scenario->field_marks[hy_field_scenario_strain]);
}

static void list_targets(document_loader *loader)
{
    const hy_document_kind kind = loader->document->kind;
    const uint32_t first = kind;
    const uint32_t count = kind == HY_DOCUMENT_SCENARIO ? KIND_COUNT : 1;
    for (uint32_t i = 0; i < count; i++) {
        const char *name = kind_names[first + i];
        loader->targets[i] = (hy_settings_target){.prefix = name, .table = hy_record_table_named(name)};
    }
    loader->target_count = count;
}

static void load(document_loader *loader, const char *path)
{
    const uint32_t file_index = hy_diagnostics_add_file(loader->reader.problems.sink, path);
    if (loader->settings.count > 0) {
        loader->settings.file = hy_diagnostics_add_file(loader->reader.problems.sink, "--set");
    }
    const file_reference reference = {.name = path, .path = path, .mark = {.file = file_index}};
    const hy_node *root = read_tree(loader, &reference, file_index);
    hy_document *document = loader->document;
    if (root == NULL || !is_mapping(loader, root) || !find_kind(loader, root, &document->kind)) {
        return;
    }
    list_targets(loader);
    read_record(loader, document->kind, root);
    if (document->kind == HY_DOCUMENT_SCENARIO) {
        load_parts(loader, path);
    }
}

// ---- the document

static hy_document *create_document(hy_allocator allocator)
{
    hy_document *document = allocator.allocate(allocator.context, sizeof *document);
    if (document != NULL) {
        memset(document, 0, sizeof *document);
        document->allocator = allocator;
        hy_arena_init(&document->arena, allocator, CHUNK_BYTES);
        document->description.scenario = hy_spec_scenario_default();
        document->description.plan = hy_spec_plan_default();
        document->description.strain = hy_spec_strain_default();
    }
    return document;
}

void hy_document_destroy(hy_document *document)
{
    if (document == NULL) {
        return;
    }
    const hy_allocator allocator = document->allocator;
    for (uint32_t i = 0; i < document->file_count; i++) {
        union {
            const char *constant;
            void *owned;
        } text = {.constant = document->files[i].text};
        allocator.release(allocator.context, text.owned, document->files[i].length + 1);
    }
    hy_arena_clear(&document->arena);
    allocator.release(allocator.context, document, sizeof *document);
}

static hy_status status_of(const document_loader *loader)
{
    if (loader->document->arena.has_failed || loader->passing.has_failed) {
        return HY_OUT_OF_MEMORY;
    }
    if (loader->has_file_error) {
        return HY_FILE_ERROR;
    }
    return loader->reader.problems.count > 0 ? HY_BAD_INPUT : HY_OK;
}

hy_status hy_document_load(hy_allocator allocator, const char *path, const char *const *settings,
                           uint32_t setting_count, hy_diagnostics *sink, hy_document **document)
{
    *document = NULL;
    document_loader loader = {.document = create_document(allocator)};
    if (loader.document == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    loader.settings = (hy_settings){.texts = settings, .count = setting_count};
    loader.reader = (hy_reader){.arena = &loader.document->arena, .problems = {.sink = sink}};
    hy_arena_init(&loader.passing, allocator, CHUNK_BYTES);
    load(&loader, path);
    const hy_status status = status_of(&loader);
    hy_arena_clear(&loader.passing);
    if (status == HY_OK) {
        *document = loader.document;
    } else {
        hy_document_destroy(loader.document);
    }
    hy_diagnostics_sort(sink);
    return status;
}

hy_document_kind hy_document_what(const hy_document *document)
{
    return document->kind;
}

const hy_description *hy_document_description(const hy_document *document)
{
    return &document->description;
}

const hy_document_file *hy_document_files(const hy_document *document, uint32_t *count)
{
    *count = document->file_count;
    return document->files;
}
