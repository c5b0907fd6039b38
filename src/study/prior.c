// Making values of a prior from standard normal numbers.
#include "study/prior.h"

#include <math.h>

static const double ROOT_TWO = 1.41421356237309504880;

// share of the standard normal distribution below x
static double normal_below(double x)
{
    return erfc(-x / ROOT_TWO) / 2;
}

// The x below which this share lies. By halving: a few hundred times a generation, and as exact as erfc in both tails.
static double normal_quantile(double share)
{
    double low = -39;
    double high = 39;
    for (int i = 0; i < 64; i++) {
        const double middle = (low + high) / 2;
        // beyond the middle the small number is the share above
        const bool is_below = middle < 0 ? normal_below(middle) < share : normal_below(-middle) > 1 - share;
        *(is_below ? &low : &high) = middle;
    }
    return (low + high) / 2;
}

// where a value stands in the scale in which the range is filled evenly
static double in_scale(const hy_spec_study_parameter *parameter, float value)
{
    return parameter->is_logarithmic ? log((double)value) : (double)value;
}

static double normal_share(const hy_spec_study_parameter *parameter, double place)
{
    const double low = in_scale(parameter, parameter->low);
    const double high = in_scale(parameter, parameter->high);
    const double mean = in_scale(parameter, parameter->mean);
    const double sd = (double)parameter->sd;
    const double below_low = normal_below((low - mean) / sd);
    const double below_high = normal_below((high - mean) / sd);
    const double value = mean + sd * normal_quantile(below_low + normal_below(place) * (below_high - below_low));
    return fmin(1, fmax(0, (value - low) / (high - low)));
}

double hy_prior_share(const hy_spec_study_parameter *parameter, double place)
{
    const bool is_normal = parameter->prior == HY_prior_kind_normal && parameter->values_count == 0;
    return is_normal ? normal_share(parameter, place) : normal_below(place);
}

void hy_prior_value(const hy_spec_study_parameter *parameter, double place, char text[HY_DESIGN_VALUE_SIZE])
{
    hy_design_value(parameter, hy_prior_share(parameter, place), text);
}
