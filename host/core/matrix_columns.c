// SPDX-License-Identifier: MIT
// Some of a matrix's columns: side by side as a view, in any order as a copy. Names go with them.
#include "core/matrix.h"

#include <stdlib.h>
#include <string.h>

rr_status rr__matrix_view(rr_matrix **out, const rr_matrix *matrix, size_t first, size_t cols)
{
  rr_layout layout = {matrix->rows, cols, matrix->dtype, matrix->row_stride};
  bool is_empty = matrix->rows == 0 || cols == 0;
  char *data = is_empty ? NULL : (char *)matrix->data + first * rr_dtype_size(matrix->dtype);
  rr_matrix *view = NULL;
  rr_status status = rr_matrix_wrap(&view, data, &layout);
  if (!status && matrix->names)
    status = rr__matrix_set_names(view, (const char *const *)matrix->names + first);
  if (status) {
    rr_matrix_free(view);
    return status;
  }
  view->ndim = cols == matrix->cols ? matrix->ndim : 2;
  *out = view;
  return RR_OK;
}

static rr_status pick_names(rr_matrix *out, const rr_matrix *matrix, const size_t *indices)
{
  if (!matrix->names) return RR_OK;
  const char **names = calloc(out->cols ? out->cols : 1, sizeof *names);
  if (!names) return rr_fail(RR_ENOMEM, "no memory for %zu column names", out->cols);
  for (size_t col = 0; col < out->cols; col++) names[col] = matrix->names[indices[col]];
  rr_status status = rr__matrix_set_names(out, names);
  free(names);
  return status;
}

static void pick_cells(rr_matrix *out, const rr_matrix *matrix, const size_t *indices)
{
  size_t size = rr_dtype_size(matrix->dtype);
  for (size_t row = 0; row < matrix->rows; row++) {
    const char *from = rr__matrix_row(matrix, row);
    char *to = rr__matrix_row(out, row);
    for (size_t col = 0; col < out->cols; col++, to += size) memcpy(to, from + indices[col] * size, size);
  }
}

rr_status rr__matrix_pick(rr_matrix **out, const rr_matrix *matrix, const size_t *indices, size_t count)
{
  rr_layout layout = {.rows = matrix->rows, .cols = count, .dtype = matrix->dtype};
  rr_matrix *picked = NULL;
  rr_status status = rr_matrix_create(&picked, &layout);
  if (!status) status = pick_names(picked, matrix, indices);
  if (status) {
    rr_matrix_free(picked);
    return status;
  }
  pick_cells(picked, matrix, indices);
  picked->ndim = count == matrix->cols ? matrix->ndim : 2;
  *out = picked;
  return RR_OK;
}
