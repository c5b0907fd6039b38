// The story of a history: episodes between its change points, with titles and twists, and the companies that form.
#ifndef HY_REPORT_STORY_H
#define HY_REPORT_STORY_H

#include "report/chronicle.h"
#include "report/report.h"
#include "study/change_points.h"
#include "study/companies.h"
#include "study/ledger.h"

enum { HY_EPISODE_LIMIT = 12, HY_TITLE_SIZE = 96 };

typedef struct hy_episode {
    char title[HY_TITLE_SIZE];
    uint32_t first_item, item_count;
    uint32_t first_event, end_event; // ids from the first to before the end
    uint32_t begin_tick, end_tick;
    double strength;     // of the change point at its begin: fall of twice the log-likelihood without it
    uint32_t twist;      // event on which most hangs, HY_NONE
    double twist_people; // who would be expected to fare otherwise without it
    const hy_rerun_twist *rerun; // what takes the place of the estimate; NULL
} hy_episode;

typedef struct hy_story {
    hy_arena arena;
    const hy_item *items;
    uint32_t item_count;
    hy_episode episodes[HY_EPISODE_LIMIT];
    uint32_t episode_count;
    hy_companies companies;
    hy_ledger ledger;
} hy_story;

// HY_OK, and the caller clears it; or HY_OUT_OF_MEMORY.
HY_NODISCARD hy_status hy_story_find(const hy_record *record, hy_story *story);
void hy_story_clear(hy_story *story);

// Puts twists by reruns, one for each episode, in the place of the estimated ones. They stay the caller's. NULL changes nothing.
void hy_story_take_twists(hy_story *story, const hy_rerun_twist *twists);

// Gives every episode its title; no two are alike.
void hy_story_name_episodes(const hy_record *record, hy_story *story);

// People of each cell at a tick.
hy_counts hy_story_counts(const hy_record *record, uint32_t tick);

#endif
