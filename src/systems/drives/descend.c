// Descend: by a fire hose out of the window, when hunters come. See docs/model/tools.md.
#include "systems/drives/drive.h"

static uint32_t hose_here(const hy_thought *thought)
{
    const hy_model *model = thought->model;
    const uint32_t here = thought->state->person_room[thought->person];
    for (uint32_t i = 0; i < model->place_count; i++) {
        if (model->places[i].kind == HY_place_kind_hose && model->places[i].room == here &&
            !hy_is_known_danger(thought, model->places[i].leads_to)) {
            return i;
        }
    }
    return HY_NONE;
}

static float utility(const hy_thought *thought)
{
    return thought->is_threatened && thought->threat_m < thought->model->drives.descend_m && hose_here(thought) != HY_NONE
               ? thought->model->tools.descent_weight
               : -1;
}

static void act(const hy_thought *thought)
{
    const hy_place *hose = &thought->model->places[hose_here(thought)];
    hy_go_to_point(thought, hose->room, hose->at, HY_RUNNING);
}

const hy_drive hy_drive_descend = {"descend", false, utility, act, false};
