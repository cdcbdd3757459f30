// SPDX-License-Identifier: MIT
// The references of var, std and normalize zscore.
#include "kernel/exact_sum.h"

#include <string.h>

// Everything is relative to the first cell, so that a long double has bits to spare for 64-bit integers too.
typedef struct moments {
  long double first;
  long double mean, variance; // of distances from the first; variance NaN where it is not defined
  long double off;            // how far the mean that a kernel works with may be from the true one
  long double variance_error; // how far its variance may be off
  bool is_constant;
} moments;

static size_t ddof_of(const rr__args *args)
{
  return strcmp(args->values[0].text, "1") == 0;
}

typedef struct extent {
  long double least, greatest, magnitudes;
  size_t count;
  bool is_finite;
} extent;

static extent extent_of(long double *first, const rr__vector *vector, const rr__args *args)
{
  extent out = {.least = INFINITY, .greatest = -INFINITY, .is_finite = true};
  *first = 0;
  for (size_t i = 0; i < vector->n; i++) {
    long double cell = rr__vector_get(vector, i);
    if (!rr__takes_part(cell, args)) continue;
    if (out.count++ == 0) *first = cell;
    if (!isfinite(cell)) out.is_finite = false;
    if (cell < out.least) out.least = cell;
    if (cell > out.greatest) out.greatest = cell;
    out.magnitudes += fabsl(cell);
  }
  return out;
}

// Sum of (cell - first - center) to the power of 1 or 2.
static long double power_sum(const rr__vector *vector, const rr__args *args, long double first,
                             long double center, bool square)
{
  rr__exact_sum sum = {0, 0};
  for (size_t i = 0; i < vector->n; i++) {
    long double cell = rr__vector_get(vector, i);
    if (!rr__takes_part(cell, args)) continue;
    long double distance = cell - first - center;
    rr__exact_sum_add(&sum, square ? distance * distance : distance);
  }
  return rr__exact_sum_value(sum);
}

// A kernel's mean is off by no more than the range of the cells, and by no more than a sum's error (64-bit
// integers: than 1). With e = rr__sum_error, v the variance and d what the mean is off, its sum of squares,
// n (v + d^2), is wrong by e of itself; the correction, the square of a sum n d that is wrong by
// e n sqrt(v + d^2), divided by n, by 2 e n d sqrt(v + d^2). Together less than 4 e n (v + d^2).
static moments moments_of(const rr__vector *vector, const rr__args *args)
{
  moments out = {.variance = NAN};
  extent reach = extent_of(&out.first, vector, args);
  if (reach.count == 0 || !reach.is_finite) return out;
  long double count = (long double)reach.count, error = rr__sum_error(vector->n);
  bool is_wide_integer = !rr_dtype_is_float(vector->dtype) && rr_dtype_size(vector->dtype) == 8;
  out.is_constant = reach.least == reach.greatest;
  out.mean = power_sum(vector, args, out.first, 0, false) / count;
  out.off = is_wide_integer ? 1 : error * reach.magnitudes / count;
  out.off = fminl(out.off, reach.greatest - reach.least);
  if (reach.count <= ddof_of(args)) return out;
  long double divisor = count - (long double)ddof_of(args);
  out.variance = out.is_constant ? 0 : power_sum(vector, args, out.first, out.mean, true) / divisor;
  out.variance_error = 4 * error * (out.variance + out.off * out.off * count / divisor);
  return out;
}

bool rr__reference_var(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  moments of = moments_of(vector, args);
  out->values[0] = of.variance;
  out->slack = of.variance_error;
  return false;
}

// The derivative of a root.
static long double deviation_error(const moments *of)
{
  return of->variance > 0 ? of->variance_error / (2 * sqrtl(of->variance)) : 0;
}

bool rr__reference_std(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  moments of = moments_of(vector, args);
  out->values[0] = sqrtl(of.variance);
  out->slack = deviation_error(&of);
  return false;
}

bool rr__reference_normalize_zscore(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  moments of = moments_of(vector, args);
  long double unit = sqrtl(of.variance), largest = 0;
  bool is_constant = of.is_constant && !isnan(of.variance);
  long double of_constant = strcmp(args->values[1].text, "nan") == 0 ? (long double)NAN : 0;
  for (size_t i = 0; i < vector->n; i++) {
    long double cell = rr__vector_get(vector, i);
    out->values[i] = is_constant ? of_constant : (cell - of.first - of.mean) / unit;
    if (isnan(cell)) out->values[i] = NAN;
    if (fabsl(out->values[i]) > largest) largest = fabsl(out->values[i]);
  }
  // The deviation from the mean, then the unit.
  if (unit > 0)
    out->slack =
        rr__sum_error(vector->n) * 2 * (unit + of.off) / unit + largest * deviation_error(&of) / unit;
  return is_constant;
}
