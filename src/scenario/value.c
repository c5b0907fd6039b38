// The values of single fields: one small reader for each type of field.
#include "scenario/reader.h"

#include <math.h>
#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#include "scenario/scalar.h"
#include "scenario/wanted.h"

// What is read, where it goes, and what to call it in a complaint.
typedef struct given_value {
    hy_reader *reader;
    const hy_field_table *field;
    const hy_node *node;     // as written; its mark is the place to complain of
    const hy_node *resolved; // never an alias
    const hy_path *path;
    char *record;
} given_value;

static void *place_of(const given_value *given)
{
    return given->record + given->field->offset;
}

static void *second_place_of(const given_value *given)
{
    return given->record + given->field->second_offset;
}

// ---- complaints

// numbers as they stand, texts in quotes
static void add_found(hy_text *text, const hy_node *scalar)
{
    double number;
    if (scalar->is_plain && hy_scalar_number(scalar->text, &number) == HY_NUMBER_FINE) {
        hy_text_add_length(text, scalar->text, scalar->length);
    } else {
        hy_text_add_quoted(text, scalar->text, scalar->length);
    }
}

// `"fast" is not a number; write a number from 0 to 12 m/s`
static void refuse_text(const given_value *given, const char *reason)
{
    hy_problem problem;
    hy_problem_begin(&problem, &given->reader->problems, given->node->mark, given->path);
    add_found(&problem.text, given->resolved);
    hy_text_add(&problem.text, reason);
    hy_text_add(&problem.text, "; write ");
    hy_text_add_wanted(&problem.text, given->field);
    hy_problem_end(&problem);
}

// `this is a list; write a number from 0 to 12 m/s`
static void refuse(const given_value *given, const char *lead)
{
    hy_problem problem;
    hy_problem_begin(&problem, &given->reader->problems, given->node->mark, given->path);
    hy_text_add(&problem.text, lead);
    hy_text_add_wanted(&problem.text, given->field);
    hy_problem_end(&problem);
}

static void refuse_null(const given_value *given)
{
    refuse(given, hy_field_is_required(given->field) ? "there is no value here; write "
                                                     : "there is no value here; leave the key out, or write ");
}

static void refuse_kind(const given_value *given)
{
    if (hy_node_is_null(given->resolved)) {
        refuse_null(given);
    } else if (given->resolved->kind == HY_NODE_LIST) {
        refuse(given, "this is a list; write ");
    } else if (given->resolved->kind == HY_NODE_MAPPING) {
        refuse(given, "these are keys and values; write ");
    } else {
        refuse_text(given, " is a single value");
    }
}

// whether a scalar with a value stands here; complains otherwise
static bool is_scalar(const given_value *given)
{
    const bool is_good = given->resolved->kind == HY_NODE_SCALAR && !hy_node_is_null(given->resolved);
    if (!is_good) {
        refuse_kind(given);
    }
    return is_good;
}

// ---- numbers

static const char *reason_against(hy_number_kind kind)
{
    switch (kind) {
    case HY_NUMBER_NOT_FINITE:
        return " is not finite";
    case HY_NUMBER_WITH_COMMA:
        return " has a decimal comma where a point belongs";
    case HY_NUMBER_WITH_TAIL:
        return " has something after the number: leave it out";
    default:
        return " is not a number";
    }
}

static bool read_number(const given_value *given, double *number)
{
    if (!is_scalar(given)) {
        return false;
    }
    const hy_number_kind kind = hy_scalar_number(given->resolved->text, number);
    if (kind != HY_NUMBER_FINE) {
        refuse_text(given, reason_against(kind));
        return false;
    }
    if (!given->resolved->is_plain) {
        refuse_text(given, " stands in quotes, which make it a text: take them off");
        return false;
    }
    return true;
}

static bool is_within(const given_value *given, double number)
{
    if (number < given->field->low) {
        refuse_text(given, " is too small");
    } else if (number > given->field->high) {
        refuse_text(given, " is too large");
    } else {
        return true;
    }
    return false;
}

static void read_float(const given_value *given)
{
    double number;
    // the bounds are floats: 0.1 is to be within a bound of 0.1f
    if (read_number(given, &number) && is_within(given, (double)(float)number)) {
        *(float *)place_of(given) = (float)number;
    }
}

// beyond 2^53 every double is whole
static bool is_whole(double number)
{
    return fabs(number) >= 9007199254740992.0 || number == (double)(int64_t)number;
}

static void read_count(const given_value *given)
{
    double number;
    if (!read_number(given, &number)) {
        return;
    }
    if (!is_whole(number)) {
        refuse_text(given, " is not a whole number");
        return;
    }
    const bool is_format = strcmp(given->field->name, "format") == 0;
    if (is_format && (number < given->field->low || number > given->field->high)) {
        refuse_text(given, " is a format that this build does not know, and nothing else was looked at");
        return;
    }
    if (is_within(given, number)) {
        *(uint32_t *)place_of(given) = (uint32_t)number;
    }
}

// ---- words and texts

static void read_flag(const given_value *given)
{
    if (!is_scalar(given)) {
        return;
    }
    static const char *const words[2][3] = {{"false", "False", "FALSE"}, {"true", "True", "TRUE"}};
    for (size_t flag = 0; flag < 2; flag++) {
        for (size_t i = 0; i < 3; i++) {
            if (given->resolved->is_plain && strcmp(given->resolved->text, words[flag][i]) == 0) {
                *(bool *)place_of(given) = flag == 1;
                return;
            }
        }
    }
    refuse_text(given, given->resolved->is_plain ? " is neither true nor false" : " is a text in quotes");
}

static const char *copy_text(const given_value *given, const hy_node *node)
{
    const char *copy = hy_arena_copy_text(given->reader->arena, node->text, node->length);
    given->reader->is_stopped = given->reader->is_stopped || copy == NULL;
    return copy;
}

static void read_text(const given_value *given)
{
    if (!is_scalar(given)) {
        return;
    }
    if (given->resolved->length == 0 && hy_field_is_required(given->field)) {
        refuse_text(given, " is empty");
        return;
    }
    *(const char **)place_of(given) = copy_text(given, given->resolved);
}

static void refuse_word(const given_value *given)
{
    hy_problem problem;
    hy_problem_begin(&problem, &given->reader->problems, given->node->mark, given->path);
    hy_nearest nearest;
    hy_nearest_init(&nearest, given->resolved->text);
    for (uint32_t i = 0; i < given->field->word_count && hy_problem_is_wanted(&problem); i++) {
        hy_nearest_offer(&nearest, given->field->words[i]);
    }
    hy_text_add_quoted(&problem.text, given->resolved->text, given->resolved->length);
    hy_text_add(&problem.text, " is not among the words; ");
    if (nearest.best != NULL) {
        hy_text_add(&problem.text, "did you mean ");
        hy_text_add(&problem.text, nearest.best);
        hy_text_add(&problem.text, "?");
    } else {
        hy_text_add(&problem.text, "write ");
        hy_text_add_wanted(&problem.text, given->field);
    }
    hy_problem_end(&problem);
}

// enums of the records have the size of an int, as every compiler that builds us makes them
_Static_assert(sizeof(hy_room_use) == sizeof(uint32_t), "a choice is stored as a uint32_t");

static void read_choice(const given_value *given)
{
    if (!is_scalar(given)) {
        return;
    }
    for (uint32_t i = 0; i < given->field->word_count; i++) {
        if (strcmp(given->resolved->text, given->field->words[i]) == 0) {
            memcpy(place_of(given), &i, sizeof i);
            return;
        }
    }
    refuse_word(given);
}

static void read_clock(const given_value *given)
{
    uint32_t seconds = 0;
    if (!is_scalar(given)) {
        return;
    }
    if (!hy_scalar_clock(given->resolved->text, &seconds)) {
        refuse_text(given, " is not a clock time");
    } else if (seconds > (uint32_t)given->field->high) {
        refuse_text(given, " is too late");
    } else {
        *(uint32_t *)place_of(given) = seconds;
    }
}

// ---- points

// `these are 3 numbers; write four numbers [x, y, width, depth] in m`
static void refuse_number_count(const given_value *given)
{
    hy_problem problem;
    hy_problem_begin(&problem, &given->reader->problems, given->node->mark, given->path);
    const uint32_t count = given->resolved->child_count;
    hy_text_add(&problem.text, count == 1 ? "here is " : "here are ");
    hy_text_add_uint(&problem.text, count);
    hy_text_add(&problem.text, count == 1 ? " value; write " : " values; write ");
    hy_text_add_wanted(&problem.text, given->field);
    hy_problem_end(&problem);
}

// exactly `count` coordinates
static bool read_numbers(const given_value *given, float *numbers, uint32_t count)
{
    if (given->resolved->kind != HY_NODE_LIST) {
        refuse_kind(given);
        return false;
    }
    if (given->resolved->child_count != count) {
        refuse_number_count(given);
        return false;
    }
    bool is_good = true;
    for (const hy_node *child = given->resolved->first; child != NULL; child = child->next) {
        given_value item = *given;
        item.node = child;
        item.resolved = hy_node_resolve(child);
        double number;
        if (!read_number(&item, &number)) {
            is_good = false;
        } else if (fabs(number) > HY_COORDINATE_LIMIT_M) {
            refuse_text(&item, " is farther away than 100000 m");
            is_good = false;
        } else {
            *numbers++ = (float)number;
        }
    }
    return is_good;
}

static void read_point(const given_value *given)
{
    float numbers[2];
    if (read_numbers(given, numbers, 2)) {
        *(hy_vec2 *)place_of(given) = (hy_vec2){.x = numbers[0], .y = numbers[1]};
        *(bool *)second_place_of(given) = true;
    }
}

static void read_box(const given_value *given)
{
    float numbers[4];
    if (!read_numbers(given, numbers, 4)) {
        return;
    }
    if (!(numbers[2] > 0.0f && numbers[3] > 0.0f)) {
        refuse(given, "width and depth must be above 0; write ");
        return;
    }
    *(hy_box *)place_of(given) = (hy_box){.x = numbers[0], .y = numbers[1], .width = numbers[2], .depth = numbers[3]};
    *(bool *)second_place_of(given) = true;
}

// ---- lists

// whether a list of a bearable length stands here; no value at all is an empty one
static bool is_list(const given_value *given)
{
    if (hy_node_is_null(given->resolved)) {
        return true;
    }
    if (given->resolved->kind != HY_NODE_LIST) {
        refuse_kind(given);
        return false;
    }
    if (given->resolved->child_count > HY_LIST_LIMIT) {
        hy_problem_say(&given->reader->problems, given->node->mark, given->path,
                       "this list has more than 100000 items, and no list may; divide what is described");
        return false;
    }
    return true;
}

// room for the items of a list; NULL when there is no memory
static void *take_items(const given_value *given, size_t item_size)
{
    void *items =
        hy_arena_take_array(given->reader->arena, given->resolved->child_count, item_size, alignof(max_align_t));
    given->reader->is_stopped = given->reader->is_stopped || items == NULL;
    return items;
}

static void keep_items(const given_value *given, void *items, uint32_t count)
{
    memcpy(place_of(given), &items, sizeof items);
    memcpy(second_place_of(given), &count, sizeof count);
}

static void read_points(const given_value *given)
{
    if (given->resolved->first != NULL && hy_node_resolve(given->resolved->first)->kind == HY_NODE_SCALAR &&
        given->resolved->kind == HY_NODE_LIST) {
        refuse(given, "this list holds single values; write ");
        return;
    }
    hy_vec2 *points = is_list(given) ? take_items(given, sizeof *points) : NULL;
    if (points == NULL) {
        return;
    }
    uint32_t count = 0;
    for (const hy_node *child = given->resolved->first; child != NULL; child = child->next) {
        const hy_path path = {.parent = given->path, .item_index = count};
        hy_field_table point = *given->field;
        point.type = HY_FIELD_POINT;
        const given_value item = {.reader = given->reader,
                                  .field = &point,
                                  .node = child,
                                  .resolved = hy_node_resolve(child),
                                  .path = &path,
                                  .record = given->record};
        float numbers[2] = {0};
        (void)read_numbers(&item, numbers, 2);
        points[count++] = (hy_vec2){.x = numbers[0], .y = numbers[1]};
    }
    keep_items(given, points, count);
}

static void read_texts(const given_value *given)
{
    const char **texts = is_list(given) ? take_items(given, sizeof *texts) : NULL;
    if (texts == NULL) {
        return;
    }
    uint32_t count = 0;
    for (const hy_node *child = given->resolved->first; child != NULL; child = child->next) {
        const hy_path path = {.parent = given->path, .item_index = count};
        const hy_field_table text = {.name = given->field->name, .type = HY_FIELD_TEXT, .unit = ""};
        const given_value item = {.reader = given->reader,
                                  .field = &text,
                                  .node = child,
                                  .resolved = hy_node_resolve(child),
                                  .path = &path,
                                  .record = (char *)&texts[count]};
        texts[count] = "";
        read_text(&item);
        count++;
    }
    keep_items(given, texts, count);
}

// ---- records

static void read_one(const given_value *given)
{
    if (hy_node_is_null(given->resolved) && !hy_field_is_required(given->field)) {
        return;
    }
    if (given->resolved->kind != HY_NODE_MAPPING) {
        refuse_kind(given);
        return;
    }
    hy_read_record(given->reader, given->field->other, given->node, given->path, place_of(given));
}

static const char *name_of(const hy_node *item)
{
    const hy_node *name = hy_node_value(item, "name");
    return name != NULL && name->kind == HY_NODE_SCALAR ? name->text : NULL;
}

static void read_list(const given_value *given)
{
    const size_t item_size = given->field->other->size;
    char *items = is_list(given) ? take_items(given, item_size) : NULL;
    if (items == NULL) {
        return;
    }
    uint32_t count = 0;
    for (const hy_node *child = given->resolved->first; child != NULL; child = child->next) {
        const hy_path path = {.parent = given->path, .item_name = name_of(hy_node_resolve(child)), .item_index = count};
        hy_read_record(given->reader, given->field->other, child, &path, items + count * item_size);
        count++;
    }
    keep_items(given, items, count);
}

// ---- any of them

static bool is_within_budget(hy_reader *reader, const hy_node *node)
{
    if (reader->is_stopped) {
        return false;
    }
    if (reader->visit_count++ < HY_TREE_NODE_LIMIT) {
        return true;
    }
    hy_problem_say(&reader->problems, node->mark, NULL,
                   "with what its aliases repeat, this text has more than 1000000 values; use fewer aliases");
    reader->is_stopped = true;
    return false;
}

void hy_read_field(hy_reader *reader, const hy_field_table *field, const hy_node *node, const hy_path *path,
                   void *record)
{
    static void (*const readers[])(const given_value *) = {
        [HY_FIELD_FLOAT] = read_float, [HY_FIELD_COUNT] = read_count,   [HY_FIELD_FLAG] = read_flag,
        [HY_FIELD_TEXT] = read_text,   [HY_FIELD_CHOICE] = read_choice, [HY_FIELD_CLOCK] = read_clock,
        [HY_FIELD_POINT] = read_point, [HY_FIELD_BOX] = read_box,       [HY_FIELD_POINTS] = read_points,
        [HY_FIELD_TEXTS] = read_texts, [HY_FIELD_ONE] = read_one,       [HY_FIELD_LIST] = read_list,
    };
    const given_value given = {.reader = reader,
                               .field = field,
                               .node = node,
                               .resolved = hy_node_resolve(node),
                               .path = path,
                               .record = record};
    if (is_within_budget(reader, node)) {
        readers[field->type](&given);
    }
}
