// SPDX-License-Identifier: MIT
// Rows and columns by their first cells.
#include <rowrun/matrix_items.h>

#include "core/matrix.h"

rr_items rr_matrix_each_row(const rr_matrix *matrix)
{
  return rr_array(matrix->data, matrix->rows, matrix->row_stride * rr_dtype_size(matrix->dtype));
}

rr_items rr_matrix_each_column(const rr_matrix *matrix)
{
  return rr_array(matrix->data, matrix->cols, rr_dtype_size(matrix->dtype));
}
