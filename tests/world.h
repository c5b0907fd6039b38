// Small worlds for the tests of the model and the engine: written as text into the folder of the test, read and
// compiled.
#ifndef HYOSAN_TESTS_WORLD_H
#define HYOSAN_TESTS_WORLD_H

#include <stdarg.h>

#include "hyosan/model.h"
#include "hyosan/sim.h"
#include "scenario/files.h"

// two numbers of any type that may differ by a tolerance
#define ASSERT_NEAR(found, expected, tolerance) \
    ck_assert_double_eq_tol((double)(found), (double)(expected), (double)(tolerance))

// A text under construction that grows as it needs.
typedef struct script {
    char *text;
    size_t length;
    FILE *stream;
} script;

static inline void script_open(script *to)
{
    to->stream = open_memstream(&to->text, &to->length);
    ck_assert_ptr_nonnull(to->stream);
}

__attribute__((format(printf, 2, 3))) static inline void script_add(script *to, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vfprintf(to->stream, format, values);
    va_end(values);
}

// the text goes into a file of the test's folder
static inline void script_save(script *from, const char *name)
{
    fclose(from->stream);
    write_file(name, from->text, from->length);
    free(from->text);
}

// kinds of people whose walking speed is all that matters: everybody alike
#define PROFILE_WITH_SPEEDS(walk, sprint)      \
    "profiles:\n"                              \
    "  - name: pupil\n"                        \
    "    walk_m_per_s: {mean: " walk "}\n"     \
    "    sprint_m_per_s: {mean: " sprint "}\n" \
    "    strength: {mean: 1}\n"                \
    "    courage: {mean: 0.5}\n"               \
    "    empathy: {mean: 0.5}\n"               \
    "    responsibility: {mean: 0.5}\n"        \
    "    fear_threshold: {mean: 0.6}\n"

#define PROFILE_WITH_WALK(walk) PROFILE_WITH_SPEEDS(walk, "5.6")
#define PROFILE PROFILE_WITH_WALK("1.34")

// head of a scenario about plan.yaml; groups, timetable and the rest follow
#define SCENARIO_HEAD \
    "scenario: a test\nplan: plan.yaml\nstrain: strains/jonas.yaml\nstart: \"09:00\"\nend: \"10:00\"\n"

// compiles the scenario of a file with some settings; what was read is gone afterwards, as a caller may do
static inline hy_status compile_file(hy_allocator allocator, const char *name, const char *const *settings,
                                     uint32_t setting_count, hy_model **model)
{
    *model = NULL;
    hy_diagnostics_init(&test_sink, test_items);
    hy_document *document;
    const hy_status status =
        hy_document_load(hy_host_allocator(), name, settings, setting_count, &test_sink, &document);
    if (status != HY_OK) {
        return status;
    }
    const hy_status compiled = hy_model_create(hy_document_description(document), allocator, &test_sink, model);
    hy_document_destroy(document);
    return compiled;
}

// a model that must be free of problems
static inline hy_model *good_model_with(const char *name, const char *const *settings, uint32_t setting_count)
{
    hy_model *model;
    const hy_status status = compile_file(hy_host_allocator(), name, settings, setting_count, &model);
    if (status != HY_OK) {
        char line[HY_DIAGNOSTIC_LINE] = "no problem was reported";
        if (test_sink.count > 0) {
            hy_diagnostics_line(&test_sink, 0, line);
        }
        ck_abort_msg("%s: %s", hy_status_text(status), line);
    }
    return model;
}

// the same with one setting, or none if it is NULL
static inline hy_model *good_model(const char *name, const char *setting)
{
    return good_model_with(name, &setting, setting != NULL ? 1 : 0);
}

static inline hy_model *good_model_of_texts(const char *plan, const char *scenario)
{
    write_text("plan.yaml", plan);
    write_text("scenario.yaml", scenario);
    return good_model("scenario.yaml", NULL);
}

// a history that must begin
static inline hy_sim *good_sim(const hy_model *model, const hy_sim_definition *definition)
{
    hy_sim *sim;
    const hy_status status = hy_sim_create(model, definition, hy_host_allocator(), &sim);
    ck_assert_msg(status == HY_OK, "%s", hy_status_text(status));
    return sim;
}

// serial, with a seed
static inline hy_sim *good_sim_of_seed(const hy_model *model, uint64_t seed)
{
    hy_sim_definition definition = hy_sim_definition_default(model);
    definition.seed = seed;
    return good_sim(model, &definition);
}

static inline void run_until(hy_sim *sim, uint32_t tick)
{
    while (hy_sim_tick(sim) < tick) {
        hy_sim_step(sim);
    }
}

// An allocator that fails from the n-th request on, and knows what is still held.
typedef struct scarce_memory {
    size_t request_count, granted_count; // asked so far; how many may be granted
    size_t held_bytes, held_blocks;
} scarce_memory;

static inline void *scarce_allocate(void *context, size_t size)
{
    scarce_memory *memory = context;
    if (memory->request_count++ >= memory->granted_count) {
        return NULL;
    }
    void *block = malloc(size);
    if (block != NULL) {
        memory->held_bytes += size;
        memory->held_blocks++;
        memset(block, 0xa5, size); // nobody may count on zeros
    }
    return block;
}

static inline void scarce_release(void *context, void *block, size_t size)
{
    scarce_memory *memory = context;
    memory->held_bytes -= size;
    memory->held_blocks--;
    free(block);
}

static inline hy_allocator scarce_allocator(scarce_memory *memory)
{
    return (hy_allocator){scarce_allocate, scarce_release, memory};
}

// Numbers for making worlds up, the same on every machine (splitmix64); the engine's own draws are not used here.
typedef struct dice_cup {
    uint64_t state;
} dice_cup;

static inline uint64_t dice_bits(dice_cup *from)
{
    uint64_t z = (from->state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static inline double dice_between(dice_cup *from, double low, double high)
{
    return low + (high - low) * ((double)(dice_bits(from) >> 11) * 0x1p-53);
}

static inline uint32_t dice_below(dice_cup *from, uint32_t bound)
{
    return (uint32_t)(dice_bits(from) % bound);
}

// a point of a rectangle; two draws as arguments of one call would be made in the compiler's order
static inline hy_vec2 dice_point(dice_cup *from, double low_x, double high_x, double low_y, double high_y)
{
    const double x = dice_between(from, low_x, high_x);
    const double y = dice_between(from, low_y, high_y);
    return (hy_vec2){(float)x, (float)y};
}

// A case whose tests run in an empty folder of their own.
static inline TCase *add_case_in_a_folder(Suite *suite, const char *name)
{
    TCase *tcase = add_case(suite, name);
    tcase_add_checked_fixture(tcase, make_test_folder, remove_test_folder);
    return tcase;
}

#endif
