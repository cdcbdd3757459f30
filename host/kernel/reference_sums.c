// SPDX-License-Identifier: MIT
// The references of sum, sumsq, mean, min and max.
#include "kernel/exact_sum.h"

__extension__ typedef __int128 wide;

// Largest result of a sum of integers.
static long double highest_total(rr_dtype dtype)
{
  return rr_dtype_is_signed(dtype) ? 0x1p63L - 1 : 0x1p64L - 1;
}

static bool sum_of_integers(rr__expected *out, const rr__vector *vector, bool squares)
{
  const wide highest = (wide)highest_total(vector->dtype), lowest = squares ? 0 : -highest - 1;
  wide total = 0;
  for (size_t i = 0; i < vector->n; i++) {
    wide cell = (wide)rr__vector_get(vector, i);
    bool is_large =
        squares && (cell > UINT32_MAX || cell < -(wide)UINT32_MAX); // its square may fill 128 bits
    total += is_large ? highest + 1 : squares ? cell * cell : cell;
    if (squares && total > highest) break;
  }
  bool fits = total <= highest && (total >= lowest && (total >= 0 || rr_dtype_is_signed(vector->dtype)));
  out->values[0] = fits ? (long double)total : 0;
  return !fits;
}

// Of magnitudes, too, by which the sum may be off.
typedef struct float_sum {
  rr__exact_sum sum;
  long double magnitudes;
  size_t count;
} float_sum;

static float_sum sum_of_cells(const rr__vector *vector, const rr__args *args, bool squares)
{
  float_sum out = {.count = 0};
  for (size_t i = 0; i < vector->n; i++) {
    long double cell = rr__vector_get(vector, i);
    if (!rr__takes_part(cell, args)) continue;
    rr__exact_sum_add(&out.sum, squares ? cell * cell : cell);
    out.magnitudes += squares ? cell * cell : fabsl(cell);
    out.count++;
  }
  return out;
}

static long double finite_or_zero(long double value)
{
  return isfinite(value) ? value : 0;
}

bool rr__reference_sum(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  if (!rr_dtype_is_float(vector->dtype)) return sum_of_integers(out, vector, false);
  float_sum sum = sum_of_cells(vector, args, false);
  out->values[0] = rr__exact_sum_value(sum.sum);
  out->slack = finite_or_zero(rr__sum_error(vector->n) * sum.magnitudes);
  return false;
}

// Squares that vanish are lost one by one.
bool rr__reference_sumsq(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  if (!rr_dtype_is_float(vector->dtype)) return sum_of_integers(out, vector, true);
  float_sum sum = sum_of_cells(vector, args, true);
  out->values[0] = rr__exact_sum_value(sum.sum);
  out->slack = finite_or_zero(rr__sum_error(vector->n) * sum.magnitudes) +
               (long double)vector->n * (long double)DBL_TRUE_MIN;
  return false;
}

bool rr__reference_mean(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  float_sum sum = sum_of_cells(vector, args, false);
  out->values[0] = rr__exact_sum_value(sum.sum) / (long double)sum.count;
  // Integers add up exactly, so that their mean is within the units alone.
  if (rr_dtype_is_float(vector->dtype) && sum.count)
    out->slack = finite_or_zero(rr__sum_error(vector->n) * sum.magnitudes / (long double)sum.count);
  return false;
}

// Whether a comes before b, -0 before +0.
static bool is_below(long double a, long double b)
{
  return a < b || (a == b && signbit(a) && !signbit(b));
}

static bool extreme(rr__expected *out, const rr__vector *vector, const rr__args *args, bool greatest)
{
  bool has_any = false;
  for (size_t i = 0; i < vector->n; i++) {
    long double cell = rr__vector_get(vector, i);
    if (!rr__takes_part(cell, args)) continue;
    if (!has_any || isnan(cell) ||
        (greatest ? is_below(out->values[0], cell) : is_below(cell, out->values[0])))
      out->values[0] = cell;
    has_any = true;
    if (isnan(cell)) break;
  }
  if (!has_any) out->values[0] = rr_dtype_is_float(vector->dtype) ? (long double)NAN : 0;
  return !has_any && !rr_dtype_is_float(vector->dtype);
}

bool rr__reference_min(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  return extreme(out, vector, args, false);
}

bool rr__reference_max(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  return extreme(out, vector, args, true);
}
