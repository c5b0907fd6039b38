// A model under construction: what the stages of the compilation hand to one another.
#ifndef HY_MODEL_BUILDER_H
#define HY_MODEL_BUILDER_H

#include "base/arena.h"
#include "base/maths.h"
#include "base/text.h"
#include "geom/polygon.h"
#include "geom/raster.h"
#include "hyosan/model.h"

// What a plan says may differ from an exact fit by this much, metres.
#define HY_FIT_M 0.02f

// An array in an arena that doubles when it is full.
typedef struct hy_growing {
    void *items;
    uint32_t count, capacity;
} hy_growing;

// An opening before its rooms are known.
typedef struct hy_opening_draft {
    const hy_spec_opening *spec;
    const char *name;
    hy_mark mark;
    hy_opening_kind kind;
    hy_vec2 from, to;
    uint32_t level;
    uint32_t stair;       // room of the stair it belongs to, HY_NONE
    bool is_upper;        // of a stair: at its upper level
    bool is_open, is_locked, has_lock, is_glazed;
    const char *unlocks_on, *shuts_on;   // circuits; may be NULL
} hy_opening_draft;

typedef struct hy_builder {
    hy_arena *arena;             // lives as long as the model
    hy_arena *scratch;           // lives as long as the compilation
    hy_diagnostics *sink;
    const hy_spec_plan *plan;
    hy_model *model;
    hy_growing levels, rooms, corners, obstacles, seats, places, drafts, openings, walls;
    const char **place_items;    // weapon names of the places, resolved once the weapons are known
    hy_growing place_item_list;
    hy_growing place_goal_list;  // rooms in which hoses end, by place: const char *
    hy_growing exit_list;        // places that groups and persons name
    hy_growing circuits;         // names
    hy_growing place_spec_list;  // of each place
    const hy_spec_room **room_specs;   // of each room; NULL for stairs
    hy_growing room_spec_list;
    uint32_t problem_count;
} hy_builder;

// A zeroed new item at the end, NULL when there is no memory (the arena remembers).
void *hy_grow(hy_builder *builder, hy_growing *list, size_t item_size);
#define HY_GROW(builder, list, type) ((type *)hy_grow((builder), (list), sizeof(type)))
#define HY_ITEM(list, type, index) (&((type *)(list).items)[index])

// Reports a problem, the sentence made of several parts; ends with NULL.
void hy_problem(hy_builder *builder, hy_mark mark, const char *path, ...);

// A text of a number in metres with two decimals, in the scratch arena.
const char *hy_metres(hy_builder *builder, float value);

// the mark of a field, or of its record where the field was not given
#define HY_FIELD_MARK(record, type, field) \
    (((record)->field_marks && (record)->field_marks[hy_field_##type##_##field].line) \
         ? (record)->field_marks[hy_field_##type##_##field] : (record)->mark)

// Reports that the plan has no room of that name, with the nearest name.
void hy_report_room(hy_builder *builder, const char *name, hy_mark mark, const char *path);

// Index of the room of that name; a problem of the field, with the nearest name, and 0 where there is none.
uint32_t hy_room_or_problem(hy_builder *builder, const char *name, hy_mark mark, const char *path);

// Name in a list nearest to a wrong one, NULL if none is near.
const char *hy_nearest_name(const char *wrong, const char *const *names, uint32_t count);

// The stages, in order. Each reports what it finds and goes on as far as it makes sense.
void hy_build_rooms(hy_builder *builder);            // rooms, furniture, seats, places, drafts of openings
void hy_build_stairs(hy_builder *builder);           // rooms of stairs and their drafts
void hy_build_openings(hy_builder *builder);         // drafts to openings between rooms; open edges
void hy_build_links(hy_builder *builder);            // openings of each room
void hy_check_rooms(hy_builder *builder);            // overlaps and rooms that nobody can reach
void hy_build_sheets(hy_builder *builder);           // sheets and their grids
void hy_build_walls(hy_builder *builder);            // walls and their lists
void hy_build_rasters(hy_builder *builder);          // walkable cells, fields, link distances
void hy_build_routes(hy_builder *builder);           // ways over the openings, all of them unlocked
void hy_build_sights(hy_builder *builder);           // rooms that may be seen from each
void hy_build_strain(hy_builder *builder, const hy_spec_strain *strain);
void hy_build_health(hy_builder *builder);           // in place of a strain: people, alive or dead
void hy_build_people(hy_builder *builder, const hy_spec_scenario *scenario);
void hy_build_events(hy_builder *builder, const hy_spec_scenario *scenario);   // timetable and incidents
void hy_build_society(hy_builder *builder, const hy_spec_scenario *scenario);  // parts played, rooms and exposures named by the minds
void hy_build_aircraft(hy_builder *builder, const hy_spec_scenario *scenario);
void hy_build_reservoirs(hy_builder *builder, const hy_spec_scenario *scenario);   // and checks of the switches

// True if all switches stand as the conditions "switch: position, switch: position" say, or if there are none. Reports what it
// cannot find.
bool hy_switches_hold(hy_builder *builder, const hy_spec_scenario *scenario, const char *conditions, hy_mark mark,
                      const char *path);

void hy_build_contacts(hy_builder *builder);         // what carries sound besides openings; patches of large rooms
void hy_build_sounds(hy_builder *builder, const hy_spec_scenario *scenario);   // sounds, noises, devices

// Index of the sound of that name; a problem of the field, and HY_NONE, where there is none.
uint32_t hy_sound_or_problem(hy_builder *builder, const char *name, hy_mark mark, const char *path);

// Index of a circuit, which is new where no other field has named it before. HY_NONE for "".
uint32_t hy_circuit_of(hy_builder *builder, const char *name, hy_mark mark);

// What a sound or silence incident concerns.
void hy_resolve_sound(hy_builder *builder, const hy_spec_incident *spec, hy_incident *incident);

// Hash of a description: every value that can change a history, by the tables of the language.
uint64_t hy_description_hash(const hy_description *description);

#endif
