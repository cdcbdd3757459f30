// SPDX-License-Identifier: MIT
// How many rows of the left matrix a tile of a product has. Rows are few where they are converted, and where
// a device's memory or CLBlast's counting says so.
#include "run/linear.h"

#include "core/checked.h"
#include "core/environment.h"
#include "core/matrix.h"

#include <limits.h>

enum { MOST_TILE_ROWS = 1 << 30, ROOM_BYTES = 64 << 20 };

bool rr__linear_converts(const rr__linear *linear, const rr_matrix *matrix)
{
  return matrix->dtype != linear->computed;
}

static size_t cell_bytes(const rr__linear *linear)
{
  return rr_dtype_size(linear->computed);
}

// From one row to the next, as it is multiplied.
static size_t stride_of(const rr__linear *linear, const rr_matrix *matrix)
{
  return rr__linear_converts(linear, matrix) ? matrix->cols : matrix->row_stride;
}

// Bytes that a row of a tile needs besides the matrices themselves.
static size_t room_per_row(const rr__linear *linear)
{
  size_t cells = rr__linear_converts(linear, linear->left) ? linear->left->cols : 0;
  if (!linear->gram && linear->out_dtype != linear->computed) cells += linear->cols;
  return cells * cell_bytes(linear);
}

// Rows of `cells` cells each that fit a buffer, and that CLBlast can count, which it does in 32 bits.
static size_t rows_within(const rr__linear *linear, const rr__device_limits *limits, size_t cells)
{
  uint64_t most = INT_MAX / cells, fit = limits->buffer_bytes / cell_bytes(linear) / cells;
  return (size_t)(limits->buffer_bytes && fit < most ? fit : most);
}

// Rows of `cells` cells that fit beside `fixed` cells into all memory; CLBlast may copy each matrix once
// more.
static size_t rows_beside(const rr__linear *linear, const rr__device_limits *limits, size_t cells,
                          size_t fixed)
{
  uint64_t all = limits->total_bytes / 2 / cell_bytes(linear);
  if (limits->total_bytes == 0) return MOST_TILE_ROWS;
  return fixed < all ? (size_t)((all - fixed) / cells) : 0;
}

static size_t rows_on_device(const rr__linear *linear, const rr__device_limits *limits)
{
  size_t left = stride_of(linear, linear->left), out = linear->gram ? 0 : linear->out->row_stride;
  // What is not cut: the right matrix, or a gram's result.
  size_t whole_rows = linear->gram ? linear->rows : linear->inner;
  size_t whole_cols = linear->gram ? linear->cols : stride_of(linear, linear->right);
  if (rows_within(linear, limits, whole_cols) < whole_rows) return 0;
  size_t most = rows_within(linear, limits, left > out ? left : out);
  return rr__min_size(most, rows_beside(linear, limits, left + out, whole_rows * whole_cols));
}

rr_status rr__linear_tile_rows(size_t *out, const rr__linear *linear, const rr__device_limits *limits)
{
  size_t most = limits ? rows_on_device(linear, limits) : MOST_TILE_ROWS, asked = MOST_TILE_ROWS;
  if (most == 0)
    return rr_fail(RR_ENODEVICE, "a %s of %zu x %zu with sums of %zu does not fit into the device's memory",
                   linear->name, linear->rows, linear->cols, linear->inner);
  size_t row_bytes = room_per_row(linear);
  if (row_bytes) most = rr__min_size(most, ROOM_BYTES / row_bytes);
  rr_status status = rr__environment_size(&asked, "ROWRUN_TILE_ROWS", 1, MOST_TILE_ROWS);
  most = rr__min_size(most, asked);
  *out = most ? most : 1;
  return status;
}
