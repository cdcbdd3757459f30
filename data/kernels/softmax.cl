// SPDX-License-Identifier: MIT
// Softmax: exp(x / temperature) over the sum of all of those, so that a row becomes parts of 1. The greatest
// value is taken off first, so that nothing overflows; greatest and sum are found in one pass.
// Formula: M. Milakov and N. Gimelshein, Online normalizer calculation for softmax, arXiv:1805.02867 (2018).
//
//   rowrun map --kernel data/kernels/softmax.cl --param temperature=2 scores.npy

// param temperature = 1: the higher, the more alike the parts
#define PARAMS(F) F(REAL, temperature)
#define ACC(F)    F(REAL, top) F(REAL, sum)
DECLARE_FIELDS;
typedef REAL result_t;

typedef struct {
  REAL top, sum;
} finished_t;

// exp(a - b), which is 1 for two infinities of one sign, too.
FN REAL share(REAL a, REAL b)
{
  return a == b ? (REAL)1 : exp(a - b);
}

FN acc_t identity(void)
{
  acc_t acc;
  acc.top = (REAL)(-INFINITY);
  acc.sum = 0;
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  acc_t both;
  both.top = b.top > a.top || IS_NAN(b.top) ? b.top : a.top;
  both.sum = a.sum * share(a.top, both.top) + b.sum * share(b.top, both.top);
  return both;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  acc_t one;
  one.top = (REAL)cell / params.temperature;
  one.sum = 1;
  return merge(acc, one);
}

FN finished_t finish(acc_t acc, u64 n, params_t params)
{
  finished_t finished;
  (void)n, (void)params;
  finished.top = acc.top;
  finished.sum = acc.sum;
  return finished;
}

FN result_t apply(CELL cell, finished_t finished, params_t params)
{
  REAL part = share((REAL)cell / params.temperature, finished.top) / finished.sum;
  return CANONICAL(part);
}
