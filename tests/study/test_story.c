// Companies, twists and episodes of histories made by hand.
#include "study/made_history.h"

#include "report/report.h"
#include "report/story.h"
#include "study/companies.h"
#include "study/twists.h"

#include <stdio.h>

static hy_ledger ledger;
static hy_companies companies;
static double changed[MADE_EVENTS];

static void estimate(void)
{
    const hy_ledger_rules rules = hy_ledger_rules_default();
    ck_assert_int_eq(hy_ledger_find(&made, &rules, &ledger), HY_OK);
    ck_assert_int_eq(hy_twists_estimate(&made, &ledger, changed), HY_OK);
}

static void clear(void)
{
    hy_ledger_clear(&ledger);
    hy_companies_clear(&companies);
}

// ---- twists

START_TEST(all_hangs_on_the_first_case_where_nobody_else_brought_it)
{
    const uint32_t first = happen(0, HY_event_was_exposed, BITER, HY_NONE);
    made_persons[BITER].infection_event = first;
    turn(HALL, 10, BITER, MADE_ZOMBIE);
    bite(HALL, 20, BITER, A);
    turn(HALL, 30, A, MADE_ZOMBIE);
    const uint32_t later = bite(HALL, 40, A, B);
    estimate();
    ck_assert_double_eq(changed[first], 3);
    ck_assert_uint_eq(hy_twist_among(changed, 0, made.event_count), first);
    // without it B would have stayed healthy: nobody was infected in another way afterwards
    ck_assert_double_eq(changed[later], 1);
}
END_TEST

START_TEST(what_would_have_happened_anyway_changes_little)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    turn(HALL, 0, OTHER, MADE_ZOMBIE);
    const uint32_t event = bite(HALL, 20, BITER, A);
    for (uint32_t person = B; person <= F; person++) {
        bite(HALL, 30 + person, OTHER, person);
    }
    estimate();
    // of the seven others, five were infected without any help of this bite
    ck_assert_double_eq_tol(changed[event], 1 - 5.0 / 7, 1e-9);
}
END_TEST

START_TEST(an_opened_door_counts_what_came_in)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    believe(1, B);
    const uint32_t act = work_door(WEST_DOOR, 100, HY_event_unlocked_door, B);
    bite(WEST, 130, BITER, A);
    bite(WEST, 140, BITER, C);
    estimate();
    ck_assert_double_eq(changed[act], 2);
    ck_assert_uint_eq(hy_twist_among(changed, act, made.event_count), act);
}
END_TEST

START_TEST(to_stop_one_counts_what_its_like_went_on_to_do)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    turn(HALL, 0, OTHER, MADE_ZOMBIE);
    const uint32_t stop = happen(10, HY_event_was_stopped, BITER, A);
    bite(HALL, 20, OTHER, B);
    bite(HALL, 25, OTHER, C);
    estimate();
    // two, of whom a quarter would have been infected all the same
    ck_assert_double_eq_tol(changed[stop], 2 * (1 - 2.0 / MADE_PERSONS), 1e-9);
}
END_TEST

START_TEST(nothing_hangs_on_a_day_without_a_bite)
{
    believe(1, A);
    happen(2, HY_event_screamed, A, HY_NONE);
    estimate();
    ck_assert_uint_eq(hy_twist_among(changed, 0, made.event_count), HY_NONE);
}
END_TEST

// ---- companies

START_TEST(those_who_hide_in_one_room_are_a_company)
{
    const uint32_t first = happen_in(WEST, 10, HY_event_hid, A, HY_NONE);
    happen_in(WEST, 20, HY_event_hid, B, HY_NONE);
    happen_in(WEST, 30, HY_event_hid, C, HY_NONE);
    happen_in(EAST, 35, HY_event_hid, D, HY_NONE);
    happen_in(WEST, 36, HY_event_hid, A, HY_NONE);
    turn(HALL, 40, BITER, MADE_ZOMBIE);
    const uint32_t infection = bite(WEST, 50, BITER, B);
    const uint32_t leaving = happen_in(WEST, 60, HY_event_left_hiding, C, HY_NONE);
    ck_assert_int_eq(hy_companies_find(&made, &companies), HY_OK);
    ck_assert_uint_eq(companies.count, 1); // one alone is none
    const hy_company *company = &companies.companies[0];
    ck_assert_uint_eq(company->room, WEST);
    ck_assert_uint_eq(company->first_event, first);
    ck_assert_uint_eq(company->last_event, leaving);
    ck_assert_uint_eq(company->member_count, 3);
    ck_assert_uint_eq(company->infected_count, 1);
    ck_assert_uint_eq(company->first_infection, infection);
    ck_assert_uint_eq(company->left_count, 1);
    ck_assert_uint_eq(company->first_leaving, leaving);
    ck_assert_uint_eq(company->staying_count, 1);
}
END_TEST

START_TEST(a_room_that_was_empty_holds_another_company_later)
{
    for (uint32_t round = 0; round < 2; round++) {
        happen_in(WEST, 10 + 100 * round, HY_event_hid, A, HY_NONE);
        happen_in(WEST, 11 + 100 * round, HY_event_hid, B, HY_NONE);
        happen_in(WEST, 60 + 100 * round, HY_event_left_hiding, A, HY_NONE);
        happen_in(WEST, 61 + 100 * round, HY_event_left_hiding, B, HY_NONE);
    }
    ck_assert_int_eq(hy_companies_find(&made, &companies), HY_OK);
    ck_assert_uint_eq(companies.count, 2);
    ck_assert_uint_eq(companies.companies[1].left_count, 2);
    ck_assert_uint_eq(companies.companies[1].staying_count, 0);
}
END_TEST

// ---- episodes

// a day with sixteen phases, each of another kind and rate
static void live_a_long_day(void)
{
    static const hy_event_kind kinds[] = {HY_event_took_weapon, HY_event_hid, HY_event_barricaded_door, HY_event_froze,
                                          HY_event_left_hiding};
    for (uint32_t phase = 0; phase < 16; phase++) {
        for (uint32_t i = 0; i < 5 + 20 * (phase % 3); i++) {
            const uint32_t at_s = phase * 600 + i * 600 / (5 + 20 * (phase % 3));
            happen_in(i % MADE_ROOMS, at_s, kinds[phase % 5], i % MADE_PERSONS, HY_NONE);
        }
    }
}

START_TEST(a_long_history_has_twelve_episodes_with_titles_of_their_own)
{
    hy_story story;
    live_a_long_day();
    ck_assert_int_eq(hy_story_find(&made, &story), HY_OK);
    ck_assert_uint_eq(story.episode_count, HY_EPISODE_LIMIT);
    uint32_t items = 0, events = 0;
    for (uint32_t i = 0; i < story.episode_count; i++) {
        const hy_episode *episode = &story.episodes[i];
        ck_assert_uint_eq(episode->first_item, items);
        ck_assert_uint_eq(episode->first_event, events);
        ck_assert_uint_ge(episode->item_count, 3);
        ck_assert_str_ne(episode->title, "");
        for (uint32_t k = 0; k < i; k++) {
            ck_assert_str_ne(episode->title, story.episodes[k].title);
        }
        items += episode->item_count;
        events = episode->end_event;
    }
    ck_assert_uint_eq(items, story.item_count);
    ck_assert_uint_eq(events, made.event_count);
    hy_story_clear(&story);
}
END_TEST

START_TEST(a_short_history_is_told_in_one_go)
{
    hy_story story;
    happen(10, HY_event_took_weapon, A, HY_NONE);
    ck_assert_int_eq(hy_story_find(&made, &story), HY_OK);
    ck_assert_uint_eq(story.episode_count, 1);
    ck_assert_uint_eq(story.episodes[0].item_count, 1);
    hy_story_clear(&story);
}
END_TEST

START_TEST(an_event_without_words_of_its_own_is_told_of_who_has_a_name)
{
    char *written = NULL;
    size_t size = 0;
    happen_in(WEST, 10, HY_event_was_overcome, A, HY_NONE);
    FILE *out = open_memstream(&written, &size);
    ck_assert_int_eq(hy_report_chronicle(&made, NULL, out), HY_OK);
    fclose(out);
    ck_assert_ptr_nonnull(strstr(written, "Ada of class was overcome by smoke and gases in the west (event 0)."));
    free(written);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("story");
    TCase *tcase = add_case(suite, "story");
    tcase_add_checked_fixture(tcase, begin_history, clear);
    tcase_add_test(tcase, all_hangs_on_the_first_case_where_nobody_else_brought_it);
    tcase_add_test(tcase, what_would_have_happened_anyway_changes_little);
    tcase_add_test(tcase, an_opened_door_counts_what_came_in);
    tcase_add_test(tcase, to_stop_one_counts_what_its_like_went_on_to_do);
    tcase_add_test(tcase, nothing_hangs_on_a_day_without_a_bite);
    tcase_add_test(tcase, those_who_hide_in_one_room_are_a_company);
    tcase_add_test(tcase, a_room_that_was_empty_holds_another_company_later);
    tcase_add_test(tcase, a_long_history_has_twelve_episodes_with_titles_of_their_own);
    tcase_add_test(tcase, a_short_history_is_told_in_one_go);
    tcase_add_test(tcase, an_event_without_words_of_its_own_is_told_of_who_has_a_name);
    return run_suite(suite);
}
