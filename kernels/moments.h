// SPDX-License-Identifier: MIT
// Deviations from the mean, for var, std and normalize zscore: all but their ends. The first pass finds the
// mean, the second sums deviations d and their squares; their sum, which would be 0 for the true mean, takes
// what the mean is off out again (Chan, Golub, LeVeque, "Algorithms for computing the sample variance", 1983,
// formula 1.7). The mean lies between the least and the greatest cell, so equal cells have deviations of
// exactly 0.
// Before, PARAMS is defined; ddof must be among them.

#define TWO_PASSES

// scale: of deviations. count: of cells that are there. is_undefined: NaN becomes of everything.
#define MIDDLE_FIELDS                                                                                        \
  f64 scale;                                                                                                 \
  u64 count;                                                                                                 \
  u32 is_constant, is_undefined;

#if !IS_FLOAT && CELL_BITS == 64

// float64 does not hold these cells: their mean is an integer, found in 128 bits, and deviations from it are
// exact.
#include "wide_integer.h"

#define ACC(F) F(low_t, low) F(i64, high) F(CELL, least) F(CELL, greatest) F(f64, deviations) F(f64, squares)
DECLARE_FIELDS;

typedef struct {
  CELL mean;
  MIDDLE_FIELDS
} middle_t;

FN acc_t identity(void)
{
  acc_t acc;
  acc.low = 0;
  acc.high = 0;
  acc.least = CELL_HIGHEST;
  acc.greatest = CELL_LOWEST;
  acc.deviations = 0;
  acc.squares = 0;
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  (void)params;
  wide_step(&acc.low, &acc.high, cell);
  acc.least = cell < acc.least ? cell : acc.least;
  acc.greatest = cell > acc.greatest ? cell : acc.greatest;
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  wide_merge(&a.low, &a.high, b.low, b.high);
  a.least = b.least < a.least ? b.least : a.least;
  a.greatest = b.greatest > a.greatest ? b.greatest : a.greatest;
  a.deviations += b.deviations;
  a.squares += b.squares;
  return a;
}

// sum - factor x n, divided by n.
FN f64 mean_remainder(low_t low, i64 high, CELL factor, u64 n)
{
  const u64 product = (u64)factor * n;
  const i64 product_high = (i64)(mul_hi((u64)factor, n) - (IS_NEGATIVE(factor) ? n : 0));
  const low_t rest = low - product;
  return wide_real(rest, high - product_high - (low < product)) / (f64)n;
}

// From the mean in float64 to the integer beside the true mean, by what the first guess leaves.
FN middle_t middle(acc_t acc, u64 n, params_t params)
{
  middle_t known;
  const f64 guess = wide_real(acc.low, acc.high) / (f64)n;
  (void)params;
  known.scale = 1;
  known.count = n;
  known.is_constant = acc.least == acc.greatest;
  known.is_undefined = 0;
  known.mean = acc.least;
  if (guess > (f64)acc.least) known.mean = guess < (f64)acc.greatest ? (CELL)guess : acc.greatest;
  if (n > 0)
    known.mean = (CELL)((u64)known.mean + (u64)(i64)mean_remainder(acc.low, acc.high, known.mean, n));
  return known;
}

FN f64 deviation(CELL cell, middle_t known)
{
  return cell < known.mean ? -(f64)((u64)known.mean - (u64)cell) : (f64)((u64)cell - (u64)known.mean);
}

#else

// Sums of float64 cells may overflow where their mean does not, and squares of their deviations may overflow
// or vanish: a second sum, of cells scaled down, and deviations scaled by a power of two to about 1.
#if CELL_BITS == 64
#define IS_SCALED 1
#define DOWN      0x1p-64
#define UP        0x1p64
#else
#define IS_SCALED 0
#endif

#if IS_FLOAT
#define NANS_(F) F(u64, nans)
#else
#define NANS_(F)
#endif
// deviations: in the first pass the sum of cells. squares: there that of cells scaled down.
#define ACC(F) F(f64, deviations) F(f64, squares) F(f64, least) F(f64, greatest) NANS_(F)
DECLARE_FIELDS;

typedef struct {
  f64 mean; // scaled
  MIDDLE_FIELDS
} middle_t;

FN acc_t identity(void)
{
  acc_t acc;
  acc.deviations = 0;
  acc.squares = 0;
  acc.least = INFINITY;
  acc.greatest = -INFINITY;
#if IS_FLOAT
  acc.nans = 0;
#endif
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  f64 value = (f64)cell;
  (void)params;
  acc.least = value < acc.least ? value : acc.least;
  acc.greatest = value > acc.greatest ? value : acc.greatest;
#if IS_FLOAT
  value = IS_NAN(cell) ? 0 : value;
  acc.nans += IS_NAN(cell);
#endif
  acc.deviations += value;
#if IS_SCALED
  acc.squares += value * DOWN;
#endif
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.deviations += b.deviations;
  a.squares += b.squares;
  a.least = b.least < a.least ? b.least : a.least;
  a.greatest = b.greatest > a.greatest ? b.greatest : a.greatest;
#if IS_FLOAT
  a.nans += b.nans;
#endif
  return a;
}

#if IS_SCALED
// A power of two that brings the range of the cells, infinite though it may be, to about 1, as far as the
// power and its inverse are numbers.
FN f64 scale_of(f64 least, f64 greatest)
{
  const f64 range = greatest - least;
  i64 exponent = ((as_long(range) >> 52) & 0x7ff) - 1023;
  if (exponent > 1000) exponent = 1000;
  if (exponent < -1000) exponent = -1000;
  return range > 0 ? as_double((1023 - exponent) << 52) : 1.0;
}
#endif

FN middle_t middle(acc_t acc, u64 n, params_t params)
{
  middle_t known;
  const f64 least = acc.least, greatest = acc.greatest;
  known.count = n;
  known.is_constant = least == greatest;
  known.is_undefined = 0;
#if IS_FLOAT
  if (params.omit_nan) known.count -= acc.nans;
  known.is_undefined = (acc.nans > 0 && !params.omit_nan) || !IS_FINITE(least) || !IS_FINITE(greatest);
#else
  (void)params;
#endif
  known.mean = acc.deviations / (f64)known.count;
  known.scale = 1;
#if IS_SCALED
  if (!IS_FINITE(acc.deviations)) known.mean = acc.squares / (f64)known.count * UP;
  if (!known.is_undefined) known.scale = scale_of(least, greatest);
#endif
  known.mean = known.mean < least ? least : known.mean > greatest ? greatest : known.mean;
  known.mean *= known.scale;
  return known;
}

FN f64 deviation(CELL cell, middle_t known)
{
  return (f64)cell * known.scale - known.mean;
}

#endif

FN acc_t step2(acc_t acc, CELL cell, middle_t known, params_t params)
{
  f64 d = deviation(cell, known);
  (void)params;
#if IS_FLOAT
  d = IS_NAN(cell) ? 0 : d; // where it matters, the result is NaN already
#endif
  acc.deviations += d;
  acc.squares += d * d;
  return acc;
}

// The variance of scaled cells; NaN where it is not defined.
FN f64 scaled_variance(acc_t acc, middle_t known, params_t params)
{
  const f64 sum = acc.deviations,
            variance = (acc.squares - sum * sum / (f64)known.count) / (f64)(known.count - params.ddof);
  if (known.is_undefined || known.count <= params.ddof) return NAN_64;
  return variance > 0 ? variance : 0;
}
