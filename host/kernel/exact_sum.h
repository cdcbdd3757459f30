// SPDX-License-Identifier: MIT
// What the references of sums share: a sum far more exact than any kernel's, and how exact a kernel's must
// be.
#ifndef ROWRUN_KERNEL_EXACT_SUM_H
#define ROWRUN_KERNEL_EXACT_SUM_H

#include "kernel/reference.h"

#include <float.h>
#include <math.h>

// What is lost in an addition is added up by itself (A. Neumaier, ZAMM 54, 1974).
typedef struct rr__exact_sum {
  long double plain, lost;
} rr__exact_sum;

static inline void rr__exact_sum_add(rr__exact_sum *sum, long double value)
{
  long double total = sum->plain + value;
  bool keeps_plain = fabsl(sum->plain) >= fabsl(value);
  sum->lost += keeps_plain ? (sum->plain - total) + value : (value - total) + sum->plain;
  sum->plain = total;
}

static inline long double rr__exact_sum_value(rr__exact_sum sum)
{
  return isfinite(sum.plain) ? sum.plain + sum.lost : sum.plain;
}

// How far a float64 sum of n terms may be off, as a share of the sum of their magnitudes. A term goes through
// at most 64 + 64 + 64 additions of its lane and log2 n of the tree, but errors of both signs nearly cancel:
// numerics.md promises (log2 n + 20) units for all orders of kernels/order.h. (N. Higham, Accuracy and
// Stability of Numerical Algorithms, 2nd ed., 4.2, has the bound for the worst case.)
static inline long double rr__sum_error(size_t n)
{
  return n ? (log2l((long double)n) + 20) * (long double)DBL_EPSILON : 0;
}

// Whether a cell takes part: not a NaN that is to be omitted.
static inline bool rr__takes_part(long double cell, const rr__args *args)
{
  return !isnan(cell) || !args->omit_nan;
}

#endif
