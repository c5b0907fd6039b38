// The interface of drives: what one could do now, how much it draws, and the goal it sets.
#ifndef HY_SYSTEMS_DRIVES_DRIVE_H
#define HY_SYSTEMS_DRIVES_DRIVE_H

#include "systems/system.h"

enum { HY_LINK_LIMIT = 512 };

// Ways from where somebody stands to every opening of the room, dangers included, one a rank; found when first asked for.
typedef struct hy_link_ways {
    bool are_known;
    float ways[HY_LINK_LIMIT];
} hy_link_ways;

// A person in the moment of choice.
typedef struct hy_thought {
    hy_turn turn;
    hy_context *context;
    const hy_model *model;
    hy_state *state;
    uint32_t person;
    const hy_spec_stage *stage;
    hy_vec2 at;
    bool is_threatened;     // sees a hunter that could attack
    hy_vec2 threat_at;
    float threat_m;
    hy_link_ways *links;
    float best_so_far;      // utility of the best drive looked at, with its habit
} hy_thought;

// True where a drive of no more than that utility need not be looked at closely: another is better in any case.
static inline bool hy_cannot_win(const hy_thought *thought, float most)
{
    return most + thought->model->mind.hysteresis <= thought->best_so_far;
}

typedef struct hy_drive {
    const char *name;
    bool is_for_hunters;                       // for those who hunt, or for those who have reason and do not
    float (*utility)(const hy_thought *thought);   // below 0: cannot be chosen
    void (*act)(const hy_thought *thought);        // sets the goal; called again at every decision while it is chosen
    bool keeps_refuge;                         // who hides goes on hiding while this is done
} hy_drive;

// The drives; the table of them stands in systems/drives.c.
extern const hy_drive hy_drive_routine, hy_drive_obey, hy_drive_flee, hy_drive_hide, hy_drive_escape, hy_drive_fight,
    hy_drive_help, hy_drive_hunt, hy_drive_investigate, hy_drive_wander, hy_drive_evacuate, hy_drive_herd, hy_drive_window,
    hy_drive_follow, hy_drive_submit, hy_drive_divert, hy_drive_drink, hy_drive_eat, hy_drive_relieve, hy_drive_sleep,
    hy_drive_report, hy_drive_fetch, hy_drive_descend, hy_drive_seek,
    hy_drive_follow_sound, hy_drive_use_device, hy_drive_attend, hy_drive_feed;

// Notes in which rooms one of those who hunt is on its way, where others of its kind look up, and who stands. Serial, before decisions.
void hy_note_stirring(hy_context *context);

// ---- goals, for all drives

// Walks to a point of a room; nothing changes where that is the goal already.
void hy_go_to_point(const hy_thought *thought, uint32_t room, hy_vec2 point, hy_gait gait);
void hy_go_to_person(const hy_thought *thought, uint32_t other, hy_gait gait);
void hy_stay(const hy_thought *thought);

// Who has come to rest has nothing to decide before that tick, unless something happens; nothing for those who move.
void hy_rest_until(const hy_thought *thought, uint32_t tick);

// Ways from here to every opening of the room, one a rank.
const float *hy_ways_to_links(const hy_thought *thought);

// Way to a room over those openings and the plan beyond, HY_NO_WAY if there is none; farther for one that is known to be dangerous.
float hy_way_to_room(const hy_thought *thought, uint32_t room);

// No way to a room is shorter than this: the straight one to its bounding box.
float hy_least_way_to_room(const hy_thought *thought, uint32_t room);

// The nearest place of a kind within a way, HY_NONE if there is none; places with nothing left do not count, nor rooms known to be
// dangerous if `is_safe` is asked for.
typedef struct hy_wanted_place {
    hy_place_kind kind;
    float within_m;
    bool is_safe;
} hy_wanted_place;
uint32_t hy_nearest_place(const hy_thought *thought, hy_wanted_place wanted, float *way_m);

// True where hunters were met in a room not long ago, as far as the person knows.
bool hy_is_known_danger(const hy_thought *thought, uint32_t room);

#endif
