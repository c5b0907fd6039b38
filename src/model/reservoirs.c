// Questions that a scenario leaves open, and the animals that carry the agent.
#include "model/builder.h"

static bool begins_with(const char *text, const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (name[i] == '\0' || text[i] != name[i]) {
            return false;
        }
    }
    return name[length] == '\0';
}

static const hy_spec_switch *switch_named(const hy_spec_scenario *scenario, const char *text, size_t length)
{
    for (uint32_t i = 0; i < scenario->switches_count; i++) {
        if (begins_with(text, scenario->switches[i].name, length)) {
            return &scenario->switches[i];
        }
    }
    return NULL;
}

static bool has_position(const hy_spec_switch *of, const char *position)
{
    for (uint32_t i = 0; i < of->of_count; i++) {
        if (hy_text_equal(of->of[i], position)) {
            return true;
        }
    }
    return false;
}

// one condition: "switch: position", so many bytes of a text
static bool holds(hy_builder *builder, const hy_spec_scenario *scenario, const char *condition, size_t length, hy_mark mark,
                  const char *path)
{
    size_t colon = 0;
    while (colon < length && !(condition[colon] == ':' && condition[colon + 1] == ' ')) {
        colon++;
    }
    const size_t position = colon + 2;
    if (position >= length) {
        hy_problem(builder, mark, path, "\"", condition,
                   "\" names no position; only_if: wants switches and positions, like \"second case: nurse\"", NULL);
        return true;
    }
    const hy_spec_switch *of = switch_named(scenario, condition, colon);
    if (!of) {
        hy_problem(builder, mark, path, "there is no switch for \"", condition, "\"; add it to switches", NULL);
        return true;
    }
    bool is_known = false;
    for (uint32_t i = 0; i < of->of_count; i++) {
        is_known = is_known || begins_with(condition + position, of->of[i], length - position);
    }
    if (!is_known) {
        hy_problem(builder, mark, path, "the switch \"", of->name, "\" has no such position as in \"", condition,
                   "\"; its positions stand in of:", NULL);
    }
    return begins_with(condition + position, of->is, length - position);
}

bool hy_switches_hold(hy_builder *builder, const hy_spec_scenario *scenario, const char *conditions, hy_mark mark,
                      const char *path)
{
    bool all_hold = true;
    while (conditions[0] != '\0') {
        size_t length = 0;
        while (conditions[length] != '\0' && !(conditions[length] == ',' && conditions[length + 1] == ' ')) {
            length++;
        }
        all_hold &= holds(builder, scenario, conditions, length, mark, path);
        conditions += conditions[length] == '\0' ? length : length + 2;
    }
    return all_hold;
}

static void check_switches(hy_builder *builder, const hy_spec_scenario *scenario)
{
    for (uint32_t i = 0; i < scenario->switches_count; i++) {
        const hy_spec_switch *of = &scenario->switches[i];
        if (!has_position(of, of->is)) {
            hy_problem(builder, HY_FIELD_MARK(of, switch, is), "switches", "the switch \"", of->name, "\" has no position \"",
                       of->is, "\"; is: must name one of those in of:", NULL);
        }
    }
}

static uint32_t exposure_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->exposure_count; i++) {
        if (hy_text_equal(model->exposures[i].name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

static void build_reservoir(hy_builder *builder, const hy_spec_reservoir *spec)
{
    hy_model *model = builder->model;
    const uint32_t room = hy_model_room_named(model, spec->room), exposure = exposure_named(model, spec->bites_with);
    if (room == HY_NONE) {
        hy_problem(builder, HY_FIELD_MARK(spec, reservoir, room), "reservoirs", "the plan has no room \"", spec->room,
                   "\"; room: must name one", NULL);
    }
    if (exposure == HY_NONE) {
        hy_problem(builder, HY_FIELD_MARK(spec, reservoir, bites_with), "reservoirs", "the strain has no exposure \"",
                   spec->bites_with, "\"; bites_with: must name one", NULL);
    }
    model->reservoirs[model->reservoir_count++] = (hy_reservoir){.name = spec->name,
                                                                 .room = room,
                                                                 .count = spec->count,
                                                                 .from_s = spec->from_s,
                                                                 .exposure = exposure,
                                                                 .bites = spec->bites,
                                                                 .first_animal = model->animal_count,
                                                                 .is_loose = spec->is_loose,
                                                                 .carries = spec->carries,
                                                                 .bites_every_s = spec->bites_every_s,
                                                                 .moves_every_s = spec->moves_every_s,
                                                                 .catches = spec->catches};
    model->animal_count += spec->count;
}

void hy_build_reservoirs(hy_builder *builder, const hy_spec_scenario *scenario)
{
    hy_model *model = builder->model;
    check_switches(builder, scenario);
    model->reservoirs = HY_ARENA_ARRAY(builder->arena, hy_reservoir, scenario->reservoirs_count + 1);
    for (uint32_t i = 0; model->reservoirs && i < scenario->reservoirs_count; i++) {
        const hy_spec_reservoir *spec = &scenario->reservoirs[i];
        if (hy_switches_hold(builder, scenario, spec->only_if, HY_FIELD_MARK(spec, reservoir, only_if), "reservoirs")) {
            build_reservoir(builder, spec);
        }
    }
}
