// SPDX-License-Identifier: MIT
// The geometric mean: the n-th root of the product of n values, here as the exponential of the mean of their
// logarithms, so that no product overflows. A zero makes it 0, a negative value or a NaN makes it NaN; the
// mean of nothing is NaN. Formula: A.-L. Cauchy, Cours d'analyse (1821), note II.
//
//   rowrun map --kernel data/kernels/geometric_mean.cl --per col growth.csv

#define PARAMS(F)
#define ACC(F) F(f64, logarithms)
DECLARE_FIELDS;
typedef f64 result_t;

FN acc_t identity(void)
{
  acc_t acc;
  acc.logarithms = 0;
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  (void)params;
  acc.logarithms += log((f64)cell);
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.logarithms += b.logarithms;
  return a;
}

FN result_t finish(acc_t acc, u64 n, params_t params)
{
  f64 mean = n ? exp(acc.logarithms / (f64)n) : NAN_64;
  (void)params;
  return IS_NAN(mean) ? NAN_64 : mean;
}
