// The state: that struct and manifest agree, and that hash, save and restore leave no column out.
#include "base/arena.h"
#include "state/state.h"
#include "suite.h"

#include <string.h>

#include "hyosan/host.h"

enum { COLUMN_LIMIT = 200 };

// counts that differ, so that a column of the wrong set has the wrong length
static const hy_model MODEL = {.person_count = 7, .opening_count = 5, .seat_count = 4, .place_count = 3,
                               .animal_count = 6, .room_count = 8, .incident_count = 9, .aircraft_count = 3};

static hy_arena test_arena;

static void make_arena(void)
{
    hy_arena_init(&test_arena, hy_host_allocator(), 1u << 16);
}

static void clear_arena(void)
{
    hy_arena_clear(&test_arena);
}

static hy_state new_state(void)
{
    hy_state state;
    ck_assert(hy_state_init(&state, &test_arena, &MODEL));
    return state;
}

// the bytes of a column, to be written by a test
static uint8_t *bytes_of(const hy_state *state, uint32_t index, size_t *count)
{
    const hy_column column = hy_state_column(state, index);
    *count = column.item_size * column.width * column.count;
    return (uint8_t *)(uintptr_t)column.values;
}

// every byte of every column another one, never zero
static void fill(hy_state *state, uint8_t first)
{
    uint8_t next = first;
    for (uint32_t i = 0; i < hy_state_column_count(); i++) {
        size_t count;
        uint8_t *bytes = bytes_of(state, i, &count);
        for (size_t k = 0; k < count; k++) {
            next = (uint8_t)(next * 5u + 17u);
            bytes[k] = (uint8_t)(next | 1u);
        }
    }
    state->tick = first;
    state->event_count = 100u + first;
    state->dropped_count = 200u + first;
}

static uint32_t differing_columns(const hy_state *a, const hy_state *b)
{
    uint32_t differing = 0;
    for (uint32_t i = 0; i < hy_state_column_count(); i++) {
        size_t count;
        const uint8_t *bytes = bytes_of(a, i, &count);
        differing += memcmp(bytes, bytes_of(b, i, &count), count) != 0 ? 1 : 0;
    }
    return differing;
}

static bool have_equal_counters(const hy_state *a, const hy_state *b)
{
    return a->tick == b->tick && a->event_count == b->event_count && a->dropped_count == b->dropped_count;
}

START_TEST(the_struct_holds_the_columns_of_the_manifest_and_nothing_else)
{
    size_t pointer_count = 0;
#define HY_SOLO(set, type, name, width, unit, doc) pointer_count += 1;
#define HY_PAIR(set, type, name, width, unit, doc) pointer_count += 2;
#include "state/columns.def"
    ck_assert_uint_eq(sizeof(hy_state), offsetof(hy_state, person_walk_speed) + pointer_count * sizeof(void *));
    ck_assert_uint_eq(offsetof(hy_state, person_walk_speed), 14 * sizeof(uint32_t)); // thirteen counters, and a gap
}
END_TEST

START_TEST(every_column_of_either_generation_has_its_own_memory)
{
    const hy_state state = new_state();
    const void *starts[2 * COLUMN_LIMIT];
    size_t sizes[2 * COLUMN_LIMIT], count = 0;
#define HY_SOLO(set, type, name, width, unit, doc) \
    starts[count] = state.set##_##name;            \
    sizes[count++] = sizeof(type) * (width)*state.set##_count;
#define HY_PAIR(set, type, name, width, unit, doc) \
    HY_SOLO(set, type, name, width, unit, doc)     \
    starts[count] = state.next_##set##_##name;     \
    sizes[count++] = sizeof(type) * (width)*state.set##_count;
#include "state/columns.def"
    uint32_t mistakes = 0;
    for (size_t i = 0; i < count; i++) {
        mistakes += starts[i] == NULL ? 1 : 0;
        for (size_t j = 0; j < i; j++) {
            const uintptr_t a = (uintptr_t)starts[i], b = (uintptr_t)starts[j];
            mistakes += a < b + sizes[j] && b < a + sizes[i] ? 1 : 0;
        }
    }
    ck_assert_uint_gt(count, hy_state_column_count());
    ck_assert_uint_eq(mistakes, 0);
}
END_TEST

START_TEST(a_column_tells_its_set_name_type_and_length)
{
    const hy_state state = new_state();
    const hy_column first = hy_state_column(&state, 0);
    ck_assert_str_eq(first.set, "person");
    ck_assert_str_eq(first.name, "walk_speed");
    ck_assert_str_eq(first.type, "float");
    ck_assert_ptr_eq(first.values, state.person_walk_speed);
    uint32_t mistakes = 0;
    for (uint32_t i = 0; i < hy_state_column_count(); i++) {
        const hy_column column = hy_state_column(&state, i);
        const uint32_t expected = strcmp(column.set, "person") == 0    ? MODEL.person_count
                                  : strcmp(column.set, "opening") == 0 ? MODEL.opening_count
                                  : strcmp(column.set, "seat") == 0    ? MODEL.seat_count
                                  : strcmp(column.set, "place") == 0   ? MODEL.place_count
                                  : strcmp(column.set, "animal") == 0  ? MODEL.animal_count
                                  : strcmp(column.set, "room") == 0    ? MODEL.room_count
                                  : strcmp(column.set, "incident") == 0 ? MODEL.incident_count
                                  : strcmp(column.set, "aircraft") == 0 ? MODEL.aircraft_count
                                                                       : 1;
        mistakes += column.count != expected || column.width == 0 || column.doc[0] == '\0' ? 1 : 0;
        for (uint32_t j = 0; j < i; j++) {
            const hy_column other = hy_state_column(&state, j);
            mistakes += strcmp(column.set, other.set) == 0 && strcmp(column.name, other.name) == 0 ? 1 : 0;
        }
    }
    ck_assert_uint_eq(mistakes, 0);
    ck_assert_ptr_null(hy_state_column(&state, hy_state_column_count()).values);
}
END_TEST

START_TEST(a_changed_bit_anywhere_in_any_column_changes_the_hash)
{
    hy_state state = new_state();
    fill(&state, 3);
    const uint64_t hash = hy_state_hash(&state);
    uint32_t unseen = 0, tried = 0;
    for (uint32_t i = 0; i < hy_state_column_count(); i++) {
        size_t count;
        uint8_t *bytes = bytes_of(&state, i, &count);
        for (size_t k = 0; k < count; k++) {
            bytes[k] ^= 0x10;
            unseen += hy_state_hash(&state) == hash ? 1 : 0;
            bytes[k] ^= 0x10;
            tried++;
        }
    }
    ck_assert_uint_gt(tried, 1000);
    ck_assert_uint_eq(unseen, 0);
    ck_assert(hy_state_hash(&state) == hash);
}
END_TEST

START_TEST(tick_and_number_of_events_are_part_of_the_hash)
{
    hy_state state = new_state();
    const uint64_t hash = hy_state_hash(&state);
    state.tick++;
    ck_assert(hy_state_hash(&state) != hash);
    state.tick--;
    state.event_count++;
    ck_assert(hy_state_hash(&state) != hash);
}
END_TEST

START_TEST(what_is_only_scratch_of_the_next_generation_is_not_hashed)
{
    hy_state state = new_state();
    const uint64_t hash = hy_state_hash(&state);
    state.next_person_x[2] = 5;
    state.next_person_fear[2] = 5;
    ck_assert(hy_state_hash(&state) == hash);
}
END_TEST

START_TEST(a_swap_makes_next_now_and_two_swaps_change_nothing)
{
    hy_state state = new_state();
    state.person_fear[1] = 0.25f;
    state.next_person_fear[1] = 0.5f;
    const uint64_t hash = hy_state_hash(&state);
    hy_state_swap_fear(&state);
    ck_assert(state.person_fear[1] == 0.5f && state.next_person_fear[1] == 0.25f);
    hy_state_swap_fear(&state);
    ck_assert(hy_state_hash(&state) == hash);
}
END_TEST

START_TEST(after_reading_the_next_places_are_the_present_ones)
{
    hy_state state = new_state(), other = new_state();
    fill(&state, 3);
    const size_t size = hy_state_size(&state);
    uint8_t *bytes = calloc(1, size);
    hy_state_write(&state, bytes);
    ck_assert_int_eq((int)hy_state_read(&other, bytes, size), (int)HY_OK);
    for (uint32_t person = 0; person < other.person_count; person++) {
        ck_assert(other.next_person_x[person] == state.person_x[person]);
        ck_assert(other.next_person_y[person] == state.person_y[person]);
        ck_assert(other.next_person_room[person] == state.person_room[person]);
    }
    free(bytes);
}
END_TEST

START_TEST(what_was_written_is_read_back_in_every_column)
{
    hy_state state = new_state(), other = new_state();
    fill(&state, 3);
    fill(&other, 100);
    ck_assert_uint_eq(differing_columns(&state, &other), hy_state_column_count());
    const size_t size = hy_state_size(&state);
    uint8_t *bytes = calloc(1, size);
    hy_state_write(&state, bytes);
    ck_assert_int_eq((int)hy_state_read(&other, bytes, size), (int)HY_OK);
    ck_assert_uint_eq(differing_columns(&state, &other), 0);
    ck_assert(have_equal_counters(&state, &other));
    ck_assert(hy_state_hash(&state) == hy_state_hash(&other));
    free(bytes);
}
END_TEST

// must be refused, whatever the size of the bytes, and must change nothing
static bool is_refused(hy_state *state, const uint8_t *bytes, size_t size)
{
    hy_state before = new_state();
    fill(&before, 100);
    fill(state, 100);
    uint8_t *exact = malloc(size > 0 ? size : 1); // so that the sanitizer sees a read beyond the end
    memcpy(exact, bytes, size);
    const hy_status status = hy_state_read(state, exact, size);
    free(exact);
    return (status == HY_BAD_VERSION || status == HY_BAD_INPUT) && differing_columns(state, &before) == 0 &&
           have_equal_counters(state, &before);
}

START_TEST(bytes_of_another_length_are_refused_and_change_nothing)
{
    hy_state state = new_state(), target = new_state();
    fill(&state, 3);
    const size_t size = hy_state_size(&state);
    uint8_t *bytes = calloc(1, size + 8);
    hy_state_write(&state, bytes);
    uint32_t mistakes = 0;
    for (size_t length = 0; length < size; length += length < 80 ? 1 : 97) {
        mistakes += is_refused(&target, bytes, length) ? 0 : 1;
    }
    mistakes += is_refused(&target, bytes, size + 1) ? 0 : 1;
    mistakes += is_refused(&target, bytes, size + 8) ? 0 : 1;
    ck_assert_uint_eq(mistakes, 0);
    free(bytes);
}
END_TEST

START_TEST(another_magic_manifest_or_count_is_refused_and_changes_nothing)
{
    enum { MAGIC_AND_MANIFEST = 16, COUNTS_END = 32 };
    hy_state state = new_state(), target = new_state();
    fill(&state, 3);
    const size_t size = hy_state_size(&state);
    uint8_t *bytes = calloc(1, size);
    hy_state_write(&state, bytes);
    uint32_t mistakes = 0;
    for (size_t i = 0; i < COUNTS_END; i++) {
        bytes[i] ^= 1;
        mistakes += is_refused(&target, bytes, size) ? 0 : 1;
        const hy_status expected = i < MAGIC_AND_MANIFEST ? HY_BAD_VERSION : HY_BAD_INPUT;
        mistakes += hy_state_read(&target, bytes, size) != expected ? 1 : 0;
        bytes[i] ^= 1;
    }
    ck_assert_uint_eq(mistakes, 0);
    ck_assert_int_eq((int)hy_state_read(&target, bytes, size), (int)HY_OK);
    free(bytes);
}
END_TEST

START_TEST(the_bytes_of_a_person_are_those_of_the_persons_columns_in_both_generations)
{
    size_t expected = 0;
#define HY_SOLO(set, type, name, width, unit, doc) expected += strcmp(#set, "person") == 0 ? sizeof(type) * (width) : 0;
#define HY_PAIR(set, type, name, width, unit, doc) \
    expected += strcmp(#set, "person") == 0 ? 2 * sizeof(type) * (width) : 0;
#include "state/columns.def"
    ck_assert_uint_eq(hy_state_bytes_per_person(), expected);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("state");
    TCase *manifest = add_case(suite, "manifest");
    TCase *saved = add_case(suite, "saved");
    tcase_add_checked_fixture(manifest, make_arena, clear_arena);
    tcase_add_checked_fixture(saved, make_arena, clear_arena);
    tcase_add_test(manifest, the_struct_holds_the_columns_of_the_manifest_and_nothing_else);
    tcase_add_test(manifest, every_column_of_either_generation_has_its_own_memory);
    tcase_add_test(manifest, a_column_tells_its_set_name_type_and_length);
    tcase_add_test(manifest, a_changed_bit_anywhere_in_any_column_changes_the_hash);
    tcase_add_test(manifest, tick_and_number_of_events_are_part_of_the_hash);
    tcase_add_test(manifest, what_is_only_scratch_of_the_next_generation_is_not_hashed);
    tcase_add_test(manifest, a_swap_makes_next_now_and_two_swaps_change_nothing);
    tcase_add_test(manifest, the_bytes_of_a_person_are_those_of_the_persons_columns_in_both_generations);
    tcase_add_test(saved, what_was_written_is_read_back_in_every_column);
    tcase_add_test(saved, after_reading_the_next_places_are_the_present_ones);
    tcase_add_test(saved, bytes_of_another_length_are_refused_and_change_nothing);
    tcase_add_test(saved, another_magic_manifest_or_count_is_refused_and_changes_nothing);
    return run_suite(suite);
}
