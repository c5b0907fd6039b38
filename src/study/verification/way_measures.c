// Measurements of ways, of the time until everybody has gone, and of the flow over a line.
#include "study/verification/trace_numbers.h"

#include <stdlib.h>

// ---- times and ways

static double mean_way_time(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)evidence;
    double sum = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (hy_is_of_group(trace, i, of->values[0])) {
            sum += hy_crossed_s(trace, 1, i) - hy_crossed_s(trace, 0, i);
            count++;
        }
    }
    return sum / count;
}

hy_estimate hy_measure_way_time(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, mean_way_time);
}

hy_estimate hy_measure_way_time_rise(const hy_verification_case *of, const hy_evidence *evidence,
                                     uint32_t evidence_count)
{
    return hy_rise_over_experiments(of, evidence, evidence_count, mean_way_time);
}

static double mean_way_speed(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    return of->values[1] / mean_way_time(of, evidence, trace);
}

hy_estimate hy_measure_way_speed(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, mean_way_speed);
}

static double way_time_spread(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)evidence;
    double least = HY_UNBOUNDED;
    double greatest = -HY_UNBOUNDED;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (hy_is_of_group(trace, i, of->values[0])) {
            const double time_s = hy_crossed_s(trace, 1, i) - hy_crossed_s(trace, 0, i);
            least = isnan(time_s) ? HY_UNMEASURED : fmin(least, time_s);
            greatest = isnan(time_s) ? HY_UNMEASURED : fmax(greatest, time_s);
        }
    }
    return greatest - least;
}

hy_estimate hy_measure_way_time_spread(const hy_verification_case *of, const hy_evidence *evidence,
                                       uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, way_time_spread);
}

// of those who are meant to leave; NaN if one has not
static double last_gone(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    double last_s = 0;
    uint32_t staying_count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (hy_is_of_group(trace, i, of->values[0])) {
            staying_count += !hy_is_measured(trace->gone_s[i]);
            last_s = fmax(last_s, trace->gone_s[i]); // fmax passes over NaN
        }
    }
    return staying_count <= evidence->experiment->standing_count ? last_s : HY_UNMEASURED;
}

hy_estimate hy_measure_last_gone(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, last_gone);
}

hy_estimate hy_measure_last_gone_ratio(const hy_verification_case *of, const hy_evidence *evidence,
                                       uint32_t evidence_count)
{
    if (evidence_count < 2) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    return hy_estimate_ratio(hy_mean_over_histories(of, &evidence[1], last_gone),
                             hy_mean_over_histories(of, &evidence[0], last_gone));
}

static double last_over_line(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)evidence;
    double last_s = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (hy_is_of_group(trace, i, of->values[0])) {
            const double crossed = hy_crossed_s(trace, 0, i);
            last_s = isnan(crossed) || isnan(last_s) ? HY_UNMEASURED : fmax(last_s, crossed);
        }
    }
    return last_s;
}

hy_estimate hy_measure_last_gone_rise(const hy_verification_case *of, const hy_evidence *evidence,
                                      uint32_t evidence_count)
{
    return hy_rise_over_experiments(of, evidence, evidence_count, of->values[1] > 0 ? last_over_line : last_gone);
}

static double gone_spread(const hy_verification_case *of, const hy_trace *trace)
{
    double first_s = HY_UNBOUNDED;
    double last_s = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (hy_is_of_group(trace, i, of->values[0])) {
            if (isnan(trace->gone_s[i])) {
                return HY_UNMEASURED;
            }
            first_s = fmin(first_s, trace->gone_s[i]);
            last_s = fmax(last_s, trace->gone_s[i]);
        }
    }
    return last_s - first_s;
}

hy_estimate hy_measure_gone_spread(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    double greatest = 0;
    for (uint32_t i = 0; i < evidence->trace_count; i++) {
        const double spread = gone_spread(of, &evidence->traces[i]);
        greatest = isnan(spread) || isnan(greatest) ? HY_UNMEASURED : fmax(greatest, spread);
    }
    return hy_estimate_of(greatest, evidence->trace_count);
}

// ---- flow over line 0

// crossings in order of time; their count
static uint32_t crossings(const hy_trace *trace, double *times_s)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (!isnan(hy_crossed_s(trace, 0, i))) {
            times_s[count++] = hy_crossed_s(trace, 0, i);
        }
    }
    hy_sort_numbers(times_s, count);
    return count;
}

// NaN where somebody never came over the line: a jam is not a slow flow
static double flow_over_line(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)of;
    double *times_s = calloc(trace->person_count + 1, sizeof *times_s);
    if (times_s == NULL) {
        return HY_UNMEASURED;
    }
    const uint32_t count = crossings(trace, times_s);
    const bool is_whole = count > 1 && count + evidence->experiment->standing_count >= trace->person_count;
    const double flow = is_whole ? (count - 1) / (times_s[count - 1] - times_s[0]) : HY_UNMEASURED;
    free(times_s);
    return flow;
}

hy_estimate hy_measure_flow(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    const double width_m = of->values[1] > 0 ? of->values[1] : 1;
    hy_estimate flow = hy_mean_over_histories(of, evidence, flow_over_line);
    flow.value /= width_m;
    flow.low /= width_m;
    flow.high /= width_m;
    return flow;
}

hy_estimate hy_measure_flow_rise(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    return hy_rise_over_experiments(of, evidence, evidence_count, flow_over_line);
}

hy_estimate hy_measure_deviation(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    hy_trace_number *number = of->values[0] > 0 ? flow_over_line : last_gone;
    hy_verification_case everybody = *of;
    everybody.values[0] = -1;
    hy_estimate greatest = hy_estimate_of(0, 0);
    for (uint32_t i = 0; i + 1 < evidence_count; i++) {
        hy_estimate ratio = hy_estimate_ratio(hy_mean_over_histories(&everybody, &evidence[i], number),
                                              hy_mean_over_histories(&everybody, &evidence[evidence_count - 1], number));
        const double half = (ratio.high - ratio.low) / 2;
        ratio.value = fabs(ratio.value - 1);
        if (isnan(ratio.value)) {
            return ratio;
        }
        if (ratio.value >= greatest.value) {
            greatest = (hy_estimate){ratio.value, fmax(0, ratio.value - half), ratio.value + half, ratio.sample_count};
        }
    }
    return greatest;
}
