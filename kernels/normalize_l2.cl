// SPDX-License-Identifier: MIT
// normalize, method l2: divided by the Euclidean norm, so that the squares' sum is 1. Zeros stay zeros.

#include "norm.h"

#include "scale_by_norm.h"

FN finished_t finish(acc_t acc, u64 n, params_t params)
{
  const norm_t norm = norm_of(acc);
  (void)n;
  return scaling(norm.root, norm.scale, is_spoilt(acc, params));
}
