// Running means and what they are worth.
#include "study/means.h"

void hy_mean_add(hy_mean *mean, double value)
{
    mean->count++;
    const double distance = value - mean->mean;
    mean->mean += distance / mean->count;
    mean->squares += distance * (value - mean->mean);
}

double hy_mean_deviation(const hy_mean *mean)
{
    return mean->count > 1 ? sqrt(fmax(0, mean->squares) / (mean->count - 1)) : 0;
}

hy_estimate hy_mean_interval(const hy_mean *mean)
{
    if (mean->count == 0) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    if (mean->count == 1) {
        return (hy_estimate){mean->mean, -HY_UNBOUNDED, HY_UNBOUNDED, 1};
    }
    const double half = hy_student_quantile(mean->count - 1) * hy_mean_deviation(mean) / sqrt(mean->count);
    return (hy_estimate){mean->mean, mean->mean - half, mean->mean + half, mean->count};
}

// Wilson's interval of a share that was seen among n, which need not be whole
static hy_estimate wilson(double share, double n, double z, uint32_t count)
{
    const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return (hy_estimate){share, share <= 0 ? 0 : fmax(0, middle - half), share >= 1 ? 1 : fmin(1, middle + half), count};
}

hy_estimate hy_mean_share_interval(const hy_mean *mean)
{
    if (mean->count == 0) {
        return hy_estimate_of(HY_UNMEASURED, 0);
    }
    const double share = fmin(1, fmax(0, mean->mean));
    if (mean->count == 1) {
        return (hy_estimate){share, 0, 1, 1};
    }
    const double variance_of_mean = mean->squares / (mean->count - 1) / mean->count;
    const double people = variance_of_mean > 0 ? share * (1 - share) / variance_of_mean : mean->count;
    return wilson(share, people, hy_student_quantile(mean->count - 1), mean->count);
}

hy_estimate hy_mean_yes_interval(const hy_mean *mean)
{
    return hy_estimate_share((uint32_t)lround(mean->mean * mean->count), mean->count);
}
