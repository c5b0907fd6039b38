// Words for what people do for and against one another.
#ifndef HY_REPORT_ACTS_H
#define HY_REPORT_ACTS_H

#include "base/text.h"
#include "hyosan/store.h"

// What follows the doer: "pushed Ben towards them". In the words of its kind where there are no better ones.
void hy_text_add_act(hy_text *text, const hy_record *record, const hy_record_event *event);

#endif
