// Use a device: from one's hiding place draw hunters away by a noise elsewhere. See docs/model/devices.md.
#include "systems/drives/drive.h"

// so near one can use it, metres
#define HAND_M 1.2f

static bool hears_them(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const uint32_t heard = state->person_heard[thought->person];
    return state->person_heard_db[thought->person] > 0 && heard != HY_NONE && hy_stage_of(thought->model, state, heard)->hunts;
}

// the nearest device of the room that sounds elsewhere and is silent now, HY_NONE
static uint32_t device_here(const hy_thought *thought)
{
    const hy_model *model = thought->model;
    uint32_t best = HY_NONE;
    float best_m = HY_INFINITY;
    for (uint32_t i = 0; i < model->device_count; i++) {
        const uint32_t index = model->devices[i];
        const hy_place *place = &model->places[index];
        const float away_m = hy_distance(thought->at, place->at);
        if (place->by_hand && place->starts != HY_NONE && place->room == thought->state->person_room[thought->person] &&
            (place->circuits >> place->starts & 1) == 0 && away_m < best_m && !hy_circuit_sounds(thought->context, place->starts)) {
            best = index;
            best_m = away_m;
        }
    }
    return best;
}

static float utility(const hy_thought *thought)
{
    const hy_state *state = thought->state;
    const float weight = thought->model->mind.lure_weight * state->person_courage[thought->person];
    if (!thought->model->has_switches || !(weight > 0) || !state->person_has_hidden[thought->person] || thought->is_threatened ||
        !hears_them(thought) || device_here(thought) == HY_NONE) {
        return -1;
    }
    // beside hiding itself, which it serves
    return thought->model->drives.use_device + weight;
}

static void act(const hy_thought *thought)
{
    const uint32_t device = device_here(thought);
    if (device == HY_NONE) {
        hy_stay(thought);
        return;
    }
    const hy_place *place = &thought->model->places[device];
    if (hy_distance(thought->at, place->at) < HAND_M) {
        thought->state->person_device[thought->person] = device;
    }
    hy_go_to_point(thought, place->room, place->at, HY_WALKING);
}

const hy_drive hy_drive_use_device = {"use_device", false, utility, act, true};
