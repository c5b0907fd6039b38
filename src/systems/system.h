// What every system of the world works with, and the systems themselves. A system reads the state as it is now and writes only its
// own entity's entries (serial systems: any), in columns that the others do not write at the same time.
#ifndef HY_SYSTEMS_SYSTEM_H
#define HY_SYSTEMS_SYSTEM_H

#include "base/philox.h"
#include "hyosan/parallel.h"
#include "hyosan/sim.h"
#include "model/routes.h"
#include "state/barriers.h"

// What draws are for. Append only: a number once used belongs to its purpose for ever.
typedef enum hy_purpose_of {
    HY_PURPOSE_TRAIT = 1,
    HY_PURPOSE_TIE,
    HY_PURPOSE_SEX,
    HY_PURPOSE_START_PLACE,
    HY_PURPOSE_SCHEDULE,
    HY_PURPOSE_STAND,
    HY_PURPOSE_INFECTION,
    HY_PURPOSE_WOUND,
    HY_PURPOSE_COURSE,
    HY_PURPOSE_OUTCOME,
    HY_PURPOSE_BOUT,
    HY_PURPOSE_DISBELIEF,
    HY_PURPOSE_TOLD,
    HY_PURPOSE_FREEZE,
    HY_PURPOSE_WARN,
    HY_PURPOSE_WANDER,
    HY_PURPOSE_STUCK,
    HY_PURPOSE_SEARCH,
    HY_PURPOSE_BREAK,
    HY_PURPOSE_LEFT_OPEN,
    HY_PURPOSE_SHOT,
    HY_PURPOSE_SIDE,
    HY_PURPOSE_HIDE_SPOT,
    HY_PURPOSE_REFUGE,
    HY_PURPOSE_RESPONSE,
    HY_PURPOSE_EXIT,
    HY_PURPOSE_SCRATCH,
    HY_PURPOSE_SPLASH,
    HY_PURPOSE_BITE_PAUSE,
    HY_PURPOSE_SWING,
    HY_PURPOSE_AMPUTATION,
    HY_PURPOSE_ANTIDOTE,
    HY_PURPOSE_FALL,
    HY_PURPOSE_FALL_FATE,
    HY_PURPOSE_HEALING,
    HY_PURPOSE_REVIVAL,
    HY_PURPOSE_STARVATION,
    HY_PURPOSE_HERD,
    HY_PURPOSE_HABIT,
    HY_PURPOSE_WINDOW,
    HY_PURPOSE_ANIMAL_WAY,
    HY_PURPOSE_ANIMAL_BITE,
    HY_PURPOSE_ANIMAL_CATCH,
    HY_PURPOSE_ANYBODY,
    HY_PURPOSE_BLAST,
    HY_PURPOSE_SILENCE,
    HY_PURPOSE_PARTY,
    HY_PURPOSE_BITE,
    HY_PURPOSE_ACCUSE,
    HY_PURPOSE_ISOLATION,
    HY_PURPOSE_MALICE,
    HY_PURPOSE_SACRIFICE,
    HY_PURPOSE_BETRAYAL,
    HY_PURPOSE_KNOCK,
    HY_PURPOSE_NEED,
    HY_PURPOSE_DUTY,
    HY_PURPOSE_BULLYING,
    HY_PURPOSE_HOSE,
    HY_PURPOSE_FORTRESS,
    HY_PURPOSE_ARRIVAL,
    HY_PURPOSE_NOISE,
    HY_PURPOSE_DRAWN,
    HY_PURPOSE_MEETING,
    HY_PURPOSE_PHONE,
    HY_PURPOSE_AIRCRAFT,
    HY_PURPOSE_FLESH
} hy_purpose_of;

// Loudest sound of one channel that arrives somewhere. Intensities are powers of ten of a tenth of the level in dB: ways and losses
// then cost no logarithm.
typedef struct hy_sound {
    float source;         // intensity at 1 m, 0 for none
    float way_m;          // so far
    float passed;         // share that openings have let through so far
    float intensity;      // here
    uint32_t person;      // who makes it, HY_NONE for a device
    uint32_t place;       // the device, HY_NONE for a person
    uint32_t room;        // where it is made
    uint32_t patch;       // of that room; the loudest sound made there says who makes it and exactly where
    float x, y;
    float from_x, from_y; // where it has come into the room through a wall, a floor or the air
} hy_sound;

// Voices and steps of those who do not hunt; sounds made on purpose: devices, whistles; what hunters make who stand; and what those
// make who are on their way, and whom hunters leave alone. The last two are heard alike: what stands is carried once, for long.
typedef enum hy_channel { HY_CHANNEL_PREY, HY_CHANNEL_DEVICES, HY_CHANNEL_STANDING, HY_CHANNEL_ASTIR, HY_CHANNEL_COUNT } hy_channel;

// A sound may be replaced by a louder one so often, on average, before the list of those to carry on is full.
enum { HY_WAITING_PER_ENTRY = 16 };

// Sounds are carried on from the loudest down, in steps of an eighth of an octave of intensity, 0.4 dB.
enum { HY_LOUDNESS_STEPS = 1024 };

// A sound that has come in over an entry and is to be carried on, and the next of its loudness.
typedef struct hy_sound_waiting {
    uint32_t entry, next;
} hy_sound_waiting;

// What is heard, made again at every listening: the loudest sound made in each patch of a room, and the loudest that comes into
// the room over each entry. Entries are the links, and behind them two for each contact: into its first room and its second.
typedef struct hy_soundscape {
    hy_sound *made[HY_CHANNEL_COUNT];      // by patch
    hy_sound *arriving[HY_CHANNEL_COUNT];  // by entry; means nothing where its intensity is 0
    float *arriving_intensity[HY_CHANNEL_COUNT];   // likewise
    bool is_made[HY_CHANNEL_COUNT];        // anything is
    uint64_t carried[HY_CHANNEL_COUNT];    // hash of all that the arrivals follow from
    uint32_t entry_count;
    uint8_t *is_loud[HY_CHANNEL_COUNT];    // by room: anything to hear at all
    hy_sound_waiting *waiting;             // sounds to carry on
    uint32_t waiting_count;
    uint32_t first_waiting[HY_LOUDNESS_STEPS];   // by loudness: the latest of them, HY_NONE
    uint32_t *living;                      // by room: how many talk there
    float *loudest;                        // by room: intensity of the loudest that has come in so far
    float *finest_db[2];                   // by room: the finest ear, of all and of those who listen to hunters
    uint64_t asked_for[HY_CHANNEL_COUNT];  // hash of all that the faintest follow from
    float *least[HY_CHANNEL_COUNT];        // by room: the faintest that somebody hears who listens to the channel, there or behind
    float silence[HY_CHANNEL_COUNT];       // the least of them
    uint32_t *asked;                       // rooms whose neighbours are to be asked, a ring
    uint32_t asked_end, asked_size;
    uint8_t *is_asked;                     // by room: it is among them
    float *ambient;                        // by room: background noise, dB
    float *audible;                        // by room: what just rises above it, as an intensity
    float *ears;                           // by stage: the share of that which its hearing needs
    // entries are ways into rooms: the links of all rooms, and behind them the contacts of all rooms, as the model lists them
    uint32_t *room_of_entry;               // by entry
    uint32_t *port_of_entry;               // by entry: opening, or behind the openings the contact
    uint32_t *beyond;                      // by entry: the entry of the same port into the room behind, HY_NONE
    float *passing;                        // by port: share of a sound that it lets through as it stands
    float *let_through;                    // by entry: the same
    float *needed;                         // by entry: less than this, let through, does not matter behind
    float best_contact;                    // the greatest share of any contact
} hy_soundscape;

// Ways for doors as they stand, made when first asked for after a change.
typedef struct hy_ways {
    float *ways;             // room x opening
    uint8_t *sides;          // likewise: side of the opening into which the way goes on
    uint32_t *nexts;         // likewise: the opening that it comes to next
    uint8_t *is_current;     // by room
    float *delays;           // by opening
    uint32_t *frontier;
} hy_ways;

// Rooms that may be seen from each room with the doors as they stand, made when first needed after a change.
typedef struct hy_views {
    uint32_t *rooms, *counts;     // those of a room begin where its model.sights begin
    uint8_t *is_current;          // by room
    uint8_t *shows_prey, *shows_hunters;   // by room: somebody of the kind is in a room in view
    uint8_t *is_blind;            // by opening: nobody sees through it
    bool is_changed;              // openings or the people of rooms have
    uint32_t *looks, *list;       // scratch, by room
    uint32_t *moved_at;           // by room: the tick after the last in which anything there changed that could be seen
    bool are_astir;               // somebody has moved since positions were last noted
    uint32_t *stirred_at;         // by person: the tick after the last in which he or she moved
    uint32_t changed_at;          // the tick after the last in which doors or kinds of people changed
    uint32_t *clear_at;           // by person: the tick after the last look, if nobody was seen; 0 else
    float *hunter_x, *hunter_y, *prey_x, *prey_y;   // where they are at this look, in the order of the occupancy's lists
} hy_views;

// What is known of the exits in an evacuation, made again in every tick.
enum { HY_EXIT_BINS = 128 };
typedef struct hy_exit_survey {
    uint32_t *rank_of_place; // by place: which exit it is
    float *ways;             // exit x opening: way over doors that are not barred
    uint8_t *sides;          // likewise: side of the opening into which the way goes on
    uint32_t *nexts;         // likewise: the opening that it comes to next
    float *delays;           // by opening: HY_NO_WAY where it is barred
    uint32_t *frontier;
    bool has_ways;
    uint32_t *nearer;        // exit x bin: how many are bound for it with ways up to the bin's
    uint32_t *evacuating;    // by room: how many there are bound for any exit
    uint32_t *company;       // room x exit: how many there are bound for it
    uint32_t *waiting;       // by opening: how many wait before it
    float *last_way;         // by group: way of the last of those that keep together, HY_NO_WAY while one has not set out
    uint32_t *leading_exit;  // by group: place to which the first of them goes, HY_NONE
} hy_exit_survey;

// Bin of a way in metres.
static inline uint32_t hy_exit_bin(float way_m)
{
    return way_m < (float)HY_EXIT_BINS ? (uint32_t)way_m : HY_EXIT_BINS - 1;
}

// Events of one block of people in one system.
typedef struct hy_event_block {
    hy_event *events;
    uint32_t count, capacity, dropped_count;
} hy_event_block;

typedef struct hy_context {
    const hy_model *model;
    hy_state *state;
    hy_occupancy *occupancy;
    hy_soundscape *sounds;
    hy_ways *ways;
    hy_views *views;
    hy_exit_survey *exits;
    hy_raster_scratch *scratch;   // one a worker
    hy_event_block *blocks;       // one a block, and one more for serial systems
    uint32_t block_size, block_count;
    hy_parallel parallel;
    hy_event *events;             // of this tick, in order
    uint32_t event_count, event_capacity;
    uint64_t seed;                // of the draws of this tick
    uint32_t tick;
    float dt_s, ticks_per_s;
    const struct hy_movement_model *movement;
    uint8_t *is_accepted;         // by person: the proposed step is made
    uint32_t *pusher_counts, *pushers;   // by opening, counts zero between uses
    uint8_t *is_wanted;           // by opening: somebody is about to pass
    uint32_t *grippers;           // those who may grip what they see
    uint32_t *victims;            // those who are held
    uint8_t *is_victim;           // by person, zero between uses
    uint8_t *has_scent;           // by room: prey is in it or next to it
    uint8_t *gaits;               // by person: hy_gait when decisions began
    uint8_t *is_stirred;          // by room: one of those who hunt is on its way there
    uint8_t *is_stopped_now;      // by block: a hunter was stopped in it
    bool has_moved;               // somebody has, since people were sorted by cell
    bool has_changed_rooms;       // some of those who have moved have
    bool has_regrouped;           // somebody has changed kind or presence, or may be anywhere, since people were sorted
    uint32_t steering_period;     // ticks
    uint32_t wandering_stride;    // ticks from one step of those who wander to the next
    float *rage_before;           // by person: at the last glance
    float *field_cosines2;        // by stage: of half the field of view, squared, with its sign
    float longest_step_m;         // of those proposed in this tick
    float *longest_steps;         // by block, zero between uses
    uint32_t *room_changes;       // likewise
    bool has_light;               // it has been measured
    bool is_dark;                 // somewhere it is
    float *light;                 // by room: 1 in the light, 0 in the dark
    uint64_t agent_steps;
    const hy_intervention *interventions; // by whoever looks on, in order of time
    uint32_t intervention_count;
} hy_context;

// One person in one system: its block, where it may tell events, and the worker's scratch. Small enough for two registers.
typedef struct hy_turn {
    hy_context *context;
    uint32_t person;
    uint16_t block, worker;
} hy_turn;

// more blocks or workers have no number
enum { HY_BLOCK_LIMIT = 65535 };

typedef void hy_person_rule(hy_turn turn);

// Applies a rule to every person whose turn it is: all of them for a period of 1, each period-th in turn otherwise.
void hy_for_people(hy_context *context, hy_person_rule *rule, uint32_t period);

// Applies a rule to listed persons, in blocks of the list.
void hy_for_listed(hy_context *context, hy_person_rule *rule, const uint32_t *list, uint32_t count);

// Orders the events of the blocks, gives them their ids and tells the persons concerned. After every system.
void hy_collect_events(hy_context *context);

// A new event of a person in a parallel system, to be completed; a spare one that is dropped when the block is full.
hy_event *hy_tell(hy_turn turn, hy_event_kind kind);

// The same in a serial system.
hy_event *hy_tell_serially(hy_context *context, hy_event_kind kind, uint32_t person);

// Whole number of ticks nearest to a time, at least 1.
static inline uint32_t hy_ticks(const hy_context *context, float seconds)
{
    const float ticks = seconds * context->ticks_per_s + 0.5f;
    return ticks < 1 ? 1 : ticks > 4e9f ? 4000000000u : (uint32_t)ticks;
}

// Whole number of ticks nearest to a time, 0 for none.
static inline uint32_t hy_ticks_until(const hy_context *context, float seconds)
{
    return seconds <= 0 ? 0 : (uint32_t)(seconds * context->ticks_per_s + 0.5f);
}

// Time between two ticks, in seconds.
static inline float hy_since(const hy_context *context, uint32_t tick)
{
    return (float)(context->tick - tick) * context->dt_s;
}

// Draw for a person at this tick.
static inline hy_draw_key hy_draw_now(const hy_context *context, hy_purpose_of purpose, uint32_t entity)
{
    return (hy_draw_key){context->seed, (hy_purpose)purpose, entity, context->tick, 0};
}

// Draw that belongs to an occasion rather than to a time.
static inline hy_draw_key hy_draw_of(const hy_context *context, hy_purpose_of purpose, uint32_t entity, uint32_t occasion)
{
    return (hy_draw_key){context->seed, (hy_purpose)purpose, entity, occasion, 1};
}

// Whether whoever looks on holds something now: a person whom nothing befalls, an opening that stays as it is, a person who does
// nothing. See docs/model/incidents.md.
static inline bool hy_is_held(const hy_context *context, hy_intervention_kind kind, uint32_t target)
{
    for (uint32_t i = 0; i < context->intervention_count && context->interventions[i].tick <= context->tick; i++) {
        const hy_intervention *intervention = &context->interventions[i];
        if (intervention->kind == kind && intervention->target == target &&
            context->tick - intervention->tick < intervention->for_ticks) {
            return true;
        }
    }
    return false;
}
static inline bool hy_is_protected(const hy_context *context, uint32_t person)
{
    return hy_is_held(context, HY_intervention_protect, person);
}
static inline bool hy_is_kept(const hy_context *context, uint32_t opening)
{
    return hy_is_held(context, HY_intervention_keep, opening);
}
static inline bool hy_is_restrained(const hy_context *context, uint32_t person)
{
    return hy_is_held(context, HY_intervention_restrain, person);
}

// Present, not stopped, and able to decide as a person.
static inline bool hy_has_reason(const hy_context *context, uint32_t person)
{
    return hy_is_up(context->model, context->state, person) &&
           hy_stage_of(context->model, context->state, person)->keeps_reason;
}

// Friend, kin or loved one.
static inline bool hy_is_friend(const hy_state *state, uint32_t person, uint32_t other)
{
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        if (state->person_friends[(size_t)person * HY_FRIEND_LIMIT + i] == other) {
            return true;
        }
    }
    return false;
}

// Held by others or holding: nobody walks away from a bout.
static inline bool hy_is_in_bout(const hy_context *context, uint32_t person)
{
    return context->state->person_bout_until[person] > context->tick || context->state->person_grip[person] != HY_NONE;
}

// Way in metres from an opening to the room `goal` for one who leaves the room `from` by it, HY_NO_WAY where the way leads back;
// for those with reason over doors as they stand, else over the plan.
float hy_way_out(const hy_context *context, uint32_t from, uint32_t opening, uint32_t goal, bool knows_doors);

// Ways must be found again. At the start, and where a history goes on from what was saved.
void hy_ways_forget(hy_context *context);

// An opening may have been locked, unlocked, blocked or freed: ways that this changes must be found again. Serial systems only.
void hy_ways_follow(hy_context *context, uint32_t opening);

// Opens or shuts an opening. Serial systems only.
void hy_set_open(hy_context *context, uint32_t opening, bool is_open);

// Openings have changed: views must be found again.
void hy_views_forget(hy_context *context);

// Notes that people have come, gone or changed kind. Serial.
void hy_views_note_change(hy_context *context);

// The tick is another one, before or after: what was seen at others tells nothing. Serial.
void hy_views_forget_looks(hy_context *context);

// Notes in which rooms somebody has moved in this tick. Serial.
void hy_views_note_movers(hy_context *context);

// A number of a distribution, 0 where none is given. Every number of the key but `draw` names it.
float hy_draw_from(const hy_spec_distribution *distribution, hy_draw_key key);

// A walking speed in the smoke of the room in which one is.
float hy_speed_in_smoke(const hy_context *context, uint32_t person, float speed);

// How far what reflects light is seen through the smoke of the room of the observer and of that of the other. Half the way is taken to
// lie in each.
float hy_sight_through_smoke(const hy_context *context, uint32_t from, uint32_t to);

// A random walkable point of a room.
hy_vec2 hy_random_point(const hy_context *context, uint32_t room, hy_draw_key key);

// Puts the agent into a body: draws whether it infects, how badly, what it leads to and when, where these are not given
// (HY_NONE, HY_UNSET). False if it does not infect. Writes the person's own entries only.
typedef struct hy_infection {
    uint32_t person, by, exposure, wound, outcome, cause;
    float after_s;
    uint32_t further_attackers;   // more than one
    uint32_t occasion;            // tells several of one tick apart
} hy_infection;
bool hy_infect(hy_context *context, hy_event *event, const hy_infection *infection);

// Whether hy_infect would begin a course, or hasten one, at this tick.
bool hy_would_infect(const hy_context *context, uint32_t person, uint32_t exposure, uint32_t occasion);

// Puts to sleep: the rest of a running course is drawn out by the sedation factor of its exposure. Serial systems only.
void hy_sedate(hy_context *context, uint32_t person, float for_s);

// Ends a running course well: back to the stage of those never exposed. Serial systems only.
void hy_cure(hy_context *context, uint32_t person);

// Cuts off the limb that was bitten; ends the course where it helps. Serial systems only.
void hy_amputate(hy_context *context, uint32_t person, uint32_t by);

// Changes the stage of somebody here and now, with all that goes with it. Serial systems only.
void hy_become(hy_context *context, uint32_t person, uint32_t stage);

// A fall over a height: it may end somebody or break a leg, and leaves on the ground for a while. Serial systems only.
void hy_fall(hy_context *context, uint32_t person, float height_m);

// Temperature of a body in degrees Celsius: the infected grow cold.
float hy_body_temperature(const hy_context *context, uint32_t person);

// A number drawn evenly between two; the first where the second is not given.
float hy_draw_between(float low, float high, hy_draw_key key);

// Level in dB and intensity of a sound.
static inline float hy_intensity_of(float level_db)
{
    return hy_exp(level_db * 0.23025851f);
}
static inline float hy_level_of(float intensity)
{
    return 10.0f * hy_log10(intensity);
}

// Rests, but not where it wants to be: against what is shut.
static inline bool hy_leans(const hy_state *state, uint32_t hunter)
{
    return state->person_gait[hunter] == HY_RESTING && state->person_goal_kind[hunter] != HY_GOAL_NONE &&
           state->person_goal_room[hunter] != state->person_room[hunter];
}

// Draws somebody who hunts to a place; who rests is woken unless it is the same place as before.
void hy_draw_to(hy_context *context, uint32_t person, uint32_t room, hy_vec2 point);

// The channels of those who hunt or whom hunters leave alone, which the same ears hear.
static inline bool hy_is_of_hunters(hy_channel channel)
{
    return channel == HY_CHANNEL_STANDING || channel == HY_CHANNEL_ASTIR;
}

// Hunters do not listen to their kind, nor those for hunters whom they have long left alone; who was bitten just now does not know.
static inline bool hy_listens_to(const hy_spec_stage *stage, hy_channel channel)
{
    return !hy_is_of_hunters(channel) || stage->is_prey ||
           (stage->counts_as == HY_outcome_cell_incubating && !stage->hunts);
}

// Who of each room hears best. Serial.
void hy_find_finest_ears(hy_context *context);

// Finds the faintest sounds of a channel that matter in each room, given the loudest that is made and the hash of what ports let
// through; the background and the finest ears are known. Serial.
void hy_measure_earshot(hy_context *context, hy_channel channel, float loudest, uint64_t ports);
// True if a person would see somebody at a point of a room now. Serial.
bool hy_would_see(hy_context *context, uint32_t person, uint32_t room, hy_vec2 at);

// What sounds where at this tick. Serial.
void hy_make_soundscape(hy_context *context);

// The loudest of a channel at a point of a room that is above a threshold of intensity; what `except` makes does not count. Its
// room is HY_NONE where there is none.
hy_sound hy_loudest_at(const hy_context *context, hy_channel channel, uint32_t room, hy_vec2 ear, uint32_t except, float threshold);

// Fills what a soundscape knows of the plan. At the start of a history.
void hy_sounds_prepare(hy_soundscape *sounds, const hy_model *model);

// Sets off a sound: at every device of a circuit, at one place, or by a person who carries it about. `by` is who does it, HY_NONE;
// for_s HY_UNSET: as long as the sound says. What sounds already begins anew. Serial systems only.
enum { HY_ALARM_CIRCUIT = 0, HY_ALARM_SOUND = 0 };   // every model has these
void hy_sound_circuit(hy_context *context, uint32_t circuit, uint32_t sound, uint32_t by, float for_s);
bool hy_circuit_sounds(const hy_context *context, uint32_t circuit);
void hy_sound_place(hy_context *context, uint32_t place, uint32_t sound, uint32_t by, float for_s);
void hy_sound_person(hy_context *context, uint32_t person, uint32_t sound, float for_s);
void hy_silence_place(hy_context *context, uint32_t place);
void hy_silence_person(hy_context *context, uint32_t person);

// True while something sounds; with pauses counted in.
static inline bool hy_place_sounds(const hy_context *context, uint32_t place)
{
    return context->state->place_sounds_until[place] > context->tick;
}
static inline bool hy_person_sounds(const hy_context *context, uint32_t person)
{
    return context->state->person_sounds_until[person] > context->tick;
}

// Background noise of every room, dB, as it is at this tick: by place, clock and weather.
void hy_measure_background(const hy_context *context, float *ambient);

// Light in every room at a tick: 1 by day or under lamps, 0 in the dark. True if any room is not fully lit.
bool hy_measure_light(const hy_context *context, uint32_t tick, float *light);

// Name of a drive by its place in the table, "" past the end.
const char *hy_drive_name(uint32_t index);

// What each drive would draw a person now, by its place in the table; below 0: it cannot be chosen. For those who look on.
void hy_drive_utilities(hy_context *context, uint32_t person, float *utilities);

// Puts a person into the row of the timetable that holds at the start.
void hy_schedule_start(hy_context *context, uint32_t person);

// Makes an end of somebody: the stage of the dead, and no course any more. Writes the person's own entries only.
void hy_stop(hy_context *context, uint32_t person, uint32_t by);

// Ends everything that a person was doing: drive, goal, seat, bout, cry. Writes own entries, and the own seat.
void hy_let_go(hy_context *context, uint32_t person);

// Whose part a person plays among the others.
static inline bool hy_acts_as_staff(const hy_context *context, uint32_t person)
{
    return context->model->groups[context->model->people[person].group].part == HY_role_staff;
}

// Chance that a person believes what another says. See docs/model/knowledge.md.
float hy_trust(const hy_context *context, uint32_t person, uint32_t teller);

// Has understood, has reason, hunts nobody and is awake: one who can act for or against others.
bool hy_can_act(const hy_context *context, uint32_t person);

// Others near a person in the same room, in the order of the grid; returns how many, at most `limit`.
uint32_t hy_others_near(const hy_context *context, uint32_t person, float reach_m, uint32_t *others, uint32_t limit);

// Tells somebody what another knows of the bitten and of where hunters are, if the one tells and the other believes it.
void hy_hear_from(hy_context *context, uint32_t person, uint32_t teller);

// A person learns that hunters are in a room, from one who says so or, for oneself, from one's own eyes. Serial systems only.
void hy_learn_of_danger(hy_context *context, uint32_t person, uint32_t room, uint32_t from);

// How much more easily a person harms another than the average does a stranger: a factor on chances. See docs/model/crisis.md.
float hy_ill_will(const hy_context *context, uint32_t person, uint32_t other);

// Draws what phone a person has, and how far it is charged.
void hy_phone_start(hy_context *context, uint32_t person);

// The network works now; somebody has a phone with which to call over it; the phones of the plan work.
bool hy_network_works(const hy_context *context);
bool hy_can_phone(const hy_context *context, uint32_t person);
bool hy_lines_work(const hy_context *context);

// A call for help was taken for what it was: what comes on call sets out. Serial systems only.
void hy_summon_aircraft(hy_context *context);

// A short noise that a person makes: a door that slams, a pane that breaks. Serial systems only.
static inline void hy_bang(hy_context *context, uint32_t person, float level_db)
{
    context->state->person_bang_db[person] = level_db;
    context->state->person_bang_until[person] = context->tick + hy_ticks(context, context->model->senses.listen_s);
}

// Puts a person at rest on a free point of a room, the nearest found to a point; false, and nothing changes, where none is free.
// Serial systems only.
bool hy_put_into_room(hy_context *context, uint32_t person, uint32_t room, hy_vec2 near);

// The calendar's second of the day, 0 to 86399.
uint32_t hy_second_of_day(const hy_context *context);

// ---- the systems, in the order of the pipeline; each has its page in docs/model/

void hy_run_incidents(hy_context *context);   // what the scenario makes happen
void hy_run_reservoirs(hy_context *context);  // animals that carry the agent
void hy_run_devices(hy_context *context);     // what sounds: alarms, loudspeakers, whistles
void hy_run_schedule(hy_context *context);    // the timetable of the day
void hy_run_sight(hy_context *context);       // who sees whom
void hy_run_smell(hy_context *context);       // prey that is smelled
void hy_run_flares(hy_context *context);      // lights that draw from afar
void hy_run_hearing(hy_context *context);     // what is heard where
void hy_run_arrivals(hy_context *context);    // kin who come from outside
void hy_run_aircraft(hy_context *context);    // what flies over the grounds, sees and rescues
void hy_run_belief(hy_context *context);      // doubt, belief, being told
void hy_run_knowledge(hy_context *context);   // what else is known, and from whom
void hy_run_parties(hy_context *context);     // groups of those who hide
void hy_run_suspicion(hy_context *context);   // hidden bites, accusation, isolation
void hy_run_crises(hy_context *context);      // diversion, betrayal, doors that are opened or not
void hy_run_duty(hy_context *context);        // alarm, denial, bullying
void hy_run_meetings(hy_context *context);    // the staff decide together
void hy_run_phones(hy_context *context);      // calls, batteries, the network
void hy_run_needs(hy_context *context);       // thirst, hunger, sleep
void hy_run_emotion(hy_context *context);     // fear and rage
void hy_run_evacuation(hy_context *context);  // what is known of the exits
void hy_run_drives(hy_context *context);      // choice of a drive, and its goal
void hy_run_weapons(hy_context *context);     // taking weapons, shooting
void hy_run_tools(hy_context *context);       // hoses and carts
void hy_run_doors(hy_context *context);       // opening, shutting, locking, barricading, breaking
void hy_run_routes(hy_context *context);      // from goals to the next opening and waypoint
void hy_run_movement(hy_context *context);    // one step of everybody who walks
void hy_run_smoke(hy_context *context);       // what the air does to people
void hy_run_contact(hy_context *context);     // gripping, bouts, bites
void hy_run_infection(hy_context *context);   // courses and what they end in
void hy_run_swings(hy_context *context);      // attacks that change a carrier for a while
void hy_run_body(hy_context *context);        // falls, healing, starving, rising again
void hy_run_windows(hy_context *context);     // breaking panes, going through
void hy_run_exits(hy_context *context);       // who has got away

#endif
