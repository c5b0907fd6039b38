// Companies: people who hide together, from the first who comes to the last who is there.
#ifndef HY_STUDY_COMPANIES_H
#define HY_STUDY_COMPANIES_H

#include "hyosan/store.h"

typedef struct hy_company {
    uint32_t room;
    uint32_t first_event, last_event;            // the first to hide there, and the last thing that befell the company
    uint32_t *members;                           // in order of their coming
    uint32_t member_count;
    uint32_t infected_count, first_infection;    // while they hid there; event id or HY_NONE
    uint32_t staying_count;                      // still there at the end
    uint32_t left_count, first_leaving;          // all the others: they left, or died there
} hy_company;

typedef struct hy_companies {
    hy_company *companies;
    uint32_t count;
} hy_companies;

// All of at least two people, in order of their beginning. HY_OK, and the caller clears them; or HY_OUT_OF_MEMORY.
HY_NODISCARD hy_status hy_companies_find(const hy_record *record, hy_companies *found);
void hy_companies_clear(hy_companies *companies);

#endif
