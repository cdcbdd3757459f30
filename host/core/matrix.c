// SPDX-License-Identifier: MIT
// Life and memory of matrices.
#include "core/matrix.h"

#include "core/checked.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_BYTES = 4096 }; // devices that share our memory take it without a copy only from a page's start

// Bytes from the first cell to one past the last, gaps between rows included.
static bool span_bytes(size_t *out, const rr_layout *layout)
{
  size_t cells;
  return rr__multiply(&cells, layout->rows, layout->row_stride) &&
         rr__multiply(out, cells, rr_dtype_size(layout->dtype));
}

// A copy of `layout` with its stride filled in, checked.
static rr_status check_layout(rr_layout *checked, const rr_layout *layout, size_t *bytes)
{
  *checked = *layout;
  if (rr_dtype_size(layout->dtype) == 0)
    return rr_fail(RR_EUSAGE, "a matrix needs a dtype; hint: RR_INT32, RR_FLOAT64, ...");
  if (checked->row_stride == 0) checked->row_stride = layout->cols;
  if (checked->row_stride < layout->cols)
    return rr_fail(RR_EUSAGE, "row stride %zu is less than %zu columns; hint: 0 is no gap",
                   layout->row_stride, layout->cols);
  if (!span_bytes(bytes, checked) || *bytes > PTRDIFF_MAX - PAGE_BYTES)
    return rr_fail(RR_ENOMEM, "a matrix of %zu x %zu %s is larger than the address space", layout->rows,
                   layout->cols, rr_dtype_name(layout->dtype));
  return RR_OK;
}

static rr_status new_matrix(rr_matrix **out, void *data, const rr_layout *layout, bool owned)
{
  rr_matrix *matrix = calloc(1, sizeof *matrix);
  if (!matrix) return rr_fail(RR_ENOMEM, "no memory for a matrix");
  matrix->data = data;
  matrix->rows = layout->rows;
  matrix->cols = layout->cols;
  matrix->row_stride = layout->row_stride;
  matrix->dtype = layout->dtype;
  matrix->ndim = 2;
  matrix->owned = owned;
  *out = matrix;
  return RR_OK;
}

rr_status rr_matrix_create(rr_matrix **out, const rr_layout *layout)
{
  rr_layout checked;
  size_t bytes = 0;
  rr_status status = check_layout(&checked, layout, &bytes);
  if (status) return status;
  void *data = NULL;
  size_t align = bytes ? PAGE_BYTES : sizeof(void *); // many that are empty shall not cost a page each
  if (posix_memalign(&data, align, rr__round_up(bytes ? bytes : 1, align)))
    return rr_fail(RR_ENOMEM, "no memory for %zu x %zu %s (%zu bytes)", layout->rows, layout->cols,
                   rr_dtype_name(layout->dtype), bytes);
  status = new_matrix(out, data, &checked, true);
  if (status) free(data);
  return status;
}

rr_status rr_matrix_wrap(rr_matrix **out, void *data, const rr_layout *layout)
{
  static uint64_t nothing; // stands for the data of a matrix without cells
  rr_layout checked;
  size_t bytes = 0;
  rr_status status = check_layout(&checked, layout, &bytes);
  if (status) return status;
  if (bytes == 0) data = &nothing;
  if (!data)
    return rr_fail(RR_EUSAGE, "a matrix of %zu x %zu needs data; hint: rr_matrix_create makes its own",
                   layout->rows, layout->cols);
  if ((uintptr_t)data % rr_dtype_size(layout->dtype) != 0)
    return rr_fail(RR_EUSAGE,
                   "the data is not aligned to its dtype, %s; hint: copy it into rr_matrix_create's",
                   rr_dtype_name(layout->dtype));
  return new_matrix(out, data, &checked, false);
}

static void free_names(rr_matrix *matrix)
{
  if (!matrix->names) return;
  for (size_t col = 0; col < matrix->cols; col++) free(matrix->names[col]);
  free(matrix->names);
  matrix->names = NULL;
}

void rr_matrix_free(rr_matrix *matrix)
{
  if (!matrix) return;
  free_names(matrix);
  if (matrix->owned) free(matrix->data);
  free(matrix->numbers);
  free(matrix);
}

rr_status rr__matrix_set_names(rr_matrix *matrix, const char *const *names)
{
  free_names(matrix);
  matrix->names = calloc(matrix->cols ? matrix->cols : 1, sizeof *matrix->names);
  if (!matrix->names) return rr_fail(RR_ENOMEM, "no memory for %zu column names", matrix->cols);
  for (size_t col = 0; col < matrix->cols; col++) {
    matrix->names[col] = strdup(names[col]);
    if (!matrix->names[col]) {
      free_names(matrix);
      return rr_fail(RR_ENOMEM, "no memory for %zu column names", matrix->cols);
    }
  }
  return RR_OK;
}

bool rr__matrices_overlap(const rr_matrix *a, const rr_matrix *b)
{
  uintptr_t a0 = (uintptr_t)a->data, b0 = (uintptr_t)b->data;
  uintptr_t a1 = a0 + a->rows * a->row_stride * rr_dtype_size(a->dtype);
  uintptr_t b1 = b0 + b->rows * b->row_stride * rr_dtype_size(b->dtype);
  return a0 < b1 && b0 < a1;
}

size_t rr_matrix_rows(const rr_matrix *matrix)
{
  return matrix->rows;
}

size_t rr_matrix_cols(const rr_matrix *matrix)
{
  return matrix->cols;
}

rr_dtype rr_matrix_dtype(const rr_matrix *matrix)
{
  return matrix->dtype;
}

size_t rr_matrix_row_stride(const rr_matrix *matrix)
{
  return matrix->row_stride;
}

void *rr_matrix_data(rr_matrix *matrix)
{
  return matrix->data;
}

const void *rr_matrix_cells(const rr_matrix *matrix)
{
  return matrix->data;
}

size_t rr_matrix_bytes(const rr_matrix *matrix)
{
  return matrix->rows * matrix->cols * rr_dtype_size(matrix->dtype);
}

int rr_matrix_ndim(const rr_matrix *matrix)
{
  return matrix->ndim;
}

const char *rr_matrix_column_name(const rr_matrix *matrix, size_t col)
{
  return matrix->names && col < matrix->cols ? matrix->names[col] : NULL;
}
