// SPDX-License-Identifier: MIT
// Values are converted in place where they will lie, row by row, then moved together.
#include "run/pair_convert.h"

#include "pool/loop.h"

#include <stdlib.h>

// A number that some dtype may hold: a float, or an integer as its magnitude.
typedef struct number {
  bool is_float, is_negative;
  uint64_t magnitude;
  double real;
} number;

static number integer_number(int64_t value)
{
  return (number){.is_negative = value < 0, .magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value};
}

static number get_number(const void *values, rr_dtype dtype, size_t i)
{
  switch (dtype) {
  case RR_INT8: return integer_number(((const int8_t *)values)[i]);
  case RR_INT16: return integer_number(((const int16_t *)values)[i]);
  case RR_INT32: return integer_number(((const int32_t *)values)[i]);
  case RR_INT64: return integer_number(((const int64_t *)values)[i]);
  case RR_UINT8: return (number){.magnitude = ((const uint8_t *)values)[i]};
  case RR_UINT16: return (number){.magnitude = ((const uint16_t *)values)[i]};
  case RR_UINT32: return (number){.magnitude = ((const uint32_t *)values)[i]};
  case RR_UINT64: return (number){.magnitude = ((const uint64_t *)values)[i]};
  case RR_FLOAT32: return (number){.is_float = true, .real = (double)((const float *)values)[i]};
  default: return (number){.is_float = true, .real = ((const double *)values)[i]};
  }
}

// A float that is a whole number of at most 64 bits, as an integer. False: it is not.
static bool to_integer(number *value)
{
  const double limit = 0x1p64;
  if (!value->is_float) return true;
  double magnitude = value->real < 0 ? -value->real : value->real;
  if (!(magnitude < limit) || (double)(uint64_t)magnitude != magnitude) return false;
  *value = (number){.is_negative = value->real < 0, .magnitude = (uint64_t)magnitude};
  return true;
}

static bool put_integer(void *out, rr_dtype dtype, number value)
{
  size_t size = rr_dtype_size(dtype);
  uint64_t bits = value.is_negative ? 0 - value.magnitude : value.magnitude;
  uint64_t largest = UINT64_MAX >> (64 - 8 * size + rr_dtype_is_signed(dtype));
  uint64_t limit = !value.is_negative ? largest : rr_dtype_is_signed(dtype) ? largest + 1 : 0;
  if (value.magnitude > limit) return false;
  switch (size) {
  case 1: *(uint8_t *)out = (uint8_t)bits; return true;
  case 2: *(uint16_t *)out = (uint16_t)bits; return true;
  case 4: *(uint32_t *)out = (uint32_t)bits; return true;
  default: *(uint64_t *)out = bits; return true;
  }
}

// Whether the float nearest to an integer is that integer: its significant bits fit the significand.
static bool fits_significand(uint64_t magnitude, unsigned bits)
{
  if (magnitude == 0) return true;
  magnitude >>= __builtin_ctzll(magnitude);
  return magnitude >> bits == 0;
}

static bool put_float(void *out, rr_dtype dtype, number value)
{
  enum { FLOAT32_BITS = 24, FLOAT64_BITS = 53 };
  bool narrow = dtype == RR_FLOAT32;
  if (!value.is_float) {
    if (!fits_significand(value.magnitude, narrow ? FLOAT32_BITS : FLOAT64_BITS)) return false;
    value.real = value.is_negative ? -(double)value.magnitude : (double)value.magnitude;
  }
  if (narrow)
    *(float *)out = (float)value.real;
  else
    *(double *)out = value.real;
  return narrow ? (double)*(float *)out == value.real : value.real == value.real;
}

typedef struct convert_loop {
  const rr_ragged *from;
  rr_dtype dtype;
  char *values;      // room for all items of `from`
  uint64_t *offsets; // [row + 1] becomes how many items of the row are left
} convert_loop;

static void convert_range(void *user, size_t first, size_t end, size_t worker)
{
  const convert_loop *loop = user;
  const rr_ragged *from = loop->from;
  size_t size = rr_dtype_size(loop->dtype);
  (void)worker;
  for (size_t row = first; row < end; row++) {
    char *start = loop->values + from->offsets[row] * size, *out = start;
    for (uint64_t i = from->offsets[row]; i < from->offsets[row + 1]; i++) {
      number value = get_number(from->values, from->dtype, i);
      bool is_held = rr_dtype_is_float(loop->dtype)
                         ? put_float(out, loop->dtype, value)
                         : to_integer(&value) && put_integer(out, loop->dtype, value);
      if (is_held) out += size;
    }
    loop->offsets[row + 1] = (uint64_t)(out - start) / size;
  }
}

rr_status rr__ragged_convert(rr_ragged **out, const rr_ragged *ragged, rr_dtype dtype, rr__threads *threads)
{
  enum { ROWS_AT_ONCE = 1024 };
  rr_matrix *values = NULL;
  rr_layout layout = {.rows = rr_ragged_items(ragged), .cols = 1, .dtype = dtype};
  rr_status status = rr_matrix_create(&values, &layout);
  if (status) return status;
  uint64_t *offsets = malloc((ragged->rows + 1) * sizeof *offsets);
  if (!offsets) {
    rr_matrix_free(values);
    return rr_fail(RR_ENOMEM, "no memory for the offsets of %zu rows", ragged->rows);
  }
  convert_loop loop = {.from = ragged, .dtype = dtype, .values = values->data, .offsets = offsets};
  rr__threads_loop(threads, ragged->rows, ROWS_AT_ONCE, convert_range, &loop);
  rr__ragged_close_up(values->data, offsets, ragged->offsets, ragged->rows, rr_dtype_size(dtype));
  return rr__ragged_adopt(out, offsets, ragged->rows, values);
}
