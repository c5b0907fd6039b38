// The compiled world: everything about plan, strain, people and rules that never changes while histories run.
// One model is shared by all threads and runs; nothing in it is ever written after hy_model_create.
#ifndef HYOSAN_MODEL_H
#define HYOSAN_MODEL_H

#include "hyosan/diagnostics.h"

// index that names nothing
#define HY_NONE UINT32_MAX

// side of the cells of the neighbour grid and of the wall grid, metres
#define HY_GRID_M 2.0f

// walls within this distance of a grid cell are listed with it, metres; more than one step of anybody
#define HY_WALL_REACH_M 1.4f

// height of the eyes above the floor, metres
#define HY_EYE_M 1.6f

// A level, or one flight of a stair: people interact only on the same sheet.
typedef struct hy_sheet {
    const char *name;
    uint32_t level;          // index of the level; of the lower one for a stair
    bool is_stair;
    hy_vec2 corner;          // south-west corner of the grid
    uint32_t columns, rows;  // cells of HY_GRID_M
    uint32_t first_cell;     // of the sheet among all grid cells
} hy_sheet;

typedef struct hy_level {
    const char *name;
    float elevation_m, height_m;
    uint32_t sheet;
} hy_level;

typedef struct hy_room {
    const char *name;
    hy_mark mark;
    hy_room_use use;
    uint32_t sheet, level;
    bool is_outdoor, is_void, is_stair;
    bool is_refuge;                        // a room behind doors, small enough to hold
    bool is_convex;                        // convex and without anything that hides: all see each other
    bool is_bare;                          // convex and without furniture: all straight ways are free
    uint32_t first_corner, corner_count;   // of its polygon, counter-clockwise, in model.corners
    hy_vec2 low, high;                     // bounding box
    hy_vec2 centre;                        // a walkable point well inside
    float area_m2;
    uint32_t first_link, link_count;       // its openings in model.links
    float cell_m;                          // raster
    hy_vec2 raster_corner;
    uint32_t raster_columns, raster_rows;
    uint32_t first_walkable;               // in model.walkable
    uint32_t first_seat, seat_count;       // in model.seats
    uint32_t first_sight, sight_count;     // rooms that may be seen from here, itself first, in model.sights
    bool has_sheet_links;                  // an opening of it leads to another sheet
    uint32_t upper_link;                   // stairs: link of the opening at the upper level
    uint32_t first_exit;                   // place of kind exit, HY_NONE
    float run_per_incline;                 // stairs: length in plan over length along the incline; else 1
    float extinction_per_m;                // of smoke
    float fed_per_s;                       // fractional effective dose that the air gives in a second
    bool has_lamps, has_daylight;          // under the sky, or with a window
    float fall_power;                      // the intensity of a sound falls as the way to this power
    uint32_t first_patch;                  // sounds are told apart by patches of HY_PATCH_M at most
    uint32_t patch_columns, patch_rows;
    uint32_t first_contact, contact_count; // in model.room_contacts
} hy_room;

// A door, window, gap or gate between two rooms; rooms[1] is HY_NONE for a window that looks outdoors.
typedef struct hy_opening {
    const char *name;
    hy_mark mark;
    hy_opening_kind kind;
    hy_vec2 from, to;
    hy_vec2 normal;       // unit vector across it, out of rooms[0]
    float width_m;
    uint32_t rooms[2];
    uint32_t ranks[2];    // place among the links of each room
    bool is_passable;     // people can walk through when it is open
    bool is_glazed, has_lock, starts_open, starts_locked;
    bool changes_sheet;   // the two rooms lie on different sheets
    float max_flow_per_s; // no more people pass in a second, 0 for no limit
    uint32_t unlocks_on, shuts_on;  // circuits, HY_NONE
    float sill_m;         // height of its lower edge above the floor
} hy_opening;

// side of the patches by which the sounds of one large room are told apart, metres
#define HY_PATCH_M 20.0f

// What lets sound from one room into another besides the openings between them.
typedef enum hy_contact_kind {
    HY_CONTACT_WALL,   // a wall between two rooms that no opening joins
    HY_CONTACT_SLAB,   // the floor between two rooms, one above the other
    HY_CONTACT_AIR     // the air: from one outdoor room to a higher one, or from a window down to the ground
} hy_contact_kind;

typedef struct hy_contact {
    hy_contact_kind kind;
    uint32_t rooms[2];
    uint32_t opening;     // air: the window through which, HY_NONE
    hy_vec2 from, to;     // ends of the wall or window; slab, and air without a window: opposite corners of a box
    bool is_box;
    float rise_m;         // from one floor to the other
} hy_contact;

// A sound that can be made.
typedef struct hy_sound_kind {
    const char *name;
    hy_spec_sound spec;
    float at_1m_db;
    uint32_t then;        // sound that follows, HY_NONE
} hy_sound_kind;

// Background noise of some rooms for some time.
typedef struct hy_noise {
    hy_spec_noise spec;
    uint32_t first_room, room_count;   // in model.noise_rooms
} hy_noise;

// A straight piece of wall, of furniture, or of an opening (solid or not as that opening is).
typedef struct hy_wall {
    hy_vec2 a, b;
    uint32_t opening;   // HY_NONE for what is always solid
    bool is_opaque;     // hides what is behind; for an opening its own state decides
    bool is_furniture;
} hy_wall;

// The walls near each grid cell: walls[starts[c]] .. walls[starts[c + 1] - 1], indices of model.walls, ascending. The columns hold
// the same walls, entry by entry, for several at once: first end, way to the second end, one over the square of its length; they go
// on for a block of lanes after the last entry.
typedef struct hy_wall_grid {
    uint32_t *starts, *walls;
    float *x, *y, *dx, *dy, *per_length2;
} hy_wall_grid;

typedef struct hy_seat {
    hy_vec2 at;
    uint32_t room;
    bool is_desk;   // a pupil's place
} hy_seat;

typedef struct hy_place {
    const char *name;
    hy_place_kind kind;
    hy_vec2 at;
    uint32_t room;
    uint32_t weapon;   // index of the weapon that lies there, HY_NONE for none
    uint32_t count;
    hy_box box;             // exit: part of the room where one has arrived, model coordinates
    bool has_box;
    bool is_room;           // exit: the whole room is
    bool is_at_centre;      // no point was given for it
    float width_m;          // exit: clear width by which a crowd gets through it
    uint32_t next_exit;     // another exit of the same room, HY_NONE
    uint32_t leads_to;      // hose: room in which it ends, HY_NONE
    uint32_t circuits;      // speaker or device: bit c is set where the sounds of circuit c come out of it
    uint32_t starts, sound; // device: circuit and its sound when it is used, HY_NONE
    bool by_hand;           // people can use it
    float smoke_per_m;      // smoke that sets it off, HY_UNSET
} hy_place;

// Something that stands in a room, for pictures.
typedef struct hy_obstacle {
    hy_furniture_kind kind;
    uint32_t room;
    hy_box box;        // model coordinates
    float height_m;
} hy_obstacle;

// A passing change of stage.
typedef struct hy_swing {
    uint32_t stage;
    float every_s;              // mean time between attacks
    float chance, chance_near_friend;
    float friend_m;
    float blood_factor, blood_s;
} hy_swing;

typedef struct hy_stage {
    const char *name;
    hy_spec_stage spec;                            // its lists are empty
    uint32_t bites_with;                           // exposure, HY_NONE if it does not bite
    uint32_t scratches_with, bleeds_with;          // likewise
    uint32_t first_swing, swing_count;             // in model.swings
} hy_stage;

typedef struct hy_exposure {
    const char *name;
    float infects;
    uint32_t enters;                              // stage
    uint32_t first_wound, wound_count;            // in model.wounds
    uint32_t first_outcome, outcome_count;        // in model.outcomes
    float signs_share, sedation_factor, amputation_helps, amputation_within_s;
} hy_exposure;

typedef struct hy_wound {
    const char *name;
    float share, median_s, sigma;
    float further;      // factor on the share for each further attacker
    bool is_limb;
} hy_wound;

typedef struct hy_outcome {
    uint32_t stage;
    float weight, rage_gain, growth_per_day;
} hy_outcome;

typedef struct hy_group {
    const char *name;
    const char *sitting;
    hy_role role;
    uint32_t home;                          // room
    uint32_t first_person, person_count;    // people of a group stand together
    uint32_t female, male;                  // profiles
    uint32_t start;                         // room where they begin, HY_NONE: as the timetable has it
    hy_box area;                            // part of it or of home, model coordinates
    bool has_area;
    bool is_together;                       // they wait for one another on the way out
    hy_spec_distribution walk, response;
    uint32_t first_exit, exit_count;        // in model.chosen_exits; none: every exit
    uint32_t first_familiar, familiar_count;  // likewise
    float female_share;
    uint32_t first_taught, taught_count;    // groups whose lessons its members give, in model.taught
    hy_role part;                           // whose part they play among the others; the role is what they are
    uint32_t arrives;                       // place by which they come from outside, HY_NONE: they are there from the start
    uint32_t first_row, row_count;          // rows of the timetable that address it, in order of time, in model.rows_of_groups
} hy_group;

// A person as far as the seed does not decide: HY_UNSET where it does.
typedef struct hy_person {
    const char *name;       // "" for unnamed ones
    const char *called;
    uint32_t group;
    hy_sex sex;
    uint32_t teaches;       // group whose lessons this person gives, HY_NONE
    uint32_t weapon;        // carried from the start, HY_NONE
    float radius_m;         // of the body
    uint32_t start;         // room where the scenario puts this person at the start, HY_NONE: as the timetable has it
    hy_vec2 at;             // where there, model coordinates
    bool has_at;
    uint32_t first_exit, exit_count;          // the group's unless the person has others
    uint32_t first_familiar, familiar_count;
    hy_spec_person spec;    // its lists are empty
} hy_person;

typedef struct hy_tie {
    hy_tie_kind kind;
    uint32_t from, to;      // persons
} hy_tie;

typedef struct hy_timetable_row {
    uint32_t at_s;
    hy_activity activity;
    uint32_t first_group, group_count;   // in model.row_groups
    uint32_t first_room, room_count;     // in model.row_rooms; none for home and class
    bool is_home, is_class;
    float spread_s, share;
} hy_timetable_row;

typedef struct hy_incident {
    hy_mark mark;
    uint32_t at_s;
    hy_incident_kind kind;
    uint32_t who, by;        // persons, HY_NONE
    uint32_t room;           // go
    uint32_t opening;        // lock, unlock
    uint32_t exposure;       // expose
    uint32_t wound;          // HY_NONE: drawn
    uint32_t outcome;        // stage, HY_NONE: drawn
    float after_s;           // HY_UNSET: drawn
    float for_s;             // sedate
    float radius_m, kills;   // blast
    uint32_t sound;          // sound
    uint32_t circuit;        // sound, silence: HY_NONE for single places or a person
    const uint32_t *places;  // sound, silence: devices
    uint32_t place_count;
    float sounds_s;          // sound: HY_UNSET as the sound says
    float smoke_per_m;       // fire
    const char *note;
} hy_incident;

// Animals of one kind that may carry the agent.
typedef struct hy_reservoir {
    const char *name;
    uint32_t room, count, from_s, exposure, bites;
    uint32_t first_animal;   // of state's animals
    bool is_loose, carries;
    float bites_every_s, moves_every_s, catches;
} hy_reservoir;

// What flies over the grounds.
typedef struct hy_aircraft {
    const char *name;
    hy_spec_aircraft spec;       // its lists and texts are empty
    const uint32_t *over;        // places
    uint32_t over_count;
    uint32_t sound;              // HY_NONE: it is silent
    uint32_t screen;             // place, HY_NONE
} hy_aircraft;

typedef struct hy_model {
    const char *title;
    uint64_t hash;           // of everything that can change a history
    hy_vec2 origin;          // plan coordinates of the model's (0, 0)
    uint32_t seed, start_s, end_s;
    float step_s, keyframe_s;

    hy_level *levels;
    uint32_t level_count;
    hy_sheet *sheets;
    uint32_t sheet_count;
    uint32_t grid_cell_count;
    hy_room *rooms;
    uint32_t room_count;
    hy_vec2 *corners;
    uint32_t corner_count;
    hy_opening *openings;
    uint32_t opening_count;
    bool has_flow_limits;    // of some openings
    uint32_t *links;         // openings of each room
    uint32_t *link_fields;   // first cell of the field of each link in model.fields, HY_NONE where nobody can pass
    uint32_t link_count;
    hy_wall *walls;
    uint32_t wall_count;
    hy_wall_grid bodies_walls;   // those within HY_WALL_REACH_M of each cell
    hy_wall_grid views_walls;    // those that can hide something within half a cell of each cell
    hy_obstacle *obstacles;
    uint32_t obstacle_count;
    hy_seat *seats;
    uint32_t seat_count;
    hy_place *places;
    uint32_t place_count;
    uint32_t *exits;             // places of kind exit
    uint32_t exit_count;
    uint8_t *walkable;
    uint8_t *moves;              // steps from each of those cells, one bit a direction
    uint32_t walkable_count;
    float *fields;
    uint32_t field_cell_count;
    uint32_t largest_raster;     // cells
    uint32_t *link_matrix_starts;  // room -> first entry of link_distances
    float *link_distances;       // walking distance between two links of a room, link_count x link_count each
    float *plan_routes;          // room x opening: way in metres from an opening to the room, all unlocked
    uint8_t *plan_sides;         // likewise: side of the opening into which that way goes on
    uint32_t *plan_nexts;        // likewise: the opening that it comes to next, HY_NONE in the room of the goal
    hy_contact *contacts;
    uint32_t contact_count;
    uint32_t *room_contacts;     // of each room: twice the contact, and 1 more where the room is its second
    uint32_t patch_count;
    uint32_t *sights;
    uint32_t sight_count;
    uint32_t *refuges;           // rooms to hide in
    uint32_t refuge_count;

    hy_stage *stages;
    uint32_t stage_count;
    uint32_t healthy, stopped;
    float living_c, ambient_c, cooling_half_life_s;
    hy_exposure *exposures;
    uint32_t exposure_count;
    hy_swing *swings;
    uint32_t swing_count;
    hy_wound *wounds;
    hy_outcome *outcomes;
    uint32_t wound_count, outcome_count;

    hy_group *groups;
    uint32_t group_count;
    uint32_t *taught;
    uint32_t *chosen_exits;      // what groups and persons name, as indices of model.exits
    hy_person *people;
    float largest_radius_m;      // of all bodies
    bool has_smoke;              // some room has smoke or toxic gases
    uint32_t person_count;
    hy_tie *ties;
    uint32_t tie_count;
    hy_timetable_row *rows;
    uint32_t row_count;
    uint32_t *row_groups, *row_rooms, *rows_of_groups;
    uint32_t row_group_count, row_room_count, taught_count;
    hy_incident *incidents;
    uint32_t incident_count;
    hy_reservoir *reservoirs;
    uint32_t reservoir_count;
    uint32_t animal_count;       // of all reservoirs
    hy_spec_antidote antidote;

    hy_spec_movement movement;
    hy_spec_senses senses;
    hy_spec_light light;
    hy_spec_mind mind;
    hy_spec_drives drives;
    hy_spec_fight fight;      // its weapons are the model's own copies
    hy_spec_doors doors;
    hy_spec_evacuation evacuation;
    hy_spec_knowledge knowledge;
    hy_spec_party party;
    hy_spec_suspicion suspicion;   // its texts are empty: see malice_exposure
    hy_spec_crisis crisis;         // likewise: see diversion_room
    hy_spec_needs needs;
    hy_spec_duty duty;
    hy_spec_meeting meeting;       // its texts are empty: see meeting_room
    hy_spec_phones phones;         // likewise: see phone_sound
    hy_spec_tools tools;
    hy_spec_kin kin;
    uint32_t malice_exposure;      // HY_NONE where the strain has none of that name
    uint32_t diversion_room;       // HY_NONE where none is named
    uint32_t meeting_room;         // HY_NONE: none is held
    uint32_t phone_sound;          // HY_NONE: they ring for nobody to hear
    bool has_phones;               // somebody may have one
    hy_aircraft *aircraft;
    uint32_t aircraft_count;
    bool has_flesh;                // some stage eases its hunger with it
    bool has_kin;                  // some group comes from outside
    hy_spec_ties drawn_ties;
    hy_spec_profile *profiles;
    uint32_t profile_count;

    hy_sound_kind *sounds;       // the first is the alarm
    uint32_t sound_count;
    hy_noise *noises;
    uint32_t noise_count;
    uint32_t *noise_rooms;
    const char **circuits;       // names; the first is the alarm's
    uint32_t circuit_count;
    uint32_t *devices;           // places of kind device and speaker
    uint32_t device_count;
    bool has_fire;               // some incident sets a room on fire
    bool has_switches;           // people can use some device
    bool has_smell;              // some stage smells
    bool has_flares;             // some sound has a light

    void *memory;            // owner of all arrays; private
} hy_model;

// Compiles a description. Every problem of geometry, names and ranges goes to the sink with its place. The description may be
// destroyed afterwards. Returns HY_OK, HY_BAD_INPUT (see the sink) or HY_OUT_OF_MEMORY; on success *model is the caller's.
// Thread-safe for different sinks.
HY_NODISCARD hy_status hy_model_create(const hy_description *description, hy_allocator allocator, hy_diagnostics *sink,
                                       hy_model **model);

void hy_model_destroy(hy_model *model);

// Checks a plan alone, or a strain alone, reporting to the sink as hy_model_create does.
HY_NODISCARD hy_status hy_plan_check(const hy_spec_plan *plan, hy_allocator allocator, hy_diagnostics *sink);
HY_NODISCARD hy_status hy_strain_check(const hy_spec_strain *strain, hy_allocator allocator, hy_diagnostics *sink);

// Bytes that the model holds. Thread-safe.
size_t hy_model_bytes(const hy_model *model);

// Index of the room, opening, stage or person of that name, HY_NONE if there is none. Thread-safe.
uint32_t hy_model_room_named(const hy_model *model, const char *name);
uint32_t hy_model_opening_named(const hy_model *model, const char *name);
uint32_t hy_model_stage_named(const hy_model *model, const char *name);
uint32_t hy_model_person_named(const hy_model *model, const char *name);

// Room on a level that contains a point (model coordinates), HY_NONE if none does. Thread-safe.
uint32_t hy_model_room_at(const hy_model *model, uint32_t level, hy_vec2 p);

#endif
