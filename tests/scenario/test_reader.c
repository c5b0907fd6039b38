// Reading scenarios, plans and strains. What is told of wrong ones is held word for word in tests/diagnostics.
#include <locale.h>
#include <stddef.h>

#include "scenario/files.h"
#include "hyosan/model.h"
#include "scenario/format_diagnostics.h"
#include "scenario/items.h"
#include "scenario/reader.h"
#include "scenario/scalar.h"

#define SCHOOL HYOSAN_SOURCE_DIR "/scenarios/hyosan-high.yaml"
#define PLAN_BEGIN "plan: a house\nlevels: [{name: 1F}]\n"

static const char SMALL_SCENARIO[] = "scenario: a day\nplan: plans/two-rooms.yaml\nstrain: strains/jonas.yaml\n";

static const hy_spec_plan *plan_of(const hy_document *document)
{
    return &hy_document_description(document)->plan;
}

static const hy_spec_scenario *scenario_of(const hy_document *document)
{
    return &hy_document_description(document)->scenario;
}

static void assert_mark(hy_mark mark, uint32_t line, uint32_t column)
{
    ck_assert_uint_eq(mark.line, line);
    ck_assert_uint_eq(mark.column, column);
}

// ---- whole files

START_TEST(the_school_is_read_with_its_plan_and_its_strain)
{
    hy_document *document = load_good(SCHOOL, NULL);
    const hy_description *description = hy_document_description(document);
    ck_assert_int_eq(hy_document_what(document), HY_DOCUMENT_SCENARIO);
    ck_assert_str_eq(description->scenario.scenario, "Hyosan High");
    ck_assert_str_eq(description->plan.plan, "Hyosan High");
    ck_assert_uint_gt(description->plan.rooms_count, 50);
    ck_assert_str_eq(description->strain.strain, "Jonas virus");
    ck_assert_uint_eq(description->scenario.start_s, (11 * 60 + 45) * 60);
    hy_document_destroy(document);
}
END_TEST

START_TEST(the_texts_of_all_files_are_kept)
{
    hy_document *document = load_good(SCHOOL, NULL);
    uint32_t count;
    const hy_document_file *files = hy_document_files(document, &count);
    ck_assert_uint_eq(count, 3);
    ck_assert_str_eq(files[0].name, SCHOOL);
    ck_assert_str_eq(files[1].name, "../plans/hyosan-high.yaml");
    ck_assert_str_eq(files[2].name, "../strains/jonas.yaml");
    for (uint32_t i = 0; i < count; i++) {
        ck_assert_uint_eq(strlen(files[i].text), files[i].length);
    }
    hy_document_destroy(document);
}
END_TEST

START_TEST(a_plan_alone_is_read_and_the_rest_is_default)
{
    hy_document *document = load_good("plans/two-rooms.yaml", NULL);
    ck_assert_int_eq(hy_document_what(document), HY_DOCUMENT_PLAN);
    ck_assert_uint_gt(plan_of(document)->rooms_count, 1);
    ck_assert(scenario_of(document)->step_s == 0.1f);
    hy_document_destroy(document);
}
END_TEST

START_TEST(a_strain_alone_is_read)
{
    hy_document *document = load_good("strains/jonas.yaml", NULL);
    ck_assert_int_eq(hy_document_what(document), HY_DOCUMENT_STRAIN);
    ck_assert_uint_gt(hy_document_description(document)->strain.stages_count, 3);
    hy_document_destroy(document);
}
END_TEST

START_TEST(the_order_of_the_keys_does_not_matter)
{
    hy_document *document =
        load_good_text("strain: strains/jonas.yaml\nseed: 9\nplan: plans/two-rooms.yaml\nscenario: a day\n");
    ck_assert_int_eq(hy_document_what(document), HY_DOCUMENT_SCENARIO);
    ck_assert_uint_eq(scenario_of(document)->seed, 9);
    hy_document_destroy(document);
}
END_TEST

START_TEST(flow_style_which_is_json_is_read_too)
{
    hy_document *document = load_good_text("{\"plan\": \"a\", \"levels\": [{\"name\": \"1F\", \"height_m\": 3e0}],\n"
                                           "\"rooms\": [{\"name\": \"r\", \"level\": \"1F\", \"is_void\": true}]}");
    ck_assert(plan_of(document)->levels[0].height_m == 3.0f);
    ck_assert(plan_of(document)->rooms[0].is_void);
    hy_document_destroy(document);
}
END_TEST

START_TEST(carriage_returns_and_a_byte_order_mark_do_no_harm)
{
    hy_document *document = load_good_text("\xef\xbb\xbfplan: a house\r\nlevels:\r\n  - name: 1F\r\n");
    ck_assert_str_eq(plan_of(document)->plan, "a house");
    ck_assert_str_eq(plan_of(document)->levels[0].name, "1F");
    hy_document_destroy(document);
}
END_TEST

// ---- values

START_TEST(every_type_of_value_is_read)
{
    hy_document *document = load_good_text(
        PLAN_BEGIN "rooms:\n  - name: 12\n    level: 1F\n    use: gym\n    box: [-1, +2.5, .5e1, 4]\n"
                   "    polygon: [[0, 0], [1, 0], [1, 1]]\n    is_outdoor: True\n    open_to: [a, \"b c\", 3]\n"
                   "    furniture: [{columns: 3, height_m: 1.25, step_m: [1, 2]}]\n");
    const hy_spec_room *room = &plan_of(document)->rooms[0];
    ck_assert_str_eq(room->name, "12");
    ck_assert_int_eq(room->use, HY_room_use_gym);
    ck_assert(room->has_box && !room->has_at);
    ck_assert(room->box.x == -1.0f && room->box.y == 2.5f && room->box.width == 5.0f && room->box.depth == 4.0f);
    ck_assert_uint_eq(room->polygon_count, 3);
    ck_assert(room->polygon[2].x == 1.0f && room->polygon[2].y == 1.0f);
    ck_assert(room->is_outdoor);
    ck_assert_uint_eq(room->open_to_count, 3);
    ck_assert_str_eq(room->open_to[1], "b c");
    ck_assert_str_eq(room->open_to[2], "3");
    ck_assert_uint_eq(room->furniture[0].columns, 3);
    ck_assert(room->furniture[0].height_m == 1.25f && room->furniture[0].step_m.y == 2.0f);
    hy_document_destroy(document);
}
END_TEST

START_TEST(a_clock_runs_on_after_midnight)
{
    hy_document *document = load_good("scenario.yaml", "end=26:30:05");
    ck_assert_uint_eq(scenario_of(document)->end_s, (26 * 60 + 30) * 60 + 5);
    hy_document_destroy(document);
}
END_TEST

START_TEST(the_bounds_of_a_range_are_within_it)
{
    hy_document *document = load_good("scenario.yaml", "movement={radius_m: 0.1, time_gap_s: 5}");
    ck_assert(scenario_of(document)->movement.radius_m == 0.1f);
    ck_assert(scenario_of(document)->movement.time_gap_s == 5.0f);
    hy_document_destroy(document);
}
END_TEST

START_TEST(empty_lists_and_records_may_be_left_empty)
{
    write_text("good.yaml", "scenario: a day\nplan: plans/two-rooms.yaml\nstrain: strains/jonas.yaml\nmovement:\n"
                            "persons:\ngroups: []\ntimetable: ~\n");
    hy_document *document = load_good("good.yaml", NULL);
    ck_assert_uint_eq(scenario_of(document)->persons_count, 0);
    ck_assert(scenario_of(document)->movement.radius_m == hy_spec_movement_default().radius_m);
    hy_document_destroy(document);
}
END_TEST

START_TEST(numbers_do_not_depend_on_the_locale)
{
    const char *german = setlocale(LC_NUMERIC, "de_DE.UTF-8");
    double number;
    ck_assert_int_eq(hy_scalar_number("1.5", &number), HY_NUMBER_FINE);
    ck_assert(number == 1.5);
    setlocale(LC_NUMERIC, "C");
    (void)german; // where it is not installed, the test holds too
}
END_TEST

// ---- marks

START_TEST(every_value_has_its_place)
{
    hy_document *document =
        load_good_text("plan: a house\nlevels:\n  - name: 1F\n    height_m: 3\nrooms:\n  - {name: é, level: 1F}\n");
    const hy_spec_plan *plan = plan_of(document);
    assert_mark(plan->mark, 1, 1);
    assert_mark(plan->field_marks[hy_field_plan_plan], 1, 7);
    assert_mark(plan->levels[0].mark, 3, 5);
    assert_mark(plan->levels[0].field_marks[hy_field_level_height_m], 4, 15);
    assert_mark(plan->rooms[0].mark, 6, 5);
    assert_mark(plan->rooms[0].field_marks[hy_field_room_level], 6, 22);
    hy_document_destroy(document);
}
END_TEST

START_TEST(what_was_not_given_has_line_0)
{
    hy_document *document = load_good("scenario.yaml", NULL);
    const hy_spec_scenario *scenario = scenario_of(document);
    ck_assert_uint_eq(scenario->field_marks[hy_field_scenario_seed].line, 0);
    ck_assert_uint_eq(scenario->mind.mark.line, 0);
    ck_assert_uint_eq(scenario->mind.field_marks[hy_field_mind_hysteresis].line, 0);
    hy_document_destroy(document);
}
END_TEST

START_TEST(marks_tell_the_files_apart)
{
    hy_document *document = load_good("scenario.yaml", NULL);
    const hy_description *description = hy_document_description(document);
    ck_assert_str_eq(test_sink.files[description->scenario.mark.file], "scenario.yaml");
    ck_assert_str_eq(test_sink.files[description->plan.mark.file], "plans/two-rooms.yaml");
    ck_assert_str_eq(test_sink.files[description->strain.mark.file], "strains/jonas.yaml");
    hy_document_destroy(document);
}
END_TEST

// ---- defaults

static bool are_equal_fields(const hy_field_table *field, const char *a, const char *b);

static bool are_equal_records(const hy_record_table *table, const char *a, const char *b)
{
    for (uint32_t i = 0; i < table->field_count; i++) {
        if (!are_equal_fields(&table->fields[i], a, b)) {
            return false;
        }
    }
    return true;
}

static bool are_equal_fields(const hy_field_table *field, const char *a, const char *b)
{
    const char *left = a + field->offset, *right = b + field->offset;
    switch (field->type) {
    case HY_FIELD_FLOAT:
    case HY_FIELD_COUNT:
    case HY_FIELD_CHOICE:
    case HY_FIELD_CLOCK:
        return memcmp(left, right, 4) == 0;
    case HY_FIELD_FLAG:
        return *left == *right;
    case HY_FIELD_TEXT:
        return memcmp(left, right, sizeof(char *)) == 0 || // both NULL, or the same constant
               strcmp(*(const char *const *)(const void *)left, *(const char *const *)(const void *)right) == 0;
    case HY_FIELD_POINT:
    case HY_FIELD_BOX:
        return !a[field->second_offset] && !b[field->second_offset];
    case HY_FIELD_ONE:
        return are_equal_records(field->other, left, right);
    default:
        return memcmp(left, right, sizeof(void *)) == 0 &&
               memcmp(a + field->second_offset, b + field->second_offset, sizeof(uint32_t)) == 0;
    }
}

START_TEST(what_the_reader_presets_is_what_a_program_gets_by_default)
{
    hy_arena arena;
    hy_arena_init(&arena, hy_host_allocator(), 4096);
    hy_reader reader = {.arena = &arena};
#define HY_RECORD(record, doc)                                                                                 \
    {                                                                                                          \
        const hy_spec_##record by_program = hy_spec_##record##_default();                                      \
        hy_spec_##record by_reader;                                                                            \
        const hy_record_table *table = hy_record_table_named(#record);                                         \
        hy_record_begin(&reader, table, (hy_mark){0}, &by_reader);                                             \
        ck_assert_msg(are_equal_records(table, (const char *)&by_program, (const char *)&by_reader), #record); \
    }
#include "hyosan/schema.def"
    hy_arena_clear(&arena);
}
END_TEST

// ---- anchors and merging

START_TEST(an_alias_repeats_a_value)
{
    hy_document *document = load_good_text("plan: &title a house\nnote: *title\nlevels: &l [{name: 1F}]\n"
                                           "rooms:\n  - {name: a, level: 1F, box: &b [0, 0, 1, 1]}\n"
                                           "  - {name: b, level: 1F, box: *b}\n");
    ck_assert_str_eq(plan_of(document)->note, "a house");
    ck_assert(plan_of(document)->rooms[1].box.width == 1.0f);
    assert_mark(plan_of(document)->rooms[1].field_marks[hy_field_room_box], 6, 31);
    hy_document_destroy(document);
}
END_TEST

START_TEST(a_merge_fills_in_what_a_record_does_not_say)
{
    hy_document *document = load_good_text(
        PLAN_BEGIN "x-base: &base {level: 1F, use: gym, is_void: true}\nx-other: &other {use: yard, is_outdoor: true}\n"
                   "rooms:\n  - {<<: *base, name: a, is_void: false}\n  - {name: b, <<: [*base, *other]}\n"
                   "  - <<: {<<: *other, level: 1F}\n    name: c\n");
    const hy_spec_room *rooms = plan_of(document)->rooms;
    ck_assert_int_eq(rooms[0].use, HY_room_use_gym);
    ck_assert(!rooms[0].is_void);                    // its own word goes first
    ck_assert_int_eq(rooms[1].use, HY_room_use_gym); // the earlier of two merged ones goes first
    ck_assert(rooms[1].is_outdoor);
    ck_assert_int_eq(rooms[2].use, HY_room_use_yard);
    hy_document_destroy(document);
}
END_TEST

START_TEST(keys_that_begin_with_x_are_the_authors_own)
{
    hy_document *document = load_good_text("x-note: [1, {a: b}]\n" PLAN_BEGIN);
    hy_document_destroy(document);
    ck_assert_ptr_nonnull(strstr(first_problem_of("plan: a\nlevels: [{name: 1F, x-note: 3}]\n"), "x-note"));
}
END_TEST

START_TEST(an_anchor_may_be_set_anew)
{
    hy_document *document = load_good_text("x-a: &a one\nnote: *a\nx-b: &a two\nplan: *a\nlevels: []\n");
    ck_assert_str_eq(plan_of(document)->note, "one");
    ck_assert_str_eq(plan_of(document)->plan, "two");
    hy_document_destroy(document);
}
END_TEST

// ---- settings

START_TEST(a_setting_changes_a_single_value)
{
    hy_document *document = load_good("scenario.yaml", "mind.fear_half_life_s=60");
    const hy_spec_mind *mind = &scenario_of(document)->mind;
    ck_assert(mind->fear_half_life_s == 60.0f);
    assert_mark(mind->field_marks[hy_field_mind_fear_half_life_s], 1, 1);
    ck_assert_str_eq(test_sink.files[mind->field_marks[hy_field_mind_fear_half_life_s].file], "--set");
    hy_document_destroy(document);
}
END_TEST

START_TEST(a_setting_finds_an_item_by_its_name_or_its_position)
{
    static const char *const settings[] = {"persons[Nam On-jo].courage=0.125", "persons[1].courage=0.25",
                                           "strain.exposures[zombie bite].infects=0.5", "plan.rooms[2-5].level=3F",
                                           "scenario.seed=77"};
    hy_diagnostics_init(&test_sink, test_items);
    hy_document *document;
    ck_assert_int_eq((int)hy_document_load(hy_host_allocator(), SCHOOL, settings, 5, &test_sink, &document),
                     (int)HY_OK);
    const hy_description *description = hy_document_description(document);
    ck_assert_uint_eq(description->scenario.seed, 77);
    bool is_found = false;
    for (uint32_t i = 0; i < description->plan.rooms_count; i++) {
        const hy_spec_room *room = &description->plan.rooms[i];
        is_found = is_found || (strcmp(room->name, "2-5") == 0 && strcmp(room->level, "3F") == 0);
    }
    ck_assert(is_found);
    uint32_t changed_count = 0;
    for (uint32_t i = 0; i < description->scenario.persons_count; i++) {
        const hy_spec_person *person = &description->scenario.persons[i];
        changed_count += strcmp(person->name, "Nam On-jo") == 0 && person->courage == 0.125f;
        changed_count += i == 1 && person->courage == 0.25f;
    }
    ck_assert_uint_ge(changed_count, 1);
    hy_document_destroy(document);
}
END_TEST

START_TEST(a_setting_may_name_another_plan)
{
    hy_document *document = load_good("scenario.yaml", "plan=plans/hyosan-high.yaml");
    ck_assert_str_eq(plan_of(document)->plan, "Hyosan High");
    hy_document_destroy(document);
}
END_TEST

START_TEST(a_setting_replaces_a_whole_list)
{
    hy_document *document = load_good("plans/two-rooms.yaml", "levels=[{name: a}, {name: b}, {name: c}]");
    ck_assert_uint_eq(plan_of(document)->levels_count, 3);
    ck_assert_str_eq(plan_of(document)->levels[2].name, "c");
    hy_document_destroy(document);
}
END_TEST

START_TEST(a_setting_that_repeats_a_name_is_refused)
{
    hy_document *document;
    ck_assert_int_eq(
        (int)load_with(hy_host_allocator(), "plans/two-rooms.yaml", "levels=[{name: a}, {name: a}]", &document),
        (int)HY_BAD_INPUT);
    ck_assert_uint_eq(test_sink.count, 1);
}
END_TEST

START_TEST(a_setting_adds_an_item_and_takes_one_out)
{
    static const char *const settings[] = {"incidents[+]={at: \"09:05\", kind: alarm, name: bell}",
                                           "incidents[bell].note=it rings", "incidents[0]=~",
                                           "groups[west class].teaches[+]=east class"};
    hy_diagnostics_init(&test_sink, test_items);
    hy_document *document;
    const char *path = HYOSAN_SOURCE_DIR "/scenarios/two-rooms.yaml";
    ck_assert_int_eq((int)hy_document_load(hy_host_allocator(), path, settings, 4, &test_sink, &document), (int)HY_OK);
    const hy_spec_scenario *scenario = scenario_of(document);
    ck_assert_uint_eq(scenario->incidents_count, 1);
    ck_assert_str_eq(scenario->incidents[0].name, "bell");
    ck_assert_str_eq(scenario->incidents[0].note, "it rings");
    ck_assert_uint_eq(scenario->incidents[0].at_s, (9 * 60 + 5) * 60);
    ck_assert_uint_eq(scenario->groups[0].teaches_count, 1);
    ck_assert_str_eq(scenario->groups[0].teaches[0], "east class");
    hy_document_destroy(document);
}
END_TEST

START_TEST(a_setting_finds_a_person_by_the_part_played)
{
    hy_document *document = load_good(SCHOOL, "persons[index].courage=0.0625");
    const hy_spec_scenario *scenario = scenario_of(document);
    uint32_t changed_count = 0;
    for (uint32_t i = 0; i < scenario->persons_count; i++) {
        changed_count += strcmp(scenario->persons[i].called, "index") == 0 && scenario->persons[i].courage == 0.0625f;
    }
    ck_assert_uint_eq(changed_count, 1);
    hy_document_destroy(document);
}
END_TEST

static bool first_problem_says(const char *words)
{
    char line[HY_DIAGNOSTIC_LINE];
    ck_assert_uint_ge(test_sink.count, 1);
    hy_diagnostics_line(&test_sink, 0, line);
    return strstr(line, words) != NULL;
}

START_TEST(a_path_that_leads_nowhere_is_told_what_is_near_and_where_it_stands)
{
    hy_document *document;
    ck_assert_int_eq((int)load_with(hy_host_allocator(), SCHOOL, "freeze_chance=1", &document), (int)HY_BAD_INPUT);
    ck_assert(first_problem_says("mind.freeze_chance ("));
    ck_assert(first_problem_says("hyosan-high.yaml:"));
    ck_assert_int_eq((int)load_with(hy_host_allocator(), SCHOOL, "strain.weight=1", &document), (int)HY_BAD_INPUT);
    ck_assert(first_problem_says("strain.exposures[zombie bite].outcomes[0].weight ("));
}
END_TEST

// ---- every number and word, by its path

enum { EVERY_LIMIT = 8192, EVERY_SIZE = 192 };

// Settings that say what the school says already.
typedef struct every_setting {
    char texts[EVERY_LIMIT][EVERY_SIZE];
    const char *pointers[EVERY_LIMIT];
    uint32_t count;
} every_setting;

static void add_setting(every_setting *every, const hy_field_table *field, const char *record, const hy_path *path)
{
    hy_text text;
    ck_assert_uint_lt(every->count, EVERY_LIMIT);
    hy_text_init(&text, every->texts[every->count], EVERY_SIZE);
    hy_text_add_path(&text, path);
    hy_text_add(&text, "=");
    const char *place = record + field->offset;
    uint32_t whole;
    float number;
    memcpy(&whole, place, field->type == HY_FIELD_FLAG ? 1 : sizeof whole);
    memcpy(&number, place, field->type == HY_FIELD_FLAG ? 1 : sizeof number);
    switch (field->type) {
    case HY_FIELD_FLOAT:
        if (number < HY_GIVEN) {
            return;
        }
        hy_text_add_float(&text, (double)number);
        break;
    case HY_FIELD_COUNT:
        hy_text_add_uint(&text, whole);
        break;
    case HY_FIELD_FLAG:
        hy_text_add(&text, *(const bool *)(const void *)place ? "true" : "false");
        break;
    case HY_FIELD_CHOICE:
        hy_text_add(&text, field->words[whole]);
        break;
    default:
        return;
    }
    ck_assert(!text.is_cut);
    every->pointers[every->count] = every->texts[every->count];
    every->count++;
}

static void add_record(every_setting *every, const hy_record_table *table, char *record, const hy_path *path);

// of each list the first and the last item
static void add_list(every_setting *every, const hy_field_table *field, char *record, const hy_path *path)
{
    const hy_item_list list = hy_items_of_field(field, record);
    for (uint32_t i = 0; i < list.count; i += i + 1 < list.count ? list.count - 1 - i : 1) {
        const hy_path item = {.parent = path, .item_index = i};
        add_record(every, field->other, list.items + i * list.item_size, &item);
    }
}

static void add_record(every_setting *every, const hy_record_table *table, char *record, const hy_path *path)
{
    for (uint32_t i = 0; i < table->field_count; i++) {
        const hy_field_table *field = &table->fields[i];
        const hy_path field_path = {.parent = path, .field = field->name};
        if (field->type == HY_FIELD_ONE) {
            add_record(every, field->other, record + field->offset, &field_path);
        } else if (field->type == HY_FIELD_LIST) {
            add_list(every, field, record, &field_path);
        } else {
            add_setting(every, field, record, &field_path);
        }
    }
}

static uint64_t hash_of_school(const char *const *settings, uint32_t count, hy_document **document)
{
    hy_diagnostics_init(&test_sink, test_items);
    const hy_status status =
        hy_document_load(hy_host_allocator(), SCHOOL, settings, count, &test_sink, document);
    char line[HY_DIAGNOSTIC_LINE] = "";
    if (test_sink.count > 0) {
        hy_diagnostics_line(&test_sink, 0, line);
    }
    ck_assert_msg(status == HY_OK, "%s", line);
    hy_model *model;
    ck_assert_int_eq(
        (int)hy_model_create(hy_document_description(*document), hy_host_allocator(), &test_sink, &model), (int)HY_OK);
    const uint64_t hash = model->hash;
    hy_model_destroy(model);
    return hash;
}

START_TEST(a_setting_reaches_every_number_and_word_of_scenario_plan_and_strain)
{
    static every_setting every;
    hy_document *as_it_is, *set_anew;
    const uint64_t hash = hash_of_school(NULL, 0, &as_it_is);
    hy_description description = *hy_document_description(as_it_is);
    const hy_path plan = {.field = "plan"}, strain = {.field = "strain"};
    add_record(&every, hy_record_table_named("scenario"), (char *)&description.scenario, NULL);
    add_record(&every, hy_record_table_named("plan"), (char *)&description.plan, &plan);
    add_record(&every, hy_record_table_named("strain"), (char *)&description.strain, &strain);
    ck_assert_uint_gt(every.count, 500);
    ck_assert_uint_eq(hash_of_school(every.pointers, every.count, &set_anew), hash);
    hy_document_destroy(as_it_is);
    hy_document_destroy(set_anew);
}
END_TEST

// ---- variants

static const char VARIANT[] = "scenario: another day\nbased_on: scenario.yaml\nset: [seed=5, mind.freeze_chance=1]\n";

START_TEST(a_variant_is_its_base_with_its_settings)
{
    hy_document *document = load_good_text(VARIANT);
    const hy_spec_scenario *scenario = scenario_of(document);
    ck_assert_int_eq(hy_document_what(document), HY_DOCUMENT_SCENARIO);
    ck_assert_str_eq(scenario->scenario, "another day");
    ck_assert_uint_eq(scenario->seed, 5);
    ck_assert(scenario->mind.freeze_chance == 1.0f);
    ck_assert_uint_gt(plan_of(document)->rooms_count, 1);
    uint32_t count;
    const hy_document_file *files = hy_document_files(document, &count);
    ck_assert_uint_eq(count, 4);
    ck_assert_str_eq(files[0].what, "scenario");
    ck_assert_str_eq(files[3].what, "variant");
    const char *const *settings = hy_document_settings(document, &count);
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(settings[0], "seed=5");
    hy_document_destroy(document);
}
END_TEST

START_TEST(a_variant_of_a_variant_has_the_last_word_but_for_the_command_line)
{
    write_text("first.yaml", VARIANT);
    write_text("second.yaml", "scenario: a third day\nbased_on: first.yaml\nset: [seed=6, mind.freeze_s=3]\n");
    hy_document *document = load_good("second.yaml", "mind.freeze_s=4");
    const hy_spec_scenario *scenario = scenario_of(document);
    ck_assert_str_eq(scenario->scenario, "a third day");
    ck_assert_uint_eq(scenario->seed, 6);
    ck_assert(scenario->mind.freeze_chance == 1.0f);
    ck_assert(scenario->mind.freeze_s == 4.0f);
    hy_document_destroy(document);
}
END_TEST

START_TEST(a_wrong_setting_of_a_variant_is_told_with_its_line)
{
    hy_document *document;
    write_text("wrong.yaml", "scenario: a day\nbased_on: scenario.yaml\nset:\n  - seed=5\n  - sed=4\n");
    ck_assert_int_eq((int)load_with(hy_host_allocator(), "wrong.yaml", NULL, &document), (int)HY_BAD_INPUT);
    ck_assert(first_problem_says("wrong.yaml:5:5: scenario has no key \"sed\""));
}
END_TEST

// ---- bounds

// text after text, as a file would have it
static char *repeat(const char *begin, const char *part, uint32_t count, const char *end)
{
    char *text = malloc(strlen(begin) + count * (strlen(part) + 8) + strlen(end) + 1);
    char *at = text + sprintf(text, "%s", begin);
    for (uint32_t i = 0; i < count; i++) {
        at += sprintf(at, part, i);
    }
    strcpy(at, end);
    return text;
}

static void assert_first_problem_has(char *text, const char *words)
{
    const char *line = first_problem_of(text);
    ck_assert_msg(strstr(line, words) != NULL, "%s", line);
    free(text);
}

START_TEST(an_alias_bomb_is_refused_before_it_goes_off)
{
    char *places = repeat("plan: a\nx-a: &a {kind: stand, at: [1, 1]}\nx-b: &b [", "*a,", 1000, "]\nrooms:\n");
    char *text = repeat(places, "  - {name: r%u, level: l, places: *b}\n", 1000, "");
    free(places);
    assert_first_problem_has(text, "more than 1000000 values");
}
END_TEST

START_TEST(a_list_that_is_too_long_is_refused)
{
    assert_first_problem_has(repeat("plan: a\nlevels: [", "{name: l%u},", 100001, "]\n"), "more than 100000 items");
}
END_TEST

START_TEST(a_text_of_too_many_values_is_refused)
{
    assert_first_problem_has(repeat("plan: a\nlevels: [", "1,", 1000001, "]\n"), "more than 1000000 values");
}
END_TEST

START_TEST(brackets_that_never_close_are_refused_at_once)
{
    assert_first_problem_has(repeat("plan: ", "[", 4000000, "\n"), "more than 1000 brackets are open");
}
END_TEST

START_TEST(directives_without_end_are_refused_at_once)
{
    assert_first_problem_has(repeat("", "%%TAG !e%u! tag:x\n", 100000, "---\nplan: a\n"), "lines begin with %");
}
END_TEST

START_TEST(a_file_that_is_too_large_is_refused)
{
    char *text = repeat("plan: a\n", "# nothing but a comment\n", 200000, "");
    assert_first_problem_has(text, "longer than the 4194304 bytes");
}
END_TEST

START_TEST(more_problems_than_the_sink_holds_are_counted)
{
    char *text = repeat("plan: a\n", "key%u: 1\n", 5000, "");
    ck_assert_ptr_nonnull(strstr(first_problem_of(text), "key0"));
    free(text);
    ck_assert_uint_eq(test_sink.count, HY_DIAGNOSTIC_LIMIT);
    ck_assert_uint_eq(test_sink.dropped_count, 5000 - HY_DIAGNOSTIC_LIMIT);
}
END_TEST

START_TEST(a_problem_of_an_anchor_is_told_once)
{
    ck_assert_ptr_nonnull(first_problem_of(PLAN_BEGIN "x-b: &b [{at: [1]}]\nrooms:\n"
                                                      "  - {name: a, level: 1F, places: *b}\n"
                                                      "  - {name: b, level: 1F, places: *b}\n"));
    ck_assert_uint_eq(test_sink.count, 1);
}
END_TEST

// ---- failures

START_TEST(a_missing_file_is_told_without_a_line)
{
    hy_document *document;
    ck_assert_int_eq((int)load_with(hy_host_allocator(), "none.yaml", NULL, &document), (int)HY_FILE_ERROR);
    char line[HY_DIAGNOSTIC_LINE];
    hy_diagnostics_line(&test_sink, 0, line);
    ck_assert_str_eq(line, "none.yaml: there is no such file");
}
END_TEST

START_TEST(a_folder_is_no_scenario)
{
    hy_document *document;
    ck_assert_int_eq((int)load_with(hy_host_allocator(), "plans", NULL, &document), (int)HY_FILE_ERROR);
    char line[HY_DIAGNOSTIC_LINE];
    hy_diagnostics_line(&test_sink, 0, line);
    ck_assert_str_eq(line, "plans: is a folder, and a file is wanted");
}
END_TEST

START_TEST(a_long_file_name_is_cut_at_its_beginning)
{
    char name[400];
    memset(name, 'a', sizeof name);
    strcpy(name + sizeof name - 11, "/plan.yaml");
    hy_diagnostics_init(&test_sink, test_items);
    const uint32_t file = hy_diagnostics_add_file(&test_sink, name);
    ck_assert_uint_eq(strlen(test_sink.files[file]), HY_DIAGNOSTIC_FILE_NAME - 1);
    ck_assert_int_eq(strncmp(test_sink.files[file], "...a", 4), 0);
    ck_assert_ptr_nonnull(strstr(test_sink.files[file], "/plan.yaml"));
}
END_TEST

// An allocator that has no memory from some call on, and counts what was not given back.
typedef struct scarce_memory {
    hy_allocator inner;
    uint32_t calls_left;
    size_t bytes_out;
} scarce_memory;

static void *allocate_scarcely(void *context, size_t size)
{
    scarce_memory *memory = context;
    if (memory->calls_left == 0) {
        return NULL;
    }
    memory->calls_left--;
    void *block = memory->inner.allocate(memory->inner.context, size);
    memory->bytes_out += size;
    return block;
}

static void release_scarcely(void *context, void *block, size_t size)
{
    scarce_memory *memory = context;
    memory->bytes_out -= size;
    memory->inner.release(memory->inner.context, block, size);
}

static hy_status load_scarcely(const char *name, uint32_t call_count)
{
    scarce_memory memory = {.inner = hy_host_allocator(), .calls_left = call_count};
    const hy_allocator allocator = {.allocate = allocate_scarcely, .release = release_scarcely, .context = &memory};
    hy_document *document;
    const hy_status status = load_with(allocator, name, "seed=3", &document);
    ck_assert(status == HY_OK || document == NULL);
    hy_document_destroy(document);
    ck_assert_uint_eq(memory.bytes_out, 0);
    return status;
}

START_TEST(every_lack_of_memory_is_reported_and_leaks_nothing)
{
    hy_status status = HY_OUT_OF_MEMORY;
    for (uint32_t call_count = 0; status != HY_OK; call_count++) {
        status = load_scarcely(SCHOOL, call_count);
        ck_assert(status == HY_OK || status == HY_OUT_OF_MEMORY);
        ck_assert_uint_lt(call_count, 10000);
    }
}
END_TEST

// ---- lines

START_TEST(problems_come_in_the_order_of_their_places)
{
    hy_diagnostics_init(&test_sink, test_items);
    hy_diagnostics_add_file(&test_sink, "a");
    hy_diagnostics_add_file(&test_sink, "b");
    hy_diagnostics_add(&test_sink, (hy_mark){.file = 1, .line = 1, .column = 1}, NULL, "fifth");
    hy_diagnostics_add(&test_sink, (hy_mark){.file = 0, .line = 2, .column = 1}, "x", "third");
    hy_diagnostics_add(&test_sink, (hy_mark){.file = 0, .line = 2, .column = 1}, "y", "fourth");
    hy_diagnostics_add(&test_sink, (hy_mark){.file = 0, .line = 1, .column = 7}, NULL, "second");
    hy_diagnostics_add(&test_sink, (hy_mark){.file = 0}, NULL, "first");
    hy_diagnostics_sort(&test_sink);
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    hy_diagnostics_write(&test_sink, out);
    fclose(out);
    ck_assert_str_eq(text, "a: first\na:1:7: second\na:2:1: x: third\na:2:1: y: fourth\nb:1:1: fifth\n5 problems\n");
    free(text);
}
END_TEST

static void set_up(void)
{
    make_test_folder();
    write_text("scenario.yaml", SMALL_SCENARIO);
}

int main(void)
{
    Suite *suite = suite_create("reader");
    TCase *cases = add_case(suite, "reader");
    tcase_add_checked_fixture(cases, set_up, remove_test_folder);
    tcase_add_test(cases, the_school_is_read_with_its_plan_and_its_strain);
    tcase_add_test(cases, the_texts_of_all_files_are_kept);
    tcase_add_test(cases, a_plan_alone_is_read_and_the_rest_is_default);
    tcase_add_test(cases, a_strain_alone_is_read);
    tcase_add_test(cases, the_order_of_the_keys_does_not_matter);
    tcase_add_test(cases, flow_style_which_is_json_is_read_too);
    tcase_add_test(cases, carriage_returns_and_a_byte_order_mark_do_no_harm);
    tcase_add_test(cases, every_type_of_value_is_read);
    tcase_add_test(cases, a_clock_runs_on_after_midnight);
    tcase_add_test(cases, the_bounds_of_a_range_are_within_it);
    tcase_add_test(cases, empty_lists_and_records_may_be_left_empty);
    tcase_add_test(cases, numbers_do_not_depend_on_the_locale);
    tcase_add_test(cases, every_value_has_its_place);
    tcase_add_test(cases, what_was_not_given_has_line_0);
    tcase_add_test(cases, marks_tell_the_files_apart);
    tcase_add_test(cases, what_the_reader_presets_is_what_a_program_gets_by_default);
    tcase_add_test(cases, an_alias_repeats_a_value);
    tcase_add_test(cases, a_merge_fills_in_what_a_record_does_not_say);
    tcase_add_test(cases, keys_that_begin_with_x_are_the_authors_own);
    tcase_add_test(cases, an_anchor_may_be_set_anew);
    tcase_add_test(cases, a_setting_changes_a_single_value);
    tcase_add_test(cases, a_setting_finds_an_item_by_its_name_or_its_position);
    tcase_add_test(cases, a_setting_may_name_another_plan);
    tcase_add_test(cases, a_setting_replaces_a_whole_list);
    tcase_add_test(cases, a_setting_that_repeats_a_name_is_refused);
    tcase_add_test(cases, a_setting_adds_an_item_and_takes_one_out);
    tcase_add_test(cases, a_setting_finds_a_person_by_the_part_played);
    tcase_add_test(cases, a_path_that_leads_nowhere_is_told_what_is_near_and_where_it_stands);
    tcase_add_test(cases, a_setting_reaches_every_number_and_word_of_scenario_plan_and_strain);
    tcase_add_test(cases, a_variant_is_its_base_with_its_settings);
    tcase_add_test(cases, a_variant_of_a_variant_has_the_last_word_but_for_the_command_line);
    tcase_add_test(cases, a_wrong_setting_of_a_variant_is_told_with_its_line);
    tcase_add_test(cases, an_alias_bomb_is_refused_before_it_goes_off);
    tcase_add_test(cases, a_list_that_is_too_long_is_refused);
    tcase_add_test(cases, a_text_of_too_many_values_is_refused);
    tcase_add_test(cases, brackets_that_never_close_are_refused_at_once);
    tcase_add_test(cases, directives_without_end_are_refused_at_once);
    tcase_add_test(cases, a_file_that_is_too_large_is_refused);
    tcase_add_test(cases, more_problems_than_the_sink_holds_are_counted);
    tcase_add_test(cases, a_problem_of_an_anchor_is_told_once);
    tcase_add_test(cases, a_missing_file_is_told_without_a_line);
    tcase_add_test(cases, a_folder_is_no_scenario);
    tcase_add_test(cases, a_long_file_name_is_cut_at_its_beginning);
    tcase_add_test(cases, every_lack_of_memory_is_reported_and_leaks_nothing);
    tcase_add_test(cases, problems_come_in_the_order_of_their_places);
    return run_suite(suite);
}
