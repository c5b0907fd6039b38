// Reads whole files, and says in a sentence what is wrong where it cannot.

#include <hyosan/host.h>

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_CAPACITY = 64 * 1024 };

typedef struct text_buffer {
    hy_allocator allocator;
    char *bytes;
    size_t capacity;
    size_t length;
} text_buffer;

static hy_status set_capacity(text_buffer *buffer, size_t capacity)
{
    char *bytes = buffer->allocator.allocate(buffer->allocator.context, capacity);
    if (bytes == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    if (buffer->bytes != NULL) {
        memcpy(bytes, buffer->bytes, buffer->length);
        buffer->allocator.release(buffer->allocator.context, buffer->bytes, buffer->capacity);
    }
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return HY_OK;
}

static void clear_buffer(text_buffer *buffer)
{
    if (buffer->bytes != NULL) {
        buffer->allocator.release(buffer->allocator.context, buffer->bytes, buffer->capacity);
    }
    *buffer = (text_buffer){.allocator = buffer->allocator};
}

static hy_status fail(char message[HY_HOST_MESSAGE_SIZE], hy_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static hy_status fail(char message[HY_HOST_MESSAGE_SIZE], hy_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, HY_HOST_MESSAGE_SIZE, format, arguments);
    va_end(arguments);
    return status;
}

static hy_status fail_to_open(const char *path, int error, char message[HY_HOST_MESSAGE_SIZE])
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return fail(message, HY_NOT_FOUND, "%s: there is no such file", path);
    case EACCES:
        return fail(message, HY_FILE_ERROR, "%s: no permission to read it", path);
    default:
        return fail(message, HY_FILE_ERROR, "%s: cannot be opened: %s", path, strerror(error));
    }
}

static hy_status fail_as_too_long(const char *path, size_t limit_bytes, char message[HY_HOST_MESSAGE_SIZE])
{
    return fail(message, HY_LIMIT_REACHED, "%s: longer than the %zu bytes that are read at most", path, limit_bytes);
}

// a regular file tells its length; of pipes and of /proc we learn it by reading
static hy_status choose_first_capacity(int file, const char *path, size_t limit_bytes, size_t *capacity,
                                       char message[HY_HOST_MESSAGE_SIZE])
{
    struct stat facts;
    if (fstat(file, &facts) != 0) {
        return fail(message, HY_FILE_ERROR, "%s: cannot be examined: %s", path, strerror(errno));
    }
    if (S_ISDIR(facts.st_mode)) {
        return fail(message, HY_FILE_ERROR, "%s: is a folder, and a file is wanted", path);
    }
    const bool tells_length = S_ISREG(facts.st_mode) && facts.st_size > 0;
    if (tells_length && (uintmax_t)facts.st_size > limit_bytes) {
        return fail_as_too_long(path, limit_bytes, message);
    }
    *capacity = tells_length ? (size_t)facts.st_size + 1 : FIRST_CAPACITY;
    return HY_OK;
}

// Keeps one byte more than the text: it shows whether the file goes on, and takes the NUL in the end.
static hy_status read_to_end(int file, const char *path, size_t limit_bytes, text_buffer *buffer,
                             char message[HY_HOST_MESSAGE_SIZE])
{
    for (;;) {
        if (buffer->length == buffer->capacity && set_capacity(buffer, 2 * buffer->capacity) != HY_OK) {
            return fail(message, HY_OUT_OF_MEMORY, "%s: no memory for its text", path);
        }
        const ssize_t count = read(file, buffer->bytes + buffer->length, buffer->capacity - buffer->length);
        if (count < 0 && errno != EINTR) {
            return fail(message, HY_FILE_ERROR, "%s: cannot be read: %s", path, strerror(errno));
        }
        if (count == 0) {
            break;
        }
        buffer->length += count > 0 ? (size_t)count : 0;
        if (buffer->length > limit_bytes) {
            return fail_as_too_long(path, limit_bytes, message);
        }
    }
    if (buffer->capacity != buffer->length + 1 && set_capacity(buffer, buffer->length + 1) != HY_OK) {
        return fail(message, HY_OUT_OF_MEMORY, "%s: no memory for its text", path);
    }
    buffer->bytes[buffer->length] = '\0';
    return HY_OK;
}

hy_status hy_host_read_file(hy_allocator allocator, const char *path, size_t limit_bytes, char **text, size_t *length,
                            char message[HY_HOST_MESSAGE_SIZE])
{
    *text = NULL;
    *length = 0;
    message[0] = '\0';
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return fail_to_open(path, errno, message);
    }
    text_buffer buffer = {.allocator = allocator};
    size_t capacity = 0;
    hy_status status = choose_first_capacity(file, path, limit_bytes, &capacity, message);
    if (status == HY_OK && set_capacity(&buffer, capacity) != HY_OK) {
        status = fail(message, HY_OUT_OF_MEMORY, "%s: no memory for its text", path);
    }
    if (status == HY_OK) {
        status = read_to_end(file, path, limit_bytes, &buffer, message);
    }
    close(file);
    if (status != HY_OK) {
        clear_buffer(&buffer);
        return status;
    }
    *text = buffer.bytes;
    *length = buffer.length;
    return HY_OK;
}
