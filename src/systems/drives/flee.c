// Flee: away from a hunter close by, through the door that it does not hold, or to the far corner.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    // behind carts one keeps together
    const hy_spec_drives *rules = &thought->model->drives;
    const bool is_inside = thought->state->person_fortress[thought->person] != HY_NONE;
    if (!thought->is_threatened || thought->threat_m > rules->flee_m || is_inside) {
        return -1;
    }
    const float fear = thought->state->person_fear[thought->person];
    return rules->flee + rules->flee_nearness * (1 - thought->threat_m / hy_max(rules->flee_m, 0.01f)) + rules->flee_fear * fear;
}

// way out with the greatest lead over the hunter; HY_NONE if it holds them all
static uint32_t best_way_out(const hy_thought *thought)
{
    const hy_model *model = thought->model;
    const hy_room *room = &model->rooms[thought->state->person_room[thought->person]];
    const hy_spec_drives *rules = &model->drives;
    const float *ways = hy_ways_to_links(thought);
    uint32_t best = HY_NONE;
    float best_cost = rules->flee_most_m;
    for (uint32_t rank = 0; rank < room->link_count && rank < HY_LINK_LIMIT; rank++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + rank]];
        const uint32_t beyond = hy_other_room(opening, thought->state->person_room[thought->person]);
        if (ways[rank] >= HY_NO_WAY || beyond == HY_NONE || model->rooms[beyond].is_void) {
            continue;
        }
        const float lead = hy_distance(hy_middle(opening->from, opening->to), thought->threat_at);
        const bool is_dead_end = model->rooms[beyond].link_count < 2;
        const float cost = ways[rank] - rules->flee_lead * hy_min(lead, rules->flee_lead_m) + (is_dead_end ? rules->flee_dead_end_m : 0);
        if (cost < best_cost) {
            best_cost = cost;
            best = beyond;
        }
    }
    return best;
}

static hy_vec2 far_point(const hy_thought *thought)
{
    const uint32_t room = thought->state->person_room[thought->person];
    hy_vec2 best = thought->at;
    float best_score = -HY_INFINITY;
    for (uint32_t i = 0; i < 8; i++) {
        const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_HIDE_SPOT, thought->person, thought->context->tick * 8 + i);
        const hy_vec2 point = hy_random_point(thought->context, room, key);
        const float score = hy_distance(point, thought->threat_at) - 0.5f * hy_distance(point, thought->at);
        if (score > best_score) {
            best_score = score;
            best = point;
        }
    }
    return best;
}

// a goal in this room that still lies farther from the threat than oneself
static bool runs_away_already(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    const hy_vec2 goal = hy_vec(state->person_goal_x[person], state->person_goal_y[person]);
    return state->person_gait[person] == HY_RUNNING && state->person_goal_kind[person] == HY_GOAL_POINT &&
           state->person_goal_room[person] == state->person_room[person] &&
           hy_distance(goal, thought->threat_at) > thought->threat_m + 1 && hy_distance(goal, thought->at) > 1;
}

static void act(const hy_thought *thought)
{
    const uint32_t beyond = best_way_out(thought);
    if (beyond != HY_NONE) {
        const hy_draw_key key = hy_draw_of(thought->context, HY_PURPOSE_HIDE_SPOT, thought->person, beyond);
        hy_go_to_point(thought, beyond, hy_random_point(thought->context, beyond, key), HY_RUNNING);
    } else if (!runs_away_already(thought)) {
        hy_go_to_point(thought, thought->state->person_room[thought->person], far_point(thought), HY_RUNNING);
    }
}

const hy_drive hy_drive_flee = {"flee", false, utility, act, false};
