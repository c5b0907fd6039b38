// Window: after prey that is seen beyond a pane, through the pane.
#include "systems/drives/drive.h"

// one stands so far before the pane, metres beyond the body
#define BEFORE_M 0.1f

// what lies outside is looked at from a point so far before the wall, metres
#define FOOT_M 0.5f

// prey on the ground outside, seen from a window: in front of the wall, and nothing between it and the foot of the wall
static bool is_seen_from(const hy_thought *thought, const hy_opening *opening, uint32_t prey)
{
    const hy_model *model = thought->model;
    const hy_state *state = thought->state;
    const uint32_t here = state->person_room[thought->person], there = state->person_room[prey];
    const hy_vec2 at = hy_position(state, prey), middle = hy_middle(opening->from, opening->to);
    const float out = opening->rooms[0] == here ? 1.0f : -1.0f;
    return model->rooms[there].is_outdoor && out * hy_dot(hy_minus(at, middle), opening->normal) > 0 &&
           hy_distance(at, thought->at) < hy_min(model->drives.window_leap_m, thought->stage->sight_m) &&
           model->levels[model->rooms[there].level].elevation_m <= model->levels[model->rooms[here].level].elevation_m &&
           hy_view_is_free(model, state, model->rooms[there].sheet, hy_along(middle, opening->normal, out * FOOT_M), at);
}

static bool can_be_taken(const hy_thought *thought, const hy_opening *opening)
{
    return opening->kind == HY_opening_kind_window && opening->sill_m <= thought->model->drives.window_sill_m;
}

static bool leads_to(const hy_thought *thought, const hy_opening *opening, uint32_t prey)
{
    const uint32_t beyond = hy_other_room(opening, thought->state->person_room[thought->person]);
    if (!can_be_taken(thought, opening)) {
        return false;
    }
    return beyond != HY_NONE ? beyond == thought->state->person_room[prey] : is_seen_from(thought, opening, prey);
}

// who is to be seen outside from any window of the room: the first in order
static uint32_t prey_outside(const hy_thought *thought)
{
    const hy_model *model = thought->model;
    const hy_occupancy *occupancy = thought->context->occupancy;
    const hy_room *here = &model->rooms[thought->state->person_room[thought->person]];
    for (uint32_t room = 0; room < model->room_count && !here->is_outdoor; room++) {
        for (uint32_t i = 0; model->rooms[room].is_outdoor && i < occupancy->prey_counts[room]; i++) {
            const uint32_t prey = occupancy->prey[occupancy->prey_starts[room] + i];
            for (uint32_t rank = 0; rank < here->link_count; rank++) {
                const hy_opening *opening = &model->openings[model->links[here->first_link + rank]];
                if (opening->rooms[1] == HY_NONE && leads_to(thought, opening, prey)) {
                    return prey;
                }
            }
        }
    }
    return HY_NONE;
}

// in the room or behind its panes, else outside
static uint32_t prey_of(const hy_thought *thought)
{
    const uint32_t seen = thought->state->person_seen[thought->person];
    return seen != HY_NONE ? seen : prey_outside(thought);
}

// an open door between the two rooms is a better way
static bool has_open_door(const hy_thought *thought, uint32_t there)
{
    const hy_model *model = thought->model;
    const uint32_t here = thought->state->person_room[thought->person];
    const hy_room *room = &model->rooms[here];
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const uint32_t index = model->links[room->first_link + rank];
        if (model->openings[index].is_passable && hy_opening_is_open(thought->state, index) &&
            hy_other_room(&model->openings[index], here) == there) {
            return true;
        }
    }
    return false;
}

static uint32_t best_window(const hy_thought *thought, uint32_t prey)
{
    const hy_model *model = thought->model;
    const hy_room *room = &model->rooms[thought->state->person_room[thought->person]];
    uint32_t best = HY_NONE;
    float best_m = HY_INFINITY;
    for (uint32_t rank = 0; rank < room->link_count; rank++) {
        const uint32_t index = model->links[room->first_link + rank];
        const hy_opening *opening = &model->openings[index];
        const float way_m = hy_distance(hy_nearest_on_segment(opening->from, opening->to, thought->at), thought->at);
        if (way_m < best_m && leads_to(thought, opening, prey)) {
            best = index;
            best_m = way_m;
        }
    }
    return best;
}

static bool is_minded(const hy_thought *thought)
{
    const uint32_t occasion = thought->context->tick / hy_ticks(thought->context, thought->model->doors.window_s);
    return hy_draw_chance(hy_draw_of(thought->context, HY_PURPOSE_WINDOW, thought->person, occasion),
                          thought->stage->through_window);
}

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    if (thought->stage->through_window <= 0 || !is_minded(thought)) {
        return -1;
    }
    const uint32_t prey = prey_of(thought);
    if (prey == HY_NONE || state->person_room[prey] == state->person_room[thought->person] ||
        (thought->stage->spares_friends && hy_is_friend(state, thought->person, prey))) {
        return -1;
    }
    return best_window(thought, prey) != HY_NONE && !has_open_door(thought, state->person_room[prey]) ? thought->model->drives.window : -1;
}

static void act(const hy_thought *thought)
{
    hy_state *state = thought->state;
    const uint32_t window = best_window(thought, prey_of(thought)), room = state->person_room[thought->person];
    const hy_opening *opening = &thought->model->openings[window];
    const hy_vec2 pane = hy_nearest_on_segment(opening->from, opening->to, thought->at);
    const float inward_m = (state->person_radius[thought->person] + BEFORE_M) * (opening->rooms[0] == room ? -1.0f : 1.0f);
    state->person_window[thought->person] = window;
    hy_go_to_point(thought, room, hy_along(pane, opening->normal, inward_m), HY_RUNNING);
}

const hy_drive hy_drive_window = {"window", true, utility, act, false};
