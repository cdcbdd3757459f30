// SPDX-License-Identifier: MIT
// var: the variance, divided by the number of cells that are there less ddof; NaN where that is not above 0.

#define PARAMS(F) F(u32, ddof)
#include "moments.h"

typedef f64 result_t;

FN result_t finish2(acc_t acc, middle_t known, u64 n, params_t params)
{
  const f64 variance = scaled_variance(acc, known, params) / known.scale / known.scale;
  (void)n;
  return CANONICAL_64(variance);
}
