// SPDX-License-Identifier: MIT
// Cells have their dtypes already; they only move.
#include "io/csv_blocks.h"

#include "core/frame.h"

#include <stdlib.h>

typedef struct blocks {
  const rr_matrix *matrix;
  size_t *indices;     // of one block
  rr__column *columns; // of the frame
  rr_matrix *blocks[RR_DTYPE_END];
  size_t count;
} blocks;

static bool have_one_dtype(const rr__csv_column *columns, size_t cols)
{
  for (size_t col = 1; col < cols; col++)
    if (columns[col].dtype != columns[0].dtype) return false;
  return true;
}

static rr_status take_block(blocks *b, const rr__csv_column *columns, rr_dtype dtype)
{
  size_t used = 0;
  for (size_t col = 0; col < b->matrix->cols; col++) {
    if (columns[col].dtype != dtype) continue;
    b->columns[col] = (rr__column){b->count, used};
    b->indices[used++] = col;
  }
  if (used == 0) return RR_OK;
  rr_status status = rr__matrix_pick(&b->blocks[b->count], b->matrix, b->indices, used);
  if (!status) b->blocks[b->count++]->dtype = dtype;
  return status;
}

static rr_status part(rr_frame **out, blocks *b, const rr__csv_column *columns)
{
  size_t cols = b->matrix->cols;
  b->indices = calloc(cols, sizeof *b->indices);
  b->columns = calloc(cols, sizeof *b->columns);
  rr_status status =
      b->indices && b->columns ? RR_OK : rr_fail(RR_ENOMEM, "no memory for a frame of %zu columns", cols);
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END && !status; dtype++)
    status = take_block(b, columns, (rr_dtype)dtype);
  if (!status) return rr__frame_assemble(out, b->blocks, b->count, b->columns, cols);
  for (size_t i = 0; i < b->count; i++) rr_matrix_free(b->blocks[i]);
  return status;
}

rr_status rr__csv_make_frame(rr_frame **out, rr_matrix **matrix, const rr__csv_column *columns)
{
  if (have_one_dtype(columns, (*matrix)->cols)) {
    rr_matrix *whole = *matrix;
    *matrix = NULL;
    if (whole->cols > 0) whole->dtype = columns[0].dtype;
    return rr__frame_adopt(out, whole);
  }
  blocks b = {.matrix = *matrix};
  rr_status status = part(out, &b, columns);
  free(b.indices);
  free(b.columns);
  return status;
}
