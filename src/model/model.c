// A description compiled into the constant model, stage by stage.
#include "model/builder.h"

// arrays of a model come in pieces of this size or larger
#define CHUNK_BYTES ((size_t)1 << 20)

// moves everything so that the middle of the plan is (0, 0): floats are finest there
static void centre_plan(hy_builder *builder)
{
    hy_vec2 low = hy_vec(HY_INFINITY, HY_INFINITY), high = hy_vec(-HY_INFINITY, -HY_INFINITY);
    for (uint32_t i = 0; i < builder->corners.count; i++) {
        const hy_vec2 corner = *HY_ITEM(builder->corners, hy_vec2, i);
        low = hy_vec(hy_min(low.x, corner.x), hy_min(low.y, corner.y));
        high = hy_vec(hy_max(high.x, corner.x), hy_max(high.y, corner.y));
    }
    if (!(low.x <= high.x)) {
        return;
    }
    const hy_vec2 middle = hy_middle(low, high);
    const hy_vec2 origin = hy_vec(hy_floor(middle.x), hy_floor(middle.y));
    builder->model->origin = origin;
    for (uint32_t i = 0; i < builder->corners.count; i++) {
        hy_vec2 *corner = HY_ITEM(builder->corners, hy_vec2, i);
        *corner = hy_minus(*corner, origin);
    }
    for (uint32_t i = 0; i < builder->obstacles.count; i++) {
        hy_obstacle *obstacle = HY_ITEM(builder->obstacles, hy_obstacle, i);
        obstacle->box.x -= origin.x;
        obstacle->box.y -= origin.y;
    }
    for (uint32_t i = 0; i < builder->seats.count; i++) {
        hy_seat *seat = HY_ITEM(builder->seats, hy_seat, i);
        seat->at = hy_minus(seat->at, origin);
    }
    for (uint32_t i = 0; i < builder->places.count; i++) {
        hy_place *place = HY_ITEM(builder->places, hy_place, i);
        place->at = hy_minus(place->at, origin);
        place->box.x -= origin.x;
        place->box.y -= origin.y;
    }
    for (uint32_t i = 0; i < builder->openings.count; i++) {
        hy_opening *opening = HY_ITEM(builder->openings, hy_opening, i);
        opening->from = hy_minus(opening->from, origin);
        opening->to = hy_minus(opening->to, origin);
    }
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        hy_room *room = HY_ITEM(builder->rooms, hy_room, i);
        room->low = hy_minus(room->low, origin);
        room->high = hy_minus(room->high, origin);
    }
}

// seats were added room by room; each room keeps its stretch
static void assign_seats(hy_builder *builder)
{
    for (uint32_t i = 0; i < builder->seats.count; i++) {
        hy_room *room = HY_ITEM(builder->rooms, hy_room, HY_ITEM(builder->seats, hy_seat, i)->room);
        if (room->seat_count == 0) {
            room->first_seat = i;
        }
        room->seat_count++;
    }
}

static void check_inside(hy_builder *builder)
{
    // seats come in rows: one of each room tells enough
    uint32_t told = HY_NONE;
    for (uint32_t i = 0; i < builder->seats.count; i++) {
        const hy_seat *seat = HY_ITEM(builder->seats, hy_seat, i);
        const hy_room *room = HY_ITEM(builder->rooms, hy_room, seat->room);
        if (seat->room != told &&
            !hy_polygon_contains(HY_ITEM(builder->corners, hy_vec2, room->first_corner), room->corner_count, seat->at)) {
            hy_problem(builder, room->mark, "rooms", "a seat of room \"", room->name, "\" at (", hy_metres(builder, seat->at.x),
                       ", ", hy_metres(builder, seat->at.y), ") lies outside it; check seats, columns, rows and step_m", NULL);
            told = seat->room;
        }
    }
    for (uint32_t i = 0; i < builder->places.count; i++) {
        const hy_place *place = HY_ITEM(builder->places, hy_place, i);
        const hy_room *room = HY_ITEM(builder->rooms, hy_room, place->room);
        if (!place->is_at_centre &&
            !hy_polygon_contains(HY_ITEM(builder->corners, hy_vec2, room->first_corner), room->corner_count, place->at)) {
            hy_problem(builder, room->mark, "rooms", "a place of room \"", room->name, "\" at (",
                       hy_metres(builder, place->at.x), ", ", hy_metres(builder, place->at.y),
                       ") lies outside it; at: is relative to the room's corner", NULL);
        }
    }
}

static void check_size(hy_builder *builder)
{
    double cells = 0;
    for (uint32_t i = 0; i < builder->rooms.count; i++) {
        const hy_room *room = HY_ITEM(builder->rooms, hy_room, i);
        const double width = (double)room->high.x - (double)room->low.x, depth = (double)room->high.y - (double)room->low.y;
        cells += width * depth;
        if (width > 20000 || depth > 20000) {
            hy_problem(builder, room->mark, "rooms", "room \"", room->name, "\" is longer than 20,000 m", NULL);
            return;
        }
    }
    if (cells > 2e7) {
        hy_problem(builder, builder->plan->mark, "rooms", "the rooms together cover more than 20 km2; a plan is a site, not a city",
                   NULL);
    }
}

// the plan's part of the model; true if everything is sound so far
static bool build_plan(hy_builder *builder)
{
    hy_build_rooms(builder);
    hy_build_stairs(builder);
    if (builder->arena->has_failed) {
        return false;
    }
    hy_build_openings(builder);
    hy_build_links(builder);
    if (builder->arena->has_failed || builder->scratch->has_failed) {
        return false;
    }
    hy_check_rooms(builder);
    check_inside(builder);
    check_size(builder);
    return builder->problem_count == 0 && !builder->arena->has_failed && !builder->scratch->has_failed;
}

// width of all the ways into a room together
static float width_of_ways_in(const hy_model *model, const hy_room *room)
{
    float width_m = 0;
    for (uint32_t i = 0; i < room->link_count; i++) {
        const hy_opening *opening = &model->openings[model->links[room->first_link + i]];
        width_m += opening->is_passable ? opening->width_m : 0;
    }
    return width_m;
}

// narrower than this no exit is taken to be, metres
#define LEAST_EXIT_M 0.5f

// exits as a list, and the exits of each room
static void list_exits(hy_builder *builder)
{
    hy_model *model = builder->model;
    model->exits = HY_ARENA_ARRAY(builder->arena, uint32_t, model->place_count + 1);
    for (uint32_t i = 0; model->exits && i < model->place_count; i++) {
        hy_place *place = &model->places[i];
        if (place->kind == HY_place_kind_exit) {
            hy_room *room = &model->rooms[place->room];
            // through an exit of its own size go those who come through the doors of its room
            const float own_m = place->has_box ? hy_max(place->box.width, place->box.depth) : HY_INFINITY;
            place->width_m = hy_max(hy_min(own_m, width_of_ways_in(model, room)), LEAST_EXIT_M);
            place->next_exit = room->first_exit;
            room->first_exit = i;
            model->exits[model->exit_count++] = i;
        }
    }
}

static void adopt_plan(hy_builder *builder)
{
    hy_model *model = builder->model;
    centre_plan(builder);
    assign_seats(builder);
    model->levels = builder->levels.items;
    model->level_count = builder->levels.count;
    model->rooms = builder->rooms.items;
    model->room_count = builder->rooms.count;
    model->corners = builder->corners.items;
    model->corner_count = builder->corners.count;
    model->openings = builder->openings.items;
    model->opening_count = builder->openings.count;
    model->obstacles = builder->obstacles.items;
    model->obstacle_count = builder->obstacles.count;
    model->seats = builder->seats.items;
    model->seat_count = builder->seats.count;
    model->places = builder->places.items;
    model->place_count = builder->places.count;
    list_exits(builder);
}

// who goes to a room as such goes to its middle
static void place_exits(hy_model *model)
{
    for (uint32_t i = 0; i < model->exit_count; i++) {
        hy_place *place = &model->places[model->exits[i]];
        place->at = place->is_at_centre ? model->rooms[place->room].centre : place->at;
    }
}

static bool build_geometry(hy_builder *builder)
{
    hy_model *model = builder->model;
    hy_build_sheets(builder);
    if (builder->arena->has_failed) {
        return false;
    }
    hy_build_walls(builder);
    model->walls = builder->walls.items;
    model->wall_count = builder->walls.count;
    if (builder->arena->has_failed || builder->scratch->has_failed) {
        return false;
    }
    hy_build_rasters(builder);
    if (builder->arena->has_failed || builder->scratch->has_failed) {
        return false;
    }
    place_exits(model);
    hy_build_routes(builder);
    hy_build_contacts(builder);
    hy_build_sights(builder);
    return !builder->arena->has_failed && !builder->scratch->has_failed;
}

static void check_evacuation(hy_builder *builder, const hy_spec_scenario *scenario)
{
    const hy_spec_evacuation *spec = &scenario->evacuation;
    if (spec->signal_s == HY_NO_CLOCK) {
        return;
    }
    if (spec->signal_s < scenario->start_s || spec->signal_s > scenario->end_s) {
        hy_problem(builder, HY_FIELD_MARK(spec, evacuation, signal), "evacuation",
                   "the signal lies before the start or after the end of the scenario", NULL);
    }
    if (builder->model->exit_count == 0) {
        hy_problem(builder, HY_FIELD_MARK(spec, evacuation, signal), "evacuation",
                   "the plan has no way out; add a place of kind exit to one of its rooms", NULL);
    }
}

static void build_scenario(hy_builder *builder, const hy_description *description)
{
    hy_model *model = builder->model;
    const hy_spec_scenario *scenario = &description->scenario;
    model->title = scenario->scenario;
    model->seed = scenario->seed;
    model->start_s = scenario->start_s;
    model->end_s = scenario->end_s;
    model->step_s = scenario->step_s;
    model->keyframe_s = scenario->keyframe_s;
    model->movement = scenario->movement;
    model->senses = scenario->senses;
    model->light = scenario->light;
    model->mind = scenario->mind;
    model->drives = scenario->drives;
    model->doors = scenario->doors;
    model->evacuation = scenario->evacuation;
    model->knowledge = scenario->knowledge;
    model->party = scenario->party;
    model->suspicion = scenario->suspicion;
    model->crisis = scenario->crisis;
    model->needs = scenario->needs;
    model->duty = scenario->duty;
    model->meeting = scenario->meeting;
    model->phones = scenario->phones;
    model->tools = scenario->tools;
    model->kin = scenario->kin;
    model->drawn_ties = scenario->ties;
    model->antidote = scenario->antidote;
    if (scenario->end_s <= scenario->start_s) {
        hy_problem(builder, HY_FIELD_MARK(scenario, scenario, end), "end", "the scenario ends before it starts; end: must be later",
                   NULL);
    }
    // a description made by a program has a strain as soon as it has stages
    if (scenario->strain && scenario->strain[0] == '\0' && description->strain.stages_count == 0) {
        hy_build_health(builder);
    } else {
        hy_build_strain(builder, &description->strain);
    }
    if (builder->arena->has_failed || model->stage_count == 0) {
        return;
    }
    check_evacuation(builder, scenario);
    hy_build_people(builder, scenario);
    if (builder->arena->has_failed || builder->scratch->has_failed) {
        return;
    }
    hy_build_sounds(builder, scenario);
    if (builder->arena->has_failed) {
        return;
    }
    hy_build_events(builder, scenario);
    hy_build_society(builder, scenario);
    hy_build_reservoirs(builder, scenario);
    hy_build_aircraft(builder, scenario);
}

// every text of the description is copied by the caller of this: the model must outlive its document
static const char *keep_text(hy_arena *arena, const char *text)
{
    const char *kept = text ? hy_arena_copy_text(arena, text, hy_text_length(text)) : "";
    return kept ? kept : "";
}

static void keep_texts(hy_builder *builder)
{
    hy_model *model = builder->model;
    hy_arena *arena = builder->arena;
    model->title = keep_text(arena, model->title);
    for (uint32_t i = 0; i < model->level_count; i++) {
        model->levels[i].name = keep_text(arena, model->levels[i].name);
    }
    for (uint32_t i = 0; i < model->sheet_count; i++) {
        model->sheets[i].name = keep_text(arena, model->sheets[i].name);
    }
    for (uint32_t i = 0; i < model->room_count; i++) {
        model->rooms[i].name = keep_text(arena, model->rooms[i].name);
    }
    for (uint32_t i = 0; i < model->opening_count; i++) {
        model->openings[i].name = keep_text(arena, model->openings[i].name);
    }
    for (uint32_t i = 0; i < model->place_count; i++) {
        model->places[i].name = keep_text(arena, model->places[i].name);
    }
    for (uint32_t i = 0; i < model->stage_count; i++) {
        model->stages[i].name = keep_text(arena, model->stages[i].name);
    }
    for (uint32_t i = 0; i < model->exposure_count; i++) {
        model->exposures[i].name = keep_text(arena, model->exposures[i].name);
    }
    for (uint32_t i = 0; i < model->wound_count; i++) {
        model->wounds[i].name = keep_text(arena, model->wounds[i].name);
    }
    for (uint32_t i = 0; i < model->group_count; i++) {
        model->groups[i].name = keep_text(arena, model->groups[i].name);
        model->groups[i].sitting = keep_text(arena, model->groups[i].sitting);
    }
    for (uint32_t i = 0; i < model->person_count; i++) {
        hy_person *person = &model->people[i];
        person->name = person->name[0] ? keep_text(arena, person->name) : "";
        person->called = person->called[0] ? keep_text(arena, person->called) : "";
        person->spec.note = keep_text(arena, person->spec.note);
        person->spec.name = person->name;
    }
    for (uint32_t i = 0; i < model->fight.weapons_count; i++) {
        model->fight.weapons[i].name = keep_text(arena, model->fight.weapons[i].name);
    }
    for (uint32_t i = 0; i < model->reservoir_count; i++) {
        model->reservoirs[i].name = keep_text(arena, model->reservoirs[i].name);
    }
    for (uint32_t i = 0; i < model->aircraft_count; i++) {
        model->aircraft[i].name = keep_text(arena, model->aircraft[i].name);
    }
    for (uint32_t i = 0; i < model->sound_count; i++) {
        model->sounds[i].name = keep_text(arena, model->sounds[i].name);
        model->sounds[i].spec.name = model->sounds[i].name;
        model->sounds[i].spec.then = "";
    }
    for (uint32_t i = 0; i < model->circuit_count; i++) {
        model->circuits[i] = keep_text(arena, model->circuits[i]);
    }
    for (uint32_t i = 0; i < model->incident_count; i++) {
        model->incidents[i].note = keep_text(arena, model->incidents[i].note);
    }
}

typedef struct compilation {
    hy_arena arena, scratch;
    hy_builder builder;
} compilation;

static bool start_compilation(compilation *work, hy_allocator allocator, hy_diagnostics *sink, const hy_spec_plan *plan)
{
    hy_arena_init(&work->arena, allocator, CHUNK_BYTES);
    hy_arena_init(&work->scratch, allocator, CHUNK_BYTES);
    work->builder = (hy_builder){.arena = &work->arena, .scratch = &work->scratch, .sink = sink, .plan = plan};
    work->builder.model = HY_ARENA_ARRAY(&work->arena, hy_model, 1);
    return work->builder.model != NULL;
}

static hy_status end_compilation(compilation *work)
{
    const bool has_failed = work->arena.has_failed || work->scratch.has_failed;
    const hy_status status = has_failed ? HY_OUT_OF_MEMORY : work->builder.problem_count > 0 ? HY_BAD_INPUT : HY_OK;
    hy_arena_clear(&work->scratch);
    return status;
}

hy_status hy_model_create(const hy_description *description, hy_allocator allocator, hy_diagnostics *sink, hy_model **model)
{
    compilation work;
    *model = NULL;
    if (start_compilation(&work, allocator, sink, &description->plan)) {
        hy_builder *builder = &work.builder;
        const bool is_sound = build_plan(builder);
        if (!work.arena.has_failed) {
            adopt_plan(builder);
            build_scenario(builder, description);
        }
        if (is_sound && builder->problem_count == 0 && build_geometry(builder)) {
            keep_texts(builder);
            builder->model->hash = hy_description_hash(description);
        }
    }
    const hy_status status = end_compilation(&work);
    hy_arena *owner = status == HY_OK ? HY_ARENA_ARRAY(&work.arena, hy_arena, 1) : NULL;
    if (!owner) {
        hy_arena_clear(&work.arena);
        return status == HY_OK ? HY_OUT_OF_MEMORY : status;
    }
    *owner = work.arena;
    work.builder.model->memory = owner;
    *model = work.builder.model;
    return HY_OK;
}

void hy_model_destroy(hy_model *model)
{
    if (model) {
        // the arena's own record lies in it
        hy_arena arena = *(hy_arena *)model->memory;
        hy_arena_clear(&arena);
    }
}

size_t hy_model_bytes(const hy_model *model)
{
    return hy_arena_bytes(model->memory);
}

hy_status hy_plan_check(const hy_spec_plan *plan, hy_allocator allocator, hy_diagnostics *sink)
{
    compilation work;
    if (start_compilation(&work, allocator, sink, plan)) {
        (void)build_plan(&work.builder);
    }
    const hy_status status = end_compilation(&work);
    hy_arena_clear(&work.arena);
    return status;
}

hy_status hy_strain_check(const hy_spec_strain *strain, hy_allocator allocator, hy_diagnostics *sink)
{
    compilation work;
    const hy_spec_plan no_plan = hy_spec_plan_default();
    if (start_compilation(&work, allocator, sink, &no_plan)) {
        hy_build_strain(&work.builder, strain);
    }
    const hy_status status = end_compilation(&work);
    hy_arena_clear(&work.arena);
    return status;
}

uint32_t hy_model_room_at(const hy_model *model, uint32_t level, hy_vec2 p)
{
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        if (room->level == level && !room->is_stair &&
            hy_polygon_contains(model->corners + room->first_corner, room->corner_count, p)) {
            return i;
        }
    }
    return HY_NONE;
}
