// The events of a history on which most hangs, by reruns without them.
#ifndef HY_REPORT_TWIST_H
#define HY_REPORT_TWIST_H

#include "study/twist_ranks.h"

#include <stdio.h>

// What `twist` prints: the events of a study in order of what their reversal changed. UTF-8, at most 100 columns.
void hy_report_twist(const hy_study_summary *summary, FILE *out);

// The same as one JSON object, described in docs/formats/json.md. As hy_report_compare_json.
HY_NODISCARD hy_status hy_report_twist_json(const hy_study_summary *summary, FILE *out);

#endif
