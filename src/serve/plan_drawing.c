// From the records of a plan to outlines. Compiling takes a sound plan; a drawing has to do with one that is not.
#include "serve/plan_drawing.h"

#include <stdio.h>
#include <string.h>

// a few lines can ask for any number of copies; nobody looks at more
enum { SHAPE_LIMIT = 20000 };

typedef struct drawing {
    const hy_spec_plan *plan;
    const hy_diagnostics *sink;
    json_t *shapes;
    // of the room that is drawn
    const hy_spec_room *room;
    json_int_t level;
    hy_vec2 corner, size;
    bool has_sides;
} drawing;

// a text that is missing is no text of anything
static bool is_text(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

// ---- which problems belong to a record

static bool is_mark(hy_mark a, hy_mark b)
{
    return a.line == b.line && a.column == b.column;
}

// those found at the record itself or at one of its fields
static void add_problems_of(const drawing *d, json_t *problems, const char *record, hy_mark mark, const hy_mark *field_marks)
{
    const uint32_t field_count = field_marks != NULL ? hy_record_table_named(record)->field_count : 0;
    for (uint32_t i = 0; i < d->sink->count; i++) {
        const hy_mark at = d->sink->items[i].mark;
        bool is_here = at.line > 0 && is_mark(at, mark);
        for (uint32_t field = 0; field < field_count && at.line > 0; field++) {
            is_here |= is_mark(at, field_marks[field]);
        }
        if (is_here) {
            json_array_append_new(problems, json_integer(i));
        }
    }
}

// those that name a room in their text
static void add_problems_about(const drawing *d, json_t *problems, const char *room)
{
    char quoted[HY_DIAGNOSTIC_TEXT];
    snprintf(quoted, sizeof quoted, "room \"%s\"", room != NULL ? room : "");
    for (uint32_t i = 0; i < d->sink->count && room != NULL; i++) {
        const bool is_found_there = json_array_size(problems) > 0 && json_integer_value(json_array_get(problems, 0)) == i;
        if (!is_found_there && strstr(d->sink->items[i].text, quoted) != NULL) {
            json_array_append_new(problems, json_integer(i));
        }
    }
}

// ---- shapes

static hy_vec2 placed(const drawing *d, hy_vec2 p)
{
    const float x = d->room != NULL && d->room->is_mirrored ? d->size.x - p.x : p.x;
    const float y = d->room != NULL && d->room->is_flipped ? d->size.y - p.y : p.y;
    return (hy_vec2){d->corner.x + x, d->corner.y + y};
}

static bool is_full(const drawing *d)
{
    return json_array_size(d->shapes) >= SHAPE_LIMIT;
}

static void add_shape(drawing *d, const char *kind, const char *name, const hy_vec2 *points, uint32_t count, json_t *problems)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        json_array_append_new(list, json_real((double)points[i].x));
        json_array_append_new(list, json_real((double)points[i].y));
    }
    json_array_append_new(d->shapes, json_pack("{s:s, s:s, s:I, s:o, s:o}", "kind", kind, "name", name != NULL ? name : "", "level",
                                               d->level, "points", list, "problems", problems));
}

static void add_box(drawing *d, const char *kind, const char *name, hy_box box, json_t *problems)
{
    const hy_vec2 points[4] = {placed(d, (hy_vec2){box.x, box.y}), placed(d, (hy_vec2){box.x + box.width, box.y}),
                               placed(d, (hy_vec2){box.x + box.width, box.y + box.depth}),
                               placed(d, (hy_vec2){box.x, box.y + box.depth})};
    add_shape(d, kind, name, points, 4, problems);
}

static void add_furniture(drawing *d, const hy_spec_furniture *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const hy_spec_furniture *spec = &list[i];
        for (uint32_t copy = 0; spec->has_box && copy < spec->columns * spec->rows && !is_full(d); copy++) {
            hy_box box = spec->box;
            box.x += (float)(copy % spec->columns) * spec->step_m.x;
            box.y += (float)(copy / spec->columns) * spec->step_m.y;
            json_t *problems = json_array();
            add_problems_of(d, problems, "furniture", spec->mark, spec->field_marks);
            add_box(d, "furniture", hy_furniture_kind_word(spec->kind), box, problems);
        }
    }
}

static void add_places(drawing *d, const hy_spec_place *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (list[i].has_at) {
            const hy_vec2 at = placed(d, list[i].at);
            json_t *problems = json_array();
            add_problems_of(d, problems, "place", list[i].mark, list[i].field_marks);
            add_shape(d, "place", list[i].name, &at, 1, problems);
        }
    }
}

// the ends of one copy of an opening; false where it has no place
static bool ends_of(const drawing *d, const hy_spec_opening *spec, uint32_t copy, hy_vec2 ends[2])
{
    if (spec->has_from && spec->has_to) {
        ends[0] = placed(d, spec->from);
        ends[1] = placed(d, spec->to);
        return true;
    }
    const bool is_along_x = spec->wall == HY_side_south || spec->wall == HY_side_north;
    const float at_m = spec->at_m + (float)copy * (spec->step_m > 0 ? spec->step_m : spec->width_m);
    const float across_m = spec->wall == HY_side_north ? d->size.y : spec->wall == HY_side_east ? d->size.x : 0;
    for (uint32_t end = 0; end < 2; end++) {
        const float along_m = at_m + (end == 1 ? spec->width_m : 0);
        ends[end] = placed(d, is_along_x ? (hy_vec2){along_m, across_m} : (hy_vec2){across_m, along_m});
    }
    return d->has_sides && spec->wall != HY_side_none;
}

static void add_openings(drawing *d, const hy_spec_opening *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        hy_vec2 ends[2];
        for (uint32_t copy = 0; copy < list[i].copies && !is_full(d) && ends_of(d, &list[i], copy, ends); copy++) {
            json_t *problems = json_array();
            add_problems_of(d, problems, "opening", list[i].mark, list[i].field_marks);
            add_shape(d, "opening", hy_opening_kind_word(list[i].kind), ends, 2, problems);
        }
    }
}

// ---- rooms and stairs

static json_int_t level_named(const hy_spec_plan *plan, const char *name)
{
    for (uint32_t i = 0; i < plan->levels_count; i++) {
        if (is_text(plan->levels[i].name, name)) {
            return i;
        }
    }
    return -1;
}

static const hy_spec_module *module_named(const hy_spec_plan *plan, const char *name)
{
    for (uint32_t i = 0; i < plan->modules_count; i++) {
        if (is_text(plan->modules[i].name, name)) {
            return &plan->modules[i];
        }
    }
    return NULL;
}

static void add_outline(drawing *d, const hy_spec_room *room, const hy_spec_module *module)
{
    const char *kind = room->is_outdoor ? "ground" : "room";
    json_t *problems = json_array();
    add_problems_of(d, problems, "room", room->mark, room->field_marks);
    add_problems_about(d, problems, room->name);
    if (module != NULL) {
        add_problems_of(d, problems, "module", module->mark, module->field_marks);
    }
    if (room->polygon_count > 0) {
        add_shape(d, kind, room->name, room->polygon, room->polygon_count, problems);
    } else {
        add_box(d, kind, room->name, (hy_box){0, 0, d->size.x, d->size.y}, problems);
    }
}

static void add_room(drawing *d, const hy_spec_room *room)
{
    const hy_spec_module *module = module_named(d->plan, room->module);
    d->room = room;
    d->level = level_named(d->plan, room->level);
    d->has_sides = module != NULL || room->has_box;
    d->corner = module != NULL ? room->at : room->has_box ? (hy_vec2){room->box.x, room->box.y} : (hy_vec2){0, 0};
    d->size = module != NULL ? module->size : room->has_box ? (hy_vec2){room->box.width, room->box.depth} : (hy_vec2){0, 0};
    if (!d->has_sides && room->polygon_count == 0) {
        return;
    }
    add_outline(d, room, module);
    if (module != NULL) {
        add_furniture(d, module->furniture, module->furniture_count);
        add_openings(d, module->openings, module->openings_count);
        add_places(d, module->places, module->places_count);
    }
    add_furniture(d, room->furniture, room->furniture_count);
    add_openings(d, room->openings, room->openings_count);
    add_places(d, room->places, room->places_count);
}

static void add_stair(drawing *d, const hy_spec_stair *stair)
{
    for (uint32_t i = 0; i < stair->joins_count; i++) {
        json_t *problems = json_array();
        add_problems_of(d, problems, "stair", stair->mark, stair->field_marks);
        d->level = level_named(d->plan, stair->joins[i]);
        add_box(d, "stair", stair->name, (hy_box){stair->at.x, stair->at.y, stair->size.x, stair->size.y}, problems);
    }
}

static json_t *levels_json(const hy_spec_plan *plan)
{
    json_t *levels = json_array();
    for (uint32_t i = 0; i < plan->levels_count; i++) {
        json_array_append_new(levels, json_string(plan->levels[i].name != NULL ? plan->levels[i].name : ""));
    }
    return levels;
}

json_t *hy_plan_drawing_json(const hy_spec_plan *plan, const hy_diagnostics *sink)
{
    drawing d = {.plan = plan, .sink = sink, .shapes = json_array()};
    for (uint32_t i = 0; i < plan->rooms_count && !is_full(&d); i++) {
        add_room(&d, &plan->rooms[i]);
    }
    d.room = NULL;
    d.has_sides = false;
    d.corner = d.size = (hy_vec2){0, 0};
    for (uint32_t i = 0; i < plan->stairs_count; i++) {
        add_stair(&d, &plan->stairs[i]);
    }
    for (uint32_t i = 0; i < plan->openings_count; i++) {
        d.level = level_named(plan, plan->openings[i].level);
        add_openings(&d, &plan->openings[i], 1);
    }
    return json_pack("{s:o, s:o}", "levels", levels_json(plan), "shapes", d.shapes);
}
