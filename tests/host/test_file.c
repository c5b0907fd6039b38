// Reading files: what is found, and what is said where nothing can be.

#include "suite.h"

#include <hyosan/host.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

// ---- an allocator that counts, and can refuse

typedef struct heap_account {
    size_t held_bytes;
    int allocations_left;
} heap_account;

static void *counted_allocate(void *context, size_t size)
{
    heap_account *account = context;
    if (account->allocations_left == 0) {
        return NULL;
    }
    account->allocations_left--;
    account->held_bytes += size;
    return malloc(size);
}

static void counted_release(void *context, void *memory, size_t size)
{
    heap_account *account = context;
    account->held_bytes -= size;
    free(memory);
}

static heap_account account;
static char folder[] = "/tmp/hyosan-test-XXXXXX";
static char path[64];
static char *text;
static size_t length;
static char message[HY_HOST_MESSAGE_SIZE];

static void set_up(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/plan.yaml", folder);
    account = (heap_account){.allocations_left = 100};
}

static void tear_down(void)
{
    unlink(path);
    rmdir(folder);
}

static void write_file(const char *content, size_t size)
{
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(content, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
}

static hy_status read_file(const char *from, size_t limit_bytes)
{
    const hy_allocator allocator = {counted_allocate, counted_release, &account};
    return hy_host_read_file(allocator, from, limit_bytes, &text, &length, message);
}

static void expect_text(const char *expected, size_t size)
{
    ck_assert_uint_eq(length, size);
    ck_assert_mem_eq(text, expected, size);
    ck_assert_int_eq(text[size], '\0');
    ck_assert_uint_eq(account.held_bytes, size + 1);
    counted_release(&account, text, length + 1);
}

static void expect_refusal(hy_status status, hy_status expected, const char *words)
{
    ck_assert_int_eq(status, expected);
    ck_assert_ptr_null(text);
    ck_assert_uint_eq(length, 0);
    ck_assert_uint_eq(account.held_bytes, 0);
    ck_assert_msg(strstr(message, words) != NULL, "\"%s\" does not say \"%s\"", message, words);
}

START_TEST(a_file_is_read_whole_and_ends_with_a_nul)
{
    write_file("rooms:\n", 7);
    ck_assert_int_eq(read_file(path, 1000), HY_OK);
    expect_text("rooms:\n", 7);
}
END_TEST

START_TEST(an_empty_file_is_an_empty_text)
{
    write_file("", 0);
    ck_assert_int_eq(read_file(path, 0), HY_OK);
    expect_text("", 0);
}
END_TEST

START_TEST(a_nul_inside_a_file_is_kept)
{
    write_file("a\0b", 3);
    ck_assert_int_eq(read_file(path, 3), HY_OK);
    expect_text("a\0b", 3);
}
END_TEST

START_TEST(a_file_as_long_as_the_limit_is_read)
{
    write_file("12345678", 8);
    ck_assert_int_eq(read_file(path, 8), HY_OK);
    expect_text("12345678", 8);
}
END_TEST

START_TEST(a_longer_file_is_refused_with_the_limit)
{
    write_file("123456789", 9);
    expect_refusal(read_file(path, 8), HY_LIMIT_REACHED, "longer than the 8 bytes");
}
END_TEST

START_TEST(a_missing_file_is_named)
{
    expect_refusal(read_file(path, 1000), HY_NOT_FOUND, "plan.yaml: there is no such file");
}
END_TEST

START_TEST(a_folder_is_no_file)
{
    expect_refusal(read_file(folder, 1000), HY_FILE_ERROR, "is a folder");
}
END_TEST

// Root may read everything, so it reads as nobody. After that Linux lets no leak checker look into the process, unless
// told.
START_TEST(a_file_without_permission_is_refused)
{
    const uid_t user = geteuid();
    write_file("secret", 6);
    ck_assert_int_eq(chmod(path, 0), 0);
    ck_assert_int_eq(chmod(folder, 0755), 0);
    ck_assert_int_eq(seteuid(user == 0 ? 65534 : user), 0);
    const hy_status status = read_file(path, 1000);
    ck_assert_int_eq(seteuid(user), 0);
    prctl(PR_SET_DUMPABLE, 1);
    expect_refusal(status, HY_FILE_ERROR, "no permission");
}
END_TEST

START_TEST(a_file_that_does_not_tell_its_length_is_read_whole)
{
    ck_assert_int_eq(read_file("/proc/self/status", 1 << 20), HY_OK);
    ck_assert_uint_gt(length, 100);
    ck_assert_ptr_nonnull(strstr(text, "VmSize"));
    counted_release(&account, text, length + 1);
    ck_assert_uint_eq(account.held_bytes, 0);
}
END_TEST

enum { PIPED_BYTES = 1000 * 1000 };

// A child writes more into a named pipe than the first buffer holds.
static void pipe_many_bytes(void)
{
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    if (fork() == 0) {
        FILE *pipe = fopen(path, "we");
        for (int index = 0; index < PIPED_BYTES; index++) {
            fputc('a' + index % 26, pipe);
        }
        fclose(pipe);
        _exit(0);
    }
}

START_TEST(a_pipe_is_read_to_its_end)
{
    pipe_many_bytes();
    ck_assert_int_eq(read_file(path, PIPED_BYTES), HY_OK);
    ck_assert_uint_eq(length, PIPED_BYTES);
    size_t wrong_count = 0;
    for (size_t index = 0; index < length; index++) {
        wrong_count += text[index] != (char)('a' + index % 26);
    }
    ck_assert_uint_eq(wrong_count, 0);
    counted_release(&account, text, length + 1);
    ck_assert_uint_eq(account.held_bytes, 0);
}
END_TEST

START_TEST(a_pipe_is_not_read_beyond_the_limit)
{
    pipe_many_bytes();
    expect_refusal(read_file(path, PIPED_BYTES - 1), HY_LIMIT_REACHED, "longer than the 999999 bytes");
}
END_TEST

START_TEST(no_failed_allocation_leaks_or_crashes)
{
    for (int allocation_count = 0; allocation_count < 2; allocation_count++) {
        account = (heap_account){.allocations_left = allocation_count};
        expect_refusal(read_file("/proc/self/status", 1 << 20), HY_OUT_OF_MEMORY, "no memory");
    }
}
END_TEST

START_TEST(a_long_path_cuts_the_message_and_nothing_else)
{
    char long_path[1000];
    memset(long_path, 'x', sizeof long_path - 1);
    long_path[sizeof long_path - 1] = '\0';
    ck_assert_int_ne(read_file(long_path, 10), HY_OK);
    ck_assert_uint_eq(strlen(message), HY_HOST_MESSAGE_SIZE - 1);
}
END_TEST

START_TEST(the_heap_gives_and_takes_memory)
{
    const hy_allocator heap = hy_host_allocator();
    char *memory = heap.allocate(heap.context, 1000);
    ck_assert_ptr_nonnull(memory);
    memset(memory, 1, 1000);
    heap.release(heap.context, memory, 1000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("host/file");
    TCase *tests = add_case(suite, "file");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_file_is_read_whole_and_ends_with_a_nul);
    tcase_add_test(tests, an_empty_file_is_an_empty_text);
    tcase_add_test(tests, a_nul_inside_a_file_is_kept);
    tcase_add_test(tests, a_file_as_long_as_the_limit_is_read);
    tcase_add_test(tests, a_longer_file_is_refused_with_the_limit);
    tcase_add_test(tests, a_missing_file_is_named);
    tcase_add_test(tests, a_folder_is_no_file);
    tcase_add_test(tests, a_file_without_permission_is_refused);
    tcase_add_test(tests, a_file_that_does_not_tell_its_length_is_read_whole);
    tcase_add_test(tests, a_pipe_is_read_to_its_end);
    tcase_add_test(tests, a_pipe_is_not_read_beyond_the_limit);
    tcase_add_test(tests, no_failed_allocation_leaks_or_crashes);
    tcase_add_test(tests, a_long_path_cuts_the_message_and_nothing_else);
    tcase_add_test(tests, the_heap_gives_and_takes_memory);
    return run_suite(suite);
}
