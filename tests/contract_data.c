// SPDX-License-Identifier: MIT
// Inputs of the contract: seeded cells with the values that hurt, and the poison around outputs.
#include "contract.h"

#include <float.h>
#include <math.h>

enum { POISON = 0xA5 };

void contract_poison(void *bytes, size_t count)
{
  memset(bytes, POISON, count);
}

bool contract_is_poison(const void *bytes, size_t count)
{
  const unsigned char *byte = bytes;
  for (size_t i = 0; i < count; i++)
    if (byte[i] != POISON) return false;
  return true;
}

typedef enum mood {
  SMALL,
  EQUAL,
  EXTREME,
  SPECIAL,
  ALL_NAN,
  HUGE_RANGE,
  TINY,
  ZEROS,
  EVERY_SIZE,
  MOODS
} mood;

static double special_value(rr_dtype dtype)
{
  const double subnormal = dtype == RR_FLOAT32 ? (double)FLT_TRUE_MIN * 3 : DBL_TRUE_MIN * 3;
  const double largest = dtype == RR_FLOAT32 ? (double)FLT_MAX : DBL_MAX;
  const double values[] = {(double)NAN, (double)INFINITY, -(double)INFINITY, 0.0,      -0.0,
                           subnormal,   -subnormal,       largest,           -largest, 4,
                           8,           3.9999999,        8.0000001};
  return values[test_random_below(sizeof values / sizeof *values)];
}

static double float_value(rr_dtype dtype, mood row_mood, double equal)
{
  const double largest = dtype == RR_FLOAT32 ? (double)FLT_MAX : DBL_MAX;
  const double least = dtype == RR_FLOAT32 ? (double)FLT_TRUE_MIN : DBL_TRUE_MIN;
  const double unit = (double)(test_random() >> 11) * 0x1p-53;
  switch (row_mood) {
  case EQUAL: return equal;
  case SPECIAL: return test_random_below(4) ? unit * 10 : special_value(dtype);
  case ALL_NAN: return (double)NAN;
  case HUGE_RANGE: return test_random_below(2) ? largest * unit : -largest * unit;
  case TINY: return least * (double)test_random_below(1000);
  case ZEROS: return test_random_below(2) ? 0.0 : -0.0;
  case EVERY_SIZE:
    return dtype == RR_FLOAT32 ? ldexp(unit, (int)test_random_below(277) - 149)
                               : ldexp(unit, (int)test_random_below(2098) - 1074);
  case EXTREME: return (unit - 0.5) * 1e6;
  default: return (double)test_random_below(10);
  }
}

static uint64_t integer_value(mood row_mood, uint64_t equal)
{
  switch (row_mood) {
  case EQUAL: return equal;
  case EXTREME: return test_random_below(2) ? test_random() : (uint64_t)1 << 63 >> (8 * test_random_below(8));
  case SPECIAL: return ~(uint64_t)0 >> test_random_below(64);
  case HUGE_RANGE: return test_random();
  default: return test_random_below(10);
  }
}

static void fill_row(char *row, rr_dtype dtype, size_t cols)
{
  mood row_mood = (mood)test_random_below(MOODS);
  uint64_t equal = test_random();
  double equal_float = (double)(equal % 1000) / 7;
  size_t size = rr_dtype_size(dtype);
  for (size_t col = 0; col < cols; col++) {
    double real = float_value(dtype, row_mood, equal_float);
    float narrow = (float)real;
    uint64_t integer =
        integer_value(row_mood, equal); // little-endian: its first bytes are the narrow integer
    const void *from = dtype == RR_FLOAT32   ? (const void *)&narrow
                       : dtype == RR_FLOAT64 ? (const void *)&real
                                             : &integer;
    memcpy(row + col * size, from, size);
  }
}

void contract_fill(void *cells, rr_dtype dtype, size_t rows, size_t cols, size_t stride)
{
  size_t size = rr_dtype_size(dtype);
  for (size_t row = 0; row < rows; row++) {
    char *at = (char *)cells + row * stride * size;
    fill_row(at, dtype, cols);
    contract_poison(at + cols * size, (stride - cols) * size);
  }
}
