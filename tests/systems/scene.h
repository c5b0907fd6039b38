// Small scenes for the minds of people: rooms and people written out, hunters that never move, everybody seeing all round.
#ifndef HYOSAN_TESTS_SYSTEMS_SCENE_H
#define HYOSAN_TESTS_SYSTEMS_SCENE_H

#include <math.h>

#include "systems/standing.h"

// a class room to hide in, a small booth beside it, and a corridor before both
#define SCENE_ROOMS                                                                                                        \
    "plan: a scene\nlevels: [{name: 1F}]\nrooms:\n"                                                                        \
    "  - {name: class, level: 1F, use: classroom, box: [0, 3, 8, 6], openings: [{name: class door, kind: door, wall: south, " \
    "at_m: 6.5, has_lock: true}]%s}\n"                                                                                      \
    "  - {name: booth, level: 1F, use: store, box: [8, 3, 3, 3], openings: [{name: booth door, kind: door, wall: west, "     \
    "at_m: 1, has_lock: true}]%s}\n"                                                                                          \
    "  - {name: hall, level: 1F, use: corridor, box: [0, 0, 40, 3]%s}\n%s"

// they understand at once what they see, and nothing else disturbs them
#define SCENE_CALM                                                                                                         \
    "senses: {field_of_view_deg: 360, glance_s: 0.5}\n"                                                                    \
    "mind: {disbelief_seen_low_s: %s, disbelief_seen_high_s: %s, freeze_chance: 0, warn_share: 0%s}\n"

// hunters that see, grip and bite once, and walk at a speed
#define HUNTERS(speed)                                                                                                     \
    "strain: hunters\nhealthy: healthy\nstopped: dead\nstages:\n"                                                          \
    "  - {name: healthy, counts_as: human}\n  - {name: marked, counts_as: incubating, is_prey: false}\n"                    \
    "  - {name: hunter, counts_as: zombie, hunts: true, is_prey: false, keeps_reason: false, sight_m: 100, rises_s: 0, "     \
    "top_speed_m_per_s: " speed ", wander_speed_m_per_s: 0, bites_with: curse, bite_pause_s: 1}\n"                         \
    "  - {name: dead, counts_as: dead, is_prey: false, keeps_reason: false, is_stopped: true}\n"                            \
    "exposures:\n  - {name: curse, enters: marked, wounds: [{name: only, share: 1, median_s: 10000}], outcomes: [{stage: "   \
    "hunter, weight: 1}]}\n"

typedef struct scene {
    const char *in_class, *in_booth, *in_hall, *more_rooms;   // places of the rooms; more lines of rooms; or NULL
    const char *groups;                            // lines
    const char *persons;                           // lines
    const char *incidents;                         // lines
    const char *mind;                              // ", more: 1" of the mind, or NULL
    const char *more;                              // other sections, or NULL
    const char *profile;                           // or NULL
    const char *disbelief_s;                       // from a sight to belief; NULL for at once
    const char *strain;                            // NULL for hunters that neither move nor see
} scene;

static inline const char *or_nothing(const char *text)
{
    return text != NULL ? text : "";
}

static inline hy_model *scene_model(const scene *of)
{
    const stage_set none = {.rooms = NULL};
    write_statues(&none);
    if (of->strain != NULL) {
        write_text("strain.yaml", of->strain);
    }
    const char *disbelief_s = of->disbelief_s != NULL ? of->disbelief_s : "0";
    script plan;
    script_open(&plan);
    script_add(&plan, SCENE_ROOMS, or_nothing(of->in_class), or_nothing(of->in_booth), or_nothing(of->in_hall), or_nothing(of->more_rooms));
    script_save(&plan, "plan.yaml");
    script text;
    script_open(&text);
    script_add(&text, "scenario: a scene\nplan: plan.yaml\nstrain: strain.yaml\nstart: \"09:00\"\nend: \"23:00\"\n%s",
               of->profile != NULL ? of->profile : PROFILE);
    script_add(&text, SCENE_CALM, disbelief_s, disbelief_s, or_nothing(of->mind));
    script_add(&text, "groups:\n%spersons:\n%s%s", of->groups, of->persons, or_nothing(of->more));
    script_add(&text, "incidents:\n%s", or_nothing(of->incidents));
    script_save(&text, "scenario.yaml");
    return good_model("scenario.yaml", NULL);
}

// a group of so many in the class room
#define CLASS_OF(count) "  - {name: class, count: " count ", home: class, start: class, female: pupil, male: pupil}\n"

// nobody is tied to anybody
#define NO_TIES "ties: {" NO_DRAWN_TIES "}\n"

// one in the corner turns after two seconds and is taken away after four: all who are there know then what a bite does
#define ONE_TURNS                                                                        \
    "  - {at: \"09:00\", kind: expose, who: turner, with: curse, after_s: 2}\n"          \
    "  - {at: \"09:00:04\", kind: take_away, who: turner}\n"

static inline uint32_t count_told(const told *of, uint32_t who, uint32_t whom)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < of->count; i++) {
        count += (who == HY_NONE || of->events[i].who == who) && (whom == HY_NONE || of->events[i].whom == whom) ? 1 : 0;
    }
    return count;
}

static inline bool is_in(const hy_model *model, const hy_sim *sim, uint32_t person, const char *room)
{
    return hy_sim_person(sim, person).room == hy_model_room_named(model, room);
}

static inline void end_scene(hy_sim *sim, hy_model *model)
{
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}

#endif
