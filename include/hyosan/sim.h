// One history: created from a model and a seed, stepped tick by tick, saved and restored, and told by its events.
#ifndef HYOSAN_SIM_H
#define HYOSAN_SIM_H

#include "hyosan/model.h"
#include "hyosan/parallel.h"

// Histories of another epoch have other bits for the same model and seed. See CHANGELOG.md.
#define HYOSAN_EPOCH 1u

typedef enum hy_event_kind {
#define HY_EVENT(kind, slot, text) HY_event_##kind,
#include "hyosan/events.def"
#undef HY_EVENT
    HY_EVENT_KIND_COUNT
} hy_event_kind;

// how somebody came to believe; detail of HY_event_believed
typedef enum hy_learned { HY_LEARNED_BY_SIGHT, HY_LEARNED_BY_SOUND, HY_LEARNED_BY_WORD, HY_LEARNED_BY_BODY, HY_LEARNED_BY_ALARM } hy_learned;

// what is known about the danger, beside that it is there; detail of HY_event_learned
typedef enum hy_fact { HY_FACT_BITES_TURN, HY_FACT_DANGER, HY_FACT_COUNT } hy_fact;

// what came of a call; detail of HY_event_phoned
typedef enum hy_call { HY_CALL_NO_NETWORK, HY_CALL_NO_ANSWER, HY_CALL_ANSWERED } hy_call;

// what one can die of; detail of HY_event_perished
typedef enum hy_need { HY_NEED_WATER, HY_NEED_FOOD, HY_NEED_TOILET, HY_NEED_SLEEP } hy_need;

// Something that happened. Indices are those of the model; HY_NONE where there is nothing.
typedef struct hy_event {
    uint32_t id;        // counts from 0
    uint32_t tick;
    uint32_t kind;      // hy_event_kind
    uint32_t who, whom; // persons
    uint32_t room;
    uint32_t opening;
    uint32_t detail;    // by kind; see events.def
    uint32_t cause;     // id of the event that led to this one, HY_NONE for a first cause
    float x, y;         // where, model coordinates
} hy_event;

// Words of an event kind: "was_bitten" and "was bitten". Thread-safe.
const char *hy_event_kind_word(uint32_t kind);
const char *hy_event_kind_text(uint32_t kind);

// What a history is made with.
typedef struct hy_sim_definition {
    uint64_t seed;
    hy_parallel parallel;   // hy_serial() by default
    uint32_t block_size;    // people in one block of parallel work; any value gives the same history
    uint32_t *unplaced;     // receives the first person who finds no room at the start; may be NULL
} hy_sim_definition;

// The model's own seed, serial, blocks of 1024.
hy_sim_definition hy_sim_definition_default(const hy_model *model);

typedef struct hy_sim hy_sim;

// Puts everybody in place at the start of the scenario. The model must outlive the history; it is not changed.
// Returns HY_OK, HY_OUT_OF_MEMORY, or HY_BAD_INPUT when people find no room in the plan.
HY_NODISCARD hy_status hy_sim_create(const hy_model *model, const hy_sim_definition *definition, hy_allocator allocator,
                                     hy_sim **sim);
void hy_sim_destroy(hy_sim *sim);

// One tick of model.step_s. Allocates nothing and cannot fail. One thread at a time for one history.
void hy_sim_step(hy_sim *sim);

// The systems of the pipeline, in order: how many, and the name of one ("" past the end). Thread-safe.
uint32_t hy_system_count(void);
const char *hy_system_word(uint32_t system);

// Where the time of a step goes. The engine has no clock of its own: `seconds` is the host's and receives `clock`.
typedef struct hy_stopwatch {
    double (*seconds)(void *clock);
    void *clock;
    double *spent_s;   // hy_system_count values, to which the time of each system is added, with what it takes to order people
                       // and events around it
} hy_stopwatch;

// As hy_sim_step, with the same history, told by a stopwatch.
void hy_sim_step_watched(hy_sim *sim, const hy_stopwatch *watch);

// What somebody from outside does to a history while it runs, X(kind, target), and what the target is. Append only.
//
//   open, shut, lock, unlock, alarm, take_away   happen once
//   noise     sounds in the middle of its room for HY_NOISE_S, as loud as the louder of a scream and blows at a door
//   cure      ends the course of an infection well, once
//   protect   for a while nobody seizes this person, and nothing infects or ends him or her
//   keep      for a while nobody opens, shuts, locks, frees, barricades or breaks this opening
//   restrain  for a while this person does nothing for or against others: no cry, shot, alarm, help or betrayal
//   redraw    from here on every draw is another one: that of the seed and of this number, 0 for the seed's own
#define HY_INTERVENTIONS(X)                                                                                                      \
    X(open, opening) X(shut, opening) X(lock, opening) X(unlock, opening) X(alarm, nothing) X(take_away, person)                 \
    X(cure, person) X(protect, person) X(keep, opening) X(restrain, person) X(redraw, number) X(noise, room)
typedef enum hy_intervention_kind {
#define HY_INTERVENTION_KIND(kind, target) HY_intervention_##kind,
    HY_INTERVENTIONS(HY_INTERVENTION_KIND)
#undef HY_INTERVENTION_KIND
    HY_INTERVENTION_KIND_COUNT
} hy_intervention_kind;

// What the target of an intervention is an index of.
typedef enum hy_intervention_target {
    HY_TARGET_nothing,
    HY_TARGET_opening,
    HY_TARGET_person,
    HY_TARGET_number,
    HY_TARGET_room
} hy_intervention_target;

enum { HY_NOISE_S = 30 };

typedef struct hy_intervention {
    uint32_t tick; // it happens at the beginning of the step from this tick
    hy_intervention_kind kind;
    uint32_t target;
    uint32_t for_ticks; // of those that last: how long, HY_NONE to the end; 0 for the others
} hy_intervention;

// Word of a kind, "" past the end; what it is done to; whether it lasts. Thread-safe.
const char *hy_intervention_word(uint32_t kind);
hy_intervention_target hy_intervention_target_of(hy_intervention_kind kind);
bool hy_intervention_lasts(hy_intervention_kind kind);

// The interventions of a history, in order of time, from the present tick on; those before it are passed over, but for what lasts. The list stays
// the caller's and must outlive the history or be replaced. It is part of the history's name, not of its saved state: who
// restores one hands the list over again. HY_BAD_ARGUMENT, and nothing changed, where a kind or target is none of the
// model's, the order is not that of time, or one that lasts has no length.
HY_NODISCARD hy_status hy_sim_intervene(hy_sim *sim, const hy_intervention *list, uint32_t count);

// Ticks since the start, seconds since the start, clock time in seconds since midnight, ticks until the scenario's end.
uint32_t hy_sim_tick(const hy_sim *sim);
double hy_sim_seconds(const hy_sim *sim);
double hy_sim_clock_s(const hy_sim *sim);
uint32_t hy_sim_end_tick(const hy_sim *sim);

// Events of the last step (after hy_sim_create: of the start), in order of id. Valid until the next step.
const hy_event *hy_sim_events(const hy_sim *sim, uint32_t *count);

// Hash of the whole state: equal histories have equal hashes at every tick.
uint64_t hy_sim_hash(const hy_sim *sim);

// Steps of single people computed so far (those who are at rest are not counted), for rates.
uint64_t hy_sim_agent_steps(const hy_sim *sim);

// Bytes held by the history.
size_t hy_sim_bytes(const hy_sim *sim);

// Saved state: the history goes on from it bit for bit. `bytes` needs hy_sim_saved_size bytes.
// Restoring gives HY_BAD_VERSION or HY_BAD_INPUT for what is no state of this model and seed, and then changes nothing.
size_t hy_sim_saved_size(const hy_sim *sim);
void hy_sim_save(const hy_sim *sim, uint8_t *bytes);
HY_NODISCARD hy_status hy_sim_restore(hy_sim *sim, const uint8_t *bytes, size_t size);

// Goes on from a state that a history of the same seed and another model has saved. The caller answers for it that both
// models have the same people, rooms, openings, stages and weapons, under the same names and in the same order: only
// their numbers may differ. Statuses as of hy_sim_restore; HY_BAD_INPUT also where the counts differ.
HY_NODISCARD hy_status hy_sim_branch(hy_sim *sim, const uint8_t *bytes, size_t size);

// What is left of everybody: cells of the outcome table.
typedef struct hy_counts {
    uint32_t human, incubating, zombie, halfbie, dead, escaped;
} hy_counts;

// Counts by role (index hy_role), each person in exactly one cell. Taken away by an incident counts as escaped.
void hy_sim_count(const hy_sim *sim, hy_counts by_role[HY_role_count]);

// One person as seen from outside.
typedef struct hy_person_view {
    hy_vec2 at;             // model coordinates
    hy_vec2 heading;
    uint32_t room, sheet;
    bool is_present;        // neither escaped nor taken away, nor still to come
    bool is_awaited;        // still to come from outside: counts by stage, as in hy_sim_count
    uint32_t stage;
    hy_outcome_cell cell;   // by stage; `escaped` is told by is_present
    hy_role role;
    bool is_female;
    float fear, rage;
    uint32_t belief;        // 0 unaware, 1 doubting, 2 believing
    const char *drive;      // name of the chosen drive
    uint32_t infected_by, stopped_by;          // persons or HY_NONE
    uint32_t belief_event, infection_event, turning_event, fate_event;   // ids or HY_NONE
    uint32_t friends[8];
    uint32_t victim, bully;
    float walk_m_per_s, sprint_m_per_s, strength, courage, empathy, responsibility, fear_threshold;
    float temperature_c;        // of the body: the infected grow cold
    bool shows_signs;           // the infection can be seen
    bool leg_is_broken;
    uint32_t bite_count;
} hy_person_view;

hy_person_view hy_sim_person(const hy_sim *sim, uint32_t person);

// One opening as it stands now.
typedef struct hy_opening_view {
    bool is_open, is_locked, is_broken;
    float barricade;
} hy_opening_view;

hy_opening_view hy_sim_opening(const hy_sim *sim, uint32_t opening);

// Raw columns of the state for tools: name, type and values of the index-th; values NULL past the end.
typedef struct hy_column_view {
    const char *set, *name, *type, *unit, *doc;
    uint32_t width, count;
    const void *values;
} hy_column_view;

hy_column_view hy_sim_column(const hy_sim *sim, uint32_t index);

// The drives that people choose among: how many, and the name of one ("" past the end). Thread-safe.
uint32_t hy_drive_count(void);
const char *hy_drive_word(uint32_t drive);

// How much each drive would draw a person if he or she decided now: hy_drive_count values, below 0 for what cannot be chosen.
// As deciding does, it may note in the state what was found on the way, such as a place to hide: who wants the history to go
// on as if nobody had asked saves it before and restores it after.
void hy_sim_utilities(hy_sim *sim, uint32_t person, float *utilities);

// ---- maps, for those who look on; none of this changes the history

// True if a person would see somebody who stood at a point of a room now: field of view, light, smoke, and what stands between.
bool hy_sim_would_see(hy_sim *sim, uint32_t person, uint32_t room, hy_vec2 at);

// Works out what sounds where now, for the function below; valid until the next step.
void hy_sim_listen(hy_sim *sim);

// Level in dB of the loudest sound at a point of a room; 0 where nothing rises above what the quietest ears could hear.
float hy_sim_sound_level(const hy_sim *sim, uint32_t room, hy_vec2 at);

#endif
