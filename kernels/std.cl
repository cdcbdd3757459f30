// SPDX-License-Identifier: MIT
// std: the standard deviation, the root of the variance.

#define PARAMS(F) F(u32, ddof)
#include "moments.h"

typedef f64 result_t;

FN result_t finish2(acc_t acc, middle_t known, u64 n, params_t params)
{
  const f64 root = sqrt(scaled_variance(acc, known, params)) / known.scale;
  (void)n;
  return CANONICAL_64(root);
}
