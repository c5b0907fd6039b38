// People who stand where they are put, and hunters that never move: worlds in which what is felt and heard can be
// computed by hand.
#ifndef HYOSAN_TESTS_SYSTEMS_STANDING_H
#define HYOSAN_TESTS_SYSTEMS_STANDING_H

#include "world.h"

// One rectangular room. The people of a room take its seats in the order in which they are listed.
typedef struct stage_room {
    const char *name, *level;
    double x, y, width, depth;
    const char *more; // more of its line, such as ", use: corridor"
} stage_room;

typedef struct stander {
    const char *name, *room;
    double x, y;    // from the room's south-west corner, metres
    bool is_statue; // turns in the first tick into a hunter without feet and eyes
} stander;

typedef struct stage_set {
    const stage_room *rooms;
    uint32_t room_count;
    const stander *people;
    uint32_t person_count;
    const char *stairs;       // "stairs: ..." of the plan, or NULL
    const char *statue_noise; // level of a statue at 1 m in dB; NULL for silent
    bool is_dark;             // nobody sees anything
    const char *ears;         // hearing_gain_db of everybody; NULL for 0
    const char *statue_ears;  // hearing_gain_db of a statue; NULL for 0
    const char *incidents;    // lines of the list of incidents, or NULL
    const char *more;         // the rest of the scenario: mind, senses, timetable, ...
    const char *more_groups;  // lines of the list of groups, or NULL
    const char *profile;      // NULL for everybody alike
} stage_set;

#define WITH_ROOMS(list) .rooms = (list), .room_count = sizeof(list) / sizeof(list)[0]
#define WITH_PEOPLE(list) .people = (list), .person_count = sizeof(list) / sizeof(list)[0]

// nobody has a friend who is not given one, nor a bully
#define NO_DRAWN_TIES "friends_low: 0, friends_high: 0, friend_outside: 0, bully_share: 0"

static inline void write_statues(const stage_set *set)
{
    const char *ears = set->ears != NULL ? set->ears : "0", *sight_m = set->is_dark ? "0" : "100";
    const char *noise = set->statue_noise != NULL ? set->statue_noise : "0";
    script text;
    script_open(&text);
    script_add(&text,
               "strain: statues\nhealthy: healthy\nstopped: dead\nstages:\n"
               "  - {name: healthy, counts_as: human, hearing_gain_db: %s, sight_m: %s}\n"
               "  - {name: marked, counts_as: incubating, is_prey: false, hearing_gain_db: %s, sight_m: %s}\n"
               "  - {name: statue, counts_as: zombie, hunts: true, is_prey: false, keeps_reason: false, sight_m: 0, "
               "top_speed_m_per_s: 0, wander_speed_m_per_s: 0, stand_share: 1, idle_noise_db: %s, chase_noise_db: %s, "
               "hearing_gain_db: %s, bites_with: curse}\n"
               "  - {name: dead, counts_as: dead, is_prey: false, keeps_reason: false, is_stopped: true}\n"
               "exposures:\n  - name: curse\n    enters: marked\n    wounds: [{name: only, share: 1, median_s: 1000}]\n"
               "    outcomes: [{stage: statue, weight: 1}]\n",
               ears, sight_m, ears, sight_m, noise, noise, set->statue_ears != NULL ? set->statue_ears : "0");
    script_save(&text, "strain.yaml");
}

static inline uint32_t people_standing_in(const stage_set *set, const char *room)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < set->person_count; i++) {
        count += strcmp(set->people[i].room, room) == 0 ? 1 : 0;
    }
    return count;
}

// the seats hang on a stool in the corner, which is in nobody's way
static inline void add_stage_room(const stage_set *set, const stage_room *room, script *text)
{
    enum { STOOL_MM = 50 };
    script_add(text, "  - {name: %s, level: %s, box: [%.3f, %.3f, %.3f, %.3f]%s", room->name, room->level, room->x,
               room->y, room->width, room->depth, room->more != NULL ? room->more : "");
    if (people_standing_in(set, room->name) > 0) {
        script_add(text, ", furniture: [{kind: desk, box: [0.05, 0.05, 0.1, 0.1], seats: [");
        for (uint32_t i = 0; i < set->person_count; i++) {
            if (strcmp(set->people[i].room, room->name) == 0) {
                script_add(text, "[%.3f, %.3f], ", set->people[i].x - STOOL_MM / 1000.0,
                           set->people[i].y - STOOL_MM / 1000.0);
            }
        }
        script_add(text, "]}]");
    }
    script_add(text, "}\n");
}

static inline void write_stage_plan(const stage_set *set)
{
    script text;
    script_open(&text);
    script_add(&text, "plan: a stage\nlevels: [{name: 1F}, {name: 2F, elevation_m: 3.6}]\nrooms:\n");
    for (uint32_t i = 0; i < set->room_count; i++) {
        add_stage_room(set, &set->rooms[i], &text);
    }
    script_add(&text, "%s", set->stairs != NULL ? set->stairs : "");
    script_save(&text, "plan.yaml");
}

static inline void write_stage_scenario(const stage_set *set)
{
    script text;
    script_open(&text);
    script_add(&text, "scenario: a stage\nplan: plan.yaml\nstrain: strain.yaml\nstart: \"09:00\"\nend: \"10:00\"\n%s",
               set->profile != NULL ? set->profile : PROFILE);
    script_add(&text, "groups:\n");
    for (uint32_t i = 0; i < set->room_count; i++) {
        const uint32_t count = people_standing_in(set, set->rooms[i].name);
        if (count > 0) {
            script_add(&text, "  - {name: %s, home: %s, count: %u, female: pupil, male: pupil}\n", set->rooms[i].name,
                       set->rooms[i].name, count);
        }
    }
    script_add(&text, "%spersons:\n", set->more_groups != NULL ? set->more_groups : "");
    for (uint32_t i = 0; i < set->person_count; i++) {
        script_add(&text, "  - {name: %s, group: %s}\n", set->people[i].name, set->people[i].room);
    }
    script_add(&text, "incidents:\n");
    for (uint32_t i = 0; i < set->person_count; i++) {
        if (set->people[i].is_statue) {
            script_add(&text, "  - {at: \"09:00\", kind: expose, who: %s, with: curse, after_s: 0}\n",
                       set->people[i].name);
        }
    }
    script_add(&text, "%s%s", set->incidents != NULL ? set->incidents : "", set->more != NULL ? set->more : "");
    script_save(&text, "scenario.yaml");
}

static inline hy_model *good_stage(const stage_set *set)
{
    write_statues(set);
    write_stage_plan(set);
    write_stage_scenario(set);
    return good_model("scenario.yaml", NULL);
}

// A column of the people's state as it is now; it may lie elsewhere after the next step.
static inline const void *person_column(const hy_sim *sim, const char *name, const char *type)
{
    for (uint32_t i = 0; hy_sim_column(sim, i).values != NULL; i++) {
        const hy_column_view column = hy_sim_column(sim, i);
        if (strcmp(column.set, "person") == 0 && strcmp(column.name, name) == 0) {
            ck_assert_str_eq(column.type, type);
            return column.values;
        }
    }
    ck_abort_msg("there is no column person.%s", name);
}

static inline double person_number(const hy_sim *sim, const char *name, uint32_t person)
{
    return (double)((const float *)person_column(sim, name, "float"))[person];
}

static inline uint32_t person_index(const hy_sim *sim, const char *name, uint32_t person)
{
    return ((const uint32_t *)person_column(sim, name, "uint32_t"))[person];
}

// What was told of one kind on the way to a tick.
typedef struct told {
    hy_event events[32];
    uint32_t count;
} told;

static inline told run_and_note(hy_sim *sim, uint32_t until_tick, hy_event_kind kind)
{
    told noted = {.count = 0};
    while (hy_sim_tick(sim) < until_tick) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            if (events[i].kind == kind) {
                ck_assert_uint_lt(noted.count, 32);
                noted.events[noted.count++] = events[i];
            }
        }
    }
    return noted;
}

// everybody is where he or she was put
static inline void assert_all_stand(const hy_model *model, const hy_sim *sim, const stage_set *set)
{
    for (uint32_t i = 0; i < set->person_count; i++) {
        const stander *of = &set->people[i];
        const hy_person_view view = hy_sim_person(sim, hy_model_person_named(model, of->name));
        for (uint32_t j = 0; j < set->room_count; j++) {
            if (strcmp(set->rooms[j].name, of->room) == 0) {
                ASSERT_NEAR(view.at.x + model->origin.x, set->rooms[j].x + of->x, 1e-3);
                ASSERT_NEAR(view.at.y + model->origin.y, set->rooms[j].y + of->y, 1e-3);
            }
        }
    }
}

#endif
