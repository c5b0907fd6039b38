// Which proposed steps are made: those that bring no two bodies together, whoever else moves. See docs/model/movement.md.
#include "systems/movement/walking.h"

// bodies may press into one another by so much, metres
#define PRESS_M 0.005f

enum { MEETING_LIMIT = 256 };

// order of precedence in a tick: any fixed shuffle of the people will do
static uint32_t precedence(const hy_context *context, uint32_t person)
{
    uint32_t mixed = person * 2654435761u ^ context->tick * 2246822519u;
    mixed ^= mixed >> 15;
    mixed *= 2246822519u;
    return mixed ^ mixed >> 13;
}

static bool goes_first(const hy_context *context, uint32_t person, uint32_t other)
{
    const uint32_t own = precedence(context, person), others = precedence(context, other);
    return own != others ? own > others : person > other;
}

// a place is free of somebody if the bodies do not meet there, or if it is no nearer than now
static bool is_clear_of(hy_vec2 to, hy_vec2 at, hy_vec2 other, float contact)
{
    const float after2 = hy_length2(hy_minus(to, other));
    return after2 >= contact * contact || after2 >= hy_length2(hy_minus(at, other));
}

// a proposed step, and how far off somebody may be met in it
typedef struct walk {
    uint32_t person;
    hy_vec2 at, to;
    float radius, reach;
    bool is_landing;     // it ends on another sheet
} walk;

// somebody who may be met at the place where a step ends
static bool lets_pass(const hy_context *context, const walk *of, uint32_t place)
{
    const hy_state *state = context->state;
    const hy_occupancy *occupancy = context->occupancy;
    const uint32_t person = of->person, other = occupancy->order[place];
    const bool is_landing = of->is_landing;
    const hy_vec2 at = of->at, to = of->to, now = hy_vec(occupancy->x[place], occupancy->y[place]);
    const hy_vec2 then = hy_vec(state->next_person_x[other], state->next_person_y[other]);
    const float contact = of->radius + occupancy->radius[place] - PRESS_M;
    // distances across a wall between sheets mean nothing: who comes over needs a place that is wholly free
    if (is_landing ? hy_length2(hy_minus(to, now)) < contact * contact : !is_clear_of(to, at, now, contact)) {
        return false;
    }
    // whoever goes first need not look where the other means to go: that one looks; but nobody looks for one who comes
    // from another sheet
    const bool moves = then.x < now.x || then.x > now.x || then.y < now.y || then.y > now.y;
    return !moves || hy_length2(hy_minus(to, then)) >= contact * contact || (!is_landing && goes_first(context, person, other));
}

// true where nobody on a sheet is in the way; on another sheet than one's own only those count who stand behind the opening between
static bool sheet_lets_pass(const hy_context *context, const walk *of, uint32_t sheet, const hy_opening *through, hy_vec2 at)
{
    const hy_occupancy *occupancy = context->occupancy;
    uint32_t places[MEETING_LIMIT + HY_LANE_BLOCK];
    const uint32_t count = hy_bodies_within(occupancy, &context->model->sheets[sheet], of->to, of->reach, places, MEETING_LIMIT);
    const uint32_t own_place = occupancy->place_of[of->person];
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t place = places[i];
        const bool is_met = place != own_place && (!through || hy_segments_cross(at, hy_vec(occupancy->x[place], occupancy->y[place]),
                                                                                 through->from, through->to));
        if (is_met && !lets_pass(context, of, place)) {
            return false;
        }
    }
    // so many cannot stand there: who sees no end of them stays
    return count < MEETING_LIMIT;
}

// one who comes onto another sheet looks at all who are there, and at those who may come there from third sheets
static bool landing_is_free(const hy_context *context, const walk *of)
{
    const hy_model *model = context->model;
    const uint32_t person = of->person;
    const hy_vec2 to = of->to;
    const hy_room *room = &model->rooms[context->state->next_person_room[person]];
    if (!sheet_lets_pass(context, of, room->sheet, NULL, of->at)) {
        return false;
    }
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        const uint32_t other = hy_other_room(opening, context->state->next_person_room[person]);
        if (opening->changes_sheet && other != context->state->person_room[person] &&
            hy_distance(hy_nearest_on_segment(opening->from, opening->to, to), to) < of->reach &&
            !sheet_lets_pass(context, of, model->rooms[other].sheet, opening, to)) {
            return false;
        }
    }
    return true;
}

bool hy_step_is_accepted(const hy_context *context, uint32_t person, float longest_step_m)
{
    const hy_model *model = context->model;
    const hy_state *state = context->state;
    const hy_vec2 at = hy_position(state, person), to = hy_vec(state->next_person_x[person], state->next_person_y[person]);
    const uint32_t home = state->person_room[person], next = state->next_person_room[person];
    const hy_room *room = &model->rooms[home];
    // whoever ends nearer than a contact came from no farther than this
    const walk of = {person, at, to, hy_body_radius(model, state, person), 2 * model->largest_radius_m + longest_step_m,
                     model->rooms[next].sheet != room->sheet};
    if (!(hy_length2(hy_minus(to, at)) > 1e-10f) || !sheet_lets_pass(context, &of, room->sheet, NULL, at)) {
        return false;
    }
    if (of.is_landing) {
        return landing_is_free(context, &of);
    }
    for (uint32_t rank = 0; room->has_sheet_links && rank < room->link_count; rank++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        if (opening->changes_sheet &&
            hy_distance(hy_nearest_on_segment(opening->from, opening->to, to), to) < of.reach &&
            !sheet_lets_pass(context, &of, model->rooms[hy_other_room(opening, home)].sheet, opening, at)) {
            return false;
        }
    }
    return true;
}
