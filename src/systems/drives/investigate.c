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

// so near to others they are in the way, metres beyond the bodies
#define AT_HAND_M 0.3f

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

// without progress for so long before what is shut one leans against it instead of running at it, seconds
#define LEANS_AFTER_S 1.0f

// before an opening on its way that is shut
static bool is_shut_out(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const bool wants_through = state->person_goal_kind[person] == HY_GOAL_POINT && state->person_link[person] != HY_NONE &&
                               state->person_goal_room[person] == state->person_stimulus_room[person] &&
                               state->person_goal_room[person] != state->person_room[person];
    return wants_through && !hy_opening_is_open(state, state->person_link[person]) && is_at_the_door(thought);
}

// Who is held up there stays and presses: a body that stands costs no step, and doors count it.
static bool is_held_up(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    return state->person_gait[person] == HY_RESTING || state->person_blocked_s[person] >= LEANS_AFTER_S;
}

// ahead is whatever is at less than 60 degrees to where one heads: cosine squared
#define AHEAD 0.25f

static bool is_ahead(const hy_state *state, uint32_t person, uint32_t other)
{
    const hy_vec2 offset = hy_minus(hy_position(state, other), hy_position(state, person));
    const float along = hy_dot(offset, hy_vec(state->person_heading_x[person], state->person_heading_y[person]));
    return along > 0 && along * along > AHEAD * hy_length2(offset);
}

static bool touches_the_crowd_on(const hy_thought *thought, uint32_t on_sheet, const hy_opening *behind)
{
    const hy_state *state = thought->state;
    const hy_occupancy *occupancy = thought->context->occupancy;
    const uint32_t person = thought->person, room = state->person_stimulus_room[person];
    const hy_sheet *sheet = &thought->model->sheets[on_sheet];
    const float reach_m = state->person_radius[person] + thought->model->largest_radius_m + AT_HAND_M;
    hy_row_walk walk = hy_walk_rows(occupancy, sheet, thought->at, reach_m);
    uint32_t first, end;
    while (hy_next_row(&walk, &first, &end)) {
        for (; first < end; first += HY_LANES) {
            uint32_t mask = hy_bodies_near(occupancy, first, end, thought->at, reach_m * reach_m);
            mask = behind && mask ? hy_bodies_behind(occupancy, behind->from, behind->to, thought->at, first, mask) : mask;
            for (; mask != 0; mask &= mask - 1) {
                const uint32_t other = occupancy->order[first + (uint32_t)__builtin_ctz(mask)];
                if (other != person && state->person_stimulus_room[other] == room &&
                    hy_stage_of(thought->model, state, other)->hunts && thought->context->gaits[other] == HY_RESTING &&
                    is_ahead(state, person, other)) {
                    return true;
                }
            }
        }
    }
    return false;
}

// One that has stopped on its way to the same place is in the way, here or behind the opening that one makes for: the crowd before a
// place begins there, and grows outward.
static bool touches_the_crowd(const hy_thought *thought)
{
    const hy_model *model = thought->model;
    const uint32_t room = thought->state->person_room[thought->person], link = thought->state->person_link[thought->person];
    if (touches_the_crowd_on(thought, model->rooms[room].sheet, NULL)) {
        return true;
    }
    return link != HY_NONE && model->openings[link].changes_sheet && hy_opening_is_open(thought->state, link) &&
           touches_the_crowd_on(thought, model->rooms[hy_other_room(&model->openings[link], room)].sheet, &model->openings[link]);
}

// who makes no way stands, but tries again now and then
static bool is_kept_back(const hy_thought *thought)
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

static void search(const hy_thought *thought, uint32_t room)
{
    const uint32_t person = thought->person;
    const uint32_t step = hy_ticks(thought->context, thought->model->drives.investigate_step_s);
    if (thought->state->person_gait[person] == HY_RESTING) {
        const uint32_t occasion = thought->context->tick / step;
        const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_SEARCH, person, occasion);
        hy_go_to_point(thought, room, hy_random_point(thought->context, room, key), HY_WALKING);
    }
}

static void act(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const hy_spec_drives *rules = &thought->model->drives;
    const uint32_t person = thought->person;
    const uint32_t room = state->person_stimulus_room[person];
    const hy_vec2 point = hy_vec(state->person_stimulus_x[person], state->person_stimulus_y[person]);
    const float age_s = hy_since(thought->context, state->person_stimulus_at[person]);
    const bool is_in_room = state->person_room[person] == room;
    const bool is_there = is_in_room && hy_distance(thought->at, point) < rules->investigate_there_m;
    const bool goes_on = age_s < rules->news_s;
    const bool is_out = is_shut_out(thought);
    const bool has_come = is_there || (!is_out && (goes_on || is_in_room) && touches_the_crowd(thought));
    if (has_come && goes_on) {
        // what sounds on need not be searched for
        hy_stay(thought);
        hy_rest_until(thought, thought->context->tick + hy_ticks(thought->context, rules->investigate_stands_s));
    } else if (has_come) {
        search(thought, room);
    } else if (is_out && is_held_up(thought)) {
        thought->state->person_gait[person] = HY_RESTING;
        hy_rest_until(thought, thought->context->tick + hy_ticks(thought->context, rules->investigate_stands_s));
    } else if (is_kept_back(thought)) {
        hy_stay(thought);
        hy_rest_until(thought, thought->context->tick + hy_ticks(thought->context, rules->investigate_waits_s));
    } else {
        hy_go_to_point(thought, room, point, age_s < rules->investigate_fresh_s ? HY_RUNNING : HY_WALKING);
    }
}

const hy_drive hy_drive_investigate = {"investigate", true, utility, act, false};
