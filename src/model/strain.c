// The strain with its names resolved: stages, ways in, severities and outcomes.
#include "model/builder.h"

uint32_t hy_model_stage_named(const hy_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->stage_count; i++) {
        if (hy_text_equal(model->stages[i].name, name)) {
            return i;
        }
    }
    return HY_NONE;
}

static uint32_t stage_or_problem(hy_builder *builder, const char *name, hy_mark mark, const char *path)
{
    const uint32_t stage = hy_model_stage_named(builder->model, name);
    if (stage == HY_NONE) {
        hy_problem(builder, mark, path, "there is no stage \"", name, "\"; add it to stages or name one that is there", NULL);
        return 0;
    }
    return stage;
}

// exposure that a stage names, HY_NONE where it names none
static uint32_t exposure_of(hy_builder *builder, const hy_spec_strain *strain, const char *stage, const char *verb,
                            const char *name, hy_mark mark)
{
    for (uint32_t i = 0; i < strain->exposures_count && name[0]; i++) {
        if (hy_text_equal(strain->exposures[i].name, name)) {
            return i;
        }
    }
    if (name[0]) {
        hy_problem(builder, mark, "stages", "stage \"", stage, "\" ", verb, " with \"", name, "\", but there is no exposure of that name", NULL);
    }
    return HY_NONE;
}

static void add_swings(hy_builder *builder, hy_stage *stage, const hy_spec_stage *spec)
{
    hy_model *model = builder->model;
    stage->first_swing = model->swing_count;
    stage->swing_count = spec->swings_count;
    for (uint32_t i = 0; i < spec->swings_count; i++) {
        const hy_spec_swing *swing = &spec->swings[i];
        const bool has_other = swing->chance_near_friend > HY_GIVEN;
        model->swings[model->swing_count++] =
            (hy_swing){.stage = stage_or_problem(builder, swing->into, swing->mark, "stages"),
                       .every_s = swing->every_s,
                       .chance = swing->chance,
                       .chance_near_friend = has_other ? swing->chance_near_friend : swing->chance,
                       .friend_m = swing->friend_m,
                       .blood_factor = swing->blood_factor,
                       .blood_s = swing->blood_s};
    }
}

static void build_stages(hy_builder *builder, const hy_spec_strain *strain)
{
    hy_model *model = builder->model;
    uint32_t swings = 0;
    for (uint32_t i = 0; i < strain->stages_count; i++) {
        swings += strain->stages[i].swings_count;
    }
    model->stages = HY_ARENA_ARRAY(builder->arena, hy_stage, strain->stages_count + 1);
    model->swings = HY_ARENA_ARRAY(builder->arena, hy_swing, swings + 1);
    if (!model->stages || !model->swings) {
        return;
    }
    for (uint32_t i = 0; i < strain->stages_count; i++) {
        const hy_spec_stage *spec = &strain->stages[i];
        model->stages[i] = (hy_stage){
            .name = spec->name,
            .spec = *spec,
            .bites_with = exposure_of(builder, strain, spec->name, "bites", spec->bites_with, HY_FIELD_MARK(spec, stage, bites_with)),
            .scratches_with = exposure_of(builder, strain, spec->name, "scratches", spec->scratches_with,
                                          HY_FIELD_MARK(spec, stage, scratches_with)),
            .bleeds_with = exposure_of(builder, strain, spec->name, "bleeds", spec->bleeds_with,
                                       HY_FIELD_MARK(spec, stage, bleeds_with))};
        model->stages[i].spec.swings = NULL;
        model->stages[i].spec.swings_count = 0;
    }
    model->stage_count = strain->stages_count;
    for (uint32_t i = 0; i < strain->stages_count; i++) {
        const hy_spec_stage *spec = &strain->stages[i];
        add_swings(builder, &model->stages[i], spec);
        if (spec->hunts && model->stages[i].bites_with == HY_NONE && !spec->bites_with[0]) {
            hy_problem(builder, spec->mark, "stages", "stage \"", spec->name, "\" hunts, so it needs bites_with:", NULL);
        }
    }
}

static void add_wounds(hy_builder *builder, hy_exposure *exposure, const hy_spec_exposure *spec)
{
    hy_model *model = builder->model;
    float sum = 0;
    exposure->first_wound = model->wound_count;
    exposure->wound_count = spec->wounds_count;
    for (uint32_t i = 0; i < spec->wounds_count; i++) {
        const hy_spec_wound *wound = &spec->wounds[i];
        model->wounds[model->wound_count++] = (hy_wound){wound->name,    wound->share,   wound->median_s,
                                                             wound->sigma,   wound->further, wound->is_limb};
        sum += wound->share;
    }
    if (spec->wounds_count == 0 || hy_abs(sum - 1) > 1e-3f) {
        hy_problem(builder, spec->mark, "exposures", "the shares of the wounds of \"", spec->name, "\" add up to ",
                   hy_metres(builder, sum), "; they must add up to 1", NULL);
    }
}

static void add_outcomes(hy_builder *builder, hy_exposure *exposure, const hy_spec_exposure *spec)
{
    hy_model *model = builder->model;
    float sum = 0;
    exposure->first_outcome = model->outcome_count;
    exposure->outcome_count = spec->outcomes_count;
    for (uint32_t i = 0; i < spec->outcomes_count; i++) {
        const hy_spec_outcome *outcome = &spec->outcomes[i];
        const uint32_t stage = stage_or_problem(builder, outcome->stage, outcome->mark, "exposures");
        model->outcomes[model->outcome_count++] = (hy_outcome){stage, outcome->weight, outcome->rage_gain,
                                                                   outcome->growth_per_day};
        sum += outcome->weight;
    }
    if (spec->outcomes_count == 0 || hy_abs(sum - 1) > 1e-3f) {
        hy_problem(builder, spec->mark, "exposures", "the weights of the outcomes of \"", spec->name, "\" add up to ",
                   hy_metres(builder, sum), "; they must add up to 1", NULL);
    }
}

void hy_build_strain(hy_builder *builder, const hy_spec_strain *strain)
{
    hy_model *model = builder->model;
    build_stages(builder, strain);
    uint32_t wounds = 0, outcomes = 0;
    for (uint32_t i = 0; i < strain->exposures_count; i++) {
        wounds += strain->exposures[i].wounds_count;
        outcomes += strain->exposures[i].outcomes_count;
    }
    model->exposures = HY_ARENA_ARRAY(builder->arena, hy_exposure, strain->exposures_count + 1);
    model->wounds = HY_ARENA_ARRAY(builder->arena, hy_wound, wounds + 1);
    model->outcomes = HY_ARENA_ARRAY(builder->arena, hy_outcome, outcomes + 1);
    if (builder->arena->has_failed) {
        return;
    }
    model->exposure_count = strain->exposures_count;
    for (uint32_t i = 0; i < strain->exposures_count; i++) {
        const hy_spec_exposure *spec = &strain->exposures[i];
        hy_exposure *exposure = &model->exposures[i];
        *exposure = (hy_exposure){.name = spec->name,
                                  .infects = spec->infects,
                                  .enters = stage_or_problem(builder, spec->enters, spec->mark, "exposures"),
                                  .signs_share = spec->signs_share,
                                  .sedation_factor = spec->sedation_factor,
                                  .amputation_helps = spec->amputation_helps,
                                  .amputation_within_s = spec->amputation_within_s};
        add_wounds(builder, exposure, spec);
        add_outcomes(builder, exposure, spec);
    }
    model->living_c = strain->living_c;
    model->ambient_c = strain->ambient_c;
    model->cooling_half_life_s = strain->cooling_half_life_s;
    model->healthy = stage_or_problem(builder, strain->healthy, HY_FIELD_MARK(strain, strain, healthy), "healthy");
    model->stopped = stage_or_problem(builder, strain->stopped, HY_FIELD_MARK(strain, strain, stopped), "stopped");
    if (model->stage_count > 0 && !model->stages[model->stopped].spec.is_stopped) {
        hy_problem(builder, HY_FIELD_MARK(strain, strain, stopped), "stopped", "stage \"", strain->stopped,
                   "\" must have is_stopped: true", NULL);
    }
    if (model->stage_count > 0 && (model->stages[model->healthy].spec.is_stopped || model->stages[model->healthy].spec.hunts)) {
        hy_problem(builder, HY_FIELD_MARK(strain, strain, healthy), "healthy", "stage \"", strain->healthy,
                   "\" is for those never exposed: it can neither hunt nor be stopped", NULL);
    }
    if (model->stage_count > 255) {
        hy_problem(builder, strain->mark, "stages", "a strain may have at most 255 stages", NULL);
    }
}

void hy_build_health(hy_builder *builder)
{
    hy_model *model = builder->model;
    model->stages = HY_ARENA_ARRAY(builder->arena, hy_stage, 2);
    model->exposures = HY_ARENA_ARRAY(builder->arena, hy_exposure, 1);
    model->wounds = HY_ARENA_ARRAY(builder->arena, hy_wound, 1);
    model->outcomes = HY_ARENA_ARRAY(builder->arena, hy_outcome, 1);
    if (builder->arena->has_failed) {
        return;
    }
    hy_spec_stage alive = hy_spec_stage_default(), dead = hy_spec_stage_default();
    alive.name = "human";
    dead.name = "dead";
    dead.counts_as = HY_outcome_cell_dead;
    dead.is_prey = dead.keeps_reason = false;
    dead.is_stopped = true;
    model->stages[0] = (hy_stage){alive.name, alive, HY_NONE, HY_NONE, HY_NONE, 0, 0};
    model->stages[1] = (hy_stage){dead.name, dead, HY_NONE, HY_NONE, HY_NONE, 0, 0};
    model->stage_count = 2;
    model->living_c = hy_spec_strain_default().living_c;
    model->healthy = 0;
    model->stopped = 1;
}
