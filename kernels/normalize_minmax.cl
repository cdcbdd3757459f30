// SPDX-License-Identifier: MIT
// normalize, method minmax: (x - min) / (max - min), by a true division; exactly 0 at the minimum and 1 at
// the maximum. Values that are all the same become 0 (or NaN, as asked) and are taken note of.

#define PARAMS(F) F(u32, when_constant) // 0: zero; 1: NaN; 2: zero, and the host makes it an error
#if IS_FLOAT
#define ACC(F) F(CELL, low) F(CELL, high) F(u32, has_nan)
#else
#define ACC(F) F(CELL, low) F(CELL, high)
#endif
DECLARE_FIELDS;
typedef REAL result_t;

typedef struct {
  CELL low;
  REAL range; // NaN where the whole row becomes NaN
#if IS_FLOAT
  REAL scale; // of low and range: 1/2 where the range overflows or is infinite, else 1
#endif
  u32 is_constant;
} finished_t;
#define NOTE(finished) ((finished).is_constant)

FN acc_t identity(void)
{
  acc_t acc;
  acc.low = CELL_HIGHEST;
  acc.high = CELL_LOWEST;
#if IS_FLOAT
  acc.has_nan = 0;
#endif
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  (void)params;
  acc.low = cell < acc.low ? cell : acc.low;
  acc.high = cell > acc.high ? cell : acc.high;
#if IS_FLOAT
  acc.has_nan |= IS_NAN(cell);
#endif
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.low = b.low < a.low ? b.low : a.low;
  a.high = b.high > a.high ? b.high : a.high;
#if IS_FLOAT
  a.has_nan |= b.has_nan;
#endif
  return a;
}

#if IS_FLOAT

FN finished_t finish(acc_t acc, u64 n, params_t params)
{
  finished_t f;
  int becomes_nan = acc.has_nan && !params.omit_nan;
  (void)n;
  f.scale = IS_INFINITE(acc.high - acc.low) ? (REAL)0.5 : (REAL)1;
  f.low = acc.low * f.scale;
  f.range = acc.high * f.scale - f.low;
  f.is_constant = acc.low == acc.high && IS_FINITE(acc.low) && !becomes_nan;
  f.range = f.is_constant ? (REAL)1 : f.range;
  f.range = becomes_nan || (f.is_constant && params.when_constant == 1) ? REAL_NAN : f.range;
  return f;
}

#define DISTANCE(cell, f) ((cell) * (f).scale - (f).low)

#else

FN finished_t finish(acc_t acc, u64 n, params_t params)
{
  finished_t f;
  (void)n;
  f.low = acc.low;
  f.is_constant = acc.low == acc.high;
  f.range = f.is_constant ? (REAL)1 : (REAL)(UCELL)((UCELL)acc.high - (UCELL)acc.low);
  f.range = f.is_constant && params.when_constant == 1 ? REAL_NAN : f.range;
  return f;
}

#define DISTANCE(cell, f) ((REAL)(UCELL)((UCELL)(cell) - (UCELL)(f).low))

#endif

FN result_t apply(CELL cell, finished_t f, params_t params)
{
  REAL scaled = DISTANCE(cell, f) / f.range;
  (void)params;
  scaled = scaled <= 0 ? (REAL)0 : scaled; // also turns -0 into +0; NaN passes both tests
  scaled = scaled > 1 ? (REAL)1 : scaled;
  return CANONICAL(scaled);
}
