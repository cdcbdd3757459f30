// SPDX-License-Identifier: MIT
// mean: the sum divided by the number of cells that are there; of none it is NaN.

#define COUNT_NANS
#include "sums.h"

typedef f64 result_t;

FN result_t finish(acc_t acc, u64 n, params_t params)
{
#if IS_FLOAT
  const u64 count = params.omit_nan ? n - acc.nans : n;
  const f64 mean = divided_sum(acc, (f64)count);
#else
  (void)params;
  const f64 mean = wide_real(acc.low, acc.high) / (f64)n;
#endif
  return CANONICAL_64(mean);
}
