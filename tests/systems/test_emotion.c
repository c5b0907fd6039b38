// Fear and rage of people who stand still, against the equations of docs/model/emotion.md, computed anew in double.
#include <math.h>

#include "systems/standing.h"

#define NEAR_ENOUGH 2e-5 // of a level that a few hundred steps in float have made

// everybody believes at the first glance, sees all around, and nobody cries; a corridor is no refuge, so that nobody
// leaves it
#define QUIET "warn_share: 0, disbelief_seen_low_s: 0, disbelief_seen_high_s: 0, freeze_chance: 0, curiosity_weight: 0"
#define SENSES "senses: {field_of_view_deg: 360}\n"
#define GLANCE_S 0.5
enum { GLANCE_TICKS = 5 };

static const stage_room HALL[] = {{"hall", "1F", 0, 0, 40, 20, ", use: corridor"}};

typedef struct feelings {
    double amplification, upward_bias, contagion_per_s, contagion_m, half_life_s, per_sight, near_m;
} feelings;

static const feelings DEFAULTS = {0.5, 0.6, 0.1, 5, 120, 0.2, 6};

// the scenario's lines for these numbers
static const char *mind_of(const feelings *of, const char *ties)
{
    static char text[1000];
    snprintf(text, sizeof text,
             SENSES "mind: {" QUIET ", expressiveness: 1, company_calms: 0, contagion_crowd: 1000, amplification: %g, upward_bias: %g, contagion_per_s: %g, contagion_m: %g, "
                    "fear_half_life_s: %g, fear_per_sight: %g, near_danger_m: %g}\nties: {" NO_DRAWN_TIES "%s}\n",
             of->amplification, of->upward_bias, of->contagion_per_s, of->contagion_m, of->half_life_s, of->per_sight,
             of->near_m, ties);
    return text;
}

static double fear_of(const hy_sim *sim, uint32_t person)
{
    return (double)hy_sim_person(sim, person).fear;
}

// one step beyond the next tick in which all feel
static void run_past_glance(hy_sim *sim)
{
    do {
        hy_sim_step(sim);
    } while (hy_sim_tick(sim) % GLANCE_TICKS != 1);
}

static bool believes(const hy_sim *sim, uint32_t person)
{
    return hy_sim_person(sim, person).belief == 2;
}

// ---- one person

START_TEST(fear_rises_with_the_number_and_nearness_of_the_seen_as_the_equation_says)
{
    // nine metres to the nearest; nobody flees beyond eight
    static const stander people[] = {{"one", "hall", 10, 10, false},
                                     {"first", "hall", 19, 10, true},
                                     {"second", "hall", 20, 12, true},
                                     {"third", "hall", 21, 8, true}};
    const stage_set set = {WITH_ROOMS(HALL), .people = people, .person_count = 2 + (uint32_t)_i,
                           .more = mind_of(&DEFAULTS, "")};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const double stimulus = 0.2 * 6 / 9 * sqrt(_i + 1);
    uint32_t glances = 0;
    while (hy_sim_seconds(sim) < 20) {
        run_past_glance(sim);
        glances += believes(sim, 0) ? 1 : 0;
        ASSERT_NEAR(fear_of(sim, 0), 1 - exp(-stimulus * GLANCE_S * glances), NEAR_ENOUGH);
    }
    ck_assert_uint_gt(glances, 30);
    assert_all_stand(model, sim, &set);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(alone_and_out_of_danger_fear_halves_in_every_half_life)
{
    static const stander people[] = {{"one", "hall", 10, 10, false}, {"first", "hall", 19, 10, true}};
    feelings of = DEFAULTS;
    of.half_life_s = 30;
    const stage_set set = {WITH_ROOMS(HALL), WITH_PEOPLE(people), .more = mind_of(&of, ""),
                           .incidents = "  - {at: \"09:00:10\", kind: take_away, who: first}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 151);
    const double then = fear_of(sim, 0);
    ck_assert_double_gt(then, 0.2);
    for (uint32_t half_lives = 1; half_lives <= 5; half_lives++) {
        run_until(sim, 151 + 300 * half_lives);
        ASSERT_NEAR(fear_of(sim, 0), then / (1 << half_lives), NEAR_ENOUGH);
    }
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(hunters_that_are_only_heard_frighten_by_their_own_rate)
{
    static const stage_room rooms[] = {
        {"hall", "1F", 0, 0, 20, 10, ", use: corridor, openings: [{kind: door, wall: east, at_m: 4}]"},
        {"cell", "1F", 20, 0, 10, 10, ", use: corridor"}};
    // who is marked by one that hunts knows, without having seen anything
    static const stander people[] = {{"one", "hall", 15, 5, false}, {"first", "cell", 5, 5, true}};
    char more[1200];
    snprintf(more, sizeof more, "%s", mind_of(&DEFAULTS, ""));
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .more = more, .statue_noise = "90",
                           .incidents = "  - {at: \"09:00:02\", kind: expose, who: one, with: curse, by: first, "
                                        "after_s: 100000}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    uint32_t glances = 0;
    while (hy_sim_seconds(sim) < 60) {
        run_past_glance(sim);
        ck_assert_uint_eq(person_index(sim, "seen", 0), HY_NONE);
        glances += believes(sim, 0) ? 1 : 0;
        ASSERT_NEAR(fear_of(sim, 0), 1 - exp(-0.02 * GLANCE_S * glances), NEAR_ENOUGH);
    }
    ck_assert_uint_gt(glances, 100);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// ---- several people

enum { COMPANY = 4 };

// Bo is within reach of Ann, Cyd of Bo; Dan stands apart, and Ann is dear to him
static const stander COMPANY_OF_FOUR[] = {{"ann", "hall", 10, 10, false},
                                          {"bo", "hall", 7, 10, false},
                                          {"cyd", "hall", 3, 11, false},
                                          {"dan", "hall", 10, 17, false},
                                          {"first", "hall", 19, 10, true}};

static double distance_of(uint32_t a, uint32_t b)
{
    return hypot(COMPANY_OF_FOUR[a].x - COMPANY_OF_FOUR[b].x, COMPANY_OF_FOUR[a].y - COMPANY_OF_FOUR[b].y);
}

// ann and dan are friends: a friend counts double within reach, and once beyond it
static double channel_of(const feelings *of, uint32_t person, uint32_t other)
{
    const bool is_friend = (person == 0 && other == 3) || (person == 3 && other == 0);
    return (other != person && distance_of(person, other) <= of->contagion_m ? 1 : 0) + (is_friend ? 1 : 0);
}

static double weight_around(const feelings *of, uint32_t person)
{
    double weight = 0;
    for (uint32_t other = 0; other < COMPANY; other++) {
        weight += channel_of(of, person, other);
    }
    return weight;
}

static double mean_fear_around(const feelings *of, const double *fear, uint32_t person)
{
    double sum = 0;
    for (uint32_t other = 0; other < COMPANY; other++) {
        sum += channel_of(of, person, other) * fear[other];
    }
    return weight_around(of, person) > 0 ? sum / weight_around(of, person) : (double)NAN;
}

static double fear_after_a_glance(const feelings *of, const double *fear, uint32_t person, bool is_stimulated)
{
    double q = fear[person];
    const double mean = mean_fear_around(of, fear, person);
    if (is_stimulated) {
        q += (1 - q) * (1 - exp(-of->per_sight * of->near_m / fmax(distance_of(person, COMPANY), 1) * GLANCE_S));
    }
    // in ten thousand small steps of the equation as it is published
    const uint32_t step_count = isnan(mean) ? 0 : 10000;
    const double gamma_dt = of->contagion_per_s * weight_around(of, person) * GLANCE_S / 10000;
    for (uint32_t i = 0; i < step_count; i++) {
        const double up = 1 - (1 - mean) * (1 - q), down = mean * q;
        const double amplified = of->upward_bias * up + (1 - of->upward_bias) * down;
        q += gamma_dt * (of->amplification * amplified + (1 - of->amplification) * mean - q);
    }
    return is_stimulated ? q : q * pow(0.5, GLANCE_S / of->half_life_s);
}

START_TEST(fear_passes_between_people_step_by_step_as_the_equation_says)
{
    static const double shares[][2] = {{0.5, 0.6}, {0, 0.6}, {1, 1}, {1, 0}, {0.3, 0.9}};
    feelings of = DEFAULTS;
    of.amplification = shares[_i][0];
    of.upward_bias = shares[_i][1];
    const stage_set set = {WITH_ROOMS(HALL), WITH_PEOPLE(COMPANY_OF_FOUR),
                           .more = mind_of(&of, ", named: [{kind: friend, from: ann, to: [dan]}]"),
                           .incidents = "  - {at: \"09:00:06\", kind: take_away, who: first}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    double fear[COMPANY] = {0};
    double largest_spread = 0;
    while (hy_sim_seconds(sim) < 90) {
        run_past_glance(sim);
        double next[COMPANY];
        for (uint32_t person = 0; person < COMPANY; person++) {
            const bool sees = person_index(sim, "seen", person) != HY_NONE;
            const bool feels = believes(sim, person) || fear[person] > 0;
            next[person] = feels ? fear_after_a_glance(&of, fear, person, believes(sim, person) && sees) : 0;
            ASSERT_NEAR(fear_of(sim, person), next[person], NEAR_ENOUGH);
        }
        memcpy(fear, next, sizeof fear);
        largest_spread = fmax(largest_spread, fabs(fear[0] - fear[2]));
    }
    ck_assert_double_gt(largest_spread, 0.05); // there was something to take over
    assert_all_stand(model, sim, &(stage_set){WITH_ROOMS(HALL), .people = COMPANY_OF_FOUR, .person_count = COMPANY});
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// two people alone after a danger that one of them saw from nearer than the other
static hy_sim *two_after_a_fright(const feelings *of, hy_model **model)
{
    static const stander people[] = {
        {"ann", "hall", 10, 10, false}, {"bo", "hall", 6, 10, false}, {"first", "hall", 18.5, 10, true}};
    const stage_set set = {WITH_ROOMS(HALL), WITH_PEOPLE(people), .more = mind_of(of, ""),
                           .incidents = "  - {at: \"09:00:10\", kind: take_away, who: first}\n"};
    *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(*model, 1);
    run_until(sim, 121);
    ck_assert(believes(sim, 0) && believes(sim, 1));
    ck_assert_double_gt(fear_of(sim, 0), fear_of(sim, 1) + 0.02);
    return sim;
}

START_TEST(without_amplification_two_people_alone_approach_their_mean)
{
    feelings of = DEFAULTS;
    of.amplification = 0;
    of.near_m = 20;
    of.per_sight = 0.05;
    hy_model *model;
    hy_sim *sim = two_after_a_fright(&of, &model);
    const double mean = (fear_of(sim, 0) + fear_of(sim, 1)) / 2, apart = fear_of(sim, 0) - fear_of(sim, 1);
    for (uint32_t glance = 1; glance <= 100; glance++) {
        run_past_glance(sim);
        const double left = pow(0.5, glance * GLANCE_S / of.half_life_s);
        ASSERT_NEAR((fear_of(sim, 0) + fear_of(sim, 1)) / 2, mean * left, NEAR_ENOUGH);
        ASSERT_NEAR(fear_of(sim, 0) - fear_of(sim, 1),
                    apart * left * pow(2 * exp(-of.contagion_per_s * GLANCE_S) - 1, glance), NEAR_ENOUGH);
    }
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(amplified_upward_only_contagion_never_lowers_fear)
{
    feelings of = DEFAULTS;
    of.amplification = of.upward_bias = 1;
    of.near_m = 20;
    of.per_sight = 0.05;
    hy_model *model;
    hy_sim *sim = two_after_a_fright(&of, &model);
    const double left = pow(0.5, GLANCE_S / of.half_life_s);
    for (uint32_t glance = 1; glance <= 200; glance++) {
        const double before[2] = {fear_of(sim, 0), fear_of(sim, 1)};
        run_past_glance(sim);
        ck_assert_double_ge(fear_of(sim, 0), before[0] * left - 1e-6);
        ck_assert_double_ge(fear_of(sim, 1), before[1] * left - 1e-6);
    }
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(fear_does_not_pass_through_a_wall_nor_beyond_its_reach)
{
    static const stage_room rooms[] = {
        {"hall", "1F", 0, 0, 20, 20, ", use: corridor, openings: [{kind: door, wall: east, at_m: 18}]"},
        {"next", "1F", 20, 0, 10, 20, ", use: corridor"}};
    // behind stands two metres from ann on the other side of the wall, far stands six metres from her
    static const stander people[] = {{"ann", "hall", 19, 5, false},
                                     {"far", "hall", 13, 5, false},
                                     {"first", "hall", 19, 14, true},
                                     {"behind", "next", 1, 5, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people), .more = mind_of(&DEFAULTS, ""),
                           .incidents = "  - {at: \"09:00:01\", kind: expose, who: behind, with: curse, by: first, "
                                        "after_s: 100000}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    const uint32_t behind = hy_model_person_named(model, "behind");
    uint32_t glances[2] = {0, 0};
    while (hy_sim_seconds(sim) < 30) {
        run_past_glance(sim);
        for (uint32_t i = 0; i < 2; i++) {
            glances[i] += believes(sim, i) ? 1 : 0;
            const double metres = hypot(people[i].x - 19, people[i].y - 14);
            ASSERT_NEAR(fear_of(sim, i), 1 - exp(-0.2 * 6 / metres * GLANCE_S * glances[i]), NEAR_ENOUGH);
        }
    }
    ck_assert_double_gt(fear_of(sim, 0), fear_of(sim, 1) + 0.005);
    ck_assert(believes(sim, behind));
    ck_assert(hy_sim_person(sim, behind).fear <= 0);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// ---- rage

START_TEST(the_bullied_start_with_rage_which_halves_in_every_half_life)
{
    static const stander people[] = {{"ann", "hall", 10, 10, false}, {"bo", "hall", 6, 10, false}};
    const stage_set set = {WITH_ROOMS(HALL), WITH_PEOPLE(people),
                           .more = "mind: {rage_per_bullying: 0.8, rage_half_life_s: 60}\n"
                                   "ties: {" NO_DRAWN_TIES ", named: [{kind: bullies, from: bo, to: [ann]}]}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    ASSERT_NEAR(hy_sim_person(sim, 0).rage, 0.8, 1e-6);
    ck_assert(hy_sim_person(sim, 1).rage <= 0);
    for (uint32_t half_lives = 1; half_lives <= 3; half_lives++) {
        run_until(sim, 600 * half_lives);
        ASSERT_NEAR(hy_sim_person(sim, 0).rage, 0.8 / (1 << half_lives), NEAR_ENOUGH);
    }
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(who_rests_may_reckon_feelings_together_and_ends_where_every_glance_does)
{
    static const stander people[] = {{"ann", "hall", 10, 10, false}, {"bo", "hall", 6, 10, false}};
    const stage_set set = {WITH_ROOMS(HALL), WITH_PEOPLE(people),
                           .more = "mind: {rage_per_bullying: 0.8, rage_half_life_s: 60, rests_s: 2}\n"
                                   "ties: {" NO_DRAWN_TIES ", named: [{kind: bullies, from: bo, to: [ann]}]}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    uint32_t changes = 0;
    double before = 0.8;
    for (uint32_t tick = 1; tick <= 1200; tick++) {
        hy_sim_step(sim);
        const double rage = (double)hy_sim_person(sim, 0).rage, now_s = 0.1 * tick;
        // what is read is never older than two seconds, nor newer than the glance that has just begun
        ck_assert_double_le(rage, 0.8 * exp2(-(now_s - 2 - GLANCE_S) / 60) + NEAR_ENOUGH);
        ck_assert_double_ge(rage, 0.8 * exp2(-(now_s + GLANCE_S) / 60) - NEAR_ENOUGH);
        changes += rage < before ? 1 : 0;
        before = rage;
    }
    ck_assert_uint_ge(changes, 59);
    ck_assert_uint_le(changes, 61);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(every_friend_lost_in_ones_room_adds_rage_once_and_no_stranger_does)
{
    static const stage_room rooms[] = {
        {"hall", "1F", 0, 0, 40, 20, ", use: corridor, openings: [{kind: door, wall: east, at_m: 1}]"},
        {"next", "1F", 40, 0, 10, 10, ", use: corridor"}};
    static const stander people[] = {{"ann", "hall", 10, 10, false},   {"bo", "hall", 20, 10, false},
                                     {"cyd", "hall", 22, 12, false},   {"stranger", "hall", 21, 8, false},
                                     {"first", "hall", 19.5, 6, true}, {"away", "next", 5, 5, false}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people),
                           .more = SENSES "mind: {" QUIET
                                          ", rage_per_loss: 0.2, rage_half_life_s: 1e6, rage_contagion: 0}\nties: {" NO_DRAWN_TIES
                                          ", named: [{kind: friend, from: ann, to: [bo, cyd, away]}]}\n",
                           .incidents = "  - {at: \"09:00:10\", kind: expose, who: stranger, with: curse, after_s: 0}\n"
                                        "  - {at: \"09:00:10\", kind: expose, who: away, with: curse, after_s: 0}\n"
                                        "  - {at: \"09:00:20\", kind: expose, who: bo, with: curse, after_s: 0}\n"
                                        "  - {at: \"09:00:30\", kind: expose, who: cyd, with: curse, after_s: 0}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    static const double expected[] = {0, 0, 0.2, 0.4, 0.4};
    for (uint32_t i = 0; i < 5; i++) {
        run_until(sim, 95 + 100 * i);
        ASSERT_NEAR(hy_sim_person(sim, 0).rage, expected[i], 1e-4);
    }
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// ---- freezing

START_TEST(who_freezes_stands_frozen_for_its_time_and_not_again_at_the_same_sight)
{
    static const stander people[] = {{"one", "hall", 10, 10, false}, {"first", "hall", 19, 10, true}};
    // certain at courage 0.5, and one of that courage would run from a danger of its own at nine metres
    const stage_set set = {WITH_ROOMS(HALL), WITH_PEOPLE(people),
                           .more = SENSES "mind: {warn_share: 0, disbelief_seen_low_s: 0, disbelief_seen_high_s: 0, "
                                          "freeze_chance: 1, freeze_s: 6, near_danger_m: 20}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    uint32_t froze_at = HY_NONE, count = 0;
    while (hy_sim_seconds(sim) < 60) {
        const uint32_t tick = hy_sim_tick(sim);
        hy_sim_step(sim);
        uint32_t event_count;
        const hy_event *events = hy_sim_events(sim, &event_count);
        for (uint32_t i = 0; i < event_count; i++) {
            if (events[i].kind == HY_event_froze) {
                froze_at = tick;
                count++;
            }
        }
        if (count > 0) {
            ck_assert_uint_eq(person_index(sim, "frozen_until", 0), froze_at + 60);
        }
    }
    ck_assert_uint_eq(count, 1);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// twenty people in each of two visits of a hunter who stands for ten seconds, a minute apart
START_TEST(at_each_new_sight_fewer_freeze)
{
    enum { CROWD = 200 };
    static const stander people[] = {{"first", "hall", 20, 10, true}};
    static const stage_room rooms[] = {{"hall", "1F", 0, 0, 40, 20, ", use: corridor"}};
    const stage_set set = {WITH_ROOMS(rooms), WITH_PEOPLE(people),
                           .more_groups = "  - {name: crowd, home: hall, count: 200, female: pupil, male: pupil}\n",
                           .more = SENSES "fight: {reach_m: 0}\nmovement: {sprint_s: 600}\n"
                                          "mind: {warn_share: 0, disbelief_seen_low_s: 0, disbelief_seen_high_s: 0, curiosity_weight: 0, "
                                          "freeze_chance: 1, freeze_again: 0, freeze_s: 1, near_danger_m: 100, calm_between_s: 5}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    uint32_t froze[CROWD + 1] = {0};
    while (hy_sim_seconds(sim) < 60) {
        hy_sim_step(sim);
        uint32_t event_count;
        const hy_event *events = hy_sim_events(sim, &event_count);
        for (uint32_t i = 0; i < event_count; i++) {
            froze[events[i].who != HY_NONE ? events[i].who : 0] += events[i].kind == HY_event_froze;
        }
    }
    uint32_t once = 0;
    for (uint32_t i = 0; i <= CROWD; i++) {
        ck_assert_uint_le(froze[i], 1);
        once += froze[i];
    }
    ck_assert_uint_gt(once, CROWD / 2);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// ---- losses, crowds, company, rage

START_TEST(a_loss_frightens_by_its_share_of_what_is_missing)
{
    static const stander people[] = {{"ann", "hall", 10, 10, false}, {"bo", "hall", 30, 10, false}, {"first", "hall", 38, 18, true}};
    const stage_set set = {WITH_ROOMS(HALL), WITH_PEOPLE(people), .is_dark = true,
                           .more = SENSES "mind: {" QUIET ", fear_per_loss: 0.3, fear_per_sound: 0, fear_half_life_s: 7200, contagion_per_s: 0}\n"
                                          "ties: {" NO_DRAWN_TIES ", named: [{kind: friend, from: ann, to: [bo]}]}\n",
                           .incidents = "  - {at: \"09:00:02\", kind: expose, who: ann, with: curse, by: first, after_s: 100000}\n"
                                        "  - {at: \"09:00:05\", kind: expose, who: bo, with: curse, after_s: 0}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 49);
    ck_assert(believes(sim, 0) && fear_of(sim, 0) <= 0);
    run_until(sim, 61);
    ASSERT_NEAR(fear_of(sim, 0), 0.3, 1e-3);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// fear of one who feels nothing else, a second after he has come to know of five around him who are frightened
static double taken_over(const char *mind, uint32_t ticks)
{
    static const stander people[] = {{"one", "hall", 10, 10, false}, {"a", "hall", 11, 10, false}, {"b", "hall", 9, 10, false},
                                     {"c", "hall", 10, 11, false},   {"d", "hall", 10, 9, false},  {"first", "hall", 19, 10, true}};
    char more[1000];
    snprintf(more, sizeof more,
             SENSES "mind: {" QUIET ", amplification: 0, company_calms: 0, fear_half_life_s: 7200, %s}\nties: {" NO_DRAWN_TIES "}\n", mind);
    const stage_set set = {WITH_ROOMS(HALL), WITH_PEOPLE(people), .more = more,
                           .incidents = "  - {at: \"09:00:10\", kind: take_away, who: first}\n"
                                        "  - {at: \"09:00:10\", kind: take_away, who: a}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 106);
    const double before = fear_of(sim, 0), around = (fear_of(sim, 2) + fear_of(sim, 3) + fear_of(sim, 4)) / 3;
    run_until(sim, 106 + ticks);
    // without what has faded meanwhile
    const double after = fear_of(sim, 0) * pow(2, ticks / 10.0 / 7200);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
    return (after - before) / (around - before);
}

START_TEST(a_crowd_moves_feelings_no_faster_than_its_limit)
{
    const double of_three = taken_over("contagion_per_s: 0.1, expressiveness: 1, contagion_crowd: 100", 5);
    const double of_two = taken_over("contagion_per_s: 0.1, expressiveness: 1, contagion_crowd: 2", 5);
    const double of_half = taken_over("contagion_per_s: 0.1, expressiveness: 0.5, contagion_crowd: 100", 5);
    ASSERT_NEAR(of_three, 1 - exp(-0.1 * 3 * GLANCE_S), 2e-3);
    ASSERT_NEAR(of_two, 1 - exp(-0.1 * 2 * GLANCE_S), 2e-3);
    ASSERT_NEAR(of_half, 1 - exp(-0.1 * 1.5 * GLANCE_S), 2e-3);
}
END_TEST

START_TEST(scaling_the_rate_scales_the_time)
{
    // half the rate for twice the time; the others' feelings do not stand still meanwhile, so that it is so only nearly
    ASSERT_NEAR(taken_over("contagion_per_s: 0.02, expressiveness: 1", 20), taken_over("contagion_per_s: 0.04, expressiveness: 1", 10), 0.01);
}
END_TEST

START_TEST(company_quickens_the_fading_of_fear)
{
    static const stander people[] = {{"a", "hall", 10, 10, false}, {"b", "hall", 11, 10, false}, {"first", "hall", 10.5, 19, true}};
    const stage_set set = {WITH_ROOMS(HALL), WITH_PEOPLE(people),
                           .more = SENSES "mind: {" QUIET ", contagion_per_s: 0, company_calms: 2, fear_half_life_s: 30}\n",
                           .incidents = "  - {at: \"09:00:10\", kind: take_away, who: first}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 151);
    const double then = fear_of(sim, 0);
    run_until(sim, 451);
    // one other of four that are company enough: 1 + 2 / 4 half-lives in the time of one
    ASSERT_NEAR(fear_of(sim, 0), then * pow(0.5, 1.5), 1e-4);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(rage_passes_among_those_who_know_at_its_own_rate)
{
    static const stander people[] = {{"ann", "hall", 10, 10, false}, {"bo", "hall", 12, 10, false}, {"first", "hall", 11, 19.5, true}};
    const stage_set set = {WITH_ROOMS(HALL), WITH_PEOPLE(people),
                           .more = SENSES "mind: {" QUIET ", amplification: 0, expressiveness: 1, contagion_per_s: 0.1, rage_contagion: 0.5, "
                                          "rage_per_bullying: 0.8, rage_half_life_s: 1e6, rage_per_cornered: 0}\n"
                                          "ties: {" NO_DRAWN_TIES ", named: [{kind: bullies, from: bo, to: [ann]}]}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    double apart = 0.8;
    while (hy_sim_seconds(sim) < 20) {
        const bool knew = believes(sim, 0) && believes(sim, 1);
        run_past_glance(sim);
        const double now = (double)hy_sim_person(sim, 0).rage - (double)hy_sim_person(sim, 1).rage;
        if (knew) {
            ASSERT_NEAR(now, apart * (2 * exp(-0.05 * GLANCE_S) - 1), 1e-4);
        }
        apart = now;
    }
    ck_assert_double_lt(apart, 0.4);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

START_TEST(without_feelings_nobody_fears_or_rages)
{
    static const stander people[] = {{"ann", "hall", 10, 10, false}, {"bo", "hall", 12, 10, false}, {"first", "hall", 11, 19.5, true}};
    const stage_set set = {WITH_ROOMS(HALL), WITH_PEOPLE(people),
                           .more = SENSES "mind: {" QUIET ", feels: false}\n"
                                          "ties: {" NO_DRAWN_TIES ", named: [{kind: bullies, from: bo, to: [ann]}]}\n"};
    hy_model *model = good_stage(&set);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 200);
    ck_assert(believes(sim, 0));
    ck_assert(fear_of(sim, 0) <= 0 && hy_sim_person(sim, 0).rage <= 0);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("emotion");
    TCase *alone = add_case_in_a_folder(suite, "alone");
    tcase_add_loop_test(alone, fear_rises_with_the_number_and_nearness_of_the_seen_as_the_equation_says, 0, 3);
    tcase_add_test(alone, alone_and_out_of_danger_fear_halves_in_every_half_life);
    tcase_add_test(alone, hunters_that_are_only_heard_frighten_by_their_own_rate);
    TCase *company = add_case_in_a_folder(suite, "company");
    tcase_add_loop_test(company, fear_passes_between_people_step_by_step_as_the_equation_says, 0, 5);
    tcase_add_test(company, without_amplification_two_people_alone_approach_their_mean);
    tcase_add_test(company, amplified_upward_only_contagion_never_lowers_fear);
    tcase_add_test(company, fear_does_not_pass_through_a_wall_nor_beyond_its_reach);
    TCase *rage = add_case_in_a_folder(suite, "rage");
    tcase_add_test(rage, the_bullied_start_with_rage_which_halves_in_every_half_life);
    tcase_add_test(rage, who_rests_may_reckon_feelings_together_and_ends_where_every_glance_does);
    tcase_add_test(rage, every_friend_lost_in_ones_room_adds_rage_once_and_no_stranger_does);
    TCase *freezing = add_case_in_a_folder(suite, "freezing");
    tcase_add_test(freezing, who_freezes_stands_frozen_for_its_time_and_not_again_at_the_same_sight);
    tcase_add_test(freezing, at_each_new_sight_fewer_freeze);
    TCase *more = add_case_in_a_folder(suite, "more");
    tcase_add_test(more, a_loss_frightens_by_its_share_of_what_is_missing);
    tcase_add_test(more, a_crowd_moves_feelings_no_faster_than_its_limit);
    tcase_add_test(more, company_quickens_the_fading_of_fear);
    tcase_add_test(more, scaling_the_rate_scales_the_time);
    tcase_add_test(more, rage_passes_among_those_who_know_at_its_own_rate);
    tcase_add_test(more, without_feelings_nobody_fears_or_rages);
    return run_suite(suite);
}
