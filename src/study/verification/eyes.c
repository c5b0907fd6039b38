// Who sees whom, found anew by testing every line of sight against every wall, on plans made up for the purpose.
#include "study/verification/senses.h"

#include "hyosan/host.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOMS = 3, BLOCKS = 7, PEOPLE = 12, NAME_SIZE = 24 };
static const double ROOM_M = 12, DEPTH_M = 14;

// numbers for making plans up, the same on every machine (splitmix64); the engine's own draws are not used
static double between(uint64_t *dice, double low, double high)
{
    uint64_t z = (*dice += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return low + (high - low) * ((double)((z ^ (z >> 31)) >> 11) * 0x1p-53);
}

// A description and all that it points to.
typedef struct made_up {
    hy_description description;
    hy_spec_level level;
    hy_spec_room rooms[ROOMS];
    hy_spec_furniture blocks[ROOMS][BLOCKS];
    hy_spec_opening openings[ROOMS][3];
    hy_spec_group groups[ROOMS];
    hy_spec_person persons[ROOMS];
    hy_spec_incident incidents[ROOMS];
    hy_spec_profile profile;
    hy_spec_stage stages[3];
    hy_spec_exposure exposure;
    hy_spec_wound wound;
    hy_spec_outcome outcome;
    char names[ROOMS][NAME_SIZE], leaders[ROOMS][NAME_SIZE];
} made_up;

// low and high boxes anywhere, so that some hide and some do not
static void furnish(made_up *world, uint32_t room, uint64_t *dice)
{
    for (uint32_t i = 0; i < BLOCKS; i++) {
        hy_spec_furniture *block = &world->blocks[room][i];
        *block = hy_spec_furniture_default();
        block->kind = HY_furniture_kind_shelf;
        const bool is_long = between(dice, 0, 1) < 0.5;
        const float x = (float)between(dice, 1, ROOM_M - 4), y = (float)between(dice, 1 + i * 1.8, 1.3 + i * 1.8);
        block->box = (hy_box){x, y, is_long ? (float)between(dice, 1, 3) : 0.4f, is_long ? 0.3f : 0.6f};
        block->has_box = true;
        block->height_m = (float)between(dice, 0.8, 2.2);
    }
}

// between each room and the next: a gap, a door open or shut, a glazed door or a window
static void open_up(made_up *world, uint32_t room, uint64_t *dice)
{
    static const hy_opening_kind kinds[] = {HY_opening_kind_gap, HY_opening_kind_door, HY_opening_kind_window};
    for (uint32_t i = 0; i < 3; i++) {
        hy_spec_opening *opening = &world->openings[room][i];
        *opening = hy_spec_opening_default();
        opening->kind = kinds[i == 0 ? 1 : (uint32_t)between(dice, 0, 3)];
        opening->wall = HY_side_east;
        opening->at_m = (float)between(dice, 0.3 + 4.5 * i, 2.5 + 4.5 * i);
        opening->width_m = (float)between(dice, 0.8, 1.8);
        opening->is_open = opening->kind == HY_opening_kind_door && between(dice, 0, 1) < 0.5;
        opening->is_glazed = between(dice, 0, 1) < 0.4;
    }
}

static void make_rooms(made_up *world, uint64_t *dice)
{
    world->level = hy_spec_level_default();
    world->level.name = "ground";
    for (uint32_t i = 0; i < ROOMS; i++) {
        snprintf(world->names[i], NAME_SIZE, "room %u", (unsigned)i);
        hy_spec_room *room = &world->rooms[i];
        *room = hy_spec_room_default();
        room->name = world->names[i];
        room->level = "ground";
        room->use = HY_room_use_corridor;
        room->box = (hy_box){(float)(ROOM_M * i), 0, (float)ROOM_M, (float)DEPTH_M};
        room->has_box = true;
        furnish(world, i, dice);
        room->furniture = world->blocks[i];
        room->furniture_count = BLOCKS;
        if (i + 1 < ROOMS) {
            open_up(world, i, dice);
            room->openings = world->openings[i];
            room->openings_count = 3;
        }
    }
}

static hy_spec_trait alike(float mean)
{
    hy_spec_trait trait = hy_spec_trait_default();
    trait.mean = mean;
    return trait;
}

static void make_people(made_up *world)
{
    hy_spec_profile *profile = &world->profile;
    *profile = hy_spec_profile_default();
    profile->name = "alike";
    profile->walk_m_per_s = alike(1.3f);
    profile->sprint_m_per_s = alike(5);
    profile->strength = alike(1);
    profile->courage = profile->empathy = profile->responsibility = profile->fear_threshold = alike(0.5f);
    for (uint32_t i = 0; i < ROOMS; i++) {
        snprintf(world->leaders[i], NAME_SIZE, "hunter %u", (unsigned)i);
        world->groups[i] = hy_spec_group_default();
        world->groups[i].name = world->groups[i].home = world->groups[i].start = world->names[i];
        world->groups[i].female = world->groups[i].male = "alike";
        world->groups[i].count = PEOPLE;
        world->persons[i] = hy_spec_person_default();
        world->persons[i].name = world->leaders[i];
        world->persons[i].group = world->names[i];
        world->incidents[i] = hy_spec_incident_default();
        world->incidents[i].kind = HY_incident_kind_expose;
        world->incidents[i].at_s = 9 * 3600;
        world->incidents[i].who = world->leaders[i];
        world->incidents[i].with = "curse";
        world->incidents[i].after_s = 1e6f;
    }
}

// the bitten hunt at once
static void make_strain(made_up *world)
{
    hy_spec_strain *strain = &world->description.strain;
    *strain = hy_spec_strain_default();
    for (uint32_t i = 0; i < 3; i++) {
        world->stages[i] = hy_spec_stage_default();
    }
    world->stages[0].name = "healthy";
    world->stages[1].name = "hunter";
    world->stages[1].counts_as = HY_outcome_cell_zombie;
    world->stages[1].hunts = true;
    world->stages[1].bites_with = "curse";
    world->stages[1].is_prey = world->stages[1].keeps_reason = false;
    world->stages[2].name = "dead";
    world->stages[2].counts_as = HY_outcome_cell_dead;
    world->stages[2].is_prey = world->stages[2].keeps_reason = false;
    world->stages[2].is_stopped = true;
    world->wound = hy_spec_wound_default();
    world->wound = (hy_spec_wound){.name = "only", .share = 1, .median_s = 1e6f, .sigma = 0.1f};
    world->outcome = hy_spec_outcome_default();
    world->outcome.stage = "hunter";
    world->outcome.weight = 1;
    world->exposure = hy_spec_exposure_default();
    world->exposure.name = "curse";
    world->exposure.enters = "hunter";
    world->exposure.wounds = &world->wound;
    world->exposure.outcomes = &world->outcome;
    world->exposure.wounds_count = world->exposure.outcomes_count = 1;
    strain->strain = "curse";
    strain->healthy = "healthy";
    strain->stopped = "dead";
    strain->stages = world->stages;
    strain->stages_count = 3;
    strain->exposures = &world->exposure;
    strain->exposures_count = 1;
}

static void make_up(made_up *world, uint64_t seed)
{
    uint64_t dice = seed;
    make_rooms(world, &dice);
    make_people(world);
    make_strain(world);
    hy_spec_plan *plan = &world->description.plan;
    *plan = hy_spec_plan_default();
    plan->plan = "made up";
    plan->levels = &world->level;
    plan->levels_count = 1;
    plan->rooms = world->rooms;
    plan->rooms_count = ROOMS;
    hy_spec_scenario *scenario = &world->description.scenario;
    *scenario = hy_spec_scenario_default();
    scenario->scenario = "eyes";
    scenario->plan = "made up";
    scenario->start_s = 9 * 3600;
    scenario->end_s = 9 * 3600 + 60;
    scenario->senses.glance_s = 0.1f;
    scenario->profiles = &world->profile;
    scenario->profiles_count = 1;
    scenario->groups = world->groups;
    scenario->groups_count = ROOMS;
    scenario->persons = world->persons;
    scenario->persons_count = ROOMS;
    scenario->incidents = world->incidents;
    scenario->incidents_count = ROOMS;
}

// ---- every line against every wall

// Where everybody stands and how the openings are, before a step.
typedef struct scene {
    const hy_model *model;
    hy_person_view *persons;
    hy_opening_view *openings;
} scene;

static double side_of(hy_vec2 a, hy_vec2 b, hy_vec2 p)
{
    return ((double)b.x - (double)a.x) * ((double)p.y - (double)a.y) - ((double)b.y - (double)a.y) * ((double)p.x - (double)a.x);
}

// -1: they do not meet; 1: they do; 0: too close to tell
static int meet(hy_vec2 a, hy_vec2 b, const hy_wall *wall)
{
    const double sides[] = {side_of(a, b, wall->a), side_of(a, b, wall->b), side_of(wall->a, wall->b, a), side_of(wall->a, wall->b, b)};
    const double near = 5e-3;
    for (uint32_t i = 0; i < 4; i += 2) {
        if ((sides[i] > near && sides[i + 1] > near) || (sides[i] < -near && sides[i + 1] < -near)) {
            return -1;
        }
    }
    for (uint32_t i = 0; i < 4; i++) {
        if (fabs(sides[i]) <= near) {
            return 0;
        }
    }
    return 1;
}

static bool is_opaque(const scene *of, const hy_wall *wall)
{
    if (wall->opening == HY_NONE) {
        return wall->is_opaque;
    }
    const hy_opening_view *view = &of->openings[wall->opening];
    return !of->model->openings[wall->opening].is_glazed && !view->is_open && !view->is_broken;
}

// 1 sees, -1 does not, 0 too close to tell: behind a corner, at the edge of the field or of the range
static int sees(const scene *of, uint32_t observer, uint32_t other)
{
    const hy_person_view *from = &of->persons[observer], *to = &of->persons[other];
    const double dx = (double)to->at.x - (double)from->at.x, dy = (double)to->at.y - (double)from->at.y;
    const double distance = hypot(dx, dy), ahead = dx * (double)from->heading.x + dy * (double)from->heading.y;
    const double near_m = (double)of->model->senses.near_m, sight_m = 40;
    const bool is_doubtful = fabs(distance - near_m) < 1e-3 || fabs(distance - sight_m) < 1e-3 || fabs(ahead) < 1e-3;
    if (distance > sight_m || (distance >= near_m && ahead < 0)) {
        return is_doubtful ? 0 : -1;
    }
    int found = is_doubtful ? 0 : 1;
    for (uint32_t i = 0; i < of->model->wall_count; i++) {
        const hy_wall *wall = &of->model->walls[i];
        const int crossing = is_opaque(of, wall) ? meet(from->at, to->at, wall) : -1;
        if (crossing == 1) {
            return -1;
        }
        found = crossing == 0 ? 0 : found;
    }
    return found;
}

static bool is_hunter(const scene *of, uint32_t person)
{
    return of->model->stages[of->persons[person].stage].spec.hunts;
}

// 1 if the engine's answer is the nearest visible, 0 if not, -1 where it is too close to tell
static int check(const scene *of, uint32_t observer, uint32_t seen)
{
    double best_m = HUGE_VAL, doubtful_m = HUGE_VAL;
    uint32_t best = HY_NONE;
    for (uint32_t other = 0; other < of->model->person_count; other++) {
        if (is_hunter(of, other) == is_hunter(of, observer)) {
            continue;
        }
        const hy_vec2 a = of->persons[observer].at, b = of->persons[other].at;
        const double distance = hypot((double)a.x - (double)b.x, (double)a.y - (double)b.y);
        const int verdict = sees(of, observer, other);
        if (verdict == 0) {
            doubtful_m = fmin(doubtful_m, distance);
        } else if (verdict == 1 && distance < best_m) {
            best_m = distance;
            best = other;
        }
    }
    return doubtful_m <= best_m ? -1 : seen == best;
}

static const uint32_t *seen_by(const hy_sim *sim)
{
    for (uint32_t i = 0;; i++) {
        const hy_column_view column = hy_sim_column(sim, i);
        if (column.values == NULL || (strcmp(column.set, "person") == 0 && strcmp(column.name, "seen") == 0)) {
            return column.values;
        }
    }
}

// looks before each of some steps what there is to see, and after it what was seen
static void compare(hy_sim *sim, scene *of, double *figures)
{
    uint32_t right = 0, told = 0;
    for (uint32_t step = 0; step < 12; step++) {
        for (uint32_t i = 0; i < of->model->person_count; i++) {
            of->persons[i] = hy_sim_person(sim, i);
        }
        for (uint32_t i = 0; i < of->model->opening_count; i++) {
            of->openings[i] = hy_sim_opening(sim, i);
        }
        hy_sim_step(sim);
        const uint32_t *seen = seen_by(sim);
        // in the first step nobody hunts yet, and hunters at rest do not look up at every glance
        for (uint32_t i = 0; step >= 2 && i < of->model->person_count; i++) {
            const int verdict = is_hunter(of, i) ? -1 : check(of, i, seen[i]);
            right += verdict == 1;
            told += verdict >= 0;
        }
    }
    figures[0] = told > 0 ? (double)right / told : HY_UNMEASURED;
    figures[1] = told;
}

static hy_status look(const hy_model *model, uint64_t seed, hy_trace *trace)
{
    hy_sim_definition definition = hy_sim_definition_default(model);
    definition.seed = seed;
    hy_sim *sim = NULL;
    trace->status = hy_sim_create(model, &definition, hy_host_allocator(), &sim);
    scene of = {model, calloc(model->person_count, sizeof(hy_person_view)), calloc((size_t)model->opening_count + 1, sizeof(hy_opening_view))};
    const bool has_memory = of.persons != NULL && of.openings != NULL && trace->status != HY_OUT_OF_MEMORY;
    if (sim != NULL && has_memory) {
        compare(sim, &of, trace->figures);
        trace->is_complete = true;
    }
    hy_sim_destroy(sim);
    free(of.persons);
    free(of.openings);
    return has_memory ? HY_OK : HY_OUT_OF_MEMORY;
}

hy_status hy_eyes_run(const hy_experiment *experiment, const hy_model *model, uint64_t seed, hy_trace *trace)
{
    (void)experiment;
    (void)model;
    *trace = (hy_trace){.person_count = ROOMS * PEOPLE};
    for (uint32_t i = 0; i < HY_TRACE_FIGURES; i++) {
        trace->figures[i] = HY_UNMEASURED;
    }
    made_up *world = calloc(1, sizeof *world);
    hy_diagnostic *items = calloc(HY_DIAGNOSTIC_LIMIT, sizeof *items);
    if (world == NULL || items == NULL) {
        free(world);
        free(items);
        return HY_OUT_OF_MEMORY;
    }
    hy_diagnostics sink;
    hy_diagnostics_init(&sink, items);
    make_up(world, seed);
    hy_model *made = NULL;
    hy_status status = hy_model_create(&world->description, hy_host_allocator(), &sink, &made);
    trace->status = status;
    if (status == HY_OK) {
        status = look(made, seed, trace);
    }
    hy_model_destroy(made);
    free(items);
    free(world);
    return status == HY_OUT_OF_MEMORY ? status : HY_OK;
}
