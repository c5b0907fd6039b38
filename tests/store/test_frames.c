// Keyframes: packing, and differences from frame to frame.
#include "suite.h"

#include "store/frames.h"

#include <math.h>
#include <string.h>

enum { PERSON_COUNT = 3, OPENING_COUNT = 2, FRAME_SIZE = PERSON_COUNT * 14 + OPENING_COUNT * 2 };

static const hy_frame_sheet sheets[] = {{{-30, -100}, 0.01f}, {{0, 0}, 0.03f}};
static const uint32_t room_sheets[] = {0, 1};
static const hy_frame_world world = {.sheets = sheets,
                                     .room_sheets = room_sheets,
                                     .room_count = 2,
                                     .sheet_count = 2,
                                     .person_count = PERSON_COUNT,
                                     .opening_count = OPENING_COUNT};

static const hy_opening_mark openings[OPENING_COUNT] = {{true, false, true, 0}, {false, true, false, 200}};

static void assert_same_person(const hy_person_mark *a, const hy_person_mark *b, double tolerance_m)
{
    ck_assert_double_eq_tol((double)a->at.x, (double)b->at.x, tolerance_m);
    ck_assert_double_eq_tol((double)a->at.y, (double)b->at.y, tolerance_m);
    ck_assert_uint_eq(a->room, b->room);
    ck_assert_uint_eq(a->stage, b->stage);
    ck_assert_uint_eq(a->cell, b->cell);
    ck_assert_uint_eq(a->heading, b->heading);
    ck_assert_uint_eq(a->belief, b->belief);
    ck_assert_uint_eq(a->fear, b->fear);
    ck_assert_uint_eq(a->drive, b->drive);
}

START_TEST(what_is_packed_is_unpacked_within_half_a_unit)
{
    const hy_person_mark persons[PERSON_COUNT] = {
        {.at = {12.344f, -99.996f}, .room = 0, .stage = 4, .cell = 2, .heading = 200, .fear = 255, .drive = 3},
        {.at = {1500.01f, 7.5f}, .room = 1, .belief = 2},
        {.room = HY_NONE, .cell = HY_CELL_ESCAPED},
    };
    uint8_t planes[FRAME_SIZE];
    hy_person_mark found[PERSON_COUNT];
    hy_opening_mark found_openings[OPENING_COUNT];
    ck_assert_uint_eq(hy_frame_size(&world), FRAME_SIZE);
    hy_frame_pack(&world, persons, openings, planes);
    ck_assert(hy_frame_unpack(&world, planes, found, found_openings));
    assert_same_person(&persons[0], &found[0], 0.0051);
    assert_same_person(&persons[1], &found[1], 0.0151);
    assert_same_person(&persons[2], &found[2], 1e-9);
    ck_assert_int_eq(memcmp(openings, found_openings, sizeof openings), 0);
}
END_TEST

START_TEST(adding_a_difference_gives_the_next_frame)
{
    uint8_t before[FRAME_SIZE];
    uint8_t after[FRAME_SIZE];
    uint8_t difference[FRAME_SIZE];
    for (unsigned i = 0; i < FRAME_SIZE; i++) {
        before[i] = (uint8_t)(i * 97);
        after[i] = (uint8_t)(i * 31 + 200);
    }
    hy_frame_subtract(&world, after, before, difference);
    hy_frame_add(&world, difference, before);
    ck_assert_int_eq(memcmp(before, after, FRAME_SIZE), 0);
}
END_TEST

START_TEST(a_short_step_to_either_side_has_no_high_byte)
{
    const hy_opening_mark shut[OPENING_COUNT] = {0};
    hy_person_mark persons[PERSON_COUNT] = {{.at = {10, -50}}, {.at = {20, -50}}, {.at = {30, -50}}};
    uint8_t before[FRAME_SIZE];
    uint8_t after[FRAME_SIZE];
    uint8_t difference[FRAME_SIZE];
    hy_frame_pack(&world, persons, shut, before);
    persons[0].at.x -= 0.5f;
    persons[1].at.x += 0.5f;
    hy_frame_pack(&world, persons, shut, after);
    hy_frame_subtract(&world, after, before, difference);
    ck_assert_uint_eq(difference[0], 99);
    ck_assert_uint_eq(difference[1], 100);
    for (unsigned i = PERSON_COUNT; i < FRAME_SIZE; i++) {
        ck_assert_uint_eq(difference[i], 0);
    }
}
END_TEST

START_TEST(a_frame_that_names_no_room_is_refused)
{
    const hy_person_mark persons[PERSON_COUNT] = {{.room = 0}};
    uint8_t planes[FRAME_SIZE];
    hy_person_mark found[PERSON_COUNT];
    hy_opening_mark found_openings[OPENING_COUNT];
    hy_frame_pack(&world, persons, openings, planes);
    planes[4 * PERSON_COUNT] = 2; // lowest byte of the first one's room
    ck_assert(!hy_frame_unpack(&world, planes, found, found_openings));
}
END_TEST

START_TEST(a_unit_spans_the_whole_sheet)
{
    ck_assert_double_eq_tol((double)hy_frame_unit_m(100), 0.01, 1e-9);
    ck_assert_double_eq_tol((double)hy_frame_unit_m(1800), 1800.0 / 65535, 1e-6);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("frames");
    TCase *tcase = add_case(suite, "frames");
    tcase_add_test(tcase, what_is_packed_is_unpacked_within_half_a_unit);
    tcase_add_test(tcase, adding_a_difference_gives_the_next_frame);
    tcase_add_test(tcase, a_short_step_to_either_side_has_no_high_byte);
    tcase_add_test(tcase, a_frame_that_names_no_room_is_refused);
    tcase_add_test(tcase, a_unit_spans_the_whole_sheet);
    return run_suite(suite);
}
