// SPDX-License-Identifier: MIT
// What min and max share. Integers are compared as they are. Floats are compared by keys, integers in the
// same order in which -0 comes before +0; the key that no cell has stands for NaN and loses against every
// other. Before, IS_BETTER(a, b) is defined, and WORST_IS_LOW: 1 where any cell is better than the lowest.

#define PARAMS(F)

#if IS_FLOAT

#if CELL_BITS == 32
typedef i32 ordered_t;
#define KEY_LOWEST  (-2147483647 - 1)
#define KEY_HIGHEST 2147483647
#define AS_KEY      as_int
#define AS_CELL     as_float
#else
typedef i64 ordered_t;
#define KEY_LOWEST  (-9223372036854775807l - 1)
#define KEY_HIGHEST 9223372036854775807l
#define AS_KEY      as_long
#define AS_CELL     as_double
#endif

#define ACC(F) F(ordered_t, best) F(ordered_t, has_nan)
DECLARE_FIELDS;

// Negative floats have their magnitude turned around. Its own inverse.
FN ordered_t turned(ordered_t bits)
{
  return bits ^ (bits < 0 ? KEY_HIGHEST : 0);
}

FN acc_t identity(void)
{
  acc_t acc;
  acc.best = WORST_IS_LOW ? KEY_LOWEST : KEY_HIGHEST;
  acc.has_nan = 0;
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  const ordered_t key = IS_NAN(cell) ? acc.best : turned(AS_KEY(cell));
  (void)params;
  acc.best = IS_BETTER(key, acc.best) ? key : acc.best;
  acc.has_nan |= IS_NAN(cell);
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.best = IS_BETTER(b.best, a.best) ? b.best : a.best;
  a.has_nan |= b.has_nan;
  return a;
}

FN CELL finish(acc_t acc, u64 n, params_t params)
{
  const CELL best = AS_CELL(turned(acc.best)); // NaN where there was no cell
  (void)n;
  return acc.has_nan && !params.omit_nan ? REAL_NAN : IS_NAN(best) ? REAL_NAN : best;
}

#else

#define ACC(F)          F(CELL, best)
DECLARE_FIELDS;
#define REFUSED(acc, n) ((n) == 0)

FN acc_t identity(void)
{
  acc_t acc;
  acc.best = WORST_IS_LOW ? CELL_LOWEST : CELL_HIGHEST;
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  (void)params;
  acc.best = IS_BETTER(cell, acc.best) ? cell : acc.best;
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.best = IS_BETTER(b.best, a.best) ? b.best : a.best;
  return a;
}

FN CELL finish(acc_t acc, u64 n, params_t params)
{
  (void)n, (void)params;
  return acc.best;
}

#endif

typedef CELL result_t;
