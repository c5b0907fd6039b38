// Watches a history of the school for what is told of it.
#include "study/verification/canon.h"

#include "hyosan/host.h"
#include "study/ledger.h"
#include "study/run.h"

#include <math.h>
#include <stdlib.h>

// times and shares that say what a target means; docs/canon.md
static const double LOOK_S = 1, DAY_S = 86400, LOST_SHARE = 0.1;
enum { FULL_CAFETERIA = 50 };

typedef struct canon_watch {
    const hy_model *model;
    double *figures;
    uint32_t look_ticks;
    bool *was_in_cafeteria; // by person, at its first bite
    uint32_t cafeteria_count;
    uint32_t cafeteria_tick, turning_tick, signal_tick; // HY_NONE
    uint32_t last_indoors_tick;
} canon_watch;

static double seconds_since(const canon_watch *w, uint32_t tick, uint32_t now)
{
    return (double)(now - tick) * (double)w->model->step_s;
}

static bool is_room_use(const hy_model *model, uint32_t room, hy_room_use use)
{
    return room != HY_NONE && model->rooms[room].use == use;
}

static bool is_living(const hy_person_view *view)
{
    return view->cell == HY_outcome_cell_human || view->cell == HY_outcome_cell_halfbie;
}

// ---- what happens

static void remember_cafeteria(canon_watch *w, const hy_sim *sim)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < w->model->person_count; i++) {
        const hy_person_view view = hy_sim_person(sim, i);
        w->was_in_cafeteria[i] = view.is_present && is_living(&view) &&
                                 is_room_use(w->model, view.room, HY_room_use_cafeteria);
        count += w->was_in_cafeteria[i];
    }
    if (count >= FULL_CAFETERIA) {
        w->cafeteria_count = count;
        w->cafeteria_tick = hy_sim_tick(sim);
    }
}

static void take_events(canon_watch *w, const hy_sim *sim)
{
    uint32_t count = 0;
    const hy_event *events = hy_sim_events(sim, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (events[i].kind == HY_event_turned && w->turning_tick == HY_NONE) {
            w->turning_tick = events[i].tick;
        } else if (events[i].kind == HY_event_was_signalled) {
            w->signal_tick = events[i].tick;
        } else if (events[i].kind == HY_event_was_bitten && w->cafeteria_tick == HY_NONE &&
                   is_room_use(w->model, events[i].room, HY_room_use_cafeteria)) {
            remember_cafeteria(w, sim);
        }
    }
}

// ---- how it stands

typedef struct standing {
    uint32_t turned_of_cafeteria, healthy, living, indoors;
} standing;

static standing count_people(const canon_watch *w, const hy_sim *sim)
{
    standing sums = {0};
    for (uint32_t i = 0; i < w->model->person_count; i++) {
        const hy_person_view view = hy_sim_person(sim, i);
        sums.turned_of_cafeteria += w->was_in_cafeteria[i] && view.cell == HY_outcome_cell_zombie;
        sums.healthy += view.is_present && view.cell == HY_outcome_cell_human;
        sums.living += view.is_present && is_living(&view);
        sums.indoors += view.is_present && view.room != HY_NONE && !w->model->rooms[view.room].is_outdoor;
    }
    return sums;
}

static void take_once(double *figure, bool has_come, double value)
{
    if (isnan(*figure) && has_come) {
        *figure = value;
    }
}

static void look(void *context, const hy_sim *sim, uint32_t end_tick)
{
    (void)end_tick;
    canon_watch *w = context;
    const uint32_t now = hy_sim_tick(sim);
    take_events(w, sim);
    if (now % w->look_ticks != 0) {
        return;
    }
    const standing sums = count_people(w, sim);
    const double people = w->model->person_count;
    if (w->cafeteria_tick != HY_NONE) {
        take_once(&w->figures[HY_CANON_CAFETERIA_MIN], 2 * sums.turned_of_cafeteria >= w->cafeteria_count,
                  seconds_since(w, w->cafeteria_tick, now) / 60);
    }
    if (w->turning_tick != HY_NONE) {
        const double since_s = seconds_since(w, w->turning_tick, now);
        take_once(&w->figures[HY_CANON_LOST_MIN], sums.healthy < LOST_SHARE * people, since_s / 60);
        take_once(&w->figures[HY_CANON_LIVING_SHARE], since_s >= DAY_S, sums.living / people);
    }
    w->last_indoors_tick = sums.indoors > 0 ? now : w->last_indoors_tick;
}

// ---- what the record tells

// by the ledger: saved by a diversion, lost by a knowing act
static hy_status take_deeds(const hy_record *record, double *figures)
{
    const hy_ledger_rules rules = hy_ledger_rules_default();
    hy_ledger ledger;
    hy_status status = hy_ledger_find(record, &rules, &ledger);
    bool *is_lost = calloc((size_t)record->person_count + 1, sizeof *is_lost);
    bool *has_diverted = calloc((size_t)record->person_count + 1, sizeof *has_diverted);
    if (status == HY_OK && is_lost != NULL && has_diverted != NULL) {
        figures[HY_CANON_DIVERSIONS] = figures[HY_CANON_CHOSEN] = 0;
        for (uint32_t i = 0; i < ledger.deed_count; i++) {
            const hy_deed *deed = &ledger.deeds[i];
            const bool is_choice = deed->is_harm && deed->is_knowing && !is_lost[deed->whom];
            const bool is_diversion = deed->kind == HY_DEED_drew_away && !has_diverted[deed->doer];
            figures[HY_CANON_CHOSEN] += is_choice;
            figures[HY_CANON_DIVERSIONS] += is_diversion;
            is_lost[deed->whom] = is_lost[deed->whom] || is_choice;
            has_diverted[deed->doer] = has_diverted[deed->doer] || is_diversion;
        }
    } else {
        status = HY_OUT_OF_MEMORY;
    }
    free(is_lost);
    free(has_diverted);
    hy_ledger_clear(&ledger);
    return status;
}

static bool is_halfbie_stage(const hy_record *record, uint32_t stage)
{
    return stage < record->stage_count && record->stages[stage].cell == HY_outcome_cell_halfbie;
}

static void take_people(const hy_record *record, double *figures)
{
    uint32_t living = 0;
    for (uint32_t i = 0; i < record->person_count; i++) {
        const uint32_t cell = record->persons[i].cell;
        living += cell == HY_outcome_cell_human || cell == HY_outcome_cell_halfbie || cell == HY_CELL_ESCAPED;
    }
    uint32_t halfbies = 0;
    for (uint32_t id = 0; id < record->event_count; id++) {
        const hy_record_event *event = &record->events[id];
        halfbies += event->kind == HY_event_turned && is_halfbie_stage(record, event->detail);
    }
    figures[HY_CANON_LAST_SHARE] = (double)living / record->person_count;
    figures[HY_CANON_HALFBIES] = halfbies;
}

// nobody is left indoors, and it was asked of anybody
static void take_emptying(const canon_watch *w, const hy_record *record)
{
    if (w->signal_tick != HY_NONE && w->last_indoors_tick < record->last_tick - w->look_ticks) {
        w->figures[HY_CANON_EMPTY_S] = seconds_since(w, w->signal_tick, w->last_indoors_tick);
    }
}

// ---- the whole

static hy_status watch_history(canon_watch *w, uint64_t seed, hy_trace *trace)
{
    hy_run_definition definition = hy_run_definition_default(w->model);
    definition.seed = seed;
    definition.thread_count = 1;
    definition.observer = look;
    definition.observer_context = w;
    char message[HY_STORE_MESSAGE_SIZE];
    hy_run_result result;
    hy_status status = hy_run(&definition, &result, message);
    trace->status = status;
    if (status == HY_OK) {
        trace->is_complete = !result.was_interrupted;
        trace->wall_s = result.wall_s;
        trace->agent_steps = result.record->agent_steps;
        trace->simulated_s = result.record->last_tick * result.record->step_s;
        take_people(result.record, trace->figures);
        take_emptying(w, result.record);
        status = take_deeds(result.record, trace->figures);
    }
    hy_run_clear(&result);
    return status == HY_OUT_OF_MEMORY ? status : HY_OK;
}

hy_status hy_canon_run(const hy_experiment *experiment, const hy_model *model, uint64_t seed, hy_trace *trace)
{
    (void)experiment;
    *trace = (hy_trace){.person_count = model->person_count};
    for (uint32_t i = 0; i < HY_TRACE_FIGURES; i++) {
        trace->figures[i] = HY_UNMEASURED;
    }
    canon_watch w = {.model = model,
                     .figures = trace->figures,
                     .look_ticks = (uint32_t)(LOOK_S / (double)model->step_s + 0.5),
                     .was_in_cafeteria = calloc((size_t)model->person_count + 1, sizeof(bool)),
                     .cafeteria_tick = HY_NONE,
                     .turning_tick = HY_NONE,
                     .signal_tick = HY_NONE};
    const hy_status status = w.was_in_cafeteria != NULL ? watch_history(&w, seed, trace) : HY_OUT_OF_MEMORY;
    free(w.was_in_cafeteria);
    return status;
}

// ---- over the histories

static int compare_numbers(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// linear between the two nearest of the ordered values
static double quantile(const double *ordered, uint32_t count, double share)
{
    const double place = share * (count - 1);
    const uint32_t below = (uint32_t)place;
    const uint32_t above = below + 1 < count ? below + 1 : below;
    return ordered[below] + (place - below) * (ordered[above] - ordered[below]);
}

hy_estimate hy_measure_figure(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    double *numbers = calloc((size_t)evidence->trace_count + 1, sizeof *numbers);
    uint32_t count = 0;
    double sum = 0;
    for (uint32_t i = 0; numbers != NULL && i < evidence->trace_count; i++) {
        const double number = evidence->traces[i].figures[(uint32_t)of->values[0]];
        if (!isnan(number)) {
            numbers[count++] = number;
            sum += number;
        }
    }
    hy_estimate estimate = hy_estimate_of(HY_UNMEASURED, 0);
    if (count > 0) {
        qsort(numbers, count, sizeof *numbers, compare_numbers);
        estimate = (hy_estimate){.value = sum / count,
                                 .low = quantile(numbers, count, 0.025),
                                 .high = quantile(numbers, count, 0.975),
                                 .sample_count = count};
    }
    free(numbers);
    return estimate;
}

hy_estimate hy_measure_figure_share(const hy_verification_case *of, const hy_evidence *evidence,
                                    uint32_t evidence_count)
{
    (void)evidence_count;
    uint32_t count = 0;
    for (uint32_t i = 0; i < evidence->trace_count; i++) {
        count += isnan(evidence->traces[i].figures[(uint32_t)of->values[0]]) ? 0 : 1;
    }
    return hy_estimate_share(count, evidence->trace_count);
}
