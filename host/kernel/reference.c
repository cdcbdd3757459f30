// SPDX-License-Identifier: MIT
// Cells for the references, and the references of count and normalize minmax; the others are in
// reference_*.c by subject. One function per kernel of the table.
#include "kernel/reference.h"

#include "kernel/bound.h"

#include <math.h>
#include <string.h>

_Static_assert(sizeof(long double) > sizeof(double), "the references need a long double wider than double");

long double rr__vector_get(const rr__vector *vector, size_t i)
{
  const char *cell = (const char *)vector->cells + i * vector->stride * rr_dtype_size(vector->dtype);
  switch (vector->dtype) {
#define GET_CASE(name, value, type)                                                                          \
  case value: {                                                                                              \
    type got;                                                                                                \
    memcpy(&got, cell, sizeof got);                                                                          \
    return (long double)got;                                                                                 \
  }
    RR_DTYPE_LIST(GET_CASE)
#undef GET_CASE
  case RR_DTYPE_AUTO:
  case RR_DTYPE_END: break;
  }
  return 0;
}

void rr__reference_store(void *cell, rr_dtype dtype, rr_dtype computed, long double value)
{
  if (computed == RR_FLOAT32) value = (long double)(float)value;
  if (computed == RR_FLOAT64) value = (long double)(double)value;
  switch (dtype) {
#define STORE_CASE(name, dtype_value, type)                                                                  \
  case dtype_value: {                                                                                        \
    type stored = (type)value;                                                                               \
    memcpy(cell, &stored, sizeof stored);                                                                    \
    return;                                                                                                  \
  }
    RR_DTYPE_LIST(STORE_CASE)
#undef STORE_CASE
  case RR_DTYPE_AUTO:
  case RR_DTYPE_END: return;
  }
}

// Declared for the kernel table in table.c as well, from kernels.def.
#define KERNEL(id, shape, ...) RR__REFERENCE_FN_##shape rr__reference_##id;
#include "kernels.def"
#undef KERNEL

// A bound as the reference reads it: for integers the decimal text, for floats the nearest double.
static long double bound_value(const rr__arg *arg, rr_dtype dtype)
{
  return rr_dtype_is_float(dtype) ? (long double)rr__c_strtod(arg->text) : rr__c_strtold(arg->text);
}

bool rr__reference_count(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  long double min = bound_value(&args->values[0], vector->dtype);
  long double max = bound_value(&args->values[1], vector->dtype);
  size_t inside = 0;
  for (size_t i = 0; i < vector->n; i++) {
    long double cell = rr__vector_get(vector, i);
    if (min <= cell && cell <= max) inside++;
  }
  out->values[0] = (long double)inside;
  return false;
}

bool rr__reference_normalize_minmax(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  long double min = INFINITY, max = -INFINITY;
  bool has_nan = false;
  for (size_t i = 0; i < vector->n; i++) {
    long double cell = rr__vector_get(vector, i);
    if (isnan(cell)) has_nan = true;
    if (cell < min) min = cell;
    if (cell > max) max = cell;
  }
  bool all_nan = has_nan && !args->omit_nan;
  bool constant = !all_nan && min == max && isfinite(min);
  long double of_constant = strcmp(args->values[0].text, "nan") == 0 ? (long double)NAN : 0;
  for (size_t i = 0; i < vector->n; i++) {
    long double cell = rr__vector_get(vector, i);
    if (all_nan || isnan(cell))
      out->values[i] = NAN;
    else if (constant)
      out->values[i] = of_constant;
    else
      out->values[i] = (cell - min) / (max - min);
  }
  return constant;
}
