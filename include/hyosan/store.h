// The .hyo file: one history, written while it runs and read back by reports, pictures and the viewer.
// The format is described in docs/formats/hyo.md.
#ifndef HYOSAN_STORE_H
#define HYOSAN_STORE_H

#include "hyosan/scenario.h"
#include "hyosan/sim.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { HY_STORE_MESSAGE_SIZE = 512 };

// ---- writing

// What a file is made of. `sim` is a history of `model` at its start; nothing is kept but `model`, which must outlive
// the store.
typedef struct hy_store_definition {
    const char *path;   // NULL: in memory only, for a record of this process
    bool may_replace;   // an existing .hyo file may be replaced; nothing else ever is
    bool has_keyframes; // where everybody was, every model.keyframe_s
    const hy_model *model;
    const hy_sim *sim;
    uint64_t seed;
    uint32_t end_tick;           // where the run is meant to end
    const hy_document *document; // its texts are stored; may be NULL
    const char *const *settings; // texts "path=value"
    uint32_t setting_count;
    const hy_intervention *interventions; // of the history, in order of time
    uint32_t intervention_count;
} hy_store_definition;

// In memory, with keyframes, to the scenario's end.
hy_store_definition hy_store_definition_default(const hy_model *model, const hy_sim *sim);

typedef struct hy_store hy_store;

// Makes the file and writes the world and the start of the history into it, in one transaction: a file of that name is
// complete to this point or not there. On HY_OK the caller owns *store. Otherwise `message` says what to do:
//   HY_BAD_ARGUMENT   there is such a file already and it may not be replaced, or it is no .hyo file
//   HY_FILE_ERROR     no such folder, or no permission
//   HY_DISK_FULL, HY_STORE_ERROR, HY_OUT_OF_MEMORY
// One thread at a time may use a store.
HY_NODISCARD hy_status hy_store_create(const hy_store_definition *definition, hy_store **store,
                                       char message[HY_STORE_MESSAGE_SIZE]);

// Takes down what happened in the last step; to be called after every hy_sim_step. Each simulated minute is one
// transaction, so that a killed process leaves everything up to the last whole minute. HY_OK, or what failed
// (HY_DISK_FULL, HY_STORE_ERROR, HY_OUT_OF_MEMORY), with `message`; after a failure nothing more is written.
HY_NODISCARD hy_status hy_store_step(hy_store *store, const hy_sim *sim, char message[HY_STORE_MESSAGE_SIZE]);

// Commits the rest, and whether the history reached its end. Returns as hy_store_step does.
HY_NODISCARD hy_status hy_store_finish(hy_store *store, const hy_sim *sim, double wall_s, bool is_complete,
                                       char message[HY_STORE_MESSAGE_SIZE]);

// One line of the ledger: an act, and whom it harmed or saved.
typedef struct hy_store_deed {
    const char *act;
    bool is_harm, is_knowing;
    uint32_t doer, whom;              // persons
    uint32_t act_event, effect_event; // ids
} hy_store_deed;

// Stores the ledger of a finished history, in one transaction; once for a store. Returns as hy_store_step does.
HY_NODISCARD hy_status hy_store_add_deeds(hy_store *store, const hy_store_deed *deeds, uint32_t count,
                                          char message[HY_STORE_MESSAGE_SIZE]);

// Closes the file; without hy_store_finish it stays marked as incomplete. NULL is allowed.
void hy_store_destroy(hy_store *store);

// ---- reading

typedef struct hy_record_level {
    const char *name;
    double elevation_m, height_m;
} hy_record_level;

// Coordinates are those of the plan.
typedef struct hy_record_room {
    const char *name, *use;
    uint32_t level;
    bool is_outdoor, is_stair, is_void;
    const hy_vec2 *corners;
    uint32_t corner_count;
    hy_vec2 centre;
} hy_record_room;

typedef struct hy_record_opening {
    const char *name, *kind;
    hy_vec2 from, to;
    uint32_t rooms[2]; // HY_NONE where it leads outdoors
    bool is_passable, is_glazed;
} hy_record_opening;

typedef struct hy_record_obstacle {
    const char *kind;
    uint32_t room;
    hy_box box;
} hy_record_obstacle;

typedef struct hy_record_place {
    const char *name, *kind;
    uint32_t room;
    hy_vec2 at;
} hy_record_place;

typedef struct hy_record_stage {
    const char *name;
    hy_outcome_cell cell;
} hy_record_stage;

// What devices and people can make sound; detail of the events that tell of sounds.
typedef struct hy_record_sound {
    const char *name;
    double level_db; // at 1 m
} hy_record_sound;

typedef struct hy_record_group {
    const char *name;
    hy_role role;
    uint32_t first_person, person_count;
} hy_record_group;

// Cells of hy_record_person and hy_person_mark: hy_outcome_cell, and one more for who is away.
enum { HY_CELL_ESCAPED = HY_outcome_cell_count, HY_CELL_COUNT };

// What the scenario made happen.
typedef struct hy_record_incident {
    double clock_s;
    hy_incident_kind kind;
    uint32_t who;     // HY_NONE for nobody
    const char *note; // may be empty
} hy_record_incident;

// A person and what became of him or her, as of the end of the record.
typedef struct hy_record_person {
    const char *name; // made from role, group and number for those without one
    const char *note;
    bool is_named, is_female;
    uint32_t group;
    hy_role role;
    uint32_t cell, stage, room;
    uint32_t infected_by, stopped_by;                                  // persons or HY_NONE
    uint32_t belief_event, infection_event, turning_event, fate_event; // ids or HY_NONE
} hy_record_person;

// hy_event with its coordinates in the plan.
typedef hy_event hy_record_event;

typedef struct hy_record_totals {
    uint32_t tick;
    hy_counts by_role[HY_role_count];
} hy_record_totals;

// Everything of a history but the keyframes. All of it belongs to the record and is constant; several threads may read
// it.
typedef struct hy_record {
    const char *title, *scenario_file;
    const char *model_hash, *state_hash; // as sixteen hexadecimal digits
    const char *version, *build;         // of the program that wrote it
    uint64_t seed, agent_steps;
    uint32_t epoch;
    double start_s; // clock time, seconds since midnight
    double step_s, keyframe_s, wall_s;
    uint32_t last_tick, end_tick; // last one stored, and the one meant
    bool is_complete;

    const hy_record_level *levels;
    const hy_record_room *rooms;
    const hy_record_opening *openings;
    const hy_record_obstacle *obstacles;
    const hy_record_place *places;
    const hy_record_stage *stages;
    const hy_record_sound *sounds; // none in files of earlier versions
    uint32_t sound_count;
    const hy_record_group *groups;
    const hy_record_person *persons;
    const hy_record_incident *incidents;
    const hy_record_event *events; // the id of an event is its index
    const hy_record_totals *totals;
    uint32_t level_count, room_count, opening_count, obstacle_count, place_count, stage_count, group_count;
    uint32_t person_count, incident_count, event_count, totals_count;

    struct hy_record_file *file; // private
} hy_record;

// Reads a file; one that is still being written is read up to its last transaction. On HY_OK the caller owns *record.
// Otherwise `message` says what to do: HY_NOT_FOUND, HY_FILE_ERROR, HY_BAD_INPUT (no .hyo file, or damaged),
// HY_BAD_VERSION, HY_OUT_OF_MEMORY, HY_STORE_ERROR.
HY_NODISCARD hy_status hy_record_open(const char *path, hy_record **record, char message[HY_STORE_MESSAGE_SIZE]);

// Reads what a store holds so far. The store must be finished and must outlive the record.
HY_NODISCARD hy_status hy_record_of_store(hy_store *store, hy_record **record, char message[HY_STORE_MESSAGE_SIZE]);

void hy_record_close(hy_record *record);

// Clock time of a tick, seconds since midnight, exact to a millisecond.
double hy_record_clock_s(const hy_record *record, uint32_t tick);

// The description of the history, as hy_description_pack writes it. On HY_OK the caller frees *bytes. HY_NOT_FOUND for a file
// that was written without one, HY_BAD_INPUT for a damaged one, HY_OUT_OF_MEMORY, HY_STORE_ERROR, with `message`.
HY_NODISCARD hy_status hy_record_world(const hy_record *record, uint8_t **bytes, size_t *size,
                                       char message[HY_STORE_MESSAGE_SIZE]);

// The interventions of the history. On HY_OK the caller frees *list, which may be NULL for none. Otherwise as
// hy_record_world.
HY_NODISCARD hy_status hy_record_interventions(const hy_record *record, hy_intervention **list, uint32_t *count,
                                               char message[HY_STORE_MESSAGE_SIZE]);

// The settings of the history, "path=value", in the order in which they were applied. On HY_OK the caller frees *settings, which
// may be NULL for none and holds their texts too. Otherwise as hy_record_world.
HY_NODISCARD hy_status hy_record_settings(const hy_record *record, const char ***settings, uint32_t *count,
                                          char message[HY_STORE_MESSAGE_SIZE]);

// The hash of the whole state at one tick, as sixteen hexadecimal digits.
typedef struct hy_record_hash {
    uint32_t tick;
    char text[17];
} hy_record_hash;

// All stored hashes in order of time. On HY_OK the caller frees *hashes, which may be NULL for none. Otherwise as
// hy_record_world.
HY_NODISCARD hy_status hy_record_hashes(const hy_record *record, hy_record_hash **hashes, uint32_t *count,
                                        char message[HY_STORE_MESSAGE_SIZE]);

// One person in a keyframe.
typedef struct hy_person_mark {
    hy_vec2 at;    // plan coordinates
    uint32_t room; // HY_NONE when away
    uint8_t stage, cell;
    uint8_t heading; // 256ths of a turn, from east, counter-clockwise
    uint8_t belief;
    uint8_t fear;  // 255 is 1
    uint8_t drive; // row of the table `drives`
} hy_person_mark;

// One opening in a keyframe.
typedef struct hy_opening_mark {
    bool is_open, is_locked, is_broken;
    uint8_t barricade; // 255 is a full one
} hy_opening_mark;

// Everybody at one moment. The arrays belong to the record and are overwritten by its next hy_record_frame_at.
typedef struct hy_record_frame {
    uint32_t tick;
    const hy_person_mark *persons;
    const hy_opening_mark *openings;
} hy_record_frame;

// The last keyframe that is not later than `tick`. HY_NOT_FOUND where there is none; HY_BAD_INPUT where it is damaged.
// One thread at a time for one record.
HY_NODISCARD hy_status hy_record_frame_at(hy_record *record, uint32_t tick, hy_record_frame *frame,
                                          char message[HY_STORE_MESSAGE_SIZE]);

#ifdef __cplusplus
}
#endif

#endif
