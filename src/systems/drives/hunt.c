// Hunt: straight at the prey in sight.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    return thought->state->person_seen[thought->person] == HY_NONE ? -1 : 1;
}

static void act(const hy_thought *thought)
{
    hy_go_to_person(thought, thought->state->person_seen[thought->person], HY_RUNNING);
}

const hy_drive hy_drive_hunt = {"hunt", true, utility, act, false};
