// Which parameter the result depends on: Sobol' indices from a Saltelli design.
#ifndef HY_STUDY_SENSITIVITY_H
#define HY_STUDY_SENSITIVITY_H

#include "study/verification/statistics.h"

// Results at the points of a design of `point_count` rows: of the base points, of the second points, and, for each
// parameter, of the base points with this one parameter taken from the second ones ([parameter][row]).
typedef struct hy_saltelli {
    uint32_t point_count, parameter_count;
    const double *base, *second, *const *mixed;
} hy_saltelli;

// First-order index (share of the variance of the result that the parameter makes by itself) and total index (with all
// that it makes together with others), each with the 95 % interval of a bootstrap over the rows. NaN where the results
// do not vary, or without memory. The same seed gives the same bits.
// Sources: A. Saltelli et al., Comput. Phys. Commun. 181 (2010) 259-270, estimator (b); M. J. W. Jansen, Comput. Phys.
// Commun. 117 (1999) 35-43.
hy_estimate hy_sensitivity_first(const hy_saltelli *results, uint32_t parameter, uint32_t resample_count, uint64_t seed);
hy_estimate hy_sensitivity_total(const hy_saltelli *results, uint32_t parameter, uint32_t resample_count, uint64_t seed);

#endif
