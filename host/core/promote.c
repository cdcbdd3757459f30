// SPDX-License-Identifier: MIT
// Cells are converted by way of long double, one after the other: what is large has one dtype, as a rule.
#include "core/promote.h"

#include <float.h>
#include <string.h>

_Static_assert(LDBL_MANT_DIG >= 64, "cells are converted by way of a type that holds every dtype");

static rr_dtype larger(rr_dtype a, rr_dtype b)
{
  return rr_dtype_size(a) >= rr_dtype_size(b) ? a : b;
}

static rr_dtype with_float(rr_dtype real, rr_dtype integer)
{
  return real == RR_FLOAT32 && rr_dtype_size(integer) <= 2 ? RR_FLOAT32 : RR_FLOAT64;
}

static rr_dtype with_unsigned(rr_dtype natural, rr_dtype integer)
{
  static const rr_dtype holds[RR_DTYPE_END] = {
      [RR_UINT8] = RR_INT16, [RR_UINT16] = RR_INT32, [RR_UINT32] = RR_INT64};
  return natural == RR_UINT64 ? RR_UINT64 : larger(integer, holds[natural]);
}

rr_dtype rr__promote(rr_dtype a, rr_dtype b)
{
  bool a_is_float = rr_dtype_is_float(a), b_is_float = rr_dtype_is_float(b);
  if (a_is_float && b_is_float) return larger(a, b);
  if (a_is_float) return with_float(a, b);
  if (b_is_float) return with_float(b, a);
  if (rr_dtype_is_signed(a) == rr_dtype_is_signed(b)) return larger(a, b);
  return rr_dtype_is_signed(a) ? with_unsigned(b, a) : with_unsigned(a, b);
}

static long double read_cell(const char *cell, rr_dtype dtype)
{
  switch (dtype) {
#define READ(name, value, type)                                                                              \
  case value: {                                                                                              \
    type got;                                                                                                \
    memcpy(&got, cell, sizeof got);                                                                          \
    return (long double)got;                                                                                 \
  }
    RR_DTYPE_LIST(READ)
#undef READ
  case RR_DTYPE_AUTO:
  case RR_DTYPE_END: break;
  }
  return 0;
}

// Gives what the cell then holds.
static long double write_cell(char *cell, rr_dtype dtype, long double wide)
{
  switch (dtype) {
#define WRITE(name, value, type)                                                                             \
  case value: {                                                                                              \
    type set = (type)wide;                                                                                   \
    memcpy(cell, &set, sizeof set);                                                                          \
    return (long double)set;                                                                                 \
  }
    RR_DTYPE_LIST(WRITE)
#undef WRITE
  case RR_DTYPE_AUTO:
  case RR_DTYPE_END: break;
  }
  return 0;
}

size_t rr__convert_cells(const rr__cells *to, const rr__cells *from, size_t count, bool exactly)
{
  size_t to_step = to->stride * rr_dtype_size(to->dtype);
  size_t from_step = from->stride * rr_dtype_size(from->dtype);
  bool takes_negative = rr_dtype_is_signed(to->dtype);
  char *target = to->data;
  const char *source = from->data;
  for (size_t i = 0; i < count; i++, target += to_step, source += from_step) {
    long double wide = read_cell(source, from->dtype);
    if (wide < 0 && !takes_negative) return i;
    long double kept = write_cell(target, to->dtype, wide);
    if (exactly && kept != wide && wide == wide) return i;
  }
  return count;
}
