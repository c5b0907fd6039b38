// Runs on their way between processes: what is unpacked is what was packed, and other bytes are refused.
#include "study/parcel.h"

#include "suite.h"

#include <stdlib.h>
#include <string.h>

static const hy_study_shape shape = {.group_count = 3,
                                     .named_count = 2,
                                     .room_count = 5,
                                     .sample_count = 4,
                                     .sample_ticks = 10,
                                     .first_hour = 9,
                                     .hour_count = 2,
                                     .end_tick = 30};

static void fill(void *bytes, size_t size, uint8_t first)
{
    for (size_t i = 0; i < size; i++) {
        ((uint8_t *)bytes)[i] = (uint8_t)(first + i * 7);
    }
}

static void make_run(hy_study_run *run)
{
    ck_assert(hy_study_run_init(run, &shape));
    run->variant = 4;
    run->number = 17;
    run->seed = UINT64_C(0x123456789abcdef0);
    run->state_hash = UINT64_C(0xfedcba9876543210);
    run->agent_steps = UINT64_C(9999999999);
    run->last_tick = 30;
    run->infected_count = 5;
    run->died_count = 6;
    run->peak_count = 7;
    run->peak_tick = 8;
    run->over_tick = HY_NONE;
    run->wall_s = 0.125;
    fill(run->groups, 3 * sizeof *run->groups, 1);
    fill(run->named, 2 * sizeof *run->named, 2);
    fill(run->curve, 4 * HY_role_count * sizeof *run->curve, 3);
    run->infections[3] = 11;
    run->deaths[9] = 2;
}

static void assert_same(const hy_study_run *a, const hy_study_run *b)
{
    ck_assert(a->variant == b->variant && a->number == b->number && a->seed == b->seed);
    ck_assert(a->state_hash == b->state_hash && a->agent_steps == b->agent_steps && a->last_tick == b->last_tick);
    ck_assert(a->infected_count == b->infected_count && a->died_count == b->died_count);
    ck_assert(a->peak_count == b->peak_count && a->peak_tick == b->peak_tick && a->over_tick == b->over_tick);
    ck_assert_double_eq(a->wall_s, b->wall_s);
    ck_assert(a->has_failed == b->has_failed);
    ck_assert_str_eq(a->error, b->error);
    ck_assert_int_eq(memcmp(a->groups, b->groups, 3 * sizeof *a->groups), 0);
    ck_assert_int_eq(memcmp(a->named, b->named, 2 * sizeof *a->named), 0);
    ck_assert_int_eq(memcmp(a->curve, b->curve, 4 * HY_role_count * sizeof *a->curve), 0);
    ck_assert_int_eq(memcmp(a->infections, b->infections, 10 * sizeof *a->infections), 0);
    ck_assert_int_eq(memcmp(a->deaths, b->deaths, 10 * sizeof *a->deaths), 0);
}

START_TEST(a_run_arrives_as_it_left)
{
    hy_study_run sent;
    hy_study_run got;
    hy_parcel parcel = {.kind = HY_PARCEL_RUN, .model_hash = 77};
    make_run(&sent);
    ck_assert(hy_study_run_init(&got, &shape));
    got.infections[1] = 5; // of a run before
    uint8_t *bytes = malloc(hy_parcel_size_limit(&shape));
    const size_t size = hy_parcel_pack(&parcel, &sent, &shape, bytes);
    ck_assert_uint_le(size, hy_parcel_size_limit(&shape));
    ck_assert(hy_parcel_unpack(bytes, size, &shape, &parcel, &got));
    ck_assert_int_eq(parcel.kind, HY_PARCEL_RUN);
    ck_assert_uint_eq(parcel.model_hash, 77);
    assert_same(&sent, &got);
    free(bytes);
    hy_study_run_clear(&sent);
    hy_study_run_clear(&got);
}
END_TEST

START_TEST(a_failed_run_brings_its_error_and_nothing_else)
{
    hy_study_run sent;
    hy_study_run got;
    hy_parcel parcel = {.kind = HY_PARCEL_RUN};
    ck_assert(hy_study_run_init(&sent, &shape) && hy_study_run_init(&got, &shape));
    sent.has_failed = true;
    strcpy(sent.error, "an assertion did not hold");
    uint8_t bytes[4096];
    const size_t size = hy_parcel_pack(&parcel, &sent, &shape, bytes);
    ck_assert(hy_parcel_unpack(bytes, size, &shape, &parcel, &got));
    assert_same(&sent, &got);
    hy_study_run_clear(&sent);
    hy_study_run_clear(&got);
}
END_TEST

START_TEST(the_end_of_a_rank_brings_its_status)
{
    hy_study_run run;
    ck_assert(hy_study_run_init(&run, &shape));
    hy_parcel parcel = {.kind = HY_PARCEL_END, .status = HY_DISK_FULL, .message = "full", .busy_s = 3, .thread_count = 2};
    uint8_t bytes[sizeof(hy_parcel) + 8];
    const size_t size = hy_parcel_pack(&parcel, NULL, &shape, bytes);
    parcel = (hy_parcel){0};
    ck_assert(hy_parcel_unpack(bytes, size, &shape, &parcel, &run));
    ck_assert_int_eq(parcel.kind, HY_PARCEL_END);
    ck_assert_int_eq(parcel.status, HY_DISK_FULL);
    ck_assert_str_eq(parcel.message, "full");
    ck_assert_uint_eq(parcel.thread_count, 2);
    hy_study_run_clear(&run);
}
END_TEST

START_TEST(other_bytes_are_refused)
{
    hy_study_run sent;
    hy_study_run got;
    hy_parcel parcel = {.kind = HY_PARCEL_RUN};
    make_run(&sent);
    ck_assert(hy_study_run_init(&got, &shape));
    uint8_t *bytes = malloc(hy_parcel_size_limit(&shape) + 1);
    const size_t size = hy_parcel_pack(&parcel, &sent, &shape, bytes);
    for (size_t shorter = 0; shorter < size; shorter++) {
        ck_assert(!hy_parcel_unpack(bytes, shorter, &shape, &parcel, &got));
    }
    bytes[size] = 0;
    ck_assert(!hy_parcel_unpack(bytes, size + 1, &shape, &parcel, &got));
    bytes[0] = 9;
    ck_assert(!hy_parcel_unpack(bytes, size, &shape, &parcel, &got));
    free(bytes);
    hy_study_run_clear(&sent);
    hy_study_run_clear(&got);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("study/parcel");
    TCase *parcels = add_case(suite, "parcels");
    tcase_add_test(parcels, a_run_arrives_as_it_left);
    tcase_add_test(parcels, a_failed_run_brings_its_error_and_nothing_else);
    tcase_add_test(parcels, the_end_of_a_rank_brings_its_status);
    tcase_add_test(parcels, other_bytes_are_refused);
    return run_suite(suite);
}
