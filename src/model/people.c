// Who is there: groups, named persons and ties with their names resolved, and the weapons at hand.
#include "model/builder.h"

static uint32_t weapon_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->fight.weapons_count; i++) {
        if (hy_text_equal(model->fight.weapons[i].name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

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

static uint32_t group_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->group_count; i++) {
        if (hy_text_equal(model->groups[i].name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

static uint32_t profile_or_problem(hy_builder *builder, const char *name, hy_mark mark)
{
    const hy_model *model = builder->model;
    for (uint32_t i = 0; i + 1 < model->profile_count; i++) {
        if (hy_text_equal(model->profiles[i].name, name)) {
            return i;
        }
    }
    hy_problem(builder, mark, "groups", "there is no profile \"", name, "\"; add it to profiles or name one that is there",
               NULL);
    return 0;
}

static void report_room(hy_builder *builder, const char *name, hy_mark mark, const char *path)
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
        report_room(builder, name, mark, path);
        return 0;
    }
    return room;
}

// every name must be an exit; several places may bear it
static uint32_t add_exits(hy_builder *builder, hy_growing *list, const char *const *names, uint32_t count, hy_mark mark,
                          const char *path)
{
    const hy_model *model = builder->model;
    const uint32_t before = list->count;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t found = list->count;
        for (uint32_t exit = 0; exit < model->exit_count; exit++) {
            if (hy_text_equal(model->places[model->exits[exit]].name, names[i])) {
                uint32_t *kept = HY_GROW(builder, list, uint32_t);
                if (!kept) {
                    return 0;
                }
                *kept = exit;
            }
        }
        if (list->count == found) {
            hy_problem(builder, mark, path, "the plan has no place \"", names[i],
                       "\" of kind exit; name one of its exits", NULL);
        }
    }
    return list->count - before;
}

static bool is_given(float value)
{
    return value > HY_GIVEN;
}

static void check_distribution(hy_builder *builder, const hy_spec_distribution *spec, const char *path)
{
    if (spec->kind == HY_distribution_kind_none) {
        if (is_given(spec->a) || is_given(spec->b)) {
            hy_problem(builder, spec->mark, path, "a distribution needs kind:, one of constant, uniform, normal, lognormal, gamma ",
                       "and weibull", NULL);
        }
        return;
    }
    const bool needs_b = spec->kind != HY_distribution_kind_constant;
    if (!is_given(spec->a) || (needs_b && !is_given(spec->b))) {
        hy_problem(builder, spec->mark, path, "a ", hy_distribution_kind_word(spec->kind), " distribution needs a:",
                   needs_b ? " and b:" : "", NULL);
        return;
    }
    const bool is_positive = spec->kind == HY_distribution_kind_gamma || spec->kind == HY_distribution_kind_weibull;
    if (is_positive && !(spec->a > 0 && spec->b > 0)) {
        hy_problem(builder, spec->mark, path, "shape a: and scale b: must be above 0", NULL);
    } else if (spec->kind == HY_distribution_kind_uniform && spec->b < spec->a) {
        hy_problem(builder, spec->mark, path, "the highest value b: lies below the lowest one a:", NULL);
    } else if (!is_positive && spec->kind != HY_distribution_kind_uniform && needs_b && spec->b < 0) {
        hy_problem(builder, spec->mark, path, "a standard deviation b: cannot be negative", NULL);
    }
    if (is_given(spec->low) && is_given(spec->high) && spec->low > spec->high) {
        hy_problem(builder, spec->mark, path, "low: lies above high:, so nothing can be drawn", NULL);
    }
}

static uint32_t named_count(const hy_spec_scenario *scenario, const char *group)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < scenario->persons_count; i++) {
        count += hy_text_equal(scenario->persons[i].group, group) ? 1 : 0;
    }
    return count;
}

// who only walks needs no other traits than an average person's
static uint32_t profile_of_group(hy_builder *builder, const hy_spec_group *spec, const char *name, hy_mark mark)
{
    if (name[0]) {
        return profile_or_problem(builder, name, mark);
    }
    if (spec->walk.kind == HY_distribution_kind_none) {
        hy_problem(builder, spec->mark, "groups", "group \"", spec->name,
                   "\" needs the profiles female: and male:, or walk:, its walking speed", NULL);
    }
    return builder->model->profile_count - 1;
}

static bool boxes_meet(const hy_room *room, hy_box box)
{
    return box.x < room->high.x && room->low.x < box.x + box.width && box.y < room->high.y && room->low.y < box.y + box.depth;
}

// where a group begins, how fast it walks, and by which exits it may leave
static void place_group(hy_builder *builder, const hy_spec_group *spec, hy_group *group)
{
    const hy_model *model = builder->model;
    group->start = HY_NONE;
    if (spec->start[0]) {
        group->start = hy_room_or_problem(builder, spec->start, HY_FIELD_MARK(spec, group, start), "groups");
    } else if (spec->has_area) {
        group->start = group->home;
    }
    if (spec->has_area) {
        group->has_area = true;
        group->area = spec->area;
        group->area.x -= model->origin.x;
        group->area.y -= model->origin.y;
        const hy_room *room = &model->rooms[group->start];
        if (model->room_count > 0 && !boxes_meet(room, group->area)) {
            hy_problem(builder, HY_FIELD_MARK(spec, group, area), "groups", "area: lies outside room \"", room->name,
                       "\"; it is [x, y, width, depth] in plan coordinates, and start: names its room", NULL);
        }
    }
    group->is_together = spec->together;
    group->walk = spec->walk;
    group->response = spec->response;
    check_distribution(builder, &spec->walk, "groups");
    check_distribution(builder, &spec->response, "groups");
    group->first_exit = builder->exit_list.count;
    group->exit_count =
        add_exits(builder, &builder->exit_list, spec->exits, spec->exits_count, HY_FIELD_MARK(spec, group, exits), "groups");
    group->first_familiar = builder->exit_list.count;
    group->familiar_count = add_exits(builder, &builder->exit_list, spec->familiar, spec->familiar_count,
                                      HY_FIELD_MARK(spec, group, familiar), "groups");
}

// what a named person has otherwise than the group
static void place_person(hy_builder *builder, const hy_spec_person *spec, hy_person *person)
{
    const hy_model *model = builder->model;
    person->spec.exits = person->spec.familiar = NULL;
    person->spec.exits_count = person->spec.familiar_count = 0;
    person->radius_m = is_given(spec->radius_m) ? spec->radius_m : person->radius_m;
    if (spec->exits_count > 0) {
        person->first_exit = builder->exit_list.count;
        person->exit_count = add_exits(builder, &builder->exit_list, spec->exits, spec->exits_count,
                                       HY_FIELD_MARK(spec, person, exits), "persons");
    }
    if (spec->familiar_count > 0) {
        person->first_familiar = builder->exit_list.count;
        person->familiar_count = add_exits(builder, &builder->exit_list, spec->familiar, spec->familiar_count,
                                           HY_FIELD_MARK(spec, person, familiar), "persons");
    }
    if (!spec->has_at) {
        return;
    }
    const hy_group *group = &model->groups[person->group];
    const uint32_t room_index = group->start == HY_NONE ? group->home : group->start;
    const hy_room *room = &model->rooms[room_index];
    person->has_at = true;
    person->at = hy_minus(spec->at, model->origin);
    person->start = room_index;
    if (!hy_polygon_contains(model->corners + room->first_corner, room->corner_count, person->at)) {
        hy_problem(builder, HY_FIELD_MARK(spec, person, at), "persons", "\"", spec->name, "\" would stand outside room \"",
                   room->name, "\"; at: is [x, y] in plan coordinates, and start: of the group names the room", NULL);
    }
}

static void build_groups(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    uint32_t first = 0, taught = 0;
    for (uint32_t i = 0; i < scenario->groups_count; i++) {
        taught += scenario->groups[i].teaches_count;
    }
    model->groups = HY_ARENA_ARRAY(builder->arena, hy_group, scenario->groups_count + 1);
    model->taught = HY_ARENA_ARRAY(builder->arena, uint32_t, taught + 1);
    if (builder->arena->has_failed) {
        return;
    }
    for (uint32_t i = 0; i < scenario->groups_count; i++) {
        const hy_spec_group *spec = &scenario->groups[i];
        model->groups[i] = (hy_group){.name = spec->name,
                                      .sitting = spec->sitting,
                                      .role = spec->role,
                                      .home = hy_room_or_problem(builder, spec->home, HY_FIELD_MARK(spec, group, home), "groups"),
                                      .first_person = first,
                                      .person_count = spec->count,
                                      .female = profile_of_group(builder, spec, spec->female, HY_FIELD_MARK(spec, group, female)),
                                      .male = profile_of_group(builder, spec, spec->male, HY_FIELD_MARK(spec, group, male)),
                                      .female_share = spec->female_share};
        place_group(builder, spec, &model->groups[i]);
        const uint32_t named = named_count(scenario, spec->name);
        if (named > spec->count || spec->teaches_count > spec->count) {
            hy_problem(builder, HY_FIELD_MARK(spec, group, count), "groups", "group \"", spec->name,
                       "\" is smaller than the number of its named persons or of the lessons it gives; raise count", NULL);
        }
        first += spec->count;
        if (first > 4000000) {
            hy_problem(builder, HY_FIELD_MARK(spec, group, count), "groups",
                       "more than 4,000,000 people in all; lower the counts", NULL);
            first = 0;
            return;
        }
    }
    model->group_count = scenario->groups_count;
    model->person_count = first;
    for (uint32_t i = 0; i < scenario->groups_count; i++) {
        const hy_spec_group *spec = &scenario->groups[i];
        model->groups[i].first_taught = model->taught_count;
        for (uint32_t j = 0; j < spec->teaches_count; j++) {
            const uint32_t other = group_named(model, spec->teaches[j]);
            if (other == HY_NONE) {
                hy_problem(builder, HY_FIELD_MARK(spec, group, teaches), "groups", "group \"", spec->name,
                           "\" teaches \"", spec->teaches[j], "\", but there is no group of that name", NULL);
                continue;
            }
            model->taught[model->taught_count++] = other;
            model->groups[i].taught_count++;
        }
    }
}

static void name_persons(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    uint32_t *filled = HY_ARENA_ARRAY(builder->scratch, uint32_t, model->group_count + 1);
    if (!filled) {
        return;
    }
    for (uint32_t i = 0; i < scenario->persons_count; i++) {
        const hy_spec_person *spec = &scenario->persons[i];
        const uint32_t group = group_named(model, spec->group);
        if (group == HY_NONE) {
            hy_problem(builder, HY_FIELD_MARK(spec, person, group), "persons", "there is no group \"", spec->group,
                       "\"; name one of the groups", NULL);
            continue;
        }
        if (filled[group] >= model->groups[group].person_count) {
            continue;
        }
        hy_person *person = &model->people[model->groups[group].first_person + filled[group]++];
        person->name = spec->name;
        person->called = spec->called;
        person->sex = spec->sex;
        person->spec = *spec;
        place_person(builder, spec, person);
        if (spec->weapon[0]) {
            person->weapon = weapon_named(model, spec->weapon);
            if (person->weapon == HY_NONE) {
                hy_problem(builder, HY_FIELD_MARK(spec, person, weapon), "persons", "there is no weapon \"", spec->weapon,
                           "\"; add it to fight.weapons", NULL);
            }
        }
    }
}

static void build_persons(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    model->people = HY_ARENA_ARRAY(builder->arena, hy_person, model->person_count + 1);
    if (!model->people) {
        return;
    }
    for (uint32_t group = 0; group < model->group_count; group++) {
        const hy_group *of = &model->groups[group];
        const float radius_m = scenario->groups[group].radius_m;
        for (uint32_t i = 0; i < of->person_count; i++) {
            hy_spec_person spec = hy_spec_person_default();
            spec.name = "";
            model->people[of->first_person + i] =
                (hy_person){.name = "",
                            .called = "",
                            .group = group,
                            .sex = HY_sex_drawn,
                            .teaches = i < of->taught_count ? model->taught[of->first_taught + i] : HY_NONE,
                            .weapon = HY_NONE,
                            .radius_m = is_given(radius_m) ? radius_m : scenario->movement.radius_m,
                            .start = of->start,
                            .first_exit = of->first_exit,
                            .exit_count = of->exit_count,
                            .first_familiar = of->first_familiar,
                            .familiar_count = of->familiar_count,
                            .spec = spec};
        }
    }
    name_persons(builder, scenario);
    model->largest_radius_m = scenario->movement.radius_m;
    for (uint32_t i = 0; i < model->person_count; i++) {
        model->largest_radius_m = hy_max(model->largest_radius_m, model->people[i].radius_m);
    }
}

static void build_ties(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    uint32_t count = 0;
    for (uint32_t i = 0; i < scenario->ties.named_count; i++) {
        count += scenario->ties.named[i].to_count;
    }
    model->ties = HY_ARENA_ARRAY(builder->arena, hy_tie, count + 1);
    if (!model->ties) {
        return;
    }
    for (uint32_t i = 0; i < scenario->ties.named_count; i++) {
        const hy_spec_tie *tie = &scenario->ties.named[i];
        const uint32_t from = hy_model_person_named(model, tie->from);
        for (uint32_t j = 0; j < tie->to_count; j++) {
            const uint32_t to = hy_model_person_named(model, tie->to[j]);
            if (from == HY_NONE || to == HY_NONE || from == to) {
                hy_problem(builder, tie->mark, "ties.named", "there is no person \"",
                           from == HY_NONE ? tie->from : tie->to[j], "\" to be tied; name two different persons", NULL);
                continue;
            }
            model->ties[model->tie_count++] = (hy_tie){tie->kind, from, to};
        }
    }
}

static void build_weapons(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    model->fight = scenario->fight;
    hy_spec_weapon *weapons = HY_ARENA_ARRAY(builder->arena, hy_spec_weapon, scenario->fight.weapons_count + 1);
    if (!weapons) {
        return;
    }
    for (uint32_t i = 0; i < scenario->fight.weapons_count; i++) {
        weapons[i] = scenario->fight.weapons[i];
    }
    model->fight.weapons = weapons;
    for (uint32_t i = 0; i < model->place_count; i++) {
        const char *item = *HY_ITEM(builder->place_item_list, const char *, i);
        if (model->places[i].kind != HY_place_kind_weapon) {
            continue;
        }
        // a plan may hold things that the scenario does not use
        model->places[i].weapon = weapon_named(model, item);
    }
}

// the last of all profiles, for groups that name none; it bears no name
static hy_spec_profile average_profile(void)
{
    hy_spec_profile profile = hy_spec_profile_default();
    profile.name = "";
    profile.walk_m_per_s.mean = 1.34f;   // never used: such groups have a walk of their own
    profile.sprint_m_per_s.mean = 5.6f;
    profile.strength.mean = 1;
    profile.courage.mean = profile.empathy.mean = profile.responsibility.mean = 0.5f;
    profile.fear_threshold.mean = 0.6f;
    return profile;
}

void hy_build_people(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    model->profiles = HY_ARENA_ARRAY(builder->arena, hy_spec_profile, scenario->profiles_count + 1u);
    if (!model->profiles) {
        return;
    }
    for (uint32_t i = 0; i < scenario->profiles_count; i++) {
        model->profiles[i] = scenario->profiles[i];
    }
    model->profiles[scenario->profiles_count] = average_profile();
    model->profile_count = scenario->profiles_count + 1;
    build_weapons(builder, scenario);
    build_groups(builder, scenario);
    build_persons(builder, scenario);
    build_ties(builder, scenario);
    model->chosen_exits = builder->exit_list.items;
}

// ---------------------------------------------------------------------------------------------- timetable and incidents

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
            report_room(builder, word, HY_FIELD_MARK(spec, row, where), "timetable");
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
