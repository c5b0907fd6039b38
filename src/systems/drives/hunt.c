// Hunt: straight at the prey in sight.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    const uint32_t prey = thought->state->person_seen[thought->person];
    const bool is_spared = prey != HY_NONE && thought->stage->spares_friends && hy_is_friend(thought->state, thought->person, prey);
    return prey == HY_NONE || is_spared ? -1 : thought->model->drives.hunt;
}

static void act(const hy_thought *thought)
{
    hy_go_to_person(thought, thought->state->person_seen[thought->person], HY_RUNNING);
}

const hy_drive hy_drive_hunt = {"hunt", true, utility, act, false};
