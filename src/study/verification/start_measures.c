// Measurements of when people set out, from where, and how fast, against laws.
#include "study/verification/trace_numbers.h"

#include <stdlib.h>

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
        greatest = !hy_is_measured(late_s) || !hy_is_measured(greatest) ? HY_UNMEASURED
                                                                  : fmax(greatest, is_lawful ? fabs(late_s) : 1e9);
    }
    return greatest;
}

hy_estimate hy_measure_start_error(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, start_error);
}

static double goal_time(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)of;
    double greatest = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        double goal_s = HY_UNMEASURED;
        for (uint32_t line = 0; line < trace->line_count; line++) {
            goal_s = fmin(goal_s, hy_crossed_s(trace, line, i)); // fmin passes over NaN
        }
        const double time_s = goal_s - trace->moved_s[i] + (double)evidence->model->step_s;
        greatest = hy_is_measured(time_s) && hy_is_measured(greatest) ? fmax(greatest, time_s) : HY_UNMEASURED;
    }
    return greatest;
}

hy_estimate hy_measure_goal_time(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, goal_time);
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
    return hy_mean_over_histories(of, evidence, overcome);
}

static double walk_mean(const hy_verification_case *of, const hy_evidence *evidence, const hy_trace *trace)
{
    (void)evidence;
    double sum = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (hy_is_of_group(trace, i, of->values[0])) {
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
        if (hy_is_of_group(trace, i, of->values[0])) {
            squares += (trace->walk_m_per_s[i] - mean) * (trace->walk_m_per_s[i] - mean);
            count++;
        }
    }
    return sqrt(squares / (count - 1));
}

hy_estimate hy_measure_walk_mean(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, walk_mean);
}

hy_estimate hy_measure_walk_deviation(const hy_verification_case *of, const hy_evidence *evidence,
                                      uint32_t evidence_count)
{
    (void)evidence_count;
    return hy_mean_over_histories(of, evidence, walk_deviation);
}

// of a group: mean speed between the lines less mean assigned speed
static double walk_error(const hy_verification_case *of, const hy_trace *trace, uint32_t group)
{
    double seen = 0;
    double assigned = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->person_count; i++) {
        if (trace->group[i] == group) {
            seen += of->values[1] / (hy_crossed_s(trace, 1, i) - hy_crossed_s(trace, 0, i));
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
    return hy_mean_over_histories(of, evidence, greatest_walk_error);
}
