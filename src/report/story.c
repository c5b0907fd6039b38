// Cuts a history into episodes and looks in each for the event on which most hangs.
#include "report/story.h"

#include "hyosan/host.h"
#include "study/twists.h"

#include <stdlib.h>

enum { LEAST_SENTENCES = 3, ARENA_CHUNK_BYTES = 1024 * 1024 };

static uint32_t first_tick(const hy_record *record, const hy_item *item)
{
    return record->events[item->first].tick;
}

hy_counts hy_story_counts(const hy_record *record, uint32_t tick)
{
    hy_counts sum = {0};
    uint32_t row = 0;
    while (row + 1 < record->totals_count && record->totals[row + 1].tick <= tick) {
        row++;
    }
    for (uint32_t role = 0; role < HY_role_count && record->totals_count > 0; role++) {
        const hy_counts *counts = &record->totals[row].by_role[role];
        sum.human += counts->human;
        sum.incubating += counts->incubating;
        sum.zombie += counts->zombie;
        sum.halfbie += counts->halfbie;
        sum.dead += counts->dead;
        sum.escaped += counts->escaped;
    }
    return sum;
}

// ---- episodes

static void take_segments(const hy_record *record, hy_story *story, const hy_segment *segments, uint32_t count)
{
    uint32_t item = 0;
    uint32_t event = 0;
    story->episode_count = count;
    for (uint32_t i = 0; i < count; i++) {
        hy_episode *episode = &story->episodes[i];
        const bool is_last = i + 1 == count;
        *episode = (hy_episode){.first_item = item,
                                .first_event = event,
                                .begin_tick = segments[i].begin_tick,
                                .end_tick = segments[i].end_tick,
                                .strength = segments[i].strength,
                                .twist = HY_NONE};
        while (item < story->item_count &&
               (is_last || first_tick(record, &story->items[item]) < segments[i].end_tick)) {
            item++;
        }
        while (event < record->event_count && (is_last || record->events[event].tick < segments[i].end_tick)) {
            event++;
        }
        episode->item_count = item - episode->first_item;
        episode->end_event = event;
    }
}

// as many as there is enough to tell for, up to twelve
static hy_status cut(const hy_record *record, hy_story *story, const uint32_t *marks)
{
    hy_segment segments[HY_EPISODE_LIMIT] = {{.begin_tick = 0, .end_tick = record->last_tick + 1}};
    uint32_t count = story->item_count >= HY_EPISODE_LIMIT * LEAST_SENTENCES ? HY_EPISODE_LIMIT : 1;
    hy_status status = HY_NOT_FOUND;
    for (; count > 1 && status == HY_NOT_FOUND; count -= status == HY_NOT_FOUND) {
        status = hy_segments_of_record(record, marks, story->item_count, LEAST_SENTENCES, count, segments);
    }
    if (status != HY_OUT_OF_MEMORY) {
        take_segments(record, story, segments, count);
    }
    return status == HY_OUT_OF_MEMORY ? status : HY_OK;
}

static hy_status find_episodes(const hy_record *record, hy_story *story)
{
    uint32_t *marks = HY_ARENA_ARRAY(&story->arena, uint32_t, story->item_count + 1);
    if (marks == NULL) {
        return HY_OUT_OF_MEMORY;
    }
    for (uint32_t i = 0; i < story->item_count; i++) {
        marks[i] = first_tick(record, &story->items[i]);
    }
    return cut(record, story, marks);
}

static hy_status find_twists(const hy_record *record, hy_story *story)
{
    double *changed = HY_ARENA_ARRAY(&story->arena, double, record->event_count + 1);
    hy_status status = changed != NULL ? hy_twists_estimate(record, &story->ledger, changed) : HY_OUT_OF_MEMORY;
    for (uint32_t i = 0; i < story->episode_count && status == HY_OK; i++) {
        hy_episode *episode = &story->episodes[i];
        episode->twist = hy_twist_among(changed, episode->first_event, episode->end_event);
        episode->twist_people = episode->twist != HY_NONE ? changed[episode->twist] : 0;
    }
    return status;
}

// ---- all of it

hy_status hy_story_find(const hy_record *record, hy_story *story)
{
    const hy_ledger_rules rules = hy_ledger_rules_default();
    *story = (hy_story){0};
    hy_arena_init(&story->arena, hy_host_allocator(), ARENA_CHUNK_BYTES);
    story->items = hy_items_of_record(record, &story->arena, &story->item_count);
    hy_status status = story->arena.has_failed ? HY_OUT_OF_MEMORY : HY_OK;
    if (status == HY_OK) {
        status = hy_ledger_find(record, &rules, &story->ledger);
    }
    if (status == HY_OK) {
        status = hy_companies_find(record, &story->companies);
    }
    if (status == HY_OK) {
        status = find_episodes(record, story);
    }
    if (status == HY_OK) {
        status = find_twists(record, story);
    }
    if (status != HY_OK) {
        hy_story_clear(story);
        return status;
    }
    hy_story_name_episodes(record, story);
    return HY_OK;
}

void hy_story_take_twists(hy_story *story, const hy_rerun_twist *twists)
{
    for (uint32_t i = 0; twists != NULL && i < story->episode_count; i++) {
        story->episodes[i].rerun = &twists[i];
    }
}

void hy_story_clear(hy_story *story)
{
    hy_companies_clear(&story->companies);
    hy_ledger_clear(&story->ledger);
    hy_arena_clear(&story->arena);
}
