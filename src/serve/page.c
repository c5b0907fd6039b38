// Putting a world into the built page: JSON in the one script element that waits for it.
#include "serve/page.h"

#include "hyosan/host.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// the element in viewer/index.html, as the build leaves it
#define PLACE "<script type=\"application/json\" id=\"world\">"

enum { PAGE_LIMIT_BYTES = 1 << 24 };

static char *as_base64(const uint8_t *bytes, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *text = malloc((size + 2) / 3 * 4 + 1);
    char *to = text;
    for (size_t i = 0; text != NULL && i < size; i += 3) {
        const uint32_t second = i + 1 < size ? bytes[i + 1] : 0, third = i + 2 < size ? bytes[i + 2] : 0;
        const uint32_t bits = (uint32_t)bytes[i] << 16 | second << 8 | third;
        *to++ = digits[bits >> 18];
        *to++ = digits[bits >> 12 & 63];
        *to++ = i + 1 < size ? digits[bits >> 6 & 63] : '=';
        *to++ = i + 2 < size ? digits[bits & 63] : '=';
    }
    if (text != NULL) {
        *to = '\0';
    }
    return text;
}

static json_t *hashes_json(const hy_page_definition *definition)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < definition->hash_count; i++) {
        json_array_append_new(list, json_pack("[I, s]", (json_int_t)definition->hashes[i].tick, definition->hashes[i].text));
    }
    return list;
}

static json_t *commands_json(const hy_page_definition *definition)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < definition->intervention_count; i++) {
        const hy_intervention *item = &definition->interventions[i];
        json_array_append_new(list, json_pack("[I, I, I, I]", (json_int_t)item->tick, (json_int_t)item->kind,
                                              (json_int_t)item->target, (json_int_t)item->for_ticks));
    }
    return list;
}

// NULL without memory
static char *world_text(const hy_page_definition *definition)
{
    char *packed = as_base64(definition->packed, definition->packed_size);
    if (packed == NULL) {
        return NULL;
    }
    char seed[24];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)definition->seed);
    json_t *study = definition->study != NULL ? json_loads(definition->study, 0, NULL) : json_null();
    json_t *world = json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:s?}", "title", definition->title, "scenario",
                              definition->scenario, "seed", seed, "version", definition->version, "packed", packed, "hashes",
                              hashes_json(definition), "commands", commands_json(definition), "study", study, "upload", definition->upload);
    free(packed);
    char *text = world != NULL ? json_dumps(world, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(7)) : NULL;
    json_decref(world);
    return text;
}

// Whatever a title holds, it cannot end the element: < stands as an escape inside JSON's texts, and nowhere else in it.
static size_t add_escaped(char *to, const char *text)
{
    size_t length = 0;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '<') {
            memcpy(to + length, "\\u003c", 6);
            length += 6;
        } else {
            to[length++] = *c;
        }
    }
    return length;
}

static size_t escaped_length(const char *text)
{
    size_t length = 0;
    for (const char *c = text; *c != '\0'; c++) {
        length += *c == '<' ? 6 : 1;
    }
    return length;
}

static hy_status put_into(const char *page, size_t page_length, const char *world, char **html, size_t *length,
                          char message[HY_STORE_MESSAGE_SIZE])
{
    const char *place = strstr(page, PLACE);
    if (place == NULL) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "the page of the viewer is damaged: build it again with 'make viewer'");
        return HY_BAD_INPUT;
    }
    const size_t before = (size_t)(place - page) + strlen(PLACE);
    char *whole = malloc(page_length + escaped_length(world) + 1);
    if (whole == NULL) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_OUT_OF_MEMORY;
    }
    memcpy(whole, page, before);
    const size_t middle = add_escaped(whole + before, world);
    memcpy(whole + before + middle, page + before, page_length - before);
    *length = page_length + middle;
    whole[*length] = '\0';
    *html = whole;
    return HY_OK;
}

hy_status hy_page_make(const hy_page_definition *definition, char **html, size_t *length,
                       char message[HY_STORE_MESSAGE_SIZE])
{
    *html = NULL;
    *length = 0;
    char *page = NULL, *world = world_text(definition);
    size_t page_length = 0;
    char why[HY_HOST_MESSAGE_SIZE];
    hy_status status = HY_OUT_OF_MEMORY;
    snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(status));
    if (world != NULL) {
        status = hy_host_read_file(hy_host_allocator(), definition->template_path, PAGE_LIMIT_BYTES, &page, &page_length, why);
        if (status == HY_NOT_FOUND) {
            snprintf(message, HY_STORE_MESSAGE_SIZE, "the page of the viewer has not been built: run 'make viewer' in the source tree");
        } else if (status != HY_OK) {
            snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", why);
        } else {
            status = put_into(page, page_length, world, html, length, message);
        }
    }
    free(page);
    free(world);
    return status;
}
