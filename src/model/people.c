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
