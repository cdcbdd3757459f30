// SPDX-License-Identifier: MIT
// Figures of samples. Nothing here knows what was measured.
#ifndef ROWRUN_RECORD_STATISTICS_H
#define ROWRUN_RECORD_STATISTICS_H

#include <rowrun/status.h>

// Samples of one group (a round) may depend on one another, their medians do not: groups are what is counted.
typedef struct rr__sampling {
  const double *values;
  const uint32_t *groups; // in rising order; NULL: each value is a group of its own
  size_t count;
} rr__sampling;

typedef struct rr__summary {
  double median, low, high; // of the groups' medians, with its 95 % interval, by bootstrap
  double minimum, maximum;  // of all values
  double spread;            // the median distance of groups' medians from the median, as a share of it
  size_t count, groups;
} rr__summary;

// Percentile bootstrap over groups (Efron, 1979; Davison and Hinkley, 1997, chapter 5.3), 2,000 resamplings,
// by a generator of its own with a fixed seed, so that the same samples give the same figures. Of one group
// low and high are minimum and maximum. RR_ENOMEM.
rr_status rr__summarise(rr__summary *out, const rr__sampling *sampling) RR_MUST_CHECK;

// The median of some values, whose order is changed; 0 of none.
double rr__median(double *values, size_t count);

// The medians of the groups, rising, for free(). RR_ENOMEM.
rr_status rr__group_medians(double **out, size_t *count, const rr__sampling *sampling) RR_MUST_CHECK;

// A ratio of two medians with its 95 % interval, both sides resampled.
typedef struct rr__ratio {
  double ratio, low, high;
} rr__ratio;

// Of groups' medians, which rise and are above 0; at least one on each side. RR_ENOMEM.
rr_status rr__ratio_of_medians(rr__ratio *out, const double *numerators, size_t numerator_count,
                               const double *denominators, size_t denominator_count) RR_MUST_CHECK;

#endif
