// What flies over the grounds: the places over which it hangs, its sound, and the screen that shows what it sees.
#include "model/builder.h"

static bool can_sound(const hy_place *place)
{
    return place->kind == HY_place_kind_speaker || place->kind == HY_place_kind_device;
}

static uint32_t sounding_place_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->place_count; i++) {
        if (can_sound(&model->places[i]) && hy_text_equal(model->places[i].name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

static uint32_t screen_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->place_count; i++) {
        if (model->places[i].kind == HY_place_kind_screen && hy_text_equal(model->places[i].name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

static void find_places(hy_builder *builder, const hy_spec_aircraft *spec, hy_aircraft *aircraft)
{
    const hy_mark mark = HY_FIELD_MARK(spec, aircraft, over);
    uint32_t *places = HY_ARENA_ARRAY(builder->arena, uint32_t, spec->over_count + 1);
    for (uint32_t i = 0; places && i < spec->over_count; i++) {
        places[i] = sounding_place_named(builder->model, spec->over[i]);
        if (places[i] == HY_NONE) {
            hy_problem(builder, mark, "aircraft", "the plan has no speaker or device \"", spec->over[i],
                       "\" to hang over; over: must name places of these kinds", NULL);
        }
    }
    if (spec->over_count == 0) {
        hy_problem(builder, mark, "aircraft", "\"", spec->name, "\" hangs over nothing; give over: the places, in order", NULL);
    }
    aircraft->over = places;
    aircraft->over_count = spec->over_count;
}

// what flies before anybody is there to see it is a mistake; what comes after the end may be meant for a longer history
static void check_time(hy_builder *builder, const hy_spec_aircraft *spec)
{
    if (!(spec->on_call_s > HY_GIVEN) && spec->from_s < builder->model->start_s) {
        hy_problem(builder, HY_FIELD_MARK(spec, aircraft, from), "aircraft", "\"", spec->name,
                   "\" comes before the start of the scenario; give from: a later clock time, or on_call_s:", NULL);
    }
}

static void build_one(hy_builder *builder, const hy_spec_aircraft *spec, hy_aircraft *aircraft)
{
    *aircraft = (hy_aircraft){.name = spec->name, .spec = *spec, .sound = HY_NONE, .screen = HY_NONE};
    aircraft->spec.name = aircraft->spec.only_if = aircraft->spec.sound = aircraft->spec.screen = "";
    aircraft->spec.over = NULL;
    aircraft->spec.over_count = 0;
    check_time(builder, spec);
    find_places(builder, spec, aircraft);
    if (spec->sound[0]) {
        aircraft->sound = hy_sound_or_problem(builder, spec->sound, HY_FIELD_MARK(spec, aircraft, sound), "aircraft");
    }
    if (spec->screen[0]) {
        aircraft->screen = screen_named(builder->model, spec->screen);
        if (aircraft->screen == HY_NONE) {
            hy_problem(builder, HY_FIELD_MARK(spec, aircraft, screen), "aircraft", "the plan has no place \"", spec->screen,
                       "\" of kind screen; screen: must name one", NULL);
        }
    }
}

void hy_build_aircraft(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    model->aircraft = HY_ARENA_ARRAY(builder->arena, hy_aircraft, scenario->aircraft_count + 1);
    for (uint32_t i = 0; model->aircraft && i < scenario->aircraft_count; i++) {
        const hy_spec_aircraft *spec = &scenario->aircraft[i];
        if (hy_switches_hold(builder, scenario, spec->only_if, HY_FIELD_MARK(spec, aircraft, only_if), "aircraft")) {
            build_one(builder, spec, &model->aircraft[model->aircraft_count++]);
        }
    }
}
