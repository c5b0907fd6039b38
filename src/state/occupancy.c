// Who is where: a counting sort over the cells that hold somebody, and over rooms.
#include "state/occupancy.h"

bool hy_occupancy_init(hy_occupancy *occupancy, hy_arena *arena, const hy_model *model)
{
    const uint32_t people = model->person_count + 1, rooms = model->room_count + 1;
    *occupancy = (hy_occupancy){.counts = HY_ARENA_COLUMN(arena, uint32_t, model->grid_cell_count + 1),
                                .starts = HY_ARENA_COLUMN(arena, uint32_t, model->grid_cell_count + 1),
                                .order = HY_ARENA_COLUMN(arena, uint32_t, people),
                                .touched = HY_ARENA_COLUMN(arena, uint32_t, people),
                                .cell_of = HY_ARENA_COLUMN(arena, uint32_t, people),
                                .hunter_counts = HY_ARENA_COLUMN(arena, uint32_t, rooms),
                                .hunter_starts = HY_ARENA_COLUMN(arena, uint32_t, rooms),
                                .hunters = HY_ARENA_COLUMN(arena, uint32_t, people),
                                .prey_counts = HY_ARENA_COLUMN(arena, uint32_t, rooms),
                                .prey_starts = HY_ARENA_COLUMN(arena, uint32_t, rooms),
                                .prey = HY_ARENA_COLUMN(arena, uint32_t, people),
                                .movers = HY_ARENA_COLUMN(arena, uint32_t, people)};
    return !arena->has_failed;
}

// count, give every cell its stretch in the order in which cells were first met, fill
static void sort_by_cell(hy_occupancy *occupancy, const hy_model *model, const hy_state *state)
{
    for (uint32_t i = 0; i < occupancy->touched_count; i++) {
        occupancy->counts[occupancy->touched[i]] = 0;
    }
    occupancy->touched_count = 0;
    for (uint32_t person = 0; person < state->person_count; person++) {
        if (!hy_is_up(model, state, person)) {
            occupancy->cell_of[person] = HY_NONE;
            continue;
        }
        const hy_sheet *sheet = &model->sheets[model->rooms[state->person_room[person]].sheet];
        const uint32_t cell = hy_cell_on_sheet(sheet, hy_position(state, person));
        occupancy->cell_of[person] = cell;
        if (occupancy->counts[cell]++ == 0) {
            occupancy->touched[occupancy->touched_count++] = cell;
        }
    }
    uint32_t next = 0;
    for (uint32_t i = 0; i < occupancy->touched_count; i++) {
        const uint32_t cell = occupancy->touched[i];
        occupancy->starts[cell] = next;
        next += occupancy->counts[cell];
        occupancy->counts[cell] = 0;
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        const uint32_t cell = occupancy->cell_of[person];
        if (cell != HY_NONE) {
            occupancy->order[occupancy->starts[cell] + occupancy->counts[cell]++] = person;
        }
    }
}

static uint32_t start_rooms(const uint32_t *counts, uint32_t *starts, uint32_t room_count)
{
    uint32_t next = 0;
    for (uint32_t room = 0; room < room_count; room++) {
        starts[room] = next;
        next += counts[room];
    }
    return next;
}

static void sort_by_room(hy_occupancy *occupancy, const hy_model *model, const hy_state *state)
{
    for (uint32_t room = 0; room < model->room_count; room++) {
        occupancy->hunter_counts[room] = occupancy->prey_counts[room] = 0;
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        if (occupancy->cell_of[person] == HY_NONE) {
            continue;
        }
        const hy_spec_stage *stage = hy_stage_of(model, state, person);
        occupancy->hunter_counts[state->person_room[person]] += stage->hunts;
        occupancy->prey_counts[state->person_room[person]] += stage->is_prey;
    }
    occupancy->hunter_total = start_rooms(occupancy->hunter_counts, occupancy->hunter_starts, model->room_count);
    occupancy->prey_total = start_rooms(occupancy->prey_counts, occupancy->prey_starts, model->room_count);
    for (uint32_t room = 0; room < model->room_count; room++) {
        occupancy->hunter_counts[room] = occupancy->prey_counts[room] = 0;
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        if (occupancy->cell_of[person] == HY_NONE) {
            continue;
        }
        const hy_spec_stage *stage = hy_stage_of(model, state, person);
        const uint32_t room = state->person_room[person];
        if (stage->hunts) {
            occupancy->hunters[occupancy->hunter_starts[room] + occupancy->hunter_counts[room]++] = person;
        }
        if (stage->is_prey) {
            occupancy->prey[occupancy->prey_starts[room] + occupancy->prey_counts[room]++] = person;
        }
    }
}

void hy_occupancy_update(hy_occupancy *occupancy, const hy_model *model, const hy_state *state)
{
    sort_by_cell(occupancy, model, state);
    sort_by_room(occupancy, model, state);
}

void hy_occupancy_list_movers(hy_occupancy *occupancy, const hy_state *state)
{
    uint32_t count = 0;
    for (uint32_t person = 0; person < state->person_count; person++) {
        occupancy->movers[count] = person;
        count += state->person_gait[person] != HY_RESTING && occupancy->cell_of[person] != HY_NONE;
    }
    occupancy->mover_count = count;
}
