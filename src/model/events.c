// What happens when: the timetable of the day, and the incidents that the scenario makes happen.
#include "model/builder.h"

static bool row_addresses(const hy_group *group, const char *word)
{
    return hy_text_equal(word, "all") || hy_text_equal(word, group->name) ||
           (group->sitting[0] && hy_text_equal(word, group->sitting)) ||
           (hy_text_equal(word, "students") && group->role == HY_role_student) ||
           (hy_text_equal(word, "staff") && group->role == HY_role_staff);
}

static void add_row_groups(hy_builder *builder, hy_growing *list, const hy_spec_row *spec, hy_timetable_row *row)
{
    const hy_model *model = builder->model;
    row->first_group = list->count;
    for (uint32_t i = 0; i < spec->groups_count; i++) {
        const uint32_t before = list->count;
        for (uint32_t group = 0; group < model->group_count; group++) {
            if (row_addresses(&model->groups[group], spec->groups[i])) {
                uint32_t *kept = HY_GROW(builder, list, uint32_t);
                if (!kept) {
                    return;
                }
                *kept = group;
            }
        }
        if (list->count == before) {
            hy_problem(builder, HY_FIELD_MARK(spec, row, groups), "timetable", "\"", spec->groups[i],
                       "\" is no group, no sitting, and not students, staff or all", NULL);
        }
    }
    row->group_count = list->count - row->first_group;
}

static void add_row_rooms(hy_builder *builder, hy_growing *list, const hy_spec_row *spec, hy_timetable_row *row)
{
    const hy_model *model = builder->model;
    row->first_room = list->count;
    row->is_home = spec->where_count == 0;
    for (uint32_t i = 0; i < spec->where_count; i++) {
        const char *word = spec->where[i];
        row->is_home |= hy_text_equal(word, "home");
        row->is_class |= hy_text_equal(word, "class");
        const uint32_t before = list->count;
        // a room of that very name; else all rooms of that use
        const bool is_name = hy_model_room_named(model, word) != HY_NONE;
        for (uint32_t room = 0; room < model->room_count; room++) {
            const bool has_use = hy_text_equal(hy_room_use_word(model->rooms[room].use), word) && !model->rooms[room].is_stair;
            if (is_name ? hy_text_equal(model->rooms[room].name, word) : has_use) {
                uint32_t *kept = HY_GROW(builder, list, uint32_t);
                if (!kept) {
                    return;
                }
                *kept = room;
            }
        }
        if (list->count == before && !hy_text_equal(word, "home") && !hy_text_equal(word, "class")) {
            hy_report_room(builder, word, HY_FIELD_MARK(spec, row, where), "timetable");
        }
    }
    row->room_count = list->count - row->first_room;
}

static void build_timetable(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    hy_growing groups = {0}, rooms = {0};
    model->rows = HY_ARENA_ARRAY(builder->arena, hy_timetable_row, scenario->timetable_count + 1);
    if (!model->rows) {
        return;
    }
    for (uint32_t i = 0; i < scenario->timetable_count; i++) {
        const hy_spec_row *spec = &scenario->timetable[i];
        hy_timetable_row *row = &model->rows[i];
        *row = (hy_timetable_row){.at_s = spec->at_s, .activity = spec->activity, .spread_s = spec->spread_s,
                                  .share = spec->share};
        add_row_groups(builder, &groups, spec, row);
        add_row_rooms(builder, &rooms, spec, row);
        if (i > 0 && spec->at_s < scenario->timetable[i - 1].at_s) {
            hy_problem(builder, HY_FIELD_MARK(spec, row, at), "timetable",
                       "the rows of the timetable must stand in order of time", NULL);
        }
    }
    model->row_count = scenario->timetable_count;
    model->row_groups = groups.items;
    model->row_group_count = groups.count;
    model->row_rooms = rooms.items;
    model->row_room_count = rooms.count;
}

static uint32_t person_or_problem(hy_builder *builder, const char *name, hy_mark mark)
{
    const uint32_t person = hy_model_person_named(builder->model, name);
    if (person == HY_NONE) {
        hy_problem(builder, mark, "incidents", "there is no person \"", name,
                   "\"; give the name of one of persons:, or what one of them is called:", NULL);
        return 0;
    }
    return person;
}

static void resolve_exposure(hy_builder *builder, const hy_spec_incident *spec, hy_incident *incident)
{
    const hy_model *model = builder->model;
    for (uint32_t i = 0; i < model->exposure_count; i++) {
        if (hy_text_equal(model->exposures[i].name, spec->with)) {
            incident->exposure = i;
        }
    }
    if (incident->exposure == HY_NONE) {
        hy_problem(builder, HY_FIELD_MARK(spec, incident, with), "incidents", "the strain has no exposure \"", spec->with,
                   "\"; with: must name one", NULL);
        return;
    }
    const hy_exposure *exposure = &model->exposures[incident->exposure];
    for (uint32_t i = 0; i < exposure->wound_count; i++) {
        if (hy_text_equal(model->wounds[exposure->first_wound + i].name, spec->wound)) {
            incident->wound = exposure->first_wound + i;
        }
    }
    if (spec->wound[0] && incident->wound == HY_NONE) {
        hy_problem(builder, HY_FIELD_MARK(spec, incident, wound), "incidents", "exposure \"", spec->with,
                   "\" has no wound \"", spec->wound, "\"", NULL);
    }
    if (spec->outcome[0]) {
        incident->outcome = hy_model_stage_named(model, spec->outcome);
        if (incident->outcome == HY_NONE) {
            hy_problem(builder, HY_FIELD_MARK(spec, incident, outcome), "incidents", "the strain has no stage \"",
                       spec->outcome, "\"", NULL);
        }
    }
}

static void build_incident(hy_builder *builder, const hy_spec_incident *spec, hy_incident *incident)
{
    // who is in a room may be left to the moment
    const bool takes_anybody = spec->kind == HY_incident_kind_expose && !spec->who[0] && spec->where[0];
    const bool needs_person = spec->kind == HY_incident_kind_go || (spec->kind == HY_incident_kind_expose && !takes_anybody) ||
                              spec->kind == HY_incident_kind_take_away || spec->kind == HY_incident_kind_sedate ||
                              spec->kind == HY_incident_kind_amputate;
    const bool needs_room = spec->kind == HY_incident_kind_go || spec->kind == HY_incident_kind_blast || takes_anybody ||
                            spec->kind == HY_incident_kind_fire;
    *incident = (hy_incident){.mark = spec->mark,
                              .at_s = spec->at_s,
                              .kind = spec->kind,
                              .who = HY_NONE,
                              .by = HY_NONE,
                              .room = HY_NONE,
                              .opening = HY_NONE,
                              .exposure = HY_NONE,
                              .wound = HY_NONE,
                              .outcome = HY_NONE,
                              .after_s = spec->after_s,
                              .for_s = spec->for_s,
                              .radius_m = spec->radius_m,
                              .kills = spec->kills,
                              .sound = HY_NONE,
                              .circuit = HY_NONE,
                              .sounds_s = spec->sounds_s,
                              .smoke_per_m = spec->smoke_per_m,
                              .note = spec->note};
    const bool sounds = spec->kind == HY_incident_kind_sound || spec->kind == HY_incident_kind_silence;
    if (needs_person || (sounds && spec->who[0])) {
        incident->who = person_or_problem(builder, spec->who, HY_FIELD_MARK(spec, incident, who));
    }
    if (spec->by[0]) {
        incident->by = person_or_problem(builder, spec->by, HY_FIELD_MARK(spec, incident, by));
    }
    if (sounds) {
        hy_resolve_sound(builder, spec, incident);
    }
    builder->model->has_fire |= spec->kind == HY_incident_kind_fire;
    if (needs_room) {
        incident->room = hy_room_or_problem(builder, spec->where, HY_FIELD_MARK(spec, incident, where), "incidents");
    }
    if (spec->kind == HY_incident_kind_expose) {
        resolve_exposure(builder, spec, incident);
    }
    if (spec->kind == HY_incident_kind_lock || spec->kind == HY_incident_kind_unlock) {
        incident->opening = hy_model_opening_named(builder->model, spec->where);
        if (incident->opening == HY_NONE) {
            hy_problem(builder, HY_FIELD_MARK(spec, incident, where), "incidents", "the plan has no opening \"",
                       spec->where, "\"; without a name of their own they are called after their rooms, like \"corridor 4F / 2-5\"", NULL);
        }
    }
}

void hy_build_events(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    build_timetable(builder, scenario);
    model->incidents = HY_ARENA_ARRAY(builder->arena, hy_incident, scenario->incidents_count + 1);
    if (!model->incidents) {
        return;
    }
    for (uint32_t i = 0; i < scenario->incidents_count; i++) {
        const hy_spec_incident *spec = &scenario->incidents[i];
        build_incident(builder, spec, &model->incidents[model->incident_count]);
        model->incident_count +=
            hy_switches_hold(builder, scenario, spec->only_if, HY_FIELD_MARK(spec, incident, only_if), "incidents");
        if (spec->at_s < scenario->start_s || spec->at_s > scenario->end_s) {
            hy_problem(builder, HY_FIELD_MARK(spec, incident, at), "incidents",
                       "this incident lies before the start or after the end of the scenario", NULL);
        }
    }
}
