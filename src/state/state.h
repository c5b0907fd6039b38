// The state of one history as columns, made from columns.def.
#ifndef HY_STATE_STATE_H
#define HY_STATE_STATE_H

#include "base/arena.h"
#include "hyosan/model.h"

typedef enum hy_presence { HY_PRESENT, HY_ESCAPED, HY_TAKEN_AWAY, HY_NOT_YET_HERE } hy_presence;
typedef enum hy_bite { HY_NO_BITE, HY_BITE_HIDDEN, HY_BITE_ADMITTED, HY_BITE_KNOWN } hy_bite;
typedef enum hy_duty { HY_DUTY_OPEN, HY_DUTY_TAKEN, HY_DUTY_IGNORED, HY_DUTY_DONE } hy_duty;
typedef enum hy_phase { HY_PHASE_BEFORE, HY_PHASE_NOW, HY_PHASE_OVER } hy_phase;
typedef enum hy_belief { HY_UNAWARE, HY_DOUBTING, HY_BELIEVING } hy_belief;
typedef enum hy_cry { HY_SILENT, HY_WARNING, HY_SCREAMING } hy_cry;
typedef enum hy_gait { HY_RESTING, HY_WANDERING, HY_WALKING, HY_RUNNING } hy_gait;
typedef enum hy_goal_kind { HY_GOAL_NONE, HY_GOAL_POINT, HY_GOAL_PERSON } hy_goal_kind;
typedef enum hy_bout { HY_NO_BOUT, HY_BOUT_WON, HY_BOUT_BROKEN_OFF, HY_BOUT_BITTEN } hy_bout;

enum { HY_FRIEND_LIMIT = 8 };

typedef struct hy_state {
    uint32_t person_count, opening_count, seat_count, place_count;
    uint32_t animal_count, antidote_count, room_count, incident_count, meeting_count, aircraft_count;
    uint32_t tick;
    uint32_t event_count;     // events since the start: the id of the next one
    uint32_t dropped_count;   // events that found no room in a tick
#define HY_SOLO(set, type, name, width, unit, doc) type *set##_##name;
#define HY_PAIR(set, type, name, width, unit, doc) type *set##_##name, *next_##set##_##name;
#include "state/columns.def"
} hy_state;

// Allocates every column, zeroed, in the arena. False when there is no memory.
bool hy_state_init(hy_state *state, hy_arena *arena, const hy_model *model);

// Exchanges now and next of the columns that movement writes, and of fear.
void hy_state_swap_fear(hy_state *state);

// Hash over tick, counters and all columns now.
uint64_t hy_state_hash(const hy_state *state);

// Bytes of a saved state, bytes that columns take for one person, and the two ways. hy_state_write needs room for
// hy_state_size bytes; hy_state_read gives HY_BAD_VERSION for what is no saved state of this manifest, and
// HY_BAD_INPUT for one of other counts; then the state is unchanged.
size_t hy_state_size(const hy_state *state);
size_t hy_state_bytes_per_person(void);
void hy_state_write(const hy_state *state, uint8_t *bytes);
HY_NODISCARD hy_status hy_state_read(hy_state *state, const uint8_t *bytes, size_t size);

// One column for code that walks them without knowing them; NULL past the end.
typedef struct hy_column {
    const char *set, *name, *type, *unit, *doc;
    size_t item_size;
    uint32_t width, count;
    bool is_pair;
    const void *values;
} hy_column;
uint32_t hy_state_column_count(void);
hy_column hy_state_column(const hy_state *state, uint32_t index);

#endif
