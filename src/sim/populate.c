// The start of a history: who the people are, who is tied to whom, and where everybody stands.
#include "sim/populate.h"

#include "geom/polygon.h"

// ------------------------------------------------------------------------------------------------------------- traits

typedef enum trait_index { WALK, SPRINT, STRENGTH, COURAGE, EMPATHY, RESPONSIBILITY, FEAR_THRESHOLD } trait_index;

static float drawn_trait(const hy_context *context, uint32_t person, trait_index index, const hy_spec_trait *trait, float given)
{
    if (given > HY_GIVEN) {
        return given;
    }
    const float value = trait->mean + trait->sd * hy_draw_normal(hy_draw_of(context, HY_PURPOSE_TRAIT, person, index));
    const float low = trait->low > HY_GIVEN ? trait->low : value, high = trait->high > HY_GIVEN ? trait->high : value;
    return hy_clamp(value, low, high);
}

// slower than this nobody is drawn, m/s
#define SLOWEST_WALK_M_PER_S 0.05f

static float drawn_walk(const hy_context *context, uint32_t person, const hy_spec_profile *profile)
{
    const hy_person *of = &context->model->people[person];
    const hy_spec_distribution *walk = &context->model->groups[of->group].walk;
    if (walk->kind == HY_distribution_kind_none || of->spec.walk_m_per_s > HY_GIVEN) {
        return drawn_trait(context, person, WALK, &profile->walk_m_per_s, of->spec.walk_m_per_s);
    }
    const float speed = hy_draw_from(walk, hy_draw_of(context, HY_PURPOSE_TRAIT, person, WALK));
    return hy_max(speed, SLOWEST_WALK_M_PER_S);
}

// tick at which one sets out after the signal
static uint32_t drawn_response(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_person *of = &model->people[person];
    if (model->evacuation.signal_s == HY_NO_CLOCK) {
        return HY_NONE;
    }
    const hy_spec_distribution *response = &model->groups[of->group].response;
    const float drawn_s = hy_draw_from(response, hy_draw_of(context, HY_PURPOSE_RESPONSE, person, 0));
    const float after_s = of->spec.response_s > HY_GIVEN ? of->spec.response_s : hy_max(drawn_s, 0);
    return hy_ticks_until(context, (float)(model->evacuation.signal_s - model->start_s) + hy_min(after_s, 1e6f));
}

static void draw_person(hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const hy_person *of = &model->people[person];
    const hy_group *group = &model->groups[of->group];
    const bool drawn_female = hy_draw_chance(hy_draw_of(context, HY_PURPOSE_SEX, person, 0), group->female_share);
    const bool is_female = of->sex == HY_sex_drawn ? drawn_female : of->sex == HY_sex_female;
    const hy_spec_profile *profile = &model->profiles[is_female ? group->female : group->male];
    const hy_spec_person *spec = &of->spec;
    state->person_is_female[person] = is_female;
    state->person_radius[person] = of->radius_m;
    state->person_walk_speed[person] = drawn_walk(context, person, profile);
    state->person_sprint_speed[person] = drawn_trait(context, person, SPRINT, &profile->sprint_m_per_s, spec->sprint_m_per_s);
    state->person_strength[person] = drawn_trait(context, person, STRENGTH, &profile->strength, spec->strength);
    state->person_courage[person] = drawn_trait(context, person, COURAGE, &profile->courage, spec->courage);
    state->person_empathy[person] = drawn_trait(context, person, EMPATHY, &profile->empathy, spec->empathy);
    state->person_responsibility[person] =
        drawn_trait(context, person, RESPONSIBILITY, &profile->responsibility, spec->responsibility);
    state->person_fear_threshold[person] =
        drawn_trait(context, person, FEAR_THRESHOLD, &profile->fear_threshold, spec->fear_threshold);
    // three in four prefer the left
    state->person_side[person] = (hy_draw_u32(hy_draw_of(context, HY_PURPOSE_SIDE, person, 0)) & 3u) ? 1.0f : -1.0f;
    state->person_response_at[person] = drawn_response(context, person);
    state->person_skill[person] = spec->skill;
    state->person_weapon[person] = of->weapon;
    state->person_shots[person] = of->weapon == HY_NONE ? 0 : model->fight.weapons[of->weapon].shots;
}

// --------------------------------------------------------------------------------------------------------------- ties

static void add_friend(hy_state *state, uint32_t person, uint32_t other)
{
    uint32_t *friends = state->person_friends + (size_t)person * HY_FRIEND_LIMIT;
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        if (friends[i] == other) {
            return;
        }
        if (friends[i] == HY_NONE) {
            friends[i] = other;
            return;
        }
    }
}

static void befriend(hy_state *state, uint32_t person, uint32_t other)
{
    if (person != other) {
        add_friend(state, person, other);
        add_friend(state, other, person);
    }
}

static void tie_named(hy_context *context)
{
    hy_state *state = context->state;
    for (uint32_t i = 0; i < context->model->tie_count; i++) {
        const hy_tie *tie = &context->model->ties[i];
        if (tie->kind == HY_tie_kind_bullies && !context->model->duty.has_bullying) {
            continue;
        }
        if (tie->kind == HY_tie_kind_bullies) {
            state->person_victim[tie->from] = tie->to;
            state->person_bully[tie->to] = tie->from;
        } else {
            befriend(state, tie->from, tie->to);
        }
    }
}

static uint32_t friend_count(const hy_state *state, uint32_t person)
{
    uint32_t count = 0;
    while (count < HY_FRIEND_LIMIT && state->person_friends[(size_t)person * HY_FRIEND_LIMIT + count] != HY_NONE) {
        count++;
    }
    return count;
}

static void draw_friends(hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const hy_spec_ties *ties = &model->drawn_ties;
    const hy_group *group = &model->groups[model->people[person].group];
    const uint32_t span = ties->friends_high > ties->friends_low ? ties->friends_high - ties->friends_low : 0;
    const uint32_t wanted = ties->friends_low + hy_draw_below(hy_draw_of(context, HY_PURPOSE_TIE, person, 0), span + 1);
    for (uint32_t i = 1; i <= 2 * wanted && friend_count(state, person) < wanted; i++) {
        const uint32_t number = hy_draw_below(hy_draw_of(context, HY_PURPOSE_TIE, person, i), group->person_count);
        befriend(state, person, group->first_person + number);
    }
    if (hy_draw_chance(hy_draw_of(context, HY_PURPOSE_TIE, person, 100), ties->friend_outside)) {
        const uint32_t other_group = hy_draw_below(hy_draw_of(context, HY_PURPOSE_TIE, person, 101), model->group_count);
        const hy_group *other = &model->groups[other_group];
        if (other->role == group->role) {
            const uint32_t number = hy_draw_below(hy_draw_of(context, HY_PURPOSE_TIE, person, 102), other->person_count);
            befriend(state, person, other->first_person + number);
        }
    }
}

static void draw_bullying(hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const hy_group *group = &model->groups[model->people[person].group];
    if (!model->duty.has_bullying || group->role != HY_role_student || state->person_victim[person] != HY_NONE || group->person_count < 2 ||
        !hy_draw_chance(hy_draw_of(context, HY_PURPOSE_TIE, person, 200), model->drawn_ties.bully_share)) {
        return;
    }
    const uint32_t number = hy_draw_below(hy_draw_of(context, HY_PURPOSE_TIE, person, 201), group->person_count - 1);
    uint32_t victim = group->first_person + number;
    victim += victim >= person ? 1 : 0;
    if (state->person_bully[victim] == HY_NONE) {
        state->person_victim[person] = victim;
        state->person_bully[victim] = person;
    }
}

// ------------------------------------------------------------------------------------------------------------- places

// bodies are put so far apart, metres
#define SPACE_M 0.02f

// where no random point is free, points of a grid so fine are tried, metres
#define FINE_M 0.05f

// who stands in which cell of the neighbour grid, as lists through the people
typedef struct standing {
    uint32_t *first;   // by cell
    uint32_t *next;    // by person
} standing;

static bool is_free_of_people(const hy_context *context, const standing *people, uint32_t person, uint32_t sheet_index, hy_vec2 at)
{
    const hy_state *state = context->state;
    const hy_sheet *sheet = &context->model->sheets[sheet_index];
    const float reach = state->person_radius[person] + context->model->largest_radius_m + SPACE_M;
    const uint32_t last_column = hy_grid_index(at.x + reach - sheet->corner.x, sheet->columns);
    const uint32_t last_row = hy_grid_index(at.y + reach - sheet->corner.y, sheet->rows);
    for (uint32_t row = hy_grid_index(at.y - reach - sheet->corner.y, sheet->rows); row <= last_row; row++) {
        for (uint32_t column = hy_grid_index(at.x - reach - sheet->corner.x, sheet->columns); column <= last_column; column++) {
            uint32_t other = people->first[sheet->first_cell + row * sheet->columns + column];
            for (; other != HY_NONE; other = people->next[other]) {
                const float apart = state->person_radius[person] + state->person_radius[other] + SPACE_M;
                if (hy_length2(hy_minus(hy_position(state, other), at)) < apart * apart) {
                    return false;
                }
            }
        }
    }
    return true;
}

static bool is_free_of_walls(const hy_context *context, uint32_t person, uint32_t sheet, hy_vec2 at)
{
    const hy_model *model = context->model;
    const hy_wall_list near = hy_walls_near(model, hy_cell_on_sheet(&model->sheets[sheet], at));
    for (uint32_t i = 0; i < near.count; i++) {
        const hy_wall *wall = &model->walls[near.walls[i]];
        const bool stops = wall->opening == HY_NONE || model->openings[wall->opening].kind != HY_opening_kind_gap;
        if (stops && hy_distance(hy_nearest_on_segment(wall->a, wall->b, at), at) < context->state->person_radius[person]) {
            return false;
        }
    }
    return true;
}

static bool is_place_to_stand(const hy_context *context, const standing *people, uint32_t person, uint32_t room_index, hy_vec2 at)
{
    const hy_room *room = &context->model->rooms[room_index];
    const hy_raster raster = hy_room_raster(context->model, room);
    return hy_polygon_contains(context->model->corners + room->first_corner, room->corner_count, at) &&
           raster.walkable[hy_raster_cell_at(&raster, at)] && is_free_of_people(context, people, person, room->sheet, at) &&
           is_free_of_walls(context, person, room->sheet, at);
}

static bool put(hy_context *context, standing *people, uint32_t person, uint32_t room, hy_vec2 at)
{
    hy_state *state = context->state;
    state->person_x[person] = state->next_person_x[person] = at.x;
    state->person_y[person] = state->next_person_y[person] = at.y;
    state->person_room[person] = state->next_person_room[person] = room;
    const uint32_t cell = hy_cell_on_sheet(&context->model->sheets[context->model->rooms[room].sheet], at);
    people->next[person] = people->first[cell];
    people->first[cell] = person;
    return true;
}

// anywhere in a box: at random, and if that fails, on the first free point of a fine grid
static bool place_in_area(hy_context *context, standing *people, uint32_t person, uint32_t room, hy_box box)
{
    enum { TRIES = 400 };
    for (uint32_t i = 0; i < TRIES; i++) {
        const hy_philox_block words = hy_draw_block(hy_draw_of(context, HY_PURPOSE_START_PLACE, person, i));
        const hy_vec2 at = hy_vec(box.x + box.width * hy_uniform_from_bits(words.words[0]),
                                  box.y + box.depth * hy_uniform_from_bits(words.words[1]));
        if (is_place_to_stand(context, people, person, room, at)) {
            return put(context, people, person, room, at);
        }
    }
    for (float y = box.y; y <= box.y + box.depth; y += FINE_M) {
        for (float x = box.x; x <= box.x + box.width; x += FINE_M) {
            if (is_place_to_stand(context, people, person, room, hy_vec(x, y))) {
                return put(context, people, person, room, hy_vec(x, y));
            }
        }
    }
    return false;
}

static bool place_in_room(hy_context *context, standing *people, uint32_t person, uint32_t room)
{
    enum { TRIES = 200 };
    const uint32_t sheet = context->model->rooms[room].sheet;
    for (uint32_t i = 0; i < TRIES; i++) {
        const hy_vec2 at = hy_random_point(context, room, hy_draw_of(context, HY_PURPOSE_START_PLACE, person, i));
        if (is_free_of_people(context, people, person, sheet, at) && is_free_of_walls(context, person, sheet, at)) {
            return put(context, people, person, room, at);
        }
    }
    return false;
}

// who comes from outside later on waits where he or she will come in, and is in nobody's way
static bool keep_outside(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    const hy_place *place = &context->model->places[context->model->groups[context->model->people[person].group].arrives];
    state->person_presence[person] = HY_NOT_YET_HERE;
    state->person_belief_at[person] = HY_NONE;
    state->person_x[person] = state->next_person_x[person] = place->at.x;
    state->person_y[person] = state->next_person_y[person] = place->at.y;
    state->person_room[person] = state->next_person_room[person] = place->room;
    state->person_row[person] = state->person_seat[person] = HY_NONE;
    state->person_row_room[person] = place->room;
    return true;
}

static bool place_person(hy_context *context, standing *people, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_person *of = &model->people[person];
    const hy_group *group = &model->groups[of->group];
    hy_state *state = context->state;
    if (group->arrives != HY_NONE) {
        return keep_outside(context, person);
    }
    hy_schedule_start(context, person);
    if (of->start != HY_NONE) {
        if (of->has_at) {
            return is_free_of_people(context, people, person, model->rooms[of->start].sheet, of->at) &&
                   put(context, people, person, of->start, of->at);
        }
        return group->has_area ? place_in_area(context, people, person, of->start, group->area)
                               : place_in_room(context, people, person, of->start);
    }
    const uint32_t room = state->person_row_room[person], seat = state->person_seat[person];
    if (seat != HY_NONE && is_free_of_people(context, people, person, model->rooms[room].sheet, model->seats[seat].at)) {
        return put(context, people, person, room, model->seats[seat].at);
    }
    return place_in_room(context, people, person, room);
}

// those with a place of their own first: the others find theirs between them
static bool place_people(hy_context *context, standing *people, uint32_t *unplaced)
{
    const hy_model *model = context->model;
    for (uint32_t cell = 0; cell < model->grid_cell_count; cell++) {
        people->first[cell] = HY_NONE;
    }
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t person = 0; person < model->person_count; person++) {
            if (model->people[person].has_at == (round == 0) && !place_person(context, people, person)) {
                *unplaced = person;
                return false;
            }
        }
    }
    return true;
}

static void start_person(hy_context *context, uint32_t person)
{
    hy_state *state = context->state;
    uint32_t *const nobody[] = {
        state->person_victim,      state->person_bully,         state->person_outcome_at,    state->person_infected_by,
        state->person_exposed_by,  state->person_stopped_by,    state->person_seen,          state->person_heard,
        state->person_stimulus_room, state->person_told_by,     state->person_refuge,        state->person_shunned,
        state->person_goal_room,   state->person_goal_person,   state->person_link,          state->person_grip,
        state->person_bout_partner, state->person_row,          state->person_row_room,      state->person_seat,
        state->person_ordered,     state->person_belief_event,  state->person_infection_event, state->person_turning_event,
        state->person_fate_event,  state->person_exit,          state->person_watched_room, state->person_came_from,
        state->person_danger_room, state->person_wronged_by,   state->person_act_event,
        state->person_party,       state->person_party_room,    state->person_hideout,      state->person_accuser,
        state->person_isolated_in, state->person_diverts_to,    state->person_left_behind,  state->person_knocks,
        state->person_fortress,    state->person_seeks,
        state->person_exposure,    state->person_signs_at,      state->person_caught_from,   state->person_caught_with,
        state->person_cut_at,      state->person_heals_at,      state->person_starves_at,    state->person_revives_at,
        state->person_window,      state->person_body_room,
        state->person_sound,       state->person_sound_event,   state->person_device,        state->person_heard_sound,
        state->person_heard_event, state->person_lured_room,    state->person_kin_room,
        state->person_spotted_at};
    for (uint32_t i = 0; i < sizeof nobody / sizeof nobody[0]; i++) {
        nobody[i][person] = HY_NONE;
    }
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        state->person_friends[(size_t)person * HY_FRIEND_LIMIT + i] = HY_NONE;
    }
    for (uint32_t fact = 0; fact < HY_FACT_COUNT; fact++) {
        state->person_fact_from[(size_t)person * HY_FACT_COUNT + fact] = HY_NONE;
    }
    state->person_stage[person] = (uint8_t)context->model->healthy;
    state->person_stamina[person] = state->person_vigour[person] = 1;
    const float angle = 2 * HY_PI * hy_draw_uniform(hy_draw_of(context, HY_PURPOSE_START_PLACE, person, 1000));
    state->person_heading_x[person] = state->person_wish_x[person] = hy_cos(angle);
    state->person_heading_y[person] = state->person_wish_y[person] = hy_sin(angle);
}

static void start_things(hy_context *context)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    for (uint32_t i = 0; i < model->opening_count; i++) {
        const hy_opening *opening = &model->openings[i];
        const bool stands_open = !model->doors.can_shut && opening->is_passable;
        state->opening_is_open[i] = opening->starts_open || stands_open;
        state->opening_is_locked[i] = opening->starts_locked && !stands_open;
        state->opening_shuts_at[i] = HY_NONE;
        state->opening_held_by[i] = HY_NONE;
        state->opening_keeper[i] = HY_NONE;
        state->opening_state_event[i] = HY_NONE;
    }
    for (uint32_t i = 0; i < model->seat_count; i++) {
        state->seat_taken_by[i] = HY_NONE;
    }
    for (uint32_t i = 0; i < model->room_count; i++) {
        state->room_smoke[i] = model->rooms[i].extinction_per_m;
    }
    for (uint32_t i = 0; i < model->place_count; i++) {
        state->place_left_count[i] = model->places[i].count;
        state->place_user[i] = HY_NONE;
        state->place_sound[i] = state->place_sounded_by[i] = state->place_sound_event[i] = HY_NONE;
    }
    for (uint32_t i = 0; i < model->room_count; i++) {
        state->room_blood_at[i] = HY_NONE;
    }
    for (uint32_t i = 0; i < model->reservoir_count; i++) {
        const hy_reservoir *of = &model->reservoirs[i];
        for (uint32_t animal = of->first_animal; animal < of->first_animal + of->count; animal++) {
            state->animal_room[animal] = of->room;
            state->animal_carries[animal] = of->carries;
            state->animal_bites_left[animal] = of->bites;
        }
    }
    state->antidote_doses[0] = model->antidote.doses;
    state->meeting_called_by[0] = HY_NONE;
    for (uint32_t i = 0; i < model->aircraft_count; i++) {
        const hy_spec_aircraft *of = &model->aircraft[i].spec;
        state->aircraft_seats_left[i] = of->seats;
        state->aircraft_comes_at[i] =
            of->on_call_s > HY_GIVEN ? HY_NONE : hy_ticks_until(context, (float)of->from_s - (float)model->start_s);
    }
}

hy_status hy_populate(hy_context *context, uint32_t *unplaced)
{
    const hy_model *model = context->model;
    hy_state *state = context->state;
    start_things(context);
    for (uint32_t person = 0; person < model->person_count; person++) {
        start_person(context, person);
        draw_person(context, person);
        hy_phone_start(context, person);
    }
    if (model->drawn_ties.are_felt) {
        tie_named(context);
    }
    for (uint32_t person = 0; model->drawn_ties.are_felt && person < model->person_count; person++) {
        draw_friends(context, person);
        draw_bullying(context, person);
    }
    for (uint32_t person = 0; person < model->person_count; person++) {
        state->person_rage[person] = state->person_bully[person] != HY_NONE && model->mind.feels ? model->mind.rage_per_bullying : 0;
    }
    // lists that occupancy makes anew before anybody reads them
    standing people = {context->occupancy->starts, context->occupancy->movers};
    return place_people(context, &people, unplaced) ? HY_OK : HY_BAD_INPUT;
}
