// Who gets away and who does not, and that nobody is lost in the count. See docs/model/exits.md.
#include <math.h>

#include "systems/standing.h"

// a hall and a yard with the exit, one metre behind the wall between them
#define HALL_WITH(door)                                                                               \
    {                                                                                                 \
        "hall", "1F", 0, 0, 10, 10,                                                                   \
            ", use: corridor, openings: [{name: way out, kind: door, wall: east, at_m: 4.5" door "}]" \
    }
#define YARD_WITH_EXIT                                                                                               \
    {                                                                                                                \
        "yard", "1F", 10, 0, 20, 10, ", use: yard, is_outdoor: true, places: [{name: gate, kind: exit, at: [1, 9]}]" \
    }

#define LEAVE "timetable: [{at: \"09:00:05\", groups: [hall], activity: leave, where: [yard], spread_s: 0}]\n"

static const stander THREE_PEOPLE[] = {
    {"ann", "hall", 4, 5, false}, {"bo", "hall", 2, 2, false}, {"cyd", "hall", 9.5, 9, false}};

static hy_counts students(const hy_sim *sim, const hy_model *model)
{
    hy_counts counts[HY_role_count];
    hy_sim_count(sim, counts);
    const hy_counts of = counts[HY_role_student];
    ck_assert_uint_eq(of.human + of.incubating + of.zombie + of.halfbie + of.dead + of.escaped, model->person_count);
    return of;
}

START_TEST(whoever_leaves_is_gone_within_two_metres_of_the_exit)
{
    static const stage_room rooms[] = {HALL_WITH(""), YARD_WITH_EXIT};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(THREE_PEOPLE), .more = LEAVE};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told gone = run_and_note(sim, 600, HY_event_got_away);
    ck_assert_uint_eq(gone.count, 3);
    ck_assert_uint_eq(students(sim, model).escaped, 3);
    ck_assert_uint_eq(students(sim, model).human, 0);
    for (uint32_t i = 0; i < 3; i++) {
        const hy_event *event = &gone.events[i];
        ck_assert_uint_eq(event->room, hy_model_room_named(model, "yard"));
        const double metres =
            hypot((double)(event->x + model->origin.x) - 11, (double)(event->y + model->origin.y) - 9);
        ck_assert_double_le(metres, 2.001);
        ck_assert(!hy_sim_person(sim, i).is_present);
    }
    // never back
    run_until(sim, 1200);
    ck_assert_uint_eq(students(sim, model).escaped, 3);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(whoever_only_stands_at_the_exit_stays)
{
    static const stage_room rooms[] = {HALL_WITH(""), YARD_WITH_EXIT};
    static const stander people[] = {{"ann", "yard", 1.5, 8.5, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people)};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(run_and_note(sim, 600, HY_event_got_away).count, 0);
    ck_assert_uint_eq(students(sim, model).human, 1);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(nobody_leaves_through_a_locked_door_nor_through_the_wall_beside_the_exit)
{
    static const stage_room rooms[] = {HALL_WITH(", is_locked: true"), YARD_WITH_EXIT};
    // cyd has the exit as goal and stands 1.5 m from it, on the other side of the wall
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(THREE_PEOPLE), .more = LEAVE};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(run_and_note(sim, 1200, HY_event_got_away).count, 0);
    ck_assert_uint_eq(students(sim, model).human, 3);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(whoever_turns_on_the_way_never_leaves_and_the_incubating_do)
{
    static const stage_room rooms[] = {HALL_WITH(""), YARD_WITH_EXIT};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(THREE_PEOPLE), .more = LEAVE,
                           .incidents = "  - {at: \"09:00:02\", kind: expose, who: ann, with: curse, after_s: 7}\n"
                                        "  - {at: \"09:00:02\", kind: expose, who: bo, with: curse, after_s: 1000}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 1200);
    ck_assert(hy_sim_person(sim, 0).is_present);
    ck_assert(!hy_sim_person(sim, 1).is_present);
    ck_assert_uint_eq(students(sim, model).zombie, 1);
    // outside the grounds there is nothing: bo is gone, whatever he carries
    run_until(sim, 11000);
    ck_assert(!hy_sim_person(sim, 1).is_present);
    ck_assert_uint_eq(students(sim, model).zombie, 1);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_hunter_that_stands_at_the_exit_stays)
{
    static const stage_room rooms[] = {HALL_WITH(""), YARD_WITH_EXIT};
    static const stander people[] = {{"ann", "yard", 1.5, 8.5, true}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people)};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    ck_assert_uint_eq(run_and_note(sim, 600, HY_event_got_away).count, 0);
    ck_assert_uint_eq(students(sim, model).zombie, 1);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(whoever_believes_and_sees_no_better_runs_for_the_exit)
{
    static const stage_room rooms[] = {HALL_WITH(""), YARD_WITH_EXIT};
    static const stander people[] = {
        {"ann", "hall", 4, 5, false}, {"bo", "hall", 2, 2, false}, {"first", "yard", 18, 1, true}};
    // ann knows, bo does not
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .is_dark = true,
                           .more = "mind: {hide_weight: 0, warn_share: 0}\nsenses: {speech_db: 0}\n",
                           .incidents =
                               "  - {at: \"09:00:05\", kind: expose, who: ann, with: curse, by: first, after_s: "
                               "100000}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const told gone = run_and_note(sim, 600, HY_event_got_away);
    ck_assert_uint_eq(gone.count, 1);
    ck_assert_uint_eq(gone.events[0].who, hy_model_person_named(model, "ann"));
    ck_assert_uint_eq(gone.events[0].cause, hy_sim_person(sim, gone.events[0].who).belief_event);
    const hy_counts left = students(sim, model);
    ck_assert_uint_eq(left.escaped, 1);
    ck_assert_uint_eq(left.human, 1);
    ck_assert_uint_eq(left.zombie, 1);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("exits");
    TCase *away = add_case_in_a_folder(suite, "away");
    tcase_add_test(away, whoever_leaves_is_gone_within_two_metres_of_the_exit);
    tcase_add_test(away, whoever_believes_and_sees_no_better_runs_for_the_exit);
    TCase *left = add_case_in_a_folder(suite, "left");
    tcase_add_test(left, whoever_only_stands_at_the_exit_stays);
    tcase_add_test(left, nobody_leaves_through_a_locked_door_nor_through_the_wall_beside_the_exit);
    tcase_add_test(left, whoever_turns_on_the_way_never_leaves_and_the_incubating_do);
    tcase_add_test(left, a_hunter_that_stands_at_the_exit_stays);
    return run_suite(suite);
}
