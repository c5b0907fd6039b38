// Sobol' sequences: points that fill a cube evenly.
#ifndef HY_STUDY_SOBOL_H
#define HY_STUDY_SOBOL_H

#include <stdint.h>

enum { HY_SOBOL_DIMENSIONS = 32, HY_SOBOL_BITS = 32 };

typedef struct hy_sobol {
    uint32_t directions[HY_SOBOL_DIMENSIONS][HY_SOBOL_BITS];
    uint32_t shifts[HY_SOBOL_DIMENSIONS];
    uint32_t dimension_count;
} hy_sobol;

// A sequence in up to HY_SOBOL_DIMENSIONS dimensions; a seed other than 0 shifts it digitally, which keeps how evenly it
// fills the cube and takes the corner out of the first point.
// Sources: I. M. Sobol' 1967; direction numbers of S. Joe and F. Y. Kuo, SIAM J. Sci. Comput. 30 (2008) 2635-2654.
void hy_sobol_init(hy_sobol *sobol, uint32_t dimension_count, uint64_t seed);

// One coordinate of the index-th point, in [0, 1).
double hy_sobol_at(const hy_sobol *sobol, uint32_t index, uint32_t dimension);

// A uniform number in (0, 1) that belongs to these three alone, for designs and resampling.
double hy_study_uniform(uint64_t seed, uint64_t first, uint64_t second);

#endif
