// Measurements of whether everybody gets out, where, and without mistakes.
#include "study/verification/trace_numbers.h"

#include <string.h>

static uint32_t staying_count(const hy_evidence *evidence, const hy_trace *trace)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        count += !hy_is_measured(trace->gone_s[i]);
    }
    const uint32_t meant = evidence->experiment->standing_count;
    return count > meant ? count - meant : 0;
}

hy_estimate hy_measure_all_gone(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)of;
    uint32_t hits = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < evidence_count; i++) {
        for (uint32_t j = 0; j < evidence[i].trace_count; j++) {
            hits += staying_count(&evidence[i], &evidence[i].traces[j]) == 0;
            count++;
        }
    }
    return hy_estimate_share(hits, count);
}

hy_estimate hy_measure_mistakes(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)of;
    uint32_t mistakes = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < evidence_count; i++) {
        for (uint32_t j = 0; j < evidence[i].trace_count; j++) {
            const hy_trace *trace = &evidence[i].traces[j];
            mistakes += staying_count(&evidence[i], trace) + trace->wall_crossing_count;
            count++;
        }
    }
    return hy_estimate_of(mistakes, count);
}

static bool may_use(const hy_model *model, uint32_t person, uint32_t exit)
{
    const hy_person *of = &model->people[person];
    for (uint32_t i = 0; i < of->exit_count; i++) {
        if (model->chosen_exits[of->first_exit + i] == exit) {
            return true;
        }
    }
    return of->exit_count == 0;
}

static double allocated_share(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    uint32_t hits = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (hy_is_of_group(trace, i, of->values[0])) {
            hits += trace->exit[i] != HY_NONE && may_use(evidence->model, i, trace->exit[i]);
            count++;
        }
    }
    return (double)hits / count;
}

hy_estimate hy_measure_allocation(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, allocated_share);
}

static double exit_share(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    uint32_t hits = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (hy_is_of_group(trace, i, of->values[0])) {
            hits +=
                trace->exit[i] != HY_NONE && strcmp(evidence->model->places[trace->exit[i]].name, of->words[0]) == 0;
            count++;
        }
    }
    return (double)hits / count;
}

hy_estimate hy_measure_exit_share(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, exit_share);
}

hy_estimate hy_measure_exit_share_rise(const hy_verification_case *of, const hy_evidence *evidence,
                                       uint32_t evidence_count)
{
    return hy_rise_over_experiments(of, evidence, evidence_count, exit_share);
}

static double line_share(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)evidence;
    uint32_t hits = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (hy_is_of_group(trace, i, of->values[0])) {
            hits += hy_is_measured(hy_crossed_s(trace, (uint32_t)of->values[1], i));
            count++;
        }
    }
    return (double)hits / count;
}

hy_estimate hy_measure_line_share(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, line_share);
}

hy_estimate hy_measure_faster_than_life(const hy_verification_case *of, const hy_evidence *evidence,
                                        uint32_t evidence_count)
{
    (void)of;
    (void)evidence_count;
    uint32_t hits = 0;
    for (uint32_t i = 0; i < evidence->trace_count; i++) {
        hits += evidence->traces[i].wall_s < evidence->traces[i].simulated_s;
    }
    return hy_estimate_share(hits, evidence->trace_count);
}
