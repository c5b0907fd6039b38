// Loads a scenario with the plan and the strain that it names, or a plan or a strain alone.
#include "hyosan/scenario.h"

#include <string.h>

#include "hyosan/host.h"
#include "scenario/names.h"
#include "scenario/reader.h"
#include "scenario/settings.h"
#include "scenario/source.h"

enum { KIND_COUNT = HY_DOCUMENT_STRAIN + 1, CHUNK_BYTES = 64 * 1024, VARIANT_LIMIT = 3 };

struct hy_document {
    hy_allocator allocator;
    hy_arena arena;
    hy_document_kind kind;
    hy_description description;
    hy_document_file files[KIND_COUNT + VARIANT_LIMIT];
    uint32_t file_count;
    const char **settings; // of the variants and of the caller, as they were applied
    uint32_t setting_count;
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
    hy_setting *made; // the settings that it points to
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
    file->what = kind_names[HY_DOCUMENT_SCENARIO]; // until its keys tell
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
    if (has_key(root, "scenario") || has_key(root, "based_on") || (has_plan && has_strain && !has_key(root, "levels") && !has_key(root, "stages"))) {
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
        const char *text = loader->settings.items[i].text;
        if (strncmp(text, kind_names[kind], length) == 0 && text[length] == '.') {
            const hy_path place = {.field = kind_names[kind]};
            hy_problem_say(&loader->reader.problems, loader->settings.items[i].mark, &place,
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
    if (root != NULL) {
        loader->document->files[loader->document->file_count - 1].what = kind_names[kind];
    }
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

static void load_root(document_loader *loader, const char *path, const hy_node *root)
{
    hy_document *document = loader->document;
    document->files[document->file_count - 1].what = kind_names[document->kind];
    list_targets(loader);
    read_record(loader, document->kind, root);
    if (document->kind == HY_DOCUMENT_SCENARIO) {
        load_parts(loader, path);
    }
}

// ---- variants: scenarios that are based on another one

// One file of a chain: the first is the one that the user names.
typedef struct variant {
    const char *path;
    hy_spec_variant record;
    const hy_node *root;
} variant;

typedef struct variant_chain {
    variant items[VARIANT_LIMIT];
    uint32_t count;
} variant_chain;

static bool is_variant(const hy_node *root)
{
    return has_key(root, "based_on");
}

// Reads what a variant says; true if the file that it is based on can be looked for.
static bool read_variant(document_loader *loader, const char *path, const hy_node *root, variant_chain *chain)
{
    const uint32_t count_before = loader->reader.problems.count;
    const hy_path place = {.field = "based_on"};
    const hy_mark mark = hy_node_value(root, "based_on")->mark;
    for (uint32_t i = 0; i < chain->count; i++) {
        if (strcmp(chain->items[i].path, path) == 0) {
            hy_problem_say(&loader->reader.problems, mark, &place, "this file is based on itself; name another one");
            return false;
        }
    }
    if (chain->count == VARIANT_LIMIT) {
        hy_problem_say(&loader->reader.problems, mark, &place,
                       "more than three files are based on one another; name the scenario at the bottom");
        return false;
    }
    variant *into = &chain->items[chain->count++];
    *into = (variant){.path = path, .root = root};
    const hy_record_table *table = hy_record_table_named("variant");
    if (is_known_format(loader, table, root, &into->record)) {
        hy_read_record(&loader->reader, table, root, NULL, &into->record);
    }
    return loader->reader.problems.count == count_before && !loader->reader.is_stopped;
}

static bool is_scenario(document_loader *loader, const file_reference *reference, const hy_node *root)
{
    return is_mapping(loader, root) && is_wanted_kind(loader, root, HY_DOCUMENT_SCENARIO, reference);
}

// Goes down to the scenario that is based on no other: its root, and its path in *path. NULL after problems.
static const hy_node *find_base(document_loader *loader, const hy_node *root, const char **path, variant_chain *chain)
{
    while (root != NULL && is_variant(root)) {
        if (!read_variant(loader, *path, root, chain)) {
            return NULL;
        }
        loader->document->files[loader->document->file_count - 1].what = "variant";
        const hy_spec_variant *record = &chain->items[chain->count - 1].record;
        const hy_path place = {.field = "based_on"};
        const file_reference reference = {.name = record->based_on,
                                          .mark = record->field_marks[hy_field_variant_based_on],
                                          .place = &place,
                                          .path = hy_source_path_beside(&loader->passing, *path, record->based_on)};
        if (reference.path == NULL) {
            return NULL;
        }
        *path = reference.path;
        root = read_tree(loader, &reference, hy_diagnostics_add_file(loader->reader.problems.sink, reference.path));
        if (root != NULL && !is_scenario(loader, &reference, root)) {
            return NULL;
        }
    }
    return root;
}

// what the files at the bottom say comes first, what the command line says last
static void gather_settings(document_loader *loader, const variant_chain *chain, const hy_settings *given)
{
    hy_document *document = loader->document;
    uint32_t count = given->count;
    for (uint32_t i = 0; i < chain->count; i++) {
        count += chain->items[i].record.set_count;
    }
    loader->made = HY_ARENA_ARRAY(&loader->passing, hy_setting, count);
    document->settings = HY_ARENA_ARRAY(&document->arena, const char *, count);
    if (loader->made == NULL || document->settings == NULL) {
        return;
    }
    uint32_t filled = 0;
    for (uint32_t i = chain->count; i > 0; i--) {
        const variant *of = &chain->items[i - 1];
        const hy_node *list = hy_node_value(of->root, "set");
        const hy_node *item = list != NULL ? list->first : NULL;
        for (uint32_t k = 0; k < of->record.set_count && item != NULL; k++, item = item->next) {
            loader->made[filled++] = (hy_setting){.text = of->record.set[k], .mark = item->mark};
        }
    }
    for (uint32_t i = 0; i < given->count; i++) {
        loader->made[filled++] = given->items[i];
    }
    for (uint32_t i = 0; i < filled; i++) {
        const char *text = loader->made[i].text;
        document->settings[i] = hy_arena_copy_text(&document->arena, text, strlen(text));
    }
    loader->settings = (hy_settings){.items = loader->made, .count = filled};
    document->setting_count = filled;
}

// scenario, plan and strain first, then the variants as they were read
static void order_files(hy_document *document, uint32_t variant_count)
{
    hy_document_file variants[VARIANT_LIMIT];
    const uint32_t rest = document->file_count - variant_count;
    memcpy(variants, document->files, variant_count * sizeof variants[0]);
    memmove(document->files, document->files + variant_count, rest * sizeof variants[0]);
    memcpy(document->files + rest, variants, variant_count * sizeof variants[0]);
}

// the title is that of the file which the user names; the note too, if it has one
static void take_title(hy_document *document, const variant_chain *chain)
{
    if (chain->count > 0) {
        document->description.scenario.scenario = chain->items[0].record.scenario;
    }
    for (uint32_t i = chain->count; i > 0; i--) {
        const char *note = chain->items[i - 1].record.note;
        document->description.scenario.note = note[0] != '\0' ? note : document->description.scenario.note;
    }
}

static void load(document_loader *loader, const char *path, const hy_settings *given)
{
    const uint32_t file_index = hy_diagnostics_add_file(loader->reader.problems.sink, path);
    if (given->count > 0) {
        hy_diagnostics_add_file(loader->reader.problems.sink, "--set");
    }
    const file_reference reference = {.name = path, .path = path, .mark = {.file = file_index}};
    const hy_node *root = read_tree(loader, &reference, file_index);
    hy_document *document = loader->document;
    if (root == NULL || !is_mapping(loader, root) || !find_kind(loader, root, &document->kind)) {
        return;
    }
    variant_chain chain = {.count = 0};
    root = find_base(loader, root, &path, &chain);
    if (root != NULL) {
        gather_settings(loader, &chain, given);
        load_root(loader, path, root);
        take_title(document, &chain);
        order_files(document, chain.count);
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

// with the document in any case, unless there is no memory
static hy_status load_all(hy_allocator allocator, const char *path, const char *const *settings, uint32_t setting_count,
                          hy_diagnostics *sink, hy_document **document)
{
    *document = NULL;
    document_loader loader = {.document = create_document(allocator)};
    if (loader.document == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    loader.reader = (hy_reader){.arena = &loader.document->arena, .problems = {.sink = sink}};
    hy_arena_init(&loader.passing, allocator, CHUNK_BYTES);
    hy_setting *given = HY_ARENA_ARRAY(&loader.passing, hy_setting, setting_count);
    if (given != NULL) {
        // they stand as lines of a file of their own, which comes after the one that the user names
        const uint32_t file = sink->file_count + 1 < HY_DIAGNOSTIC_FILES ? sink->file_count + 1 : 0;
        for (uint32_t i = 0; i < setting_count; i++) {
            given[i] = (hy_setting){.text = settings[i], .mark = {.file = file, .line = i + 1, .column = 1}};
        }
        load(&loader, path, &(hy_settings){.items = given, .count = setting_count});
    }
    const hy_status status = status_of(&loader);
    hy_arena_clear(&loader.passing);
    *document = loader.document;
    hy_diagnostics_sort(sink);
    return status;
}

hy_status hy_document_load(hy_allocator allocator, const char *path, const char *const *settings,
                           uint32_t setting_count, hy_diagnostics *sink, hy_document **document)
{
    const hy_status status = load_all(allocator, path, settings, setting_count, sink, document);
    if (status != HY_OK) {
        hy_document_destroy(*document);
        *document = NULL;
    }
    return status;
}

hy_status hy_document_salvage(hy_allocator allocator, const char *path, hy_diagnostics *sink, hy_document **document)
{
    const hy_status status = load_all(allocator, path, NULL, 0, sink, document);
    if (status != HY_OK && status != HY_BAD_INPUT) {
        hy_document_destroy(*document);
        *document = NULL;
    }
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

const char *const *hy_document_settings(const hy_document *document, uint32_t *count)
{
    *count = document->setting_count;
    return document->settings;
}
