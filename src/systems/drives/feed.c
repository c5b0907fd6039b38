// Feed: raw flesh, for those whom it eases, when no prey is in sight. See docs/model/infection.md.
#include "systems/drives/drive.h"

static uint32_t where(const hy_thought *thought, float *way_m)
{
    return hy_nearest_place(thought, (hy_wanted_place){HY_place_kind_flesh, thought->stage->flesh_m, false}, way_m);
}

// as prey draws that is at hand
static float utility(const hy_thought *thought)
{
    const bool could = thought->stage->flesh_eases > 0 && thought->state->person_seen[thought->person] == HY_NONE;
    float way_m;
    return could && where(thought, &way_m) != HY_NONE ? thought->model->drives.hunt : -1;
}

static void act(const hy_thought *thought)
{
    float way_m;
    const uint32_t place = where(thought, &way_m);
    if (place == HY_NONE) {
        hy_stay(thought);
        return;
    }
    hy_go_to_point(thought, thought->model->places[place].room, thought->model->places[place].at, HY_WALKING);
}

const hy_drive hy_drive_feed = {"feed", true, utility, act, false};
