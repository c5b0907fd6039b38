// Many people in one hall who do not move unless their stage lets them: worlds in which chances and times can be counted.
#ifndef HYOSAN_TESTS_SYSTEMS_CROWD_H
#define HYOSAN_TESTS_SYSTEMS_CROWD_H

#include <math.h>

#include "systems/standing.h"

typedef struct crowd {
    uint32_t count;
    const char *plan;       // NULL: one hall of 60 by 60 m
    const char *stages;     // besides healthy, ill and dead
    const char *healthy;    // more of that stage's line, or NULL
    const char *exposures;
    const char *everybody;  // exposure of everybody in the first tick, with more of its line; NULL for nobody
    const char *incidents;  // or NULL
    const char *more;       // the rest of the scenario
    const char *end;        // clock; NULL: an hour later
    const char *persons;    // more of the line of everybody
} crowd;

static inline void write_crowd_strain(const crowd *of)
{
    script text;
    script_open(&text);
    script_add(&text,
               "strain: a test\nhealthy: healthy\nstopped: dead\nstages:\n"
               "  - {name: healthy, counts_as: human, top_speed_m_per_s: 0%s}\n"
               "  - {name: ill, counts_as: incubating, is_prey: false, top_speed_m_per_s: 0}\n"
               "  - {name: dead, counts_as: dead, is_prey: false, keeps_reason: false, is_stopped: true}\n%s"
               "exposures:\n%s",
               of->healthy != NULL ? of->healthy : "", of->stages != NULL ? of->stages : "", of->exposures);
    script_save(&text, "strain.yaml");
}

static inline hy_model *crowd_model(const crowd *of)
{
    write_text("plan.yaml", of->plan != NULL ? of->plan
                                             : "plan: hall\nlevels: [{name: 1F}]\nrooms: [{name: hall, level: 1F, use: "
                                               "corridor, box: [0, 0, 60, 60]}]\n");
    write_crowd_strain(of);
    script text;
    script_open(&text);
    script_add(&text,
               "scenario: a test\nplan: plan.yaml\nstrain: strain.yaml\nstart: \"09:00\"\nend: \"%s\"\n" PROFILE
               "groups: [{name: all, count: %u, home: hall, female: pupil, male: pupil}]\npersons:\n",
               of->end != NULL ? of->end : "10:00", of->count);
    for (uint32_t i = 0; i < of->count; i++) {
        script_add(&text, "  - {name: p%u, group: all%s}\n", i, of->persons != NULL ? of->persons : "");
    }
    script_add(&text, "%sincidents:\n", of->more != NULL ? of->more : "ties: {" NO_DRAWN_TIES "}\n");
    for (uint32_t i = 0; i < of->count && of->everybody != NULL; i++) {
        script_add(&text, "  - {at: \"09:00\", kind: expose, who: p%u, with: %s}\n", i, of->everybody);
    }
    script_add(&text, "%s", of->incidents != NULL ? of->incidents : "");
    script_save(&text, "scenario.yaml");
    return good_model("scenario.yaml", NULL);
}

// how many are in a stage
static inline uint32_t count_in(const hy_model *model, const hy_sim *sim, const char *stage)
{
    const uint32_t index = hy_model_stage_named(model, stage);
    uint32_t count = 0;
    for (uint32_t person = 0; person < model->person_count; person++) {
        count += hy_sim_person(sim, person).stage == index ? 1 : 0;
    }
    return count;
}

// how many events of a kind there are until a tick
static inline uint32_t count_events(hy_sim *sim, uint32_t until_tick, hy_event_kind kind)
{
    uint32_t found = 0;
    while (hy_sim_tick(sim) < until_tick) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            found += events[i].kind == (uint32_t)kind ? 1 : 0;
        }
    }
    return found;
}

// a share may be four standard deviations off
static inline void assert_share_of(uint32_t count, uint32_t of, double expected)
{
    ck_assert_uint_gt(of, 50);
    ASSERT_NEAR((double)count / of, expected, 4 * sqrt(expected * (1 - expected) / of) + 1e-9);
}

#endif
