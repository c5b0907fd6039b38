// The interface of drives: what one could do now, how much it draws, and the goal it sets.
#ifndef HY_SYSTEMS_DRIVES_DRIVE_H
#define HY_SYSTEMS_DRIVES_DRIVE_H

#include "systems/system.h"

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
} hy_thought;

typedef struct hy_drive {
    const char *name;
    bool is_for_hunters;                       // for those who hunt, or for those who have reason and do not
    float (*utility)(const hy_thought *thought);   // below 0: cannot be chosen
    void (*act)(const hy_thought *thought);        // sets the goal; called again at every decision while it is chosen
} hy_drive;

// The drives; the table of them stands in systems/drives.c.
extern const hy_drive hy_drive_routine, hy_drive_obey, hy_drive_flee, hy_drive_hide, hy_drive_escape, hy_drive_fight,
    hy_drive_help, hy_drive_hunt, hy_drive_investigate, hy_drive_wander, hy_drive_evacuate, hy_drive_herd, hy_drive_window;

// Notes in which rooms one of those who hunt is on its way: others of its kind look up there. Serial, before decisions.
void hy_note_stirring(hy_context *context);

// ---- goals, for all drives

// Walks to a point of a room; nothing changes where that is the goal already.
void hy_go_to_point(const hy_thought *thought, uint32_t room, hy_vec2 point, hy_gait gait);
void hy_go_to_person(const hy_thought *thought, uint32_t other, hy_gait gait);
void hy_stay(const hy_thought *thought);

// Who has come to rest has nothing to decide before that tick, unless something happens; nothing for those who move.
void hy_rest_until(const hy_thought *thought, uint32_t tick);

// Ways from here to every opening of the room, dangers included, computed once for many goals. `ways` holds one a rank.
void hy_ways_to_links(const hy_thought *thought, float *ways);
float hy_way_over_links(const hy_thought *thought, const float *ways, uint32_t room);

enum { HY_LINK_LIMIT = 512 };

#endif
