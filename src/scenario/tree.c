// Builds the tree from the events of libfyaml's parser. Its own document tree is not used: it copies what aliases name,
// without a bound, and stops at a repeated key.
#include "scenario/tree.h"

#include <libfyaml.h>
#include <string.h>

#include "base/hash.h"

enum { ANCHOR_BUCKETS = 4096, MESSAGE_SIZE = 160 };

typedef struct anchor {
    const char *name;
    hy_node *node;
    struct anchor *next; // of its bucket, newest first: an anchor may be set anew
} anchor;

typedef struct tree_builder {
    hy_arena *arena;
    const hy_source *source;
    hy_problems *problems;
    hy_node *root;
    hy_node *open[HY_TREE_DEPTH_LIMIT]; // from the root down
    uint32_t depth;
    uint32_t node_count;
    uint32_t document_count;
    hy_mark last_mark;
    bool is_broken;             // nothing comes of the tree, but the rest of the text is still looked through
    bool is_stopped;            // nor is that
    char message[MESSAGE_SIZE]; // of the parser, where it collects none
    anchor **anchors;
} tree_builder;

// ---- places

static hy_mark mark_at(const tree_builder *builder, const struct fy_mark *place)
{
    if (builder->source->has_one_place) {
        return builder->source->place;
    }
    if (place == NULL || place->line < 0 || place->column < 0) {
        return builder->last_mark;
    }
    return (hy_mark){
        .file = builder->source->file, .line = (uint32_t)place->line + 1, .column = (uint32_t)place->column + 1};
}

static void stop_saying(tree_builder *builder, hy_mark mark, const char *sentence)
{
    hy_problem_say(builder->problems, mark, builder->source->path, sentence);
    builder->is_stopped = true;
}

// ---- texts

// the text of a token in the arena; NULL when there is no memory
static const char *copy_token(tree_builder *builder, struct fy_token *token, size_t *length)
{
    *length = 0;
    const char *chars = token != NULL ? fy_token_get_text(token, length) : "";
    if (chars == NULL) {
        *length = 0;
        chars = "";
    }
    return hy_arena_copy_text(builder->arena, chars, *length);
}

static void read_scalar(tree_builder *builder, hy_node *node, struct fy_token *token)
{
    node->is_plain = token == NULL || fy_token_scalar_style(token) == FYSS_PLAIN;
    node->text = copy_token(builder, token, &node->length);
    if (node->text != NULL && strlen(node->text) != node->length) {
        hy_problem_say(builder->problems, node->mark, builder->source->path,
                       "there is a NUL character in this text; take the \\0 out of it");
    }
}

// ---- anchors and aliases

static anchor **bucket_of(const tree_builder *builder, const char *name)
{
    return &builder->anchors[hy_hash64(name, strlen(name), 0) % ANCHOR_BUCKETS];
}

static void set_anchor(tree_builder *builder, hy_node *node, struct fy_token *token)
{
    if (token == NULL) {
        return;
    }
    if (builder->anchors == NULL) {
        builder->anchors = HY_ARENA_ARRAY(builder->arena, anchor *, ANCHOR_BUCKETS);
    }
    anchor *made = HY_ARENA_ARRAY(builder->arena, anchor, 1);
    size_t length;
    const char *name = copy_token(builder, token, &length);
    if (builder->anchors == NULL || made == NULL || name == NULL) {
        return;
    }
    anchor **bucket = bucket_of(builder, name);
    *made = (anchor){.name = name, .node = node, .next = *bucket};
    *bucket = made;
}

static hy_node *find_anchor(const tree_builder *builder, const char *name)
{
    if (builder->anchors != NULL) {
        for (const anchor *candidate = *bucket_of(builder, name); candidate != NULL; candidate = candidate->next) {
            if (strcmp(candidate->name, name) == 0) {
                return candidate->node;
            }
        }
    }
    return NULL;
}

static void say_of_alias(tree_builder *builder, const hy_node *node, const char *what)
{
    hy_problem problem;
    hy_problem_begin(&problem, builder->problems, node->mark, builder->source->path);
    hy_text_add(&problem.text, "the alias *");
    hy_text_add(&problem.text, node->text);
    hy_text_add(&problem.text, what);
    hy_problem_end(&problem);
    builder->is_broken = true;
}

static void read_alias(tree_builder *builder, hy_node *node, struct fy_token *token)
{
    node->text = copy_token(builder, token, &node->length);
    if (node->text == NULL) {
        return;
    }
    node->target = find_anchor(builder, node->text);
    if (node->target == NULL) {
        say_of_alias(builder, node, " has no anchor before it; put & and the same word before the value it stands for");
    } else if (node->target->is_open) {
        say_of_alias(builder, node, " stands inside the value that it repeats; write the value out");
    }
}

static void refuse_tag(tree_builder *builder, const hy_node *node, struct fy_token *token)
{
    if (token == NULL) {
        return;
    }
    hy_problem problem;
    hy_problem_begin(&problem, builder->problems, node->mark, builder->source->path);
    size_t length;
    const char *tag = copy_token(builder, token, &length);
    hy_text_add(&problem.text, "the tag ");
    hy_text_add_quoted(&problem.text, tag != NULL ? tag : "", length);
    hy_text_add(&problem.text, " has no meaning here; leave it out");
    hy_problem_end(&problem);
}

// ---- nodes

static void append(tree_builder *builder, hy_node *node)
{
    if (builder->depth == 0) {
        builder->root = node;
        return;
    }
    hy_node *parent = builder->open[builder->depth - 1];
    if (parent->last != NULL) {
        parent->last->next = node;
    } else {
        parent->first = node;
    }
    parent->last = node;
    parent->child_count++;
}

static void descend(tree_builder *builder, hy_node *node)
{
    if (builder->depth == HY_TREE_DEPTH_LIMIT) {
        stop_saying(builder, node->mark,
                    "brackets or indentation go deeper than 32 levels, and no record does; "
                    "look for brackets that are not closed");
        return;
    }
    node->is_open = true;
    builder->open[builder->depth++] = node;
}

static hy_node_kind kind_of(const struct fy_event *event)
{
    switch (event->type) {
    case FYET_MAPPING_START:
        return HY_NODE_MAPPING;
    case FYET_SEQUENCE_START:
        return HY_NODE_LIST;
    case FYET_ALIAS:
        return HY_NODE_ALIAS;
    default:
        return HY_NODE_SCALAR;
    }
}

static bool is_bracket(struct fy_token *token)
{
    const enum fy_token_type type = token != NULL ? fy_token_get_type(token) : FYTT_NONE;
    return type == FYTT_FLOW_MAPPING_START || type == FYTT_FLOW_SEQUENCE_START;
}

// The parser counts from after the * of an alias and after the quote of a text; we count from these.
static hy_mark mark_of_node(const tree_builder *builder, struct fy_event *event, struct fy_token *token)
{
    hy_mark mark = mark_at(builder, fy_event_start_mark(event));
    const enum fy_scalar_style style =
        event->type == FYET_SCALAR && token != NULL ? fy_token_scalar_style(token) : FYSS_PLAIN;
    const bool is_sign_skipped =
        event->type == FYET_ALIAS || style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
    mark.column -= is_sign_skipped && mark.column > 1;
    return mark;
}

static void add_node(tree_builder *builder, struct fy_event *event)
{
    if (builder->node_count++ == HY_TREE_NODE_LIMIT) {
        stop_saying(builder, mark_at(builder, fy_event_start_mark(event)),
                    "there are more than 1000000 values here; divide what is described into fewer");
        return;
    }
    hy_node *node = HY_ARENA_ARRAY(builder->arena, hy_node, 1);
    if (node == NULL) {
        return;
    }
    struct fy_token *token = fy_event_get_token(event);
    node->kind = kind_of(event);
    node->mark = mark_of_node(builder, event, token);
    builder->last_mark = node->mark;
    append(builder, node);
    if (node->kind == HY_NODE_ALIAS) {
        read_alias(builder, node, token);
        return;
    }
    set_anchor(builder, node, fy_event_get_anchor_token(event));
    refuse_tag(builder, node, fy_event_get_tag_token(event));
    if (node->kind == HY_NODE_SCALAR) {
        read_scalar(builder, node, token);
    } else {
        node->is_flow = is_bracket(token);
        descend(builder, node);
    }
}

static void begin_document(tree_builder *builder, struct fy_event *event)
{
    if (builder->document_count++ > 0) {
        stop_saying(builder, mark_at(builder, fy_event_start_mark(event)),
                    "a second document begins here; one file holds one document: take the --- out, or use two files");
    }
}

static void take_event(tree_builder *builder, struct fy_event *event)
{
    switch (event->type) {
    case FYET_DOCUMENT_START:
        begin_document(builder, event);
        break;
    case FYET_MAPPING_START:
    case FYET_SEQUENCE_START:
    case FYET_SCALAR:
    case FYET_ALIAS:
        add_node(builder, event);
        break;
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        builder->open[--builder->depth]->is_open = false;
        break;
    default:
        break;
    }
}

// ---- what the parser complains of

// called for what the parser would print; the first line of the first is kept
static void keep_message(struct fy_diag *diag, void *user, const char *chars, size_t length)
{
    (void)diag;
    tree_builder *builder = user;
    if (builder->message[0] != '\0') {
        return;
    }
    const char *line_end = memchr(chars, '\n', length);
    hy_text text;
    hy_text_init(&text, builder->message, sizeof builder->message);
    hy_text_add_length(&text, chars, line_end != NULL ? (size_t)(line_end - chars) : length);
}

// what to do about the commonest slips
static const char *advice_on(const char *message)
{
    static const struct {
        const char *part, *advice;
    } advices[] = {
        {"tab", "; indent with blanks"},
        {"nested block mapping on the same line", "; put a text that holds a colon in quotes"},
        {"multiline plain key", "; look for a missing colon or an indentation that changes"},
        {"version", "; leave the %YAML line out"},
        {"cannot start with", "; put the text in quotes"},
        {"quoted scalar", "; look for a quote that is not closed"},
        {"mismatched", "; look for a bracket of the other kind that is not closed"},
        {"tag prefix", "; leave the tag out, or put a text that begins with ! in quotes"},
    };
    for (size_t i = 0; i < sizeof advices / sizeof advices[0]; i++) {
        if (strstr(message, advices[i].part) != NULL) {
            return advices[i].advice;
        }
    }
    return "";
}

// a bracket that is not closed is found at the end of the file; the one that it may be is told too
static void add_open_bracket(hy_text *text, const tree_builder *builder)
{
    if (builder->depth == 0 || builder->source->has_one_place) {
        return;
    }
    const hy_node *innermost = builder->open[builder->depth - 1];
    if (innermost->is_flow) {
        hy_text_add(text, "; the last open bracket stands on line ");
        hy_text_add_uint(text, innermost->mark.line);
        hy_text_add(text, ", column ");
        hy_text_add_uint(text, innermost->mark.column);
    }
}

static void report_syntax(tree_builder *builder, hy_mark mark, const char *message)
{
    hy_problem problem;
    hy_problem_begin(&problem, builder->problems, mark, builder->source->path);
    hy_text_add(&problem.text, "not valid YAML: ");
    hy_text_add(&problem.text, message);
    hy_text_add(&problem.text, advice_on(message));
    add_open_bracket(&problem.text, builder);
    hy_problem_end(&problem);
}

static void report_collected(tree_builder *builder, struct fy_diag *diag)
{
    const uint32_t count_before = builder->problems->count;
    void *previous = NULL;
    for (struct fy_diag_error *error = fy_diag_errors_iterate(diag, &previous); error != NULL;
         error = fy_diag_errors_iterate(diag, &previous)) {
        if (error->type == FYET_ERROR) {
            const struct fy_mark place = {.line = error->line - 1, .column = error->column - 1};
            report_syntax(builder, mark_at(builder, &place), error->msg);
        }
    }
    if (builder->problems->count == count_before) {
        const char *kept = builder->message;
        const char *bare = strncmp(kept, "[ERR]: ", 7) == 0 ? kept + 7 : kept;
        report_syntax(builder, builder->last_mark, bare[0] != '\0' ? bare : "the parser gave up here");
    }
}

// ---- the whole

static void take_all_events(tree_builder *builder, struct fy_parser *parser)
{
    struct fy_event *event = fy_parser_parse(parser);
    while (event != NULL) {
        take_event(builder, event);
        fy_parser_event_free(parser, event);
        builder->is_stopped = builder->is_stopped || builder->arena->has_failed;
        event = builder->is_stopped ? NULL : fy_parser_parse(parser);
    }
}

static struct fy_diag *create_diag(tree_builder *builder)
{
    struct fy_diag_cfg config = {.output_fn = keep_message, .user = builder, .level = FYET_ERROR, .show_type = true};
    config.module_mask = (1u << FYEM_MAX) - 1;
    struct fy_diag *diag = fy_diag_create(&config);
    if (diag != NULL) {
        fy_diag_set_collect_errors(diag, true);
    }
    return diag;
}

static void parse(tree_builder *builder, struct fy_diag *diag)
{
    const struct fy_parse_cfg config = {
        .flags = (enum fy_parse_cfg_flags)(FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE), .diag = diag};
    struct fy_parser *parser = fy_parser_create(&config);
    if (parser == NULL) {
        builder->arena->has_failed = true;
        return;
    }
    if (fy_parser_set_string(parser, builder->source->text, builder->source->length) == 0) {
        take_all_events(builder, parser);
    }
    if (!builder->is_stopped && fy_parser_get_stream_error(parser)) {
        report_collected(builder, diag);
        builder->is_stopped = true;
    }
    fy_parser_destroy(parser);
}

const hy_node *hy_tree_read(hy_arena *arena, const hy_source *source, hy_problems *problems)
{
    tree_builder builder = {.arena = arena, .source = source, .problems = problems};
    builder.last_mark = source->has_one_place ? source->place : (hy_mark){.file = source->file, .line = 1, .column = 1};
    struct fy_diag *diag = create_diag(&builder);
    if (diag == NULL) {
        arena->has_failed = true;
        return NULL;
    }
    parse(&builder, diag);
    fy_diag_destroy(diag);
    if (arena->has_failed || builder.is_stopped || builder.is_broken) {
        return NULL;
    }
    if (builder.root == NULL) {
        hy_problem_say(problems, builder.last_mark, source->path, "there is nothing here; write keys and values");
    }
    return builder.root;
}

const hy_node *hy_node_resolve(const hy_node *node)
{
    return node->kind == HY_NODE_ALIAS ? node->target : node;
}

bool hy_node_is_null(const hy_node *node)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    const hy_node *value = hy_node_resolve(node);
    if (value->kind != HY_NODE_SCALAR || !value->is_plain) {
        return false;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(value->text, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

const hy_node *hy_node_value(const hy_node *mapping, const char *key)
{
    if (mapping->kind != HY_NODE_MAPPING) {
        return NULL;
    }
    for (const hy_node *child = mapping->first; child != NULL && child->next != NULL; child = child->next->next) {
        const hy_node *name = hy_node_resolve(child);
        if (name->kind == HY_NODE_SCALAR && strcmp(name->text, key) == 0) {
            return hy_node_resolve(child->next);
        }
    }
    return NULL;
}
