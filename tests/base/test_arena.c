// The arena: zeroed, aligned, apart, and back to the last byte, whichever allocation fails.

#include "suite.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

// An allocator that counts, fills with rubbish, and fails from its n-th allocation on.
typedef struct counting_allocator {
    size_t held_bytes;
    unsigned allocation_count;
    unsigned fails_from; // 0: never
} counting_allocator;

static void *allocate_counted(void *context, size_t size)
{
    counting_allocator *counter = context;
    counter->allocation_count++;
    if (counter->fails_from > 0 && counter->allocation_count >= counter->fails_from) {
        return NULL;
    }
    void *memory = malloc(size);
    if (memory == NULL) {
        return NULL;
    }
    memset(memory, 0xa5, size);
    counter->held_bytes += size;
    return memory;
}

static void release_counted(void *context, void *memory, size_t size)
{
    counting_allocator *counter = context;
    // touches the last byte, so that a sanitizer sees a size that is too great
    memset(memory, 0x5a, size);
    counter->held_bytes -= size;
    free(memory);
}

static hy_allocator counted(counting_allocator *counter)
{
    return (hy_allocator){allocate_counted, release_counted, counter};
}

static bool is_all_zero(const void *memory, size_t size)
{
    const unsigned char *bytes = memory;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

START_TEST(an_empty_arena_holds_nothing)
{
    counting_allocator counter = {0};
    hy_arena arena;
    hy_arena_init(&arena, counted(&counter), 1024);
    ck_assert_uint_eq(hy_arena_bytes(&arena), 0);
    ck_assert_uint_eq(counter.allocation_count, 0);
    hy_arena_clear(&arena);
}
END_TEST

START_TEST(pieces_are_zeroed_aligned_and_apart)
{
    enum { PIECE_COUNT = 300 };
    counting_allocator counter = {0};
    hy_arena arena;
    hy_arena_init(&arena, counted(&counter), 1000);
    unsigned char *pieces[PIECE_COUNT];
    for (size_t i = 0; i < PIECE_COUNT; i++) {
        const size_t size = i * 7 % 97;
        const size_t alignment = (size_t)1 << i % 13;
        pieces[i] = hy_arena_take(&arena, size, alignment);
        ck_assert_ptr_nonnull(pieces[i]);
        ck_assert_uint_eq((uintptr_t)pieces[i] % alignment, 0);
        ck_assert(is_all_zero(pieces[i], size));
        memset(pieces[i], (int)(i % 251) + 1, size);
    }
    for (size_t i = 0; i < PIECE_COUNT; i++) {
        for (size_t k = 0; k < i * 7 % 97; k++) {
            ck_assert_uint_eq(pieces[i][k], i % 251 + 1);
        }
    }
    ck_assert(!arena.has_failed);
    hy_arena_clear(&arena);
    ck_assert_uint_eq(counter.held_bytes, 0);
}
END_TEST

START_TEST(a_cleared_arena_returns_every_byte)
{
    counting_allocator counter = {0};
    hy_arena arena;
    hy_arena_init(&arena, counted(&counter), 256);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 0; size < 2000; size += 37) {
            ck_assert_ptr_nonnull(hy_arena_take(&arena, size, 8));
        }
        ck_assert_uint_eq(hy_arena_bytes(&arena), counter.held_bytes);
        hy_arena_clear(&arena);
        ck_assert_uint_eq(hy_arena_bytes(&arena), 0);
        ck_assert_uint_eq(counter.held_bytes, 0);
    }
}
END_TEST

START_TEST(a_large_piece_leaves_the_open_chunk_in_use)
{
    counting_allocator counter = {0};
    hy_arena arena;
    hy_arena_init(&arena, counted(&counter), 1024);
    char *before = hy_arena_take(&arena, 16, 1);
    hy_arena_take(&arena, 5000, 1);
    char *after = hy_arena_take(&arena, 16, 1);
    ck_assert_ptr_eq(after, before + 16);
    ck_assert_uint_eq(counter.allocation_count, 2);
    hy_arena_clear(&arena);
}
END_TEST

// what a construction would take: arrays, columns, texts
static void build(hy_arena *arena)
{
    for (size_t i = 0; i < 20; i++) {
        HY_ARENA_ARRAY(arena, uint32_t, 50 + i);
        HY_ARENA_COLUMN(arena, float, 100 * i);
        hy_arena_copy_text(arena, "Hyosan High School", 18);
    }
}

START_TEST(a_construction_survives_the_failure_of_any_allocation)
{
    bool has_finished = false;
    for (unsigned n = 1; !has_finished; n++) {
        counting_allocator counter = {.fails_from = n};
        hy_arena arena;
        hy_arena_init(&arena, counted(&counter), 512);
        build(&arena);
        has_finished = !arena.has_failed;
        // after the first failure the arena asks no more
        ck_assert_uint_eq(counter.allocation_count, has_finished ? n - 1 : n);
        ck_assert_ptr_eq(has_finished ? NULL : hy_arena_take(&arena, 1, 1), NULL);
        hy_arena_clear(&arena);
        ck_assert(!arena.has_failed);
        ck_assert_uint_eq(counter.held_bytes, 0);
    }
}
END_TEST

START_TEST(a_size_beyond_counting_fails_and_stays_failed)
{
    counting_allocator counter = {0};
    hy_arena arena;
    hy_arena_init(&arena, counted(&counter), 512);
    const size_t too_many[] = {SIZE_MAX / 4, SIZE_MAX / 8 + 1, SIZE_MAX};
    for (int i = 0; i < 3; i++) {
        ck_assert_ptr_null(HY_ARENA_ARRAY(&arena, uint64_t, too_many[i]));
        ck_assert(arena.has_failed);
        ck_assert_ptr_null(hy_arena_take(&arena, 1, 1));
        hy_arena_clear(&arena);
    }
    ck_assert_ptr_null(hy_arena_take(&arena, SIZE_MAX, 64));
    hy_arena_clear(&arena);
    ck_assert_ptr_null(hy_arena_take(&arena, SIZE_MAX - 50, 64));
    hy_arena_clear(&arena);
    ck_assert_ptr_null(hy_arena_copy_text(&arena, "", SIZE_MAX));
    ck_assert(arena.has_failed);
    ck_assert_uint_eq(counter.allocation_count, 0);
    hy_arena_clear(&arena);
}
END_TEST

START_TEST(a_column_starts_at_a_cache_line)
{
    counting_allocator counter = {0};
    hy_arena arena;
    hy_arena_init(&arena, counted(&counter), 4096);
    for (size_t count = 0; count < 100; count += 9) {
        const float *column = HY_ARENA_COLUMN(&arena, float, count);
        ck_assert_uint_eq((uintptr_t)column % HY_COLUMN_ALIGNMENT, 0);
    }
    hy_arena_clear(&arena);
}
END_TEST

START_TEST(a_copied_text_ends_with_nul)
{
    counting_allocator counter = {0};
    hy_arena arena;
    hy_arena_init(&arena, counted(&counter), 64);
    ck_assert_str_eq(hy_arena_copy_text(&arena, "corridor", 4), "corr");
    ck_assert_str_eq(hy_arena_copy_text(&arena, NULL, 0), "");
    hy_arena_clear(&arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arena");
    TCase *arena = add_case(suite, "arena");
    tcase_add_test(arena, an_empty_arena_holds_nothing);
    tcase_add_test(arena, pieces_are_zeroed_aligned_and_apart);
    tcase_add_test(arena, a_cleared_arena_returns_every_byte);
    tcase_add_test(arena, a_large_piece_leaves_the_open_chunk_in_use);
    tcase_add_test(arena, a_construction_survives_the_failure_of_any_allocation);
    tcase_add_test(arena, a_size_beyond_counting_fails_and_stays_failed);
    tcase_add_test(arena, a_column_starts_at_a_cache_line);
    tcase_add_test(arena, a_copied_text_ends_with_nul);
    return run_suite(suite);
}
