// What many runs say together, as the page shows it beside one history.
#ifndef HY_SERVE_STUDY_PAGE_H
#define HY_SERVE_STUDY_PAGE_H

#include "study/summary.h"

// The first variant of a study as JSON: {"runs", "label", "ticks": [...], "bands": {series: [five lists]}, "risk": [...]}. The five
// are the 2.5, 25, 50, 75 and 97.5 % quantiles of how many people are counted at each tick; `risk` holds infections a run by
// room. The caller frees the text; NULL without memory. `summary` has the curves of one variant at least.
char *hy_study_page_json(const hy_study_summary *summary);

#endif
