// SPDX-License-Identifier: MIT
// Floats are made in the place of the integers that they come from.
#include "bench/bench_random.h"

#include "core/matrix.h"

#include <rowrun/random.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FLOAT32_BITS = 24, FLOAT64_BITS = 53, VALUES = 10 };

static void scale_float32(void *cells, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    char *cell = (char *)cells + i * sizeof(float);
    uint32_t drawn;
    memcpy(&drawn, cell, sizeof drawn);
    float value = (float)((double)drawn * VALUES / (1u << FLOAT32_BITS));
    if (value >= VALUES) value = 0; // rounded up to what is no longer below it
    memcpy(cell, &value, sizeof value);
  }
}

static void scale_float64(void *cells, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    char *cell = (char *)cells + i * sizeof(double);
    uint64_t drawn;
    memcpy(&drawn, cell, sizeof drawn);
    double value = (double)drawn * VALUES / (double)(UINT64_C(1) << FLOAT64_BITS);
    if (value >= VALUES) value = 0;
    memcpy(cell, &value, sizeof value);
  }
}

static rr_status random_floats(rr_matrix **out, const rr__work *work)
{
  bool narrow = work->dtype == RR_FLOAT32;
  char high[32];
  snprintf(high, sizeof high, "%llu", 1ULL << (narrow ? FLOAT32_BITS : FLOAT64_BITS));
  rr_random_options options = {work->rows, work->cols, narrow ? RR_UINT32 : RR_UINT64, "0", high, work->seed};
  rr_status status = rr_matrix_random(out, &options);
  if (status) return status;
  if (narrow)
    scale_float32((*out)->data, work->rows * work->cols);
  else
    scale_float64((*out)->data, work->rows * work->cols);
  (*out)->dtype = work->dtype;
  return RR_OK;
}

rr_status rr__bench_random_matrix(rr_matrix **out, const rr__work *work)
{
  if (rr_dtype_is_float(work->dtype)) return random_floats(out, work);
  rr_random_options options = {work->rows, work->cols, work->dtype, "0", "10", work->seed};
  return rr_matrix_random(out, &options);
}

static rr_status random_offsets(uint64_t **out, const rr__work *work, uint32_t seed)
{
  rr_matrix *lengths = NULL;
  char high[32];
  snprintf(high, sizeof high, "%zu", work->cols + 1);
  rr_random_options options = {work->rows, 1, RR_UINT64, "0", high, seed};
  rr_status status = rr_matrix_random(&lengths, &options);
  if (status) return status;
  uint64_t *offsets = malloc((work->rows + 1) * sizeof *offsets);
  if (offsets) {
    const uint64_t *items = rr_matrix_cells(lengths);
    offsets[0] = 0;
    for (size_t row = 0; row < work->rows; row++) offsets[row + 1] = offsets[row] + items[row];
  }
  rr_matrix_free(lengths);
  *out = offsets;
  return offsets ? RR_OK : rr_fail(RR_ENOMEM, "no memory for the offsets of %zu rows", work->rows);
}

static void put_item(void *items, size_t i, rr_dtype dtype, uint8_t value)
{
  switch (dtype) {
#define PUT_AS(name, value_of, type)                                                                         \
  case value_of: ((type *)items)[i] = (type)value; break;
    RR_DTYPE_LIST(PUT_AS)
#undef PUT_AS
  case RR_DTYPE_AUTO:
  case RR_DTYPE_END: break;
  }
}

rr_status rr__bench_random_ragged(rr_ragged **out, const rr__work *work, uint32_t seed)
{
  enum { MOST_VALUES = 127 }; // what every dtype holds
  uint64_t *offsets = NULL;
  rr_matrix *drawn = NULL;
  char high[32];
  size_t values = 2 * work->cols > VALUES ? 2 * work->cols : VALUES;
  snprintf(high, sizeof high, "%zu", values < MOST_VALUES ? values : MOST_VALUES);
  rr_status status = random_offsets(&offsets, work, seed);
  if (status) return status;
  status = rr_ragged_create(out, &(rr_ragged_layout){work->rows, offsets, work->dtype});
  rr_random_options options = {offsets[work->rows], 1, RR_UINT8, "0", high, seed + 1};
  if (!status) status = rr_matrix_random(&drawn, &options);
  const uint8_t *cells = drawn ? rr_matrix_cells(drawn) : NULL;
  for (size_t i = 0; i < offsets[work->rows] && cells; i++)
    put_item(rr_ragged_data(*out), i, work->dtype, cells[i]);
  rr_matrix_free(drawn);
  free(offsets);
  return status;
}
