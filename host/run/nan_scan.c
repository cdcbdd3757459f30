// SPDX-License-Identifier: MIT
// Looks for the first NaN of a matrix.
#include "run/nan_scan.h"

#include "core/lowest.h"
#include "core/matrix.h"
#include "pool/loop.h"

#include <math.h>
#include <stdatomic.h>

typedef struct scan {
  const rr_matrix *matrix;
  _Atomic size_t first_row; // that has one
} scan;

// The first NaN of a row; cols: none.
static size_t nan_column(const rr_matrix *matrix, size_t row)
{
  const float *narrow = rr__matrix_row(matrix, row);
  const double *wide = rr__matrix_row(matrix, row);
  size_t col = 0;
  if (matrix->dtype == RR_FLOAT32)
    while (col < matrix->cols && !isnan(narrow[col])) col++;
  else
    while (col < matrix->cols && !isnan(wide[col])) col++;
  return col;
}

static void scan_range(void *user, size_t first, size_t end, size_t worker)
{
  scan *self = user;
  (void)worker;
  for (size_t row = first; row < end; row++) {
    if (row >= atomic_load(&self->first_row)) return;
    if (nan_column(self->matrix, row) == self->matrix->cols) continue;
    rr__lowest_offer(&self->first_row, row);
    return;
  }
}

rr_status rr__nan_scan(rr__threads *threads, const rr_matrix *matrix)
{
  scan self = {.matrix = matrix, .first_row = SIZE_MAX};
  if (!rr_dtype_is_float(matrix->dtype)) return RR_OK;
  rr__threads_loop(threads, matrix->rows, matrix->rows / 64 + 1, scan_range, &self);
  if (self.first_row == SIZE_MAX) return RR_OK;
  size_t col = rr__matrix_column_number(matrix, nan_column(matrix, self.first_row));
  return rr_fail(RR_EDATA, "row %zu, column %zu (from 0) is NaN; hint: --nan propagate or --nan omit",
                 self.first_row, col);
}
