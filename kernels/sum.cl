// SPDX-License-Identifier: MIT
// sum: of integers exactly, a sum that 64 bits do not hold is refused; of floats in float64.

#include "sums.h"

#if IS_FLOAT

typedef f64 result_t;

FN result_t finish(acc_t acc, u64 n, params_t params)
{
  (void)n, (void)params;
  const f64 sum = divided_sum(acc, 1);
  return CANONICAL_64(sum);
}

#else

typedef TOTAL result_t;
#define REFUSED(acc, n) (!wide_fits((acc).low, (acc).high))

FN result_t finish(acc_t acc, u64 n, params_t params)
{
  (void)n, (void)params;
  return wide_total(acc.low, acc.high);
}

#endif
