// The .hyo file: what is written is read back; nothing is lost, replaced or believed without need.
#include "store/recorded.h"

#include "store/schema.h"

#include <math.h>
#include <sqlite3.h>
#include <sys/stat.h>

static world_at_start world;
static char folder[] = "/tmp/hyosan-store-XXXXXX";
static char path[64];
static char message[HY_STORE_MESSAGE_SIZE];

static void set_up(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/history.hyo", folder);
    load_two_rooms(&world);
}

static void tear_down(void)
{
    char command[128];
    unload(&world);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static hy_store *create(const char *at, bool may_replace)
{
    hy_store_definition definition = hy_store_definition_default(world.model, world.sim);
    definition.path = at;
    definition.may_replace = may_replace;
    definition.document = world.document;
    hy_store *store = NULL;
    ck_assert_msg(hy_store_create(&definition, &store, message) == HY_OK, "%s", message);
    return store;
}

static hy_status try_create(const char *at, bool may_replace)
{
    hy_store_definition definition = hy_store_definition_default(world.model, world.sim);
    definition.path = at;
    definition.may_replace = may_replace;
    hy_store *store = NULL;
    const hy_status status = hy_store_create(&definition, &store, message);
    hy_store_destroy(store);
    return status;
}

static hy_record *reopen(void)
{
    hy_record *record = NULL;
    ck_assert_msg(hy_record_open(path, &record, message) == HY_OK, "%s", message);
    return record;
}

static void store_to_the_end(void)
{
    hy_store *store = create(path, false);
    step_and_store(&world, store, hy_sim_end_tick(world.sim));
    ck_assert_int_eq(hy_store_finish(store, world.sim, 1.5, true, message), HY_OK);
    hy_store_destroy(store);
}

static void run_sql(const char *sql)
{
    sqlite3 *database = NULL;
    ck_assert_int_eq(sqlite3_open(path, &database), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
}

static unsigned count_files(void)
{
    char command[128];
    unsigned count = 0;
    snprintf(command, sizeof command, "ls -A %s | wc -l", folder);
    FILE *listing = popen(command, "r");
    ck_assert_int_eq(fscanf(listing, "%u", &count), 1);
    pclose(listing);
    return count;
}

// ---- what is written is read

START_TEST(a_finished_history_is_one_complete_file)
{
    store_to_the_end();
    ck_assert_uint_eq(count_files(), 1);
    hy_record *record = reopen();
    char hash[17];
    snprintf(hash, sizeof hash, "%016llx", (unsigned long long)hy_sim_hash(world.sim));
    ck_assert(record->is_complete);
    ck_assert_str_eq(record->title, "Two rooms");
    ck_assert_str_eq(record->state_hash, hash);
    ck_assert_uint_eq(record->last_tick, hy_sim_end_tick(world.sim));
    ck_assert_uint_eq(record->agent_steps, hy_sim_agent_steps(world.sim));
    ck_assert_double_eq(record->wall_s, 1.5);
    ck_assert_uint_eq(record->person_count, 12);
    ck_assert_str_eq(record->persons[0].name, "Mina");
    ck_assert_str_eq(record->persons[1].name, "student west class #2");
    hy_record_close(record);
}
END_TEST

START_TEST(people_and_totals_are_those_of_the_history)
{
    store_to_the_end();
    hy_record *record = reopen();
    hy_counts counts[HY_role_count];
    hy_sim_count(world.sim, counts);
    const hy_record_totals *last = &record->totals[record->totals_count - 1];
    ck_assert_uint_eq(last->tick, record->last_tick);
    ck_assert_int_eq(memcmp(last->by_role, counts, sizeof counts), 0);
    for (uint32_t i = 0; i < record->person_count; i++) {
        const hy_person_view view = hy_sim_person(world.sim, i);
        const hy_record_person *person = &record->persons[i];
        ck_assert_uint_eq(person->stage, view.stage);
        ck_assert_uint_eq(person->room, view.room);
        ck_assert_uint_eq(person->infected_by, view.infected_by);
        ck_assert_uint_eq(person->fate_event, view.fate_event);
        ck_assert_uint_eq(person->cell, view.is_present ? (uint32_t)view.cell : (uint32_t)HY_CELL_ESCAPED);
    }
    hy_record_close(record);
}
END_TEST

START_TEST(events_come_back_in_plan_coordinates)
{
    hy_event kept[64];
    uint32_t kept_count = 0;
    hy_store *store = create(path, false);
    while (hy_sim_tick(world.sim) < 4000) {
        uint32_t count = 0;
        const hy_event *events = hy_sim_events(world.sim, &count);
        for (uint32_t i = 0; i < count && kept_count < 64; i++) {
            kept[kept_count++] = events[i];
        }
        step_and_store(&world, store, 1);
    }
    ck_assert_int_eq(hy_store_finish(store, world.sim, 0, false, message), HY_OK);
    hy_store_destroy(store);
    hy_record *record = reopen();
    ck_assert_uint_gt(kept_count, 2);
    ck_assert_uint_ge(record->event_count, kept_count);
    for (uint32_t i = 0; i < kept_count; i++) {
        const hy_record_event *event = &record->events[i];
        ck_assert_uint_eq(event->id, kept[i].id);
        ck_assert_uint_eq(event->tick, kept[i].tick);
        ck_assert_uint_eq(event->kind, kept[i].kind);
        ck_assert_uint_eq(event->whom, kept[i].whom);
        ck_assert_uint_eq(event->cause, kept[i].cause);
        ck_assert_uint_eq(event->detail, kept[i].detail);
        ck_assert_double_eq_tol((double)event->x, (double)(kept[i].x + world.model->origin.x), 1e-3);
    }
    hy_record_close(record);
}
END_TEST

START_TEST(keyframes_show_everybody_where_they_were)
{
    enum { SHOWN_TICK = 3000 }; // a keyframe of the default five seconds
    hy_store *store = create(path, false);
    step_and_store(&world, store, SHOWN_TICK);
    hy_person_view views[12];
    for (uint32_t i = 0; i < 12; i++) {
        views[i] = hy_sim_person(world.sim, i);
    }
    step_and_store(&world, store, 777);
    ck_assert_int_eq(hy_store_finish(store, world.sim, 0, false, message), HY_OK);
    hy_store_destroy(store);
    hy_record *record = reopen();
    hy_record_frame frame;
    ck_assert_int_eq(hy_record_frame_at(record, SHOWN_TICK + 49, &frame, message), HY_OK);
    ck_assert_uint_eq(frame.tick, SHOWN_TICK);
    for (uint32_t i = 0; i < 12; i++) {
        ck_assert_uint_eq(frame.persons[i].stage, views[i].stage);
        if (views[i].is_present) {
            ck_assert_uint_eq(frame.persons[i].room, views[i].room);
            const double x = (double)(views[i].at.x + world.model->origin.x);
            ck_assert_double_eq_tol((double)frame.persons[i].at.x, x, 0.0051);
        }
    }
    ck_assert_int_eq(hy_record_frame_at(record, 0, &frame, message), HY_OK);
    ck_assert_uint_eq(frame.tick, 0);
    hy_record_close(record);
}
END_TEST

START_TEST(a_record_in_memory_tells_the_same_as_a_file)
{
    hy_store *store = create(NULL, false);
    step_and_store(&world, store, 5000);
    ck_assert_int_eq(hy_store_finish(store, world.sim, 0, false, message), HY_OK);
    hy_record *record = NULL;
    ck_assert_int_eq(hy_record_of_store(store, &record, message), HY_OK);
    ck_assert_uint_eq(record->last_tick, 5000);
    ck_assert_uint_gt(record->event_count, 0);
    hy_record_close(record);
    hy_store_destroy(store);
}
END_TEST

START_TEST(the_texts_are_kept)
{
    store_to_the_end();
    sqlite3 *database = NULL;
    sqlite3_stmt *row = NULL;
    ck_assert_int_eq(sqlite3_open(path, &database), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(database, "SELECT text FROM texts ORDER BY id", -1, &row, NULL), SQLITE_OK);
    uint32_t count = 0;
    const hy_document_file *files = hy_document_files(world.document, &count);
    ck_assert_uint_eq(count, 3);
    for (uint32_t i = 0; i < count; i++) {
        ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
        ck_assert_str_eq((const char *)sqlite3_column_text(row, 0), files[i].text);
    }
    sqlite3_finalize(row);
    sqlite3_close(database);
}
END_TEST

// ---- what was not finished

START_TEST(an_unfinished_file_holds_every_whole_minute)
{
    hy_store *store = create(path, false);
    step_and_store(&world, store, 1999);
    hy_record *record = reopen(); // as another process would
    ck_assert(!record->is_complete);
    ck_assert_uint_eq(record->last_tick, 1800);
    ck_assert_uint_eq(strlen(record->state_hash), 16);
    hy_record_close(record);
    hy_store_destroy(store);
    record = reopen();
    ck_assert(!record->is_complete);
    ck_assert_uint_eq(record->last_tick, 1800);
    hy_record_close(record);
}
END_TEST

// ---- what is not replaced, and what is not read

START_TEST(an_existing_file_is_replaced_only_when_allowed)
{
    store_to_the_end();
    ck_assert_int_eq(try_create(path, false), HY_BAD_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(message, "--force"));
    ck_assert_int_eq(try_create(path, true), HY_OK);
    ck_assert_uint_eq(count_files(), 1);
}
END_TEST

START_TEST(a_file_of_another_kind_is_never_replaced)
{
    FILE *file = fopen(path, "w");
    fputs("my only copy\n", file);
    fclose(file);
    ck_assert_int_eq(try_create(path, true), HY_BAD_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(message, "no .hyo file"));
    ck_assert_int_eq(try_create(folder, true), HY_BAD_ARGUMENT);
    file = fopen(path, "r");
    char line[32];
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    fclose(file);
    ck_assert_str_eq(line, "my only copy\n");
}
END_TEST

START_TEST(a_file_in_no_folder_is_not_made)
{
    ck_assert_int_eq(try_create("/tmp/hyosan-there-is-no-such-folder/a.hyo", false), HY_FILE_ERROR);
    ck_assert_ptr_nonnull(strstr(message, "cannot be written"));
    ck_assert_int_eq(try_create("", false), HY_BAD_ARGUMENT);
}
END_TEST

START_TEST(what_is_no_hyo_file_is_not_read)
{
    hy_record *record = NULL;
    ck_assert_int_eq(hy_record_open(path, &record, message), HY_NOT_FOUND);
    ck_assert_int_eq(hy_record_open(folder, &record, message), HY_BAD_INPUT);
    ck_assert_int_eq(hy_record_open(HYOSAN_SOURCE_DIR "/scenarios/two-rooms.yaml", &record, message), HY_BAD_INPUT);
    run_sql("CREATE TABLE persons (name)");
    ck_assert_int_eq(hy_record_open(path, &record, message), HY_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(message, "no .hyo file"));
    ck_assert_ptr_null(record);
}
END_TEST

START_TEST(another_version_is_not_read)
{
    store_to_the_end();
    run_sql("PRAGMA user_version = 7");
    hy_record *record = NULL;
    ck_assert_int_eq(hy_record_open(path, &record, message), HY_BAD_VERSION);
    ck_assert_ptr_nonnull(strstr(message, "version 7"));
}
END_TEST

START_TEST(a_damaged_table_is_told)
{
    static const char *const damages[] = {
        "UPDATE persons SET \"group\" = 99 WHERE id = 3",
        "UPDATE persons SET cell = 'vampire' WHERE id = 3",
        "UPDATE events SET kind = 'sneezed' WHERE id = 1",
        "UPDATE events SET cause = 5 WHERE id = 1",
        "DELETE FROM events WHERE id = 1",
        "UPDATE rooms SET outline = 'POINT(1 1)' WHERE id = 0",
        "UPDATE openings SET room = -1 WHERE id = 0",
        "UPDATE groups SET person_count = 100",
        "DELETE FROM meta WHERE key = 'step_s'",
    };
    const char *damage = damages[_i];
    store_to_the_end();
    run_sql(damage);
    hy_record *record = NULL;
    ck_assert_msg(hy_record_open(path, &record, message) == HY_BAD_INPUT, "%s", damage);
    ck_assert_ptr_nonnull(strstr(message, "damaged"));
}
END_TEST

START_TEST(damaged_keyframes_are_told)
{
    static const char *const damages[] = {
        "UPDATE keyframes SET frames = x'00112233'",
        "UPDATE keyframes SET size = size + 1",
        "UPDATE keyframes SET frame_count = 1000000000",
        "UPDATE keyframes SET frames = NULL",
    };
    store_to_the_end();
    run_sql("CREATE TABLE copy AS SELECT * FROM keyframes; DROP TABLE keyframes; ALTER TABLE copy RENAME TO keyframes");
    run_sql(damages[_i]);
    hy_record *record = reopen();
    hy_record_frame frame;
    ck_assert_int_eq(hy_record_frame_at(record, 500, &frame, message), HY_BAD_INPUT);
    hy_record_close(record);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store");
    TCase *tcase = add_case(suite, "store");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_finished_history_is_one_complete_file);
    tcase_add_test(tcase, people_and_totals_are_those_of_the_history);
    tcase_add_test(tcase, events_come_back_in_plan_coordinates);
    tcase_add_test(tcase, keyframes_show_everybody_where_they_were);
    tcase_add_test(tcase, a_record_in_memory_tells_the_same_as_a_file);
    tcase_add_test(tcase, the_texts_are_kept);
    tcase_add_test(tcase, an_unfinished_file_holds_every_whole_minute);
    tcase_add_test(tcase, an_existing_file_is_replaced_only_when_allowed);
    tcase_add_test(tcase, a_file_of_another_kind_is_never_replaced);
    tcase_add_test(tcase, a_file_in_no_folder_is_not_made);
    tcase_add_test(tcase, what_is_no_hyo_file_is_not_read);
    tcase_add_test(tcase, another_version_is_not_read);
    tcase_add_loop_test(tcase, a_damaged_table_is_told, 0, 9);
    tcase_add_loop_test(tcase, damaged_keyframes_are_told, 0, 4);
    return run_suite(suite);
}
