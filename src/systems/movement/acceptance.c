// Which proposed steps are made: those that bring no two bodies together, whoever else moves. See docs/model/movement.md.
#include "systems/movement/walking.h"

// bodies may press into one another by so much, metres
#define PRESS_M 0.005f

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

// a proposed step, and how far off somebody may be met in it
typedef struct walk {
    uint32_t person;
    hy_vec2 at, to;
    float radius, reach;
    bool is_landing; // it ends on another sheet
} walk;

static hy_lanes distance2(hy_lanes x, hy_lanes y, hy_vec2 from)
{
    const hy_lanes dx = from.x - x, dy = from.y - y;
    return dx * dx + dy * dy;
}

// whoever goes first need not look where the others mean to go: they look; but nobody looks for one who comes from another sheet
static bool gives_way(const hy_context *context, const walk *of, uint32_t first, uint32_t mask)
{
    for (; mask != 0; mask &= mask - 1) {
        const uint32_t other = context->occupancy->order[first + (uint32_t)__builtin_ctz(mask)];
        if (of->is_landing || !goes_first(context, of->person, other)) {
            return true;
        }
    }
    return false;
}

// Somebody among those of the lanes whose bit is set is in the way of the step: bodies would meet where it ends, with those who
// stand there now, unless it leads away from them, or with those who mean to come there.
static bool is_barred(const hy_context *context, const walk *of, uint32_t first, uint32_t mask)
{
    const hy_occupancy *occupancy = context->occupancy;
    const hy_lanes x = hy_lanes_load(occupancy->x + first), y = hy_lanes_load(occupancy->y + first);
    const hy_lanes then_x = hy_lanes_load(occupancy->next_x + first), then_y = hy_lanes_load(occupancy->next_y + first);
    const hy_lanes contact = hy_lanes_load(occupancy->radius + first) + (of->radius - PRESS_M);
    const hy_lanes contact2 = contact * contact, after2 = distance2(x, y, of->to);
    // distances across a wall between sheets mean nothing: who comes over needs a place that is wholly free
    const hy_lane_bits leads_away = (after2 >= distance2(x, y, of->at)) & hy_lane_bits_of(of->is_landing ? 0 : UINT32_MAX);
    if (mask & hy_lanes_mask((after2 < contact2) & ~leads_away)) {
        return true;
    }
    const hy_lane_bits moves = (then_x != x) | (then_y != y);
    return gives_way(context, of, first, mask & hy_lanes_mask(moves & (distance2(then_x, then_y, of->to) < contact2)));
}

// true where nobody on a sheet is in the way; on another sheet than one's own only those count who stand behind the opening between
static bool sheet_lets_pass(const hy_context *context, const walk *of, uint32_t sheet, const hy_opening *through, hy_vec2 at)
{
    const hy_occupancy *occupancy = context->occupancy;
    const uint32_t own_place = occupancy->place_of[of->person];
    hy_row_walk rows = hy_walk_rows(occupancy, &context->model->sheets[sheet], of->to, of->reach);
    uint32_t first, end;
    while (hy_next_row(&rows, &first, &end)) {
        for (; first < end; first += HY_LANES) {
            uint32_t mask = hy_bodies_near(occupancy, first, end, of->to, of->reach * of->reach) & ~hy_lane_of(own_place, first);
            mask = through && mask ? hy_bodies_behind(occupancy, through->from, through->to, at, first, mask) : mask;
            if (mask && is_barred(context, of, first, mask)) {
                return false;
            }
        }
    }
    return true;
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
