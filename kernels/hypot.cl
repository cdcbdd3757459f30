// SPDX-License-Identifier: MIT
// hypot: the Euclidean norm. An infinity makes it infinite, even beside NaN, as C's hypot.

#include "norm.h"

typedef f64 result_t;

FN result_t finish(acc_t acc, u64 n, params_t params)
{
  const norm_t norm = norm_of(acc);
  (void)n;
  return is_spoilt(acc, params) && !IS_INFINITE(norm.root) ? NAN_64 : norm.root / norm.scale;
}
