// SPDX-License-Identifier: MIT
// normalize, method l1: divided by the sum of magnitudes. Zeros stay zeros. Of float64 cells there is a
// second sum, of cells scaled down, for where the plain one overflows.

#define PARAMS(F)
#if IS_FLOAT && CELL_BITS == 64
#define ACC(F) F(f64, plain) F(f64, scaled) F(u64, has_nan)
#elif IS_FLOAT
#define ACC(F) F(f64, plain) F(u64, has_nan)
#else
#define ACC(F) F(f64, plain)
#endif
DECLARE_FIELDS;

#include "scale_by_norm.h"

#define DOWN 0x1p-64

FN acc_t identity(void)
{
  acc_t acc;
  acc.plain = 0;
#if IS_FLOAT && CELL_BITS == 64
  acc.scaled = 0;
#endif
#if IS_FLOAT
  acc.has_nan = 0;
#endif
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  f64 value = fabs((f64)cell);
  (void)params;
#if IS_FLOAT
  value = IS_NAN(cell) ? 0 : value;
  acc.has_nan |= IS_NAN(cell);
#endif
  acc.plain += value;
#if IS_FLOAT && CELL_BITS == 64
  acc.scaled += value * DOWN;
#endif
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.plain += b.plain;
#if IS_FLOAT && CELL_BITS == 64
  a.scaled += b.scaled;
#endif
#if IS_FLOAT
  a.has_nan |= b.has_nan;
#endif
  return a;
}

FN finished_t finish(acc_t acc, u64 n, params_t params)
{
  (void)n, (void)params;
#if IS_FLOAT && CELL_BITS == 64
  if (!IS_FINITE(acc.plain)) return scaling(acc.scaled, DOWN, acc.has_nan && !params.omit_nan);
#endif
#if IS_FLOAT
  return scaling(acc.plain, 1, acc.has_nan && !params.omit_nan);
#else
  return scaling(acc.plain, 1, 0);
#endif
}
