// Use a device: raise the alarm, or from one's hiding place draw hunters away by a noise elsewhere.
#include "systems/drives/drive.h"

// a device farther away is not thought of, metres
#define REACH_M 40.0f

// so near one can use it, metres
#define HAND_M 1.2f

static bool sounds_already(const hy_thought *thought, uint32_t circuit)
{
    const hy_model *model = thought->model;
    for (uint32_t i = 0; i < model->device_count; i++) {
        if ((model->places[model->devices[i]].circuits >> circuit & 1) && hy_place_sounds(thought->context, model->devices[i])) {
            return true;
        }
    }
    return false;
}

// in hiding, and hearing them: a noise elsewhere would help, but none in one's own room
static bool would_lure(const hy_thought *thought, const hy_place *place)
{
    const hy_state *state = thought->state;
    const uint32_t person = thought->person, heard = state->person_heard[person];
    const bool hears_them = state->person_heard_db[person] > 0 && heard != HY_NONE &&
                            hy_stage_of(thought->model, state, heard)->hunts;
    return state->person_has_hidden[person] && hears_them && place->room == state->person_room[person] &&
           (place->circuits >> place->starts & 1) == 0;
}

// what using that device draws; below 0 for one that is of no use now
static float draw_of(const hy_thought *thought, const hy_place *place)
{
    const hy_state *state = thought->state;
    const hy_spec_mind *mind = &thought->model->mind;
    const uint32_t person = thought->person;
    const bool warns = thought->model->sounds[place->sound].spec.warns;
    const float weight = warns ? mind->alarm_weight * state->person_responsibility[person]
                               : mind->lure_weight * state->person_courage[person];
    if (!(weight > 0) || (!warns && !would_lure(thought, place)) || sounds_already(thought, place->starts)) {
        return -1;
    }
    const bool is_here = place->room == state->person_room[person];
    const float way_m = is_here ? hy_distance(thought->at, place->at) : hy_way_to_room(thought, place->room);
    return way_m <= REACH_M ? weight * (1.5f - way_m / REACH_M) : -1;
}

// the device that draws most, HY_NONE
static uint32_t best_device(const hy_thought *thought, float *draw)
{
    const hy_model *model = thought->model;
    uint32_t best = HY_NONE;
    *draw = -1;
    for (uint32_t i = 0; i < model->device_count; i++) {
        const hy_place *place = &model->places[model->devices[i]];
        if (!place->by_hand || place->starts == HY_NONE) {
            continue;
        }
        const float own = draw_of(thought, place);
        if (own > *draw) {
            *draw = own;
            best = model->devices[i];
        }
    }
    return best;
}

static float utility(const hy_thought *thought)
{
    const hy_spec_mind *mind = &thought->model->mind;
    if (thought->state->person_belief[thought->person] != HY_BELIEVING || thought->is_threatened || !thought->model->has_switches ||
        !(mind->alarm_weight > 0 || mind->lure_weight > 0)) {
        return -1;
    }
    float draw;
    (void)best_device(thought, &draw);
    return draw;
}

static void act(const hy_thought *thought)
{
    float draw;
    const uint32_t device = best_device(thought, &draw);
    if (device == HY_NONE) {
        hy_stay(thought);
        return;
    }
    const hy_place *place = &thought->model->places[device];
    if (place->room == thought->state->person_room[thought->person] && hy_distance(thought->at, place->at) < HAND_M) {
        thought->state->person_device[thought->person] = device;
    }
    hy_go_to_point(thought, place->room, place->at, HY_RUNNING);
}

const hy_drive hy_drive_use_device = {"use_device", false, utility, act, true};
