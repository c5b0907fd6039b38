// How a number is drawn out of outbreaks. Each function says which `values` of its case it reads.
#ifndef HY_STUDY_VERIFICATION_OUTBREAK_MEASURES_H
#define HY_STUDY_VERIFICATION_OUTBREAK_MEASURES_H

#include "study/verification/verify.h"

// ---- how outbreaks end

// Share of histories in which nobody is left who infects.
hy_measure hy_measure_stopped_share;

// Mean count at the end. values: 0 the living, 1 the turned.
hy_measure hy_measure_final_count;

// p of the Kolmogorov-Smirnov test of the number of the turned at the end, where any are left, against `law`; each count stands
// for the middle of its unit interval.
hy_measure hy_measure_final_p;

// Share of points of the course, at every tenth of `values[1]` bites, at which the number of fights won until then lies in its 95 %
// band: negative binomial with mean alpha k and variance alpha (1 + alpha) k after k bites. values: alpha, living at the start.
hy_measure hy_measure_course_band;

// ---- what comes of an exposure

// p of the Kolmogorov-Smirnov test of the times from exposure to outcome against `law`. values: wound counted from the first of its
// exposure, -1 for any.
hy_measure hy_measure_waiting_p;

// p of the chi-squared test of the severities against shares. values: shares in the order of the strain, closed by 0.
hy_measure hy_measure_severity_p;

// p of the chi-squared test of the outcomes against chances. values: chances of words[0], separated by blanks.
hy_measure hy_measure_outcome_p;

// Share of the exposed who are infected.
hy_measure hy_measure_infected_share;

// Share of the infected whose outcome counts as a halfbie.
hy_measure hy_measure_halfbie_share;

#endif
