// Rooms on both sides of a door, and on both ends of a corridor, with people who change sides: for how long it takes.
#ifndef HYOSAN_TESTS_SIM_CROSSINGS_H
#define HYOSAN_TESTS_SIM_CROSSINGS_H

#include "world.h"

#define ORDINARY_WALKERS PROFILE_WITH_WALK("1.34, sd: 0.26, low: 0.6, high: 2.1")

static inline uint32_t people_not_in(const hy_model *model, const hy_sim *sim, uint32_t group, uint32_t room)
{
    uint32_t count = 0;
    const hy_group *of = &model->groups[group];
    for (uint32_t i = of->first_person; i < of->first_person + of->person_count; i++) {
        count += hy_sim_person(sim, i).room != room ? 1 : 0;
    }
    return count;
}

// the first row of each group holds and sends it to one room
static inline uint32_t people_not_where_first_sent(const hy_model *model, const hy_sim *sim)
{
    uint32_t missing = 0;
    for (uint32_t group = 0; group < model->group_count; group++) {
        missing += people_not_in(model, sim, group, model->row_rooms[model->rows[group].first_room]);
    }
    return missing;
}

// two rooms of 8 m by 8 m with one door between them
static inline hy_model *two_rooms_with_a_door(double width_m)
{
    script text;
    script_open(&text);
    script_add(&text,
               "plan: door\nlevels: [{name: 1F}]\nrooms:\n  - {name: west, level: 1F, box: [0, 0, 8, 8], openings: "
               "[{kind: door, wall: east, at_m: 3.5, width_m: %.2f, is_open: true}]}\n"
               "  - {name: east, level: 1F, box: [8, 0, 8, 8]}\n",
               width_m);
    script_save(&text, "plan.yaml");
    write_text("scenario.yaml",
               SCENARIO_HEAD ORDINARY_WALKERS "groups: [{name: class, count: 60, home: west, female: "
                                              "pupil, male: pupil}]\n"
                                              "timetable: [{at: \"09:00:02\", groups: [class], activity: "
                                              "pause, where: [east], spread_s: 0}]\n");
    return good_model("scenario.yaml", NULL);
}

static inline double seconds_until_all_are_in(const hy_model *model, uint64_t seed, const char *room_name,
                                              double limit_s)
{
    hy_sim *sim = good_sim_of_seed(model, seed);
    const uint32_t room = hy_model_room_named(model, room_name);
    while (hy_sim_seconds(sim) < limit_s && people_not_in(model, sim, 0, room) > 0) {
        hy_sim_step(sim);
    }
    const double seconds = hy_sim_seconds(sim);
    hy_sim_destroy(sim);
    return seconds;
}

// two rooms of 8 m by 8 m and a corridor of 20 m by 2 m between them; so many in either room are sent into the other
static inline hy_model *opposing_streams(uint32_t count)
{
    script text;
    script_open(&text);
    script_add(&text,
               SCENARIO_HEAD ORDINARY_WALKERS
               "groups:\n  - {name: a, count: %u, home: west, female: pupil, male: pupil}\n"
               "  - {name: b, count: %u, home: east, female: pupil, male: pupil}\n"
               "timetable:\n  - {at: \"09:00:02\", groups: [a], activity: pause, where: [east], spread_s: 3}\n"
               "  - {at: \"09:00:02\", groups: [b], activity: pause, where: [west], spread_s: 3}\n",
               count, count);
    script_save(&text, "scenario.yaml");
    write_text("plan.yaml", "plan: streams\nlevels: [{name: 1F}]\nrooms:\n"
                            "  - {name: west, level: 1F, box: [-8, -3, 8, 8], open_to: [corridor]}\n"
                            "  - {name: corridor, level: 1F, use: corridor, box: [0, 0, 20, 2]}\n"
                            "  - {name: east, level: 1F, box: [20, -3, 8, 8], open_to: [corridor]}\n");
    return good_model("scenario.yaml", NULL);
}

// how many have not changed sides after some time; *seconds receives when all had, if they have
static inline uint32_t missing_of_streams(const hy_model *model, uint64_t seed, double limit_s, double *seconds)
{
    hy_sim *sim = good_sim_of_seed(model, seed);
    const uint32_t west = hy_model_room_named(model, "west"), east = hy_model_room_named(model, "east");
    uint32_t missing = model->person_count;
    while (hy_sim_seconds(sim) < limit_s && missing > 0) {
        hy_sim_step(sim);
        missing = people_not_in(model, sim, 0, east) + people_not_in(model, sim, 1, west);
    }
    *seconds = hy_sim_seconds(sim);
    hy_sim_destroy(sim);
    return missing;
}

#endif
