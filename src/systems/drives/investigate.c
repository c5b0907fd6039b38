// Investigate: to where prey was last seen or heard, and to search there.
#include "systems/drives/drive.h"

static bool is_stuck(const hy_thought *thought)
{
    const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_STUCK, thought->person, 0);
    return hy_draw_chance(key, thought->stage->stuck_share);
}

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const uint32_t room = state->person_stimulus_room[person];
    if (room == HY_NONE) {
        return -1;
    }
    // on the way for as long as it takes, within reason; there, for the time of a search
    const bool is_there = state->person_room[person] == room;
    const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_SEARCH, person, state->person_stimulus_at[person]);
    const float search_s = hy_draw_between(thought->stage->search_s, thought->stage->search_high_s, key);
    const float patience_s = is_there ? search_s : thought->model->drives.investigate_patience * search_s;
    const bool is_drawn = hy_since(thought->context, state->person_stimulus_at[person]) < patience_s && !is_stuck(thought);
    return is_drawn ? thought->model->drives.investigate : -1;
}

// those in front press against what is in the way
static bool is_at_the_door(const hy_thought *thought)
{
    const uint32_t link = thought->state->person_link[thought->person];
    if (link == HY_NONE) {
        return false;
    }
    const hy_opening *opening = &thought->model->openings[link];
    return hy_distance(hy_nearest_on_segment(opening->from, opening->to, thought->at), thought->at) <
           thought->model->doors.push_reach_m;
}

static bool stands_in_the_crowd(const hy_thought *thought)
{
    hy_state *state = thought->state;
    const uint32_t person = thought->person;
    if (state->person_blocked_s[person] < thought->model->drives.investigate_jammed_s || is_at_the_door(thought)) {
        return false;
    }
    hy_draw_key key = hy_draw_now(thought->context, HY_PURPOSE_SEARCH, person);
    key.draw = 1;
    if (state->person_gait[person] == HY_RESTING && hy_draw_chance(key, thought->model->drives.investigate_tries)) {
        state->person_blocked_s[person] = 0;
        return false;
    }
    return true;
}

static void act(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const uint32_t room = state->person_stimulus_room[person];
    const hy_vec2 point = hy_vec(state->person_stimulus_x[person], state->person_stimulus_y[person]);
    const bool is_there = state->person_room[person] == room && hy_distance(thought->at, point) < 1.5f;
    if (!is_there && stands_in_the_crowd(thought)) {
        hy_stay(thought);
    } else if (!is_there) {
        // fresh traces are run after
        const bool is_fresh = hy_since(thought->context, state->person_stimulus_at[person]) < thought->model->drives.investigate_fresh_s;
        hy_go_to_point(thought, room, point, is_fresh ? HY_RUNNING : HY_WALKING);
    } else if (state->person_gait[person] == HY_RESTING) {
        const uint32_t occasion = thought->context->tick / hy_ticks(thought->context, thought->model->drives.investigate_step_s);
        const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_SEARCH, person, occasion);
        hy_go_to_point(thought, room, hy_random_point(thought->context, room, key), HY_WALKING);
    }
}

const hy_drive hy_drive_investigate = {"investigate", true, utility, act, false};
