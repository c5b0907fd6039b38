// Thousands of broken files, made from good ones by a fixed seed: none may crash the reader, hang it or leak.
#include <stdint.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "scenario/files.h"

enum { ROUNDS_PER_FILE = 1500, CHANGE_LIMIT = 6, SPARE_BYTES = 4096 };

// a text that is changed again and again
typedef struct changed_text {
    char *bytes;
    size_t length;
    size_t capacity;
    uint64_t seed;
    uint64_t draw_count;
} changed_text;

static uint64_t draw(changed_text *text, uint64_t below)
{
    text->draw_count++;
    return hy_hash64(&text->draw_count, sizeof text->draw_count, text->seed) % below;
}

static void replace_byte(changed_text *text)
{
    static const char telling[] = "\n\t :,-?&*!|>'\"%@`[]{}#~<.0x9\\\r\0\xff\xe2\x80";
    text->bytes[draw(text, text->length)] = telling[draw(text, sizeof telling)];
}

static void flip_bit(changed_text *text)
{
    char *byte = &text->bytes[draw(text, text->length)];
    *byte = (char)((unsigned char)*byte ^ (1u << draw(text, 8)));
}

static void drop_piece(changed_text *text)
{
    const size_t from = draw(text, text->length);
    const size_t left = text->length - from;
    const size_t size = draw(text, left < 200 ? left : 200);
    memmove(text->bytes + from, text->bytes + from + size, left - size);
    text->length -= size;
}

static void repeat_piece(changed_text *text)
{
    const size_t from = draw(text, text->length);
    const size_t left = text->length - from;
    const size_t size = draw(text, left < 200 ? left : 200);
    if (text->length + size <= text->capacity) {
        memmove(text->bytes + from + size, text->bytes + from, left);
        text->length += size;
    }
}

static void cut_end(changed_text *text)
{
    text->length = 1 + draw(text, text->length);
}

static void change(changed_text *text)
{
    static void (*const changes[])(changed_text *) = {replace_byte, replace_byte, replace_byte, flip_bit,
                                                      drop_piece,   drop_piece,   repeat_piece, cut_end};
    const uint64_t count = 1 + draw(text, CHANGE_LIMIT);
    for (uint64_t i = 0; i < count && text->length > 1; i++) {
        changes[draw(text, sizeof changes / sizeof changes[0])](text);
    }
}

static void read_changed(const char *good, size_t length, uint64_t seed)
{
    changed_text text = {.capacity = length + SPARE_BYTES, .length = length, .seed = seed};
    text.bytes = malloc(text.capacity);
    memcpy(text.bytes, good, length);
    change(&text);
    write_file("scenarios/changed.yaml", text.bytes, text.length);
    free(text.bytes);
    hy_document *document;
    const hy_status status = load_with(hy_host_allocator(), "scenarios/changed.yaml", "note=changed", &document);
    ck_assert((status == HY_OK) == (document != NULL));
    ck_assert((status == HY_OK) == (test_sink.count == 0));
    hy_document_destroy(document);
}

static const char *const good_files[] = {"scenarios/two-rooms.yaml", "plans/two-rooms.yaml", "strains/jonas.yaml"};

START_TEST(no_change_of_a_good_file_breaks_the_reader)
{
    char path[512], message[HY_HOST_MESSAGE_SIZE];
    snprintf(path, sizeof path, "%s/%s", HYOSAN_SOURCE_DIR, good_files[_i]);
    char *good;
    size_t length;
    ck_assert_int_eq((int)hy_host_read_file(hy_host_allocator(), path, 1u << 22, &good, &length, message), (int)HY_OK);
    const char *rounds = getenv("HYOSAN_ROUNDS");
    const uint64_t round_count = rounds != NULL ? strtoull(rounds, NULL, 10) : ROUNDS_PER_FILE;
    for (uint64_t seed = 0; seed < round_count; seed++) {
        read_changed(good, length, seed);
    }
    free(good);
}
END_TEST

static void set_up(void)
{
    make_test_folder();
    ck_assert_int_eq(mkdir("scenarios", 0700), 0);
}

int main(void)
{
    Suite *suite = suite_create("robustness");
    TCase *cases = add_case(suite, "robustness");
    tcase_add_checked_fixture(cases, set_up, remove_test_folder);
    tcase_add_loop_test(cases, no_change_of_a_good_file_breaks_the_reader, 0, sizeof good_files / sizeof good_files[0]);
    return run_suite(suite);
}
