// The table of movement models: a new one is one new file and its row here.
#include "base/text.h"
#include "systems/movement/model.h"

static const hy_movement_model models[] = {
    {"collision_free_speed", hy_collision_free_speed},
};

const hy_movement_model *hy_movement_model_named(const char *name)
{
    for (uint32_t i = 0; i < sizeof models / sizeof models[0]; i++) {
        if (hy_text_equal(models[i].name, name)) {
            return &models[i];
        }
    }
    return NULL;
}
