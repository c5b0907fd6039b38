// Packed descriptions: what is unpacked compiles to the same model, and damage is noticed.
#include "hyosan/packed.h"
#include "world.h"

#define SCHOOL HYOSAN_SOURCE_DIR "/scenarios/hyosan-high.yaml"
#define TWO_ROOMS HYOSAN_SOURCE_DIR "/scenarios/two-rooms.yaml"

typedef struct packed_world {
    hy_document *document;
    hy_model *model;
    uint8_t *bytes;
    size_t size;
} packed_world;

static packed_world pack(const char *path)
{
    packed_world world = {0};
    hy_diagnostics sink;
    hy_diagnostic *items = calloc(HY_DIAGNOSTIC_LIMIT, sizeof *items);
    hy_diagnostics_init(&sink, items);
    ck_assert_int_eq(hy_document_load(hy_host_allocator(), path, NULL, 0, &sink, &world.document), HY_OK);
    const hy_description *description = hy_document_description(world.document);
    ck_assert_int_eq(hy_model_create(description, hy_host_allocator(), &sink, &world.model), HY_OK);
    world.size = hy_description_packed_size(description);
    world.bytes = malloc(world.size);
    hy_description_pack(description, world.model->hash, world.bytes);
    free(items);
    return world;
}

static void clear(packed_world *world)
{
    free(world->bytes);
    hy_model_destroy(world->model);
    hy_document_destroy(world->document);
}

START_TEST(an_unpacked_description_compiles_to_the_same_model)
{
    packed_world world = pack(SCHOOL);
    hy_unpacked *unpacked = NULL;
    ck_assert_int_eq(hy_description_unpack(world.bytes, world.size, hy_host_allocator(), &unpacked), HY_OK);
    ck_assert_uint_eq(hy_unpacked_model_hash(unpacked), world.model->hash);
    hy_diagnostics sink;
    hy_diagnostic *items = calloc(HY_DIAGNOSTIC_LIMIT, sizeof *items);
    hy_diagnostics_init(&sink, items);
    hy_model *model = NULL;
    ck_assert_int_eq(hy_model_create(hy_unpacked_description(unpacked), hy_host_allocator(), &sink, &model), HY_OK);
    ck_assert_uint_eq(model->hash, world.model->hash);
    ck_assert_uint_eq(model->person_count, world.model->person_count);
    ck_assert_str_eq(model->title, world.model->title);
    ck_assert_str_eq(model->incidents[0].note, world.model->incidents[0].note);
    hy_model_destroy(model);
    free(items);
    hy_unpacked_destroy(unpacked);
    clear(&world);
}
END_TEST

START_TEST(what_is_unpacked_packs_to_the_same_bytes)
{
    packed_world world = pack(TWO_ROOMS);
    hy_unpacked *unpacked = NULL;
    ck_assert_int_eq(hy_description_unpack(world.bytes, world.size, hy_host_allocator(), &unpacked), HY_OK);
    ck_assert_uint_eq(hy_description_packed_size(hy_unpacked_description(unpacked)), world.size);
    uint8_t *again = malloc(world.size);
    hy_description_pack(hy_unpacked_description(unpacked), world.model->hash, again);
    ck_assert_mem_eq(again, world.bytes, world.size);
    free(again);
    hy_unpacked_destroy(unpacked);
    clear(&world);
}
END_TEST

START_TEST(a_cut_or_longer_description_is_refused)
{
    packed_world world = pack(TWO_ROOMS);
    hy_unpacked *unpacked = NULL;
    for (size_t size = 24; size < world.size; size += 97) {
        ck_assert_int_eq(hy_description_unpack(world.bytes, size, hy_host_allocator(), &unpacked), HY_BAD_INPUT);
        ck_assert_ptr_null(unpacked);
    }
    world.bytes = realloc(world.bytes, world.size + 1);
    world.bytes[world.size] = 0;
    ck_assert_int_eq(hy_description_unpack(world.bytes, world.size + 1, hy_host_allocator(), &unpacked), HY_BAD_INPUT);
    clear(&world);
}
END_TEST

START_TEST(bytes_of_another_language_are_refused)
{
    packed_world world = pack(TWO_ROOMS);
    hy_unpacked *unpacked = NULL;
    ck_assert_int_eq(hy_description_unpack(NULL, 0, hy_host_allocator(), &unpacked), HY_BAD_VERSION);
    for (size_t i = 0; i < 16; i++) {
        world.bytes[i] ^= 1u;
        ck_assert_int_eq(hy_description_unpack(world.bytes, world.size, hy_host_allocator(), &unpacked), HY_BAD_VERSION);
        world.bytes[i] ^= 1u;
    }
    clear(&world);
}
END_TEST

// a count or length of four bytes set to the largest number
START_TEST(a_damaged_description_never_leads_astray)
{
    packed_world world = pack(TWO_ROOMS);
    uint8_t *damaged = malloc(world.size);
    for (size_t i = 24; i + 4 < world.size; i += 41) {
        memcpy(damaged, world.bytes, world.size);
        memset(damaged + i, 0xfe, 4);
        hy_unpacked *unpacked = NULL;
        const hy_status status = hy_description_unpack(damaged, world.size, hy_host_allocator(), &unpacked);
        ck_assert(status == HY_OK || status == HY_BAD_INPUT);
        ck_assert_int_eq(status == HY_OK, unpacked != NULL);
        hy_unpacked_destroy(unpacked);
    }
    free(damaged);
    clear(&world);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("packed");
    TCase *cases = add_case(suite, "packed");
    tcase_add_test(cases, an_unpacked_description_compiles_to_the_same_model);
    tcase_add_test(cases, what_is_unpacked_packs_to_the_same_bytes);
    tcase_add_test(cases, a_cut_or_longer_description_is_refused);
    tcase_add_test(cases, bytes_of_another_language_are_refused);
    tcase_add_test(cases, a_damaged_description_never_leads_astray);
    return run_suite(suite);
}
