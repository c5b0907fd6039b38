// Who is where: a counting sort over the cells that hold somebody, kept up as people go from cell to cell, and one over rooms.
#include "state/occupancy.h"

#include "state/scan.h"

#include "base/bitset.h"

bool hy_occupancy_init(hy_occupancy *occupancy, hy_arena *arena, const hy_model *model)
{
    const uint32_t people = model->person_count + 1, rooms = model->room_count + 1;
    const uint32_t words = HY_BITSET_WORD_COUNT(model->grid_cell_count + 1);
    *occupancy = (hy_occupancy){.counts = HY_ARENA_COLUMN(arena, uint32_t, model->grid_cell_count + 1),
                                .starts = HY_ARENA_COLUMN(arena, uint32_t, model->grid_cell_count + 1),
                                .order = HY_ARENA_COLUMN(arena, uint32_t, people + HY_LANE_BLOCK),
                                .x = HY_ARENA_COLUMN(arena, float, people + HY_LANE_BLOCK),
                                .y = HY_ARENA_COLUMN(arena, float, people + HY_LANE_BLOCK),
                                .radius = HY_ARENA_COLUMN(arena, float, people + HY_LANE_BLOCK),
                                .heading_x = HY_ARENA_COLUMN(arena, float, people + HY_LANE_BLOCK),
                                .heading_y = HY_ARENA_COLUMN(arena, float, people + HY_LANE_BLOCK),
                                .speed = HY_ARENA_COLUMN(arena, float, people + HY_LANE_BLOCK),
                                .room = HY_ARENA_COLUMN(arena, uint32_t, people + HY_LANE_BLOCK),
                                .link = HY_ARENA_COLUMN(arena, uint32_t, people + HY_LANE_BLOCK),
                                .walks = HY_ARENA_COLUMN(arena, float, people + HY_LANE_BLOCK),
                                .next_x = HY_ARENA_COLUMN(arena, float, people + HY_LANE_BLOCK),
                                .next_y = HY_ARENA_COLUMN(arena, float, people + HY_LANE_BLOCK),
                                .marks = HY_ARENA_COLUMN(arena, uint64_t, words),
                                .marked_words = HY_ARENA_COLUMN(arena, uint64_t, HY_BITSET_WORD_COUNT(words)),
                                .next_places = HY_ARENA_COLUMN(arena, uint32_t, model->grid_cell_count + 1),
                                .place_of = HY_ARENA_COLUMN(arena, uint32_t, people),
                                .cell_of = HY_ARENA_COLUMN(arena, uint32_t, people),
                                .body_counts = HY_ARENA_COLUMN(arena, uint32_t, rooms),
                                .hunter_counts = HY_ARENA_COLUMN(arena, uint32_t, rooms),
                                .hunter_starts = HY_ARENA_COLUMN(arena, uint32_t, rooms),
                                .hunters = HY_ARENA_COLUMN(arena, uint32_t, people),
                                .prey_counts = HY_ARENA_COLUMN(arena, uint32_t, rooms),
                                .prey_starts = HY_ARENA_COLUMN(arena, uint32_t, rooms),
                                .prey = HY_ARENA_COLUMN(arena, uint32_t, people),
                                .reasoned = HY_ARENA_COLUMN(arena, uint32_t, people),
                                .carriers = HY_ARENA_COLUMN(arena, uint32_t, people),
                                .walkers = HY_ARENA_COLUMN(arena, uint32_t, 2 * people),
                                .movers = HY_ARENA_COLUMN(arena, uint32_t, people)};
    for (uint32_t person = 0; !arena->has_failed && person < people; person++) {
        occupancy->cell_of[person] = HY_NONE;
    }
    return !arena->has_failed;
}

static uint32_t cell_of_body(const hy_model *model, const hy_state *state, uint32_t person)
{
    return hy_cell_on_sheet(&model->sheets[model->rooms[state->person_room[person]].sheet], hy_position(state, person));
}

static void put_in_place(hy_occupancy *occupancy, const hy_model *model, const hy_state *state, uint32_t person, uint32_t place)
{
    occupancy->place_of[person] = place;
    occupancy->order[place] = person;
    occupancy->x[place] = state->person_x[person];
    occupancy->y[place] = state->person_y[person];
    occupancy->radius[place] = hy_body_radius(model, state, person);
    occupancy->heading_x[place] = state->person_heading_x[person];
    occupancy->heading_y[place] = state->person_heading_y[person];
    occupancy->speed[place] = state->person_speed[person];
    occupancy->room[place] = state->person_room[person];
    occupancy->link[place] = state->person_link[person];
    occupancy->walks[place] = state->person_gait[person] != HY_RESTING ? 1 : 0;
    occupancy->next_x[place] = state->person_x[person];
    occupancy->next_y[place] = state->person_y[person];
}

static void enter_cell(hy_occupancy *occupancy, uint32_t cell)
{
    if (cell != HY_NONE && occupancy->counts[cell]++ == 0) {
        hy_bitset_set(occupancy->marks, cell);
        hy_bitset_set(occupancy->marked_words, cell / 64u);
    }
}

static void leave_cell(hy_occupancy *occupancy, uint32_t cell)
{
    if (cell != HY_NONE && --occupancy->counts[cell] == 0) {
        occupancy->marks[cell / 64u] &= ~(1ull << cell % 64u);
    }
}

// gives every cell that holds somebody its stretch in the order of the cells, from the lowest up
static void start_cells(hy_occupancy *occupancy, uint32_t word_count)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < HY_BITSET_WORD_COUNT(word_count); i++) {
        for (uint64_t words = occupancy->marked_words[i]; words != 0; words &= words - 1) {
            const uint32_t word = 64u * i + (uint32_t)__builtin_ctzll(words);
            for (uint64_t cells = occupancy->marks[word]; cells != 0; cells &= cells - 1) {
                const uint32_t cell = 64u * word + (uint32_t)__builtin_ctzll(cells);
                occupancy->starts[cell] = occupancy->next_places[cell] = next;
                next += occupancy->counts[cell];
            }
            // a word in which the last cell has been left needs no more looking at
            occupancy->marked_words[i] &= occupancy->marks[word] != 0 ? ~0ull : ~(1ull << word % 64u);
        }
    }
}

// the counts are known: most keep the place that they have
static void sort_by_cell(hy_occupancy *occupancy, const hy_model *model, const hy_state *state, bool is_new)
{
    start_cells(occupancy, HY_BITSET_WORD_COUNT(model->grid_cell_count + 1));
    for (uint32_t person = 0; person < state->person_count; person++) {
        const uint32_t cell = occupancy->cell_of[person];
        if (cell == HY_NONE) {
            continue;
        }
        const uint32_t place = occupancy->next_places[cell]++;
        if (is_new || occupancy->place_of[person] != place) {
            put_in_place(occupancy, model, state, person, place);
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
        occupancy->body_counts[room] = occupancy->hunter_counts[room] = occupancy->prey_counts[room] = 0;
    }
    for (uint32_t person = 0; person < state->person_count; person++) {
        if (occupancy->cell_of[person] == HY_NONE) {
            continue;
        }
        const hy_spec_stage *stage = hy_stage_of(model, state, person);
        occupancy->body_counts[state->person_room[person]]++;
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

static void list_kinds(hy_occupancy *occupancy, const hy_model *model, const hy_state *state)
{
    occupancy->reasoned_count = occupancy->carrier_count = 0;
    for (uint32_t person = 0; person < state->person_count; person++) {
        const bool is_up = occupancy->cell_of[person] != HY_NONE;
        occupancy->reasoned[occupancy->reasoned_count] = occupancy->carriers[occupancy->carrier_count] = person;
        occupancy->reasoned_count += is_up && hy_stage_of(model, state, person)->keeps_reason;
        occupancy->carrier_count += is_up && state->person_outcome_at[person] != HY_NONE;
    }
}

void hy_occupancy_follow(hy_occupancy *occupancy, const hy_model *model, const hy_state *state, bool has_changed_rooms)
{
    bool has_changed = false;
    for (uint32_t i = 0; i < occupancy->mover_count; i++) {
        const uint32_t person = occupancy->movers[i];
        const uint32_t before = occupancy->cell_of[person], cell = cell_of_body(model, state, person);
        put_in_place(occupancy, model, state, person, occupancy->place_of[person]);
        if (cell != before) {
            leave_cell(occupancy, before);
            enter_cell(occupancy, cell);
            occupancy->cell_of[person] = cell;
            has_changed = true;
        }
    }
    if (has_changed) {
        sort_by_cell(occupancy, model, state, false);
    }
    if (has_changed_rooms) {
        sort_by_room(occupancy, model, state);
    }
}

// all who walk, from the first to the last
static void list_walkers(hy_occupancy *occupancy, const hy_state *state)
{
    uint32_t count = 0;
    const uint32_t end = state->person_count;
    for (uint32_t person = hy_next_astir(state->person_gait, 0, end); person < end;
         person = hy_next_astir(state->person_gait, person + 1, end)) {
        occupancy->walkers[count] = person;
        count += occupancy->cell_of[person] != HY_NONE;
    }
    occupancy->walker_count = count;
}

void hy_occupancy_sort(hy_occupancy *occupancy, const hy_model *model, const hy_state *state)
{
    for (uint32_t person = 0; person < state->person_count; person++) {
        leave_cell(occupancy, occupancy->cell_of[person]);
        occupancy->cell_of[person] = hy_is_up(model, state, person) ? cell_of_body(model, state, person) : HY_NONE;
        enter_cell(occupancy, occupancy->cell_of[person]);
    }
    sort_by_cell(occupancy, model, state, true);
    sort_by_room(occupancy, model, state);
    list_kinds(occupancy, model, state);
    list_walkers(occupancy, state);
}

static void follow_wish(hy_occupancy *occupancy, const hy_model *model, const hy_state *state, uint32_t person)
{
    const uint32_t place = occupancy->place_of[person];
    occupancy->radius[place] = hy_body_radius(model, state, person);
    occupancy->speed[place] = state->person_speed[person];
    occupancy->link[place] = state->person_link[person];
    occupancy->walks[place] = state->person_gait[person] != HY_RESTING ? 1 : 0;
}

void hy_occupancy_follow_wishes(hy_occupancy *occupancy, const hy_model *model, const hy_state *state)
{
    for (uint32_t i = 0; i < occupancy->mover_count; i++) {
        follow_wish(occupancy, model, state, occupancy->movers[i]);
    }
}

void hy_occupancy_add_walker(hy_occupancy *occupancy, const hy_model *model, const hy_state *state, uint32_t person)
{
    occupancy->walkers[occupancy->walker_count++] = person;
    follow_wish(occupancy, model, state, person);
}

void hy_occupancy_list_movers(hy_occupancy *occupancy, const hy_model *model, const hy_state *state, uint32_t stride)
{
    // who has come to rest since is no walker any more
    for (uint32_t i = 0; i < occupancy->walker_count; i++) {
        if (occupancy->cell_of[occupancy->walkers[i]] != HY_NONE) {
            follow_wish(occupancy, model, state, occupancy->walkers[i]);
        }
    }
    list_walkers(occupancy, state);
    occupancy->mover_count = 0;
    for (uint32_t i = 0; i < occupancy->walker_count; i++) {
        const uint32_t person = occupancy->walkers[i];
        follow_wish(occupancy, model, state, person);
        occupancy->movers[occupancy->mover_count] = person;
        occupancy->mover_count += state->person_gait[person] != HY_WANDERING || (person + state->tick) % stride == 0;
    }
}

// ------------------------------------------------------------------------------------------------------------- nearby

uint32_t hy_bodies_within(const hy_occupancy *occupancy, const hy_sheet *sheet, hy_vec2 at, float reach_m, uint32_t *places,
                          uint32_t limit)
{
    hy_row_walk rows = hy_walk_rows(occupancy, sheet, at, reach_m);
    uint32_t count = 0, first, end;
    while (hy_next_row(&rows, &first, &end)) {
        for (; first < end && count < limit; first += HY_LANES) {
            count += hy_lanes_list(hy_bodies_near(occupancy, first, end, at, reach_m * reach_m), first, places + count);
        }
    }
    return count < limit ? count : limit;
}
