// Fetch: something to fight with, from where it lies. See docs/model/tools.md.
#include "systems/drives/drive.h"

static uint32_t where(const hy_thought *thought, float *way_m)
{
    return hy_nearest_place(thought, (hy_wanted_place){HY_place_kind_weapon, thought->model->tools.fetch_m, true}, way_m);
}

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person;
    float way_m;
    if (state->person_belief[person] != HY_BELIEVING || state->person_weapon[person] != HY_NONE || thought->is_threatened ||
        where(thought, &way_m) == HY_NONE) {
        return -1;
    }
    const hy_spec_tools *tools = &thought->model->tools;
    const float nearness = 1 - thought->model->drives.errand_way * way_m / hy_max(tools->fetch_m, 1);
    return tools->fetch_weight * state->person_courage[person] * nearness;
}

static void act(const hy_thought *thought)
{
    float way_m;
    const uint32_t place = where(thought, &way_m);
    if (place == HY_NONE) {
        hy_stay(thought);
        return;
    }
    hy_go_to_point(thought, thought->model->places[place].room, thought->model->places[place].at, HY_RUNNING);
}

const hy_drive hy_drive_fetch = {"fetch", false, utility, act, false};
