// One name, one history: whatever the threads and blocks, stopped and resumed or not, alone or beside another.
#include "hyosan/parallel.h"
#include "world.h"

#define TWO_ROOMS HYOSAN_SOURCE_DIR "/scenarios/two-rooms.yaml"
#define SCHOOL HYOSAN_SOURCE_DIR "/scenarios/hyosan-high.yaml"

// the sanitizers make everything some twenty times slower: they see less of the school's day
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__OPTIMIZE__)
#define IS_SLOW true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SLOW true
#endif
#endif
#ifndef IS_SLOW
#define IS_SLOW false
#endif

enum { MARK_LIMIT = 128 };

// hashes of a history at equal distances
typedef struct marks {
    uint64_t hashes[MARK_LIMIT];
    uint32_t count, distance; // ticks
} marks;

typedef struct way_to_run {
    uint32_t thread_count; // 0: serial, without a pool
    uint32_t block_size;
} way_to_run;

static const way_to_run WAYS[] = {{2, 16}, {5, 64}, {1, 64}, {3, 16}, {8, 16}, {2, 1024}, {8, 64}, {0, 16}, {0, 64}};

enum { WAY_COUNT = sizeof WAYS / sizeof WAYS[0], POOL_WAY_COUNT = 5 };

static const way_to_run PLAIN = {0, 1024};

// a history together with the pool that it runs on
typedef struct history {
    hy_sim *sim;
    hy_pool *pool;
} history;

static history begin(const hy_model *model, uint64_t seed, way_to_run way)
{
    history started = {0};
    hy_sim_definition definition = hy_sim_definition_default(model);
    definition.seed = seed;
    definition.block_size = way.block_size;
    if (way.thread_count > 0) {
        started.pool = hy_pool_create(way.thread_count);
        ck_assert_ptr_nonnull(started.pool);
        definition.parallel = hy_pool_parallel(started.pool);
    }
    started.sim = good_sim(model, &definition);
    return started;
}

static void end(history *ended)
{
    hy_sim_destroy(ended->sim);
    hy_pool_destroy(ended->pool);
}

static marks marks_of(hy_sim *sim, uint32_t until_tick, uint32_t distance)
{
    marks found = {.distance = distance};
    for (uint32_t tick = hy_sim_tick(sim); tick <= until_tick && found.count < MARK_LIMIT; tick += distance) {
        run_until(sim, tick);
        found.hashes[found.count++] = hy_sim_hash(sim);
    }
    return found;
}

// the first mark at which two histories differ; the number of marks if they do not
static uint32_t first_difference(const marks *a, const marks *b)
{
    ck_assert_uint_eq(a->count, b->count);
    uint32_t i = 0;
    while (i < a->count && a->hashes[i] == b->hashes[i]) {
        i++;
    }
    return i;
}

// the outbreak of the school begins at 12:35, fifty minutes after the start
static uint32_t school_ticks(void)
{
    return (IS_SLOW ? 10 : 65) * 600;
}

static void assert_equal_for_every_way_to_run(const hy_model *model, uint32_t until_tick, uint32_t distance,
                                              uint32_t way_count)
{
    history plain = begin(model, 1, PLAIN);
    const marks expected = marks_of(plain.sim, until_tick, distance);
    end(&plain);
    ck_assert_uint_gt(expected.count, 5);
    for (uint32_t i = 0; i < way_count; i++) {
        history other = begin(model, 1, WAYS[i]);
        const marks found = marks_of(other.sim, until_tick, distance);
        end(&other);
        const uint32_t same = first_difference(&expected, &found);
        ck_assert_msg(same == expected.count, "%u threads, blocks of %u: another history after tick %u",
                      WAYS[i].thread_count, WAYS[i].block_size, same * distance);
    }
}

// the school with an outbreak in the lesson of 2-5 at once: every system is at work within a few minutes
static hy_model *school_in_turmoil(void)
{
    static const char *const settings[] = {"incidents[0].who=Nam On-jo", "incidents[0].after_s=20"};
    return good_model_with(SCHOOL, settings, 2);
}

// ---- threads and blocks

START_TEST(two_rooms_have_one_history_for_all_threads_and_blocks)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    assert_equal_for_every_way_to_run(model, 12000, 100, WAY_COUNT);
    hy_model_destroy(model);
}
END_TEST

START_TEST(the_school_has_one_history_for_all_threads_and_blocks)
{
    hy_model *model = good_model(SCHOOL, NULL);
    assert_equal_for_every_way_to_run(model, school_ticks(), 600, IS_SLOW ? 2 : POOL_WAY_COUNT);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_school_in_turmoil_has_one_history_for_all_threads_and_blocks)
{
    hy_model *model = school_in_turmoil();
    assert_equal_for_every_way_to_run(model, IS_SLOW ? 1200 : 6000, IS_SLOW ? 100 : 600, IS_SLOW ? 2 : POOL_WAY_COUNT);
    hy_model_destroy(model);
}
END_TEST

// ---- seeds and neighbours

START_TEST(another_seed_is_another_history)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    uint32_t equal = 0;
    marks first = {0};
    for (uint64_t seed = 1; seed <= 8; seed++) {
        history one = begin(model, seed, PLAIN);
        const marks found = marks_of(one.sim, 600, 100);
        end(&one);
        first = seed == 1 ? found : first;
        for (uint32_t i = 0; i < found.count && seed > 1; i++) {
            equal += found.hashes[i] == first.hashes[i] ? 1 : 0;
        }
    }
    ck_assert_uint_eq(equal, 0);
    hy_model_destroy(model);
}
END_TEST

START_TEST(two_histories_of_one_model_in_turn_do_not_disturb_each_other)
{
    enum { UNTIL = 6000, STEP = 50 };
    hy_model *model = good_model(TWO_ROOMS, NULL);
    marks expected[2], found[2] = {{.distance = STEP}, {.distance = STEP}};
    for (uint64_t i = 0; i < 2; i++) {
        history alone = begin(model, i + 1, PLAIN);
        expected[i] = marks_of(alone.sim, UNTIL, STEP);
        end(&alone);
    }
    history a = begin(model, 1, PLAIN), b = begin(model, 2, WAYS[0]);
    for (uint32_t tick = 0; found[0].count < expected[0].count; tick += STEP) {
        for (; hy_sim_tick(a.sim) < tick;) {
            hy_sim_step(a.sim);
            hy_sim_step(b.sim);
        }
        found[0].hashes[found[0].count++] = hy_sim_hash(a.sim);
        found[1].hashes[found[1].count++] = hy_sim_hash(b.sim);
    }
    end(&a);
    end(&b);
    ck_assert_uint_eq(first_difference(&expected[0], &found[0]), expected[0].count);
    ck_assert_uint_eq(first_difference(&expected[1], &found[1]), expected[1].count);
    hy_model_destroy(model);
}
END_TEST

// ---- stopping and going on

typedef struct saved_state {
    uint8_t *bytes;
    size_t size;
} saved_state;

static saved_state save(const hy_sim *sim)
{
    saved_state state = {.size = hy_sim_saved_size(sim)};
    state.bytes = malloc(state.size);
    ck_assert_ptr_nonnull(state.bytes);
    hy_sim_save(sim, state.bytes);
    return state;
}

// saves at several ticks; each saved state goes on in the same history, in one that has run elsewhere, and in fresh
// ones with other threads, to the end that the unbroken history has
static void assert_resumes_anywhere(const hy_model *model, const uint32_t *save_ticks, uint32_t save_count,
                                    uint32_t until_tick)
{
    saved_state states[8];
    uint64_t hashes[8];
    ck_assert_uint_le(save_count, 8);
    history plain = begin(model, 1, PLAIN);
    for (uint32_t i = 0; i < save_count; i++) {
        run_until(plain.sim, save_ticks[i]);
        states[i] = save(plain.sim);
        hashes[i] = hy_sim_hash(plain.sim);
    }
    run_until(plain.sim, until_tick);
    const uint64_t expected = hy_sim_hash(plain.sim);
    for (uint32_t i = 0; i < save_count; i++) {
        ck_assert_int_eq((int)hy_sim_restore(plain.sim, states[i].bytes, states[i].size), (int)HY_OK);
        ck_assert_uint_eq(hy_sim_tick(plain.sim), save_ticks[i]);
        ck_assert(hy_sim_hash(plain.sim) == hashes[i]);
        run_until(plain.sim, until_tick);
        ck_assert_msg(hy_sim_hash(plain.sim) == expected, "saved at tick %u, resumed in place: another history",
                      save_ticks[i]);

        history fresh = begin(model, 1, WAYS[i % WAY_COUNT]);
        ck_assert_int_eq((int)hy_sim_restore(fresh.sim, states[i].bytes, states[i].size), (int)HY_OK);
        run_until(fresh.sim, until_tick);
        ck_assert_msg(hy_sim_hash(fresh.sim) == expected, "saved at tick %u, resumed elsewhere: another history",
                      save_ticks[i]);
        end(&fresh);
        free(states[i].bytes);
    }
    end(&plain);
}

START_TEST(two_rooms_saved_at_any_tick_go_on_bit_for_bit)
{
    static const uint32_t TICKS[] = {0, 1, 7, 333, 2400, 2401, 6003, 11999};
    hy_model *model = good_model(TWO_ROOMS, NULL);
    assert_resumes_anywhere(model, TICKS, 8, 12000);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_school_in_turmoil_saved_at_any_tick_goes_on_bit_for_bit)
{
    static const uint32_t TICKS[] = {0, 3, 298, 604, 1111};
    hy_model *model = school_in_turmoil();
    assert_resumes_anywhere(model, TICKS, IS_SLOW ? 3 : 5, IS_SLOW ? 900 : 2400);
    hy_model_destroy(model);
}
END_TEST

// what is kept beside the state to spare work, of looks, sounds and walkers, is lost with every restore and must not be missed
START_TEST(the_school_restored_every_few_seconds_has_the_history_that_was_never_stopped)
{
    hy_model *model = good_model(SCHOOL, NULL);
    hy_sim *sim = good_sim_of_seed(model, (uint64_t)_i), *stopped = good_sim_of_seed(model, (uint64_t)_i);
    const size_t size = hy_sim_saved_size(sim);
    uint8_t *bytes = malloc(size);
    ck_assert_ptr_nonnull(bytes);
    // 13:25, with the school in turmoil; half past twelve where all is slow
    const uint32_t end = IS_SLOW ? 24000 : 60000;
    while (hy_sim_tick(sim) < end) {
        if (hy_sim_tick(sim) % 37 == 0) {
            hy_sim_save(stopped, bytes);
            ck_assert_int_eq(hy_sim_restore(stopped, bytes, size), HY_OK);
        }
        hy_sim_step(sim);
        hy_sim_step(stopped);
        if (hy_sim_tick(sim) % 100 == 0) {
            ck_assert_msg(hy_sim_hash(sim) == hy_sim_hash(stopped), "seed %d differs at tick %u", _i, hy_sim_tick(sim));
        }
    }
    free(bytes);
    hy_sim_destroy(sim);
    hy_sim_destroy(stopped);
    hy_model_destroy(model);
}
END_TEST

START_TEST(what_is_no_saved_state_is_refused_and_the_history_goes_on_as_if_nothing_had_been)
{
    hy_model *model = good_model(TWO_ROOMS, NULL), *school = good_model(SCHOOL, NULL);
    history one = begin(model, 1, PLAIN), other = begin(school, 1, PLAIN);
    run_until(one.sim, 500);
    const uint64_t hash = hy_sim_hash(one.sim);
    saved_state foreign = save(other.sim), own = save(one.sim);
    ck_assert_int_ne((int)hy_sim_restore(one.sim, foreign.bytes, foreign.size), (int)HY_OK);
    ck_assert_int_ne((int)hy_sim_restore(one.sim, own.bytes, own.size - 1), (int)HY_OK);
    own.bytes[0] ^= 1;
    ck_assert_int_ne((int)hy_sim_restore(one.sim, own.bytes, own.size), (int)HY_OK);
    ck_assert(hy_sim_hash(one.sim) == hash);
    run_until(one.sim, 1000);
    history unbroken = begin(model, 1, PLAIN);
    run_until(unbroken.sim, 1000);
    ck_assert(hy_sim_hash(one.sim) == hy_sim_hash(unbroken.sim));
    free(foreign.bytes);
    free(own.bytes);
    end(&one);
    end(&other);
    end(&unbroken);
    hy_model_destroy(model);
    hy_model_destroy(school);
}
END_TEST

// ---- events

typedef struct event_findings {
    uint32_t out_of_order, bad_cause, not_bitten_by_hunter, turned_without_infection, bad_index, count;
    uint32_t kinds[HY_EVENT_KIND_COUNT];
} event_findings;

enum { EVENT_LIMIT = 1 << 20 };

static uint8_t kind_of_event[EVENT_LIMIT];
static uint32_t who_of_event[EVENT_LIMIT];

static bool is_index(uint32_t index, uint32_t count)
{
    return index == HY_NONE || index < count;
}

static bool hunts(const hy_model *model, const hy_sim *sim, uint32_t person)
{
    return model->stages[hy_sim_person(sim, person).stage].spec.hunts;
}

// by a bite, by the scenario, by an animal or through an open wound
static bool is_infection(uint32_t kind)
{
    return kind == HY_event_was_bitten || kind == HY_event_was_exposed || kind == HY_event_was_bitten_by_animal ||
           kind == HY_event_caught_it;
}

static bool is_infection_of(const hy_event *event)
{
    return event->cause != HY_NONE && who_of_event[event->cause] == event->who && is_infection(kind_of_event[event->cause]);
}

static void check_event(const hy_model *model, const hy_sim *sim, const hy_event *event, uint32_t tick,
                        event_findings *found)
{
    ck_assert_uint_lt(found->count, EVENT_LIMIT);
    kind_of_event[found->count] = (uint8_t)event->kind;
    who_of_event[found->count] = event->who;
    found->out_of_order += event->id != found->count || event->tick != tick ? 1 : 0;
    found->bad_cause += event->cause != HY_NONE && event->cause >= event->id ? 1 : 0;
    found->bad_index += event->kind >= HY_EVENT_KIND_COUNT || !is_index(event->who, model->person_count) ||
                                !is_index(event->whom, model->person_count) ||
                                !is_index(event->room, model->room_count) ||
                                !is_index(event->opening, model->opening_count)
                            ? 1
                            : 0;
    if (event->kind == HY_event_was_bitten) {
        found->not_bitten_by_hunter += event->whom == HY_NONE || !hunts(model, sim, event->whom) ? 1 : 0;
    }
    if (event->kind == HY_event_turned) {
        found->turned_without_infection += is_infection_of(event) ? 0 : 1;
    }
    found->kinds[event->kind % HY_EVENT_KIND_COUNT]++;
    found->count++;
}

static event_findings read_events(const hy_model *model, uint64_t seed, uint32_t until_tick)
{
    event_findings found = {0};
    hy_sim *sim = good_sim_of_seed(model, seed);
    while (hy_sim_tick(sim) < until_tick) {
        const uint32_t tick = hy_sim_tick(sim);
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            check_event(model, sim, &events[i], tick, &found);
        }
    }
    hy_sim_destroy(sim);
    return found;
}

static void assert_sound_events(const event_findings *found)
{
    ck_assert_uint_eq(found->out_of_order, 0);
    ck_assert_uint_eq(found->bad_cause, 0);
    ck_assert_uint_eq(found->bad_index, 0);
    ck_assert_uint_eq(found->not_bitten_by_hunter, 0);
    ck_assert_uint_eq(found->turned_without_infection, 0);
    ck_assert_uint_gt(found->kinds[HY_event_turned], 0);
}

START_TEST(events_are_numbered_in_order_and_every_cause_came_before)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    for (uint64_t seed = 1; seed <= 5; seed++) {
        const event_findings found = read_events(model, seed, 12000);
        assert_sound_events(&found);
    }
    hy_model_destroy(model);
}
END_TEST

START_TEST(in_a_school_in_turmoil_hunters_bite_and_only_the_infected_turn)
{
    hy_model *model = school_in_turmoil();
    const event_findings found = read_events(model, 1, 6000);
    assert_sound_events(&found);
    ck_assert_uint_gt(found.kinds[HY_event_was_bitten], 5);
    ck_assert_uint_gt(found.kinds[HY_event_believed], 5);
    hy_model_destroy(model);
}
END_TEST

START_TEST(everybody_is_in_one_cell_of_the_outcome_table_at_all_times)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    hy_sim *sim = good_sim_of_seed(model, 3);
    uint32_t mistakes = 0;
    while (hy_sim_tick(sim) < 12000) {
        hy_sim_step(sim);
        hy_counts counts[HY_role_count];
        hy_sim_count(sim, counts);
        uint32_t sum = 0;
        for (uint32_t role = 0; role < HY_role_count; role++) {
            sum += counts[role].human + counts[role].incubating + counts[role].zombie + counts[role].halfbie +
                   counts[role].dead + counts[role].escaped;
        }
        mistakes += sum != model->person_count ? 1 : 0;
    }
    ck_assert_uint_eq(mistakes, 0);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// ---- memory

START_TEST(wherever_memory_runs_out_no_history_begins_and_nothing_is_lost)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    const hy_sim_definition definition = hy_sim_definition_default(model);
    hy_status status = HY_OUT_OF_MEMORY;
    for (size_t granted = 0; status != HY_OK; granted++) {
        ck_assert_uint_lt(granted, 1000);
        scarce_memory memory = {.granted_count = granted};
        hy_sim *sim;
        status = hy_sim_create(model, &definition, scarce_allocator(&memory), &sim);
        if (status == HY_OK) {
            ck_assert_uint_gt(granted, 0);
            ck_assert_uint_eq(hy_sim_bytes(sim), memory.held_bytes);
            const size_t request_count = memory.request_count;
            run_until(sim, 3000);
            ck_assert_uint_eq(memory.request_count, request_count); // a step allocates nothing
            hy_sim_destroy(sim);
        } else {
            ck_assert_int_eq((int)status, (int)HY_OUT_OF_MEMORY);
            ck_assert_ptr_null(sim);
        }
        ck_assert_uint_eq(memory.held_blocks, 0);
    }
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_room_too_small_for_its_people_is_bad_input)
{
    hy_model *model = good_model_of_texts(
        "plan: closet\nlevels: [{name: 1F}]\nrooms: [{name: closet, level: 1F, box: [0, 0, 1, 1]}]\n",
        SCENARIO_HEAD PROFILE "groups: [{name: crowd, count: 200, home: closet, female: pupil, male: pupil}]\n");
    const hy_sim_definition definition = hy_sim_definition_default(model);
    scarce_memory memory = {.granted_count = 1000};
    hy_sim *sim;
    ck_assert_int_eq((int)hy_sim_create(model, &definition, scarce_allocator(&memory), &sim), (int)HY_BAD_INPUT);
    ck_assert_ptr_null(sim);
    ck_assert_uint_eq(memory.held_blocks, 0);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_world_without_people_runs)
{
    hy_model *model = good_model_of_texts(
        "plan: closet\nlevels: [{name: 1F}]\nrooms: [{name: closet, level: 1F, box: [0, 0, 1, 1]}]\n", SCENARIO_HEAD);
    hy_sim *sim = good_sim_of_seed(model, 1);
    run_until(sim, 100);
    ck_assert_uint_eq(hy_sim_tick(sim), 100);
    hy_sim_destroy(sim);
    hy_model_destroy(model);
}
END_TEST

// ---- those who look on, and those who intervene

// what everybody could choose, asked now and then
static void ask_everybody(hy_sim *sim, const hy_model *model)
{
    float *utilities = calloc(hy_drive_count(), sizeof *utilities);
    uint8_t *saved = malloc(hy_sim_saved_size(sim));
    hy_sim_save(sim, saved);
    uint32_t possible = 0;
    for (uint32_t person = 0; person < model->person_count; person++) {
        hy_sim_utilities(sim, person, utilities);
        for (uint32_t drive = 0; drive < hy_drive_count(); drive++) {
            possible += utilities[drive] >= 0;
        }
    }
    ck_assert_uint_ge(possible, model->person_count / 2);
    ck_assert_int_eq(hy_sim_restore(sim, saved, hy_sim_saved_size(sim)), HY_OK);
    free(saved);
    free(utilities);
}

START_TEST(who_asks_what_people_could_choose_and_restores_the_state_changes_nothing)
{
    hy_model *model = school_in_turmoil();
    const uint32_t until = IS_SLOW ? 300 : 1500;
    history alone = begin(model, 1, PLAIN), watched = begin(model, 1, PLAIN);
    for (uint32_t tick = 0; tick <= until; tick += 150) {
        run_until(alone.sim, tick);
        run_until(watched.sim, tick);
        ask_everybody(watched.sim, model);
        ck_assert_uint_eq(hy_sim_hash(alone.sim), hy_sim_hash(watched.sim));
    }
    end(&alone);
    end(&watched);
    hy_model_destroy(model);
}
END_TEST

START_TEST(an_intervention_changes_what_follows_and_nothing_before)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    const uint32_t first = hy_model_person_named(model, "Mina");
    const hy_intervention list[] = {{1000, HY_intervention_take_away, first, 0}};
    history plain = begin(model, 1, PLAIN), other = begin(model, 1, PLAIN);
    ck_assert_int_eq(hy_sim_intervene(other.sim, list, 1), HY_OK);
    run_until(plain.sim, 1000);
    run_until(other.sim, 1000);
    ck_assert_uint_eq(hy_sim_hash(plain.sim), hy_sim_hash(other.sim));
    ck_assert(hy_sim_person(other.sim, first).is_present);
    run_until(plain.sim, 1001);
    run_until(other.sim, 1001);
    ck_assert(hy_sim_hash(plain.sim) != hy_sim_hash(other.sim));
    ck_assert(!hy_sim_person(other.sim, first).is_present);
    end(&plain);
    end(&other);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_door_is_opened_shut_locked_and_unlocked_from_outside)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    uint32_t door = 0;
    while (!model->openings[door].is_passable || model->openings[door].kind == HY_opening_kind_gap) {
        door++;
    }
    const hy_intervention list[] = {{10, HY_intervention_open, door, 0}, {20, HY_intervention_lock, door, 0},
                                    {30, HY_intervention_unlock, door, 0}, {40, HY_intervention_open, door, 0},
                                    {50, HY_intervention_shut, door, 0}};
    history sealed = begin(model, 1, PLAIN);
    ck_assert_int_eq(hy_sim_intervene(sealed.sim, list, 5), HY_OK);
    run_until(sealed.sim, 11);
    ck_assert(hy_sim_opening(sealed.sim, door).is_open);
    run_until(sealed.sim, 21);
    ck_assert(!hy_sim_opening(sealed.sim, door).is_open && hy_sim_opening(sealed.sim, door).is_locked);
    run_until(sealed.sim, 31);
    ck_assert(!hy_sim_opening(sealed.sim, door).is_locked);
    run_until(sealed.sim, 41);
    ck_assert(hy_sim_opening(sealed.sim, door).is_open);
    run_until(sealed.sim, 51);
    ck_assert(!hy_sim_opening(sealed.sim, door).is_open);
    end(&sealed);
    hy_model_destroy(model);
}
END_TEST

// the first event of a kind from a tick on, a copy; the history goes on until then, or to its end
static hy_event next_event(hy_sim *sim, hy_event_kind kind, uint32_t until)
{
    while (hy_sim_tick(sim) < until) {
        hy_sim_step(sim);
        uint32_t count;
        const hy_event *events = hy_sim_events(sim, &count);
        for (uint32_t i = 0; i < count; i++) {
            if (events[i].kind == (uint32_t)kind) {
                return events[i];
            }
        }
    }
    return (hy_event){.tick = HY_NONE};
}

static uint32_t count_of_person(hy_sim *sim, hy_event_kind kind, uint32_t who, uint32_t until)
{
    uint32_t found = 0;
    for (hy_event event = next_event(sim, kind, until); event.tick != HY_NONE; event = next_event(sim, kind, until)) {
        found += event.who == who;
    }
    return found;
}

START_TEST(nobody_seizes_or_bites_who_is_protected_and_before_it_is_the_same_history)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    history plain = begin(model, 1, PLAIN), other = begin(model, 1, PLAIN);
    const hy_event bite = next_event(plain.sim, HY_event_was_bitten, 12000);
    ck_assert_uint_ne(bite.tick, HY_NONE);
    const hy_intervention list[] = {{bite.tick, HY_intervention_protect, bite.who, HY_NONE}};
    ck_assert_int_eq(hy_sim_intervene(other.sim, list, 1), HY_OK);
    end(&plain);
    plain = begin(model, 1, PLAIN);
    for (uint32_t tick = 0; tick <= bite.tick; tick += 10) {
        run_until(plain.sim, tick);
        run_until(other.sim, tick);
        ck_assert_uint_eq(hy_sim_hash(plain.sim), hy_sim_hash(other.sim));
    }
    run_until(other.sim, bite.tick);
    run_until(plain.sim, bite.tick + 1);
    ck_assert_int_ne(hy_sim_person(plain.sim, bite.who).cell, HY_outcome_cell_human);
    ck_assert_uint_eq(count_of_person(other.sim, HY_event_was_gripped, bite.who, 12000), 0);
    ck_assert_int_eq(hy_sim_person(other.sim, bite.who).cell, HY_outcome_cell_human);
    end(&plain);
    end(&other);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_protection_ends_when_its_time_is_over)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    history plain = begin(model, 1, PLAIN), late = begin(model, 1, PLAIN);
    const hy_event bite = next_event(plain.sim, HY_event_was_bitten, 12000);
    // over before it matters: the same history
    const hy_intervention list[] = {{0, HY_intervention_protect, bite.who, bite.tick - 100}};
    ck_assert_int_eq(hy_sim_intervene(late.sim, list, 1), HY_OK);
    run_until(late.sim, bite.tick + 1);
    ck_assert_uint_eq(hy_sim_hash(plain.sim), hy_sim_hash(late.sim));
    end(&plain);
    end(&late);
    hy_model_destroy(model);
}
END_TEST

START_TEST(who_is_cured_does_not_turn)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    history plain = begin(model, 1, PLAIN), other = begin(model, 1, PLAIN);
    const hy_event turning = next_event(plain.sim, HY_event_turned, 12000);
    ck_assert_uint_ne(turning.tick, HY_NONE);
    const hy_intervention list[] = {{turning.tick, HY_intervention_cure, turning.who, 0}};
    ck_assert_int_eq(hy_sim_intervene(other.sim, list, 1), HY_OK);
    const hy_event cure = next_event(other.sim, HY_event_was_cured, turning.tick + 1);
    ck_assert_uint_eq(cure.tick, turning.tick);
    ck_assert_int_eq(hy_sim_person(other.sim, turning.who).cell, HY_outcome_cell_human);
    ck_assert_uint_eq(count_of_person(other.sim, HY_event_turned, turning.who, 12000), 0);
    end(&plain);
    end(&other);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_door_that_is_kept_stays_as_it_is_until_it_is_free_again)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    const uint32_t none = model->opening_count;
    hy_intervention list[64];
    uint32_t count = 0;
    for (uint32_t i = 0; i < none && count < 32; i++) {
        if (model->openings[i].is_passable && !model->openings[i].starts_open) {
            list[count++] = (hy_intervention){0, HY_intervention_keep, i, 7000};
        }
    }
    ck_assert_uint_gt(count, 0);
    // somebody from outside opens them all when they are free
    for (uint32_t i = 0; i < count; i++) {
        list[count + i] = (hy_intervention){7001, HY_intervention_open, list[i].target, HY_NONE};
    }
    // at the pause, from tick 6000 on, everybody wants out
    history kept = begin(model, 1, PLAIN);
    ck_assert_int_eq(hy_sim_intervene(kept.sim, list, 2 * count), HY_OK);
    while (hy_sim_tick(kept.sim) < 7000) {
        hy_sim_step(kept.sim);
        for (uint32_t i = 0; i < count; i++) {
            ck_assert(!hy_sim_opening(kept.sim, list[i].target).is_open);
        }
    }
    bool is_opened = false;
    while (hy_sim_tick(kept.sim) < 12000 && !is_opened) {
        hy_sim_step(kept.sim);
        for (uint32_t i = 0; i < count; i++) {
            is_opened |= hy_sim_opening(kept.sim, list[i].target).is_open;
        }
    }
    ck_assert(is_opened);
    end(&kept);
    hy_model_destroy(model);
}
END_TEST

START_TEST(who_is_restrained_cries_no_warning_and_screams_not)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    history plain = begin(model, 1, PLAIN), other = begin(model, 1, PLAIN);
    const hy_event scream = next_event(plain.sim, HY_event_screamed, 12000);
    ck_assert_uint_ne(scream.tick, HY_NONE);
    const hy_intervention list[] = {{scream.tick, HY_intervention_restrain, scream.who, HY_NONE}};
    ck_assert_int_eq(hy_sim_intervene(other.sim, list, 1), HY_OK);
    run_until(other.sim, scream.tick);
    ck_assert_uint_eq(count_of_person(other.sim, HY_event_screamed, scream.who, 12000), 0);
    end(&plain);
    end(&other);
    hy_model_destroy(model);
}
END_TEST

START_TEST(draws_made_anew_change_only_what_comes_after)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    const hy_intervention own[] = {{1000, HY_intervention_redraw, 0, 0}}, one[] = {{1000, HY_intervention_redraw, 1, 0}};
    const hy_intervention two[] = {{1000, HY_intervention_redraw, 2, 0}};
    history plain = begin(model, 1, PLAIN), same = begin(model, 1, PLAIN), first = begin(model, 1, PLAIN), second = begin(model, 1, PLAIN);
    ck_assert_int_eq(hy_sim_intervene(same.sim, own, 1), HY_OK);
    ck_assert_int_eq(hy_sim_intervene(first.sim, one, 1), HY_OK);
    ck_assert_int_eq(hy_sim_intervene(second.sim, two, 1), HY_OK);
    hy_sim *const all[] = {plain.sim, same.sim, first.sim, second.sim};
    for (int i = 0; i < 4; i++) {
        run_until(all[i], 1000);
        ck_assert_uint_eq(hy_sim_hash(all[i]), hy_sim_hash(plain.sim));
    }
    for (int i = 0; i < 4; i++) {
        run_until(all[i], 9000);
    }
    ck_assert_uint_eq(hy_sim_hash(plain.sim), hy_sim_hash(same.sim));
    ck_assert(hy_sim_hash(plain.sim) != hy_sim_hash(first.sim));
    ck_assert(hy_sim_hash(first.sim) != hy_sim_hash(second.sim));
    end(&plain);
    end(&same);
    end(&first);
    end(&second);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_saved_state_and_the_same_interventions_go_on_as_one_history)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    const hy_intervention list[] = {{500, HY_intervention_alarm, 0, 0}, {600, HY_intervention_redraw, 5, 0},
                                    {700, HY_intervention_protect, 3, 2000}, {3000, HY_intervention_take_away, 2, 0}};
    history whole = begin(model, 1, PLAIN), half = begin(model, 1, PLAIN);
    ck_assert_int_eq(hy_sim_intervene(whole.sim, list, 4), HY_OK);
    run_until(whole.sim, 800);
    const size_t size = hy_sim_saved_size(whole.sim);
    uint8_t *saved = malloc(size);
    hy_sim_save(whole.sim, saved);
    ck_assert_int_eq(hy_sim_restore(half.sim, saved, size), HY_OK);
    ck_assert_int_eq(hy_sim_intervene(half.sim, list, 4), HY_OK);
    run_until(whole.sim, 6000);
    run_until(half.sim, 6000);
    ck_assert_uint_eq(hy_sim_hash(whole.sim), hy_sim_hash(half.sim));
    free(saved);
    end(&whole);
    end(&half);
    hy_model_destroy(model);
}
END_TEST

START_TEST(a_noise_from_outside_is_heard_for_a_while_and_carried_to_the_next_room)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    const uint32_t room = hy_model_room_named(model, "west room"), next = hy_model_room_named(model, "east room");
    ck_assert_uint_ne(room, HY_NONE);
    ck_assert_uint_ne(next, HY_NONE);
    const hy_intervention list[] = {{100, HY_intervention_noise, room, 0}};
    history loud = begin(model, 1, PLAIN);
    ck_assert_int_eq(hy_sim_intervene(loud.sim, list, 1), HY_OK);
    run_until(loud.sim, 101);
    uint32_t count = 0;
    const hy_event *events = hy_sim_events(loud.sim, &count);
    ck_assert_uint_ge(count, 1);
    ck_assert_uint_eq(events[0].kind, HY_event_noise_by_order);
    ck_assert_uint_eq(events[0].room, room);
    hy_sim_listen(loud.sim);
    const float here = hy_sim_sound_level(loud.sim, room, model->rooms[room].centre);
    const float there = hy_sim_sound_level(loud.sim, next, model->rooms[next].centre);
    ck_assert(here >= model->senses.scream_db - 0.1f);
    ck_assert(there > 0 && there < here);
    run_until(loud.sim, 100 + (uint32_t)((float)HY_NOISE_S / model->step_s) + 1);
    hy_sim_listen(loud.sim);
    ck_assert(hy_sim_sound_level(loud.sim, room, model->rooms[room].centre) < here - 10);
    end(&loud);
    hy_model_destroy(model);
}
END_TEST

START_TEST(who_is_protected_is_not_infected)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    const uint32_t until = IS_SLOW ? 4000 : 9000;
    history plain = begin(model, 1, PLAIN), safe = begin(model, 1, PLAIN);
    hy_intervention *list = calloc(model->person_count, sizeof *list);
    for (uint32_t person = 0; person < model->person_count; person++) {
        list[person] = (hy_intervention){0, HY_intervention_protect, person, HY_NONE};
    }
    ck_assert_int_eq(hy_sim_intervene(safe.sim, list, model->person_count), HY_OK);
    run_until(plain.sim, until);
    run_until(safe.sim, until);
    uint32_t infected = 0;
    for (uint32_t person = 0; person < model->person_count; person++) {
        infected += hy_sim_person(plain.sim, person).infection_event != HY_NONE;
        ck_assert_uint_eq(hy_sim_person(safe.sim, person).infection_event, HY_NONE);
    }
    ck_assert_uint_ge(infected, 1);
    free(list);
    end(&plain);
    end(&safe);
    hy_model_destroy(model);
}
END_TEST

// what of its own room a person would see: the numbers of points seen, and of all
static uint32_t points_seen(hy_sim *sim, const hy_model *model, uint32_t person, uint32_t *all)
{
    const hy_room *room = &model->rooms[hy_sim_person(sim, person).room];
    uint32_t seen = 0;
    *all = 0;
    for (float x = room->low.x + 0.25f; x < room->high.x; x += 0.5f) {
        for (float y = room->low.y + 0.25f; y < room->high.y; y += 0.5f) {
            (*all)++;
            seen += hy_sim_would_see(sim, person, hy_sim_person(sim, person).room, (hy_vec2){x, y});
        }
    }
    return seen;
}

START_TEST(who_looks_at_maps_of_sight_and_sound_changes_nothing)
{
    hy_model *model = school_in_turmoil();
    const uint32_t until = IS_SLOW ? 300 : 1500;
    history alone = begin(model, 1, PLAIN), watched = begin(model, 1, PLAIN);
    for (uint32_t tick = 0; tick <= until; tick += 47) {
        run_until(alone.sim, tick);
        run_until(watched.sim, tick);
        uint32_t all = 0;
        const uint32_t seen = points_seen(watched.sim, model, tick % model->person_count, &all);
        ck_assert(seen >= 1 && seen < all);
        hy_sim_listen(watched.sim);
        ck_assert_uint_eq(hy_sim_hash(alone.sim), hy_sim_hash(watched.sim));
    }
    end(&alone);
    end(&watched);
    hy_model_destroy(model);
}
END_TEST

START_TEST(interventions_that_cannot_be_are_refused)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    history any = begin(model, 1, PLAIN);
    const hy_intervention no_person = {10, HY_intervention_take_away, model->person_count, 0};
    const hy_intervention no_door = {10, HY_intervention_lock, model->opening_count, 0};
    const hy_intervention no_room = {10, HY_intervention_noise, model->room_count, 0};
    const hy_intervention no_length = {10, HY_intervention_protect, 0, 0};
    const hy_intervention no_kind = {10, HY_INTERVENTION_KIND_COUNT, 0, 0};
    const hy_intervention backwards[] = {{20, HY_intervention_alarm, 0, 0}, {10, HY_intervention_alarm, 0, 0}};
    ck_assert_int_eq(hy_sim_intervene(any.sim, &no_person, 1), HY_BAD_ARGUMENT);
    ck_assert_int_eq(hy_sim_intervene(any.sim, &no_door, 1), HY_BAD_ARGUMENT);
    ck_assert_int_eq(hy_sim_intervene(any.sim, &no_room, 1), HY_BAD_ARGUMENT);
    ck_assert_int_eq(hy_sim_intervene(any.sim, &no_kind, 1), HY_BAD_ARGUMENT);
    ck_assert_int_eq(hy_sim_intervene(any.sim, &no_length, 1), HY_BAD_ARGUMENT);
    ck_assert_int_eq(hy_sim_intervene(any.sim, backwards, 2), HY_BAD_ARGUMENT);
    ck_assert_str_eq(hy_intervention_word(HY_intervention_take_away), "take_away");
    end(&any);
    hy_model_destroy(model);
}
END_TEST

static double tick_of_clock(void *clock)
{
    return *(double *)clock += 0.5;
}

START_TEST(a_watched_history_is_the_same_and_every_system_is_told)
{
    hy_model *model = good_model(TWO_ROOMS, NULL);
    history plain = begin(model, 1, PLAIN), watched = begin(model, 1, PLAIN);
    double clock = 0, spent_s[128] = {0};
    ck_assert_uint_le(hy_system_count(), 128);
    const hy_stopwatch watch = {.seconds = tick_of_clock, .clock = &clock, .spent_s = spent_s};
    for (uint32_t i = 0; i < 600; i++) {
        hy_sim_step(plain.sim);
        hy_sim_step_watched(watched.sim, &watch);
    }
    ck_assert_uint_eq(hy_sim_hash(plain.sim), hy_sim_hash(watched.sim));
    for (uint32_t i = 0; i < hy_system_count(); i++) {
        ck_assert_double_eq(spent_s[i], 600 * 0.5);
        ck_assert_str_ne(hy_system_word(i), "");
    }
    ck_assert_str_eq(hy_system_word(hy_system_count()), "");
    end(&plain);
    end(&watched);
    hy_model_destroy(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("repeatability");
    TCase *onlookers = add_case_in_a_folder(suite, "onlookers");
    tcase_add_test(onlookers, who_asks_what_people_could_choose_and_restores_the_state_changes_nothing);
    tcase_add_test(onlookers, a_watched_history_is_the_same_and_every_system_is_told);
    tcase_add_test(onlookers, an_intervention_changes_what_follows_and_nothing_before);
    tcase_add_test(onlookers, a_door_is_opened_shut_locked_and_unlocked_from_outside);
    tcase_add_test(onlookers, nobody_seizes_or_bites_who_is_protected_and_before_it_is_the_same_history);
    tcase_add_test(onlookers, a_protection_ends_when_its_time_is_over);
    tcase_add_test(onlookers, who_is_cured_does_not_turn);
    tcase_add_test(onlookers, a_door_that_is_kept_stays_as_it_is_until_it_is_free_again);
    tcase_add_test(onlookers, who_is_restrained_cries_no_warning_and_screams_not);
    tcase_add_test(onlookers, draws_made_anew_change_only_what_comes_after);
    tcase_add_test(onlookers, a_saved_state_and_the_same_interventions_go_on_as_one_history);
    tcase_add_test(onlookers, a_noise_from_outside_is_heard_for_a_while_and_carried_to_the_next_room);
    tcase_add_test(onlookers, who_is_protected_is_not_infected);
    tcase_add_test(onlookers, who_looks_at_maps_of_sight_and_sound_changes_nothing);
    tcase_add_test(onlookers, interventions_that_cannot_be_are_refused);
    TCase *threads = add_case_in_a_folder(suite, "threads");
    tcase_add_test(threads, two_rooms_have_one_history_for_all_threads_and_blocks);
    tcase_add_test(threads, the_school_has_one_history_for_all_threads_and_blocks);
    tcase_add_test(threads, a_school_in_turmoil_has_one_history_for_all_threads_and_blocks);
    TCase *seeds = add_case_in_a_folder(suite, "seeds");
    tcase_add_test(seeds, another_seed_is_another_history);
    tcase_add_test(seeds, two_histories_of_one_model_in_turn_do_not_disturb_each_other);
    TCase *resumed = add_case_in_a_folder(suite, "resumed");
    tcase_add_test(resumed, two_rooms_saved_at_any_tick_go_on_bit_for_bit);
    tcase_add_test(resumed, a_school_in_turmoil_saved_at_any_tick_goes_on_bit_for_bit);
    tcase_add_loop_test(resumed, the_school_restored_every_few_seconds_has_the_history_that_was_never_stopped, 1, 4);
    tcase_add_test(resumed, what_is_no_saved_state_is_refused_and_the_history_goes_on_as_if_nothing_had_been);
    TCase *events = add_case_in_a_folder(suite, "events");
    tcase_add_test(events, events_are_numbered_in_order_and_every_cause_came_before);
    tcase_add_test(events, in_a_school_in_turmoil_hunters_bite_and_only_the_infected_turn);
    tcase_add_test(events, everybody_is_in_one_cell_of_the_outcome_table_at_all_times);
    TCase *memory = add_case_in_a_folder(suite, "memory");
    tcase_add_test(memory, wherever_memory_runs_out_no_history_begins_and_nothing_is_lost);
    tcase_add_test(memory, a_room_too_small_for_its_people_is_bad_input);
    tcase_add_test(memory, a_world_without_people_runs);
    return run_suite(suite);
}
