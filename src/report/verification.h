// What `verify` measured, for people and for programs: rows of text, JSON, and the page with its pictures.
#ifndef HY_REPORT_VERIFICATION_H
#define HY_REPORT_VERIFICATION_H

#include "study/verification/verify.h"

#include <stdio.h>

enum { HY_VERIFICATION_MESSAGE_SIZE = 512 };

// One row as two or three lines of at most 110 columns; a summary in one.
void hy_verification_write_row(const hy_verification_row *row, FILE *out);
void hy_verification_write_summary(const hy_verification *verification, FILE *out);

// One JSON object; see docs/formats/json.md. HY_OUT_OF_MEMORY, or HY_FILE_ERROR when `out` takes no more.
HY_NODISCARD hy_status hy_verification_json(const hy_verification *verification, FILE *out);

// A Markdown page, with SVG pictures in the folder pictures/verification beside it. HY_OK or HY_FILE_ERROR with
// `message`.
HY_NODISCARD hy_status hy_verification_page(const hy_verification *verification, const char *path,
                                            char message[HY_VERIFICATION_MESSAGE_SIZE]);

// Rows that were measured and do not hold; rows that are not supported.
uint32_t hy_verification_failed_count(const hy_verification *verification);
uint32_t hy_verification_missing_count(const hy_verification *verification);

#endif
