// SPDX-License-Identifier: MIT
// normalize, method zscore: (x - mean) / standard deviation. Values that are all the same become 0 (or NaN,
// as asked) and are taken note of.

#define PARAMS(F)                                                                                            \
  F(u32, ddof) F(u32, when_constant) // 0: zero; 1: NaN; 2: zero, and the host makes it an error
#include "moments.h"

typedef f64 result_t;

typedef struct {
  middle_t known;
  f64 rest; // what the mean is off, scaled as deviations are
  f64 unit; // the standard deviation, scaled; NaN where the whole row becomes NaN
} finished_t;
#define NOTE(finished) ((finished).known.is_constant)

FN finished_t finish2(acc_t acc, middle_t known, u64 n, params_t params)
{
  finished_t f;
  const f64 variance = scaled_variance(acc, known, params);
  (void)n;
  f.known = known;
  f.rest = acc.deviations / (f64)known.count;
  f.known.is_constant = known.is_constant && !IS_NAN(variance);
  f.unit = f.known.is_constant ? (params.when_constant == 1 ? NAN_64 : 1.0) : sqrt(variance);
  return f;
}

FN result_t apply(CELL cell, finished_t f, params_t params)
{
  const f64 scaled = (deviation(cell, f.known) - f.rest) / f.unit;
  (void)params;
  return scaled == 0 ? 0 : CANONICAL_64(scaled); // -0 becomes +0
}
