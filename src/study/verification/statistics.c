// Statistics of repeated measurements. Textbook formulas; the names of their authors stand beside them.
#include "study/verification/statistics.h"

#include <math.h>
#include <stdlib.h>

#define SQRT_2 1.41421356237309504880

double hy_student_quantile(uint32_t degrees_of_freedom)
{
    static const double table[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                                   2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                                   2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
    const uint32_t count = sizeof table / sizeof table[0];
    // beyond the table the first term of the expansion in 1/n is exact to three digits
    return degrees_of_freedom <= count ? table[degrees_of_freedom - 1] : 1.95996 + 2.3722 / degrees_of_freedom;
}

hy_estimate hy_estimate_of(double value, uint32_t sample_count)
{
    return (hy_estimate){value, value, value, sample_count};
}

hy_estimate hy_estimate_mean(const double *values, uint32_t count)
{
    if (count == 0) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    double sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        sum += values[i];
    }
    const double mean = sum / count;
    if (count == 1 || isnan(mean)) {
        return hy_estimate_of(mean, count);
    }
    double squares = 0;
    for (uint32_t i = 0; i < count; i++) {
        squares += (values[i] - mean) * (values[i] - mean);
    }
    const double error = sqrt(squares / (count - 1) / count);
    const double half = hy_student_quantile(count - 1) * error;
    return (hy_estimate){mean, mean - half, mean + half, count};
}

static double half_width(hy_estimate of)
{
    return (of.high - of.low) / 2;
}

static uint32_t lesser(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

hy_estimate hy_estimate_difference(hy_estimate left, hy_estimate right)
{
    const double value = left.value - right.value;
    const double half = hypot(half_width(left), half_width(right));
    return (hy_estimate){value, value - half, value + half, lesser(left.sample_count, right.sample_count)};
}

hy_estimate hy_estimate_ratio(hy_estimate left, hy_estimate right)
{
    const double value = left.value / right.value;
    const double half = fabs(value) * hypot(half_width(left) / left.value, half_width(right) / right.value);
    return (hy_estimate){value, value - half, value + half, lesser(left.sample_count, right.sample_count)};
}

// E. B. Wilson 1927
hy_estimate hy_estimate_share(uint32_t hit_count, uint32_t count)
{
    if (count == 0) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    const double z = 1.95996;
    const double n = count;
    const double share = hit_count / n;
    const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    // at the ends the interval reaches them exactly, whatever the rounding
    return (hy_estimate){share, hit_count == 0 ? 0 : middle - half, hit_count == count ? 1 : middle + half, count};
}

// ---- laws

// regularised lower incomplete gamma function: the series for small x, the continued fraction (Lentz) for large
static double gamma_below(double shape, double x)
{
    if (x <= 0) {
        return 0;
    }
    const double front = exp(shape * log(x) - x - lgamma(shape));
    if (x < shape + 1) {
        double term = 1 / shape;
        double sum = term;
        for (int n = 1; n < 1000 && fabs(term) > 1e-14 * fabs(sum); n++) {
            term *= x / (shape + n);
            sum += term;
        }
        return front * sum;
    }
    double b = x + 1 - shape;
    double c = 1e300;
    double d = 1 / b;
    double fraction = d;
    for (int n = 1; n < 1000; n++) {
        const double a = -n * (n - shape);
        b += 2;
        d = 1 / (a * d + b);
        c = b + a / c;
        fraction *= c * d;
        if (fabs(c * d - 1) < 1e-14) {
            break;
        }
    }
    return 1 - front * fraction;
}

static double normal_below(double z)
{
    return 0.5 * erfc(-z / SQRT_2);
}

double hy_law_below(hy_law law, double x)
{
    switch (law.kind) {
    case HY_LAW_UNIFORM:
        return fmin(1, fmax(0, (x - law.a) / (law.b - law.a)));
    case HY_LAW_NORMAL:
        return normal_below((x - law.a) / law.b);
    case HY_LAW_LOGNORMAL:
        return x <= 0 ? 0 : normal_below((log(x) - law.a) / law.b);
    case HY_LAW_GAMMA:
        return gamma_below(law.a, x / law.b);
    case HY_LAW_WEIBULL:
        return x <= 0 ? 0 : 1 - exp(-pow(x / law.b, law.a));
    }
    return HY_UNMEASURED;
}

// ---- tests

static int compare_numbers(const void *left, const void *right)
{
    const double a = *(const double *)left;
    const double b = *(const double *)right;
    return a < b ? -1 : a > b;
}

void hy_sort_numbers(double *values, uint32_t count)
{
    if (count > 0) {
        qsort(values, count, sizeof *values, compare_numbers);
    }
}

double hy_quantile_of_sorted(const double *values, uint32_t count, double share)
{
    if (count == 0) {
        return HY_UNMEASURED;
    }
    const double place = share * (count - 1);
    const uint32_t below = (uint32_t)place;
    const uint32_t above = below + 1 < count ? below + 1 : below;
    return values[below] + (place - below) * (values[above] - values[below]);
}

// M. A. Stephens 1970: sqrt(n) + 0.12 + 0.11 / sqrt(n) brings the asymptotic law to small samples
double hy_kolmogorov_p(double *values, uint32_t count, hy_law law)
{
    if (count == 0) {
        return HY_UNMEASURED;
    }
    hy_sort_numbers(values, count);
    double distance = 0;
    for (uint32_t i = 0; i < count; i++) {
        const double below = hy_law_below(law, values[i]);
        distance = fmax(distance, fmax((i + 1.0) / count - below, below - (double)i / count));
    }
    const double root = sqrt(count);
    const double lambda = (root + 0.12 + 0.11 / root) * distance;
    double sum = 0;
    for (int k = 1; k <= 100; k++) {
        sum += (k % 2 == 1 ? 2 : -2) * exp(-2.0 * k * k * lambda * lambda);
    }
    return lambda < 0.2 ? 1 : fmin(1, fmax(0, sum));
}

double hy_chi_squared_p(double statistic, uint32_t degrees_of_freedom)
{
    return 1 - gamma_below(degrees_of_freedom / 2.0, statistic / 2);
}
