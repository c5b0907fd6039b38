// Measurements of single people: times, choices, starts, speeds, bodies.
#include "study/verification/measures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// one number of one history
typedef double trace_number(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace);

static hy_estimate mean_over_histories(const hy_verification_case *of, const hy_evidence *evidence,
                                       trace_number *number)
{
    double *numbers = calloc(evidence->trace_count + 1, sizeof *numbers);
    if (numbers == NULL) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    for (uint32_t i = 0; i < evidence->trace_count; i++) {
        numbers[i] = number(of, evidence, &evidence->traces[i]);
    }
    const hy_estimate mean = hy_estimate_mean(numbers, evidence->trace_count);
    free(numbers);
    return mean;
}

static bool is_measured(double number)
{
    return !isnan(number);
}

static bool is_of_group(const hy_trace *trace, uint32_t person, double group)
{
    return group < 0 || trace->group[person] == (uint32_t)group;
}

static double crossed_s(const hy_trace *trace, uint32_t line, uint32_t person)
{
    return trace->crossed_s[(size_t)line * trace->person_count + person];
}

// the least rise from one estimate to the next
static hy_estimate least_rise(const hy_estimate *estimates, uint32_t count)
{
    hy_estimate least = hy_estimate_of(HY_UNMEASURED, 0);
    for (uint32_t i = 0; i + 1 < count; i++) {
        const hy_estimate rise = hy_estimate_difference(estimates[i + 1], estimates[i]);
        if (isnan(rise.value)) {
            return rise;
        }
        if (i == 0 || rise.value < least.value) {
            least = rise;
        }
    }
    return least;
}

static hy_estimate rise_over_experiments(const hy_verification_case *of, const hy_evidence *evidence,
                                         uint32_t evidence_count, trace_number *number)
{
    hy_estimate estimates[HY_EVIDENCE_LIMIT];
    for (uint32_t i = 0; i < evidence_count; i++) {
        estimates[i] = mean_over_histories(of, &evidence[i], number);
    }
    return least_rise(estimates, evidence_count);
}

// ---- times and ways

static double mean_way_time(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)evidence;
    double sum = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (is_of_group(trace, i, of->values[0])) {
            sum += crossed_s(trace, 1, i) - crossed_s(trace, 0, i);
            count++;
        }
    }
    return sum / count;
}

hy_estimate hy_measure_way_time(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, mean_way_time);
}

hy_estimate hy_measure_way_time_rise(const hy_verification_case *of, const hy_evidence *evidence,
                                     uint32_t evidence_count)
{
    return rise_over_experiments(of, evidence, evidence_count, mean_way_time);
}

static double mean_way_speed(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    return of->values[1] / mean_way_time(of, evidence, trace);
}

hy_estimate hy_measure_way_speed(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, mean_way_speed);
}

static double way_time_spread(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)evidence;
    double least = HY_UNBOUNDED;
    double greatest = -HY_UNBOUNDED;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (is_of_group(trace, i, of->values[0])) {
            const double time_s = crossed_s(trace, 1, i) - crossed_s(trace, 0, i);
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
    return mean_over_histories(of, evidence, way_time_spread);
}

// of those who are meant to leave; NaN if one has not
static double last_gone(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    double last_s = 0;
    uint32_t staying_count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (is_of_group(trace, i, of->values[0])) {
            staying_count += !is_measured(trace->gone_s[i]);
            last_s = fmax(last_s, trace->gone_s[i]); // fmax passes over NaN
        }
    }
    return staying_count <= evidence->experiment->standing_count ? last_s : HY_UNMEASURED;
}

hy_estimate hy_measure_last_gone(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, last_gone);
}

hy_estimate hy_measure_last_gone_ratio(const hy_verification_case *of, const hy_evidence *evidence,
                                       uint32_t evidence_count)
{
    if (evidence_count < 2) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    return hy_estimate_ratio(mean_over_histories(of, &evidence[1], last_gone),
                             mean_over_histories(of, &evidence[0], last_gone));
}

static double last_over_line(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)evidence;
    double last_s = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (is_of_group(trace, i, of->values[0])) {
            const double crossed = crossed_s(trace, 0, i);
            last_s = isnan(crossed) || isnan(last_s) ? HY_UNMEASURED : fmax(last_s, crossed);
        }
    }
    return last_s;
}

hy_estimate hy_measure_last_gone_rise(const hy_verification_case *of, const hy_evidence *evidence,
                                      uint32_t evidence_count)
{
    return rise_over_experiments(of, evidence, evidence_count, of->values[1] > 0 ? last_over_line : last_gone);
}

static double gone_spread(const hy_verification_case *of, const hy_trace *trace)
{
    double first_s = HY_UNBOUNDED;
    double last_s = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (is_of_group(trace, i, of->values[0])) {
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
        if (!isnan(crossed_s(trace, 0, i))) {
            times_s[count++] = crossed_s(trace, 0, i);
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
    hy_estimate flow = mean_over_histories(of, evidence, flow_over_line);
    flow.value /= width_m;
    flow.low /= width_m;
    flow.high /= width_m;
    return flow;
}

hy_estimate hy_measure_flow_rise(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    return rise_over_experiments(of, evidence, evidence_count, flow_over_line);
}

hy_estimate hy_measure_deviation(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    trace_number *number = of->values[0] > 0 ? flow_over_line : last_gone;
    hy_verification_case everybody = *of;
    everybody.values[0] = -1;
    hy_estimate greatest = hy_estimate_of(0, 0);
    for (uint32_t i = 0; i + 1 < evidence_count; i++) {
        hy_estimate ratio = hy_estimate_ratio(mean_over_histories(&everybody, &evidence[i], number),
                                              mean_over_histories(&everybody, &evidence[evidence_count - 1], number));
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

// ---- whether

static uint32_t staying_count(const hy_evidence *evidence, const hy_trace *trace)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        count += !is_measured(trace->gone_s[i]);
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
        if (is_of_group(trace, i, of->values[0])) {
            hits += trace->exit[i] != HY_NONE && may_use(evidence->model, i, trace->exit[i]);
            count++;
        }
    }
    return (double)hits / count;
}

hy_estimate hy_measure_allocation(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, allocated_share);
}

static double exit_share(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    uint32_t hits = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (is_of_group(trace, i, of->values[0])) {
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
    return mean_over_histories(of, evidence, exit_share);
}

hy_estimate hy_measure_exit_share_rise(const hy_verification_case *of, const hy_evidence *evidence,
                                       uint32_t evidence_count)
{
    return rise_over_experiments(of, evidence, evidence_count, exit_share);
}

static double line_share(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)evidence;
    uint32_t hits = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (is_of_group(trace, i, of->values[0])) {
            hits += is_measured(crossed_s(trace, (uint32_t)of->values[1], i));
            count++;
        }
    }
    return (double)hits / count;
}

hy_estimate hy_measure_line_share(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, line_share);
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

// ---- starts and speeds against a law

static uint32_t people_in_all(const hy_evidence *evidence)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < evidence->trace_count; i++) {
        count += evidence->traces[i].person_count;
    }
    return count;
}

// one number of everybody in all histories against the law of the case
static hy_estimate p_of_all(const hy_verification_case *of, const hy_evidence *evidence, bool of_starts)
{
    double *numbers = calloc(people_in_all(evidence) + 1, sizeof *numbers);
    uint32_t count = 0;
    for (uint32_t i = 0; numbers != NULL && i < evidence->trace_count; i++) {
        const hy_trace *trace = &evidence->traces[i];
        for (uint32_t person = 0; person < trace->person_count; person++) {
            const double number = of_starts ? trace->moved_s[person] : trace->walk_m_per_s[person];
            // who never set out would have done so after all others
            numbers[count++] = isnan(number) ? 1e9 : number;
        }
    }
    const double p = numbers != NULL ? hy_kolmogorov_p(numbers, count, of->law) : HY_UNMEASURED;
    free(numbers);
    return hy_estimate_of(p, count);
}

hy_estimate hy_measure_start_p(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return p_of_all(of, evidence, true);
}

hy_estimate hy_measure_walk_p(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return p_of_all(of, evidence, false);
}

hy_estimate hy_measure_place_p(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    enum { CELL_LIMIT = 256 };
    (void)evidence_count;
    const hy_box *box = &evidence->experiment->zones[0].box;
    const uint32_t columns = (uint32_t)of->values[0];
    const uint32_t rows = (uint32_t)of->values[1];
    double counts[CELL_LIMIT] = {0};
    const double people = people_in_all(evidence);
    if (columns * rows > CELL_LIMIT || columns * rows < 2) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    for (uint32_t i = 0; i < evidence->trace_count; i++) {
        for (uint32_t person = 0; person < evidence->traces[i].person_count; person++) {
            const hy_vec2 at = evidence->traces[i].start[person];
            const double column = floor((double)(at.x - box->x) / (double)box->width * columns);
            const double row = floor((double)(at.y - box->y) / (double)box->depth * rows);
            const double last_column = columns - 1.0;
            const double last_row = rows - 1.0;
            const double cell = fmin(last_row, fmax(0, row)) * columns + fmin(last_column, fmax(0, column));
            counts[(uint32_t)cell]++;
        }
    }
    const double expected = people / (columns * rows);
    double statistic = 0;
    for (uint32_t i = 0; i < columns * rows; i++) {
        statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return hy_estimate_of(hy_chi_squared_p(statistic, columns * rows - 1), (uint32_t)people);
}

static double start_error(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    double greatest = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        const double drawn_s = trace->response_s[i];
        const double late_s = trace->moved_s[i] - (double)evidence->model->step_s - drawn_s;
        const bool is_lawful = drawn_s >= of->values[0] - 0.1 && drawn_s <= of->values[1] + 0.1;
        greatest = !is_measured(late_s) || !is_measured(greatest) ? HY_UNMEASURED
                                                                  : fmax(greatest, is_lawful ? fabs(late_s) : 1e9);
    }
    return greatest;
}

hy_estimate hy_measure_start_error(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, start_error);
}

static double goal_time(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)of;
    double greatest = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        double goal_s = HY_UNMEASURED;
        for (uint32_t line = 0; line < trace->line_count; line++) {
            goal_s = fmin(goal_s, crossed_s(trace, line, i)); // fmin passes over NaN
        }
        const double time_s = goal_s - trace->moved_s[i] + (double)evidence->model->step_s;
        greatest = is_measured(time_s) && is_measured(greatest) ? fmax(greatest, time_s) : HY_UNMEASURED;
    }
    return greatest;
}

hy_estimate hy_measure_goal_time(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, goal_time);
}

static double overcome(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)of;
    (void)evidence;
    double first_s = HY_UNMEASURED;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        first_s = fmin(first_s, trace->overcome_s[i]); // fmin passes over NaN
    }
    return first_s;
}

hy_estimate hy_measure_overcome(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, overcome);
}

static double walk_mean(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)evidence;
    double sum = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (is_of_group(trace, i, of->values[0])) {
            sum += trace->walk_m_per_s[i];
            count++;
        }
    }
    return sum / count;
}

static double walk_deviation(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    const double mean = walk_mean(of, evidence, trace);
    double squares = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (is_of_group(trace, i, of->values[0])) {
            squares += (trace->walk_m_per_s[i] - mean) * (trace->walk_m_per_s[i] - mean);
            count++;
        }
    }
    return sqrt(squares / (count - 1));
}

hy_estimate hy_measure_walk_mean(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, walk_mean);
}

hy_estimate hy_measure_walk_deviation(const hy_verification_case *of, const hy_evidence *evidence,
                                      uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, walk_deviation);
}

// of a group: mean speed between the lines less mean assigned speed
static double walk_error(const hy_verification_case *of, const hy_trace *trace, uint32_t group)
{
    double seen = 0;
    double assigned = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (trace->group[i] == group) {
            seen += of->values[1] / (crossed_s(trace, 1, i) - crossed_s(trace, 0, i));
            assigned += trace->walk_m_per_s[i];
            count++;
        }
    }
    return count > 0 ? fabs(seen - assigned) / count : 0;
}

static double greatest_walk_error(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    double greatest = 0;
    for (uint32_t group = 0; group < evidence->model->group_count; group++) {
        const double error = walk_error(of, trace, group);
        greatest = isnan(error) || isnan(greatest) ? HY_UNMEASURED : fmax(greatest, error);
    }
    return greatest;
}

hy_estimate hy_measure_walk_error(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, greatest_walk_error);
}

// ---- bodies

hy_estimate hy_measure_least_distance(const hy_verification_case *of, const hy_evidence *evidence,
                                      uint32_t evidence_count)
{
    (void)of;
    double least = HY_UNBOUNDED;
    uint32_t count = 0;
    for (uint32_t i = 0; i < evidence_count; i++) {
        for (uint32_t j = 0; j < evidence[i].trace_count; j++) {
            least = fmin(least, evidence[i].traces[j].least_distance_m);
            count++;
        }
    }
    return hy_estimate_of(least, count);
}

hy_estimate hy_measure_sideways(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    double greatest = 0;
    for (uint32_t i = 0; i < evidence->trace_count; i++) {
        const hy_trace *trace = &evidence->traces[i];
        for (uint32_t person = 0; person < trace->person_count; person++) {
            if (is_of_group(trace, person, of->values[0])) {
                greatest = isnan(trace->gone_s[person]) || isnan(greatest) ? HY_UNMEASURED
                                                                           : fmax(greatest, trace->sideways_m[person]);
            }
        }
    }
    return hy_estimate_of(greatest, evidence->trace_count);
}

static double gap_at_end(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)of;
    (void)evidence;
    const bool has_both = trace->person_count > 1 && isnan(trace->gone_s[0]);
    return has_both ? hypot((double)trace->last[1].x - (double)trace->last[0].x,
                            (double)trace->last[1].y - (double)trace->last[0].y)
                    : HY_UNMEASURED;
}

hy_estimate hy_measure_gap_at_end(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return mean_over_histories(of, evidence, gap_at_end);
}
