// The viewer as one self-contained page: the built page with a world put into it.
#ifndef HY_SERVE_PAGE_H
#define HY_SERVE_PAGE_H

#include "hyosan/store.h"

// What the page is to show.
typedef struct hy_page_definition {
    const char *template_path; // the built page
    const char *title;
    const char *scenario;      // its file, for the address and the caption
    uint64_t seed;
    const char *version;
    const uint8_t *packed;     // by hy_description_pack
    size_t packed_size;
    const hy_record_hash *hashes; // of the history as it was recorded; may be NULL
    uint32_t hash_count;
    const hy_intervention *interventions; // of the history; may be NULL
    uint32_t intervention_count;
    const char *study;         // JSON of hy_study_page_json to show beside the history; NULL for none
    const char *upload;        // path to which the page may send a plan to be checked; NULL for none
} hy_page_definition;

// Makes the page. On HY_OK the caller frees *html. HY_NOT_FOUND where the page has not been built, HY_BAD_INPUT where the file
// is no page of the viewer, HY_OUT_OF_MEMORY, HY_FILE_ERROR, with `message`.
HY_NODISCARD hy_status hy_page_make(const hy_page_definition *definition, char **html, size_t *length,
                                    char message[HY_STORE_MESSAGE_SIZE]);

#endif
