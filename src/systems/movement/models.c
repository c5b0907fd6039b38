// The table of movement models: a new one is one new file, a word in choices.def and its row here.
#include "systems/movement/model.h"

static const hy_movement_model models[HY_walking_model_count] = {
    [HY_walking_model_collision_free_speed] = {"collision_free_speed", hy_collision_free_speed},
};

const hy_movement_model *hy_movement_model_of(hy_walking_model word)
{
    return &models[word];
}
