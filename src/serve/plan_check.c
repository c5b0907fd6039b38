// A text that came over the network, checked by the reader of files: it becomes a file in memory that no other can see.
#include "serve/plan_check.h"

#include "hyosan/host.h"
#include "hyosan/model.h"
#include "hyosan/scenario.h"
#include "serve/plan_drawing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static json_t *problem_json(uint32_t line, uint32_t column, const char *path, const char *text)
{
    return json_pack("{s:i, s:i, s:s, s:s}", "line", (int)line, "column", (int)column, "path", path, "text", text);
}

static char *finish(json_t *problems, json_t *drawing)
{
    json_t *answer = json_pack("{s:o, s:o}", "problems", problems, "drawing", drawing);
    char *text = answer != NULL ? json_dumps(answer, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(7)) : NULL;
    json_decref(answer);
    return text;
}

// a key of this name at the beginning of a line
static bool has_key(const char *text, const char *key)
{
    const size_t length = strlen(key);
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        const char *at = line + (*line == '"' || *line == '\'');
        if (strncmp(at, key, length) == 0) {
            return true;
        }
    }
    return false;
}

static void check_document(const hy_document *document, hy_diagnostics *sink)
{
    const hy_description *description = hy_document_description(document);
    const hy_status status = hy_document_what(document) == HY_DOCUMENT_STRAIN
                                 ? hy_strain_check(&description->strain, hy_host_allocator(), sink)
                                 : hy_plan_check(&description->plan, hy_host_allocator(), sink);
    if (status == HY_OUT_OF_MEMORY) {
        hy_diagnostics_add(sink, (hy_mark){0}, NULL, hy_status_text(status));
    }
}

// returns the drawing of a plan, as far as it can be read; NULL for what is none
static json_t *check_file(int file, hy_diagnostics *sink)
{
    json_t *drawing = NULL;
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    hy_document *document = NULL;
    const hy_status status = hy_document_salvage(hy_host_allocator(), path, sink, &document);
    if (status == HY_OK) {
        check_document(document, sink);
    } else if (sink->count == 0) {
        hy_diagnostics_add(sink, (hy_mark){0}, NULL, hy_status_text(status));
    }
    hy_diagnostics_sort(sink);
    if (document != NULL && hy_document_what(document) == HY_DOCUMENT_PLAN) {
        drawing = hy_plan_drawing_json(&hy_document_description(document)->plan, sink);
    }
    hy_document_destroy(document);
    return drawing;
}

static json_t *check_text(const char *text, size_t length, hy_diagnostics *sink)
{
    json_t *drawing = NULL;
    const int file = memfd_create("plan", MFD_CLOEXEC);
    size_t written = 0;
    ssize_t count = 1;
    while (file >= 0 && written < length && (count = write(file, text + written, length - written)) > 0) {
        written += (size_t)count;
    }
    if (file < 0 || written < length) {
        hy_diagnostics_add(sink, (hy_mark){0}, NULL, hy_status_text(HY_OUT_OF_MEMORY));
    } else if (lseek(file, 0, SEEK_SET) == 0) {
        drawing = check_file(file, sink);
    }
    if (file >= 0) {
        close(file);
    }
    return drawing;
}

char *hy_plan_check_json(const char *text, size_t length)
{
    char *ended = malloc(length + 1);
    hy_diagnostic *items = calloc(HY_DIAGNOSTIC_LIMIT, sizeof *items);
    json_t *problems = json_array();
    char *answer = NULL;
    if (ended != NULL && items != NULL && problems != NULL) {
        memcpy(ended, text, length);
        ended[length] = '\0';
        json_t *drawing = NULL;
        hy_diagnostics sink;
        hy_diagnostics_init(&sink, items);
        if (has_key(ended, "scenario")) {
            hy_diagnostics_add(&sink, (hy_mark){0, 1, 1}, NULL,
                               "this is a scenario, and it names other files; give it to 'hyosan view' instead");
        } else {
            drawing = check_text(ended, length, &sink);
        }
        for (uint32_t i = 0; i < sink.count; i++) {
            const hy_diagnostic *item = &items[i];
            json_array_append_new(problems, problem_json(item->mark.line, item->mark.column, item->path, item->text));
        }
        answer = finish(json_incref(problems), drawing != NULL ? drawing : json_null());
    }
    json_decref(problems);
    free(items);
    free(ended);
    return answer;
}
