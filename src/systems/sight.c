// Who sees whom: prey for those who hunt, hunters for those who have reason. See docs/model/sight.md.
#include "model/views.h"
#include "systems/system.h"

// light changes slowly: it is measured so often, seconds
#define LIGHT_PERIOD_S 1.0f

// views are tried out for so many of those in the field at a time, the nearest first
enum { LOOK_LIMIT = 4 };

// prey or hunters of a room, and where they are
typedef struct sight_list {
    const uint32_t *people;
    const float *x, *y;
    uint32_t count;
} sight_list;

// those in the field of view, nearest first
typedef struct glance {
    uint32_t person[LOOK_LIMIT];
    float distance2[LOOK_LIMIT];
    uint32_t count;
} glance;

// what an observer brings to every comparison
typedef struct observer {
    uint32_t person, room;
    hy_vec2 eye, heading;
    float sight_m, dark_factor, near2;
    float cosine2;      // of half the field of view, squared, with its sign
    float tried2;       // squared distance of the last who has been tried before; -1 for nobody
    uint32_t tried;     // who that is
    uint32_t clear_at;  // those who have not moved since are not to be seen; 0 where that is not known
} observer;

// Who saw nobody need look only for those who have moved since, if the rest of what sight depends on is as it was: oneself, doors
// and kinds of people; with light and smoke that change nothing ever is.
static uint32_t clear_since(const hy_context *context, uint32_t person)
{
    const hy_views *views = context->views;
    const uint32_t clear_at = views->clear_at[person];
    const bool is_known = !context->is_dark && !context->model->has_fire && views->changed_at < clear_at &&
                          views->stirred_at[person] < clear_at;
    return is_known ? clear_at : 0;
}

static observer observer_of(const hy_context *context, uint32_t person)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const hy_spec_stage *stage = hy_stage_of(model, state, person);
    const float near_m = model->senses.near_m;
    return (observer){.person = person,
                      .room = state->person_room[person],
                      .eye = hy_position(state, person),
                      .heading = hy_vec(state->person_heading_x[person], state->person_heading_y[person]),
                      .sight_m = stage->sight_m,
                      .dark_factor = stage->dark_factor > HY_GIVEN ? stage->dark_factor : model->light.dark_factor,
                      .near2 = near_m * near_m,
                      .cosine2 = context->field_cosines2[state->person_stage[person]],
                      .tried2 = -1,
                      .clear_at = clear_since(context, person)};
}

// how far one sees somebody who is in another room: light there, smoke between, and daylight before a window
static float range_into(const hy_context *context, const observer *from, uint32_t room)
{
    const hy_model *model = context->model;
    const hy_room *own = &model->rooms[from->room], *other = &model->rooms[room];
    float range_m = from->sight_m;
    if (context->is_dark) {
        range_m *= from->dark_factor + (1 - from->dark_factor) * context->light[room];
    }
    if (own->is_outdoor && own->sheet != other->sheet && !other->is_outdoor && !other->is_stair) {
        range_m *= model->light.look_in_factor;
    }
    return hy_min(range_m, hy_sight_through_smoke(context, from->room, room));
}

// those of a stretch of a list that are in the field of view, and no farther than those already kept, as bits
static uint32_t those_in_field(const observer *from, const float *x, const float *y, uint32_t count, float range2, float kept2)
{
    const hy_lanes ox = hy_lanes_load(x) - from->eye.x, oy = hy_lanes_load(y) - from->eye.y;
    const hy_lanes distance2 = ox * ox + oy * oy;
    const hy_lanes ahead = from->heading.x * ox + from->heading.y * oy;
    const hy_lane_bits is_before = (distance2 < from->near2) | (ahead * hy_lanes_abs(ahead) >= from->cosine2 * distance2);
    const hy_lane_bits is_near = (distance2 <= range2) & (distance2 <= kept2) & (distance2 >= from->tried2);
    return hy_lanes_mask(is_before & is_near) & hy_lanes_first(count);
}

// of those as near as each other the first in the list of all people comes first
static bool comes_before(float a2, uint32_t a, float b2, uint32_t b)
{
    return a2 < b2 || (a2 <= b2 && a < b);
}

static void keep_nearest(glance *seen, uint32_t person, float distance2)
{
    const uint32_t last = LOOK_LIMIT - 1;
    if (seen->count == LOOK_LIMIT && !comes_before(distance2, person, seen->distance2[last], seen->person[last])) {
        return;
    }
    uint32_t place = seen->count < LOOK_LIMIT ? seen->count++ : last;
    for (; place > 0 && comes_before(distance2, person, seen->distance2[place - 1], seen->person[place - 1]); place--) {
        seen->person[place] = seen->person[place - 1];
        seen->distance2[place] = seen->distance2[place - 1];
    }
    seen->person[place] = person;
    seen->distance2[place] = distance2;
}

static void look_into(const hy_context *context, const observer *from, sight_list list, float range2, glance *seen)
{
    for (uint32_t first = 0; first < list.count; first += HY_LANES) {
        const float kept2 = seen->count < LOOK_LIMIT ? HY_INFINITY : seen->distance2[LOOK_LIMIT - 1];
        uint32_t mask = those_in_field(from, list.x + first, list.y + first, list.count - first, range2, kept2);
        for (; mask != 0; mask &= mask - 1) {
            const uint32_t person = list.people[first + (uint32_t)__builtin_ctz(mask)];
            const float distance2 = hy_length2(hy_minus(hy_position(context->state, person), from->eye));
            const bool is_new = comes_before(from->tried2, from->tried, distance2, person);
            if (person != from->person && is_new && context->views->stirred_at[person] >= from->clear_at) {
                keep_nearest(seen, person, distance2);
            }
        }
    }
}

static bool sees(const hy_context *context, const observer *from, uint32_t other)
{
    const hy_state *state = context->state;
    return hy_can_see(context->model, state, state->person_room[from->person], from->eye, state->person_room[other],
                      hy_position(state, other));
}

// those who hunt need the nearest only; the others count what they see
static void notice(hy_context *context, const observer *from, const glance *seen, bool hunts)
{
    hy_state *state = context->state;
    const uint32_t person = from->person;
    for (uint32_t i = 0; i < seen->count; i++) {
        if (!sees(context, from, seen->person[i])) {
            continue;
        }
        if (state->person_seen_count[person]++ > 0) {
            continue;
        }
        const uint32_t nearest = seen->person[i];
        state->person_seen[person] = nearest;
        state->person_seen_m[person] = hy_sqrt(seen->distance2[i]);
        state->person_seen_at[person] = context->tick;
        hy_draw_to(context, person, state->person_room[nearest], hy_position(state, nearest));
        if (hunts) {
            return;
        }
    }
}

static sight_list prey_of(const hy_context *context, uint32_t room)
{
    const hy_occupancy *occupancy = context->occupancy;
    const uint32_t first = occupancy->prey_starts[room];
    return (sight_list){occupancy->prey + first, context->views->prey_x + first, context->views->prey_y + first,
                        occupancy->prey_counts[room]};
}

static sight_list hunters_of(const hy_context *context, uint32_t room)
{
    const hy_occupancy *occupancy = context->occupancy;
    const uint32_t first = occupancy->hunter_starts[room];
    return (sight_list){occupancy->hunters + first, context->views->hunter_x + first, context->views->hunter_y + first,
                        occupancy->hunter_counts[room]};
}

// where the listed are, for reading whole lanes at once
static void note_positions(const hy_state *state, const uint32_t *people, uint32_t count, float *x, float *y)
{
    for (uint32_t i = 0; i < count; i++) {
        x[i] = state->person_x[people[i]];
        y[i] = state->person_y[people[i]];
    }
}

static glance look_over_rooms(const hy_context *context, const observer *from, bool hunts)
{
    const hy_views *views = context->views;
    const uint32_t first = context->model->rooms[from->room].first_sight;
    glance seen = {.count = 0};
    for (uint32_t i = 0; i < views->counts[from->room]; i++) {
        const uint32_t room = views->rooms[first + i];
        const sight_list list = hunts ? prey_of(context, room) : hunters_of(context, room);
        if (list.count > 0 && views->moved_at[room] >= from->clear_at) {
            const float range_m = range_into(context, from, room);
            look_into(context, from, list, range_m * range_m, &seen);
        }
    }
    return seen;
}

void hy_views_note_movers(hy_context *context)
{
    const hy_occupancy *occupancy = context->occupancy;
    hy_views *views = context->views;
    for (uint32_t i = 0; i < occupancy->mover_count; i++) {
        const uint32_t person = occupancy->movers[i], before = context->state->person_came_from[person];
        // who is held up turns the gaze all the same
        views->stirred_at[person] = context->tick + 1;
        if (!context->is_accepted[person]) {
            continue;
        }
        views->are_astir = true;
        views->moved_at[context->state->person_room[person]] = context->tick + 1;
        if (before != HY_NONE) {
            views->moved_at[before] = context->tick + 1;
        }
    }
}

void hy_views_forget_looks(hy_context *context)
{
    for (uint32_t person = 0; person < context->model->person_count; person++) {
        context->views->clear_at[person] = 0;
    }
}

// whether there is anybody to see; where all the nearest are hidden, those behind them are tried
static bool look_for_anybody(hy_context *context, observer *from, bool hunts)
{
    glance seen;
    do {
        seen = look_over_rooms(context, from, hunts);
        notice(context, from, &seen, hunts);
        if (context->state->person_seen_count[from->person] > 0) {
            return true;
        }
        from->tried2 = seen.distance2[LOOK_LIMIT - 1];
        from->tried = seen.person[LOOK_LIMIT - 1];
    } while (seen.count == LOOK_LIMIT);
    return false;
}

static void look_around(hy_turn turn)
{
    hy_context *context = turn.context;
    const hy_model *model = context->model;
    hy_state *state = context->state;
    const uint32_t person = turn.person;
    const hy_views *views = context->views;
    const bool hunts = hy_stage_of(model, state, person)->hunts;
    const bool shows_anybody = (hunts ? views->shows_prey : views->shows_hunters)[state->person_room[person]];
    if ((!shows_anybody && state->person_seen[person] == HY_NONE) || !hy_is_up(model, state, person)) {
        return;
    }
    const uint32_t period = hy_ticks(context, model->senses.glance_s);
    // who stands about looks up only every fourth time
    if (hunts && state->person_gait[person] == HY_RESTING && ((context->tick + person) / period) % 4 != 0) {
        return;
    }
    state->person_seen[person] = HY_NONE;
    state->person_seen_count[person] = 0;
    if (!shows_anybody) {
        return;
    }
    observer from = observer_of(context, person);
    context->views->clear_at[person] = 0;
    if (look_for_anybody(context, &from, hunts)) {
        if (from.clear_at != 0 && !hunts) {
            // whoever has come into view is counted with those around
            from = observer_of(context, person);
            state->person_seen_count[person] = 0;
            look_for_anybody(context, &from, hunts);
        }
        return;
    }
    // whom the dark hides the light shows
    context->views->clear_at[person] = context->is_dark ? 0 : context->tick + 1;
}

// ------------------------------------------------------------------------------------------------------------ rooms in view

static bool is_blind(const hy_context *context, uint32_t index)
{
    const hy_opening *opening = &context->model->openings[index];
    return !opening->is_glazed && !hy_opening_is_open(context->state, index);
}

void hy_views_note_change(hy_context *context)
{
    context->views->is_changed = context->views->are_astir = true;
    context->views->changed_at = context->tick + 1;
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        context->views->moved_at[room] = context->tick + 1;
    }
}

void hy_views_forget(hy_context *context)
{
    for (uint32_t i = 0; i < context->model->opening_count; i++) {
        context->views->is_blind[i] = is_blind(context, i);
    }
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        context->views->is_current[room] = 0;
    }
    hy_views_note_change(context);
}

void hy_set_open(hy_context *context, uint32_t opening, bool is_open)
{
    context->state->opening_is_open[opening] = is_open;
    hy_ways_follow(context, opening);
    if (context->views->is_blind[opening] != is_blind(context, opening)) {
        hy_views_forget(context);
    }
}

static void find_rooms_in_view(hy_context *context, uint32_t room)
{
    const hy_model *model = context->model;
    hy_views *views = context->views;
    if (views->is_current[room]) {
        return;
    }
    views->is_current[room] = 1;
    views->counts[room] = hy_rooms_in_view(model, room, views->is_blind, views->looks, views->list);
    for (uint32_t i = 0; i < views->counts[room]; i++) {
        views->rooms[model->rooms[room].first_sight + i] = views->list[i];
    }
}

// which rooms with people show anybody at all to them
static void survey(hy_context *context)
{
    hy_views *views = context->views;
    const hy_occupancy *occupancy = context->occupancy;
    views->is_changed = false;
    for (uint32_t room = 0; room < context->model->room_count; room++) {
        views->shows_prey[room] = views->shows_hunters[room] = 0;
        if (occupancy->hunter_total == 0 || occupancy->body_counts[room] == 0) {
            continue;
        }
        find_rooms_in_view(context, room);
        const uint32_t *seen = views->rooms + context->model->rooms[room].first_sight;
        for (uint32_t i = 0; i < views->counts[room]; i++) {
            views->shows_prey[room] |= occupancy->prey_counts[seen[i]] > 0;
            views->shows_hunters[room] |= occupancy->hunter_counts[seen[i]] > 0;
        }
    }
}

static void measure_eyes(hy_context *context)
{
    const hy_model *model = context->model;
    for (uint32_t i = 0; i < model->stage_count; i++) {
        const float own_deg = model->stages[i].spec.field_of_view_deg;
        const float field_deg = own_deg > HY_GIVEN ? own_deg : model->senses.field_of_view_deg;
        const float cosine = hy_cos(0.5f * field_deg * (HY_PI / 180.0f));
        context->field_cosines2[i] = cosine * hy_abs(cosine);
    }
}

static void measure_light(hy_context *context)
{
    const uint32_t period = hy_ticks(context, LIGHT_PERIOD_S);
    if (context->tick % period == 0 || !context->has_light) {
        measure_eyes(context);
        context->is_dark = hy_measure_light(context, context->tick - context->tick % period, context->light);
        context->has_light = true;
    }
}

bool hy_would_see(hy_context *context, uint32_t person, uint32_t room, hy_vec2 at)
{
    if (!context->has_light) {
        measure_light(context);
    }
    const observer from = observer_of(context, person);
    const hy_vec2 offset = hy_minus(at, from.eye);
    const float range_m = range_into(context, &from, room);
    const float distance2 = hy_length2(offset), ahead = hy_dot(from.heading, offset);
    const bool is_before = distance2 < from.near2 || ahead * hy_abs(ahead) >= from.cosine2 * distance2;
    return is_before && distance2 <= range_m * range_m &&
           hy_can_see(context->model, context->state, from.room, from.eye, room, at);
}

void hy_run_sight(hy_context *context)
{
    hy_views *views = context->views;
    if (views->is_changed) {
        survey(context);
    }
    measure_light(context);
    const hy_occupancy *occupancy = context->occupancy;
    if (occupancy->hunter_total > 0 && views->are_astir) {
        views->are_astir = false;
        note_positions(context->state, occupancy->hunters, occupancy->hunter_total, views->hunter_x, views->hunter_y);
        note_positions(context->state, occupancy->prey, occupancy->prey_total, views->prey_x, views->prey_y);
    }
    hy_for_people(context, look_around, hy_ticks(context, context->model->senses.glance_s));
}
