// What the page calls: a world from its bytes, a history stepped, saved and restored, and what to show of it.
//
// The page reads results straight out of the linear memory: a function returns the address, its neighbour the size.
#include "maps.h"
#include "memory.h"
#include "scene.h"
#include "story.h"

#include "hyosan/packed.h"

#define EXPORT(name) __attribute__((export_name(#name)))

// A piece of memory that grows and is used again.
typedef struct room {
    void *memory;
    size_t capacity;
} room;

static room input, saved, scene, story, drawn, planned, gathered;
static size_t scene_length, story_length;
static uint64_t seed_of_sim;
static uint32_t gathered_count;
static hy_map map;
static hy_model *model;
static hy_sim *sim;
static hy_diagnostics problems;
static hy_diagnostic problem_items[HY_DIAGNOSTIC_LIMIT];
static hy_counts counts[HY_role_count];
static hy_status last_status;

// Where the page puts `size` bytes for the next call; 0 without memory.
EXPORT(input) uint8_t *page_input(size_t size)
{
    return hy_engine_make_room(&input.memory, &input.capacity, size) ? input.memory : NULL;
}

// Compiles the packed description of `size` bytes in the input. Returns a status.
EXPORT(load) hy_status page_load(size_t size)
{
    hy_unpacked *unpacked = NULL;
    hy_diagnostics_init(&problems, problem_items);
    hy_status status = hy_description_unpack(input.memory, size, hy_engine_allocator(), &unpacked);
    if (status == HY_OK) {
        status = hy_model_create(hy_unpacked_description(unpacked), hy_engine_allocator(), &problems, &model);
    }
    if (status == HY_OK && model->hash != hy_unpacked_model_hash(unpacked)) {
        status = HY_BAD_VERSION;
    }
    hy_unpacked_destroy(unpacked);
    return status;
}

// The first problem of the last load, or the words of its status.
EXPORT(problem) const char *page_problem(uint32_t status)
{
    return problems.count > 0 ? problem_items[0].text : hy_status_text((hy_status)status);
}

EXPORT(text_length) size_t page_text_length(const char *text)
{
    return hy_text_length(text);
}

static bool gather(void)
{
    uint32_t count;
    const hy_event *events = hy_sim_events(sim, &count);
    const size_t needed = (size_t)(gathered_count + count) * sizeof(hy_event);
    if (needed > gathered.capacity) {
        room larger = {0};
        if (!hy_engine_make_room(&larger.memory, &larger.capacity, needed * 2)) {
            return false;
        }
        hy_memory_copy(larger.memory, gathered.memory, gathered_count * sizeof(hy_event));
        if (gathered.memory != NULL) {
            const hy_allocator heap = hy_engine_allocator();
            heap.release(heap.context, gathered.memory, gathered.capacity);
        }
        gathered = larger;
    }
    if (count > 0) {
        hy_memory_copy((hy_event *)gathered.memory + gathered_count, events, count * sizeof(hy_event));
    }
    gathered_count += count;
    return true;
}

// The model's own seed.
EXPORT(seed) uint64_t page_seed(void)
{
    return model->seed;
}

EXPORT(model_hash) uint64_t page_model_hash(void)
{
    return model->hash;
}

// A history from its start; the one before it ends. Returns a status.
EXPORT(begin) hy_status page_begin(uint64_t seed)
{
    hy_sim_destroy(sim);
    sim = NULL;
    hy_sim_definition definition = hy_sim_definition_default(model);
    definition.seed = seed;
    seed_of_sim = seed;
    last_status = hy_sim_create(model, &definition, hy_engine_allocator(), &sim);
    gathered_count = 0;
    if (last_status == HY_OK && !gather()) {
        last_status = HY_OUT_OF_MEMORY;
    }
    return last_status;
}

// Hands over the `count` interventions in the input, four numbers each: tick, kind, target, ticks that it lasts. Returns a status.
EXPORT(intervene) hy_status page_intervene(uint32_t count)
{
    const size_t size = count * sizeof(hy_intervention);
    if (!hy_engine_make_room(&planned.memory, &planned.capacity, size)) {
        return HY_OUT_OF_MEMORY;
    }
    hy_memory_copy(planned.memory, input.memory, size);
    return hy_sim_intervene(sim, planned.memory, count);
}

// Makes up to `count` steps, and none beyond the end. Returns the tick that is reached.
EXPORT(run) uint32_t page_run(uint32_t count)
{
    for (uint32_t i = 0; i < count && hy_sim_tick(sim) < hy_sim_end_tick(sim); i++) {
        hy_sim_step(sim);
        if (!gather()) {
            break;
        }
    }
    return hy_sim_tick(sim);
}

// Events since the last call of `forget_events`, and how many. An event is eleven numbers of four bytes.
EXPORT(events) const hy_event *page_events(void)
{
    return gathered.memory;
}

EXPORT(event_count) uint32_t page_event_count(void)
{
    return gathered_count;
}

EXPORT(forget_events) void page_forget_events(void)
{
    gathered_count = 0;
}

// Takes the `count` events in the input as those that came before: of a history that goes on from a saved state. False
// without memory.
EXPORT(remember_events) bool page_remember_events(uint32_t count)
{
    if (!hy_engine_make_room(&gathered.memory, &gathered.capacity, count * sizeof(hy_event))) {
        return false;
    }
    hy_memory_copy(gathered.memory, input.memory, count * sizeof(hy_event));
    gathered_count = count;
    return true;
}

EXPORT(tick) uint32_t page_tick(void)
{
    return hy_sim_tick(sim);
}

EXPORT(hash) uint64_t page_hash(void)
{
    return hy_sim_hash(sim);
}

// Six counts of each role, as hy_counts has them.
EXPORT(counts) const hy_counts *page_counts(void)
{
    hy_sim_count(sim, counts);
    return counts;
}

// Address of the values of a column; it may be another one after every step.
EXPORT(column) const void *page_column(uint32_t index)
{
    return hy_sim_column(sim, index).values;
}

// What each drive would draw a person now; its neighbour `drives` counts are those of the scene. NULL without memory.
EXPORT(utilities) const float *page_utilities(uint32_t person)
{
    if (!hy_engine_make_room(&drawn.memory, &drawn.capacity, hy_drive_count() * sizeof(float))) {
        return NULL;
    }
    // whoever is asked may remember it
    const size_t size = hy_sim_saved_size(sim);
    if (!hy_engine_make_room(&saved.memory, &saved.capacity, size)) {
        return NULL;
    }
    hy_sim_save(sim, saved.memory);
    hy_sim_utilities(sim, person, drawn.memory);
    return hy_sim_restore(sim, saved.memory, size) == HY_OK ? drawn.memory : NULL;
}

// Maps of what a person sees, of noise, and of the way to an opening, as maps.h says; their neighbour `map_length` counts the
// numbers. NULL without memory.
static const float *mapped(void)
{
    return map.has_failed ? NULL : map.numbers;
}

EXPORT(map_sight) const float *page_map_sight(uint32_t person)
{
    map.count = 0;
    hy_map_sight(model, sim, person, &map);
    return mapped();
}

EXPORT(map_noise) const float *page_map_noise(void)
{
    map.count = 0;
    hy_map_noise(model, sim, &map);
    return mapped();
}

EXPORT(map_distance) const float *page_map_distance(uint32_t opening)
{
    map.count = 0;
    hy_map_distance(model, sim, opening, &map);
    return mapped();
}

EXPORT(map_length) size_t page_map_length(void)
{
    return map.has_failed ? 0 : map.count;
}

EXPORT(bytes) size_t page_bytes(void)
{
    return hy_model_bytes(model) + hy_sim_bytes(sim);
}

// The scene as JSON; NULL without memory.
EXPORT(scene) const char *page_scene(void)
{
    for (size_t capacity = 1 << 18; hy_engine_make_room(&scene.memory, &scene.capacity, capacity); capacity *= 2) {
        hy_text text;
        hy_text_init(&text, scene.memory, scene.capacity);
        hy_scene_write(model, sim, &text);
        scene_length = text.length;
        if (!text.is_cut) {
            return text.chars;
        }
    }
    return NULL;
}

EXPORT(scene_length) size_t page_scene_length(void)
{
    return scene_length;
}

// The chronicle of the events that were not forgotten, which must begin with the first one, as JSON; see story.h. NULL without
// memory.
EXPORT(story) const char *page_story(void)
{
    for (size_t capacity = 1 << 17; hy_engine_make_room(&story.memory, &story.capacity, capacity); capacity *= 2) {
        hy_text text;
        hy_text_init(&text, story.memory, story.capacity);
        hy_story_write(model, sim, seed_of_sim, gathered.memory, gathered_count, &text);
        story_length = text.length;
        if (!text.is_cut) {
            return text.chars;
        }
    }
    return NULL;
}

EXPORT(story_length) size_t page_story_length(void)
{
    return story_length;
}

// ---- saving

EXPORT(saved_size) size_t page_saved_size(void)
{
    return hy_sim_saved_size(sim);
}

// Address of the saved state; NULL without memory.
EXPORT(save) const uint8_t *page_save(void)
{
    if (!hy_engine_make_room(&saved.memory, &saved.capacity, hy_sim_saved_size(sim))) {
        return NULL;
    }
    hy_sim_save(sim, saved.memory);
    return saved.memory;
}

// Goes on from `size` bytes in the input that `save` made. Returns a status.
EXPORT(restore) hy_status page_restore(size_t size)
{
    gathered_count = 0;
    return hy_sim_restore(sim, input.memory, size);
}
