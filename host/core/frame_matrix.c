// SPDX-License-Identifier: MIT
// A frame as one matrix: all columns in the dtype that they have in common.
#include "core/frame.h"
#include "core/promote.h"

#include <stdlib.h>

static rr_status choose_dtype(rr_dtype *out, const rr_frame *frame, rr_dtype asked)
{
  *out = asked;
  if (asked != RR_DTYPE_AUTO && !rr_dtype_is_float(asked))
    return rr_fail(RR_EUSAGE, "a frame does not become a matrix of %s; hint: float64, or auto",
                   rr_dtype_name(asked));
  if (asked != RR_DTYPE_AUTO) return RR_OK;
  *out = frame->blocks[0]->dtype;
  for (size_t i = 1; i < frame->block_count; i++) *out = rr__promote(*out, frame->blocks[i]->dtype);
  return RR_OK;
}

static rr_status set_names(rr_matrix *matrix, const rr_frame *frame)
{
  if (!frame->blocks[0]->names) return RR_OK;
  const char **names = calloc(frame->cols ? frame->cols : 1, sizeof *names);
  if (!names) return rr_fail(RR_ENOMEM, "no memory for %zu column names", frame->cols);
  for (size_t col = 0; col < frame->cols; col++) names[col] = rr_frame_column_name(frame, col);
  rr_status status = rr__matrix_set_names(matrix, names);
  free(names);
  return status;
}

static rr_status fail_inexact(const rr_matrix *matrix, size_t row, size_t col)
{
  return rr_fail(
      RR_EDATA,
      "row %zu, column %zu (from 0) has an integer that %s, the dtype of all columns together, does "
      "not hold exactly; hint: --dtype float64 rounds it",
      row, col, rr_dtype_name(matrix->dtype));
}

static rr_status copy_column(rr_matrix *matrix, const rr_frame *frame, size_t col, bool exactly)
{
  const rr_matrix *block = rr__frame_block(frame, col);
  rr__cells from = {rr__frame_column(frame, col), block->dtype, block->row_stride};
  rr__cells to = {(char *)matrix->data + col * rr_dtype_size(matrix->dtype), matrix->dtype,
                  matrix->row_stride};
  size_t row = rr__convert_cells(&to, &from, frame->rows, exactly);
  return row == frame->rows ? RR_OK : fail_inexact(matrix, row, col);
}

rr_status rr__frame_promote(rr_matrix **out, const rr_frame *frame, rr_dtype dtype)
{
  rr_layout layout = {.rows = frame->rows, .cols = frame->cols};
  rr_matrix *matrix = NULL;
  rr_status status = choose_dtype(&layout.dtype, frame, dtype);
  if (!status) status = rr_matrix_create(&matrix, &layout);
  if (!status) status = set_names(matrix, frame);
  for (size_t col = 0; col < frame->cols && !status; col++)
    status = copy_column(matrix, frame, col, dtype == RR_DTYPE_AUTO);
  if (status) {
    rr_matrix_free(matrix);
    return status;
  }
  matrix->ndim = frame->blocks[0]->ndim;
  *out = matrix;
  return RR_OK;
}

rr_status rr_frame_matrix(rr_matrix **out, rr_frame *frame, rr_dtype dtype)
{
  bool is_one = frame->block_count == 1 && (dtype == RR_DTYPE_AUTO || dtype == frame->blocks[0]->dtype);
  return is_one ? rr__matrix_view(out, frame->blocks[0], 0, frame->cols)
                : rr__frame_promote(out, frame, dtype);
}
