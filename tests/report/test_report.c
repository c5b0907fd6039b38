// Summary, JSON and chronicle of a small history: their form, and that they agree with the record.
#include "store/recorded.h"

#include "report/chains.h"
#include "report/phrases.h"
#include "report/report.h"

#include <ctype.h>
#include <jansson.h>

static world_at_start world;
static hy_store *store;
static hy_record *record;
static char *written;
static size_t written_size;

static void set_up(void)
{
    char message[HY_STORE_MESSAGE_SIZE];
    load_two_rooms(&world);
    hy_store_definition definition = hy_store_definition_default(world.model, world.sim);
    definition.document = world.document;
    ck_assert_int_eq(hy_store_create(&definition, &store, message), HY_OK);
    step_and_store(&world, store, hy_sim_end_tick(world.sim));
    ck_assert_int_eq(hy_store_finish(store, world.sim, 0.5, true, message), HY_OK);
    ck_assert_int_eq(hy_record_of_store(store, &record, message), HY_OK);
}

static void tear_down(void)
{
    free(written);
    hy_record_close(record);
    hy_store_destroy(store);
    unload(&world);
}

static void assert_lines_fit(void)
{
    for (char *line = strtok(written, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        ck_assert_msg(hy_report_columns(line) <= HY_REPORT_WIDTH, "too long: %s", line);
    }
}

START_TEST(the_summary_fits_into_a_hundred_columns)
{
    FILE *out = open_memstream(&written, &written_size);
    hy_report_summary(record, out);
    fclose(out);
    ck_assert_ptr_nonnull(strstr(written, "Who survives"));
    ck_assert_ptr_nonnull(strstr(written, "Mina"));
    assert_lines_fit();
}
END_TEST

static json_int_t sum_of_cells(const json_t *cells)
{
    static const char *const names[] = {"human", "incubating", "zombie", "halfbie", "dead", "escaped"};
    json_int_t sum = 0;
    ck_assert_uint_eq(json_object_size(cells), 6);
    for (unsigned i = 0; i < 6; i++) {
        ck_assert(json_is_integer(json_object_get(cells, names[i])));
        sum += json_integer_value(json_object_get(cells, names[i]));
    }
    return sum;
}

START_TEST(the_json_counts_everybody_once)
{
    FILE *out = open_memstream(&written, &written_size);
    ck_assert_int_eq(hy_report_json(record, out), HY_OK);
    fclose(out);
    json_error_t error;
    json_t *object = json_loads(written, JSON_REJECT_DUPLICATES, &error);
    ck_assert_msg(object != NULL, "%s", error.text);
    const json_t *outcome = json_object_get(object, "outcome");
    ck_assert_int_eq(
        sum_of_cells(json_object_get(outcome, "students")) + sum_of_cells(json_object_get(outcome, "staff")), 12);
    ck_assert_str_eq(json_string_value(json_object_get(object, "scenario")), "Two rooms");
    ck_assert_str_eq(json_string_value(json_object_get(object, "state_hash")), record->state_hash);
    ck_assert_int_eq(json_integer_value(json_object_get(object, "people")), 12);
    ck_assert_uint_eq(json_array_size(json_object_get(object, "named")), 2);
    ck_assert_double_eq(json_number_value(json_object_get(object, "simulated_s")), 1200);
    json_decref(object);
}
END_TEST

static bool begins_with_clock(const char *line)
{
    return isdigit((unsigned char)line[0]) && line[2] == ':' && line[5] == ':' && line[8] == ' ' && line[9] == ' ';
}

START_TEST(every_sentence_of_the_chronicle_has_its_time_and_event)
{
    FILE *out = open_memstream(&written, &written_size);
    ck_assert_int_eq(hy_report_chronicle(record, NULL, out), HY_OK);
    fclose(out);
    unsigned sentence_count = 0;
    bool is_open = false;
    for (char *line = strtok(written, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        ck_assert_uint_le(hy_report_columns(line), HY_REPORT_WIDTH);
        if (begins_with_clock(line)) {
            ck_assert(!is_open);
            is_open = true;
            sentence_count++;
        }
        const size_t length = strlen(line);
        if (is_open && line[length - 1] == '.' && strstr(line, ")") != NULL) {
            is_open = false;
        }
    }
    ck_assert(!is_open);
    ck_assert_uint_gt(sentence_count, 3);
}
END_TEST

static void assert_ids_are_events(const json_t *object, const char *first, const char *last)
{
    const json_int_t first_id = json_integer_value(json_object_get(object, first));
    const json_int_t last_id = json_integer_value(json_object_get(object, last));
    ck_assert_int_ge(first_id, 0);
    ck_assert_int_le(first_id, last_id);
    ck_assert_int_lt(last_id, record->event_count);
}

START_TEST(the_chronicle_as_json_tells_the_same_sentences)
{
    FILE *out = open_memstream(&written, &written_size);
    ck_assert_int_eq(hy_report_chronicle_json(record, NULL, out), HY_OK);
    fclose(out);
    json_error_t error;
    json_t *object = json_loads(written, JSON_REJECT_DUPLICATES, &error);
    ck_assert_msg(object != NULL, "%s", error.text);
    const json_t *episodes = json_object_get(object, "episodes");
    ck_assert_uint_ge(json_array_size(episodes), 1);
    size_t sentence_count = 0;
    for (size_t i = 0; i < json_array_size(episodes); i++) {
        const json_t *sentences = json_object_get(json_array_get(episodes, i), "sentences");
        for (size_t k = 0; k < json_array_size(sentences); k++) {
            assert_ids_are_events(json_array_get(sentences, k), "first_event", "last_event");
        }
        sentence_count += json_array_size(sentences);
    }
    ck_assert_uint_gt(sentence_count, 3);
    const json_t *companies = json_object_get(object, "companies");
    for (size_t i = 0; i < json_array_size(companies); i++) {
        assert_ids_are_events(json_array_get(companies, i), "first_event", "last_event");
    }
    ck_assert_uint_eq(json_array_size(json_object_get(object, "named")), 2);
    json_decref(object);
}
END_TEST

START_TEST(the_ledger_in_the_json_agrees_with_itself)
{
    FILE *out = open_memstream(&written, &written_size);
    ck_assert_int_eq(hy_report_json(record, out), HY_OK);
    fclose(out);
    json_t *object = json_loads(written, JSON_REJECT_DUPLICATES, NULL);
    const json_t *ledger = json_object_get(object, "ledger");
    const json_t *acts = json_object_get(ledger, "acts");
    const json_t *persons = json_object_get(ledger, "persons");
    json_int_t saving = 0, saved = 0;
    for (size_t i = 0; i < json_array_size(acts); i++) {
        const json_t *act = json_array_get(acts, i);
        const bool is_rescue = strcmp(json_string_value(json_object_get(act, "effect")), "saved") == 0;
        saving += is_rescue ? json_integer_value(json_object_get(act, "deeds")) : 0;
    }
    for (size_t i = 0; i < json_array_size(persons); i++) {
        saved += json_integer_value(json_object_get(json_array_get(persons, i), "saved"));
    }
    // one who was saved in two ways by the same person is two deeds and one person
    ck_assert_int_le(saved, saving);
    ck_assert((saved > 0) == (saving > 0));
    json_decref(object);
}
END_TEST

START_TEST(a_chain_of_infection_begins_with_a_first_case)
{
    hy_chains chains;
    ck_assert_int_eq(hy_chains_find(record, 10, &chains), HY_OK);
    ck_assert_uint_ge(chains.count, 1);
    ck_assert_str_eq(record->persons[chains.chains[0].persons[0]].name, "Mina");
    for (uint32_t i = 0; i < chains.count; i++) {
        ck_assert_uint_eq(hy_chain_source(record, chains.chains[i].persons[0]), HY_NONE);
        for (uint32_t k = 1; k < chains.chains[i].length; k++) {
            ck_assert_uint_eq(hy_chain_source(record, chains.chains[i].persons[k]), chains.chains[i].persons[k - 1]);
        }
    }
    hy_chains_clear(&chains);
}
END_TEST

START_TEST(a_paragraph_breaks_between_words)
{
    FILE *out = open_memstream(&written, &written_size);
    char text[400] = "";
    for (unsigned i = 0; i < 30; i++) {
        strcat(text, "Müllerin ");
    }
    hy_report_paragraph(out, text, 10, 4);
    fclose(out);
    ck_assert_ptr_nonnull(strstr(written, "\n    Müllerin"));
    assert_lines_fit();
}
END_TEST

START_TEST(a_clock_cuts_the_second_off)
{
    char clock[HY_CLOCK_SIZE];
    hy_clock_write(45999.96, clock);
    ck_assert_str_eq(clock, "12:46:39");
    hy_clock_write(46000, clock);
    ck_assert_str_eq(clock, "12:46:40");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report");
    TCase *tcase = add_case(suite, "report");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, the_summary_fits_into_a_hundred_columns);
    tcase_add_test(tcase, the_json_counts_everybody_once);
    tcase_add_test(tcase, every_sentence_of_the_chronicle_has_its_time_and_event);
    tcase_add_test(tcase, the_chronicle_as_json_tells_the_same_sentences);
    tcase_add_test(tcase, the_ledger_in_the_json_agrees_with_itself);
    tcase_add_test(tcase, a_chain_of_infection_begins_with_a_first_case);
    tcase_add_test(tcase, a_paragraph_breaks_between_words);
    tcase_add_test(tcase, a_clock_cuts_the_second_off);
    return run_suite(suite);
}
