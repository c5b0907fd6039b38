// Short noises and whispers, at the ears of one that hunts outside: docs/model/hearing.md.
#include "systems/scene.h"

#define QUIET NO_TIES "crisis: {betrays: 0, sacrifice_other: 0}\nduty: {reports: 0}\nsuspicion: {isolation_s: 0}\n"

enum { ONE, EAR = 2 };

// One hides in a room, and one that hunts, and neither sees nor moves, stands in the hall. With one setting.
static hy_sim *outside_a_hideout(const char *setting, hy_model **model)
{
    const scene of = {.groups = CLASS_OF("2") "  - {name: late, count: 1, home: hall, start: hall, female: pupil, male: pupil}\n",
                      .persons = "  - {name: one, group: class, at: [6.8, 4]}\n  - {name: turner, group: class, at: [1, 8.5]}\n"
                                 "  - {name: ear, group: late, at: [20, 1.5]}\n",
                      .incidents = ONE_TURNS "  - {at: \"09:00:01\", kind: expose, who: ear, with: curse, after_s: 0}\n",
                      .mind = ", escape_weight: 0, hide_weight: 3, curiosity_weight: 0",
                      .more = QUIET "doors: {barricade_s: 1}\n"};
    hy_model_destroy(scene_model(&of));
    *model = good_model("scenario.yaml", setting);
    return good_sim_of_seed(*model, 1);
}

// what the one outside hears of the one who hides, long after that one has settled
static double whisper_heard(const char *setting)
{
    hy_model *model;
    hy_sim *sim = outside_a_hideout(setting, &model);
    run_until(sim, 3001);
    ck_assert_uint_eq(((const uint8_t *)person_column(sim, "has_hidden", "uint8_t"))[ONE], 1);
    const double heard = person_number(sim, "heard_db", EAR);
    ck_assert(heard <= 0 || person_index(sim, "heard", EAR) == ONE);
    end_scene(sim, model);
    return heard;
}

// the loudest of the two seconds after the door was shut
static double slam_heard(const char *setting)
{
    hy_model *model;
    hy_sim *sim = outside_a_hideout(setting, &model);
    double heard = 0;
    uint32_t shut_at = HY_NONE;
    while (shut_at == HY_NONE || hy_sim_tick(sim) < shut_at + 20) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            shut_at = events[i].kind == HY_event_shut_door ? events[i].tick : shut_at;
        }
        if (shut_at != HY_NONE && person_index(sim, "heard", EAR) == ONE) {
            heard = fmax(heard, person_number(sim, "heard_db", EAR));
        }
        ck_assert_uint_lt(hy_sim_tick(sim), 600);
    }
    end_scene(sim, model);
    return heard;
}

START_TEST(who_hides_whispers)
{
    const double soft = whisper_heard("senses.whisper_db=110"), loud = whisper_heard("senses.whisper_db=120");
    ck_assert_double_gt(soft, 0);
    ASSERT_NEAR(loud - soft, 10, 0.01);
    // behind two doors, whispers would have to be cries; as they are, nobody hears them
    ck_assert_double_eq(whisper_heard("senses.whisper_db=35"), 0);
}
END_TEST

START_TEST(a_door_that_is_shut_against_them_is_heard_as_loud_as_stated)
{
    // levels that carry through the two doors into the hall
    const double soft = slam_heard("senses.slam_db=115"), loud = slam_heard("senses.slam_db=135");
    ck_assert_double_gt(soft, 0);
    ASSERT_NEAR(loud - soft, 20, 0.01);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("noises");
    TCase *noises = add_case_in_a_folder(suite, "noises");
    tcase_add_test(noises, who_hides_whispers);
    tcase_add_test(noises, a_door_that_is_shut_against_them_is_heard_as_loud_as_stated);
    return run_suite(suite);
}
