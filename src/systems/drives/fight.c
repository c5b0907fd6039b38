// Fight: to face a hunter, for the brave, the armed and the cornered.
#include "systems/drives/drive.h"

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const hy_model *model = thought->model;
    const uint32_t person = thought->person;
    if (!thought->is_threatened || state->person_belief[person] != HY_BELIEVING) {
        return -1;
    }
    const uint32_t weapon = state->person_weapon[person];
    const bool can_shoot = weapon != HY_NONE && model->fight.weapons[weapon].shots > 0 && state->person_shots[person] > 0;
    const float reach_m = can_shoot ? model->fight.weapons[weapon].range_m : model->drives.fight_m;
    const bool is_cornered = state->person_blocked_s[person] > model->drives.cornered_s;
    if (thought->threat_m > reach_m || (state->person_fear[person] > state->person_fear_threshold[person] && !is_cornered)) {
        return -1;
    }
    const hy_spec_drives *rules = &model->drives;
    const float means = (weapon != HY_NONE ? rules->fight_armed : rules->fight_unarmed) *
                        hy_min(state->person_skill[person], rules->fight_skill_most);
    return model->mind.fight_weight * state->person_courage[person] * means * (1 + rules->fight_rage * state->person_rage[person]) +
           (is_cornered ? rules->fight_cornered : 0);
}

static void act(const hy_thought *thought)
{
    // one stands and lets them come
    hy_stay(thought);
}

const hy_drive hy_drive_fight = {"fight", false, utility, act, false};
