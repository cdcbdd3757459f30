// SPDX-License-Identifier: MIT
// count: how many cells lie in the closed interval [low, high].
// The bounds come rounded inward to the cell's own type, so the answer is exact; an interval without cells
// comes with low above high. NaN compares false: never inside.

#define PARAMS(F) F(CELL, low) F(CELL, high)
#define ACC(F)    F(u64, inside)
DECLARE_FIELDS;
typedef u64 result_t;

FN acc_t identity(void)
{
  acc_t acc;
  acc.inside = 0;
  return acc;
}

// Integers: one subtraction and one comparison; cells below low wrap around to above the width.
#if IS_FLOAT
#define CELL_COUNTS(cell, params) (((cell) >= (params).low) & ((cell) <= (params).high))
#else
#define CELL_COUNTS(cell, params)                                                                            \
  ((UCELL)((UCELL)(cell) - (UCELL)(params).low) <= (UCELL)((UCELL)(params).high - (UCELL)(params).low))
#endif

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  acc.inside += CELL_COUNTS(cell, params);
  return acc;
}

FN acc_t counted(u64 n)
{
  acc_t acc;
  acc.inside = n;
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.inside += b.inside;
  return a;
}

FN result_t finish(acc_t acc, u64 n, params_t params)
{
  (void)n;
  return params.low <= params.high ? acc.inside : 0;
}
