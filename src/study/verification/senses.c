// What people hear and feel, and what changes without it.
#include "study/verification/senses.h"

#include "hyosan/host.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// a column of the people's state
static const void *person_column(const hy_sim *sim, const char *name)
{
    for (uint32_t i = 0;; i++) {
        const hy_column_view column = hy_sim_column(sim, i);
        if (column.values == NULL || (strcmp(column.set, "person") == 0 && strcmp(column.name, name) == 0)) {
            return column.values;
        }
    }
}

static hy_status begin(const hy_model *model, uint64_t seed, hy_trace *trace, hy_sim **sim)
{
    *trace = (hy_trace){.person_count = model->person_count};
    for (uint32_t i = 0; i < HY_TRACE_FIGURES; i++) {
        trace->figures[i] = HY_UNMEASURED;
    }
    hy_sim_definition definition = hy_sim_definition_default(model);
    definition.seed = seed;
    trace->status = hy_sim_create(model, &definition, hy_host_allocator(), sim);
    return trace->status == HY_OUT_OF_MEMORY ? HY_OUT_OF_MEMORY : HY_OK;
}

static void end(hy_sim *sim, hy_trace *trace)
{
    trace->simulated_s = hy_sim_seconds(sim);
    trace->agent_steps = hy_sim_agent_steps(sim);
    trace->is_complete = true;
    hy_sim_destroy(sim);
}

// ---- hearing

hy_status hy_ears_run(const hy_experiment *experiment, const hy_model *model, uint64_t seed, hy_trace *trace)
{
    (void)experiment;
    hy_sim *sim = NULL;
    const hy_status status = begin(model, seed, trace, &sim);
    if (sim == NULL) {
        return status;
    }
    hy_sim_step(sim);
    const float *levels = person_column(sim, "heard_db");
    for (uint32_t i = 0; i < model->person_count && i < HY_TRACE_FIGURES; i++) {
        trace->figures[i] = levels != NULL ? (double)levels[i] : HY_UNMEASURED;
    }
    end(sim, trace);
    return HY_OK;
}

// ---- feelings

static const double FRIGHT_IS_OVER_S = 12;

hy_status hy_fears_run(const hy_experiment *experiment, const hy_model *model, uint64_t seed, hy_trace *trace)
{
    (void)experiment;
    hy_sim *sim = NULL;
    const hy_status status = begin(model, seed, trace, &sim);
    if (sim == NULL) {
        return status;
    }
    double before[2] = {0, 0}, fall = 0;
    for (uint32_t second = 1; hy_sim_tick(sim) < hy_sim_end_tick(sim); second++) {
        while (hy_sim_seconds(sim) < second && hy_sim_tick(sim) < hy_sim_end_tick(sim)) {
            hy_sim_step(sim);
        }
        for (uint32_t i = 0; i < 2; i++) {
            const double fear = (double)hy_sim_person(sim, i).fear;
            fall = second > FRIGHT_IS_OVER_S ? fmax(fall, before[i] - fear) : 0;
            before[i] = fear;
            trace->figures[second <= FRIGHT_IS_OVER_S ? i : 2 + i] = fear;
        }
    }
    trace->figures[4] = fall;
    end(sim, trace);
    return HY_OK;
}

// ---- whole histories

enum { LOOK_TICKS = 10 };

static void count_events(const hy_sim *sim, double *figures)
{
    uint32_t count = 0;
    const hy_event *events = hy_sim_events(sim, &count);
    for (uint32_t i = 0; i < count; i++) {
        figures[HY_DAY_HELPED] += events[i].kind == HY_event_went_to_help;
        figures[HY_DAY_FOUGHT] += events[i].kind == HY_event_was_stopped;
        figures[HY_DAY_HIDING] += events[i].kind == HY_event_hid;
        figures[HY_DAY_FROZEN] += events[i].kind == HY_event_froze;
        figures[HY_DAY_BELIEVING] += events[i].kind == HY_event_believed;
        figures[HY_DAY_LEARNED_S] += events[i].kind == HY_event_believed ? hy_sim_seconds(sim) : 0;
    }
}

static double lost_of(const hy_counts *counts)
{
    return counts->incubating + counts->zombie + counts->halfbie + counts->dead;
}

static double all_of(const hy_counts *counts)
{
    return counts->human + lost_of(counts) + counts->escaped;
}

static void count_lost(const hy_sim *sim, double *figures)
{
    hy_counts by_role[HY_role_count];
    hy_sim_count(sim, by_role);
    const hy_counts *students = &by_role[HY_role_student], *staff = &by_role[HY_role_staff];
    figures[HY_DAY_LOST_SHARE] = (lost_of(students) + lost_of(staff)) / (all_of(students) + all_of(staff));
    figures[HY_DAY_LOST_STUDENTS] = lost_of(students) / all_of(students);
    figures[HY_DAY_LOST_STAFF] = all_of(staff) > 0 ? lost_of(staff) / all_of(staff) : HY_UNMEASURED;
}

hy_status hy_day_run(const hy_experiment *experiment, const hy_model *model, uint64_t seed, hy_trace *trace)
{
    (void)experiment;
    hy_sim *sim = NULL;
    const hy_status status = begin(model, seed, trace, &sim);
    if (sim == NULL) {
        return status;
    }
    for (uint32_t i = 0; i < HY_DAY_FIGURE_COUNT; i++) {
        trace->figures[i] = 0;
    }
    double lost = 0;
    uint32_t looks = 0;
    while (hy_sim_tick(sim) < hy_sim_end_tick(sim) && !hy_host_stop_requested()) {
        hy_sim_step(sim);
        count_events(sim, trace->figures);
        if (hy_sim_tick(sim) % LOOK_TICKS == 0) {
            count_lost(sim, trace->figures);
            lost += trace->figures[HY_DAY_LOST_SHARE];
            looks++;
        }
    }
    trace->figures[HY_DAY_LOST_MEAN] = lost / looks;
    trace->figures[HY_DAY_LEARNED_S] /= trace->figures[HY_DAY_BELIEVING];
    count_lost(sim, trace->figures);
    end(sim, trace);
    trace->is_complete = !hy_host_stop_requested();
    return HY_OK;
}

// ---- out of the figures

static double figure(const hy_evidence *evidence, uint32_t history, double index)
{
    return evidence->traces[history].figures[(uint32_t)index];
}

typedef double number_of(const hy_verification_case *of, const hy_evidence *evidence, uint32_t history);

static hy_estimate mean_of(const hy_verification_case *of, const hy_evidence *evidence, number_of *number)
{
    double *numbers = calloc((size_t)evidence->trace_count + 1, sizeof *numbers);
    hy_estimate estimate = hy_estimate_of(HY_UNMEASURED, 0);
    for (uint32_t i = 0; numbers != NULL && i < evidence->trace_count; i++) {
        numbers[i] = number(of, evidence, i);
    }
    if (numbers != NULL) {
        estimate = hy_estimate_mean(numbers, evidence->trace_count);
    }
    free(numbers);
    return estimate;
}

static double observed(const hy_verification_case *of, const hy_evidence *evidence, uint32_t history)
{
    return figure(evidence, history, of->values[0]);
}

hy_estimate hy_measure_observed(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_of(of, evidence, observed);
}

static double paired(const hy_verification_case *of, const hy_evidence *evidence, uint32_t history)
{
    return figure(&evidence[1], history, of->values[0]) - figure(&evidence[0], history, of->values[0]);
}

hy_estimate hy_measure_paired(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    return evidence_count == 2 && evidence[0].trace_count == evidence[1].trace_count ? mean_of(of, evidence, paired)
                                                                                     : hy_estimate_of(HY_UNMEASURED, 0);
}

static double difference_left(const hy_verification_case *of, const hy_evidence *evidence, uint32_t history)
{
    (void)of;
    return (figure(evidence, history, 2) - figure(evidence, history, 3)) /
           (figure(evidence, history, 0) - figure(evidence, history, 1));
}

hy_estimate hy_measure_difference_left(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_of(of, evidence, difference_left);
}

static double mean_left(const hy_verification_case *of, const hy_evidence *evidence, uint32_t history)
{
    (void)of;
    return (figure(evidence, history, 2) + figure(evidence, history, 3)) /
           (figure(evidence, history, 0) + figure(evidence, history, 1));
}

hy_estimate hy_measure_mean_left(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_of(of, evidence, mean_left);
}
