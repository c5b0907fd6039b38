// What is known of a parameter before a fit.
#ifndef HY_STUDY_PRIOR_H
#define HY_STUDY_PRIOR_H

#include "study/design.h"

// The share of low to high, for hy_design_value, at which this standard normal number falls: where the prior is uniform,
// the share below it; where it is normal, the value that has as much of the prior below it, between the ends.
double hy_prior_share(const hy_spec_study_parameter *parameter, double place);

// The value as a setting has it.
void hy_prior_value(const hy_spec_study_parameter *parameter, double place, char text[HY_DESIGN_VALUE_SIZE]);

#endif
