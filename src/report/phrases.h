// Pieces of English about a record: clock times, people, places, fates.
#ifndef HY_REPORT_PHRASES_H
#define HY_REPORT_PHRASES_H

#include "base/text.h"
#include "hyosan/store.h"

#include <stdio.h>

enum { HY_PHRASE_SIZE = 1024, HY_CLOCK_SIZE = 16, HY_REPORT_WIDTH = 100 };

// "12:47:10", the second cut off rather than rounded.
void hy_clock_write(double clock_s, char out[HY_CLOCK_SIZE]);
void hy_text_add_clock(hy_text *text, double clock_s);

// Makes the letter at this place a capital.
void hy_text_raise(hy_text *text, size_t begin);

// " (event 812)"
void hy_text_add_event_id(hy_text *text, uint32_t id);

// A name; "a pupil of 2-3", "a teacher", "one of the kitchen staff" for who has none.
void hy_text_add_person(hy_text *text, const hy_record *record, uint32_t person);

// "the cafeteria", "classroom 2-5", "corridor 1F"; with "in" or "on" before it.
void hy_text_add_room(hy_text *text, const hy_record *record, uint32_t room);
void hy_text_add_in_room(hy_text *text, const hy_record *record, uint32_t room);

// "the west exit"; "the door of classroom 2-5" for one whose name was made from its rooms. `room` is seen from, or
// HY_NONE.
void hy_text_add_opening(hy_text *text, const hy_record *record, uint32_t opening, uint32_t room);

// How this person came to be what he or she is, with clock times and events: "bitten 12:47:10 in the cafeteria by ...
// (event 812), turned 12:48:20 (event 830)".
void hy_text_add_fate(hy_text *text, const hy_record *record, uint32_t person);

// human, incubating, zombie, halfbie, dead, escaped
const char *hy_report_cell_word(uint32_t cell);

// The six cells of counts, in that order.
void hy_report_cells(const hy_counts *counts, uint32_t cells[HY_CELL_COUNT]);

// Columns that a UTF-8 text takes.
size_t hy_report_columns(const char *text);

// Writes a text in lines of at most HY_REPORT_WIDTH columns, the first one continuing at column `at`, the others
// indented.
void hy_report_paragraph(FILE *out, const char *text, size_t at, size_t indent);

#endif
