// What the minds of people name: the parts they play, the rows of the day that are theirs, rooms and exposures.
#include "model/builder.h"

static hy_role other_role(hy_role role)
{
    return role == HY_role_staff ? HY_role_student : HY_role_staff;
}

static void give_parts(hy_model *model, const hy_spec_scenario *scenario)
{
    for (uint32_t i = 0; i < model->group_count; i++) {
        const hy_part part = scenario->groups[i].acts_as;
        const hy_role given = part == HY_part_own ? model->groups[i].role : part == HY_part_staff ? HY_role_staff : HY_role_student;
        model->groups[i].part = scenario->exchange_roles ? other_role(given) : given;
    }
}

static uint32_t exit_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->place_count; i++) {
        if (model->places[i].kind == HY_place_kind_exit && hy_text_equal(model->places[i].name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

static void find_arrivals(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    for (uint32_t i = 0; i < model->group_count; i++) {
        const hy_spec_group *spec = &scenario->groups[i];
        model->groups[i].arrives = HY_NONE;
        if (spec->arrives[0] == '\0') {
            continue;
        }
        model->groups[i].arrives = exit_named(model, spec->arrives);
        model->has_kin = true;
        if (model->groups[i].arrives == HY_NONE) {
            hy_problem(builder, HY_FIELD_MARK(spec, group, arrives), "groups", "the plan has no place \"", spec->arrives,
                       "\" of kind exit; arrives: must name one", NULL);
        }
    }
}

// the rows of each group, in order of time
static void list_rows(hy_builder *builder)
{
    hy_model *model = builder->model;
    uint32_t *rows = HY_ARENA_ARRAY(builder->arena, uint32_t, model->row_group_count + 1);
    uint32_t count = 0;
    for (uint32_t group = 0; rows && group < model->group_count; group++) {
        hy_group *of = &model->groups[group];
        of->first_row = count;
        for (uint32_t row = 0; row < model->row_count; row++) {
            bool is_addressed = false;
            for (uint32_t i = 0; i < model->rows[row].group_count; i++) {
                is_addressed |= model->row_groups[model->rows[row].first_group + i] == group;
            }
            if (is_addressed) {
                rows[count++] = row;
            }
        }
        of->row_count = count - of->first_row;
    }
    model->rows_of_groups = rows;
}

static void find_hoses(hy_builder *builder)
{
    hy_model *model = builder->model;
    for (uint32_t i = 0; i < model->place_count; i++) {
        const char *goal = *HY_ITEM(builder->place_goal_list, const char *, i);
        hy_place *place = &model->places[i];
        const hy_mark mark = model->rooms[place->room].mark;
        if (goal[0] != '\0') {
            place->leads_to = hy_room_or_problem(builder, goal, mark, "places");
        }
        if ((place->kind == HY_place_kind_hose) != (goal[0] != '\0')) {
            hy_problem(builder, mark, "places", "a place of room \"", model->rooms[place->room].name,
                       "\": a hose needs leads_to:, the room in which it ends, and no other place has it", NULL);
        }
    }
}

static void find_meeting(hy_builder *builder, const hy_spec_meeting *spec)
{
    const bool is_named = spec->where[0] != '\0';
    builder->model->meeting_room =
        is_named ? hy_room_or_problem(builder, spec->where, HY_FIELD_MARK(spec, meeting, where), "meeting") : HY_NONE;
}

static void find_phones(hy_builder *builder, const hy_spec_phones *spec)
{
    hy_model *model = builder->model;
    model->has_phones = spec->student_share > 0 || spec->staff_share > 0;
    model->phone_sound = HY_NONE;
    if (spec->sound[0] != '\0') {
        model->phone_sound = hy_sound_or_problem(builder, spec->sound, HY_FIELD_MARK(spec, phones, sound), "phones");
    }
}

void hy_build_society(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    if (builder->arena->has_failed || builder->scratch->has_failed) {
        return;
    }
    give_parts(model, scenario);
    find_arrivals(builder, scenario);
    list_rows(builder);
    find_hoses(builder);
    model->malice_exposure = HY_NONE;
    for (uint32_t i = 0; i < model->exposure_count; i++) {
        if (hy_text_equal(model->exposures[i].name, scenario->suspicion.malice_exposure)) {
            model->malice_exposure = i;
        }
    }
    const hy_spec_crisis *crisis = &scenario->crisis;
    model->diversion_room = crisis->diversion_to[0] == '\0'
                                ? HY_NONE
                                : hy_room_or_problem(builder, crisis->diversion_to, HY_FIELD_MARK(crisis, crisis, diversion_to), "crisis");
    find_meeting(builder, &scenario->meeting);
    find_phones(builder, &scenario->phones);
    // the words are the document's, which may be gone when the model is used
    model->suspicion.malice_exposure = model->crisis.diversion_to = model->meeting.where = model->phones.sound = "";
}
