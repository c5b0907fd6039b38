// The building, the people and the words of a model as one JSON object.
#include "scene.h"

// A JSON text under construction: it knows whether the next value wants a comma.
typedef struct json {
    hy_text *text;
    bool wants_comma;
} json;

static void add_raw(json *json, const char *chars)
{
    hy_text_add(json->text, chars);
}

static void begin_value(json *json)
{
    if (json->wants_comma) {
        add_raw(json, ",");
    }
    json->wants_comma = true;
}

static void open(json *json, const char *bracket)
{
    begin_value(json);
    add_raw(json, bracket);
    json->wants_comma = false;
}

static void close(json *json, const char *bracket)
{
    add_raw(json, bracket);
    json->wants_comma = true;
}

static void add_character(json *json, char c)
{
    static const char digits[] = "0123456789abcdef";
    if (c == '"' || c == '\\') {
        hy_text_add_char(json->text, '\\');
        hy_text_add_char(json->text, c);
    } else if ((unsigned char)c < 0x20) {
        add_raw(json, "\\u00");
        hy_text_add_char(json->text, digits[(unsigned char)c >> 4]);
        hy_text_add_char(json->text, digits[(unsigned char)c & 15]);
    } else {
        hy_text_add_char(json->text, c);
    }
}

static void add_text(json *json, const char *chars)
{
    begin_value(json);
    add_raw(json, "\"");
    for (const char *c = chars != NULL ? chars : ""; *c != '\0'; c++) {
        add_character(json, *c);
    }
    add_raw(json, "\"");
}

static void add_key(json *json, const char *key)
{
    add_text(json, key);
    add_raw(json, ":");
    json->wants_comma = false;
}

static void add_number(json *json, float value)
{
    begin_value(json);
    hy_text_add_number(json->text, (double)value, 3);
}

// -1 for nothing
static void add_index(json *json, uint32_t index)
{
    begin_value(json);
    if (index == HY_NONE) {
        add_raw(json, "-1");
    } else {
        hy_text_add_uint(json->text, index);
    }
}

static void put_text(json *json, const char *key, const char *chars)
{
    add_key(json, key);
    add_text(json, chars);
}

static void put_number(json *json, const char *key, float value)
{
    add_key(json, key);
    add_number(json, value);
}

static void put_index(json *json, const char *key, uint32_t index)
{
    add_key(json, key);
    add_index(json, index);
}

// ---- the building

static hy_vec2 in_plan(const hy_model *model, hy_vec2 point)
{
    return (hy_vec2){point.x + model->origin.x, point.y + model->origin.y};
}

static void add_point(json *json, const hy_model *model, hy_vec2 point)
{
    const hy_vec2 placed = in_plan(model, point);
    add_number(json, placed.x);
    add_number(json, placed.y);
}

static void put_point(json *json, const char *key, const hy_model *model, hy_vec2 point)
{
    add_key(json, key);
    open(json, "[");
    add_point(json, model, point);
    close(json, "]");
}

static void put_levels(json *json, const hy_model *model)
{
    add_key(json, "levels");
    open(json, "[");
    for (uint32_t i = 0; i < model->level_count; i++) {
        open(json, "{");
        put_text(json, "name", model->levels[i].name);
        put_number(json, "elevation", model->levels[i].elevation_m);
        close(json, "}");
    }
    close(json, "]");
}

static void put_rooms(json *json, const hy_model *model)
{
    add_key(json, "rooms");
    open(json, "[");
    for (uint32_t i = 0; i < model->room_count; i++) {
        const hy_room *room = &model->rooms[i];
        open(json, "{");
        put_text(json, "name", room->name);
        put_text(json, "use", hy_room_use_word(room->use));
        put_index(json, "level", room->level);
        put_index(json, "sheet", room->sheet);
        put_index(json, "outdoor", room->is_outdoor);
        put_index(json, "void", room->is_void);
        put_index(json, "stair", room->is_stair);
        put_number(json, "area", room->area_m2);
        put_point(json, "centre", model, room->centre);
        add_key(json, "corners");
        open(json, "[");
        for (uint32_t k = 0; k < room->corner_count; k++) {
            add_point(json, model, model->corners[room->first_corner + k]);
        }
        close(json, "]");
        close(json, "}");
    }
    close(json, "]");
}

static void put_openings(json *json, const hy_model *model)
{
    add_key(json, "openings");
    open(json, "[");
    for (uint32_t i = 0; i < model->opening_count; i++) {
        const hy_opening *opening = &model->openings[i];
        open(json, "{");
        put_text(json, "name", opening->name);
        put_text(json, "kind", hy_opening_kind_word(opening->kind));
        put_point(json, "from", model, opening->from);
        put_point(json, "to", model, opening->to);
        add_key(json, "rooms");
        open(json, "[");
        add_index(json, opening->rooms[0]);
        add_index(json, opening->rooms[1]);
        close(json, "]");
        put_index(json, "passable", opening->is_passable);
        put_index(json, "glazed", opening->is_glazed);
        close(json, "}");
    }
    close(json, "]");
}

static void put_obstacles(json *json, const hy_model *model)
{
    add_key(json, "obstacles");
    open(json, "[");
    for (uint32_t i = 0; i < model->obstacle_count; i++) {
        const hy_obstacle *obstacle = &model->obstacles[i];
        open(json, "{");
        put_text(json, "kind", hy_furniture_kind_word(obstacle->kind));
        put_index(json, "room", obstacle->room);
        add_key(json, "box");
        open(json, "[");
        add_point(json, model, (hy_vec2){obstacle->box.x, obstacle->box.y});
        add_number(json, obstacle->box.width);
        add_number(json, obstacle->box.depth);
        close(json, "]");
        close(json, "}");
    }
    close(json, "]");
}

static void put_places(json *json, const hy_model *model)
{
    add_key(json, "places");
    open(json, "[");
    for (uint32_t i = 0; i < model->place_count; i++) {
        open(json, "{");
        put_text(json, "name", model->places[i].name);
        put_text(json, "kind", hy_place_kind_word(model->places[i].kind));
        put_index(json, "room", model->places[i].room);
        put_point(json, "at", model, model->places[i].at);
        close(json, "}");
    }
    close(json, "]");
}

// ---- the people

static void put_stages(json *json, const hy_model *model)
{
    add_key(json, "stages");
    open(json, "[");
    for (uint32_t i = 0; i < model->stage_count; i++) {
        open(json, "{");
        put_text(json, "name", model->stages[i].name);
        put_index(json, "cell", (uint32_t)model->stages[i].spec.counts_as);
        put_index(json, "hunts", model->stages[i].spec.hunts);
        close(json, "}");
    }
    close(json, "]");
}

static void put_groups(json *json, const hy_model *model)
{
    add_key(json, "groups");
    open(json, "[");
    for (uint32_t i = 0; i < model->group_count; i++) {
        const hy_group *group = &model->groups[i];
        open(json, "{");
        put_text(json, "name", group->name);
        put_index(json, "role", (uint32_t)group->role);
        put_index(json, "first", group->first_person);
        put_index(json, "count", group->person_count);
        close(json, "}");
    }
    close(json, "]");
}

static void put_persons(json *json, const hy_model *model)
{
    add_key(json, "persons");
    open(json, "[");
    for (uint32_t i = 0; i < model->person_count; i++) {
        open(json, "{");
        put_text(json, "name", model->people[i].name);
        put_index(json, "group", model->people[i].group);
        put_text(json, "note", model->people[i].spec.note);
        close(json, "}");
    }
    close(json, "]");
}

static void put_incidents(json *json, const hy_model *model)
{
    add_key(json, "incidents");
    open(json, "[");
    for (uint32_t i = 0; i < model->incident_count; i++) {
        const hy_incident *incident = &model->incidents[i];
        open(json, "{");
        put_index(json, "clock", incident->at_s);
        put_text(json, "kind", hy_incident_kind_word(incident->kind));
        put_index(json, "who", incident->who);
        put_text(json, "note", incident->note);
        close(json, "}");
    }
    close(json, "]");
}

// ---- the words

static void put_event_kinds(json *json)
{
    add_key(json, "eventKinds");
    open(json, "[");
    for (uint32_t i = 0; i < HY_EVENT_KIND_COUNT; i++) {
        open(json, "{");
        put_text(json, "word", hy_event_kind_word(i));
        put_text(json, "text", hy_event_kind_text(i));
        close(json, "}");
    }
    close(json, "]");
}

static void put_drives(json *json)
{
    add_key(json, "drives");
    open(json, "[");
    for (uint32_t i = 0; i < hy_drive_count(); i++) {
        add_text(json, hy_drive_word(i));
    }
    close(json, "]");
}

static void put_interventions(json *json)
{
    add_key(json, "interventions");
    open(json, "[");
    for (uint32_t i = 0; i < HY_INTERVENTION_KIND_COUNT; i++) {
        add_text(json, hy_intervention_word(i));
    }
    close(json, "]");
}

static void put_columns(json *json, const hy_sim *sim)
{
    add_key(json, "columns");
    open(json, "[");
    for (uint32_t i = 0; hy_sim_column(sim, i).values != NULL; i++) {
        const hy_column_view column = hy_sim_column(sim, i);
        open(json, "{");
        put_text(json, "set", column.set);
        put_text(json, "name", column.name);
        put_text(json, "type", column.type);
        put_index(json, "length", column.width * column.count);
        close(json, "}");
    }
    close(json, "]");
}

void hy_scene_write(const hy_model *model, const hy_sim *sim, hy_text *text)
{
    json json = {.text = text};
    open(&json, "{");
    put_text(&json, "title", model->title);
    put_point(&json, "origin", model, (hy_vec2){0, 0});
    put_index(&json, "start", model->start_s);
    put_index(&json, "endTick", hy_sim_end_tick(sim));
    put_number(&json, "step", model->step_s);
    put_levels(&json, model);
    put_rooms(&json, model);
    put_openings(&json, model);
    put_obstacles(&json, model);
    put_places(&json, model);
    put_stages(&json, model);
    put_groups(&json, model);
    put_persons(&json, model);
    put_incidents(&json, model);
    put_event_kinds(&json);
    put_drives(&json);
    put_interventions(&json);
    put_columns(&json, sim);
    close(&json, "}");
}
