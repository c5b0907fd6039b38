// XXH64 against the vectors of its author, in one piece and in many.

#include "suite.h"

#include "base/hash.h"

#define SEED UINT64_C(2654435761)

enum { BUFFER_SIZE = 512 };

// the bytes that xxHash's own sanity check hashes
static void fill_sanity_buffer(uint8_t *buffer)
{
    uint64_t generator = SEED;
    for (int i = 0; i < BUFFER_SIZE; i++) {
        buffer[i] = (uint8_t)(generator >> 56);
        generator *= UINT64_C(11400714785074694797);
    }
}

typedef struct known_hash {
    size_t size;
    uint64_t seed;
    uint64_t hash;
} known_hash;

// cli/xsum_sanity_check.c of https://github.com/Cyan4973/xxHash
static const known_hash KNOWN_HASHES[] = {
    {0, 0, UINT64_C(0xef46db3751d8e999)},   {0, SEED, UINT64_C(0xac75fda2929b17ef)},
    {1, 0, UINT64_C(0xe934a84adb052768)},   {1, SEED, UINT64_C(0x5014607643a9b4c3)},
    {4, 0, UINT64_C(0x9136a0dca57457ee)},   {4, SEED, UINT64_C(0xcaab286bd8e9fdb5)},
    {14, 0, UINT64_C(0x8282dcc4994e35c8)},  {14, SEED, UINT64_C(0xc3bd6bf63deb6df0)},
    {32, 0, UINT64_C(0x18b216492bb44b70)},  {33, 0, UINT64_C(0x55c8dc3e578f5b59)},
    {222, 0, UINT64_C(0xb641ae8cb691c174)}, {222, SEED, UINT64_C(0x20cb8ab7ae10c14a)},
    {512, 0, UINT64_C(0x4358d2fdd62b58a7)},
};

#define KNOWN_COUNT ((int)(sizeof KNOWN_HASHES / sizeof *KNOWN_HASHES))

START_TEST(hashes_are_the_published_ones)
{
    uint8_t buffer[BUFFER_SIZE];
    fill_sanity_buffer(buffer);
    const known_hash *known = &KNOWN_HASHES[_i];
    ck_assert_uint_eq(hy_hash64(known->size > 0 ? buffer : NULL, known->size, known->seed), known->hash);
}
END_TEST

START_TEST(any_division_into_pieces_gives_the_same_hash)
{
    uint8_t buffer[BUFFER_SIZE];
    fill_sanity_buffer(buffer);
    for (size_t size = 0; size <= 200; size++) {
        for (size_t piece = 1; piece <= 70; piece++) {
            hy_hash hash;
            hy_hash_init(&hash, SEED);
            for (size_t start = 0; start < size; start += piece) {
                hy_hash_add(&hash, buffer + start, size - start < piece ? size - start : piece);
            }
            ck_assert_uint_eq(hy_hash_finish(&hash), hy_hash64(buffer, size, SEED));
        }
    }
}
END_TEST

START_TEST(a_finished_hash_goes_on)
{
    uint8_t buffer[BUFFER_SIZE];
    fill_sanity_buffer(buffer);
    hy_hash hash;
    hy_hash_init(&hash, 0);
    hy_hash_add(&hash, buffer, 14);
    ck_assert_uint_eq(hy_hash_finish(&hash), UINT64_C(0x8282dcc4994e35c8));
    hy_hash_add(&hash, NULL, 0);
    hy_hash_add(&hash, buffer + 14, 208);
    ck_assert_uint_eq(hy_hash_finish(&hash), UINT64_C(0xb641ae8cb691c174));
}
END_TEST

START_TEST(a_number_counts_as_its_little_endian_bytes)
{
    const uint8_t bytes[] = {0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11};
    hy_hash hash;
    hy_hash_init(&hash, 0);
    hy_hash_add_u64(&hash, UINT64_C(0x1122334455667788));
    ck_assert_uint_eq(hy_hash_finish(&hash), hy_hash64(bytes, sizeof bytes, 0));
}
END_TEST

START_TEST(a_combination_depends_on_the_order)
{
    ck_assert_uint_ne(hy_hash_combine(1, 2), hy_hash_combine(2, 1));
    ck_assert_uint_ne(hy_hash_combine(0, 0), 0);
    ck_assert_uint_eq(hy_hash_combine(1, 2), hy_hash_combine(1, 2));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hash");
    TCase *hash = add_case(suite, "hash");
    tcase_add_loop_test(hash, hashes_are_the_published_ones, 0, KNOWN_COUNT);
    tcase_add_test(hash, any_division_into_pieces_gives_the_same_hash);
    tcase_add_test(hash, a_finished_hash_goes_on);
    tcase_add_test(hash, a_number_counts_as_its_little_endian_bytes);
    tcase_add_test(hash, a_combination_depends_on_the_order);
    return run_suite(suite);
}
