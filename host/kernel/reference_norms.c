// SPDX-License-Identifier: MIT
// The references of hypot and of normalize by l1, l2 and max. A long double has the range for the square of
// every float64.
#include "kernel/exact_sum.h"

typedef enum norm_kind { NORM_L1, NORM_L2, NORM_MAX } norm_kind;

// NaN cells left out.
static long double norm_of(const rr__vector *vector, norm_kind kind, bool *has_nan)
{
  rr__exact_sum sum = {0, 0};
  long double largest = 0;
  *has_nan = false;
  for (size_t i = 0; i < vector->n; i++) {
    long double magnitude = fabsl(rr__vector_get(vector, i));
    if (isnan(magnitude)) {
      *has_nan = true;
      continue;
    }
    rr__exact_sum_add(&sum, kind == NORM_L2 ? magnitude * magnitude : magnitude);
    if (magnitude > largest) largest = magnitude;
  }
  if (kind == NORM_MAX) return largest;
  return kind == NORM_L2 ? sqrtl(rr__exact_sum_value(sum)) : rr__exact_sum_value(sum);
}

// The root of a sum is off by half of what the sum is. Up to 32 cells the units must do.
bool rr__reference_hypot(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  bool has_nan;
  long double norm = norm_of(vector, NORM_L2, &has_nan);
  out->values[0] = has_nan && !args->omit_nan && !isinf(norm) ? (long double)NAN : norm;
  if (vector->n > 32 && isfinite(norm)) out->slack = rr__sum_error(vector->n) / 2 * norm;
  return false;
}

static bool normalize(rr__expected *out, const rr__vector *vector, const rr__args *args, norm_kind kind)
{
  bool has_nan;
  long double norm = norm_of(vector, kind, &has_nan);
  for (size_t i = 0; i < vector->n; i++) {
    long double cell = rr__vector_get(vector, i);
    out->values[i] = norm == 0 ? cell : cell / norm;
    if (has_nan && !args->omit_nan) out->values[i] = NAN;
  }
  // No value is above 1.
  out->slack = kind == NORM_MAX  ? 0
               : kind == NORM_L2 ? rr__sum_error(vector->n) / 2
                                 : rr__sum_error(vector->n);
  return false;
}

bool rr__reference_normalize_l1(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  return normalize(out, vector, args, NORM_L1);
}

bool rr__reference_normalize_l2(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  return normalize(out, vector, args, NORM_L2);
}

bool rr__reference_normalize_max(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  return normalize(out, vector, args, NORM_MAX);
}
