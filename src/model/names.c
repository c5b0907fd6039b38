// Rooms, openings and persons by their names.
#include "model/builder.h"

uint32_t hy_model_room_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->room_count; i++) {
        if (hy_text_equal(model->rooms[i].name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

uint32_t hy_model_opening_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->opening_count; i++) {
        if (hy_text_equal(model->openings[i].name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

uint32_t hy_model_person_named(const hy_model *model, const char *name)
{
    // many persons are called nothing
    for (uint32_t i = 0; name[0] && i < model->person_count; i++) {
        const hy_person *person = &model->people[i];
        if (person->name[0] && (hy_text_equal(person->name, name) || hy_text_equal(person->called, name))) {
            return i;
        }
    }
    return HY_NONE;
}

void hy_report_room(hy_builder *builder, const char *name, hy_mark mark, const char *path)
{
    const char **names = HY_ARENA_ARRAY(builder->scratch, const char *, builder->model->room_count + 1);
    const char *nearest = NULL;
    if (names) {
        for (uint32_t i = 0; i < builder->model->room_count; i++) {
            names[i] = builder->model->rooms[i].name;
        }
        nearest = hy_nearest_name(name, names, builder->model->room_count);
    }
    hy_problem(builder, mark, path, "the plan has no room \"", name, "\"", nearest ? "; did you mean \"" : "",
               nearest ? nearest : "", nearest ? "\"?" : "; name one of its rooms", NULL);
}

uint32_t hy_room_or_problem(hy_builder *builder, const char *name, hy_mark mark, const char *path)
{
    const uint32_t room = hy_model_room_named(builder->model, name);
    if (room == HY_NONE) {
        hy_report_room(builder, name, mark, path);
        return 0;
    }
    return room;
}
