// The ledger on histories made by hand: who answers for what, and who saved whom.
#include "study/made_history.h"

#include "study/ledger.h"

static hy_ledger ledger;

static void reckon(void)
{
    const hy_ledger_rules rules = hy_ledger_rules_default();
    hy_ledger_clear(&ledger);
    ck_assert_int_eq(hy_ledger_find(&made, &rules, &ledger), HY_OK);
}

static void clear(void)
{
    hy_ledger_clear(&ledger);
}

// NULL where it is not written
static const hy_deed *deed_of(uint32_t doer, hy_deed_kind kind, uint32_t whom)
{
    for (uint32_t i = 0; i < ledger.deed_count; i++) {
        const hy_deed *deed = &ledger.deeds[i];
        if (deed->doer == doer && deed->kind == kind && deed->whom == whom) {
            return deed;
        }
    }
    return NULL;
}

// ---- harm

START_TEST(a_bite_without_reason_harms_unaware)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    const uint32_t event = bite(HALL, 10, BITER, A);
    reckon();
    const hy_deed *deed = deed_of(BITER, HY_DEED_bit, A);
    ck_assert_ptr_nonnull(deed);
    ck_assert(deed->is_harm && !deed->is_knowing);
    ck_assert_uint_eq(deed->effect_event, event);
    ck_assert_uint_eq(ledger.persons[BITER].harmed_unaware, 1);
    ck_assert_uint_eq(ledger.persons[BITER].harmed_knowing, 0);
}
END_TEST

START_TEST(a_halfbie_who_bites_knows_it)
{
    turn(HALL, 0, BITER, MADE_HALFBIE);
    bite(HALL, 10, BITER, A);
    reckon();
    ck_assert(deed_of(BITER, HY_DEED_bit, A)->is_knowing);
    ck_assert_uint_eq(ledger.persons[BITER].harmed_knowing, 1);
}
END_TEST

START_TEST(whoever_unlocked_the_door_answers_for_who_came_in)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    believe(5, B);
    const uint32_t act = work_door(WEST_DOOR, 100, HY_event_unlocked_door, B);
    bite(WEST, 130, BITER, A);
    reckon();
    const hy_deed *deed = deed_of(B, HY_DEED_opened_door, A);
    ck_assert_ptr_nonnull(deed);
    ck_assert(deed->is_harm && deed->is_knowing);
    ck_assert_uint_eq(deed->act_event, act);
}
END_TEST

START_TEST(who_opens_a_door_and_knows_of_nothing_harms_unaware)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    work_door(WEST_DOOR, 100, HY_event_unlocked_door, B);
    believe(110, B);
    bite(WEST, 130, BITER, A);
    reckon();
    ck_assert(!deed_of(B, HY_DEED_opened_door, A)->is_knowing);
}
END_TEST

START_TEST(a_door_that_was_shut_again_or_opened_long_ago_is_no_fault)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    work_door(WEST_DOOR, 100, HY_event_unlocked_door, B);
    work_door(WEST_DOOR, 110, HY_event_locked_door, B);
    bite(WEST, 130, BITER, A);
    work_door(EAST_DOOR, 200, HY_event_unlocked_door, B);
    bite(EAST, 1000, BITER, C);
    reckon();
    ck_assert_ptr_null(deed_of(B, HY_DEED_opened_door, A));
    ck_assert_ptr_null(deed_of(B, HY_DEED_opened_door, C));
}
END_TEST

START_TEST(an_attacker_who_turned_inside_came_by_no_door)
{
    turn(WEST, 0, BITER, MADE_ZOMBIE);
    work_door(WEST_DOOR, 100, HY_event_unlocked_door, B);
    bite(WEST, 130, BITER, A);
    reckon();
    ck_assert_ptr_null(deed_of(B, HY_DEED_opened_door, A));
}
END_TEST

START_TEST(one_who_hides_with_a_bite_and_turns_there_harms_the_others)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    bite(HALL, 10, BITER, B);
    believe(11, B);
    const uint32_t act = happen_in(WEST, 60, HY_event_hid, B, HY_NONE);
    turn(WEST, 90, B, MADE_ZOMBIE);
    bite(WEST, 100, B, A);
    reckon();
    const hy_deed *deed = deed_of(B, HY_DEED_came_in_bitten, A);
    ck_assert_ptr_nonnull(deed);
    ck_assert(deed->is_knowing);
    ck_assert_uint_eq(deed->act_event, act);
    // by one act or several, A is one person harmed
    ck_assert_uint_eq(ledger.persons[B].harmed_knowing, 1);
    ck_assert_uint_eq(ledger.persons[B].harmed_unaware, 0);
}
END_TEST

START_TEST(a_noise_among_the_causes_of_an_infection_harms)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    const uint32_t cry = happen(50, HY_event_screamed, B, HY_NONE);
    const uint32_t event = bite(HALL, 60, BITER, A);
    made_events[event].cause = cry;
    reckon();
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_made_noise, A));
    ck_assert_uint_eq(deed_of(B, HY_DEED_made_noise, A)->act_event, cry);
}
END_TEST

START_TEST(who_kills_somebody_healthy_harms_and_who_stops_a_zombie_does_not)
{
    believe(1, B);
    made_persons[A].fate_event = happen(10, HY_event_was_stopped, A, B);
    turn(HALL, 20, BITER, MADE_ZOMBIE);
    made_persons[BITER].infection_event = 0;
    made_persons[BITER].fate_event = happen(30, HY_event_was_stopped, BITER, B);
    reckon();
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_killed, A));
    ck_assert(deed_of(B, HY_DEED_killed, A)->is_knowing);
    ck_assert_ptr_null(deed_of(B, HY_DEED_killed, BITER));
}
END_TEST

// ---- rescue

START_TEST(whoever_stops_the_attacker_saves_the_one_who_was_held)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    believe(1, B);
    happen(10, HY_event_was_gripped, A, BITER);
    made_persons[BITER].fate_event = happen(13, HY_event_was_stopped, BITER, B);
    happen(2000, HY_event_warned, C, HY_NONE);
    reckon();
    const hy_deed *deed = deed_of(B, HY_DEED_stopped_attacker, A);
    ck_assert_ptr_nonnull(deed);
    ck_assert(!deed->is_harm && deed->is_knowing);
    ck_assert_uint_eq(ledger.persons[B].saved, 1);
}
END_TEST

START_TEST(who_frees_himself_is_no_rescuer)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    happen(10, HY_event_was_gripped, A, BITER);
    happen(13, HY_event_was_stopped, BITER, A);
    reckon();
    ck_assert_uint_eq(ledger.deed_count, 0);
}
END_TEST

START_TEST(a_shut_door_saves_those_who_hide_behind_it)
{
    believe(1, B);
    work_door(WEST_DOOR, 10, HY_event_locked_door, B);
    happen_in(WEST, 20, HY_event_hid, A, HY_NONE);
    happen_in(WEST, 20, HY_event_hid, C, HY_NONE);
    happen_in(EAST, 20, HY_event_hid, D, HY_NONE);
    turn(HALL, 300, BITER, MADE_ZOMBIE);
    bite(WEST, 400, BITER, C);
    happen_in(EAST, 2000, HY_event_hid, E, HY_NONE);
    work_door(EAST_DOOR, 2001, HY_event_locked_door, B);
    reckon();
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_shut_door, A));
    ck_assert_msg(deed_of(B, HY_DEED_shut_door, C) == NULL, "bitten within ten minutes: not saved");
    ck_assert_msg(deed_of(B, HY_DEED_shut_door, D) == NULL, "hidden elsewhere");
    ck_assert_msg(deed_of(B, HY_DEED_shut_door, E) == NULL, "there was no danger any more");
    ck_assert_uint_eq(ledger.persons[B].saved, 1);
}
END_TEST

START_TEST(a_door_that_is_shut_while_others_hide_saves_them_too)
{
    believe(1, B);
    happen_in(WEST, 5, HY_event_hid, A, HY_NONE);
    work_door(WEST_DOOR, 10, HY_event_barricaded_door, B);
    happen_in(WEST, 12, HY_event_left_hiding, A, HY_NONE);
    work_door(WEST_DOOR, 14, HY_event_locked_door, C);
    turn(HALL, 100, BITER, MADE_ZOMBIE);
    reckon();
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_shut_door, A));
    ck_assert_ptr_null(deed_of(C, HY_DEED_shut_door, A));
}
END_TEST

START_TEST(help_that_comes_in_time_saves)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    believe(1, B);
    happen(10, HY_event_was_gripped, A, BITER);
    const uint32_t act = happen(11, HY_event_went_to_help, B, A);
    happen(14, HY_event_broke_free, A, BITER);
    happen(20, HY_event_was_gripped, C, BITER);
    happen(24, HY_event_broke_free, C, BITER);
    reckon();
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_helped, A));
    ck_assert_uint_eq(deed_of(B, HY_DEED_helped, A)->act_event, act);
    ck_assert_ptr_null(deed_of(B, HY_DEED_helped, C));
}
END_TEST

START_TEST(a_word_saves_whoever_then_comes_into_safety)
{
    believe(1, B);
    const uint32_t cry = happen(10, HY_event_warned, B, HY_NONE);
    for (uint32_t person = A; person <= D; person += 2) { // A and C
        const uint32_t belief = believe(12, person);
        made_events[belief].detail = HY_LEARNED_BY_WORD;
        made_events[belief].whom = B;
    }
    happen(60, HY_event_got_away, A, HY_NONE);
    turn(WEST, 100, BITER, MADE_ZOMBIE); // the danger was next door
    reckon();
    const hy_deed *deed = deed_of(B, HY_DEED_told, A);
    ck_assert_ptr_nonnull(deed);
    ck_assert_uint_eq(deed->act_event, cry);
    ck_assert_msg(deed_of(B, HY_DEED_told, C) == NULL, "told, and never came into safety");
}
END_TEST

// ---- for and against one another

START_TEST(whoever_leaves_somebody_to_them_harms_if_that_one_is_lost)
{
    static const hy_event_kind wrongs[] = {HY_event_pushed_to_them, HY_event_left_behind, HY_event_locked_out,
                                           HY_event_drove_out};
    static const hy_deed_kind deeds[] = {HY_DEED_pushed, HY_DEED_left_behind, HY_DEED_locked_out, HY_DEED_drove_out};
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    believe(1, F);
    for (uint32_t i = 0; i < 4; i++) {
        happen(10 + 1000 * i, wrongs[i], F, A + i);
        bite(HALL, 40 + 1000 * i, BITER, A + i);
    }
    happen(5000, HY_event_left_behind, F, E);
    bite(HALL, 5500, BITER, E);
    reckon();
    for (uint32_t i = 0; i < 4; i++) {
        ck_assert_ptr_nonnull(deed_of(F, deeds[i], A + i));
        ck_assert(deed_of(F, deeds[i], A + i)->is_knowing);
    }
    ck_assert_msg(deed_of(F, HY_DEED_left_behind, E) == NULL, "lost long after");
    ck_assert_uint_eq(ledger.persons[F].harmed_knowing, 4);
}
END_TEST

START_TEST(who_makes_an_accusation_true_answers_for_the_infection)
{
    believe(1, B);
    const uint32_t act = happen(10, HY_event_made_it_true, B, A);
    const uint32_t effect = happen(10, HY_event_was_exposed, A, B);
    made_events[effect].cause = act;
    made_persons[A].infection_event = effect;
    reckon();
    const hy_deed *deed = deed_of(B, HY_DEED_infected, A);
    ck_assert_ptr_nonnull(deed);
    ck_assert_uint_eq(deed->act_event, act);
    ck_assert_uint_eq(ledger.persons[B].harmed_knowing, 1);
}
END_TEST

START_TEST(who_opens_to_somebody_saves_and_harms_if_that_one_was_bitten)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    believe(1, B);
    bite(HALL, 20, BITER, D);
    happen_in(WEST, 30, HY_event_let_in, B, C);
    const uint32_t act = happen_in(WEST, 31, HY_event_let_in, B, D);
    turn(WEST, 60, D, MADE_ZOMBIE);
    bite(WEST, 70, D, A);
    reckon();
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_let_in, C));
    ck_assert_ptr_null(deed_of(B, HY_DEED_let_in, D));
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_let_in_bitten, A));
    ck_assert_uint_eq(deed_of(B, HY_DEED_let_in_bitten, A)->act_event, act);
}
END_TEST

START_TEST(who_keeps_silent_about_a_bite_and_turns_among_others_harms_them)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    bite(HALL, 10, BITER, B);
    believe(11, B);
    const uint32_t act = happen_in(EAST, 40, HY_event_hid_bite, B, BITER);
    turn(EAST, 80, B, MADE_ZOMBIE);
    bite(EAST, 90, B, A);
    reckon();
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_came_in_bitten, A));
    ck_assert_uint_eq(deed_of(B, HY_DEED_came_in_bitten, A)->act_event, act);
}
END_TEST

START_TEST(who_leads_them_away_saves_the_friend_in_danger)
{
    believe(1, B);
    happen(10, HY_event_diverted, B, A);
    happen(10, HY_event_diverted, B, C);
    turn(HALL, 20, BITER, MADE_ZOMBIE);
    bite(HALL, 30, BITER, C);
    reckon();
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_drew_away, A));
    ck_assert_msg(deed_of(B, HY_DEED_drew_away, C) == NULL, "bitten all the same");
}
END_TEST

START_TEST(who_drew_the_attacker_by_a_sound_harms)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    const uint32_t sound = happen(20, HY_event_sounded, B, HY_NONE);
    const uint32_t lure = happen(22, HY_event_was_lured, BITER, B);
    made_events[lure].cause = sound;
    bite(HALL, 50, BITER, A);
    bite(HALL, 500, BITER, C);
    reckon();
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_made_noise, A));
    ck_assert_uint_eq(deed_of(B, HY_DEED_made_noise, A)->act_event, sound);
    ck_assert_ptr_null(deed_of(B, HY_DEED_made_noise, C));
}
END_TEST

START_TEST(who_raises_the_alarm_saves_those_who_then_come_into_safety)
{
    const uint32_t act = happen(5, HY_event_rang_alarm, B, HY_NONE);
    const uint32_t belief = believe(12, A);
    made_events[belief].detail = HY_LEARNED_BY_ALARM;
    happen(60, HY_event_got_away, A, HY_NONE);
    turn(WEST, 100, BITER, MADE_ZOMBIE); // the danger was next door
    reckon();
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_told, A));
    ck_assert_uint_eq(deed_of(B, HY_DEED_told, A)->act_event, act);
}
END_TEST

START_TEST(who_is_freed_by_a_helper_was_saved_by_the_helper)
{
    believe(1, B);
    happen(10, HY_event_was_saved, A, B);
    reckon();
    ck_assert_ptr_nonnull(deed_of(B, HY_DEED_helped, A));
}
END_TEST

// ---- sums

START_TEST(infections_are_counted_over_all_generations)
{
    turn(HALL, 0, BITER, MADE_ZOMBIE);
    bite(HALL, 10, BITER, A);
    turn(HALL, 20, A, MADE_ZOMBIE);
    bite(HALL, 30, A, B);
    bite(HALL, 40, A, C);
    turn(HALL, 50, B, MADE_ZOMBIE);
    bite(HALL, 60, B, D);
    reckon();
    ck_assert_uint_eq(ledger.persons[A].descendants, 3);
    ck_assert_uint_eq(ledger.persons[B].descendants, 1);
    ck_assert_uint_eq(ledger.persons[C].descendants, 0);
    ck_assert_uint_eq(ledger.persons[A].harmed_unaware, 2);
}
END_TEST

START_TEST(an_empty_history_has_an_empty_ledger)
{
    reckon();
    ck_assert_uint_eq(ledger.deed_count, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ledger");
    TCase *tcase = add_case(suite, "ledger");
    tcase_add_checked_fixture(tcase, begin_history, clear);
    tcase_add_test(tcase, a_bite_without_reason_harms_unaware);
    tcase_add_test(tcase, a_halfbie_who_bites_knows_it);
    tcase_add_test(tcase, whoever_unlocked_the_door_answers_for_who_came_in);
    tcase_add_test(tcase, who_opens_a_door_and_knows_of_nothing_harms_unaware);
    tcase_add_test(tcase, a_door_that_was_shut_again_or_opened_long_ago_is_no_fault);
    tcase_add_test(tcase, an_attacker_who_turned_inside_came_by_no_door);
    tcase_add_test(tcase, one_who_hides_with_a_bite_and_turns_there_harms_the_others);
    tcase_add_test(tcase, a_noise_among_the_causes_of_an_infection_harms);
    tcase_add_test(tcase, who_kills_somebody_healthy_harms_and_who_stops_a_zombie_does_not);
    tcase_add_test(tcase, whoever_stops_the_attacker_saves_the_one_who_was_held);
    tcase_add_test(tcase, who_frees_himself_is_no_rescuer);
    tcase_add_test(tcase, a_shut_door_saves_those_who_hide_behind_it);
    tcase_add_test(tcase, a_door_that_is_shut_while_others_hide_saves_them_too);
    tcase_add_test(tcase, help_that_comes_in_time_saves);
    tcase_add_test(tcase, a_word_saves_whoever_then_comes_into_safety);
    tcase_add_test(tcase, whoever_leaves_somebody_to_them_harms_if_that_one_is_lost);
    tcase_add_test(tcase, who_makes_an_accusation_true_answers_for_the_infection);
    tcase_add_test(tcase, who_opens_to_somebody_saves_and_harms_if_that_one_was_bitten);
    tcase_add_test(tcase, who_keeps_silent_about_a_bite_and_turns_among_others_harms_them);
    tcase_add_test(tcase, who_leads_them_away_saves_the_friend_in_danger);
    tcase_add_test(tcase, who_drew_the_attacker_by_a_sound_harms);
    tcase_add_test(tcase, who_raises_the_alarm_saves_those_who_then_come_into_safety);
    tcase_add_test(tcase, who_is_freed_by_a_helper_was_saved_by_the_helper);
    tcase_add_test(tcase, infections_are_counted_over_all_generations);
    tcase_add_test(tcase, an_empty_history_has_an_empty_ledger);
    return run_suite(suite);
}
