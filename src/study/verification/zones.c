// Measurements of crowds in zones: density, speed and flow.
#include "study/verification/measures.h"

#include <math.h>
#include <stdlib.h>

// U. Weidmann 1993, Transporttechnik der Fussgaenger: v0 = 1.34 m/s, gamma = 1.913 per m2, density at rest 5.4 per m2
double hy_weidmann_speed(double density_per_m2)
{
    return 1.34 * (1 - exp(-1.913 * (1 / density_per_m2 - 1 / 5.4)));
}

// one number of a window, NaN where it has none
typedef double window_number(const hy_zone_window *window);

static double density_of(const hy_zone_window *window)
{
    return window->density_per_m2;
}

static double flow_of(const hy_zone_window *window)
{
    return window->flow_per_m_s;
}

static double speed_of(const hy_zone_window *window)
{
    return window->speed_m_per_s;
}

// mean over the windows of a zone in one history, of those where there is a number
static double mean_of_trace(const hy_trace *trace, uint32_t zone, window_number *number)
{
    double sum = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->window_count; i++) {
        const double value = number(&trace->windows[i]);
        if (trace->windows[i].zone == zone && !isnan(value)) {
            sum += value;
            count++;
        }
    }
    return count > 0 ? sum / count : HY_UNMEASURED;
}

static hy_estimate mean_of(const hy_evidence *evidence, uint32_t zone, window_number *number)
{
    double *means = calloc(evidence->trace_count + 1, sizeof *means);
    if (means == NULL) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    for (uint32_t i = 0; i < evidence->trace_count; i++) {
        means[i] = mean_of_trace(&evidence->traces[i], zone, number);
    }
    const hy_estimate mean = hy_estimate_mean(means, evidence->trace_count);
    free(means);
    return mean;
}

static double peak_density(const hy_trace *trace, uint32_t zone)
{
    double peak = 0;
    for (uint32_t i = 0; i < trace->window_count; i++) {
        if (trace->windows[i].zone == zone) {
            peak = fmax(peak, trace->windows[i].density_per_m2);
        }
    }
    return peak;
}

hy_estimate hy_measure_density_excess(const hy_verification_case *of, const hy_evidence *evidence,
                                      uint32_t evidence_count)
{
    (void)evidence_count;
    double *numbers = calloc(evidence->trace_count + 1, sizeof *numbers);
    if (numbers == NULL) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    for (uint32_t i = 0; i < evidence->trace_count; i++) {
        const hy_trace *trace = &evidence->traces[i];
        numbers[i] = of->values[0] > 0 ? mean_of_trace(trace, 0, density_of) - mean_of_trace(trace, 1, density_of)
                                       : peak_density(trace, 0) - peak_density(trace, 1);
    }
    const hy_estimate mean = hy_estimate_mean(numbers, evidence->trace_count);
    free(numbers);
    return mean;
}

// mean speed of the windows of a history with about this density; NaN where there is none
static double speed_near_density(const hy_trace *trace, double density_per_m2)
{
    double sum = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < trace->window_count; i++) {
        const hy_zone_window *window = &trace->windows[i];
        if (window->zone == 0 && fabs(window->density_per_m2 / density_per_m2 - 1) <= 0.1) {
            sum += window->speed_m_per_s;
            count++;
        }
    }
    return count > 0 ? sum / count : HY_UNMEASURED;
}

hy_estimate hy_measure_speed_at_density(const hy_verification_case *of, const hy_evidence *evidence,
                                        uint32_t evidence_count)
{
    double speeds[256];
    uint32_t count = 0;
    for (uint32_t i = 0; i < evidence_count; i++) {
        for (uint32_t j = 0; j < evidence[i].trace_count; j++) {
            const double speed = speed_near_density(&evidence[i].traces[j], of->values[0]);
            if (!isnan(speed) && count < sizeof speeds / sizeof speeds[0]) {
                speeds[count++] = speed;
            }
        }
    }
    return hy_estimate_mean(speeds, count);
}

static hy_estimate greatest_flow(const hy_evidence *evidence, uint32_t evidence_count)
{
    hy_estimate greatest = hy_estimate_of(HY_UNMEASURED, 0);
    for (uint32_t i = 0; i < evidence_count; i++) {
        const hy_estimate flow = mean_of(&evidence[i], 0, flow_of);
        if (isnan(greatest.value) || flow.value > greatest.value) {
            greatest = flow;
        }
    }
    return greatest;
}

hy_estimate hy_measure_capacity(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)of;
    return greatest_flow(evidence, evidence_count);
}

hy_estimate hy_measure_flow_drop(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)of;
    return hy_estimate_difference(greatest_flow(evidence, evidence_count),
                                  mean_of(&evidence[evidence_count - 1], 0, flow_of));
}

hy_estimate hy_measure_speed_fall(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    (void)of;
    hy_estimate least = hy_estimate_of(HY_UNMEASURED, 0);
    for (uint32_t i = 0; i + 1 < evidence_count; i++) {
        const hy_estimate fall =
            hy_estimate_difference(mean_of(&evidence[i], 0, speed_of), mean_of(&evidence[i + 1], 0, speed_of));
        if (isnan(fall.value)) {
            return fall;
        }
        if (i == 0 || fall.value < least.value) {
            least = fall;
        }
    }
    return least;
}

hy_estimate hy_measure_speed_excess(const hy_verification_case *of, const hy_evidence *evidence,
                                    uint32_t evidence_count)
{
    (void)of;
    if (evidence_count < 2) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    return hy_estimate_difference(mean_of(&evidence[1], 0, speed_of), mean_of(&evidence[0], 0, speed_of));
}

// ---- single file: RiMEA 4.1.1, test 16

typedef struct band_point {
    double density_per_m, low, median, high;
} band_point;

static const band_point single_file_band[] = {
    {0.099, .961, 1.186, 1.483}, {0.299, .840, 1.160, 1.473}, {0.499, .708, 1.091, 1.389}, {0.699, .598, .975, 1.305},
    {0.899, .448, .747, 1.101},  {1.099, .316, .520, .840},   {1.299, .187, .393, .608},   {1.499, .112, .273, .485},
    {1.699, .071, .199, .382},   {1.899, .048, .158, .314},   {2.099, .035, .131, .270},   {2.499, .022, .102, .220},
    {2.899, .017, .086, .196},
};

// median speed of all windows nearer to this density than a tenth of a person a metre
static double median_speed(const hy_evidence *evidence, uint32_t evidence_count, double width_m, double density_per_m)
{
    uint32_t capacity = 0;
    for (uint32_t i = 0; i < evidence_count; i++) {
        for (uint32_t j = 0; j < evidence[i].trace_count; j++) {
            capacity += evidence[i].traces[j].window_count;
        }
    }
    double *speeds = calloc(capacity + 1, sizeof *speeds);
    uint32_t count = 0;
    for (uint32_t i = 0; speeds != NULL && i < evidence_count; i++) {
        for (uint32_t j = 0; j < evidence[i].trace_count; j++) {
            const hy_trace *trace = &evidence[i].traces[j];
            for (uint32_t k = 0; k < trace->window_count; k++) {
                const hy_zone_window *window = &trace->windows[k];
                const bool is_near = fabs(window->density_per_m2 * width_m - density_per_m) <= 0.1;
                if (window->zone == 0 && is_near && !isnan(window->speed_m_per_s)) {
                    speeds[count++] = window->speed_m_per_s;
                }
            }
        }
    }
    hy_sort_numbers(speeds, count);
    const double median = hy_quantile_of_sorted(speeds, count, 0.5);
    free(speeds);
    return median;
}

hy_estimate hy_measure_single_file_share(const hy_verification_case *of, const hy_evidence *evidence,
                                         uint32_t evidence_count)
{
    uint32_t hits = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < sizeof single_file_band / sizeof single_file_band[0]; i++) {
        const band_point *point = &single_file_band[i];
        const double speed = median_speed(evidence, evidence_count, of->values[0], point->density_per_m);
        if (!isnan(speed)) {
            hits += speed >= point->low && speed <= point->high;
            count++;
        }
    }
    return hy_estimate_share(hits, count);
}

// ---- stairs: the band of Corbetta et al. as RiMEA's test 13 is run by others

static bool is_in_stair_band(double density, double speed, bool goes_up)
{
    const double r = density;
    const double fast = goes_up ? 0.18 * r * r - 0.55 * r + 1.02 : 0.33 * r * r - 1.02 * r + 1.39;
    const double slow = goes_up ? 0.01 * r + 0.48 : -0.08 * r + 0.67;
    const double fast_sd = fmax(0, goes_up ? -0.14 * r + 0.35 : -0.11 * r + 0.29);
    const double slow_sd = fmax(0, goes_up ? -0.02 * r + 0.10 : -0.06 * r + 0.14);
    return speed >= fmin(slow - slow_sd, fast - fast_sd) && speed <= fmax(fast + fast_sd, slow + slow_sd);
}

hy_estimate hy_measure_stair_share(const hy_verification_case *of, const hy_evidence *evidence, uint32_t evidence_count)
{
    uint32_t hits = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < evidence_count; i++) {
        for (uint32_t j = 0; j < evidence[i].trace_count; j++) {
            const hy_trace *trace = &evidence[i].traces[j];
            for (uint32_t k = 0; k < trace->window_count; k++) {
                const hy_zone_window *window = &trace->windows[k];
                if (window->zone == 0 && window->density_per_m2 > 0.1) {
                    hits += is_in_stair_band(window->density_per_m2, window->speed_m_per_s, of->values[0] > 0);
                    count++;
                }
            }
        }
    }
    return hy_estimate_share(hits, count);
}
