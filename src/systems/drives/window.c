// Window: after prey that is seen beyond a pane, through the pane.
#include "systems/drives/drive.h"

// nobody gets over a higher sill, metres
#define SILL_M 1.3f

// one stands so far before the pane, metres beyond the body
#define BEFORE_M 0.1f

// prey beyond a window to the open is worth a leap within this, metres
#define LEAP_M 40.0f

static bool leads_to(const hy_thought *thought, const hy_opening *opening, uint32_t prey)
{
    const hy_model *model = thought->model;
    const hy_state *state = thought->state;
    const uint32_t here = state->person_room[thought->person], there = state->person_room[prey];
    if (opening->kind != HY_opening_kind_window || opening->sill_m > SILL_M) {
        return false;
    }
    const uint32_t beyond = hy_other_room(opening, here);
    if (beyond != HY_NONE) {
        return beyond == there;
    }
    // the prey must be on the outer side of the wall
    const hy_vec2 out = hy_minus(hy_position(state, prey), opening->from);
    const float ahead = hy_dot(out, opening->normal) * (opening->rooms[0] == here ? 1.0f : -1.0f);
    return model->rooms[there].is_outdoor && ahead > 0 && hy_distance(hy_position(state, prey), thought->at) < LEAP_M;
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

static uint32_t best_window(const hy_thought *thought)
{
    const hy_model *model = thought->model;
    const uint32_t prey = thought->state->person_seen[thought->person];
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
    const uint32_t prey = state->person_seen[thought->person];
    if (thought->stage->through_window <= 0 || prey == HY_NONE || state->person_room[prey] == state->person_room[thought->person] ||
        (thought->stage->spares_friends && hy_is_friend(state, thought->person, prey)) || !is_minded(thought)) {
        return -1;
    }
    return best_window(thought) != HY_NONE && !has_open_door(thought, state->person_room[prey]) ? 1.3f : -1;
}

static void act(const hy_thought *thought)
{
    hy_state *state = thought->state;
    const uint32_t window = best_window(thought), room = state->person_room[thought->person];
    const hy_opening *opening = &thought->model->openings[window];
    const hy_vec2 pane = hy_nearest_on_segment(opening->from, opening->to, thought->at);
    const float inward_m = (state->person_radius[thought->person] + BEFORE_M) * (opening->rooms[0] == room ? -1.0f : 1.0f);
    state->person_window[thought->person] = window;
    hy_go_to_point(thought, room, hy_along(pane, opening->normal, inward_m), HY_RUNNING);
}

const hy_drive hy_drive_window = {"window", true, utility, act};
