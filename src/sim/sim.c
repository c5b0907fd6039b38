// One history: its memory, its pipeline of systems, and what can be asked of it.
#include "base/hash.h"
#include "base/text.h"
#include "sim/populate.h"
#include "systems/movement/model.h"

#define CHUNK_BYTES ((size_t)1 << 18)

struct hy_sim {
    hy_arena arena;
    hy_state state;
    hy_occupancy occupancy;
    hy_soundscape sounds;
    hy_ways ways;
    hy_views views;
    hy_exit_survey exits;
    hy_context context;
    uint64_t seed; // that names the history; context.seed is what is drawn with now
    uint32_t end_tick;
};

// The pipeline. Each system reads what those before it have written; see docs/design.md for the order.
typedef struct named_system {
    const char *name;
    void (*run)(hy_context *context);
} named_system;

static const named_system pipeline[] = {
    {"incidents", hy_run_incidents}, {"devices", hy_run_devices},   {"reservoirs", hy_run_reservoirs}, {"arrivals", hy_run_arrivals},
    {"aircraft", hy_run_aircraft},
    {"schedule", hy_run_schedule},   {"sight", hy_run_sight},       {"smell", hy_run_smell},       {"flares", hy_run_flares},
    {"hearing", hy_run_hearing},     {"belief", hy_run_belief},     {"emotion", hy_run_emotion},
    {"knowledge", hy_run_knowledge}, {"parties", hy_run_parties},   {"suspicion", hy_run_suspicion},
    {"crises", hy_run_crises},       {"duty", hy_run_duty},         {"meetings", hy_run_meetings},
    {"phones", hy_run_phones},       {"needs", hy_run_needs},
    {"evacuation", hy_run_evacuation},
    {"drives", hy_run_drives},       {"weapons", hy_run_weapons},   {"tools", hy_run_tools},       {"doors", hy_run_doors},
    {"routes", hy_run_routes},       {"movement", hy_run_movement}, {"smoke", hy_run_smoke},
    {"contact", hy_run_contact},
    {"infection", hy_run_infection}, {"swings", hy_run_swings},     {"body", hy_run_body},
    {"windows", hy_run_windows},     {"exits", hy_run_exits},
};

hy_sim_definition hy_sim_definition_default(const hy_model *model)
{
    return (hy_sim_definition){.seed = model->seed, .parallel = hy_serial(), .block_size = 1024};
}

// ------------------------------------------------------------------------------------------------------------- memory

static void init_sounds(hy_soundscape *sounds, hy_arena *arena, const hy_model *model)
{
    const size_t entry_count = (size_t)model->link_count + 2 * (size_t)model->contact_count;
    sounds->entry_count = (uint32_t)entry_count;
    for (uint32_t channel = 0; channel < HY_CHANNEL_COUNT; channel++) {
        sounds->made[channel] = HY_ARENA_COLUMN(arena, hy_sound, model->patch_count + 1);
        sounds->arriving[channel] = HY_ARENA_COLUMN(arena, hy_sound, entry_count + 1);
        sounds->arriving_intensity[channel] = HY_ARENA_COLUMN(arena, float, entry_count + HY_LANE_BLOCK);
        sounds->is_loud[channel] = HY_ARENA_COLUMN(arena, uint8_t, model->room_count + 1);
        sounds->least[channel] = HY_ARENA_COLUMN(arena, float, model->room_count + 1);
    }
    for (uint32_t i = 0; i < 2; i++) {
        sounds->finest_db[i] = HY_ARENA_COLUMN(arena, float, model->room_count + 1);
    }
    sounds->waiting = HY_ARENA_COLUMN(arena, hy_sound_waiting, HY_WAITING_PER_ENTRY * entry_count + 1);
    sounds->passing = HY_ARENA_COLUMN(arena, float, (size_t)model->opening_count + model->contact_count + 1);
    sounds->loudest = HY_ARENA_COLUMN(arena, float, model->room_count + 1);
    sounds->asked_size = model->room_count + 1;
    sounds->asked = HY_ARENA_COLUMN(arena, uint32_t, sounds->asked_size);
    sounds->is_asked = HY_ARENA_COLUMN(arena, uint8_t, model->room_count + 1);
    sounds->living = HY_ARENA_COLUMN(arena, uint32_t, model->room_count + 1);
    sounds->ambient = HY_ARENA_COLUMN(arena, float, model->room_count + 1);
    sounds->audible = HY_ARENA_COLUMN(arena, float, model->room_count + 1);
    sounds->ears = HY_ARENA_COLUMN(arena, float, model->stage_count + 1);
    sounds->room_of_entry = HY_ARENA_COLUMN(arena, uint32_t, entry_count + 1);
    sounds->port_of_entry = HY_ARENA_COLUMN(arena, uint32_t, entry_count + 1);
    sounds->beyond = HY_ARENA_COLUMN(arena, uint32_t, entry_count + 1);
    sounds->let_through = HY_ARENA_COLUMN(arena, float, entry_count + HY_LANE_BLOCK);
    sounds->needed = HY_ARENA_COLUMN(arena, float, entry_count + HY_LANE_BLOCK);
}

static void init_ways(hy_ways *ways, hy_arena *arena, const hy_model *model)
{
    ways->ways = HY_ARENA_COLUMN(arena, float, (size_t)model->room_count * model->opening_count + 1);
    ways->sides = HY_ARENA_COLUMN(arena, uint8_t, (size_t)model->room_count * model->opening_count + 1);
    ways->nexts = HY_ARENA_COLUMN(arena, uint32_t, (size_t)model->room_count * model->opening_count + 1);
    ways->is_current = HY_ARENA_COLUMN(arena, uint8_t, model->room_count + 1);
    ways->delays = HY_ARENA_COLUMN(arena, float, model->opening_count + 1);
    ways->frontier = HY_ARENA_COLUMN(arena, uint32_t, model->opening_count + 1);
}

static void init_views(hy_views *views, hy_arena *arena, const hy_model *model)
{
    const uint32_t rooms = model->room_count + 1;
    views->rooms = HY_ARENA_COLUMN(arena, uint32_t, model->sight_count + 1);
    views->counts = HY_ARENA_COLUMN(arena, uint32_t, rooms);
    views->is_current = HY_ARENA_COLUMN(arena, uint8_t, rooms);
    views->shows_prey = HY_ARENA_COLUMN(arena, uint8_t, rooms);
    views->shows_hunters = HY_ARENA_COLUMN(arena, uint8_t, rooms);
    views->is_blind = HY_ARENA_COLUMN(arena, uint8_t, model->opening_count + 1);
    views->looks = HY_ARENA_COLUMN(arena, uint32_t, rooms);
    views->list = HY_ARENA_COLUMN(arena, uint32_t, rooms);
    views->moved_at = HY_ARENA_COLUMN(arena, uint32_t, rooms);
    views->stirred_at = HY_ARENA_COLUMN(arena, uint32_t, model->person_count + 1);
    views->clear_at = HY_ARENA_COLUMN(arena, uint32_t, model->person_count + 1);
    const size_t places = (size_t)model->person_count + HY_LANE_BLOCK;
    views->hunter_x = HY_ARENA_COLUMN(arena, float, places);
    views->hunter_y = HY_ARENA_COLUMN(arena, float, places);
    views->prey_x = HY_ARENA_COLUMN(arena, float, places);
    views->prey_y = HY_ARENA_COLUMN(arena, float, places);
}

static void init_exits(hy_exit_survey *survey, hy_arena *arena, const hy_model *model)
{
    if (model->evacuation.signal_s == HY_NO_CLOCK) {
        return;
    }
    const size_t exits = model->exit_count;
    survey->rank_of_place = HY_ARENA_COLUMN(arena, uint32_t, model->place_count + 1);
    survey->ways = HY_ARENA_COLUMN(arena, float, exits * model->opening_count + 1);
    survey->sides = HY_ARENA_COLUMN(arena, uint8_t, exits * model->opening_count + 1);
    survey->nexts = HY_ARENA_COLUMN(arena, uint32_t, exits * model->opening_count + 1);
    survey->delays = HY_ARENA_COLUMN(arena, float, model->opening_count + 1);
    survey->frontier = HY_ARENA_COLUMN(arena, uint32_t, model->opening_count + 1);
    survey->nearer = HY_ARENA_COLUMN(arena, uint32_t, exits * HY_EXIT_BINS + 1);
    survey->evacuating = HY_ARENA_COLUMN(arena, uint32_t, model->room_count + 1);
    survey->company = HY_ARENA_COLUMN(arena, uint32_t, model->room_count * exits + 1);
    survey->waiting = HY_ARENA_COLUMN(arena, uint32_t, model->opening_count + 1);
    survey->last_way = HY_ARENA_COLUMN(arena, float, model->group_count + 1);
    survey->leading_exit = HY_ARENA_COLUMN(arena, uint32_t, model->group_count + 1);
    for (uint32_t exit = 0; survey->rank_of_place && exit < model->exit_count; exit++) {
        survey->rank_of_place[model->exits[exit]] = exit;
    }
}

static void init_scratch(hy_context *context, hy_arena *arena)
{
    const uint32_t worker_count = context->parallel.worker_count, cells = context->model->largest_raster + 1;
    context->scratch = HY_ARENA_ARRAY(arena, hy_raster_scratch, worker_count);
    for (uint32_t i = 0; context->scratch && i < worker_count; i++) {
        context->scratch[i] = (hy_raster_scratch){HY_ARENA_COLUMN(arena, hy_raster_waiting, cells), HY_ARENA_COLUMN(arena, uint32_t, cells),
                                                  HY_ARENA_COLUMN(arena, float, cells), HY_ARENA_COLUMN(arena, uint32_t, cells), 0,
                                                  cells};
    }
}

// a person tells at most two events in one system; serial systems share a block of their own
static void init_events(hy_context *context, hy_arena *arena)
{
    const uint32_t people = context->model->person_count;
    context->block_count = (people + context->block_size - 1) / context->block_size;
    context->blocks = HY_ARENA_ARRAY(arena, hy_event_block, context->block_count + 1);
    for (uint32_t i = 0; context->blocks && i <= context->block_count; i++) {
        const uint32_t capacity = i < context->block_count ? 2 * context->block_size + 2 : 2 * people + 256;
        context->blocks[i] = (hy_event_block){.events = HY_ARENA_COLUMN(arena, hy_event, capacity), .capacity = capacity};
    }
    context->event_capacity = 4 * people + 256;
    context->events = HY_ARENA_COLUMN(arena, hy_event, context->event_capacity);
}

static bool init_context(hy_sim *sim, const hy_model *model, const hy_sim_definition *definition)
{
    hy_arena *arena = &sim->arena;
    hy_context *context = &sim->context;
    const uint32_t smallest = model->person_count < 16 ? 16 : model->person_count;
    const uint32_t least = model->person_count / HY_BLOCK_LIMIT + 1;
    const uint32_t wanted = definition->block_size < 16 ? 16 : definition->block_size;
    const uint32_t block_size = wanted < least ? least : wanted;
    *context = (hy_context){.model = model,
                            .state = &sim->state,
                            .occupancy = &sim->occupancy,
                            .sounds = &sim->sounds,
                            .ways = &sim->ways,
                            .views = &sim->views,
                            .exits = &sim->exits,
                            .block_size = block_size < smallest ? block_size : smallest,
                            .parallel = definition->parallel,
                            .seed = definition->seed,
                            .dt_s = model->step_s,
                            .ticks_per_s = 1.0f / model->step_s,
                            .has_regrouped = true,
                            .movement = hy_movement_model_of(model->movement.model)};
    if (!hy_state_init(&sim->state, arena, model) || !hy_occupancy_init(&sim->occupancy, arena, model)) {
        return false;
    }
    init_sounds(&sim->sounds, arena, model);
    init_ways(&sim->ways, arena, model);
    init_views(&sim->views, arena, model);
    init_exits(&sim->exits, arena, model);
    init_scratch(context, arena);
    init_events(context, arena);
    context->field_cosines2 = HY_ARENA_COLUMN(arena, float, model->stage_count + 1);
    context->rage_before = HY_ARENA_COLUMN(arena, float, model->person_count + 1);
    context->light = HY_ARENA_COLUMN(arena, float, model->room_count + 1);
    context->is_accepted = HY_ARENA_COLUMN(arena, uint8_t, model->person_count + 1);
    context->pusher_counts = HY_ARENA_COLUMN(arena, uint32_t, model->opening_count + 1);
    context->pushers = HY_ARENA_COLUMN(arena, uint32_t, model->opening_count + 1);
    context->is_wanted = HY_ARENA_COLUMN(arena, uint8_t, model->opening_count + 1);
    context->grippers = HY_ARENA_COLUMN(arena, uint32_t, model->person_count + 1);
    context->victims = HY_ARENA_COLUMN(arena, uint32_t, model->person_count + 1);
    context->is_victim = HY_ARENA_COLUMN(arena, uint8_t, model->person_count + 1);
    context->has_scent = HY_ARENA_COLUMN(arena, uint8_t, model->room_count + 1);
    context->gaits = HY_ARENA_COLUMN(arena, uint8_t, model->person_count + 1);
    context->is_stirred = HY_ARENA_COLUMN(arena, uint8_t, model->room_count + 1);
    context->longest_steps = HY_ARENA_COLUMN(arena, float, context->block_count + 1);
    context->room_changes = HY_ARENA_COLUMN(arena, uint32_t, context->block_count + 1);
    context->is_stopped_now = HY_ARENA_COLUMN(arena, uint8_t, context->block_count + 1);
    return !arena->has_failed;
}

hy_status hy_sim_create(const hy_model *model, const hy_sim_definition *definition, hy_allocator allocator, hy_sim **result)
{
    *result = NULL;
    hy_arena arena;
    hy_arena_init(&arena, allocator, CHUNK_BYTES);
    hy_sim *sim = HY_ARENA_ARRAY(&arena, hy_sim, 1);
    if (!sim) {
        hy_arena_clear(&arena);
        return HY_OUT_OF_MEMORY;
    }
    sim->arena = arena;
    sim->seed = definition->seed;
    hy_status status = init_context(sim, model, definition) ? HY_OK : HY_OUT_OF_MEMORY;
    if (status == HY_OK) {
        hy_sounds_prepare(&sim->sounds, model);
        uint32_t unplaced = HY_NONE;
        status = hy_populate(&sim->context, definition->unplaced ? definition->unplaced : &unplaced);
    }
    if (status != HY_OK) {
        hy_sim_destroy(sim);
        return status;
    }
    hy_ways_forget(&sim->context);
    hy_views_forget(&sim->context);
    sim->end_tick = hy_ticks(&sim->context, (float)(model->end_s - model->start_s));
    *result = sim;
    return HY_OK;
}

void hy_sim_destroy(hy_sim *sim)
{
    if (sim) {
        // the arena's own record lies in it
        hy_arena arena = sim->arena;
        hy_arena_clear(&arena);
    }
}

// ------------------------------------------------------------------------------------------------------ interventions

const char *hy_intervention_word(uint32_t kind)
{
#define INTERVENTION_WORD(kind, target) #kind,
    static const char *const words[] = {HY_INTERVENTIONS(INTERVENTION_WORD)};
#undef INTERVENTION_WORD
    return kind < HY_INTERVENTION_KIND_COUNT ? words[kind] : "";
}

hy_intervention_target hy_intervention_target_of(hy_intervention_kind kind)
{
#define INTERVENTION_TARGET(kind, target) HY_TARGET_##target,
    static const hy_intervention_target targets[] = {HY_INTERVENTIONS(INTERVENTION_TARGET)};
#undef INTERVENTION_TARGET
    return kind < HY_INTERVENTION_KIND_COUNT ? targets[kind] : HY_TARGET_nothing;
}

bool hy_intervention_lasts(hy_intervention_kind kind)
{
    return kind == HY_intervention_protect || kind == HY_intervention_keep || kind == HY_intervention_restrain;
}

static bool is_possible(const hy_model *model, const hy_intervention *intervention)
{
    if (intervention->kind >= HY_INTERVENTION_KIND_COUNT ||
        (hy_intervention_lasts(intervention->kind) && intervention->for_ticks == 0)) {
        return false;
    }
    switch (hy_intervention_target_of(intervention->kind)) {
    case HY_TARGET_opening: return intervention->target < model->opening_count;
    case HY_TARGET_person: return intervention->target < model->person_count;
    case HY_TARGET_room: return intervention->target < model->room_count;
    default: return true;
    }
}

hy_status hy_sim_intervene(hy_sim *sim, const hy_intervention *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!is_possible(sim->context.model, &list[i]) || (i > 0 && list[i].tick < list[i - 1].tick)) {
            return HY_BAD_ARGUMENT;
        }
    }
    sim->context.interventions = list;
    sim->context.intervention_count = count;
    return HY_OK;
}

// --------------------------------------------------------------------------------------------------------------- step

static void sort_people(hy_context *context)
{
    if (context->has_regrouped) {
        hy_occupancy_sort(context->occupancy, context->model, context->state);
        hy_views_note_change(context);
    } else if (context->has_moved) {
        hy_occupancy_follow(context->occupancy, context->model, context->state, context->has_changed_rooms);
        context->views->is_changed |= context->has_changed_rooms;
    }
    context->has_moved = context->has_changed_rooms = context->has_regrouped = false;
}

enum { SYSTEM_COUNT = sizeof pipeline / sizeof pipeline[0] };

// Chance is drawn with the seed, or with what the last redraw until now has made of it.
static void begin_tick(hy_sim *sim)
{
    hy_context *context = &sim->context;
    context->tick = sim->state.tick;
    context->seed = sim->seed;
    for (uint32_t i = 0; i < context->intervention_count && context->interventions[i].tick <= context->tick; i++) {
        const hy_intervention *intervention = &context->interventions[i];
        if (intervention->kind == HY_intervention_redraw) {
            context->seed = intervention->target == 0 ? sim->seed : hy_hash_combine(sim->seed, intervention->target);
        }
    }
}

static void begin_step(hy_sim *sim)
{
    sim->context.event_count = 0;
    begin_tick(sim);
}

static void run_system(hy_context *context, const named_system *system)
{
    // who stands where and who is up may have changed with any system
    sort_people(context);
    system->run(context);
    hy_collect_events(context);
}

void hy_sim_step(hy_sim *sim)
{
    begin_step(sim);
    for (uint32_t i = 0; i < SYSTEM_COUNT; i++) {
        run_system(&sim->context, &pipeline[i]);
    }
    sim->state.tick++;
}

void hy_sim_step_watched(hy_sim *sim, const hy_stopwatch *watch)
{
    begin_step(sim);
    double before_s = watch->seconds(watch->clock);
    for (uint32_t i = 0; i < SYSTEM_COUNT; i++) {
        run_system(&sim->context, &pipeline[i]);
        const double after_s = watch->seconds(watch->clock);
        watch->spent_s[i] += after_s - before_s;
        before_s = after_s;
    }
    sim->state.tick++;
}

uint32_t hy_system_count(void)
{
    return SYSTEM_COUNT;
}

const char *hy_system_word(uint32_t system)
{
    return system < SYSTEM_COUNT ? pipeline[system].name : "";
}

// ----------------------------------------------------------------------------------------------------- what it tells

uint32_t hy_sim_tick(const hy_sim *sim)
{
    return sim->state.tick;
}

double hy_sim_seconds(const hy_sim *sim)
{
    return (double)sim->state.tick * (double)sim->context.model->step_s;
}

double hy_sim_clock_s(const hy_sim *sim)
{
    return (double)sim->context.model->start_s + hy_sim_seconds(sim);
}

uint32_t hy_sim_end_tick(const hy_sim *sim)
{
    return sim->end_tick;
}

const hy_event *hy_sim_events(const hy_sim *sim, uint32_t *count)
{
    *count = sim->context.event_count;
    return sim->context.events;
}

uint64_t hy_sim_hash(const hy_sim *sim)
{
    return hy_hash_combine(sim->context.model->hash + sim->seed + HYOSAN_EPOCH, hy_state_hash(&sim->state));
}

uint64_t hy_sim_agent_steps(const hy_sim *sim)
{
    return sim->context.agent_steps;
}

size_t hy_sim_bytes(const hy_sim *sim)
{
    return hy_arena_bytes(&sim->arena);
}

// a saved history begins with the names of its model and seed
typedef struct saved_name {
    uint64_t model, seed;
} saved_name;

static saved_name name_of(const hy_sim *sim)
{
    return (saved_name){sim->context.model->hash, sim->seed};
}

size_t hy_sim_saved_size(const hy_sim *sim)
{
    return sizeof(saved_name) + hy_state_size(&sim->state);
}

void hy_sim_save(const hy_sim *sim, uint8_t *bytes)
{
    const saved_name name = name_of(sim);
    hy_memory_copy(bytes, &name, sizeof name);
    hy_state_write(&sim->state, bytes + sizeof name);
}

static hy_status take_state(hy_sim *sim, const uint8_t *bytes, size_t size, bool may_be_of_another_model)
{
    const saved_name own = name_of(sim);
    saved_name name;
    if (size < sizeof name) {
        return HY_BAD_VERSION;
    }
    hy_memory_copy(&name, bytes, sizeof name);
    if ((name.model != own.model && !may_be_of_another_model) || name.seed != own.seed) {
        return HY_BAD_INPUT;
    }
    const hy_status status = hy_state_read(&sim->state, bytes + sizeof name, size - sizeof name);
    if (status == HY_OK) {
        sim->context.has_regrouped = true;
        sim->context.event_count = 0;
        hy_ways_forget(&sim->context);
        hy_views_forget(&sim->context);
        hy_views_forget_looks(&sim->context);
        sim->exits.has_ways = false;
        sim->context.has_light = false;
    }
    return status;
}

hy_status hy_sim_restore(hy_sim *sim, const uint8_t *bytes, size_t size)
{
    return take_state(sim, bytes, size, false);
}

hy_status hy_sim_branch(hy_sim *sim, const uint8_t *bytes, size_t size)
{
    return take_state(sim, bytes, size, true);
}

void hy_sim_count(const hy_sim *sim, hy_counts by_role[HY_role_count])
{
    const hy_model *model = sim->context.model;
    for (uint32_t role = 0; role < HY_role_count; role++) {
        by_role[role] = (hy_counts){0};
    }
    for (uint32_t person = 0; person < model->person_count; person++) {
        hy_counts *counts = &by_role[model->groups[model->people[person].group].role];
        const uint8_t presence = sim->state.person_presence[person];
        if (presence == HY_ESCAPED || presence == HY_TAKEN_AWAY) {
            counts->escaped++;
            continue;
        }
        switch (hy_stage_of(model, &sim->state, person)->counts_as) {
        case HY_outcome_cell_incubating: counts->incubating++; break;
        case HY_outcome_cell_zombie: counts->zombie++; break;
        case HY_outcome_cell_halfbie: counts->halfbie++; break;
        case HY_outcome_cell_dead: counts->dead++; break;
        default: counts->human++; break;
        }
    }
}

hy_person_view hy_sim_person(const hy_sim *sim, uint32_t person)
{
    const hy_state *state = &sim->state;
    const hy_model *model = sim->context.model;
    hy_person_view view = {.at = hy_position(state, person),
                           .heading = {state->person_heading_x[person], state->person_heading_y[person]},
                           .room = state->person_room[person],
                           .sheet = model->rooms[state->person_room[person]].sheet,
                           .is_present = state->person_presence[person] == HY_PRESENT,
                           .is_awaited = state->person_presence[person] == HY_NOT_YET_HERE,
                           .stage = state->person_stage[person],
                           .cell = hy_stage_of(model, state, person)->counts_as,
                           .role = model->groups[model->people[person].group].role,
                           .is_female = state->person_is_female[person] != 0,
                           .fear = state->person_fear[person],
                           .rage = state->person_rage[person],
                           .belief = state->person_belief[person],
                           .drive = hy_drive_name(state->person_drive[person]),
                           .infected_by = state->person_infected_by[person],
                           .stopped_by = state->person_stopped_by[person],
                           .belief_event = state->person_belief_event[person],
                           .infection_event = state->person_infection_event[person],
                           .turning_event = state->person_turning_event[person],
                           .fate_event = state->person_fate_event[person],
                           .victim = state->person_victim[person],
                           .bully = state->person_bully[person],
                           .walk_m_per_s = state->person_walk_speed[person],
                           .sprint_m_per_s = state->person_sprint_speed[person],
                           .strength = state->person_strength[person],
                           .courage = state->person_courage[person],
                           .empathy = state->person_empathy[person],
                           .responsibility = state->person_responsibility[person],
                           .fear_threshold = state->person_fear_threshold[person],
                           .temperature_c = hy_body_temperature(&sim->context, person),
                           .shows_signs = state->person_shows_signs[person] != 0,
                           .leg_is_broken = state->person_leg_is_broken[person] != 0,
                           .bite_count = state->person_bite_count[person]};
    for (uint32_t i = 0; i < HY_FRIEND_LIMIT; i++) {
        view.friends[i] = state->person_friends[(size_t)person * HY_FRIEND_LIMIT + i];
    }
    return view;
}

hy_opening_view hy_sim_opening(const hy_sim *sim, uint32_t opening)
{
    const hy_state *state = &sim->state;
    return (hy_opening_view){hy_opening_is_open(state, opening), state->opening_is_locked[opening] != 0,
                             state->opening_is_broken[opening] != 0, state->opening_barricade[opening]};
}

hy_column_view hy_sim_column(const hy_sim *sim, uint32_t index)
{
    const hy_column column = hy_state_column(&sim->state, index);
    return (hy_column_view){column.set, column.name, column.type, column.unit, column.doc, column.width, column.count,
                            column.values};
}

void hy_sim_utilities(hy_sim *sim, uint32_t person, float *utilities)
{
    begin_tick(sim);
    sort_people(&sim->context);
    hy_drive_utilities(&sim->context, person, utilities);
}

// ---- maps

bool hy_sim_would_see(hy_sim *sim, uint32_t person, uint32_t room, hy_vec2 at)
{
    sim->context.tick = sim->state.tick;
    return hy_would_see(&sim->context, person, room, at);
}

void hy_sim_listen(hy_sim *sim)
{
    sim->context.tick = sim->state.tick;
    sort_people(&sim->context);
    hy_make_soundscape(&sim->context);
}

float hy_sim_sound_level(const hy_sim *sim, uint32_t room, hy_vec2 at)
{
    float loudest = 0;
    for (hy_channel channel = 0; channel < HY_CHANNEL_COUNT; channel++) {
        if (sim->sounds.is_loud[channel][room]) {
            loudest = hy_max(loudest, hy_loudest_at(&sim->context, channel, room, at, HY_NONE, loudest).intensity);
        }
    }
    return loudest > 1 ? hy_level_of(loudest) : 0;
}

uint32_t hy_drive_count(void)
{
    uint32_t count = 0;
    while (hy_drive_name(count)[0] != '\0') {
        count++;
    }
    return count;
}

const char *hy_drive_word(uint32_t drive)
{
    return hy_drive_name(drive);
}
