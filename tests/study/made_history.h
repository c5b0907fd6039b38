// Histories made by hand, event by event, for tests of what is reckoned from records.
#ifndef HYOSAN_TESTS_STUDY_MADE_HISTORY_H
#define HYOSAN_TESTS_STUDY_MADE_HISTORY_H

#include "suite.h"

#include "hyosan/store.h"

#include <string.h>

enum { MADE_PERSONS = 8, MADE_EVENTS = 4096, MADE_ROOMS = 3 };

// stages of the made strain
enum { MADE_HEALTHY, MADE_ZOMBIE, MADE_HALFBIE, MADE_STAGES };

// people who play in them; A to F are ordinary, BITER hunts from the start of some
enum { A, B, C, D, E, F, BITER, OTHER };

// rooms: a hall between two chambers, with a door each
enum { HALL, WEST, EAST };
enum { WEST_DOOR, EAST_DOOR, MADE_DOORS };

static hy_record_person made_persons[MADE_PERSONS];
static hy_record_event made_events[MADE_EVENTS];
static hy_record made;

static inline void begin_history(void)
{
    static const hy_record_stage stages[MADE_STAGES] = {
        {"healthy", HY_outcome_cell_human}, {"zombie", HY_outcome_cell_zombie}, {"halfbie", HY_outcome_cell_halfbie}};
    static const hy_record_group groups[1] = {{"class", HY_role_student, 0, MADE_PERSONS}};
    static const char *const names[MADE_PERSONS] = {"Ada", "Ben", "Cem", "Dana", "Eva", "Finn", "Gil", "Hana"};
    static const hy_record_level levels[1] = {{"1F", 0, 3}};
    static const hy_record_room rooms[MADE_ROOMS] = {
        {.name = "hall", .use = "hall"}, {.name = "west", .use = "classroom"}, {.name = "east", .use = "classroom"}};
    static const hy_record_opening openings[MADE_DOORS] = {
        {.name = "west door", .kind = "door", .rooms = {HALL, WEST}, .is_passable = true},
        {.name = "east door", .kind = "door", .rooms = {HALL, EAST}, .is_passable = true}};
    for (uint32_t i = 0; i < MADE_PERSONS; i++) {
        made_persons[i] = (hy_record_person){.name = names[i],
                                             .note = "",
                                             .is_named = true,
                                             .room = HALL,
                                             .infected_by = HY_NONE,
                                             .stopped_by = HY_NONE,
                                             .belief_event = HY_NONE,
                                             .infection_event = HY_NONE,
                                             .turning_event = HY_NONE,
                                             .fate_event = HY_NONE};
    }
    made = (hy_record){.title = "made",
                       .scenario_file = "",
                       .model_hash = "0000000000000000",
                       .state_hash = "0000000000000000",
                       .version = "",
                       .build = "",
                       .start_s = 9 * 3600,
                       .step_s = 1,
                       .is_complete = true,
                       .levels = levels,
                       .rooms = rooms,
                       .openings = openings,
                       .stages = stages,
                       .groups = groups,
                       .persons = made_persons,
                       .events = made_events,
                       .level_count = 1,
                       .room_count = MADE_ROOMS,
                       .opening_count = MADE_DOORS,
                       .stage_count = MADE_STAGES,
                       .group_count = 1,
                       .person_count = MADE_PERSONS};
}

// An event at a second, in the hall; the caller changes what differs. Its id is what it gives.
static inline uint32_t happen(uint32_t at_s, hy_event_kind kind, uint32_t who, uint32_t whom)
{
    const uint32_t id = made.event_count++;
    ck_assert_uint_lt(id, MADE_EVENTS);
    made_events[id] = (hy_record_event){.id = id,
                                        .tick = at_s,
                                        .kind = (uint32_t)kind,
                                        .who = who,
                                        .whom = whom,
                                        .room = HALL,
                                        .opening = HY_NONE,
                                        .detail = HY_NONE,
                                        .cause = HY_NONE};
    made.last_tick = at_s;
    made.end_tick = at_s;
    return id;
}

static inline uint32_t happen_in(uint32_t room, uint32_t at_s, hy_event_kind kind, uint32_t who, uint32_t whom)
{
    const uint32_t id = happen(at_s, kind, who, whom);
    made_events[id].room = room;
    return id;
}

static inline uint32_t work_door(uint32_t door, uint32_t at_s, hy_event_kind kind, uint32_t who)
{
    const uint32_t id = happen_in(door == WEST_DOOR ? WEST : EAST, at_s, kind, who, HY_NONE);
    made_events[id].opening = door;
    return id;
}

static inline uint32_t turn(uint32_t room, uint32_t at_s, uint32_t who, uint32_t stage)
{
    const uint32_t id = happen_in(room, at_s, HY_event_turned, who, HY_NONE);
    made_events[id].detail = stage;
    made_events[id].cause = made_persons[who].infection_event;
    made_persons[who].turning_event = id;
    made_persons[who].cell = stage == MADE_ZOMBIE ? HY_outcome_cell_zombie : HY_outcome_cell_halfbie;
    return id;
}

static inline uint32_t bite(uint32_t room, uint32_t at_s, uint32_t by, uint32_t whom)
{
    const uint32_t id = happen_in(room, at_s, HY_event_was_bitten, whom, by);
    made_events[id].cause = made_persons[by].turning_event;
    made_persons[whom].infection_event = id;
    made_persons[whom].infected_by = by;
    return id;
}

static inline uint32_t believe(uint32_t at_s, uint32_t who)
{
    const uint32_t id = happen(at_s, HY_event_believed, who, HY_NONE);
    made_events[id].detail = HY_LEARNED_BY_SIGHT;
    made_persons[who].belief_event = id;
    return id;
}

#endif
