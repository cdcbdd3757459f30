// SPDX-License-Identifier: MIT
// Sums of cells, for sum and mean: all but their ends. Integers add up exactly. Floats add up in float64; of
// float64 cells there is a second sum, of cells scaled down, for where the plain one overflows on the way to
// a result that does not. COUNT_NANS, where it is defined before, adds the number of NaN cells.

#define PARAMS(F)

#if !IS_FLOAT

#include "wide_integer.h"

#define ACC(F) F(low_t, low) F(i64, high)
DECLARE_FIELDS;

FN acc_t identity(void)
{
  acc_t acc;
  acc.low = 0;
  acc.high = 0;
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  (void)params;
  wide_step(&acc.low, &acc.high, cell);
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  wide_merge(&a.low, &a.high, b.low, b.high);
  return a;
}

#else

#define DOWN 0x1p-64
#define UP   0x1p64

#ifdef COUNT_NANS
#define NANS_(F) F(u64, nans)
#else
#define NANS_(F)
#endif
#if CELL_BITS == 64
#define SCALED_(F) F(f64, scaled)
#else
#define SCALED_(F)
#endif
#define ACC(F) F(f64, plain) SCALED_(F) NANS_(F)
DECLARE_FIELDS;

FN acc_t identity(void)
{
  acc_t acc;
  acc.plain = 0;
#if CELL_BITS == 64
  acc.scaled = 0;
#endif
#ifdef COUNT_NANS
  acc.nans = 0;
#endif
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  const f64 value = params.omit_nan && IS_NAN(cell) ? 0 : (f64)cell;
  acc.plain += value;
#if CELL_BITS == 64
  acc.scaled += value * DOWN;
#endif
#ifdef COUNT_NANS
  acc.nans += IS_NAN(cell);
#endif
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.plain += b.plain;
#if CELL_BITS == 64
  a.scaled += b.scaled;
#endif
#ifdef COUNT_NANS
  a.nans += b.nans;
#endif
  return a;
}

// The sum divided by `n`. A true infinity or NaN is in both sums.
FN f64 divided_sum(acc_t acc, f64 n)
{
#if CELL_BITS == 64
  if (!IS_FINITE(acc.plain)) return acc.scaled / n * UP;
#endif
  return acc.plain / n;
}

#endif
