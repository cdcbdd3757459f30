// SPDX-License-Identifier: MIT
// normalize, method max: divided by the largest magnitude, so that it becomes 1 or -1. Zeros stay zeros.

#define PARAMS(F)
#if IS_FLOAT
#define ACC(F) F(f64, largest) F(u64, has_nan)
#else
#define ACC(F) F(f64, largest)
#endif
DECLARE_FIELDS;

#include "scale_by_norm.h"

FN acc_t identity(void)
{
  acc_t acc;
  acc.largest = 0;
#if IS_FLOAT
  acc.has_nan = 0;
#endif
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  const f64 magnitude = fabs((f64)cell);
  (void)params;
#if IS_FLOAT
  acc.has_nan |= IS_NAN(cell);
#endif
  acc.largest = magnitude > acc.largest ? magnitude : acc.largest;
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.largest = b.largest > a.largest ? b.largest : a.largest;
#if IS_FLOAT
  a.has_nan |= b.has_nan;
#endif
  return a;
}

FN finished_t finish(acc_t acc, u64 n, params_t params)
{
  (void)n, (void)params;
#if IS_FLOAT
  return scaling(acc.largest, 1, acc.has_nan && !params.omit_nan);
#else
  return scaling(acc.largest, 1, 0);
#endif
}
