// SPDX-License-Identifier: MIT
// Figures of samples. Nothing here knows what was measured.
#ifndef ROWRUN_REPORT_STATISTICS_H
#define ROWRUN_REPORT_STATISTICS_H

#include <rowrun/status.h>

// Samples of one group (a round) may depend on one another; groups do not.
typedef struct rr__sampling {
  const double *values;
  const uint32_t *groups; // in rising order; NULL: each value is a group of its own
  size_t count;
} rr__sampling;

typedef struct rr__summary {
  double median, low, high; // with its 95 % interval, by bootstrap over groups
  double minimum, maximum;
  double spread; // the median distance from the median, as a share of the median
  size_t count, groups;
} rr__summary;

// Percentile bootstrap over groups (Efron, 1979; Davison and Hinkley, 1997, chapter 3.8), 2,000 resamplings,
// by a generator of its own with a fixed seed, so that the same samples give the same figures. Of one group
// low and high are minimum and maximum. RR_ENOMEM.
rr_status rr__summarise(rr__summary *out, const rr__sampling *sampling) RR_MUST_CHECK;

// The median of some values, whose order is changed; 0 of none.
double rr__median(double *values, size_t count);

#endif
