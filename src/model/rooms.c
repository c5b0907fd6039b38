// From a plan's modules, boxes and polygons to rooms with outlines, furniture, seats and places.
#include "model/builder.h"

// what is smaller is a slip of the pen
#define LEAST_AREA_M2 0.04f

// how the coordinates of a module, a box or a polygon become those of the plan
typedef struct placement {
    hy_vec2 corner;
    hy_vec2 size;
    bool is_mirrored, is_flipped;
    bool has_sides;   // it has four sides that openings can name
} placement;

static hy_vec2 placed(const placement *place, hy_vec2 p)
{
    const float x = place->is_mirrored ? place->size.x - p.x : p.x;
    const float y = place->is_flipped ? place->size.y - p.y : p.y;
    return hy_vec(place->corner.x + x, place->corner.y + y);
}

static hy_box placed_box(const placement *place, hy_box box)
{
    const hy_vec2 a = placed(place, hy_vec(box.x, box.y));
    const hy_vec2 b = placed(place, hy_vec(box.x + box.width, box.y + box.depth));
    return (hy_box){hy_min(a.x, b.x), hy_min(a.y, b.y), box.width, box.depth};
}

static uint32_t level_named(const hy_builder *builder, const char *name)
{
    for (uint32_t i = 0; i < builder->levels.count; i++) {
        if (hy_text_equal(HY_ITEM(builder->levels, hy_level, i)->name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

static uint32_t level_or_problem(hy_builder *builder, const char *name, hy_mark mark, const char *path)
{
    const uint32_t level = level_named(builder, name);
    if (level == HY_NONE) {
        hy_problem(builder, mark, path, "there is no level \"", name, "\"; add it to levels or name one that is there", NULL);
    }
    return level;
}

static const hy_spec_module *module_named(const hy_builder *builder, const char *name)
{
    for (uint32_t i = 0; i < builder->plan->modules_count; i++) {
        if (hy_text_equal(builder->plan->modules[i].name, name)) {
            return &builder->plan->modules[i];
        }
    }
    return NULL;
}

// ---------------------------------------------------------------------------------------------------------- outlines

static uint32_t add_outline(hy_builder *builder, hy_room *room, const hy_vec2 *points, uint32_t count)
{
    const bool is_clockwise = hy_polygon_area(points, count) < 0;
    room->first_corner = builder->corners.count;
    for (uint32_t i = 0; i < count; i++) {
        const hy_vec2 before = points[(i + count - 1) % count], here = points[i], after = points[(i + 1) % count];
        // a corner on a straight line is none
        if (hy_abs(hy_cross(hy_minus(here, before), hy_minus(after, here))) < 1e-5f) {
            continue;
        }
        hy_vec2 *corner = HY_GROW(builder, &builder->corners, hy_vec2);
        if (!corner) {
            return 0;
        }
        *corner = here;
    }
    room->corner_count = builder->corners.count - room->first_corner;
    hy_vec2 *corners = HY_ITEM(builder->corners, hy_vec2, room->first_corner);
    for (uint32_t i = 0; is_clockwise && i < room->corner_count / 2; i++) {
        const hy_vec2 kept = corners[i];
        corners[i] = corners[room->corner_count - 1 - i];
        corners[room->corner_count - 1 - i] = kept;
    }
    return room->corner_count;
}

static void add_box_outline(hy_builder *builder, hy_room *room, hy_vec2 corner, hy_vec2 size)
{
    const hy_vec2 points[4] = {corner, hy_vec(corner.x + size.x, corner.y), hy_plus(corner, size),
                               hy_vec(corner.x, corner.y + size.y)};
    add_outline(builder, room, points, 4);
}

// ----------------------------------------------------------------------------------------------- furniture and places

static void add_obstacle(hy_builder *builder, uint32_t room, const hy_spec_furniture *spec, const placement *place,
                         hy_vec2 shift)
{
    hy_obstacle *obstacle = HY_GROW(builder, &builder->obstacles, hy_obstacle);
    if (!obstacle) {
        return;
    }
    hy_box box = spec->box;
    box.x += shift.x;
    box.y += shift.y;
    *obstacle = (hy_obstacle){spec->kind, room, placed_box(place, box), spec->height_m};
    for (uint32_t i = 0; i < spec->seats_count; i++) {
        hy_seat *seat = HY_GROW(builder, &builder->seats, hy_seat);
        if (!seat) {
            return;
        }
        const hy_vec2 local = hy_plus(hy_vec(box.x, box.y), spec->seats[i]);
        *seat = (hy_seat){placed(place, local), room, spec->kind == HY_furniture_kind_desk};
    }
}

static void add_furniture(hy_builder *builder, uint32_t room, const hy_spec_furniture *list, uint32_t count,
                          const placement *place)
{
    for (uint32_t i = 0; i < count; i++) {
        const hy_spec_furniture *spec = &list[i];
        if (!spec->has_box || !(spec->box.width > 0) || !(spec->box.depth > 0)) {
            hy_problem(builder, spec->mark, "furniture",
                       "furniture needs box: [x, y, width, depth] with a width and a depth above 0", NULL);
            continue;
        }
        if ((spec->columns > 1 || spec->rows > 1) && !spec->has_step_m) {
            hy_problem(builder, spec->mark, "furniture", "copies need step_m: [east, north], the distance between them", NULL);
            continue;
        }
        for (uint32_t column = 0; column < spec->columns; column++) {
            for (uint32_t row = 0; row < spec->rows; row++) {
                add_obstacle(builder, room, spec, place,
                             hy_vec((float)column * spec->step_m.x, (float)row * spec->step_m.y));
            }
        }
    }
}

static void add_places(hy_builder *builder, uint32_t room, const hy_spec_place *list, uint32_t count,
                       const placement *where)
{
    for (uint32_t i = 0; i < count; i++) {
        hy_place *place = HY_GROW(builder, &builder->places, hy_place);
        const char **item = HY_GROW(builder, &builder->place_item_list, const char *);
        const char **goal = HY_GROW(builder, &builder->place_goal_list, const char *);
        const hy_spec_place **spec = HY_GROW(builder, &builder->place_spec_list, const hy_spec_place *);
        if (!place || !item || !goal || !spec) {
            return;
        }
        *spec = &list[i];
        *place = (hy_place){.name = list[i].name,
                            .kind = list[i].kind,
                            .at = placed(where, list[i].at),
                            .room = room,
                            .weapon = HY_NONE,
                            .count = list[i].count,
                            .has_box = list[i].has_box,
                            .is_room = list[i].is_room,
                            .is_at_centre = list[i].is_room && !list[i].has_at,
                            .next_exit = HY_NONE,
                            .leads_to = HY_NONE,
                            .starts = HY_NONE,
                            .sound = HY_NONE,
                            .smoke_per_m = HY_UNSET};
        if (place->has_box) {
            place->box = placed_box(where, list[i].box);
            place->at = hy_vec(place->box.x + 0.5f * place->box.width, place->box.y + 0.5f * place->box.depth);
        }
        if ((list[i].has_box || list[i].is_room) && (list[i].kind != HY_place_kind_exit || list[i].has_box == list[i].is_room)) {
            hy_problem(builder, list[i].mark, "places", "an exit has either box: or is_room: true or neither, and no other place has them",
                       NULL);
        }
        *item = list[i].item;
        *goal = list[i].leads_to;
    }
}

// ----------------------------------------------------------------------------------------------------------- openings

static bool side_of_opening(const hy_spec_opening *spec, hy_vec2 size, hy_vec2 *start, hy_vec2 *direction, float *length)
{
    switch (spec->wall) {
    case HY_side_south: *start = hy_vec(0, 0); *direction = hy_vec(1, 0); *length = size.x; return true;
    case HY_side_north: *start = hy_vec(0, size.y); *direction = hy_vec(1, 0); *length = size.x; return true;
    case HY_side_west: *start = hy_vec(0, 0); *direction = hy_vec(0, 1); *length = size.y; return true;
    case HY_side_east: *start = hy_vec(size.x, 0); *direction = hy_vec(0, 1); *length = size.y; return true;
    default: return false;
    }
}

static void add_draft(hy_builder *builder, const hy_spec_opening *spec, uint32_t level, hy_vec2 from, hy_vec2 to)
{
    hy_opening_draft *draft = HY_GROW(builder, &builder->drafts, hy_opening_draft);
    if (!draft) {
        return;
    }
    const bool is_gap = spec->kind == HY_opening_kind_gap;
    *draft = (hy_opening_draft){.spec = spec,
                                .name = spec->name,
                                .mark = spec->mark,
                                .kind = spec->kind,
                                .from = from,
                                .to = to,
                                .level = level,
                                .stair = HY_NONE,
                                .is_open = spec->is_open || is_gap,
                                .is_locked = spec->is_locked,
                                .has_lock = spec->has_lock || spec->is_locked,
                                .unlocks_on = spec->unlocks_on,
                                .shuts_on = spec->shuts_on,
                                .is_glazed = (spec->is_glazed || spec->kind == HY_opening_kind_window) &&
                                             spec->sill_m < HY_EYE_M};
    if (spec->is_locked && draft->is_open) {
        hy_problem(builder, HY_FIELD_MARK(spec, opening, is_locked), "openings",
                   "an opening cannot be open and locked at once; remove is_open or is_locked", NULL);
    }
}

static void add_opening_on_side(hy_builder *builder, const hy_spec_opening *spec, uint32_t level, const placement *place)
{
    hy_vec2 start, direction;
    float length;
    if (!place->has_sides || !side_of_opening(spec, place->size, &start, &direction, &length)) {
        hy_problem(builder, spec->mark, "openings",
                   "an opening needs wall: with at_m: and width_m:, or from: and to:; rooms made from a polygon take from: and to:",
                   NULL);
        return;
    }
    const float step_m = spec->step_m > 0 ? spec->step_m : spec->width_m;
    const float end_m = spec->at_m + (float)(spec->copies - 1) * step_m + spec->width_m;
    if (end_m > length + HY_FIT_M) {
        hy_problem(builder, HY_FIELD_MARK(spec, opening, width_m), "openings", "this ", hy_opening_kind_word(spec->kind),
                   " ends ", hy_metres(builder, end_m), " m along a wall of ", hy_metres(builder, length),
                   " m: it is wider than its wall; reduce at_m, width_m or copies", NULL);
        return;
    }
    for (uint32_t copy = 0; copy < spec->copies; copy++) {
        const float at_m = spec->at_m + (float)copy * step_m;
        add_draft(builder, spec, level, placed(place, hy_along(start, direction, at_m)),
                  placed(place, hy_along(start, direction, at_m + spec->width_m)));
    }
}

static void add_openings(hy_builder *builder, const hy_spec_opening *list, uint32_t count, uint32_t level,
                         const placement *place)
{
    for (uint32_t i = 0; i < count; i++) {
        const hy_spec_opening *spec = &list[i];
        if (spec->has_from && spec->has_to) {
            const hy_vec2 from = placed(place, spec->from), to = placed(place, spec->to);
            if (hy_distance(from, to) < 0.3f) {
                hy_problem(builder, spec->mark, "openings", "this opening is ", hy_metres(builder, hy_distance(from, to)),
                           " m wide; it needs at least 0.30 m between from: and to:", NULL);
                continue;
            }
            add_draft(builder, spec, level, from, to);
        } else {
            add_opening_on_side(builder, spec, level, place);
        }
    }
}

// -------------------------------------------------------------------------------------------------------------- rooms

static bool place_of_room(hy_builder *builder, const hy_spec_room *spec, const hy_spec_module **module, placement *place)
{
    const bool has_module = spec->module && spec->module[0];
    const int shapes = (has_module ? 1 : 0) + (spec->has_box ? 1 : 0) + (spec->polygon_count > 0 ? 1 : 0);
    if (shapes != 1) {
        hy_problem(builder, spec->mark, "rooms", "room \"", spec->name,
                   "\" needs exactly one of module: (with at:), box: and polygon:", NULL);
        return false;
    }
    *place = (placement){.is_mirrored = spec->is_mirrored, .is_flipped = spec->is_flipped};
    *module = has_module ? module_named(builder, spec->module) : NULL;
    if (has_module) {
        if (!*module) {
            hy_problem(builder, HY_FIELD_MARK(spec, room, module), "rooms", "there is no module \"", spec->module,
                       "\"; add it to modules or name one that is there", NULL);
            return false;
        }
        if (!spec->has_at) {
            hy_problem(builder, spec->mark, "rooms", "room \"", spec->name, "\" needs at: [x, y], its south-west corner", NULL);
            return false;
        }
        place->corner = spec->at;
        place->size = (*module)->size;
        place->has_sides = true;
    } else if (spec->has_box) {
        place->corner = hy_vec(spec->box.x, spec->box.y);
        place->size = hy_vec(spec->box.width, spec->box.depth);
        place->has_sides = true;
    }
    if (place->has_sides && (!(place->size.x > 0.2f) || !(place->size.y > 0.2f))) {
        hy_problem(builder, has_module ? (*module)->mark : HY_FIELD_MARK(spec, room, box), "rooms", "room \"", spec->name,
                   "\" is ", hy_metres(builder, place->size.x), " m by ", hy_metres(builder, place->size.y),
                   " m; both must be above 0.20 m", NULL);
        return false;
    }
    return true;
}

// Fractional effective dose of asphyxiants in a second: carbon monoxide, breathed faster where there is carbon dioxide, and
// lack of oxygen (Purser, SFPE handbook; the form of NIST TN 1822, test 2.6, and ISO 20414, test 19).
static float dose_per_s(const hy_spec_room *air)
{
    const float fresh_o2_percent = 20.9f;
    const float co_per_s = 4.607e-7f * hy_pow(air->co_ppm, 1.036f);
    const float faster = air->co2_percent > 0 ? hy_exp(0.193f * air->co2_percent + 2.0004f) / 7.1f : 1;
    const float lack = fresh_o2_percent - air->o2_percent;
    const float o2_per_s = lack > 0 ? 1 / (60 * hy_exp(8.13f - 0.54f * lack)) : 0;
    return co_per_s * faster + o2_per_s;
}

static void build_room(hy_builder *builder, const hy_spec_room *spec)
{
    const hy_spec_module *module = NULL;
    placement place;
    const uint32_t level = level_or_problem(builder, spec->level, HY_FIELD_MARK(spec, room, level), "rooms");
    if (!place_of_room(builder, spec, &module, &place) || level == HY_NONE) {
        return;
    }
    if (spec->polygon_count > 0 &&
        (spec->polygon_count < 3 || !hy_polygon_is_simple(spec->polygon, spec->polygon_count) ||
         hy_abs(hy_polygon_area(spec->polygon, spec->polygon_count)) < LEAST_AREA_M2)) {
        hy_problem(builder, HY_FIELD_MARK(spec, room, polygon), "rooms", "the polygon of room \"", spec->name,
                   "\" needs at least three corners, a ground of 0.04 m2 and no edges that cross", NULL);
        return;
    }
    const uint32_t index = builder->rooms.count;
    hy_room *room = HY_GROW(builder, &builder->rooms, hy_room);
    const hy_spec_room **kept = HY_GROW(builder, &builder->room_spec_list, const hy_spec_room *);
    if (!room || !kept) {
        return;
    }
    *kept = spec;
    *room = (hy_room){.name = spec->name,
                      .mark = spec->mark,
                      .use = module && spec->use == HY_room_use_other ? module->use : spec->use,
                      .level = level,
                      .sheet = level,
                      .is_outdoor = spec->is_outdoor,
                      .is_void = spec->is_void,
                      .upper_link = HY_NONE,
                      .first_exit = HY_NONE,
                      .run_per_incline = 1,
                      .has_lamps = spec->lamps == HY_lamps_yes || (spec->lamps == HY_lamps_by_use && !spec->is_outdoor),
                      .has_daylight = spec->is_outdoor,
                      .extinction_per_m = spec->extinction_per_m,
                      .fed_per_s = dose_per_s(spec)};
    builder->model->has_smoke |= room->extinction_per_m > 0 || room->fed_per_s > 0;
    if (spec->polygon_count > 0) {
        add_outline(builder, room, spec->polygon, spec->polygon_count);
    } else {
        add_box_outline(builder, room, place.corner, place.size);
    }
    if (module) {
        add_furniture(builder, index, module->furniture, module->furniture_count, &place);
        add_places(builder, index, module->places, module->places_count, &place);
        add_openings(builder, module->openings, module->openings_count, level, &place);
    }
    add_furniture(builder, index, spec->furniture, spec->furniture_count, &place);
    add_places(builder, index, spec->places, spec->places_count, &place);
    add_openings(builder, spec->openings, spec->openings_count, level, &place);
}

void hy_build_rooms(hy_builder *builder)
{
    const hy_spec_plan *plan = builder->plan;
    for (uint32_t i = 0; i < plan->levels_count; i++) {
        hy_level *level = HY_GROW(builder, &builder->levels, hy_level);
        if (!level) {
            return;
        }
        *level = (hy_level){plan->levels[i].name, plan->levels[i].elevation_m, plan->levels[i].height_m, i};
    }
    if (plan->levels_count == 0 || plan->rooms_count == 0) {
        hy_problem(builder, plan->mark, "plan", "a plan needs at least one level and one room", NULL);
    }
    for (uint32_t i = 0; i < plan->rooms_count; i++) {
        build_room(builder, &plan->rooms[i]);
    }
    const placement whole = {.corner = {0, 0}};
    for (uint32_t i = 0; i < plan->openings_count; i++) {
        const uint32_t level = level_or_problem(builder, plan->openings[i].level, plan->openings[i].mark, "openings");
        if (level != HY_NONE) {
            add_openings(builder, &plan->openings[i], 1, level, &whole);
        }
    }
}

// ------------------------------------------------------------------------------------------------------------- stairs

// footprint seen from its entry: across, and from the landing to the entry
typedef struct footprint {
    const hy_spec_stair *spec;
    float across_m, deep_m;
} footprint;

static hy_vec2 on_footprint(const footprint *print, float across_m, float deep_m)
{
    const hy_spec_stair *spec = print->spec;
    switch (spec->entry) {
    case HY_side_south: return hy_vec(spec->at.x + across_m, spec->at.y + print->deep_m - deep_m);
    case HY_side_east: return hy_vec(spec->at.x + deep_m, spec->at.y + across_m);
    case HY_side_west: return hy_vec(spec->at.x + print->deep_m - deep_m, spec->at.y + across_m);
    default: return hy_vec(spec->at.x + across_m, spec->at.y + deep_m);
    }
}

static void add_stair_draft(hy_builder *builder, const footprint *print, uint32_t stair, uint32_t level, bool is_upper,
                            bool is_top)
{
    const hy_spec_stair *spec = print->spec;
    const bool has_top_door = is_top && spec->top_door != HY_opening_kind_gap;
    const hy_opening_kind kind = has_top_door ? spec->top_door : spec->door;
    const float width_m = has_top_door ? spec->top_door_width_m : spec->door_width_m;
    const bool is_straight = spec->shape == HY_stair_shape_straight;
    const bool is_first_half = spec->up_is_west != is_upper;
    const float half_m = 0.5f * spec->flight_width_m;
    const float middle_m = is_straight ? 0.5f * print->across_m : (is_first_half ? half_m : print->across_m - half_m);
    const float deep_m = is_straight && is_upper ? 0 : print->deep_m;
    hy_opening_draft *draft = HY_GROW(builder, &builder->drafts, hy_opening_draft);
    if (!draft) {
        return;
    }
    *draft = (hy_opening_draft){.name = "",
                                .mark = spec->mark,
                                .kind = kind,
                                .from = on_footprint(print, middle_m - 0.5f * width_m, deep_m),
                                .to = on_footprint(print, middle_m + 0.5f * width_m, deep_m),
                                .level = level,
                                .stair = stair,
                                .is_upper = is_upper,
                                .is_open = kind == HY_opening_kind_gap || kind == HY_opening_kind_fire_door,
                                .is_locked = has_top_door && spec->top_is_locked,
                                .has_lock = has_top_door,
                                .unlocks_on = has_top_door ? spec->top_unlocks_on : "",
                                .shuts_on = spec->shuts_on};
}

// the well between the two flights, from the landing to the entry
static void add_well(hy_builder *builder, const footprint *print, uint32_t stair)
{
    const hy_spec_stair *spec = print->spec;
    const float gap_m = hy_max(print->across_m - 2 * spec->flight_width_m, 0.1f);
    const float from_m = 0.5f * (print->across_m - gap_m);
    const hy_vec2 a = on_footprint(print, from_m, spec->landing_m);
    const hy_vec2 b = on_footprint(print, from_m + gap_m, print->deep_m);
    hy_obstacle *well = HY_GROW(builder, &builder->obstacles, hy_obstacle);
    if (well) {
        const hy_box box = {hy_min(a.x, b.x), hy_min(a.y, b.y), hy_abs(a.x - b.x), hy_abs(a.y - b.y)};
        *well = (hy_obstacle){HY_furniture_kind_well, stair, box, 1.1f};
    }
}

static const char *name_of_flight(hy_builder *builder, const char *stair, const char *lower, const char *upper)
{
    char buffer[128];
    hy_text text;
    hy_text_init(&text, buffer, sizeof buffer);
    hy_text_add(&text, stair);
    hy_text_add(&text, " ");
    hy_text_add(&text, lower);
    hy_text_add(&text, "-");
    hy_text_add(&text, upper);
    const char *name = hy_arena_copy_text(builder->arena, buffer, text.length);
    return name ? name : "";
}

// share of a way along the steps that it makes in plan; landings are level, and a straight stair has none
static float run_per_incline(const hy_builder *builder, const footprint *print, uint32_t lower, uint32_t upper)
{
    const float flight_m = hy_max(print->deep_m - print->spec->landing_m, 0.1f);
    const float run_m = print->spec->shape == HY_stair_shape_straight ? print->deep_m : 2 * flight_m;
    const float rise_m = HY_ITEM(builder->levels, hy_level, upper)->elevation_m -
                         HY_ITEM(builder->levels, hy_level, lower)->elevation_m;
    return run_m / hy_sqrt(run_m * run_m + rise_m * rise_m);
}

static void build_flight(hy_builder *builder, const hy_spec_stair *spec, uint32_t lower, uint32_t upper, bool is_top)
{
    const bool is_sideways = spec->entry == HY_side_east || spec->entry == HY_side_west;
    const footprint print = {spec, is_sideways ? spec->size.y : spec->size.x, is_sideways ? spec->size.x : spec->size.y};
    const uint32_t index = builder->rooms.count;
    hy_room *room = HY_GROW(builder, &builder->rooms, hy_room);
    const hy_spec_room **kept = HY_GROW(builder, &builder->room_spec_list, const hy_spec_room *);
    if (!room || !kept) {
        return;
    }
    *room = (hy_room){.name = name_of_flight(builder, spec->name, HY_ITEM(builder->levels, hy_level, lower)->name,
                                             HY_ITEM(builder->levels, hy_level, upper)->name),
                      .mark = spec->mark,
                      .use = HY_room_use_stair,
                      .level = lower,
                      .sheet = HY_NONE,
                      .is_stair = true,
                      .upper_link = HY_NONE,
                      .first_exit = HY_NONE,
                      .has_lamps = true,
                      .has_daylight = true,
                      .run_per_incline = run_per_incline(builder, &print, lower, upper)};
    add_box_outline(builder, room, spec->at, spec->size);
    if (spec->shape == HY_stair_shape_dogleg) {
        add_well(builder, &print, index);
    }
    add_stair_draft(builder, &print, index, lower, false, false);
    add_stair_draft(builder, &print, index, upper, true, is_top);
}

static bool stair_fits(hy_builder *builder, const hy_spec_stair *spec)
{
    const bool is_sideways = spec->entry == HY_side_east || spec->entry == HY_side_west;
    const float across_m = is_sideways ? spec->size.y : spec->size.x;
    const float flights_m = spec->shape == HY_stair_shape_dogleg ? 2 * spec->flight_width_m : spec->flight_width_m;
    if (!spec->has_at || !spec->has_size || spec->joins_count < 2 || spec->entry == HY_side_none) {
        hy_problem(builder, spec->mark, "stairs", "stair \"", spec->name,
                   "\" needs at:, size:, entry: and at least two levels in joins:", NULL);
        return false;
    }
    if (flights_m > across_m + HY_FIT_M || spec->door_width_m > spec->flight_width_m + HY_FIT_M) {
        hy_problem(builder, HY_FIELD_MARK(spec, stair, flight_width_m), "stairs", "stair \"", spec->name, "\" needs ",
                   hy_metres(builder, flights_m), " m for its flights across a footprint of ",
                   hy_metres(builder, across_m), " m, and doors no wider than a flight", NULL);
        return false;
    }
    return true;
}

void hy_build_stairs(hy_builder *builder)
{
    for (uint32_t i = 0; i < builder->plan->stairs_count; i++) {
        const hy_spec_stair *spec = &builder->plan->stairs[i];
        if (!stair_fits(builder, spec)) {
            continue;
        }
        for (uint32_t j = 0; j + 1 < spec->joins_count; j++) {
            const hy_mark mark = HY_FIELD_MARK(spec, stair, joins);
            const uint32_t lower = level_or_problem(builder, spec->joins[j], mark, "stairs");
            const uint32_t upper = level_or_problem(builder, spec->joins[j + 1], mark, "stairs");
            if (lower != HY_NONE && upper != HY_NONE) {
                build_flight(builder, spec, lower, upper, j + 2 == spec->joins_count);
            }
        }
    }
}
