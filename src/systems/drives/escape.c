// Escape: off the grounds, by the exit with the shortest way that no hunter holds.
#include "systems/drives/drive.h"

// an exit so far away draws half as much, metres
#define HALF_WAY_M 150.0f

static uint32_t nearest_exit(const hy_thought *thought, float *way_m)
{
    const hy_model *model = thought->model;
    float ways[HY_LINK_LIMIT];
    hy_ways_to_links(thought, ways);
    uint32_t best = HY_NONE;
    *way_m = HY_NO_WAY;
    for (uint32_t i = 0; i < model->place_count; i++) {
        const hy_place *place = &model->places[i];
        if (place->kind != HY_place_kind_exit || place->room == thought->state->person_shunned[thought->person]) {
            continue;
        }
        const bool is_here = place->room == thought->state->person_room[thought->person];
        const float way = is_here ? hy_distance(thought->at, place->at) : hy_way_over_links(thought, ways, place->room);
        if (way < *way_m) {
            *way_m = way;
            best = i;
        }
    }
    return best;
}

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    if (state->person_belief[person] != HY_BELIEVING) {
        return -1;
    }
    float way_m;
    if (nearest_exit(thought, &way_m) == HY_NONE || way_m > 3000) {
        return -1;
    }
    const float nearness = HALF_WAY_M / (HALF_WAY_M + way_m);
    const bool is_outdoors = thought->model->rooms[state->person_room[person]].is_outdoor;
    return thought->model->mind.escape_weight * (0.4f + 0.6f * state->person_courage[person]) * (0.5f + nearness) *
           (is_outdoors ? 1.4f : 1);
}

static void act(const hy_thought *thought)
{
    float way_m;
    const uint32_t exit = nearest_exit(thought, &way_m);
    if (exit == HY_NONE) {
        hy_stay(thought);
        return;
    }
    const hy_place *place = &thought->model->places[exit];
    thought->state->person_is_leaving[thought->person] = 1;
    hy_go_to_point(thought, place->room, place->at, HY_RUNNING);
}

const hy_drive hy_drive_escape = {"escape", false, utility, act};
