// SPDX-License-Identifier: MIT
// count: how many cells lie in the closed interval [low, high].
// The bounds come rounded inward to the cell's own type, so the answer is exact. NaN compares false: never inside.

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

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  acc.inside += (cell >= params.low) & (cell <= params.high);
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
  (void)params;
  return acc.inside;
}
