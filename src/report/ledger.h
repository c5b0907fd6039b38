// The ledger of a history for people and for programs.
#ifndef HY_REPORT_LEDGER_H
#define HY_REPORT_LEDGER_H

#include "base/text.h"
#include "study/ledger.h"

#include <jansson.h>
#include <stdio.h>

// A table of acts, and those who harmed and saved most by what they decided. Nothing where nobody did anything.
void hy_ledger_write(const hy_record *record, FILE *out);

// The field `ledger` of the JSON of a run; NULL without memory.
json_t *hy_ledger_json(const hy_record *record);

// "stopped an attacker who held Mina (event 12)"
void hy_text_add_deed(hy_text *text, const hy_record *record, const hy_deed *deed);

#endif
