// Prints the reference of the scenario language from its tables: `hyosan-reference page` as Markdown, `hyosan-reference
// schema` as JSON Schema. tools/write-reference puts both into docs/formats/.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "hyosan/spec.h"
#include "scenario/problem.h"
#include "scenario/reader.h"
#include "scenario/source.h"

enum { TABLE_LIMIT = 64, NUMBER_SIZE = 32 };

static const char *const documents[] = {"scenario", "variant", "plan", "strain", "study"};

// the records that one document is made of, from the document itself down
typedef struct record_list {
    const hy_record_table *tables[TABLE_LIMIT];
    uint32_t count;
} record_list;

static bool has_record(const record_list *list, const hy_record_table *table)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->tables[i] == table) {
            return true;
        }
    }
    return false;
}

// breadth first, so that a reader meets what a file begins with first
static record_list records_of(const char *document)
{
    record_list list = {.tables = {hy_record_table_named(document)}, .count = 1};
    for (uint32_t i = 0; i < list.count; i++) {
        const hy_record_table *table = list.tables[i];
        for (uint32_t k = 0; k < table->field_count; k++) {
            const hy_record_table *other = table->fields[k].other;
            if (other != NULL && !has_record(&list, other) && list.count < TABLE_LIMIT) {
                list.tables[list.count++] = other;
            }
        }
    }
    return list;
}

static void print_number(double number)
{
    char buffer[NUMBER_SIZE];
    hy_text text;
    hy_text_init(&text, buffer, sizeof buffer);
    hy_text_add_float(&text, number);
    fputs(buffer, stdout);
}

static void print_clock(double seconds)
{
    const unsigned whole = (unsigned)seconds;
    printf("%02u:%02u", whole / 3600, whole / 60 % 60);
}

static bool is_not_given(const hy_field_table *field)
{
    return field->type == HY_FIELD_FLOAT && (float)field->preset == HY_UNSET;
}

// ---- the page

static void print_words(const hy_field_table *field)
{
    for (uint32_t i = 0; i < field->word_count; i++) {
        printf("%s`%s`", i > 0 ? ", " : "", field->words[i]);
    }
}

static void print_link(const char *before, const hy_record_table *table)
{
    printf("%s[%s](#%s)", before, table->name, table->name);
}

static void print_type(const hy_field_table *field)
{
    static const char *const names[] = {[HY_FIELD_FLOAT] = "number",
                                        [HY_FIELD_COUNT] = "whole number",
                                        [HY_FIELD_FLAG] = "`true`, `false`",
                                        [HY_FIELD_TEXT] = "text",
                                        [HY_FIELD_CLOCK] = "clock time",
                                        [HY_FIELD_POINT] = "`[x, y]`",
                                        [HY_FIELD_BOX] = "`[x, y, width, depth]`",
                                        [HY_FIELD_POINTS] = "list of `[x, y]`",
                                        [HY_FIELD_TEXTS] = "list of texts"};
    switch (field->type) {
    case HY_FIELD_CHOICE:
        print_words(field);
        break;
    case HY_FIELD_ONE:
        print_link("", field->other);
        break;
    case HY_FIELD_LIST:
        print_link("list of ", field->other);
        break;
    default:
        fputs(names[field->type], stdout);
        break;
    }
}

static void print_range(const hy_field_table *field)
{
    const bool is_number = field->type == HY_FIELD_FLOAT || field->type == HY_FIELD_COUNT;
    if (is_number) {
        print_number(field->low);
    }
    if (is_number && field->low < field->high) {
        fputs(" to ", stdout);
        print_number(field->high);
    }
}

static void print_default(const hy_field_table *field)
{
    if (hy_field_is_required(field)) {
        fputs("**required**", stdout);
        return;
    }
    switch (field->type) {
    case HY_FIELD_FLOAT:
    case HY_FIELD_COUNT:
        if (!is_not_given(field)) {
            print_number(field->preset);
        }
        break;
    case HY_FIELD_FLAG:
        fputs(field->preset > 0 ? "`true`" : "`false`", stdout);
        break;
    case HY_FIELD_TEXT:
        printf(field->preset_text[0] != '\0' ? "`%s`" : "%s", field->preset_text);
        break;
    case HY_FIELD_CHOICE:
        printf("`%s`", field->words[(uint32_t)field->preset]);
        break;
    case HY_FIELD_CLOCK:
        if (field->preset < (double)HY_NO_CLOCK) {
            fputs("`\"", stdout);
            print_clock(field->preset);
            fputs("\"`", stdout);
        }
        break;
    default:
        break;
    }
}

// a cell of a table: no bar may stand in it
static void print_cell(const char *text)
{
    for (; *text != '\0'; text++) {
        printf(*text == '|' ? "\\%c" : "%c", *text);
    }
}

static void print_row(const hy_field_table *field)
{
    const bool has_unit = strcmp(field->unit, "clock") != 0;
    printf("| `%s` | ", field->name);
    print_type(field);
    printf(" | %s | ", has_unit ? field->unit : "");
    print_range(field);
    fputs(" | ", stdout);
    print_default(field);
    printf(" | %s | ", field->source);
    print_cell(field->doc);
    fputs(" |\n", stdout);
}

static void print_record(const hy_record_table *table)
{
    printf("\n### %s\n\n%s\n\n", table->name, table->doc);
    fputs("| key | value | unit | range | default | source | meaning |\n"
          "| --- | --- | --- | --- | --- | --- | --- |\n",
          stdout);
    for (uint32_t i = 0; i < table->field_count; i++) {
        print_row(&table->fields[i]);
    }
}

static const char page_begin[] =
    "# The scenario language\n"
    "\n"
    "<!-- Printed by tools/write-reference from include/hyosan/schema.def. Change that, not this. -->\n"
    "\n"
    "A run is described by three YAML 1.2 files: a **scenario** names a **plan** (the building) and a **strain** (the\n"
    "infection). Which of them a file is, its keys tell: `scenario:`, else `plan:`, else `strain:`; their order does "
    "not\n"
    "matter. A **variant** is a scenario that is another one with changes: its key `based_on:` tells which.\n"
    "`hyosan check FILE` lists every problem of a file with line and column.\n"
    "\n"
    "For completion and hints in an editor with a YAML language server, begin a file with\n"
    "\n"
    "```yaml\n"
    "# yaml-language-server: $schema=../docs/formats/scenario.schema.json\n"
    "```\n"
    "\n"
    "## What holds everywhere\n"
    "\n"
    "- Lengths are metres, times seconds, angles degrees; a unit of `1` is a share or a factor. x runs east, y north.\n"
    "- Clock times are texts `\"HH:MM\"` or `\"HH:MM:SS\"`, up to `\"9999:00\"`; hours run on after midnight.\n"
    "- Paths of files are relative to the file that names them.\n"
    "- A key that is left out takes its default. A list or a record may be left empty; a single value may not.\n"
    "- Unknown and repeated keys are errors. Names that a record requires are unique in their list.\n"
    "- Anchors (`&a`), aliases (`*a`) and merge keys (`<<: *a`) work. Keys at the top of a file that begin with `x-` "
    "are\n"
    "  the author's own: a place for anchors.\n"
    "- Tags (`!…`) and a second document (`---`) in a file are errors.\n";

static const char page_settings[] =
    "\n"
    "## Settings\n"
    "\n"
    "`--set path=value` changes one value over what the files say; it may be given often, and a later one wins. The "
    "path\n"
    "is the keys with dots between them; an item of a list stands in brackets by its name, by what a person is called,\n"
    "or by its position from 0. `plan.` or `strain.` before it reaches into these files. The value is YAML: a number, a\n"
    "word, a list, a whole item. `list[+]=value` adds an item at the end, and `list[name]=~` takes one out. A path that\n"
    "leads nowhere is answered with the nearest names and with the places where their values stand.\n"
    "\n"
    "```\n"
    "--set seed=7\n"
    "--set mind.fear_half_life_s=60\n"
    "--set 'persons[Nam On-jo].courage=1'\n"
    "--set 'strain.exposures[zombie bite].infects=0.5'\n"
    "--set 'plan.rooms[2-5].box=[4.5, 0, 9, 7.5]'\n"
    "--set 'incidents[+]={at: \"13:00\", kind: alarm}'\n"
    "--set 'incidents[ambulance]=~'\n"
    "```\n"
    "\n"
    "The same texts stand in the list `set` of a [variant](#variant). They are applied after the files are read, those "
    "of\n"
    "the command line last, and they are kept with the history in the `.hyo` file.\n"
    "\n"
    "```yaml\n"
    "scenario: Everybody helps\n"
    "based_on: hyosan-high.yaml\n"
    "set:\n"
    "  - mind.help_weight=3\n"
    "  - persons[Lee Na-yeon].empathy=0.9\n"
    "```\n"
    "\n"
    "## Sources\n"
    "\n"
    "DES is our own choice, free to change; MEM is common knowledge of the field, not verified; W… names a public "
    "page\n"
    "listed in `docs/sources.md`; other words name a publication. A default without a source follows from the "
    "meaning.\n";

static void print_limits(void)
{
    printf("- A file has at most %d bytes and %d values, those that aliases repeat included; a list at most %d items;\n"
           "  brackets and indentation go at most %d levels deep; coordinates reach %d m from the origin.\n",
           HY_SOURCE_LIMIT_BYTES, HY_TREE_NODE_LIMIT, HY_LIST_LIMIT, HY_TREE_DEPTH_LIMIT, HY_COORDINATE_LIMIT_M);
}

static void print_page(void)
{
    fputs(page_begin, stdout);
    print_limits();
    fputs(page_settings, stdout);
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        const record_list list = records_of(documents[i]);
        printf("\n## The %s\n", documents[i]);
        for (uint32_t k = 0; k < list.count; k++) {
            print_record(list.tables[k]);
        }
    }
}

// ---- the schema

static void print_string(const char *text)
{
    putchar('"');
    for (; *text != '\0'; text++) {
        printf(*text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    }
    putchar('"');
}

static void print_bounds(const hy_field_table *field)
{
    fputs(", \"minimum\": ", stdout);
    print_number(field->low);
    fputs(", \"maximum\": ", stdout);
    print_number(field->high);
}

static void print_coordinate(void)
{
    printf("{\"type\": \"number\", \"minimum\": %d, \"maximum\": %d}", -HY_COORDINATE_LIMIT_M, HY_COORDINATE_LIMIT_M);
}

static void print_extent(void)
{
    printf("{\"type\": \"number\", \"exclusiveMinimum\": 0, \"maximum\": %d}", HY_COORDINATE_LIMIT_M);
}

static void print_point(void)
{
    fputs("\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, \"items\": ", stdout);
    print_coordinate();
}

static void print_box(void)
{
    fputs("\"type\": \"array\", \"minItems\": 4, \"maxItems\": 4, \"prefixItems\": [", stdout);
    print_coordinate();
    fputs(", ", stdout);
    print_coordinate();
    fputs(", ", stdout);
    print_extent();
    fputs(", ", stdout);
    print_extent();
    fputs("]", stdout);
}

static void print_enum(const hy_field_table *field)
{
    fputs("\"enum\": [", stdout);
    for (uint32_t i = 0; i < field->word_count; i++) {
        printf("%s\"%s\"", i > 0 ? ", " : "", field->words[i]);
    }
    fputs("]", stdout);
}

// any scalar is a text: a room may be called 12
static const char text_type[] = "\"type\": [\"string\", \"number\", \"boolean\"]";

static void print_array_of(const char *items_begin, const char *name, const char *items_end)
{
    printf("\"type\": [\"array\", \"null\"], \"maxItems\": %d, \"items\": %s%s%s", HY_LIST_LIMIT, items_begin, name,
           items_end);
}

static void print_schema_type(const hy_field_table *field)
{
    switch (field->type) {
    case HY_FIELD_FLOAT:
        fputs("\"type\": \"number\"", stdout);
        print_bounds(field);
        break;
    case HY_FIELD_COUNT:
        fputs("\"type\": \"integer\"", stdout);
        print_bounds(field);
        break;
    case HY_FIELD_FLAG:
        fputs("\"type\": \"boolean\"", stdout);
        break;
    case HY_FIELD_TEXT:
        printf("%s%s", text_type, hy_field_is_required(field) ? ", \"minLength\": 1" : "");
        break;
    case HY_FIELD_CHOICE:
        print_enum(field);
        break;
    case HY_FIELD_CLOCK:
        fputs("\"type\": \"string\", \"pattern\": \"^[0-9]{1,4}:[0-5][0-9](:[0-5][0-9])?$\"", stdout);
        break;
    case HY_FIELD_POINT:
        print_point();
        break;
    case HY_FIELD_BOX:
        print_box();
        break;
    case HY_FIELD_POINTS:
        print_array_of("{", "", "");
        print_point();
        fputs("}", stdout);
        break;
    case HY_FIELD_TEXTS:
        print_array_of("{", text_type, "}");
        break;
    case HY_FIELD_ONE:
        printf(hy_field_is_required(field) ? "\"$ref\": \"#/$defs/%s\""
                                           : "\"anyOf\": [{\"$ref\": \"#/$defs/%s\"}, {\"type\": \"null\"}]",
               field->other->name);
        break;
    case HY_FIELD_LIST:
        print_array_of("{\"$ref\": \"#/$defs/", field->other->name, "\"}");
        break;
    }
}

static void print_schema_default(const hy_field_table *field)
{
    if (hy_field_is_required(field) || is_not_given(field)) {
        return;
    }
    switch (field->type) {
    case HY_FIELD_FLOAT:
    case HY_FIELD_COUNT:
        fputs(", \"default\": ", stdout);
        print_number(field->preset);
        break;
    case HY_FIELD_FLAG:
        printf(", \"default\": %s", field->preset > 0 ? "true" : "false");
        break;
    case HY_FIELD_TEXT:
        fputs(", \"default\": ", stdout);
        print_string(field->preset_text);
        break;
    case HY_FIELD_CHOICE:
        printf(", \"default\": \"%s\"", field->words[(uint32_t)field->preset]);
        break;
    case HY_FIELD_CLOCK:
        if (field->preset < (double)HY_NO_CLOCK) {
            fputs(", \"default\": \"", stdout);
            print_clock(field->preset);
            fputs("\"", stdout);
        }
        break;
    default:
        break;
    }
}

static void print_description(const hy_field_table *field)
{
    char buffer[1024];
    hy_text text;
    hy_text_init(&text, buffer, sizeof buffer);
    hy_text_add(&text, field->doc);
    const bool has_unit = field->unit[0] != '\0' && strcmp(field->unit, "1") != 0 && strcmp(field->unit, "clock") != 0;
    if (has_unit) {
        hy_text_add(&text, " Unit: ");
        hy_text_add(&text, field->unit);
        hy_text_add(&text, ".");
    }
    if (field->source[0] != '\0') {
        hy_text_add(&text, " Source: ");
        hy_text_add(&text, field->source);
        hy_text_add(&text, ".");
    }
    fputs(", \"description\": ", stdout);
    print_string(buffer);
}

static void print_required(const hy_record_table *table)
{
    bool is_first = true;
    for (uint32_t i = 0; i < table->field_count; i++) {
        if (hy_field_is_required(&table->fields[i])) {
            printf(is_first ? "      \"required\": [\"%s\"" : ", \"%s\"", table->fields[i].name);
            is_first = false;
        }
    }
    fputs(is_first ? "" : "],\n", stdout);
}

static bool is_document(const hy_record_table *table)
{
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        if (strcmp(documents[i], table->name) == 0) {
            return true;
        }
    }
    return false;
}

static void print_definition(const hy_record_table *table, bool is_last)
{
    printf("    \"%s\": {\n      \"type\": \"object\",\n      \"description\": ", table->name);
    print_string(table->doc);
    fputs(",\n", stdout);
    print_required(table);
    fputs("      \"properties\": {\n", stdout);
    for (uint32_t i = 0; i < table->field_count; i++) {
        const hy_field_table *field = &table->fields[i];
        printf("        \"%s\": {", field->name);
        print_schema_type(field);
        print_schema_default(field);
        print_description(field);
        printf("}%s\n", i + 1 < table->field_count ? "," : "");
    }
    fputs("      },\n", stdout);
    fputs(is_document(table) ? "      \"patternProperties\": {\"^x-\": true},\n" : "", stdout);
    printf("      \"additionalProperties\": false\n    }%s\n", is_last ? "" : ",");
}

static const char schema_begin[] =
    "{\n"
    "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
    "  \"$comment\": \"Printed by tools/write-reference from include/hyosan/schema.def. Change that, not this.\",\n"
    "  \"title\": \"Hyosan scenario, plan, strain or study\",\n"
    "  \"type\": \"object\",\n"
    "  \"if\": {\"required\": [\"study\"]},\n"
    "  \"then\": {\"$ref\": \"#/$defs/study\"},\n"
    "  \"else\": {\n"
    "    \"if\": {\"required\": [\"based_on\"]},\n"
    "    \"then\": {\"$ref\": \"#/$defs/variant\"},\n"
    "    \"else\": {\n"
    "      \"if\": {\"required\": [\"scenario\"]},\n"
    "      \"then\": {\"$ref\": \"#/$defs/scenario\"},\n"
    "      \"else\": {\n"
    "        \"if\": {\"required\": [\"plan\"]},\n"
    "        \"then\": {\"$ref\": \"#/$defs/plan\"},\n"
    "        \"else\": {\"$ref\": \"#/$defs/strain\"}\n"
    "      }\n"
    "    }\n"
    "  },\n"
    "  \"$defs\": {\n";

static void print_schema(void)
{
    uint32_t count;
    const hy_record_table *const *tables = hy_record_tables(&count);
    fputs(schema_begin, stdout);
    for (uint32_t i = 0; i < count; i++) {
        print_definition(tables[i], i + 1 == count);
    }
    fputs("  }\n}\n", stdout);
}

int main(int argument_count, char **arguments)
{
    if (argument_count == 2 && strcmp(arguments[1], "page") == 0) {
        print_page();
    } else if (argument_count == 2 && strcmp(arguments[1], "schema") == 0) {
        print_schema();
    } else {
        fputs("usage: hyosan-reference page|schema\n", stderr);
        return 2;
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
