// Single events of a finished history reversed, and what their absence changes: the history until there, pairs behind it.
#include "study/many_runs.h"
#include "study/reversing.h"

#include "study/reruns.h"
#include "study/reversals.h"
#include "study/run.h"
#include "study/twist_ranks.h"
#include "study/twists.h"

#include <stdlib.h>

// A history of scenarios/two-rooms.yaml, and a study of it.
typedef struct told {
    many_runs worlds;
    hy_run_result run;
    hy_branched_history history;
    hy_reruns reruns;
} told;

static void begin_told(told *to, uint32_t pair_limit)
{
    char message[HY_STORE_MESSAGE_SIZE];
    begin_study(&to->worlds, 3, 1);
    add_variant(&to->worlds, NULL);
    hy_run_definition definition = hy_run_definition_default(to->worlds.models[0]);
    ck_assert_int_eq(hy_run(&definition, &to->run, message), HY_OK);
    to->history = (hy_branched_history){.model = to->worlds.models[0], .seed = to->worlds.models[0]->seed};
    ck_assert(hy_reruns_init(&to->reruns, &to->history, 2 * pair_limit));
}

static void end_told(told *to)
{
    hy_reruns_clear(&to->reruns);
    hy_run_clear(&to->run);
    end_study(&to->worlds);
}

// the first event of a kind from an id on, HY_NONE
static uint32_t first_of(const hy_record *record, hy_event_kind kind, uint32_t from)
{
    uint32_t id = from;
    while (id < record->event_count && record->events[id].kind != (uint32_t)kind) {
        id++;
    }
    return id < record->event_count ? id : HY_NONE;
}

static void reverse(told *to, uint32_t event)
{
    hy_intervention reversal;
    ck_assert(hy_reversal_of(to->run.record, event, 600, &reversal));
    const hy_rerun asked = {.tick = reversal.tick,
                            .event = event,
                            .text = "it",
                            .estimate = HY_UNMEASURED,
                            .label = "without it",
                            .own = &reversal,
                            .own_count = 1};
    ck_assert(hy_reruns_add(&to->reruns, &asked));
}

static const hy_model *give_the_model(void *context, uint32_t variant, char message[HY_STORE_MESSAGE_SIZE])
{
    (void)variant;
    return give_model(context, 0, message);
}

static hy_ensemble_definition definition_of(told *to, uint32_t run_count, uint32_t thread_count)
{
    return (hy_ensemble_definition){.kind = "twist",
                                    .models = {give_the_model, take_model_back, &to->worlds},
                                    .variants = to->reruns.variants,
                                    .variant_count = to->reruns.variant_count,
                                    .run_count = run_count,
                                    .thread_count = thread_count,
                                    .first_seed = to->history.seed,
                                    .history = &to->history,
                                    .outcome = "all"};
}

// ---- an event that is reversed does not happen

START_TEST(an_event_that_is_reversed_does_not_happen)
{
    many_runs worlds;
    begin_study(&worlds, 1, 1);
    add_variant(&worlds, NULL);
    uint32_t checked[HY_EVENT_KIND_COUNT] = {0};
    for (uint64_t seed = 1; seed <= 12; seed++) {
        check_reversals(worlds.models[0], seed, UINT32_MAX, UINT32_MAX, checked);
    }
    static const hy_event_kind common[] = {HY_event_was_bitten,    HY_event_was_exposed, HY_event_turned,
                                           HY_event_was_gripped,   HY_event_was_stopped, HY_event_shut_door,
                                           HY_event_locked_door,   HY_event_unlocked_door, HY_event_fell_through_door,
                                           HY_event_screamed,      HY_event_warned,      HY_event_let_in,
                                           HY_event_went_to_help};
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        ck_assert_msg(checked[common[i]] > 0, "no %s was seen", hy_event_kind_word(common[i]));
    }
    end_study(&worlds);
}
END_TEST

// ---- until the branch it is one history

typedef struct wanted_run {
    uint32_t variant, number;
    uint64_t state_hash;
} wanted_run;

static bool note_hash(void *context, const hy_study_run *run)
{
    wanted_run *wanted = context;
    ck_assert_msg(!run->has_failed, "%s", run->error);
    if (run->variant == wanted->variant && run->number == wanted->number) {
        wanted->state_hash = run->state_hash;
    }
    return true;
}

static uint64_t hash_of_run(hy_study *study, uint32_t variant, uint32_t number)
{
    char message[HY_STORE_MESSAGE_SIZE];
    wanted_run wanted = {variant, number, 0};
    ck_assert_int_eq(hy_study_visit(study, note_hash, &wanted, message), HY_OK);
    return wanted.state_hash;
}

// The branch made by itself, from the start, beside the plain history: the same bits until its tick. Gives its last state's hash.
static uint64_t follow(const hy_model *model, const hy_study_branch *branch, uint32_t number)
{
    enum { MOST = 4 };
    hy_intervention list[MOST];
    ck_assert_uint_le(branch->intervention_count, MOST);
    for (uint32_t i = 0; i < branch->intervention_count; i++) {
        list[i] = branch->interventions[i];
        list[i].target = list[i].kind == HY_intervention_redraw ? number + 1 : list[i].target;
    }
    hy_sim_definition definition = hy_sim_definition_default(model);
    hy_sim *plain = NULL;
    hy_sim *other = NULL;
    ck_assert_int_eq(hy_sim_create(model, &definition, hy_host_allocator(), &plain), HY_OK);
    ck_assert_int_eq(hy_sim_create(model, &definition, hy_host_allocator(), &other), HY_OK);
    ck_assert_int_eq(hy_sim_intervene(other, list, branch->intervention_count), HY_OK);
    for (; hy_sim_tick(plain) < branch->tick; hy_sim_step(plain), hy_sim_step(other)) {
        ck_assert_uint_eq(hy_sim_hash(plain), hy_sim_hash(other));
    }
    ck_assert_uint_eq(hy_sim_hash(plain), hy_sim_hash(other));
    while (hy_sim_tick(other) < hy_sim_end_tick(other)) {
        hy_sim_step(other);
    }
    const uint64_t hash = hy_sim_hash(other);
    hy_sim_destroy(plain);
    hy_sim_destroy(other);
    return hash;
}

START_TEST(until_the_event_every_run_is_the_history_and_behind_it_what_its_commands_make)
{
    told to;
    char message[HY_STORE_MESSAGE_SIZE];
    begin_told(&to, 2);
    reverse(&to, first_of(to.run.record, HY_event_was_bitten, 0));
    reverse(&to, first_of(to.run.record, HY_event_screamed, 0));
    const hy_ensemble_definition definition = definition_of(&to, 2, 1);
    ck_assert_msg(hy_ensemble_run(&definition, &to.worlds.result, message) == HY_OK, "%s", message);
    ck_assert_uint_eq(to.worlds.result.new_count, 8);
    for (uint32_t variant = 0; variant < to.reruns.variant_count; variant++) {
        for (uint32_t number = 0; number < 2; number++) {
            ck_assert_uint_eq(follow(to.worlds.models[0], to.reruns.variants[variant].branch, number),
                              hash_of_run(to.worlds.result.study, variant, number));
        }
    }
    end_told(&to);
}
END_TEST

START_TEST(what_was_counted_before_the_branch_counts)
{
    // without draws made anew and without anything done, the run is the history: its counts are those of a run of its own
    told to;
    char message[HY_STORE_MESSAGE_SIZE];
    begin_told(&to, 1);
    const hy_study_branch branch = {.tick = 3000, .redraw_tick = 3001, .event = HY_NONE, .text = "", .commands = "",
                                    .estimate = HY_UNMEASURED};
    const hy_variant as_it_is = {.label = "as it is", .branch = &branch};
    hy_ensemble_definition definition = definition_of(&to, 1, 1);
    definition.variants = &as_it_is;
    definition.variant_count = 1;
    ck_assert_msg(hy_ensemble_run(&definition, &to.worlds.result, message) == HY_OK, "%s", message);
    hy_ensemble_result alone = {0};
    const hy_variant from_the_start = {.label = "from the start"};
    definition.variants = &from_the_start;
    definition.history = NULL;
    ck_assert_msg(hy_ensemble_run(&definition, &alone, message) == HY_OK, "%s", message);
    ck_assert_uint_eq(hash_of_run(to.worlds.result.study, 0, 0), hash_of_run(alone.study, 0, 0));
    hy_study_summary branched;
    hy_study_summary whole;
    ck_assert_int_eq(hy_study_summarise(to.worlds.result.study, 1, &branched, message), HY_OK);
    ck_assert_int_eq(hy_study_summarise(alone.study, 1, &whole, message), HY_OK);
    for (uint32_t i = 0; i < whole.ask_count; i++) {
        ck_assert_double_eq(branched.variants[0].outcomes[i].mean, whole.variants[0].outcomes[i].mean);
    }
    const hy_study_shape *shape = &alone.study->shape;
    for (uint32_t sample = 0; sample < shape->sample_count; sample++) {
        const hy_histogram *a = hy_summary_curve(&branched, 0, sample, HY_WHO_ALL, HY_outcome_cell_zombie);
        const hy_histogram *b = hy_summary_curve(&whole, 0, sample, HY_WHO_ALL, HY_outcome_cell_zombie);
        ck_assert_mem_eq(a->counts, b->counts, (b->limit + 1) * sizeof *b->counts);
    }
    for (uint32_t i = 0; i < shape->room_count * shape->hour_count; i++) {
        ck_assert_double_eq(branched.variants[0].infections[i], whole.variants[0].infections[i]);
    }
    hy_study_summary_clear(&branched);
    hy_study_summary_clear(&whole);
    hy_ensemble_clear(&alone);
    end_told(&to);
}
END_TEST

START_TEST(any_number_of_threads_gives_the_same_ranks)
{
    told to;
    char message[HY_STORE_MESSAGE_SIZE];
    begin_told(&to, 3);
    uint32_t events[3];
    hy_twist_guesses guesses;
    ck_assert_int_eq(hy_twist_guesses_find(to.run.record, &guesses), HY_OK);
    ck_assert_uint_eq(hy_twist_candidates(to.run.record, &guesses, 0, to.run.record->event_count, UINT32_MAX, events, 3), 3);
    hy_twist_guesses_clear(&guesses);
    for (uint32_t i = 0; i < 3; i++) {
        reverse(&to, events[i]);
    }
    hy_twist_rank *ranks[2];
    uint32_t counts[2];
    for (uint32_t i = 0; i < 2; i++) {
        hy_ensemble_result result;
        hy_study_summary summary;
        const hy_ensemble_definition definition = definition_of(&to, 4, 1 + 2 * i);
        ck_assert_msg(hy_ensemble_run(&definition, &result, message) == HY_OK, "%s", message);
        ck_assert_int_eq(hy_study_summarise(result.study, 0, &summary, message), HY_OK);
        ranks[i] = hy_twist_ranks(&summary, &summary.asks[0], &counts[i]);
        hy_study_summary_clear(&summary);
        hy_ensemble_clear(&result);
    }
    ck_assert_uint_eq(counts[0], 3);
    ck_assert_uint_eq(counts[1], 3);
    for (uint32_t i = 0; i < 3; i++) {
        ck_assert_uint_eq(ranks[0][i].event, ranks[1][i].event);
        ck_assert_mem_eq(&ranks[0][i].difference.value, &ranks[1][i].difference.value, sizeof(double));
        ck_assert_mem_eq(&ranks[0][i].difference.low, &ranks[1][i].difference.low, sizeof(double));
    }
    free(ranks[0]);
    free(ranks[1]);
    end_told(&to);
}
END_TEST

START_TEST(a_history_that_is_not_the_recorded_one_is_refused)
{
    told to;
    char message[HY_STORE_MESSAGE_SIZE];
    begin_told(&to, 1);
    reverse(&to, first_of(to.run.record, HY_event_was_bitten, 0));
    const hy_record_hash wrong = {.tick = 600, .text = "0123456789abcdef"};
    to.history.hashes = &wrong;
    to.history.hash_count = 1;
    const hy_ensemble_definition definition = definition_of(&to, 1, 1);
    ck_assert_int_eq(hy_ensemble_run(&definition, &to.worlds.result, message), HY_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(message, "at tick 600"));
    end_told(&to);
}
END_TEST

// ---- commands of the history itself

START_TEST(what_was_done_to_the_history_is_done_again_but_for_later_draws)
{
    many_runs worlds;
    begin_study(&worlds, 1, 1);
    add_variant(&worlds, NULL);
    const hy_intervention own[] = {{10, HY_intervention_redraw, 4, 0},
                                   {500, HY_intervention_alarm, 0, 0},
                                   {900, HY_intervention_redraw, 5, 0},
                                   {950, HY_intervention_protect, 1, HY_NONE}};
    const hy_branched_history history = {
        .model = worlds.models[0], .seed = 1, .interventions = own, .intervention_count = 4};
    const hy_intervention done = {700, HY_intervention_keep, 0, 600};
    const hy_rerun asked = {
        .tick = 700, .event = HY_NONE, .text = "", .estimate = HY_UNMEASURED, .label = "kept", .own = &done, .own_count = 1};
    hy_reruns reruns;
    ck_assert(hy_reruns_init(&reruns, &history, 2));
    ck_assert(hy_reruns_add(&reruns, &asked));
    ck_assert(!hy_reruns_add(&reruns, &asked)); // one pair was asked for
    ck_assert_str_eq(reruns.variants[0].branch->commands,
                     "{\"commands\": [{\"tick\": 10, \"do\": \"redraw\", \"draw\": 4}, {\"tick\": 500, \"do\": \"alarm\"}, "
                     "{\"tick\": 701, \"do\": \"redraw\", \"draw\": 0}, {\"tick\": 950, \"do\": \"protect\", \"person\": 1}]}");
    ck_assert_str_eq(reruns.variants[1].branch->commands,
                     "{\"commands\": [{\"tick\": 10, \"do\": \"redraw\", \"draw\": 4}, {\"tick\": 500, \"do\": \"alarm\"}, "
                     "{\"tick\": 700, \"do\": \"keep\", \"opening\": 0, \"for_s\": 60}, "
                     "{\"tick\": 701, \"do\": \"redraw\", \"draw\": 0}, {\"tick\": 950, \"do\": \"protect\", \"person\": 1}]}");
    hy_reruns_clear(&reruns);
    end_study(&worlds);
}
END_TEST

START_TEST(what_may_be_chance_is_called_so)
{
    const hy_twist_rank none = {.difference = {0.1, -0.1, 0.3, 20}};
    const hy_twist_rank some = {.difference = {0.2, 0.1, 0.3, 20}};
    const hy_twist_rank less = {.difference = {-0.2, -0.3, -0.1, 20}};
    const hy_twist_rank one = {.difference = {0.2, -HY_UNBOUNDED, HY_UNBOUNDED, 1}};
    const hy_twist_rank unmeasured = {.difference = {HY_UNMEASURED, HY_UNMEASURED, HY_UNMEASURED, 0}};
    const hy_twist_rank few_alike = {.difference = {0.2, 0.2, 0.2, 5}};
    const hy_twist_rank alike = {.difference = {0.2, 0.2, 0.2, 6}};
    ck_assert(!hy_twist_is_told(&none));
    ck_assert(hy_twist_is_told(&some));
    ck_assert(hy_twist_is_told(&less));
    ck_assert(!hy_twist_is_told(&one));
    ck_assert(!hy_twist_is_told(&unmeasured));
    ck_assert(!hy_twist_is_told(&few_alike));
    ck_assert(hy_twist_is_told(&alike));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("twist");
    TCase *reversals = add_case(suite, "reversals");
    tcase_add_test(reversals, an_event_that_is_reversed_does_not_happen);
    TCase *reruns = add_case(suite, "reruns");
    tcase_add_test(reruns, until_the_event_every_run_is_the_history_and_behind_it_what_its_commands_make);
    tcase_add_test(reruns, what_was_counted_before_the_branch_counts);
    tcase_add_test(reruns, any_number_of_threads_gives_the_same_ranks);
    tcase_add_test(reruns, a_history_that_is_not_the_recorded_one_is_refused);
    tcase_add_test(reruns, what_was_done_to_the_history_is_done_again_but_for_later_draws);
    TCase *ranks = add_case(suite, "ranks");
    tcase_add_test(ranks, what_may_be_chance_is_called_so);
    return run_suite(suite);
}
