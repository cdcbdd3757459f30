// SPDX-License-Identifier: MIT
// Cells of any dtype as floats, rows shared over the threads. An integer that does not fit is an error, never
// a silent loss.
#include "run/linear.h"

#include "core/lowest.h"
#include "core/matrix.h"
#include "kernel/reference.h"
#include "pool/loop.h"

#include <stdatomic.h>

typedef struct conversion {
  const rr__linear *linear;
  const rr_matrix *matrix;
  char *out;
  size_t first;             // row of the matrix that is the first of `out`
  _Atomic size_t first_bad; // row of the matrix with a cell that does not fit; SIZE_MAX: none
} conversion;

// Whether float64 has it: its digits, but for the zeros at the end, take 53 bits at most.
static bool fits_float64(uint64_t magnitude)
{
  return magnitude == 0 || magnitude >> __builtin_ctzll(magnitude) < (uint64_t)1 << 53;
}

// The first cell of a row that float64 does not have; cols: none.
static size_t bad_column(const rr_matrix *matrix, size_t row)
{
  const int64_t *cells = rr__matrix_row(matrix, row);
  const uint64_t *unsigned_cells = rr__matrix_row(matrix, row);
  size_t col = 0;
  if (matrix->dtype == RR_INT64)
    while (col < matrix->cols && fits_float64(cells[col] < 0 ? -(uint64_t)cells[col] : (uint64_t)cells[col]))
      col++;
  else if (matrix->dtype == RR_UINT64)
    while (col < matrix->cols && fits_float64(unsigned_cells[col])) col++;
  else
    return matrix->cols;
  return col;
}

static void convert_row(double *out, const rr_matrix *matrix, size_t row)
{
  const void *cells = rr__matrix_row(matrix, row);
  switch (matrix->dtype) {
#define CONVERT_CASE(name, value, type)                                                                      \
  case value:                                                                                                \
    for (size_t col = 0; col < matrix->cols; col++) out[col] = (double)((const type *)cells)[col];           \
    return;
    RR_DTYPE_LIST(CONVERT_CASE)
#undef CONVERT_CASE
  case RR_DTYPE_AUTO:
  case RR_DTYPE_END: return;
  }
}

static void convert_range(void *user, size_t first, size_t end, size_t worker)
{
  conversion *self = user;
  const rr_matrix *matrix = self->matrix;
  (void)worker;
  for (size_t i = first; i < end; i++) {
    size_t row = self->first + i;
    convert_row((double *)(void *)self->out + i * matrix->cols, matrix, row);
    if (self->linear->may_round || row >= atomic_load(&self->first_bad)) continue;
    if (bad_column(matrix, row) != matrix->cols) rr__lowest_offer(&self->first_bad, row);
  }
}

rr_status rr__linear_convert(void *out, rr__threads *threads, const rr__linear *linear,
                             const rr_matrix *matrix, size_t first, size_t rows)
{
  conversion self = {.linear = linear, .matrix = matrix, .out = out, .first = first, .first_bad = SIZE_MAX};
  rr__threads_loop(threads, rows, rows / 64 + 1, convert_range, &self);
  if (self.first_bad == SIZE_MAX) return RR_OK;
  size_t col = bad_column(matrix, self.first_bad);
  rr__vector one = {.cells = rr__matrix_row(matrix, self.first_bad), .dtype = matrix->dtype, .stride = 1};
  return rr_fail(RR_EDATA,
                 "row %zu, column %zu (from 0) of %s matrix is %.0Lf, which float64 cannot hold exactly; "
                 "hint: --out-dtype float64 rounds it",
                 self.first_bad, col,
                 linear->gram              ? "the"
                 : matrix == linear->right ? "the second"
                                           : "the first",
                 rr__vector_get(&one, col));
}
