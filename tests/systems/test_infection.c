// How often an exposure infects, how long its course takes, what it ends in, and whom a wound kills at once. See
// docs/model/infection.md. Shares may be four standard deviations off.
#include <math.h>

#include "systems/standing.h"

enum { PEOPLE_COUNT = 200, SEED_COUNT = 20, TRIAL_COUNT = PEOPLE_COUNT * SEED_COUNT };

static const char HALL[] =
    "plan: hall\nlevels: [{name: 1F}]\nrooms: [{name: hall, level: 1F, use: corridor, box: [0, 0, 30, 30]}]\n";

static const char STRAIN[] =
    "strain: a test\nhealthy: healthy\nstopped: dead\nstages:\n"
    "  - {name: healthy, counts_as: human}\n"
    "  - {name: ill, counts_as: incubating}\n"
    "  - {name: meek, counts_as: halfbie}\n"
    "  - {name: wild, counts_as: halfbie}\n"
    "  - {name: dead, counts_as: dead, is_prey: false, keeps_reason: false, is_stopped: true}\n"
    "exposures:\n  - name: drop\n    infects: 0.8\n    enters: ill\n"
    "    wounds: [{name: deep, share: 0.3, median_s: 60, sigma: 0.5}, {name: flat, share: 0.7, median_s: 600, sigma: "
    "0.8}]\n"
    "    outcomes: [{stage: meek, weight: 0.5}, {stage: wild, weight: 0.5, rage_gain: 4}]\n";

// everybody is exposed in the first tick; the odd ones are bullied, by those before them
static hy_model *all_exposed(void)
{
    write_text("plan.yaml", HALL);
    write_text("strain.yaml", STRAIN);
    script text;
    script_open(&text);
    script_add(&text,
               "scenario: a test\nplan: plan.yaml\nstrain: strain.yaml\nstart: \"09:00\"\nend: \"10:00\"\n" PROFILE
               "mind: {rage_per_bullying: 0.5}\n"
               "groups: [{name: all, count: %d, home: hall, female: pupil, male: pupil}]\npersons:\n",
               PEOPLE_COUNT);
    for (uint32_t i = 0; i < PEOPLE_COUNT; i++) {
        script_add(&text, "  - {name: p%u, group: all}\n", i);
    }
    script_add(&text, "ties:\n  bully_share: 0\n  named:\n");
    for (uint32_t i = 0; i < PEOPLE_COUNT; i += 2) {
        script_add(&text, "    - {kind: bullies, from: p%u, to: [p%u]}\n", i, i + 1);
    }
    script_add(&text, "incidents:\n");
    for (uint32_t i = 0; i < PEOPLE_COUNT; i++) {
        script_add(&text, "  - {at: \"09:00\", kind: expose, who: p%u, with: drop}\n", i);
    }
    script_save(&text, "scenario.yaml");
    return good_model("scenario.yaml", NULL);
}

typedef struct tally {
    uint32_t infected, spared, deep, flat;
    uint32_t early_deep, early_flat, late_flat; // before the median, and beyond one sigma of the logarithm
    uint32_t calm, calm_and_wild, bullied, bullied_and_wild;
} tally;

static void count_person(const hy_model *model, const hy_sim *sim, uint32_t person, uint32_t wound, tally *counts)
{
    const double after_s = person_index(sim, "outcome_at", person) * 0.1;
    const bool is_deep = strcmp(model->wounds[wound].name, "deep") == 0;
    counts->infected++;
    counts->deep += is_deep ? 1 : 0;
    counts->flat += is_deep ? 0 : 1;
    counts->early_deep += is_deep && after_s < 60 ? 1 : 0;
    counts->early_flat += !is_deep && after_s < 600 ? 1 : 0;
    counts->late_flat += !is_deep && after_s > 600 * exp(0.8) ? 1 : 0;
    const uint8_t outcome = ((const uint8_t *)person_column(sim, "outcome", "uint8_t"))[person];
    const uint32_t is_wild = outcome == hy_model_stage_named(model, "wild") ? 1 : 0;
    if (person % 2 == 1) {
        counts->bullied++;
        counts->bullied_and_wild += is_wild;
    } else {
        counts->calm++;
        counts->calm_and_wild += is_wild;
    }
}

static tally tally_of(const hy_model *model)
{
    tally counts = {0};
    for (uint64_t seed = 1; seed <= SEED_COUNT; seed++) {
        hy_sim *sim = good_sim_of_seed(model, seed);
        hy_sim_step(sim);
        uint32_t event_count;
        const hy_event *events = hy_sim_events(sim, &event_count);
        for (uint32_t i = 0; i < event_count; i++) {
            if (events[i].kind == HY_event_was_exposed) {
                count_person(model, sim, events[i].who, events[i].detail, &counts);
            } else if (events[i].kind == HY_event_escaped_infection) {
                counts.spared++;
                ck_assert_uint_eq(hy_sim_person(sim, events[i].who).stage, model->healthy);
            }
        }
        hy_sim_destroy(sim);
    }
    return counts;
}

static void assert_share(uint32_t count, uint32_t of, double expected)
{
    ck_assert_uint_gt(of, 100);
    ASSERT_NEAR((double)count / of, expected, 4 * sqrt(expected * (1 - expected) / of));
}

START_TEST(an_exposure_infects_wounds_and_takes_its_time_as_often_as_the_strain_says)
{
    hy_model *model = all_exposed();
    const tally counts = tally_of(model);
    ck_assert_uint_eq(counts.infected + counts.spared, TRIAL_COUNT);
    assert_share(counts.infected, TRIAL_COUNT, 0.8);
    assert_share(counts.deep, counts.infected, 0.3);
    assert_share(counts.early_deep, counts.deep, 0.5);
    assert_share(counts.early_flat, counts.flat, 0.5);
    assert_share(counts.late_flat, counts.flat, 0.158655); // of a normal distribution beyond one sigma
    hy_model_destroy(model);
}
END_TEST

START_TEST(rage_turns_the_outcome_by_its_gain)
{
    hy_model *model = all_exposed();
    const tally counts = tally_of(model);
    assert_share(counts.calm_and_wild, counts.calm, 0.5);
    // 0.5 (1 + 4 * 0.5) against 0.5
    assert_share(counts.bullied_and_wild, counts.bullied, 0.75);
    hy_model_destroy(model);
}
END_TEST

// ---- wounds that kill

// forty people and a zombie behind shut doors; every bout ends in a bite
static hy_model *forty_bitten(const char *neck_bites_dead, const char *incidents)
{
    char scenario[2000];
    snprintf(scenario, sizeof scenario,
             SCENARIO_HEAD PROFILE "fight: {win: 0, break_off: 0, bitten: 1, bout_s: 1, neck_bites_dead: %s}\n"
                                   "groups: [{name: all, count: 40, home: hall, female: pupil, male: pupil}]\n"
                                   "persons: [{name: first, group: all}, {name: second, group: all}]\nincidents:\n%s",
             neck_bites_dead, incidents);
    return good_model_of_texts(
        "plan: hall\nlevels: [{name: 1F}]\nrooms: [{name: hall, level: 1F, use: corridor, box: [0, 0, 10, 10]}]\n",
        scenario);
}

typedef struct bites {
    uint32_t heavy, other, died, died_of_heavy;
} bites;

static bites bites_until(const hy_model *model, uint32_t tick)
{
    bites counts = {0};
    hy_sim *sim = good_sim_of_seed(model, 1);
    while (hy_sim_tick(sim) < tick) {
        hy_sim_step(sim);
        uint32_t event_count;
        const hy_event *events = hy_sim_events(sim, &event_count);
        for (uint32_t i = 0; i < event_count; i++) {
            const bool is_heavy =
                events[i].kind == HY_event_was_bitten && strcmp(model->wounds[events[i].detail].name, "heavy") == 0;
            counts.heavy += is_heavy ? 1 : 0;
            counts.other += events[i].kind == HY_event_was_bitten && !is_heavy ? 1 : 0;
            counts.died += events[i].kind == HY_event_died ? 1 : 0;
            if (is_heavy && i + 1 < event_count && events[i + 1].kind == HY_event_died) {
                counts.died_of_heavy += events[i + 1].who == events[i].who ? 1 : 0;
                ck_assert(model->stages[hy_sim_person(sim, events[i].who).stage].spec.is_stopped);
                ck_assert_uint_eq(hy_sim_person(sim, events[i].who).stopped_by, events[i].whom);
            }
        }
    }
    hy_sim_destroy(sim);
    return counts;
}

#define FIRST_TURNS "  - {at: \"09:00\", kind: expose, who: first, with: zombie bite, after_s: 0, outcome: zombie}\n"

START_TEST(a_bite_of_the_first_severity_kills_at_once_where_it_is_to_and_no_other_does)
{
    hy_model *model = forty_bitten("1", FIRST_TURNS);
    const bites counts = bites_until(model, 3000);
    ck_assert_uint_gt(counts.heavy, 3);
    ck_assert_uint_gt(counts.other, 3);
    ck_assert_uint_eq(counts.died, counts.heavy);
    ck_assert_uint_eq(counts.died_of_heavy, counts.heavy);
    hy_model_destroy(model);
}
END_TEST

START_TEST(no_wound_kills_at_once_unless_it_is_to)
{
    hy_model *model = forty_bitten("0", FIRST_TURNS);
    const bites counts = bites_until(model, 3000);
    ck_assert_uint_gt(counts.heavy, 3);
    ck_assert_uint_eq(counts.died, 0);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_wound_by_incident_never_kills_at_once)
{
    hy_model *model = forty_bitten(
        "1", "  - {at: \"09:00\", kind: expose, who: second, with: zombie bite, wound: heavy, after_s: 3000}\n");
    const bites counts = bites_until(model, 600);
    ck_assert_uint_eq(counts.heavy + counts.other + counts.died, 0);
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("infection");
    TCase *course = add_case_in_a_folder(suite, "course");
    tcase_add_test(course, an_exposure_infects_wounds_and_takes_its_time_as_often_as_the_strain_says);
    tcase_add_test(course, rage_turns_the_outcome_by_its_gain);
    TCase *wounds = add_case_in_a_folder(suite, "wounds");
    tcase_add_test(wounds, a_bite_of_the_first_severity_kills_at_once_where_it_is_to_and_no_other_does);
    tcase_add_test(wounds, no_wound_kills_at_once_unless_it_is_to);
    tcase_add_test(wounds, a_wound_by_incident_never_kills_at_once);
    return run_suite(suite);
}
