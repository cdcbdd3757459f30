// SPDX-License-Identifier: MIT
// The cells of a trial.
#include "backend/opencl/trial_cells.h"

#include <math.h>
#include <string.h>

#include "core/matrix.h"

// What the cells of one row or column are like.
typedef enum {
  SMALL,     // 0 .. 9
  ANY_BITS,  // every pattern of the type, hence NaN, infinities, extremes
  CONSTANT,  // all the same
  WITH_NAN,  // small, and a NaN now and then
  INFINITE,  // small, and infinities of one or both signs
  SUBNORMAL, // too small for full precision
  EXTREME,   // largest and smallest finite, so that a range overflows
  ZEROS,     // of both signs, and small
  KINDS
} awkwardness;

static awkwardness kind_of(size_t index)
{
  return (awkwardness)(index % KINDS);
}

bool rr__trial_is_subnormal(size_t index)
{
  return kind_of(index) == SUBNORMAL || kind_of(index) == ANY_BITS;
}

// SplitMix64.
static uint64_t next_random(uint64_t *state)
{
  uint64_t z = (*state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static double real_cell(awkwardness kind, uint64_t random, double largest, double smallest)
{
  double small = (double)(random % 10), sign = random >> 63 ? -1.0 : 1.0;
  bool seldom = random >> 32 & 1;
  switch (kind) {
  case CONSTANT: return 7.25;
  case WITH_NAN: return seldom ? NAN : small;
  case INFINITE: return seldom ? sign * INFINITY : small;
  case SUBNORMAL: return sign * smallest * (double)(random % 1000);
  case EXTREME: return sign * largest / (double)(random % 3 + 1);
  case ZEROS: return seldom ? sign * 0.0 : sign * small / 7;
  default: return small / 3;
  }
}

static void put_real(void *to, rr_dtype dtype, awkwardness kind, uint64_t random)
{
  if (kind == ANY_BITS) {
    memcpy(to, &random, rr_dtype_size(dtype));
  } else if (dtype == RR_FLOAT32) {
    float value = (float)real_cell(kind, random, 0x1.fffffep127, 0x1p-149);
    memcpy(to, &value, sizeof value);
  } else {
    double value = real_cell(kind, random, 0x1.fffffffffffffp1023, 0x1p-1074);
    memcpy(to, &value, sizeof value);
  }
}

static void put_integer(void *to, rr_dtype dtype, awkwardness kind, uint64_t random)
{
  size_t size = rr_dtype_size(dtype);
  uint64_t lowest = rr_dtype_is_signed(dtype) ? (uint64_t)1 << (8 * size - 1) : 0, value = random % 10;
  if (kind == ANY_BITS || kind == SUBNORMAL) value = random;
  if (kind == CONSTANT) value = 7;
  if (kind == EXTREME) value = random & 1 ? lowest : lowest - 1; // the lowest and the highest
  if (kind == ZEROS && rr_dtype_is_signed(dtype)) value -= 5;
  memcpy(to, &value, size); // devices and hosts are little-endian here
}

void rr__trial_fill(rr_matrix *matrix, rr_per per)
{
  uint64_t state = matrix->rows * 1000003u + matrix->cols * 31u + (uint64_t)matrix->dtype;
  size_t size = rr_dtype_size(matrix->dtype);
  for (size_t row = 0; row < matrix->rows; row++) {
    char *cell = rr__matrix_row(matrix, row);
    for (size_t col = 0; col < matrix->cols; col++, cell += size) {
      awkwardness kind = kind_of(per == RR_PER_ROW ? row : col);
      uint64_t random = next_random(&state);
      if (rr_dtype_is_float(matrix->dtype))
        put_real(cell, matrix->dtype, kind, random);
      else
        put_integer(cell, matrix->dtype, kind, random);
    }
  }
}
