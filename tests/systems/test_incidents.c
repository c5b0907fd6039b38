// Every kind of incident: what it does, when, and to whom it does nothing. See docs/model/incidents.md.
#include "systems/standing.h"

static const stage_room TWO_HALLS[] = {
    {"west", "1F", 0, 0, 10, 10,
     ", use: corridor, openings: [{name: between, kind: door, wall: east, at_m: 4.5, width_m: 1}]"},
    {"east", "1F", 10, 0, 10, 10, ", use: corridor, places: [{name: bell, kind: speaker, at: [5, 5]}]"}};

static const stander TWO_PEOPLE[] = {{"ann", "west", 4, 5, false}, {"bo", "west", 2, 2, false}};

// the two halls with two people in the western one
static hy_sim *two_people(const char *incidents, const char *more, hy_model **model)
{
    const stage_set set = {WITH_ROOMS(TWO_HALLS), WITH_PEOPLE(TWO_PEOPLE), .incidents = incidents, .more = more};
    *model = good_stage(&set);
    return good_sim_of_seed(*model, 1);
}

static void clear(hy_sim *sim, hy_model *model)
{
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}

START_TEST(who_is_sent_walks_there_at_that_time_and_belongs_there_until_the_next_row)
{
    hy_model *model;
    hy_sim *sim = two_people(
        "  - {at: \"09:00:05\", kind: go, who: ann, where: east}\n",
        "timetable: [{at: \"09:03\", groups: [west], activity: lesson, where: [home], spread_s: 0}]\n", &model);
    const uint32_t west = hy_model_room_named(model, "west"), east = hy_model_room_named(model, "east");
    const told sent = run_and_note(sim, 100, HY_event_was_sent);
    ck_assert_uint_eq(sent.count, 1);
    ck_assert_uint_eq(sent.events[0].tick, 50);
    ck_assert_uint_eq(sent.events[0].who, 0);
    ck_assert_uint_eq(sent.events[0].room, east);
    ck_assert_str_eq(hy_sim_person(sim, 0).drive, "obey");
    for (uint32_t second = 30; second < 180; second += 10) {
        run_until(sim, 10 * second);
        ck_assert_uint_eq(hy_sim_person(sim, 0).room, east);
        ck_assert_uint_eq(hy_sim_person(sim, 1).room, west); // who was not sent
    }
    run_until(sim, 2200);
    ck_assert_uint_eq(hy_sim_person(sim, 0).room, west);
    clear(sim, model);
}
END_TEST

START_TEST(who_is_exposed_carries_it_at_once_and_turns_to_the_tick)
{
    hy_model *model;
    hy_sim *sim =
        two_people("  - {at: \"09:00:05\", kind: expose, who: ann, with: curse, by: bo, after_s: 20}\n", NULL, &model);
    const told exposed = run_and_note(sim, 51, HY_event_was_exposed);
    ck_assert_uint_eq(exposed.count, 1);
    ck_assert_uint_eq(exposed.events[0].tick, 50);
    ck_assert_uint_eq(exposed.events[0].who, 0);
    ck_assert_uint_eq(exposed.events[0].whom, 1);
    ck_assert_uint_eq(hy_sim_person(sim, 0).stage, hy_model_stage_named(model, "marked"));
    ck_assert_uint_eq(hy_sim_person(sim, 0).infected_by, 1);
    const told turned = run_and_note(sim, 400, HY_event_turned);
    ck_assert_uint_eq(turned.count, 1);
    ck_assert_uint_eq(turned.events[0].tick, 50 + 200);
    ck_assert_uint_eq(turned.events[0].cause, exposed.events[0].id);
    ck_assert_uint_eq(hy_sim_person(sim, 0).stage, hy_model_stage_named(model, "statue"));
    ck_assert_uint_eq(hy_sim_person(sim, 1).stage, hy_model_stage_named(model, "healthy"));
    clear(sim, model);
}
END_TEST

START_TEST(wound_time_and_outcome_of_an_exposure_may_be_fixed)
{
    hy_model *model = good_model_of_texts(
        "plan: closet\nlevels: [{name: 1F}]\nrooms: [{name: closet, level: 1F, box: [0, 0, 4, 4]}]\n",
        SCENARIO_HEAD PROFILE
        "groups: [{name: all, count: 1, home: closet, female: pupil, male: pupil}]\npersons: [{name: ann, group: "
        "all}]\n"
        "incidents: [{at: \"09:00\", kind: expose, who: ann, with: zombie bite, wound: light, after_s: 12, outcome: "
        "immune}]\n");
    for (uint64_t seed = 1; seed <= 20; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        const told exposed = run_and_note(sim, 10, HY_event_was_exposed);
        ck_assert_uint_eq(exposed.count, 1);
        ck_assert_str_eq(model->wounds[exposed.events[0].detail].name, "light");
        const told turned = run_and_note(sim, 200, HY_event_turned);
        ck_assert_uint_eq(turned.count, 1);
        ck_assert_uint_eq(turned.events[0].tick, 120);
        ck_assert_uint_eq(turned.events[0].detail, hy_model_stage_named(model, "immune"));
        hy_sim_destroy(sim);
    }
    hy_model_destroy(model);
}
END_TEST

START_TEST(who_is_taken_away_is_gone_and_counts_as_escaped)
{
    hy_model *model;
    hy_sim *sim = two_people("  - {at: \"09:00:05\", kind: take_away, who: ann}\n", NULL, &model);
    run_until(sim, 50);
    ck_assert(hy_sim_person(sim, 0).is_present);
    const told taken = run_and_note(sim, 51, HY_event_was_taken_away);
    ck_assert_uint_eq(taken.count, 1);
    ck_assert_uint_eq(taken.events[0].who, 0);
    ck_assert(!hy_sim_person(sim, 0).is_present);
    hy_counts counts[HY_role_count];
    hy_sim_count(sim, counts);
    ck_assert_uint_eq(counts[HY_role_student].escaped, 1);
    ck_assert_uint_eq(counts[HY_role_student].human, 1);
    clear(sim, model);
}
END_TEST

START_TEST(what_befalls_who_is_gone_or_stopped_does_nothing)
{
    hy_model *model;
    hy_sim *sim = two_people("  - {at: \"09:00:05\", kind: take_away, who: ann}\n"
                             "  - {at: \"09:00:06\", kind: take_away, who: ann}\n"
                             "  - {at: \"09:00:06\", kind: go, who: ann, where: east}\n"
                             "  - {at: \"09:00:06\", kind: expose, who: ann, with: curse, after_s: 0}\n",
                             NULL, &model);
    run_until(sim, 55);
    while (hy_sim_tick(sim) < 300) {
        hy_sim_step(sim);
        uint32_t count;
        hy_sim_events(sim, &count);
        ck_assert_uint_eq(count, 0);
    }
    ck_assert(!hy_sim_person(sim, 0).is_present);
    ck_assert_uint_eq(hy_sim_person(sim, 0).stage, hy_model_stage_named(model, "healthy"));
    clear(sim, model);
}
END_TEST

START_TEST(the_alarm_is_heard_for_three_hundred_seconds_and_makes_one_doubt)
{
    hy_model *model;
    hy_sim *sim = two_people("  - {at: \"09:00:05\", kind: alarm}\n", NULL, &model);
    run_until(sim, 50);
    ck_assert_uint_eq(hy_sim_person(sim, 0).belief, 0);
    const told rang = run_and_note(sim, 51, HY_event_alarm_rang);
    ck_assert_uint_eq(rang.count, 1);
    ck_assert_uint_eq(rang.events[0].tick, 50);
    run_until(sim, 61);
    ck_assert_uint_eq(hy_sim_person(sim, 0).belief, 1);
    ck_assert_uint_eq(hy_sim_person(sim, 1).belief, 1);
    for (uint32_t second = 5; second < 320; second++) {
        run_until(sim, 10 * second + 1);
        const bool is_heard = person_number(sim, "heard_db", 0) > 0;
        ck_assert_msg(is_heard == (second < 305), "after %u s", second);
    }
    clear(sim, model);
}
END_TEST

START_TEST(a_door_locked_by_order_is_shut_and_stops_people_until_it_is_unlocked)
{
    hy_model *model;
    hy_sim *sim = two_people("  - {at: \"09:00:05\", kind: lock, where: between}\n"
                             "  - {at: \"09:00:10\", kind: go, who: ann, where: east}\n"
                             "  - {at: \"09:02\", kind: unlock, where: between}\n",
                             NULL, &model);
    const uint32_t door = hy_model_opening_named(model, "between");
    ck_assert(!hy_sim_opening(sim, door).is_locked);
    told orders = run_and_note(sim, 51, HY_event_door_by_order);
    ck_assert_uint_eq(orders.count, 1);
    ck_assert_uint_eq(orders.events[0].opening, door);
    ck_assert_uint_eq(orders.events[0].detail, 1);
    while (hy_sim_tick(sim) < 1200) {
        hy_sim_step(sim);
        ck_assert(hy_sim_opening(sim, door).is_locked && !hy_sim_opening(sim, door).is_open);
        ck_assert_uint_eq(hy_sim_person(sim, 0).room, hy_model_room_named(model, "west"));
    }
    orders = run_and_note(sim, 1201, HY_event_door_by_order);
    ck_assert_uint_eq(orders.count, 1);
    ck_assert_uint_eq(orders.events[0].detail, 0);
    ck_assert(!hy_sim_opening(sim, door).is_locked);
    run_until(sim, 1500);
    ck_assert_uint_eq(hy_sim_person(sim, 0).room, hy_model_room_named(model, "east"));
    clear(sim, model);
}
END_TEST

START_TEST(an_open_door_locked_by_order_falls_shut)
{
    static const stage_room rooms[] = {
        {"west", "1F", 0, 0, 10, 10,
         ", use: corridor, openings: [{name: between, kind: door, wall: east, at_m: 4.5, is_open: true}]"},
        {"east", "1F", 10, 0, 10, 10, ", use: corridor"}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(TWO_PEOPLE),
                           .incidents = "  - {at: \"09:00:05\", kind: lock, where: between}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const uint32_t door = hy_model_opening_named(model, "between");
    run_until(sim, 50);
    ck_assert(hy_sim_opening(sim, door).is_open);
    run_until(sim, 51);
    ck_assert(!hy_sim_opening(sim, door).is_open && hy_sim_opening(sim, door).is_locked);
    clear(sim, model);
}
END_TEST

START_TEST(a_broken_door_cannot_be_locked_by_order)
{
    write_text(
        "plan.yaml",
        "plan: a cage\nlevels: [{name: 1F}]\nrooms:\n"
        "  - {name: cage, level: 1F, use: corridor, box: [0, 0, 5, 5], openings: [{name: between, kind: door, wall: "
        "east, at_m: 2, is_locked: true}]}\n"
        "  - {name: hall, level: 1F, use: corridor, box: [5, 0, 10, 5], places: [{name: bell, kind: speaker, at: "
        "[5, 2.5]}]}\n");
    write_text("scenario.yaml", SCENARIO_HEAD PROFILE
               "doors: {break_s: 1, pushers_needed: 1}\n"
               "groups: [{name: cage, count: 1, home: cage, female: pupil, male: pupil}]\n"
               "persons: [{name: ann, group: cage}]\n"
               "incidents:\n"
               "  - {at: \"09:00\", kind: expose, who: ann, with: zombie bite, after_s: 0, outcome: zombie}\n"
               "  - {at: \"09:00:05\", kind: alarm}\n  - {at: \"09:04\", kind: lock, where: between}\n");
    hy_model *model = good_model("scenario.yaml", NULL);
    hy_sim *sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(run_and_note(sim, 2399, HY_event_broke_door).count, 1);
    ck_assert_uint_eq(run_and_note(sim, 2500, HY_event_door_by_order).count, 0);
    const hy_opening_view door = hy_sim_opening(sim, hy_model_opening_named(model, "between"));
    ck_assert(door.is_broken && door.is_open && !door.is_locked);
    clear(sim, model);
}
END_TEST

START_TEST(a_clock_time_between_two_ticks_is_met_at_the_nearer_one)
{
    hy_model *model;
    hy_sim *sim = two_people("  - {at: \"09:00:01\", kind: go, who: ann, where: east}\n"
                             "  - {at: \"09:00:02\", kind: go, who: bo, where: east}\n",
                             "step_s: 0.15\n", &model);
    const told sent = run_and_note(sim, 30, HY_event_was_sent);
    ck_assert_uint_eq(sent.count, 2);
    ck_assert_uint_eq(sent.events[0].tick, 7);  // 1 s / 0.15 s = 6.67
    ck_assert_uint_eq(sent.events[1].tick, 13); // 2 s / 0.15 s = 13.33
    clear(sim, model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("incidents");
    TCase *people = add_case_in_a_folder(suite, "people");
    tcase_add_test(people, who_is_sent_walks_there_at_that_time_and_belongs_there_until_the_next_row);
    tcase_add_test(people, who_is_exposed_carries_it_at_once_and_turns_to_the_tick);
    tcase_add_test(people, wound_time_and_outcome_of_an_exposure_may_be_fixed);
    tcase_add_test(people, who_is_taken_away_is_gone_and_counts_as_escaped);
    tcase_add_test(people, what_befalls_who_is_gone_or_stopped_does_nothing);
    TCase *house = add_case_in_a_folder(suite, "house");
    tcase_add_test(house, the_alarm_is_heard_for_three_hundred_seconds_and_makes_one_doubt);
    tcase_add_test(house, a_door_locked_by_order_is_shut_and_stops_people_until_it_is_unlocked);
    tcase_add_test(house, an_open_door_locked_by_order_falls_shut);
    tcase_add_test(house, a_broken_door_cannot_be_locked_by_order);
    TCase *time = add_case_in_a_folder(suite, "time");
    tcase_add_test(time, a_clock_time_between_two_ticks_is_met_at_the_nearer_one);
    return run_suite(suite);
}
