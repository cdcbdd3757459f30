// SPDX-License-Identifier: MIT
// sumsq: the sum of squares; of integers exactly, one that 64 bits do not hold is refused; of floats in
// float64.

#define PARAMS(F)

#if IS_FLOAT

#define ACC(F) F(f64, squares)
DECLARE_FIELDS;
typedef f64 result_t;

FN acc_t identity(void)
{
  acc_t acc;
  acc.squares = 0;
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  const f64 value = params.omit_nan && IS_NAN(cell) ? 0 : (f64)cell;
  acc.squares += value * value;
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.squares += b.squares;
  return a;
}

FN result_t finish(acc_t acc, u64 n, params_t params)
{
  (void)n, (void)params;
  return CANONICAL_64(acc.squares);
}

#else

// Squares are not negative: once a carry is lost, no later cell brings the sum back.
#define ACC(F)          F(u64, squares) F(u64, is_lost)
DECLARE_FIELDS;
typedef TOTAL result_t;
#define REFUSED(acc, n) ((acc).is_lost || (acc).squares > (u64)TOTAL_HIGHEST)

FN acc_t identity(void)
{
  acc_t acc;
  acc.squares = 0;
  acc.is_lost = 0;
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  (void)params;
#if CELL_BITS <= 16
  acc.squares += (u64)((i64)cell * (i64)cell); // 64 cells, at most, before the next merge
#else
  const u64 square = (u64)cell * (u64)cell; // its lower 64 bits, of a negative cell too
  acc.squares += square;
  acc.is_lost |= acc.squares < square;
#if CELL_BITS == 64
  acc.is_lost |= mul_hi((u64)cell, (u64)cell) != (IS_NEGATIVE(cell) ? 2 * (u64)cell : 0);
#endif
#endif
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.squares += b.squares;
  a.is_lost |= b.is_lost | (a.squares < b.squares);
  return a;
}

FN result_t finish(acc_t acc, u64 n, params_t params)
{
  (void)n, (void)params;
  return (result_t)acc.squares;
}

#endif
